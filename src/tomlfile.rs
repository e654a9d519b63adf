//! Reads TOML that people wrote, with positions, and collects every mistake instead of the first.
//!
//! ```text
//! let document = Document::read("case.toml", text, RuleIds::CASE);
//! let root = document.root();
//! let track = root.required_string("track");          // Option<String>, reported if missing or of a wrong type
//! for person in root.tables("person") {               // [[person]]
//!     let id = person.required_string("id");
//!     let born = person.date("born");
//!     person.finish();                                // reports unknown and missing keys
//! }
//! root.finish();
//! let findings = document.into_findings();            // in the order of the file
//! ```
//!
//! A syntax mistake does not hide the others: the text is mended where that is possible and read to
//! its end. A value that a syntax mistake has spoilt counts as given, so that it is reported once.

mod decode;
mod mended;
mod node;
mod patch;
mod seek;
mod source;
mod suggest;
mod syntax;
mod table;
mod wording;

#[cfg(test)]
mod tests;

pub use decode::decode;
pub use suggest::did_you_mean;
pub use table::{Table, Value};

use std::cell::RefCell;
use std::ops::Range;

use crate::finding::{Finding, Location};
use node::{Kind, Node};
use source::Source;

/// The rule ids under which a kind of file reports its mistakes.
#[derive(Debug, Clone, Copy)]
pub struct RuleIds {
    /// The text is no TOML.
    pub syntax: &'static str,
    /// A value is of the wrong kind: a text where a date belongs.
    pub kind: &'static str,
    /// Nothing is known by this name.
    pub unknown_key: &'static str,
    /// Something that is needed is not there.
    pub missing_key: &'static str,
    /// A value of the right kind that cannot be right.
    pub value: &'static str,
}

impl RuleIds {
    /// The ids for `case.toml`.
    pub const CASE: RuleIds = RuleIds {
        syntax: "case-syntax",
        kind: "case-type",
        unknown_key: "case-unknown-key",
        missing_key: "case-missing-key",
        value: "case-value",
    };

    /// The ids for track files and other rule files.
    pub const TRACK: RuleIds = RuleIds {
        syntax: "track-syntax",
        kind: "track-type",
        unknown_key: "track-unknown-key",
        missing_key: "track-missing-key",
        value: "track-value",
    };
}

/// Larger texts were not written by people; reading them would only cost memory.
const MOST_BYTES: usize = 1024 * 1024;
/// Every finding shows its line, so a line must not be endless.
const MOST_LINE_BYTES: usize = 20_000;
/// More findings than anyone reads.
const MOST_FINDINGS: usize = 1_000;

/// A TOML file that was read to its end, and what is wrong with it.
#[derive(Debug)]
pub struct Document {
    source: Source,
    rules: RuleIds,
    root: Node,
    /// Some of the text could not be read at all: what seems to be missing may stand there.
    incomplete: bool,
    findings: RefCell<Vec<Finding>>,
}

impl Document {
    /// Reads a text. `file` is its name in messages.
    pub fn read(file: &str, text: &str, rules: RuleIds) -> Document {
        let source = Source::new(file, text);
        let mut document = Document {
            source,
            rules,
            root: Node { span: 0..0, kind: Kind::Table(Vec::new()) },
            incomplete: true,
            findings: RefCell::new(Vec::new()),
        };
        if let Some(finding) = too_large(&document.source, rules) {
            document.report(finding);
            return document;
        }
        let reading = syntax::read(document.source.text());
        document.incomplete = reading.incomplete;
        document.root.kind = Kind::Table(reading.root);
        for mistake in reading.mistakes {
            let finding = Finding::error(rules.syntax, mistake.message)
                .at(document.source.location(&mistake.span))
                .with_hint(mistake.hint);
            document.report(finding);
        }
        document
    }

    /// The whole file as a table.
    pub fn root(&self) -> Table<'_> {
        Table::new(self, &self.root, String::new())
    }

    /// Adds a finding of the caller's own.
    pub fn report(&self, finding: Finding) {
        let mut findings = self.findings.borrow_mut();
        if findings.len() < MOST_FINDINGS {
            findings.push(finding);
        } else if findings.len() == MOST_FINDINGS {
            let place = self.source.location(&(0..0));
            findings.push(
                Finding::error(self.rules.syntax, "There are more mistakes than this list can hold.")
                    .at(place)
                    .with_hint("Correct the mistakes listed, then check again."),
            );
        }
    }

    /// Is the list of findings full? Then nothing more needs to be looked for.
    pub fn is_full(&self) -> bool {
        self.findings.borrow().len() > MOST_FINDINGS
    }

    /// Could some of the text not be read at all? Then what seems to be missing may stand there.
    pub fn is_incomplete(&self) -> bool {
        self.incomplete
    }

    /// The ids under which mistakes in this file are reported.
    pub fn rules(&self) -> RuleIds {
        self.rules
    }

    /// The name of the file in messages.
    pub fn file(&self) -> &str {
        self.source.file()
    }

    /// Everything found, in the order of the file.
    pub fn into_findings(self) -> Vec<Finding> {
        let mut findings = self.findings.into_inner();
        let order = |finding: &Finding| finding.location.as_ref().map(|place| (place.line, place.column));
        findings.sort_by_key(order);
        findings
    }

    fn location(&self, span: &Range<usize>) -> Location {
        self.source.location(span)
    }

    fn raw(&self, span: &Range<usize>) -> &str {
        self.source.text().get(span.clone()).unwrap_or_default()
    }
}

/// Says so if a text is larger than anything a person writes.
fn too_large(source: &Source, rules: RuleIds) -> Option<Finding> {
    let text = source.text();
    if text.len() > MOST_BYTES {
        let message = format!(
            "The file has {} bytes, more than the {MOST_BYTES} that can be read as a text written by a person.",
            text.len()
        );
        let place =
            Location { file: source.file().to_owned(), line: 1, column: 1, length: 1, text: String::new() };
        let hint = "Check that this is the right file.";
        return Some(Finding::error(rules.syntax, message).at(place).with_hint(hint));
    }
    let (index, line) = text.lines().enumerate().find(|(_, line)| line.len() > MOST_LINE_BYTES)?;
    let message =
        format!("Line {} has {} bytes, more than the {MOST_LINE_BYTES} allowed.", index + 1, line.len());
    let place = Location {
        file: source.file().to_owned(),
        line: index + 1,
        column: 1,
        length: 1,
        text: line.chars().take(80).collect(),
    };
    let hint = "Break the line up: the entries of a list may stand on lines of their own.";
    Some(Finding::error(rules.syntax, message).at(place).with_hint(hint))
}
