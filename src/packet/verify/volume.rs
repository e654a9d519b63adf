//! A volume holds the pages, labels, index rows and bookmarks that the manifest lists.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;

use super::books::Sound;
use super::{Verification, is_plain_name};
use crate::packet::guarded::guarded;
use crate::packet::reading::{open_file, read_and_hash};
use crate::packet::{ExhibitEntry, Manifest, PageEntry, VolumeEntry, outline};
use crate::pdf::readback::{ReadPage, ReadVolume};
use crate::plan::PageKind;

/// Checks every volume, each file once; gives back the SHA-256 of each by its name.
pub fn check(
    packet: &Path,
    manifest: &Manifest,
    sound: &Sound<'_>,
    verification: &mut Verification,
) -> BTreeMap<String, String> {
    let mut seen = BTreeSet::new();
    let mut hashes = BTreeMap::new();
    for volume in &manifest.volumes {
        if !is_plain_name(&volume.file) {
            let how = format!("names a file outside the packet: {}", volume.file);
            verification.differs("manifest.json", how);
        } else if !seen.insert(&volume.file) {
            verification.differs(&volume.file, "is listed twice");
        } else {
            let hash = check_volume(packet, manifest, sound, volume, verification);
            hashes.extend(hash.map(|hash| (volume.file.clone(), hash)));
        }
    }
    hashes
}

/// The volume has its hash, its pages and what is printed on them.
fn check_volume(
    packet: &Path,
    manifest: &Manifest,
    sound: &Sound<'_>,
    volume: &VolumeEntry,
    verification: &mut Verification,
) -> Option<String> {
    let mut bytes = Vec::new();
    let read = open_file(&packet.join(&volume.file)).and_then(|mut file| file.read_to_end(&mut bytes));
    if let Err(error) = read {
        verification.differs(&volume.file, format!("cannot be read: {error}"));
        return None;
    }
    if bytes.len() as u64 != volume.bytes {
        verification
            .differs(&volume.file, format!("has {} bytes, the manifest says {}", bytes.len(), volume.bytes));
    }
    verification.volumes += 1;
    let Some((read, sha256)) = guarded(|| read_and_hash(bytes)) else {
        verification.differs(&volume.file, "cannot be read as a PDF: the reader gave up on it");
        return None;
    };
    if sha256 != volume.sha256 {
        verification.differs(&volume.file, "does not have the SHA-256 that the manifest states");
    }
    match read {
        Ok(read) => check_pages(manifest, sound, volume, &read, verification),
        Err(why) => verification.differs(&volume.file, format!("cannot be read as a PDF: {why}")),
    }
    Some(sha256)
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
    check_index(&sound.exhibits, volume, &entries, read, verification);
    check_bookmarks(&sound.exhibits, volume, &entries, read, verification);
    if read.statement.as_ref() != Some(&sound.statement) {
        let how = format!("is not the one that {} was bound with", volume.file);
        verification.differs("manifest.json", how);
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

/// For every exhibit of the volume, a row of the index leads to its tab sheet and prints its first page; the index
/// of the first volume prints the first pages of all of them.
fn check_index(
    exhibits: &[&ExhibitEntry],
    volume: &VolumeEntry,
    entries: &[&PageEntry],
    read: &ReadVolume,
    verification: &mut Verification,
) {
    // A volume that begins within an exhibit opens with sheets of that exhibit.
    let opening = entries.iter().take_while(|entry| entry.kind == PageKind::Tab).count();
    let is_index = |(place, entry): (usize, &&PageEntry)| place < opening || entry.kind == PageKind::Index;
    let pages = entries.iter().enumerate().zip(&read.pages).filter(|(entry, _)| is_index(*entry));
    let mut rows = BTreeSet::new();
    let mut printed = BTreeSet::new();
    for (_, page) in pages {
        printed.extend(page.texts.iter().filter_map(|text| number_in_front(&text.text)));
        for &(_, y, _, height, target) in &page.links {
            let in_row = page.texts.iter().filter(|text| text.y >= y - 1.0 && text.y <= y + height + 1.0);
            rows.extend(in_row.filter_map(|text| Some((target, number_in_front(&text.text)?))));
        }
    }
    for exhibit in exhibits {
        let first = exhibit.first_page;
        if !(volume.first_page..=volume.last_page).contains(&first) {
            if volume.first_page == 1 && !printed.contains(&first) {
                let how = format!("has no row in the index of the first volume that says page {first}");
                verification.differs(format!("exhibit {}", exhibit.tab), how);
            }
            continue;
        }
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
    let planned = planned_bookmarks(exhibits, volume, entries);
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

fn planned_bookmarks(
    exhibits: &[&ExhibitEntry],
    volume: &VolumeEntry,
    entries: &[&PageEntry],
) -> Vec<(usize, String, u32)> {
    let mut planned = Vec::new();
    let mut last = None;
    for entry in entries {
        let begins = last != Some((entry.kind, &entry.exhibit));
        last = Some((entry.kind, &entry.exhibit));
        let of_tab = |tab: &str| exhibits.iter().find(|exhibit| exhibit.tab == tab);
        match (outline::title_of(entry.kind), entry.exhibit.as_deref().and_then(of_tab)) {
            (Some(title), _) if begins => planned.push((0, title.to_owned(), entry.page)),
            (None, Some(exhibit)) if begins && entry.kind == PageKind::Tab => {
                let title = match exhibit.first_page == entry.page {
                    true => outline::exhibit_title(&exhibit.tab, &exhibit.title),
                    false => outline::continued_title(&exhibit.tab),
                };
                planned.push((0, title, entry.page));
                let here = exhibit
                    .sources
                    .iter()
                    .filter(|source| (volume.first_page..=volume.last_page).contains(&source.first_page));
                planned.extend(here.map(|source| (1, source.title.clone(), source.first_page)));
            }
            _ => {}
        }
    }
    planned
}
