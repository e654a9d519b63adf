//! Messages as Outlook saves them (.msg): a small file system in a file, with a stream for each property.

use std::io::{Cursor, Read as _};
use std::path::Path;

use cfb::CompoundFile;
use encoding_rs::{UTF_16LE, WINDOWS_1252};

use super::{Letter, line};

type File<'a> = CompoundFile<Cursor<&'a [u8]>>;

/// No property that is read is longer.
const LONGEST: u64 = 8 << 20;

/// Numbers of properties.
const SUBJECT: &str = "0037";
const HEADERS: &str = "007D";
const SENDER: &str = "0C1A";
const SENDER_ADDRESS: &str = "0C1F";
const SENDER_SMTP: &str = "5D01";
const TO: &str = "0E04";
const CC: &str = "0E03";
const BODY: &str = "1000";
const LONG_NAME: &str = "3707";
const SHORT_NAME: &str = "3704";
const DISPLAY_NAME: &str = "3001";
const CLASS: &str = "001A";

/// Reads a message.
///
/// # Errors
/// If it is damaged, encrypted, or holds its words only in Outlook's own format.
pub fn read(bytes: &[u8]) -> Result<Letter, String> {
    let damaged = |_| "the Outlook message is damaged".to_owned();
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let root = Path::new("/");
    let mut get = |property| text(&mut file, root, property).unwrap_or_default();
    if get(CLASS).to_ascii_lowercase().contains("smime") {
        return Err("the Outlook message is encrypted or signed as a whole; open it in Outlook".into());
    }
    let body = get(BODY);
    let date = date_of(&get(HEADERS));
    let mut heads: Vec<(&'static str, String)> = Vec::new();
    let address = [SENDER_SMTP, SENDER_ADDRESS].into_iter().map(&mut get).find(|found| found.contains('@'));
    let sender = match (line(&get(SENDER)), address) {
        (name, Some(address)) if !name.is_empty() && name != address => format!("{name} <{address}>"),
        (name, None) => name,
        (_, Some(address)) => address,
    };
    for (name, value) in
        [("From", sender), ("To", get(TO)), ("Cc", get(CC)), ("Date", date), ("Subject", get(SUBJECT))]
    {
        let value = line(value.trim_end_matches('\0'));
        if !value.is_empty() {
            heads.push((name, value));
        }
    }
    let attachments = attachments(&mut file);
    if body.trim().is_empty() {
        return Err("the Outlook message holds its words in a format that only Outlook reads".into());
    }
    if !heads.iter().any(|(name, _)| *name == "Date")
        && let Some(sent) = sent(&mut file)
    {
        heads.push(("Date", sent));
    }
    Ok(Letter { heads, body, attachments })
}

/// A text property: as UTF-16, else in one byte a letter.
fn text(file: &mut File<'_>, storage: &Path, property: &str) -> Option<String> {
    let mut bytes = |kind: &str| {
        let path = storage.join(format!("__substg1.0_{property}{kind}"));
        let mut found = Vec::new();
        file.open_stream(path).ok()?.take(LONGEST).read_to_end(&mut found).ok()?;
        Some(found)
    };
    if let Some(wide) = bytes("001F") {
        return Some(UTF_16LE.decode_without_bom_handling(&wide).0.into_owned());
    }
    let narrow = bytes("001E")?;
    // One byte a letter is the code page of the sender's computer; what is no UTF-8 is most often this one.
    Some(
        String::from_utf8(narrow).unwrap_or_else(|error| {
            WINDOWS_1252.decode_without_bom_handling(error.as_bytes()).0.into_owned()
        }),
    )
}

/// The date that the mail servers were told.
fn date_of(headers: &str) -> String {
    let found =
        headers.lines().find(|line| line.get(..5).is_some_and(|name| name.eq_ignore_ascii_case("date:")));
    line(found.and_then(|line| line.get(5..)).unwrap_or_default())
}

/// When it was sent: property 0039 of the list of fixed properties, in tenths of microseconds since 1601, in UTC.
fn sent(file: &mut File<'_>) -> Option<String> {
    let mut list = Vec::new();
    file.open_stream("/__properties_version1.0").ok()?.take(LONGEST).read_to_end(&mut list).ok()?;
    let entries = list.get(32..)?.as_chunks::<16>().0;
    let entry = entries.iter().find(|entry| entry.starts_with(&[0x40, 0x00, 0x39, 0x00]))?;
    let ticks = u64::from_le_bytes(*entry.last_chunk::<8>()?);
    let seconds = i64::try_from(ticks / 10_000_000).ok()?.checked_sub(11_644_473_600)?;
    let when = jiff::Timestamp::from_second(seconds).ok()?;
    Some(when.strftime("%a, %-d %b %Y %H:%M:%S UTC").to_string())
}

fn attachments(file: &mut File<'_>) -> Vec<String> {
    let Ok(entries) = file.read_storage("/") else { return Vec::new() };
    let mut storages: Vec<_> = entries
        .filter(|entry| entry.is_storage() && entry.name().starts_with("__attach_version1.0_"))
        .map(|entry| entry.path().to_owned())
        .collect();
    storages.sort();
    let name = |storage: &std::path::PathBuf| {
        let found = [LONG_NAME, SHORT_NAME, DISPLAY_NAME].into_iter().find_map(|property| {
            let name = line(text(file, storage, property)?.trim_end_matches('\0'));
            (!name.is_empty()).then_some(name)
        });
        found.unwrap_or_else(|| "a file without a name".to_owned())
    };
    storages.iter().map(name).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn message(streams: &[(&str, &str)]) -> Vec<u8> {
        let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_storage("/__attach_version1.0_#00000000").unwrap();
        for (path, value) in streams {
            let wide: Vec<u8> = value.encode_utf16().flat_map(u16::to_le_bytes).collect();
            file.create_stream(path).unwrap().write_all(&wide).unwrap();
        }
        let mut list = vec![0; 32];
        list.extend([0x40, 0x00, 0x39, 0x00, 6, 0, 0, 0]);
        // 2026-02-03 15:15:00 UTC, by the arithmetic of the format: 1,770,131,700 s since 1970.
        list.extend(((1_770_131_700_u64 + 11_644_473_600) * 10_000_000).to_le_bytes());
        file.create_stream("/__properties_version1.0").unwrap().write_all(&list).unwrap();
        file.into_inner().into_inner()
    }

    #[test]
    fn a_message_of_outlook_says_what_outlook_shows() {
        let bytes = message(&[
            ("/__substg1.0_0037001F", "Amenaza de mañana"),
            ("/__substg1.0_0C1A001F", "José Ruiz"),
            ("/__substg1.0_0C1F001F", "jose@example.org"),
            ("/__substg1.0_0E04001F", "Ana"),
            ("/__substg1.0_1000001F", "Te vamos a encontrar."),
            ("/__attach_version1.0_#00000000/__substg1.0_3707001F", "denuncia.pdf"),
        ]);
        let letter = read(&bytes).unwrap();
        let heads: Vec<(&str, &str)> =
            letter.heads.iter().map(|(name, text)| (*name, text.as_str())).collect();
        assert_eq!(
            heads,
            [
                ("From", "José Ruiz <jose@example.org>"),
                ("To", "Ana"),
                ("Subject", "Amenaza de mañana"),
                ("Date", "Tue, 3 Feb 2026 15:15:00 UTC"),
            ]
        );
        assert_eq!(
            (letter.body.as_str(), letter.attachments),
            ("Te vamos a encontrar.", vec!["denuncia.pdf".into()])
        );
    }

    #[test]
    fn encrypted_wordless_and_damaged_messages_are_told() {
        assert!(read(&message(&[("/__substg1.0_001A001F", "IPM.Note.SMIME")])).is_err());
        assert!(read(&message(&[("/__substg1.0_0037001F", "x")])).is_err());
        let whole = message(&[("/__substg1.0_1000001F", "x")]);
        for length in (0..whole.len()).step_by(97) {
            let _ = read(&whole[..length]);
        }
    }
}
