//! Binds a plan into a packet: writes the volume, reads it back, and only then gives it its name.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use super::evidence::Proofs;
use super::folder::{FolderError, Unfinished, Workplace};
use super::guarded::guarded;
use super::opening::{Openings, Ready, open_ahead};
use super::outline::{SourceOutlines, outline};
use super::reading::read_and_hash;
use super::{Converted, Ledger, Manifest, VolumeEntry, compare, index_csv, sha256_hex, sums};
use crate::case::Case;
use crate::compose::{self, Sheet};
use crate::finding::Finding;
use crate::hash::Checksum;
use crate::pdf::readback::{ReadPage, ReadVolume};
use crate::pdf::source::PageMap;
use crate::pdf::volume::{VolumeInfo, VolumeWriter, Written};
use crate::plan::volumes::Weights;
use crate::plan::{ExhibitSource, PacketPlan, Page};
use crate::track::Track;

/// What was bound.
#[derive(Debug)]
pub struct Bound {
    /// The manifest, as written.
    pub manifest: Manifest,
    /// The packet hash: SHA-256 of `SHA256SUMS`.
    pub hash: String,
    /// What opening and flattening the sources had to say.
    pub findings: Vec<Finding>,
}

/// Why nothing was bound. Nothing was written then.
#[derive(Debug, thiserror::Error)]
pub enum BindError {
    /// The packet folder cannot be made.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The volume cannot be written.
    #[error("{path}: {source}")]
    Write {
        /// The file.
        path: PathBuf,
        /// What the disk says.
        source: io::Error,
    },
    /// A source changed between scan and binding, or vanished.
    #[error("{path} changed while the packet was being built: {how}")]
    Changed {
        /// The evidence file.
        path: String,
        /// How.
        how: String,
    },
    /// A source cannot be bound.
    #[error("{path}, page {page}: {why}")]
    Source {
        /// The evidence file.
        path: String,
        /// The page, 0 for the whole file.
        page: u32,
        /// Why.
        why: String,
    },
    /// A volume grew beyond the limit, or more volumes were planned than are needed: the plan has to be made
    /// again with what the pages really weigh.
    #[error("the pages weigh other than was estimated")]
    Outgrown(Box<Weights>),
    /// One page alone is larger than the forum takes.
    #[error("{path}, page {page}: this page alone has about {bytes} bytes, a volume may have {limit}")]
    TooLarge {
        /// The evidence file.
        path: String,
        /// The page.
        page: u32,
        /// Its size.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// What was written is not what was planned.
    #[error("what was written is not what was planned")]
    Mismatch(Vec<String>),
    /// Somebody wanted it to stop.
    #[error("interrupted")]
    Interrupted,
    /// The pages casebinder makes itself cannot be made.
    #[error("{0}")]
    Compose(String),
}

/// Binds the plan into a packet at this workplace.
///
/// # Errors
/// If anything cannot be read, written or does not read back as planned, or if `stop` is set meanwhile; the folder
/// is then as it was before.
pub fn bind(
    plan: &PacketPlan,
    case: &Case,
    track: &Track,
    workplace: &Workplace,
    stop: &AtomicBool,
) -> Result<Bound, BindError> {
    let at_work = Mutex::new("the pages of casebinder itself".to_owned());
    guarded(|| bind_all(plan, case, track, workplace, Watch { at_work: &at_work, stop })).unwrap_or_else(
        || {
            let path = at_work
                .lock()
                .map(|path| path.clone())
                .unwrap_or_else(|poisoned| poisoned.into_inner().clone());
            Err(BindError::Source { path, page: 0, why: "a library gave up on it".to_owned() })
        },
    )
}

fn bind_all(
    plan: &PacketPlan,
    case: &Case,
    track: &Track,
    workplace: &Workplace,
    watch: Watch<'_>,
) -> Result<Bound, BindError> {
    let sheets =
        compose::sheets(plan, case, track.forum).map_err(|error| BindError::Compose(error.to_string()))?;
    let folder = Unfinished::begin(workplace)?;
    let mut binder = Binder {
        plan,
        sheets: &sheets,
        statement: Manifest::planned(plan).statement(),
        outlines: SourceOutlines::new(),
        proofs: Proofs::new(),
        opened: Vec::new(),
        converted: BTreeMap::new(),
        taken: Vec::new(),
        findings: Vec::new(),
        watch,
    };
    let sources: Vec<&ExhibitSource> = plan.exhibits.iter().flat_map(|exhibit| &exhibit.sources).collect();
    let written = open_ahead(&sources, &case.passwords, |openings| {
        (0..plan.volumes.len())
            .map(|volume| binder.write_volume(&folder, volume, openings))
            .collect::<Result<Vec<Written>, BindError>>()
    })?;
    binder.check_sizes(&written)?;
    let manifest = binder.read_back(&folder, &written)?;
    let text = manifest.to_json().map_err(|error| BindError::Compose(error.to_string()))?;
    let index = index_csv::index_csv(plan);
    folder.write("manifest.json", &text)?;
    folder.write(index_csv::INDEX_FILE, &index)?;
    let volumes = manifest.volumes.iter().map(|volume| (volume.sha256.clone(), volume.file.clone()));
    let entries: Vec<(String, String)> = volumes
        .chain([
            (sha256_hex(text.as_bytes()), "manifest.json".to_owned()),
            (sha256_hex(index.as_bytes()), index_csv::INDEX_FILE.to_owned()),
        ])
        .collect();
    let sums = sums::text(&entries);
    folder.write(sums::SUMS_FILE, &sums)?;
    let findings = binder.findings;
    folder.publish()?;
    Ok(Bound { manifest, hash: sha256_hex(sums.as_bytes()), findings })
}

struct Binder<'a> {
    plan: &'a PacketPlan,
    sheets: &'a [Sheet],
    /// What every volume bears.
    statement: String,
    outlines: SourceOutlines,
    /// What each page of evidence must show.
    proofs: Proofs,
    /// How many pages each opened source has, and which of them were chosen.
    opened: Vec<(u32, Option<String>)>,
    /// What was made into pages, by its path.
    converted: BTreeMap<String, Converted>,
    /// The bytes that each page of evidence took, in order.
    taken: Vec<u64>,
    findings: Vec<Finding>,
    watch: Watch<'a>,
}

