//! Which document a file is, as far as its name, its folders and its pages tell.

use super::aside::{REPORTS, is_of_a_person};
use super::deciding::of_hits;
use super::latin::key;
use super::name::{Name, is_of_a_camera};
use super::pages::of_pages;
use super::people::People;
use super::vocabulary::{CERTIFICATE, Hit, TRANSLATION, Vocabulary};
use super::words::Words;
use crate::intake::SourceFile;

/// What the names tell of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Told {
    /// Requirement ids; empty if nothing tells, or two tell different things.
    pub satisfies: Vec<String>,
    /// For a translation or its certificate: requirement of the document that is translated.
    pub translates: Option<String>,
    /// Why, as a clause.
    pub reason: String,
    /// What else it might be.
    pub rival: Option<String>,
    /// It could be one of several things: a person must say.
    pub torn: bool,
    /// The one person of the case whom its pages name.
    pub person: Option<String>,
    /// Why it may not be the document itself, as a clause: "its name says "sample"".
    pub doubt: Option<String>,
    /// How many words of the file's own name told; none if a folder or the pages did.
    pub words: usize,
}

impl Told {
    pub(super) fn is_translation(&self) -> bool {
        self.satisfies.iter().any(|id| id == TRANSLATION)
    }

    pub(super) fn is_certificate(&self) -> bool {
        self.satisfies.iter().any(|id| id == CERTIFICATE)
    }
}

/// Whether another file of the same name beside it makes the language version clear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pairing {
    /// Nothing of the kind.
    Alone,
    /// A translation of this file lies beside it.
    Original,
    /// This is the translation of the file beside it.
    Translation,
}

/// Says what a file is: its own name first, then what its pages say, then its folders, the nearest first.
pub(super) fn tell(
    vocabulary: &Vocabulary<'_>,
    latin: &Vocabulary<'_>,
    people: &People<'_>,
    name: &Name,
    file: &SourceFile,
    pairing: Pairing,
) -> Told {
    let camera = is_of_a_camera(&name.words);
    let own = if camera { Told::default() } else { of_any_spelling(vocabulary, latin, name, pairing) };
    let own = in_translated_folder(vocabulary, name, own, pairing);
    if !own.satisfies.is_empty() || own.torn {
        return with_subject_of_folder(vocabulary, name, own);
    }
    let pages = of_pages(vocabulary, people, file);
    if let Some(told) = pages.as_ref().filter(|told| told.doubt.is_none()) {
        return told.clone();
    }
    let Some(mut told) = of_folders(vocabulary, name, pairing) else {
        return pages.unwrap_or_else(|| if camera { of_camera(vocabulary, name) } else { Told::default() });
    };
    told.doubt = doubt(vocabulary, name, &name.words, &[], &told);
    told
}

/// The file's own name as it stands; else as Russian in Latin letters; else with a wrong letter in it.
fn of_any_spelling(
    vocabulary: &Vocabulary<'_>,
    latin: &Vocabulary<'_>,
    name: &Name,
    pairing: Pairing,
) -> Told {
    let own = of_file_name(vocabulary, name, &name.words, pairing);
    if !own.satisfies.is_empty() || own.torn || vocabulary.speaks_at_all(&name.words) {
        return own;
    }
    let keyed = Words::of(&key(&name.stem));
    let own = of_file_name(latin, name, &keyed, pairing);
    if !own.satisfies.is_empty() || own.torn {
        return own;
    }
    let hits = vocabulary.near_hits(&name.words);
    let mut told = of_hits(vocabulary, &name.words, &hits, pairing, &|hit| {
        format!(
            "its name says \"{}\", which is nearly \"{}\"",
            name.words.within(hit.range.clone()).list().join(" "),
            hit.phrase
        )
    });
    told.doubt = doubt(vocabulary, name, &name.words, &hits, &told);
    told
}

