//! `[[deadline]]`: what must happen by when.

use std::collections::BTreeSet;

use super::conditions::{Asks, condition, date_path, value_path};
use super::{OTHER_DEADLINE, REQUIREMENT, backed, known_ids, once};
use crate::finding::Severity;
use crate::tomlfile::Table;
use crate::track::{
    DeadlineKind, DeadlineRule, EarlierDay, FactDefinition, FactType, Length, Roll, WithoutDate,
};

/// Every deadline that could be understood.
pub fn deadlines(
    root: &Table<'_>,
    facts: &[FactDefinition],
    requirement_ids: &[String],
) -> Vec<DeadlineRule> {
    let mut seen = BTreeSet::new();
    let mut deadlines = Vec::new();
    let tables = root.tables("deadline");
    // Also of those that cannot be understood: one mistake is one finding.
    let ids: Vec<String> = tables.iter().filter_map(|table| table.line("id")).collect();
    for table in tables {
        if let Some(deadline) = deadline(&table, facts)
            && once(&mut seen, &table, &deadline.id)
        {
            for (key, id) in
                [("cured_by", &deadline.cured_by), ("met_by_document", &deadline.met_by_document)]
            {
                known_ids(&table, key, id.as_slice(), requirement_ids, REQUIREMENT);
            }
            let others: Vec<String> = ids.iter().filter(|id| **id != deadline.id).cloned().collect();
            known_ids(&table, "also_set_by", &deadline.also_set_by, &others, OTHER_DEADLINE);
            deadlines.push(deadline);
        }
        table.finish();
    }
    deadlines
}

fn deadline(table: &Table<'_>, facts: &[FactDefinition]) -> Option<DeadlineRule> {
    let common = backed(table);
    let kind = word(table, "kind", KINDS, DeadlineKind::Deadline);
    let of_person = word(table, "scope", &[("case", false), ("person", true)], false);
    let asks = if of_person == Some(true) { Asks::Person } else { Asks::Case };
    table.required_line("from");
    let from = date_path(table, "from", facts, asks);
    let event = table.line("event");
    table.required_line("offset");
    let offset = length(table, "offset");
    let every = forward(table, "every");
    let plus_days = value_path(table, "plus_days", facts, asks, FactType::Number);
    let roll = table.required_word(
        "roll",
        &[("next-business-day", Roll::Next), ("previous-business-day", Roll::Previous), ("none", Roll::None)],
    );
    let earlier = earlier(table);
    let when = condition(table, "when", facts, asks);
    let without_date = word(table, "without_date", WITHOUT_DATE, WithoutDate::Ask);
    let met_by = date_path(table, "met_by", facts, asks);
    let unreadable = [("when", when.is_none()), ("met_by", met_by.is_none()), ("every", every.is_none())]
        .into_iter()
        .chain([("plus_days", plus_days.is_none())])
        .any(|(key, unread)| unread && table.has(key));
    let met_by_document = table.line("met_by_document");
    let cured_by = table.line("cured_by");
    let also_set_by = table.strings("also_set_by").unwrap_or_default();
    let (lead, fee) = (table.line("lead"), table.line("fee"));
    let warn_days = warn_days(table);
    const WEIGHTS: &[(&str, Severity)] = &[("error", Severity::Error), ("warning", Severity::Warning)];
    let missed = word(table, "missed", WEIGHTS, Severity::Error);
    let remedy = table.required_string("remedy");
    if unreadable {
        return None;
    }
    Some(DeadlineRule {
        id: common.id?,
        title: common.title?,
        kind: kind?,
        of_person: of_person?,
        from: from?,
        event,
        offset: offset?,
        every,
        plus_days,
        lead,
        fee,
        roll: roll?,
        earlier,
        when,
        without_date: without_date?,
        met_by,
        met_by_document,
        cured_by,
        also_set_by,
        warn_days: warn_days?,
        missed: missed?,
        remedy: remedy?,
        authority: common.authority?,
        checked: common.checked?,
    })
}

const KINDS: &[(&str, DeadlineKind)] = &[
    ("deadline", DeadlineKind::Deadline),
    ("milestone", DeadlineKind::Milestone),
    ("reminder", DeadlineKind::Reminder),
    ("expiry", DeadlineKind::Expiry),
];

const WITHOUT_DATE: &[(&str, WithoutDate)] =
    &[("ask", WithoutDate::Ask), ("error", WithoutDate::Error), ("hide", WithoutDate::Hide)];

/// One of several words, or what holds where none is written; `None` if the word is not known.
fn word<T: Copy>(table: &Table<'_>, key: &str, words: &[(&str, T)], otherwise: T) -> Option<T> {
    let word = table.word(key, words);
    if table.has(key) { word } else { Some(otherwise) }
}

/// `earlier = [{ offset = "-1 day", title = "…" }]`
fn earlier(table: &Table<'_>) -> Vec<EarlierDay> {
    let mut days = Vec::new();
    for day in table.tables("earlier") {
        day.required_line("offset");
        let (offset, title) = (length(&day, "offset"), day.required_line("title"));
        if let Some(offset) = offset
            && (offset.years > 0 || offset.days >= 0)
        {
            day.value_error("offset", "An earlier day must lie before.", "Write it like \"-1 day\".");
        } else if let (Some(offset), Some(title)) = (offset, title) {
            days.push(EarlierDay { offset, title });
        }
        day.finish();
    }
    days
}

/// A length of time that goes forward.
fn forward(table: &Table<'_>, key: &str) -> Option<Length> {
    let length = length(table, key)?;
    if length.years < 0 || length.days < 0 || (length.years, length.days) == (0, 0) {
        table.value_error(key, format!("`{key}` must lead forward."), "Write it like \"1 year\".");
        return None;
    }
    Some(length)
}

fn length(table: &Table<'_>, key: &str) -> Option<Length> {
    let text = table.line(key)?;
    let length = read_length(&text);
    if length.is_none() {
        let hint = "Write it like \"-30 days\", \"10 days\" or \"1 year\".";
        table.value_error(key, format!("\"{text}\" is no length of time."), hint);
    }
    length
}

/// "-30 days", "+10 days", "1 year".
fn read_length(text: &str) -> Option<Length> {
    let text = text.trim();
    let (back, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (number, unit) = rest.trim_start().split_once(char::is_whitespace)?;
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i16 = number.parse().ok()?;
    let number = if back { -number } else { number };
    match unit.trim() {
        "day" | "days" => Some(Length { years: 0, days: i32::from(number) }),
        "year" | "years" => Some(Length { years: number, days: 0 }),
        _ => None,
    }
}

fn warn_days(table: &Table<'_>) -> Option<i32> {
    let days = table.required_integer("warn_days")?;
    match i32::try_from(days) {
        Ok(days) if (0..=3660).contains(&days) => Some(days),
        _ => {
            table.value_error(
                "warn_days",
                format!("`warn_days` cannot be {days}."),
                "Write a number of days.",
            );
            None
        }
    }
}
