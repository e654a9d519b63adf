//! Verifies a packet folder against its manifest, and the sources if they are at hand.
//!
//! Nothing in the folder is believed: files are hashed, the volumes are opened and read page by page, counts
//! are counted.

use std::fs;
use std::path::Path;

use super::guarded::guarded;
use super::{ExhibitEntry, MANIFEST_SCHEMA, Manifest, PageEntry, VolumeEntry, outline, sha256_hex, sums};
use crate::pdf::readback::{self, ReadPage, ReadVolume};
use crate::plan::PageKind;

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
}

impl Verification {
    fn differs(&mut self, what: impl Into<String>, how: impl Into<String>) {
        self.mismatches.push(Mismatch { what: what.into(), how: how.into() });
    }
}

/// Verifies the packet folder, and with `evidence` (the evidence folder) every source.
///
/// # Errors
/// If there is no packet there at all.
pub fn verify(packet: &Path, evidence: Option<&Path>) -> std::io::Result<Verification> {
    let text = fs::read(packet.join("manifest.json"))?;
    let mut verification = Verification::default();
    check_sums(packet, &mut verification);
    let manifest: Manifest = match serde_json::from_slice(&text) {
        Ok(manifest) => manifest,
        Err(error) => {
            verification.differs("manifest.json", format!("cannot be understood: {error}"));
            return Ok(verification);
        }
    };
    if manifest.schema != MANIFEST_SCHEMA {
        verification
            .differs("manifest.json", format!("has the schema {}, not {MANIFEST_SCHEMA}", manifest.schema));
        return Ok(verification);
    }
    check_counts(&manifest, &mut verification);
    for volume in &manifest.volumes {
        check_volume(packet, &manifest, volume, &mut verification);
    }
    if let Some(evidence) = evidence {
        check_sources(evidence, &manifest, &mut verification);
    }
    Ok(verification)
}

