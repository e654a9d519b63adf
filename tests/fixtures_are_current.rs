//! The evidence files of the fixtures are what `fixtures/make` draws: made anew, every byte is the same.

#![allow(clippy::unwrap_used)]

#[path = "../fixtures/make/evidence.rs"]
mod evidence;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn fixtures() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures"))
}

fn cases() -> PathBuf {
    fixtures().join("cases")
}

/// Every file below `folder`, by its path from `root` with `/`.
fn read(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            read(root, &path, found);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            found.insert(name, fs::read(&path).unwrap());
        }
    }
}

#[test]
fn committed_evidence_is_what_the_generator_makes() {
    let made: BTreeMap<String, Vec<u8>> =
        evidence::everything().unwrap().into_iter().map(|file| (file.path, file.bytes)).collect();
    let mut committed = BTreeMap::new();
    for case in fs::read_dir(cases()).unwrap() {
        let folder = case.unwrap().path().join("evidence");
        // A case without drawn evidence is none of this test's business.
        let drawn = made.keys().any(|path| fixtures().join(path).starts_with(&folder));
        if drawn {
            read(&fixtures(), &folder, &mut committed);
        }
    }
    read(&fixtures(), &fixtures().join("errors"), &mut committed);
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&made), names(&committed), "run `cargo run --example make-fixtures`");
    let changed: Vec<&String> = made.keys().filter(|path| made[*path] != committed[*path]).collect();
    assert!(changed.is_empty(), "run `cargo run --example make-fixtures`: {changed:?} changed");
}

#[test]
fn fixtures_stay_small() {
    let mut committed = BTreeMap::new();
    read(&cases(), &cases(), &mut committed);
    let (largest, bytes) = committed.iter().max_by_key(|(_, bytes)| bytes.len()).unwrap();
    assert!(bytes.len() < 120_000, "{largest} has {} bytes", bytes.len());
    let whole: usize =
        committed.iter().filter(|(path, _)| path.contains("/evidence/")).map(|(_, bytes)| bytes.len()).sum();
    assert!(whole < 3_000_000, "{whole} bytes of evidence");
    let mut errors = BTreeMap::new();
    read(&fixtures(), &fixtures().join("errors"), &mut errors);
    let whole: usize = errors.values().map(Vec::len).sum();
    assert!(whole < 4_000_000, "{whole} bytes of smallest cases");
}
