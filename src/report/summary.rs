//! What every report of a check is made from.

use crate::case::Case;
use crate::classify::{Disposition, Evidence};
use crate::evaluate::{Evaluation, RequirementResult, RequirementStatus};
use crate::track::{Level, Track};

/// Everything a check knows.
#[derive(Debug, Clone, Copy)]
pub struct Check<'a> {
    /// The case.
    pub case: &'a Case,
    /// Its track.
    pub track: &'a Track,
    /// Its files.
    pub evidence: &'a Evidence,
    /// What was found.
    pub evaluation: &'a Evaluation,
}

/// The requirements of a check, sorted by how they stand.
#[derive(Debug, Default)]
pub struct Summary<'a> {
    /// Required, or conditional and applicable, and not there.
    pub missing: Vec<&'a RequirementResult>,
    /// Something is there, or something is not known: a person must look.
    pub review: Vec<&'a RequirementResult>,
    /// Recommended and not there.
    pub would_help: Vec<&'a RequirementResult>,
    /// Waived.
    pub waived: Vec<&'a RequirementResult>,
    /// There.
    pub met: Vec<&'a RequirementResult>,
}

impl<'a> Check<'a> {
    /// Sorts the requirements by how they stand.
    pub fn summary(&self) -> Summary<'a> {
        let mut summary = Summary::default();
        for result in &self.evaluation.requirements {
            let gap = matches!(result.level, Level::Required | Level::Conditional);
            match result.status {
                RequirementStatus::Met => summary.met.push(result),
                RequirementStatus::Waived => summary.waived.push(result),
                RequirementStatus::Missing if gap => summary.missing.push(result),
                RequirementStatus::Missing if result.level == Level::Recommended => {
                    summary.would_help.push(result)
                }
                RequirementStatus::NeedsReview if result.level != Level::Optional => {
                    summary.review.push(result)
                }
                _ => {}
            }
        }
        summary
    }

    /// How many files became what.
    pub fn count(&self, disposition: Disposition) -> usize {
        self.evidence.files.iter().filter(|file| file.disposition == disposition).count()
    }

    /// The title of a result with the person it is about, if there are several persons.
    pub fn title_of(&self, result: &RequirementResult) -> String {
        match result.person.as_deref().and_then(|id| self.case.person(id)) {
            Some(person) if self.case.persons.len() > 1 => format!("{}: {}", result.title, person.name),
            _ => result.title.clone(),
        }
    }
}
