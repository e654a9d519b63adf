//! How it stands with one requirement of one person.

use super::questions::Questions;
use super::{Check, Judged};
use crate::case::Person;
use crate::classify::EvidenceFile;
use crate::evaluate::condition::{Truth, truth};
use crate::evaluate::documents::Documents;
use crate::evaluate::requests::request_in_words;
use crate::evaluate::wording::{first_name, list, sentence, who_brings};
use crate::evaluate::{RequirementResult, RequirementStatus, generated, waivers};
use crate::finding::{Finding, Severity};
use crate::intake::State;
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
pub fn weight(level: Level) -> Option<Severity> {
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

    fn too_few(&self, documents: &Documents<'a>) -> Judged {
        let (here, needed) = (documents.good.len(), self.requirement.at_least);
        let verb = if here == 1 { "is" } else { "are" };
        let reason = format!("{here} of {needed} documents {verb} here");
        if let Truth::Unknown(_) = self.condition() {
            return self.stands(RequirementStatus::NeedsReview, reason, documents.paths());
        }
        self.missing(reason, documents)
    }

    fn missing(&self, reason: String, documents: &Documents<'a>) -> Judged {
        let mut message = sentence(&self.missing_for());
        if !documents.good.is_empty() {
            message = format!("{}: {reason}.", self.missing_for());
        }
        if let Some(request) = self.request() {
            message.push_str(&format!(" It was {request}."));
        }
        let mut hint =
            format!("{} {}", sentence(&self.requirement.satisfied_by), who_brings(self.requirement.from));
        if let Some(strays) = self.strays() {
            hint.push(' ');
            hint.push_str(&strays);
        }
        let mut judged = self.stands(RequirementStatus::Missing, reason, documents.paths());
        let rule = match self.requirement.level {
            Level::Recommended => "requirement-recommended",
            _ => "requirement-missing",
        };
        judged.findings.extend(self.finding(rule, message, hint));
        judged
    }

    fn unsure(&self, documents: &Documents<'a>) -> Judged {
        let reason = match documents.unsure[..] {
            [file] => format!("a person must look: {} may be it, {}", file.source.path, file.reason),
            _ => format!("a person must look: {} may be it", list(&paths(&documents.unsure))),
        };
        let hint = format!(
            "Open the file, and say in a [[document]] entry of case.toml what it is: satisfies = \"{}\".",
            self.requirement.id
        );
        self.in_doubt(reason, hint, documents)
    }

    fn only_excluded(&self, documents: &Documents<'a>) -> Judged {
        let draft = |file: &&EvidenceFile| {
            let reason = file.reason.to_lowercase();
            reason.contains("draft") || reason.contains("superseded")
        };
        let whats = match documents.excluded[..] {
            [file] if draft(&file) => format!("only a draft: {}, {}", file.source.path, file.reason),
            [file] => format!("the only file stays out: {}, {}", file.source.path, file.reason),
            _ if documents.excluded.iter().all(draft) => {
                format!("only drafts: {}", list(&paths(&documents.excluded)))
            }
            _ => format!("all files stay out: {}", list(&paths(&documents.excluded))),
        };
        let hint = "Put the final version into the folder, or say in a [[document]] entry of case.toml that this file is the final one.";
        self.in_doubt(whats, hint.to_owned(), documents)
    }

    fn in_doubt(&self, reason: String, hint: String, documents: &Documents<'a>) -> Judged {
        let message = format!("{}: {reason}.", self.named());
        let mut judged = self.stands(RequirementStatus::NeedsReview, reason, documents.paths());
        let severity = match self.requirement.level {
            Level::Required | Level::Conditional => Some(Severity::Warning),
            Level::Recommended => Some(Severity::Info),
            Level::Optional => None,
        };
        let first = documents.unsure.first().or(documents.excluded.first());
        judged.findings.extend(severity.map(|severity| {
            let mut finding = Finding::new("requirement-needs-review", severity, message);
            finding.path = first.map(|file| file.source.path.clone());
            finding.with_authority(&self.requirement.authority).with_hint(hint)
        }));
        judged
    }

    fn only_unreadable(&self, documents: &Documents<'a>) -> Judged {
        let reason = match documents.unreadable[..] {
            [file] => format!("the only file {}", trouble(&file.source.state)),
            _ => {
                let each = documents
                    .unreadable
                    .iter()
                    .map(|file| format!("{} {}", file.source.path, trouble(&file.source.state)));
                format!("no file for it can be used: {}", each.collect::<Vec<_>>().join("; "))
            }
        };
        let mut judged = self.stands(RequirementStatus::NeedsReview, reason.clone(), documents.paths());
        let severity = weight(self.requirement.level).unwrap_or(Severity::Warning);
        for file in &documents.unreadable {
            let message =
                format!("{}: the file {} {}.", self.named(), file.source.path, trouble(&file.source.state));
            judged.findings.push(
                Finding::new("requirement-only-unreadable", severity, message)
                    .on(&file.source.path)
                    .with_authority(&self.requirement.authority)
                    .with_hint(remedy(&file.source.state)),
            );
        }
        judged
    }

    /// A file of that kind which says nothing about whose it is, and counts for nobody yet.
    fn strays(&self) -> Option<String> {
        let person = self.person?;
        let of_kind =
            |file: &&EvidenceFile| file.person.is_none() && file.satisfies.contains(&self.requirement.id);
        // The first one may be the principal's.
        let taken = usize::from(matches!(self.requirement.scope, Scope::Principal | Scope::Person));
        let stray = self.check.evidence.files.iter().filter(of_kind).nth(taken)?;
        let name = stray.source.path.strip_prefix("evidence/").unwrap_or(&stray.source.path);
        Some(format!(
            "If it is {name}, add a [[document]] entry with file = \"{name}\" and person = \"{}\".",
            person.id
        ))
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

/// What keeps a file from being used, behind "the file …".
fn trouble(state: &State) -> String {
    match state {
        State::Empty => "is empty".to_owned(),
        State::Locked => "is locked with a password".to_owned(),
        State::Damaged(how) => format!("is damaged ({how})"),
        State::NeedsConversion(what) => format!("must be converted first: it is {what}"),
        State::Refused(why) => format!("could not be read ({why})"),
        State::Junk(_) | State::Sound => "cannot be used".to_owned(),
    }
}

fn remedy(state: &State) -> &'static str {
    match state {
        State::Empty => "Ask for the file again: this copy has no content.",
        State::Locked => {
            "Ask for the password and save a copy without it, or ask for a copy that is not locked."
        }
        State::Damaged(_) => "Ask for a new copy, or scan the paper again.",
        State::NeedsConversion(_) => "Open it, check it, and save it as a PDF in the same folder.",
        State::Refused(_) => "Put a copy of the file itself into the folder and make it readable.",
        State::Junk(_) | State::Sound => "Replace it by a readable PDF, JPEG, PNG or TIFF.",
    }
}
