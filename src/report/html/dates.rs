//! The days of a case: on a line of time, and in words.

use super::markup::{Section, Table, Tone, authority, escaped, mark, paragraph};
use crate::evaluate::{DeadlineResult, DeadlineStatus};
use crate::report::Check;
use crate::report::timeline::timeline;
use crate::report::wording::{days_away, earlier_days, sentence};
use crate::track::DeadlineKind;

pub fn section(check: &Check<'_>) -> Section {
    let days = &check.evaluation.deadlines;
    let (last_days, others): (Vec<_>, Vec<_>) = days.iter().partition(|day| day.is_last_day());
    let mut body = timeline(days, check.evaluation.today);
    if !last_days.is_empty() {
        body += &deadlines(check, &last_days);
    }
    if !others.is_empty() {
        body += "<h3>Other dates</h3>\n<p class=\"small\">Days to know; none of them is a deadline.</p>\n";
        body += &other_dates(check, &others);
    }
    Section::new("deadlines", "Deadlines", Some(last_days.len()), body)
}

fn deadlines(check: &Check<'_>, days: &[&DeadlineResult]) -> String {
    let mut table =
        Table::new("Deadlines, the nearest first", &["What", "State", "Last day", "To be safe, by"]);
    for day in days {
        let ahead = matches!(day.status, DeadlineStatus::Open | DeadlineStatus::Soon);
        let remedy = if day.status == DeadlineStatus::Past { paragraph(&day.remedy) } else { String::new() };
        let counted = paragraph(&format!("{}{}", earlier_days(day), sentence(&day.basis)));
        table.row(&[
            format!(
                "{}{remedy}<div class=\"small\">{counted}</div>{}",
                escaped(&day.title),
                authority(&day.authority, &day.id)
            ),
            state(day),
            date(check, day),
            day.safe_date.filter(|_| ahead).map(|safe| time(&safe.to_string())).unwrap_or_default(),
        ]);
    }
    table.markup()
}

fn other_dates(check: &Check<'_>, days: &[&DeadlineResult]) -> String {
    let mut table = Table::new("Other dates", &["What", "Kind", "Day"]);
    let mut days = days.to_vec();
    days.sort_by_key(|day| (day.date.is_none(), day.date));
    for day in days {
        table.row(&[
            format!("{}{}", escaped(&day.title), authority(&day.authority, &day.id)),
            kind(check, day),
            date(check, day),
        ]);
    }
    table.markup()
}

fn time(date: &str) -> String {
    format!("<time class=\"day\" datetime=\"{date}\">{date}</time>")
}

fn date(check: &Check<'_>, day: &DeadlineResult) -> String {
    let Some(date) = day.date else { return "not known yet".to_owned() };
    let said = time(&date.to_string());
    match day.status {
        DeadlineStatus::Met if day.is_last_day() => said,
        _ => format!(
            "<strong>{said}</strong> <span class=\"day\">{}</span>",
            days_away(check.evaluation.today, date)
        ),
    }
}

fn state(day: &DeadlineResult) -> String {
    match day.status {
        DeadlineStatus::Past => mark(Tone::Bad, "passed"),
        DeadlineStatus::Soon => mark(Tone::Care, "soon"),
        DeadlineStatus::Open if day.date.is_none() => mark(Tone::Care, "ask for the date"),
        DeadlineStatus::Open => mark(Tone::Quiet, "open"),
        DeadlineStatus::Met => mark(Tone::Good, "met"),
    }
}

fn kind(check: &Check<'_>, day: &DeadlineResult) -> String {
    let is_over = day.date.is_some_and(|date| date < check.evaluation.today);
    match (day.kind, day.status) {
        (DeadlineKind::Milestone, DeadlineStatus::Met) => mark(Tone::Good, "possible since"),
        (DeadlineKind::Milestone, _) => mark(Tone::Quiet, "possible from"),
        (DeadlineKind::Reminder, DeadlineStatus::Past) => mark(Tone::Care, "look after it"),
        (DeadlineKind::Reminder, _) => mark(Tone::Quiet, "reminder"),
        (DeadlineKind::Expiry, _) if is_over => mark(Tone::Care, "expired"),
        (DeadlineKind::Expiry, _) => mark(Tone::Quiet, "expires"),
        (DeadlineKind::Deadline, _) => state(day),
    }
}
