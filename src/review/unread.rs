//! Which papers could not be read although their wording matters.

use super::papers::{Desk, Paper};
use crate::finding::Finding;
use crate::intake::Kind;

/// Papers whose wording is checked wherever it can be read.
const WORDED: [&str; 5] =
    ["form-i589", "declaration", "translator-certificate", "interpreter-certificate", "hearing-notice"];

/// One finding for all of them: a person must read what the program could not.
pub fn review(desk: &Desk<'_>) -> Vec<Finding> {
    let unread: Vec<&str> = desk
        .papers
        .iter()
        .filter(|paper| paper.is_any(&WORDED) && was_looked_at(paper) && !paper.is_readable())
        .map(|paper| paper.path())
        .collect();
    if unread.is_empty() {
        return Vec::new();
    }
    let message =
        format!("These are pictures without text, so their wording was not checked: {}.", unread.join(", "));
    vec![Finding::info("wording-unread", message)]
}

/// A PDF without a list of pages was never read; a picture has none and cannot be.
fn was_looked_at(paper: &Paper<'_>) -> bool {
    paper.file.source.kind != Kind::Pdf || !paper.content().pages.is_empty()
}
