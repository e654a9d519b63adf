//! Forms are on an edition that is accepted, and all pages on the same one.

use std::collections::BTreeSet;

use super::footers::{Footer, age_of, of_form};
use super::papers::{Desk, Paper};
use crate::finding::Finding;
use crate::wording::list;

/// Reviews every form whose editions are known.
pub fn review(desk: &Desk<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for requirement in &desk.track.requirements {
        for form in &requirement.forms {
            for paper in desk.papers_for(&requirement.id) {
                let feet = of_form(paper, form);
                findings.extend(mixed(paper, form, &feet));
                findings.extend(not_accepted(desk, paper, form, &feet));
            }
        }
    }
    findings
}

fn editions(feet: &[Footer]) -> Vec<&str> {
    let known: BTreeSet<&str> = feet.iter().filter_map(|foot| foot.edition.as_deref()).collect();
    known.into_iter().collect()
}

fn mixed(paper: &Paper<'_>, form: &str, feet: &[Footer]) -> Option<Finding> {
    let editions = editions(feet);
    if editions.len() < 2 {
        return None;
    }
    let parts: Vec<String> = editions
        .iter()
        .map(|edition| {
            let pages: BTreeSet<u32> = feet
                .iter()
                .filter(|foot| foot.edition.as_deref() == Some(edition))
                .map(|foot| foot.at)
                .collect();
            let pages: Vec<String> = pages.iter().map(u32::to_string).collect();
            format!("{edition} on page {}", pages.join(", "))
        })
        .collect();
    let message = format!("The pages of Form {form} are of different editions: {}.", list(&parts));
    Some(Finding::error("form-edition-mixed", message).on(paper.path()))
}

fn not_accepted(desk: &Desk<'_>, paper: &Paper<'_>, form: &str, feet: &[Footer]) -> Option<Finding> {
    let dated = &desk.track.books.dated;
    let now = dated.accepted_editions(form, desk.today);
    let newest = now.iter().filter_map(|row| age_of(&row.edition)).max()?;
    let good = |edition: &str| {
        let accepted_on = |day| dated.accepted_editions(form, day).iter().any(|row| row.edition == edition);
        accepted_on(desk.today) || desk.filed_on().is_some_and(accepted_on)
    };
    let editions = editions(feet);
    // Mixed pages are told by themselves; the remedy is the same.
    if editions.iter().any(|edition| good(edition)) {
        return None;
    }
    let bad = editions.into_iter().next()?;
    let accepted: Vec<String> = now.iter().map(|row| row.edition.clone()).collect();
    let authority: Vec<String> = now.iter().flat_map(|row| row.backing.authority.clone()).collect();
    let known = dated.edition(form, bad);
    let finding = if known.is_none() && age_of(bad) > Some(newest) {
        let message = format!(
            "Form {form} is of the edition {bad}, which is newer than every edition known here ({}).",
            list(&accepted)
        );
        let hint = format!("Look at the page of Form {form} whether this edition is accepted.");
        Finding::warning("form-edition", message).with_hint(hint)
    } else {
        let message = format!(
            "Form {form} is of the edition {bad}, which is not accepted; accepted is {}.",
            list(&accepted)
        );
        Finding::error("form-edition", message)
    };
    Some(finding.on(paper.path()).with_authority(&authority))
}
