//! What the places of a name that speak for documents come to: one document, two in one file, a translation,
//! or two that cannot both be meant.

use super::aside::is_of_a_person;
use super::telling::{Pairing, Told};
use super::vocabulary::{CERTIFICATE, Hit, TRANSLATION, Vocabulary};
use super::words::Words;
use super::{kin, translations};
use crate::track::Source;

/// The form that all other papers belong to.
const APPLICATION: &str = "form-i589";

/// Pictures, on every track.
const PHOTOS: &str = "photos";

/// Words between two documents in one file: "passport and birth certificate".
const AND: &[&str] = &["and", "y", "e", "et", "und", "ak", "и", "та", "و"];

/// What these hits in the words of a name come to.
pub(super) fn of_hits(
    vocabulary: &Vocabulary<'_>,
    words: &Words,
    hits: &[Hit<'_>],
    pairing: Pairing,
    reason: &dyn Fn(&Hit<'_>) -> String,
) -> Told {
    if let Some(told) = with_its_translation(words, hits, reason) {
        return told;
    }
    for role in [CERTIFICATE, TRANSLATION] {
        if let Some(hit) = hits.iter().find(|hit| hit.id() == role) {
            return Told {
                satisfies: vec![role.into()],
                translates: subject(vocabulary, words, hit),
                reason: reason(hit),
                words: hit.words,
                ..Told::default()
            };
        }
    }
    let told = decide(hits, words, reason);
    let marked_as_english = pairing == Pairing::Alone
        && hits.first().is_some_and(|hit| hit.requirement.from == Source::Client)
        && translations::is_marked_as_english(words);
    if pairing == Pairing::Translation || (marked_as_english && !told.torn) {
        let reason = if marked_as_english {
            format!("{} and ends in a word for English", told.reason)
        } else {
            "its name is that of the file beside it, marked as English".into()
        };
        return Told {
            translates: told.satisfies.first().cloned(),
            satisfies: vec![TRANSLATION.into()],
            reason,
            words: told.words,
            ..Told::default()
        };
    }
    told
}

/// "Birth certificate with translation": both are in the file.
fn with_its_translation(
    words: &Words,
    hits: &[Hit<'_>],
    reason: &dyn Fn(&Hit<'_>) -> String,
) -> Option<Told> {
    const WITH: &[&str] = &["with", "w", "con", "com", "avec", "с", "مع", "附", "kem"];
    const JOINED: &[&str] = &["and", "y", "e", "et", "ak", "и", "و", "并", "va", "its", "english"];
    let document = hits.iter().find(|hit| hit.id() != TRANSLATION && hit.id() != CERTIFICATE)?;
    let translation =
        hits.iter().find(|hit| hit.id() == TRANSLATION && hit.range.start >= document.range.end)?;
    let between = words.within(document.range.end..translation.range.start).list();
    let is_any = |word: &String, list: &[&str]| list.contains(&word.as_str());
    // Directly before the translation "with" is enough, whosever name stands in between.
    let with = between.last().is_some_and(|word| is_any(word, WITH));
    let joined = !between.is_empty() && between.iter().all(|word| is_any(word, WITH) || is_any(word, JOINED));
    if !with && !joined {
        return None;
    }
    let mut satisfies = vec![document.id().to_owned(), TRANSLATION.to_owned()];
    satisfies.extend(hits.iter().find(|hit| hit.id() == CERTIFICATE).map(|hit| hit.id().to_owned()));
    let said = document.words + translation.words;
    Some(Told {
        satisfies,
        reason: format!("{} and \"{}\"", reason(document), translation.phrase),
        words: said,
        ..Told::default()
    })
}

/// What the name of a translation says without the words that make it one.
fn subject(vocabulary: &Vocabulary<'_>, words: &Words, role: &Hit<'_>) -> Option<String> {
    let rest = [words.within(0..role.range.start), words.within(role.range.end..words.len())];
    let mut hits: Vec<Hit<'_>> = rest.iter().flat_map(|part| vocabulary.hits(part, None)).collect();
    hits.retain(|hit| hit.id() != TRANSLATION && hit.id() != CERTIFICATE);
    let longest = hits.iter().map(Hit::weight).max()?;
    let mut ids: Vec<&str> = hits.iter().filter(|hit| hit.weight() == longest).map(Hit::id).collect();
    ids.dedup();
    (ids.len() == 1).then(|| ids[0].to_owned())
}

/// The longest phrase wins; what is joined to it by "and" is in the file too; equals are torn.
fn decide(hits: &[Hit<'_>], words: &Words, reason: &dyn Fn(&Hit<'_>) -> String) -> Told {
    // "Cédula del testigo" is the card of a witness and not a letter.
    let personal = hits.iter().find(|hit| is_of_a_person(hit.requirement));
    // A picture of the identity card is the card.
    let pictured: Vec<Hit<'_>> =
        hits.iter().filter(|hit| personal.is_none() || hit.id() != PHOTOS).cloned().collect();
    let hits = pictured.as_slice();
    let best = match (hits.first(), personal) {
        (Some(best), Some(personal)) if is_only_a_witness(words, best) => personal,
        (Some(best), _) => best,
        (None, _) => return Told::default(),
    };
    let mut satisfies = vec![best.id().to_owned()];
    let mut rivals: Vec<&Hit<'_>> = Vec::new();
    for hit in hits {
        if satisfies.iter().any(|id| id == hit.id()) || rivals.iter().any(|rival| rival.id() == hit.id()) {
            continue;
        }
        if joined(words, best, hit) {
            satisfies.push(hit.id().to_owned());
        } else {
            rivals.push(hit);
        }
    }
    // Two papers of a person in one name, neither joined nor one about the other: somebody must look.
    let torn = rivals.iter().any(|rival| {
        rival.weight() == best.weight()
            || (is_of_a_person(best.requirement) && is_of_a_person(rival.requirement) && tears(best, rival))
    });
    let rival = rivals.first().map(|rival| format!("{} (\"{}\")", rival.requirement.title, rival.phrase));
    if torn {
        let other = rivals[0];
        return Told {
            reason: format!("{}, which may mean {} or {}", reason(best), best.id(), other.id()),
            rival: Some(format!("{} or {}", best.requirement.title, other.requirement.title)),
            torn: true,
            ..Told::default()
        };
    }
    Told { satisfies, reason: reason(best), rival, words: best.words, ..Told::default() }
}

/// "I-589 declaration": the number of the application names what a paper belongs to; beside another form it
/// is a second form.
fn tears(best: &Hit<'_>, rival: &Hit<'_>) -> bool {
    rival.id() != APPLICATION || !best.requirement.forms.is_empty()
}

/// The name speaks of a witness, in a single word, and of no letter.
fn is_only_a_witness(words: &Words, hit: &Hit<'_>) -> bool {
    let said = words.within(hit.range.clone()).list();
    kin::is_witness(&said.concat())
}

fn joined(words: &Words, a: &Hit<'_>, b: &Hit<'_>) -> bool {
    let (first, second) = if a.range.start < b.range.start { (a, b) } else { (b, a) };
    if first.range.end >= second.range.start {
        return false;
    }
    let between = words.within(first.range.end..second.range.start).list();
    between.len() == 1 && AND.contains(&between[0].as_str())
}
