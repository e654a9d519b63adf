//! The report on the terminal: what presses, what is missing and who must bring it, what needs a look, what to ask;
//! the long lists below.

mod dates;
mod gaps;
mod page;
mod problems;
mod rest;

use super::changes::Changes;
use super::{Check, Summary, mask_a_number, plain};
use crate::finding::Finding;
use page::{BAD, CARE, GOOD, HEADING, PLAIN, Page, QUIET};

/// The report, `width` columns wide, with ANSI styles (a terminal that wants none gets them stripped).
pub fn human(check: &Check<'_>, changes: Option<&Changes>, width: usize) -> String {
    let mut page = Page::new(width);
    let summary = check.summary();
    header(&mut page, check);
    verdict(&mut page, check, &summary);
    if let Some(changes) = changes {
        page.under(PLAIN, 0, &changes.in_short());
    }
    dates::pressing(&mut page, check);
    gaps::missing(&mut page, check, &summary.missing);
    problems::look_at(&mut page, check, &summary);
    rest::ask(&mut page, &summary.questions);
    rest::changes(&mut page, check, changes);
    gaps::would_help(&mut page, check, &summary.would_help);
    dates::others(&mut page, check);
    rest::waivers(&mut page, check);
    rest::left_out(&mut page, &summary.left_out);
    rest::fine(&mut page, &summary);
    rest::files(&mut page, check);
    page.text
}

fn header(page: &mut Page, check: &Check<'_>) {
    let principal = check.case.principal();
    let name = principal.map(|person| plain(&person.name)).unwrap_or_default();
    let others = match check.case.persons.len().saturating_sub(1) {
        0 => String::new(),
        1 => " and 1 family member".to_owned(),
        more => format!(" and {more} family members"),
    };
    page.under(HEADING, 0, &format!("{name}{others}"));
    let number = principal
        .and_then(|person| person.a_number.as_deref())
        .map(|number| format!("{}. ", mask_a_number(number)))
        .unwrap_or_default();
    let what = format!("{number}{}. Checked on {}.", check.track.title, check.evaluation.today);
    page.under(QUIET, 0, &plain(&what));
}

fn verdict(page: &mut Page, check: &Check<'_>, summary: &Summary<'_>) {
    let verdict = check.verdict(summary);
    page.text.push('\n');
    if !check.evaluation.complete() {
        page.text += &format!("{BAD}Not ready to file:{BAD:#} ");
        return rest_of_line(page, "Not ready to file: ", &format!("{verdict}."));
    }
    page.text += &format!("{GOOD}Complete.{GOOD:#} Nothing required is missing.\n");
    if !verdict.is_empty() {
        page.text += &format!("{CARE}But:{CARE:#} ");
        rest_of_line(page, "But: ", &format!("{verdict}."));
    }
}

/// Goes on behind a beginning that has been written already.
fn rest_of_line(page: &mut Page, beginning: &str, text: &str) {
    let mut whole = Page::new(page.width);
    whole.under(PLAIN, 0, &format!("{beginning}{text}"));
    page.text += whole.text.strip_prefix(beginning).unwrap_or(&whole.text);
}

/// Notes, each on lines of its own.
pub fn notes(lines: &[String], width: usize) -> String {
    let mut page = Page::new(width);
    for line in lines {
        page.entry(QUIET, "·", &plain(line));
    }
    page.text
}

/// Findings alone, all of them, for a case file that cannot be used and for what a build has to say.
pub fn findings(findings: &[Finding], width: usize) -> String {
    let mut page = Page::new(width);
    problems::findings(&mut page, &findings.iter().collect::<Vec<_>>(), usize::MAX);
    page.text
}

#[cfg(test)]
mod tests;
