//! Lint for calendars: one that ends too early moves no deadline when it is needed.

use super::Lint;
use crate::dated::Calendar;
use crate::finding::Finding;
use crate::tomlfile::{Document, RuleIds};

/// Hearings are set so many years ahead.
const YEARS_AHEAD: i16 = 4;
/// The holidays that every federal calendar has; 5 U.S.C. 6103 names eleven.
const HOLIDAYS: usize = 11;

pub fn lint(lint: Lint<'_>, file: &str, text: &str) -> Vec<Finding> {
    let parsed = Calendar::parse(file, text);
    let mut findings = parsed.findings;
    let document = Document::read(file, text, RuleIds::TRACK);
    let root = document.root();
    findings.extend(lint.stale(&root, "The calendar"));
    findings.extend(lint.not_yet(&root));
    let Some(calendar) = parsed.calendar else { return findings };
    let needed = lint.today.year().saturating_add(YEARS_AHEAD);
    if calendar.last_year < needed {
        let message = format!(
            "The holidays end with the year {}: a hearing may be set as late as {needed}, and its deadlines would not be moved.",
            calendar.last_year
        );
        let hint = format!("Make sure that the rules hold, and write last_year = {needed} or a later year.");
        findings.push(Finding::warning("lint-calendar", message).at(root.place("last_year")).with_hint(hint));
    }
    // Deadlines of cases that have waited for years count from years ago.
    if calendar.first_year > lint.today.year() {
        let message = format!("The holidays begin only with the year {}.", calendar.first_year);
        let hint = "Write an earlier first_year.";
        findings
            .push(Finding::warning("lint-calendar", message).at(root.place("first_year")).with_hint(hint));
    }
    let holidays = root.tables("holiday").len();
    if (1..HOLIDAYS).contains(&holidays) {
        let message =
            format!("The calendar has {holidays} holidays; the federal government keeps {HOLIDAYS}.");
        let hint = "Add those that are missing.";
        findings.push(Finding::warning("lint-calendar", message).at(root.place("holiday")).with_hint(hint));
    }
    findings
}
