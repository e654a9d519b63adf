//! The persons of a case, and who is meant where another section names one.

use std::collections::{BTreeMap, BTreeSet};

use super::value;
use crate::case::{Person, Role};
use crate::finding::Finding;
use crate::tomlfile::{Table, did_you_mean};

const RULE: &str = "case-person";

/// The name that `casebinder init` writes when it was told none.
pub(crate) const PLACEHOLDER_NAME: &str = "NAME OF THE CLIENT";

const ROLES: &[(&str, Role)] =
    &[("principal", Role::Principal), ("spouse", Role::Spouse), ("child", Role::Child)];

/// Who is known by which handle.
#[derive(Debug, Default)]
pub(super) struct Roll {
    ids: BTreeSet<String>,
    /// Some handles could not be read: nobody can be called unknown.
    incomplete: bool,
}

impl Roll {
    /// The person named by `person = "…"`; an unknown handle is reported.
    pub(super) fn named(&self, table: &Table<'_>) -> Option<String> {
        let id = table.line("person")?;
        if !self.incomplete && !self.ids.contains(&id) && !table.document().is_full() {
            let handles: Vec<&str> = self.ids.iter().map(String::as_str).take(20).collect();
            let hint = match did_you_mean(&id, self.ids.iter().map(String::as_str)) {
                Some(handle) => format!("Did you mean person = \"{handle}\"?"),
                None => format!("Known persons: {}. Or add a [[person]] with this id.", handles.join(", ")),
            };
            let finding = Finding::error(
                RULE,
                format!("{} names the person \"{id}\", whom no [[person]] describes.", table.name()),
            );
            table.document().report(finding.at(table.place("person")).with_hint(hint));
        }
        Some(id)
    }
}

/// All persons, in the order of the file.
pub(super) fn persons(root: &Table<'_>) -> (Vec<Person>, Roll) {
    let tables = root.tables("person");
    let mut roll = Roll { incomplete: root.document().is_incomplete(), ..Roll::default() };
    if tables.is_empty() && !root.has("person") && !roll.incomplete {
        let finding = Finding::error(RULE, "The file names no person.").at(root.here());
        root.document().report(
            finding.with_hint(
                "Add a section [[person]] with id, name and role = \"principal\" for the applicant.",
            ),
        );
        roll.incomplete = true;
    }
    let mut persons = Vec::new();
    let mut seen = Seen::default();
    for (index, table) in tables.into_iter().enumerate() {
        match person(&table, index, &mut seen) {
            Some(person) => {
                roll.ids.insert(person.id.clone());
                persons.push(person);
            }
            None => roll.incomplete = true,
        }
        table.finish();
    }
    (persons, roll)
}

/// What may stand in a case only once.
#[derive(Debug, Default)]
struct Seen {
    /// Handles without regard to case, with their lines.
    ids: BTreeMap<String, usize>,
    /// Digits of the A-numbers, with the names of their owners.
    a_numbers: BTreeMap<String, String>,
    spouse: bool,
}

fn person(table: &Table<'_>, index: usize, seen: &mut Seen) -> Option<Person> {
    let id = table.required_line("id");
    if let Some(id) = &id {
        handle(table, id, seen);
    }
    let name = table.required_line("name").unwrap_or_default();
    if name == PLACEHOLDER_NAME {
        let finding =
            Finding::warning("case-placeholder", "The name of the person has not been filled in yet.");
        let hint = "Write the full name as it should be printed: name = \"Maria Elena LOPEZ GARCIA\"";
        table.document().report(finding.at(table.place("name")).with_hint(hint));
    }
    let written = table.required_word("role", ROLES);
    let included = table.boolean("included").unwrap_or(true);
    if let Some(role) = written {
        check_role(table, role, index, included, seen);
    }
    let a_number = table.optional_line("a_number");
    if let Some(number) = &a_number {
        check_a_number(table, number, &name, seen);
    }
    let born = table.date("born");
    value::plausible(table, "born", born);
    let facts = table.table("facts").map(value::facts).unwrap_or_default();
    let role = written.unwrap_or(if index == 0 { Role::Principal } else { Role::Child });
    Some(Person { id: id?, name, role, a_number, born, included, facts })
}

