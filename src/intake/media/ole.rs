//! OLE compound files: old Word and Excel files, saved Outlook messages, locked Office files.

use super::{Sniffed, sniff::contains};
use crate::intake::Kind;

/// Tells what an OLE file is by the names in its directory, which stand there as UTF-16.
pub(super) fn tell(bytes: &[u8]) -> Sniffed {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        contains(bytes, &wide)
    };
    // A message first: a Word file attached to it brings its own names along.
    if has("__substg1.0_") || has("__properties_version1.0") {
        Sniffed::new(Kind::Email, "an Outlook message")
    } else if has("EncryptedPackage") {
        Sniffed::locked(Kind::Word, "a Word or other Office document")
    } else if has("WordDocument") {
        Sniffed::new(Kind::Word, "a Word document")
    } else if has("Workbook") {
        Sniffed::new(Kind::Excel, "an Excel workbook")
    } else if has("PowerPoint Document") {
        Sniffed::new(Kind::Unknown, "a PowerPoint presentation")
    } else {
        Sniffed::new(Kind::Unknown, "a file of unknown kind")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ole(names: &[&str]) -> Vec<u8> {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.extend([0; 504]);
        for name in names {
            bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
            bytes.extend([0; 64]);
        }
        bytes
    }

    #[test]
    fn the_directory_tells() {
        assert_eq!(tell(&ole(&["Root Entry", "WordDocument"])).kind, Kind::Word);
        assert_eq!(tell(&ole(&["Root Entry", "Workbook"])).kind, Kind::Excel);
        assert_eq!(tell(&ole(&["Root Entry", "__substg1.0_0037001F", "WordDocument"])).kind, Kind::Email);
        assert_eq!(tell(&ole(&["Root Entry", "Catalog"])).kind, Kind::Unknown);
    }

    #[test]
    fn a_password_on_an_office_file_is_seen() {
        assert!(tell(&ole(&["Root Entry", "EncryptionInfo", "EncryptedPackage"])).locked);
        assert!(!tell(&ole(&["Root Entry", "WordDocument"])).locked);
    }
}
