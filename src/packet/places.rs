//! Where each source of a packet is, and whether it still is what was bound.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::Path;

use serde::Serialize;

use super::reading::open_file;
use super::tree::tree;
use super::verify::{Verification, file_below, hashes, verify};
use super::{MANIFEST_SCHEMA, Manifest};

/// What became of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// The file is the one that was bound.
    Same,
    /// The file is another one.
    Changed,
    /// There is no such file.
    Missing,
    /// The packet does not say what it was, or its name is no text: nothing can be said.
    NotChecked,
}

/// Pages of the packet that show a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// The exhibit.
    pub exhibit: String,
    /// What the exhibit calls it.
    pub title: String,
    /// The volume's file.
    pub volume: String,
    /// Number of its first page.
    pub first_page: u32,
    /// Number of its last page.
    pub last_page: u32,
    /// The pages of the source that were taken, if not all.
    pub selection: Option<String>,
}

/// One file that the packet knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// `evidence/…`.
    pub path: String,
    /// SHA-256 that it had.
    pub sha256: String,
    /// What became of it.
    pub standing: Standing,
    /// Where it is shown; nowhere if it was left out.
    pub shown: Vec<Shown>,
    /// Why it was left out.
    pub omitted: Option<String>,
}

/// Every source of a packet.
#[derive(Debug)]
pub struct Places {
    /// What verifying the packet itself found.
    pub packet: Verification,
    /// Each file that the manifest names, by path.
    pub places: Vec<Place>,
    /// Files of the evidence folder of which the packet knows nothing.
    pub unknown: Vec<String>,
}

/// Looks up every source of the packet in the evidence folder.
///
/// # Errors
/// If there is no packet, or the evidence folder cannot be read.
pub fn places(packet: &Path, evidence: &Path) -> io::Result<Places> {
    let verification = verify(packet, None)?;
    let mut text = Vec::new();
    open_file(&packet.join("manifest.json"))?.take(super::verify::LONGEST_MANIFEST).read_to_end(&mut text)?;
    let manifest: Manifest = serde_json::from_slice(&text)?;
    if manifest.schema != MANIFEST_SCHEMA {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            format!("its schema is not {MANIFEST_SCHEMA}"),
        ));
    }
    let mut places = listed(&manifest);
    let to_read = places.values().filter_map(|place| {
        let below = file_below(&place.path, &place.sha256).ok()??;
        Some((place.path.as_str(), below))
    });
    let found: BTreeMap<String, Standing> = {
        let found = hashes(evidence, to_read.collect());
        found.iter().map(|(path, hash)| ((*path).to_owned(), standing(places.get(*path), hash))).collect()
    };
    for (path, standing) in found {
        if let Some(place) = places.get_mut(&path) {
            place.standing = standing;
        }
    }
    let there = tree(evidence)?.files.into_iter().map(|(_, path)| path);
    let carried: Vec<String> = places.keys().map(|path| super::carried::carried(path).into_owned()).collect();
    let unknown = there.filter(|path| !places.contains_key(path) && !carried.contains(path)).collect();
    Ok(Places { packet: verification, places: places.into_values().collect(), unknown })
}

fn standing(place: Option<&Place>, found: &Result<String, io::Error>) -> Standing {
    match found {
        Ok(hash) if place.is_some_and(|place| place.sha256 == *hash) => Standing::Same,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Standing::Missing,
        _ => Standing::Changed,
    }
}

/// Each file that the manifest names.
fn listed(manifest: &Manifest) -> BTreeMap<String, Place> {
    let mut places: BTreeMap<String, Place> = BTreeMap::new();
    let new = |path: &str, sha256: &str| Place {
        path: path.to_owned(),
        sha256: sha256.to_owned(),
        standing: Standing::NotChecked,
        shown: Vec::new(),
        omitted: None,
    };
    for exhibit in &manifest.exhibits {
        for source in &exhibit.sources {
            let volume = manifest.volumes.iter().find(|volume| source.first_page <= volume.last_page);
            let shown = Shown {
                exhibit: exhibit.tab.clone(),
                title: source.title.clone(),
                volume: volume.map(|volume| volume.file.clone()).unwrap_or_default(),
                first_page: source.first_page,
                last_page: source.last_page,
                selection: source.selection.clone(),
            };
            let place =
                places.entry(source.path.clone()).or_insert_with(|| new(&source.path, &source.sha256));
            place.shown.push(shown);
        }
    }
    for omitted in &manifest.omitted {
        let place = places.entry(omitted.path.clone()).or_insert_with(|| new(&omitted.path, &omitted.sha256));
        place.omitted = Some(omitted.reason.clone());
    }
    places
}
