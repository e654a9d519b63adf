//! How it stands with one requirement of one person.

mod open;

use std::collections::BTreeSet;

use super::questions::Questions;
use super::{Check, Judged, Target};
use crate::classify::EvidenceFile;
use crate::evaluate::condition::{Truth, truth};
use crate::evaluate::documents::Documents;
use crate::evaluate::facts::Question;
use crate::evaluate::requests::request_in_words;
use crate::evaluate::wording::{first_name, list};
use crate::evaluate::{RequirementResult, RequirementStatus, generated, waivers};
use crate::finding::{Finding, Severity};
use crate::track::condition::Condition;
use crate::track::{Level, Requirement, Scope, Source};

/// Decides one requirement for one person or thing; an empty target = the case, or nobody of that role.
/// `passed` are the deadlines that have passed.
pub fn judge<'a>(
    requirement: &Requirement,
    target: Target<'a>,
    check: Check<'a>,
    passed: &BTreeSet<String>,
    questions: &mut Questions,
) -> Judged {
    let of_nobody = target.person.is_none() && requirement.scope.is_of_persons();
    if of_nobody && (requirement.scope != Scope::Person || check.case.persons.is_empty()) {
        return nobody(requirement);
    }
    let item = Item { requirement, target, check, passed };
    let documents = Documents::of(requirement, target, check.case, check.evidence);
    item.answered()
        .or_else(|| item.satisfied(&documents))
        .or_else(|| item.not_asked(&documents))
        .or_else(|| item.satisfied_otherwise(&documents))
        .or_else(|| item.waived(&documents))
        .or_else(|| item.generated())
        .unwrap_or_else(|| item.open(&documents, questions))
}

/// What every result of this requirement has in common.
pub fn result(requirement: &Requirement, target: Target<'_>) -> RequirementResult {
    RequirementResult {
        id: requirement.id.clone(),
        title: requirement.title.clone(),
        section: requirement.section.clone(),
        person: target.person.map(|person| person.id.clone()),
        about: target.subject.map(|subject| subject.id.clone()),
        level: requirement.level,
        status: RequirementStatus::NotApplicable,
        reason: String::new(),
        documents: Vec::new(),
        from: requirement.from,
        satisfied_by: requirement.satisfied_by.clone(),
        waiver: None,
        authority: requirement.authority.clone(),
    }
}

/// How much it weighs when a requirement of this level is not fulfilled; nothing if it is optional.
fn weight(level: Level) -> Option<Severity> {
    match level {
        Level::Required | Level::Conditional => Some(Severity::Error),
        Level::Recommended => Some(Severity::Warning),
        Level::Optional => None,
    }
}

/// The rule of a finding about a document that is not there.
fn missing_rule(level: Level) -> &'static str {
    match level {
        Level::Recommended => "requirement-recommended",
        _ => "requirement-missing",
    }
}

fn nobody(requirement: &Requirement) -> Judged {
    let mut result = result(requirement, Target::default());
    (result.status, result.reason) = match requirement.scope {
        Scope::Spouse => {
            (RequirementStatus::NotApplicable, "no spouse is part of the application".to_owned())
        }
        Scope::Child => (RequirementStatus::NotApplicable, "no child is part of the application".to_owned()),
        // Without a principal there is no case; nothing must look complete then.
        _ => (RequirementStatus::NeedsReview, "the case names no principal".to_owned()),
    };
    Judged { result, findings: Vec::new() }
}

/// One requirement of one person or thing.
struct Item<'r, 'a> {
    requirement: &'r Requirement,
    target: Target<'a>,
    check: Check<'a>,
    passed: &'r BTreeSet<String>,
}

