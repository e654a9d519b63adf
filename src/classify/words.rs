//! Names as words: without accents, case and separators, in any script.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::fold::{fold, is_accent};

/// What lies between two characters of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Border {
    /// Nothing.
    None,
    /// A change inside a run: `camelCase`, `i589`.
    Soft,
    /// A space, dash, dot … or the end of the name.
    Hard,
}

/// A name or a phrase, folded for comparing.
#[derive(Debug, Clone)]
pub(super) struct Words {
    /// Letters and digits, lower case, without accents.
    letters: Vec<char>,
    /// `borders[i]` lies before `letters[i]`; one more than there are letters.
    borders: Vec<Border>,
}

/// Squeezed phrases of at least this length also match a name that runs their words together.
const RUN_TOGETHER: usize = 8;

/// Single words, folded for comparing.
pub(super) fn folded(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| Words::of(word).list().concat()).collect()
}

impl Words {
    /// Folds a text.
    pub(super) fn of(text: &str) -> Self {
        let mut words = Words { letters: Vec::new(), borders: Vec::new() };
        let folded: Vec<char> = fold(text).chars().collect();
        let mut border = Border::Hard;
        for (index, &c) in folded.iter().enumerate() {
            if !(c.is_alphanumeric() || is_combining_mark(c)) {
                border = Border::Hard;
                continue;
            }
            if border == Border::None {
                let before = folded[index - 1];
                border = soft_border(before, c, &folded[index + 1..]);
            }
            for lower in c.to_lowercase().filter(|c| !is_accent(*c)) {
                words.letters.push(lower);
                words.borders.push(border);
                border = Border::None;
            }
        }
        words.borders.push(Border::Hard);
        words
    }

    /// How many letters and digits.
    pub(super) fn len(&self) -> usize {
        self.letters.len()
    }

    /// The words between hard borders.
    pub(super) fn list(&self) -> Vec<String> {
        self.split(|border| border == Border::Hard)
    }

    /// The words, also parted where letters meet digits and in camelCase.
    pub(super) fn parts(&self) -> Vec<String> {
        self.split(|border| border != Border::None)
    }

    fn split(&self, at: impl Fn(Border) -> bool) -> Vec<String> {
        let mut list: Vec<String> = Vec::new();
        for (letter, &border) in self.letters.iter().zip(&self.borders) {
            if at(border) || list.is_empty() {
                list.push(String::new());
            }
            if let Some(word) = list.last_mut() {
                word.push(*letter);
            }
        }
        list
    }

    /// The words in this stretch of letters.
    pub(super) fn within(&self, range: Range<usize>) -> Words {
        let mut borders: Vec<Border> = self.borders[range.start..=range.end].to_vec();
        if let Some(first) = borders.first_mut() {
            *first = Border::Hard;
        }
        if let Some(last) = borders.last_mut() {
            *last = Border::Hard;
        }
        Words { letters: self.letters[range].to_vec(), borders }
    }

    /// So many letters from here on, if there are so many.
    pub(super) fn start(&self, from: usize, length: usize) -> Option<String> {
        (length > 0).then(|| self.letters.get(from..from + length))?.map(|letters| letters.iter().collect())
    }

    /// Does `phrase` stand here as a sequence of whole words?
    pub(super) fn has(&self, phrase: &Words) -> bool {
        (0..self.len()).any(|start| self.at(start, phrase).is_some())
    }

    /// Does `phrase` stand here, whatever separators lie within: `I-589`, `i589`, `I 589`?
    pub(super) fn has_squeezed(&self, phrase: &Words) -> bool {
        (0..self.len()).any(|start| self.squeezed_at(start, phrase).is_some())
    }

    /// The place of `phrase` as a sequence of whole words, if it begins at this letter.
    pub(super) fn at(&self, start: usize, phrase: &Words) -> Option<Range<usize>> {
        self.place(start, phrase, |within, here| match within {
            Border::Hard => here != Border::None || phrase.len() >= RUN_TOGETHER,
            _ => here != Border::Hard,
        })
    }

    /// The place of `phrase`, whatever separators lie within, if it begins at this letter.
    pub(super) fn squeezed_at(&self, start: usize, phrase: &Words) -> Option<Range<usize>> {
        self.place(start, phrase, |_, _| true)
    }

    fn place(
        &self,
        start: usize,
        phrase: &Words,
        fits: impl Fn(Border, Border) -> bool,
    ) -> Option<Range<usize>> {
        let length = phrase.len();
        if length == 0 || self.letters.get(start..start + length)? != phrase.letters.as_slice() {
            return None;
        }
        if phrase.letters.iter().any(|c| is_unspaced(*c)) {
            return Some(start..start + length);
        }
        let is_apart = self.borders[start] != Border::None
            && (1..length).all(|i| fits(phrase.borders[i], self.borders[start + i]));
        let end = self.past_plural(start + length, phrase);
        (is_apart && self.borders[end] != Border::None).then_some(start..end)
    }

