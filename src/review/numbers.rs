//! Numbers that belong to people: A-numbers, social security numbers, cards, accounts.

/// The A-numbers in a text, each once, as nine digits.
pub fn a_numbers(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut found: Vec<String> = Vec::new();
    for (index, letter) in letters.iter().enumerate() {
        if !matches!(letter, 'A' | 'a') || (index > 0 && letters[index - 1].is_alphanumeric()) {
            continue;
        }
        let rest = &letters[index + 1..];
        // "A000-000-001", "A# 000 000 001", "A-Number: 000000001", "A No. 00-000-001"
        let rest = skip(rest, &[' ', '-', '#', ':', '.']);
        let rest = after_word(rest, "number").or_else(|| after_word(rest, "no")).unwrap_or(rest);
        let rest = skip(rest, &[' ', '-', '#', ':', '.', '(', 's', ')']);
        let rest = if rest.first() == Some(&'A') { &rest[1..] } else { rest };
        let rest = skip(rest, &['-', ' ']);
        if let Some(number) = eight_or_nine(rest)
            && !found.contains(&number)
        {
            found.push(number);
        }
    }
    found
}

/// An A-number as people write it, as nine digits.
pub fn normal(number: &str) -> Option<String> {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    matches!(digits.len(), 8 | 9).then(|| format!("{digits:0>9}"))
}

/// The last three digits, for naming a number in a report without giving it away.
pub fn masked(number: &str) -> String {
    let tail: String = number.chars().rev().take(3).collect::<Vec<_>>().into_iter().rev().collect();
    format!("A\u{2026}{tail}")
}

fn skip<'a>(letters: &'a [char], what: &[char]) -> &'a [char] {
    let count = letters.iter().take(4).take_while(|letter| what.contains(letter)).count();
    &letters[count..]
}

fn after_word<'a>(letters: &'a [char], word: &str) -> Option<&'a [char]> {
    let length = word.chars().count();
    let head: String = letters.get(..length)?.iter().collect::<String>().to_lowercase();
    (head == word).then(|| &letters[length..])
}

/// Eight or nine digits, alone or in groups of three with a dash or space between.
fn eight_or_nine(letters: &[char]) -> Option<String> {
    let mut digits = String::new();
    let mut groups = vec![0usize];
    for (index, letter) in letters.iter().enumerate() {
        if letter.is_ascii_digit() {
            digits.push(*letter);
            if let Some(group) = groups.last_mut() {
                *group += 1;
            }
        } else if matches!(letter, '-' | ' ' | '\u{2011}' | '\u{2013}')
            && letters.get(index + 1).is_some_and(char::is_ascii_digit)
            && groups.len() < 3
        {
            groups.push(0);
        } else if letter.is_alphabetic() {
            return None;
        } else {
            break;
        }
        if digits.len() > 9 {
            return None;
        }
    }
    let shape = matches!(groups[..], [8 | 9] | [2 | 3, 3, 3]);
    shape.then(|| format!("{digits:0>9}"))
}

/// Does a social security number stand in the text?
pub fn has_social_security_number(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    letters.windows(11).enumerate().any(|(start, window)| {
        let shape = window.iter().enumerate().all(|(index, letter)| match index {
            3 | 6 => *letter == '-',
            _ => letter.is_ascii_digit(),
        });
        let touches = |letter: Option<&char>| {
            letter.is_some_and(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '/' | '.'))
        };
        let before = start.checked_sub(1).and_then(|before| letters.get(before));
        let after = letters.get(start + 11).filter(|letter| **letter != '.');
        // Never given out: area 000, 666 and from 900, group 00, serial 0000.
        let area: String = window[..3].iter().collect();
        let given_out = area != "000"
            && area != "666"
            && !area.starts_with('9')
            && window[4..6] != ['0', '0']
            && window[7..] != ['0', '0', '0', '0'];
        shape && given_out && !touches(before) && !touches(after)
    })
}

/// Does the number of a payment card stand in the text?
pub fn has_card_number(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let mut start = 0;
    while start < letters.len() {
        if !letters[start].is_ascii_digit() || (start > 0 && letters[start - 1].is_alphanumeric()) {
            start += 1;
            continue;
        }
        let run: Vec<char> = letters[start..]
            .iter()
            .take(23)
            .take_while(|letter| letter.is_ascii_digit() || matches!(letter, ' ' | '-'))
            .copied()
            .collect();
        let groups: Vec<String> = run
            .split(|letter| matches!(letter, ' ' | '-'))
            .map(|group| group.iter().collect::<String>())
            .filter(|group: &String| !group.is_empty())
            .collect();
        let lengths: Vec<usize> = groups.iter().map(String::len).collect();
        if matches!(lengths[..], [4, 4, 4, 4] | [4, 6, 5] | [16]) && passes_luhn(&groups.concat()) {
            return true;
        }
        start += run.len().max(1);
    }
    false
}

/// The check that card numbers pass.
fn passes_luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .rev()
        .filter_map(|digit| digit.to_digit(10))
        .enumerate()
        .map(|(place, digit)| match (place % 2, digit * 2) {
            (0, _) => digit,
            (_, twice) if twice > 9 => twice - 9,
            (_, twice) => twice,
        })
        .sum();
    sum.is_multiple_of(10) && digits.chars().any(|digit| digit != '0') && "3456".contains(&digits[..1])
}

/// Amounts in dollars: "$1,020.00" gives 1020.
pub fn dollars(text: &str) -> Vec<u64> {
    text.split('$')
        .skip(1)
        .filter_map(|rest| {
            let rest = rest.trim_start();
            let whole: String = rest
                .chars()
                .take_while(|letter| letter.is_ascii_digit() || *letter == ',')
                .filter(char::is_ascii_digit)
                .take(9)
                .collect();
            whole.parse().ok()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_numbers_are_found_however_they_are_written() {
        for text in [
            "File No. A000-000-041.",
            "A# 000 000 041",
            "A-Number: A000-000-041",
            "A-Number: 000000041",
            "A 00-000-041",
            "(A000000041)",
            "Alien No. A00000041",
        ] {
            assert_eq!(a_numbers(text), ["000000041"], "{text}");
        }
        for text in ["A 4 5", "USA000000041", "A000-000-0412", "A12345", "a 2025 11 03", "Apt. 000000041"] {
            assert_eq!(a_numbers(text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(normal("A00-000-041").as_deref(), Some("000000041"));
        assert_eq!(masked("000000041"), "A\u{2026}041");
    }

    #[test]
    fn social_security_numbers_have_a_shape_that_telephones_have_not() {
        assert!(has_social_security_number("SSN 219-09-9999, issued"));
        assert!(has_social_security_number("219-09-9999."));
        assert!(!has_social_security_number("(602) 555-0101 and 602-555-0101"));
        assert!(!has_social_security_number("000-12-3456, 900-12-3456, 1219-09-9999, 219-09-9999-1"));
    }

    #[test]
    fn card_numbers_pass_their_own_check() {
        // The number that card companies publish for tests.
        assert!(has_card_number("Card 4111 1111 1111 1111"));
        assert!(!has_card_number("Card 4111 1111 1111 1112"));
        assert!(!has_card_number("20251122093000001"));
    }

    #[test]
    fn amounts_are_read_with_their_commas() {
        assert_eq!(dollars("Amount: $1,020.00, fee $ 100"), [1020, 100]);
        assert_eq!(dollars("US$ none"), Vec::<u64>::new());
    }
}
