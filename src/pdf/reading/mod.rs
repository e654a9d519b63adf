//! Reads what a document says: words with their line breaks, form fields, the resolution of scans.
//!
//! It is for checks and never for the packet: a word that is missed here is a check that is not made, so every
//! limit simply ends the reading.

mod covered;
mod face;
mod fields;
mod page;
mod words;

use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::Document;

use super::pagetree::PageEntry;
use crate::intake::Content;

/// Pages read. What a check looks for stands at the beginning; long reports are not read to their end.
const MOST_PAGES: usize = 60;
/// Fewer letters than these lie under lines and frames by chance.
const FEWEST_COVERED: usize = 3;
/// Characters kept of a document.
const MOST_TEXT: usize = 200_000;

/// Reads a document that was opened. Never panics, whatever it holds.
pub fn read(document: &Document, pages: &[PageEntry]) -> Content {
    let mut content = Content {
        unread: u32::try_from(pages.len().saturating_sub(MOST_PAGES)).unwrap_or(u32::MAX),
        ..Content::default()
    };
    let mut length = 0;
    for (number, entry) in (1..).zip(pages.iter().take(MOST_PAGES)) {
        let look = || page::read(document, entry);
        let Some(page) = catch_unwind(AssertUnwindSafe(look)).ok() else {
            content.pages.push(String::new());
            continue;
        };
        if let Some(dpi) = page.scan {
            content.scans.push(crate::intake::ScannedPage { page: number, dpi });
        }
        if page.covered >= FEWEST_COVERED {
            content.covered.push(number);
        }
        let left = MOST_TEXT.saturating_sub(length);
        let text: String = page.text.chars().take(left).collect();
        length += text.chars().count();
        content.pages.push(text);
    }
    let form = || fields::read(document, pages);
    content.fields = catch_unwind(AssertUnwindSafe(form)).unwrap_or_default();
    content
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
