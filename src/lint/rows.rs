//! Lint for dated data: stale rows, gaps between the rows of one id, contradictions with other files.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Lint;
use crate::dated;
use crate::finding::{Finding, Location};
use crate::tomlfile::{Document, RuleIds, Table};

pub fn lint(lint: Lint<'_>, file: &str, text: &str) -> Vec<Finding> {
    let mut findings = dated::parse(file, text).findings;
    let document = Document::read(file, text, RuleIds::TRACK);
    let root = document.root();
    findings.extend(lint.stale(&root, "The file"));
    findings.extend(lint.not_yet(&root));
    for (key, name) in
        [("fee", &["id"][..]), ("limit", &["id"]), ("lead", &["id", "office"]), ("address", &["id"])]
    {
        let tables = root.tables(key);
        for table in &tables {
            findings.extend(lint.stale(table, "The row"));
            findings.extend(lint.not_yet(table));
        }
        findings.extend(gaps(&tables, name));
    }
    for table in root.tables("edition") {
        findings.extend(lint.stale(&table, "The row"));
        findings.extend(lint.not_yet(&table));
    }
    findings
}

/// From when until when a row holds, and where that is written.
type Stretch = (Option<Date>, Option<Date>, Location);

/// Days between two rows of one id on which none of them holds.
fn gaps(tables: &[Table<'_>], name: &[&str]) -> Vec<Finding> {
    let mut rows: BTreeMap<String, Vec<Stretch>> = BTreeMap::new();
    for table in tables {
        let name: Vec<String> = name.iter().filter_map(|key| table.line(key)).collect();
        let row = (table.date("from"), table.date("until"), table.place("from"));
        rows.entry(name.join(" ")).or_default().push(row);
    }
    let mut findings = Vec::new();
    for (name, mut rows) in rows {
        rows.sort();
        for pair in rows.windows(2) {
            let [(_, Some(until), _), (Some(from), _, place)] = pair else { continue };
            let next = until.tomorrow().unwrap_or(*until);
            if next < *from {
                let message = format!("Nothing holds for \"{name}\" from {next} to the day before {from}.");
                let hint = format!("Write from = {next}, or a later `until` in the row before it.");
                findings.push(Finding::warning("lint-gap", message).at(place.clone()).with_hint(hint));
            }
        }
    }
    findings
}
