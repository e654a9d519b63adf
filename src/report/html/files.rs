//! Every file and what became of it, what is fine, what was waived, what changed.

use std::fmt::Write as _;

use super::markup::{Section, Table, Tone, escaped, mark, paragraph, prose};
use crate::classify::{Disposition, EvidenceFile};
use crate::report::changes::Changes;
use crate::report::summary::Waived;
use crate::report::{Check, Summary};

pub fn waivers(check: &Check<'_>) -> Section {
    let waivers = check.waivers();
    let mut table =
        Table::new("What the attorney decided to do without", &["What", "State", "Why", "Decided by", "On"]);
    for Waived { title, waiver, needed } in &waivers {
        let state = if *needed { mark(Tone::Care, "waived") } else { mark(Tone::Quiet, "not needed") };
        let idle = if *needed { "" } else { "The document is here or is not asked for." };
        table.row(&[
            escaped(title),
            state,
            format!("{}{}", prose(&waiver.reason), paragraph(idle)),
            escaped(&waiver.by),
            format!("<span class=\"day\">{}</span>", waiver.on),
        ]);
    }
    let body = if waivers.is_empty() { String::new() } else { table.markup() };
    Section::new("waived", "Waived", Some(waivers.len()), body)
}

pub fn changes(check: &Check<'_>, changes: Option<&Changes>) -> Section {
    let mut body = String::new();
    let title =
        changes.map_or_else(String::new, |changes| format!("Changed since {}", escaped(&changes.since)));
    if let Some(changes) = changes {
        for (heading, things) in changes.in_words(check) {
            let things: String = things.iter().map(|thing| format!("<li>{}</li>\n", prose(thing))).collect();
            let _ = write!(body, "<h3>{heading}</h3>\n<ul class=\"plain\">\n{things}</ul>\n");
        }
        if body.is_empty() {
            body = "<p>Nothing.</p>\n".to_owned();
        }
    }
    Section::new("changes", &title, None, body)
}

pub fn fine(summary: &Summary<'_>) -> Section {
    let titles = summary.titles_of_met();
    let items: String = titles
        .iter()
        .map(|title| {
            format!("<li><span class=\"good\" aria-hidden=\"true\">✓</span> {}</li>\n", escaped(title))
        })
        .collect();
    let body = if items.is_empty() { items } else { format!("<ul class=\"plain ticks\">\n{items}</ul>\n") };
    Section::new("fine", "Fine", Some(titles.len()), body)
}

pub fn files(check: &Check<'_>) -> Section {
    let files = &check.evidence.files;
    let mut table = Table::new("Every file and what became of it", &["File", "Became", "Document", "Pages"]);
    for file in files {
        table.row(&[
            escaped(file.source.path.strip_prefix("evidence/").unwrap_or(&file.source.path)),
            format!("{} <span class=\"small\">{}</span>", disposition(file), escaped(&file.reason)),
            escaped(&document(check, file)),
            file.source.pages.map(|pages| pages.to_string()).unwrap_or_default(),
        ]);
    }
    let body =
        if files.is_empty() { "<p>The evidence folder is empty.</p>\n".to_owned() } else { table.markup() };
    Section::new("files", "Every file", Some(files.len()), body)
}

fn disposition(file: &EvidenceFile) -> String {
    match file.disposition {
        Disposition::Assigned => mark(Tone::Good, "assigned"),
        Disposition::Unassigned => mark(Tone::Care, "not identified"),
        Disposition::Excluded => mark(Tone::Quiet, "left out"),
        Disposition::Junk => mark(Tone::Quiet, "system file"),
        Disposition::Unreadable => mark(Tone::Bad, "unreadable"),
    }
}

fn document(check: &Check<'_>, file: &EvidenceFile) -> String {
    let titles: Vec<&str> = file
        .satisfies
        .iter()
        .map(|id| check.track.requirement(id).map_or(id.as_str(), |requirement| &requirement.title))
        .collect();
    let person =
        file.person.as_deref().and_then(|id| check.case.person(id)).filter(|_| check.case.persons.len() > 1);
    match person {
        Some(person) if !titles.is_empty() => format!("{} ({})", titles.join(", "), person.name),
        _ => titles.join(", "),
    }
}
