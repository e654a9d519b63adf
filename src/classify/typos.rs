//! Names with a wrong letter: "pasport", "birth certifcate".

use std::collections::BTreeMap;
use std::ops::Range;

use strsim::osa_distance;

use super::words::Words;

/// Long phrases by their first letter and their length.
pub(super) struct Long<T> {
    by_shape: BTreeMap<(char, usize), Vec<(String, T)>>,
}

/// Shorter phrases are too near to other words.
const LONG: usize = 8;
/// From this length on a second wrong letter is forgiven.
const VERY_LONG: usize = 15;
/// A phrase has at most so many words.
const MOST_WORDS: usize = 6;

/// Words that are one letter away from a document and mean something else.
const OTHER_WORDS: &[&str] =
    &["policy", "patrimonio", "patrimony", "carriage", "mediacal", "renuncia", "pensionable"];

impl<T: Clone> Long<T> {
    /// Keeps the phrases that are long enough and written in letters of an alphabet.
    pub(super) fn of<'p>(list: impl IntoIterator<Item = (&'p str, T)>) -> Self {
        let mut by_shape: BTreeMap<(char, usize), Vec<(String, T)>> = BTreeMap::new();
        for (text, meaning) in list {
            let letters = Words::of(text).list().concat();
            let length = letters.chars().count();
            let is_alphabetic = letters.chars().all(|c| c.is_lowercase());
            if let (true, true, Some(first)) = (is_alphabetic, length >= LONG, letters.chars().next()) {
                by_shape.entry((first, length)).or_default().push((letters, meaning));
            }
        }
        Long { by_shape }
    }

    /// The places where a phrase stands with a wrong letter: what is meant, where, and as written.
    pub(super) fn near(&self, name: &Words) -> Vec<(T, Range<usize>)> {
        let words = name.list();
        let mut starts = vec![0];
        for word in &words {
            starts.push(starts.last().copied().unwrap_or(0) + word.chars().count());
        }
        let mut found = Vec::new();
        for from in 0..words.len() {
            for to in from + 1..=words.len().min(from + MOST_WORDS) {
                if words[from..to].iter().any(|word| OTHER_WORDS.contains(&word.as_str())) {
                    continue;
                }
                let written = words[from..to].concat();
                let range = starts[from]..starts[to];
                found.extend(self.meanings(&written).into_iter().map(|meaning| (meaning, range.clone())));
            }
        }
        found
    }

    fn meanings(&self, written: &str) -> Vec<T> {
        let length = written.chars().count();
        let Some(first) = written.chars().next().filter(|_| length + 1 >= LONG) else { return Vec::new() };
        let forgiven = if length >= VERY_LONG { 2 } else { 1 };
        (length - forgiven..=length + forgiven)
            .filter_map(|length| self.by_shape.get(&(first, length)))
            .flatten()
            .filter(|(phrase, _)| osa_distance(phrase, written) <= forgiven)
            .map(|(_, meaning)| meaning.clone())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_wrong_letter_is_forgiven_in_long_words() {
        let long =
            Long::of([("passport", 1), ("birth certificate", 2), ("threats", 3), ("police report", 4)]);
        let near = |name: &str| long.near(&Words::of(name)).into_iter().map(|(n, _)| n).collect::<Vec<_>>();
        for (name, expected) in [
            ("pasport maria", vec![1]),
            ("birth certifcate", vec![2]),
            ("bith certificate 2", vec![2]),
            ("polce report", vec![4]),
            ("policy report", vec![]),
            ("treats", vec![]),
            ("transport", vec![]),
        ] {
            assert_eq!(near(name), expected, "{name}");
        }
    }
}
