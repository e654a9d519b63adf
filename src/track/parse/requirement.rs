//! `[[requirement]]`: the items of the checklist.

use std::collections::BTreeSet;

use super::conditions::{Asks, answer_path, condition};
use super::{Backed, DEADLINE, REQUIREMENT, backed, known_ids, missing_section, once};
use crate::tomlfile::Table;
use crate::track::{FactDefinition, Level, Requirement, Scope, Source, SubjectKind};

/// What the requirements of a file amount to.
pub struct Requirements {
    /// Every requirement that could be understood.
    pub understood: Vec<Requirement>,
    /// Every id, also of those that could not: one mistake is one finding, not one more for each reference.
    pub ids: Vec<String>,
}

/// What `statement = true` adds to what satisfies a requirement.
const OR_A_STATEMENT: &str =
    "If it cannot be had, say why in a statement and name this item in the statement's [[document]] entry.";

/// Reads all requirements.
pub fn requirements(root: &Table<'_>, facts: &[FactDefinition]) -> Requirements {
    let tables = root.tables("requirement");
    if tables.is_empty() && !root.has("requirement") {
        missing_section(root, "[[requirement]]", "what must be filed");
    }
    let read: Vec<(Table<'_>, Draft)> = tables.into_iter().map(|table| draft(table, facts)).collect();
    let ids: Vec<String> = read.iter().filter_map(|(_, draft)| draft.id.clone()).collect();
    let mut seen = BTreeSet::new();
    let mut understood = Vec::new();
    let deadlines: Vec<String> =
        root.document().texts_at(&["deadline", "id"]).into_iter().map(|(id, _)| id).collect();
    for (table, draft) in read {
        refer(&table, &draft, &ids);
        let after = draft.requirement.iter().flat_map(|requirement| &requirement.after_deadline);
        known_ids(&table, "after_deadline", &after.cloned().collect::<Vec<_>>(), &deadlines, DEADLINE);
        if let Some(id) = &draft.id
            && once(&mut seen, &table, id)
        {
            understood.extend(draft.requirement);
        }
        table.finish();
    }
    Requirements { understood, ids }
}

/// A requirement as far as it could be read.
struct Draft {
    id: Option<String>,
    or: Vec<String>,
    part_of: Option<String>,
    requirement: Option<Requirement>,
}

fn draft<'d>(table: Table<'d>, facts: &[FactDefinition]) -> (Table<'d>, Draft) {
    let common = backed(&table);
    let or = table.strings("or").unwrap_or_default();
    let part_of = table.line("part_of");
    let id = common.id.clone();
    let requirement = requirement(&table, common, facts).map(|requirement| Requirement {
        or: or.clone(),
        part_of: part_of.clone(),
        ..requirement
    });
    (table, Draft { id, or, part_of, requirement })
}

fn requirement(table: &Table<'_>, common: Backed, facts: &[FactDefinition]) -> Option<Requirement> {
    let exhibit_title = table.line("exhibit_title");
    let section = table.required_line("section");
    let level = table.required_word(
        "level",
        &[
            ("required", Level::Required),
            ("conditional", Level::Conditional),
            ("recommended", Level::Recommended),
            ("optional", Level::Optional),
        ],
    );
    let mut scopes = vec![
        ("case", Scope::Case),
        ("principal", Scope::Principal),
        ("person", Scope::Person),
        ("spouse", Scope::Spouse),
        ("child", Scope::Child),
    ];
    scopes.extend(SubjectKind::ALL.map(|kind| (kind.word(), Scope::Each(kind))));
    let scope = table.required_word("scope", &scopes);
    let asks = Asks::in_scope(scope.unwrap_or(Scope::Person));
    let when = condition(table, "when", facts, asks);
    // A condition that cannot be read must not become "always".
    let unreadable = when.is_none() && table.has("when");
    let confidence =
        table.required_word("confidence", &[("high", "high"), ("medium", "medium"), ("low", "low")]);
    let statement = table.boolean("statement").unwrap_or(false);
    let satisfied_by = table.required_string("satisfied_by");
    let satisfied_by = match satisfied_by {
        Some(text) if statement => Some(format!("{} {OR_A_STATEMENT}", text.trim_end())),
        other => other,
    };
    let answered_by = answer_path(table, "answered_by", facts, asks);
    let from = table.required_word(
        "from",
        &[
            ("client", Source::Client),
            ("office", Source::Office),
            ("third", Source::Third),
            ("generated", Source::Generated),
        ],
    );
    let ask = table.line("ask");
    let names = phrases(table, "names");
    let not_names = phrases(table, "not_names");
    let forms = phrases(table, "forms");
    let at_least = at_least(table);
    let not_filed = table.line("not_filed");
    let cover_note = cover_note(table);
    if unreadable {
        return None;
    }
    Some(Requirement {
        id: common.id?,
        title: common.title?,
        exhibit_title,
        section: section?,
        level: level?,
        scope: scope?,
        when,
        authority: common.authority?,
        checked: common.checked?,
        confidence: confidence?.to_owned(),
        satisfied_by: satisfied_by?,
        from: from?,
        ask,
        names,
        not_names,
        forms,
        or: Vec::new(),
        at_least: at_least?,
        statement,
        answered_by,
        after_deadline: table.strings("after_deadline").unwrap_or_default(),
        not_filed,
        cover_note,
        part_of: None,
    })
}

/// References to other requirements, and to none but others.
fn refer(table: &Table<'_>, draft: &Draft, known: &[String]) {
    known_ids(table, "or", &draft.or, known, REQUIREMENT);
    if draft.id.as_ref().is_some_and(|id| draft.or.contains(id)) {
        table.value_error("or", "A requirement cannot stand in for itself.", "Delete its own id from `or`.");
    }
    if let Some(whole) = &draft.part_of {
        known_ids(table, "part_of", std::slice::from_ref(whole), known, REQUIREMENT);
    }
}

/// A list of texts, none of them empty: an empty phrase would match every file name.
fn phrases(table: &Table<'_>, key: &str) -> Vec<String> {
    let phrases = table.strings(key).unwrap_or_default();
    if phrases.iter().any(|phrase| phrase.trim().is_empty()) {
        table.value_error(key, format!("An entry of `{key}` is empty."), "Delete the empty entry.");
    }
    phrases
}

/// A sentence that says where the papers are.
fn cover_note(table: &Table<'_>) -> Option<String> {
    let note = table.line("cover_note")?;
    if !note.contains("{exhibits}") {
        let hint = "Write {exhibits} where the exhibits are to be named: \"Court records are enclosed as {exhibits}.\"";
        table.value_error("cover_note", "The note does not say where the papers are.", hint);
    }
    Some(note)
}

fn at_least(table: &Table<'_>) -> Option<u32> {
    if !table.has("at_least") {
        return Some(1);
    }
    let number = table.integer("at_least")?;
    match u32::try_from(number) {
        Ok(number) if (1..=1000).contains(&number) => Some(number),
        _ => {
            table.value_error("at_least", format!("`at_least` cannot be {number}."), "Write 1 or more.");
            None
        }
    }
}
