//! Zip files: Office and OpenDocument files are told by the names of their members.

use super::Sniffed;
use crate::intake::Kind;

/// Members looked at; an office file names its main part early.
const MEMBERS: usize = 20_000;

/// Tells what a zip file holds.
pub(super) fn tell(bytes: &[u8]) -> Sniffed {
    let listed = listed_members(bytes);
    let members = if listed.is_empty() { leading_member(bytes).into_iter().collect() } else { listed };
    let has = |prefix: &[u8]| members.iter().any(|name| name.starts_with(prefix));
    if members.first().is_some_and(|name| *name == b"mimetype")
        && let Some(open_document) = open_document(bytes)
    {
        return open_document;
    }
    if has(b"word/") {
        Sniffed::new(Kind::Word, "a Word document")
    } else if has(b"xl/") {
        Sniffed::new(Kind::Excel, "an Excel workbook")
    } else if has(b"ppt/") {
        Sniffed::new(Kind::Zip, "a PowerPoint presentation")
    } else if has(b"Index/Document.iwa") {
        Sniffed::new(Kind::Zip, "an Apple Pages, Numbers or Keynote document")
    } else if has(b"[Content_Types].xml") {
        // The list of members is cut off, but only Office files begin like this.
        Sniffed::new(Kind::Word, "a Word or other Office document")
    } else {
        Sniffed::new(Kind::Zip, "a ZIP archive")
    }
}

/// The first member of an OpenDocument file is `mimetype`, not compressed.
fn open_document(bytes: &[u8]) -> Option<Sniffed> {
    let head = &bytes[..bytes.len().min(200)];
    let has = |text: &[u8]| super::sniff::contains(head, text);
    if has(b"vnd.oasis.opendocument.spreadsheet") {
        Some(Sniffed::new(Kind::OpenDocument, "an OpenDocument spreadsheet"))
    } else if has(b"vnd.oasis.opendocument") {
        Some(Sniffed::new(Kind::OpenDocument, "an OpenDocument text"))
    } else {
        has(b"application/epub").then_some(Sniffed::new(Kind::Zip, "an electronic book"))
    }
}

/// The names in the central directory at the end of the file.
fn listed_members(bytes: &[u8]) -> Vec<&[u8]> {
    let mut names = Vec::new();
    let Some(mut at) = central_directory(bytes) else { return names };
    while names.len() < MEMBERS && bytes.get(at..at + 4) == Some(b"PK\x01\x02") {
        let (Some(name), Some(extra), Some(comment)) =
            (u16_at(bytes, at + 28), u16_at(bytes, at + 30), u16_at(bytes, at + 32))
        else {
            break;
        };
        let Some(text) = bytes.get(at + 46..at + 46 + name) else { break };
        names.push(text);
        at += 46 + name + extra + comment;
    }
    names
}

/// Where the central directory begins, by the record that ends the file.
fn central_directory(bytes: &[u8]) -> Option<usize> {
    let from = bytes.len().saturating_sub(22 + 65_535);
    let end = bytes[from..].windows(4).rposition(|window| window == b"PK\x05\x06")? + from;
    let size: [u8; 4] = bytes.get(end + 12..end + 16)?.try_into().ok()?;
    // Counted back from its end: that also holds when something was put before the archive.
    end.checked_sub(usize::try_from(u32::from_le_bytes(size)).ok()?)
}

/// The name of the first member, for a file whose end is missing.
fn leading_member(bytes: &[u8]) -> Option<&[u8]> {
    let length = u16_at(bytes, 26)?;
    bytes.get(30..30 + length)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// A zip of stored members: local headers, central directory, end record.
    fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
        let (mut out, mut directory) = (Vec::new(), Vec::new());
        for (name, data) in members {
            let size = u32::try_from(data.len()).unwrap().to_le_bytes();
            let name_length = u16::try_from(name.len()).unwrap().to_le_bytes();
            let offset = u32::try_from(out.len()).unwrap().to_le_bytes();
            out.extend(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0");
            out.extend([size, size].concat());
            out.extend(name_length);
            out.extend([0, 0]);
            out.extend(name.as_bytes());
            out.extend(*data);
            directory.extend(b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0\0\0\0\0");
            directory.extend([size, size].concat());
            directory.extend(name_length);
            directory.extend([0; 12]);
            directory.extend(offset);
            directory.extend(name.as_bytes());
        }
        let offset = u32::try_from(out.len()).unwrap().to_le_bytes();
        let size = u32::try_from(directory.len()).unwrap().to_le_bytes();
        out.extend(directory);
        out.extend(b"PK\x05\x06\0\0\0\0");
        let count = u16::try_from(members.len()).unwrap().to_le_bytes();
        out.extend([count, count].concat());
        out.extend(size);
        out.extend(offset);
        out.extend([0, 0]);
        out
    }

    #[test]
    fn office_files_are_told_by_their_members() {
        let word = zip(&[("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<w/>")]);
        assert_eq!(tell(&word).kind, Kind::Word);
        let excel = zip(&[("[Content_Types].xml", b"<x/>"), ("xl/workbook.xml", b"<w/>")]);
        assert_eq!(tell(&excel).kind, Kind::Excel);
        let text = zip(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<x/>")]);
        assert_eq!(tell(&text).kind, Kind::OpenDocument);
    }

    #[test]
    fn an_archive_that_holds_a_word_file_is_an_archive() {
        let word = zip(&[("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<w/>")]);
        assert_eq!(tell(&zip(&[("letter.docx", &word)])).kind, Kind::Zip);
    }

    #[test]
    fn a_cut_off_word_file_is_still_one_and_nothing_panics() {
        let word = zip(&[("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<w/>")]);
        assert_eq!(tell(&word[..60]).kind, Kind::Word);
        for length in 0..word.len() {
            let _ = tell(&word[..length]);
        }
    }
}
