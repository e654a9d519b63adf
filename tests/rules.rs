//! Every rule that the program can report is explained in `templates/rules.toml`, and no other.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::collections::BTreeSet;
use std::fs;

/// The rule ids in the sources: the first argument of the constructors of `Finding`, and the tables of rule ids
/// for case and track files.
fn used() -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for code in program() {
        for constructor in ["Finding::error(", "Finding::warning(", "Finding::info(", "Finding::new("] {
            for (place, _) in code.match_indices(constructor) {
                ids.extend(literal(&code[place + constructor.len()..]));
            }
        }
        for (place, _) in code.match_indices("RuleIds {") {
            let table = code[place..].split('}').next().unwrap_or_default();
            ids.extend(
                table.split(": \"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned),
            );
        }
    }
    ids
}

/// The sources of the program without their tests and comments.
fn program() -> Vec<String> {
    let mut program = Vec::new();
    for entry in walkdir::WalkDir::new(common::project("src")) {
        let entry = entry.unwrap();
        if entry.path().extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let name = entry.file_name().to_string_lossy();
        if name.ends_with("tests.rs") || name == "testing.rs" {
            continue;
        }
        let text = fs::read_to_string(entry.path()).unwrap();
        let code = text.split("\nmod tests {").next().unwrap_or_default();
        let code = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        program.push(code.collect::<Vec<_>>().join("\n"));
    }
    program
}

/// The string literal that the text begins with, if it does.
fn literal(text: &str) -> Option<String> {
    text.trim_start().strip_prefix('"')?.split('"').next().map(str::to_owned)
}

#[test]
fn every_rule_is_explained() {
    let explained: BTreeSet<String> = casebinder::finding::rules().into_iter().map(|rule| rule.id).collect();
    let missing: Vec<_> = used().difference(&explained).cloned().collect();
    assert!(missing.is_empty(), "not in templates/rules.toml: {missing:?}");
}

/// Some ids stand in a constant or are chosen before the finding is made: it is enough that the program names them.
#[test]
fn every_explained_rule_can_be_reported() {
    let program = program().concat();
    let rules = casebinder::finding::rules().into_iter().map(|rule| rule.id);
    let unused: Vec<_> = rules.filter(|id| !program.contains(&format!("\"{id}\""))).collect();
    assert!(unused.is_empty(), "in templates/rules.toml, and nothing reports them: {unused:?}");
}

#[test]
fn explanations_are_whole() {
    let rules = casebinder::finding::rules();
    assert!(!rules.is_empty());
    let mut ids = BTreeSet::new();
    for rule in rules {
        assert!(ids.insert(rule.id.clone()), "{} twice", rule.id);
        for text in [&rule.title, &rule.why, &rule.remedy] {
            assert!(text.trim().len() > 10, "{}: “{text}” says too little", rule.id);
        }
    }
}
