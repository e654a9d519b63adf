//! What must happen by when, and whether it has.

use std::cmp::Ordering;

use jiff::civil::Date;

use super::calendar::{Calendar, OutsideCalendar};
use super::condition::{Truth, moved, truth};
use super::facts::Question;
use super::requirements::Check;
use super::wording::{days, days_between, list, sentence};
use super::{DeadlineResult, DeadlineStatus, RequirementResult, RequirementStatus};
use crate::case::DeadlineOverride;
use crate::finding::{Finding, Severity};
use crate::track::condition::{Path, length_in_words};
use crate::track::{DeadlineRule, Roll};

/// The deadlines, the nearest first, and everything there is to say about them.
pub fn evaluate(
    check: Check<'_>,
    requirements: &[RequirementResult],
    calendar: &Calendar,
) -> (Vec<DeadlineResult>, Vec<Finding>) {
    let mut results = Vec::new();
    let mut findings = Vec::new();
    for rule in &check.track.deadlines {
        let due = match due(rule, check, calendar) {
            Standing::Out => continue,
            Standing::Asked(question) => {
                findings.push(question);
                continue;
            }
            Standing::In(due) => due,
        };
        let cured = rule.cured_by.as_deref().and_then(|id| cure(id, requirements));
        let (status, finding) = standing(rule, &due, cured, check);
        let safe_date = due.date.and_then(|date| calendar.before(date).ok());
        findings.extend(due.findings);
        findings.extend(finding);
        results.push(DeadlineResult {
            id: rule.id.clone(),
            title: rule.title.clone(),
            date: due.date,
            safe_date,
            status,
            remedy: rule.remedy.clone(),
            basis: due.basis,
            authority: due.authority,
        });
    }
    results.sort_by(nearest_first);
    (results, findings)
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

/// Those not met first, by date, unknown dates behind them; then those met.
fn nearest_first(a: &DeadlineResult, b: &DeadlineResult) -> Ordering {
    let key =
        |result: &DeadlineResult| (result.status == DeadlineStatus::Met, result.date.is_none(), result.date);
    key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
}

/// The last day of a deadline and where it comes from.
struct Due {
    date: Option<Date>,
    basis: String,
    authority: Vec<String>,
    findings: Vec<Finding>,
    /// Whether it applies is not known: it warns, but does not fail.
    doubtful: bool,
}

/// How a deadline stands to the case.
enum Standing {
    /// It does not apply.
    Out,
    /// Neither whether it applies nor its date is known: a question, and no line among the deadlines.
    Asked(Finding),
    /// It applies, or cannot be ruled out.
    In(Due),
}

fn due(rule: &DeadlineRule, check: Check<'_>, calendar: &Calendar) -> Standing {
    // What a judge or an office has set beats the rule, whether the rule applies or not.
    match set_for(rule, check) {
        Set::ForAnother => return Standing::Out,
        Set::To(set) => return Standing::In(as_set(set)),
        Set::Nothing => {}
    }
    let facts = check.facts(None);
    let start = facts.date(&rule.from);
    let by_rule = start.and_then(|start| by_rule(rule, start, calendar));
    match (truth(rule.when.as_ref(), facts), by_rule) {
        (Truth::False, _) => Standing::Out,
        // A deadline that cannot be ruled out is shown with its date: to hide it would be the dearer mistake.
        (Truth::Unknown(missing), Some(due)) => {
            Standing::In(doubtful(rule, missing.into_iter().collect(), due, check))
        }
        (Truth::Unknown(missing), None) => {
            let missing: Vec<Path> = missing.into_iter().collect();
            Standing::Asked(ask(rule, "it is not known whether it applies.", &missing, check))
        }
        (Truth::True, Some(due)) => Standing::In(due),
        (Truth::True, None) => {
            let from = Path::parse(&rule.from).filter(|_| start.is_none());
            Standing::In(unknown(rule, from.into_iter().collect(), check))
        }
    }
}

/// What a judge or an office has set.
enum Set<'a> {
    /// Nothing for this deadline.
    Nothing,
    /// This date.
    To(&'a DeadlineOverride),
    /// A date that stands in place of this deadline, and is shown at another one.
    ForAnother,
}

/// The date set for a deadline, under its own id or that of a deadline that is set along with it. It is shown
/// once: at the deadline that applies, or else at the one that it names.
fn set_for<'a>(rule: &DeadlineRule, check: Check<'a>) -> Set<'a> {
    let applies = |rule: &DeadlineRule| {
        truth(rule.when.as_ref(), check.facts(None)) == Truth::True && rule.when.is_some()
    };
    if let Some(set) = set_under(&rule.id, check) {
        let shown_elsewhere = check.track.deadlines.iter().any(|other| {
            other.also_set_by.contains(&rule.id) && applies(other) && set_under(&other.id, check).is_none()
        });
        return if shown_elsewhere { Set::ForAnother } else { Set::To(set) };
    }
    let others = rule.also_set_by.iter().filter_map(|id| set_under(id, check));
    match others.min_by_key(|set| set.date) {
        None => Set::Nothing,
        Some(set) if applies(rule) => Set::To(set),
        Some(_) => Set::ForAnother,
    }
}

