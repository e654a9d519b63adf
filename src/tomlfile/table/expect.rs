//! What was found, what is expected, and how to write it.

use super::super::node::{Kind, Node};

/// The kind of value a key should have.
#[derive(Debug, Clone, Copy)]
pub(super) enum Expected<'w> {
    Text,
    /// One of several words; this is the first.
    Word(&'w str),
    Boolean,
    Date,
    DateTime,
    Integer,
    Texts,
    Table,
    Tables,
    Value,
}

impl Expected<'_> {
    pub(super) fn name(self) -> &'static str {
        match self {
            Expected::Text => "a text",
            Expected::Word(_) => "a word in quotes",
            Expected::Boolean => "true or false",
            Expected::Date => "a date",
            Expected::DateTime => "a date with a time",
            Expected::Integer => "a whole number",
            Expected::Texts => "a text or a list of texts",
            Expected::Table => "a single section",
            Expected::Tables => "a section with double brackets",
            Expected::Value => "true or false, a date, a whole number, a text or a list of texts",
        }
    }
}

/// What a value is, in words.
pub(super) fn found(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text(_) => "a text",
        Kind::Integer(_) => "a whole number",
        Kind::Float => "a number with a decimal point",
        Kind::Boolean(true) => "the word true",
        Kind::Boolean(false) => "the word false",
        Kind::Date(_) => "a date",
        Kind::DateTime(_) => "a date with a time",
        Kind::Moment => "a date with a time and a time zone",
        Kind::Time => "a time without a date",
        Kind::List(items) if items.iter().any(|item| matches!(item.kind, Kind::Table(_))) => {
            "a list of sections"
        }
        Kind::List(_) => "a list",
        Kind::Table(_) => "a section",
        Kind::Broken => "unreadable",
    }
}

/// How to write the value, with what was written where that can be kept.
pub(super) fn remedy(key: &str, node: &Node, raw: &str, expected: Expected<'_>) -> String {
    let text = match &node.kind {
        Kind::Text(text) => text.trim(),
        _ => "",
    };
    let scalar = !matches!(node.kind, Kind::List(_) | Kind::Table(_) | Kind::Broken);
    match expected {
        Expected::Text if scalar => format!("Put it into quotes: {key} = \"{raw}\""),
        Expected::Text => format!("Write one text in quotes: {key} = \"…\""),
        Expected::Word(word) => format!("Write a word in quotes: {key} = \"{word}\""),
        Expected::Boolean => format!("Write true or false without quotes: {key} = {}", yes_or_no(text)),
        Expected::Date => date_remedy(key, node, text),
        Expected::DateTime => datetime_remedy(key, node, text),
        Expected::Integer => {
            let number = if text.parse::<i64>().is_ok() { text } else { "1" };
            format!("Write a whole number without quotes: {key} = {number}")
        }
        Expected::Texts if scalar => format!("Put it into quotes: {key} = [\"{raw}\"]"),
        Expected::Texts => format!("Write a list of texts: {key} = [\"…\", \"…\"]"),
        Expected::Table => {
            format!("Write the heading [{key}] once, with single brackets, and its lines below it.")
        }
        Expected::Tables => {
            format!("Write the heading [[{key}]] with double brackets, and its lines below it.")
        }
        Expected::Value if matches!(node.kind, Kind::DateTime(_) | Kind::Moment) => {
            format!("Leave the time away: {key} = {}", raw.get(..10).unwrap_or("1990-04-02"))
        }
        Expected::Value => {
            format!("Write for example {key} = true, {key} = 1990-04-02 or {key} = \"…\"")
        }
    }
}

fn yes_or_no(text: &str) -> &'static str {
    match text.to_lowercase().as_str() {
        "no" | "n" | "false" | "0" => "false",
        _ => "true",
    }
}

fn date_remedy(key: &str, node: &Node, text: &str) -> String {
    if let Ok(date) = text.parse::<jiff::civil::Date>() {
        return format!("Write the date without quotes: {key} = {date}");
    }
    match node.kind {
        Kind::Text(_) => format!("Write the date without quotes, year first: {key} = YYYY-MM-DD"),
        Kind::DateTime(datetime) => format!("Leave the time away: {key} = {}", datetime.date()),
        _ => format!("Write year, month and day: {key} = YYYY-MM-DD"),
    }
}

fn datetime_remedy(key: &str, node: &Node, text: &str) -> String {
    match node.kind {
        Kind::Date(date) => format!("Add the time of day: {key} = {date}T09:00:00"),
        Kind::Moment => {
            format!("Write the local time without Z or offset: {key} = YYYY-MM-DDT09:00:00")
        }
        _ => match text.parse::<jiff::civil::DateTime>() {
            Ok(datetime) => format!("Write date and time without quotes: {key} = {datetime}"),
            Err(_) => format!("Write date and time without quotes: {key} = YYYY-MM-DDT09:00:00"),
        },
    }
}
