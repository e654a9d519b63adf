//! Papers of the government name the person whose they are: name, A-number, date of birth.

use super::dates::{EitherWay, dates};
use super::numbers::{a_numbers, masked, normal};
use super::papers::{Desk, Paper, first_name, name_words, surnames};
use crate::case::Person;
use crate::finding::Finding;
use crate::wording::list;

/// Papers of the government about single persons or the whole case.
const PAPERS: [&str; 12] = [
    "nta",
    "i94",
    "biometrics-notice",
    "receipt-notice",
    "hearing-notice",
    "interview-notice",
    "form-g28",
    "form-eoir28",
    "form-i765",
    "fee-receipt",
    "annual-fee-receipt",
    "uac-determination",
];

/// Compares names and numbers with the case file.
pub fn review(desk: &Desk<'_>) -> Vec<Finding> {
    let own_numbers: Vec<String> =
        desk.case.persons.iter().filter_map(|person| normal(person.a_number.as_deref()?)).collect();
    let all_known = desk.case.persons.iter().all(|person| person.a_number.is_some());
    let mut findings = Vec::new();
    for paper in &desk.papers {
        let numbers = a_numbers(&paper.text);
        let is_official = paper.is_any(&PAPERS);
        let wrong = if is_official { wrong_number(desk, paper, &numbers) } else { None };
        let is_wrong = wrong.is_some();
        findings.extend(wrong);
        if !is_wrong && all_known && !paper.is("form-i589") {
            findings.extend(other_number(paper, &numbers, &own_numbers));
        }
        if is_official && paper.is_wholly_read() && paper.is_readable() {
            findings.extend(other_name(desk, paper));
            findings.extend(other_birth(desk, paper));
        }
    }
    findings
}

/// It bears A-numbers, but not that of the person whose it is.
fn wrong_number(desk: &Desk<'_>, paper: &Paper<'_>, numbers: &[String]) -> Option<Finding> {
    let person = desk.owner(paper)?;
    let own = normal(person.a_number.as_deref()?)?;
    if numbers.is_empty() || numbers.contains(&own) {
        return None;
    }
    let holder = |number: &String| {
        let of = |other: &&Person| other.a_number.as_deref().and_then(normal).as_ref() == Some(number);
        desk.case.persons.iter().find(of)
    };
    // What nobody is named for may be about any of the family.
    if paper.file.person.is_none() && numbers.iter().any(|number| holder(number).is_some()) {
        return None;
    }
    let named: Vec<String> = numbers
        .iter()
        .map(|number| match holder(number) {
            Some(other) => format!("{} of {}", masked(number), first_name(other)),
            None => masked(number),
        })
        .collect();
    let message = format!(
        "It is taken for a paper of {}, but bears the A-number {} and not {}.",
        first_name(person),
        list(&named),
        masked(&own)
    );
    Some(Finding::warning("a-number-differs", message).on(paper.path()))
}

/// A-numbers of people who are not in the case.
fn other_number(paper: &Paper<'_>, numbers: &[String], own: &[String]) -> Option<Finding> {
    let others: Vec<String> =
        numbers.iter().filter(|number| !own.contains(number)).map(|number| masked(number)).collect();
    if others.is_empty() {
        return None;
    }
    let message = format!("It bears the A-number of somebody who is not in the case: {}.", list(&others));
    Some(Finding::warning("other-a-number", message).on(paper.path()))
}

fn other_name(desk: &Desk<'_>, paper: &Paper<'_>) -> Option<Finding> {
    let people: Vec<&Person> = match &paper.file.person {
        Some(id) => desk.case.person(id).into_iter().collect(),
        None => desk.case.persons.iter().collect(),
    };
    let has = |word: &String| paper.plain.has(word);
    if people.iter().any(|person| surnames(&person.name).iter().any(has)) {
        return None;
    }
    let person = people.first()?;
    // One letter off: a slip of the pen, or another person.
    let near = surnames(&person.name).into_iter().filter(|name| name.chars().count() >= 5).find_map(|name| {
        let other = paper.plain.words().find(|word| strsim::osa_distance(word, &name) == 1)?;
        Some((name, other.to_owned()))
    });
    let message = match near {
        Some((name, other)) => format!(
            "The surname is written \"{}\" here, in case.toml \"{}\".",
            other.to_uppercase(),
            name.to_uppercase()
        ),
        None if people.iter().any(|person| name_words(&person.name).iter().any(has)) => return None,
        None => format!("The name of {} does not stand in it.", first_name(person)),
    };
    Some(Finding::warning("name-differs", message).on(paper.path()))
}

/// A date of birth that is stated right behind its words.
fn other_birth(desk: &Desk<'_>, paper: &Paper<'_>) -> Option<Finding> {
    let person = paper.file.person.as_deref().and_then(|id| desk.case.person(id))?;
    let born = person.born?;
    let ends: Vec<usize> = [" date of birth ", " dob ", " birth date "]
        .iter()
        .flat_map(|words| paper.plain.as_str().match_indices(words).map(|(at, found)| at + found.len()))
        .collect();
    let all = dates(&paper.plain, EitherWay::No);
    let stated = all.iter().filter(|read| ends.iter().any(|end| read.at + 1 >= *end && read.at < end + 25));
    let stated: Vec<_> = stated.collect();
    let first = stated.first()?;
    if all.iter().any(|read| read.date == born) {
        return None;
    }
    let message =
        format!("The date of birth of {} is {} here, in case.toml {born}.", first_name(person), first.date);
    Some(Finding::warning("birth-date-differs", message).on(paper.path()))
}
