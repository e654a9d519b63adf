//! A packet above the limit of the forum is divided into volumes that are all below it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;

use common::{case, code, run_in, stderr};

/// The family's packet, where a volume may have so many bytes.
fn divided(limit: u64) -> (tempfile::TempDir, std::path::PathBuf, serde_json::Value) {
    let (keep, case) = case("court-family");
    let place = case.join("case.toml");
    let text = fs::read_to_string(&place).unwrap();
    let text = match text.contains("[packet]\n") {
        true => text.replace("[packet]\n", &format!("[packet]\nmax_bytes = {limit}\n")),
        false => format!("{text}\n[packet]\nmax_bytes = {limit}\n"),
    };
    fs::write(&place, text).unwrap();
    let built = run_in(&case, &["build", "--today", "2026-11-22", "-q"]);
    assert_eq!(code(&built), 0, "{}", stderr(&built));
    let manifest = serde_json::from_slice(&fs::read(case.join("packet/manifest.json")).unwrap()).unwrap();
    (keep, case, manifest)
}

#[test]
fn every_volume_is_below_the_limit_and_pages_run_on() {
    const LIMIT: u64 = 420_000;
    let (_keep, case, manifest) = divided(LIMIT);
    let volumes = manifest["volumes"].as_array().unwrap();
    assert!(volumes.len() > 2, "{} volumes", volumes.len());
    let mut next = 1;
    for (index, volume) in volumes.iter().enumerate() {
        let file = volume["file"].as_str().unwrap();
        assert!(file.ends_with(&format!("_Part{}.pdf", index + 1)), "{file}");
        let on_disk = fs::metadata(case.join("packet").join(file)).unwrap().len();
        assert_eq!(volume["bytes"], on_disk);
        assert!(on_disk <= LIMIT, "{file} has {on_disk} bytes");
        assert_eq!(volume["first_page"], next);
        next = volume["last_page"].as_u64().unwrap() + 1;
    }
    assert_eq!(manifest["pages"].as_array().unwrap().len() as u64, next - 1);
    // Every evidence page is there once, whatever was divided.
    let mut pages: Vec<(String, u64)> = manifest["pages"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|page| Some((page["source"].as_str()?.to_owned(), page["source_page"].as_u64()?)))
        .collect();
    let all = pages.len();
    pages.sort();
    pages.dedup();
    assert_eq!(pages.len(), all);
    assert_eq!(manifest["ledger"]["pages_out"], all);
    let verified = run_in(&case, &["verify", "packet", "--evidence", "evidence"]);
    assert_eq!(code(&verified), 0, "{}", common::stdout(&verified));
}

#[test]
fn a_divided_document_says_its_parts_and_its_pages() {
    let (_keep, case, manifest) = divided(230_000);
    let sources = manifest["exhibits"].as_array().unwrap().iter().flat_map(|exhibit| {
        exhibit["sources"]
            .as_array()
            .unwrap()
            .iter()
            .map(move |source| (exhibit["tab"].as_str().unwrap(), source))
    });
    for (tab, source) in sources {
        let (first, last) = (source["first_page"].as_u64().unwrap(), source["last_page"].as_u64().unwrap());
        assert_eq!(source["pages"].as_u64().unwrap(), last - first + 1, "Exhibit {tab}");
        if source["title"].as_str().unwrap().contains("(part ") {
            assert!(source["selection"].is_string(), "Exhibit {tab}");
        }
    }
    assert_eq!(code(&run_in(&case, &["verify", "packet", "--evidence", "evidence"])), 0);
}

#[test]
fn a_page_that_no_volume_can_hold_is_named() {
    let (_keep, case) = case("court-family");
    let place = case.join("case.toml");
    let text = fs::read_to_string(&place).unwrap();
    fs::write(&place, format!("{}\n", text.replace("[packet]\n", "[packet]\nmax_bytes = 60000\n"))).unwrap();
    if !text.contains("[packet]\n") {
        fs::write(&place, format!("{text}\n[packet]\nmax_bytes = 60000\n")).unwrap();
    }
    let built = run_in(&case, &["build", "--today", "2026-11-22", "-q"]);
    assert_eq!(code(&built), 1);
    assert!(stderr(&built).contains("this page alone"), "{}", stderr(&built));
    assert!(!case.join("packet").exists());
}