/// Of two dates set under one id the earlier is the safe one.
fn set_under<'a>(id: &str, check: Check<'a>) -> Option<&'a DeadlineOverride> {
    check.case.deadlines.iter().filter(|set| set.id == id).min_by_key(|set| set.date)
}

fn as_set(set: &DeadlineOverride) -> Due {
    Due {
        date: Some(set.date),
        basis: format!("set to {}: {}", set.date, set.reason),
        authority: vec![set.reason.clone()],
        findings: Vec::new(),
        doubtful: false,
    }
}

/// The date that the rule gives; `None` if there is no such day.
fn by_rule(rule: &DeadlineRule, start: Date, calendar: &Calendar) -> Option<Due> {
    let counted = moved(start, rule.offset)?;
    let direction = if rule.offset.years < 0 || rule.offset.days < 0 { "before" } else { "after" };
    let mut basis = format!("{} {direction} {} of {start}", length_in_words(rule.offset), event(&rule.from));
    let rolled = match rule.roll {
        Roll::Next => calendar.on_or_after(counted),
        Roll::Previous => calendar.on_or_before(counted),
        Roll::None => Ok(counted),
    };
    let mut findings = Vec::new();
    let date = match rolled {
        Ok(date) => {
            if date != counted {
                basis.push_str(&format!(" is {}; {}", day(counted), moved_because(counted, calendar)));
                basis.push_str(&format!(", so it is {}", day(date)));
            }
            date
        }
        // The day as counted, and never a guess without a word.
        Err(outside) => {
            basis.push_str("; weekends and holidays are not taken into account");
            findings.push(calendar_ends(rule, counted, outside, calendar));
            counted
        }
    };
    Some(Due { date: Some(date), basis, authority: rule.authority.clone(), findings, doubtful: false })
}

fn calendar_ends(rule: &DeadlineRule, date: Date, outside: OutsideCalendar, calendar: &Calendar) -> Finding {
    let message = format!(
        "{}: {date} lies outside the years {} to {} for which the holidays are known, so the date was not moved off weekends and holidays.",
        rule.title, outside.first_year, outside.last_year
    );
    Finding::warning("calendar-ends", message)
        .with_authority(&calendar.authority)
        .with_hint("Check the date by hand.")
}

/// "it is a Sunday", "it is Washington's Birthday".
fn moved_because(counted: Date, calendar: &Calendar) -> String {
    match calendar.holiday(counted) {
        Ok(Some(holiday)) => format!("that is {holiday}"),
        _ => "that is no business day".to_owned(),
    }
}

/// "Sunday 2027-02-14"
fn day(date: Date) -> String {
    format!("{} {date}", date.strftime("%A"))
}

/// What a deadline counts from, in words.
fn event(from: &str) -> String {
    match Path::parse(from) {
        Some(Path::CourtHearing) => "the hearing".to_owned(),
        Some(Path::InterviewDate) => "the interview".to_owned(),
        // A fact is named for what it is: facts.last_arrival is the last arrival.
        _ => format!("the {}", from.trim_start_matches("facts.").trim_end_matches("_on").replace('_', " ")),
    }
}

