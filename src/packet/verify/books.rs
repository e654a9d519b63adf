//! The manifest agrees with itself: pages count from 1, exhibits follow each other, sources fill their exhibits.
//!
//! Every number may be absurd. Whatever overlaps or lies outside is told once and not followed, so that the work
//! stays in proportion to the manifest.

use std::collections::BTreeSet;

use super::Verification;
use crate::packet::{ExhibitEntry, Manifest, PageEntry};
use crate::plan::PageKind;

/// What of a manifest makes sense in itself: above all the exhibits and their places.
pub struct Sound<'m> {
    /// In the order of the packet; they do not overlap.
    pub exhibits: Vec<&'m ExhibitEntry>,
    /// The hash that every volume has to bear.
    pub statement: String,
}

/// Checks the manifest for itself.
pub fn check<'m>(manifest: &'m Manifest, verification: &mut Verification) -> Sound<'m> {
    for (index, page) in manifest.pages.iter().enumerate() {
        if page.page as usize != index + 1 {
            verification
                .differs(format!("page {}", index + 1), format!("is numbered {} in the manifest", page.page));
        }
    }
    let exhibits = sound_exhibits(manifest, verification);
    check_ledger(manifest, verification);
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
    Sound { exhibits, statement: manifest.statement() }
}

fn sound_exhibits<'m>(manifest: &'m Manifest, verification: &mut Verification) -> Vec<&'m ExhibitEntry> {
    let mut sound = Vec::new();
    let mut tabs = BTreeSet::new();
    let mut covered = 0;
    let mut inside = 0;
    for exhibit in &manifest.exhibits {
        let name = format!("exhibit {}", exhibit.tab);
        if !tabs.insert(&exhibit.tab) {
            verification.differs(&name, "is listed twice");
            continue;
        }
        let pages = slice(&manifest.pages, exhibit.first_page, exhibit.last_page);
        let Some(pages) = pages.filter(|_| exhibit.first_page > covered) else {
            verification.differs(
                &name,
                format!("cannot have the pages {} to {}", exhibit.first_page, exhibit.last_page),
            );
            continue;
        };
        covered = exhibit.last_page;
        inside += pages.len();
        for page in pages.iter().filter(|page| page.exhibit.as_deref() != Some(&exhibit.tab)) {
            verification.differs(format!("page {}", page.page), format!("stands inside {name}, not in it"));
        }
        if pages.first().is_none_or(|page| page.kind != PageKind::Tab) {
            verification.differs(&name, format!("has no tab sheet on page {}", exhibit.first_page));
        }
        check_sources(exhibit, pages, verification);
        sound.push(exhibit);
    }
    let listed = manifest.pages.iter().filter(|page| page.exhibit.is_some()).count();
    if listed != inside {
        verification.differs(
            "manifest.json",
            format!("{listed} pages belong to exhibits, the exhibits have {inside}"),
        );
    }
    sound
}

/// The sources follow each other and take all pages behind the tab sheet.
fn check_sources(exhibit: &ExhibitEntry, pages: &[PageEntry], verification: &mut Verification) {
    let name = format!("exhibit {}", exhibit.tab);
    // Behind its tab sheet; where a volume ends within the exhibit, also behind the sheet that opens the next one.
    let behind_sheets = |from: u32| {
        let offset = from.saturating_sub(exhibit.first_page) as usize;
        let sheets = pages.iter().skip(offset).take_while(|page| page.kind == PageKind::Tab).count();
        from.saturating_add(u32::try_from(sheets).unwrap_or(u32::MAX))
    };
    let mut next = exhibit.first_page;
    for source in &exhibit.sources {
        next = behind_sheets(next);
        let Some(offset) = source.first_page.checked_sub(exhibit.first_page) else {
            verification.differs(&name, format!("{} begins before it", source.path));
            continue;
        };
        let taken = u64::from(source.last_page) + 1;
        let fits = source.first_page == next
            && source.last_page <= exhibit.last_page
            && taken.checked_sub(u64::from(source.first_page)) == Some(u64::from(source.pages));
        if !fits {
            verification.differs(
                &name,
                format!(
                    "{} should begin with page {next} and have {} pages, is listed with {} to {}",
                    source.path, source.pages, source.first_page, source.last_page
                ),
            );
            continue;
        }
        next = next.saturating_add(source.pages);
        let own = pages.iter().skip(offset as usize).take(source.pages as usize);
        let wrong = |page: &&PageEntry| {
            page.kind != PageKind::Exhibit || page.source.as_deref() != Some(&source.path)
        };
        for page in own.filter(wrong) {
            verification
                .differs(format!("page {}", page.page), format!("is listed as no page of {}", source.path));
        }
    }
    if next != exhibit.last_page.saturating_add(1) {
        verification.differs(&name, format!("ends with page {}, its sources do not", exhibit.last_page));
    }
}

fn check_ledger(manifest: &Manifest, verification: &mut Verification) {
    let count = |wanted: bool| {
        manifest.pages.iter().filter(|page| (page.kind == PageKind::Exhibit) == wanted).count() as u64
    };
    let sources = manifest.exhibits.iter().flat_map(|exhibit| &exhibit.sources);
    let taken: u64 = sources.clone().map(|source| u64::from(source.pages)).sum();
    let files: BTreeSet<&str> = sources.map(|source| source.path.as_str()).collect();
    let ledger = &manifest.ledger;
    let books = [
        ("pages taken from sources", taken, count(true)),
        ("pages in", u64::from(ledger.pages_in), count(true)),
        ("pages out", u64::from(ledger.pages_out), count(true)),
        ("pages made by casebinder", u64::from(ledger.generated), count(false)),
        ("sources", u64::from(ledger.sources), files.len() as u64),
        ("files not in the packet", u64::from(ledger.omitted), manifest.omitted.len() as u64),
    ];
    for (what, stated, listed) in books {
        if stated != listed {
            verification.differs("manifest.json", format!("counts {stated} {what}, lists {listed}"));
        }
    }
}

/// The pages with these numbers, if there are such.
fn slice(pages: &[PageEntry], first: u32, last: u32) -> Option<&[PageEntry]> {
    pages.get((first as usize).checked_sub(1)?..last as usize)
}
