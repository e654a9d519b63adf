//! A volume holds the pages, labels, index rows and bookmarks that the manifest lists.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::books::Sound;
use super::{Verification, is_plain_name};
use crate::packet::guarded::guarded;
use crate::packet::{ExhibitEntry, Manifest, PageEntry, VolumeEntry, outline, sha256_hex};
use crate::pdf::readback::{self, ReadPage, ReadVolume};
use crate::plan::PageKind;

/// Checks every volume, each file once.
pub fn check(packet: &Path, manifest: &Manifest, sound: &Sound<'_>, verification: &mut Verification) {
    let mut seen = BTreeSet::new();
    for volume in &manifest.volumes {
        if !is_plain_name(&volume.file) {
            let how = format!("names a file outside the packet: {}", volume.file);
            verification.differs("manifest.json", how);
        } else if !seen.insert(&volume.file) {
            verification.differs(&volume.file, "is listed twice");
        } else {
            check_volume(packet, manifest, sound, volume, verification);
        }
    }
}

/// The volume has its hash, its pages and what is printed on them.
fn check_volume(
    packet: &Path,
    manifest: &Manifest,
    sound: &Sound<'_>,
    volume: &VolumeEntry,
    verification: &mut Verification,
) {
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
        Ok(read) => check_pages(manifest, sound, volume, &read, verification),
        Err(why) => verification.differs(&volume.file, format!("cannot be read as a PDF: {why}")),
    }
}

fn check_pages(
    manifest: &Manifest,
    sound: &Sound<'_>,
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
    let exhibits: Vec<&ExhibitEntry> = sound
        .exhibits
        .iter()
        .filter(|exhibit| (volume.first_page..=volume.last_page).contains(&exhibit.first_page))
        .copied()
        .collect();
    check_index(&exhibits, volume, &entries, read, verification);
    check_bookmarks(&exhibits, volume, &entries, read, verification);
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

/// For every exhibit, a row of the index leads to its tab sheet and prints its first page.
fn check_index(
    exhibits: &[&ExhibitEntry],
    volume: &VolumeEntry,
    entries: &[&PageEntry],
    read: &ReadVolume,
    verification: &mut Verification,
) {
    let pages = entries.iter().zip(&read.pages).filter(|(entry, _)| entry.kind == PageKind::Index);
    let mut rows = BTreeSet::new();
    for (_, page) in pages {
        for &(_, y, _, height, target) in &page.links {
            let in_row = page.texts.iter().filter(|text| text.y >= y - 1.0 && text.y <= y + height + 1.0);
            rows.extend(in_row.filter_map(|text| Some((target, number_in_front(&text.text)?))));
        }
    }
    for exhibit in exhibits {
        let first = exhibit.first_page;
        let target = (first - volume.first_page) as usize;
        if !rows.contains(&(target, first)) {
            verification.differs(
                format!("exhibit {}", exhibit.tab),
                format!("has no index row that leads to page {first} and says so"),
            );
        }
    }
}

/// The number that a text like `12–15` begins with.
fn number_in_front(text: &str) -> Option<u32> {
    let text = text.trim();
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    text.get(..end)?.parse().ok()
}

/// The bookmarks of cover, index, exhibits, sources and certificate, in order, and no others beside them. What a
/// source brings along stands below its own bookmark and is covered by the hash of the volume.
fn check_bookmarks(
    exhibits: &[&ExhibitEntry],
    volume: &VolumeEntry,
    entries: &[&PageEntry],
    read: &ReadVolume,
    verification: &mut Verification,
) {
    let planned = planned_bookmarks(exhibits, entries);
    let shown: Vec<(usize, &str, Option<u32>)> = read
        .bookmarks
        .iter()
        .filter(|(depth, ..)| *depth < 2)
        .map(|(depth, title, page)| {
            let page = page.and_then(|page| volume.first_page.checked_add(u32::try_from(page).ok()?));
            (*depth, title.as_str(), page)
        })
        .collect();
    for (index, (depth, title, page)) in planned.iter().enumerate() {
        if shown.get(index) != Some(&(*depth, title.as_str(), Some(*page))) {
            verification
                .differs(&volume.file, format!("has no bookmark “{title}” to page {page} in its place"));
        }
    }
    for (_, title, _) in shown.iter().skip(planned.len()) {
        verification
            .differs(&volume.file, format!("has a bookmark “{title}” that the manifest does not know"));
    }
}

fn planned_bookmarks(exhibits: &[&ExhibitEntry], entries: &[&PageEntry]) -> Vec<(usize, String, u32)> {
    let mut planned = Vec::new();
    let mut last = None;
    let mut exhibits_done = false;
    for entry in entries {
        let begins = last != Some(entry.kind);
        last = Some(entry.kind);
        match outline::title_of(entry.kind) {
            Some(title) if begins => planned.push((0, title.to_owned(), entry.page)),
            None if !exhibits_done => {
                exhibits_done = true;
                for exhibit in exhibits {
                    let title = outline::exhibit_title(&exhibit.tab, &exhibit.title);
                    planned.push((0, title, exhibit.first_page));
                    let sources = exhibit.sources.iter();
                    planned.extend(sources.map(|source| (1, source.title.clone(), source.first_page)));
                }
            }
            _ => {}
        }
    }
    planned
}
