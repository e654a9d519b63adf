//! Letters of witnesses, and the list of witnesses.

use super::certificates::{has_address, has_phone};
use super::dates::{EitherWay, dates, years};
use super::papers::{Desk, Paper};
use crate::finding::Finding;

/// Each letter says when it was written and how its writer can be reached.
pub fn letters(desk: &Desk<'_>) -> Vec<Finding> {
    let letters = desk
        .papers_for("witness-letter")
        .filter(|paper| paper.is_wholly_read() && paper.is_readable() && !paper.belongs_to_a_translation());
    letters.filter_map(incomplete).collect()
}

fn incomplete(paper: &Paper<'_>) -> Option<Finding> {
    let mut lacks = Vec::new();
    let dated = !dates(&paper.plain, EitherWay::Yes).is_empty() || !years(&paper.plain).is_empty();
    if !dated && paper.file.date.is_none() {
        lacks.push("a date");
    }
    if !has_phone(&paper.text) && !has_address(&paper.plain) && !paper.text.contains('@') {
        lacks.push("an address, telephone number or e-mail address of the writer");
    }
    if lacks.is_empty() {
        return None;
    }
    let message = format!("As far as it can be read, the letter lacks {}.", lacks.join(" and "));
    Some(Finding::warning("witness-letter-incomplete", message).on(paper.path()))
}

/// The list of witnesses says of each what the court asks for.
pub fn list(desk: &Desk<'_>) -> Vec<Finding> {
    desk.papers_for("witness-list")
        .filter(|paper| paper.is_wholly_read() && paper.is_readable())
        .filter_map(thin)
        .collect()
}

fn thin(paper: &Paper<'_>) -> Option<Finding> {
    let mut lacks = Vec::new();
    if !paper.plain.has_any(&["minute*", "hour*", "estimated length", "estimated time"]) {
        lacks.push("the estimated length of the testimony");
    }
    if !paper.plain.has("language*") {
        lacks.push("the language");
    }
    if !paper.plain.has_any(&["summary", "testify", "testimony"]) {
        lacks.push("a summary of the testimony");
    }
    if lacks.is_empty() {
        return None;
    }
    let message = format!("As far as it can be read, the witness list lacks {}.", lacks.join(", "));
    Some(Finding::warning("witness-list-incomplete", message).on(paper.path()))
}
