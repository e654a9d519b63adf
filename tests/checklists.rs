//! The checklists hold what the fact books say, and each item can be missing and met.
//!
//! `fixtures/conditions/TRACK.toml` says by hand when what is asked. A new track needs such a file and no Rust.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use casebinder::case::{self, Case};
use casebinder::classify::{Evidence, classify};
use casebinder::evaluate::{Evaluation, RequirementStatus, evaluate};
use casebinder::intake;
use casebinder::track::{self, Requirement, Source, Track};
use jiff::civil::Date;
use toml::{Table, Value};

/// What `fixtures/conditions` says of one track.
struct Book {
    track: Track,
    today: Date,
    case: Table,
    asked: BTreeSet<String>,
    changes: Vec<Table>,
}

fn tracks() -> Vec<Track> {
    track::builtin_ids().iter().map(|id| track::builtin(id).unwrap().track.unwrap()).collect()
}

fn ids(table: &Table, key: &str) -> BTreeSet<String> {
    let list = table.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    list.iter().map(|id| id.as_str().unwrap().to_owned()).collect()
}

fn books() -> Vec<Book> {
    let book = |track: Track| {
        let path = common::project(&format!("fixtures/conditions/{}.toml", track.id));
        let text = fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} is missing", path.display()));
        let book: Table = text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Book {
            today: book["today"].to_string().parse().unwrap(),
            case: book["case"].as_table().unwrap().clone(),
            asked: ids(&book, "asked"),
            changes: book["change"]
                .as_array()
                .unwrap()
                .iter()
                .map(|c| c.as_table().unwrap().clone())
                .collect(),
            track,
        }
    };
    tracks().into_iter().map(book).collect()
}

/// Puts what a change sets into a case.
fn changed(case: &Table, set: &Table) -> Table {
    let mut case = case.clone();
    for (key, value) in set {
        match key.as_str() {
            "principal" => {
                merge(principal(&mut case).entry("facts").or_insert(Value::Table(Table::new())), value)
            }
            "principal_born" => drop(principal(&mut case).insert("born".to_owned(), value.clone())),
            "persons" => {
                for (number, kind) in value.as_array().unwrap().iter().enumerate() {
                    add_person(&mut case, number, kind.as_str().unwrap());
                }
            }
            _ => merge(case.entry(key.clone()).or_insert(Value::Table(Table::new())), value),
        }
    }
    case
}

fn principal(case: &mut Table) -> &mut Table {
    case["person"].as_array_mut().unwrap()[0].as_table_mut().unwrap()
}

fn merge(into: &mut Value, from: &Value) {
    for (key, value) in from.as_table().unwrap() {
        into.as_table_mut().unwrap().insert(key.clone(), value.clone());
    }
}

/// "spouse" and "adopted child" are part of the application; a "child" is a child who is not.
fn add_person(case: &mut Table, number: usize, kind: &str) {
    let included = kind != "child";
    let role = kind.rsplit(' ').next().unwrap();
    let text = format!(
        "id = \"p{number}\"\nname = \"Person{number} RUIZ\"\nrole = \"{role}\"\nborn = 2000-01-0{}\nincluded = {included}\n\
         facts = {{ has_passport = true, has_birth_certificate = true, admitted_or_paroled = true{} }}",
        number + 1,
        if kind.starts_with("adopted") { ", adopted_or_step = true" } else { "" }
    );
    case["person"].as_array_mut().unwrap().push(Value::Table(text.parse().unwrap()));
}

fn parsed(case: &Table, what: &str) -> Case {
    let text = case.to_string();
    let parsed = case::parse("case.toml", &text);
    assert_eq!(parsed.findings, [], "{what}\n{text}");
    parsed.case.unwrap()
}

/// How the case stands with these documents: each for one requirement, named by a `[[document]]` entry.
fn standing(book: &Book, case: &Table, documents: &BTreeSet<String>, what: &str) -> Evaluation {
    let folder = tempfile::tempdir().unwrap();
    let mut case = case.clone();
    let mut entries = Vec::new();
    let persons: Vec<String> = case["person"]
        .as_array()
        .unwrap()
        .iter()
        .map(|person| person["id"].as_str().unwrap().to_owned())
        .collect();
    for id in documents {
        let personal = book.track.requirement(id).unwrap().scope.is_of_persons();
        for person in if personal { &persons[..] } else { &persons[..1] } {
            // The name tells nothing; only the entry does.
            let file = format!("{:03}.pdf", entries.len());
            fs::write(folder.path().join(&file), page(&format!("{id} of {person}"))).unwrap();
            let entry =
                format!("file = \"{file}\"\nsatisfies = \"{id}\"\nperson = \"{person}\"\nlanguage = \"en\"");
            entries.push(Value::Table(entry.parse().unwrap()));
        }
    }
    if !entries.is_empty() {
        case.insert("document".to_owned(), Value::Array(entries));
    }
    let case = parsed(&case, what);
    let evidence = match documents.is_empty() {
        true => Evidence { files: Vec::new(), findings: Vec::new() },
        false => classify(&intake::scan(folder.path(), &[]).unwrap(), &case, &book.track),
    };
    evaluate(&evidence, &case, &book.track, book.today)
}

/// A PDF of one page with a line of text.
fn page(line: &str) -> Vec<u8> {
    let content = format!("BT /F1 12 Tf 72 720 Td ({line}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(pdf.len());
        pdf.push_str(&format!("{} 0 obj\n{object}\nendobj\n", number + 1));
    }
    let start = pdf.len();
    pdf.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for place in places {
        pdf.push_str(&format!("{place:010} 00000 n \n"));
    }
    pdf.push_str(&format!(
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    ));
    pdf.into_bytes()
}

