//! Gathers the evidence into exhibits: one a requirement and person, in the order of the checklist, each
//! document followed by its translation and the translator's certificate.

use std::collections::BTreeSet;

use super::placement::Placement;
use super::tabs::tab;
use super::{Exhibit, ExhibitSource, Relation};
use crate::case::{Case, TabScheme};
use crate::classify::{Confidence, Disposition, Evidence, EvidenceFile};
use crate::intake::Comment;
use crate::track::{Requirement, Track};

/// The ids of the two requirements whose files belong beside the document they are about.
const TRANSLATION: &str = "translation";
pub const CERTIFICATE: &str = "translator-certificate";

/// The exhibits, with tabs but without page numbers.
pub fn gather(evidence: &Evidence, case: &Case, track: &Track, scheme: TabScheme) -> Vec<Exhibit> {
    let mut pool = Pool::new(evidence, track);
    let mut exhibits = Vec::new();
    let people: Vec<Option<&str>> =
        case.persons.iter().map(|person| Some(person.id.as_str())).chain(std::iter::once(None)).collect();
    for requirement in &track.requirements {
        for &person in &people {
            let documents = pool.take(requirement, person);
            exhibits.extend(exhibit(&mut pool, documents, Some(requirement), person, case));
        }
    }
    for document in pool.take_own_exhibits() {
        let person = document.person.as_deref();
        exhibits.extend(exhibit(&mut pool, vec![document], None, person, case));
    }
    for (index, exhibit) in exhibits.iter_mut().enumerate() {
        exhibit.tab = tab(scheme, index);
    }
    exhibits
}

/// The files that go into the packet and are not in an exhibit yet.
struct Pool<'a> {
    files: Vec<&'a EvidenceFile>,
    taken: BTreeSet<&'a str>,
}

impl<'a> Pool<'a> {
    fn new(evidence: &'a Evidence, track: &Track) -> Self {
        let files = evidence.files.iter().filter(|file| goes_in(file, track)).collect();
        Pool { files, taken: BTreeSet::new() }
    }

    fn take_where(&mut self, wanted: impl Fn(&EvidenceFile) -> bool) -> Vec<&'a EvidenceFile> {
        let mut found = Vec::new();
        for &file in &self.files {
            if !self.taken.contains(file.source.path.as_str()) && wanted(file) {
                self.taken.insert(&file.source.path);
                found.push(file);
            }
        }
        found
    }

    /// The documents of a requirement and person that are not the companion of another document.
    fn take(&mut self, requirement: &Requirement, person: Option<&str>) -> Vec<&'a EvidenceFile> {
        let all: Vec<&EvidenceFile> = self.files.clone();
        self.take_where(|file| {
            let first = file.satisfies.first().map(String::as_str);
            file.person.as_deref() == person
                && first == Some(&requirement.id)
                && companion_of(file, &all).is_none()
        })
    }

    fn take_own_exhibits(&mut self) -> Vec<&'a EvidenceFile> {
        self.take_where(|_| true)
    }

    /// The translations and certificates that belong to this file.
    fn take_companions(&mut self, of: &EvidenceFile) -> Vec<&'a EvidenceFile> {
        let all: Vec<&EvidenceFile> = self.files.clone();
        self.take_where(|file| companion_of(file, &all) == Some(of.source.path.as_str()))
    }
}

/// Will this file be bound?
pub fn goes_in(file: &EvidenceFile, track: &Track) -> bool {
    file.disposition == Disposition::Assigned
        && file.confidence >= Confidence::Named
        && file.source.pages.is_some_and(|pages| pages > 0)
        && not_filed(file, track).is_none()
        && !asks_beyond(file)
        && (file.own_exhibit || file.satisfies.iter().any(|id| track.requirement(id).is_some()))
}

/// Are pages chosen that the file does not have? What was meant is not for a program to guess.
pub fn asks_beyond(file: &EvidenceFile) -> bool {
    let pages = file.source.pages.unwrap_or(0);
    file.selection.as_ref().is_some_and(|selection| selection.resolve(pages).is_none())
}

/// Why a file of this kind is kept out of the packet, if all it stands for is.
pub fn not_filed<'t>(file: &EvidenceFile, track: &'t Track) -> Option<&'t str> {
    let mut reasons = file
        .satisfies
        .iter()
        .filter_map(|id| track.requirement(id))
        .map(|requirement| requirement.not_filed.as_deref());
    let first = reasons.next()??;
    reasons.all(|reason| reason.is_some()).then_some(first)
}