/// A deadline that applies or not, by a fact that nobody has stated yet.
fn doubtful(rule: &DeadlineRule, missing: Vec<Path>, due: Due, check: Check<'_>) -> Due {
    let asked = ask(rule, "it is not known whether it applies.", &missing, check);
    let names: Vec<String> = missing.iter().map(ToString::to_string).collect();
    let basis = format!("{}, if it applies (not known: {})", due.basis, list(&names));
    let mut findings = due.findings;
    findings.push(asked);
    Due { basis, findings, doubtful: true, ..due }
}

/// A deadline whose date is not known.
fn unknown(rule: &DeadlineRule, mut missing: Vec<Path>, check: Check<'_>) -> Due {
    let from = Path::parse(&rule.from).filter(|path| check.facts(None).value(path).is_none());
    missing.extend(from);
    missing.sort();
    missing.dedup();
    let names: Vec<String> = missing.iter().map(ToString::to_string).collect();
    let basis = match names.is_empty() {
        true => "the date lies outside the calendar".to_owned(),
        false => format!("not known: {}", list(&names)),
    };
    let finding = ask(rule, "the date is not known.", &missing, check);
    Due { date: None, basis, authority: rule.authority.clone(), findings: vec![finding], doubtful: true }
}

/// Asks for the facts on which a deadline depends.
fn ask(rule: &DeadlineRule, trouble: &str, missing: &[Path], check: Check<'_>) -> Finding {
    let questions: Vec<Question> =
        missing.iter().map(|path| Question::about(path, None, check.track)).collect();
    let mut message = format!("{}: {trouble}", rule.title);
    for question in &questions {
        message.push_str(&format!(" {}", question.text));
    }
    let lines: Vec<&str> = questions.iter().map(|question| question.line.as_str()).collect();
    let hint = match lines.is_empty() {
        true => format!("Correct {} in case.toml.", rule.from),
        false => format!("Add to case.toml: {}", lines.join("; ")),
    };
    Finding::warning("deadline-unknown", message).with_authority(&rule.authority).with_hint(hint)
}

fn standing(
    rule: &DeadlineRule,
    due: &Due,
    cured: Option<Cure>,
    check: Check<'_>,
) -> (DeadlineStatus, Option<Finding>) {
    let Some(date) = due.date else { return (DeadlineStatus::Open, None) };
    let today = check.today;
    // A day that is yet to come is a plan and meets nothing.
    let done =
        rule.met_by.as_ref().and_then(|path| check.facts(None).date(path)).filter(|done| *done <= today);
    if let Some(done) = done {
        if done <= date {
            return (DeadlineStatus::Met, None);
        }
        let late = days(days_between(date, done));
        let message = format!("{}: done on {done}, {late} after the last day, {date}.", rule.title);
        return (DeadlineStatus::Past, Some(missed("deadline-late", message, rule, due, cured)));
    }
    let left = days_between(today, date);
    if left < 0 {
        let message = format!("{}: the last day was {date}, {} ago.", rule.title, days(-left));
        return (DeadlineStatus::Past, Some(missed("deadline-past", message, rule, due, cured)));
    }
    if left > rule.warn_days {
        return (DeadlineStatus::Open, None);
    }
    let when = if left == 0 { "today".to_owned() } else { format!("in {}", days(left)) };
    let message = format!("{}: the last day is {date}, {when}.", rule.title);
    let finding = Finding::warning("deadline-soon", message)
        .with_authority(&due.authority)
        .with_hint(sentence(&format!("Counted as {}", due.basis)));
    (DeadlineStatus::Soon, Some(finding))
}

fn missed(
    id: &'static str,
    mut message: String,
    rule: &DeadlineRule,
    due: &Due,
    cured: Option<Cure>,
) -> Finding {
    let mut severity = Severity::Error;
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
    Finding::new(id, severity, message).with_authority(&due.authority).with_hint(format!(
        "{} {}",
        sentence(&rule.remedy),
        sentence(&format!("Counted as {}", due.basis))
    ))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
