//! The types of a plan.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::books::OfficeFile;
use crate::hash::Checksum;
use crate::intake::{Comment, Conversion, Kind, PageSize};
use crate::track::Part;

/// A whole packet, page by page.
#[derive(Debug, Clone)]
pub struct PacketPlan {
    /// Track id.
    pub track: String,
    /// SHA-256 of the track file.
    pub track_sha256: String,
    /// The office's own rule files.
    pub office_files: Vec<OfficeFile>,
    /// Packet profile id.
    pub profile: String,
    /// Title on the cover.
    pub title: String,
    /// The day for which it was made.
    pub as_of: Date,
    /// Every page bears DRAFT.
    pub draft: bool,
    /// Base name of the volumes, without extension.
    pub file_stem: String,
    /// The parts, in order.
    pub parts: Vec<Part>,
    /// The exhibits, in order.
    pub exhibits: Vec<Exhibit>,
    /// Every page, in order; `pages[i].number == i + 1`.
    pub pages: Vec<Page>,
    /// The most bytes that a volume may have.
    pub limit: u64,
    /// The volumes were divided by measured weights, not by estimated ones.
    pub measured: bool,
    /// The source with which each volume but the first begins, in order.
    pub begins: Vec<SourcePlace>,
    /// The volumes, in order; they divide the pages.
    pub volumes: Vec<Volume>,
    /// What a cover letter points out.
    pub notes: Vec<CoverNote>,
    /// Every file of the evidence folder that is not in the packet.
    pub omitted: Vec<Omitted>,
}

/// The pages of a volume.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Volume {
    /// Number of its first page.
    pub first_page: u32,
    /// Number of its last page.
    pub last_page: u32,
}

impl Volume {
    /// Is the page with this number in it?
    pub fn holds(&self, page: u32) -> bool {
        (self.first_page..=self.last_page).contains(&page)
    }
}

impl PacketPlan {
    /// The exhibits that stand in this part, by their place: those of its own, or all that have none.
    pub fn exhibits_of(&self, part: usize) -> Vec<usize> {
        let own = matches!(self.parts.get(part), Some(Part::Document(_)));
        let stands_here = |exhibit: &Exhibit| exhibit.part == own.then_some(part);
        let exhibits = self.exhibits.iter().enumerate();
        exhibits.filter(|(_, exhibit)| stands_here(exhibit)).map(|(index, _)| index).collect()
    }

    /// The file name of a volume, counted from 0.
    pub fn file(&self, volume: usize) -> String {
        match self.volumes.len() {
            0 | 1 => format!("{}.pdf", self.file_stem),
            _ => format!("{}_Part{}.pdf", self.file_stem, volume + 1),
        }
    }

    /// The volume that holds the page with this number, counted from 0.
    pub fn volume_of(&self, page: u32) -> usize {
        self.volumes.iter().position(|volume| volume.holds(page)).unwrap_or(0)
    }

    /// The pages of a volume, counted from 0.
    pub fn pages_of(&self, volume: usize) -> &[Page] {
        let Some(volume) = self.volumes.get(volume) else { return &[] };
        let first = volume.first_page.saturating_sub(1) as usize;
        self.pages.get(first..volume.last_page as usize).unwrap_or_default()
    }
}

/// Something that a cover letter points out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverNote {
    /// The sentence; `{exhibits}` in it stands for the exhibits.
    pub text: String,
    /// Tabs of the exhibits that it is about.
    pub tabs: Vec<String>,
}

/// One exhibit.
#[derive(Debug, Clone)]
pub struct Exhibit {
    /// `A`, `B` … or `1`, `2` …
    pub tab: String,
    /// Title in index, tab sheet and bookmark.
    pub title: String,
    /// Section of the checklist.
    pub section: String,
    /// Requirement ids it stands for.
    pub requirements: Vec<String>,
    /// The part of the packet that it is by itself, outside the other exhibits: index into `parts`.
    pub part: Option<usize>,
    /// Handle of the person.
    pub person: Option<String>,
    /// Number of its tab sheet.
    pub first_page: u32,
    /// Number of its last page.
    pub last_page: u32,
    /// What is in it, in order; at least one.
    pub sources: Vec<ExhibitSource>,
    /// The certificates of its translations that are bound in other exhibits.
    pub certified_in: Vec<SourcePlace>,
}

