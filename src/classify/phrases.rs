//! Many phrases looked for in a name at once.

use std::collections::BTreeMap;
use std::ops::Range;

use super::words::Words;

/// Phrases, each with something that it stands for, found by their first letters.
pub(super) struct Phrases<T> {
    by_start: BTreeMap<String, Vec<(Words, T)>>,
}

/// So many letters are compared first: few phrases share them.
const START: usize = 3;

impl<T> Phrases<T> {
    /// Folds the phrases; those without a letter are left out.
    pub(super) fn of<'p>(list: impl IntoIterator<Item = (&'p str, T)>) -> Self {
        let mut by_start: BTreeMap<String, Vec<(Words, T)>> = BTreeMap::new();
        for (text, meaning) in list {
            let words = Words::of(text);
            if let Some(start) = words.start(0, words.len().min(START)) {
                by_start.entry(start).or_default().push((words, meaning));
            }
        }
        Phrases { by_start }
    }

    /// Every place where one of the phrases stands as whole words, in the order of the name.
    pub(super) fn find<'s>(&'s self, name: &Words) -> Vec<(&'s T, Range<usize>)> {
        self.places(name, Words::at)
    }

    /// The same, whatever separators lie within the phrase.
    pub(super) fn find_squeezed<'s>(&'s self, name: &Words) -> Vec<(&'s T, Range<usize>)> {
        self.places(name, Words::squeezed_at)
    }

    fn places<'s>(
        &'s self,
        name: &Words,
        at: fn(&Words, usize, &Words) -> Option<Range<usize>>,
    ) -> Vec<(&'s T, Range<usize>)> {
        let mut found = Vec::new();
        for place in 0..name.len() {
            for length in 1..=START {
                let start = name.start(place, length);
                let candidates = start.and_then(|start| self.by_start.get(&start)).into_iter().flatten();
                found.extend(
                    candidates.filter_map(|(phrase, meaning)| {
                        at(name, place, phrase).map(|range| (meaning, range))
                    }),
                );
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_long_phrases_are_found_wherever_they_stand() {
        let phrases =
            Phrases::of([("ID", 1), ("passport", 2), ("护", 3), ("birth certificate", 4), ("--", 5)]);
        let find =
            |name: &str| phrases.find(&Words::of(name)).into_iter().map(|(n, _)| *n).collect::<Vec<_>>();
        assert_eq!(find("Birth Certificate, passport, id"), [4, 2, 1]);
        assert_eq!(find("张护照"), [3]);
        assert_eq!(find("passportless idea"), [0; 0]);
        assert_eq!(find(""), [0; 0]);
    }
}