/// The path of the file beside which this one belongs: the document that it translates, or the translation
/// that it certifies.
fn companion_of<'f>(file: &'f EvidenceFile, all: &[&'f EvidenceFile]) -> Option<&'f str> {
    let present =
        |path: &str| all.iter().find(|other| other.source.path == path && path != file.source.path).copied();
    if let Some(original) = file.translation_of.as_deref().and_then(present) {
        return Some(&original.source.path);
    }
    if let Some(certified) = file.certificate_for.iter().find_map(|path| present(path)) {
        // A certificate that names the foreign document goes behind its translation, not between the two.
        let translation =
            all.iter().find(|other| other.translation_of.as_deref() == Some(&certified.source.path));
        return Some(translation.map_or(&certified.source.path, |translation| &translation.source.path));
    }
    if file.satisfies.first().map(String::as_str) == Some(TRANSLATION) {
        let wanted = file.translates.as_deref()?;
        let mut originals = all.iter().filter(|other| {
            other.satisfies.first().map(String::as_str) == Some(wanted) && other.person == file.person
        });
        return originals.next_back().map(|original| original.source.path.as_str());
    }
    None
}

fn exhibit(
    pool: &mut Pool<'_>,
    documents: Vec<&EvidenceFile>,
    requirement: Option<&Requirement>,
    person: Option<&str>,
    case: &Case,
) -> Option<Exhibit> {
    let first = *documents.first()?;
    let mut sources = Vec::new();
    let mut requirements = BTreeSet::new();
    for document in documents {
        with_companions(pool, document, &mut sources, &mut requirements);
    }
    let title = requirement
        .map_or_else(|| first.title.clone(), |requirement| exhibit_title(requirement, person, case));
    Some(Exhibit {
        tab: String::new(),
        title,
        section: requirement
            .map_or_else(|| "Other exhibits".to_owned(), |requirement| requirement.section.clone()),
        requirements: requirements.into_iter().collect(),
        person: person.map(str::to_owned),
        first_page: 0,
        last_page: 0,
        sources,
        certified_in: Vec::new(),
    })
}

/// Puts the document, then each companion with its own companions. A chain cannot loop: every file is taken
/// from the pool once.
fn with_companions(
    pool: &mut Pool<'_>,
    document: &EvidenceFile,
    sources: &mut Vec<ExhibitSource>,
    requirements: &mut BTreeSet<String>,
) {
    sources.push(source(document));
    requirements.extend(document.satisfies.iter().cloned());
    for companion in pool.take_companions(document) {
        with_companions(pool, companion, sources, requirements);
    }
}

fn exhibit_title(requirement: &Requirement, person: Option<&str>, case: &Case) -> String {
    let title = requirement.exhibit_title.as_ref().unwrap_or(&requirement.title);
    match person.and_then(|id| case.person(id)) {
        Some(person) if case.persons.len() > 1 => format!("{title}: {}", person.name),
        _ => title.clone(),
    }
}

fn source(file: &EvidenceFile) -> ExhibitSource {
    let count = file.source.pages.unwrap_or(0);
    let pages: Vec<u32> = file
        .selection
        .as_ref()
        .and_then(|selection| selection.resolve(count))
        .unwrap_or_else(|| (1..=count).collect());
    let sizes = pages.iter().filter_map(|&page| file.source.sizes.get(page as usize - 1).copied()).collect();
    ExhibitSource {
        path: file.source.path.clone(),
        on_disk: file.source.on_disk.clone(),
        sha256: file.source.sha256.clone(),
        checksum: file.source.checksum,
        bytes: file.source.bytes,
        kind: file.source.kind,
        title: file.title.clone(),
        date: file.date,
        language: file.language.clone(),
        relation: relation(file),
        selection: file.selection.as_ref().map(|selection| selection.text.clone()),
        all_pages: count,
        comments: if file.print_comments { printed(&file.source.comments) } else { Vec::new() },
        pages,
        sizes,
        first_page: 0,
        last_page: 0,
    }
}

/// Comments in letters that can be printed: an empty square stands for every other one, as on any page where a
/// letter is missing.
fn printed(comments: &[Comment]) -> Vec<Comment> {
    let square = |text: &str| {
        let missing = crate::compose::unprintable(text);
        text.chars().map(|letter| if missing.contains(&letter) { '\u{25a1}' } else { letter }).collect()
    };
    let printed = comments.iter().map(|comment| Comment {
        page: comment.page,
        by: comment.by.as_deref().map(square),
        about: comment.about.clone(),
        text: square(&comment.text),
    });
    printed.collect()
}

fn relation(file: &EvidenceFile) -> Relation {
    let is = |id: &str| file.satisfies.iter().any(|satisfied| satisfied == id);
    if file.translation_of.is_some() || is(TRANSLATION) {
        Relation::Translation
    } else if !file.certificate_for.is_empty() || is(CERTIFICATE) {
        Relation::Certificate
    } else {
        Relation::Document
    }
}

/// The placement of a page whose size is known; letter paper if it is not.
pub fn placement_of(source: &ExhibitSource, index: usize) -> Placement {
    use super::placement::{LETTER_LONG, LETTER_SHORT, place};
    let letter = crate::intake::PageSize::Points { width: LETTER_SHORT, height: LETTER_LONG };
    place(source.sizes.get(index).copied().unwrap_or(letter))
}
