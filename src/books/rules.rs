//! Parses the catalogue of rules, naming every mistake with its place.

use std::collections::BTreeSet;

use crate::finding::{Finding, Rule};
use crate::tomlfile::{Document, RuleIds, Table};

/// The rules and everything that is wrong with their text.
#[derive(Debug)]
pub struct ParsedRules {
    /// The rules that could be understood.
    pub rules: Vec<Rule>,
    /// Everything found; an error finding means that the file must not be used.
    pub findings: Vec<Finding>,
}

/// Parses the text of a catalogue. `file` is its name in messages.
pub fn parse(file: &str, text: &str) -> ParsedRules {
    let document = Document::read(file, text, RuleIds::TRACK);
    let root = document.root();
    let mut seen = BTreeSet::new();
    let mut rules = Vec::new();
    for table in root.tables("rule") {
        if let Some(rule) = rule(&table) {
            if !seen.insert(rule.id.clone()) {
                let message = format!("The rule \"{}\" is explained twice.", rule.id);
                let finding = Finding::error("track-duplicate", message).at(table.place("id"));
                document.report(finding.with_hint("Delete one of the two."));
            }
            rules.push(rule);
        }
        table.finish();
    }
    root.finish();
    ParsedRules { rules, findings: document.into_findings() }
}

fn rule(table: &Table<'_>) -> Option<Rule> {
    let (id, title) = (crate::track::kebab(table, "id"), table.required_line("title"));
    let (why, remedy) = (table.required_string("why"), table.required_string("remedy"));
    let authority = table.strings("authority").unwrap_or_default();
    let acceptable = table.boolean("acceptable").unwrap_or(false);
    Some(Rule { id: id?, title: title?, why: why?, remedy: remedy?, authority, acceptable })
}
