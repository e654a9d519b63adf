//! A bag for the archive holds everything and stands up to the rules of BagIt; `unpack` finds each source.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use common::{case, code, run_in, stderr, stdout, tree};

fn built() -> (tempfile::TempDir, PathBuf) {
    let (keep, case) = case("court-family");
    let built = run_in(&case, &["build", "--today", "2026-11-22", "-q"]);
    assert_eq!(code(&built), 0, "{}", stderr(&built));
    (keep, case)
}

/// Holds a bag against RFC 8493, apart from the program; the payload by name.
fn valid(bag: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files: BTreeMap<String, Vec<u8>> = tree(bag).into_iter().collect();
    let text =
        |files: &BTreeMap<String, Vec<u8>>, name: &str| String::from_utf8(files[name].clone()).unwrap();
    assert_eq!(text(&files, "bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    let sums = |text: String| -> BTreeMap<String, String> {
        let lines: Vec<&str> = text.lines().collect();
        let sums: BTreeMap<String, String> = lines
            .iter()
            .map(|line| line.split_once("  ").unwrap())
            .map(|(hash, name)| {
                (name.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%"), hash.to_owned())
            })
            .collect();
        assert_eq!(sums.len(), lines.len(), "no name twice");
        sums
    };
    let tags = sums(text(&files, "tagmanifest-sha256.txt"));
    let names: Vec<&str> = tags.keys().map(String::as_str).collect();
    assert_eq!(names, ["bag-info.txt", "bagit.txt", "manifest-sha256.txt"]);
    let payload = sums(text(&files, "manifest-sha256.txt"));
    for (name, hash) in tags.iter().chain(&payload) {
        assert_eq!(casebinder::packet::sha256_hex(&files[name]), *hash, "{name}");
    }
    let info = text(&files, "bag-info.txt");
    files.retain(|name, _| name.starts_with("data/"));
    assert!(files.keys().eq(payload.keys()), "the manifest names every file of the payload and no other");
    let bytes: usize = files.values().map(Vec::len).sum();
    assert!(info.contains(&format!("Payload-Oxum: {bytes}.{}\n", files.len())), "{info}");
    assert!(info.contains("Bagging-Date: 2026-11-22\n"), "{info}");
    files
}

#[test]
fn a_bag_holds_everything_and_is_the_same_every_time() {
    let (_keep, case) = built();
    let made = run_in(&case, &["export", "--bagit", "bag"]);
    assert_eq!(code(&made), 0, "{}", stderr(&made));
    let payload = valid(&case.join("bag"));
    for folder in ["evidence", "packet"] {
        for (name, bytes) in tree(&case.join(folder)) {
            assert!(payload.get(&format!("data/{folder}/{name}")) == Some(&bytes), "{folder}/{name}");
        }
    }
    assert_eq!(payload["data/case.toml"], fs::read(case.join("case.toml")).unwrap());
    assert_eq!(code(&run_in(&case, &["export", "--bagit", "again", "-q"])), 0);
    assert!(tree(&case.join("bag")) == tree(&case.join("again")));
    // It proves itself without the case.
    let alone = run_in(&case.join("bag/data"), &["verify", "packet", "--evidence", "evidence"]);
    assert_eq!(code(&alone), 0, "{}", stdout(&alone));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &str| fs::metadata(case.join(path)).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode("bag"), mode("bag/data/evidence"), mode("bag/bagit.txt")), (0o700, 0o700, 0o600));
    }
}

#[test]
fn a_bag_is_never_written_over_anything_or_into_the_evidence() {
    let (_keep, case) = built();
    fs::create_dir(case.join("bag")).unwrap();
    for (place, why) in [
        ("bag", "is not overwritten"),
        ("case.toml", "is not overwritten"),
        ("evidence/bag", "lies in the evidence folder"),
        ("packet/bag", "choose another place"),
    ] {
        let before = tree(&case);
        let refused = run_in(&case, &["export", "--bagit", place]);
        assert_eq!(code(&refused), 1, "{place}");
        assert!(stderr(&refused).contains(why), "{place}: {}", stderr(&refused));
        assert!(tree(&case) == before, "{place}");
    }
}

