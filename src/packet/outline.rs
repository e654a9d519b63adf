//! The bookmarks of a packet: cover, index, each exhibit with its sources and their own bookmarks.

use std::collections::BTreeMap;

use crate::pdf::source::SourceBookmark;
use crate::pdf::volume::Bookmark;
use crate::plan::{ExhibitSource, PacketPlan, Page, PageKind};

/// The bookmarks of the sources, by (exhibit, source), gathered while binding.
pub type SourceOutlines = BTreeMap<(usize, usize), Vec<SourceBookmark>>;

/// The whole outline of a volume, counted from 0.
pub fn outline(plan: &PacketPlan, volume: usize, sources: &SourceOutlines) -> Vec<Bookmark> {
    let pages = plan.pages_of(volume);
    let first = pages.first().map_or(1, |page| page.number);
    let mut outline = Vec::new();
    let mut last = None;
    for page in pages {
        let begins = last != Some((page.kind, page.exhibit));
        last = Some((page.kind, page.exhibit));
        match (title_of(page.kind), page.exhibit) {
            (Some(title), _) if begins => outline.push(leaf(title, page.number - first)),
            (None, Some(exhibit)) if begins && page.kind == PageKind::Tab => {
                outline.extend(exhibit_bookmark(plan, exhibit, page, pages, sources));
            }
            _ => {}
        }
    }
    outline
}

fn leaf(title: &str, page: u32) -> Bookmark {
    Bookmark { title: title.to_owned(), page: page as usize, open: false, children: Vec::new() }
}

/// The bookmark title of a part that is no exhibit.
pub fn title_of(kind: PageKind) -> Option<&'static str> {
    match kind {
        PageKind::Cover => Some("Cover"),
        PageKind::Index => Some("Index of exhibits"),
        PageKind::Certificate => Some("Certificate of service"),
        PageKind::Tab | PageKind::Exhibit => None,
    }
}

/// The bookmark title of an exhibit.
pub fn exhibit_title(tab: &str, title: &str) -> String {
    format!("Exhibit {tab}: {title}")
}

/// The bookmark title of an exhibit that began in an earlier volume.
pub fn continued_title(tab: &str) -> String {
    format!("Exhibit {tab}, continued")
}

/// The bookmark of an exhibit, or of what this volume has of it: it begins with the sheet `opening`.
fn exhibit_bookmark(
    plan: &PacketPlan,
    index: usize,
    opening: &Page,
    pages: &[Page],
    outlines: &SourceOutlines,
) -> Option<Bookmark> {
    let exhibit = plan.exhibits.get(index)?;
    let (first, last) = (pages.first()?.number, pages.last()?.number);
    let here = exhibit.sources.iter().enumerate();
    let here = here.filter(|(_, source)| (first..=last).contains(&source.first_page));
    let children = here.map(|(place, source)| {
        let own = outlines.get(&(index, place)).map(Vec::as_slice).unwrap_or_default();
        let start = (source.first_page - first) as usize;
        Bookmark {
            title: source.title.clone(),
            page: start,
            open: false,
            children: own.iter().filter_map(|bookmark| shifted(bookmark, source, start)).collect(),
        }
    });
    let begins_here = exhibit.first_page == opening.number;
    Some(Bookmark {
        title: match begins_here {
            true => exhibit_title(&exhibit.tab, &exhibit.title),
            false => continued_title(&exhibit.tab),
        },
        page: (opening.number - first) as usize,
        open: true,
        children: children.collect(),
    })
}

/// A source's own bookmark, on its page of the volume, where the source begins with the page `start`; one whose
/// page was not taken leads to its first child.
fn shifted(bookmark: &SourceBookmark, source: &ExhibitSource, start: usize) -> Option<Bookmark> {
    let children: Vec<Bookmark> =
        bookmark.children.iter().filter_map(|child| shifted(child, source, start)).collect();
    let page = bookmark
        .page
        .and_then(|page| source.pages.iter().position(|&taken| taken == page))
        .map(|place| start + place)
        .or_else(|| children.first().map(|child| child.page))?;
    Some(Bookmark { title: bookmark.title.clone(), page, open: false, children })
}
