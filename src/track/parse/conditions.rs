//! Conditions and paths in a track file: their mistakes are shown at the very word.

use crate::finding::{Finding, Location};
use crate::tomlfile::Table;
use crate::track::condition::{Condition, ConditionError, Path};
use crate::track::{FactDefinition, FactType};

/// Of whom a condition may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// It is asked of one person at a time.
    OfPerson,
    /// It is asked once, of the case.
    OfCase,
}

/// The condition at `key`; `None` if there is none, or if it is wrong, which is reported.
pub fn condition(table: &Table<'_>, key: &str, facts: &[FactDefinition], asks: Asks) -> Option<Condition> {
    let text = table.string(key)?;
    let condition = match Condition::parse(&text) {
        Ok(condition) => condition,
        Err(error) => {
            report(table, key, &text, &error);
            return None;
        }
    };
    let mut errors = condition.check(facts);
    if asks == Asks::OfCase {
        errors.extend(condition.mentions().into_iter().filter(|mention| mention.path.is_of_person()).map(
            |mention| ConditionError {
                offset: mention.offset,
                length: mention.length,
                message: format!(
                    "{} is asked of a person, but this is asked once for the case.",
                    mention.path
                ),
                hint: Some(
                    "Ask for a fact of the case, or give the requirement the scope of a person.".to_owned(),
                ),
            },
        ));
    }
    for error in &errors {
        report(table, key, &text, error);
    }
    errors.is_empty().then_some(condition)
}

/// The path of a date at `key`.
pub fn date_path(table: &Table<'_>, key: &str, facts: &[FactDefinition], asks: Asks) -> Option<String> {
    value_path(table, key, facts, asks, FactType::Date)
}

/// The path at `key` of a value of this type.
pub fn value_path(
    table: &Table<'_>,
    key: &str,
    facts: &[FactDefinition],
    asks: Asks,
    wanted: FactType,
) -> Option<String> {
    let text = table.line(key)?;
    let wrong = |message: String, hint: String| {
        let finding = Finding::error("track-condition", message).at(table.place(key)).with_hint(hint);
        table.document().report(finding);
    };
    let named = wanted.name();
    let Some(path) = Path::parse(&text) else {
        let hint = match wanted {
            FactType::Date => "Write facts.NAME, court.hearing or interview.date.".to_owned(),
            _ => "Write facts.NAME.".to_owned(),
        };
        wrong(format!("\"{text}\" is nothing that has a {named}."), hint);
        return None;
    };
    match path.value_type(facts) {
        _ if path.is_of_person() && asks == Asks::OfCase => {
            wrong(
                format!("{path} is asked of a person, but a deadline is asked once for the case."),
                "Use a fact of the case, or give the deadline scope = \"person\".".to_owned(),
            );
            None
        }
        Some(kind) if kind == wanted => Some(text),
        Some(other) => {
            wrong(
                format!("{path} is {}, not a {named}.", other.words()),
                format!("Use a fact of the type {named}."),
            );
            None
        }
        None => {
            let (message, hint) = path.undeclared(facts);
            wrong(message, hint);
            None
        }
    }
}

const CONDITION: &str = "Conditions read like: facts.married and person.age >= 14, court.hearing_kind == \"individual\", not facts.injured.";

fn report(table: &Table<'_>, key: &str, text: &str, error: &ConditionError) {
    let place = word_place(table.place(key), text, error.offset, error.length);
    let mut finding = Finding::error("track-condition", error.message.clone()).at(place);
    // What is wrong is shown at its word; without a better hint, what may stand there.
    finding.hint = Some(error.hint.clone().unwrap_or_else(|| CONDITION.to_owned()));
    table.document().report(finding);
}

/// The place of a part of a text value; the place of the whole value if the text is not written in one
/// line as it reads.
pub(crate) fn word_place(value: Location, text: &str, offset: usize, length: usize) -> Location {
    let line: Vec<char> = value.text.chars().collect();
    let start = value.column.saturating_sub(1);
    let Some(mark) = line.get(start).copied().filter(|mark| matches!(mark, '"' | '\'')) else { return value };
    // Where each character of the text begins in the line; `\"` and `\\` take two places there.
    let mut at = start + 1;
    let mut places = Vec::new();
    for wanted in text.chars() {
        let escaped = mark == '"' && line.get(at) == Some(&'\\');
        let width = if escaped { 2 } else { 1 };
        if line.get(at + width - 1) != Some(&wanted) {
            return value;
        }
        places.push(at);
        at += width;
    }
    places.push(at);
    let index = |offset: usize| text.get(..offset).map(|before| before.chars().count());
    let first = index(offset).and_then(|index| places.get(index));
    let end = index(offset + length).and_then(|index| places.get(index));
    match first {
        Some(&first) => {
            let length = end.map_or(1, |&end| end - first).max(1);
            Location { column: first + 1, length, ..value }
        }
        None => value,
    }
}
