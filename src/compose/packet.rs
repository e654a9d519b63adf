//! A whole packet: one sheet for every page of the plan.

use std::collections::BTreeMap;

use super::caption;
use super::certificate::certificate;
use super::cover_court::cover_court;
use super::cover_letter::cover_letter;
use super::error::ComposeError;
use super::index::index;
use super::part_index::part_index;
use super::sheet::{Item, Sheet};
use super::stamps::{evidence_stamps, mark_draft, mark_draft_in_band, number_page};
use super::tab_sheet::tab_sheet;
use super::words::range;
use crate::case::Case;
use crate::plan::{EvidencePage, Exhibit, PacketPlan, Page, PageKind, SourcePlace};
use crate::track::{Forum, Part};

/// How many pages casebinder's own documents take.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageCounts {
    /// Caption page or cover letter.
    pub cover: u32,
    /// Index of exhibits.
    pub index: u32,
    /// The tab sheet of each exhibit, in their order.
    pub tabs: Vec<u32>,
    /// The index that opens each volume but the first.
    pub openings: Vec<u32>,
    /// Certificate of service.
    pub certificate: u32,
}

/// One page as it should be: what it is, and what is printed on it (evidence: only its stamps, made later).
struct Due {
    kind: PageKind,
    ordinal: u32,
    exhibit: Option<usize>,
    /// It opens this volume, counted from 0 after the first.
    opens: Option<usize>,
    /// Evidence: index of the source and page of the source.
    evidence: Option<(usize, u32, u32)>,
    sheet: Option<Sheet>,
}

/// How many pages the documents of this plan take. Asks only for its parts and exhibits, so that the pages
/// can be laid out from it.
pub fn page_counts(plan: &PacketPlan, case: &Case, forum: Forum) -> PageCounts {
    let (tabs, openings) = (vec![0; plan.exhibits.len()], vec![0; plan.begins.len()]);
    let mut counts = PageCounts { tabs, openings, ..PageCounts::default() };
    for page in due_pages(plan, case, forum) {
        if let Some(count) = page.opens.and_then(|volume| counts.openings.get_mut(volume)) {
            *count += 1;
            continue;
        }
        match (page.kind, page.exhibit) {
            (PageKind::Cover, _) => counts.cover += 1,
            (PageKind::Index, _) => counts.index += 1,
            (PageKind::Certificate, _) => counts.certificate += 1,
            (PageKind::Tab, Some(exhibit)) => {
                if let Some(count) = counts.tabs.get_mut(exhibit) {
                    *count += 1;
                }
            }
            _ => {}
        }
    }
    counts
}

/// Composes one sheet for every page of the plan, in order: the whole of casebinder's own pages, the stamps of
/// evidence pages.
///
/// # Errors
/// If the plan's pages, ranges or numbers are not those of the composed documents.
pub fn sheets(plan: &PacketPlan, case: &Case, forum: Forum) -> Result<Vec<Sheet>, ComposeError> {
    let due = due_pages(plan, case, forum);
    let mut sheets = Vec::with_capacity(plan.pages.len());
    for (place, (page, due)) in plan.pages.iter().zip(&due).enumerate() {
        if page.number as usize != place + 1 {
            return Err(ComposeError::Number { place: place + 1, number: page.number });
        }
        if !is(page, due) {
            return Err(differs(place + 1, Some(due), Some(page), plan));
        }
        sheets.push(sheet(page, due, plan, case));
    }
    if plan.pages.len() != due.len() {
        let place = plan.pages.len().min(due.len());
        return Err(differs(place + 1, due.get(place), plan.pages.get(place), plan));
    }
    check_ranges(plan)?;
    Ok(sheets)
}

fn sheet(page: &Page, due: &Due, plan: &PacketPlan, case: &Case) -> Sheet {
    let exhibit = page.exhibit.and_then(|number| plan.exhibits.get(number));
    if let (Some(evidence), Some(exhibit)) = (&page.evidence, exhibit) {
        let mut sheet = evidence_stamps(evidence, exhibit, case);
        sheet.items.extend(caption_of(evidence, exhibit));
        number_page(&mut sheet, page.number);
        if plan.draft {
            mark_draft_in_band(&mut sheet);
        }
        return sheet;
    }
    let mut sheet = due.sheet.clone().unwrap_or_else(|| Sheet {
        width: 0.0,
        height: 0.0,
        items: Vec::new(),
        links: Vec::new(),
    });
    if page.kind != PageKind::Cover {
        number_page(&mut sheet, page.number);
    }
    if plan.draft {
        mark_draft(&mut sheet);
    }
    sheet
}

/// What the case file has printed below this page.
fn caption_of(evidence: &EvidencePage, exhibit: &Exhibit) -> Vec<Item> {
    let Some(source) = exhibit.sources.get(evidence.source) else { return Vec::new() };
    let place = source.pages.iter().position(|page| *page == evidence.source_page);
    let text = place.and_then(|place| source.captions.get(place));
    text.map(|text| caption::items(text, &evidence.placement)).unwrap_or_default()
}

