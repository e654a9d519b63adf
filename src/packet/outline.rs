//! The bookmarks of a packet: cover, index, each exhibit with its sources and their own bookmarks.

use std::collections::BTreeMap;

use crate::pdf::source::SourceBookmark;
use crate::pdf::volume::Bookmark;
use crate::plan::{Exhibit, ExhibitSource, PacketPlan, PageKind};

/// The bookmarks of the sources, by (exhibit, source), gathered while binding.
pub type SourceOutlines = BTreeMap<(usize, usize), Vec<SourceBookmark>>;

/// The whole outline.
pub fn outline(plan: &PacketPlan, sources: &SourceOutlines) -> Vec<Bookmark> {
    let mut outline = Vec::new();
    let mut exhibits_done = false;
    for page in plan.pages.iter().filter(|page| page.ordinal == 0) {
        match page.kind {
            PageKind::Cover | PageKind::Index | PageKind::Certificate => {
                outline.extend(title_of(page.kind).map(|title| leaf(title, page.number)));
            }
            PageKind::Tab if !exhibits_done => {
                exhibits_done = true;
                outline.extend(
                    plan.exhibits
                        .iter()
                        .enumerate()
                        .map(|(index, exhibit)| exhibit_bookmark(index, exhibit, sources)),
                );
            }
            PageKind::Tab | PageKind::Exhibit => {}
        }
    }
    outline
}

fn leaf(title: &str, number: u32) -> Bookmark {
    Bookmark { title: title.to_owned(), page: index_of(number), open: false, children: Vec::new() }
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

fn exhibit_bookmark(index: usize, exhibit: &Exhibit, outlines: &SourceOutlines) -> Bookmark {
    let children = exhibit
        .sources
        .iter()
        .enumerate()
        .map(|(place, source)| {
            let own = outlines.get(&(index, place)).map(Vec::as_slice).unwrap_or_default();
            Bookmark {
                title: source.title.clone(),
                page: index_of(source.first_page),
                open: false,
                children: own.iter().filter_map(|bookmark| shifted(bookmark, source)).collect(),
            }
        })
        .collect();
    Bookmark {
        title: exhibit_title(&exhibit.tab, &exhibit.title),
        page: index_of(exhibit.first_page),
        open: true,
        children,
    }
}

/// A source's own bookmark, on its page of the packet; one whose page was not taken leads to its first child.
fn shifted(bookmark: &SourceBookmark, source: &ExhibitSource) -> Option<Bookmark> {
    let children: Vec<Bookmark> =
        bookmark.children.iter().filter_map(|child| shifted(child, source)).collect();
    let page = bookmark
        .page
        .and_then(|page| source.pages.iter().position(|&taken| taken == page))
        .map(|place| index_of(source.first_page) + place)
        .or_else(|| children.first().map(|child| child.page))?;
    Some(Bookmark { title: bookmark.title.clone(), page, open: false, children })
}

fn index_of(number: u32) -> usize {
    number.saturating_sub(1) as usize
}