/// What the world outside the binding looks at, and says.
#[derive(Clone, Copy)]
struct Watch<'a> {
    /// What is being worked on, for the message if a library crashes on it.
    at_work: &'a Mutex<String>,
    /// Somebody wants the binding to stop.
    stop: &'a AtomicBool,
}

impl<'p> Binder<'p> {
    fn write_volume(
        &mut self,
        folder: &Unfinished,
        number: usize,
        openings: &Openings<'_>,
    ) -> Result<Written, BindError> {
        let file = &self.plan.file(number);
        let pages = self.plan.pages_of(number);
        let path = folder.path(file);
        let on_disk = |source: io::Error| BindError::Write { path: path.clone(), source };
        let sink = BufWriter::with_capacity(1 << 20, folder.create(file)?);
        let first_page = pages.first().map_or(1, |page| page.number);
        let info =
            VolumeInfo { title: self.plan.title.clone(), first_page, statement: self.statement.clone() };
        let mut volume =
            VolumeWriter::new(sink, self.sheets_of(pages), info).map_err(|error| match error.kind() {
                io::ErrorKind::InvalidData => BindError::Compose(error.to_string()),
                _ => on_disk(error),
            })?;
        let mut index = 0;
        while let Some(page) = pages.get(index) {
            if self.watch.stop.load(Ordering::SeqCst) {
                return Err(BindError::Interrupted);
            }
            match (page.evidence, page.exhibit) {
                (Some(evidence), Some(exhibit)) => {
                    let ready = self.take(exhibit, evidence.source, openings)?;
                    index += self.write_source(&mut volume, ready, &pages[index..], &on_disk)?;
                }
                _ => {
                    volume.sheet_page().map_err(&on_disk)?;
                    index += 1;
                }
            }
        }
        let bookmarks = outline(self.plan, number, &self.outlines);
        let (sink, written) = volume.finish(&bookmarks).map_err(&on_disk)?;
        let file = sink.into_inner().map_err(|error| on_disk(error.into_error()))?;
        file.sync_all().map_err(on_disk)?;
        Ok(written)
    }

    /// The next source, opened.
    fn take(
        &mut self,
        exhibit: usize,
        place: usize,
        openings: &Openings<'_>,
    ) -> Result<(&'p ExhibitSource, Ready), BindError> {
        let number = self.opened.len();
        let entry = self.plan.exhibits.get(exhibit).and_then(|exhibit| exhibit.sources.get(place));
        let entry = entry.ok_or_else(|| BindError::Compose(format!("the plan has no source {number}")))?;
        if let Ok(mut at_work) = self.watch.at_work.lock() {
            at_work.clone_from(&entry.path);
        }
        let ready = openings.take(number)?;
        self.outlines.insert((exhibit, place), ready.source.bookmarks());
        self.opened.push((ready.source.page_count(), entry.selection.clone()));
        Ok((entry, ready))
    }

