//! Leads from an exhibit to the translator's certificate that is bound in another one.

use super::words;
use crate::plan::{Exhibit, PacketPlan};

/// "Translator’s certificate: Exhibit S, page 74", and the page to which it leads; one for each certificate.
pub fn elsewhere(plan: &PacketPlan, exhibit: &Exhibit) -> Vec<(String, u32)> {
    let line = |place: &crate::plan::SourcePlace| {
        let holder = plan.exhibits.get(place.exhibit)?;
        let source = holder.sources.get(place.source)?;
        let word = if source.first_page == source.last_page { "page" } else { "pages" };
        let pages = words::range(source.first_page, source.last_page);
        let text = format!("Translator\u{2019}s certificate: Exhibit {}, {word} {pages}", holder.tab);
        Some((text, source.first_page))
    };
    exhibit.certified_in.iter().filter_map(line).collect()
}
