//! Paths of evidence files as `case.toml` writes them: relative to `evidence/`, with `/`.

use crate::finding::{Finding, Location};
use crate::tomlfile::Table;

const RULE: &str = "case-path";

/// Reports a path that does not lead to a file under `evidence/`.
pub(super) fn check(table: &Table<'_>, key: &str, path: &str, place: Location) -> bool {
    let right = corrected(path);
    let write = |what: &str| match right.as_str() {
        "" => format!("{what}."),
        right => format!("{what}: \"{right}\""),
    };
    let wrong = if path.trim().is_empty() {
        Some(("is empty", "Write the path of the file below evidence/".to_owned()))
    } else if path.contains(char::is_control) {
        Some(("contains an invisible character", write("Write / between folder and file")))
    } else if has_drive(path) {
        Some(("begins with a drive letter", write("Write the path below the folder evidence")))
    } else if path.contains('\\') {
        Some(("contains a backslash", write("Write / between folder and file")))
    } else if path.starts_with('/') {
        Some(("begins with /", write("Write the path below the folder evidence")))
    } else if path.split('/').any(|part| part == "..") {
        Some(("leads out of its folder with ..", write("Write the path below the folder evidence")))
    } else if path.ends_with('/') {
        Some(("is a folder", "Name a file; write one [[document]] for each.".to_owned()))
    } else if path.split('/').any(|part| part.is_empty() || part == ".") {
        Some(("has an empty step", write("Write it without // and ./")))
    } else {
        None
    };
    if let Some((what, hint)) = wrong {
        let message = format!("The path in `{key}` {what}.");
        table.document().report(Finding::error(RULE, message).at(place).with_hint(hint));
        return false;
    }
    if let Some(rest) = path.strip_prefix("evidence/") {
        let message = format!("The path in `{key}` begins with evidence/, but paths are counted from there.");
        let hint = format!("Leave it away: \"{rest}\"");
        table.document().report(Finding::warning(RULE, message).at(place).with_hint(hint));
    }
    true
}

fn has_drive(path: &str) -> bool {
    let mut letters = path.chars();
    letters.next().is_some_and(|letter| letter.is_ascii_alphabetic()) && letters.next() == Some(':')
}

/// The path as it was probably meant.
fn corrected(path: &str) -> String {
    let path = if has_drive(path) { path.get(2..).unwrap_or_default() } else { path };
    let path: String = path
        .chars()
        .filter(|letter| !letter.is_control())
        .map(|letter| if letter == '\\' { '/' } else { letter })
        .collect();
    let parts: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
    let below = parts.iter().rposition(|part| part.eq_ignore_ascii_case("evidence")).map_or(0, |at| at + 1);
    parts.get(below..).unwrap_or_default().join("/")
}
