//! Words beside the name of a document that say that the file is not the document itself: a sample, a
//! receipt, a request, "not my".

use std::ops::Range;
use std::sync::LazyLock;

use super::name::Name;
use super::phrases::Phrases;
use super::spoken::{Aside, Beside};
use super::vocabulary::Hit;
use super::words::{Words, folded};
use crate::intake::shown;
use crate::track::{Requirement, Source};

/// All such words.
pub(super) struct Asides {
    words: Phrases<(Aside, String)>,
}

/// A place where one stands.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub means: Aside,
    pub word: String,
    pub range: Range<usize>,
}

/// Reports are about anything; words in their titles say nothing of the file.
pub(super) const REPORTS: &str = "country-conditions";

/// Words that may stand between "not" and the document.
const BETWEEN: &[&str] = &[
    "my",
    "a",
    "an",
    "the",
    "es",
    "mi",
    "el",
    "la",
    "un",
    "una",
    "meu",
    "minha",
    "o",
    "mon",
    "ma",
    "le",
    "de",
    "мой",
    "我的",
    "của tôi",
    "мій",
    "моя",
];

impl Asides {
    /// Folds the words.
    pub(super) fn of(lists: &[Beside]) -> Self {
        let all = lists
            .iter()
            .flat_map(|list| list.words.iter().map(move |word| (word.as_str(), (list.means, word.clone()))));
        Asides { words: Phrases::of(all) }
    }

    /// Every place where such words stand, but not inside longer ones.
    pub(super) fn find(&self, name: &Words) -> Vec<Word> {
        let found: Vec<Word> = self
            .words
            .find(name)
            .into_iter()
            .map(|((means, word), range)| Word { means: *means, word: word.clone(), range })
            .collect();
        let inside = |one: &Word| {
            found.iter().any(|other| other.range.len() > one.range.len() && overlap(&other.range, &one.range))
        };
        found.iter().filter(|one| !inside(one)).cloned().collect()
    }

    /// Why a file of this name is hardly the document that its name or folder speaks of, as a clause.
    /// `words` is the file name as it was read, `hits` its places that speak for documents.
    pub(super) fn against(
        &self,
        name: &Name,
        words: &Words,
        hits: &[Hit<'_>],
        requirement: &Requirement,
    ) -> Option<String> {
        if requirement.id == REPORTS {
            return None;
        }
        let own = self.find(words).into_iter().find(|aside| {
            let said_by_a_name = hits.iter().any(|hit| overlap(&hit.range, &aside.range));
            !said_by_a_name
                && counts(aside.means, requirement)
                && !is_its_own(&aside.word, requirement)
                && (aside.means != Aside::Denial || denies(words, aside, hits))
        });
        if let Some(aside) = own {
            return Some(format!("its name says \"{}\"", aside.word));
        }
        name.folders.iter().find_map(|folder| {
            let found = self.find(&folder.words);
            let aside = found.iter().find(|aside| {
                matches!(aside.means, Aside::Model | Aside::Money | Aside::Stranger)
                    && !is_its_own(&aside.word, requirement)
            })?;
            Some(format!("its folder \"{}\" says \"{}\"", shown(&folder.name), aside.word))
        })
    }
}

/// Papers that belong to certain persons; another person's are other papers.
pub(super) fn is_of_a_person(requirement: &Requirement) -> bool {
    const OF_COUPLES: &[&str] = &["marriage-certificate", "prior-marriage-end"];
    requirement.scope.is_of_persons() || OF_COUPLES.contains(&requirement.id.as_str())
}

/// Does a word of this meaning speak against this document?
fn counts(means: Aside, requirement: &Requirement) -> bool {
    let personal = is_of_a_person(requirement);
    match means {
        Aside::Model | Aside::Money | Aside::Office | Aside::Stranger | Aside::Denial | Aside::Portrait => {
            true
        }
        Aside::Errand => personal && requirement.from == Source::Client && requirement.forms.is_empty(),
        Aside::Lack => personal,
        Aside::Topic => false,
    }
}

/// The names of some documents use such a word themselves: a receipt for the fee is a receipt.
fn is_its_own(word: &str, requirement: &Requirement) -> bool {
    let word = Words::of(word);
    requirement.names.iter().any(|name| Words::of(name).has(&word))
}

/// "Not my passport": the word stands directly before the document.
fn denies(words: &Words, aside: &Word, hits: &[Hit<'_>]) -> bool {
    static FOLDED: LazyLock<Vec<String>> = LazyLock::new(|| folded(BETWEEN));
    hits.iter().filter(|hit| hit.range.start >= aside.range.end).any(|hit| {
        let between = words.within(aside.range.end..hit.range.start).list();
        between.iter().all(|word| FOLDED.contains(word))
    })
}

/// Do two stretches of a name have a letter in common?
pub(super) fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