/// A source of the packet, wherever it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourcePlace {
    /// Index into `exhibits`.
    pub exhibit: usize,
    /// Index into the exhibit's `sources`.
    pub source: usize,
}

impl Exhibit {
    /// How many evidence pages it has (without its tab sheet).
    pub fn evidence_pages(&self) -> u32 {
        self.sources.iter().map(|source| source.pages.len() as u32).sum()
    }
}

/// What a source is within its exhibit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// A document.
    Document,
    /// The English translation of the document before it.
    Translation,
    /// The translator's certificate.
    Certificate,
}

/// One file of an exhibit.
#[derive(Debug, Clone)]
pub struct ExhibitSource {
    /// `evidence/…`.
    pub path: String,
    /// Where it is on this machine.
    pub on_disk: PathBuf,
    /// SHA-256 of the file.
    pub sha256: String,
    /// What the file is known by until the end of the run.
    pub checksum: Checksum,
    /// Size in bytes.
    pub bytes: u64,
    /// What the bytes say it is.
    pub kind: Kind,
    /// Title.
    pub title: String,
    /// Date of the document, if given.
    pub date: Option<Date>,
    /// ISO 639-1 language, if given.
    pub language: Option<String>,
    /// What it is within the exhibit.
    pub relation: Relation,
    /// The selection as written, if only some pages are taken.
    pub selection: Option<String>,
    /// How many pages the file has.
    pub all_pages: u32,
    /// The source pages taken, in order, counted from 1.
    pub pages: Vec<u32>,
    /// The comments in it, where they are to be printed: those of the pages taken go on the tab sheet.
    pub comments: Vec<Comment>,
    /// The sizes of the pages taken, same order.
    pub sizes: Vec<PageSize>,
    /// What is printed below the pages taken, in their order.
    pub captions: Vec<String>,
    /// How it becomes pages, where it cannot go in as it is.
    pub conversion: Option<Conversion>,
    /// Number of its first page in the packet.
    pub first_page: u32,
    /// Number of its last page in the packet.
    pub last_page: u32,
}

/// What a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PageKind {
    /// Caption page or cover letter.
    Cover,
    /// Index of exhibits.
    Index,
    /// Tab sheet.
    Tab,
    /// A page of evidence.
    Exhibit,
    /// Certificate of service.
    Certificate,
}

/// One page.
#[derive(Debug, Clone)]
pub struct Page {
    /// Counts from 1 through all volumes; printed on the page.
    pub number: u32,
    /// What it is.
    pub kind: PageKind,
    /// Which page of its kind's document it is, counted from 0 (second page of the index = 1).
    pub ordinal: u32,
    /// Index into `exhibits`, for tab sheets and evidence.
    pub exhibit: Option<usize>,
    /// Evidence only: where the page comes from.
    pub evidence: Option<EvidencePage>,
}

/// Where an evidence page comes from.
#[derive(Debug, Clone, Copy)]
pub struct EvidencePage {
    /// Index into the exhibit's `sources`.
    pub source: usize,
    /// Page of the source, counted from 1.
    pub source_page: u32,
    /// Page within the exhibit, counted from 1: "Ex. C, 3 of 12".
    pub inner: u32,
    /// How it lies on the paper.
    pub placement: super::placement::Placement,
}

/// A file that is not in the packet.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Omitted {
    /// `evidence/…`.
    pub path: String,
    /// SHA-256 of the file, empty if it could not be read.
    pub sha256: String,
    /// Why.
    pub reason: String,
}
