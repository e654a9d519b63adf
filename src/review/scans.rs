//! Scans and pictures: sharp enough to be read. What is blurred or crooked, a person must see.

use super::papers::{Desk, Paper};
use crate::finding::Finding;
use crate::intake::PageSize;

/// Files named in one finding.
const MOST_NAMED: usize = 12;

/// One finding for all coarse scans, one for all that are not what the forum asks for, one for small pictures.
pub fn review(desk: &Desk<'_>) -> Vec<Finding> {
    let (asked, least) =
        if desk.is_court() { ("court-dpi", "court-dpi-least") } else { ("uscis-dpi", "uscis-dpi-least") };
    let (Some(asked), Some(least)) = (desk.limit(asked), desk.limit(least)) else { return Vec::new() };
    // A scanner that is set to 300 makes 299.
    let allowed = |value: u64| value as f64 * 0.97;
    let coarse = |paper: &&Paper<'_>| worst(paper).is_some_and(|dpi| dpi < allowed(least.value));
    let below = |paper: &&Paper<'_>| {
        worst(paper).is_some_and(|dpi| dpi < allowed(asked.value) && dpi >= allowed(least.value))
    };
    let mut findings = Vec::new();
    let named = names(desk.papers.iter().filter(coarse));
    if !named.is_empty() {
        let message = format!("Scanned with fewer than {} dots an inch: {named}.", least.value);
        findings.push(Finding::warning("scan-coarse", message).with_authority(&least.backing.authority));
    }
    let named = names(desk.papers.iter().filter(below));
    if !named.is_empty() {
        let message =
            format!("Scanned with fewer than the {} dots an inch that are asked for: {named}.", asked.value);
        findings.push(Finding::info("scan-resolution", message).with_authority(&asked.backing.authority));
    }
    findings.extend(small(desk, least.value));
    findings
}

/// The coarsest page that is filed.
fn worst(paper: &Paper<'_>) -> Option<f64> {
    let scans = paper.content().scans.iter().filter(|scan| paper.is_filed(scan.page));
    scans.map(|scan| scan.dpi).min_by(f64::total_cmp)
}

/// A picture with so few dots that it cannot be shown sharply in the size of a photograph.
fn small(desk: &Desk<'_>, dpi: u64) -> Option<Finding> {
    let width = desk.number("small-picture-width")? * dpi;
    let height = desk.number("small-picture-height")? * dpi;
    let is_small = |paper: &&Paper<'_>| {
        paper.file.source.sizes.iter().any(|size| match size {
            // A scanner says how large the paper is; then a small card is not a small picture.
            PageSize::Pixels { dpi: Some(own), .. } if *own >= dpi as f64 => false,
            PageSize::Pixels { width: across, height: down, .. } => {
                let (short, long) = (u64::from(*across.min(down)), u64::from(*across.max(down)));
                short < width.min(height) && long < width.max(height)
            }
            PageSize::Points { .. } => false,
        })
    };
    let named = names(desk.papers.iter().filter(is_small));
    if named.is_empty() {
        return None;
    }
    let message =
        format!("These pictures have too few dots to be legible in the size of a photograph: {named}.");
    Some(Finding::warning("picture-small", message))
}

fn names<'p, 'a: 'p>(papers: impl Iterator<Item = &'p Paper<'a>>) -> String {
    let mut paths: Vec<&str> = papers.map(|paper| paper.path()).collect();
    let more = paths.len().saturating_sub(MOST_NAMED);
    paths.truncate(MOST_NAMED);
    let mut named = paths.join(", ");
    if more > 0 {
        named.push_str(&format!(" and {more} more"));
    }
    named
}
