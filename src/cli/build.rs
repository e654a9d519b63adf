//! `casebinder build`.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::atomic::Ordering;

use tempfile::TempDir;

use super::args::{BuildArgs, FailOn};
use super::case_folder::CaseFolder;
use super::check::{self, Checked};
use super::exit::Exit;
use super::failure::Failure;
use super::office::Wanted;
use super::passwords::{self, Asking};
use super::today::day_of_build;
use super::{interrupt, outputs, say, who};
use crate::finding::{self, Finding, Severity, gravest};
use crate::intake::office;
use crate::packet::{self, BindError, Workplace};
use crate::plan::{self, Exhibit, PacketPlan, Wish};
use crate::report::{Check, bound, counted, human, plain};
use crate::track::{PacketProfile, Track};

/// How often a packet is divided into volumes anew because its pages weigh other than was thought.
const MOST_ATTEMPTS: u64 = 6;
/// Bytes by which volumes are planned lighter at each new attempt.
const RESERVE: u64 = 100_000;

pub fn run(args: &BuildArgs, wanted: Wanted<'_>, quiet: bool) -> Result<Exit, Failure> {
    let mut folder = CaseFolder::open(args.folder.as_deref(), wanted)?;
    let place = args.output.clone().unwrap_or_else(|| folder.root.join("packet"));
    outputs::allowed(&place, &folder)?;
    let as_of = day_of_build(args.today);
    // A misspelt profile is told before the folder is read.
    let wanted = args.packet.clone().or_else(|| folder.case.packet.profile.clone());
    profile(&folder.track, wanted.as_deref())?;
    let mut inventory = folder.scan()?;
    passwords::ask(&mut folder, &mut inventory, Asking::unless(quiet));
    let workspace = workspace(&folder)?;
    if let Some(workspace) = &workspace {
        let stopped = interrupt::while_writing(|stop| {
            office::convert(&mut inventory, workspace.path(), stop);
            stop.load(Ordering::SeqCst)
        });
        if stopped {
            return Err(Failure::Bind(BindError::Interrupted));
        }
    }
    let Checked { evidence, mut evaluation } = check::judged(&folder, &inventory, as_of);
    let profile = profile(&folder.track, wanted.as_deref())?;
    let since = check::changes(&folder, &evidence, &evaluation, None);
    let changes = since.as_ref().and_then(check::of_files);
    if !profile.is_whole() {
        evaluation = check::evaluated(&folder, &evidence, profile, as_of);
    }
    evaluation.findings.extend(changes.iter().cloned());
    let wish = Wish { profile, as_of, draft: args.draft, weights: None };
    let (plan, findings) = plan::plan(&evidence, &folder.case, &folder.track, wish);
    // A choice of pages that are not there is a mistake in the case; a draft would hide it.
    let misread = evaluation.findings.iter().any(|finding| finding.rule == "document-pages");
    let unplannable = misread || gravest(&findings) == Some(Severity::Error);
    evaluation.findings.extend(findings);
    finding::sort(&mut evaluation.findings);
    let exit = check::exit(&evaluation, FailOn::Error);
    if exit != Exit::Done && (!args.draft || unplannable) {
        let check =
            Check { case: &folder.case, track: &folder.track, evidence: &evidence, evaluation: &evaluation };
        say::talk(&human::human(&check, since.as_ref(), say::width()));
        let remedy = if unplannable { "" } else { "; build with --draft to see it as it stands" };
        say::talk(&format!("\nNo packet was written{remedy}.\n"));
        // A deadline that presses makes no difference to a packet that was not written.
        return Ok(Exit::Gaps);
    }
    if args.dry_run {
        say::data(&contents(&plan))?;
        return Ok(Exit::Done);
    }
    let made = interrupt::while_writing(|stop| {
        let workplace = Workplace::take(&place, &who::works_here())?;
        let mut plan = Cow::Borrowed(&plan);
        for attempt in 1_u64.. {
            let weights = match packet::bind(&plan, &folder.case, &folder.track, &workplace, stop) {
                Err(BindError::Outgrown(weights)) if attempt < MOST_ATTEMPTS => *weights,
                done => return done,
            };
            // The pages were weighed now; what a volume weighs beside them may still differ a little.
            let weights = weights.with_reserve(RESERVE * attempt);
            let wish = Wish { weights: Some(&weights), ..wish };
            plan = Cow::Owned(plan::plan(&evidence, &folder.case, &folder.track, wish).0);
        }
        Err(BindError::Interrupted)
    })
    .map_err(Failure::Bind)?;
    if !quiet {
        if exit != Exit::Done {
            let check = Check {
                case: &folder.case,
                track: &folder.track,
                evidence: &evidence,
                evaluation: &evaluation,
            };
            say::talk(&format!("Draft, not ready to file: {}.\n", check.verdict(&check.summary())));
        }
        let stale = folder.track.books.stale(as_of);
        let told: Vec<Finding> = stale.into_iter().chain(changes).chain(made.findings).collect();
        say::talk(&bound::notes(&told, say::width()));
        say::talk(&bound::ledger(&made.manifest, &made.hash, &place.display().to_string()));
    }
    Ok(Exit::Done)
}

/// A private folder for what LibreOffice makes, if the case asks for it; gone when the packet is bound.
fn workspace(folder: &CaseFolder) -> Result<Option<TempDir>, Failure> {
    if folder.case.packet.convert != Some(true) {
        return Ok(None);
    }
    Ok(Some(tempfile::Builder::new().prefix("casebinder-").tempdir()?))
}

fn profile<'t>(track: &'t Track, wanted: Option<&str>) -> Result<&'t PacketProfile, Failure> {
    let known = || track.packets.iter().map(|profile| profile.id.clone()).collect();
    let found = match wanted {
        Some(id) => track.packets.iter().find(|profile| profile.id == id),
        None => track.packets.first(),
    };
    found.ok_or_else(|| Failure::Unknown("packet profile", wanted.unwrap_or_default().to_owned(), known()))
}

/// What a packet would hold, for `--dry-run`.
fn contents(plan: &PacketPlan) -> String {
    let mut text = String::new();
    let pages = counted(plan.pages.len(), "page");
    let _ = writeln!(text, "{}: {pages}, {}", plan.file_stem, counted(plan.exhibits.len(), "exhibit"));
    for Exhibit { tab, title, first_page, last_page, sources, .. } in &plan.exhibits {
        let _ = writeln!(text, "  {tab:>3}  {:>9}  {}", format!("{first_page}–{last_page}"), plain(title));
        for source in sources {
            let _ = writeln!(text, "                  {}", plain(&source.path));
        }
    }
    if !plan.omitted.is_empty() {
        let _ = writeln!(text, "\n  Not in the packet:");
    }
    for omitted in &plan.omitted {
        let _ = writeln!(text, "    {}: {}", plain(&omitted.path), plain(&omitted.reason));
    }
    text
}
