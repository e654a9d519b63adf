//! The last day of a deadline: set by a judge, or counted by the rule, and why.

use jiff::civil::Date;

use super::Asked;
use crate::case::{DeadlineOverride, Fact};
use crate::dated::OutsideCalendar;
use crate::evaluate::condition::{Truth, moved, truth};
use crate::evaluate::facts::Question;
use crate::evaluate::requirements::Check;
use crate::evaluate::wording::{days, list};
use crate::finding::{Finding, Severity};
use crate::track::condition::{Path, length_in_words};
use crate::track::{DeadlineRule, Length, Roll, WithoutDate};

/// The last day of a deadline and where it comes from.
pub struct Due {
    pub date: Option<Date>,
    pub earlier: Vec<(Date, String)>,
    pub basis: String,
    pub authority: Vec<String>,
    pub findings: Vec<Finding>,
    /// Whether it applies is not known: it warns, but does not fail.
    pub doubtful: bool,
}

/// How a deadline stands to the case.
pub enum Standing {
    /// It does not apply.
    Out,
    /// Neither whether it applies nor its date is known: a question, and no line among the deadlines.
    Asked(Finding),
    /// It applies, or cannot be ruled out.
    In(Due),
}

pub fn due(asked: Asked<'_>) -> Standing {
    let (rule, check) = (asked.rule, asked.check);
    // What a judge or an office has set beats the rule, whether the rule applies or not.
    match set_for(rule, check) {
        Set::ForAnother => return Standing::Out,
        Set::To(set) => return Standing::In(as_set(set)),
        Set::Nothing => {}
    }
    let facts = check.facts(asked.person);
    let start = facts.date(&rule.from);
    if start.is_none() && rule.without_date == WithoutDate::Hide {
        return Standing::Out;
    }
    let by_rule = start.and_then(|start| by_rule(asked, start));
    match (truth(rule.when.as_ref(), facts), by_rule) {
        (Truth::False, _) => Standing::Out,
        // A deadline that cannot be ruled out is shown with its date: to hide it would be the dearer mistake.
        (Truth::Unknown(missing), Some(due)) => {
            Standing::In(doubtful(asked, missing.into_iter().collect(), due))
        }
        (Truth::Unknown(missing), None) => {
            let missing: Vec<Path> = missing.into_iter().collect();
            Standing::Asked(ask(asked, "it is not known whether it applies.", &missing))
        }
        (Truth::True, Some(due)) => Standing::In(due),
        (Truth::True, None) => {
            let from = Path::parse(&rule.from).filter(|_| start.is_none());
            Standing::In(unknown(asked, from.into_iter().collect()))
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
        earlier: Vec::new(),
        basis: format!("set to {}: {}", set.date, set.reason),
        authority: vec![set.reason.clone()],
        findings: Vec::new(),
        doubtful: false,
    }
}

/// The date that the rule gives; `None` if there is no such day.
fn by_rule(asked: Asked<'_>, start: Date) -> Option<Due> {
    let rule = asked.rule;
    let told = told_length(asked);
    let counted = coming(asked, start, told.length)?;
    let direction = if told.length.years < 0 || told.length.days < 0 { "before" } else { "after" };
    let mut basis = format!("{} {direction} {} of {start}", length_in_words(counted.length), event(rule));
    basis.push_str(&told.why);
    let mut findings = Vec::new();
    let date = match rolled(asked, counted.day) {
        Ok(date) => {
            if date != counted.day {
                basis.push_str(&format!(" is {}; {}", day(counted.day), moved_because(counted.day, asked)));
                basis.push_str(&format!(", so it is {}", day(date)));
            }
            date
        }
        // The day as counted, and never a guess without a word.
        Err(outside) => {
            basis.push_str("; weekends and holidays are not taken into account");
            findings.push(calendar_ends(asked, counted.day, outside));
            counted.day
        }
    };
    let mut authority = rule.authority.clone();
    authority.extend(told.authority);
    let books = &asked.check.track.books;
    if let Some(fee) = rule.fee.as_deref().and_then(|id| books.dated.fee(id, date)) {
        basis.push_str(&format!("; the fee is ${}, as checked on {}", fee.dollars, fee.backing.checked));
        authority.extend(fee.backing.authority.iter().cloned());
    }
    let before = |earlier: &crate::track::EarlierDay| {
        Some((moved(counted.day, earlier.offset)?, earlier.title.clone()))
    };
    let earlier = rule.earlier.iter().filter_map(before).collect();
    Some(Due { date: Some(date), earlier, basis, authority, findings, doubtful: false })
}

/// How far a deadline lies from its event, and why it is not what the track says.
struct Told {
    length: Length,
    why: String,
    authority: Vec<String>,
}

/// The length of the track, the lead time of the office in its place, and the days that do not count.
fn told_length(asked: Asked<'_>) -> Told {
    let mut told = Told { length: asked.rule.offset, why: String::new(), authority: Vec::new() };
    if let Some(lead) = asked.rule.lead.as_deref() {
        office_lead(asked, lead, &mut told);
    }
    let facts = asked.check.facts(asked.person);
    let still = asked.rule.plus_days.as_deref().and_then(Path::parse).and_then(|path| facts.value(&path));
    if let Some(Fact::Number(still)) = still
        && let Ok(still) = i32::try_from(still)
        && (1..=36_600).contains(&still)
    {
        told.length.days += still;
        told.why = format!(", {} that do not count included", days(still));
    }
    told
}

fn office_lead(asked: Asked<'_>, lead: &str, told: &mut Told) {
    let interview = asked.check.case.interview.as_ref();
    let office = interview.and_then(|interview| interview.office.as_deref());
    if let Some(days) = interview.and_then(|interview| interview.lead_days) {
        told.length = Length { years: 0, days: -days };
        told.why = ", as the case file says the office wants it".to_owned();
        return;
    }
    let books = &asked.check.track.books;
    let Some(row) = books.dated.lead(lead, office, asked.check.today) else { return };
    told.length = Length { years: 0, days: -row.days };
    let whose = row.office.as_deref().map_or_else(String::new, |office| format!("{office} "));
    told.why = format!(", as the {whose}office wants it");
    if let Some(copies) = row.copies {
        told.why.push_str(&format!(", in {copies} copies"));
    }
    told.authority.clone_from(&row.backing.authority);
}

/// A day as counted, and how far from the event that is.
struct Counted {
    day: Date,
    length: Length,
}

/// More repetitions than any case lasts.
const MOST_REPETITIONS: i16 = 200;

/// The day as counted; of one that comes again and again the first that is not over.
fn coming(asked: Asked<'_>, start: Date, first: Length) -> Option<Counted> {
    let Some(every) = asked.rule.every else {
        return Some(Counted { day: moved(start, first)?, length: first });
    };
    let mut last = None;
    for round in 0..MOST_REPETITIONS {
        let length = Length {
            years: first.years.checked_add(every.years.checked_mul(round)?)?,
            days: first.days.checked_add(every.days.checked_mul(i32::from(round))?)?,
        };
        let Some(day) = moved(start, length) else { break };
        let over = rolled(asked, day).unwrap_or(day) < asked.check.today;
        last = Some(Counted { day, length });
        if !over {
            break;
        }
    }
    last
}

fn rolled(asked: Asked<'_>, counted: Date) -> Result<Date, OutsideCalendar> {
    match asked.rule.roll {
        Roll::Next => asked.calendar.on_or_after(counted),
        Roll::Previous => asked.calendar.on_or_before(counted),
        Roll::None => Ok(counted),
    }
}

fn calendar_ends(asked: Asked<'_>, date: Date, outside: OutsideCalendar) -> Finding {
    let message = format!(
        "{}: {date} lies outside the years {} to {} for which the holidays are known, so the date was not moved off weekends and holidays.",
        asked.rule.title, outside.first_year, outside.last_year
    );
    Finding::warning("calendar-ends", message)
        .with_authority(&asked.calendar.authority)
        .with_hint("Check the date by hand.")
}

/// "it is a Sunday", "it is Washington's Birthday".
fn moved_because(counted: Date, asked: Asked<'_>) -> String {
    match asked.calendar.holiday(counted) {
        Ok(Some(holiday)) => format!("that is {holiday}"),
        _ => "that is no business day".to_owned(),
    }
}

/// "Sunday 2027-02-14"
fn day(date: Date) -> String {
    format!("{} {date}", date.strftime("%A"))
}

/// What a deadline counts from, in words.
fn event(rule: &DeadlineRule) -> String {
    if let Some(event) = &rule.event {
        return event.clone();
    }
    match Path::parse(&rule.from) {
        Some(Path::CourtHearing) => "the hearing".to_owned(),
        Some(Path::InterviewDate) => "the interview".to_owned(),
        // A fact is named for what it is: facts.last_arrival is the last arrival.
        _ => {
            let name = rule.from.trim_start_matches("facts.").trim_start_matches("person.");
            format!("the {}", name.trim_end_matches("_on").replace('_', " "))
        }
    }
}

/// A deadline that applies or not, by a fact that nobody has stated yet.
fn doubtful(asked: Asked<'_>, missing: Vec<Path>, due: Due) -> Due {
    let question = ask(asked, "it is not known whether it applies.", &missing);
    let names: Vec<String> = missing.iter().map(ToString::to_string).collect();
    let basis = format!("{}, if it applies (not known: {})", due.basis, list(&names));
    let mut findings = due.findings;
    findings.push(question);
    Due { basis, findings, doubtful: true, ..due }
}

/// A deadline whose date is not known.
fn unknown(asked: Asked<'_>, mut missing: Vec<Path>) -> Due {
    let rule = asked.rule;
    let facts = asked.check.facts(asked.person);
    let from = Path::parse(&rule.from).filter(|path| facts.value(path).is_none());
    missing.extend(from);
    missing.sort();
    missing.dedup();
    let names: Vec<String> = missing.iter().map(ToString::to_string).collect();
    let basis = match names.is_empty() {
        true => "the date lies outside the calendar".to_owned(),
        false => format!("not known: {}", list(&names)),
    };
    let mut finding = ask(asked, "the date is not known.", &missing);
    if rule.without_date == WithoutDate::Error {
        finding.severity = Severity::Error;
    }
    Due {
        date: None,
        earlier: Vec::new(),
        basis,
        authority: rule.authority.clone(),
        findings: vec![finding],
        doubtful: true,
    }
}

/// Asks for the facts on which a deadline depends.
fn ask(asked: Asked<'_>, trouble: &str, missing: &[Path]) -> Finding {
    let (rule, track) = (asked.rule, asked.check.track);
    let questions: Vec<Question> = missing
        .iter()
        .map(|path| Question::about(path, asked.person.map(|person| person.id.as_str()), track))
        .collect();
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
