//! Values that several sections have: facts, dates that can be right, languages, lists of lines.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::case::Fact;
use crate::finding::Finding;
use crate::tomlfile::{Table, Value};

/// A year outside these is a slip of the pen.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// All facts of a table. Which facts there are is a matter of the track.
pub(super) fn facts(table: Table<'_>) -> BTreeMap<String, Fact> {
    let mut facts = BTreeMap::new();
    for key in table.keys() {
        let fact = match table.value(key) {
            Some(Value::Bool(yes)) => Fact::Bool(yes),
            Some(Value::Date(date)) => {
                plausible(&table, key, Some(date));
                Fact::Date(date)
            }
            Some(Value::Integer(number)) => Fact::Number(number),
            Some(Value::Text(text)) => {
                look_for_date(&table, key, &text);
                Fact::Text(text)
            }
            Some(Value::List(texts)) => Fact::List(texts),
            None => continue,
        };
        facts.insert(key.to_owned(), fact);
    }
    table.finish();
    facts
}

/// A date in quotes would be a text to every condition and deadline.
fn look_for_date(table: &Table<'_>, key: &str, text: &str) {
    if let Ok(date) = text.trim().parse::<Date>() {
        let finding = Finding::error("case-type", format!("`{key}` is a text that looks like a date."));
        let hint = format!("Write the date without quotes: {key} = {date}");
        table.document().report(finding.at(table.place(key)).with_hint(hint));
    }
}

/// Reports a date whose year cannot be right.
pub(super) fn plausible(table: &Table<'_>, key: &str, date: Option<Date>) {
    if let Some(date) = date.filter(|date| !YEARS.contains(&date.year())) {
        table.value_error(key, format!("`{key}` lies in the year {}.", date.year()), "Correct the year.");
    }
}

/// A date, checked for its year.
pub(super) fn date(table: &Table<'_>, key: &str) -> Option<Date> {
    let date = table.date(key);
    plausible(table, key, date);
    date
}

/// A date that must be there, checked for its year.
pub(super) fn required_date(table: &Table<'_>, key: &str) -> Option<Date> {
    let date = table.required_date(key);
    plausible(table, key, date);
    date
}

/// Lines of an address; empty ones are left away.
pub(super) fn lines(table: &Table<'_>, key: &str) -> Vec<String> {
    let texts = table.strings(key).unwrap_or_default();
    let lines = texts.iter().flat_map(|text| text.lines()).map(str::trim);
    lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Languages that people write by name most often.
const LANGUAGES: &[(&str, &str)] = &[
    ("spanish", "es"),
    ("español", "es"),
    ("english", "en"),
    ("arabic", "ar"),
    ("chinese", "zh"),
    ("mandarin", "zh"),
    ("creole", "ht"),
    ("haitian creole", "ht"),
    ("dari", "prs"),
    ("french", "fr"),
    ("garifuna", "cab"),
    ("hindi", "hi"),
    ("mam", "mam"),
    ("k'iche'", "quc"),
    ("pashto", "ps"),
    ("persian", "fa"),
    ("farsi", "fa"),
    ("portuguese", "pt"),
    ("punjabi", "pa"),
    ("q'eqchi'", "kek"),
    ("russian", "ru"),
    ("somali", "so"),
    ("tigrinya", "ti"),
    ("turkish", "tr"),
    ("ukrainian", "uk"),
    ("amharic", "am"),
    ("nepali", "ne"),
    ("bengali", "bn"),
    ("vietnamese", "vi"),
    ("armenian", "hy"),
    ("burmese", "my"),
    ("cantonese", "zh"),
    ("georgian", "ka"),
    ("german", "de"),
    ("indonesian", "id"),
    ("kiche", "quc"),
    ("korean", "ko"),
    ("kurdish", "ku"),
    ("kyrgyz", "ky"),
    ("lingala", "ln"),
    ("mongolian", "mn"),
    ("oromo", "om"),
    ("q'anjob'al", "kjb"),
    ("quechua", "qu"),
    ("quiche", "quc"),
    ("swahili", "sw"),
    ("tagalog", "tl"),
    ("tibetan", "bo"),
    ("twi", "tw"),
    ("urdu", "ur"),
    ("uyghur", "ug"),
    ("uzbek", "uz"),
    ("wolof", "wo"),
];

/// A language code: two letters, or three for languages that have no code of two. The English name of a
/// language is as clear as its code and is taken for it.
pub(super) fn language(table: &Table<'_>, key: &str) -> Option<String> {
    let code = table.optional_line(key)?;
    let name = code.trim().to_lowercase().replace(['\u{2019}', '\u{2018}'], "'");
    if let Some((_, code)) = LANGUAGES.iter().find(|&&(language, _)| language == name) {
        return Some((*code).to_owned());
    }
    if (2..=3).contains(&name.len()) && name.bytes().all(|letter| letter.is_ascii_lowercase()) {
        return Some(name);
    }
    table.value_error(
        key,
        format!("\"{code}\" is neither a language code nor the name of a language known here."),
        format!("Write the ISO 639 code, two or three letters: {key} = \"es\""),
    );
    None
}
