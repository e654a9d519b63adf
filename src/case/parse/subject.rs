//! `[[incident]]`, `[[witness]]`, `[[arrest]]`, `[[country]]`: what the checklist asks about one at a time.

use std::collections::BTreeMap;

use super::person::{Roll, simplified};
use super::value;
use crate::case::{Subject, Testimony};
use crate::finding::Finding;
use crate::tomlfile::{Table, did_you_mean};
use crate::track::SubjectKind;

const RULE: &str = "case-subject";

/// All of them, kind by kind, in the order of the file, and their handles.
pub(super) fn subjects(root: &Table<'_>, roll: &Roll) -> (Vec<Subject>, Handles) {
    let mut subjects = Vec::new();
    let mut handles = Handles::default();
    for kind in SubjectKind::ALL {
        for table in root.tables(kind.word()) {
            match subject(&table, kind, roll, &mut handles) {
                Some(subject) => subjects.push(subject),
                None => handles.incomplete = true,
            }
            table.finish();
        }
    }
    (subjects, handles)
}

/// The handles of incidents, witnesses, arrests and countries, with their lines.
#[derive(Debug, Default)]
pub(super) struct Handles {
    lines: BTreeMap<String, usize>,
    /// Some handles could not be read: nothing can be called unknown.
    incomplete: bool,
}

impl Handles {
    /// Those named by `about = "…"` or a list; unknown ones are reported.
    pub(super) fn named(&self, table: &Table<'_>) -> Vec<String> {
        let ids = table.strings("about").unwrap_or_default();
        for (index, id) in ids.iter().enumerate() {
            if self.incomplete || self.lines.contains_key(id) || table.document().is_incomplete() {
                continue;
            }
            let hint = match did_you_mean(id, self.lines.keys().map(String::as_str)) {
                Some(near) => format!("Did you mean \"{near}\"?"),
                None => {
                    "Add an [[incident]], [[witness]], [[arrest]] or [[country]] with this id.".to_owned()
                }
            };
            let message =
                format!("{} is about \"{id}\", which nothing in the case file describes.", table.name());
            let finding = Finding::error(RULE, message).at(table.item_place("about", index));
            table.document().report(finding.with_hint(hint));
        }
        ids
    }
}

fn subject(table: &Table<'_>, kind: SubjectKind, roll: &Roll, handles: &mut Handles) -> Option<Subject> {
    let id = table.required_line("id");
    if let Some(id) = &id {
        handle(table, id, handles);
    }
    let name = table.optional_line("name");
    let date = value::date(table, "date");
    if name.is_none() && date.is_none() {
        let wanted = match kind {
            SubjectKind::Incident | SubjectKind::Arrest => "Give its date (date = 2024-03-02) or a name.",
            SubjectKind::Witness | SubjectKind::Country => "Give its name: name = \"…\"",
        };
        let message = format!("{} has neither a name nor a date.", table.name());
        table.document().report(Finding::warning(RULE, message).at(table.here()).with_hint(wanted));
    }
    let person = roll.named(table);
    let facts = table.table("facts").map(value::facts).unwrap_or_default();
    let testimony = if kind == SubjectKind::Witness { testimony(table) } else { Testimony::default() };
    Some(Subject { kind, id: id?, name, date, person, facts, testimony })
}

fn testimony(table: &Table<'_>) -> Testimony {
    let minutes = table.integer("minutes");
    if let Some(minutes) = minutes.filter(|minutes| !(1..=1000).contains(minutes)) {
        table.value_error("minutes", format!("`minutes` cannot be {minutes}."), "Write a number of minutes.");
    }
    Testimony {
        a_number: table.optional_line("a_number"),
        summary: table.string("summary").filter(|summary| !summary.trim().is_empty()),
        minutes,
        language: value::language(table, "language"),
    }
}

fn handle(table: &Table<'_>, id: &str, handles: &mut Handles) {
    let place = table.place("id");
    if !id.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_')) {
        let hint = format!("Write a short name without spaces or accents: id = \"{}\"", simplified(id));
        let message = format!("The id \"{id}\" may only have the letters a to z, digits, - and _.");
        table.document().report(Finding::error(RULE, message).at(place.clone()).with_hint(hint));
    }
    if let Some(first) = handles.lines.insert(id.to_owned(), place.line) {
        let message = format!("The id \"{id}\" is already used in line {first}.");
        let finding = Finding::error(RULE, message).at(place);
        table
            .document()
            .report(finding.with_hint("Give each incident, witness, arrest and country an id of its own."));
    }
}
