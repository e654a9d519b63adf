//! Experts and evaluators: who they are, and when they wrote.

use super::dates::{EitherWay, dates};
use super::papers::{Desk, Paper};
use super::words::{Plain, is_english};
use crate::finding::Finding;

/// Reviews expert reports and psychological evaluations that can be read.
pub fn review(desk: &Desk<'_>) -> Vec<Finding> {
    let reports = desk.papers.iter().filter(|paper| {
        paper.is_any(&["expert-report", "psychological-evaluation"])
            && paper.is_wholly_read()
            && is_english(&paper.plain)
            && !paper.belongs_to_a_translation()
    });
    reports.filter_map(|paper| incomplete(desk, paper)).collect()
}

fn incomplete(desk: &Desk<'_>, paper: &Paper<'_>) -> Option<Finding> {
    const QUALIFIED: [&str; 20] = [
        "curriculum vitae",
        "cv",
        "resume",
        "licensed",
        "license",
        "licensure",
        "ph d",
        "phd",
        "m d",
        "md",
        "psy d",
        "psyd",
        "lcsw",
        "lmhc",
        "professor",
        "doctorate",
        "board certified",
        "diplomate",
        "psychologist",
        "psychiatrist",
    ];
    let mut lacks = Vec::new();
    let qualified_elsewhere = desk
        .papers
        .iter()
        .any(|other| Plain::of(&other.file.title).has_any(&["curriculum vitae", "cv", "resume"]));
    if !paper.plain.has_any(&QUALIFIED) && !qualified_elsewhere {
        lacks.push("what qualifies its author (licence, degree or curriculum vitae)");
    }
    if dates(&paper.plain, EitherWay::No).is_empty() && paper.file.date.is_none() {
        lacks.push("a date");
    }
    if lacks.is_empty() {
        return None;
    }
    let message = format!("As far as it can be read, the report lacks {}.", lacks.join(" and "));
    Some(Finding::warning("expert-incomplete", message).on(paper.path()))
}
