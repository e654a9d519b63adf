//! Parses calendar files, naming every mistake with its place.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::rule::Rule;
use super::{Calendar, Holiday, ParsedCalendar};
use crate::dated::DatedFile;
use crate::dated::parse::reviewed_later;
use crate::finding::Finding;
use crate::tomlfile::{Document, RuleIds, Table};

/// Years of which nobody has a calendar.
const YEARS: std::ops::RangeInclusive<i64> = 1900..=2200;

pub fn parse(file: &str, text: &str) -> ParsedCalendar {
    let document = Document::read(file, text, RuleIds::TRACK);
    let calendar = whole(document.root(), file);
    ParsedCalendar { calendar, findings: document.into_findings() }
}

fn whole(root: Table<'_>, file: &str) -> Option<Calendar> {
    if let Some(schema) = root.required_integer("schema")
        && schema != 1
    {
        let message = format!("Calendars of schema {schema} are not known.");
        root.value_error("schema", message, "Write schema = 1");
    }
    let title = root.required_line("title");
    let (checked, review_after) = (root.required_date("checked"), root.required_date("review_after"));
    reviewed_later(&root, checked, review_after);
    let authority = crate::track::authority(&root);
    let (first_year, last_year) = (year(&root, "first_year"), year(&root, "last_year"));
    if let (Some(first), Some(last)) = (first_year, last_year)
        && last < first
    {
        let hint = format!("Write a year from {first} on.");
        root.value_error("last_year", "`last_year` lies before `first_year`.", hint);
    }
    let holidays = holidays(&root);
    let extra = extras(&root);
    root.finish();
    Some(Calendar {
        files: vec![DatedFile {
            name: file.to_owned(),
            title: title?,
            checked: checked?,
            review_after: review_after?,
        }],
        holidays,
        extra,
        first_year: first_year?,
        last_year: last_year?,
        authority: authority?,
    })
}

fn year(root: &Table<'_>, key: &str) -> Option<i16> {
    let year = root.required_integer(key)?;
    let sound = YEARS.contains(&year);
    if !sound {
        root.value_error(key, format!("`{key}` cannot be {year}."), "Write a year of four digits.");
    }
    i16::try_from(year).ok().filter(|_| sound)
}

fn holidays(root: &Table<'_>) -> Vec<Holiday> {
    let mut seen = BTreeSet::new();
    let mut holidays = Vec::new();
    for table in root.tables("holiday") {
        let (name, rule) = (table.required_line("name"), table.required_line("rule"));
        let rule = rule.and_then(|text| {
            let rule = Rule::parse(&text);
            if rule.is_none() {
                let hint = "Write it like \"july 4\", \"third monday of january\" or \"last monday of may\".";
                table.value_error("rule", "This is no rule of a holiday.", hint);
            }
            rule
        });
        let observed = table.boolean("observed").unwrap_or(false);
        if let (Some(name), Some(rule)) = (name, rule) {
            once(&mut seen, &table, &name);
            holidays.push(Holiday { name, rule, observed });
        }
        table.finish();
    }
    holidays
}

fn extras(root: &Table<'_>) -> Vec<(Date, String)> {
    let mut extra: Vec<(Date, String)> = Vec::new();
    for table in root.tables("extra") {
        let (date, name) = (table.required_date("date"), table.required_line("name"));
        if let (Some(date), Some(name)) = (date, name) {
            if extra.iter().any(|(other, _)| *other == date) {
                let finding = Finding::error("track-duplicate", format!("{date} is listed twice."));
                root.document().report(finding.at(table.place("date")).with_hint("Delete one of the two."));
            }
            extra.push((date, name));
        }
        table.finish();
    }
    extra
}

fn once(seen: &mut BTreeSet<String>, table: &Table<'_>, name: &str) {
    if !seen.insert(name.to_lowercase()) {
        let finding = Finding::error("track-duplicate", format!("The holiday \"{name}\" is listed twice."));
        table.document().report(finding.at(table.place("name")).with_hint("Delete one of the two."));
    }
}
