//! Papers of the office that must not reach the other side, told by what they say of themselves.

use super::papers::{Desk, Paper};
use crate::finding::Finding;

/// Words that a paper of the office bears.
const PRIVILEGED: [&str; 12] = [
    "attorney work product",
    "work product doctrine",
    "attorney client privilege",
    "attorney client privileged",
    "attorney client communication",
    "privileged and confidential",
    "confidential and privileged",
    "privileged confidential",
    "retainer agreement",
    "legal services agreement",
    "client intake form",
    "client intake questionnaire",
];

/// Reviews everything that goes into the packet.
pub fn review(desk: &Desk<'_>) -> Vec<Finding> {
    desk.papers.iter().flat_map(|paper| [privileged(paper), draft(paper)].into_iter().flatten()).collect()
}

fn privileged(paper: &Paper<'_>) -> Option<Finding> {
    let words = PRIVILEGED.iter().find(|words| paper.plain.has(words))?;
    let message = format!("It bears the words \"{words}\".");
    Some(Finding::warning("privileged-paper", message).on(paper.path()))
}

/// A line of its own that says draft: a watermark or a heading.
fn draft(paper: &Paper<'_>) -> Option<Finding> {
    let is_draft = |line: &str| {
        let line = line.trim().trim_matches(|c: char| !c.is_alphanumeric());
        matches!(line, "DRAFT" | "Draft" | "DRAFT ONLY" | "BORRADOR" | "DO NOT FILE")
    };
    let page = paper.content().pages.iter().position(|page| page.lines().any(is_draft))?;
    let message = format!("Page {} is marked as a draft.", page + 1);
    Some(Finding::warning("draft-marked", message).on(paper.path()))
}
