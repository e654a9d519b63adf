//! The certificate of service. A person fills in date and method and signs.

use super::pages::{BODY, BODY_BOLD, LEFT, Pages, RIGHT, Strip};
use super::sheet::Sheet;
use super::table::{Cell, Row, rows};
use super::words;
use super::wrap::{Style, wrap};
use crate::case::{Case, Court};
use crate::plan::PacketPlan;
use crate::wording;

const LABELS: Strip = Strip::left(LEFT, 130.0);
const VALUES: Strip = Strip::left(LEFT + 140.0, RIGHT - LEFT - 140.0);
const SPACED: f64 = 20.0;

/// Composes the certificate of service.
pub fn certificate(plan: &PacketPlan, case: &Case) -> Vec<Sheet> {
    let mut pages = Pages::new();
    respondents(&mut pages, case);
    pages.skip(30.0);
    pages.paragraph("CERTIFICATE OF SERVICE", Style::bold(14.0), Strip::CENTRED);
    pages.skip(24.0);
    let none = Court::default();
    let court = case.court.as_ref().unwrap_or(&none);
    let title = words::filing_title(plan);
    let count = wording::counted(plan.pages.len(), "page");
    if court.ecas == Some(true) {
        body(
            &mut pages,
            &format!(
                "I certify that on the date stated below I filed {title}, with all attached pages ({count}), \
                 electronically through the EOIR Courts & Appeals System (ECAS)."
            ),
        );
        body(
            &mut pages,
            "The opposing party, the Department of Homeland Security, participates in ECAS. Service on the \
             Department of Homeland Security is completed through ECAS, and no separate service was made.",
        );
        pages.skip(10.0);
        field(&mut pages, "Date of filing:", "");
    } else {
        body(
            &mut pages,
            &format!(
                "I certify that I served {title}, with all attached pages ({count}), on the Department of \
                 Homeland Security at the address, on the date and by the method stated below."
            ),
        );
        pages.skip(10.0);
        served_at(&mut pages, court);
        field(&mut pages, "Method of service:", "Hand delivery, first-class mail, or courier");
        field(&mut pages, "Date of service:", "");
    }
    signature(&mut pages);
    pages.into_sheets()
}

fn respondents(pages: &mut Pages, case: &Case) {
    let name = Strip::left(LEFT, 300.0);
    let number = Strip::right(RIGHT - 150.0, 150.0);
    for person in case.applicants() {
        let known = person.a_number.as_deref().filter(|number| !number.trim().is_empty());
        let mut cells = vec![Cell::new(words::capitals(&person.name), BODY_BOLD, name)];
        cells.extend(known.map(|text| Cell::new(text, BODY_BOLD, number)));
        pages.need(2.0 * BODY.leading());
        if known.is_none() {
            let baseline = pages.baseline(BODY_BOLD);
            pages.print("A", BODY_BOLD, Strip::left(RIGHT - 96.0, 12.0), baseline);
            pages.rule(RIGHT - 85.0, RIGHT, baseline - 2.0);
        }
        rows(pages, &[Row { cells, ..Row::default() }]);
    }
}

/// Double-spaced text.
fn body(pages: &mut Pages, text: &str) {
    for line in wrap(text, BODY, Strip::FULL.width) {
        pages.need(SPACED);
        pages.print(&line, BODY, Strip::FULL, pages.baseline(BODY));
        pages.skip(SPACED);
    }
    pages.skip(8.0);
}

fn served_at(pages: &mut Pages, court: &Court) {
    pages.need(5.0 * 30.0);
    pages.print("Served on:", BODY, LABELS, pages.baseline(BODY));
    pages.paragraph("Department of Homeland Security", BODY, VALUES);
    if court.dhs_address.is_empty() {
        pages.skip(10.0);
        for label in ["Office", "Street address", "City, state, ZIP code"] {
            pages.blank(label, VALUES, pages.baseline(BODY));
            pages.skip(28.0);
        }
    }
    for line in &court.dhs_address {
        pages.paragraph(line, BODY, VALUES);
    }
    pages.skip(18.0);
}

fn field(pages: &mut Pages, label: &str, wanted: &str) {
    pages.need(32.0);
    let baseline = pages.baseline(BODY);
    pages.print(label, BODY, LABELS, baseline);
    pages.blank(wanted, VALUES, baseline);
    pages.skip(32.0);
}

fn signature(pages: &mut Pages) {
    pages.need(110.0);
    pages.skip(24.0);
    let half = Strip::left(LEFT, 250.0);
    let date = Strip::left(RIGHT - 150.0, 150.0);
    let baseline = pages.baseline(BODY);
    pages.blank("Signature", half, baseline);
    pages.blank("Date", date, baseline);
    pages.skip(44.0);
    pages.blank("Printed name", half, pages.baseline(BODY));
    pages.skip(26.0);
}
