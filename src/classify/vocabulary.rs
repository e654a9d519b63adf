//! What the track says about how files of each requirement are usually named.

use std::collections::BTreeMap;
use std::ops::Range;

use super::aside::{Asides, overlap};
use super::latin::{is_cyrillic, key};
use super::phrases::Phrases;
use super::spoken::{Aside, Beside, Names, spoken};
use super::typos::Long;
use super::words::Words;
use crate::track::{Requirement, Track};

/// Requirement that translations satisfy, on every track.
pub(super) const TRANSLATION: &str = "translation";
/// Requirement that translators' certificates satisfy, on every track.
pub(super) const CERTIFICATE: &str = "translator-certificate";

/// The names, counter-names and form numbers of all requirements, folded once.
pub(super) struct Vocabulary<'a> {
    track: &'a Track,
    names: Phrases<Meaning<'a>>,
    /// The same, to be found with a wrong letter.
    long: Long<Meaning<'a>>,
    forms: Phrases<Meaning<'a>>,
    /// Titles at the top of first pages.
    headings: Phrases<Meaning<'a>>,
    /// Counter-names of a requirement, by its id.
    not_names: BTreeMap<&'a str, Vec<Words>>,
    /// Words beside names that say that a file is not the document itself.
    pub(super) asides: Asides,
}

/// A phrase of the track and the requirement that it speaks for.
type Meaning<'a> = (&'a Requirement, String);

/// A place in a name that speaks for a requirement.
#[derive(Debug, Clone)]
pub(super) struct Hit<'a> {
    pub requirement: &'a Requirement,
    /// The phrase of the track that was found.
    pub phrase: String,
    /// Where: in letters of the name.
    pub range: Range<usize>,
    /// How many words stand there.
    pub words: usize,
}

impl Hit<'_> {
    /// The longer a phrase, the more it says.
    pub(super) fn weight(&self) -> usize {
        self.range.len()
    }

    pub(super) fn id(&self) -> &str {
        &self.requirement.id
    }
}

impl<'a> Vocabulary<'a> {
    /// Folds the names of a track and what is spoken beside them.
    pub(super) fn of(track: &'a Track) -> Self {
        Self::written(track, Some)
    }

    /// The Cyrillic names among them, as they look in Latin letters (see [`key`]).
    pub(super) fn in_latin_letters(track: &'a Track) -> Self {
        Self::written(track, |text| is_cyrillic(&text).then(|| key(&text)))
    }

    fn written(track: &'a Track, write: fn(String) -> Option<String>) -> Self {
        let spoken = spoken();
        let mut names: Vec<(String, Meaning<'a>)> = Vec::new();
        let mut headings: Vec<(String, Meaning<'a>)> = Vec::new();
        let mut not_names: BTreeMap<&'a str, Vec<Words>> = BTreeMap::new();
        // What belongs to another requirement is classified as that one.
        for requirement in track.requirements.iter().filter(|requirement| requirement.part_of.is_none()) {
            let further: Vec<&Names> =
                spoken.documents.iter().filter(|further| further.id == requirement.id).collect();
            let all = requirement.names.iter().chain(further.iter().flat_map(|further| &further.names));
            names.extend(all.filter_map(|text| Some((write(text.clone())?, (requirement, text.clone())))));
            let titles = further.iter().flat_map(|further| &further.headings);
            headings.extend(titles.map(|text| (text.clone(), (requirement, text.clone()))));
            let counter =
                requirement.not_names.iter().chain(further.iter().flat_map(|further| &further.not_names));
            let counter = counter.filter_map(|text| Some(Words::of(&write(text.clone())?)));
            not_names.insert(&requirement.id, counter.collect());
        }
        let mut forms: Vec<(String, Meaning<'a>)> = Vec::new();
        for requirement in &track.requirements {
            let all = requirement.forms.iter();
            forms.extend(all.filter_map(|text| Some((write(text.clone())?, (requirement, text.clone())))));
        }
        let asides = spoken.asides.iter().map(|list| Beside {
            means: list.means,
            words: list.words.iter().filter_map(|word| write(word.clone())).collect(),
        });
        Vocabulary {
            track,
            names: Phrases::of(names.iter().map(|(text, meaning)| (text.as_str(), meaning.clone()))),
            long: Long::of(names.iter().map(|(text, meaning)| (text.as_str(), meaning.clone()))),
            forms: Phrases::of(forms.iter().map(|(text, meaning)| (text.as_str(), meaning.clone()))),
            headings: Phrases::of(headings.iter().map(|(text, meaning)| (text.as_str(), meaning.clone()))),
            not_names,
            asides: Asides::of(&asides.collect::<Vec<_>>()),
        }
    }

    /// What speaks for which requirement in this name. Phrases inside longer ones are left out.
    /// `veto` is a second text that counter-names are looked for in (the file name, for a folder).
    pub(super) fn hits(&self, name: &Words, veto: Option<&Words>) -> Vec<Hit<'a>> {
        let names = self.names.find(name).into_iter();
        let forms = self.forms.find_squeezed(name).into_iter();
        let hits: Vec<Hit<'a>> = names
            .chain(forms.filter(|(_, range)| !is_exhibit_number(name, range.start)))
            .map(|((requirement, phrase), range)| hit(requirement, phrase.clone(), range, name))
            .collect();
        self.weigh(hits, name, veto)
    }

    /// Is there anything in the name that the vocabulary knows, whether it counts or not?
    pub(super) fn speaks_at_all(&self, name: &Words) -> bool {
        !self.names.find(name).is_empty() || !self.forms.find_squeezed(name).is_empty()
    }

    /// The titles that stand in a line, the longest first.
    pub(super) fn headings(&self, line: &Words) -> Vec<Hit<'a>> {
        let found = self.headings.find(line).into_iter();
        longest_only(
            found
                .map(|((requirement, phrase), range)| hit(requirement, phrase.clone(), range, line))
                .collect(),
        )
    }

    /// The requirement with this id.
    pub(super) fn requirement(&self, id: &str) -> Option<&'a Requirement> {
        self.track.requirement(id)
    }

