//! `[[deadline]]`: what must happen by when.

use std::collections::BTreeSet;

use super::conditions::{Asks, condition, date_path};
use super::{OTHER_DEADLINE, REQUIREMENT, backed, known_ids, once};
use crate::tomlfile::Table;
use crate::track::{DeadlineRule, FactDefinition, Length, Roll};

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
            if let Some(id) = &deadline.cured_by {
                known_ids(&table, "cured_by", std::slice::from_ref(id), requirement_ids, REQUIREMENT);
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
    table.required_line("from");
    let from = date_path(table, "from", facts);
    let offset = offset(table);
    let roll = table.required_word(
        "roll",
        &[("next-business-day", Roll::Next), ("previous-business-day", Roll::Previous), ("none", Roll::None)],
    );
    let when = condition(table, "when", facts, Asks::Case);
    let met_by = date_path(table, "met_by", facts);
    let unreadable = (when.is_none() && table.has("when")) || (met_by.is_none() && table.has("met_by"));
    let cured_by = table.line("cured_by");
    let also_set_by = table.strings("also_set_by").unwrap_or_default();
    let warn_days = warn_days(table);
    let remedy = table.required_string("remedy");
    if unreadable {
        return None;
    }
    Some(DeadlineRule {
        id: common.id?,
        title: common.title?,
        from: from?,
        offset: offset?,
        roll: roll?,
        when,
        met_by,
        cured_by,
        also_set_by,
        warn_days: warn_days?,
        remedy: remedy?,
        authority: common.authority?,
        checked: common.checked?,
    })
}

fn offset(table: &Table<'_>) -> Option<Length> {
    let text = table.required_line("offset")?;
    let length = read_length(&text);
    if length.is_none() {
        let hint = "Write it like \"-30 days\", \"10 days\" or \"1 year\".";
        table.value_error("offset", format!("\"{text}\" is no length of time."), hint);
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
