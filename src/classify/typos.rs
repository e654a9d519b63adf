//! Names with a wrong letter: "pasport", "birth certifcate".

use std::collections::BTreeMap;
use std::ops::Range;

use strsim::osa_distance;

use super::words::Words;

/// Words of phrases by the first letter and the length of the whole.
type ByShape<T> = BTreeMap<(char, usize), Vec<(Vec<String>, T)>>;

/// Long phrases by their first letter and their length.
pub(super) struct Long<T> {
    by_shape: ByShape<T>,
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
        let mut by_shape: ByShape<T> = BTreeMap::new();
        for (text, meaning) in list {
            let words = Words::of(text).list();
            let letters = words.concat();
            let length = letters.chars().count();
            let is_alphabetic = letters.chars().all(|c| c.is_lowercase());
            if let (true, true, Some(first)) = (is_alphabetic, length >= LONG, letters.chars().next()) {
                by_shape.entry((first, length)).or_default().push((words, meaning));
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
                let range = starts[from]..starts[to];
                found.extend(
                    self.meanings(&words[from..to]).into_iter().map(|meaning| (meaning, range.clone())),
                );
            }
        }
        found
    }

    /// What these words mean with as few wrong letters as possible.
    fn meanings(&self, written: &[String]) -> Vec<T> {
        let letters = written.concat();
        let length = letters.chars().count();
        let Some(first) = letters.chars().next().filter(|_| length + 1 >= LONG) else { return Vec::new() };
        let forgiven = if length >= VERY_LONG { 2 } else { 1 };
        let near: Vec<(usize, &T)> = (length - forgiven..=length + forgiven)
            .filter_map(|length| self.by_shape.get(&(first, length)))
            .flatten()
            .filter_map(|(phrase, meaning)| Some((wrong_letters(phrase, written)?, meaning)))
            .filter(|(wrong, _)| *wrong <= forgiven)
            .collect();
        let fewest = near.iter().map(|(wrong, _)| *wrong).min();
        near.into_iter()
            .filter(|(wrong, _)| Some(*wrong) == fewest)
            .map(|(_, meaning)| meaning.clone())
            .collect()
    }
}

/// How many letters are wrong; `None` if these are other words. In short words every letter counts.
fn wrong_letters(phrase: &[String], written: &[String]) -> Option<usize> {
    const SHORT: usize = 5;
    if phrase.len() == 1 || written.len() == 1 {
        return Some(osa_distance(&phrase.concat(), &written.concat()));
    }
    if phrase.len() != written.len() {
        return None;
    }
    let mut wrong = 0;
    for (one, other) in phrase.iter().zip(written) {
        let lengths = (one.chars().count(), other.chars().count());
        let is_short = lengths.0.min(lengths.1) < SHORT - 1 || (lengths.0 < SHORT && lengths.0 == lengths.1);
        if is_short && one != other {
            return None;
        }
        wrong += osa_distance(one, other);
    }
    Some(wrong)
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
            ("bith certificate", vec![2]),
            ("polce report", vec![4]),
            ("policy report", vec![]),
            ("treats", vec![]),
            ("transport", vec![]),
        ] {
            assert_eq!(near(name), expected, "{name}");
        }
    }
}