impl<'a> Item<'_, 'a> {
    fn stands(&self, status: RequirementStatus, reason: String, documents: Vec<String>) -> Judged {
        let result = RequirementResult { status, reason, documents, ..result(self.requirement, self.target) };
        Judged { result, findings: Vec::new() }
    }

    fn condition(&self) -> Truth {
        if !self.is_due() {
            return Truth::False;
        }
        truth(self.requirement.when.as_ref(), self.check.facts_of(self.target))
    }

    /// What is asked only after a deadline waits for it.
    fn is_due(&self) -> bool {
        let after = &self.requirement.after_deadline;
        after.is_empty() || after.iter().any(|id| self.passed.contains(id))
    }

    /// What an answer in the case file satisfies.
    fn answered(&self) -> Option<Judged> {
        let path = self.requirement.answered_by.as_ref()?;
        if self.condition() != Truth::True {
            return None;
        }
        let of = self.target.handle();
        let question = Question::about(path, of, self.check.track);
        if let Some(value) = self.check.facts_of(self.target).value(path) {
            let value = super::questions::fact_in_words(&value);
            return Some(self.stands(RequirementStatus::Met, format!("{path} is {value}"), Vec::new()));
        }
        let mut judged = self.waived(&Documents::default()).unwrap_or_else(|| {
            let reason = format!("the case file does not say it: {}", question.text);
            self.stands(RequirementStatus::Missing, reason, Vec::new())
        });
        if judged.result.status == RequirementStatus::Missing {
            let message = format!("{}. {}", self.missing_for(), question.text);
            let rule = missing_rule(self.requirement.level);
            judged.findings.extend(self.finding(
                rule,
                message,
                format!("Add to case.toml: {}", question.line),
            ));
        }
        Some(judged)
    }

    /// There are documents for it.
    fn satisfied(&self, documents: &Documents<'a>) -> Option<Judged> {
        let needed = self.requirement.at_least.max(1) as usize;
        if documents.good.len() >= needed {
            let reason = match documents.good.len() {
                1 => "1 document is here".to_owned(),
                number => format!("{number} documents are here"),
            };
            return Some(self.stands(RequirementStatus::Met, reason, paths(&documents.good)));
        }
        None
    }

    /// There are documents for what does as well.
    fn satisfied_otherwise(&self, documents: &Documents<'a>) -> Option<Judged> {
        let alternatives = self.requirement.or.iter().filter_map(|id| self.check.track.requirement(id));
        for alternative in alternatives {
            let other = Documents::of(alternative, self.target, self.check.case, self.check.evidence).good;
            if !other.is_empty() && other.len() >= alternative.at_least as usize {
                let reason = format!("instead there is: {}", alternative.title);
                let mut found = paths(&documents.good);
                found.extend(paths(&other));
                found.sort();
                found.dedup();
                return Some(self.stands(RequirementStatus::Met, reason, found));
            }
        }
        None
    }

    fn not_asked(&self, documents: &Documents<'a>) -> Option<Judged> {
        if self.condition() != Truth::False {
            return None;
        }
        // What is here is here: it is enough where nothing is asked.
        if !documents.good.is_empty() {
            let reason = "here, although it is not asked for".to_owned();
            return Some(self.stands(RequirementStatus::Met, reason, paths(&documents.good)));
        }
        let reason = match &self.requirement.when {
            _ if !self.is_due() => self.why_not_yet(),
            Some(when) => self.why_not(when),
            None => String::new(),
        };
        Some(self.stands(RequirementStatus::NotApplicable, reason, documents.paths()))
    }

    fn why_not_yet(&self) -> String {
        let deadlines = self.check.track.deadlines.iter();
        let after = deadlines.filter(|deadline| self.requirement.after_deadline.contains(&deadline.id));
        let titles: Vec<String> = after.map(|deadline| format!("\"{}\"", deadline.title)).collect();
        format!("asked only once a deadline has passed: {}", list(&titles))
    }

    fn why_not(&self, when: &Condition) -> String {
        let facts = self.check.facts_of(self.target);
        let words = when.in_words(&self.check.track.facts);
        format!("asked only if {words}; {}", super::questions::known_values(when, facts))
    }

    fn waived(&self, documents: &Documents<'a>) -> Option<Judged> {
        let waiver = waivers::waiver_for(self.requirement, self.target, self.check.case)?;
        let reason = format!("waived by {} on {}: {}", waiver.by, waiver.on, waiver.reason);
        let mut judged = self.stands(RequirementStatus::Waived, reason, documents.paths());
        judged.result.waiver = Some(waiver.clone());
        Some(judged)
    }

    /// What casebinder writes itself, when it applies for certain.
    fn generated(&self) -> Option<Judged> {
        if self.requirement.from != Source::Generated || self.condition() != Truth::True {
            return None;
        }
        match generated::lacking(&self.requirement.id, self.check.case) {
            None => {
                let reason = "casebinder writes it into the packet".to_owned();
                Some(self.stands(RequirementStatus::Met, reason, Vec::new()))
            }
            Some(lacking) => {
                let mut judged = self.stands(RequirementStatus::Missing, lacking.reason.clone(), Vec::new());
                let message = format!("{}: {}.", self.missing_for(), lacking.reason);
                judged.findings.extend(self.finding("requirement-missing", message, lacking.remedy));
                Some(judged)
            }
        }
    }

    /// Nothing settles it: it is missing, or a person must look.
    fn open(&self, documents: &Documents<'a>, questions: &mut Questions) -> Judged {
        let condition = self.condition();
        if let Truth::Unknown(missing) = &condition {
            questions.ask(self.requirement, self.target, missing);
        }
        let mut judged = if !documents.good.is_empty() {
            self.too_few(documents)
        } else if !documents.unsure.is_empty() {
            self.unsure(documents)
        } else if !documents.unplaced.is_empty() {
            self.unplaced(documents)
        } else if !documents.unreadable.is_empty() {
            self.only_unreadable(documents)
        } else if !documents.excluded.is_empty() {
            self.only_excluded(documents)
        } else if let Truth::Unknown(missing) = condition {
            let missing: Vec<String> = missing.iter().map(ToString::to_string).collect();
            let reason = format!("it is not known whether it is asked: {} has no value", list(&missing));
            self.stands(RequirementStatus::NeedsReview, reason, Vec::new())
        } else {
            self.missing("no document is here".to_owned(), documents)
        };
        if let Some(request) = self.request() {
            judged.result.reason.push_str("; ");
            judged.result.reason.push_str(&request);
        }
        judged
    }

    fn finding(&self, rule: &'static str, message: String, hint: String) -> Option<Finding> {
        let severity = weight(self.requirement.level)?;
        let finding = Finding::new(rule, severity, message);
        Some(finding.with_authority(&self.requirement.authority).with_hint(hint))
    }

    fn request(&self) -> Option<String> {
        request_in_words(self.check.case, &self.requirement.id, self.target, self.check.today)
    }

    fn missing_for(&self) -> String {
        match (self.target.person, self.target.subject) {
            (Some(person), _) => {
                format!("Missing for {}: {}", first_name(&person.name), self.requirement.title)
            }
            (None, Some(subject)) => format!("Missing. {}: {}", subject.title(), self.requirement.title),
            (None, None) => format!("Missing: {}", self.requirement.title),
        }
    }

    fn named(&self) -> String {
        match (self.target.person, self.target.subject) {
            (Some(person), _) => format!("{} ({})", self.requirement.title, first_name(&person.name)),
            (None, Some(subject)) => format!("{}: {}", subject.title(), self.requirement.title),
            (None, None) => self.requirement.title.clone(),
        }
    }
}

fn paths(files: &[&EvidenceFile]) -> Vec<String> {
    files.iter().map(|file| file.source.path.clone()).collect()
}
