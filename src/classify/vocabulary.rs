//! What the track says about how files of each requirement are usually named.

use std::collections::BTreeMap;
use std::ops::Range;

use super::phrases::Phrases;
use super::words::Words;
use crate::track::{Requirement, Track};

/// Requirement that translations satisfy, on every track.
pub(super) const TRANSLATION: &str = "translation";
/// Requirement that translators' certificates satisfy, on every track.
pub(super) const CERTIFICATE: &str = "translator-certificate";

/// The names, counter-names and form numbers of all requirements, folded once.
pub(super) struct Vocabulary<'a> {
    names: Phrases<Meaning<'a>>,
    forms: Phrases<Meaning<'a>>,
    /// Counter-names of a requirement, by its id.
    not_names: BTreeMap<&'a str, Vec<Words>>,
}

/// A phrase of the track and the requirement that it speaks for.
type Meaning<'a> = (&'a Requirement, &'a str);

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
        let listed = |list: fn(&Requirement) -> &[String]| {
            // What belongs to another requirement is classified as that one.
            let classified = track.requirements.iter().filter(|requirement| requirement.part_of.is_none());
            classified.flat_map(move |requirement| {
                list(requirement).iter().map(move |text| (text.as_str(), (requirement, text.as_str())))
            })
        };
        let not_names = track.requirements.iter().map(|requirement| {
            (requirement.id.as_str(), requirement.not_names.iter().map(|text| Words::of(text)).collect())
        });
        Vocabulary {
            names: Phrases::of(listed(|requirement| &requirement.names)),
            forms: Phrases::of(listed(|requirement| &requirement.forms)),
            not_names: not_names.collect(),
        }
    }

    /// What speaks for which requirement in this name. Phrases inside longer ones are left out.
    /// `veto` is a second text that counter-names are looked for in (the file name, for a folder).
    pub(super) fn hits(&self, name: &Words, veto: Option<&Words>) -> Vec<Hit<'a>> {
        let names = self.names.find(name).into_iter();
        let forms = self.forms.find_squeezed(name).into_iter();
        let mut hits: Vec<Hit<'a>> = names
            .chain(forms.filter(|(_, range)| !is_exhibit_number(name, range.start)))
            .map(|(&(requirement, phrase), range)| Hit { requirement, phrase, range })
            .collect();
        let is_vetoed = |id: &str| {
            let phrases = self.not_names.get(id).into_iter().flatten();
            phrases.into_iter().any(|phrase| name.has(phrase) || veto.is_some_and(|name| name.has(phrase)))
        };
        hits.retain(|hit| !is_vetoed(hit.id()));
        longest_only(hits)
    }

    /// Requirement whose form has this number, if there is exactly one.
    pub(super) fn of_form(&self, text: &str) -> Option<&'a Requirement> {
        let found = self.forms.find_squeezed(&Words::of(text));
        let (first, _) = found.first()?.0;
        found.iter().all(|((other, _), _)| other.id == first.id).then_some(*first)
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
