//! `casebinder export`: a bag for the archive.

use std::fmt::Write as _;

use super::args::ExportArgs;
use super::case_folder::{CASE_FILE, CaseFolder};
use super::exit::Exit;
use super::failure::{Failure, reason};
use super::office::Wanted;
use super::{interrupt, outputs, say, verify, who};
use crate::packet::{self, BagError, Contents, FolderError};
use crate::report::{counted, plain};

pub fn run(args: &ExportArgs, wanted: Wanted<'_>, quiet: bool) -> Result<Exit, Failure> {
    let folder = CaseFolder::open(args.folder.as_deref(), wanted)?;
    outputs::allowed(&args.bagit, &folder)?;
    let packet = args.packet.clone().unwrap_or_else(|| folder.root.join("packet"));
    if !packet.join("manifest.json").is_file() {
        return Err(Failure::Io(format!(
            "{} holds no packet; build it first, or name one with --packet",
            packet.display()
        )));
    }
    outputs::not_inside(&args.bagit, &packet)?;
    let contents =
        Contents { case_file: &folder.root.join(CASE_FILE), evidence: &folder.evidence(), packet: &packet };
    let made = interrupt::while_writing(|stop| packet::bag(contents, &args.bagit, &who::works_here(), stop));
    let bag = match made {
        Ok(bag) => bag,
        Err(BagError::Mismatch(verification)) => {
            say::data(&verify::differences(&verification))?;
            say::talk("error: no bag was written: packet and evidence are not what the manifest says\n");
            return Ok(Exit::Mismatch);
        }
        Err(BagError::Interrupted) => {
            say::talk("interrupted: no bag was written\n");
            return Ok(Exit::Interrupted);
        }
        Err(BagError::Io { path, source } | BagError::Folder(FolderError::Io { path, source })) => {
            return Err(Failure::Io(format!("no bag was written: {}: {}", path.display(), reason(&source))));
        }
        Err(error) => return Err(Failure::Io(format!("no bag was written: {error}"))),
    };
    let mut text = String::new();
    for path in &bag.left {
        // Said even when quiet: an archive that lacks something must say so.
        let _ = writeln!(text, "note: {} is no file and is not in the bag", plain(path));
    }
    if !quiet {
        for (name, in_bag) in &bag.renamed {
            let _ = writeln!(text, "note: {} is called {} in the bag", plain(name), plain(in_bag));
        }
        let _ = writeln!(
            text,
            "Wrote {}: {}, {} bytes, verified.\nPacket hash: {}",
            args.bagit.display(),
            counted(bag.files, "file"),
            bag.bytes,
            bag.hash
        );
    }
    say::talk(&text);
    Ok(Exit::Done)
}
