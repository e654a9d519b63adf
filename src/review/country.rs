//! Country conditions: dated, new enough, from more than one source, with an address where they come from the web.

use super::dates::years;
use super::papers::{Desk, Paper};
use super::words::Plain;
use crate::finding::Finding;
use crate::wording::list;

/// Title, date and address stand on the first pages.
const FIRST_PAGES: usize = 3;

/// Reviews the sources that can be read.
pub fn review(desk: &Desk<'_>) -> Vec<Finding> {
    let sources: Vec<&Paper<'_>> = desk
        .papers_for("country-conditions")
        .filter(|paper| paper.is_readable() && !paper.belongs_to_a_translation())
        .collect();
    let mut findings: Vec<Finding> = sources.iter().filter_map(|paper| undated(desk, paper)).collect();
    findings.extend(sources.iter().filter_map(|paper| old_state_department(desk, paper)));
    findings.extend(old(desk, &sources));
    findings.extend(none_new(desk, &sources));
    findings.extend(only_state_department(desk, &sources));
    findings.extend(without_address(&sources));
    findings
}

fn beginning(paper: &Paper<'_>) -> String {
    let pages: Vec<&str> = paper.content().pages.iter().take(FIRST_PAGES).map(String::as_str).collect();
    pages.join("\n")
}

/// The newest year on the first pages; a source is hardly older than what it speaks of.
fn newest_year(desk: &Desk<'_>, paper: &Paper<'_>) -> Option<i16> {
    let stated = paper.file.date.map(|date| date.year());
    let read = years(&Plain::of(&beginning(paper)));
    let plausible = read.into_iter().filter(|year| (1990..=desk.today.year() + 1).contains(year));
    plausible.chain(stated).max()
}

fn undated(desk: &Desk<'_>, paper: &Paper<'_>) -> Option<Finding> {
    if newest_year(desk, paper).is_some() {
        return None;
    }
    let message = format!("No date stands on the first {FIRST_PAGES} pages of this source.");
    Some(Finding::warning("country-source-undated", message).on(paper.path()))
}

fn is_state_department(paper: &Paper<'_>) -> bool {
    let plain = Plain::of(&beginning(paper));
    plain.has_any(&["country reports on human rights practices", "country report on human rights practices"])
        || (plain.has("human rights report") && plain.has_any(&["department of state", "state department"]))
}

/// "Honduras 2025 Human Rights Report": the year that the report is about.
fn year_of_report(paper: &Paper<'_>) -> Option<i16> {
    let plain = Plain::of(&beginning(paper));
    let words: Vec<&str> = plain.words().collect();
    let place = words.windows(2).position(|pair| pair == ["human", "rights"])?;
    let around = words.get(place.saturating_sub(6)..(place + 8).min(words.len()))?;
    around.iter().filter_map(|word| word.parse().ok()).find(|year| (1990..=2100).contains(year))
}

fn old_state_department(desk: &Desk<'_>, paper: &Paper<'_>) -> Option<Finding> {
    if !is_state_department(paper) {
        return None;
    }
    let year = year_of_report(paper)?;
    let months = i32::try_from(desk.number("human-rights-report-months")?).ok()?;
    let due = desk.today.checked_sub(jiff::Span::new().months(months)).ok()?.year();
    if year >= due {
        return None;
    }
    let message = format!(
        "This is the State Department's report on the year {year}; by now the report on {due} should be out."
    );
    Some(Finding::warning("country-report-old", message).on(paper.path()))
}

fn old(desk: &Desk<'_>, sources: &[&Paper<'_>]) -> Option<Finding> {
    let limit = desk.number("country-source-years").and_then(|years| i16::try_from(years).ok())?;
    let old: Vec<String> = sources
        .iter()
        .filter(|paper| newest_year(desk, paper).is_some_and(|year| year < desk.today.year() - limit))
        .map(|paper| paper.path().to_owned())
        .collect();
    if old.is_empty() {
        return None;
    }
    let message = format!("Older than {limit} years, as far as their first pages tell: {}.", list(&old));
    Some(Finding::info("country-source-old", message))
}

fn none_new(desk: &Desk<'_>, sources: &[&Paper<'_>]) -> Option<Finding> {
    let months = i16::try_from(desk.number("country-source-months")?).ok()?;
    // A source that is a picture may be newer.
    if desk.papers_for("country-conditions").count() != sources.len() {
        return None;
    }
    let newest = sources.iter().map(|paper| newest_year(desk, paper)).collect::<Option<Vec<i16>>>()?;
    let newest = newest.into_iter().max()?;
    if newest >= desk.today.year() - (months + 11) / 12 {
        return None;
    }
    let message = format!("The newest source about the country is of {newest}.");
    Some(Finding::warning("country-sources-stale", message))
}

fn only_state_department(desk: &Desk<'_>, sources: &[&Paper<'_>]) -> Option<Finding> {
    let all = desk.papers_for("country-conditions").count();
    let only =
        !sources.is_empty() && all == sources.len() && sources.iter().all(|paper| is_state_department(paper));
    only.then(|| {
        let message = "The State Department's report is the only source about the country.";
        Finding::warning("country-one-source", message)
    })
}

fn without_address(sources: &[&Paper<'_>]) -> Option<Finding> {
    const SIGNS: [&str; 4] = ["http", "www.", ".org", ".gov"];
    let bare: Vec<String> = sources
        .iter()
        .filter(|paper| !SIGNS.iter().any(|sign| paper.text.contains(sign)))
        .map(|paper| paper.path().to_owned())
        .collect();
    if bare.is_empty() {
        return None;
    }
    let message = format!("No address of a web page stands in: {}.", list(&bare));
    Some(Finding::info("country-source-address", message))
}
