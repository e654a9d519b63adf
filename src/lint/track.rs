//! Lint for tracks: conditions that never hold, circles, facts that nobody asks, names that no table knows.

use super::Lint;
use crate::circles::{self, references};
use crate::finding::{Finding, Location};
use crate::tomlfile::{Document, RuleIds, Table, did_you_mean};
use crate::track::condition::{Condition, Path, Reach};
use crate::track::{self, FactDefinition, FactScope, Scope, Track, word_place};

pub fn lint(lint: Lint<'_>, file: &str, text: &str) -> Vec<Finding> {
    let parsed = track::parse(file, text);
    let mut findings = parsed.findings;
    // What a broken entry asks for is not known.
    let readable = findings.is_empty();
    let document = Document::read(file, text, RuleIds::TRACK);
    let root = document.root();
    findings.extend(lint.stale(&root, "The track"));
    findings.extend(lint.not_yet(&root));
    let (requirements, deadlines) = (root.tables("requirement"), root.tables("deadline"));
    for table in requirements.iter().chain(&deadlines) {
        findings.extend(lint.not_yet(table));
    }
    findings.extend(circular(&requirements, "or", "satisfied by each other"));
    findings.extend(circular(&deadlines, "also_set_by", "set by each other"));
    let Some(track) = parsed.track else { return findings };
    for table in &requirements {
        let scope =
            table.line("id").and_then(|id| track.requirement(&id)).map(|requirement| requirement.scope);
        findings.extend(condition(table, &track.facts, scope));
    }
    for table in &deadlines {
        findings.extend(condition(table, &track.facts, None));
        findings.extend(known_in_tables(table, lint));
    }
    if readable {
        findings.extend(unasked(&root, &track));
    }
    findings
}

fn circular(tables: &[Table<'_>], key: &str, how: &str) -> Vec<Finding> {
    let told = |(path, place): (Vec<String>, Location)| {
        let message = format!("These are {how} in a circle: {}.", circles::told(&path));
        let hint = format!("Take one of them out of its `{key}`.");
        Finding::error("lint-cycle", message).at(place).with_hint(hint)
    };
    circles::circles(&references(tables, key)).into_iter().map(told).collect()
}

/// A condition that never holds, or always.
fn condition(table: &Table<'_>, facts: &[FactDefinition], scope: Option<Scope>) -> Vec<Finding> {
    let Some(text) = table.string("when") else { return Vec::new() };
    let Ok(condition) = Condition::parse(&text) else { return Vec::new() };
    if !condition.check(facts).is_empty() {
        return Vec::new();
    }
    let role = match scope {
        Some(Scope::Spouse) => Some("spouse"),
        Some(Scope::Child) => Some("child"),
        Some(Scope::Principal) => Some("principal"),
        _ => None,
    };
    let fixed: Vec<(Path, &str)> = role.map(|role| (Path::PersonRole, role)).into_iter().collect();
    let place = table.place("when");
    match condition.reach(facts, &fixed) {
        Reach::Never => {
            let hint = "Correct the condition: its parts contradict each other, or ask for a value that there is not.";
            vec![
                Finding::error("lint-unreachable", "The condition can never hold.").at(place).with_hint(hint),
            ]
        }
        Reach::Always => {
            let hint = "Delete the line `when`, or correct the condition.";
            vec![Finding::warning("lint-always", "The condition holds always.").at(place).with_hint(hint)]
        }
        Reach::Both => {
            let told = |(offset, length, reach)| {
                let place = word_place(place.clone(), &text, offset, length);
                match reach {
                    Reach::Never => {
                        Finding::warning("lint-unreachable", "This part of the condition can never hold.")
                            .with_hint("Correct the part or take it out.")
                    }
                    _ => Finding::warning("lint-always", "This part of the condition holds always.")
                        .with_hint("Take the part out, or correct it."),
                }
                .at(place)
            };
            condition.idle_parts(facts, &fixed).into_iter().map(told).collect()
        }
    }
}

/// Fees and lead times that no table of dated data knows.
fn known_in_tables(table: &Table<'_>, lint: Lint<'_>) -> Vec<Finding> {
    let dated = &lint.books.dated;
    let fees: Vec<&str> = dated.fees.iter().map(|fee| fee.id.as_str()).collect();
    let leads: Vec<&str> = dated.leads.iter().map(|lead| lead.id.as_str()).collect();
    let mut findings = Vec::new();
    for (key, known) in [("fee", fees), ("lead", leads)] {
        let Some(id) = table.line(key).filter(|id| !known.contains(&id.as_str())) else { continue };
        let hint = match did_you_mean(&id, known.iter().copied()) {
            Some(near) => format!("Did you mean \"{near}\"?"),
            None => format!("Add a [[{key}]] with this id to a file in dated/."),
        };
        let message = format!("No table of dated data has a {key} \"{id}\".");
        findings.push(Finding::error("lint-unknown", message).at(table.place(key)).with_hint(hint));
    }
    findings
}

/// Facts that no condition, deadline or note asks for.
fn unasked(root: &Table<'_>, track: &Track) -> Vec<Finding> {
    let conditions = track.requirements.iter().filter_map(|requirement| requirement.when.as_ref());
    let conditions = conditions.chain(track.deadlines.iter().filter_map(|deadline| deadline.when.as_ref()));
    let mut asked: Vec<String> =
        conditions.flat_map(Condition::mentions).map(|mention| mention.path.to_string()).collect();
    let answers = track.requirements.iter().filter_map(|requirement| requirement.answered_by.as_ref());
    asked.extend(answers.map(ToString::to_string));
    for deadline in &track.deadlines {
        asked.push(deadline.from.clone());
        asked.extend([&deadline.met_by, &deadline.plus_days].into_iter().flatten().cloned());
    }
    let mut findings = Vec::new();
    for table in root.tables("fact") {
        let Some(fact) = table
            .line("name")
            .and_then(|name| track.facts.iter().find(|fact| fact.name == name && fact.cover_note.is_none()))
        else {
            continue;
        };
        // What can be asked of all at once is also a fact of the case.
        let as_one = Path::CaseFact(fact.name.clone()).to_string();
        let is_asked = asked.contains(&Path::of(fact).to_string())
            || (fact.answers(FactScope::Case) && asked.contains(&as_one));
        if !is_asked {
            let message = format!("Nothing asks for the fact {}.", Path::of(fact));
            let hint = "Delete it, or use it in a condition.";
            findings.push(Finding::warning("lint-unused", message).at(table.place("name")).with_hint(hint));
        }
    }
    findings
}
