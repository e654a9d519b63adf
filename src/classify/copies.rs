//! Exact copies: one is kept, the others stay out.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::evidence::{Confidence, Disposition, EvidenceFile};
use super::name::Name;
use crate::finding::Finding;
use crate::intake::shown;

/// Excludes all copies but one of each file; copy → kept (indices), and what is to be said about it.
pub(super) fn exclude_copies(
    files: &mut [EvidenceFile],
    names: &[Name],
) -> (BTreeMap<usize, usize>, Vec<Finding>) {
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, file) in files.iter().enumerate() {
        let counts = !matches!(file.disposition, Disposition::Junk | Disposition::Excluded);
        if counts && file.source.bytes > 0 && !file.source.sha256.is_empty() {
            groups.entry(file.source.sha256.as_str()).or_default().push(index);
        }
    }
    let mut kept = BTreeMap::new();
    for mut group in groups.into_values().filter(|group| group.len() > 1) {
        group.sort_by_cached_key(|&index| rank(&files[index], &names[index]));
        for &copy in &group[1..] {
            // What a person stated is not undone, even twice.
            if files[copy].confidence != Confidence::Stated {
                kept.insert(copy, group[0]);
            }
        }
    }
    let mut findings = Vec::new();
    for (&copy, &original) in &kept {
        findings.push(finding(&files[copy], &files[original]));
        let path = files[original].source.path.clone();
        files[copy].disposition = Disposition::Excluded;
        files[copy].reason = format!("exact copy of {}", shown(&path));
    }
    (kept, findings)
}

/// The smallest is kept: stated, readable, better known, with a person, without the mark of a copy, shorter.
/// What a copy knows counts more than its looks: "2 Jose/passport (1)" says more than "scan".
fn rank(file: &EvidenceFile, name: &Name) -> impl Ord + use<> {
    (
        file.disposition == Disposition::Unreadable,
        Reverse(file.confidence),
        file.person.is_none(),
        name.is_copy(),
        file.source.path.chars().count(),
        file.source.path.clone(),
    )
}

fn finding(copy: &EvidenceFile, kept: &EvidenceFile) -> Finding {
    let other_document =
        !copy.satisfies.is_empty() && !kept.satisfies.is_empty() && copy.satisfies != kept.satisfies;
    let other_person = copy.person.is_some() && kept.person.is_some() && copy.person != kept.person;
    let paths = (shown(&copy.source.path), shown(&kept.source.path));
    if !(other_document || other_person) {
        return Finding::info(
            "file-duplicate",
            format!("{} is an exact copy of {}; one of the two goes in.", paths.0, paths.1),
        )
        .on(&copy.source.path);
    }
    let said = |file: &EvidenceFile| {
        let what = if file.satisfies.is_empty() { "unknown".to_owned() } else { file.satisfies.join(", ") };
        file.person.as_ref().map_or(what.clone(), |person| format!("{what} of {person}"))
    };
    Finding::warning(
        "file-duplicate",
        format!(
            "{} is an exact copy of {}, but their names differ in what they say: {} against {}.",
            paths.0,
            paths.1,
            said(copy),
            said(kept)
        ),
    )
    .on(&copy.source.path)
    .with_hint("Look into the file; it may have been saved over another one. Give it a [[document]] entry that says what it is.")
}
