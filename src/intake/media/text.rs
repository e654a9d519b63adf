//! E-mail, HTML and plain text.

use super::Sniffed;
use crate::intake::Kind;

/// Header lines that a saved message begins with.
const MAIL_HEADERS: &[&str] = &[
    "from",
    "to",
    "subject",
    "date",
    "received",
    "return-path",
    "mime-version",
    "message-id",
    "delivered-to",
    "content-type",
    "reply-to",
    "cc",
    "sender",
    "x-mailer",
    "dkim-signature",
    "authentication-results",
];

/// Tells an e-mail, a web page or plain text; `None` if the bytes are no text.
pub(super) fn tell(bytes: &[u8]) -> Option<Sniffed> {
    let text = decode(bytes)?;
    let start = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
    if start.is_empty() {
        return None;
    }
    Some(if looks_like_mail(start) {
        Sniffed::new(Kind::Email, "an e-mail message")
    } else if looks_like_html(start) {
        Sniffed::new(Kind::Html, "a web page")
    } else {
        Sniffed::new(Kind::Text, "a text file")
    })
}

/// The first part of the text, or `None` if there are control characters in the bytes.
fn decode(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(1 << 16)];
    let text = match head {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        _ => utf8(head).or_else(|| western(head))?,
    };
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{C}' | '\u{85}');
    (!text.contains(control)).then_some(text)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let mut units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    // The cut at the end of the head may part a pair of surrogates.
    if units.last().is_some_and(|&last| (0xD800..0xDC00).contains(&last)) {
        units.pop();
    }
    String::from_utf16(&units).ok()
}

fn utf8(bytes: &[u8]) -> Option<String> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.to_owned()),
        // Cut within a character.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).ok().map(str::to_owned)
        }
        Err(_) => None,
    }
}

/// An old one-byte text: mostly plain letters, with accented ones between.
fn western(bytes: &[u8]) -> Option<String> {
    let plain =
        bytes.iter().filter(|byte| byte.is_ascii_alphanumeric() || byte.is_ascii_whitespace()).count();
    let high = bytes.iter().filter(|&&byte| byte >= 0xA0).count();
    let odd =
        bytes.iter().any(|byte| (0x80..0xA0).contains(byte) && !matches!(byte, 0x80 | 0x85 | 0x91..=0x97));
    (!odd && plain > 4 * high).then(|| {
        bytes.iter().map(|&byte| if (0x80..0xA0).contains(&byte) { ' ' } else { char::from(byte) }).collect()
    })
}

fn looks_like_mail(text: &str) -> bool {
    let mut known = 0;
    for line in text.lines().take(40) {
        if line.starts_with([' ', '\t']) || line.starts_with("From ") {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { break };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
            break;
        }
        if MAIL_HEADERS.contains(&name.to_ascii_lowercase().as_str()) {
            known += 1;
        }
    }
    known >= 2
}

fn looks_like_html(text: &str) -> bool {
    let head: String = text.chars().take(1000).collect::<String>().to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| head.starts_with(tag))
        || ((head.starts_with("<!--") || head.starts_with("<?xml")) && head.contains("<html"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn kind(bytes: &[u8]) -> Option<Kind> {
        tell(bytes).map(|sniffed| sniffed.kind)
    }

    #[test]
    fn a_message_has_header_lines_and_a_letter_has_not() {
        let mail = b"Received: from mail\r\n by host\r\nSubject: Hola\r\nFrom: a@example.org\r\n\r\nHola";
        assert_eq!(kind(mail), Some(Kind::Email));
        assert_eq!(kind(b"To: whom it may concern\nI know Maria since 2010.\n"), Some(Kind::Text));
    }

    #[test]
    fn web_pages_and_texts_in_old_and_new_encodings() {
        assert_eq!(kind(b"\xEF\xBB\xBF<!DOCTYPE HTML><title>x</title>"), Some(Kind::Html));
        assert_eq!(kind("Declaración de María".as_bytes()), Some(Kind::Text));
        assert_eq!(kind(b"Declaraci\xF3n de Mar\xEDa Elena"), Some(Kind::Text));
        assert_eq!(kind(b"\xFE\xFF\0H\0o\0l\0a"), Some(Kind::Text));
        // A cut in the middle of a letter, as at the end of a large file's beginning.
        assert_eq!(kind(b"Declaraci\xC3"), Some(Kind::Text));
    }

    #[test]
    fn control_bytes_are_no_text() {
        assert_eq!(kind(b"abc\0def"), None);
        assert_eq!(kind(b"\x01\x02\x03\x04"), None);
        assert_eq!(kind(&[0x80, 0x81, 0x90, 0xFE, 0x10]), None);
        assert_eq!(kind(b"  \n"), None);
    }
}
