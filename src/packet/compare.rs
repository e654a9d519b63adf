//! Holds a volume as read back against the plan: the packet gets its name only if nothing differs.

use super::evidence::{self, LinkArea, Proofs};
use crate::compose::{Item, Sheet};
use crate::pdf::readback::{ReadPage, ReadVolume};
use crate::pdf::volume::Bookmark;
use crate::plan::{PacketPlan, Page};

/// How far a thing may lie from where it was planned, in points: less than the eye sees.
const TOLERANCE: f64 = 0.5;

/// Everything in which the volume differs from plan, sheets and outline, as sentences that name the page.
pub fn compare(
    plan: &PacketPlan,
    volume: usize,
    sheets: &[Sheet],
    proofs: &Proofs,
    outline: &[Bookmark],
    read: &ReadVolume,
) -> Vec<String> {
    let mut differences = Vec::new();
    let pages = plan.pages_of(volume);
    let first = pages.first().map_or(1, |page| page.number);
    // Only what is in the same volume can be led to.
    let place =
        |number: u32| number.checked_sub(first).map(|place| place as usize).filter(|&at| at < pages.len());
    if read.pages.len() != pages.len() {
        differences.push(format!("planned {} pages, read {}", pages.len(), read.pages.len()));
    }
    for ((page, sheet), read_page) in pages.iter().zip(sheets).zip(&read.pages) {
        compare_page(page.number, sheet, read_page, &mut differences);
        differences.extend(evidence::compare(plan, page, proofs, read_page));
        let mut links = evidence::links(plan, page, proofs, first);
        links.extend(
            sheet
                .links
                .iter()
                .filter_map(|link| Some((link.x, link.y, link.width, link.height, place(link.to_page)?))),
        );
        compare_links(page.number, &links, &read_page.links, &mut differences);
    }
    compare_labels(pages, read, &mut differences);
    compare_outline(outline, read, &mut differences);
    differences
        .extend(read.active.iter().map(|active| format!("the volume holds something active: {active}")));
    differences
}

fn compare_page(number: u32, sheet: &Sheet, read: &ReadPage, differences: &mut Vec<String>) {
    if !near(sheet.width, read.size.0) || !near(sheet.height, read.size.1) {
        differences.push(format!(
            "page {number} should be {:.0} × {:.0} points, is {:.0} × {:.0}",
            sheet.width, sheet.height, read.size.0, read.size.1
        ));
    }
    let mut unread: Vec<_> = read.texts.iter().filter(|text| !text.text.trim().is_empty()).collect();
    for item in &sheet.items {
        let Item::Text(text) = item else { continue };
        if text.text.trim().is_empty() {
            continue;
        }
        let found = unread.iter().position(|read| {
            near(text.x, read.x) && near(text.y, read.y) && same_text(&text.text, &read.text)
        });
        match found {
            Some(place) => {
                unread.remove(place);
            }
            None => differences
                .push(format!("page {number} should print “{}” at {:.0}, {:.0}", text.text, text.x, text.y)),
        }
    }
    differences.extend(
        unread.iter().map(|text| format!("page {number} prints “{}”, which was not planned", text.text)),
    );
}

/// Every planned link is there, and no other. Links are written in the order of the plan: so the first that is
/// not taken yet nearly always fits.
fn compare_links(number: u32, planned: &[LinkArea], read: &[LinkArea], differences: &mut Vec<String>) {
    let mut taken = vec![false; read.len()];
    let mut first_free = 0;
    for link in planned {
        let found = (first_free..read.len()).find(|&place| !taken[place] && same_link(link, &read[place]));
        match found {
            Some(place) => taken[place] = true,
            None => differences.push(format!(
                "page {number} should link to page {} at {:.0}, {:.0}",
                link.4.wrapping_add(1),
                link.0,
                link.1
            )),
        }
        while taken.get(first_free) == Some(&true) {
            first_free += 1;
        }
    }
    let surplus = read.iter().zip(&taken).filter(|(_, taken)| !**taken);
    differences.extend(surplus.map(|((x, y, .., page), _)| {
        format!("page {number} links to page {} at {x:.0}, {y:.0}, which was not planned", page + 1)
    }));
}

fn same_link(planned: &LinkArea, read: &LinkArea) -> bool {
    planned.4 == read.4
        && near(planned.0, read.0)
        && near(planned.1, read.1)
        && near(planned.2, read.2)
        && near(planned.3, read.3)
}

fn compare_labels(pages: &[Page], read: &ReadVolume, differences: &mut Vec<String>) {
    for (index, page) in pages.iter().enumerate() {
        let label = read.labels.get(index).map(String::as_str).unwrap_or_default();
        if label != page.number.to_string() {
            differences.push(format!("page {} is labelled “{label}”", page.number));
        }
    }
}

fn compare_outline(outline: &[Bookmark], read: &ReadVolume, differences: &mut Vec<String>) {
    let mut planned = Vec::new();
    flatten(outline, 0, &mut planned);
    if planned.len() != read.bookmarks.len() {
        differences.push(format!("planned {} bookmarks, read {}", planned.len(), read.bookmarks.len()));
    }
    for ((depth, title, page), (read_depth, read_title, read_page)) in planned.iter().zip(&read.bookmarks) {
        if depth != read_depth || title != read_title || Some(*page) != *read_page {
            let place = read_page.map_or("nowhere".to_owned(), |page| format!("to page {}", page + 1));
            differences.push(format!(
                "the bookmark “{title}” to page {} reads “{read_title}” and leads {place}",
                page + 1
            ));
        }
    }
}

fn flatten(outline: &[Bookmark], depth: usize, flat: &mut Vec<(usize, String, usize)>) {
    for bookmark in outline {
        flat.push((depth, bookmark.title.clone(), bookmark.page));
        flatten(&bookmark.children, depth + 1, flat);
    }
}

/// Near enough; far off the paper a number in a file is coarse.
pub(super) fn near(planned: f64, read: f64) -> bool {
    (planned - read).abs() <= TOLERANCE + planned.abs() * 1e-5
}

/// The same letters; spaces may be set as movements and read differently.
fn same_text(planned: &str, read: &str) -> bool {
    use unicode_normalization::UnicodeNormalization;
    let letters = |text: &str| text.nfc().filter(|c| !c.is_whitespace()).collect::<String>();
    letters(planned) == letters(read)
}
