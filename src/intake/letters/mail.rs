//! Messages as mail programs save them (.eml).

use mail_parser::{Address, Message, MessageParser, MimeHeaders as _, PartType};

use super::{Letter, line};

/// Reads a message.
///
/// # Errors
/// If it has no header lines.
pub fn read(bytes: &[u8]) -> Result<Letter, String> {
    // A message that a text editor has saved again may be in an encoding of two bytes a letter.
    let again = match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Some(super::plain::decode(bytes)?),
        _ => None,
    };
    let bytes = again.as_deref().map_or(bytes, str::as_bytes);
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let message = MessageParser::default().parse(bytes).ok_or("the message cannot be read")?;
    let mut heads: Vec<(&'static str, String)> = Vec::new();
    let mut head = |name, text: String| {
        if !text.is_empty() {
            heads.push((name, text));
        }
    };
    head("From", addresses(message.from()));
    head("To", addresses(message.to()));
    head("Cc", addresses(message.cc()));
    // As it stands there: with the sender's own time zone.
    head("Date", line(message.header_raw("Date").unwrap_or_default()));
    head("Subject", line(message.subject().unwrap_or_default()));
    let bodies = 0..message.text_body_count();
    let texts: Vec<String> =
        bodies.filter_map(|number| message.body_text(number)).map(std::borrow::Cow::into_owned).collect();
    Ok(Letter { heads, body: texts.join("\n\n"), attachments: attachments(&message) })
}

fn addresses(address: Option<&Address<'_>>) -> String {
    let one = |name: Option<&str>, address: Option<&str>| match (name, address) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (Some(only), None) | (None, Some(only)) => only.to_owned(),
        (None, None) => String::new(),
    };
    let all = address.into_iter().flat_map(Address::iter).map(|found| one(found.name(), found.address()));
    line(&all.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", "))
}

fn attachments(message: &Message<'_>) -> Vec<String> {
    let attached = message.attachments().map(|part| match (part.attachment_name(), &part.body) {
        (Some(name), _) => line(name),
        (None, PartType::Message(inner)) => {
            let subject = line(inner.subject().unwrap_or_default());
            if subject.is_empty() { "a message".to_owned() } else { format!("the message \"{subject}\"") }
        }
        (None, _) => {
            let kind = part.content_type().map(|kind| match kind.subtype() {
                Some(subtype) => format!("{}/{subtype}", kind.ctype()),
                None => kind.ctype().to_owned(),
            });
            format!("a file without a name ({})", kind.unwrap_or_else(|| "of unknown kind".into()))
        }
    });
    attached.collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_message_of_many_parts_is_read_as_its_reader_saw_it() {
        let mail = b"From: =?utf-8?Q?Jos=C3=A9_Ruiz?= <jose@example.org>\r\n\
            To: Ana <ana@example.org>, luis@example.org\r\n\
            Date: Tue, 3 Feb 2026 09:15:00 -0600\r\n\
            Subject: =?iso-8859-1?Q?Amenaza_de_ma=F1ana?=\r\n\
            Content-Type: multipart/mixed; boundary=b\r\n\r\n\
            --b\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
            Te vamos a encontrar ma=F1ana=\r\n, oy=E9?\r\n\
            --b\r\nContent-Type: application/pdf; name=\"denuncia.pdf\"\r\n\
            Content-Disposition: attachment; filename=\"denuncia.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n\
            --b--\r\n";
        let letter = read(mail).unwrap();
        let heads: Vec<(&str, &str)> =
            letter.heads.iter().map(|(name, text)| (*name, text.as_str())).collect();
        assert_eq!(
            heads,
            [
                ("From", "José Ruiz <jose@example.org>"),
                ("To", "Ana <ana@example.org>, luis@example.org"),
                ("Date", "Tue, 3 Feb 2026 09:15:00 -0600"),
                ("Subject", "Amenaza de mañana"),
            ]
        );
        assert_eq!(letter.body.trim(), "Te vamos a encontrar mañana, oyé?");
        assert_eq!(letter.attachments, ["denuncia.pdf"]);
    }

    #[test]
    fn a_message_saved_again_by_a_text_editor() {
        let text = "From: ana@example.org\nSubject: Señal\n\nHola";
        let wide: Vec<u8> =
            "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        for bytes in [wide, format!("\u{FEFF}{text}").into_bytes()] {
            let letter = read(&bytes).unwrap();
            assert_eq!(letter.heads[0], ("From", "ana@example.org".to_owned()));
            assert_eq!((letter.heads[1].1.as_str(), letter.body.as_str()), ("Señal", "Hola"));
        }
    }

    #[test]
    fn a_message_in_html_alone_gives_its_words() {
        let mail = b"From: a@example.org\r\nSubject: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
            <html><style>p {color: red}</style><p>First &amp; last</p><p>Second</p></html>";
        let letter = read(mail).unwrap();
        assert!(letter.body.contains("First & last") && letter.body.contains("Second"));
        assert!(!letter.body.contains("color"));
    }
}
