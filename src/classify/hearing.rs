//! Names of the case found in other words: in another script, and in the text of pages.

use std::collections::BTreeSet;

use super::people::{Known, People};
use super::sound;
use super::words::Words;

impl<'a> People<'a> {
    /// Handles of the persons whom a text names: given name and family name side by side, or the A-number.
    pub(super) fn in_text(&self, text: &str) -> Vec<&'a str> {
        let words = Words::of(text).list();
        let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let is_named = |known: &&Known<'a>| {
            let given = Words::of(&known.person.name).list().into_iter().next().unwrap_or_default();
            let of_name = |word: &String| known.name.contains(word);
            let by_name = words
                .windows(2)
                .any(|pair| pair[0] != pair[1] && pair.iter().all(of_name) && pair.contains(&given));
            let number = known.person.a_number.as_deref().map(only_digits).filter(|number| number.len() >= 8);
            by_name || number.is_some_and(|number| digits.contains(&format!("A{number}")))
        };
        self.known.iter().filter(is_named).map(|known| known.person.id.as_str()).collect()
    }

    /// Is this word part of a name or a handle of the case?
    pub(super) fn knows(&self, word: &str) -> bool {
        self.known.iter().any(|known| known.name.contains(word) || known.id.list().concat() == word)
    }

    /// All words of a name, those in other scripts also as the names of the case that they sound like.
    pub(super) fn heard(&self, words: &Words) -> BTreeSet<String> {
        let mut list = all_words(words);
        let names: Vec<Vec<&str>> =
            self.known.iter().map(|known| known.in_order.iter().map(String::as_str).collect()).collect();
        let sounds = list.iter().flat_map(|word| sound::alike(word, &names)).map(str::to_owned);
        let sounds: Vec<String> = sounds.collect();
        list.extend(sounds);
        list
    }
}

fn only_digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn all_words(words: &Words) -> BTreeSet<String> {
    words.list().into_iter().chain(words.parts()).collect()
}
