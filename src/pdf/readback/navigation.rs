//! Bookmarks and page labels.

use std::collections::BTreeSet;

use hayro_syntax::object::{Array, Dict, Name, Number, Object, String as PdfString};

use super::links::destination;
use super::{PageIndex, text_string};
use crate::pdf::volume::STATEMENT;

/// More bookmarks than any packet has: a loop that no cycle guard caught ends here.
const MOST_BOOKMARKS: usize = 1_000_000;
/// Deeper than any outline that a person can use.
const DEEPEST: usize = 64;

/// The bookmarks, flattened in order: depth, title, page index.
pub fn bookmarks(catalog: &Dict<'_>, index: &PageIndex) -> Vec<(usize, String, Option<usize>)> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    if let Some(outlines) = catalog.get::<Dict<'_>>("Outlines") {
        walk(&outlines, 0, index, &mut seen, &mut found);
    }
    found
}

fn walk(
    parent: &Dict<'_>,
    depth: usize,
    index: &PageIndex,
    seen: &mut BTreeSet<(u32, i32)>,
    found: &mut Vec<(usize, String, Option<usize>)>,
) {
    let mut next = parent.get_ref("First").zip(parent.get::<Dict<'_>>("First"));
    while let Some((id, item)) = next {
        if !seen.insert((id.obj_number, id.gen_number)) || depth > DEEPEST || found.len() >= MOST_BOOKMARKS {
            return;
        }
        let title =
            item.get::<PdfString<'_>>("Title").map(|title| text_string(title.as_bytes())).unwrap_or_default();
        let page = item.get::<Array<'_>>("Dest").and_then(|dest| destination(&dest, index));
        found.push((depth, title, page));
        walk(&item, depth + 1, index, seen, found);
        next = item.get_ref("Next").zip(item.get::<Dict<'_>>("Next"));
    }
}

/// The label of each page.
pub fn labels(catalog: &Dict<'_>, pages: usize) -> Vec<String> {
    let nums = catalog.get::<Dict<'_>>("PageLabels").and_then(|labels| labels.get::<Array<'_>>("Nums"));
    let entries: Vec<Object<'_>> = nums.map(|nums| nums.iter::<Object<'_>>().collect()).unwrap_or_default();
    let mut ranges: Vec<(usize, String, bool, i64)> = Vec::new();
    for pair in entries.chunks_exact(2) {
        let [start, range] = pair else { continue };
        let Some(start) = start.clone().into_number().and_then(|start| usize::try_from(start.as_i64()).ok())
        else {
            continue;
        };
        let Some(range) = range.clone().into_dict() else { continue };
        let prefix =
            range.get::<PdfString<'_>>("P").map(|prefix| text_string(prefix.as_bytes())).unwrap_or_default();
        let decimal = range.get::<Name<'_>>("S").is_some_and(|style| style.as_str() == "D");
        let first = range.get::<Number>("St").map_or(1, |first| first.as_i64());
        ranges.push((start, prefix, decimal, first));
    }
    (0..pages)
        .map(|page| match ranges.iter().rev().find(|(start, ..)| *start <= page) {
            Some((start, prefix, true, first)) => {
                format!("{prefix}{}", first.saturating_add((page - start) as i64))
            }
            Some((_, prefix, false, _)) => prefix.clone(),
            None => String::new(),
        })
        .collect()
}

/// The hash of what the packet says about itself.
pub fn statement(catalog: &Dict<'_>) -> Option<String> {
    catalog.get::<PdfString<'_>>(STATEMENT).map(|text| text_string(text.as_bytes()))
}
