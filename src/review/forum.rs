//! Papers of the other forum: forms for USCIS at the court, court papers at USCIS.

use super::footers::of_form;
use super::papers::{Desk, Paper};
use crate::finding::Finding;
use crate::wording::list;

/// Reviews what belongs elsewhere.
pub fn review(desk: &Desk<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = desk.papers.iter().filter_map(|paper| other_form(desk, paper)).collect();
    if !desk.is_court() {
        findings.extend(in_court(desk));
        findings.extend(court_parts(desk));
    }
    findings
}

/// A file that stands for one form, but bears the foot of another one on every page that has a foot.
fn other_form(desk: &Desk<'_>, paper: &Paper<'_>) -> Option<Finding> {
    let own: Vec<&String> = paper
        .file
        .satisfies
        .iter()
        .filter_map(|id| desk.track.requirement(id))
        .filter(|requirement| requirement.id.starts_with("form-"))
        .flat_map(|requirement| &requirement.forms)
        .collect();
    if own.is_empty() || own.iter().any(|form| speaks_of(paper, form)) {
        return None;
    }
    let others = desk.track.requirements.iter().filter(|other| other.id.starts_with("form-"));
    let other = others.flat_map(|other| &other.forms).find(|form| !of_form(paper, form).is_empty())?;
    let message = format!("It stands for Form {}, but its pages say Form {other}.", own.first()?);
    Some(Finding::error("form-other", message).on(paper.path()))
}

fn speaks_of(paper: &Paper<'_>, form: &str) -> bool {
    let plain = super::words::Plain::of(form);
    !of_form(paper, form).is_empty() || paper.plain.has(&format!("form {}", plain.as_str().trim()))
}

/// Who is before the immigration court files there, unless an unaccompanied child.
fn in_court(desk: &Desk<'_>) -> Option<Finding> {
    if desk.fact("unaccompanied_child") == Some(true) {
        return None;
    }
    let paper = desk.papers.iter().find(|paper| paper.is_any(&["nta", "hearing-notice"]))?;
    let message = "A paper of the immigration court lies in the folder of an application to USCIS.";
    Some(Finding::warning("forum-court", message).on(paper.path()))
}

fn court_parts(desk: &Desk<'_>) -> Option<Finding> {
    let found: Vec<String> = desk
        .papers
        .iter()
        .filter(|paper| {
            paper.is_any(&["form-eoir28", "certificate-of-service"])
                || (paper.is_any(&["brief"]) && paper.plain.has("in removal proceedings"))
        })
        .map(|paper| paper.path().to_owned())
        .collect();
    if found.is_empty() {
        return None;
    }
    let message = format!("Only the immigration court asks for this: {}.", list(&found));
    Some(Finding::info("court-parts", message))
}
