//! The cover letter of a packet for the asylum office.

use super::pages::{BODY, BODY_BOLD, LEFT, Pages, RIGHT, Strip, TEXT_WIDTH};
use super::sheet::Sheet;
use super::signature::{Signed, Signer, signature_block};
use super::table::{Cell, Row, rows};
use super::words;
use super::wrap::Style;
use crate::case::{Case, Counsel, Interview};
use crate::plan::{CoverNote, PacketPlan};
use crate::track::Forum;
use crate::wording;

const RE: Strip = Strip::left(LEFT + 36.0, 30.0);
const LABELS: Strip = Strip::left(LEFT + 66.0, 100.0);
const VALUES: Strip = Strip::left(LEFT + 170.0, RIGHT - LEFT - 170.0);
const TAB: Strip = Strip::left(LEFT + 18.0, 66.0);
const TITLE: Strip = Strip::left(LEFT + 90.0, 300.0);
const PAGES: Strip = Strip::right(LEFT + 396.0, 72.0);
/// Below the list of exhibits there must be room for the signature.
const SIGNATURE: f64 = 170.0;

/// Composes the cover letter.
pub fn cover_letter(plan: &PacketPlan, case: &Case) -> Vec<Sheet> {
    let mut pages = Pages::new();
    letterhead(&mut pages, case);
    pages.paragraph(&words::date(plan.as_of), BODY, Strip::FULL);
    pages.skip(14.0);
    addressee(&mut pages, case.interview.as_ref());
    pages.skip(14.0);
    reference(&mut pages, case);
    pages.skip(12.0);
    pages.paragraph("Dear Asylum Officer:", BODY, Strip::FULL);
    pages.skip(9.0);
    opening(&mut pages, plan, case);
    notes(&mut pages, plan);
    pages.skip(10.0);
    signature_block(&mut pages, Signed::Letter, &Signer::of(case, Forum::Uscis));
    enclosures(&mut pages, plan);
    pages.into_sheets()
}

fn letterhead(pages: &mut Pages, case: &Case) {
    let none = Counsel::default();
    let counsel = case.counsel.as_ref().unwrap_or(&none);
    let own_name = || case.principal().map(|person| person.name.clone());
    let firm = counsel.firm.clone().or_else(|| counsel.name.clone()).or_else(own_name).unwrap_or_default();
    pages.paragraph(&firm, Style::bold(16.0), Strip::CENTRED);
    pages.skip(3.0);
    if counsel.address.is_empty() {
        pages.skip(6.0);
        pages.blank(
            "Address and telephone",
            Strip::left(LEFT + 84.0, TEXT_WIDTH - 168.0),
            pages.baseline(BODY),
        );
        pages.skip(26.0);
    }
    let small = Style::regular(10.0);
    pages.paragraph(&counsel.address.join(" \u{00b7} "), small, Strip::CENTRED);
    let reach: Vec<&str> =
        [&counsel.phone, &counsel.email].into_iter().flatten().map(String::as_str).collect();
    pages.paragraph(&reach.join(" \u{00b7} "), small, Strip::CENTRED);
    pages.skip(5.0);
    pages.line((LEFT, pages.top()), (RIGHT, pages.top()), 1.0);
    pages.skip(20.0);
}

fn addressee(pages: &mut Pages, interview: Option<&Interview>) {
    pages.paragraph("U.S. Citizenship and Immigration Services", BODY, Strip::FULL);
    match interview.and_then(|interview| interview.office.as_deref()) {
        Some(office) if office.to_lowercase().contains("asylum") => {
            pages.paragraph(office, BODY, Strip::FULL);
        }
        Some(office) => pages.paragraph(&format!("{office} Asylum Office"), BODY, Strip::FULL),
        None => {
            pages.skip(6.0);
            pages.blank("Asylum office", Strip::left(LEFT, 220.0), pages.baseline(BODY));
            pages.skip(24.0);
        }
    }
}

fn reference(pages: &mut Pages, case: &Case) {
    let mut entries: Vec<(&str, Option<String>)> =
        vec![("Form:", Some("Form I-589, Application for Asylum and for Withholding of Removal".to_owned()))];
    let people = case.applicants();
    if let Some((principal, dependents)) = people.split_first() {
        entries.push(("Applicant:", Some(principal.name.clone())));
        entries.push(("A-Number:", principal.a_number.clone()));
        for (number, person) in dependents.iter().enumerate() {
            let label = if number == 0 { "Dependents:" } else { "" };
            let number = person.a_number.as_ref().map(|number| format!(", {number}")).unwrap_or_default();
            entries.push((label, Some(format!("{} ({}){number}", person.name, person.role.word()))));
        }
    }
    if let Some(interview) = &case.interview {
        entries.push(("Receipt No.:", interview.receipt_number.clone()));
        entries.push(("Interview:", interview.date.map(words::date)));
    }
    pages.print("RE:", BODY_BOLD, RE, pages.baseline(BODY));
    for (label, value) in entries {
        pages.need(24.0);
        let baseline = pages.baseline(BODY);
        pages.print(label, BODY, LABELS, baseline);
        match value.filter(|value| !value.trim().is_empty()) {
            Some(value) => pages.paragraph(&value, BODY_BOLD, VALUES),
            None => {
                pages.rule(VALUES.x, VALUES.x + 140.0, baseline - 2.0);
                pages.skip(BODY.leading() + 1.0);
            }
        }
    }
}

