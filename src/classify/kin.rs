//! Words for people by what they are to the principal, in the languages that clients write in.

use super::kin_words::{CHILD, PRINCIPAL, RELATIVE, SPOUSE, WITNESS, WORKER};
use super::phrases::Phrases;
use std::sync::LazyLock;

use super::words::{Words, folded};

/// What somebody is to the principal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kin {
    Spouse,
    Child,
    Principal,
    /// Somebody who is not in the application.
    Other,
    /// Somebody who works on the case.
    Worker,
}

/// All words for people.
pub(super) struct KinWords {
    words: Phrases<(Kin, &'static str)>,
}

impl KinWords {
    /// Folds the words.
    pub(super) fn new() -> Self {
        let lists = [
            (Kin::Spouse, SPOUSE),
            (Kin::Child, CHILD),
            (Kin::Principal, PRINCIPAL),
            (Kin::Other, RELATIVE),
            (Kin::Other, WITNESS),
            (Kin::Worker, WORKER),
        ];
        let all = lists.into_iter().flat_map(|(kin, list)| list.iter().map(move |&word| (word, (kin, word))));
        KinWords { words: Phrases::of(all) }
    }

    /// Who is spoken of in a name, and in which word: spouses first.
    pub(super) fn find(&self, name: &Words) -> Vec<(Kin, &'static str)> {
        let mut found: Vec<(Kin, &'static str)> =
            self.words.find(name).into_iter().map(|(kin, _)| *kin).collect();
        found.sort_by_key(|(kin, _)| *kin);
        found
    }
}

/// Is this a word for a witness?
pub(super) fn is_witness(word: &str) -> bool {
    static FOLDED: LazyLock<Vec<String>> = LazyLock::new(|| folded(WITNESS));
    FOLDED.iter().any(|witness| witness == word)
}
