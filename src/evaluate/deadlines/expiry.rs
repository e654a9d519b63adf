//! Documents that expire: those for which the case file says when.

use jiff::civil::Date;

use super::{Asked, Stand, titled};
use crate::case::DocumentEntry;
use crate::evaluate::requirements::Check;
use crate::evaluate::wording::{days, days_between};
use crate::evaluate::{DeadlineResult, DeadlineStatus};
use crate::finding::Finding;
use crate::track::DeadlineKind;

/// The limit that says how long before a document expires it is told.
const NOTICE: &str = "expiry-notice-days";
const REMEDY: &str = "Ask whether it can be renewed. An expired document is still evidence.";

/// How it stands with a day on which something expires: listed while it lies ahead, told when it is near or over.
pub fn standing(asked: Asked<'_>, date: Date) -> Stand {
    let (open, told) = told(&titled(asked), date, asked.check);
    let told = told.map(|finding| finding.with_authority(&asked.rule.authority));
    Stand { status: DeadlineStatus::Open, finding: told, listed: open }
}

/// Every `[[document]]` entry with a day on which the document expires.
pub fn of_documents(check: Check<'_>) -> (Vec<DeadlineResult>, Vec<Finding>) {
    let mut results = Vec::new();
    let mut findings = Vec::new();
    for entry in &check.case.documents {
        let Some(date) = entry.expires else { continue };
        let title = title(entry, check);
        let (open, told) = told(&title, date, check);
        findings.extend(told.map(|finding| finding.on(format!("evidence/{}", entry.file))));
        if open {
            results.push(result(entry, title, date));
        }
    }
    (results, findings)
}

fn result(entry: &DocumentEntry, title: String, date: Date) -> DeadlineResult {
    DeadlineResult {
        id: "document-expires".to_owned(),
        title,
        kind: DeadlineKind::Expiry,
        person: entry.person.clone(),
        path: Some(format!("evidence/{}", entry.file)),
        date: Some(date),
        safe_date: None,
        earlier: Vec::new(),
        status: DeadlineStatus::Open,
        remedy: REMEDY.to_owned(),
        basis: format!("stated in the [[document]] entry for {}", entry.file),
        authority: Vec::new(),
    }
}

fn title(entry: &DocumentEntry, check: Check<'_>) -> String {
    let required = entry.satisfies.first().and_then(|id| check.track.requirement(id));
    let name = match (&entry.title, required) {
        (Some(title), _) => title.clone(),
        (None, Some(requirement)) => requirement.title.clone(),
        (None, None) => entry.file.clone(),
    };
    format!("{name} expires")
}

/// Does it lie ahead, and what is there to say about it?
fn told(title: &str, date: Date, check: Check<'_>) -> (bool, Option<Finding>) {
    let left = days_between(check.today, date);
    let limit = check.track.books.dated.limit(NOTICE, check.today);
    let notice = limit.and_then(|limit| i32::try_from(limit.value).ok()).unwrap_or_default();
    let finding = match left {
        ..0 => Finding::info("document-expired", format!("{title}: that was on {date}.")),
        _ if left <= notice => {
            Finding::info("document-expires", format!("{title} on {date}, in {}.", days(left)))
        }
        _ => return (true, None),
    };
    (left >= 0, Some(finding.with_hint(REMEDY)))
}
