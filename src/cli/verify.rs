//! `casebinder verify`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::args::VerifyArgs;
use super::case_folder::{CASE_FILE, EVIDENCE};
use super::exit::Exit;
use super::failure::Failure;
use super::say;
use crate::packet::{self, Mismatch, Verification};
use crate::report::{counted, plain};

pub fn run(args: &VerifyArgs, quiet: bool) -> Result<Exit, Failure> {
    let evidence = args.evidence.as_deref().map(evidence_folder).transpose()?;
    let mut verification = packet::verify(&args.packet, evidence.as_deref())
        .map_err(Failure::at(args.packet.join("manifest.json")))?;
    if let Some(noted) = args.hash.as_ref().filter(|noted| !noted.eq_ignore_ascii_case(&verification.hash)) {
        let how = format!("has the packet hash {}, not {noted}", verification.hash);
        verification.mismatches.push(Mismatch { what: "packet".into(), how });
    }
    say::data(&differences(&verification))?;
    let mut counts =
        format!("{}, {}", counted(verification.volumes, "volume"), counted(verification.pages, "page"));
    if evidence.is_some() {
        let _ = write!(counts, ", {}", counted(verification.sources, "evidence file"));
    }
    if !verification.not_checked.is_empty() {
        // Said even when quiet: what was not checked must not pass for checked.
        say::talk(&format!(
            "note: {} not checked: {}\n",
            counted(verification.not_checked.len(), "file"),
            plain(&verification.not_checked.join(", "))
        ));
    }
    if !verification.mismatches.is_empty() {
        say::talk(&format!(
            "Not verified: {} in {counts}.\n",
            counted(verification.mismatches.len(), "difference")
        ));
        return Ok(Exit::Mismatch);
    }
    if !quiet {
        say::talk(&format!(
            "Verified: {counts}; every hash, page number, link, bookmark and label is as the manifest says.\nPacket hash: {}\n",
            verification.hash
        ));
    }
    Ok(Exit::Done)
}

/// The evidence folder that is meant: people point at it or at its case.
pub fn evidence_folder(given: &Path) -> Result<PathBuf, Failure> {
    let evidence = if given.join(CASE_FILE).is_file() { given.join(EVIDENCE) } else { given.to_owned() };
    if !evidence.is_dir() {
        return Err(Failure::Io(format!("{}: no such folder", evidence.display())));
    }
    Ok(evidence)
}

/// A line for everything that differs.
pub fn differences(verification: &Verification) -> String {
    let mut text = String::new();
    for mismatch in &verification.mismatches {
        let _ = writeln!(text, "differs: {}: {}", plain(&mismatch.what), plain(&mismatch.how));
    }
    text
}
