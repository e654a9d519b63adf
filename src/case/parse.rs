//! Parses `case.toml`, naming every mistake with its place.

mod document;
mod matter;
mod pages;
mod path;
mod person;
mod value;

#[cfg(test)]
mod tests;

use super::{Case, Places};
use crate::finding::Finding;
use crate::tomlfile::{Document, RuleIds, Table};
pub(super) use person::{PLACEHOLDER_NAME, simplified};

/// The version of the case file that this program reads.
const SCHEMA: i64 = 1;

/// A case and everything that is wrong with its text.
#[derive(Debug)]
pub struct ParsedCase {
    /// The case, as far as it could be understood; `None` if nothing of it could be read.
    pub case: Option<Case>,
    /// Everything found; an error finding means that the case must not be used.
    pub findings: Vec<Finding>,
}

/// Parses the text of a case file. `file` is its name in messages.
pub fn parse(file: &str, text: &str) -> ParsedCase {
    let document = Document::read(file, text, RuleIds::CASE);
    let mut case = case(document.root());
    case.places = Places::of(&document);
    let nothing = document.root().keys().is_empty();
    ParsedCase { case: (!nothing).then_some(case), findings: document.into_findings() }
}

fn case(root: Table<'_>) -> Case {
    schema(&root);
    let track = root.required_line("track").unwrap_or_default();
    let (persons, roll) = person::persons(&root);
    let case = Case {
        track,
        persons,
        facts: root.table("facts").map(value::facts).unwrap_or_default(),
        places: Places::default(),
        counsel: root.table("counsel").map(matter::counsel),
        court: root.table("court").map(matter::court),
        interview: root.table("interview").map(matter::interview),
        deadlines: matter::deadlines(&root),
        documents: document::documents(&root, &roll),
        waivers: matter::waivers(&root, &roll),
        requests: matter::requests(&root, &roll),
        packet: root.table("packet").map(matter::packet).unwrap_or_default(),
        passwords: Vec::new(),
    };
    root.finish();
    case
}

fn schema(root: &Table<'_>) {
    let Some(schema) = root.required_integer("schema") else {
        return;
    };
    if schema != SCHEMA {
        let message =
            format!("The file says schema = {schema}, but this version of casebinder reads {SCHEMA}.");
        let hint = format!("Write schema = {SCHEMA}, or use the version of casebinder that wrote the file.");
        let finding = Finding::error("case-schema", message).at(root.place("schema")).with_hint(hint);
        root.document().report(finding);
    }
}
