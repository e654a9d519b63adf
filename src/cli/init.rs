//! `casebinder init`: a new case folder. Never overwrites.

use super::args::InitArgs;
use super::case_folder::{CASE_FILE, EVIDENCE};
use super::exit::Exit;
use super::failure::Failure;
use super::office::{self, Wanted};
use super::say;
use crate::finding::{Severity, gravest};
use crate::{case, packet, track};

pub fn run(args: &InitArgs, wanted: Wanted<'_>, quiet: bool) -> Result<Exit, Failure> {
    // The new case will lie there: the office's files beside it are the ones that it will be read with.
    let books = office::books(wanted, args.folder.parent().unwrap_or(&args.folder))?;
    let unknown = || Failure::Unknown("track", args.track.clone(), track::ids(&books));
    let parsed = track::find(&books, &args.track).ok_or_else(unknown)?;
    if gravest(&parsed.findings) == Some(Severity::Error) {
        return Err(Failure::Rules(parsed.findings));
    }
    let track = parsed.track.ok_or(Failure::Rules(parsed.findings))?;
    let file = args.folder.join(CASE_FILE);
    if file.exists() {
        return Err(Failure::Io(format!("{} is already there; it is not overwritten", file.display())));
    }
    let evidence = args.folder.join(EVIDENCE);
    packet::all_folders(&evidence).map_err(Failure::at(&evidence))?;
    let text = case::init::template(&track.id, args.client.as_deref(), track.forum, &track.facts);
    say::new_file(&file, &text).map_err(Failure::at(&file))?;
    if quiet {
        return Ok(Exit::Done);
    }
    say::talk(&format!(
        "Made {}.\nNext: put the client's files into {}, fill in {}, then run: casebinder check {}\n",
        args.folder.display(),
        evidence.display(),
        file.display(),
        args.folder.display(),
    ));
    Ok(Exit::Done)
}
