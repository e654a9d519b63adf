//! The office's own rule files: found, used, recorded, and looked over.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

mod common;

use std::fs;
use std::path::Path;

use common::{case, casebinder, code, project, run_in, stderr, stdout};

fn put(folder: &Path, name: &str, text: &str) {
    let file = folder.join(name);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

fn track() -> String {
    fs::read_to_string(project("templates/tracks/asylum-court-filing.toml")).unwrap()
}

/// The evidence deadline of the court-missing case, with the hearing of 2027-05-18.
fn evidence_date(json: &str) -> String {
    let report: serde_json::Value = serde_json::from_str(json).unwrap();
    let deadlines = report["deadlines"].as_array().unwrap();
    let evidence = deadlines.iter().find(|deadline| deadline["id"] == "evidence").unwrap();
    evidence["date"].as_str().unwrap().to_owned()
}

const CHECK: [&str; 6] = ["check", "--today", "2026-11-22", "--no-history", "--format", "json"];

#[test]
fn thirty_becomes_fifteen_by_one_line_of_the_office() {
    let (_keep, case) = case("court-missing");
    assert_eq!(evidence_date(&stdout(&run_in(&case, &CHECK))), "2027-04-19");
    let fifteen = track().replace("offset = \"-30 days\"", "offset = \"-15 days\"");
    // In the case folder, beside it, by the variable, by the flag: the nearer beats the farther.
    let office = case.parent().unwrap().join("templates");
    put(&office, "tracks/asylum-court-filing.toml", &fifteen);
    let beside = run_in(&case, &CHECK);
    assert_eq!(evidence_date(&stdout(&beside)), "2027-05-03");
    let report: serde_json::Value = serde_json::from_str(&stdout(&beside)).unwrap();
    assert_eq!(report["office_files"][0]["name"], "tracks/asylum-court-filing.toml");
    assert_eq!(report["office_files"][0]["sha256"].as_str().unwrap().len(), 64);
    put(&case, "templates/tracks/asylum-court-filing.toml", &track().replace("\"-30 days\"", "\"-10 days\""));
    assert_eq!(evidence_date(&stdout(&run_in(&case, &CHECK))), "2027-05-10");
    let other = case.parent().unwrap().join("other");
    put(&other, "tracks/asylum-court-filing.toml", &track().replace("\"-30 days\"", "\"-20 days\""));
    let named =
        casebinder().current_dir(&case).args(CHECK).env("CASEBINDER_TEMPLATES", &other).output().unwrap();
    assert_eq!(evidence_date(&stdout(&named)), "2027-04-28");
    let flag = casebinder()
        .current_dir(&case)
        .args(CHECK)
        .arg("--templates")
        .arg(&office)
        .env("CASEBINDER_TEMPLATES", &other)
        .output()
        .unwrap();
    assert_eq!(evidence_date(&stdout(&flag)), "2027-05-03");
}

#[test]
fn a_packet_says_by_which_rules_it_was_made() {
    let (_keep, case) = case("court-missing");
    let office = case.parent().unwrap().join("office");
    put(&office, "tracks/asylum-court-filing.toml", &track().replace("\"-30 days\"", "\"-15 days\""));
    let build = |templates: &[&str]| -> serde_json::Value {
        let mut arguments = vec!["build", "--draft", "--today", "2026-11-22"];
        arguments.extend(templates);
        let built = run_in(&case, &arguments);
        assert_eq!(code(&built), 0, "{}", stderr(&built));
        serde_json::from_str(&fs::read_to_string(case.join("packet/manifest.json")).unwrap()).unwrap()
    };
    assert!(build(&[])["track"]["office_files"].is_null());
    let own = build(&["--templates", "../office"]);
    assert_eq!(own["track"]["office_files"][0]["name"], "tracks/asylum-court-filing.toml");
    assert_eq!(own["track"]["office_files"][0]["sha256"], own["track"]["sha256"]);
    assert_eq!(code(&run_in(&case, &["verify", "packet", "--evidence", "evidence"])), 0);
}

#[test]
fn a_folder_of_letters_is_no_folder_of_rules() {
    let (_keep, case) = case("court-missing");
    put(&case, "templates/Engagement letter.docx", "x");
    put(&case, "templates/notes.toml", "a = 1");
    let check = run_in(&case, &CHECK);
    assert_eq!(evidence_date(&stdout(&check)), "2027-04-19");
    assert!(!stdout(&check).contains("office_files") && !stdout(&check).contains("templates-unused"));
    // Somebody who names the folder is told what is not used.
    let named =
        casebinder().current_dir(&case).args(CHECK).args(["--templates", "templates"]).output().unwrap();
    assert!(stdout(&named).contains("templates-unused"), "{}", stdout(&named));
    let gone = casebinder().current_dir(&case).args(CHECK).args(["--templates", "nowhere"]).output().unwrap();
    assert_eq!(code(&gone), 1);
}

#[test]
fn stale_values_are_told_in_every_report() {
    let (_keep, case) = case("court-family");
    let later = "2026-12-20";
    for arguments in [
        vec!["check", "--today", later, "--no-history"],
        vec!["check", "--today", later, "--no-history", "--format", "json"],
        vec!["check", "--today", later, "--no-history", "--format", "html"],
        vec!["build", "--today", later, "--draft"],
        vec!["doctor", "--today", later],
        vec!["doctor", "--today", later, "--format", "json"],
    ] {
        let told = run_in(&case, &arguments);
        let text = stdout(&told) + &stderr(&told);
        let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(plain.contains("Form editions") && plain.contains("2026-12-07"), "{arguments:?}: {text}");
    }
    let early = run_in(&case, &["check", "--today", "2026-12-07", "--no-history", "--format", "json"]);
    assert!(!stdout(&early).contains("data-stale"));
}

#[test]
fn doctor_tells_where_each_file_comes_from_and_reads_no_case() {
    let (_keep, case) = case("court-family");
    put(
        &case,
        "templates/dated/ours.toml",
        "schema = 1\ntitle = \"Ours\"\nchecked = 2026-11-01\nreview_after = 2026-11-10\n",
    );
    put(&case, "templates/report/check.css", "body { color: green }");
    fs::write(case.join("case.toml"), "this is no case Maria").unwrap();
    let doctor = run_in(&case, &["doctor", "--today", "2026-11-22", "--format", "json"]);
    assert_eq!(code(&doctor), 0, "{}", stderr(&doctor));
    let report: serde_json::Value = serde_json::from_str(&stdout(&doctor)).unwrap();
    let files = report["files"].as_array().unwrap();
    let origin = |name: &str| files.iter().find(|file| file["name"] == name).unwrap()["origin"].clone();
    assert_eq!(origin("dated/ours.toml"), "added");
    assert_eq!(origin("report/check.css"), "office");
    assert_eq!(origin("dated/fees.toml"), "built-in");
    for file in files {
        assert_eq!(file["sha256"].as_str().unwrap().len(), 64);
    }
    let fees = files.iter().find(|file| file["name"] == "dated/fees.toml").unwrap();
    assert_eq!(fees["review_after"], "2027-09-30");
    assert!(report["programs"].as_array().unwrap().iter().any(|program| program["name"] == "LibreOffice"));
    assert_eq!(report["fonts"].as_array().unwrap().len(), 3);
    assert!(!stdout(&doctor).contains("Maria"));
}

#[test]
fn tracks_of_the_office_are_listed_and_used() {
    let (_keep, case) = case("court-missing");
    let own = track().replacen("id = \"asylum-court-filing\"", "id = \"our-track\"", 1);
    put(&case, "templates/tracks/our-track.toml", &own);
    put(&case, "templates/tracks/broken.toml", "id = \"broken\"");
    let tracks = stdout(&run_in(&case, &["tracks"]));
    assert!(tracks.contains("our-track") && tracks.contains("asylum-uscis-interview"), "{tracks}");
    assert!(tracks.contains("see casebinder lint"), "{tracks}");
    let text =
        fs::read_to_string(case.join("case.toml")).unwrap().replace("asylum-court-filing", "our-track");
    fs::write(case.join("case.toml"), text).unwrap();
    let check = run_in(&case, &CHECK);
    assert_eq!(code(&check), 10, "{}", stderr(&check));
    assert!(stdout(&check).contains("\"track\": \"our-track\""));
    let lint = run_in(&case, &["lint", "--today", "2026-11-22"]);
    assert_eq!(code(&lint), 3);
    assert!(stdout(&lint).contains("broken.toml:1:1"), "{}", stdout(&lint));
    assert!(stdout(&lint).contains('^'));
}

#[test]
fn the_built_in_files_pass_the_lint() {
    let folder = tempfile::tempdir().unwrap();
    let lint = run_in(folder.path(), &["lint", "--today", "2026-11-22"]);
    assert_eq!(code(&lint), 0);
    assert!(stdout(&lint).contains("nothing to say"), "{}", stdout(&lint));
}
