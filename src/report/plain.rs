//! Text from strangers, made safe for a terminal.

/// The text with control characters, line breaks and direction marks shown as escapes: a file name can neither
/// break a report nor pretend to be another name.
pub fn plain(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut plain, c| {
        if c.is_control() || is_direction_mark(c) {
            plain.extend(c.escape_unicode());
        } else {
            plain.push(c);
        }
        plain
    })
}

fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{061c}' | '\u{feff}' | '\u{2028}' | '\u{2029}')
}

/// An A-number for the screen: only its last three digits are shown.
pub fn mask_a_number(a_number: &str) -> String {
    let digits = a_number.chars().filter(char::is_ascii_digit).count();
    let mut seen = 0;
    a_number
        .chars()
        .map(|c| {
            if !c.is_ascii_digit() {
                return c;
            }
            seen += 1;
            if seen + 3 > digits { c } else { '•' }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_break_lines_or_turn_direction() {
        assert_eq!(plain("a\nb\u{202e}fdp.exe"), "a\\u{a}b\\u{202e}fdp.exe");
        assert_eq!(plain("Declaración 声明.pdf"), "Declaración 声明.pdf");
    }

    #[test]
    fn only_the_last_three_digits_show() {
        assert_eq!(mask_a_number("A000-000-001"), "A•••-•••-001");
        assert_eq!(mask_a_number("A 12345678"), "A •••••678");
    }
}
