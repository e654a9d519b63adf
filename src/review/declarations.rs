//! Declarations: sworn, dated, signed by hand; and read back to who does not read English.

use super::dates::{EitherWay, dates};
use super::papers::{Desk, Paper};
use super::words::is_english;
use crate::finding::Finding;

/// Reviews declarations and certificates of interpretation that can be read.
pub fn review(desk: &Desk<'_>) -> Vec<Finding> {
    let declarations = desk
        .papers_for("declaration")
        .filter(|paper| paper.is_readable() && is_english(&paper.plain) && !paper.belongs_to_a_translation());
    let certificates = desk
        .papers_for("interpreter-certificate")
        .filter(|paper| paper.is_readable() && is_english(&paper.plain) && !paper.is("declaration"));
    let mut findings: Vec<Finding> = declarations.filter_map(unsworn).collect();
    findings.extend(certificates.filter_map(read_back));
    let signed = [
        "declaration",
        "witness-letter",
        "translator-certificate",
        "interpreter-certificate",
        "expert-report",
    ];
    let papers = desk.papers.iter().filter(|paper| paper.is_any(&signed));
    findings.extend(papers.filter_map(typed_signature));
    findings
}

fn unsworn(paper: &Paper<'_>) -> Option<Finding> {
    const SWORN: [&str; 8] = [
        "penalty of perjury",
        "penalties of perjury",
        "sworn to",
        "sworn before",
        "subscribed and sworn",
        "duly sworn",
        "notary public",
        "being sworn",
    ];
    let mut lacks = Vec::new();
    if !paper.plain.has_any(&SWORN) {
        lacks.push("the words \"under penalty of perjury\" or the mark of a notary");
    }
    if dates(&paper.plain, EitherWay::No).is_empty() {
        lacks.push("a date");
    }
    // A page that is a picture may hold what seems to be missing: often the last one, with the signature.
    if lacks.is_empty() || !paper.is_wholly_read() {
        return None;
    }
    let message = format!("As far as it can be read, the declaration lacks {}.", lacks.join(" and "));
    Some(Finding::warning("declaration-wording", message).on(paper.path()))
}

fn read_back(paper: &Paper<'_>) -> Option<Finding> {
    let plain = &paper.plain;
    let mut lacks = Vec::new();
    if !plain.has_any(&["read", "interpreted", "translated", "reading"]) {
        lacks.push("that it was read to the person");
    }
    if !plain.has_any(&["understood", "understands", "understand", "understanding"]) {
        lacks.push("that the person understood it");
    }
    if !plain.has_any(&["competent", "competence", "fluent", "qualified"]) {
        lacks.push("that the interpreter is competent");
    }
    if !plain.has_any(&["accurate", "accurately", "faithfully", "correctly"]) {
        lacks.push("that the interpretation was true and accurate");
    }
    if lacks.is_empty() || !paper.is_wholly_read() {
        return None;
    }
    let message = format!(
        "As far as it can be read, the certificate of interpretation does not say: {}.",
        lacks.join("; ")
    );
    Some(Finding::warning("interpreter-wording", message).on(paper.path()))
}

/// "/s/" in the place of a signature.
fn typed_signature(paper: &Paper<'_>) -> Option<Finding> {
    let signed = paper.text.lines().any(|line| line.trim_start().to_lowercase().starts_with("/s/"));
    let message = "The signature is typed (\"/s/\"), not written by hand.";
    signed.then(|| Finding::warning("signature-typed", message).on(paper.path()))
}
