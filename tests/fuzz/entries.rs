//! The ways by which bytes of strangers come in. The fuzz targets and the mutation harness share them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use casebinder::books::parse_rules;
use casebinder::dated::{self, Calendar};
use casebinder::intake::Kind;
use casebinder::intake::media::sniff::sniff;
use casebinder::packet::{Manifest, verify};
use casebinder::pdf::source::Source;
use casebinder::pdf::{inspect, picture, readback};
use casebinder::tomlfile::{RuleIds, decode};
use casebinder::{case, track};

/// An entry: its name, the endings of files that are good seeds, and what it does with bytes.
pub type Entry = (&'static str, &'static [&'static str], fn(&[u8]));

/// All of them.
pub const ENTRIES: [Entry; 6] = [
    ("case_file", &["case.toml"], case_file),
    ("rule_file", &["templates/.toml"], rule_file),
    ("picture", &[".jpg", ".png", ".tif", ".tiff"], picture_file),
    ("pdf_inspect", &[".pdf"], pdf_inspect),
    ("pdf_import", &[".pdf"], pdf_import),
    ("manifest", &["manifest.json"], manifest),
];

/// `case.toml`.
pub fn case_file(bytes: &[u8]) {
    if let Ok(text) = decode("case.toml", bytes, RuleIds::CASE) {
        let parsed = case::parse("case.toml", &text);
        drop(format!("{:?}", parsed.findings));
    }
}

/// Tracks, calendars, dated data, texts of findings.
pub fn rule_file(bytes: &[u8]) {
    if let Ok(text) = decode("rules.toml", bytes, RuleIds::TRACK) {
        drop(track::parse("track.toml", &text).findings);
        drop(Calendar::parse("days.toml", &text).findings);
        drop(dated::parse("fees.toml", &text).findings);
        drop(parse_rules("rules.toml", &text).findings);
    }
}

/// Photographs and scans.
pub fn picture_file(bytes: &[u8]) {
    let _ = sniff(bytes);
    for kind in [Kind::Jpeg, Kind::Png, Kind::Tiff] {
        if let Ok(facts) = picture::inspect(bytes, kind) {
            for frame in 1..=facts.frames.len().min(3) {
                let _ = picture::image(bytes, kind, frame as u32);
            }
        }
    }
}

/// What a check asks of a PDF.
pub fn pdf_inspect(bytes: &[u8]) {
    drop(inspect::inspect(Arc::new(bytes.to_vec()), &[]));
}

/// What a build takes from a PDF, and what a verification reads.
pub fn pdf_import(bytes: &[u8]) {
    if let Ok(mut source) = Source::open(bytes.to_vec(), Kind::Pdf, &[]) {
        for page in 1..=source.page_count().min(5) {
            drop(source.proof(page));
        }
        drop((source.bookmarks(), source.notes()));
    }
    drop(readback::read(bytes.to_vec()));
}

/// A packet whose manifest is not ours.
pub fn manifest(bytes: &[u8]) {
    if let Ok(manifest) = serde_json::from_slice::<Manifest>(bytes) {
        let _ = manifest.to_json();
    }
    let folder = std::env::temp_dir().join(format!("casebinder-fuzz-{}", std::process::id()));
    if fs::create_dir_all(&folder).and_then(|()| fs::write(folder.join("manifest.json"), bytes)).is_ok() {
        let _ = fs::write(folder.join("SHA256SUMS"), bytes);
        let _ = verify(&folder, Some(&folder));
    }
}

/// The fixtures that are good seeds for an entry, from the project's folder.
pub fn seeds(project: &Path, endings: &[&str]) -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    let mut open = vec![project.join("fixtures"), project.join("templates")];
    while let Some(folder) = open.pop() {
        let mut inside: Vec<PathBuf> =
            fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        inside.sort();
        for path in inside {
            if path.is_dir() {
                open.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    let fits = |path: &PathBuf| {
        let name = path.to_string_lossy();
        endings.iter().any(|ending| match ending.strip_prefix("templates/") {
            Some(ending) => name.contains("/templates/") && name.ends_with(ending),
            None => name.ends_with(ending),
        })
    };
    let mut seeds: Vec<Vec<u8>> =
        files.iter().filter(|path| fits(path)).filter_map(|path| fs::read(path).ok()).collect();
    // Small ones are quicker to try, and say as much.
    seeds.sort_by_key(Vec::len);
    seeds.truncate(40);
    seeds
}
