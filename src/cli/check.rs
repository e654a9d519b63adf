//! `casebinder check`.

use std::fs;

use jiff::civil::Date;

use super::args::{CheckArgs, FailOn, Format};
use super::case_folder::CaseFolder;
use super::exit::Exit;
use super::failure::{Failure, reason};
use super::office::Wanted;
use super::passwords::{self, Asking};
use super::today::today;
use super::{outputs, say};
use crate::classify::{Evidence, classify};
use crate::evaluate::{Evaluation, evaluate, evaluate_packet};
use crate::finding::{self, Finding};
use crate::intake::{Inventory, office};
use crate::report::changes::Changes;
use crate::report::{Check, client, history, html, human, json};
use crate::track::PacketProfile;

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
pub fn checked(folder: &mut CaseFolder, today: Date, asking: Asking) -> Result<Checked, Failure> {
    let mut inventory = folder.scan()?;
    passwords::ask(folder, &mut inventory, asking);
    if folder.case.packet.convert == Some(true) {
        office::announce(&mut inventory);
    }
    Ok(judged(folder, &inventory, today))
}

/// Classifies and evaluates what was scanned.
pub fn judged(folder: &CaseFolder, inventory: &Inventory, today: Date) -> Checked {
    let evidence = classify(inventory, &folder.case, &folder.track);
    let mut evaluation = evaluate(&evidence, &folder.case, &folder.track, today);
    evaluation.findings.extend(folder.findings.iter().cloned());
    finding::sort(&mut evaluation.findings);
    Checked { evidence, evaluation }
}

/// How it stands with what a packet holds.
pub fn evaluated(
    folder: &CaseFolder,
    evidence: &Evidence,
    packet: &PacketProfile,
    today: jiff::civil::Date,
) -> Evaluation {
    let mut evaluation = evaluate_packet(evidence, &folder.case, &folder.track, today, packet);
    evaluation.findings.extend(folder.findings.iter().cloned());
    finding::sort(&mut evaluation.findings);
    evaluation
}

pub fn run(args: &CheckArgs, wanted: Wanted<'_>, quiet: bool) -> Result<Exit, Failure> {
    let mut folder = CaseFolder::open(args.folder.as_deref(), wanted)?;
    if let Some(place) = &args.output {
        outputs::allowed(place, &folder)?;
    }
    let asking = Asking::unless(quiet || args.format == Format::Json);
    let Checked { evidence, mut evaluation } = checked(&mut folder, today(args.today), asking)?;
    let changes = changes(&folder, &evidence, &evaluation, args.since);
    if changes.is_none() && args.since.is_some() {
        say::talk("note: no earlier check is known, so nothing can be said of changes\n");
    }
    evaluation.findings.extend(changes.as_ref().and_then(of_files));
    finding::sort(&mut evaluation.findings);
    let check =
        Check { case: &folder.case, track: &folder.track, evidence: &evidence, evaluation: &evaluation };
    let text = match args.format {
        Format::Human => human::human(&check, changes.as_ref(), say::width()),
        Format::Json => {
            json::json(&check, changes.as_ref()).map_err(|error| Failure::Io(error.to_string()))?
        }
        Format::Html => html::html(&check, changes.as_ref()),
        Format::Client => client::client(&check),
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

/// What has changed since the last check, or since a day; `None` if there was no check before.
pub fn changes(
    folder: &CaseFolder,
    evidence: &Evidence,
    evaluation: &Evaluation,
    since: Option<Date>,
) -> Option<Changes> {
    let history = fs::read(folder.root.join(HISTORY)).ok()?;
    // A line that is no text is no line of a history; the others still are.
    let history = String::from_utf8_lossy(&history);
    let before = match since {
        Some(day) => history::on(&history, day)?,
        None => history::last(&history)?,
    };
    let check = Check { case: &folder.case, track: &folder.track, evidence, evaluation };
    Some(Changes::between(&before, &history::seen(&check)))
}

/// How the files differ, if they do.
pub fn of_files(changes: &Changes) -> Option<Finding> {
    Some(Finding::info("evidence-changed", changes.of_files()?))
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
