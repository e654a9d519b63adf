//! Passports are copied cover to cover.

use super::papers::Desk;
use super::words::Plain;
use crate::finding::Finding;

/// A copy with few pages may hold the page with the portrait only. USCIS asks for every page; the court for those
/// that say something, which only a person can see.
pub fn review(desk: &Desk<'_>) -> Vec<Finding> {
    let Some(least) = desk.number("passport-pages").filter(|_| !desk.is_court()) else { return Vec::new() };
    let mut findings = Vec::new();
    for person in desk.case.applicants() {
        let papers: Vec<_> = desk
            .papers_for("passport")
            .filter(|paper| desk.owner(paper).is_some_and(|owner| owner.id == person.id))
            .filter(|paper| !paper.belongs_to_a_translation())
            .collect();
        let pages: u64 = papers.iter().filter_map(|paper| paper.file.source.pages).map(u64::from).sum();
        let says_all = papers.iter().any(|paper| {
            let plain = Plain::of(&format!("{} {}", paper.file.title, paper.path()));
            plain.has_any(&[
                "all pages",
                "every page",
                "complete",
                "full",
                "cover to cover",
                "todas las paginas",
                "completo",
                "toutes les pages",
                "complet",
                "todas as paginas",
            ])
        });
        let Some(first) = papers.first().filter(|_| !says_all && pages < least) else { continue };
        let message = format!(
            "The copy of the passport has {pages} of the {least} or more pages that a whole passport has."
        );
        findings.push(Finding::warning("passport-pages", message).on(first.path()));
    }
    findings
}
