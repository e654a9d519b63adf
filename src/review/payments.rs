//! Payments: the amount on a receipt, cheques, payment forms among the evidence.

use jiff::civil::Date;

use super::dates::{EitherWay, dates};
use super::numbers::dollars;
use super::papers::{Desk, Paper};
use super::words::Plain;
use crate::finding::Finding;

/// Reviews receipts and what else has to do with money.
pub fn review(desk: &Desk<'_>) -> Vec<Finding> {
    let (first, annual) = if desk.is_court() {
        ("eoir-asylum-application", "eoir-annual-asylum")
    } else {
        ("uscis-asylum-application", "uscis-annual-asylum")
    };
    let mut findings = Vec::new();
    for (id, fee) in [("fee-receipt", first), ("annual-fee-receipt", annual)] {
        findings.extend(desk.papers_for(id).filter_map(|paper| too_little(desk, paper, fee)));
    }
    if !desk.is_court() {
        findings.extend(desk.papers.iter().filter_map(cheque));
    }
    findings.extend(desk.papers.iter().filter_map(payment_form));
    findings
}

/// The largest amount on the receipt is smaller than the fee of its day.
fn too_little(desk: &Desk<'_>, paper: &Paper<'_>, fee: &str) -> Option<Finding> {
    let paid = dollars(&paper.text).into_iter().max()?;
    let on: Date = dates(&paper.plain, EitherWay::No)
        .into_iter()
        .map(|read| read.date)
        .filter(|date| *date <= desk.today)
        .max()
        .or_else(|| desk.filed_on())?;
    let due = desk.track.books.dated.fee(fee, on)?;
    if paid >= due.dollars {
        return None;
    }
    let message = format!("The receipt of {on} shows ${paid}; the fee on that day was ${}.", due.dollars);
    Some(Finding::warning("fee-amount", message).on(paper.path()).with_authority(&due.backing.authority))
}

fn cheque(paper: &Paper<'_>) -> Option<Finding> {
    let written = paper.plain.has_any(&["pay to the order of", "payable to the order of"])
        && paper.plain.has_any(&["department of homeland security", "uscis", "homeland security"]);
    let named = paper.is_any(&["fee-payment-i589", "fee-receipt"])
        && Plain::of(&paper.file.title).has_any(&[
            "cheque",
            "money order",
            "personal check",
            "cashiers check",
        ]);
    (written || named).then(|| {
        let message = "This looks like a cheque or money order; USCIS takes neither any more.";
        Finding::error("payment-cheque", message).on(paper.path())
    })
}

/// A form with the number of a card belongs on top of a filing and never among the evidence.
fn payment_form(paper: &Paper<'_>) -> Option<Finding> {
    if paper.is("fee-payment-i589") {
        return None;
    }
    let form = ["g 1450", "g 1650"].iter().find(|form| {
        paper.plain.has(&format!("form {form}"))
            && paper.plain.has_any(&[
                "authorization for credit card*",
                "authorization for ach*",
                "credit card number",
                "routing number",
            ])
    })?;
    let message = format!(
        "It holds the payment Form {}, with the number of a card or an account.",
        form.to_uppercase().replace(' ', "-")
    );
    Some(Finding::warning("payment-form-filed", message).on(paper.path()))
}
