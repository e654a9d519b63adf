//! `manifest.json`: what is in a packet, page by page. The contract is `casebinder/manifest/1`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Ledger, sha256_hex};
use crate::books::OfficeFile;
use crate::pdf::readback::ReadPage;
use crate::plan::{Exhibit, Omitted, PacketPlan, Page, PageKind, Volume};

/// The schema that this program writes and reads.
pub const MANIFEST_SCHEMA: &str = "casebinder/manifest/1";

/// A whole manifest.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Manifest {
    /// `casebinder/manifest/1`.
    pub schema: String,
    /// The program that wrote it.
    pub generator: Generator,
    /// The track.
    pub track: TrackEntry,
    /// The packet.
    pub packet: PacketEntry,
    /// Its volumes.
    pub volumes: Vec<VolumeEntry>,
    /// Its exhibits.
    pub exhibits: Vec<ExhibitEntry>,
    /// Every page.
    pub pages: Vec<PageEntry>,
    /// Every file of the evidence folder that is not in the packet.
    pub omitted: Vec<Omitted>,
    /// Pages in, pages out.
    pub ledger: Ledger,
}

/// The program that wrote a manifest.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Generator {
    /// `casebinder`.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// The track of a packet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TrackEntry {
    /// Track id.
    pub id: String,
    /// SHA-256 of the track file.
    pub sha256: String,
    /// The office's own rule files, if it has any; all others are those of this version of the program.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub office_files: Vec<OfficeFile>,
}

/// What the packet is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PacketEntry {
    /// Packet profile.
    pub profile: String,
    /// Title on the cover.
    pub title: String,
    /// The day for which it was made, `YYYY-MM-DD`.
    pub as_of: String,
    /// Every page bears DRAFT.
    pub draft: bool,
}

/// One volume.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct VolumeEntry {
    /// File name in the packet folder.
    pub file: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Number of its first page.
    pub first_page: u32,
    /// Number of its last page.
    pub last_page: u32,
}

/// One exhibit.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExhibitEntry {
    /// `A`, `B` …
    pub tab: String,
    /// Title.
    pub title: String,
    /// Requirement ids.
    pub requirements: Vec<String>,
    /// Handle of the person.
    pub person: Option<String>,
    /// Number of its tab sheet.
    pub first_page: u32,
    /// Number of its last page.
    pub last_page: u32,
    /// What is in it.
    pub sources: Vec<SourceEntry>,
}

/// One source of an exhibit.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SourceEntry {
    /// `evidence/…`.
    pub path: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Title on the tab sheet.
    pub title: String,
    /// Number of pages taken.
    pub pages: u32,
    /// The selection as written, if only some pages were taken.
    #[serde(default)]
    pub selection: Option<String>,
    /// How it was made into pages, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub converted: Option<Converted>,
    /// Number of its first page in the packet.
    pub first_page: u32,
    /// Number of its last page in the packet.
    pub last_page: u32,
}

/// The pages that were made of a source which has none that a packet can hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Converted {
    /// What the source is: "a Word document".
    pub from: String,
    /// The program that made the pages.
    pub by: String,
    /// SHA-256 of what it made: a PDF, or a JPEG picture.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
}

/// One page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PageEntry {
    /// Counts from 1 through all volumes.
    pub page: u32,
    /// What it is.
    pub kind: PageKind,
    /// Tab of its exhibit.
    #[serde(default)]
    pub exhibit: Option<String>,
    /// Path of its source.
    #[serde(default)]
    pub source: Option<String>,
    /// Page of the source.
    #[serde(default)]
    pub source_page: Option<u32>,
    /// SHA-256 over what makes up the page.
    pub sha256: String,
}

