//! Documents that say themselves that they have more pages than are here.

use std::collections::{BTreeMap, BTreeSet};

use super::papers::{Desk, Paper};
use super::words::Plain;
use crate::finding::Finding;
use crate::wording::list;

/// A count of pages that is larger than this is a number of something else.
const MOST: u32 = 500;

/// Reviews everything but the application, which has a check of its own.
pub fn review(desk: &Desk<'_>) -> Vec<Finding> {
    desk.papers.iter().filter(|paper| !paper.is("form-i589")).filter_map(partial).collect()
}

fn partial(paper: &Paper<'_>) -> Option<Finding> {
    let content = paper.content();
    // Where a page is a picture, its number is not known.
    if !paper.is_wholly_read() || paper.file.selection.is_some() {
        return None;
    }
    let mut seen: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    let mut numbered = 0;
    for page in &content.pages {
        let Some((number, of)) = number_of(page) else { continue };
        numbered += 1;
        seen.entry(of).or_default().insert(number);
    }
    let [(of, numbers)] = seen.iter().collect::<Vec<_>>()[..] else { return None };
    // Every page must take part: a letter that quotes "page 1 of 3" of something else does not count.
    if numbered != content.pages.len() || numbers.len() != numbered {
        return None;
    }
    let missing: Vec<String> =
        (1..=*of).filter(|number| !numbers.contains(number)).map(|number| number.to_string()).collect();
    if missing.is_empty() {
        return None;
    }
    let missing = if missing.len() > 8 { vec![format!("{} pages", missing.len())] } else { missing };
    let message = format!("By its own page numbers it has {of} pages; missing: {}.", list(&missing));
    Some(Finding::warning("document-partial", message).on(paper.path()))
}

/// "Page 2 of 3" in the first or last lines of a page, once.
fn number_of(page: &str) -> Option<(u32, u32)> {
    let lines: Vec<&str> = page.lines().filter(|line| !line.trim().is_empty()).collect();
    let edge = lines.iter().take(3).chain(lines.iter().skip(3.max(lines.len().saturating_sub(3))));
    let mut found: Vec<(u32, u32)> = edge
        .flat_map(|line| {
            let plain = Plain::of(line);
            let words: Vec<&str> = plain.words().collect();
            words
                .windows(4)
                .filter_map(|words| match words {
                    ["page", number, "of", of] | ["pagina", number, "de", of] => {
                        Some((number.parse().ok()?, of.parse().ok()?))
                    }
                    _ => None,
                })
                .collect::<Vec<(u32, u32)>>()
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    match found[..] {
        [(number, of)] if (1..=of).contains(&number) && (2..=MOST).contains(&of) => Some((number, of)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_read_at_the_edges_of_a_page() {
        assert_eq!(number_of("A letter\nwords\nwords\nwords\nwords\nPage 2 of 3"), Some((2, 3)));
        assert_eq!(number_of("P\u{e1}gina 1 de 2\nhola"), Some((1, 2)));
        assert_eq!(number_of("a\nb\nc\nsee page 2 of 3 above\nd\ne\nf"), None);
        assert_eq!(number_of("Page 4 of 3"), None);
        assert_eq!(number_of("Page 1 of 1"), None);
    }
}
