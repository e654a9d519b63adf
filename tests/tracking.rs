//! What changed since an earlier check, who was asked for what, and the formats that people read.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::fs;
use std::path::Path;

use common::{case, code, run_in, stderr, stdout};
use serde_json::{Value, json};

fn check(case: &Path, more: &[&str]) -> String {
    let output = run_in(case, &[&["check", "--fail-on", "never"], more].concat());
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    stdout(&output)
}

fn check_json(case: &Path, more: &[&str]) -> Value {
    serde_json::from_str(&check(case, &[&["--format", "json", "--no-history"], more].concat())).unwrap()
}

#[test]
fn each_check_adds_a_line_and_the_next_says_what_is_new_changed_gone_and_moved() {
    let (_keep, case) = case("court-family");
    assert_eq!(
        check_json(&case, &["--today", "2026-11-01"])["changes"],
        Value::Null,
        "there is no earlier check"
    );
    check(&case, &["--today", "2026-11-01"]);
    check(&case, &["--today", "2026-11-10"]);
    assert_eq!(fs::read_to_string(case.join("history.jsonl")).unwrap().lines().count(), 2);

    let evidence = case.join("evidence");
    fs::remove_file(evidence.join("Maria Elena/Pasaporte Maria Elena.pdf")).unwrap();
    fs::rename(evidence.join("Court/I-589 fee receipt.pdf"), evidence.join("I-589 fee receipt.pdf")).unwrap();
    fs::write(evidence.join("recibo de luz.txt"), "paid").unwrap();
    let text = fs::read_to_string(case.join("case.toml")).unwrap();
    fs::write(case.join("case.toml"), text.replace("hearing = 2027-03-16", "hearing = 2027-04-16")).unwrap();

    let report = check_json(&case, &["--today", "2026-11-20"]);
    let changes = &report["changes"];
    assert_eq!(changes["since"], "2026-11-10");
    assert_eq!(changes["new"], json!(["evidence/recibo de luz.txt"]));
    assert_eq!(changes["gone"], json!(["evidence/Maria Elena/Pasaporte Maria Elena.pdf"]));
    assert_eq!(changes["changed"], json!([]));
    assert_eq!(
        changes["moved"],
        json!([{ "from": "evidence/Court/I-589 fee receipt.pdf", "to": "evidence/I-589 fee receipt.pdf" }])
    );
    let passport = json!({ "id": "passport", "person": "maria", "before": "met", "now": "missing" });
    assert!(changes["requirements"].as_array().unwrap().contains(&passport), "{changes}");
    let hearing = json!({ "id": "evidence", "of": null, "before": "2027-02-16", "now": "2027-03-17" });
    assert!(changes["deadlines"].as_array().unwrap().contains(&hearing), "{changes}");

    let told = check(&case, &["--today", "2026-11-20", "--no-history"]);
    for words in ["Since the check of 2026-11-10: 1 new file", "it was 2027-02-16", "Now missing"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    // Since a day: how things stood at its end.
    assert_eq!(check_json(&case, &["--since", "2026-11-09"])["changes"]["since"], "2026-11-01");
}

#[test]
fn without_an_earlier_check_a_day_is_asked_for_in_vain() {
    let (_keep, case) = case("court-missing");
    let output = run_in(&case, &["check", "--since", "2026-11-01", "--no-history", "--fail-on", "never"]);
    assert!(stderr(&output).contains("no earlier check"), "{}", stderr(&output));
    // A history of noise is none.
    fs::write(case.join("history.jsonl"), b"\xff\xfe\n{\n[]\n").unwrap();
    let output = run_in(&case, &["check", "--since", "2026-11-01", "--no-history", "--fail-on", "never"]);
    assert_eq!(code(&output), 0);
}

#[test]
fn requests_and_waivers_stand_in_every_report() {
    let (_keep, missing) = case("court-missing");
    let today = ["--today", "2026-11-22", "--no-history"];
    let report = check_json(&missing, &today[..2]);
    assert_eq!(report["requests"][0]["status"], "overdue");
    assert_eq!(report["requests"][0]["days_overdue"], 23);
    for format in ["human", "html"] {
        let text = check(&missing, &[&today[..], &["--format", format]].concat());
        assert!(text.contains("23 days overdue"), "{format}");
    }
    let (_keep, family) = case("court-family");
    for format in ["human", "html", "json"] {
        let text = check(&family, &[&today[..], &["--format", format]].concat());
        assert!(
            text.contains("Honduras gives no identity card") && text.contains("Andrea Whitfield"),
            "{format}"
        );
    }
}

#[test]
fn the_message_to_the_client_asks_for_what_the_client_can_bring() {
    let (_keep, case) = case("court-missing");
    let letter = check(&case, &["--today", "2026-11-22", "--no-history", "--format", "client"]);
    for words in ["Dear Ana Lucía XOL CAAL,", "- Passport.", "October 30, 2026", "Constancia médica.pdf"] {
        assert!(letter.contains(words), "{words}: {letter}");
    }
    // The office's own work, its notes, ids and numbers stay in the office.
    for words in ["Notice to Appear", "sister", "A000", "[[", "case.toml", "8 CFR"] {
        assert!(!letter.contains(words), "{words}: {letter}");
    }
    // In the office's own language.
    fs::create_dir_all(case.join("templates/report")).unwrap();
    let own = "schema = 1\n[sentences]\ngreeting = \"Estimada {name}:\"\n";
    fs::write(case.join("templates/report/client.toml"), own).unwrap();
    let letter = check(&case, &["--today", "2026-11-22", "--no-history", "--format", "client"]);
    assert!(letter.starts_with("Estimada Ana Lucía XOL CAAL:\n"), "{letter}");
}
