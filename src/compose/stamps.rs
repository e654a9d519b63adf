//! The marks that casebinder sets on every page: number, exhibit, draft.

use super::pages::{Align, MARGIN, Strip, placed};
use super::sheet::{Item, Sheet};
use super::words;
use super::wrap::Style;
use crate::case::Case;
use crate::plan::placement::STAMP_BAND;
use crate::plan::{EvidencePage, Exhibit};

/// White border at both sides of the band.
const SIDE: f64 = 36.0;
/// Baseline of the stamps, inside what printers can print.
const BASELINE: f64 = 13.0;
/// The rule that parts the band from the document above it.
const RULE_AT: f64 = STAMP_BAND - 4.0;
const NUMBER: Style = Style::bold(11.0);
const EXHIBIT: Style = Style::regular(9.0);
const MATTER: Style = Style::regular(7.0);
const DRAFT: Style = Style::bold(11.0);

/// The stamps of an evidence page: all of them in the band at its foot.
pub fn evidence_stamps(evidence: &EvidencePage, exhibit: &Exhibit, case: &Case) -> Sheet {
    let (width, height) = (evidence.placement.paper_width, evidence.placement.paper_height);
    let rule = Item::Line { from: (SIDE, RULE_AT), to: (width - SIDE, RULE_AT), thickness: 0.5 };
    let left = Strip::left(SIDE, width / 2.0 - SIDE);
    let inner = format!("Ex. {}, {} of {}", exhibit.tab, evidence.inner, exhibit.evidence_pages());
    let mut items = vec![rule];
    items.extend(placed(&inner, EXHIBIT, left, BASELINE));
    let used = EXHIBIT.width(&inner) + 14.0;
    // The middle belongs to DRAFT; a matter too long for the rest of the left half is not printed.
    let room = width / 2.0 - SIDE - 30.0 - used;
    if let Some(text) = matter(case, room) {
        items.extend(placed(&text, MATTER, Strip::left(SIDE + used, room), BASELINE));
    }
    Sheet { width, height, items, links: Vec::new() }
}

/// The principal's name and A-number, as much of it as there is room for.
fn matter(case: &Case, room: f64) -> Option<String> {
    let principal = case.principal()?;
    let name = words::capitals(&principal.name);
    let number = principal.a_number.clone().unwrap_or_default();
    let whole = if number.is_empty() { name } else { format!("{name}, {number}") };
    [whole, number].into_iter().find(|text| !text.is_empty() && MATTER.width(text) <= room)
}

/// Sets the page number at the lower right.
pub fn number_page(sheet: &mut Sheet, number: u32) {
    let strip = Strip::right(SIDE, sheet.width - 2.0 * SIDE);
    sheet.items.extend(placed(&number.to_string(), NUMBER, strip, BASELINE));
}

/// Marks a page of casebinder's own as draft, in its upper border.
pub fn mark_draft(sheet: &mut Sheet) {
    let strip = Strip { x: SIDE, width: sheet.width - 2.0 * SIDE, align: Align::Centre };
    let baseline = sheet.height - MARGIN / 2.0 - 4.0;
    sheet.items.extend(placed("DRAFT", Style::bold(16.0), strip, baseline));
}

/// Marks an evidence page as draft, in the band at its foot.
pub fn mark_draft_in_band(sheet: &mut Sheet) {
    let strip = Strip { x: SIDE, width: sheet.width - 2.0 * SIDE, align: Align::Centre };
    sheet.items.extend(placed("DRAFT", DRAFT, strip, BASELINE));
}
