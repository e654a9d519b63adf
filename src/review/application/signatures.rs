//! Who has signed, and what must not be signed yet.

use super::Application;
use crate::finding::Finding;

/// Reviews Parts D to G.
pub fn review(application: &Application<'_, '_>) -> Vec<Finding> {
    [typed(application), preparer(application), interview_parts(application)].into_iter().flatten().collect()
}

/// Letters typed into the field of the signature are none.
fn typed(application: &Application<'_, '_>) -> Option<Finding> {
    let text = application.fields.written(application.known.answer("signature"))?;
    if !text.chars().any(char::is_alphabetic) {
        return None;
    }
    let message = format!("The signature of the applicant in Part D is typed (\"{text}\").");
    let finding = if application.desk.is_court() {
        Finding::warning("form-signature-typed", message)
    } else {
        Finding::error("form-signature-typed", message)
    };
    Some(finding.on(application.path()))
}

fn preparer(application: &Application<'_, '_>) -> Option<Finding> {
    let counsel = application.desk.case.counsel.as_ref()?.name.as_deref()?;
    let named = application.fields.written(application.known.answer("preparer-name"))?;
    if !named.is_empty() {
        return None;
    }
    let message = format!("Part E names no preparer, but {counsel} represents the applicant.");
    Some(Finding::warning("form-preparer", message).on(application.path()))
}

fn interview_parts(application: &Application<'_, '_>) -> Option<Finding> {
    let filled = application
        .known
        .left_blank
        .iter()
        .filter(|part| application.fields.with(&part.field).iter().any(|field| !field.value.is_empty()));
    let titles: Vec<&str> = filled.map(|part| part.title.as_str()).collect();
    if titles.is_empty() {
        return None;
    }
    let message = format!(
        "Filled in already: {} of Form I-589, which stay empty until the interview or the hearing.",
        titles.join(" and ")
    );
    Some(Finding::warning("form-signed-early", message).on(application.path()))
}
