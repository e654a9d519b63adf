//! What every report of a check is made from.

use super::wording::counted;
use crate::case::{Case, Waiver};
use crate::classify::{Disposition, Evidence, EvidenceFile};
use crate::evaluate::{DeadlineStatus, Evaluation, RequirementResult, RequirementStatus};
use crate::finding::{Finding, Severity};
use crate::track::{Level, Source, Track};

/// Findings that the lists of requirements and deadlines tell.
const TOLD_BY_LISTS: &[&str] = &[
    "requirement-missing",
    "requirement-recommended",
    "requirement-needs-review",
    "deadline-soon",
    "deadline-past",
    "deadline-late",
    QUESTION,
];

/// The finding that asks for a fact.
const QUESTION: &str = "fact-missing";
/// Tells of a file that is all there is for a requirement, and cannot be used: what it is, why, and the remedy.
const ONLY_UNREADABLE: &str = "requirement-only-unreadable";
/// Told by the list of what is missing if their file is named there.
const OF_TRANSLATIONS: &[&str] = &["untranslated", "translation-uncertified"];

/// Who can bring what is missing, in the order of the reports.
pub const SOURCES: [(Source, &str); 4] = [
    (Source::Client, "The client brings"),
    (Source::Office, "The office prepares"),
    (Source::Third, "Others write (translator, witness, doctor)"),
    (Source::Generated, "casebinder writes, once it knows more"),
];

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
    /// Something is there, and a person must look at it; what a problem or a question tells is not repeated.
    pub review: Vec<&'a RequirementResult>,
    /// Recommended and not there.
    pub would_help: Vec<&'a RequirementResult>,
    /// There.
    pub met: Vec<&'a RequirementResult>,
    /// Errors and warnings that no list above tells.
    pub problems: Vec<&'a Finding>,
    /// What nobody has answered yet.
    pub questions: Vec<&'a Finding>,
    /// Files kept out of the packet on purpose.
    pub left_out: Vec<&'a EvidenceFile>,
}

/// A waiver of the case, as every report lists it.
#[derive(Debug)]
pub struct Waived<'a> {
    /// What is waived, and for whom.
    pub title: String,
    /// Reason, name and date.
    pub waiver: &'a Waiver,
    /// It stands in the place of a document; if not, the document is here or is not asked for.
    pub needed: bool,
}

impl Summary<'_> {
    /// The titles of what is there, each once, with how many of it there are.
    pub fn titles_of_met(&self) -> Vec<String> {
        let mut titles: Vec<(&str, usize)> = Vec::new();
        for result in &self.met {
            match titles.iter_mut().find(|(title, _)| *title == result.title) {
                Some((_, count)) => *count += 1,
                None => titles.push((&result.title, 1)),
            }
        }
        let counted = |(title, count)| match count {
            1 => str::to_owned(title),
            count => format!("{title} ({count})"),
        };
        titles.into_iter().map(counted).collect()
    }
}

