//! What a person decided to do without.

use super::requirements::Check;
use super::wording::first_name;
use super::{RequirementResult, RequirementStatus};
use crate::case::{Case, Person, Waiver};
use crate::finding::Finding;
use crate::track::{Requirement, Scope};

/// The waiver of this requirement for this person, if any.
pub fn waiver_for<'a>(
    requirement: &Requirement,
    person: Option<&Person>,
    case: &'a Case,
) -> Option<&'a Waiver> {
    case.waivers.iter().find(|waiver| {
        waiver.requirement == requirement.id
            && match (&waiver.person, person) {
                (Some(handle), Some(person)) => *handle == person.id,
                // What is asked once for the case is waived for the case, whoever is named.
                (Some(_), None) => requirement.scope == Scope::Case,
                (None, _) => true,
            }
    })
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
        .filter(|result| result.id == waiver.requirement)
        .filter(|result| match (&waiver.person, &result.person) {
            (Some(handle), Some(id)) => handle == id,
            (Some(_), None) => requirement.scope == Scope::Case,
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
