//! Deadlines on the terminal: what presses and what comes next on top, all other days in a line each below.

use anstyle::Style;
use jiff::civil::Date;

use super::page::{BAD, CARE, HEADING, PLAIN, Page};
use crate::evaluate::{DeadlineResult, DeadlineStatus};
use crate::report::wording::{days_away, earlier_days, sentence};
use crate::report::{Check, plain};
use crate::track::DeadlineKind;

/// When the deadlines have taken so many lines, the others get one each: the gaps must fit on the first screen.
const SCREEN: usize = 12;

/// Passed, near or without a date, and the next one of the others.
pub fn pressing(page: &mut Page, check: &Check<'_>) {
    let mut pressing = check.evaluation.deadlines.iter().filter(|day| is_pressing(check, day)).peekable();
    if pressing.peek().is_some() {
        page.heading(HEADING, "Deadlines");
    }
    let top = page.text.lines().count();
    for deadline in pressing {
        let (style, mark) = match deadline.status {
            DeadlineStatus::Past => (BAD, "past"),
            DeadlineStatus::Soon => (CARE, "soon"),
            _ if deadline.date.is_none() => (CARE, "ask "),
            _ => (PLAIN, "next"),
        };
        let line = plain(&line(deadline, check.evaluation.today));
        if page.text.lines().count() >= top + SCREEN {
            page.entry(style, mark, &format!("{line} [{}]", deadline.id));
            continue;
        }
        page.entry(style, mark, &line);
        if deadline.status == DeadlineStatus::Past {
            page.under(PLAIN, 7, &plain(&deadline.remedy));
        }
        page.remark(7, &plain(&remark(deadline)));
    }
}

/// Every other day, in the order in which they come.
pub fn others(page: &mut Page, check: &Check<'_>) {
    let evaluation = check.evaluation;
    let mut others: Vec<&DeadlineResult> = evaluation
        .deadlines
        .iter()
        .filter(|day| !is_pressing(check, day) && !is_told_elsewhere(day))
        .collect();
    if others.is_empty() {
        return;
    }
    others.sort_by_key(|day| (day.date.is_none(), day.date));
    page.heading(HEADING, "Other dates");
    for other in others {
        let (style, mark) = mark(other, evaluation.today);
        page.entry(style, mark, &plain(&line(other, evaluation.today)));
    }
}

fn is_pressing(check: &Check<'_>, day: &DeadlineResult) -> bool {
    let is_next = || {
        let mut last_days = check.evaluation.deadlines.iter().filter(|day| day.is_last_day());
        let next = last_days.find(|day| day.status == DeadlineStatus::Open && day.date.is_some());
        next.is_some_and(|next| std::ptr::eq(next, day))
    };
    day.is_last_day()
        && match day.status {
            DeadlineStatus::Past | DeadlineStatus::Soon => true,
            DeadlineStatus::Open => day.date.is_none() || is_next(),
            DeadlineStatus::Met => false,
        }
}

/// A reminder whose day has passed is told among what needs a look.
fn is_told_elsewhere(day: &DeadlineResult) -> bool {
    day.kind == DeadlineKind::Reminder && day.status == DeadlineStatus::Past
}

/// What a day is.
fn mark(day: &DeadlineResult, today: Date) -> (Style, &'static str) {
    let is_over = day.date.is_some_and(|date| date < today);
    match (day.kind, day.status) {
        (DeadlineKind::Deadline, DeadlineStatus::Met) => (PLAIN, "met  "),
        (DeadlineKind::Deadline, _) => (PLAIN, "by   "),
        (DeadlineKind::Milestone, DeadlineStatus::Met) => (PLAIN, "since"),
        (DeadlineKind::Milestone, _) => (PLAIN, "from "),
        (DeadlineKind::Reminder, _) => (PLAIN, "watch"),
        (DeadlineKind::Expiry, _) if is_over => (CARE, "ended"),
        (DeadlineKind::Expiry, _) => (PLAIN, "ends "),
    }
}

fn line(deadline: &DeadlineResult, today: Date) -> String {
    let Some(date) = deadline.date else { return format!("no date yet  {}", deadline.title) };
    let away = match deadline.status {
        DeadlineStatus::Met => String::new(),
        _ => format!(", {}", days_away(today, date)),
    };
    format!("{date}{away}  {}", deadline.title)
}

/// By when to have it done to be safe, and how the last day is counted.
fn remark(deadline: &DeadlineResult) -> String {
    let ahead = matches!(deadline.status, DeadlineStatus::Open | DeadlineStatus::Soon);
    let safe = deadline.safe_date.filter(|_| ahead).map(|safe| format!("To be safe, by {safe}. "));
    format!("{}{}{}", safe.unwrap_or_default(), earlier_days(deadline), sentence(&deadline.basis))
}
