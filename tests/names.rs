//! The table of names in `fixtures/names/`: how clients and offices name files, and what each is.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use casebinder::case::{Case, Person, Role};
use casebinder::classify::{Disposition, EvidenceFile, classify};
use casebinder::intake::{Content, Inventory, Kind, SourceFile, State};
use casebinder::track::{Track, builtin};

fn person(id: &str, name: &str, role: Role) -> Person {
    Person {
        id: id.into(),
        name: name.into(),
        role,
        a_number: None,
        born: None,
        included: true,
        facts: BTreeMap::new(),
    }
}

/// Maria, her husband Jose and their son Luis.
fn family() -> Case {
    Case {
        track: "asylum-court-filing".into(),
        persons: vec![
            person("maria", "Maria Elena LOPEZ FUNES", Role::Principal),
            person("jose", "José NÚÑEZ", Role::Spouse),
            person("luis", "Luis NÚÑEZ LOPEZ", Role::Child),
        ],
        ..Case::default()
    }
}

fn source(path: &str, hash: u32) -> SourceFile {
    let extension = path.rsplit('.').next().unwrap_or_default();
    let (kind, state) = match extension {
        "docx" => (Kind::Word, State::NeedsConversion("a Word document".into())),
        "msg" | "eml" => (Kind::Email, State::NeedsConversion("a message".into())),
        "jpg" | "jpeg" | "JPG" => (Kind::Jpeg, State::Sound),
        _ => (Kind::Pdf, State::Sound),
    };
    SourceFile {
        path: format!("evidence/{path}"),
        on_disk: PathBuf::new(),
        bytes: 10,
        sha256: format!("{hash:064x}"),
        kind,
        pages: Some(1),
        sizes: Vec::new(),
        state,
        checksum: Default::default(),
        oddities: Vec::new(),
        remarks: Vec::new(),
        conversion: None,
        notes: Vec::new(),
        content: Content::default(),
        comments: Vec::new(),
    }
}

/// One row of a table.
struct Row {
    table: String,
    line: usize,
    path: String,
    expected: String,
}

/// All rows of all tables.
fn rows() -> Vec<Row> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/names");
    let mut tables: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    tables.retain(|path| path.extension().is_some_and(|extension| extension == "tsv"));
    tables.sort();
    let mut rows = Vec::new();
    for table in tables {
        let name = table.file_stem().unwrap().to_string_lossy().into_owned();
        for (index, line) in fs::read_to_string(&table).unwrap().lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (path, expected) = line.split_once('\t').unwrap();
            rows.push(Row {
                table: name.clone(),
                line: index + 1,
                path: path.into(),
                expected: expected.into(),
            });
        }
    }
    rows
}

/// What a file was taken for, in the words of the table.
fn taken_for(file: &EvidenceFile) -> String {
    match file.disposition {
        Disposition::Excluded if !file.reason.starts_with("a paper of the office") => "draft".into(),
        Disposition::Assigned | Disposition::Unreadable if !file.satisfies.is_empty() => {
            file.satisfies.join("+")
        }
        _ => "needs-review".into(),
    }
}

/// Every row on this track; prints what is wrong and returns (rows, not recognised, wrongly assigned).
fn judge(track: &Track) -> (usize, usize, usize) {
    let (mut missed, mut wrong) = (0, 0);
    let rows = rows();
    // Each file in a box of its own, so that none is the copy or the translation of another.
    let path = |index: usize, row: &Row| format!("Box {index}/{}", row.path);
    let files =
        rows.iter().enumerate().map(|(index, row)| source(&path(index, row), u32::try_from(index).unwrap()));
    let mut files: Vec<SourceFile> = files.collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let evidence = classify(&Inventory { files, findings: Vec::new() }, &family(), track);
    for (index, row) in rows.iter().enumerate() {
        // A requirement that this track does not have is nothing that a file could be assigned to.
        let ids: Vec<&str> = row.expected.split('+').collect();
        let known = ["needs-review", "draft"].contains(&ids[0])
            || ids.iter().all(|id| track.requirement(id).is_some());
        let file = evidence.file(&format!("evidence/{}", path(index, row))).unwrap();
        let told = taken_for(file);
        if !known || told == row.expected {
            continue;
        }
        let is_wrong = told != "needs-review" && told != "draft";
        if is_wrong {
            wrong += 1
        } else {
            missed += 1
        }
        let kind = if is_wrong { "WRONG " } else { "missed" };
        eprintln!(
            "{kind} {}:{} {} -> {told}, not {} ({}; {:?})",
            row.table, row.line, row.path, row.expected, file.reason, file.rival
        );
    }
    (rows.len(), missed, wrong)
}

#[test]
fn names_of_all_languages_tell_what_a_file_is() {
    for id in ["asylum-court-filing", "asylum-uscis-interview"] {
        let track = builtin(id).unwrap().track.unwrap();
        let (rows, missed, wrong) = judge(&track);
        let right = rows - missed - wrong;
        eprintln!("{}: {right} of {rows} names right, {missed} left for review, {wrong} wrong", track.id);
        assert!(right * 100 >= rows * 97, "too few names are understood");
        assert_eq!(wrong, 0, "a wrong assignment hides a gap");
    }
}
