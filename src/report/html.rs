//! `check --format html`: one self-contained file that opens by double-click and prints well.
//!
//! It needs no script. Status is told by a word and a sign, never by colour alone. Landmarks, headings in order,
//! captions and a skip link make it sound for keyboards and screen readers.

mod dates;
mod files;
mod gaps;
mod markup;
mod problems;

use std::fmt::Write as _;

use super::changes::Changes;
use super::wording::{counted, days_away};
use super::{Check, Summary, mask_a_number};
use crate::evaluate::DeadlineStatus;
pub use markup::escaped;
use markup::{Section, Tone, mark, prose};

/// The report as an HTML document.
pub fn html(check: &Check<'_>, changes: Option<&Changes>) -> String {
    let summary = check.summary();
    let name = check.case.principal().map(|person| escaped(&person.name)).unwrap_or_default();
    let sections: Vec<Section> = [
        dates::section(check),
        gaps::missing(check, &summary),
        problems::look_at(check, &summary),
        problems::questions(&summary),
        gaps::requested(check),
        files::changes(check, changes),
        gaps::would_help(check, &summary),
        files::waivers(check),
        files::fine(&summary),
        files::files(check),
    ]
    .into_iter()
    .filter(|section| !section.is_empty())
    .collect();
    let mut page = String::new();
    let _ = write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{name}: check of {}</title>\n<style>\n{}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#report\">Skip to the report</a>\n",
        check.evaluation.today,
        // A style sheet cannot end the element in which it stands.
        check.track.books.style.replace("</", "<\\/")
    );
    page += "<header>\n";
    header(&mut page, check, &name);
    verdict(&mut page, check, &summary, changes);
    page += "</header>\n<nav aria-label=\"Parts of the report\">\n<ul>\n";
    page.extend(sections.iter().map(Section::link));
    page += "</ul>\n</nav>\n<main id=\"report\" tabindex=\"-1\">\n";
    page.extend(sections.iter().map(Section::markup));
    page += "</main>\n<footer>\n";
    page += &office_files(check);
    page += "<p>Made by casebinder from the files listed above. It is a checklist, not legal advice: an attorney decides.</p>\n</footer>\n</body>\n</html>\n";
    page
}

/// The office's own rule files, so that the result can be had again.
fn office_files(check: &Check<'_>) -> String {
    let files = check.track.books.office_files();
    if files.is_empty() {
        return String::new();
    }
    let told: Vec<String> = files
        .iter()
        .map(|file| format!("{} <code>{}</code>", escaped(&file.name), escaped(&file.sha256)))
        .collect();
    format!("<p>By rule files of the office: {}.</p>\n", told.join(", "))
}

fn header(page: &mut String, check: &Check<'_>, name: &str) {
    let others: Vec<String> = check
        .case
        .persons
        .iter()
        .skip(1)
        .map(|person| format!("{} ({})", escaped(&person.name), person.role.word()))
        .collect();
    let _ = writeln!(page, "<h1>{name}</h1>");
    if !others.is_empty() {
        let _ = writeln!(page, "<p>with {}</p>", others.join(", "));
    }
    let number = check
        .case
        .principal()
        .and_then(|person| person.a_number.as_deref())
        .map(|number| format!("{}. ", mask_a_number(number)))
        .unwrap_or_default();
    let _ = writeln!(
        page,
        "<p class=\"small\">{}{}. Checked on <span class=\"day\">{}</span>.</p>",
        escaped(&number),
        escaped(&check.track.title),
        check.evaluation.today
    );
}

fn verdict(page: &mut String, check: &Check<'_>, summary: &Summary<'_>, changes: Option<&Changes>) {
    let said = check.verdict(summary);
    let (class, sign, text) = match (check.evaluation.complete(), said.is_empty()) {
        (true, true) => {
            (" complete", mark(Tone::Good, "complete"), "Nothing required is missing.".to_owned())
        }
        (true, false) => {
            (" complete", mark(Tone::Good, "complete"), format!("Nothing required is missing. But: {said}."))
        }
        (false, _) => ("", mark(Tone::Bad, "not ready to file"), format!("{}.", capital(&said))),
    };
    let _ = writeln!(page, "<div class=\"verdict{class}\">\n<p>{sign} {text}</p>");
    if let Some(next) = next_day(check) {
        let _ = writeln!(page, "<p>{next}</p>");
    }
    if let Some(changes) = changes {
        let _ = writeln!(page, "<p>{}</p>", prose(&changes.in_short()));
    }
    let _ = writeln!(page, "<p class=\"small\">{}.</p>\n</div>", counted(check.evidence.files.len(), "file"));
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The next last day.
fn next_day(check: &Check<'_>) -> Option<String> {
    let ahead = |status| matches!(status, DeadlineStatus::Open | DeadlineStatus::Soon);
    let mut days = check.evaluation.deadlines.iter().filter(|day| day.is_last_day() && ahead(day.status));
    let (day, date) = days.find_map(|day| Some((day, day.date?)))?;
    let away = days_away(check.evaluation.today, date);
    Some(format!("Next deadline: <strong class=\"day\">{date}</strong>, {away}: {}.", escaped(&day.title)))
}

#[cfg(test)]
mod tests;
