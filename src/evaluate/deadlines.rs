//! What must happen by when, and whether it has.

mod due;
mod expiry;

use std::cmp::Ordering;

use super::requirements::Check;
use super::wording::{days, days_between, first_name, sentence};
use super::{DeadlineResult, DeadlineStatus, RequirementResult, RequirementStatus};
use crate::case::Person;
use crate::dated::Calendar;
use crate::finding::{Finding, Severity};
use crate::track::{DeadlineKind, DeadlineRule, Scope};
use due::{Due, Standing, due};

/// A line of the track, asked of the case or of one person.
#[derive(Clone, Copy)]
struct Asked<'a> {
    rule: &'a DeadlineRule,
    person: Option<&'a Person>,
    check: Check<'a>,
    calendar: &'a Calendar,
}

/// The deadlines, the nearest first, then the other days, and everything there is to say about them.
pub fn evaluate(
    check: Check<'_>,
    requirements: &[RequirementResult],
    calendar: &Calendar,
) -> (Vec<DeadlineResult>, Vec<Finding>) {
    let mut told = Told { requirements, results: Vec::new(), findings: Vec::new(), reminded: Vec::new() };
    for rule in &check.track.deadlines {
        if rule.of_person {
            for person in check.persons(Scope::Person) {
                told.tell(Asked { rule, person: Some(person), check, calendar });
            }
        } else {
            told.tell(Asked { rule, person: None, check, calendar });
        }
    }
    let (expiries, found) = expiry::of_documents(check);
    told.results.extend(expiries);
    told.findings.extend(found);
    told.results.sort_by(nearest_first);
    (told.results, told.findings)
}

/// What has been told so far.
struct Told<'a> {
    requirements: &'a [RequirementResult],
    results: Vec<DeadlineResult>,
    findings: Vec<Finding>,
    /// The papers after which somebody has been told to look: once is enough.
    reminded: Vec<&'a str>,
}

impl<'a> Told<'a> {
    fn tell(&mut self, asked: Asked<'a>) {
        let due = match due(asked) {
            Standing::Out => return,
            Standing::Asked(question) => return self.findings.push(question),
            Standing::In(due) => due,
        };
        let Stand { status, finding, listed } = self.standing(asked, &due);
        if listed {
            self.results.push(result(asked, &due, status));
        }
        self.findings.extend(due.findings);
        self.findings.extend(finding);
    }

    fn standing(&mut self, asked: Asked<'a>, due: &Due) -> Stand {
        let (rule, today) = (asked.rule, asked.check.today);
        let Some(date) = due.date else { return Stand::of(DeadlineStatus::Open) };
        let has_paper = rule.met_by_document.as_deref().is_some_and(|id| has_paper(id, self.requirements));
        match rule.kind {
            DeadlineKind::Deadline if has_paper => Stand::of(DeadlineStatus::Met),
            DeadlineKind::Deadline => last_day(asked, due, self.requirements),
            DeadlineKind::Milestone if date <= today => Stand::of(DeadlineStatus::Met),
            DeadlineKind::Milestone => Stand::of(DeadlineStatus::Open),
            DeadlineKind::Expiry => expiry::standing(asked, date),
            DeadlineKind::Reminder if has_paper => Stand { listed: false, ..Stand::of(DeadlineStatus::Met) },
            DeadlineKind::Reminder if date >= today => Stand::of(DeadlineStatus::Open),
            DeadlineKind::Reminder => {
                let paper = rule.met_by_document.as_deref();
                if paper.is_some_and(|paper| self.reminded.contains(&paper)) {
                    return Stand::of(DeadlineStatus::Past);
                }
                self.reminded.extend(paper);
                let finding =
                    Finding::warning("reminder-due", format!("{}; that day was {date}.", titled(asked)))
                        .with_authority(&due.authority)
                        .with_hint(remedy(asked, due));
                Stand { finding: Some(finding), ..Stand::of(DeadlineStatus::Past) }
            }
        }
    }
}

/// How it stands with a line, and what there is to say about it.
struct Stand {
    status: DeadlineStatus,
    finding: Option<Finding>,
    /// Is it listed in the report?
    listed: bool,
}

impl Stand {
    fn of(status: DeadlineStatus) -> Stand {
        Stand { status, finding: None, listed: true }
    }

    fn with(status: DeadlineStatus, finding: Finding) -> Stand {
        Stand { finding: Some(finding), ..Stand::of(status) }
    }
}

