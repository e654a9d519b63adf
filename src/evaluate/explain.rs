//! Explains one requirement, deadline or rule: what it is, why it applies, what satisfies it.

use jiff::civil::Date;

use super::requirements::{self, Check, Target, known_values};
use super::wording::{first_name, list, sentence, who_brings};
use super::{RequirementStatus, deadlines};
use crate::case::{Case, Subject};
use crate::classify::Evidence;
use crate::finding::Rule;
use crate::track::condition::{Condition, length_in_words};
use crate::track::{DeadlineKind, DeadlineRule, Level, Requirement, Roll, Scope, SubjectKind, Track};

/// Plain text about a requirement or deadline of the track or a rule of casebinder; `None` if nothing
/// has this id. With a case it also says how it stands there.
pub fn explain(id: &str, track: &Track, case: Option<(&Case, &Evidence, Date)>) -> Option<String> {
    let check = case.map(|(case, evidence, today)| Check { evidence, case, track, today });
    let mut texts = Vec::new();
    if let Some(found) = track.requirement(id) {
        texts.push(requirement(found, track, check));
    }
    if let Some(found) = track.deadlines.iter().find(|deadline| deadline.id == id) {
        texts.push(deadline(found, track, check));
    }
    if let Some(found) = track.books.rules.iter().find(|rule| rule.id == id) {
        texts.push(rule(found));
    }
    (!texts.is_empty()).then(|| texts.join("\n\n"))
}

fn requirement(requirement: &Requirement, track: &Track, check: Option<Check<'_>>) -> String {
    let mut page = Page::new(&requirement.id, &requirement.title);
    page.line("Requirement of", &track.title);
    page.line("Needed", &format!("{}, {}", level(requirement.level), scope(requirement.scope)));
    page.line("When", &when(requirement.when.as_ref(), track));
    let after = track.deadlines.iter().filter(|rule| requirement.after_deadline.contains(&rule.id));
    page.line(
        "Once passed",
        &list(&after.map(|rule| format!("{} ({})", rule.title, rule.id)).collect::<Vec<_>>()),
    );
    page.line("Satisfied by", &sentence(&requirement.satisfied_by));
    if let Some(path) = &requirement.answered_by {
        page.line("Answered by", &format!("{path} in case.toml, not by a document"));
    }
    if requirement.at_least > 1 {
        page.line("How many", &format!("at least {} documents", requirement.at_least));
    }
    let mut instead: Vec<String> = requirement
        .or
        .iter()
        .map(|id| track.requirement(id).map_or_else(|| id.clone(), |other| format!("{} ({id})", other.title)))
        .collect();
    if requirement.statement {
        instead.push("a statement why it cannot be had, whose [[document]] entry names this item".to_owned());
    }
    page.line("Or by", &list(&instead));
    page.line("Who", who_brings(requirement.from));
    page.line("To the client", requirement.ask.as_deref().unwrap_or_default());
    page.line("Part of", requirement.part_of.as_deref().unwrap_or_default());
    page.line("File names", &requirement.names.join(", "));
    page.line("Forms", &requirement.forms.join(", "));
    page.line("Not filed", requirement.not_filed.as_deref().unwrap_or_default());
    page.line("Authority", &requirement.authority.join("; "));
    page.line("Checked", &format!("{}, confidence {}", requirement.checked, requirement.confidence));
    if let Some(check) = check {
        page.text.push_str(&in_this_case(requirement, check));
    }
    page.text
}

fn in_this_case(requirement: &Requirement, check: Check<'_>) -> String {
    let (results, _) = requirements::evaluate(check);
    let mut text = "\nIn this case:\n".to_owned();
    for result in results.iter().filter(|result| result.id == requirement.id) {
        let person = result.person.as_deref().and_then(|id| check.case.person(id));
        let subject = result.about.as_deref().and_then(|id| check.case.subject(id));
        let name = person.map(|person| first_name(&person.name).to_owned());
        let name = name.or(subject.map(Subject::title)).unwrap_or_else(|| "The case".to_owned());
        let mut said = format!("{name}: {}, {}.", status(result.status), result.reason);
        let facts = check.facts_of(Target { person, subject });
        let values = requirement.when.as_ref().map(|when| known_values(when, facts)).unwrap_or_default();
        if !values.is_empty() && !result.reason.contains(&values) {
            said.push_str(&format!(" It depends on: {values}."));
        }
        if !result.documents.is_empty() {
            said.push_str(&format!(" Files: {}.", list(&result.documents)));
        }
        text.push_str(&wrapped("  ", &said));
    }
    text
}

fn status(status: RequirementStatus) -> &'static str {
    match status {
        RequirementStatus::Met => "met",
        RequirementStatus::Missing => "missing",
        RequirementStatus::NeedsReview => "to be looked at",
        RequirementStatus::Waived => "waived",
        RequirementStatus::NotApplicable => "not asked",
    }
}

