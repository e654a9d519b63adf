//! How it stands with every item of the checklist, for every person whom it concerns.

mod judge;
mod questions;

pub use judge::result;
pub use questions::{fact_in_words, known_values};

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::facts::Facts;
use super::{DeadlineStatus, RequirementResult, deadlines, translations, waivers};
use crate::case::{Case, Person, Role, Subject};
use crate::classify::Evidence;
use crate::finding::Finding;
use crate::track::condition::Path;
use crate::track::{FactScope, PacketProfile, Part, Requirement, Scope, Track};

/// The id of the item that asks for a translation of every foreign document.
pub const TRANSLATION: &str = "translation";
/// The id of the item that asks for a certificate with every translation.
pub const TRANSLATOR_CERTIFICATE: &str = "translator-certificate";

/// What a check works with.
#[derive(Clone, Copy)]
pub struct Check<'a> {
    /// The files and what they are.
    pub evidence: &'a Evidence,
    /// The facts of the matter.
    pub case: &'a Case,
    /// The law.
    pub track: &'a Track,
    /// The day of the check.
    pub today: Date,
}

/// Of whom or what an item is asked; neither = once for the case.
#[derive(Clone, Copy, Default)]
pub struct Target<'a> {
    /// One person.
    pub person: Option<&'a Person>,
    /// One incident, witness, arrest or country.
    pub subject: Option<&'a Subject>,
}

impl<'a> Target<'a> {
    /// This person, if any.
    pub fn person(person: Option<&'a Person>) -> Self {
        Target { person, subject: None }
    }

    /// Its handle.
    pub fn handle(self) -> Option<&'a str> {
        self.person.map(|person| &person.id).or(self.subject.map(|subject| &subject.id)).map(String::as_str)
    }
}

impl<'a> Check<'a> {
    /// What is known, asked about this person.
    pub fn facts(self, person: Option<&'a Person>) -> Facts<'a> {
        self.facts_of(Target::person(person))
    }

    /// What is known, asked about this person or thing.
    pub fn facts_of(self, target: Target<'a>) -> Facts<'a> {
        Facts { case: self.case, person: target.person, subject: target.subject, today: self.today }
    }

    /// The principal for what is asked of the principal, nobody for the case, otherwise the person.
    pub fn persons(self, scope: Scope) -> Vec<&'a Person> {
        let included = |role: Role| {
            self.case.persons.iter().filter(move |person| person.included && person.role == role).collect()
        };
        match scope {
            Scope::Case | Scope::Each(_) => Vec::new(),
            Scope::Principal => self.case.principal().into_iter().collect(),
            // Nothing is ever asked of nobody: the principal counts, whatever `included` says.
            Scope::Person => {
                let mut persons: Vec<&Person> = self.case.principal().into_iter().collect();
                persons.extend(self.case.persons.iter().skip(1).filter(|person| person.included));
                persons
            }
            Scope::Spouse => included(Role::Spouse),
            Scope::Child => included(Role::Child),
        }
    }
}

/// The results in the order of the track, and everything there is to say about them.
pub fn evaluate(check: Check<'_>) -> (Vec<RequirementResult>, Vec<Finding>) {
    evaluate_for(check, None)
}

/// The same results; of findings only those about what belongs into the packet.
pub fn evaluate_for(
    check: Check<'_>,
    packet: Option<&PacketProfile>,
) -> (Vec<RequirementResult>, Vec<Finding>) {
    let mut results = Vec::new();
    let mut findings = Vec::new();
    let mut questions = questions::Questions::default();
    let passed = passed(check);
    for requirement in &check.track.requirements {
        let counts = belongs(requirement, packet);
        let mut unheard = questions::Questions::default();
        let questions = if counts { &mut questions } else { &mut unheard };
        for target in asked_of(requirement, check) {
            let judged = match requirement.id.as_str() {
                TRANSLATION => translations::judge_translations(requirement, check),
                TRANSLATOR_CERTIFICATE => translations::judge_certificates(requirement, check),
                _ => judge::judge(requirement, target, check, &passed, questions),
            };
            results.push(judged.result);
            findings.extend(judged.findings.into_iter().filter(|_| counts));
        }
    }
    findings.extend(questions.into_findings(check));
    if packet.is_none() {
        findings.extend(waivers::check(check, &results));
    }
    (results, findings)
}

/// Must it be in order before this packet can be filed? Translations matter where exhibits are bound.
pub fn belongs(requirement: &Requirement, packet: Option<&PacketProfile>) -> bool {
    let Some(packet) = packet else { return true };
    match requirement.id.as_str() {
        TRANSLATION | TRANSLATOR_CERTIFICATE => packet.parts.contains(&Part::Exhibits),
        id => packet.holds(id),
    }
}

/// The ids of the deadlines that have passed and were not met.
fn passed(check: Check<'_>) -> BTreeSet<String> {
    if check.track.requirements.iter().all(|requirement| requirement.after_deadline.is_empty()) {
        return BTreeSet::new();
    }
    let (deadlines, _) = deadlines::evaluate(check, &[], &check.track.books.calendar);
    let past = deadlines.into_iter().filter(|deadline| deadline.status == DeadlineStatus::Past);
    past.map(|deadline| deadline.id).collect()
}

/// Everyone and everything of whom it is asked; one empty target = the case, or nobody of that role.
fn asked_of<'a>(requirement: &Requirement, check: Check<'a>) -> Vec<Target<'a>> {
    if requirement.id == TRANSLATION || requirement.id == TRANSLATOR_CERTIFICATE {
        return vec![Target::default()];
    }
    let targets: Vec<Target<'_>> = match requirement.scope {
        Scope::Each(kind) => {
            let subjects = check.case.subjects_of(kind);
            subjects.map(|subject| Target { person: None, subject: Some(subject) }).collect()
        }
        scope if is_answered_for_all(requirement, check) && scope == Scope::Person => Vec::new(),
        scope => check.persons(scope).into_iter().map(|person| Target::person(Some(person))).collect(),
    };
    if targets.is_empty() { vec![Target::default()] } else { targets }
}

/// Is its condition about something that is asked of all persons at once, and was not answered for any single
/// one? Then it is asked once: "someone in the application was in a third country".
pub fn is_answered_for_all(requirement: &Requirement, check: Check<'_>) -> bool {
    let mentions = requirement.when.iter().flat_map(|when| when.mentions());
    mentions.into_iter().any(|mention| match &mention.path {
        Path::PersonFact(name) => {
            check.track.fact(FactScope::Case, name).is_some()
                && check.case.applicants().iter().all(|person| !person.facts.contains_key(name))
        }
        _ => false,
    })
}

/// A result and what there is to say about it.
pub struct Judged {
    /// How it stands.
    pub result: RequirementResult,
    /// What to say.
    pub findings: Vec<Finding>,
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod subject_tests;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