fn result(asked: Asked<'_>, due: &Due, status: DeadlineStatus) -> DeadlineResult {
    let last_day = asked.rule.kind == DeadlineKind::Deadline;
    let safe = due.date.filter(|_| last_day).and_then(|date| asked.calendar.before(date).ok());
    DeadlineResult {
        id: asked.rule.id.clone(),
        title: titled(asked),
        kind: asked.rule.kind,
        person: asked.person.map(|person| person.id.clone()),
        path: None,
        date: due.date,
        safe_date: safe,
        earlier: due.earlier.clone(),
        status,
        remedy: asked.rule.remedy.clone(),
        basis: due.basis.clone(),
        authority: due.authority.clone(),
    }
}

/// The title, with the person if the case has several.
fn titled(asked: Asked<'_>) -> String {
    match asked.person.filter(|_| asked.check.case.persons.len() > 1) {
        Some(person) => format!("{}: {}", asked.rule.title, first_name(&person.name)),
        None => asked.rule.title.clone(),
    }
}

/// Those not met first, by date, unknown dates behind them; then those met; then the days of other kinds.
fn nearest_first(a: &DeadlineResult, b: &DeadlineResult) -> Ordering {
    let key = |result: &DeadlineResult| {
        (!result.is_last_day(), result.status == DeadlineStatus::Met, result.date.is_none(), result.date)
    };
    key(a).cmp(&key(b)).then_with(|| (&a.id, &a.person, &a.path).cmp(&(&b.id, &b.person, &b.path)))
}

/// What excuses a missed deadline.
#[derive(Clone, Copy)]
enum Cure {
    /// The papers are here.
    Papers,
    /// A person decided to do without them.
    Waiver,
}

fn cure(id: &str, requirements: &[RequirementResult]) -> Option<Cure> {
    let has = |status| requirements.iter().any(|result| result.id == id && result.status == status);
    if has(RequirementStatus::Met) {
        Some(Cure::Papers)
    } else {
        has(RequirementStatus::Waived).then_some(Cure::Waiver)
    }
}

/// The paper is there for everyone of whom it is asked.
fn has_paper(id: &str, requirements: &[RequirementResult]) -> bool {
    let open = |result: &&RequirementResult| {
        matches!(result.status, RequirementStatus::Missing | RequirementStatus::NeedsReview)
    };
    let mut asked = requirements.iter().filter(|result| result.id == id).peekable();
    asked.peek().is_some() && asked.find(open).is_none()
}

fn last_day(asked: Asked<'_>, due: &Due, requirements: &[RequirementResult]) -> Stand {
    let rule = asked.rule;
    let Some(date) = due.date else { return Stand::of(DeadlineStatus::Open) };
    let today = asked.check.today;
    let cured = rule.cured_by.as_deref().and_then(|id| cure(id, requirements));
    // A day that is yet to come is a plan and meets nothing.
    let done = rule
        .met_by
        .as_ref()
        .and_then(|path| asked.check.facts(asked.person).date(path))
        .filter(|done| *done <= today);
    let title = titled(asked);
    if let Some(done) = done {
        if done <= date {
            return Stand::of(DeadlineStatus::Met);
        }
        let late = days(days_between(date, done));
        let message = format!("{title}: done on {done}, {late} after the last day, {date}.");
        return Stand::with(DeadlineStatus::Past, missed("deadline-late", message, asked, due, cured));
    }
    let left = days_between(today, date);
    if left < 0 {
        let message = format!("{title}: the last day was {date}, {} ago.", days(-left));
        return Stand::with(DeadlineStatus::Past, missed("deadline-past", message, asked, due, cured));
    }
    if left > rule.warn_days {
        return Stand::of(DeadlineStatus::Open);
    }
    let when = if left == 0 { "today".to_owned() } else { format!("in {}", days(left)) };
    let message = format!("{title}: the last day is {date}, {when}.");
    let finding = Finding::warning("deadline-soon", message)
        .with_authority(&due.authority)
        .with_hint(sentence(&format!("Counted as {}", due.basis)));
    Stand::with(DeadlineStatus::Soon, finding)
}

fn missed(
    id: &'static str,
    mut message: String,
    asked: Asked<'_>,
    due: &Due,
    cured: Option<Cure>,
) -> Finding {
    let mut severity = asked.rule.missed;
    if due.doubtful {
        severity = Severity::Warning;
        message.push_str(" It is not known whether it applies.");
    } else if let Some(cure) = cured {
        severity = Severity::Warning;
        message.push_str(match cure {
            Cure::Papers => " The papers that excuse it are in the folder.",
            Cure::Waiver => " The papers that excuse it are waived.",
        });
    }
    Finding::new(id, severity, message).with_authority(&due.authority).with_hint(remedy(asked, due))
}

fn remedy(asked: Asked<'_>, due: &Due) -> String {
    format!("{} {}", sentence(&asked.rule.remedy), sentence(&format!("Counted as {}", due.basis)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