    /// Behind the `s` of a plural that the phrase has not.
    fn past_plural(&self, end: usize, phrase: &Words) -> usize {
        if self.borders[end] != Border::None || !phrase.letters.last().is_some_and(char::is_ascii_lowercase) {
            return end;
        }
        let rest = &self.letters[end..];
        [&['s'][..], &['e', 's']]
            .into_iter()
            .filter(|plural| rest.starts_with(plural))
            .map(|plural| end + plural.len())
            .find(|&behind| self.borders[behind] != Border::None)
            .unwrap_or(end)
    }
}

/// Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese: words are not parted by spaces.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c), 0xE00..=0xEFF | 0x1000..=0x109F | 0x1100..=0x11FF | 0x1780..=0x17FF
        | 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0x20000..=0x323AF)
}

/// A border inside a run of letters and digits: where digits begin or end, and at the humps of
/// `camelCase`, `HRWReport` and `DRAFTv2`.
fn soft_border(before: char, here: char, after: &[char]) -> Border {
    let next_is = |is: fn(char) -> bool, index: usize| after.get(index).is_some_and(|c| is(*c));
    let digits_meet_letters = before.is_numeric() != here.is_numeric();
    let hump = before.is_lowercase() && here.is_uppercase();
    let word_after_capitals = before.is_uppercase()
        && here.is_uppercase()
        && next_is(char::is_lowercase, 0)
        && next_is(char::is_lowercase, 1);
    let version_after_capitals = before.is_uppercase() && here == 'v' && next_is(char::is_numeric, 0);
    let script_changes = is_unspaced(before) != is_unspaced(here);
    let border =
        digits_meet_letters || hump || word_after_capitals || version_after_capitals || script_changes;
    if border { Border::Soft } else { Border::None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(name: &str, phrase: &str) -> bool {
        Words::of(name).has(&Words::of(phrase))
    }

    fn has_form(name: &str, form: &str) -> bool {
        Words::of(name).has_squeezed(&Words::of(form))
    }

    #[test]
    fn accents_case_and_separators_do_not_matter() {
        assert!(has("Traduccio\u{301}n de la DECLARACIÓN", "declaracion"));
        assert!(has("partida_nacimiento_hijo", "partida nacimiento"));
        assert!(has("Birth-Certificate.Maria", "birth certificate"));
        assert!(has("BirthCertificateMaria", "birth certificate"));
        assert!(has("ＰＡＳＳＰＯＲＴ", "passport"));
        assert!(has("certiﬁcat de naissance", "Certificat de naissance"));
    }

    #[test]
    fn only_whole_words_count() {
        assert!(!has("household bills", "old"));
        assert!(!has("golden gate", "old"));
        assert!(!has("passportless", "passport"));
        assert!(has("all passports Maria", "passport"));
        assert!(has("DeclarationOLD", "old"));
        assert!(!has("pass port", "passport"));
    }

    #[test]
    fn words_that_are_run_together_still_match_a_long_phrase() {
        assert!(has("birthcertificate", "birth certificate"));
        assert!(has("WhatsApp Image 2024", "whatsapp image"));
        assert!(!has("actas", "act as"));
    }

    #[test]
    fn form_numbers_match_in_every_spelling_and_not_inside_others() {
        for name in ["I-589 MARIA", "i589 signed", "Form I 589", "FormI589", "i_589"] {
            assert!(has_form(name, "I-589"), "{name}");
        }
        for name in ["i5890", "xi589", "I-58", "1589"] {
            assert!(!has_form(name, "I-589"), "{name}");
        }
    }

    #[test]
    fn scripts_without_spaces_match_inside_a_run() {
        assert!(has("张三出生证明", "出生证明"));
        assert!(has("여권사본", "여권"));
        assert!(has("護照copy", "護照"));
        assert!(!has("출생증명서", "여권"));
    }

    #[test]
    fn arabic_and_cyrillic_fold_as_people_type_them() {
        assert!(has("شَهادة ميلاد", "شهاده ميلاد"));
        assert!(has("СВИДЕТЕЛЬСТВО о рождении", "свидетельство о рождении"));
        assert!(has("Ребёнок", "ребенок"));
    }

    #[test]
    fn a_stretch_is_a_name_of_its_own() {
        let name = Words::of("Declaration - English Translation");
        assert_eq!(name.within(0..18).list(), ["declaration", "english"]);
        assert_eq!(Words::of("i589 DRAFTv2").parts(), ["i", "589", "draft", "v", "2"]);
    }
}
