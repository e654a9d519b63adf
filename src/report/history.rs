//! One line of `history.jsonl`: what a check saw.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Check;
use crate::evaluate::RequirementStatus;

/// What one check saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// `casebinder/history/1`.
    pub schema: String,
    /// The day of the check.
    pub today: String,
    /// Was the case complete?
    pub complete: bool,
    /// Each requirement (with `@person` where it is asked for each) and how it stood.
    pub requirements: BTreeMap<String, RequirementStatusWord>,
    /// Each file and its SHA-256.
    pub files: BTreeMap<String, String>,
}

/// A status as written in the history.
pub type RequirementStatusWord = String;

/// What this check saw.
pub fn seen(check: &Check<'_>) -> Seen {
    let requirements = check.evaluation.requirements.iter().map(|result| {
        let of = result.person.as_ref().or(result.about.as_ref());
        let person = of.map(|person| format!("@{person}")).unwrap_or_default();
        (format!("{}{person}", result.id), word(result.status).to_owned())
    });
    let files =
        check.evidence.files.iter().map(|file| (file.source.path.clone(), file.source.sha256.clone()));
    Seen {
        schema: "casebinder/history/1".into(),
        today: check.evaluation.today.to_string(),
        complete: check.evaluation.complete(),
        requirements: requirements.collect(),
        files: files.collect(),
    }
}

fn word(status: RequirementStatus) -> &'static str {
    match status {
        RequirementStatus::Met => "met",
        RequirementStatus::Missing => "missing",
        RequirementStatus::NeedsReview => "needs-review",
        RequirementStatus::Waived => "waived",
        RequirementStatus::NotApplicable => "not-applicable",
    }
}

/// How the files of two checks differ, as one sentence; `None` if they do not.
pub fn changes(before: &Seen, now: &Seen) -> Option<String> {
    let new = now.files.keys().filter(|path| !before.files.contains_key(*path)).count();
    let gone = before.files.keys().filter(|path| !now.files.contains_key(*path)).count();
    let changed = now
        .files
        .iter()
        .filter(|(path, hash)| before.files.get(*path).is_some_and(|old| old != *hash))
        .count();
    if new + gone + changed == 0 {
        return None;
    }
    Some(format!("Since the check of {}: {new} new, {changed} changed, {gone} gone.", before.today))
}

/// The last line of a history that can be understood.
pub fn last(history: &str) -> Option<Seen> {
    history.lines().rev().find_map(|line| serde_json::from_str(line).ok())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn seen_with(files: &[(&str, &str)]) -> Seen {
        Seen {
            schema: "casebinder/history/1".into(),
            today: "2026-11-20".into(),
            complete: false,
            requirements: BTreeMap::new(),
            files: files.iter().map(|(path, hash)| ((*path).to_owned(), (*hash).to_owned())).collect(),
        }
    }

    #[test]
    fn new_changed_and_gone_are_counted() {
        let before = seen_with(&[("a", "1"), ("b", "1"), ("c", "1")]);
        let now = seen_with(&[("a", "1"), ("b", "2"), ("d", "1")]);
        assert_eq!(
            changes(&before, &now).unwrap(),
            "Since the check of 2026-11-20: 1 new, 1 changed, 1 gone."
        );
        assert_eq!(changes(&before, &before), None);
    }

    #[test]
    fn a_torn_last_line_is_passed_over() {
        let whole = serde_json::to_string(&seen_with(&[("a", "1")])).unwrap();
        let history = format!("{whole}\n{}", &whole[..20]);
        assert_eq!(last(&history), Some(seen_with(&[("a", "1")])));
    }
}