impl Manifest {
    /// What a plan alone says: everything but the hashes and sizes of what is written, and the ledger.
    pub fn planned(plan: &PacketPlan) -> Manifest {
        let volume = |(number, volume): (usize, &Volume)| VolumeEntry {
            file: plan.file(number),
            sha256: String::new(),
            bytes: 0,
            first_page: volume.first_page,
            last_page: volume.last_page,
        };
        Manifest {
            schema: MANIFEST_SCHEMA.into(),
            generator: Generator { name: "casebinder".into(), version: env!("CARGO_PKG_VERSION").into() },
            track: TrackEntry {
                id: plan.track.clone(),
                sha256: plan.track_sha256.clone(),
                office_files: plan.office_files.clone(),
            },
            packet: PacketEntry {
                profile: plan.profile.clone(),
                title: plan.title.clone(),
                as_of: plan.as_of.to_string(),
                draft: plan.draft,
            },
            volumes: plan.volumes.iter().enumerate().map(volume).collect(),
            exhibits: plan.exhibits.iter().map(exhibit_entry).collect(),
            pages: plan.pages.iter().map(|page| page_entry(plan, page)).collect(),
            omitted: plan.omitted.clone(),
            ledger: Ledger::default(),
        }
    }

    /// Says of the sources that were made into pages what was made of them.
    pub fn mark(&mut self, converted: &BTreeMap<String, Converted>) {
        for source in self.exhibits.iter_mut().flat_map(|exhibit| &mut exhibit.sources) {
            source.converted = converted.get(&source.path).cloned();
        }
    }

    /// The manifest of a plan whose volumes were written and read back as these pages.
    pub fn new(plan: &PacketPlan, volumes: Vec<VolumeEntry>, read: &[&ReadPage], ledger: Ledger) -> Manifest {
        let mut manifest = Manifest { volumes, ledger, ..Manifest::planned(plan) };
        manifest.pages.truncate(read.len());
        for (entry, page) in manifest.pages.iter_mut().zip(read) {
            entry.sha256.clone_from(&page.sha256);
        }
        manifest
    }

    /// A hash of what the manifest says about sources, exhibits, order, day and title. Every volume bears it, so that
    /// a manifest cannot be exchanged for another beside the same volumes.
    pub fn statement(&self) -> String {
        let mut said = Manifest { ledger: Ledger::default(), ..self.clone() };
        for volume in &mut said.volumes {
            volume.sha256.clear();
            volume.bytes = 0;
        }
        for page in &mut said.pages {
            page.sha256.clear();
        }
        // What was made of a source is known only when it has been bound.
        for source in said.exhibits.iter_mut().flat_map(|exhibit| &mut exhibit.sources) {
            source.converted = None;
        }
        // A manifest has nothing that JSON cannot say; if it ever had, no volume would bear its hash.
        said.to_json().map(|text| sha256_hex(text.as_bytes())).unwrap_or_default()
    }

    /// The text of `manifest.json`.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }
}

fn exhibit_entry(exhibit: &Exhibit) -> ExhibitEntry {
    ExhibitEntry {
        tab: exhibit.tab.clone(),
        title: exhibit.title.clone(),
        requirements: exhibit.requirements.clone(),
        person: exhibit.person.clone(),
        first_page: exhibit.first_page,
        last_page: exhibit.last_page,
        sources: exhibit
            .sources
            .iter()
            .map(|source| SourceEntry {
                path: source.path.clone(),
                sha256: source.sha256.clone(),
                bytes: source.bytes,
                title: source.title.clone(),
                pages: source.pages.len() as u32,
                selection: source.selection.clone(),
                converted: None,
                first_page: source.first_page,
                last_page: source.last_page,
            })
            .collect(),
    }
}

fn page_entry(plan: &PacketPlan, page: &Page) -> PageEntry {
    let exhibit = page.exhibit.and_then(|index| plan.exhibits.get(index));
    let source = page.evidence.and_then(|evidence| exhibit?.sources.get(evidence.source));
    PageEntry {
        page: page.number,
        kind: page.kind,
        exhibit: exhibit.map(|exhibit| exhibit.tab.clone()),
        source: source.map(|source| source.path.clone()),
        source_page: page.evidence.map(|evidence| evidence.source_page),
        sha256: String::new(),
    }
}
