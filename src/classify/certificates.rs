//! Which translations a translator's certificate is for, as far as its pages list documents.

use super::evidence::EvidenceFile;
use super::people::People;
use super::vocabulary::{CERTIFICATE, TRANSLATION, Vocabulary};
use super::words::Words;

/// A certificate is short.
const MOST_PAGES: usize = 3;
/// Longer lines are sentences, not entries of a list.
const LONGEST_ENTRY: usize = 110;

/// An entry of the list in a certificate: kinds of documents, and the persons it names.
struct Entry<'a> {
    documents: Vec<String>,
    persons: Vec<&'a str>,
}

/// The translations (indices) that this certificate names.
pub(super) fn named(
    files: &[EvidenceFile],
    certificate: usize,
    vocabulary: &Vocabulary<'_>,
    people: &People<'_>,
    principal: Option<&str>,
) -> Vec<usize> {
    let entries = entries(&files[certificate], vocabulary, people);
    let is_named = |file: &EvidenceFile| {
        let Some(translates) = &file.translates else { return false };
        let owner = file.person.as_deref().or(principal);
        entries.iter().any(|entry| {
            entry.documents.contains(translates)
                && (entry.persons.is_empty() || owner.is_none_or(|owner| entry.persons.contains(&owner)))
        })
    };
    let translations = (0..files.len())
        .filter(|&index| index != certificate && files[index].satisfies.iter().any(|id| id == TRANSLATION));
    translations.filter(|&index| is_named(&files[index])).collect()
}

fn entries<'a>(
    certificate: &EvidenceFile,
    vocabulary: &Vocabulary<'_>,
    people: &People<'a>,
) -> Vec<Entry<'a>> {
    let pages = certificate.source.content.pages.iter().take(MOST_PAGES);
    let lines = pages.flat_map(|page| page.lines()).filter(|line| line.chars().count() <= LONGEST_ENTRY);
    lines
        .filter_map(|line| {
            let words = Words::of(line);
            let hits = vocabulary.hits(&words, None);
            let said: usize = hits.iter().map(super::vocabulary::Hit::weight).sum();
            let mut documents: Vec<String> = hits.iter().map(|hit| hit.id().to_owned()).collect();
            documents.retain(|id| id != TRANSLATION && id != CERTIFICATE);
            (!documents.is_empty() && said * 3 >= words.len())
                .then(|| Entry { documents, persons: people.in_text(line) })
        })
        .collect()
}
