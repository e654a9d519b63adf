//! What the case file names and the law does not know: facts, requirements, deadlines.

use std::collections::BTreeMap;

use super::condition::same_text;
use super::facts::{example, type_of};
use super::requirements::fact_in_words;
use crate::case::{Case, Fact, Places, Word};
use crate::finding::Finding;
use crate::review::is_acceptable;
use crate::tomlfile::did_you_mean;
use crate::track::condition::{Expression, Operand, Path, Value};
use crate::track::{FactScope, Track};

/// A case and the track that has to know its words.
#[derive(Clone, Copy)]
pub struct Check<'a> {
    /// The case.
    pub case: &'a Case,
    /// Its track.
    pub track: &'a Track,
}

/// Everything in the case that is named wrongly. `others` are the other tracks: a case may carry what
/// only they ask for.
pub fn check(check: Check<'_>, others: &[Track]) -> Vec<Finding> {
    let mut places = check.case.places.clone();
    let mut findings = ids(check.case, check.track, others, &mut places);
    for (name, fact) in &check.case.facts {
        let place = places.take(Word::CaseFact, name);
        let found = fact_finding(FactScope::Case, name, fact, None, check, others);
        findings.extend(found.map(|finding| Finding { location: place, ..finding }));
    }
    for person in &check.case.persons {
        for (name, fact) in &person.facts {
            let place = places.take(Word::PersonFact, name);
            let found = fact_finding(FactScope::Person, name, fact, Some(&person.id), check, others);
            findings.extend(found.map(|finding| Finding { location: place, ..finding }));
        }
    }
    findings
}

fn fact_finding(
    scope: FactScope,
    name: &str,
    fact: &Fact,
    person: Option<&str>,
    check: Check<'_>,
    others: &[Track],
) -> Option<Finding> {
    let place = person.map_or_else(|| "[facts]".to_owned(), |id| format!("facts of the [[person]] \"{id}\""));
    let Some(definition) = check.track.fact(scope, name) else {
        let elsewhere = others.iter().any(|track| track.fact(scope, name).is_some());
        return (!elsewhere).then(|| unknown_fact(scope, name, &place, check, others));
    };
    let kind = type_of(fact);
    if kind != definition.kind {
        let message = format!(
            "The fact {name} in {place} is {} ({}), but should be {}.",
            kind.words(),
            fact_in_words(fact),
            definition.kind.words()
        );
        let hint =
            format!("Write {name} = {}. It answers: {}", example(definition.kind), definition.question);
        return Some(Finding::error("fact-type", message).with_hint(hint));
    }
    // A word that the checklist does not know switches off in silence what asks for the right word.
    let path = Path::of(definition);
    let known = known_words(&path, check.track);
    let held: Vec<&str> = match fact {
        Fact::Text(text) => vec![text.as_str()],
        Fact::List(items) => items.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    };
    let odd =
        held.into_iter().find(|held| known.values().len() > 0 && !known.contains_key(&same_text(held)))?;
    let near = did_you_mean(odd, known.values().copied())?;
    let message =
        format!("The fact {name} in {place} has the value \"{odd}\", which the checklist does not know.");
    let all: Vec<String> = known.values().map(|word| format!("\"{word}\"")).collect();
    let hint = format!("Did you mean \"{near}\"? The checklist asks for: {}.", all.join(", "));
    Some(Finding::warning("fact-value", message).with_hint(hint))
}

fn unknown_fact(scope: FactScope, name: &str, place: &str, check: Check<'_>, others: &[Track]) -> Finding {
    let tracks = || std::iter::once(check.track).chain(others);
    let wrong_place =
        tracks().find_map(|track| track.facts.iter().find(|fact| fact.scope != scope && fact.name == name));
    let names = |track: &'_ Track| -> Vec<String> {
        track.facts.iter().filter(|fact| fact.scope == scope).map(|fact| fact.name.clone()).collect()
    };
    let known: Vec<String> = tracks().flat_map(names).collect();
    let hint = match wrong_place.map(|fact| fact.scope) {
        Some(FactScope::Person) => {
            format!("It is a fact of a person: write it into a [[person]] as facts = {{ {name} = … }}.")
        }
        Some(FactScope::Case) => "It is a fact of the case: write it into [facts].".to_owned(),
        None => match did_you_mean(name, known.iter().map(String::as_str)) {
            Some(near) => format!("Did you mean {near}?"),
            None => "Nothing asks for it. Delete the line, or keep it as a note behind #.".to_owned(),
        },
    };
    Finding::warning("fact-unknown", format!("The fact {name} in {place} is not known.")).with_hint(hint)
}

