//! Review: what the documents themselves say, held against the case, the law and each other.
//!
//! Only text is read, and the fields of forms: what is a picture is looked at by a person. So every check keeps
//! silent where it cannot be sure that it has read what it speaks about, and most of what it says is a warning with
//! its reason. One file for each subject; each adds its findings, and the catalogue of rules adds authority and
//! remedy. A person may accept a finding with a `[[waiver]]` that names its rule.

mod accepted;
mod application;
mod appointments;
mod arrival;
mod certificates;
mod children;
mod country;
mod dates;
mod declarations;
mod editions;
mod experts;
mod file_names;
mod footers;
mod form;
mod forum;
mod identity;
mod numbers;
mod office_papers;
mod papers;
mod parts;
mod passports;
mod payments;
mod privacy;
mod same_text;
mod scans;
mod unread;
mod witnesses;
mod words;

#[cfg(test)]
mod testing;

pub use accepted::is_acceptable;
pub use papers::Desk;

use crate::finding::{Finding, rules};

/// What one subject has to say.
type Subject = fn(&Desk<'_>) -> Vec<Finding>;

const SUBJECTS: [Subject; 22] = [
    application::review,
    appointments::review,
    arrival::review,
    certificates::review,
    children::review,
    country::review,
    declarations::review,
    editions::review,
    experts::review,
    file_names::review,
    forum::review,
    identity::review,
    office_papers::review,
    parts::review,
    passports::review,
    payments::review,
    privacy::review,
    same_text::review,
    scans::review,
    unread::review,
    witnesses::letters,
    witnesses::list,
];

/// Everything there is to say, with authority and remedy from the catalogue of rules.
pub fn review(desk: &Desk<'_>) -> Vec<Finding> {
    let rules = rules();
    let said = SUBJECTS.iter().flat_map(|subject| subject(desk));
    let backed = said.map(|finding| {
        let Some(rule) = rules.iter().find(|rule| rule.id == finding.rule) else { return finding };
        let finding =
            if finding.authority.is_empty() { finding.with_authority(&rule.authority) } else { finding };
        if finding.hint.is_some() { finding } else { finding.with_hint(&rule.remedy) }
    });
    accepted::apply(backed.collect(), &desk.case.waivers)
}

#[cfg(test)]
mod tests;
