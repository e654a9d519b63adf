//! What a build has to say: what became of things in the sources, and the ledger of pages.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::human;
use super::plain;
use super::wording::{counted, sentence, told};
use crate::finding::Finding;
use crate::packet::Manifest;

/// Notes that many pictures share: the note, and what to say of one and of several.
const OF_MANY: &[(&str, &str, &str)] = &[
    (
        "carries GPS coordinates",
        "1 picture carries GPS coordinates; they stay out of the packet",
        "pictures carry GPS coordinates; they stay out of the packet",
    ),
    (
        "carries camera data",
        "1 picture carries camera data; it stays out of the packet",
        "pictures carry camera data; it stays out of the packet",
    ),
];
/// More files than these are counted.
const NAMED: usize = 3;

/// The findings of a build. Notes that say the same of several files are told once, after those of one file.
pub fn notes(findings: &[Finding], width: usize) -> String {
    let mut by_note: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    let mut single = Vec::new();
    for finding in findings {
        if finding.rule == "source-flattened" {
            by_note.entry(&finding.message).or_default().push(finding);
        } else {
            single.push(finding.clone());
        }
    }
    let mut lines = Vec::new();
    let mut of_many = Vec::new();
    for (note, found) in by_note {
        let paths: Vec<&str> = found.iter().filter_map(|finding| finding.path.as_deref()).collect();
        match OF_MANY.iter().find(|(known, ..)| *known == note) {
            Some((_, one, _)) if paths.len() == 1 => of_many.push((*one).to_owned()),
            Some((_, _, many)) => of_many.push(format!("{} {many}", paths.len())),
            None if paths.len() > 1 => lines.push(format!("{} {}", sentence(note), named(&paths))),
            None => lines.extend(found.iter().map(|finding| told(finding))),
        }
    }
    let mut text = human::findings(&single, width);
    lines.extend(of_many);
    text += &human::notes(&lines, width);
    text
}

fn named(paths: &[&str]) -> String {
    let mut names: Vec<String> = paths.iter().take(NAMED).map(|path| plain(path)).collect();
    if paths.len() > NAMED {
        names.push(format!("{} more", paths.len() - NAMED));
    }
    names.join("; ")
}

/// What was made: each volume, pages in and pages out, and the hash of it all.
pub fn ledger(manifest: &Manifest, hash: &str, place: &str) -> String {
    let mut text = String::new();
    for volume in &manifest.volumes {
        let _ = writeln!(text, "{place}/{}", volume.file);
        let _ = writeln!(
            text,
            "  pages {}–{}, {} bytes, SHA-256 {}",
            volume.first_page,
            volume.last_page,
            in_thousands(volume.bytes),
            volume.sha256
        );
    }
    let ledger = &manifest.ledger;
    let _ = match ledger.omitted as usize {
        0 => writeln!(text, "Every file of the evidence folder is in the packet."),
        1 => writeln!(text, "1 file is not in the packet; manifest.json says why."),
        more => writeln!(text, "{more} files are not in the packet; manifest.json says why."),
    };
    let _ = writeln!(text, "Packet hash: {hash}");
    // Pages in, pages out: the last word.
    let _ = writeln!(
        text,
        "Read back and verified: {} of {} went in and {} came out, with {} of cover, index and tabs.",
        counted(ledger.pages_in as usize, "page"),
        counted(ledger.sources as usize, "file"),
        ledger.pages_out,
        counted(ledger.generated as usize, "page"),
    );
    text
}

/// `24,961,003`.
fn in_thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(message: &str, path: &str) -> Finding {
        Finding::info("source-flattened", message).on(path)
    }

    #[test]
    fn what_several_files_share_is_told_once_and_last() {
        let findings = [
            note("carries camera data", "evidence/a.jpg"),
            note("carries camera data", "evidence/b.jpg"),
            note("carries GPS coordinates", "evidence/a.jpg"),
            note("a signature ends here", "evidence/c.pdf"),
        ];
        let text = anstream::adapter::strip_str(&notes(&findings, 120)).to_string();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines,
            [
                "  · evidence/c.pdf: a signature ends here",
                "  · 1 picture carries GPS coordinates; they stay out of the packet",
                "  · 2 pictures carry camera data; it stays out of the packet",
            ]
        );
    }

    #[test]
    fn sizes_read_easily() {
        assert_eq!(
            [0, 999, 1000, 24_961_003].map(in_thousands),
            ["0", "999", "1,000", "24,961,003"].map(str::to_owned)
        );
    }

    #[test]
    fn many_files_are_counted_and_none_is_lost() {
        assert_eq!(named(&["a", "b", "c"]), "a; b; c");
        assert_eq!(named(&["a", "b", "c", "d", "e"]), "a; b; c; 2 more");
    }
}
