//! `check --format json`: the contract `casebinder/check/1`.

use serde::Serialize;

use super::Check;
use super::changes::Changes;
use super::requests::{self, Standing};
use crate::books::OfficeFile;
use crate::classify::Disposition;
use crate::evaluate::{DeadlineStatus, RequirementStatus};
use crate::intake::Kind;
use crate::track::{DeadlineKind, Level};

#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    track: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    office_files: Vec<OfficeFile>,
    today: String,
    complete: bool,
    requirements: Vec<Requirement<'a>>,
    deadlines: Vec<Deadline<'a>>,
    files: Vec<File<'a>>,
    findings: Vec<FindingEntry<'a>>,
    waivers: Vec<Waiver<'a>>,
    requests: Vec<Request<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<&'a Changes>,
}

#[derive(Serialize)]
struct Requirement<'a> {
    id: &'a str,
    title: &'a str,
    person: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<&'a str>,
    level: Level,
    status: RequirementStatus,
    reason: &'a str,
    documents: &'a [String],
    authority: &'a [String],
}

#[derive(Serialize)]
struct Deadline<'a> {
    id: &'a str,
    title: &'a str,
    kind: DeadlineKind,
    person: Option<&'a str>,
    path: Option<&'a str>,
    date: Option<String>,
    safe_date: Option<String>,
    earlier: Vec<Earlier<'a>>,
    status: DeadlineStatus,
    basis: &'a str,
    authority: &'a [String],
}

#[derive(Serialize)]
struct Earlier<'a> {
    date: String,
    title: &'a str,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    sha256: &'a str,
    bytes: u64,
    kind: Kind,
    pages: Option<u32>,
    disposition: Disposition,
    satisfies: &'a [String],
    person: Option<&'a str>,
    reason: &'a str,
    rival: Option<&'a str>,
}

#[derive(Serialize)]
struct FindingEntry<'a> {
    rule: &'a str,
    severity: crate::finding::Severity,
    message: &'a str,
    path: Option<&'a str>,
    line: Option<usize>,
    authority: &'a [String],
    hint: Option<&'a str>,
}

#[derive(Serialize)]
struct Waiver<'a> {
    requirement: &'a str,
    person: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    about: &'a [String],
    reason: &'a str,
    by: &'a str,
    on: String,
}

#[derive(Serialize)]
struct Request<'a> {
    requirement: &'a str,
    person: Option<&'a str>,
    of: &'a str,
    asked: String,
    due: Option<String>,
    note: Option<&'a str>,
    status: Standing,
    days_overdue: Option<usize>,
}

/// The report as JSON, with a line feed at the end.
///
/// # Errors
/// Never in practice: every value is plain data.
pub fn json(check: &Check<'_>, changes: Option<&Changes>) -> serde_json::Result<String> {
    let evaluation = check.evaluation;
    let mut requirements: Vec<Requirement<'_>> = evaluation
        .requirements
        .iter()
        .map(|result| Requirement {
            id: &result.id,
            title: &result.title,
            person: result.person.as_deref(),
            about: result.about.as_deref(),
            level: result.level,
            status: result.status,
            reason: &result.reason,
            documents: &result.documents,
            authority: &result.authority,
        })
        .collect();
    requirements.sort_by_key(|requirement| (requirement.id, requirement.person, requirement.about));
    let mut deadlines: Vec<Deadline<'_>> = evaluation
        .deadlines
        .iter()
        .map(|deadline| Deadline {
            id: &deadline.id,
            title: &deadline.title,
            kind: deadline.kind,
            person: deadline.person.as_deref(),
            path: deadline.path.as_deref(),
            date: deadline.date.map(|date| date.to_string()),
            safe_date: deadline.safe_date.map(|date| date.to_string()),
            earlier: deadline.earlier.iter().map(earlier).collect(),
            status: deadline.status,
            basis: &deadline.basis,
            authority: &deadline.authority,
        })
        .collect();
    deadlines.sort_by_key(|deadline| (deadline.id, deadline.person, deadline.path));
    let report = Report {
        schema: "casebinder/check/1",
        track: &check.track.id,
        office_files: check.track.books.office_files(),
        today: evaluation.today.to_string(),
        complete: evaluation.complete(),
        requirements,
        deadlines,
        files: check.evidence.files.iter().map(file).collect(),
        findings: evaluation.findings.iter().map(finding).collect(),
        waivers: check.case.waivers.iter().map(waiver).collect(),
        requests: check.requests().iter().map(|asked| request(asked, evaluation.today)).collect(),
        changes,
    };
    serde_json::to_string_pretty(&report).map(|text| text + "\n")
}

fn earlier((date, title): &(jiff::civil::Date, String)) -> Earlier<'_> {
    Earlier { date: date.to_string(), title }
}

fn file(file: &crate::classify::EvidenceFile) -> File<'_> {
    File {
        path: &file.source.path,
        sha256: &file.source.sha256,
        bytes: file.source.bytes,
        kind: file.source.kind,
        pages: file.source.pages,
        disposition: file.disposition,
        satisfies: &file.satisfies,
        person: file.person.as_deref(),
        reason: &file.reason,
        rival: file.rival.as_deref(),
    }
}

fn finding(finding: &crate::finding::Finding) -> FindingEntry<'_> {
    FindingEntry {
        rule: finding.rule,
        severity: finding.severity,
        message: &finding.message,
        path: finding.path.as_deref(),
        line: finding.location.as_ref().map(|location| location.line),
        authority: &finding.authority,
        hint: finding.hint.as_deref(),
    }
}

fn waiver(waiver: &crate::case::Waiver) -> Waiver<'_> {
    Waiver {
        requirement: &waiver.requirement,
        person: waiver.person.as_deref(),
        about: &waiver.about,
        reason: &waiver.reason,
        by: &waiver.by,
        on: waiver.on.to_string(),
    }
}

fn request<'a>(asked: &requests::Asked<'a>, today: jiff::civil::Date) -> Request<'a> {
    let request = asked.request;
    Request {
        requirement: &request.requirement,
        person: request.person.as_deref(),
        of: &request.of,
        asked: request.asked.to_string(),
        due: request.due.map(|due| due.to_string()),
        note: request.note.as_deref(),
        status: asked.standing,
        days_overdue: asked.days_overdue(today),
    }
}