/// What is asked of anybody, and how it stands.
fn asked(evaluation: &Evaluation) -> BTreeMap<String, Vec<RequirementStatus>> {
    let mut asked: BTreeMap<String, Vec<RequirementStatus>> = BTreeMap::new();
    for result in evaluation.requirements.iter().filter(|r| r.status != RequirementStatus::NotApplicable) {
        asked.entry(result.id.clone()).or_default().push(result.status);
    }
    asked
}

/// No document can satisfy it: it is written by casebinder or answered in the case file.
fn needs_no_document(requirement: &Requirement) -> bool {
    requirement.from == Source::Generated || requirement.answered_by.is_some()
}

#[test]
fn what_is_asked_is_what_the_fact_books_say_and_each_document_closes_its_gap() {
    let mut wrong = Vec::new();
    for book in books() {
        let mut missing = BTreeSet::new();
        let mut met = BTreeSet::new();
        let mut ever_asked = BTreeSet::new();
        let mut ever_not_asked = BTreeSet::new();
        let all: BTreeSet<String> = book.track.requirements.iter().map(|item| item.id.clone()).collect();
        let nothing = Table::new();
        let base = [(nothing.clone(), "nothing changed".to_owned(), book.asked.clone())];
        let changes = book.changes.iter().map(|change| {
            let mut expected = book.asked.clone();
            expected.extend(ids(change, "asked"));
            expected.retain(|id| !ids(change, "dropped").contains(id));
            (change["set"].as_table().unwrap().clone(), change["law"].as_str().unwrap().to_owned(), expected)
        });
        for (set, law, expected) in base.into_iter().chain(changes) {
            let what = format!("{}: {law}", book.track.id);
            let case = changed(&book.case, &set);
            let bare = asked(&standing(&book, &case, &BTreeSet::new(), &what));
            let found: BTreeSet<String> = bare.keys().cloned().collect();
            if found != expected {
                let more: Vec<_> = found.difference(&expected).collect();
                let less: Vec<_> = expected.difference(&found).collect();
                wrong.push(format!("{what}\n  asked without reason: {more:?}\n  not asked: {less:?}"));
            }
            for (id, statuses) in &bare {
                if statuses.contains(&RequirementStatus::NeedsReview) {
                    wrong.push(format!("{what}\n  {id} waits for a fact"));
                }
                if statuses.contains(&RequirementStatus::Missing) {
                    missing.insert(id.clone());
                }
            }
            ever_not_asked.extend(all.difference(&found).cloned());
            let documents: BTreeSet<String> = found
                .iter()
                .filter(|id| !needs_no_document(book.track.requirement(id).unwrap()))
                .cloned()
                .collect();
            let full = asked(&standing(&book, &case, &documents, &what));
            for id in &found {
                let statuses = full.get(id).cloned().unwrap_or_default();
                if statuses.iter().all(|status| *status == RequirementStatus::Met) && !statuses.is_empty() {
                    met.insert(id.clone());
                } else if documents.contains(id) {
                    wrong.push(format!("{what}\n  {id} is {statuses:?} although its document is there"));
                }
            }
            ever_asked.extend(found);
        }
        for item in &book.track.requirements {
            // Asked for documents in another language; tested where translations are.
            if ["translation", "translator-certificate"].contains(&item.id.as_str()) {
                continue;
            }
            let mut lacks = Vec::new();
            let conditional = item.when.is_some() || !item.after_deadline.is_empty();
            if !ever_asked.contains(&item.id) {
                lacks.push("asked");
            }
            if conditional && !ever_not_asked.contains(&item.id) {
                lacks.push("not asked");
            }
            if !missing.contains(&item.id) && !needs_no_document(item) {
                lacks.push("missing");
            }
            if !met.contains(&item.id) {
                lacks.push("met");
            }
            if !lacks.is_empty() {
                wrong.push(format!("{}: {} is never {}", book.track.id, item.id, lacks.join(", ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_has_the_same_id_on_two_tracks_is_the_same_document() {
    let tracks = tracks();
    let mut wrong = Vec::new();
    for (number, one) in tracks.iter().enumerate() {
        for other in &tracks[number + 1..] {
            for item in &one.requirements {
                let Some(twin) = other.requirement(&item.id) else { continue };
                let mut differs = |what: &str, is: bool| {
                    if is {
                        wrong.push(format!("{}: {what} differs on {} and {}", item.id, one.id, other.id));
                    }
                };
                differs("names", item.names != twin.names);
                differs("not_names", item.not_names != twin.not_names);
                differs("forms", item.forms != twin.forms);
                differs("ask", item.ask.is_some() && twin.ask.is_some() && item.ask != twin.ask);
                differs("part_of", item.part_of != twin.part_of);
                let of_persons = |item: &Requirement| item.scope.is_of_persons();
                differs("whether it is asked of persons", of_persons(item) != of_persons(twin));
            }
            for fact in &one.facts {
                let twin = other.facts.iter().find(|twin| twin.name == fact.name);
                if twin.is_some_and(|twin| (twin.scope, twin.kind) != (fact.scope, fact.kind)) {
                    wrong.push(format!("the fact {} differs on {} and {}", fact.name, one.id, other.id));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_lawyer_and_a_client_find_what_they_need_in_each_item() {
    let mut wrong = Vec::new();
    for track in tracks() {
        for item in &track.requirements {
            if item.from == Source::Client && item.ask.is_none() && item.not_filed.is_none() {
                wrong.push(format!("{}: {} does not say how to ask the client", track.id, item.id));
            }
            let manual = item.authority.iter().filter(|text| text.contains("EOIR Policy Manual"));
            for cite in manual.filter(|cite| !cite.contains("(former ICPM ch. ")) {
                wrong.push(format!("{}: {}: \"{cite}\" lacks the former chapter", track.id, item.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
