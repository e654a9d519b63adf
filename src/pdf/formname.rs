//! The name and edition of a government form, from the text of its first page.

/// Finds "Form I-589 Edition 01/20/25" in a text and says "Form I-589, edition 01/20/25"; the form number alone
/// if no edition stands beside it.
pub fn find(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut number_only = None;
    for (index, word) in words.iter().enumerate() {
        if !word.ends_with("Form") {
            continue;
        }
        let Some(number) = words.get(index + 1).and_then(|word| form_number(word)) else { continue };
        // "Form I-589 Edition 01/20/25"; older forms: "Form G-28 09/17/18", "Form I-589 (Rev. 08/25/20)".
        let label = |word: &&&str| word.eq_ignore_ascii_case("edition") || **word == "(Rev.";
        let mut after = words[index + 2..].iter().skip_while(label);
        if let Some(date) = after.next().and_then(|word| edition(word)) {
            return Some(format!("Form {number}, edition {date}"));
        }
        number_only.get_or_insert(number);
    }
    number_only.map(|number| format!("Form {number}"))
}

/// `I-589`, `G-28`, `EOIR-28`, `I-765WS`: letters, hyphen, digits, perhaps letters.
fn form_number(word: &str) -> Option<String> {
    let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let (letters, rest) = word.split_once('-')?;
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    let suffix = &rest[digits..];
    let fits = (1..=4).contains(&letters.len())
        && letters.chars().all(|c| c.is_ascii_uppercase())
        && (1..=4).contains(&digits)
        && suffix.len() <= 2
        && suffix.chars().all(|c| c.is_ascii_uppercase());
    fits.then(|| word.to_owned())
}

/// `01/20/25`, perhaps with a letter or the next word run into it.
fn edition(word: &str) -> Option<&str> {
    let date = word.get(..8)?;
    let shape =
        |(index, c): (usize, char)| if index == 2 || index == 5 { c == '/' } else { c.is_ascii_digit() };
    date.chars().enumerate().all(shape).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_and_edition_are_found() {
        let found = |text| find(text).unwrap_or_default();
        assert_eq!(found("Page 1 of 12\nForm I-589 Edition 01/20/25"), "Form I-589, edition 01/20/25");
        assert_eq!(
            found("see Form I-94 and more. Form G-28   Edition  09/17/18 Page 1"),
            "Form G-28, edition 09/17/18"
        );
        assert_eq!(found("Form G-28\nForm G-28 09/17/18Page 1"), "Form G-28, edition 09/17/18");
        assert_eq!(found("Form I-589 (Rev. 08/25/20) N"), "Form I-589, edition 08/25/20");
        assert_eq!(found("USCIS Form I-765 OMB No. 1615-0040"), "Form I-765");
        assert_eq!(found("a Form letter, Form of 1040-X"), "");
        assert_eq!(found("Form I-589 Edition soon"), "Form I-589");
    }
}
