//! Locked files: opened with the passwords that are given, named where none fits, and no password ever shown.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;
use std::path::Path;
use std::process::Output;

use common::{casebinder, code, stderr, stdout, tree};
use lopdf::encryption::{EncryptionState, EncryptionVersion};
use lopdf::{Document, Object, Permissions, StringFormat, dictionary};

const PASSWORD: &str = "Geheim-7391";

/// A PDF of so many pages; locked if it has a password.
fn pdf(pages: usize, password: Option<&str>) -> Vec<u8> {
    let mut document = Document::with_version("1.4");
    let root = document.new_object_id();
    let page = |document: &mut Document| {
        let sides: Vec<Object> = [0, 0, 612, 792].into_iter().map(Object::Integer).collect();
        Object::from(
            document.add_object(dictionary! { "Type" => "Page", "Parent" => root, "MediaBox" => sides }),
        )
    };
    let kids: Vec<Object> = (0..pages).map(|_| page(&mut document)).collect();
    let count = i64::try_from(pages).unwrap();
    document.objects.insert(root, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
    document.trailer.set("Root", catalog);
    if let Some(password) = password {
        let id = || Object::String(b"0123456789abcdef".to_vec(), StringFormat::Hexadecimal);
        document.trailer.set("ID", vec![id(), id()]);
        let version = EncryptionVersion::V2 {
            document: &document,
            owner_password: "another",
            user_password: password,
            key_length: 128,
            permissions: Permissions::all(),
        };
        let state = EncryptionState::try_from(version).unwrap();
        document.encrypt(&state).unwrap();
    }
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// Builds a draft of a case with this one file and these lines in its entry.
fn build(folder: &Path, file: &[u8], lines: &str, environment: &[(&str, &str)]) -> Output {
    fs::create_dir_all(folder.join("evidence")).unwrap();
    fs::write(folder.join("evidence/letter.pdf"), file).unwrap();
    let case = format!(
        "schema = 1\ntrack = \"asylum-court-filing\"\n[[person]]\nid = \"ana\"\nname = \"Ana PEREZ\"\nrole = \"principal\"\n\
         a_number = \"A000-000-001\"\nborn = 1990-04-02\n[[document]]\nfile = \"letter.pdf\"\ntitle = \"A letter\"\n{lines}\n"
    );
    fs::write(folder.join("case.toml"), case).unwrap();
    let mut command = casebinder();
    command.current_dir(folder).envs(environment.iter().copied());
    command.args(["build", "--draft", "--today", "2026-11-22"]).output().unwrap()
}

fn manifest(folder: &Path) -> serde_json::Value {
    serde_json::from_slice(&fs::read(folder.join("packet/manifest.json")).unwrap()).unwrap()
}

#[test]
fn a_password_opens_from_wherever_it_comes_and_is_shown_nowhere() {
    let locked = pdf(2, Some(PASSWORD));
    for (lines, environment) in [
        (format!("password = \"{PASSWORD}\""), vec![]),
        ("password_env = \"LETTER_PASSWORD\"".to_owned(), vec![("LETTER_PASSWORD", PASSWORD)]),
        (String::new(), vec![("CASEBINDER_PASSWORD", PASSWORD)]),
        (String::new(), vec![("CASEBINDER_PASSWORD", "another")]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let output = build(folder.path(), &locked, &lines, &environment);
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        assert_eq!(manifest(folder.path())["ledger"]["pages_out"], 2, "{lines} {environment:?}");
        let mut said = vec![("stdout".to_owned(), output.stdout), ("stderr".to_owned(), output.stderr)];
        let mut check = casebinder();
        check.current_dir(folder.path()).envs(environment).args(["check", "--format", "json"]);
        said.push(("report".to_owned(), check.output().unwrap().stdout));
        said.extend(tree(folder.path()).into_iter().filter(|(path, _)| path != "case.toml"));
        for (what, bytes) in said {
            let found = bytes.windows(PASSWORD.len()).any(|window| window == PASSWORD.as_bytes());
            assert!(!found, "{what} shows the password");
        }
    }
}

#[test]
fn without_the_password_the_file_is_named_and_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let output = build(folder.path(), &pdf(2, Some(PASSWORD)), "password = \"wrong\"", &[]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert_eq!(manifest(folder.path())["omitted"][0]["reason"], "cannot be bound: locked with a password");
    let check = common::run_in(folder.path(), &["check"]);
    assert!(stdout(&check).contains("locked with a password"), "{}", stdout(&check));
}

#[test]
fn a_mistake_beside_a_password_does_not_show_it() {
    for line in
        ["password = 7391", "password = \"Geheim-7391", "pasword = \"Geheim-7391\"", "password = [\"7391\"]"]
    {
        let folder = tempfile::tempdir().unwrap();
        let output = build(folder.path(), &pdf(1, None), line, &[]);
        assert_eq!(code(&output), 3, "{line}");
        assert!(!stderr(&output).contains("7391"), "{}", stderr(&output));
    }
}

#[test]
fn pages_that_are_not_there_are_a_mistake_in_a_draft_too() {
    let folder = tempfile::tempdir().unwrap();
    let output = build(folder.path(), &pdf(3, None), "pages = \"2-99\"", &[]);
    assert_eq!(code(&output), 10, "{}", stderr(&output));
    assert!(stderr(&output).contains("2-99"), "{}", stderr(&output));
    assert!(!folder.path().join("packet").exists());
}

#[test]
fn pages_in_and_out_are_the_last_word_of_a_build_and_stand_in_the_manifest() {
    let folder = tempfile::tempdir().unwrap();
    let output = build(folder.path(), &pdf(5, None), "pages = \"1-2,5\"", &[]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let last = stderr(&output).trim_end().lines().last().unwrap().to_owned();
    assert!(last.contains("3 pages of 1 file went in and 3 came out"), "{last}");
    let ledger = &manifest(folder.path())["ledger"];
    assert_eq!(
        (&ledger["sources"], &ledger["pages_in"], &ledger["pages_out"]),
        (&1.into(), &3.into(), &3.into())
    );
}
