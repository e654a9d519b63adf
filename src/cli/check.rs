//! `casebinder check`.

use std::fs;

use super::args::{CheckArgs, FailOn, Format};
use super::case_folder::CaseFolder;
use super::exit::Exit;
use super::failure::{Failure, reason};
use super::office::Wanted;
use super::passwords::{self, Asking};
use super::today::today;
use super::{outputs, say};
use crate::classify::{Evidence, classify};
use crate::evaluate::{Evaluation, evaluate};
use crate::finding::{self, Finding};
use crate::report::{Check, history, html, human, json};

/// The file beside `case.toml` that remembers what each check saw.
const HISTORY: &str = "history.jsonl";

/// The evidence of a case and how it stands on a day.
pub struct Checked {
    /// Its files.
    pub evidence: Evidence,
    /// How it stands.
    pub evaluation: Evaluation,
}

/// Scans, classifies and evaluates.
pub fn checked(
    folder: &mut CaseFolder,
    today: jiff::civil::Date,
    asking: Asking,
) -> Result<Checked, Failure> {
    let mut inventory = folder.scan()?;
    passwords::ask(folder, &mut inventory, asking);
    let evidence = classify(&inventory, &folder.case, &folder.track);
    let mut evaluation = evaluate(&evidence, &folder.case, &folder.track, today);
    evaluation.findings.extend(folder.findings.iter().cloned());
    finding::sort(&mut evaluation.findings);
    Ok(Checked { evidence, evaluation })
}

pub fn run(args: &CheckArgs, wanted: Wanted<'_>, quiet: bool) -> Result<Exit, Failure> {
    let mut folder = CaseFolder::open(args.folder.as_deref(), wanted)?;
    if let Some(place) = &args.output {
        outputs::allowed(place, &folder)?;
    }
    let asking = Asking::unless(quiet || args.format == Format::Json);
    let Checked { evidence, mut evaluation } = checked(&mut folder, today(args.today), asking)?;
    evaluation.findings.extend(changes(&folder, &evidence, &evaluation));
    finding::sort(&mut evaluation.findings);
    let check =
        Check { case: &folder.case, track: &folder.track, evidence: &evidence, evaluation: &evaluation };
    let text = match args.format {
        Format::Human => human::human(&check, say::width()),
        Format::Json => json::json(&check).map_err(|error| Failure::Io(error.to_string()))?,
        Format::Html => html::html(&check),
    };
    match &args.output {
        Some(path) => {
            say::file(path, &text).map_err(Failure::at(path))?;
            if !quiet {
                say::talk(&format!("Wrote {}.\n", path.display()));
            }
        }
        None => say::data(&text)?,
    }
    if !args.no_history {
        remember(&folder, &history::seen(&check));
    }
    Ok(exit(&evaluation, args.fail_on))
}

/// What came, went or changed since the last check, if there was one.
pub fn changes(folder: &CaseFolder, evidence: &Evidence, evaluation: &Evaluation) -> Option<Finding> {
    let before = last_seen(folder)?;
    let now = history::seen(&Check { case: &folder.case, track: &folder.track, evidence, evaluation });
    let changes = history::changes(&before, &now)?;
    Some(Finding::info("evidence-changed", changes))
}

fn last_seen(folder: &CaseFolder) -> Option<history::Seen> {
    // A line that a crash left torn may be no text; the lines before it are.
    let bytes = fs::read(folder.root.join(HISTORY)).ok()?;
    history::last(&String::from_utf8_lossy(&bytes))
}

/// A history that cannot be written does not spoil a check.
fn remember(folder: &CaseFolder, seen: &history::Seen) {
    let path = folder.root.join(HISTORY);
    let line = serde_json::to_string(seen).map_err(std::io::Error::from);
    if let Err(error) = line.and_then(|line| say::append_line(&path, &line)) {
        say::talk(&format!("note: {} could not be written: {}\n", path.display(), reason(&error)));
    }
}

/// The exit code of an evaluation.
pub fn exit(evaluation: &Evaluation, fail_on: FailOn) -> Exit {
    let Some(least) = fail_on.least() else { return Exit::Done };
    let heavy = finding::gravest(&evaluation.findings).is_some_and(|gravest| gravest >= least);
    match (evaluation.complete() && !heavy, evaluation.pressing()) {
        (true, _) => Exit::Done,
        (false, false) => Exit::Gaps,
        (false, true) => Exit::GapsAndDeadline,
    }
}
