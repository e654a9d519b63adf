//! Client folders with a table of truth beside them: is every file taken for what it is, and every gap found?
//!
//! `CASEBINDER_FOLDERS=DIR cargo test --test folders -- --ignored --nocapture`. In DIR lie folders `NAME`, each with
//! `NAME.truth.tsv` (path, role, person, expect, duplicate_of, note) and `NAME.gaps.tsv` (document, person, state).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// Other words for requirements.
const ROLES: &[(&str, &str)] = &[
    ("witness-affidavit", "witness-letter"),
    ("medical-report", "medical-record"),
    ("proof-of-service", "certificate-of-service"),
    ("declaration-translation", "translation"),
];
/// Roles of files whose names tell nothing.
const UNTOLD: &[&str] = &["", "unnamed", "e-mail", "correspondence", "junk", "not-a-file"];

type Row = BTreeMap<String, String>;

fn table(path: &Path) -> Vec<Row> {
    let text = fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let row =
        |line: &str| head.iter().map(|h| (*h).to_owned()).zip(line.split('\t').map(str::to_owned)).collect();
    lines.map(row).collect()
}

fn role(text: &str) -> &str {
    ROLES.iter().find(|(word, _)| *word == text).map_or(text, |(_, id)| id)
}

/// The persons that the tables speak of, under their own words as handles.
fn case_file(track: &str, gaps: &[Row]) -> String {
    let mut persons: Vec<&str> = gaps.iter().map(|row| row["person"].as_str()).collect();
    persons.dedup();
    let mut text = format!("schema = 1\ntrack = \"{track}\"\n");
    for person in persons {
        let (name, role) = match person {
            "MARIA" => ("Maria LOPEZ FUNES", "principal"),
            "SPOUSE" => ("José NÚÑEZ", "spouse"),
            "CHILD" => ("Luis NÚÑEZ LOPEZ", "child"),
            "ANA" => ("Ana PEREZ", "principal"),
            _ => ("Client ONE", "principal"),
        };
        let id = person.to_lowercase();
        text.push_str(&format!("[[person]]\nid = \"{id}\"\nname = \"{name}\"\nrole = \"{role}\"\n"));
    }
    text + "[facts]\nmarried = true\n"
}

#[derive(Debug, Default)]
struct Score {
    told: usize,
    right: usize,
    wrong: usize,
    untold: usize,
    guessed: usize,
    gaps: usize,
    found: usize,
}

fn judge(folder: &Path, name: &str, track: &str, score: &mut Score) {
    let truth = table(&folder.join(format!("{name}.truth.tsv")));
    let gaps = table(&folder.join(format!("{name}.gaps.tsv")));
    let work = tempfile::tempdir().unwrap();
    let evidence = work.path().join("evidence");
    for entry in walkdir::WalkDir::new(folder.join(name)) {
        let entry = entry.unwrap();
        let target = evidence.join(entry.path().strip_prefix(folder.join(name)).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).unwrap();
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
    fs::write(work.path().join("case.toml"), case_file(track, &gaps)).unwrap();
    let output =
        common::run_in(work.path(), &["check", "--today", "2026-11-22", "--format", "json", "--no-history"]);
    let report: Value = serde_json::from_str(&common::stdout(&output))
        .unwrap_or_else(|_| panic!("{}", common::stderr(&output)));
    let files = report["files"].as_array().unwrap();
    for row in truth.iter().filter(|row| !["not-made", "refuse"].contains(&row["expect"].as_str())) {
        let Some(file) = files.iter().find(|file| file["path"] == format!("evidence/{}", row["path"])) else {
            continue;
        };
        let wanted = role(&row["role"]);
        let satisfies = file["satisfies"].as_array().unwrap();
        let assigned = file["disposition"] == "assigned";
        if UNTOLD.contains(&wanted) {
            score.untold += 1;
            if assigned && !satisfies.is_empty() {
                score.guessed += 1;
                println!("guessed: {name}/{} -> {satisfies:?} ({})", row["path"], file["reason"]);
            }
            continue;
        }
        score.told += 1;
        let is_draft = row["note"].contains("draft");
        let right = satisfies.iter().any(|id| id == wanted) && !(is_draft && assigned);
        if right {
            score.right += 1
        } else {
            println!("{name}/{}: {wanted}, not {satisfies:?} ({})", row["path"], file["reason"])
        }
        score.wrong += usize::from(!right && assigned && !satisfies.is_empty());
    }
    for row in &gaps {
        let person = row["person"].to_lowercase();
        let requirements = report["requirements"].as_array().unwrap();
        let Some(found) = requirements.iter().find(|requirement| {
            requirement["id"] == role(&row["document"])
                && (requirement["person"].is_null() || requirement["person"] == person.as_str())
        }) else {
            continue;
        };
        score.gaps += 1;
        let status = found["status"].as_str().unwrap();
        let documents = found["documents"].as_array().unwrap();
        let right = match row["state"].as_str() {
            "present" => !documents.is_empty() && status != "missing",
            "missing" => documents.is_empty(),
            _ => status != "met" && !documents.is_empty(),
        };
        if right {
            score.found += 1
        } else {
            println!("{name}: {} of {person} is {}, not {status}", row["document"], row["state"])
        }
    }
}

#[test]
#[ignore = "needs client folders with their tables of truth: CASEBINDER_FOLDERS=DIR"]
fn every_file_is_taken_for_what_it_is_and_every_gap_is_found() {
    let Some(folder) = std::env::var_os("CASEBINDER_FOLDERS") else {
        println!("skipped: CASEBINDER_FOLDERS names no folder");
        return;
    };
    let folder = Path::new(&folder);
    for track in ["asylum-court-filing", "asylum-uscis-interview"] {
        let mut score = Score::default();
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .filter_map(|entry| {
                entry.unwrap().file_name().to_string_lossy().strip_suffix(".truth.tsv").map(str::to_owned)
            })
            .collect();
        names.sort();
        names.iter().for_each(|name| judge(folder, name, track, &mut score));
        println!("{track}: {score:?}");
        assert!(score.right * 100 >= score.told * 97, "{score:?}");
        assert_eq!((score.wrong, score.guessed, score.gaps - score.found), (0, 0, 0), "{score:?}");
    }
}
