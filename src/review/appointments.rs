//! Hearings and interviews: ahead of us, and the same in the notice and in the case file.

use jiff::civil::Date;

use super::dates::{EitherWay, dates};
use super::papers::{Desk, Paper, surnames};
use crate::finding::Finding;

/// Reviews the next hearing and the interview.
pub fn review(desk: &Desk<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let court = desk.case.court.as_ref().filter(|_| desk.is_court());
    if let Some(day) = court.and_then(|court| court.hearing).map(|hearing| hearing.date()) {
        findings.extend(past(desk, "hearing", "[court] hearing", day));
        findings.extend(differs(desk, "hearing-notice", "hearing", day));
    }
    if let Some(judge) = court.and_then(|court| court.judge.as_deref()) {
        findings.extend(other_judge(desk, judge));
    }
    if court.is_some_and(|court| court.detained == Some(false)) {
        findings.extend(in_custody(desk));
    }
    let interview = desk.case.interview.as_ref().filter(|_| !desk.is_court());
    if let Some(day) = interview.and_then(|interview| interview.date) {
        findings.extend(past(desk, "interview", "[interview] date", day));
        findings.extend(differs(desk, "interview-notice", "interview", day));
    }
    findings
}

fn past(desk: &Desk<'_>, what: &str, key: &str, day: Date) -> Option<Finding> {
    if day >= desk.today {
        return None;
    }
    let message = format!("The next {what} in case.toml, {day}, is over.");
    let hint = format!("Write the date of the next {what} into {key}; every deadline counts from it.");
    Some(Finding::error("appointment-past", message).with_hint(hint))
}

/// None of the notices that can be read names the day.
fn differs(desk: &Desk<'_>, id: &str, what: &str, day: Date) -> Option<Finding> {
    let notices: Vec<(&Paper<'_>, Vec<Date>)> = desk
        .papers_for(id)
        .map(|paper| {
            let found = dates(&paper.plain, EitherWay::No);
            (paper, found.into_iter().map(|found| found.date).collect())
        })
        .collect();
    // A notice that is a picture may name it.
    if notices
        .iter()
        .any(|(paper, dates)| !paper.is_wholly_read() || dates.is_empty() || dates.contains(&day))
    {
        return None;
    }
    let (paper, dates) = notices.first()?;
    let named: Vec<String> = dates.iter().map(Date::to_string).collect();
    let message = format!(
        "The {what} in case.toml is on {day}, but the notice names other days only: {}.",
        named.join(", ")
    );
    Some(Finding::warning("appointment-differs", message).on(paper.path()))
}

fn other_judge(desk: &Desk<'_>, judge: &str) -> Option<Finding> {
    let names = surnames(judge);
    let notices: Vec<&Paper<'_>> = desk.papers_for("hearing-notice").collect();
    let names_judge = |paper: &&Paper<'_>| names.iter().any(|name| paper.plain.has(name));
    let speaks = |paper: &&Paper<'_>| {
        paper.is_wholly_read() && paper.plain.has_any(&["immigration judge", "judge hon", "hon"])
    };
    if names.is_empty() || notices.iter().any(names_judge) || !notices.iter().all(speaks) {
        return None;
    }
    let paper = notices.first()?;
    let message = format!("The judge in case.toml, {judge}, is not named in the hearing notice.");
    Some(Finding::warning("judge-differs", message).on(paper.path()))
}

fn in_custody(desk: &Desk<'_>) -> Option<Finding> {
    const SIGNS: [&str; 5] = [
        "detention center",
        "detention facility",
        "detained at",
        "case type detained",
        "custody status detained",
    ];
    let paper =
        desk.papers_for("hearing-notice").find(|paper| SIGNS.iter().any(|sign| paper.plain.has(sign)))?;
    let message = "The hearing notice speaks of detention, but case.toml says detained = false.";
    Some(Finding::warning("custody-differs", message).on(paper.path()))
}
