//! Which files speak for a requirement, and how well.

use super::about::{About, about};
use super::requirements::Target;
use crate::case::{Case, Person};
use crate::classify::{Confidence, Disposition, Evidence, EvidenceFile, path_names};
use crate::track::{Requirement, Scope};

/// The files that stand for a requirement, by how much they are worth.
#[derive(Debug, Default)]
pub struct Documents<'a> {
    /// They satisfy it.
    pub good: Vec<&'a EvidenceFile>,
    /// They may be it; a person must look.
    pub unsure: Vec<&'a EvidenceFile>,
    /// They are it, but cannot be read or bound.
    pub unreadable: Vec<&'a EvidenceFile>,
    /// They are such a document, but perhaps about another incident, witness, arrest or country.
    pub unplaced: Vec<&'a EvidenceFile>,
    /// They stay out of the packet: drafts, copies, what a person left out.
    pub excluded: Vec<&'a EvidenceFile>,
}

impl<'a> Documents<'a> {
    /// The files for this requirement of this person or thing.
    pub fn of(requirement: &Requirement, target: Target<'_>, case: &Case, evidence: &'a Evidence) -> Self {
        let mut documents = Documents::default();
        let named = evidence.files.iter().filter(|file| stands_for(file, requirement));
        for file in named.filter(|file| belongs(file, requirement.scope, target.person, case)) {
            let place = target.subject.map_or(About::Yes, |subject| about(file, subject, case));
            match file.disposition {
                _ if place == About::No => {}
                Disposition::Junk => {}
                _ if place == About::Perhaps => documents.unplaced.push(file),
                Disposition::Assigned if file.confidence >= Confidence::Named => documents.good.push(file),
                Disposition::Assigned | Disposition::Unassigned => documents.unsure.push(file),
                Disposition::Unreadable => documents.unreadable.push(file),
                // A person keeps it out of the packet, where it does not belong anyway.
                Disposition::Excluded
                    if requirement.not_filed.is_some() && file.confidence == Confidence::Stated =>
                {
                    documents.good.push(file);
                }
                Disposition::Excluded => documents.excluded.push(file),
            }
        }
        documents
    }

    /// The paths of all of them, sorted.
    pub fn paths(&self) -> Vec<String> {
        let all = [&self.good, &self.unsure, &self.unplaced, &self.unreadable, &self.excluded];
        let mut paths: Vec<String> = all.into_iter().flatten().map(|file| file.source.path.clone()).collect();
        paths.sort();
        paths
    }
}

/// Was it classified as this, or as what this is a part of and named like it?
fn stands_for(file: &EvidenceFile, requirement: &Requirement) -> bool {
    let is_part = |whole: &String| {
        file.satisfies.contains(whole)
            && requirement.names.iter().any(|name| path_names(&file.source.path, name))
    };
    file.satisfies.contains(&requirement.id) || requirement.part_of.as_ref().is_some_and(is_part)
}

/// Does the file count for this person? A file of nobody in particular is the principal's.
fn belongs(file: &EvidenceFile, scope: Scope, person: Option<&Person>, case: &Case) -> bool {
    // What is asked once for the case, anyone's document answers.
    let Some(person) = person else { return true };
    match (&file.person, scope) {
        (_, Scope::Case | Scope::Each(_)) => true,
        (Some(owner), _) => *owner == person.id,
        (None, Scope::Principal | Scope::Person) => is_principal(person, case),
        (None, Scope::Spouse | Scope::Child) => false,
    }
}

/// Is this the principal?
pub fn is_principal(person: &Person, case: &Case) -> bool {
    case.principal().is_some_and(|principal| principal.id == person.id)
}

/// Whose document a file is: its person, or else the principal.
pub fn owner<'a>(file: &'a EvidenceFile, case: &'a Case) -> Option<&'a str> {
    file.person.as_deref().or_else(|| case.principal().map(|principal| principal.id.as_str()))
}
