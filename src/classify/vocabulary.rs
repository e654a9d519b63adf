//! What the track says about how files of each requirement are usually named.

use std::ops::Range;

use super::words::Words;
use crate::track::{Requirement, Track};

/// Requirement that translations satisfy, on every track.
pub(super) const TRANSLATION: &str = "translation";
/// Requirement that translators' certificates satisfy, on every track.
pub(super) const CERTIFICATE: &str = "translator-certificate";

/// The names, counter-names and form numbers of all requirements, folded once.
pub(super) struct Vocabulary<'a> {
    entries: Vec<Entry<'a>>,
}

struct Entry<'a> {
    requirement: &'a Requirement,
    names: Vec<(&'a str, Words)>,
    not_names: Vec<Words>,
    forms: Vec<(&'a str, Words)>,
}

/// A place in a name that speaks for a requirement.
#[derive(Debug, Clone)]
pub(super) struct Hit<'a> {
    pub requirement: &'a Requirement,
    /// The phrase of the track that was found.
    pub phrase: &'a str,
    /// Where: in letters of the name.
    pub range: Range<usize>,
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
    /// Folds the names of a track.
    pub(super) fn of(track: &'a Track) -> Self {
        let folded = |list: &'a [String]| -> Vec<(&'a str, Words)> {
            list.iter()
                .map(|text| (text.as_str(), Words::of(text)))
                .filter(|(_, words)| !words.is_empty())
                .collect()
        };
        let entries = track
            .requirements
            .iter()
            .map(|requirement| Entry {
                requirement,
                names: folded(&requirement.names),
                not_names: folded(&requirement.not_names).into_iter().map(|(_, words)| words).collect(),
                forms: folded(&requirement.forms),
            })
            .collect();
        Vocabulary { entries }
    }

    /// What speaks for which requirement in this name. Phrases inside longer ones are left out.
    /// `veto` is a second text that counter-names are looked for in (the file name, for a folder).
    pub(super) fn hits(&self, name: &Words, veto: Option<&Words>) -> Vec<Hit<'a>> {
        let mut all: Vec<Hit<'a>> = Vec::new();
        for entry in &self.entries {
            let hits = entry.hits(name);
            let vetoed = || {
                entry
                    .not_names
                    .iter()
                    .any(|phrase| name.has(phrase) || veto.is_some_and(|name| name.has(phrase)))
            };
            if !hits.is_empty() && !vetoed() {
                all.extend(hits);
            }
        }
        longest_only(all)
    }

    /// Requirement whose form has this number, if there is exactly one.
    pub(super) fn of_form(&self, text: &str) -> Option<&'a Requirement> {
        let text = Words::of(text);
        let mut found = self
            .entries
            .iter()
            .filter(|entry| entry.forms.iter().any(|(_, form)| !text.find_squeezed(form).is_empty()))
            .map(|entry| entry.requirement);
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }
}

impl<'a> Entry<'a> {
    fn hits(&self, name: &Words) -> Vec<Hit<'a>> {
        let hit = |phrase: &'a str, range| Hit { requirement: self.requirement, phrase, range };
        let mut hits = Vec::new();
        for (phrase, words) in &self.names {
            hits.extend(name.find(words).into_iter().map(|range| hit(phrase, range)));
        }
        for (form, words) in &self.forms {
            let places =
                name.find_squeezed(words).into_iter().filter(|place| !is_exhibit_number(name, place.start));
            hits.extend(places.map(|range| hit(form, range)));
        }
        hits
    }
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
        (b.weight(), a.range.start, a.id(), a.phrase).cmp(&(a.weight(), b.range.start, b.id(), b.phrase))
    });
    let mut kept: Vec<Hit<'_>> = Vec::new();
    for hit in hits {
        let overlapped = kept.iter().any(|other| {
            let overlap = other.range.start < hit.range.end && hit.range.start < other.range.end;
            overlap && (other.weight() > hit.weight() || other.id() == hit.id())
        });
        if !overlapped {
            kept.push(hit);
        }
    }
    kept
}