/// Why the file is perhaps not the document itself.
fn doubt(
    vocabulary: &Vocabulary<'_>,
    name: &Name,
    words: &Words,
    hits: &[Hit<'_>],
    told: &Told,
) -> Option<String> {
    let subject = told.satisfies.first()?;
    vocabulary.asides.against(name, words, hits, vocabulary.requirement(subject)?)
}

fn of_file_name(vocabulary: &Vocabulary<'_>, name: &Name, words: &Words, pairing: Pairing) -> Told {
    let hits = vocabulary.hits(words, None);
    let mut told =
        of_hits(vocabulary, words, &hits, pairing, &|hit| format!("its name says \"{}\"", hit.phrase));
    told.doubt = doubt(vocabulary, name, words, &hits, &told);
    told
}

/// A file named like a document in a folder of translations is the translation.
fn in_translated_folder(vocabulary: &Vocabulary<'_>, name: &Name, told: Told, pairing: Pairing) -> Told {
    if pairing == Pairing::Original
        || told.satisfies.is_empty()
        || told.is_translation()
        || told.is_certificate()
    {
        return told;
    }
    let folder = name.folders.iter().find(|folder| {
        let hits = vocabulary.hits(&folder.words, None);
        !hits.is_empty() && hits.iter().all(|hit| hit.id() == TRANSLATION)
    });
    match folder {
        Some(folder) => Told {
            translates: told.satisfies.first().cloned(),
            satisfies: vec![TRANSLATION.into()],
            reason: format!("{} and it lies in the folder \"{}\"", told.reason, folder.name),
            rival: told.rival,
            torn: false,
            person: told.person,
            doubt: told.doubt,
            words: told.words,
        },
        None => told,
    }
}

/// "Birth certificate/translation.pdf": the folder tells what was translated.
fn with_subject_of_folder(vocabulary: &Vocabulary<'_>, name: &Name, mut told: Told) -> Told {
    if told.translates.is_none() && (told.is_translation() || told.is_certificate()) {
        told.translates = name
            .folders
            .iter()
            .map(|folder| {
                let mut ids: Vec<String> =
                    vocabulary.hits(&folder.words, None).iter().map(|hit| hit.id().to_owned()).collect();
                ids.retain(|id| id != TRANSLATION && id != CERTIFICATE);
                ids.dedup();
                ids
            })
            .find(|ids| !ids.is_empty())
            .and_then(|ids| (ids.len() == 1).then(|| ids[0].clone()));
    }
    told
}

/// The nearest folder whose name tells something decides.
fn of_folders(vocabulary: &Vocabulary<'_>, name: &Name, pairing: Pairing) -> Option<Told> {
    for folder in &name.folders {
        let mut hits = vocabulary.hits(&folder.words, Some(&name.words));
        if pairing == Pairing::Original {
            hits.retain(|hit| hit.id() != TRANSLATION);
        }
        let Some(best) = hits.first() else { continue };
        let reason = format!("its folder \"{}\" says \"{}\"", folder.name, best.phrase);
        if let Some(other) = hits.iter().find(|hit| hit.id() != best.id()) {
            return Some(Told {
                reason: format!("{reason} and \"{}\"", other.phrase),
                rival: Some(format!("{} or {}", best.requirement.title, other.requirement.title)),
                torn: true,
                ..Told::default()
            });
        }
        let told = Told { satisfies: vec![best.id().to_owned()], reason, ..Told::default() };
        return Some(with_subject_of_folder(vocabulary, name, told));
    }
    None
}

/// In a folder of reports a name such as "Death threats in Honduras" is a title, where it says much else;
/// a name that says nothing else is put in doubt.
pub(super) fn among_reports(told: Told, name: &Name, vocabulary: &Vocabulary<'_>) -> Told {
    let Some(own) = told.satisfies.first().filter(|id| *id != REPORTS && told.words > 0) else {
        return told;
    };
    let told_by_folder = name.folders.iter().find_map(|folder| {
        let hits = vocabulary.hits(&folder.words, None);
        hits.first().map(|hit| (folder, hit.id() == REPORTS))
    });
    let Some((folder, true)) = told_by_folder else { return told };
    let in_folder = format!("its folder \"{}\" holds reports on the country", folder.name);
    let is_personal = vocabulary.requirement(own).is_some_and(is_of_a_person);
    let others = name.words.list().iter().filter(|word| word.chars().any(char::is_alphabetic)).count();
    if is_personal || others < told.words + 2 {
        return Told { doubt: told.doubt.or(Some(in_folder)), ..told };
    }
    Told {
        rival: Some(own.clone()),
        satisfies: vec![REPORTS.to_owned()],
        translates: None,
        reason: in_folder,
        ..Told::default()
    }
}

/// A camera's name says that it is a picture, but not of what: it may be a photographed passport.
fn of_camera(vocabulary: &Vocabulary<'_>, name: &Name) -> Told {
    match vocabulary.hits(&name.words, None).first() {
        Some(hit) => Told {
            reason: "its name was given by a camera or a telephone and does not tell what is seen".into(),
            rival: Some(hit.requirement.title.clone()),
            torn: true,
            ..Told::default()
        },
        None => Told::default(),
    }
}