#[test]
fn what_is_not_what_was_bound_does_not_go_into_an_archive() {
    let (_keep, case) = built();
    let victim = case.join("evidence/Familia/Acta de matrimonio.pdf");
    let whole = fs::read(&victim).unwrap();
    fs::write(&victim, [&whole[..], b"\n"].concat()).unwrap();
    let before = tree(&case);
    let refused = run_in(&case, &["export", "--bagit", "bag"]);
    assert_eq!(code(&refused), 12, "{}", stderr(&refused));
    assert!(stdout(&refused).contains("Acta de matrimonio.pdf"), "{}", stdout(&refused));
    assert!(tree(&case) == before, "nothing is left");
}

#[test]
fn unpack_finds_each_source_and_tells_what_became_of_it() {
    let (_keep, case) = built();
    let unpack = || run_in(&case, &["unpack", "packet", "--evidence", "evidence", "--json"]);
    let sources = |text: &str| -> Vec<serde_json::Value> {
        let report: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(report["schema"], "casebinder/unpack/1");
        report["sources"].as_array().unwrap().clone()
    };
    let all_well = unpack();
    assert_eq!(code(&all_well), 0, "{}", stderr(&all_well));
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(case.join("packet/manifest.json")).unwrap()).unwrap();
    // Every page of the manifest that shows a source lies where unpack says.
    let found = sources(&stdout(&all_well));
    for page in manifest["pages"].as_array().unwrap() {
        let (Some(path), Some(number)) = (page["source"].as_str(), page["page"].as_u64()) else { continue };
        let source = found.iter().find(|source| source["path"] == path).expect(path);
        let shown = source["shown"].as_array().unwrap().iter().any(|shown| {
            let (first, last) = (shown["first_page"].as_u64().unwrap(), shown["last_page"].as_u64().unwrap());
            shown["exhibit"] == page["exhibit"] && (first..=last).contains(&number)
        });
        assert!(shown, "page {number} of {path}");
        assert_eq!(source["standing"], "same", "{path}");
    }
    fs::write(case.join("evidence/new.txt"), "came later").unwrap();
    fs::remove_file(case.join("evidence/Familia/Acta de matrimonio.pdf")).unwrap();
    fs::write(case.join("evidence/Court/Hearing Notice 2027-03-16.pdf"), "another").unwrap();
    let changed = unpack();
    assert_eq!(code(&changed), 12);
    let found = sources(&stdout(&changed));
    let standing = |end: &str| {
        found.iter().find(|source| source["path"].as_str().unwrap().ends_with(end)).unwrap()["standing"]
            .clone()
    };
    assert_eq!(standing("Acta de matrimonio.pdf"), "missing");
    assert_eq!(standing("Hearing Notice 2027-03-16.pdf"), "changed");
    assert_eq!(standing("I-589 fee receipt.pdf"), "same");
    assert!(stdout(&changed).contains("evidence/new.txt"));
    let human = stdout(&run_in(&case, &["unpack", "packet", "--evidence", "."]));
    assert!(human.contains("MISSING      evidence/Familia/Acta de matrimonio.pdf"), "{human}");
    assert!(human.contains("unknown      evidence/new.txt"), "{human}");
}

#[test]
fn the_packet_hash_is_the_one_that_sha256sum_prints_and_holds_a_packet_to_it() {
    let (_keep, case) = built();
    let sums = fs::read(case.join("packet/SHA256SUMS")).unwrap();
    let hash = casebinder::packet::sha256_hex(&sums);
    let said = stderr(&run_in(&case, &["verify", "packet"]));
    assert!(said.contains(&hash), "{said}");
    let rebuilt = run_in(&case, &["build", "--today", "2026-11-22", "-o", "again"]);
    assert!(stderr(&rebuilt).contains(&format!("Packet hash: {hash}")), "{}", stderr(&rebuilt));
    assert_eq!(code(&run_in(&case, &["verify", "packet", "--hash", &hash.to_uppercase()])), 0);
    // A packet that is sound in itself and not the one that was filed.
    assert_eq!(code(&run_in(&case, &["build", "--today", "2026-11-23", "-q"])), 0);
    assert_eq!(code(&run_in(&case, &["verify", "packet"])), 0);
    let other = run_in(&case, &["verify", "packet", "--hash", &hash]);
    assert_eq!(code(&other), 12);
    assert!(stdout(&other).contains("packet hash"), "{}", stdout(&other));
}
