//! Which file is the translation of which, and which certificate belongs to which translation.

use std::collections::BTreeMap;

use super::Desk;
use super::certificates;
use super::evidence::{Disposition, EvidenceFile};
use super::name::Name;
use super::telling::Pairing;
use super::vocabulary::{CERTIFICATE, TRANSLATION};
use super::words::Words;

/// Endings that mark the English version of a paper.
const ENGLISH: &[&[&str]] = &[
    &["english", "translation"],
    &["translated", "to", "english"],
    &["in", "english"],
    &["en", "ingles"],
    &["english"],
    &["eng"],
    &["en"],
    &["ingles"],
    &["anglais"],
    &["английский"],
    &["英文"],
    &["translation"],
    &["translated"],
    &["traduccion"],
    &["traducido"],
    &["traducida"],
    &["traducao"],
    &["traduction"],
    &["перевод"],
    &["翻译"],
    &["ترجمه"],
];

/// Endings that mark the version in the language of the country.
const ORIGINAL: &[&[&str]] = &[
    &["original"],
    &["spanish"],
    &["espanol"],
    &["esp"],
    &["es"],
    &["french"],
    &["francais"],
    &["fr"],
    &["portuguese"],
    &["portugues"],
    &["pt"],
    &["creole"],
    &["kreyol"],
    &["ht"],
    &["russian"],
    &["ru"],
    &["chinese"],
    &["zh"],
    &["arabic"],
    &["ar"],
];

/// The files of one name in one folder.
#[derive(Default)]
struct Versions {
    originals: Vec<usize>,
    english: Vec<usize>,
}

/// Files of the same name in one folder, one of them marked as English: translation → original (indices).
pub(super) fn pairs(names: &[Name], readable: &[bool]) -> BTreeMap<usize, usize> {
    let mut groups: BTreeMap<(&str, Vec<String>), Versions> = BTreeMap::new();
    for (index, name) in names.iter().enumerate().filter(|(index, _)| readable[*index]) {
        let words = name.core();
        let english = without_ending(&words, ENGLISH);
        let (key, is_english) = match english {
            Some(stem) => (stem, true),
            None => (without_ending(&words, ORIGINAL).unwrap_or(words), false),
        };
        let group = groups.entry((name.folder_path.as_str(), key)).or_default();
        if is_english { group.english.push(index) } else { group.originals.push(index) }
    }
    groups
        .into_values()
        .filter_map(|versions| match (versions.originals.as_slice(), versions.english.as_slice()) {
            ([original], [translation]) => Some((*translation, *original)),
            _ => None,
        })
        .collect()
}

/// Does the name end in a word for English ("acta de nacimiento (inglés)")?
pub(super) fn is_marked_as_english(words: &Words) -> bool {
    const TOO_SHORT: usize = 3;
    let longer: Vec<&[&str]> =
        ENGLISH.iter().copied().filter(|ending| ending.concat().len() > TOO_SHORT).collect();
    without_ending(&words.list(), &longer).is_some()
}

/// What the pairs say of one file.
pub(super) fn pairing(pairs: &BTreeMap<usize, usize>, index: usize) -> Pairing {
    if pairs.contains_key(&index) {
        Pairing::Translation
    } else if pairs.values().any(|original| *original == index) {
        Pairing::Original
    } else {
        Pairing::Alone
    }
}

fn without_ending(words: &[String], endings: &[&[&str]]) -> Option<Vec<String>> {
    endings.iter().find_map(|ending| {
        let rest = words.len().checked_sub(ending.len())?;
        let folded = ending.iter().map(|word| Words::of(word).list().concat());
        (rest > 0 && words[rest..].iter().cloned().eq(folded)).then(|| words[..rest].to_vec())
    })
}

