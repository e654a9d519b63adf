//! The outcome of a check.

use jiff::civil::Date;

use crate::case::Waiver;
use crate::finding::{Finding, Severity};
use crate::track::{DeadlineKind, Level, Source};

/// What a check found. Every list is in the order of the track, findings sorted.
#[derive(Debug, Clone)]
pub struct Evaluation {
    /// The day on which it was checked.
    pub today: Date,
    /// Every requirement, once for each person it concerns.
    pub requirements: Vec<RequirementResult>,
    /// Every deadline that applies or cannot be ruled out.
    pub deadlines: Vec<DeadlineResult>,
    /// Everything there is to say, sorted.
    pub findings: Vec<Finding>,
}

impl Evaluation {
    /// Nothing required is missing or in doubt and no error stands.
    pub fn complete(&self) -> bool {
        !self.requirements.iter().any(RequirementResult::is_gap)
            && !self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// A deadline has passed or lies inside its warning window.
    pub fn pressing(&self) -> bool {
        self.deadlines
            .iter()
            .filter(|deadline| deadline.is_last_day())
            .any(|deadline| matches!(deadline.status, DeadlineStatus::Soon | DeadlineStatus::Past))
    }
}

/// How it stands with a requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequirementStatus {
    /// There is a document for it.
    Met,
    /// There is none.
    Missing,
    /// There is something, or something is not known, and a person must look.
    NeedsReview,
    /// A person decided to do without.
    Waived,
    /// Its condition does not hold.
    NotApplicable,
}

/// One requirement, for one person or the case.
#[derive(Debug, Clone)]
pub struct RequirementResult {
    /// Requirement id.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// Section of the checklist.
    pub section: String,
    /// Handle of the person, if it is asked for each.
    pub person: Option<String>,
    /// Handle of the incident, witness, arrest or country, if it is asked for each.
    pub about: Option<String>,
    /// How strongly it is required.
    pub level: Level,
    /// How it stands.
    pub status: RequirementStatus,
    /// Why it stands so, in plain words ("the only file is locked", "not asked: facts.married is false").
    pub reason: String,
    /// Paths of the files, sorted.
    pub documents: Vec<String>,
    /// Who can bring it.
    pub from: Source,
    /// What satisfies it.
    pub satisfied_by: String,
    /// The waiver, if waived.
    pub waiver: Option<Waiver>,
    /// What says so.
    pub authority: Vec<String>,
}

impl RequirementResult {
    /// A required or applicable conditional item that is not there.
    pub fn is_gap(&self) -> bool {
        matches!(self.level, Level::Required | Level::Conditional)
            && matches!(self.status, RequirementStatus::Missing | RequirementStatus::NeedsReview)
    }
}

/// How it stands with a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DeadlineStatus {
    /// Ahead, outside its warning window; also when its date is not known yet.
    Open,
    /// Ahead, inside its warning window.
    Soon,
    /// Passed, and not met.
    Past,
    /// Met in time.
    Met,
}

/// One deadline, or another day worth knowing.
#[derive(Debug, Clone)]
pub struct DeadlineResult {
    /// Deadline id.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// A last day, or a day of another kind.
    pub kind: DeadlineKind,
    /// Handle of the person whom it is about, if it is about one.
    pub person: Option<String>,
    /// The document that expires.
    pub path: Option<String>,
    /// The last day; `None` if a fact is missing (a finding says which).
    pub date: Option<Date>,
    /// A business day at least one day earlier, to be safe.
    pub safe_date: Option<Date>,
    /// Earlier days that some count or act by, with what they are.
    pub earlier: Vec<(Date, String)>,
    /// How it stands.
    pub status: DeadlineStatus,
    /// What to do when it has passed.
    pub remedy: String,
    /// How it was computed, in plain words ("30 days before the hearing of 2027-03-16; …").
    pub basis: String,
    /// What says so.
    pub authority: Vec<String>,
}

impl DeadlineResult {
    /// Is it a last day, the missing of which has consequences?
    pub fn is_last_day(&self) -> bool {
        self.kind == DeadlineKind::Deadline
    }
}