fn opening(pages: &mut Pages, plan: &PacketPlan, case: &Case) {
    let people = case.applicants();
    let (whose, several) = match people.as_slice() {
        [one] => (format!("the application for asylum of {}", one.name), false),
        [one, ..] => (format!("the application for asylum of {} and family", one.name), true),
        [] => ("the application for asylum".to_owned(), false),
    };
    let who = match (&case.counsel, several) {
        (None, _) => "I submit",
        (Some(_), false) => "On behalf of the applicant, we submit",
        (Some(_), true) => "On behalf of the applicants, we submit",
    };
    let exhibits = wording::counted(plan.exhibits.len(), "exhibit");
    let exhibits_listed = exhibit_rows(plan);
    // Laid out on a page of their own first, to see whether the list fits on what is left of this one.
    let mut trial = Pages::new();
    rows(&mut trial, &exhibits_listed);
    let height = super::pages::TEXT_HEIGHT - trial.room();
    let one_page = trial.into_sheets().len() == 1;
    let notes = 18.0 * note_lines(plan).len() as f64;
    let fits = one_page && height + notes + SIGNATURE + 50.0 <= pages.room();
    let (where_listed, list) = match (plan.exhibits.is_empty(), fits) {
        (true, _) => (".".to_owned(), false),
        (false, true) => (format!(". Enclosed are the following {exhibits}:"), true),
        (false, false) => {
            (format!(". Enclosed are {exhibits}; the index that follows this letter lists them."), false)
        }
    };
    let text = format!("{who} the enclosed documents in support of {whose}{where_listed}");
    pages.paragraph(&text, BODY, Strip::FULL);
    pages.skip(8.0);
    if list {
        rows(pages, &exhibits_listed);
        pages.skip(8.0);
    }
}

fn exhibit_rows(plan: &PacketPlan) -> Vec<Row> {
    let row = |exhibit: &crate::plan::Exhibit| Row {
        cells: vec![
            Cell::new(format!("Exhibit {}", exhibit.tab), BODY, TAB),
            Cell::new(words::typographic(&exhibit.title), BODY, TITLE),
            Cell::new(words::range(exhibit.first_page, exhibit.last_page), BODY, PAGES),
        ],
        space: 2.0,
        leads_to: Some(exhibit.first_page),
        ..Row::default()
    };
    plan.exhibits.iter().map(row).collect()
}

fn notes(pages: &mut Pages, plan: &PacketPlan) {
    let lines = note_lines(plan);
    if lines.is_empty() {
        return;
    }
    pages.paragraph("Please note:", BODY, Strip::FULL);
    pages.skip(2.0);
    for line in lines {
        pages.need(BODY.leading());
        pages.print("\u{2022}", BODY, Strip::left(LEFT + 18.0, 10.0), pages.baseline(BODY));
        pages.paragraph(&line, BODY, Strip::left(LEFT + 32.0, TEXT_WIDTH - 32.0));
    }
    pages.skip(8.0);
}

fn note_lines(plan: &PacketPlan) -> Vec<String> {
    let line = |note: &CoverNote| {
        let word = if note.tabs.len() == 1 { "Exhibit" } else { "Exhibits" };
        words::typographic(&note.text.replace("{exhibits}", &format!("{word} {}", wording::list(&note.tabs))))
    };
    plan.notes.iter().map(line).collect()
}

fn enclosures(pages: &mut Pages, plan: &PacketPlan) {
    if plan.exhibits.is_empty() {
        return;
    }
    pages.skip(20.0);
    let count = wording::counted(plan.exhibits.len(), "exhibit");
    let last = plan.exhibits.last().map_or(0, |exhibit| exhibit.last_page);
    let first = plan.exhibits.first().map_or(0, |exhibit| exhibit.first_page);
    let place = if first == last { "page" } else { "pages" };
    let text = format!("Enclosures: {count}, {place} {}", words::range(first, last));
    pages.paragraph(&text, BODY, Strip::FULL);
}