    /// The same for a name that has a wrong letter in it.
    pub(super) fn near_hits(&self, name: &Words) -> Vec<Hit<'a>> {
        let near = self.long.near(name).into_iter();
        let hits = near.map(|((requirement, phrase), range)| hit(requirement, phrase, range, name));
        self.weigh(hits.collect(), name, None)
    }

    /// Takes out what the rest of the name speaks against.
    fn weigh(&self, mut hits: Vec<Hit<'a>>, name: &Words, veto: Option<&Words>) -> Vec<Hit<'a>> {
        let is_vetoed = |id: &str| {
            let phrases = self.not_names.get(id).into_iter().flatten();
            phrases.into_iter().any(|phrase| name.has(phrase) || veto.is_some_and(|name| name.has(phrase)))
        };
        hits.retain(|hit| !is_vetoed(hit.id()));
        let asides = self.asides.find(name);
        // "Passport photo" is no passport, and what comes after "about" is only the topic.
        let is_aside = |hit: &Hit<'_>| {
            asides.iter().any(|aside| match aside.means {
                Aside::Topic => hit.range.start >= aside.range.end,
                Aside::Portrait => aside.range.len() > hit.weight() && overlap(&aside.range, &hit.range),
                _ => false,
            })
        };
        hits.retain(|hit| !is_aside(hit));
        longest_only(hits)
    }

    /// Requirement whose form has this number, if there is exactly one.
    pub(super) fn of_form(&self, text: &str) -> Option<&'a Requirement> {
        let found = self.forms.find_squeezed(&Words::of(text));
        let (first, _) = &found.first()?.0;
        found.iter().all(|((other, _), _)| other.id == first.id).then_some(*first)
    }
}

fn hit<'a>(requirement: &'a Requirement, phrase: String, range: Range<usize>, name: &Words) -> Hit<'a> {
    let words = name.within(range.clone()).list().len();
    Hit { requirement, phrase, range, words }
}

/// "Exhibit G 28" is the twenty-eighth paper under G, not form G-28.
fn is_exhibit_number(name: &Words, start: usize) -> bool {
    const BEFORE: &[&str] =
        &["exhibit", "exhibits", "exh", "ex", "tab", "annex", "anexo", "annexe", "appendix"];
    name.within(0..start).list().last().is_some_and(|word| BEFORE.contains(&word.as_str()))
}

/// Drops every hit that overlaps a longer one, and repeats of the same.
fn longest_only(mut hits: Vec<Hit<'_>>) -> Vec<Hit<'_>> {
    hits.sort_by(|a, b| {
        (b.weight(), a.range.start, a.id(), &a.phrase).cmp(&(a.weight(), b.range.start, b.id(), &b.phrase))
    });
    let mut kept: Vec<Hit<'_>> = Vec::new();
    for hit in hits {
        let overlapped = kept.iter().any(|other| {
            overlap(&other.range, &hit.range) && (other.weight() > hit.weight() || other.id() == hit.id())
        });
        if !overlapped {
            kept.push(hit);
        }
    }
    kept
}
