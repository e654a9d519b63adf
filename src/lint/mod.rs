//! Looks for mistakes in rule files and case files, beyond those that keep them from being read.

mod calendar;
mod rows;
mod track;

use std::sync::Arc;

use jiff::civil::Date;

use crate::books::{Books, parse_letter, parse_rules};
use crate::finding::{Finding, Severity, rules};
use crate::tomlfile::{Document, RuleIds};

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A checklist.
    Track,
    /// Holidays.
    Calendar,
    /// Fees, editions, limits, lead days, addresses.
    Dated,
    /// Explanations of findings.
    Rules,
    /// The words of the message to the client.
    Letter,
    /// A case.
    Case,
    /// A style sheet: nothing to look for.
    Style,
}

/// What lint works with.
#[derive(Debug, Clone, Copy)]
pub struct Lint<'a> {
    /// The other rule files.
    pub books: &'a Arc<Books>,
    /// The day by which something is stale.
    pub today: Date,
}

/// The kind of a file, by its place and, if that says nothing, by what is in it.
pub fn kind_of(path: &str, text: &str) -> Option<FileKind> {
    let path = path.replace('\\', "/");
    let mut parts = path.rsplit('/');
    let file = parts.next().unwrap_or_default();
    let folder = parts.next().unwrap_or_default();
    if file.ends_with(".css") {
        return Some(FileKind::Style);
    }
    match (folder, file) {
        (_, "case.toml") => return Some(FileKind::Case),
        (_, "client.toml") => return Some(FileKind::Letter),
        (_, "rules.toml") => return Some(FileKind::Rules),
        ("tracks", _) => return Some(FileKind::Track),
        ("calendars", _) => return Some(FileKind::Calendar),
        ("dated", _) => return Some(FileKind::Dated),
        _ => {}
    }
    let has = |word: &str| text.lines().any(|line| line.trim_start().starts_with(word));
    [
        ("[[requirement]]", FileKind::Track),
        ("forum", FileKind::Track),
        ("[[person]]", FileKind::Case),
        ("track", FileKind::Case),
        ("[[holiday]]", FileKind::Calendar),
        ("[[extra]]", FileKind::Calendar),
        ("[[fee]]", FileKind::Dated),
        ("[[edition]]", FileKind::Dated),
        ("[[limit]]", FileKind::Dated),
        ("[[lead]]", FileKind::Dated),
        ("[[address]]", FileKind::Dated),
        ("[[rule]]", FileKind::Rules),
    ]
    .into_iter()
    .find_map(|(word, kind)| has(word).then_some(kind))
}

impl Lint<'_> {
    /// Everything that is wrong or odd in a file, in the order of its lines.
    pub fn file(self, kind: FileKind, file: &str, text: &str) -> Vec<Finding> {
        let mut findings = match kind {
            FileKind::Track => track::lint(self, file, text),
            FileKind::Calendar => calendar::lint(self, file, text),
            FileKind::Dated => rows::lint(self, file, text),
            FileKind::Rules => explanations(file, text),
            FileKind::Letter => parse_letter(file, text).findings,
            FileKind::Case => case(self, file, text),
            FileKind::Style => Vec::new(),
        };
        findings.sort_by(|a, b| {
            let place = |finding: &Finding| finding.location.as_ref().map(|place| (place.line, place.column));
            (place(a), b.severity).cmp(&(place(b), a.severity))
        });
        findings
    }

    /// Says that a date by which somebody should have looked is over.
    fn stale(self, table: &crate::tomlfile::Table<'_>, what: &str) -> Option<Finding> {
        let review_after = table.date("review_after").filter(|day| self.today > *day)?;
        let message = format!("{what} should have been checked again by {review_after}.");
        let hint = "Look it up at its authority, correct it, and move `checked` and `review_after`.";
        Some(Finding::warning("lint-stale", message).at(table.place("review_after")).with_hint(hint))
    }

    /// Says that a check lies in the future.
    fn not_yet(self, table: &crate::tomlfile::Table<'_>) -> Option<Finding> {
        let checked = table.date("checked").filter(|day| *day > self.today)?;
        let message = format!("{checked} is yet to come: nobody can have checked anything on it.");
        let hint = "Write the day on which somebody read the authority.";
        Some(Finding::warning("lint-date", message).at(table.place("checked")).with_hint(hint))
    }
}

fn explanations(file: &str, text: &str) -> Vec<Finding> {
    let mut findings = parse_rules(file, text).findings;
    let known = rules();
    let document = Document::read(file, text, RuleIds::TRACK);
    for table in document.root().tables("rule") {
        let Some(id) = table.line("id").filter(|id| known.iter().all(|rule| rule.id != *id)) else {
            continue;
        };
        let near = crate::tomlfile::did_you_mean(&id, known.iter().map(|rule| rule.id.as_str()));
        let hint =
            near.map_or_else(|| "Delete the entry.".to_owned(), |near| format!("Did you mean {near}?"));
        let message = format!("casebinder has no finding \"{id}\".");
        findings.push(Finding::warning("lint-unused", message).at(table.place("id")).with_hint(hint));
    }
    findings
}

/// A case is held against its track as well, if that can be read.
fn case(lint: Lint<'_>, file: &str, text: &str) -> Vec<Finding> {
    let parsed = crate::case::parse(file, text);
    let mut findings = parsed.findings;
    let Some(case) = parsed.case else { return findings };
    match crate::track::find(lint.books, &case.track) {
        Some(found) => {
            if let Some(track) = found.track {
                findings.extend(crate::evaluate::misnamed(&case, &track));
            }
        }
        None if !case.track.is_empty() => {
            let known = crate::track::ids(lint.books).join(", ");
            let document = Document::read(file, text, RuleIds::CASE);
            let place = document.root().place("track");
            let message = format!("There is no track `{}`.", case.track);
            let hint = format!("The tracks are: {known}.");
            findings.push(Finding::error("track-unknown", message).at(place).with_hint(hint));
        }
        None => {}
    }
    findings
}

/// Has a mistake been found, and not only something odd?
pub fn has_mistake(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