/// Every page that the plan's parts and exhibits make, in order.
fn due_pages(plan: &PacketPlan, case: &Case, forum: Forum) -> Vec<Due> {
    let mut due = Vec::new();
    let mut covers = 0;
    for (place, part) in plan.parts.iter().enumerate() {
        match part {
            Part::CourtCover | Part::CoverLetter => {
                let cover = if *part == Part::CourtCover {
                    cover_court(plan, case)
                } else {
                    cover_letter(plan, case)
                };
                let from = covers;
                covers += cover.len() as u32;
                document(&mut due, PageKind::Cover, None, from, cover);
            }
            Part::Index => document(&mut due, PageKind::Index, None, 0, index(plan, case, forum)),
            Part::CertificateOfService => {
                document(&mut due, PageKind::Certificate, None, 0, certificate(plan, case));
            }
            Part::Exhibits | Part::Document(_) => {
                for number in plan.exhibits_of(place) {
                    let Some(exhibit) = plan.exhibits.get(number) else { continue };
                    opening(&mut due, plan, SourcePlace { exhibit: number, source: 0 });
                    document(&mut due, PageKind::Tab, Some(number), 0, tab_sheet(plan, exhibit, case));
                    evidence(&mut due, plan, number, exhibit);
                }
            }
        }
    }
    due
}

fn document(due: &mut Vec<Due>, kind: PageKind, exhibit: Option<usize>, from: u32, sheets: Vec<Sheet>) {
    for (ordinal, sheet) in (from..).zip(sheets) {
        due.push(Due { kind, ordinal, exhibit, opens: None, evidence: None, sheet: Some(sheet) });
    }
}

/// The index that opens the volume that begins here, if one does.
fn opening(due: &mut Vec<Due>, plan: &PacketPlan, place: SourcePlace) {
    let Some(volume) = plan.begins.iter().position(|begin| *begin == place) else { return };
    let (kind, exhibit) = match place.source {
        0 => (PageKind::Index, None),
        _ => (PageKind::Tab, Some(place.exhibit)),
    };
    for (ordinal, sheet) in (0..).zip(part_index(plan, volume + 1)) {
        due.push(Due { kind, ordinal, exhibit, opens: Some(volume), evidence: None, sheet: Some(sheet) });
    }
}

fn evidence(due: &mut Vec<Due>, plan: &PacketPlan, number: usize, exhibit: &Exhibit) {
    let mut inner = 0;
    for (source_number, source) in exhibit.sources.iter().enumerate() {
        if source_number > 0 {
            opening(due, plan, SourcePlace { exhibit: number, source: source_number });
        }
        for &source_page in &source.pages {
            inner += 1;
            due.push(Due {
                kind: PageKind::Exhibit,
                ordinal: inner - 1,
                exhibit: Some(number),
                opens: None,
                evidence: Some((source_number, source_page, inner)),
                sheet: None,
            });
        }
    }
}

fn is(page: &Page, due: &Due) -> bool {
    let evidence = page.evidence.as_ref().map(|found| (found.source, found.source_page, found.inner));
    // The ordinal of an evidence page is told by its place within the exhibit.
    let same_ordinal = page.kind == PageKind::Exhibit || page.ordinal == due.ordinal;
    page.kind == due.kind && page.exhibit == due.exhibit && evidence == due.evidence && same_ordinal
}

fn differs(number: usize, due: Option<&Due>, page: Option<&Page>, plan: &PacketPlan) -> ComposeError {
    let tab = |exhibit: Option<usize>| {
        let tab = exhibit.and_then(|number| plan.exhibits.get(number)).map(|exhibit| exhibit.tab.as_str());
        tab.map(|tab| format!(" of Exhibit {tab}")).unwrap_or_default()
    };
    let kind = |kind: PageKind| match kind {
        PageKind::Cover => "the cover",
        PageKind::Index => "the index",
        PageKind::Tab => "the tab sheet",
        PageKind::Exhibit => "the evidence",
        PageKind::Certificate => "the certificate of service",
    };
    let nothing = || "nothing".to_owned();
    let expected = due.map_or_else(nothing, |due| {
        format!("page {} of {}{}", due.ordinal + 1, kind(due.kind), tab(due.exhibit))
    });
    let found = page.map_or_else(nothing, |page| match &page.evidence {
        Some(evidence) => format!("page {} of {}{}", evidence.inner, kind(page.kind), tab(page.exhibit)),
        None => format!("page {} of {}{}", page.ordinal + 1, kind(page.kind), tab(page.exhibit)),
    });
    ComposeError::Page { number, expected, found }
}

/// First and last page of every exhibit, and of every source of an exhibit.
type Found = BTreeMap<(usize, Option<usize>), (u32, u32)>;

/// Are the exhibits and their sources on the pages that index and tab sheets state?
fn check_ranges(plan: &PacketPlan) -> Result<(), ComposeError> {
    let mut found = Found::new();
    for page in &plan.pages {
        let Some(exhibit) = page.exhibit else { continue };
        let source = page.evidence.map(|evidence| Some(evidence.source));
        for key in [Some(None), source].into_iter().flatten() {
            found.entry((exhibit, key)).or_insert((page.number, page.number)).1 = page.number;
        }
    }
    for (number, exhibit) in plan.exhibits.iter().enumerate() {
        let what = || format!("Exhibit {}", exhibit.tab);
        check_range(what, (exhibit.first_page, exhibit.last_page), found.get(&(number, None)))?;
        for (source_number, source) in exhibit.sources.iter().enumerate() {
            let what = || format!("\u{201c}{}\u{201d} in Exhibit {}", source.title, exhibit.tab);
            let found = found.get(&(number, Some(source_number)));
            check_range(what, (source.first_page, source.last_page), found)?;
        }
    }
    Ok(())
}

fn check_range(
    what: impl FnOnce() -> String,
    planned: (u32, u32),
    found: Option<&(u32, u32)>,
) -> Result<(), ComposeError> {
    if found == Some(&planned) {
        return Ok(());
    }
    let found = found.map_or_else(|| "none".to_owned(), |found| range(found.0, found.1));
    Err(ComposeError::Range { what: what(), planned: range(planned.0, planned.1), found })
}
