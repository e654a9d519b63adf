//! What is not there, told once for all of whom it is asked.

use super::Check;
use super::wording::more_than_missing;
use crate::case::Person;
use crate::evaluate::{RequirementResult, first_name};
use crate::wording::list;

/// One item of the checklist that is not there, for everyone who lacks it.
#[derive(Debug)]
pub struct Gap<'a> {
    /// Its title, with the names of those who lack it if there are several persons.
    pub title: String,
    /// Its results, never none.
    pub results: Vec<&'a RequirementResult>,
    /// What else there is to say of it, as sentences.
    pub remarks: Vec<String>,
}

impl<'a> Gap<'a> {
    /// Its id.
    pub fn id(&self) -> &'a str {
        self.results.first().map_or("", |result| &result.id)
    }

    /// What satisfies it.
    pub fn satisfied_by(&self) -> &'a str {
        self.results.first().map_or("", |result| &result.satisfied_by)
    }
}

impl<'a> Check<'a> {
    /// The items, each once, in their order.
    pub fn gaps(&self, results: &[&'a RequirementResult]) -> Vec<Gap<'a>> {
        let mut groups: Vec<Vec<&'a RequirementResult>> = Vec::new();
        for result in results {
            let shared = groups.iter_mut().find(|group| {
                group
                    .iter()
                    .any(|other| other.id == result.id && other.person.is_some() && result.person.is_some())
            });
            match shared {
                Some(group) => group.push(result),
                None => groups.push(vec![result]),
            }
        }
        groups.into_iter().map(|results| self.gap(results)).collect()
    }

    fn gap(&self, results: Vec<&'a RequirementResult>) -> Gap<'a> {
        let name = |result: &RequirementResult| {
            result.person.as_deref().and_then(|id| self.case.person(id)).map(|person| self.short_name(person))
        };
        let title = match results.as_slice() {
            [one] => self.title_of(one),
            several => {
                let names: Vec<String> = several.iter().filter_map(|result| name(result)).collect();
                let title = several.first().map_or("", |result| &result.title);
                format!("{title}: {}", list(&names))
            }
        };
        let said: Vec<String> = results.iter().map(|result| more_than_missing(result)).collect();
        let same = said.iter().all(|remark| Some(remark) == said.first());
        let remarks = match results.as_slice() {
            _ if same => said.into_iter().take(1).filter(|remark| !remark.is_empty()).collect(),
            several => several
                .iter()
                .zip(said)
                .filter(|(_, remark)| !remark.is_empty())
                .map(|(result, remark)| format!("{}: {remark}", name(result).unwrap_or_default()))
                .collect(),
        };
        Gap { title, results, remarks }
    }

    /// The first name; the whole one if another person of the case has the same first name.
    pub fn short_name(&self, person: &Person) -> String {
        let first = first_name(&person.name);
        let bearers = self.case.persons.iter().filter(|other| first_name(&other.name) == first).count();
        if bearers > 1 { person.name.clone() } else { first.to_owned() }
    }
}
