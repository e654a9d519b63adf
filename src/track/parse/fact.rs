//! `[[fact]]`: what conditions and deadlines may ask about.

use crate::finding::Finding;
use crate::tomlfile::Table;
use crate::track::condition::{Path, is_name};
use crate::track::{FactDefinition, FactScope, FactType, SubjectKind};

/// Every fact that could be understood.
pub fn facts(root: &Table<'_>) -> Vec<FactDefinition> {
    let mut facts: Vec<FactDefinition> = Vec::new();
    for table in root.tables("fact") {
        if let Some(fact) = fact(&table) {
            let same = |other: &FactDefinition| {
                other.name == fact.name && (other.answers(fact.scope) || fact.answers(other.scope))
            };
            if facts.iter().any(same) {
                let message = format!("The fact \"{}\" is declared twice.", fact.name);
                let finding = Finding::error("track-duplicate", message).at(table.place("name"));
                root.document().report(finding.with_hint("Delete one of the two."));
            } else {
                facts.push(fact);
            }
        }
        table.finish();
    }
    facts
}

fn fact(table: &Table<'_>) -> Option<FactDefinition> {
    let name = name(table);
    let mut scopes = vec![("case", FactScope::Case), ("person", FactScope::Person)];
    scopes.extend(SubjectKind::ALL.map(|kind| (kind.word(), FactScope::Each(kind))));
    let scope = table.required_word("scope", &scopes);
    let kind = table.required_word(
        "type",
        &[
            ("bool", FactType::Bool),
            ("date", FactType::Date),
            ("number", FactType::Number),
            ("text", FactType::Text),
            ("list", FactType::List),
        ],
    );
    let question = table.required_line("question");
    let question_each = table.line("question_each");
    for (key, question) in [("question", &question), ("question_each", &question_each)] {
        if question.as_ref().is_some_and(|question| !question.trim_end().ends_with('?')) {
            table.value_error(key, "The question has no question mark.", "Ask as you would ask the client.");
        }
    }
    match scope {
        Some(FactScope::Case) if question_each.is_some() => table.value_error(
            "question_each",
            "A fact of the case is asked only once.",
            "Delete the line, or give the fact another scope.",
        ),
        // Where the case file lists none of them, the question is put once for the case.
        Some(FactScope::Each(_)) if !table.has("question_each") => {
            table.required_line("question_each");
        }
        _ => {}
    }
    // Without its question the fact is still known to conditions: one mistake, one finding.
    let question = question.unwrap_or_default();
    let cover_note = table.line("cover_note");
    let one_of = one_of(table, kind);
    let fact = FactDefinition {
        name: name?,
        scope: scope?,
        kind: kind?,
        question,
        question_each,
        cover_note,
        one_of,
    };
    if fact.cover_note.is_some() && (fact.scope, fact.kind) != (FactScope::Case, FactType::Bool) {
        table.value_error(
            "cover_note",
            "Only a fact of the case that is true or false can have a note.",
            "Delete the note.",
        );
    }
    if fact.scope == FactScope::Person
        && let Some(built_in) =
            Path::parse(&format!("person.{}", fact.name)).filter(|path| path.fact().is_none())
    {
        table.value_error("name", format!("{built_in} is built in."), "Delete the entry.");
        return None;
    }
    Some(fact)
}

/// The only values that a text, or an entry of a list, can have.
fn one_of(table: &Table<'_>, kind: Option<FactType>) -> Vec<String> {
    let values = table.strings("one_of").unwrap_or_default();
    if !values.is_empty() && matches!(kind, Some(FactType::Bool | FactType::Date | FactType::Number)) {
        let message = "Only a text or a list of texts can have a list of values.";
        table.value_error("one_of", message, "Delete the line, or write type = \"text\".");
        return Vec::new();
    }
    values
}

fn name(table: &Table<'_>) -> Option<String> {
    let name = table.required_line("name")?;
    if is_name(&name) {
        return Some(name);
    }
    let hint = "Write letters, digits and underscores: last_arrival.";
    table.value_error("name", format!("\"{name}\" cannot be the name of a fact."), hint);
    None
}
