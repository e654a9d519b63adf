//! Every Yes is explained, and what the form refers to is there.

use super::Application;
use crate::finding::Finding;
use crate::review::form::Said;
use crate::review::papers::Desk;
use crate::review::words::Plain;

/// The requirement that additional sheets satisfy.
const ADDENDUM: &str = "i589-addendum";

/// Says what is not explained.
pub fn review(application: &Application<'_, '_>) -> Vec<Finding> {
    [unexplained(application), missing_sheets(application)].into_iter().flatten().collect()
}

/// Words that stand on an additional sheet count for every question: which one they are about is not read.
fn has_more(application: &Application<'_, '_>) -> bool {
    let supplement = application.fields.written(application.known.answer("supplement-b"));
    supplement.is_some_and(|text| !text.is_empty()) || application.desk.papers_for(ADDENDUM).next().is_some()
}

fn unexplained(application: &Application<'_, '_>) -> Option<Finding> {
    if has_more(application) {
        return None;
    }
    let bare = application.known.question.iter().filter(|question| {
        application.fields.said(question) == Some(Said::Yes)
            && application.fields.written(&question.explained_in).is_some_and(|text| text.is_empty())
    });
    let titles: Vec<String> = bare.map(|question| question.title.clone()).collect();
    if titles.is_empty() {
        return None;
    }
    let message = format!("Yes is ticked without an explanation in: {}.", titles.join("; "));
    Some(Finding::error("form-yes-unexplained", message).on(application.path()))
}

/// The form says "see Supplement B" or "see addendum", and there is none.
fn missing_sheets(application: &Application<'_, '_>) -> Option<Finding> {
    if has_more(application) {
        return None;
    }
    let refers = application.known.question.iter().find(|question| {
        let text = application.fields.written(&question.explained_in).unwrap_or_default();
        Plain::of(&text).has_any(&[
            "see supplement*",
            "see addendum*",
            "see attached sheet*",
            "see additional sheet*",
            "see continuation",
            "see attached addendum",
            "see attached supplement*",
            "continued on supplement*",
            "continued in supplement*",
        ])
    })?;
    let message = format!(
        "{} refers to an additional sheet, but neither Supplement B is filled in nor an addendum is here.",
        refers.title
    );
    Some(Finding::error("form-sheet-missing", message).on(application.path()))
}

/// Additional sheets say whose they are and what they answer.
pub fn sheets(desk: &Desk<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for paper in desk.papers_for(ADDENDUM).filter(|paper| paper.is_readable()) {
        let mut lacks = Vec::new();
        if let Some(person) = desk.owner(paper) {
            let words = crate::review::papers::name_words(&person.name);
            if !words.iter().any(|word| paper.plain.has(word)) {
                lacks.push("the name of the applicant");
            }
            if person.a_number.is_some() && crate::review::numbers::a_numbers(&paper.text).is_empty() {
                lacks.push("the A-number");
            }
        }
        if !paper.plain.has_any(&["part", "question", "item", "supplement"]) {
            lacks.push("the part and question that it answers");
        }
        if !lacks.is_empty() {
            let message = format!("The additional sheet to the form lacks {}.", lacks.join(", "));
            findings.push(Finding::warning("form-sheet-header", message).on(paper.path()));
        }
    }
    findings
}
