//! Every case under `fixtures/cases` gives what its `expected/` folder says. A new fixture needs no Rust: add a
//! folder with `case.toml`, `evidence/` and `run.toml`, then run this test once with `BLESS=1` and read the diff.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

mod common;

use std::fs;
use std::path::Path;

use common::{code, copy_of, fixture_cases, run_in, run_of, stderr, stdout, tree};

fn expect(case: &Path, name: &str, actual: &str, wrong: &mut Vec<String>) {
    let file = case.join("expected").join(name);
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, actual).unwrap();
        return;
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    if expected != actual {
        let line = expected.lines().zip(actual.lines()).position(|(expected, actual)| expected != actual);
        let line = line.unwrap_or_else(|| expected.lines().count().min(actual.lines().count()));
        wrong.push(format!(
            "{}, line {}:\n  expected: {}\n  actual:   {}",
            file.display(),
            line + 1,
            expected.lines().nth(line).unwrap_or("(end)"),
            actual.lines().nth(line).unwrap_or("(end)")
        ));
    }
}

#[test]
fn every_case_checks_builds_and_verifies_as_expected() {
    let mut wrong = Vec::new();
    let cases = fixture_cases();
    assert!(cases.len() >= 5, "the fixtures are there");
    for case in &cases {
        let run = run_of(case);
        let (_keep, copy) = copy_of(case);
        let before = tree(&copy.join("evidence"));

        let human = run_in(&copy, &["check", "--today", &run.today, "--no-history"]);
        assert_eq!(code(&human), run.check_exit, "{}: {}", case.display(), stderr(&human));
        expect(case, "check.txt", &stdout(&human), &mut wrong);

        let json = run_in(&copy, &["check", "--today", &run.today, "--no-history", "--format", "json"]);
        assert_eq!(code(&json), run.check_exit);
        expect(case, "check.json", &stdout(&json), &mut wrong);

        let build = run_in(&copy, &["build", "--today", &run.today]);
        assert_eq!(code(&build), run.build_exit, "{}: {}", case.display(), stderr(&build));
        if run.build_exit != 0 {
            assert!(
                !copy.join("packet").exists(),
                "{}: nothing is written when there are gaps",
                case.display()
            );
            let draft = run_in(&copy, &["build", "--draft", "--today", &run.today]);
            assert_eq!(code(&draft), 0, "{}: {}", case.display(), stderr(&draft));
        }
        let manifest = fs::read_to_string(copy.join("packet/manifest.json")).unwrap();
        expect(case, "manifest.json", &manifest, &mut wrong);
        expect(case, "index.csv", &fs::read_to_string(copy.join("packet/index.csv")).unwrap(), &mut wrong);

        let verify = run_in(&copy, &["verify", "packet", "--evidence", "evidence"]);
        assert_eq!(code(&verify), 0, "{}: {}{}", case.display(), stdout(&verify), stderr(&verify));
        assert_eq!(before, tree(&copy.join("evidence")), "{}: the evidence is as it was", case.display());
    }
    assert!(wrong.is_empty(), "{}\n\nIf this is meant: BLESS=1, and read the diff.", wrong.join("\n"));
}
