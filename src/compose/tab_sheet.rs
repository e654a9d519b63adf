//! The sheet before each exhibit: its tab, its title, and what is in it.

use super::certified;
use super::languages;
use super::pages::{Align, BODY, LEFT, Pages, RULE, Strip, TEXT_WIDTH};
use super::sheet::Sheet;
use super::table::{Cell, Row, table};
use super::titles;
use super::words;
use super::wrap::Style;
use crate::case::Case;
use crate::intake::Conversion;
use crate::plan::{Exhibit, ExhibitSource, PacketPlan, Relation};

const DOCUMENT: Strip = Strip::left(LEFT, 384.0);
const PAGES: Strip = Strip::right(LEFT + 398.0, 70.0);
const HEAD: Style = Style::bold(10.0);
const NOTE: Style = Style::italic(10.0);
const HASH: Style = Style::regular(8.0);
/// Where the tab stands: a third down an otherwise empty page.
const ABOVE_TAB: f64 = 150.0;

/// Composes the tab sheet of an exhibit (more than one page if it has many documents).
pub fn tab_sheet(plan: &PacketPlan, exhibit: &Exhibit, case: &Case) -> Vec<Sheet> {
    let mut pages = Pages::new();
    pages.skip(ABOVE_TAB);
    let tab = format!("EXHIBIT {}", exhibit.tab);
    pages.paragraph(&tab, Style::bold(36.0), Strip::CENTRED);
    pages.skip(14.0);
    let centred = Strip { x: LEFT + 36.0, width: TEXT_WIDTH - 72.0, align: Align::Centre };
    pages.paragraph(&words::typographic(&exhibit.title), Style::regular(16.0), centred);
    let person = exhibit.person.as_deref().and_then(|id| case.person(id));
    if let Some(person) = person.filter(|person| !exhibit.title.contains(&person.name)) {
        pages.skip(8.0);
        pages.paragraph(&person.name, Style::italic(12.0), centred);
    }
    pages.skip(48.0);
    let certificates = certified::elsewhere(plan, exhibit).into_iter().map(|(text, page)| Row {
        cells: vec![Cell::new(text, NOTE, DOCUMENT)],
        space: 10.0,
        leads_to: Some(page),
        ..Row::default()
    });
    let rows = exhibit.sources.iter().flat_map(|source| source_rows(exhibit, source)).chain(certificates);
    let continued = format!("Exhibit {}, continued", exhibit.tab);
    let rows: Vec<Row> = rows.map(|row| Row { continues: Some(continued.clone()), ..row }).collect();
    table(&mut pages, &head, &rows);
    pages.into_sheets()
}

fn head(pages: &mut Pages) {
    let baseline = pages.baseline(HEAD);
    pages.print("Contents of this exhibit", HEAD, DOCUMENT, baseline);
    pages.print("Pages", HEAD, PAGES, baseline);
    pages.skip(HEAD.leading() + 3.0);
    pages.line((LEFT, pages.top()), (LEFT + TEXT_WIDTH, pages.top()), RULE);
    pages.skip(7.0);
}

fn source_rows(exhibit: &Exhibit, source: &ExhibitSource) -> Vec<Row> {
    let title = titles::of_source(exhibit, source);
    let notes = notes(source, &title);
    let mut rows = vec![Row {
        cells: vec![
            Cell::new(title, BODY, DOCUMENT),
            Cell::new(words::range(source.first_page, source.last_page), BODY, PAGES),
        ],
        space: 10.0,
        leads_to: Some(source.first_page),
        with_next: true,
        ..Row::default()
    }];
    if !notes.is_empty() {
        rows.push(Row { cells: vec![Cell::new(notes, NOTE, DOCUMENT)], with_next: true, ..Row::default() });
    }
    rows.extend(comments(source));
    let made = source.conversion.as_ref().and_then(|conversion| conversion.made.as_ref());
    let hash = |text: String, with_next| Row {
        cells: vec![Cell::new(text, HASH, DOCUMENT)],
        space: 1.0,
        with_next,
        ..Row::default()
    };
    rows.push(hash(format!("SHA-256 {}", source.sha256), made.is_some()));
    rows.extend(made.map(|made| hash(format!("SHA-256 of the PDF made of it {}", made.sha256), false)));
    rows
}

/// Nothing is converted in silence.
fn converted(conversion: &Conversion) -> String {
    let Conversion { from, by, made } = conversion;
    match made {
        Some(_) => format!("{from}, converted to PDF by {by}"),
        None if from.contains("picture") => format!("{from}, shown as a JPEG picture"),
        None => format!("{from}, printed by {by}"),
    }
}

/// The comments on the pages taken, each with the page it hangs on.
fn comments(source: &ExhibitSource) -> Vec<Row> {
    let taken = source.comments.iter().filter_map(|comment| {
        let place = source.pages.iter().position(|page| *page == comment.page)?;
        Some((u32::try_from(place).ok()? + source.first_page, comment))
    });
    let rows = taken.enumerate().map(|(index, (page, comment))| {
        let by = comment.by.as_deref().map(|by| format!(", by {by}")).unwrap_or_default();
        let words = words::typographic(&comment.text);
        let said = format!("Comment {}, {}{by}: \u{201c}{words}\u{201d}", index + 1, comment.about);
        Row {
            cells: vec![Cell::new(said, NOTE, DOCUMENT), Cell::new(page.to_string(), NOTE, PAGES)],
            space: 3.0,
            leads_to: Some(page),
            ..Row::default()
        }
    });
    rows.collect()
}

/// What else is known of a source, in one line.
fn notes(source: &ExhibitSource, title: &str) -> String {
    let mut notes = Vec::new();
    match source.relation {
        Relation::Document => notes.extend(source.language.as_deref().map(languages::name)),
        Relation::Translation => notes.push("English translation".to_owned()),
        Relation::Certificate => notes.push("Translator\u{2019}s certificate".to_owned()),
    }
    notes.retain(|note| note != title);
    notes.extend(source.date.map(|date| format!("dated {}", words::date(date))));
    notes.extend(source.conversion.as_ref().map(converted));
    notes.extend(source.selection.as_ref().map(|pages| format!("selected pages of the file: {pages}")));
    words::first_upper(&notes.join("; "))
}
