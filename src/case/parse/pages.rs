//! A choice of pages: `1-3,7`.

use crate::case::PageSelection;

/// What is wrong with a choice of pages.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) message: String,
    pub(super) hint: String,
}

/// Reads a choice of pages: numbers from 1 and ranges, with commas, no page twice.
pub(super) fn selection(text: &str) -> Result<PageSelection, Wrong> {
    let mut ranges = Vec::new();
    for part in text.split(',') {
        ranges.push(range(part.trim())?);
    }
    let mut sorted = ranges.clone();
    sorted.sort_unstable();
    let mut last_page = 0;
    for (first, last) in sorted {
        if first <= last_page {
            return Err(wrong(format!("Page {first} is chosen twice."), "Name each page once."));
        }
        last_page = last;
    }
    Ok(PageSelection { text: text.to_owned(), ranges })
}

fn range(part: &str) -> Result<(u32, u32), Wrong> {
    let (first, last) = match part.split_once(['-', '–', '—']) {
        Some(_) if part.contains(['–', '—']) => {
            let hint = "Write the range with the ordinary hyphen: pages = \"1-3\"";
            return Err(wrong(format!("\"{part}\" has a long dash."), hint));
        }
        Some((first, last)) => (page(first.trim(), part)?, page(last.trim(), part)?),
        None => {
            let page = page(part, part)?;
            (page, page)
        }
    };
    if first > last {
        let hint = format!("Write the smaller number first: \"{last}-{first}\"");
        return Err(wrong(format!("The range {first}-{last} runs backwards."), hint));
    }
    Ok((first, last))
}

fn page(number: &str, part: &str) -> Result<u32, Wrong> {
    const HINT: &str = "Write page numbers and ranges with commas between them: pages = \"1-3,7\"";
    if number.is_empty() || !number.bytes().all(|digit| digit.is_ascii_digit()) {
        let what = if part.is_empty() {
            "A page number is missing".to_owned()
        } else {
            format!("\"{part}\" is no page or range of pages")
        };
        return Err(wrong(format!("{what}."), HINT));
    }
    match number.parse::<u32>() {
        Ok(0) => Err(wrong("There is no page 0.".to_owned(), "Count the pages of the file from 1.")),
        Ok(page) => Ok(page),
        Err(_) => Err(wrong(format!("Page {} is beyond any file.", shortened(number)), HINT)),
    }
}

fn shortened(number: &str) -> String {
    if number.len() > 20 { format!("{}…", number.get(..20).unwrap_or_default()) } else { number.to_owned() }
}

fn wrong(message: String, hint: impl Into<String>) -> Wrong {
    Wrong { message, hint: hint.into() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn choices_of_pages() {
        assert_eq!(selection("1-3,7").unwrap().ranges, [(1, 3), (7, 7)]);
        assert_eq!(selection(" 7 , 1 - 3 ").unwrap().ranges, [(7, 7), (1, 3)]);
        assert_eq!(selection("4294967295").unwrap().ranges, [(u32::MAX, u32::MAX)]);
        assert_eq!(selection("1-3,7").unwrap().text, "1-3,7");
    }

    #[test]
    fn wrong_choices_of_pages() {
        for (text, message) in [
            ("", "A page number is missing."),
            ("1,,2", "A page number is missing."),
            ("1,", "A page number is missing."),
            ("0", "There is no page 0."),
            ("0-3", "There is no page 0."),
            ("3-1", "The range 3-1 runs backwards."),
            ("1-3,3", "Page 3 is chosen twice."),
            ("7,2-9", "Page 7 is chosen twice."),
            ("5,5", "Page 5 is chosen twice."),
            ("1-10,2-3", "Page 2 is chosen twice."),
            ("all", "\"all\" is no page or range of pages."),
            ("-3", "\"-3\" is no page or range of pages."),
            ("1-", "\"1-\" is no page or range of pages."),
            ("1-2-3", "\"1-2-3\" is no page or range of pages."),
            ("+1", "\"+1\" is no page or range of pages."),
            ("1–3", "\"1–3\" has a long dash."),
            ("4294967296", "Page 4294967296 is beyond any file."),
        ] {
            assert_eq!(selection(text).unwrap_err().message, message, "{text:?}");
        }
    }
}
