//! What is missing, person by person, and who was asked for what.

use std::fmt::Write as _;

use super::markup::{Section, Table, Tone, authority, escaped, mark, paragraph, prose};
use crate::case::{Person, Request};
use crate::evaluate::RequirementResult;
use crate::report::requests::{self, Standing};
use crate::report::summary::SOURCES;
use crate::report::wording::more_than_missing;
use crate::report::{Check, Summary};
use crate::track::Source;

pub fn missing(check: &Check<'_>, summary: &Summary<'_>) -> Section {
    let missing = &summary.missing;
    let persons = check.case.persons.iter();
    let mut body = String::new();
    // With a single person there is nobody to tell apart.
    if check.case.persons.len() < 2 {
        for (source, title) in SOURCES {
            let items: Vec<_> = missing.iter().copied().filter(|result| result.from == source).collect();
            body += &group(check, title, &items, Heading::Source);
        }
    } else {
        let of = |person: Option<&Person>| {
            let id = person.map(|person| person.id.as_str());
            let of_one = missing.iter().copied().filter(|result| result.person.as_deref() == id);
            in_order_of_sources(of_one.collect())
        };
        for person in persons {
            let title = format!("{} ({})", person.name, person.role.word());
            body += &group(check, &title, &of(Some(person)), Heading::Person);
        }
        body += &group(check, "For the whole case", &of(None), Heading::Person);
    }
    Section::new("missing", "Missing", Some(missing.len()), body)
}

/// What the heading above some items tells already.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Heading {
    /// Who brings them.
    Source,
    /// Of whom they are.
    Person,
}

fn in_order_of_sources(mut items: Vec<&RequirementResult>) -> Vec<&RequirementResult> {
    items.sort_by_key(|item| SOURCES.iter().position(|(source, _)| *source == item.from));
    items
}

fn group(check: &Check<'_>, title: &str, items: &[&RequirementResult], heading: Heading) -> String {
    if items.is_empty() {
        return String::new();
    }
    let mut text = format!("<h3>{}</h3>\n<ul class=\"items\">\n", escaped(title));
    for result in items {
        // The person stands in the heading; an incident or a witness does not.
        let title = match (heading, &result.person) {
            (Heading::Person, Some(_)) => result.title.clone(),
            _ => check.title_of(result),
        };
        let who = if heading == Heading::Person { who_brings(result.from) } else { "" };
        let _ = writeln!(
            text,
            "<li>{} <strong>{}</strong>{who}<p class=\"asked\">{}</p>{}{}</li>",
            mark(Tone::Bad, "missing"),
            escaped(&title),
            prose(&more_than_missing(result)),
            paragraph(&result.satisfied_by),
            authority(&result.authority, &result.id)
        );
    }
    text.replace("<p class=\"asked\"></p>", "") + "</ul>\n"
}

fn who_brings(source: Source) -> &'static str {
    match source {
        Source::Client => " <span class=\"who\">the client brings it</span>",
        Source::Office => " <span class=\"who\">the office prepares it</span>",
        Source::Third => " <span class=\"who\">somebody else writes it</span>",
        Source::Generated => " <span class=\"who\">casebinder writes it, once it knows more</span>",
    }
}

/// Everybody who was asked for something.
pub fn requested(check: &Check<'_>) -> Section {
    let requests = check.requests();
    let mut table = Table::new(
        "Who was asked for what, the most overdue first",
        &["What", "How it stands", "Asked of", "Asked on", "Due"],
    );
    for asked in &requests {
        let Request { asked: on, due, note, .. } = asked.request;
        let tone = match asked.standing {
            Standing::Overdue => Tone::Bad,
            Standing::Open => Tone::Care,
            Standing::Settled => Tone::Good,
        };
        let note = note.as_deref().map(|note| note.split_whitespace().collect::<Vec<_>>().join(" "));
        table.row(&[
            format!("{}{}", escaped(&asked.title), paragraph(&note.unwrap_or_default())),
            mark(tone, &asked.in_words(check.evaluation.today)),
            escaped(requests::of(asked.request)),
            format!("<span class=\"day\">{on}</span>"),
            due.map(|due| format!("<span class=\"day\">{due}</span>")).unwrap_or_default(),
        ]);
    }
    let body = if requests.is_empty() { String::new() } else { table.markup() };
    Section::new("requests", "Asked for", Some(requests.len()), body)
}

pub fn would_help(check: &Check<'_>, summary: &Summary<'_>) -> Section {
    let gaps = check.gaps(&summary.would_help);
    let mut body = String::new();
    for gap in &gaps {
        let _ = writeln!(
            body,
            "<li>{}{}</li>",
            escaped(&gap.title),
            gap.remarks.iter().map(|remark| paragraph(remark)).collect::<String>()
        );
    }
    if !body.is_empty() {
        body = format!("<ul class=\"plain\">\n{body}</ul>\n");
    }
    Section::new("would-help", "Would help", Some(gaps.len()), body)
}
