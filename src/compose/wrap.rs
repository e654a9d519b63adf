//! Lines: how a text is broken so that it fits a width. Nothing is ever cut.

use super::fonts::{clean, width};
use super::sheet::Face;

/// A face at a size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// Face.
    pub face: Face,
    /// Font size in points.
    pub size: f64,
}

impl Style {
    /// Upright.
    pub const fn regular(size: f64) -> Style {
        Style { face: Face::Regular, size }
    }

    /// Bold.
    pub const fn bold(size: f64) -> Style {
        Style { face: Face::Bold, size }
    }

    /// Italic.
    pub const fn italic(size: f64) -> Style {
        Style { face: Face::Italic, size }
    }

    /// Height of a line.
    pub fn leading(self) -> f64 {
        self.size * 1.2
    }

    /// Width of a text.
    pub fn width(self, text: &str) -> f64 {
        width(text, self.face, self.size)
    }
}

/// Breaks a text into lines of at most this width: between words, inside a word only if it is too long for a
/// line of its own. The lines hold every letter of the text; an empty text has no lines.
pub fn wrap(text: &str, style: Style, room: f64) -> Vec<String> {
    let space = style.width("n n") - style.width("nn");
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0.0;
    for word in clean(text).split(' ').filter(|word| !word.is_empty()) {
        let wide = style.width(word);
        if !line.is_empty() && used + space + wide <= room {
            line.push(' ');
            line.push_str(word);
            used += space + wide;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        let mut pieces = if wide <= room { vec![word.to_owned()] } else { break_word(word, style, room) };
        // The last piece stays open for the words after it.
        line = pieces.pop().unwrap_or_default();
        used = style.width(&line);
        lines.append(&mut pieces);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Breaks a word that is wider than a line, by preference after a sign where such words are broken by hand.
fn break_word(word: &str, style: Style, room: f64) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece: Vec<&str> = Vec::new();
    let mut used = 0.0;
    for letter in letters(word) {
        let wide = style.width(letter);
        if !piece.is_empty() && used + wide > room {
            let good = piece.iter().rposition(|letter| breaks_after(letter)).map(|at| at + 1);
            let cut = good.filter(|&at| at * 2 >= piece.len()).unwrap_or(piece.len());
            let rest = piece.split_off(cut);
            pieces.push(piece.concat());
            used = rest.iter().map(|letter| style.width(letter)).sum();
            piece = rest;
        }
        piece.push(letter);
        used += wide;
    }
    pieces.push(piece.concat());
    pieces
}

/// The letters of a word, each with the accents that follow it.
fn letters(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let accents = |letter: &(usize, char)| !unicode_normalization::char::is_combining_mark(letter.1);
        let end = rest.char_indices().skip(1).find(accents).map_or(rest.len(), |(at, _)| at);
        let (letter, after) = rest.split_at_checked(end).filter(|(letter, _)| !letter.is_empty())?;
        rest = after;
        Some(letter)
    })
}

fn breaks_after(letter: &str) -> bool {
    matches!(
        letter,
        "-" | "–" | "—" | "/" | "\\" | "_" | "." | "," | ":" | ";" | "@" | "&" | "=" | "?" | "+" | ")"
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const BODY: Style = Style::regular(12.0);

    fn letters_of(text: &str) -> String {
        text.split_whitespace().collect()
    }

    #[test]
    fn keeps_every_letter_and_every_width() {
        let long = "x".repeat(500);
        let texts = [
            "Certified copy of the record of birth of María Elena López García, Registro Civil de Xalapa",
            "https://www.example.org/reports/2026/country-conditions/report_final-version_2.pdf?lang=es&page=12",
            "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW iiiiiiiiiiiiiiiiiiiiiiiiii",
            "AV To P. A T. VAVAVAVAVAVA Ya Te",
            "Ẹ́ẹ́Ọ́ọ́Ẹ́ẹ́Ọ́ọ́Ẹ́ẹ́Ọ́ọ́Ẹ́ẹ́Ọ́ọ́",
            long.as_str(),
        ];
        for text in texts {
            for room in [7.0, 20.0, 47.5, 100.0, 254.0, 468.0] {
                let lines = wrap(text, BODY, room);
                assert_eq!(letters_of(&lines.concat()), letters_of(&clean(text)), "{text} in {room}");
                for line in &lines {
                    assert!(!line.is_empty() && !line.starts_with(' ') && !line.ends_with(' '));
                    let single = letters(line).count() == 1;
                    assert!(single || BODY.width(line) <= room + 0.01, "{line:?} in {room}");
                }
            }
        }
    }

    #[test]
    fn breaks_between_words_where_it_can() {
        assert_eq!(wrap("one two three", BODY, BODY.width("one two") + 0.5), ["one two", "three"]);
        assert_eq!(wrap("one two three", BODY, 1000.0), ["one two three"]);
        assert!(wrap(" \n\t ", BODY, 100.0).is_empty());
    }

    #[test]
    fn breaks_addresses_after_a_sign() {
        let lines = wrap("annual_report-2026/final_version", BODY, 110.0);
        assert_eq!(lines, ["annual_report-2026/", "final_version"]);
    }

    #[test]
    fn an_accent_stays_with_its_letter() {
        let word = "n\u{303}\u{323}".repeat(20);
        for line in wrap(&word, BODY, 15.0) {
            assert!(
                !unicode_normalization::char::is_combining_mark(line.chars().next().unwrap()),
                "{line:?}"
            );
        }
    }
}
