//! The application for asylum, Form I-589: its pages, its answers, and what it says about the family.

mod answers;
mod explanations;
mod facts;
mod family;
mod pages;
mod signatures;

use super::form::{Fields, FormKnowledge, i589};
use super::papers::{Desk, Paper};
use crate::case::Person;
use crate::finding::Finding;
use crate::intake::Content;

/// The requirement that the form satisfies, on every track.
const FORM: &str = "form-i589";
/// So many of its questions must be found before anything is said about what is not answered.
const ENOUGH: usize = 8;

/// The application of one person: all files of it, with their answers.
pub struct Application<'d, 'a> {
    /// The desk.
    pub desk: &'d Desk<'a>,
    /// Its files.
    pub papers: Vec<&'d Paper<'a>>,
    /// Whose it is.
    pub person: Option<&'a Person>,
    /// What is known about the form.
    pub known: &'d FormKnowledge,
    /// Its fields.
    pub fields: Fields<'a>,
}

impl Application<'_, '_> {
    /// The file that findings are about: the one with fields, else the first.
    pub fn path(&self) -> &str {
        let with_fields = self.papers.iter().find(|paper| !paper.content().fields.is_empty());
        with_fields.or(self.papers.first()).map(|paper| paper.path()).unwrap_or_default()
    }

    /// Are these the fields of the form, as far as it is known?
    fn is_known(&self) -> bool {
        self.known.question.iter().filter(|question| self.fields.said(question).is_some()).count() >= ENOUGH
    }
}

/// Reviews the application of each person who has one.
pub fn review(desk: &Desk<'_>) -> Vec<Finding> {
    let known = i589();
    let mut findings = explanations::sheets(desk);
    let mut owners: Vec<Option<&str>> =
        desk.papers_for(FORM).map(|paper| desk.owner(paper).map(|person| person.id.as_str())).collect();
    owners.sort_unstable();
    owners.dedup();
    for owner in owners {
        let is_own = |paper: &&Paper<'_>| desk.owner(paper).map(|person| person.id.as_str()) == owner;
        let papers: Vec<&Paper<'_>> = desk.papers_for(FORM).filter(is_own).collect();
        let contents: Vec<&Content> = papers.iter().map(|paper| paper.content()).collect();
        let person = owner.and_then(|id| desk.case.person(id));
        let fields = Fields::of(&contents);
        let application = Application { desk, papers, person, known: &known, fields };
        findings.extend(pages::review(&application));
        if !application.is_known() {
            continue;
        }
        if !contents.iter().any(|content| content.is_filled_form()) {
            findings.extend(answers::blank(&application));
            continue;
        }
        findings.extend(answers::review(&application));
        findings.extend(explanations::review(&application));
        findings.extend(facts::review(&application));
        findings.extend(family::review(&application));
        findings.extend(signatures::review(&application));
    }
    findings
}
