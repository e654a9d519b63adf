//! The same paper twice, saved by two programs: other bytes, the same words.

use std::collections::BTreeMap;

use super::papers::{Desk, Paper};
use crate::finding::Finding;

/// Shorter texts may be alike by chance: a cover, a blank form.
const FEWEST_LETTERS: usize = 400;

/// Says which papers say the same, word for word.
pub fn review(desk: &Desk<'_>) -> Vec<Finding> {
    let mut seen: BTreeMap<(&str, Option<u32>), &Paper<'_>> = BTreeMap::new();
    let mut findings = Vec::new();
    for paper in &desk.papers {
        if paper.plain.letters() < FEWEST_LETTERS || !paper.is_wholly_read() || paper.file.selection.is_some()
        {
            continue;
        }
        let key = (paper.plain.as_str(), paper.file.source.pages);
        match seen.get(&key) {
            Some(first) if first.file.source.sha256 != paper.file.source.sha256 => {
                let message = format!("It says the same as {}, word for word.", first.path());
                findings.push(Finding::warning("file-same-text", message).on(paper.path()));
            }
            Some(_) => {}
            None => {
                seen.insert(key, paper);
            }
        }
    }
    findings
}