fn deadline(deadline: &DeadlineRule, track: &Track, check: Option<Check<'_>>) -> String {
    let mut page = Page::new(&deadline.id, &deadline.title);
    page.line("Deadline of", &track.title);
    let before = deadline.offset.years < 0 || deadline.offset.days < 0;
    let direction = if before { "before" } else { "after" };
    let from = deadline
        .event
        .as_deref()
        .map_or_else(|| deadline.from.clone(), |event| format!("{event} ({})", deadline.from));
    let last = format!("{} {direction} {from}", length_in_words(deadline.offset));
    page.line(if deadline.kind == DeadlineKind::Deadline { "Last day" } else { "Day" }, &last);
    let again = deadline.every.map(|every| format!("{}, the next one counts", length_in_words(every)));
    page.line("Again every", &again.unwrap_or_default());
    let earlier: Vec<String> = deadline
        .earlier
        .iter()
        .map(|day| format!("{} before: {}", length_in_words(day.offset), day.title))
        .collect();
    page.line("Earlier days", &earlier.join("; "));
    page.line("Plus the days", deadline.plus_days.as_deref().unwrap_or_default());
    if deadline.lead.is_some() {
        page.line(
            "Lead time",
            "an office's own row in dated/lead-days.toml, or lead_days in case.toml, beats it",
        );
    }
    let roll = match deadline.roll {
        Roll::Next => "if that is no business day, the next business day",
        Roll::Previous => "if that is no business day, the business day before",
        Roll::None => "also if that is no business day",
    };
    page.line("Weekends", roll);
    page.line("When", &when(deadline.when.as_ref(), track));
    page.line("Met by", deadline.met_by.as_deref().unwrap_or_default());
    page.line("Met by paper", deadline.met_by_document.as_deref().unwrap_or_default());
    page.line("Excused by", deadline.cured_by.as_deref().unwrap_or_default());
    page.line("If missed", &sentence(&deadline.remedy));
    page.line("Authority", &deadline.authority.join("; "));
    page.line("Checked", &deadline.checked.to_string());
    if let Some(check) = check {
        let (results, _) = deadlines::evaluate(check, &[], &track.books.calendar);
        page.text.push_str("\nIn this case:\n");
        let mut found = results.iter().filter(|result| result.id == deadline.id).peekable();
        if found.peek().is_none() {
            let values = deadline.when.as_ref().map(|when| known_values(when, check.facts(None)));
            let why = values.unwrap_or_else(|| "no date is stated".to_owned());
            page.text.push_str(&wrapped("  ", &format!("It does not apply: {why}.")));
        }
        for result in found {
            let date =
                result.date.map_or_else(|| "The date is not known".to_owned(), |date| date.to_string());
            page.text.push_str(&wrapped("  ", &format!("{date}: {}.", result.basis)));
        }
    }
    page.text
}

fn rule(rule: &Rule) -> String {
    let mut page = Page::new(&rule.id, &rule.title);
    page.line("Why", &sentence(&rule.why));
    page.line("What to do", &sentence(&rule.remedy));
    page.line("Authority", &rule.authority.join("; "));
    page.text
}

fn when(condition: Option<&Condition>, track: &Track) -> String {
    condition
        .map_or_else(|| "always".to_owned(), |condition| format!("if {}", condition.in_words(&track.facts)))
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Required => "required",
        Level::Conditional => "required when it applies",
        Level::Recommended => "recommended",
        Level::Optional => "optional",
    }
}

fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::Case => "once for the case",
        Scope::Principal => "of the principal",
        Scope::Person => "of every person in the application",
        Scope::Spouse => "of the spouse",
        Scope::Child => "of every child",
        Scope::Each(SubjectKind::Incident) => "for every incident",
        Scope::Each(SubjectKind::Witness) => "for every witness",
        Scope::Each(SubjectKind::Arrest) => "for every arrest",
        Scope::Each(SubjectKind::Country) => "for every country",
    }
}

/// How wide labels are.
const LABEL: usize = 16;
/// How wide lines are, where words allow it.
const WIDTH: usize = 96;

/// Lines of words behind a label; the further ones are indented by the width of the label.
fn wrapped(label: &str, text: &str) -> String {
    let indent = label.chars().count();
    let mut lines = label.to_owned();
    let mut column = indent;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > indent {
            if column + 1 + length > WIDTH {
                lines.push('\n');
                lines.push_str(&" ".repeat(indent));
                column = indent;
            } else {
                lines.push(' ');
                column += 1;
            }
        }
        lines.push_str(word);
        column += length;
    }
    lines.push('\n');
    lines
}

/// A heading and labelled lines.
struct Page {
    text: String,
}

impl Page {
    fn new(id: &str, title: &str) -> Page {
        Page { text: format!("{id}\n{title}\n\n") }
    }

    fn line(&mut self, label: &str, value: &str) {
        if !value.is_empty() {
            self.text.push_str(&wrapped(&format!("{:<LABEL$}", format!("{label}:")), value));
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
