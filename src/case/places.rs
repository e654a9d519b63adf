//! Where the words stand that only the checklist can judge: ids of requirements and deadlines, names of facts.

use crate::finding::Location;
use crate::tomlfile::Document;
use crate::track::SubjectKind;

/// What a word of the case file stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// The id of the track.
    Track,
    /// The id of a requirement.
    Requirement,
    /// The id of a deadline.
    Deadline,
    /// The name of a fact of the case.
    CaseFact,
    /// The name of a fact of a person.
    PersonFact,
    /// The name of a fact of an incident, a witness, an arrest or a country.
    SubjectFact,
}

/// The places of such words, in the order of the sections: documents, waivers, requests.
#[derive(Debug, Clone, Default)]
pub struct Places(Vec<(Word, String, Location)>);

impl Places {
    /// Reads them off a case file.
    pub(super) fn of(document: &Document) -> Places {
        let texts = |word: Word, path: &[&str]| {
            document.texts_at(path).into_iter().map(move |(text, place)| (word, text, place))
        };
        let keys = |word: Word, path: &[&str]| {
            document.keys_at(path).into_iter().map(move |(key, place)| (word, key, place))
        };
        let places = texts(Word::Track, &["track"])
            .chain(texts(Word::Requirement, &["document", "satisfies"]))
            .chain(texts(Word::Requirement, &["waiver", "requirement"]))
            .chain(texts(Word::Requirement, &["request", "requirement"]))
            .chain(texts(Word::Deadline, &["deadline", "id"]))
            .chain(keys(Word::CaseFact, &["facts"]))
            .chain(keys(Word::PersonFact, &["person", "facts"]))
            .chain(SubjectKind::ALL.iter().flat_map(|kind| keys(Word::SubjectFact, &[kind.word(), "facts"])));
        Places(places.collect())
    }

    /// Takes the next place of this word out, so that the same word elsewhere has a place of its own.
    pub fn take(&mut self, word: Word, text: &str) -> Option<Location> {
        // The parser trims words that must be one line.
        let index =
            self.0.iter().position(|(is, written, _)| *is == word && written.trim() == text.trim())?;
        Some(self.0.remove(index).2)
    }
}
