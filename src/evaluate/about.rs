//! Which incident, witness, arrest or country a document is about.

use unicode_normalization::UnicodeNormalization;

use crate::case::{Case, DocumentEntry, Subject};
use crate::classify::{EvidenceFile, path_names};

/// Is a document about this one?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A person said so, its name says so, or there is no other.
    Yes,
    /// It may be about this one or another.
    Perhaps,
    /// It is about another.
    No,
}

/// What `[[document]]` says beats what the name says; a document that says nothing is about the only one there is.
pub fn about(file: &EvidenceFile, subject: &Subject, case: &Case) -> About {
    let others = || case.subjects_of(subject.kind);
    let said = entry(file, case).map(|entry| entry.about.as_slice()).unwrap_or_default();
    if others().any(|other| said.contains(&other.id)) {
        return if said.contains(&subject.id) { About::Yes } else { About::No };
    }
    let possible: Vec<&Subject> = others().filter(|other| may_concern(file, other)).collect();
    let is_this = |other: &&&Subject| other.id == subject.id;
    let named: Vec<&&Subject> = possible.iter().filter(|other| is_named(file, other)).collect();
    match (named.is_empty(), possible.iter().any(|other| is_this(&other))) {
        (false, _) if named.iter().any(is_this) => About::Yes,
        (false, _) | (_, false) => About::No,
        (true, true) if possible.len() == 1 => About::Yes,
        (true, true) => About::Perhaps,
    }
}

/// A paper of Jose is not about the arrest of Maria.
fn may_concern(file: &EvidenceFile, subject: &Subject) -> bool {
    match (&file.person, &subject.person) {
        (Some(owner), Some(concerned)) => owner == concerned,
        _ => true,
    }
}

fn is_named(file: &EvidenceFile, subject: &Subject) -> bool {
    let path = file.source.path.strip_prefix("evidence/").unwrap_or(&file.source.path);
    let date = subject.date.map(|date| date.to_string());
    let marks = [Some(subject.id.as_str()), subject.name.as_deref(), date.as_deref()];
    marks.into_iter().flatten().any(|mark| path_names(path, mark))
        || (file.date.is_some() && file.date == subject.date)
}

fn entry<'a>(file: &EvidenceFile, case: &'a Case) -> Option<&'a DocumentEntry> {
    let path = file.source.path.strip_prefix("evidence/").unwrap_or(&file.source.path);
    case.documents.iter().find(|entry| entry.file.nfc().eq(path.nfc()))
}
