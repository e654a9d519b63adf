//! Divides a packet into volumes that the forum takes: exhibits whole where possible.
//!
//! What a page weighs is known for certain only when it is written. So a plan is made from an estimate, and made
//! again with the weights that were measured if a volume grew too large.

use super::{Exhibit, ExhibitSource, PacketPlan, SourcePlace};

/// What a page costs beside its share of the source: its stamps, its page object, its line in the table.
const PAGE_OVERHEAD: u64 = 2_500;
/// What a page of casebinder's own costs.
const OWN_PAGE: u64 = 6_000;
/// What every volume costs before its first page: fonts, catalog, bookmarks.
const VOLUME_OVERHEAD: u64 = 160_000;

/// What each page of evidence weighs in bytes, by exhibit and by the page within it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Weights {
    pages: Vec<Vec<u64>>,
    /// What a volume turned out to weigh beyond the sum of its pages.
    beside: u64,
}

impl Weights {
    /// The share of each page in its file, before anything was written.
    pub fn estimated(exhibits: &[Exhibit]) -> Weights {
        let share = |source: &ExhibitSource| {
            let of_file = source.all_pages.max(source.pages.len() as u32).max(1);
            let share = source.bytes / u64::from(of_file) + PAGE_OVERHEAD;
            vec![share; source.pages.len()]
        };
        let pages = exhibits.iter().map(|exhibit| exhibit.sources.iter().flat_map(share).collect()).collect();
        Weights { pages, beside: 0 }
    }

    /// The bytes that each page of evidence took in the volumes, in the order of the plan, and what the volumes
    /// weighed in the end.
    pub fn measured(plan: &PacketPlan, taken: &[u64], volumes: &[u64]) -> Weights {
        let mut pages: Vec<Vec<u64>> = vec![Vec::new(); plan.exhibits.len()];
        let evidence = plan.pages.iter().filter(|page| page.evidence.is_some());
        for (page, bytes) in evidence.zip(taken) {
            if let Some(pages) = page.exhibit.and_then(|exhibit| pages.get_mut(exhibit)) {
                pages.push(*bytes);
            }
        }
        let own = plan.pages.iter().filter(|page| page.evidence.is_none()).count() as u64 * OWN_PAGE;
        let counted = taken.iter().sum::<u64>() + own;
        let count = volumes.len().max(1) as u64;
        let beside = volumes.iter().sum::<u64>().saturating_sub(counted).div_ceil(count);
        Weights { pages, beside }
    }

    fn of(&self, exhibit: usize) -> &[u64] {
        self.pages.get(exhibit).map(Vec::as_slice).unwrap_or_default()
    }

    /// Makes every volume a little lighter than it could be.
    #[must_use]
    pub fn with_reserve(mut self, reserve: u64) -> Weights {
        self.beside = self.beside.max(VOLUME_OVERHEAD) + reserve;
        self
    }
}

/// Where a volume other than the first begins: so many pages of evidence into an exhibit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cut {
    /// Index of the exhibit.
    pub exhibit: usize,
    /// Pages of it that are in earlier volumes; 0 = the volume begins with its tab sheet.
    pub pages: usize,
}

/// Where the volumes begin so that each stays below `limit` bytes.
pub fn cuts(weights: &Weights, exhibits: usize, limit: u64) -> Vec<Cut> {
    let room = limit.saturating_sub(weights.beside.max(VOLUME_OVERHEAD));
    // The front of the first volume: cover and index; the row of an exhibit and its bookmarks weigh little.
    let mut used = OWN_PAGE * (4 + exhibits as u64 / 12);
    let mut cuts = Vec::new();
    let mut empty = true;
    for exhibit in 0..exhibits {
        let pages = weights.of(exhibit);
        let whole: u64 = pages.iter().sum::<u64>() + OWN_PAGE;
        if used + whole <= room {
            used += whole;
            empty = false;
            continue;
        }
        if !empty {
            cuts.push(Cut { exhibit, pages: 0 });
            used = OWN_PAGE;
        }
        empty = false;
        used += OWN_PAGE;
        for (page, weight) in pages.iter().enumerate() {
            if page > 0 && used + weight > room {
                cuts.push(Cut { exhibit, pages: page });
                used = OWN_PAGE;
            }
            used += weight;
        }
    }
    cuts
}

