//! The lists at the end of the report on the terminal: questions, changes, waivers, files.

use super::page::{CARE, GOOD, HEADING, PLAIN, Page, QUIET};
use crate::classify::{Disposition, EvidenceFile};
use crate::finding::Finding;
use crate::report::changes::Changes;
use crate::report::questions::by_place;
use crate::report::summary::Waived;
use crate::report::wording::counted;
use crate::report::{Check, Summary, plain};

/// Of files that a list names, more than these are counted.
const NAMED: usize = 8;

pub fn ask(page: &mut Page, questions: &[&Finding]) {
    if questions.is_empty() {
        return;
    }
    page.heading(CARE, "Questions to answer in case.toml");
    for place in by_place(questions) {
        page.subheading(&format!("{}:", plain(&place.name)));
        for asked in place.asked {
            page.entry(CARE, "?", &plain(&asked.question));
            page.copied(6, &asked.line);
        }
    }
}

pub fn changes(page: &mut Page, check: &Check<'_>, changes: Option<&Changes>) {
    let Some(changes) = changes.filter(|changes| !changes.is_empty()) else { return };
    page.heading(HEADING, &format!("Changed since {}", changes.since));
    for (heading, things) in changes.in_words(check) {
        page.subheading(&format!("{heading}:"));
        page.few(&things, NAMED);
    }
}

pub fn waivers(page: &mut Page, check: &Check<'_>) {
    let waivers = check.waivers();
    if waivers.is_empty() {
        return;
    }
    page.heading(HEADING, "Waived");
    for Waived { title, waiver, needed } in waivers {
        let idle = if needed { "" } else { " Not needed: the document is here or is not asked for." };
        page.entry(CARE, "–", &plain(&title));
        let reason = crate::report::wording::sentence(&waiver.reason);
        page.under(PLAIN, 4, &plain(&format!("{reason} Decided by {} on {}.{idle}", waiver.by, waiver.on)));
    }
}

pub fn left_out(page: &mut Page, left_out: &[&EvidenceFile]) {
    if left_out.is_empty() {
        return;
    }
    page.heading(HEADING, "Left out of the packet");
    let files: Vec<String> =
        left_out.iter().map(|file| format!("{}: {}", file.source.path, file.reason)).collect();
    page.few(&files, NAMED);
}

pub fn fine(page: &mut Page, summary: &Summary<'_>) {
    if summary.met.is_empty() {
        return;
    }
    page.heading(GOOD, "Fine");
    let titles: Vec<String> = summary.titles_of_met().iter().map(|title| plain(title)).collect();
    page.entry(GOOD, "✓", &titles.join("; "));
}

pub fn files(page: &mut Page, check: &Check<'_>) {
    let total = check.evidence.files.len();
    let parts: Vec<String> = [
        (Disposition::Assigned, "assigned"),
        (Disposition::Unassigned, "not identified"),
        (Disposition::Excluded, "left out"),
        (Disposition::Unreadable, "unreadable"),
        (Disposition::Junk, "of the operating system"),
    ]
    .into_iter()
    .map(|(disposition, word)| (check.count(disposition), word))
    .filter(|(count, _)| *count > 0)
    .map(|(count, word)| format!("{count} {word}"))
    .collect();
    let parts = if parts.is_empty() { "none".to_owned() } else { parts.join(", ") };
    page.text.push('\n');
    page.under(QUIET, 0, &format!("{}: {parts}.", counted(total, "file")));
    let own: Vec<String> =
        check.track.books.office_files().into_iter().map(|file| plain(&file.name)).collect();
    if !own.is_empty() {
        page.under(QUIET, 0, &format!("By rule files of the office: {}.", own.join(", ")));
    }
}
