//! Compose: what casebinder itself prints, as sheets: the whole of cover, index, tab sheet and
//! certificate, and the stamps of evidence pages. Pure; knows no PDF.

mod certificate;
mod cover_court;
mod cover_letter;
mod error;
mod fonts;
mod index;
mod packet;
mod pages;
mod sheet;
mod signature;
mod stamps;
mod tab_sheet;
mod table;
mod words;
mod wrap;

#[cfg(test)]
mod tests;

pub use error::ComposeError;
pub use fonts::*;
pub use packet::{PageCounts, page_counts, sheets};
pub use sheet::*;

use crate::case::Case;
use crate::plan::PacketPlan;
use crate::track::Forum;

/// How many pages each generated part takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageCounts {
    /// Caption page or cover letter.
    pub cover: u32,
    /// Index of exhibits.
    pub index: u32,
    /// Tab sheets, for each exhibit.
    pub tabs: Vec<u32>,
    /// Certificate of service.
    pub certificate: u32,
}

/// Measures the generated parts of this plan.
pub fn page_counts(plan: &PacketPlan, _case: &Case, _forum: Forum) -> PageCounts {
    PageCounts { cover: 1, index: 1, tabs: vec![1; plan.exhibits.len()], certificate: 1 }
}

/// Letters of the text that no built-in face has.
pub fn unprintable(_text: &str) -> Vec<char> {
    Vec::new()
}

/// One sheet for every page of the plan, in order.
///
/// # Errors
/// If the plan's pages are not those that the sheets need.
pub fn sheets(_plan: &PacketPlan, _case: &Case, _forum: Forum) -> Result<Vec<Sheet>, String> {
    Err("not yet".into())
}