/// Divides the sources at the cuts within exhibits; each piece says which part it is. Gives back the first
/// source of every volume but the first.
pub fn divide(exhibits: &mut [Exhibit], cuts: &[Cut]) -> Vec<SourcePlace> {
    let mut begins = Vec::new();
    for (index, exhibit) in exhibits.iter_mut().enumerate() {
        let place = |source| SourcePlace { exhibit: index, source };
        let own: Vec<usize> = cuts.iter().filter(|cut| cut.exhibit == index).map(|cut| cut.pages).collect();
        if own.contains(&0) {
            begins.push(place(0));
        }
        let mut sources = Vec::new();
        let mut before = 0;
        for source in std::mem::take(&mut exhibit.sources) {
            let end = before + source.pages.len();
            let mut at: Vec<usize> = own
                .iter()
                .copied()
                .filter(|cut| (before + 1..end).contains(cut))
                .map(|cut| cut - before)
                .collect();
            if before > 0 && own.contains(&before) {
                begins.push(place(sources.len()));
            }
            begins.extend((0..at.len()).map(|piece| place(sources.len() + piece + 1)));
            at.push(source.pages.len());
            sources.extend(pieces(source, &at));
            before = end;
        }
        exhibit.sources = sources;
    }
    begins
}

/// A source divided after these numbers of pages; the last is the number of all.
fn pieces(source: ExhibitSource, ends: &[usize]) -> Vec<ExhibitSource> {
    if ends.len() == 1 {
        return vec![source];
    }
    let mut from = 0;
    let piece = |(part, &to): (usize, &usize)| {
        let pages = source.pages.get(from..to).unwrap_or_default().to_vec();
        let sizes = source.sizes.get(from..to.min(source.sizes.len())).unwrap_or_default().to_vec();
        from = to;
        ExhibitSource {
            title: format!("{} (part {} of {})", source.title, part + 1, ends.len()),
            selection: Some(written(&pages)),
            pages,
            sizes,
            ..source.clone()
        }
    };
    ends.iter().enumerate().map(piece).collect()
}

/// The choice of these pages as the case file would write it: `1-3,7`.
fn written(pages: &[u32]) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for &page in pages {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == page => *last = page,
            _ => ranges.push((page, page)),
        }
    }
    let text = |(first, last): &(u32, u32)| {
        if first == last { first.to_string() } else { format!("{first}-{last}") }
    };
    ranges.iter().map(text).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::sample;
    use crate::plan::Relation;

    const MEGABYTE: u64 = 1_000_000;

    /// Weights of exhibits in megabytes a page.
    fn weights(exhibits: &[&[u64]]) -> Weights {
        let pages = exhibits.iter().map(|pages| pages.iter().map(|page| page * MEGABYTE).collect()).collect();
        Weights { pages, beside: 0 }
    }

    fn cut(exhibit: usize, pages: usize) -> Cut {
        Cut { exhibit, pages }
    }

    #[test]
    fn what_fits_is_one_volume() {
        assert_eq!(cuts(&weights(&[&[4, 4], &[4]]), 2, 25 * MEGABYTE), []);
    }

    #[test]
    fn exhibits_stay_whole() {
        let weights = weights(&[&[10, 5], &[6, 6], &[12], &[20]]);
        assert_eq!(cuts(&weights, 4, 25 * MEGABYTE), [cut(1, 0), cut(3, 0)]);
    }

    #[test]
    fn an_exhibit_that_is_too_large_alone_begins_a_volume_and_is_divided_between_pages() {
        let weights = weights(&[&[3], &[10, 10, 10, 10, 10], &[4]]);
        // 3 | 10 10 | 10 10 | 10 + 4
        assert_eq!(cuts(&weights, 3, 25 * MEGABYTE), [cut(1, 0), cut(1, 2), cut(1, 4)]);
    }

    #[test]
    fn a_divided_source_says_its_parts_and_takes_every_page_once() {
        let size = crate::intake::PageSize::Points { width: 612.0, height: 792.0 };
        let mut book = sample::source("Book", Relation::Document, vec![size; 5]);
        book.pages = vec![1, 2, 3, 7, 9];
        let note = sample::source("Note", Relation::Document, vec![size; 2]);
        let mut exhibits = vec![sample::exhibit("A", "Records", vec![note, book])];
        // The note has two pages: the cuts are after it, and after the third page of the book.
        let begins = divide(&mut exhibits, &[cut(0, 2), cut(0, 5)]);
        assert_eq!(begins, [1, 2].map(|source| SourcePlace { exhibit: 0, source }));
        let told: Vec<(&str, Option<&str>, &[u32])> = exhibits[0]
            .sources
            .iter()
            .map(|source| (source.title.as_str(), source.selection.as_deref(), source.pages.as_slice()))
            .collect();
        assert_eq!(
            told,
            [
                ("Note", None, &[1, 2][..]),
                ("Book (part 1 of 2)", Some("1-3"), &[1, 2, 3][..]),
                ("Book (part 2 of 2)", Some("7,9"), &[7, 9][..]),
            ]
        );
    }
}