    /// Writes all pages of one source and says how many there were.
    fn write_source<W: io::Write>(
        &mut self,
        volume: &mut VolumeWriter<W>,
        (entry, Ready { mut source, mut proofs }): (&ExhibitSource, Ready),
        rest: &[Page],
        on_disk: &impl Fn(io::Error) -> BindError,
    ) -> Result<usize, BindError> {
        let start = volume.next_page();
        let targets: PageMap =
            entry.pages.iter().enumerate().map(|(offset, &page)| (page, start + offset)).collect();
        let pages = rest.get(..entry.pages.len()).unwrap_or_default();
        for (page, evidence) in pages.iter().filter_map(|page| Some((page, page.evidence?))) {
            let broken = |error: io::Error| match error.kind() {
                io::ErrorKind::InvalidData => BindError::Source {
                    path: entry.path.clone(),
                    page: evidence.source_page,
                    why: error.to_string(),
                },
                _ => on_disk(error),
            };
            let known = proofs.remove(&evidence.source_page).map(Ok);
            let proof = known.unwrap_or_else(|| source.proof(evidence.source_page));
            let proof = proof.map_err(|why| BindError::Source {
                path: entry.path.clone(),
                page: evidence.source_page,
                why,
            })?;
            self.proofs.insert(page.number, proof);
            let before = volume.bytes();
            volume
                .source_page(&mut source, evidence.source_page, &evidence.placement, &targets)
                .map_err(broken)?;
            self.taken.push(volume.bytes() - before);
        }
        volume.end_source();
        if let Some(conversion) = &entry.conversion {
            let (sha256, bytes) = match &conversion.made {
                Some(made) => (made.sha256.clone(), made.bytes),
                None => source.made().unwrap_or_default(),
            };
            let converted =
                Converted { from: conversion.from.clone(), by: conversion.by.clone(), sha256, bytes };
            self.converted.insert(entry.path.clone(), converted);
        }
        let notes =
            source.notes().into_iter().map(|note| Finding::info("source-flattened", note).on(&entry.path));
        self.findings.extend(notes);
        self.findings.extend(source.oddities().iter().map(|oddity| oddity.finding(&entry.path)));
        Ok(pages.len())
    }

    /// The stamps and sheets of these pages.
    fn sheets_of(&self, pages: &[Page]) -> &[Sheet] {
        let first = pages.first().map_or(0, |page| page.number.saturating_sub(1) as usize);
        self.sheets.get(first..first + pages.len()).unwrap_or_default()
    }

    /// Every volume is one that the forum takes, and there are no more of them than needed.
    fn check_sizes(&self, written: &[Written]) -> Result<(), BindError> {
        let limit = self.plan.limit;
        let sizes: Vec<u64> = written.iter().map(|written| written.bytes).collect();
        let weights = || Weights::measured(self.plan, &self.taken, &sizes);
        if let Some(large) = sizes.iter().position(|bytes| *bytes > limit) {
            let evidence =
                || self.plan.pages_of(large).iter().filter_map(|page| page.exhibit.zip(page.evidence));
            let only = evidence().next().filter(|_| evidence().count() == 1);
            let source = only.and_then(|(exhibit, page)| {
                let source = self.plan.exhibits.get(exhibit)?.sources.get(page.source)?;
                Some((source.path.clone(), page.source_page))
            });
            return Err(match source {
                Some((path, page)) => BindError::TooLarge { path, page, bytes: sizes[large], limit },
                None => BindError::Outgrown(Box::new(weights())),
            });
        }
        let fits_in_one = sizes.len() > 1 && sizes.iter().sum::<u64>() < limit;
        if fits_in_one && !self.plan.measured {
            return Err(BindError::Outgrown(Box::new(weights())));
        }
        Ok(())
    }

    /// Opens what was written with the other reader and holds it against the plan.
    fn read_back(&self, folder: &Unfinished, written: &[Written]) -> Result<Manifest, BindError> {
        let mut volumes = Vec::new();
        let mut reads = Vec::new();
        let mut differences = Vec::new();
        for (number, (written, pages)) in written.iter().zip(&self.plan.volumes).enumerate() {
            let file = self.plan.file(number);
            let (read, sha256) = read_volume(&folder.path(&file), &file, written)?;
            let sheets = self.sheets_of(self.plan.pages_of(number));
            let bookmarks = outline(self.plan, number, &self.outlines);
            differences.extend(compare::compare(self.plan, number, sheets, &self.proofs, &bookmarks, &read));
            reads.push(read);
            volumes.push(VolumeEntry {
                file,
                sha256,
                bytes: written.bytes,
                first_page: pages.first_page,
                last_page: pages.last_page,
            });
        }
        if !differences.is_empty() {
            return Err(BindError::Mismatch(differences));
        }
        let pages: Vec<&ReadPage> = reads.iter().flat_map(|read| &read.pages).collect();
        if reads.iter().any(|read| read.statement.as_ref() != Some(&self.statement)) {
            return Err(BindError::Mismatch(vec!["a volume does not bear the hash of the manifest".into()]));
        }
        let ledger = Ledger::new(self.plan, &self.opened, &pages);
        if let Some(difference) = ledger.difference() {
            return Err(BindError::Mismatch(vec![difference]));
        }
        let mut manifest = Manifest::new(self.plan, volumes, &pages, ledger);
        manifest.mark(&self.converted);
        Ok(manifest)
    }
}

/// Reads a volume that was just written, if the disk holds what was written; with its SHA-256.
fn read_volume(path: &Path, file: &str, written: &Written) -> Result<(ReadVolume, String), BindError> {
    let bytes = fs::read(path).map_err(|source| BindError::Write { path: path.to_owned(), source })?;
    if Checksum::of(&bytes) != written.checksum {
        let told = format!("{file} does not hold the bytes that were written to it");
        return Err(BindError::Mismatch(vec![told]));
    }
    let (read, sha256) = read_and_hash(bytes);
    let read = read.map_err(|why| BindError::Mismatch(vec![format!("{file} cannot be read: {why}")]))?;
    Ok((read, sha256))
}
