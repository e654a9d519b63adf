//! Every rule has its smallest case under `fixtures/errors`: it is found there, nothing else is, and it is gone when
//! the case is put right.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use common::{project, run_in, stdout};

/// What every case as small as these lacks: papers, facts, dates. It is not what they are about.
const OF_ANY_SMALL_CASE: [&str; 14] = [
    "requirement-missing",
    "requirement-recommended",
    "requirement-needs-review",
    "requirement-only-unreadable",
    "fact-missing",
    "deadline-unknown",
    "deadline-soon",
    "deadline-past",
    "deadline-late",
    "picture-coarse",
    "reminder-due",
    "untranslated",
    "translation-uncertified",
    "translation-without-original",
];

fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(project("fixtures/errors")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).sort_by_file_name() {
        let entry = entry.unwrap();
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).unwrap();
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The rules found in a case, and the messages of one of them.
fn found(case: &Path, today: &str, rule: &str) -> (BTreeSet<String>, Vec<String>) {
    let output = run_in(case, &["check", "--today", today, "--no-history", "--format", "json"]);
    let text = stdout(&output);
    let Ok(json) = serde_json::from_str::<serde_json::Value>(&text) else {
        // A case file that cannot be used is told to a person, each mistake with its rule.
        let told = common::stderr(&output);
        let rules =
            told.split("casebinder explain ").skip(1).filter_map(|rest| rest.split_whitespace().next());
        return (rules.map(str::to_owned).collect(), vec![told.clone()]);
    };
    let findings = json["findings"].as_array().unwrap();
    let rules = findings.iter().map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect();
    let messages = findings
        .iter()
        .filter(|finding| finding["rule"] == rule)
        .map(|finding| {
            let remedied = !finding["hint"].as_str().unwrap_or_default().is_empty();
            assert!(remedied || finding["severity"] == "info", "{rule} has a remedy");
            finding["message"].as_str().unwrap().to_owned()
        })
        .collect();
    (rules, messages)
}

