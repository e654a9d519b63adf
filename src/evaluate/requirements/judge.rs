//! How it stands with one requirement of one person.

mod open;

use super::questions::Questions;
use super::{Check, Judged};
use crate::case::Person;
use crate::classify::EvidenceFile;
use crate::evaluate::condition::{Truth, truth};
use crate::evaluate::documents::Documents;
use crate::evaluate::requests::request_in_words;
use crate::evaluate::wording::{first_name, list};
use crate::evaluate::{RequirementResult, RequirementStatus, generated, waivers};
use crate::finding::{Finding, Severity};
use crate::track::condition::Condition;
use crate::track::{Level, Requirement, Scope, Source};

/// Decides one requirement for one person, `None` = the case or nobody of that role.
pub fn judge<'a>(
    requirement: &Requirement,
    person: Option<&'a Person>,
    check: Check<'a>,
    questions: &mut Questions,
) -> Judged {
    if person.is_none() && requirement.scope != Scope::Case {
        return nobody(requirement);
    }
    let item = Item { requirement, person, check };
    let documents = Documents::of(requirement, person, check.case, check.evidence);
    item.satisfied(&documents)
        .or_else(|| item.not_asked(&documents))
        .or_else(|| item.waived(&documents))
        .or_else(|| item.generated())
        .unwrap_or_else(|| item.open(&documents, questions))
}

/// What every result of this requirement has in common.
pub fn result(requirement: &Requirement, person: Option<&Person>) -> RequirementResult {
    RequirementResult {
        id: requirement.id.clone(),
        title: requirement.title.clone(),
        section: requirement.section.clone(),
        person: person.map(|person| person.id.clone()),
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

fn nobody(requirement: &Requirement) -> Judged {
    let mut result = result(requirement, None);
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

/// One requirement of one person.
struct Item<'r, 'a> {
    requirement: &'r Requirement,
    person: Option<&'a Person>,
    check: Check<'a>,
}

impl<'a> Item<'_, 'a> {
    fn stands(&self, status: RequirementStatus, reason: String, documents: Vec<String>) -> Judged {
        let result = RequirementResult { status, reason, documents, ..result(self.requirement, self.person) };
        Judged { result, findings: Vec::new() }
    }

    fn condition(&self) -> Truth {
        truth(self.requirement.when.as_ref(), self.check.facts(self.person))
    }

    /// There are documents for it, or for what does as well.
    fn satisfied(&self, documents: &Documents<'a>) -> Option<Judged> {
        let needed = self.requirement.at_least.max(1) as usize;
        if documents.good.len() >= needed {
            let reason = match documents.good.len() {
                1 => "1 document is here".to_owned(),
                number => format!("{number} documents are here"),
            };
            return Some(self.stands(RequirementStatus::Met, reason, paths(&documents.good)));
        }
        let alternatives = self.requirement.or.iter().filter_map(|id| self.check.track.requirement(id));
        for alternative in alternatives {
            let other = Documents::of(alternative, self.person, self.check.case, self.check.evidence).good;
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
        let reason = self.requirement.when.as_ref().map_or_else(String::new, |when| self.why_not(when));
        Some(self.stands(RequirementStatus::NotApplicable, reason, documents.paths()))
    }

    fn why_not(&self, when: &Condition) -> String {
        let facts = self.check.facts(self.person);
        let words = when.in_words(&self.check.track.facts);
        format!("asked only if {words}; {}", super::questions::known_values(when, facts))
    }

    fn waived(&self, documents: &Documents<'a>) -> Option<Judged> {
        let waiver = waivers::waiver_for(self.requirement, self.person, self.check.case)?;
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
            questions.ask(self.requirement, self.person, missing);
        }
        let mut judged = if !documents.good.is_empty() {
            self.too_few(documents)
        } else if !documents.unsure.is_empty() {
            self.unsure(documents)
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
        request_in_words(self.check.case, &self.requirement.id, self.person, self.check.today)
    }

    fn missing_for(&self) -> String {
        match self.person {
            Some(person) => format!("Missing for {}: {}", first_name(&person.name), self.requirement.title),
            None => format!("Missing: {}", self.requirement.title),
        }
    }

    fn named(&self) -> String {
        match self.person {
            Some(person) => format!("{} ({})", self.requirement.title, first_name(&person.name)),
            None => self.requirement.title.clone(),
        }
    }
}

fn paths(files: &[&EvidenceFile]) -> Vec<String> {
    files.iter().map(|file| file.source.path.clone()).collect()
}