/// Every file of the folder stands in SHA256SUMS and has the hash that it states.
fn check_sums(packet: &Path, verification: &mut Verification) {
    let text = fs::read_to_string(packet.join(sums::SUMS_FILE)).unwrap_or_default();
    let Some(entries) = sums::parse(&text).filter(|entries| !entries.is_empty()) else {
        verification.differs(sums::SUMS_FILE, "is missing, empty or cannot be understood");
        return;
    };
    for (hash, name) in &entries {
        if !is_plain_name(name) {
            verification.differs(sums::SUMS_FILE, format!("names a file outside the packet: {name}"));
            continue;
        }
        match fs::read(packet.join(name)) {
            Ok(bytes) if sha256_hex(&bytes) == *hash => {}
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
        if name != sums::SUMS_FILE && !entries.iter().any(|(_, listed)| *listed == name) {
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

/// The manifest agrees with itself: pages count from 1, exhibits follow each other, sources fill their exhibits.
fn check_counts(manifest: &Manifest, verification: &mut Verification) {
    for (index, page) in manifest.pages.iter().enumerate() {
        if page.page as usize != index + 1 {
            verification
                .differs(format!("page {}", index + 1), format!("is numbered {} in the manifest", page.page));
        }
    }
    for exhibit in &manifest.exhibits {
        check_exhibit(exhibit, &manifest.pages, verification);
    }
    let evidence = manifest.pages.iter().filter(|page| page.kind == PageKind::Exhibit).count() as u64;
    let taken: u64 = manifest
        .exhibits
        .iter()
        .flat_map(|exhibit| &exhibit.sources)
        .map(|source| u64::from(source.pages))
        .sum();
    if evidence != taken {
        verification.differs(
            "manifest.json",
            format!("{taken} pages were taken from sources, {evidence} are listed"),
        );
    }
    let mut next = 1;
    for volume in &manifest.volumes {
        if volume.first_page != next || volume.last_page < volume.first_page {
            verification.differs(
                &volume.file,
                format!("should begin with page {next}, begins with {}", volume.first_page),
            );
        }
        next = volume.last_page.saturating_add(1);
    }
    if next as usize != manifest.pages.len() + 1 {
        verification.differs(
            "manifest.json",
            format!("volumes end with page {}, pages with {}", next.saturating_sub(1), manifest.pages.len()),
        );
    }
}

fn check_exhibit(exhibit: &ExhibitEntry, pages: &[PageEntry], verification: &mut Verification) {
    let name = format!("exhibit {}", exhibit.tab);
    for source in &exhibit.sources {
        let numbers = source.first_page..=source.last_page;
        let listed = pages
            .iter()
            .filter(|page| numbers.contains(&page.page) && page.source.as_deref() == Some(&source.path))
            .count();
        if listed != source.pages as usize {
            verification.differs(
                &name,
                format!("{} should have {} pages, {listed} are listed", source.path, source.pages),
            );
        }
    }
    for page in pages.iter().filter(|page| page.exhibit.as_deref() == Some(&exhibit.tab)) {
        if page.page < exhibit.first_page || page.page > exhibit.last_page {
            verification.differs(format!("page {}", page.page), format!("lies outside {name}"));
        }
    }
}

/// The volume has its hash, its pages and what is printed on them.
fn check_volume(packet: &Path, manifest: &Manifest, volume: &VolumeEntry, verification: &mut Verification) {
    if !is_plain_name(&volume.file) {
        verification.differs("manifest.json", format!("names a file outside the packet: {}", volume.file));
        return;
    }
    let bytes = match fs::read(packet.join(&volume.file)) {
        Ok(bytes) => bytes,
        Err(error) => {
            verification.differs(&volume.file, format!("cannot be read: {error}"));
            return;
        }
    };
    if bytes.len() as u64 != volume.bytes {
        verification
            .differs(&volume.file, format!("has {} bytes, the manifest says {}", bytes.len(), volume.bytes));
    }
    if sha256_hex(&bytes) != volume.sha256 {
        verification.differs(&volume.file, "does not have the SHA-256 that the manifest states");
    }
    verification.volumes += 1;
    let read =
        guarded(|| readback::read(bytes)).unwrap_or_else(|| Err("the reader gave up on it".to_owned()));
    match read {
        Ok(read) => check_pages(manifest, volume, &read, verification),
        Err(why) => verification.differs(&volume.file, format!("cannot be read as a PDF: {why}")),
    }
}

fn check_pages(
    manifest: &Manifest,
    volume: &VolumeEntry,
    read: &ReadVolume,
    verification: &mut Verification,
) {
    let entries: Vec<&PageEntry> = manifest
        .pages
        .iter()
        .filter(|page| (volume.first_page..=volume.last_page).contains(&page.page))
        .collect();
    if entries.len() != read.pages.len() {
        verification.differs(
            &volume.file,
            format!("has {} pages, the manifest lists {}", read.pages.len(), entries.len()),
        );
    }
    for (index, (entry, page)) in entries.iter().zip(&read.pages).enumerate() {
        verification.pages += 1;
        let name = page_name(entry);
        if page.sha256 != entry.sha256 {
            verification.differs(&name, "is not the page that was bound");
        }
        if entry.kind != PageKind::Cover && !prints_number(page, entry.page) {
            verification
                .differs(&name, format!("does not bear the number {} at its lower right", entry.page));
        }
        let label = read.labels.get(index).map(String::as_str).unwrap_or_default();
        if label != entry.page.to_string() {
            verification.differs(&name, format!("is labelled “{label}”"));
        }
    }
    for exhibit in &manifest.exhibits {
        check_way_to(exhibit, volume, &entries, read, verification);
    }
    for active in &read.active {
        verification.differs(&volume.file, format!("holds something active: {active}"));
    }
}

fn page_name(entry: &PageEntry) -> String {
    match (&entry.exhibit, &entry.source, entry.source_page) {
        (Some(tab), Some(source), Some(page)) => {
            format!("page {} (exhibit {tab}, {source} page {page})", entry.page)
        }
        (Some(tab), _, _) => format!("page {} (exhibit {tab})", entry.page),
        _ => format!("page {}", entry.page),
    }
}

/// Does the page print its number in the lower right of the paper?
fn prints_number(page: &ReadPage, number: u32) -> bool {
    let number = number.to_string();
    let (width, _) = page.size;
    page.texts.iter().any(|text| {
        text.text.trim() == number && text.x > width / 2.0 && text.y < crate::plan::placement::STAMP_BAND
    })
}

/// Index row and bookmark lead to the tab sheet of the exhibit.
fn check_way_to(
    exhibit: &ExhibitEntry,
    volume: &VolumeEntry,
    entries: &[&PageEntry],
    read: &ReadVolume,
    verification: &mut Verification,
) {
    let Some(target) = exhibit.first_page.checked_sub(volume.first_page).map(|index| index as usize) else {
        return;
    };
    let name = format!("exhibit {}", exhibit.tab);
    let title = outline::exhibit_title(&exhibit.tab, &exhibit.title);
    if !read
        .bookmarks
        .iter()
        .any(|(depth, read_title, page)| *depth == 0 && *read_title == title && *page == Some(target))
    {
        verification.differs(&name, format!("has no bookmark to page {}", exhibit.first_page));
    }
    let mut index_pages = entries
        .iter()
        .zip(&read.pages)
        .filter(|(entry, _)| entry.kind == PageKind::Index)
        .map(|(_, page)| page);
    let first = exhibit.first_page.to_string();
    let listed = index_pages.any(|page| {
        page.links.iter().any(|&(_, y, _, height, to)| {
            let row = |text: &&readback::ReadText| text.y >= y - 1.0 && text.y <= y + height + 1.0;
            let mut texts = page.texts.iter().filter(row);
            to == target && texts.any(|text| text.text.trim().starts_with(&first))
        })
    });
    if !listed {
        verification.differs(&name, format!("has no index row that leads to page {first} and says so"));
    }
}

/// Every source is what was bound.
fn check_sources(evidence: &Path, manifest: &Manifest, verification: &mut Verification) {
    let bound = manifest.exhibits.iter().flat_map(|exhibit| {
        exhibit.sources.iter().map(move |source| {
            (&source.path, &source.sha256, format!("exhibit {}, page {}", exhibit.tab, source.first_page))
        })
    });
    let omitted = manifest
        .omitted
        .iter()
        .map(|omitted| (&omitted.path, &omitted.sha256, "not in the packet".to_owned()));
    for (path, sha256, place) in bound.chain(omitted) {
        let Some(relative) = path.strip_prefix("evidence/") else {
            verification.differs(path, "is no path of an evidence file");
            continue;
        };
        if sha256.is_empty() || relative.contains("\\x") {
            continue;
        }
        let escapes =
            Path::new(relative).components().any(|part| !matches!(part, std::path::Component::Normal(_)));
        if escapes {
            verification.differs(path, "leads out of the evidence folder");
            continue;
        }
        verification.sources += 1;
        match fs::read(evidence.join(relative)) {
            Ok(bytes) if sha256_hex(&bytes) == *sha256 => {}
            Ok(_) => verification.differs(path, format!("is not the file that was bound ({place})")),
            Err(error) => verification.differs(path, format!("cannot be read ({place}): {error}")),
        }
    }
}
