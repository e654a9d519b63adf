//! Classify: which file is which document, how sure, and why.
//!
//! What a person stated in `case.toml` beats everything. Then the file's own name tells, then what its
//! pages say, then the folders it lies in, the nearest first. What no name tells stays unassigned:
//! a paper bound under the wrong heading is worse than a paper asked about.

mod aside;
mod certificates;
mod copies;
mod deciding;
mod entries;
mod evidence;
mod fold;
mod hearing;
mod kept_out;
mod kept_out_words;
mod kin;
mod kin_words;
mod latin;
mod letters;
mod name;
mod pages;
mod people;
mod phrases;
mod remarks;
mod sound;
mod spoken;
mod strangers;
mod telling;
mod title;
mod tongue;
mod translations;
mod typos;
mod versions;
mod vocabulary;
mod words;

pub use evidence::*;
pub(crate) use title::title as title_from_name;

use crate::case::{Case, Notes};
use crate::finding::{self, Finding};
use crate::intake::{Inventory, Kind, Oddity, SourceFile, State};
use crate::track::{Requirement, Scope, Track};
use entries::Stated;
use kept_out::{KeptOut, Warnings};
use name::Name;
use people::People;
use telling::{Pairing, Told};
use vocabulary::{CERTIFICATE, TRANSLATION, Vocabulary};
use words::Words;

/// Says of every file of the inventory what it is. Pure: reads names and facts, no files.
/// The findings of the scan are handed on with those of classification.
pub fn classify(inventory: &Inventory, case: &Case, track: &Track) -> Evidence {
    let names: Vec<Name> = inventory.files.iter().map(|file| Name::of(&file.path)).collect();
    let readable: Vec<bool> = inventory.files.iter().map(|file| file.state == State::Sound).collect();
    let pairs = translations::pairs(&names, &readable);
    let stated = entries::bind(case, inventory);
    let desk = Desk {
        vocabulary: Vocabulary::of(track),
        latin: Vocabulary::in_latin_letters(track),
        people: People::of(case),
        warnings: Warnings::new(),
        track,
    };
    let mut findings: Vec<Finding> = inventory.findings.iter().cloned().chain(stated.findings).collect();

    let mut files: Vec<EvidenceFile> = inventory
        .files
        .iter()
        .enumerate()
        .map(|(index, file)| {
            desk.sort(file, &names[index], translations::pairing(&pairs, index), stated.of.get(&index))
        })
        .collect();
    for (index, file) in files.iter_mut().enumerate() {
        let own = stated.of.get(&index).and_then(|stated| stated.entry.notes);
        file.print_comments = own.or(case.packet.notes) == Some(Notes::Include);
    }
    versions::exclude_older(&mut files, &names);
    let (kept, about_copies) = copies::exclude_copies(&mut files, &names);
    let principal = case.principal().map(|person| person.id.as_str());
    translations::link(&mut files, &names, &pairs, &kept, &desk, principal);

    let readable = remarks::Readable::of(&files, &names);
    for (index, file) in files.iter().enumerate() {
        findings.extend(match file.disposition {
            Disposition::Unassigned => Some(remarks::unassigned(file)),
            Disposition::Unreadable => remarks::of_state(file, &names[index], &readable),
            Disposition::Excluded if kept.contains_key(&index) => None,
            Disposition::Excluded if file.confidence == Confidence::Stated => {
                remarks::of_state(file, &names[index], &readable)
            }
            Disposition::Excluded => Some(remarks::left_out(file)),
            Disposition::Assigned => remarks::comments(file),
            Disposition::Junk => None,
        });
        if !matches!(file.disposition, Disposition::Excluded | Disposition::Junk) {
            let of_file = |oddity: &Oddity| oddity.finding(&file.source.path);
            findings.extend(file.source.oddities.iter().map(of_file));
        }
    }
    findings.extend(about_copies);
    files.sort_by(|a, b| a.source.path.cmp(&b.source.path));
    finding::sort(&mut findings);
    Evidence { files, findings }
}

/// What is needed to sort one file.
struct Desk<'a> {
    vocabulary: Vocabulary<'a>,
    latin: Vocabulary<'a>,
    people: People<'a>,
    warnings: Warnings,
    track: &'a Track,
}

