//! All pages of the form are there.

use std::collections::BTreeSet;

use super::Application;
use crate::finding::Finding;
use crate::review::footers::{Footer, of_form};
use crate::wording::{counted, list};

/// Says which pages are missing, if the pages that are there can be told.
pub fn review(application: &Application<'_, '_>) -> Option<Finding> {
    let count = u32::try_from(application.desk.number("form-i589-pages")?).ok()?;
    let feet: Vec<Footer> =
        application.papers.iter().flat_map(|paper| of_form(paper, &application.known.form)).collect();
    let there: BTreeSet<u32> = feet.iter().map(|foot| page_of(foot, count)).collect();
    // Mentions of the form on other papers are no form: half of it must be there to speak of the rest.
    if there.len() * 2 < count as usize {
        return None;
    }
    let missing: Vec<u32> = (1..=count).filter(|page| !there.contains(page)).collect();
    // A page that is a picture may be the one that seems to be missing.
    let unread: usize = application
        .papers
        .iter()
        .map(|paper| {
            let content = paper.content();
            let pages = (1..).zip(&content.pages);
            let pictures = pages.filter(|(number, text)| {
                paper.is_filed(*number) && text.chars().filter(|c| c.is_alphabetic()).count() < 20
            });
            pictures.count() + content.unread as usize
        })
        .sum();
    if missing.is_empty() || missing.len() <= unread {
        return None;
    }
    let named: Vec<String> = missing.iter().map(u32::to_string).collect();
    let word = if missing.len() == 1 { "Page" } else { "Pages" };
    let message = format!(
        "{word} {} of the {} of Form {} cannot be found in it.",
        list(&named),
        counted(count as usize, "page"),
        application.known.form
    );
    Some(Finding::error("form-pages", message).on(application.path()))
}

/// The page of the form. The first page of older editions bears no number, and neither do their supplements, which
/// are the last two pages.
fn page_of(foot: &Footer, count: u32) -> u32 {
    match (foot.page, foot.supplement) {
        (Some(page), _) => page,
        (None, Some('a')) => count.saturating_sub(1),
        (None, Some(_)) => count,
        (None, None) => 1,
    }
}
