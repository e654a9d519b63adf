//! The questions that must be answered before it is known what is asked.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, Target};
use crate::case::Fact;
use crate::evaluate::facts::{Facts, Question};
use crate::evaluate::wording::{first_name, list};
use crate::finding::{Finding, Severity};
use crate::track::condition::{Condition, Path};
use crate::track::{Level, Requirement};

/// Each fact that is missing, once for each person, incident, arrest …, with what depends on it.
#[derive(Debug, Default)]
pub struct Questions {
    asked: BTreeMap<(Path, Option<String>), Dependents>,
}

#[derive(Debug, Default)]
struct Dependents {
    titles: Vec<String>,
    authority: BTreeSet<String>,
    matters: bool,
}

impl Questions {
    /// Notes that this requirement waits for these facts.
    pub fn ask(&mut self, requirement: &Requirement, target: Target<'_>, missing: &BTreeSet<Path>) {
        for path in missing {
            let of_one = path.is_of_person() || path.subject_kind().is_some();
            let of = target.handle().filter(|_| of_one).map(str::to_owned);
            let asks_all = of.is_none() && of_one;
            let path = match path.fact() {
                // The same question, whoever waits for the answer.
                Some((_, name)) if asks_all => Path::CaseFact(name.to_owned()),
                _ => path.clone(),
            };
            let dependents = self.asked.entry((path, of)).or_default();
            if !dependents.titles.contains(&requirement.title) {
                dependents.titles.push(requirement.title.clone());
            }
            dependents.authority.extend(requirement.authority.iter().cloned());
            dependents.matters |= requirement.level != Level::Optional;
        }
    }

    /// One finding for each question.
    pub fn into_findings(self, check: Check<'_>) -> Vec<Finding> {
        let finding = |((path, id), dependents): ((Path, Option<String>), Dependents)| {
            let id = id.as_deref();
            let question = Question::about(&path, id, check.track);
            let person = id.filter(|_| path.is_of_person()).and_then(|id| check.case.person(id));
            let subject = path.subject_kind().and_then(|kind| {
                check.case.subjects_of(kind).find(|subject| Some(subject.id.as_str()) == id)
            });
            let name = person.map(|person| first_name(&person.name).to_owned());
            let name = name.or(subject.map(|subject| subject.title()));
            let of = name.map(|name| format!(" ({name})")).unwrap_or_default();
            let message = format!("{}{of} It decides about: {}.", question.text, list(&dependents.titles));
            // What is optional in any case is no reason to stop and ask.
            let severity = if dependents.matters { Severity::Warning } else { Severity::Info };
            let authority: Vec<String> = dependents.authority.into_iter().collect();
            Finding::new("fact-missing", severity, message)
                .with_authority(&authority)
                .with_hint(format!("Add to case.toml: {}", question.line))
        };
        self.asked.into_iter().map(finding).collect()
    }
}

/// The values on which a condition was decided: "facts.married is false".
pub fn known_values(condition: &Condition, facts: Facts<'_>) -> String {
    let mut said: Vec<String> = Vec::new();
    for mention in condition.mentions() {
        let value = match facts.value(&mention.path) {
            Some(fact) => format!("{} is {}", mention.path, fact_in_words(&fact)),
            None => format!("{} has no value", mention.path),
        };
        if !said.contains(&value) {
            said.push(value);
        }
    }
    list(&said)
}

/// A value as it is written.
pub fn fact_in_words(fact: &Fact) -> String {
    match fact {
        Fact::Bool(value) => value.to_string(),
        Fact::Date(date) => date.to_string(),
        Fact::Number(number) => number.to_string(),
        Fact::Text(text) => format!("\"{text}\""),
        Fact::List(items) => {
            format!("[{}]", items.iter().map(|i| format!("\"{i}\"")).collect::<Vec<_>>().join(", "))
        }
    }
}
