//! `casebinder explain`.

use std::path::Path;
use std::sync::Arc;

use super::args::ExplainArgs;
use super::case_folder::CaseFolder;
use super::check::{self, Checked};
use super::exit::Exit;
use super::failure::Failure;
use super::office::{self, Wanted};
use super::passwords::Asking;
use super::say;
use super::today::today;
use crate::evaluate::explain;
use crate::finding::rules;
use crate::track::{self, Track};

pub fn run(args: &ExplainArgs, wanted: Wanted<'_>) -> Result<Exit, Failure> {
    let mut case = match CaseFolder::open(args.folder.as_deref(), wanted) {
        Ok(folder) => Some(folder),
        Err(Failure::NoCase(_)) if args.folder.is_none() => None,
        Err(failure) => return Err(failure),
    };
    if let Some(folder) = &mut case {
        let day = today(None);
        let Checked { evidence, .. } = check::checked(folder, day, Asking::Forbidden)?;
        if let Some(text) = explain(&args.id, &folder.track, Some((&folder.case, &evidence, day))) {
            say::data(&text)?;
            return Ok(Exit::Done);
        }
    }
    let books = match &case {
        Some(folder) => Arc::clone(&folder.track.books),
        None => office::books(wanted, Path::new("."))?,
    };
    let tracks: Vec<_> = track::ids(&books).iter().filter_map(|id| track::find(&books, id)?.track).collect();
    let texts: Vec<String> = tracks.iter().filter_map(|track| explain(&args.id, track, None)).collect();
    if texts.is_empty() {
        return Err(Failure::Unknown("requirement, deadline or rule", args.id.clone(), known_ids(&tracks)));
    }
    let mut texts = texts;
    texts.dedup();
    say::data(&texts.join("\n"))?;
    Ok(Exit::Done)
}

/// Every id that can be explained, each once.
fn known_ids(tracks: &[Track]) -> Vec<String> {
    let requirements =
        tracks.iter().flat_map(|track| track.requirements.iter().map(|requirement| requirement.id.clone()));
    let deadlines =
        tracks.iter().flat_map(|track| track.deadlines.iter().map(|deadline| deadline.id.clone()));
    let ids: std::collections::BTreeSet<String> =
        requirements.chain(deadlines).chain(rules().into_iter().map(|rule| rule.id)).collect();
    ids.into_iter().collect()
}
