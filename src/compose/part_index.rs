//! The index that opens a part of a packet other than the first: what is in this part.

use super::pages::{LEFT, Pages, RULE, Strip, TEXT_WIDTH};
use super::sheet::Sheet;
use super::table::{Cell, Row, table};
use super::words;
use super::wrap::Style;
use crate::plan::{Exhibit, PacketPlan, SourcePlace};

const TAB: Strip = Strip::left(LEFT, 44.0);
const DESCRIPTION: Strip = Strip::left(LEFT + 48.0, 346.0);
const PAGES: Strip = Strip::right(LEFT + 406.0, 62.0);
const HEAD: Style = Style::bold(10.0);
const TITLE: Style = Style::bold(11.0);
const NOTE: Style = Style::italic(11.0);

/// Composes the index of a volume, counted from 0.
pub fn part_index(plan: &PacketPlan, volume: usize) -> Vec<Sheet> {
    let mut pages = Pages::new();
    let (part, parts) = (volume + 1, plan.begins.len() + 1);
    pages.paragraph(&format!("INDEX OF PART {part} OF {parts}"), Style::bold(14.0), Strip::CENTRED);
    pages.skip(8.0);
    pages.paragraph(&words::typographic(&plan.title), NOTE, Strip::CENTRED);
    pages.skip(4.0);
    pages.paragraph("The index of the whole packet stands in Part 1.", NOTE, Strip::CENTRED);
    pages.skip(16.0);
    table(&mut pages, &head, &rows(plan, volume));
    pages.into_sheets()
}

fn head(pages: &mut Pages) {
    let baseline = pages.baseline(HEAD);
    for (text, strip) in [("Tab", TAB), ("Description", DESCRIPTION), ("Pages", PAGES)] {
        pages.print(text, HEAD, strip, baseline);
    }
    pages.skip(HEAD.leading() + 3.0);
    pages.line((LEFT, pages.top()), (LEFT + TEXT_WIDTH, pages.top()), RULE);
    pages.skip(6.0);
}

fn rows(plan: &PacketPlan, volume: usize) -> Vec<Row> {
    let Some(begin) = volume.checked_sub(1).and_then(|place| plan.begins.get(place)) else {
        return Vec::new();
    };
    let end = plan.begins.get(volume).copied();
    let numbered = plan.exhibits.iter().enumerate().skip(begin.exhibit);
    numbered
        .take_while(|(number, _)| end.is_none_or(|end| SourcePlace { exhibit: *number, source: 0 } < end))
        .filter_map(|(number, exhibit)| {
            let from = if number == begin.exhibit { begin.source } else { 0 };
            let to = end.filter(|end| end.exhibit == number).map_or(exhibit.sources.len(), |end| end.source);
            row(exhibit, from, to)
        })
        .collect()
}

/// The row of the sources of an exhibit that are in this part.
fn row(exhibit: &Exhibit, from: usize, to: usize) -> Option<Row> {
    let sources = exhibit.sources.get(from..to)?;
    let first = if from == 0 { exhibit.first_page } else { sources.first()?.first_page };
    let mut title = words::typographic(&exhibit.title);
    if from > 0 {
        title.push_str(" (continued from the part before)");
    }
    if to < exhibit.sources.len() {
        title.push_str(" (continues in the next part)");
    }
    Some(Row {
        cells: vec![
            Cell::new(exhibit.tab.clone(), TITLE, TAB),
            Cell::new(title, TITLE, DESCRIPTION),
            Cell::new(words::range(first, sources.last()?.last_page), TITLE, PAGES),
        ],
        space: 9.0,
        leads_to: Some(first),
        breaks_as: Some(format!("Exhibit {}, continued", exhibit.tab)),
        ..Row::default()
    })
}
