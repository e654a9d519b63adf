//! Files that nobody meant to bring: the litter of operating systems and programs.

use super::Kind;

/// Why a file is litter, in plain words, or `None` if it is not.
///
/// The name is asked, and the bytes may object: a PDF is evidence, whatever it is called.
pub fn junk(name: &str, kind: Kind, bytes: &[u8]) -> Option<&'static str> {
    let litter = by_name(name, bytes)?;
    matches!(kind, Kind::Unknown | Kind::Text).then_some(litter)
}

fn by_name(name: &str, bytes: &[u8]) -> Option<&'static str> {
    const MAC: &str = "folder settings of macOS";
    const WINDOWS: &str = "folder settings of Windows";
    const SYNC: &str = "a mark of a synchronised folder";
    let lower = name.to_lowercase();
    match lower.as_str() {
        ".ds_store" | "icon\r" | ".localized" | ".apdisk" => return Some(MAC),
        "thumbs.db" | "ehthumbs.db" | "ehthumbs_vista.db" => return Some("small previews made by Windows"),
        "desktop.ini" => return Some(WINDOWS),
        ".dropbox" | ".dropbox.attr" | ".owncloudsync.log" | ".sync.ffs_db" | ".stignore" => {
            return Some(SYNC);
        }
        ".picasa.ini" | "picasa.ini" | ".nomedia" | ".directory" => {
            return Some("settings of a picture viewer");
        }
        ".gitkeep" | ".gitignore" | ".keep" => return Some("a mark of a version control system"),
        _ => {}
    }
    if name.starts_with("._") && (bytes.is_empty() || is_apple_double(bytes)) {
        return Some("a shadow file of macOS; the document itself lies beside it");
    }
    if name.starts_with("~$") {
        return Some("a lock file of Microsoft Office; it vanishes when the document is closed");
    }
    if lower.starts_with(".~lock.") && lower.ends_with('#') {
        return Some("a lock file of LibreOffice; it vanishes when the document is closed");
    }
    let office_temporary = ["~wr", "~df", "ppt", "~rf"].iter().any(|start| lower.starts_with(start));
    (office_temporary && lower.ends_with(".tmp")).then_some("a temporary file of Microsoft Office")
}

/// AppleDouble or AppleSingle: what macOS writes beside a file on a foreign disk.
fn is_apple_double(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0, 5, 0x16, 7]) || bytes.starts_with(&[0, 5, 0x16, 0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn litter_is_known_by_its_name() {
        for name in
            [".DS_Store", "Thumbs.db", "Icon\r", "~$claración.docx", ".~lock.carta.odt#", "~WRL0001.tmp"]
        {
            assert!(junk(name, Kind::Unknown, b"\0\0\0\x01Bud1").is_some(), "{name:?}");
        }
        assert!(junk("desktop.ini", Kind::Text, b"[.ShellClassInfo]").is_some());
    }

    #[test]
    fn a_document_is_evidence_whatever_it_is_called() {
        assert_eq!(junk("Thumbs.db", Kind::Pdf, b"%PDF-1.7"), None);
        assert_eq!(junk("~$letter.docx", Kind::Word, b"PK\x03\x04"), None);
        assert_eq!(junk("~WRL0001.tmp", Kind::Word, b"\xD0\xCF\x11\xE0"), None);
    }

    #[test]
    fn a_shadow_file_is_one_by_its_bytes() {
        assert!(junk("._passport.jpg", Kind::Unknown, &[0, 5, 0x16, 7, 0, 2]).is_some());
        assert_eq!(junk("._passport.jpg", Kind::Jpeg, &[0xFF, 0xD8, 0xFF]), None);
        assert_eq!(junk("._notes.txt", Kind::Text, b"Call the client"), None);
    }

    #[test]
    fn ordinary_names_are_not_litter() {
        for name in ["passport.pdf", "icon.png", "my Thumbs.db copy.pdf", "scan.tmp", ""] {
            assert_eq!(junk(name, Kind::Unknown, b""), None, "{name:?}");
        }
    }
}