/// The words with which conditions of the track compare this path, by their plain form.
fn known_words<'t>(path: &Path, track: &'t Track) -> BTreeMap<String, &'t str> {
    let mut words = BTreeMap::new();
    let conditions = track.requirements.iter().filter_map(|requirement| requirement.when.as_ref());
    for condition in conditions.chain(track.deadlines.iter().filter_map(|deadline| deadline.when.as_ref())) {
        gather(&condition.expression, path, &mut words);
    }
    words
}

fn gather<'t>(expression: &'t Expression, path: &Path, words: &mut BTreeMap<String, &'t str>) {
    let mut note = |subject: &Operand, word: &'t Operand| {
        if let (Value::Path(mention), Value::Text(text)) = (&subject.value, &word.value)
            && mention.path == *path
        {
            words.insert(same_text(text), text.as_str());
        }
    };
    match expression {
        Expression::Always(_) | Expression::Holds(_) => {}
        Expression::Not(inner) => gather(inner, path, words),
        Expression::And(parts) | Expression::Or(parts) => {
            parts.iter().for_each(|part| gather(part, path, words));
        }
        Expression::Compare(left, _, right) => {
            note(left, right);
            note(right, left);
        }
        Expression::OneOf(value, choices) => choices.iter().for_each(|choice| note(value, choice)),
        Expression::Contains(value, list) => {
            if let (Value::Text(text), true) = (&value.value, list.path == *path) {
                words.insert(same_text(text), text.as_str());
            }
        }
    }
}

/// Ids of requirements and deadlines that no track has.
fn ids(case: &Case, track: &Track, others: &[Track], places: &mut Places) -> Vec<Finding> {
    let tracks = || std::iter::once(track).chain(others);
    let requirements: Vec<&str> = tracks()
        .flat_map(|track| track.requirements.iter().map(|requirement| requirement.id.as_str()))
        .collect();
    let deadlines: Vec<&str> =
        tracks().flat_map(|track| track.deadlines.iter().map(|deadline| deadline.id.as_str())).collect();
    let mut findings = Vec::new();
    for document in &case.documents {
        let named = format!("The [[document]] entry for \"{}\"", document.file);
        for id in &document.satisfies {
            let place = places.take(Word::Requirement, id);
            if !requirements.contains(&id.as_str()) {
                let finding = unknown_id(&named, "requirement", id, &requirements);
                findings
                    .push(Finding { location: place, ..finding }.on(format!("evidence/{}", document.file)));
            }
        }
    }
    let waived = case.waivers.iter().map(|waiver| ("A [[waiver]]", &waiver.requirement));
    let asked = case.requests.iter().map(|request| ("A [[request]]", &request.requirement));
    for (named, id) in waived.chain(asked) {
        let place = places.take(Word::Requirement, id);
        let is_rule = named == "A [[waiver]]" && is_acceptable(id);
        if !requirements.contains(&id.as_str()) && !is_rule {
            findings.push(Finding { location: place, ..unknown_id(named, "requirement", id, &requirements) });
        }
    }
    for set in &case.deadlines {
        let place = places.take(Word::Deadline, &set.id);
        if !deadlines.contains(&set.id.as_str()) {
            let finding = unknown_id("A [[deadline]]", "deadline", &set.id, &deadlines);
            findings.push(Finding { location: place, ..finding });
        }
    }
    findings
}

fn unknown_id(place: &str, what: &str, id: &str, known: &[&str]) -> Finding {
    let hint = match did_you_mean(id, known.iter().copied()) {
        Some(near) => format!("Did you mean \"{near}\"?"),
        None => {
            format!("Use the id of a {what}; every report lists them, and casebinder explain shows each.")
        }
    };
    Finding::error("id-unknown", format!("{place} names \"{id}\", which is no {what} of any track."))
        .with_hint(hint)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