/// Fills `translation_of`, `translates` and `certificate_for` of everything that nobody stated.
pub(super) fn link(
    files: &mut [EvidenceFile],
    names: &[Name],
    pairs: &BTreeMap<usize, usize>,
    kept: &BTreeMap<usize, usize>,
    desk: &Desk<'_>,
    principal: Option<&str>,
) {
    let Desk { vocabulary, people, track, .. } = desk;
    for index in 0..files.len() {
        if is_live(&files[index]) && is(&files[index], TRANSLATION) && files[index].translation_of.is_none() {
            let twin = pairs.get(&index).map(|original| *kept.get(original).unwrap_or(original));
            let original = twin
                .filter(|twin| is_live(&files[*twin]))
                .or_else(|| original(files, names, index, principal));
            files[index].translation_of = original.map(|original| files[original].source.path.clone());
        }
        // What is translated is also told by the file that it translates.
        let of = files[index].translation_of.clone();
        if let (None, Some(of)) = (&files[index].translates, of) {
            let told =
                files.iter().find(|file| file.source.path == of).and_then(|file| file.satisfies.first());
            files[index].translates = told.filter(|id| track.requirement(id).is_some()).cloned();
        }
    }
    for index in 0..files.len() {
        if is_live(&files[index]) && is(&files[index], CERTIFICATE) && files[index].certificate_for.is_empty()
        {
            let listed = certificates::named(files, index, vocabulary, people, principal);
            let certified = match listed.is_empty() {
                true => certified(files, names, index, principal).into_iter().collect(),
                false => listed,
            };
            files[index].certificate_for =
                certified.iter().map(|translation| files[*translation].source.path.clone()).collect();
        }
    }
}

fn is_live(file: &EvidenceFile) -> bool {
    matches!(file.disposition, Disposition::Assigned | Disposition::Unassigned)
}

fn is(file: &EvidenceFile, id: &str) -> bool {
    file.satisfies.iter().any(|satisfied| satisfied == id)
}

fn same_person(a: &EvidenceFile, b: &EvidenceFile, principal: Option<&str>) -> bool {
    a.person.as_deref().or(principal) == b.person.as_deref().or(principal)
}

/// The one document that this translation can be of; of several, the one whose name is nearest.
fn original(
    files: &[EvidenceFile],
    names: &[Name],
    translation: usize,
    principal: Option<&str>,
) -> Option<usize> {
    let wanted = files[translation].translates.as_deref()?;
    let candidates: Vec<usize> = (0..files.len())
        .filter(|&index| {
            let file = &files[index];
            index != translation
                && file.disposition == Disposition::Assigned
                && is(file, wanted)
                && !is(file, TRANSLATION)
                && same_person(file, &files[translation], principal)
        })
        .collect();
    nearest(names, translation, &candidates)
}

/// The only candidate, or the only one that shares the most words of its name.
fn nearest(names: &[Name], index: usize, candidates: &[usize]) -> Option<usize> {
    if let [only] = candidates {
        return Some(*only);
    }
    let own = names[index].words.list();
    let shared = |other: usize| names[other].words.list().iter().filter(|word| own.contains(word)).count();
    let most = candidates.iter().map(|other| shared(*other)).max()?;
    let mut best = candidates.iter().filter(|other| shared(**other) == most);
    let first = best.next()?;
    (most > 0 && best.next().is_none()).then_some(*first)
}

/// The one translation that a certificate can belong to: by its subject, its folder, or because there is no other.
fn certified(
    files: &[EvidenceFile],
    names: &[Name],
    certificate: usize,
    principal: Option<&str>,
) -> Option<usize> {
    let translations: Vec<usize> =
        (0..files.len()).filter(|&index| is_live(&files[index]) && is(&files[index], TRANSLATION)).collect();
    let only = |fits: &dyn Fn(usize) -> bool| {
        let mut fitting = translations.iter().copied().filter(|index| fits(*index));
        let first = fitting.next()?;
        fitting.next().is_none().then_some(first)
    };
    if let Some(subject) = files[certificate].translates.as_deref() {
        // A certificate that names its subject certifies nothing else.
        return only(&|index| {
            files[index].translates.as_deref() == Some(subject)
                && same_person(&files[index], &files[certificate], principal)
        });
    }
    only(&|index| names[index].folder_path == names[certificate].folder_path).or_else(|| only(&|_| true))
}