fn handle(table: &Table<'_>, id: &str, seen: &mut Seen) {
    let simple = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    if !id.chars().all(simple) {
        let hint = format!("Write a short name without spaces or accents: id = \"{}\"", simplified(id));
        let message = format!("The id \"{id}\" may only have the letters a to z, digits, - and _.");
        report(table, "id", message, &hint);
    }
    let line = table.place("id").line;
    if let Some(first) = seen.ids.insert(id.to_ascii_lowercase(), line) {
        let message = format!("The id \"{id}\" is already used in line {first}.");
        report(
            table,
            "id",
            message,
            "Give each person an id of their own; upper and lower case do not count.",
        );
    }
}

/// The handle that comes nearest to what was written.
pub(crate) fn simplified(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let letters: String = text
        .nfd()
        .filter_map(|letter| match letter {
            ' ' => Some('-'),
            _ => (letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))
                .then(|| letter.to_ascii_lowercase()),
        })
        .collect();
    let trimmed = letters.trim_matches('-');
    if trimmed.is_empty() { "client".to_owned() } else { trimmed.to_owned() }
}

fn check_role(table: &Table<'_>, role: Role, index: usize, included: bool, seen: &mut Seen) {
    match (index, role) {
        (0, Role::Principal) if !included => {
            report(
                table,
                "included",
                "The principal is always part of the application.".to_owned(),
                "Write included = true, or put # before the line.",
            );
        }
        (0, Role::Principal) => {}
        (0, _) => {
            let message = format!("The first person has the role \"{}\", not \"principal\".", role.word());
            report(table, "role", message, "Put the principal applicant's [[person]] first.");
        }
        (_, Role::Principal) => report(
            table,
            "role",
            "There is a second principal.".to_owned(),
            "The first person is the principal; write role = \"spouse\" or role = \"child\" here.",
        ),
        (_, Role::Spouse) if included => {
            if seen.spouse {
                let finding =
                    Finding::warning(RULE, "There is a second spouse who is part of the application.");
                let hint = "Write included = false for the one who is not part of it, or correct the role.";
                table.document().report(finding.at(table.place("role")).with_hint(hint));
            }
            seen.spouse = true;
        }
        (_, Role::Spouse | Role::Child) => {}
    }
}

/// Seven to nine digits, with or without the letter A and dashes.
fn check_a_number(table: &Table<'_>, number: &str, name: &str, seen: &mut Seen) {
    let rest = number.strip_prefix(['A', 'a']).unwrap_or(number);
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    let sound = (7..=9).contains(&digits.len())
        && rest.chars().all(|letter| letter.is_ascii_digit() || letter == '-')
        && !rest.ends_with('-')
        && !rest.contains("--");
    if !sound {
        let message = format!("\"{number}\" is not written like an A-number.");
        let hint =
            "Write the letter A and seven to nine digits, as on the notice: a_number = \"A000-000-001\"";
        let finding = Finding::error("case-a-number", message).at(table.place("a_number"));
        table.document().report(finding.with_hint(hint));
        return;
    }
    let owner = if name.is_empty() { "another person" } else { name };
    if let Some(first) = seen.a_numbers.insert(format!("{digits:0>9}"), owner.to_owned()) {
        let message = format!("The A-number {number} is already that of {first}.");
        let hint = "Each person has an A-number of their own: look it up on the notices.";
        let finding = Finding::error("case-a-number", message).at(table.place("a_number"));
        table.document().report(finding.with_hint(hint));
    }
}

fn report(table: &Table<'_>, key: &str, message: String, hint: &str) {
    table.document().report(Finding::error(RULE, message).at(table.place(key)).with_hint(hint));
}