impl<'a> Check<'a> {
    /// Every waiver of the case, in its order, needed or not.
    pub fn waivers(&self) -> Vec<Waived<'a>> {
        self.case.waivers.iter().map(|waiver| self.waived(waiver)).collect()
    }

    fn waived(&self, waiver: &'a Waiver) -> Waived<'a> {
        let requirement = self.track.requirement(&waiver.requirement);
        let title = requirement.map_or(&waiver.requirement, |requirement| &requirement.title);
        let person = waiver.person.as_deref().and_then(|id| self.case.person(id));
        let needed = self.evaluation.requirements.iter().any(|result| {
            result.id == waiver.requirement
                && result.status == RequirementStatus::Waived
                && (waiver.person.is_none() || waiver.person == result.person)
        });
        let title = match person.filter(|_| self.case.persons.len() > 1) {
            Some(person) => format!("{title}: {}", person.name),
            None => title.clone(),
        };
        Waived { title, waiver, needed }
    }

    /// Sorts the requirements by how they stand.
    pub fn summary(&self) -> Summary<'a> {
        let mut summary = Summary::default();
        for result in &self.evaluation.requirements {
            let gap = matches!(result.level, Level::Required | Level::Conditional);
            match result.status {
                RequirementStatus::Met => summary.met.push(result),
                RequirementStatus::Missing if gap => summary.missing.push(result),
                RequirementStatus::Missing if result.level == Level::Recommended => {
                    summary.would_help.push(result)
                }
                RequirementStatus::NeedsReview
                    if result.level != Level::Optional && !self.is_told_by_a_finding(result) =>
                {
                    summary.review.push(result)
                }
                _ => {}
            }
        }
        let weighty = self.evaluation.findings.iter().filter(|finding| finding.severity > Severity::Info);
        summary.problems = weighty.clone().filter(|finding| !self.is_told(finding, &summary)).collect();
        summary.questions = weighty.filter(|finding| finding.rule == QUESTION).collect();
        let files = self.evidence.files.iter();
        summary.left_out = files.filter(|file| file.disposition == Disposition::Excluded).collect();
        summary
    }

    /// What waits for an answer only is told as a question; what cannot be read, as a finding with its remedy.
    fn is_told_by_a_finding(&self, result: &RequirementResult) -> bool {
        let mut findings = self.evaluation.findings.iter();
        if result.documents.is_empty() {
            return findings.any(|finding| finding.rule == QUESTION && finding.severity > Severity::Info);
        }
        findings.any(|finding| {
            finding.rule == ONLY_UNREADABLE
                && finding.path.as_ref().is_some_and(|path| result.documents.contains(path))
        })
    }

    fn is_told(&self, finding: &Finding, summary: &Summary<'_>) -> bool {
        if TOLD_BY_LISTS.contains(&finding.rule) {
            return true;
        }
        let Some(path) = &finding.path else { return false };
        if OF_TRANSLATIONS.contains(&finding.rule) {
            return summary.missing.iter().any(|result| result.reason.contains(path.as_str()));
        }
        // Why a file cannot be read is told once, where it is missed.
        let unreadable = self
            .evidence
            .files
            .iter()
            .any(|file| file.source.path == *path && file.disposition == Disposition::Unreadable);
        let mut others = self.evaluation.findings.iter();
        unreadable
            && finding.rule != ONLY_UNREADABLE
            && others.any(|other| other.rule == ONLY_UNREADABLE && other.path.as_ref() == Some(path))
    }

    /// What stands between the case and its filing, in a few words.
    pub fn verdict(&self, summary: &Summary<'_>) -> String {
        let weighing =
            |severity| summary.problems.iter().filter(|finding| finding.severity == severity).count();
        let errors = weighing(Severity::Error);
        let looks = summary.review.len() + weighing(Severity::Warning);
        let deadlines = self.evaluation.deadlines.iter().filter(|deadline| deadline.is_last_day());
        let past = deadlines.filter(|deadline| deadline.status == DeadlineStatus::Past).count();
        let mut parts = Vec::new();
        if past > 0 {
            parts.push(format!("{} passed", counted(past, "deadline")));
        }
        if !summary.missing.is_empty() {
            parts.push(format!("{} missing", summary.missing.len()));
        }
        if errors > 0 {
            parts.push(counted(errors, "error"));
        }
        if looks > 0 {
            parts.push(format!("{looks} to look at"));
        }
        if !summary.questions.is_empty() {
            parts.push(counted(summary.questions.len(), "question"));
        }
        if parts.is_empty() && !self.evaluation.complete() {
            parts.push("see below".to_owned());
        }
        parts.join(", ")
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::evaluate::evaluate;
    use crate::evaluate::testing::{TODAY, alone, evidence, file, requirement, track};
    use crate::intake::State;

    #[test]
    fn a_locked_file_is_told_once_with_its_remedy() {
        let track = track("", &requirement("passport", "level = \"required\"\nscope = \"case\""));
        let mut locked = file("passport.pdf", "passport", "");
        locked.source.state = State::Locked(crate::intake::Lock::Password);
        locked.disposition = Disposition::Unreadable;
        let evidence = evidence(vec![locked]);
        let case = alone();
        let mut evaluation = evaluate(&evidence, &case, &track, TODAY);
        let path = "evidence/passport.pdf";
        evaluation
            .findings
            .push(Finding::error("pdf-encrypted", "evidence/passport.pdf is locked.").on(path));
        let other = "evidence/other.pdf";
        evaluation.findings.push(Finding::error("pdf-encrypted", "evidence/other.pdf is locked.").on(other));
        let check = Check { case: &case, track: &track, evidence: &evidence, evaluation: &evaluation };
        let summary = check.summary();
        let told: Vec<(&str, &str)> = summary
            .problems
            .iter()
            .map(|finding| (finding.rule, finding.path.as_deref().unwrap_or_default()))
            .collect();
        // The other file is told: nothing is missed for its sake.
        assert_eq!(told, [(ONLY_UNREADABLE, path), ("pdf-encrypted", other)]);
        assert!(summary.review.is_empty());
        assert_eq!(check.verdict(&summary), "2 errors");
    }

    #[test]
    fn an_untranslated_file_is_told_by_the_list_only_if_that_names_it() {
        let track = track("", &requirement("translation", "level = \"required\"\nscope = \"case\""));
        let (case, evidence) = (alone(), evidence(Vec::new()));
        let mut evaluation = evaluate(&evidence, &case, &track, TODAY);
        evaluation.findings.push(Finding::error("untranslated", "No translation.").on("evidence/acta.pdf"));
        let problems = |evaluation: &Evaluation| {
            Check { case: &case, track: &track, evidence: &evidence, evaluation }.summary().problems.len()
        };
        assert_eq!(problems(&evaluation), 1);
        evaluation.requirements[0].status = RequirementStatus::Missing;
        evaluation.requirements[0].reason = "without a translation: evidence/acta.pdf".into();
        assert_eq!(problems(&evaluation), 0);
    }
}
