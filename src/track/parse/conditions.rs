//! Conditions and paths in a track file: their mistakes are shown at the very word.

use crate::finding::{Finding, Location};
use crate::tomlfile::Table;
use crate::track::condition::{Condition, ConditionError, Path};
use crate::track::{FactDefinition, FactType, Scope, SubjectKind};

/// Of whom a condition may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// It is asked of one person at a time.
    Person,
    /// It is asked of one incident, witness, arrest or country at a time.
    Each(SubjectKind),
    /// It is asked once, of the case.
    Case,
}

impl Asks {
    /// What a condition of an item with this scope may ask.
    pub fn in_scope(scope: Scope) -> Asks {
        match scope {
            Scope::Case => Asks::Case,
            Scope::Each(kind) => Asks::Each(kind),
            Scope::Principal | Scope::Person | Scope::Spouse | Scope::Child => Asks::Person,
        }
    }

    /// Why it may not ask for this path, if so.
    fn forbids(self, path: &Path) -> Option<String> {
        let this = match self {
            Asks::Person => "of a person".to_owned(),
            Asks::Each(kind) => format!("of each {}", kind.word()),
            Asks::Case => "once for the case".to_owned(),
        };
        let other = match path.subject_kind() {
            Some(kind) if self != Asks::Each(kind) => kind.word(),
            None if path.is_of_person() && self != Asks::Person => "person",
            _ => return None,
        };
        let article = if other.starts_with(['a', 'i']) { "an" } else { "a" };
        Some(format!("{path} is asked of {article} {other}, but this is asked {this}."))
    }
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
    let forbidden = condition.mentions().into_iter().filter_map(|mention| {
        let message = asks.forbids(&mention.path)?;
        let hint = "Ask for a fact of the case, or give the requirement the scope that the fact has.";
        let (offset, length) = (mention.offset, mention.length);
        Some(ConditionError { offset, length, message, hint: Some(hint.to_owned()) })
    });
    errors.extend(forbidden);
    for error in &errors {
        report(table, key, &text, error);
    }
    errors.is_empty().then_some(condition)
}

/// The path at `key` whose value in the case file is what is asked for.
pub fn answer_path(table: &Table<'_>, key: &str, facts: &[FactDefinition], asks: Asks) -> Option<Path> {
    let text = table.line(key)?;
    let path = Path::parse(&text);
    let (message, hint) = match &path {
        None => {
            (format!("\"{text}\" is nothing to ask about."), "Write facts.NAME or court.ecas.".to_owned())
        }
        Some(path) => match asks.forbids(path) {
            Some(message) => (message, "Use a fact of the case.".to_owned()),
            None if path.value_type(facts).is_none() => path.undeclared(facts),
            None => return Some(path.clone()),
        },
    };
    table.document().report(Finding::error("track-condition", message).at(table.place(key)).with_hint(hint));
    None
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
        _ if (path.is_of_person() && asks == Asks::Case) || path.subject_kind().is_some() => {
            wrong(
                format!("{path} is not asked of the case, but a deadline is asked once for the case."),
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
