//! How it stands with every item of the checklist, for every person whom it concerns.

mod judge;
mod questions;

pub use judge::result;
pub use questions::{fact_in_words, known_values};

use jiff::civil::Date;

use super::facts::Facts;
use super::{RequirementResult, translations, waivers};
use crate::case::{Case, Person, Role};
use crate::classify::Evidence;
use crate::finding::Finding;
use crate::track::{Requirement, Scope, Track};

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

impl<'a> Check<'a> {
    /// What is known, asked about this person.
    pub fn facts(self, person: Option<&'a Person>) -> Facts<'a> {
        Facts { case: self.case, person, today: self.today }
    }

    /// The principal for what is asked of the principal, nobody for the case, otherwise the person.
    pub fn persons(self, scope: Scope) -> Vec<&'a Person> {
        let included = |role: Role| {
            self.case.persons.iter().filter(move |person| person.included && person.role == role).collect()
        };
        match scope {
            Scope::Case => Vec::new(),
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
    let mut results = Vec::new();
    let mut findings = Vec::new();
    let mut questions = questions::Questions::default();
    for requirement in &check.track.requirements {
        for person in asked_of(requirement, check) {
            let judged = match requirement.id.as_str() {
                TRANSLATION => translations::judge_translations(requirement, check),
                TRANSLATOR_CERTIFICATE => translations::judge_certificates(requirement, check),
                _ => judge::judge(requirement, person, check, &mut questions),
            };
            results.push(judged.result);
            findings.extend(judged.findings);
        }
    }
    findings.extend(questions.into_findings(check));
    findings.extend(waivers::check(check, &results));
    (results, findings)
}

/// Everyone of whom it is asked; `None` = the case, or nobody of that role.
fn asked_of<'a>(requirement: &Requirement, check: Check<'a>) -> Vec<Option<&'a Person>> {
    if requirement.id == TRANSLATION || requirement.id == TRANSLATOR_CERTIFICATE {
        return vec![None];
    }
    let persons = check.persons(requirement.scope);
    if persons.is_empty() { vec![None] } else { persons.into_iter().map(Some).collect() }
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
mod tests;
