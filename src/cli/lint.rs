//! `casebinder lint`: mistakes in rule files and case files.

use std::fs;
use std::path::Path;

use serde::Serialize;

use super::args::{LintArgs, ListFormat};
use super::exit::Exit;
use super::failure::{Failure, reason};
use super::office::{self, Wanted};
use super::say;
use super::today::today;
use crate::finding::{self, Finding, Severity};
use crate::lint::{FileKind, Lint, has_mistake, kind_of};
use crate::report::{counted, human};
use crate::tomlfile::{self, RuleIds};

/// Larger files were not written by people.
const MOST_BYTES: u64 = 8 * 1024 * 1024;

#[derive(Serialize)]
struct Told<'a> {
    rule: &'a str,
    severity: Severity,
    message: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    hint: Option<&'a str>,
}

pub fn run(args: &LintArgs, wanted: Wanted<'_>) -> Result<Exit, Failure> {
    let place = super::case_folder::find_upward().unwrap_or_else(|_| Path::new(".").to_owned());
    let books = office::books_as_they_are(wanted, &place)?;
    let lint = Lint { books: &books, today: today(args.today) };
    let mut findings = Vec::new();
    let mut files = 0;
    if args.files.is_empty() {
        for volume in books.shelf.volumes() {
            files += 1;
            if let Some(kind) = kind_of(&volume.name, &volume.text) {
                findings.extend(lint.file(kind, &volume.shown(), &volume.text));
            }
        }
        // What is wrong with a single file has been told at its line.
        findings.extend(books.findings.iter().filter(|finding| finding.location.is_none()).cloned());
    }
    for path in &args.files {
        files += 1;
        findings.extend(one(lint, path)?);
    }
    let text = match args.format {
        ListFormat::Json => super::doctor::json("casebinder/lint/1", "findings", &told(&findings))?,
        ListFormat::Human if findings.is_empty() => format!("{}: nothing to say.\n", counted(files, "file")),
        ListFormat::Human => human::findings(&findings, say::width()),
    };
    say::data(&text)?;
    Ok(if has_mistake(&findings) { Exit::Invalid } else { Exit::Done })
}

fn one(lint: Lint<'_>, path: &Path) -> Result<Vec<Finding>, Failure> {
    let shown = path.display().to_string();
    let size = fs::metadata(path).map_err(Failure::at(path))?.len();
    if size > MOST_BYTES {
        return Err(Failure::Io(format!("{shown}: {size} bytes are more than any rule file has")));
    }
    let bytes = fs::read(path).map_err(|error| Failure::Io(format!("{shown}: {}", reason(&error))))?;
    let named = kind_of(&shown, "");
    let rules = if named == Some(FileKind::Case) { RuleIds::CASE } else { RuleIds::TRACK };
    let text = match tomlfile::decode(&shown, &bytes, rules) {
        Ok(text) => text,
        Err(finding) => return Ok(vec![*finding]),
    };
    let Some(kind) = kind_of(&shown, &text) else {
        let message = format!("{shown} looks neither like a rule file nor like a case file.");
        let hint =
            "Put it into tracks/, calendars/ or dated/, or name it rules.toml, client.toml or case.toml.";
        return Ok(vec![Finding::error("lint-kind", message).with_hint(hint)]);
    };
    let mut findings = lint.file(kind, &shown, &text);
    if kind == FileKind::Track {
        findings.extend(misplaced(&shown, &text, path));
    }
    Ok(findings)
}

/// A track is found by the name of its file.
fn misplaced(shown: &str, text: &str, path: &Path) -> Option<Finding> {
    let track = crate::track::parse(shown, text).track?;
    let stem = path.file_stem()?.to_str()?;
    let hint = format!("Name the file {}.toml, or write id = \"{stem}\".", track.id);
    let message = format!("{shown} holds a track with another id, \"{}\".", track.id);
    (track.id != stem).then(|| Finding::error("track-value", message).with_hint(hint))
}

fn told(findings: &[Finding]) -> Vec<Told<'_>> {
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by(|a, b| (&a.location, b.severity).cmp(&(&b.location, a.severity)));
    let told = |finding: &'_ finding::Finding| -> (Option<usize>, Option<usize>) {
        let place = finding.location.as_ref();
        (place.map(|place| place.line), place.map(|place| place.column))
    };
    sorted
        .into_iter()
        .map(|finding| {
            let (line, column) = told(finding);
            Told {
                rule: finding.rule,
                severity: finding.severity,
                message: &finding.message,
                file: finding.location.as_ref().map(|place| place.file.as_str()),
                line,
                column,
                hint: finding.hint.as_deref(),
            }
        })
        .collect()
}
