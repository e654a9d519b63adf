//! Texts as words: without case, accents and punctuation, so that a line break or a dash hides nothing.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text as lower-case words with single spaces between them and around the whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plain(String);

impl Plain {
    /// Folds a text.
    pub fn of(text: &str) -> Plain {
        let mut plain = String::with_capacity(text.len() + 2);
        plain.push(' ');
        for c in text.nfkd().filter(|c| !is_combining_mark(*c)) {
            if c.is_alphanumeric() {
                plain.extend(c.to_lowercase());
            } else if !matches!(c, '\'' | '\u{2019}') && !plain.ends_with(' ') {
                plain.push(' ');
            }
        }
        if !plain.ends_with(' ') {
            plain.push(' ');
        }
        Plain(plain)
    }

    /// Do these words stand in it, one after the other? A `*` at the end stands for any ending of the last word.
    pub fn has(&self, phrase: &str) -> bool {
        self.find(phrase).is_some()
    }

    /// Where the phrase begins, in bytes.
    pub fn find(&self, phrase: &str) -> Option<usize> {
        let (phrase, end) = match phrase.strip_suffix('*') {
            Some(stem) => (stem, ""),
            None => (phrase, " "),
        };
        self.0.find(&format!(" {phrase}{end}"))
    }

    /// Does any of these phrases stand in it?
    pub fn has_any(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.has(phrase))
    }

    /// Do all of these phrases stand in it?
    pub fn has_all<S: AsRef<str>>(&self, phrases: &[S]) -> bool {
        phrases.iter().all(|phrase| self.has(phrase.as_ref()))
    }

    /// Its words.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.0.split(' ').filter(|word| !word.is_empty())
    }

    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Letters in it.
    pub fn letters(&self) -> usize {
        self.0.chars().filter(|c| c.is_alphabetic()).count()
    }
}

/// The letters and digits of a text, lower case: for comparing what people write with and without spaces.
pub fn squeezed(text: &str) -> String {
    Plain::of(text).as_str().replace(' ', "")
}

/// Words that every English page has, and pages in other languages have not.
const ENGLISH: [&str; 12] =
    ["the", "of", "and", "to", "that", "is", "was", "in", "my", "this", "with", "for"];

/// Is most of it English? Only said of texts that are long enough to tell.
pub fn is_english(plain: &Plain) -> bool {
    let words = plain.words().count();
    let english = plain.words().filter(|word| ENGLISH.contains(word)).count();
    let kinds = ENGLISH.iter().filter(|word| plain.has(word)).count();
    words >= 25 && kinds >= 5 && english * 8 >= words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_accents_and_line_breaks_do_not_matter() {
        let plain =
            Plain::of("Part. A. 1.  Information About You.\n4. Enter Complete Last-Name; J\u{f6}rg\u{2019}s");
        assert!(plain.has_all(&["part a 1", "4 enter complete last name", "jorgs"]));
        assert!(!plain.has("enter comp"), "whole words");
        assert!(plain.has("enter comp*"));
        assert!(!Plain::of("24 enter").has("4 enter"));
    }

    #[test]
    fn english_is_told_from_spanish_and_french() {
        let english = "I declare under penalty of perjury that the above is true and correct to the best of my knowledge. I was born in the city of Choloma and I live with my mother in this town.";
        assert!(is_english(&Plain::of(english)));
        let spanish = "Yo declaro bajo pena de perjurio que lo anterior es verdadero y correcto. Nac\u{ed} en la ciudad de Choloma y vivo con mi madre en este pueblo desde hace muchos a\u{f1}os, a la orilla del r\u{ed}o.";
        assert!(!is_english(&Plain::of(spanish)));
        assert!(!is_english(&Plain::of("of the and to")), "too short to tell");
    }
}
