//! Numbers the pages.
//!
//! The index prints page numbers, and its own length moves them: so the pages are laid out, measured and laid
//! out again until nothing moves.

use super::exhibits::placement_of;
use super::{EvidencePage, PacketPlan, Page, PageKind, SourcePlace, Volume};
use crate::case::Case;
use crate::compose::{self, PageCounts};
use crate::finding::Finding;
use crate::track::{Forum, Part};

/// More rounds than any real packet needs; the lengths only ever grow with the numbers.
const MOST_ROUNDS: usize = 16;

/// Gives every page its number; a finding if that is not possible.
pub fn paginate(plan: &mut PacketPlan, case: &Case, forum: Forum) -> Option<Finding> {
    let mut counts = PageCounts {
        cover: 1,
        index: 1,
        tabs: vec![1; plan.exhibits.len()],
        openings: vec![1; plan.begins.len()],
        certificate: 1,
    };
    for _ in 0..MOST_ROUNDS {
        lay_out(plan, &counts);
        let measured = compose::page_counts(plan, case, forum);
        if measured == counts {
            return None;
        }
        counts = measured;
    }
    Some(
        Finding::error("pagination-unstable", "The index of this packet does not settle on a length.")
            .with_hint("Shorten the longest exhibit titles."),
    )
}

fn lay_out(plan: &mut PacketPlan, counts: &PageCounts) {
    let mut pages: Vec<Page> = Vec::new();
    // The first page of each volume.
    let mut starts = vec![1];
    for (number, part) in plan.parts.clone().into_iter().enumerate() {
        match part {
            Part::CourtCover | Part::CoverLetter => {
                generated(&mut pages, PageKind::Cover, None, counts.cover)
            }
            Part::Index => generated(&mut pages, PageKind::Index, None, counts.index),
            Part::CertificateOfService => {
                generated(&mut pages, PageKind::Certificate, None, counts.certificate)
            }
            Part::Exhibits | Part::Document(_) => {
                for index in plan.exhibits_of(number) {
                    lay_out_exhibit(plan, index, counts, &mut starts, &mut pages);
                }
            }
        }
    }
    let ends = starts.iter().skip(1).map(|first| first - 1).chain([pages.len() as u32]);
    plan.volumes =
        starts.iter().zip(ends).map(|(&first_page, last_page)| Volume { first_page, last_page }).collect();
    plan.pages = pages;
}

fn lay_out_exhibit(
    plan: &mut PacketPlan,
    index: usize,
    counts: &PageCounts,
    starts: &mut Vec<u32>,
    pages: &mut Vec<Page>,
) {
    let PacketPlan { exhibits, begins, .. } = plan;
    let Some(exhibit) = exhibits.get_mut(index) else { return };
    // A volume opens with an index of its own; within an exhibit that sheet belongs to the exhibit.
    let mut open_volume = |source: usize, pages: &mut Vec<Page>| {
        let place = SourcePlace { exhibit: index, source };
        let Some(volume) = begins.iter().position(|begin| *begin == place) else { return };
        starts.push(pages.len() as u32 + 1);
        let count = counts.openings.get(volume).copied().unwrap_or(1);
        match source {
            0 => generated(pages, PageKind::Index, None, count),
            _ => generated(pages, PageKind::Tab, Some(index), count),
        }
    };
    open_volume(0, pages);
    exhibit.first_page = pages.len() as u32 + 1;
    generated(pages, PageKind::Tab, Some(index), counts.tabs.get(index).copied().unwrap_or(1));
    let mut inner = 0;
    for (source_index, source) in exhibit.sources.iter_mut().enumerate() {
        if source_index > 0 {
            open_volume(source_index, pages);
        }
        source.first_page = pages.len() as u32 + 1;
        for (place, &source_page) in source.pages.iter().enumerate() {
            inner += 1;
            let placement = placement_of(source, place);
            pages.push(Page {
                number: pages.len() as u32 + 1,
                kind: PageKind::Exhibit,
                ordinal: inner - 1,
                exhibit: Some(index),
                evidence: Some(EvidencePage { source: source_index, source_page, inner, placement }),
            });
        }
        source.last_page = pages.len() as u32;
    }
    exhibit.last_page = pages.len() as u32;
}

fn generated(pages: &mut Vec<Page>, kind: PageKind, exhibit: Option<usize>, count: u32) {
    for ordinal in 0..count {
        pages.push(Page { number: pages.len() as u32 + 1, kind, ordinal, exhibit, evidence: None });
    }
}
