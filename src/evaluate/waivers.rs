//! What a person decided to do without.

use super::requirements::{Check, Target};
use super::wording::first_name;
use super::{RequirementResult, RequirementStatus};
use crate::case::{Case, Waiver};
use crate::finding::Finding;
use crate::track::{Requirement, Scope};

/// The waiver of this requirement for this person, if any.
pub fn waiver_for<'a>(requirement: &Requirement, target: Target<'_>, case: &'a Case) -> Option<&'a Waiver> {
    case.waivers.iter().find(|waiver| {
        waiver.requirement == requirement.id
            && concerns(&waiver.about, target.subject.map(|subject| subject.id.as_str()))
            && match (&waiver.person, target.person) {
                (Some(handle), Some(person)) => *handle == person.id,
                // What is asked once for the case is waived for the case, whoever is named.
                (Some(_), None) => is_for_the_case(requirement, case),
                (None, _) => true,
            }
    })
}

/// Is it asked once, whoever it is about?
fn is_for_the_case(requirement: &Requirement, case: &Case) -> bool {
    !requirement.scope.is_of_persons() || (requirement.scope == Scope::Person && case.applicants().len() == 1)
}

/// Does an entry that names incidents, witnesses, arrests or countries, or none, concern this one?
pub fn concerns(named: &[String], subject: Option<&str>) -> bool {
    named.is_empty() || subject.is_none_or(|subject| named.iter().any(|id| id == subject))
}

/// Every waiver of this requirement, whoever it names.
pub fn all_for<'a>(requirement: &Requirement, case: &'a Case) -> impl Iterator<Item = &'a Waiver> {
    let id = requirement.id.clone();
    case.waivers.iter().filter(move |waiver| waiver.requirement == id)
}

/// Waivers that name nobody known, or that nothing needs.
pub fn check(check: Check<'_>, results: &[RequirementResult]) -> Vec<Finding> {
    check.case.waivers.iter().filter_map(|waiver| about(waiver, check, results)).collect()
}

fn about(waiver: &Waiver, check: Check<'_>, results: &[RequirementResult]) -> Option<Finding> {
    let requirement = check.track.requirement(&waiver.requirement)?;
    if let Some(handle) = &waiver.person
        && check.case.person(handle).is_none()
    {
        let known: Vec<&str> = check.case.persons.iter().map(|person| person.id.as_str()).collect();
        let message = format!(
            "The waiver of \"{}\" names the person \"{handle}\", who is not in the case.",
            requirement.title
        );
        let hint = format!("Name one of: {}.", known.join(", "));
        return Some(Finding::error("waiver-person", message).with_hint(hint));
    }
    let concerned: Vec<&RequirementResult> = results
        .iter()
        .filter(|result| result.id == waiver.requirement && concerns(&waiver.about, result.about.as_deref()))
        .filter(|result| match (&waiver.person, &result.person) {
            (Some(handle), Some(id)) => handle == id,
            (Some(_), None) => is_for_the_case(requirement, check.case),
            (None, _) => true,
        })
        .collect();
    // It is of use if anything rests on it; what is not asked today may be asked tomorrow.
    let idle = concerned.iter().all(|result| result.status == RequirementStatus::Met);
    if !idle {
        return None;
    }
    let of = waiver.person.as_deref().and_then(|id| check.case.person(id));
    let of = of.map(|person| format!(" for {}", first_name(&person.name))).unwrap_or_default();
    let message = if concerned.is_empty() {
        format!("The waiver of \"{}\"{of} has no effect: it is not asked of that person.", requirement.title)
    } else {
        format!("The waiver of \"{}\"{of} is not needed: the document is here.", requirement.title)
    };
    Some(
        Finding::warning("waiver-unneeded", message).with_hint("Remove the [[waiver]] entry from case.toml."),
    )
}
