//! The index of exhibits.

use super::certified;
use super::languages;
use super::pages::{LEFT, Pages, RULE, Strip, TEXT_WIDTH};
use super::sheet::Sheet;
use super::table::{Cell, Row, table};
use super::titles;
use super::words;
use super::wrap::Style;
use crate::case::Case;
use crate::plan::{Exhibit, ExhibitSource, PacketPlan};
use crate::track::Forum;

const TAB: Strip = Strip::left(LEFT, 44.0);
const DESCRIPTION: Strip = Strip::left(LEFT + 48.0, 346.0);
/// Where a packet has several parts, the description leaves room for their number.
const SHORT_DESCRIPTION: Strip = Strip::left(LEFT + 48.0, 306.0);
const PART: Strip = Strip::right(LEFT + 358.0, 40.0);
const PAGES: Strip = Strip::right(LEFT + 406.0, 62.0);
const HEAD: Style = Style::bold(10.0);
const TITLE: Style = Style::bold(11.0);
const PLAIN: Style = Style::regular(11.0);
const LANGUAGE: Style = Style::italic(10.0);
const SECTION: Style = Style::italic(12.0);

/// Composes the index: every exhibit a row, every row a link.
pub fn index(plan: &PacketPlan, case: &Case, forum: Forum) -> Vec<Sheet> {
    let mut pages = Pages::new();
    heading(&mut pages, case, forum);
    pages.skip(16.0);
    let parts = plan.volumes.len() > 1;
    table(&mut pages, &|pages| head(pages, parts), &rows(plan, case));
    if parts {
        list_of_parts(&mut pages, plan);
    }
    pages.into_sheets()
}

/// Which part is which file, and what is in it.
fn list_of_parts(pages: &mut Pages, plan: &PacketPlan) {
    pages.skip(20.0);
    let title = format!("This packet has {} parts", plan.volumes.len());
    pages.need(3.0 * TITLE.leading());
    pages.paragraph(&title, TITLE, Strip::FULL);
    pages.skip(4.0);
    for (number, volume) in plan.volumes.iter().enumerate() {
        let range = words::range(volume.first_page, volume.last_page);
        let text = format!("Part {}: pages {range}, file {}", number + 1, plan.file(number));
        pages.paragraph(&text, PLAIN, Strip::FULL);
    }
}

fn heading(pages: &mut Pages, case: &Case, forum: Forum) {
    let people = case.applicants();
    let with_number = |name: String, number: &Option<String>| match number {
        Some(number) => format!("{name}, {number}"),
        None => name,
    };
    match forum {
        Forum::ImmigrationCourt => {
            pages.paragraph("INDEX OF EXHIBITS", Style::bold(14.0), Strip::CENTRED);
            pages.skip(8.0);
            pages.paragraph("In the Matter of:", PLAIN, Strip::CENTRED);
            for person in people {
                let name = words::capitals(&person.name);
                pages.paragraph(&with_number(name, &person.a_number), PLAIN, Strip::CENTRED);
            }
        }
        Forum::Uscis => {
            let title = "Index of documents submitted on behalf of";
            pages.paragraph(title, Style::bold(14.0), Strip::CENTRED);
            for (number, person) in people.iter().enumerate() {
                let text = with_number(person.name.clone(), &person.a_number);
                let style = if number == 0 { Style::bold(14.0) } else { PLAIN };
                pages.paragraph(&text, style, Strip::CENTRED);
            }
        }
    }
}

fn head(pages: &mut Pages, parts: bool) {
    pages.line((LEFT, pages.top()), (LEFT + TEXT_WIDTH, pages.top()), 1.0);
    pages.skip(4.0);
    let baseline = pages.baseline(HEAD);
    for (text, strip) in [("Tab", TAB), ("Description", DESCRIPTION), ("Pages", PAGES)] {
        pages.print(text, HEAD, strip, baseline);
    }
    if parts {
        pages.print("Part", HEAD, PART, baseline);
    }
    pages.skip(HEAD.leading() + 3.0);
    pages.line((LEFT, pages.top()), (LEFT + TEXT_WIDTH, pages.top()), RULE);
    pages.skip(6.0);
}

fn rows(plan: &PacketPlan, case: &Case) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut section = "";
    for exhibit in &plan.exhibits {
        let new_section = exhibit.section != section && !exhibit.section.trim().is_empty();
        section = &exhibit.section;
        if new_section {
            rows.push(Row {
                cells: vec![Cell::new(section, SECTION, Strip::FULL)],
                space: 14.0,
                with_next: true,
                ..Row::default()
            });
        }
        exhibit_rows(plan, exhibit, case, if new_section { 4.0 } else { 9.0 }, &mut rows);
    }
    rows
}

fn exhibit_rows(plan: &PacketPlan, exhibit: &Exhibit, case: &Case, space: f64, rows: &mut Vec<Row>) {
    let continued = Some(format!("Exhibit {}, continued", exhibit.tab));
    let sources = listed_sources(exhibit, case);
    let language = languages::of_exhibit(exhibit);
    let certificates = certified::elsewhere(plan, exhibit);
    let description = if plan.volumes.len() > 1 { SHORT_DESCRIPTION } else { DESCRIPTION };
    let part = |first, last| parts(plan, first, last);
    rows.push(Row {
        cells: vec![
            Cell::new(exhibit.tab.clone(), TITLE, TAB),
            Cell::new(words::typographic(&exhibit.title), TITLE, description),
            Cell::new(part(exhibit.first_page, exhibit.last_page), TITLE, PART),
            Cell::new(words::range(exhibit.first_page, exhibit.last_page), TITLE, PAGES),
        ],
        space,
        leads_to: Some(exhibit.first_page),
        with_next: !sources.is_empty() || !language.is_empty() || !certificates.is_empty(),
        breaks_as: continued.clone(),
        ..Row::default()
    });
    if !language.is_empty() {
        rows.push(Row {
            cells: vec![Cell::new(language, LANGUAGE, description)],
            leads_to: Some(exhibit.first_page),
            with_next: !sources.is_empty() || !certificates.is_empty(),
            continues: continued.clone(),
            breaks_as: continued.clone(),
            ..Row::default()
        });
    }
    for (text, page) in certificates {
        rows.push(Row {
            cells: vec![Cell::new(text, LANGUAGE, description)],
            leads_to: Some(page),
            with_next: !sources.is_empty(),
            continues: continued.clone(),
            breaks_as: continued.clone(),
            ..Row::default()
        });
    }
    for source in sources {
        rows.push(Row {
            cells: vec![
                Cell::new(titles::of_source(exhibit, source), PLAIN, description),
                Cell::new(part(source.first_page, source.last_page), PLAIN, PART),
                Cell::new(words::range(source.first_page, source.last_page), PLAIN, PAGES),
            ],
            space: 2.0,
            leads_to: Some(source.first_page),
            continues: continued.clone(),
            breaks_as: continued.clone(),
            ..Row::default()
        });
    }
}

/// The parts in which these pages are; nothing if there is only one.
fn parts(plan: &PacketPlan, first: u32, last: u32) -> String {
    if plan.volumes.len() < 2 {
        return String::new();
    }
    words::range(plan.volume_of(first) as u32 + 1, plan.volume_of(last) as u32 + 1)
}

/// The sources worth a line of their own: all of them if there are several, one if its title says more.
fn listed_sources<'e>(exhibit: &'e Exhibit, case: &Case) -> &'e [ExhibitSource] {
    match exhibit.sources.as_slice() {
        [only] if titles::only_repeats(exhibit, only, case) => &[],
        sources => sources,
    }
}
