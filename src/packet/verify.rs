//! Verifies a packet folder against its manifest, and the sources if they are at hand.
//!
//! Nothing in the folder is believed: files are hashed, the volumes are opened and read page by page, counts
//! are counted.

mod books;
mod sources;
mod volume;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::{MANIFEST_SCHEMA, Manifest, hex, sums};

/// No manifest of a packet that can be filed is longer; a longer one is not read.
const LONGEST_MANIFEST: u64 = 64 << 20;
/// Differences told before the rest is only mentioned.
const MOST_TOLD: usize = 1_000;

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Mismatch {
    /// What it is about: a file, `page 7`, `exhibit C`.
    pub what: String,
    /// What is wrong with it.
    pub how: String,
}

/// What verifying found.
#[derive(Debug, Clone, Default)]
pub struct Verification {
    /// Everything that differs; empty = verified.
    pub mismatches: Vec<Mismatch>,
    /// Volumes read.
    pub volumes: usize,
    /// Pages read and hashed.
    pub pages: usize,
    /// Sources hashed.
    pub sources: usize,
    /// Files whose contents could not be checked, because the packet does not say what they were or what they are
    /// called here; no mismatch, but no proof either.
    pub not_checked: Vec<String>,
}

impl Verification {
    fn differs(&mut self, what: impl Into<String>, how: impl Into<String>) {
        match self.mismatches.len() {
            told if told < MOST_TOLD => {
                self.mismatches.push(Mismatch { what: what.into(), how: how.into() });
            }
            MOST_TOLD => self.mismatches.push(Mismatch {
                what: "packet".into(),
                how: format!("differs in more than {MOST_TOLD} ways; the rest is not listed"),
            }),
            _ => {}
        }
    }
}

/// Verifies the packet folder, and with `evidence` (the evidence folder) every source.
///
/// # Errors
/// If there is no packet there at all.
pub fn verify(packet: &Path, evidence: Option<&Path>) -> std::io::Result<Verification> {
    let place = packet.join("manifest.json");
    let size = fs::metadata(&place)?.len();
    let mut verification = Verification::default();
    if size > LONGEST_MANIFEST {
        verification.differs("manifest.json", format!("has {size} bytes, more than any packet needs"));
        return Ok(verification);
    }
    let text = fs::read(place)?;
    let manifest = understood(&text, &mut verification);
    let hashes = match &manifest {
        Some(manifest) => {
            let sound = books::check(manifest, &mut verification);
            volume::check(packet, manifest, &sound, &mut verification)
        }
        None => BTreeMap::new(),
    };
    check_sums(packet, hashes, &mut verification);
    if let (Some(evidence), Some(manifest)) = (evidence, &manifest) {
        sources::check(evidence, manifest, &mut verification);
    }
    Ok(verification)
}

/// The manifest, if it is one that this program understands.
fn understood(text: &[u8], verification: &mut Verification) -> Option<Manifest> {
    let manifest: Manifest = match serde_json::from_slice(text) {
        Ok(manifest) => manifest,
        Err(error) => {
            verification.differs("manifest.json", format!("cannot be understood: {error}"));
            return None;
        }
    };
    if manifest.schema != MANIFEST_SCHEMA {
        verification
            .differs("manifest.json", format!("has the schema {}, not {MANIFEST_SCHEMA}", manifest.schema));
        return None;
    }
    Some(manifest)
}

/// Every file of the folder stands in SHA256SUMS and has the hash that it states. The volumes were hashed already.
fn check_sums(packet: &Path, mut hashes: BTreeMap<String, String>, verification: &mut Verification) {
    let text = fs::read_to_string(packet.join(sums::SUMS_FILE)).unwrap_or_default();
    let Some(entries) = sums::parse(&text).filter(|entries| !entries.is_empty()) else {
        verification.differs(sums::SUMS_FILE, "is missing, empty or cannot be understood");
        return;
    };
    let mut seen = BTreeSet::new();
    for (hash, name) in &entries {
        if !seen.insert(name) {
            verification.differs(sums::SUMS_FILE, format!("names {name} twice"));
            continue;
        }
        if !is_plain_name(name) {
            verification.differs(sums::SUMS_FILE, format!("names a file outside the packet: {name}"));
            continue;
        }
        let found = hashes.remove(name).map_or_else(|| sha256_of(&packet.join(name)), Ok);
        match found {
            Ok(found) if found == *hash => {}
            Ok(_) => verification.differs(name, "does not have the SHA-256 that SHA256SUMS states"),
            Err(error) => {
                verification.differs(name, format!("stands in SHA256SUMS and cannot be read: {error}"))
            }
        }
    }
    let Ok(folder) = fs::read_dir(packet) else { return };
    let mut names: Vec<String> =
        folder.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    for name in names {
        if name != sums::SUMS_FILE && !seen.contains(&name) {
            verification.differs(name, "lies in the packet folder and does not stand in SHA256SUMS");
        }
    }
    for needed in ["manifest.json", super::index_csv::INDEX_FILE] {
        if !entries.iter().any(|(_, listed)| listed == needed) {
            verification.differs(sums::SUMS_FILE, format!("does not cover {needed}"));
        }
    }
}

fn is_plain_name(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    matches!((parts.next(), parts.next()), (Some(std::path::Component::Normal(_)), None))
}

/// The SHA-256 of a file, however large, in little memory.
fn sha256_of(path: &Path) -> std::io::Result<String> {
    let mut file = fs::File::open(path)?;
    let mut hasher = Sha256::new();
    let mut part = vec![0; 1 << 18];
    loop {
        match file.read(&mut part)? {
            0 => return Ok(hex(&hasher.finalize())),
            read => hasher.update(&part[..read]),
        }
    }
}
