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

pub use sources::{file_below, hashes};

use sha2::{Digest, Sha256};

use super::reading::open_file;
use super::{MANIFEST_SCHEMA, Manifest, hex, sha256_hex, sums};

/// No manifest of a packet that can be filed is longer; a longer one is not read.
pub const LONGEST_MANIFEST: u64 = 64 << 20;
/// Nor is any list of sums.
const LONGEST_SUMS: u64 = 16 << 20;
/// How often a packet is looked at anew because another one took its place meanwhile.
const MOST_REPLACED: usize = 3;
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
    /// The packet hash: SHA-256 of `SHA256SUMS`, which states that of every file of the packet; the manifest among
    /// them states that of every page and of every source. Two packets with the same hash are the same.
    pub hash: String,
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
    for _ in 0..MOST_REPLACED {
        let before = identity(packet);
        let verification = verify_once(packet, evidence);
        // A build that ended meanwhile put another packet there: what was read belongs to two of them.
        if identity(packet) == before {
            return verification;
        }
    }
    verify_once(packet, evidence)
}

/// What tells a folder from the one that takes its place.
fn identity(folder: &Path) -> Option<(u64, u64)> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        fs::metadata(folder).ok().map(|folder| (folder.dev(), folder.ino()))
    }
    #[cfg(not(unix))]
    {
        let _ = folder;
        None
    }
}

fn verify_once(packet: &Path, evidence: Option<&Path>) -> std::io::Result<Verification> {
    let place = packet.join("manifest.json");
    let size = fs::metadata(&place)?.len();
    let mut verification = Verification::default();
    if size > LONGEST_MANIFEST {
        verification.differs("manifest.json", format!("has {size} bytes, more than any packet needs"));
        return Ok(verification);
    }
    let mut text = Vec::new();
    open_file(&place)?.take(LONGEST_MANIFEST).read_to_end(&mut text)?;
    let mut hashes = BTreeMap::from([("manifest.json".to_owned(), sha256_hex(&text))]);
    let manifest = understood(&text, &mut verification);
    if let Some(manifest) = &manifest {
        let sound = books::check(manifest, &mut verification);
        hashes.extend(volume::check(packet, manifest, &sound, &mut verification));
    }
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
    let text = read_sums(packet);
    verification.hash = sha256_hex(text.as_bytes());
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

/// The text of SHA256SUMS; nothing where there is none, or more than any packet needs.
fn read_sums(packet: &Path) -> String {
    let mut text = String::new();
    let file = open_file(&packet.join(sums::SUMS_FILE));
    let read = file.and_then(|file| file.take(LONGEST_SUMS).read_to_string(&mut text));
    if read.is_ok() { text } else { String::new() }
}

fn is_plain_name(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    matches!((parts.next(), parts.next()), (Some(std::path::Component::Normal(_)), None))
}

/// The SHA-256 of a file, however large, in little memory.
fn sha256_of(path: &Path) -> std::io::Result<String> {
    let mut file = open_file(path)?;
    let mut hasher = Sha256::new();
    let mut part = vec![0; 1 << 18];
    loop {
        match file.read(&mut part)? {
            0 => return Ok(hex(&hasher.finalize())),
            read => hasher.update(&part[..read]),
        }
    }
}
