//! The day of the last arrival is the same in every paper that states it.

use jiff::civil::Date;

use super::dates::{EitherWay, dates};
use super::papers::{Desk, Paper};
use crate::finding::Finding;
use crate::wording::list;

/// Papers of the government that state the arrival, with the words before the date.
const PAPERS: [(&str, &[&str]); 3] = [
    ("i94", &["arrival date", "arrival issued date", "date of arrival", "most recent date of entry"]),
    ("nta", &["date of arrival", "on or about", "arrived in the united states"]),
    (
        "declaration",
        &["entered the united states on", "arrived in the united states on", "came to the united states on"],
    ),
];
/// So near behind its words a date belongs to them, in characters.
const NEAR: usize = 90;

/// Compares with the fact `last_arrival`. Dependents may have come on another day, so only the principal's papers
/// are looked at.
pub fn review(desk: &Desk<'_>) -> Vec<Finding> {
    let Some(arrival) = desk.date("last_arrival") else { return Vec::new() };
    let principal = desk.case.principal().map(|person| person.id.as_str());
    let mut findings = Vec::new();
    for (id, words) in PAPERS {
        for paper in desk.papers_for(id) {
            let is_own = desk.owner(paper).map(|person| person.id.as_str()) == principal;
            if is_own && !paper.belongs_to_a_translation() {
                findings.extend(differs(paper, words, arrival));
            }
        }
    }
    findings
}

fn differs(paper: &Paper<'_>, words: &[&str], arrival: Date) -> Option<Finding> {
    let ends: Vec<usize> = words
        .iter()
        .flat_map(|phrase| {
            let needle = format!(" {phrase} ");
            let places: Vec<usize> =
                paper.plain.as_str().match_indices(&needle).map(|(at, _)| at + needle.len()).collect();
            places
        })
        .collect();
    let all = dates(&paper.plain, EitherWay::No);
    if all.iter().any(|read| read.date == arrival) {
        return None;
    }
    let mut stated: Vec<Date> = all
        .iter()
        .filter(|read| ends.iter().any(|end| read.at + 1 >= *end && read.at < end + NEAR))
        .map(|read| read.date)
        .collect();
    stated.sort_unstable();
    stated.dedup();
    if stated.is_empty() {
        return None;
    }
    let named: Vec<String> = stated.iter().map(Date::to_string).collect();
    let message = format!("The last arrival in case.toml is {arrival}, but here it is {}.", list(&named));
    Some(Finding::warning("arrival-differs", message).on(paper.path()))
}
