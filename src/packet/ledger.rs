//! Pages in, pages out: counted apart from the plan and from each other.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::pdf::readback::ReadPage;
use crate::plan::PacketPlan;

/// Pages in, pages out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// Files bound.
    pub sources: u32,
    /// Evidence pages that the opened files have, as far as they were chosen.
    pub pages_in: u32,
    /// Pages of the volumes that show a piece of evidence, as read back.
    pub pages_out: u32,
    /// Pages that casebinder made: cover, index, tab sheets, certificate.
    pub generated: u32,
    /// Files of the evidence folder that are not in the packet.
    pub omitted: u32,
}

impl Ledger {
    /// Counts; `opened` is the number of pages of each opened file, with the choice of pages as written.
    pub fn new(plan: &PacketPlan, opened: &[(u32, Option<String>)], read: &[&ReadPage]) -> Ledger {
        let pages_in = opened.iter().map(|(pages, selection)| chosen(*pages, selection.as_deref()));
        // A file that is divided among volumes was opened for each part of it.
        let files: BTreeSet<&str> = plan
            .exhibits
            .iter()
            .flat_map(|exhibit| exhibit.sources.iter().map(|source| source.path.as_str()))
            .collect();
        let shows = |drawings: &[crate::pdf::readback::ReadDrawing]| {
            drawings.iter().any(|drawing| drawing.print.is_some())
        };
        let pages_out = read.iter().filter(|page| shows(&page.drawings)).count() as u32;
        Ledger {
            sources: files.len() as u32,
            pages_in: pages_in.fold(0, u32::saturating_add),
            pages_out,
            generated: (read.len() as u32).saturating_sub(pages_out),
            omitted: plan.omitted.len() as u32,
        }
    }

    /// Why the books do not balance.
    pub fn difference(&self) -> Option<String> {
        (self.pages_in != self.pages_out)
            .then(|| format!("{} pages of evidence in, {} out", self.pages_in, self.pages_out))
    }
}

/// How many pages of a file with so many pages a choice like `1-3,7` takes.
fn chosen(pages: u32, selection: Option<&str>) -> u32 {
    let Some(selection) = selection else { return pages };
    let range = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let first: u32 = first.trim().parse().ok()?;
        let last: u32 = last.trim().parse().ok()?;
        (last.min(pages) + 1).checked_sub(first)
    };
    selection.split(',').filter_map(range).fold(0, u32::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_chosen_pages_that_are_there_count() {
        assert_eq!(chosen(9, None), 9);
        assert_eq!(chosen(9, Some("1-3, 7")), 4);
        assert_eq!(chosen(9, Some("8-12,20")), 2);
    }
}
