//! What the tests share: the fixtures, a copy of a case to work on, the program.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder of the project.
pub fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The fixture cases, in order.
pub fn fixture_cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = fs::read_dir(project("fixtures/cases"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("case.toml").is_file())
        .collect();
    cases.sort();
    cases
}

/// A copy of a case in a folder of its own: evidence, case.toml and run.toml.
pub fn copy_of(case: &Path) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join(case.file_name().unwrap());
    copy_tree(case, &copy);
    (folder, copy)
}

fn copy_tree(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name();
        // What a person's own trial runs left in the fixture is no part of it.
        if name == "packet" || name == "history.jsonl" || name == "expected" {
            continue;
        }
        let target = to.join(&name);
        if entry.file_type().unwrap().is_dir() {
            copy_tree(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The fixture case of this name, copied.
pub fn case(name: &str) -> (TempDir, PathBuf) {
    copy_of(&project("fixtures/cases").join(name))
}

/// The program.
pub fn casebinder() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casebinder"));
    command
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100")
        .env_remove("RUST_LOG")
        .env_remove("CASEBINDER_PASSWORD");
    command
}

/// Runs the program in a folder.
pub fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    casebinder().current_dir(folder).args(arguments).output().unwrap()
}

/// The exit code.
pub fn code(output: &Output) -> i32 {
    output.status.code().expect("ended by itself")
}

/// stdout as text.
pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// stderr as text.
pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Every file under a folder with its bytes, in order.
pub fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            (path, fs::read(entry.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}

/// How a fixture is to be run, from its `run.toml`.
pub struct Run {
    pub today: String,
    pub check_exit: i32,
    pub build_exit: i32,
}

/// Reads `run.toml`.
pub fn run_of(case: &Path) -> Run {
    let text = fs::read_to_string(case.join("run.toml")).unwrap();
    let table: toml::Table = text.parse().unwrap();
    let number = |key: &str| table[key].as_integer().unwrap() as i32;
    Run {
        today: table["today"].to_string(),
        check_exit: number("check_exit"),
        build_exit: number("build_exit"),
    }
}