#[test]
fn every_finding_is_made_by_its_smallest_case_and_by_nothing_else() {
    let folders = folders();
    assert!(folders.len() >= 60, "the cases are there");
    let half = folders.len().div_ceil(2);
    let wrong: Vec<String> = thread::scope(|scope| {
        let workers: Vec<_> = folders
            .chunks(half)
            .map(|part| {
                scope.spawn(move || part.iter().flat_map(|folder| wrong_about(folder)).collect::<Vec<_>>())
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a case shows that it should not, or does not show that it should.
fn wrong_about(folder: &Path) -> Vec<String> {
    let mut wrong = Vec::new();
    let name = folder.file_name().unwrap().to_string_lossy().into_owned();
    let run: toml::Table = fs::read_to_string(folder.join("run.toml")).unwrap().parse().unwrap();
    let today = run["today"].to_string();
    assert_eq!(run["rule"].as_str().unwrap(), name);
    let keep = tempfile::tempdir().unwrap();
    copy(folder, keep.path());
    fs::remove_dir_all(keep.path().join("right")).unwrap();
    let (rules, messages) = found(keep.path(), &today, &name);
    if !rules.contains(&name) {
        wrong.push(format!("{name}: not found; found {rules:?}"));
    }
    let others: Vec<&String> =
        rules.iter().filter(|rule| **rule != name && !OF_ANY_SMALL_CASE.contains(&rule.as_str())).collect();
    if !others.is_empty() {
        wrong.push(format!("{name}: also found {others:?}"));
    }
    copy(&folder.join("right"), keep.path());
    let (rules, after) = found(keep.path(), &today, &name);
    if rules.contains(&name) {
        wrong.push(format!("{name}: still found when right: {after:?} (wrong: {messages:?})"));
    }
    wrong
}

/// Rules about case and rule files, folders and packets that have their tests elsewhere and no small case yet. This
/// list only ever gets shorter.
const WITHOUT_A_CASE: &[&str] = &[
    "calendar-ends",
    "case-cycle",
    "case-duplicate-document",
    "case-placeholder",
    "case-subject",
    "certificate-names-nothing",
    "data-stale",
    "deadline-late",
    "deadline-past",
    "deadline-soon",
    "deadline-unknown",
    "document-expired",
    "document-expires",
    "document-link",
    "document-twice",
    "evidence-changed",
    "evidence-empty",
    "evidence-missing",
    "fact-missing",
    "fact-value",
    "file-comments",
    "file-converted",
    "file-name-hidden-characters",
    "file-name-twins",
    "file-needs-conversion",
    "file-recording",
    "file-refused",
    "file-repaired",
    "file-unsure",
    "folder-refused",
    "letters-unprintable",
    "lint-always",
    "lint-calendar",
    "lint-cycle",
    "lint-date",
    "lint-gap",
    "lint-kind",
    "lint-stale",
    "lint-unknown",
    "lint-unreachable",
    "lint-unused",
    "message-attachments",
    "packet-empty",
    "packet-limit",
    "pagination-unstable",
    "pdf-encrypted",
    "pdf-portfolio",
    "pdf-rights-managed",
    "pdf-two-documents",
    "picture-coarse",
    "picture-cut-off",
    "picture-first-only",
    "picture-metadata",
    "picture-recoded",
    "privacy-black-box",
    "reminder-due",
    "requirement-missing",
    "requirement-needs-review",
    "requirement-only-unreadable",
    "requirement-recommended",
    "source-flattened",
    "templates-unreadable",
    "templates-unused",
    "text-unprintable",
    "track-condition",
    "track-duplicate",
    "track-missing-key",
    "track-stale",
    "track-syntax",
    "track-type",
    "track-unknown-id",
    "track-unknown-key",
    "track-value",
    "translation-ambiguous",
    "translation-uncertified",
    "translation-without-original",
    "untranslated",
    "waiver-person",
];

#[test]
fn every_rule_has_its_smallest_case() {
    let cases: BTreeSet<String> =
        folders().iter().map(|folder| folder.file_name().unwrap().to_string_lossy().into_owned()).collect();
    let rules: BTreeSet<String> = casebinder::finding::rules().into_iter().map(|rule| rule.id).collect();
    let strangers: Vec<_> = cases.difference(&rules).collect();
    assert!(strangers.is_empty(), "no rule of that name: {strangers:?}");
    let bare: BTreeSet<&str> = rules.difference(&cases).map(String::as_str).collect();
    let known: BTreeSet<&str> = WITHOUT_A_CASE.iter().copied().collect();
    assert_eq!(bare, known, "a rule without a case, or one that has got its case");
}

/// The table of the fact books names rules that exist, every rule that reads documents, and every number once.
#[test]
fn the_table_of_rules_is_whole() {
    let table = fs::read_to_string(project("templates/RULES.md")).unwrap();
    let rules: BTreeSet<String> = casebinder::finding::rules().into_iter().map(|rule| rule.id).collect();
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| line.starts_with("| C") || line.starts_with("| U"))
        .map(|line| line.split('|').map(str::trim).collect())
        .collect();
    let mut named = BTreeSet::new();
    for row in &rows {
        assert!(["enforced", "built", "partly", "not"].contains(&row[2]), "{row:?}");
        assert!(row[2] == "not" || !row[3].is_empty(), "{} says by what", row[1]);
        assert!(
            row[2] == "enforced"
                || row[2] == "built"
                || !row[4].is_empty()
                || row[1] == "C59"
                || row[1] == "U04",
            "{} says why",
            row[1]
        );
        for (number, quoted) in row[3].split('`').enumerate() {
            let is_id = number % 2 == 1 && quoted.contains('-') && !quoted.contains(' ');
            assert!(!is_id || rules.contains(quoted), "{}: there is no rule {quoted}", row[1]);
            if is_id {
                named.insert(quoted.to_owned());
            }
        }
        for path in row[3].split([' ', '(', ')', ',', ';']).filter(|word| word.ends_with(".rs")) {
            assert!(project(path).is_file(), "{}: there is no {path}", row[1]);
        }
    }
    let numbers: Vec<&str> = rows.iter().map(|row| row[1]).collect();
    let unique: BTreeSet<&str> = numbers.iter().copied().collect();
    assert_eq!(unique.len(), numbers.len(), "each number once");
    // C19, C29, C39, C62 to C69 do not exist in the book.
    let court = (1..=89).filter(|number| ![19, 29, 39].contains(number) && !(62..=69).contains(number));
    let expected: BTreeSet<String> = court
        .map(|number| format!("C{number:02}"))
        .chain((1..=74).map(|number| format!("U{number:02}")))
        .collect();
    assert_eq!(unique.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), expected);
    let reading = casebinder::finding::rules().into_iter().filter(|rule| rule.acceptable).map(|rule| rule.id);
    let missing: Vec<String> = reading.filter(|id| !named.contains(id)).collect();
    let without_number = ["form-answered-twice", "privacy-black-box"];
    let missing: Vec<String> =
        missing.into_iter().filter(|id| !without_number.contains(&id.as_str())).collect();
    assert!(missing.is_empty(), "not in the table: {missing:?}");
}
