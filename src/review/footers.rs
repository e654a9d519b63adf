//! What stands at the foot of the pages of a government form: its number, edition, page.

use super::papers::Paper;
use super::words::Plain;
use crate::intake::FieldKind;

/// The foot of one page of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Footer {
    /// The page of the file on which it stands, counted from 1.
    pub at: u32,
    /// The edition as printed: `07/28/26`.
    pub edition: Option<String>,
    /// The page of the form.
    pub page: Option<u32>,
    /// `a` or `b` on a supplement.
    pub supplement: Option<char>,
}

/// The feet of all pages of a paper that belong to this form (`I-589`).
pub fn of_form(paper: &Paper<'_>, form: &str) -> Vec<Footer> {
    let mut found = Vec::new();
    for (at, text) in (1..).zip(&paper.content().pages) {
        found.extend(on_page(&Plain::of(text), form, at));
    }
    for field in paper.content().fields.iter().filter(|field| field.kind == FieldKind::Barcode) {
        let parts: Vec<&str> = field.value.split('|').collect();
        if let [number, edition, page, ..] = parts[..]
            && number == form
            && is_edition(edition)
        {
            let page = page.trim().parse().ok();
            found.push(Footer { at: field.page, edition: Some(edition.to_owned()), page, supplement: None });
        }
    }
    found.retain(|footer| paper.is_filed(footer.at));
    found
}

/// The foot that stands on a page: "Form I-589 Edition 07/28/26 Page 2 of 12", "Form I-589 Supplement A (Rev.
/// 08/25/20)", "Form I-589 (Rev. 05/16/17) N Page 9". A form number without an edition is only a mention.
fn on_page(plain: &Plain, form: &str, at: u32) -> Option<Footer> {
    let needle = format!(" form {} ", Plain::of(form).as_str().trim());
    // Two mentions may share the space between them, so each search begins within the last find.
    let mut starts = Vec::new();
    let mut from = 0;
    while let Some(place) = plain.as_str().get(from..).and_then(|rest| rest.find(&needle)) {
        from += place + needle.len() - 1;
        starts.push(from);
    }
    let mut feet = starts.into_iter().filter_map(|start| {
        let mut words = plain.as_str()[start..].split(' ').filter(|word| !word.is_empty()).peekable();
        let mut supplement = None;
        while let Some(word) = words.peek().copied() {
            match word {
                "supplement" => {
                    words.next();
                    supplement =
                        words.peek().filter(|word| word.len() == 1).and_then(|word| word.chars().next());
                    words.next();
                }
                "edition" | "rev" | "ed" | "revised" => {
                    words.next();
                }
                _ => break,
            }
        }
        let [month, day, year] = [words.next()?, words.next()?, words.next()?];
        let edition = format!("{month}/{day}/{year}");
        if !is_edition(&edition) {
            return None;
        }
        // The date is followed by "Page 2 of 12", with an N or Y between in older editions.
        let next = words.next();
        let word = if matches!(next, Some("n" | "y")) { words.next() } else { next };
        let page = if word == Some("page") { words.next().and_then(|page| page.parse().ok()) } else { None };
        Some(Footer { at, edition: Some(edition), page, supplement })
    });
    feet.next_back()
}

/// `07/28/26`: month, day, year of two figures each.
fn is_edition(text: &str) -> bool {
    text.len() == 8
        && text
            .bytes()
            .enumerate()
            .all(|(index, byte)| if index == 2 || index == 5 { byte == b'/' } else { byte.is_ascii_digit() })
}

/// An edition as a number that grows with time.
pub fn age_of(edition: &str) -> Option<(u32, u32, u32)> {
    let mut parts = edition.split('/').map(|part| part.parse().ok());
    let (month, day, year) = (parts.next()??, parts.next()??, parts.next()??);
    Some((year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn footer(text: &str) -> Option<(String, Option<u32>, Option<char>)> {
        let footer = on_page(&Plain::of(text), "I-589", 1)?;
        Some((footer.edition?, footer.page, footer.supplement))
    }

    #[test]
    fn feet_of_all_ages_are_read() {
        let read = |text: &str| footer(text).unwrap_or_default();
        assert_eq!(read("Form I-589   Edition 07/28/26 Page 2 of 12"), ("07/28/26".into(), Some(2), None));
        assert_eq!(read("Form I-589 (Rev. 05/16/17) N Page 9"), ("05/16/17".into(), Some(9), None));
        assert_eq!(read("Form I-589 (Rev. 08/25/20)"), ("08/25/20".into(), None, None));
        assert_eq!(
            read("Supplement A, Form I-589\nForm I-589 Supplement A (Rev. 08/25/20)"),
            ("08/25/20".into(), None, Some('a'))
        );
        assert_eq!(footer("(NOTE: Use Form I-589 Supplement B, or additional sheets of paper.)"), None);
        assert_eq!(footer("my Form I-589 of 01/02/2026"), None);
    }

    #[test]
    fn editions_are_in_the_order_of_time() {
        assert!(age_of("07/28/26") > age_of("12/31/25"));
        assert_eq!(age_of("soon"), None);
    }
}
