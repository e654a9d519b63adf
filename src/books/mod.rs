//! The law books of a run: the rule files in use, built in or the office's own, and what is looked up in them.
//!
//! The command line reads the office's folder; here its files take the place of the built-in ones of the same name,
//! or stand beside them, and everything is parsed once. A track carries the books it was read with, so that no
//! stage has to ask where a value comes from.

mod letter;
mod rules;
mod shelf;

pub use letter::{Letter, ParsedLetter, Plain, parse as parse_letter};
pub use rules::{ParsedRules, parse as parse_rules};
pub use shelf::{Origin, Shelf, Volume};

use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::dated::{self, Calendar, Dated, DatedFile};
use crate::finding::{Finding, Rule, Severity};

/// What is looked up by every track.
#[derive(Debug, Clone, Default)]
pub struct Books {
    /// The files themselves.
    pub shelf: Shelf,
    /// Fees, editions, limits, lead days and addresses.
    pub dated: Dated,
    /// The legal holidays.
    pub calendar: Calendar,
    /// What each finding means.
    pub rules: Vec<Rule>,
    /// The words of the message to the client.
    pub letter: Letter,
    /// The style sheet of the HTML report.
    pub style: String,
    /// What is wrong with the files, tracks left aside: they are read when they are used.
    pub findings: Vec<Finding>,
}

/// A rule file of the office, as packets and reports name it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct OfficeFile {
    /// Its place in the folder of templates.
    pub name: String,
    /// SHA-256 of its text, lower-case hex.
    pub sha256: String,
}

impl Books {
    /// The office's own rule files: with them and the version of the program a result can be had again.
    pub fn office_files(&self) -> Vec<OfficeFile> {
        let named = |volume: &Volume| OfficeFile { name: volume.name.clone(), sha256: volume.sha256.clone() };
        self.shelf.own().map(named).collect()
    }

    /// The built-in books, read once.
    pub fn built_in() -> Arc<Books> {
        static BOOKS: OnceLock<Arc<Books>> = OnceLock::new();
        Arc::clone(BOOKS.get_or_init(|| Books::read(Shelf::built_in())))
    }

    /// Reads every file of the shelf but the tracks.
    pub fn read(shelf: Shelf) -> Arc<Books> {
        let mut books = Books { findings: shelf.findings.clone(), ..Books::default() };
        let mut calendar: Option<Calendar> = None;
        for volume in shelf.in_folder("dated") {
            let parsed = dated::parse(&volume.shown(), &volume.text);
            books.findings.extend(parsed.findings);
            books.dated.add(parsed.dated);
        }
        for volume in shelf.in_folder("calendars") {
            let parsed = Calendar::parse(&volume.shown(), &volume.text);
            books.findings.extend(parsed.findings);
            calendar = match (calendar, parsed.calendar) {
                (Some(calendar), Some(other)) => Some(calendar.with(other)),
                (calendar, other) => calendar.or(other),
            };
        }
        // Without a calendar no year is covered, and every date says so.
        books.calendar = calendar.unwrap_or_default();
        books.findings.extend(books.dated.contradictions());
        if let Some(volume) = shelf.volume("rules.toml") {
            let parsed = rules::parse(&volume.shown(), &volume.text);
            books.findings.extend(parsed.findings);
            books.rules = parsed.rules;
            // An office that explains some findings in its own words need not explain them all.
            let built_in = rules::parse("rules.toml", crate::templates::RULES).rules.into_iter();
            let own: Vec<String> = books.rules.iter().map(|rule| rule.id.clone()).collect();
            books.rules.extend(built_in.filter(|rule| !own.contains(&rule.id)));
        }
        if let Some(volume) = shelf.volume("report/client.toml") {
            let parsed = letter::parse(&volume.shown(), &volume.text);
            books.findings.extend(parsed.findings);
            // What the office leaves out is said in the built-in words.
            books.letter =
                parsed.letter.or(letter::parse("client.toml", crate::templates::CLIENT_LETTER).letter);
        }
        books.style = shelf.volume("report/check.css").map(|volume| volume.text.clone()).unwrap_or_default();
        books.shelf = shelf;
        Arc::new(books)
    }

    /// Can the files be used?
    pub fn are_sound(&self) -> bool {
        self.findings.iter().all(|finding| finding.severity < Severity::Error)
    }

    /// The dated files and calendars with the day of their check.
    pub fn dated_files(&self) -> impl Iterator<Item = &DatedFile> {
        self.dated.files.iter().chain(&self.calendar.files)
    }

    /// What should have been looked at again before this day.
    pub fn stale(&self, today: Date) -> Vec<Finding> {
        let mut findings = Vec::new();
        for stale in self.dated.stale(today) {
            let message = format!(
                "{} ({}): {} should have been checked again by {}: {}.",
                stale.file.title,
                stale.file.name,
                crate::wording::counted(stale.rows.len(), "value"),
                stale.since,
                some(&stale.rows)
            );
            findings.push(Finding::warning("data-stale", message).with_hint(STALE_HINT));
        }
        for file in self.calendar.files.iter().filter(|file| today > file.review_after) {
            let message = format!(
                "{} ({}) should have been checked again by {}.",
                file.title, file.name, file.review_after
            );
            findings.push(Finding::warning("data-stale", message).with_hint(STALE_HINT));
        }
        findings
    }
}

const STALE_HINT: &str = "Look the values up at their authority before filing; then correct the file and its dates, or use a newer version of casebinder.";
/// A report names so many stale values, and counts the others.
const MOST_NAMES: usize = 6;

fn some(names: &[String]) -> String {
    match names.get(MOST_NAMES..) {
        Some(more) if !more.is_empty() => {
            format!("{} and {} more", names.get(..MOST_NAMES).unwrap_or_default().join(", "), more.len())
        }
        _ => names.join(", "),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
