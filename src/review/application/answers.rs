//! What must be answered is answered, and only once.

use super::Application;
use crate::finding::Finding;
use crate::review::form::Said;

/// Nothing at all is filled in.
pub fn blank(application: &Application<'_, '_>) -> Option<Finding> {
    let message = format!("No field of Form {} is filled in.", application.known.form);
    Some(Finding::warning("form-blank", message).on(application.path()))
}

/// Says what is not answered, answered twice, or on no ground.
pub fn review(application: &Application<'_, '_>) -> Vec<Finding> {
    [empty(application), twice(application), no_ground(application), social_group(application)]
        .into_iter()
        .flatten()
        .collect()
}

fn empty(application: &Application<'_, '_>) -> Option<Finding> {
    let known = application.known;
    let unwritten = known
        .answer
        .iter()
        .filter(|answer| answer.required)
        .filter(|answer| application.fields.written(&answer.field).is_some_and(|text| text.is_empty()))
        .map(|answer| &answer.title);
    let unticked = known
        .question
        .iter()
        .filter(|question| question.required)
        .filter(|question| application.fields.said(question) == Some(Said::Nothing))
        .map(|question| &question.title);
    let titles: Vec<String> = unwritten.chain(unticked).cloned().collect();
    if titles.is_empty() {
        return None;
    }
    let message = format!("Form {} has no answer to: {}.", known.form, titles.join("; "));
    Some(Finding::error("form-field-empty", message).on(application.path()))
}

fn twice(application: &Application<'_, '_>) -> Option<Finding> {
    let both = application
        .known
        .question
        .iter()
        .filter(|question| application.fields.said(question) == Some(Said::Both));
    let titles: Vec<String> = both.map(|question| question.title.clone()).collect();
    if titles.is_empty() {
        return None;
    }
    let message = format!("Both Yes and No are ticked in: {}.", titles.join("; "));
    Some(Finding::error("form-answered-twice", message).on(application.path()))
}

/// The grounds and the two boxes for torture.
fn boxes(application: &Application<'_, '_>) -> Vec<(String, Option<bool>)> {
    let grounds = application
        .known
        .boxes
        .iter()
        .filter(|tick| tick.id.starts_with("ground-") || tick.id == "torture-convention");
    grounds.map(|tick| (tick.id.clone(), application.fields.ticked(&tick.field))).collect()
}

fn no_ground(application: &Application<'_, '_>) -> Option<Finding> {
    let boxes = boxes(application);
    if boxes.iter().any(|(_, ticked)| *ticked != Some(false)) {
        return None;
    }
    let message = "No ground is ticked in Part B, question 1, and protection under the Convention Against Torture is not asked for either.";
    Some(Finding::error("form-no-ground", message).on(application.path()))
}

/// A particular social group must be put into words somewhere.
fn social_group(application: &Application<'_, '_>) -> Option<Finding> {
    let words = application.known.box_words("ground-social-group");
    if application.fields.ticked(words) != Some(true) {
        return None;
    }
    let desk = application.desk;
    let places = ["declaration", "brief", "i589-addendum"];
    let stated = desk.papers.iter().filter(|paper| paper.is_any(&places)).any(|paper| {
        // What cannot be read may well say it.
        !paper.is_readable()
            || paper.plain.has_any(&["social group", "social groups", "psg", "grupo social*"])
    });
    let answers = ["b1a", "b1b"].iter().filter_map(|id| application.known.question(id));
    let in_form = answers
        .filter_map(|question| application.fields.written(&question.explained_in))
        .any(|text| text.to_lowercase().contains("social group") || text.contains("PSG"));
    if stated || in_form {
        return None;
    }
    let message = "Form I-589 claims membership in a particular social group, but neither the form nor the declaration, addendum or brief says which group.";
    Some(Finding::warning("social-group-unstated", message).on(application.path()))
}
