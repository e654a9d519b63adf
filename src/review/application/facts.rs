//! The form says the same as the case file: names, numbers, dates, yes and no.

use super::Application;
use crate::case::Fact;
use crate::finding::Finding;
use crate::review::dates::single;
use crate::review::form::Said;
use crate::review::numbers::normal;
use crate::review::papers::name_words;
use crate::review::words::squeezed;

/// Says where the two differ.
pub fn review(application: &Application<'_, '_>) -> Vec<Finding> {
    [a_number(application), late(application), differs(application)].into_iter().flatten().collect()
}

/// The answer that is written, if any.
fn written(application: &Application<'_, '_>, id: &str) -> Option<String> {
    application.fields.written(application.known.answer(id)).filter(|text| !text.is_empty())
}

fn a_number(application: &Application<'_, '_>) -> Option<Finding> {
    let own = normal(application.person?.a_number.as_deref()?)?;
    let stated = normal(&written(application, "a-number")?)?;
    if own == stated {
        return None;
    }
    let message = "The A-number in Part A.I, item 1, is not the one in case.toml.";
    Some(Finding::error("a-number-differs", message).on(application.path()))
}

/// Part C, question 5, against the dates.
fn late(application: &Application<'_, '_>) -> Option<Finding> {
    let desk = application.desk;
    let last_day = desk.one_year?;
    let said = application.fields.said(application.known.question("c5")?)?;
    let filing = desk.filed_on().unwrap_or(desk.today);
    let is_late = filing > last_day;
    let day = if desk.filed_on().is_some() { "was filed on" } else { "is filed at the earliest today," };
    let (finding, says): (fn(&'static str, String) -> Finding, &str) = match (said, is_late) {
        (Said::No, true) => (Finding::error, "No"),
        (Said::Yes, false) => (Finding::warning, "Yes"),
        _ => return None,
    };
    let message = format!(
        "Part C, question 5, says {says} to filing more than a year after the last arrival, but the application {day} {filing}, and the year ended on {last_day}."
    );
    Some(finding("form-late-answer", message).on(application.path()))
}

fn differs(application: &Application<'_, '_>) -> Option<Finding> {
    let mut points = Vec::new();
    if let Some(person) = application.person {
        let own = name_words(&person.name);
        for (id, what) in [("last-name", "the last name"), ("first-name", "the first name")] {
            let Some(text) = written(application, id) else { continue };
            let strange = name_words(&text)
                .into_iter()
                .any(|word| !own.contains(&word) && !squeezed(&person.name).contains(&word));
            if strange {
                points.push(format!("{what} is \"{text}\", in case.toml \"{}\"", person.name));
            }
        }
        if let (Some(born), Some(stated)) =
            (person.born, written(application, "born").and_then(|text| single(&text)))
            && born != stated
        {
            points.push(format!("the date of birth is {stated}, in case.toml {born}"));
        }
    }
    if let (Some(arrival), Some(stated)) = (
        application.desk.date("last_arrival"),
        written(application, "last-entry").and_then(|text| single(&text)),
    ) && arrival != stated
    {
        points.push(format!("the last entry is {stated}, in case.toml {arrival}"));
    }
    points.extend(answers(application));
    if points.is_empty() {
        return None;
    }
    let message = format!("Form I-589 and case.toml do not agree: {}.", points.join("; "));
    Some(Finding::warning("form-differs-from-case", message).on(application.path()))
}

/// Questions of the form that facts of the case answer too.
fn answers(application: &Application<'_, '_>) -> Vec<String> {
    let said =
        |id: &str| application.known.question(id).and_then(|question| application.fields.said(question));
    let fact = |name: &str| match application.desk.case.facts.get(name) {
        Some(Fact::Bool(is)) => Some(*is),
        _ => None,
    };
    let mut points = Vec::new();
    let mut hold = |title: &str, said: Option<bool>, name: &str| {
        if let (Some(said), Some(fact)) = (said, fact(name))
            && said != fact
        {
            let word = if said { "Yes" } else { "No" };
            points.push(format!("{title}, says {word}, in case.toml facts.{name} is {fact}"));
        }
    };
    for question in &application.known.question {
        if let Some(name) = &question.fact {
            hold(&question.title, yes_or_no(application.fields.said(question)), name);
        }
    }
    // One fact stands for both halves of question 2.
    let elsewhere = match (yes_or_no(said("c2a")), yes_or_no(said("c2b"))) {
        (Some(one), Some(other)) => Some(one || other),
        _ => None,
    };
    if elsewhere == Some(true) {
        hold("Part C, question 2, other countries", elsewhere, "third_country");
    }
    let unmarried = application.fields.ticked(application.known.box_words("not-married"));
    if unmarried == Some(true) {
        hold("Part A.II, married", Some(false), "married");
    }
    points
}

fn yes_or_no(said: Option<Said>) -> Option<bool> {
    match said? {
        Said::Yes => Some(true),
        Said::No => Some(false),
        Said::Both | Said::Nothing => None,
    }
}
