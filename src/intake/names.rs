//! File names as they lie on the disk, made fit for reports.

use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use super::SourceFile;
use crate::finding::Finding;

/// `evidence/…` with `/`; bytes that are no UTF-8 are shown as `\xNN`, everything else stays as stored.
pub(crate) fn evidence_path(relative: &Path) -> String {
    let mut path = String::from("evidence");
    for part in relative.components() {
        path.push('/');
        for chunk in part.as_os_str().as_encoded_bytes().utf8_chunks() {
            path.push_str(chunk.valid());
            chunk.invalid().iter().for_each(|byte| path.push_str(&format!("\\x{byte:02X}")));
        }
    }
    path
}

/// A character that prints nothing, or changes the order in which the others are read.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// What is odd about the names of these files (sorted by path).
pub(super) fn odd_names(files: &[SourceFile], unreadable_names: &[String]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = files
        .iter()
        .filter(|file| !matches!(file.state, super::State::Junk(_)))
        .filter_map(|file| {
            let what = if unreadable_names.contains(&file.path) {
                "bytes that are no text"
            } else if file.path.contains(is_hidden) {
                "characters that cannot be seen, such as line breaks or direction marks"
            } else {
                return None;
            };
            Some(
                Finding::warning(
                    "file-name-hidden-characters",
                    format!("The name of {} holds {what}.", shown(&file.path)),
                )
                .on(&file.path)
                .with_hint("Give the file a name of plain letters, digits and spaces."),
            )
        })
        .collect();
    findings.extend(twins(files));
    findings
}

/// Files whose names differ only in ways that people cannot see.
fn twins(files: &[SourceFile]) -> Vec<Finding> {
    let key = |path: &str| path.nfc().filter(|c| !is_hidden(*c)).collect::<String>().to_lowercase();
    let mut keyed: Vec<(String, &SourceFile)> = files
        .iter()
        .filter(|file| !matches!(file.state, super::State::Junk(_)))
        .map(|file| (key(&file.path), file))
        .collect();
    keyed.sort_by(|a, b| (&a.0, &a.1.path).cmp(&(&b.0, &b.1.path)));
    keyed
        .windows(2)
        .filter(|pair| pair[0].0 == pair[1].0)
        .map(|pair| {
            Finding::warning(
                "file-name-twins",
                format!(
                    "Two files have names that look the same: {} ({} bytes and {} bytes).",
                    shown(&pair[1].1.path),
                    pair[0].1.bytes,
                    pair[1].1.bytes
                ),
            )
            .on(&pair[1].1.path)
            .with_hint(
                "Compare the two and rename or remove one; some systems cannot keep both in one folder.",
            )
        })
        .collect()
}

/// A path for a message: characters that cannot be seen are written out.
pub(crate) fn shown(path: &str) -> String {
    path.chars()
        .map(|c| if is_hidden(c) { format!("\\u{{{:X}}}", u32::from(c)) } else { c.to_string() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_direction_mark_is_written_out() {
        assert_eq!(shown("evidence/passport\u{202E}fdp.exe"), "evidence/passport\\u{202E}fdp.exe");
        assert_eq!(shown("evidence/a\nb.pdf"), "evidence/a\\u{A}b.pdf");
        assert_eq!(shown("evidence/Declaración.pdf"), "evidence/Declaración.pdf");
    }

    #[test]
    fn the_path_uses_slashes_and_stays_as_stored() {
        assert_eq!(evidence_path(Path::new("3 Nin\u{303}o/a.pdf")), "evidence/3 Nin\u{303}o/a.pdf");
    }

    #[cfg(unix)]
    #[test]
    fn bytes_that_are_no_text_are_shown_as_hex() {
        use std::os::unix::ffi::OsStrExt;
        let name = std::ffi::OsStr::from_bytes(b"acta\xF1a.pdf");
        assert_eq!(evidence_path(Path::new(name)), "evidence/acta\\xF1a.pdf");
    }
}
