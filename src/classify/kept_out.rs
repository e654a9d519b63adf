//! Names that say that a paper must not be filed: drafts, superseded papers, the office's own notes.

use std::ops::Range;

use super::kept_out_words::{AGED, DRAFT, FILLER, OFFICE, SUPERSEDED};
use super::name::Name;
use super::phrases::Phrases;
use super::words::Words;
use crate::intake::shown;
use crate::track::{Requirement, Source};

/// What a name says against filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum KeptOut {
    /// It stays out, for this reason.
    Out(String),
    /// It may be an older document or a superseded one: a person must say.
    Doubtful(String),
}

/// How the reason begins for what the office wrote for itself.
pub(super) const OFFICE_PAPER: &str = "a paper of the office's own";

/// In which way a phrase speaks against filing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Against {
    Draft,
    Superseded,
    Office,
    Aged,
}

/// All phrases that speak against filing.
pub(super) struct Warnings {
    phrases: Phrases<(Against, &'static str)>,
}

impl Warnings {
    /// Folds the phrases.
    pub(super) fn new() -> Self {
        let lists = [
            (Against::Draft, DRAFT),
            (Against::Superseded, SUPERSEDED),
            (Against::Office, OFFICE),
            (Against::Aged, AGED),
        ];
        let all = lists.into_iter().flat_map(|(way, list)| list.iter().map(move |&text| (text, (way, text))));
        Warnings { phrases: Phrases::of(all) }
    }

    /// What the file name or any folder says against filing this file.
    pub(super) fn against(&self, name: &Name, requirement: Option<&Requirement>) -> Option<KeptOut> {
        let folders = name.folders.iter();
        let places = std::iter::once((&name.words, "name".to_owned()))
            .chain(folders.map(|folder| (&folder.words, format!("folder \"{}\"", shown(&folder.name)))));
        let (way, said) = places
            .filter_map(|(words, place)| {
                let (way, phrase) = self.gravest(words)?;
                Some((way, format!("its {place} says \"{phrase}\"")))
            })
            .min_by_key(|(way, _)| *way)?;
        let is_put_away = name.folders.iter().any(|folder| holds_only_what_is_old(&folder.words));
        Some(match (way, requirement) {
            (Against::Draft, _) => KeptOut::Out(format!("a draft: {said}")),
            (Against::Office, _) => KeptOut::Out(format!("{OFFICE_PAPER}: {said}")),
            // An expired passport is an old document and evidence all the same.
            (Against::Aged, Some(asked))
                if !is_put_away && asked.from == Source::Client && asked.forms.is_empty() =>
            {
                KeptOut::Doubtful(format!("{said}, which may mean an older document or a superseded copy"))
            }
            (Against::Aged | Against::Superseded, _) => KeptOut::Out(format!("superseded: {said}")),
        })
    }

    fn gravest(&self, words: &Words) -> Option<(Against, &'static str)> {
        let found = self.phrases.find(words).into_iter();
        let meant = found.filter(|((way, phrase), place)| speaks(words, place, *way, phrase));
        meant.map(|(said, _)| *said).min_by_key(|(way, _)| *way)
    }
}

/// "OLD", "old files 2": a folder for what was replaced, not a description of a document.
fn holds_only_what_is_old(folder: &Words) -> bool {
    let parts = folder.parts();
    let is_any = |list: &[&str], part: &String| list.contains(&part.as_str());
    parts.iter().any(|part| is_any(AGED, part))
        && parts
            .iter()
            .all(|part| is_any(AGED, part) || is_any(FILLER, part) || part.chars().all(char::is_numeric))
}

/// Is the phrase at this place meant in this sense?
fn speaks(words: &Words, place: &Range<usize>, way: Against, phrase: &str) -> bool {
    let before = words.within(0..place.start).parts();
    let after = words.within(place.end..words.len()).parts();
    let last = before.last().map_or("", String::as_str);
    let next = after.first().map_or("", String::as_str);
    match way {
        Against::Draft => phrase != "draft" || !is_conscription(last, next),
        Against::Aged => !is_of_age(last) && !is_place(last, next),
        Against::Superseded | Against::Office => true,
    }
}

/// A military draft is a reason to flee, not a draft of a paper.
fn is_conscription(before: &str, after: &str) -> bool {
    ["military", "army", "conscription"].contains(&before)
        || [
            "notice",
            "notices",
            "card",
            "board",
            "summons",
            "evasion",
            "evader",
            "dodger",
            "dodging",
            "exemption",
            "deferment",
            "registration",
            "call",
            "office",
            "papers",
        ]
        .contains(&after)
}

/// "5 years old".
fn is_of_age(before: &str) -> bool {
    ["year", "years", "yr", "yrs", "month", "months", "week", "weeks"].contains(&before)
}

/// "Puerto Viejo", "Old City".
fn is_place(before: &str, after: &str) -> bool {
    ["puerto", "pueblo", "casco", "barrio", "ciudad", "san"].contains(&before)
        || ["city", "town", "testament", "age"].contains(&after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn out(path: &str) -> bool {
        matches!(Warnings::new().against(&Name::of(&format!("evidence/{path}")), None), Some(KeptOut::Out(_)))
    }

    #[test]
    fn drafts_and_superseded_papers_stay_out() {
        for path in [
            "i589 - DRAFT do not file.pdf",
            "OLD - DO NOT USE/I-589 MARIA signed.pdf",
            "borrador declaracion.pdf",
            "Declaración (черновик).pdf",
            "I-589_draft2.pdf",
            "old/deep/down/I-589.pdf",
            "DeclarationDRAFT.pdf",
            "Attorney notes on declaration.pdf",
            "drafts/declaration.pdf",
        ] {
            assert!(out(path), "{path}");
        }
    }

    #[test]
    fn other_senses_of_the_words_do_not_count() {
        for path in [
            "household bills.pdf",
            "Declaration FINAL v3.pdf",
            "Maria 5 years old.jpg",
            "denuncia Antigua Guatemala.pdf",
            "Puerto Viejo police report.pdf",
            "military draft notice.pdf",
            "gold ring.jpg",
            "Overdraft fees.pdf",
            "Soldier.pdf",
            "Internal relocation Honduras.pdf",
        ] {
            assert!(!out(path), "{path}");
        }
    }
}