impl Desk<'_> {
    fn sort(
        &self,
        source: &SourceFile,
        name: &Name,
        pairing: Pairing,
        stated: Option<&Stated<'_>>,
    ) -> EvidenceFile {
        let mut file = blank(source);
        if let State::Junk(litter) = &source.state {
            file.disposition = Disposition::Junk;
            file.reason.clone_from(litter);
            return file;
        }
        let told = telling::tell(&self.vocabulary, &self.latin, &self.people, name, source, pairing);
        match stated {
            Some(stated) => self.as_stated(&mut file, stated, &told, name),
            None => self.as_told(&mut file, told, name),
        }
        if let Some(why) = remarks::unreadable(&source.state)
            && file.disposition != Disposition::Excluded
        {
            file.disposition = Disposition::Unreadable;
            file.reason = why;
        }
        file
    }

    fn as_stated(&self, file: &mut EvidenceFile, stated: &Stated<'_>, told: &Told, name: &Name) {
        let entry = stated.entry;
        file.confidence = Confidence::Stated;
        file.disposition = Disposition::Assigned;
        file.reason = "case.toml says so".into();
        file.satisfies.clone_from(&entry.satisfies);
        file.date = entry.date;
        file.language.clone_from(&entry.language);
        file.translation_of.clone_from(&stated.translation_of);
        file.certificate_for.clone_from(&stated.certificate_for);
        file.selection.clone_from(&entry.pages);
        if let Some(title) = &entry.title {
            file.title.clone_from(title);
        }
        if file.satisfies.is_empty() {
            // Who says what a file translates or certifies has said what it is.
            let role = if entry.translation_of.is_some() {
                Some(TRANSLATION)
            } else if !entry.certificate_for.is_empty() {
                Some(CERTIFICATE)
            } else {
                None
            };
            file.satisfies = role
                .filter(|id| self.track.requirement(id).is_some())
                .map(str::to_owned)
                .into_iter()
                .collect();
            file.own_exhibit = file.satisfies.is_empty();
        }
        if file.satisfies.iter().any(|id| id == TRANSLATION || id == CERTIFICATE) {
            file.translates.clone_from(&told.translates);
        }
        let requirement = file.satisfies.first().and_then(|id| self.track.requirement(id));
        file.person = entry.person.clone().or_else(|| self.people.whose(name, requirement).person);
        if let Some(reason) = &entry.exclude {
            file.disposition = Disposition::Excluded;
            file.reason.clone_from(reason);
            file.own_exhibit = false;
            if entry.satisfies.is_empty() {
                file.satisfies.clone_from(&told.satisfies);
            }
        }
    }

    /// The requirement that decides whose document it is: of several, one that is asked of single persons.
    fn subject(&self, told: &Told) -> Option<&Requirement> {
        let ids = told.translates.iter().chain(&told.satisfies);
        let mut asked: Vec<&Requirement> = ids.filter_map(|id| self.track.requirement(id)).collect();
        if told.translates.is_some() {
            asked.truncate(1);
        }
        let personal = asked.iter().find(|requirement| requirement.scope == Scope::Person);
        personal.or(asked.first()).copied()
    }

    fn as_told(&self, file: &mut EvidenceFile, told: Told, name: &Name) {
        if let Some(why) = is_correspondence(&file.source, name) {
            file.reason = why;
            file.person = self.people.whose(name, None).person;
            return;
        }
        let told = letters::of_somebody_close(told, name, &self.people.kin, self.track);
        let whose = self.people.whose(name, self.subject(&told));
        let told = if whose.named { told } else { telling::among_reports(told, name, &self.vocabulary) };
        let requirement = self.subject(&told);
        file.person = if whose.named { whose.person } else { told.person.or(whose.person) };
        file.rival = told.rival;
        let against = self.warnings.against(name, requirement);
        let nothing = told.satisfies.is_empty();
        file.reason = match (told.reason.is_empty(), nothing) {
            (true, _) => "neither its name nor its folder tells".into(),
            _ => told.reason,
        };
        if let (Some(doubt), false) = (whose.doubt, nothing) {
            // It is clear what it is, but not whose: bound to the wrong person it would hide a gap.
            let what = told.satisfies.join(", ");
            file.rival = Some(format!("{what}, but whose? {doubt}"));
        } else if let (Some(stranger), false) = (self.stranger(name, requirement, whose.named), nothing) {
            file.rival = Some(format!("{}, but whose? it names {stranger}", told.satisfies.join(", ")));
        } else if let (Some(KeptOut::Doubtful(doubt)), false) = (&against, nothing) {
            file.rival = Some(format!("{}, but {doubt}", told.satisfies.join(", ")));
        } else if let (Some(doubt), false) = (&told.doubt, nothing) {
            file.rival = Some(format!("{}, but {doubt}", told.satisfies.join(", ")));
        } else if !nothing {
            file.disposition = Disposition::Assigned;
            file.confidence = Confidence::Named;
            file.satisfies = told.satisfies;
            file.translates = told.translates;
        }
        if let Some(KeptOut::Out(reason)) = against {
            file.disposition = Disposition::Excluded;
            file.reason = reason;
        }
    }
}

impl Desk<'_> {
    /// Somebody who is not in the case, in the name of a paper that belongs to a person.
    fn stranger(&self, name: &Name, requirement: Option<&Requirement>, is_named: bool) -> Option<String> {
        let personal = requirement.filter(|requirement| aside::is_of_a_person(requirement) && !is_named)?;
        let names_it = |word: &str| {
            let word = Words::of(word);
            personal.names.iter().any(|known| Words::of(known).has(&word))
        };
        strangers::named(&name.stem, |word| self.people.knows(word) || names_it(word))
    }
}

/// A file before anything is known of it.
fn blank(source: &SourceFile) -> EvidenceFile {
    EvidenceFile {
        source: source.clone(),
        disposition: Disposition::Unassigned,
        reason: String::new(),
        satisfies: Vec::new(),
        person: None,
        confidence: Confidence::Unsure,
        rival: None,
        title: title::title(&source.path),
        date: None,
        language: None,
        text_language: tongue::of(&source.content).map(str::to_owned),
        translation_of: None,
        translates: None,
        certificate_for: Vec::new(),
        selection: None,
        print_comments: false,
        own_exhibit: false,
    }
}

/// A message is about documents; its subject line does not make it one.
fn is_correspondence(source: &SourceFile, name: &Name) -> Option<String> {
    if source.kind == Kind::Email {
        return Some("an e-mail message; its subject is no document".into());
    }
    let first = name.words.list().into_iter().next()?;
    ["fw", "fwd", "re", "rv", "wg", "aw"]
        .contains(&first.as_str())
        .then(|| format!("its name begins like the subject of an e-mail (\"{first}\")"))
}

#[cfg(test)]
mod tests;
