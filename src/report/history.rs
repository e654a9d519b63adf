//! One line of `history.jsonl`: what a check saw.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Check;
use crate::evaluate::{DeadlineResult, RequirementResult, RequirementStatus};

const SCHEMA: &str = "casebinder/history/1";

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
    /// Each deadline (with `@person` or `@evidence/…` where it is of one) and its date; lines of earlier versions
    /// say nothing of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadlines: Option<BTreeMap<String, Option<String>>>,
    /// Each file and its SHA-256.
    pub files: BTreeMap<String, String>,
}

/// A status as written in the history.
pub type RequirementStatusWord = String;

/// What this check saw.
pub fn seen(check: &Check<'_>) -> Seen {
    let requirements = check.evaluation.requirements.iter();
    let deadlines = check.evaluation.deadlines.iter();
    let files =
        check.evidence.files.iter().map(|file| (file.source.path.clone(), file.source.sha256.clone()));
    Seen {
        schema: SCHEMA.into(),
        today: check.evaluation.today.to_string(),
        complete: check.evaluation.complete(),
        requirements: requirements
            .map(|result| (requirement_key(result), word(result.status).to_owned()))
            .collect(),
        deadlines: Some(
            deadlines
                .map(|deadline| (deadline_key(deadline), deadline.date.map(|date| date.to_string())))
                .collect(),
        ),
        files: files.collect(),
    }
}

/// `passport@maria`: how the history names an item of the checklist.
pub fn requirement_key(result: &RequirementResult) -> String {
    keyed(&result.id, result.person.as_deref().or(result.about.as_deref()))
}

/// `evidence`, `i94-ends@maria`: how the history names a deadline.
pub fn deadline_key(deadline: &DeadlineResult) -> String {
    keyed(&deadline.id, deadline.person.as_deref().or(deadline.path.as_deref()))
}

fn keyed(id: &str, of: Option<&str>) -> String {
    of.map_or_else(|| id.to_owned(), |of| format!("{id}@{of}"))
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

/// The last line of a history that can be understood.
pub fn last(history: &str) -> Option<Seen> {
    history.lines().rev().find_map(understood)
}

/// How things stood at the end of a day: the last check on or before it; if the history begins later, its first.
pub fn on(history: &str, day: Date) -> Option<Seen> {
    let day = day.to_string();
    let before = history.lines().rev().filter_map(understood).find(|seen| seen.today <= day);
    before.or_else(|| history.lines().find_map(understood))
}

fn understood(line: &str) -> Option<Seen> {
    let seen: Seen = serde_json::from_str(line).ok()?;
    // A line without a day cannot be compared with one.
    (seen.schema == SCHEMA && seen.today.parse::<Date>().is_ok()).then_some(seen)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn line(today: &str) -> String {
        format!(
            r#"{{"schema":"casebinder/history/1","today":"{today}","complete":false,"requirements":{{}},"files":{{}}}}"#
        )
    }

    #[test]
    fn a_torn_last_line_is_passed_over() {
        let whole = line("2026-11-20");
        let history = format!("{whole}\n{}", &whole[..20]);
        assert_eq!(last(&history).unwrap().today, "2026-11-20");
    }

    #[test]
    fn lines_of_another_kind_are_passed_over() {
        let other = line("2026-11-21").replace("history/1", "history/9");
        let undated = line("tomorrow");
        let history = format!("{}\n{other}\n{undated}\n", line("2026-11-20"));
        assert_eq!(last(&history).unwrap().today, "2026-11-20");
        assert_eq!(last(&other), None);
    }

    #[test]
    fn a_day_is_compared_with_the_last_check_until_then() {
        let history = [line("2026-10-01"), line("2026-11-01"), line("2026-11-20")].join("\n");
        let on = |day| on(&history, day).unwrap().today;
        assert_eq!(on(date(2026, 11, 1)), "2026-11-01");
        assert_eq!(on(date(2026, 11, 19)), "2026-11-01");
        assert_eq!(on(date(2026, 12, 1)), "2026-11-20");
        // The history begins later: with its first check.
        assert_eq!(on(date(2026, 9, 1)), "2026-10-01");
    }
}
