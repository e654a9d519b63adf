//! Walks the evidence folder and reads each file once: hash and facts from the same bytes.

use std::fs::FileType;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use walkdir::WalkDir;

use super::facts::{Facts, facts};
use super::names::{evidence_path, odd_names, shown};
use super::reading::{in_words, read};
use super::{Content, Inventory, Kind, SourceFile, State};
use crate::finding::{self, Finding};
use crate::secret::Secret;

/// Files at a time, whatever the machine: each may be in memory.
const READERS: usize = 8;

/// Above this many bytes a file waits until no other one of its size is in memory.
const LARGE: u64 = 32 << 20;

/// What the walk found at a place.
struct Found {
    on_disk: PathBuf,
    path: String,
    bytes: u64,
    /// Why it is not read: a link, a pipe …
    refused: Option<String>,
}

/// Scans `evidence`, a folder. Never follows links out of it, never writes. The passwords are tried on locked files.
///
/// # Errors
/// If the folder itself cannot be read. A file that cannot be read is an entry with a reason.
pub fn scan(evidence: &Path, passwords: &[Secret]) -> std::io::Result<Inventory> {
    // The walk would report an unreadable top folder as one missing entry among others.
    drop(std::fs::read_dir(evidence)?);
    let (found, mut findings) = walk(evidence);
    let mut files = examine_all(&found, passwords);
    let mut not_text: Vec<String> = Vec::new();
    for file in &found {
        if file.on_disk.strip_prefix(evidence).is_ok_and(|relative| relative.to_str().is_none()) {
            not_text.push(file.path.clone());
        }
    }
    files.sort_by(|a, b| (&a.path, &a.on_disk).cmp(&(&b.path, &b.on_disk)));
    findings.extend(odd_names(&files, &not_text));
    finding::sort(&mut findings);
    Ok(Inventory { files, findings })
}

/// Lists everything but folders.
fn walk(evidence: &Path) -> (Vec<Found>, Vec<Finding>) {
    let mut found = Vec::new();
    let mut findings = Vec::new();
    for entry in WalkDir::new(evidence).follow_links(false).min_depth(1).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => {
                let relative = entry.path().strip_prefix(evidence).unwrap_or(entry.path());
                let metadata = entry.metadata().map_err(|error| {
                    error.into_io_error().map_or_else(|| "it cannot be reached".into(), in_words)
                });
                found.push(Found {
                    path: evidence_path(relative),
                    bytes: metadata.as_ref().map_or(
                        0,
                        |metadata| {
                            if metadata.is_file() { metadata.len() } else { 0 }
                        },
                    ),
                    refused: not_a_file(entry.file_type()).or_else(|| metadata.err()),
                    on_disk: entry.into_path(),
                });
            }
            Err(error) => findings.push(closed_folder(evidence, error)),
        }
    }
    (found, findings)
}

/// What lies in a folder that cannot be opened is unknown: that must not look like nothing.
fn closed_folder(evidence: &Path, error: walkdir::Error) -> Finding {
    let place = error.path().unwrap_or(evidence);
    let path = evidence_path(place.strip_prefix(evidence).unwrap_or(place));
    let why = error.into_io_error().map_or_else(|| "it leads back into itself".into(), in_words);
    Finding::error("folder-refused", format!("The folder {} could not be read: {why}.", shown(&path)))
        .on(path)
        .with_hint("Let this computer's administrator give you the right to read it, then check again.")
}

fn not_a_file(kind: FileType) -> Option<String> {
    if kind.is_file() {
        return None;
    }
    if kind.is_symlink() {
        return Some("a link; casebinder reads only what lies in the folder itself".into());
    }
    Some(special(kind).into())
}

#[cfg(unix)]
fn special(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        "a pipe between programs, not a file"
    } else if kind.is_socket() {
        "a socket between programs, not a file"
    } else {
        "a device, not a file"
    }
}

#[cfg(not(unix))]
fn special(_kind: FileType) -> &'static str {
    "no ordinary file"
}

/// Reads all files, several at a time. Each is looked into on a thread of its own (see [`crate::guard`]).
fn examine_all(found: &[Found], passwords: &[Secret]) -> Vec<SourceFile> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(found.len()));
    let large = Mutex::new(());
    let work = || {
        while let Some(file) = found.get(next.fetch_add(1, Ordering::Relaxed)) {
            let examined = if file.bytes > LARGE {
                let _one_at_a_time = large.lock();
                examine(file, passwords)
            } else {
                examine(file, passwords)
            };
            if let Ok(mut done) = done.lock() {
                done.push(examined);
            }
        }
    };
    let readers = thread::available_parallelism().map_or(1, NonZero::get).min(READERS).min(found.len());
    thread::scope(|scope| {
        let started =
            (0..readers).filter(|_| thread::Builder::new().spawn_scoped(scope, work).is_ok()).count();
        if started == 0 {
            work();
        }
    });
    done.into_inner().unwrap_or_default()
}

fn examine(found: &Found, passwords: &[Secret]) -> SourceFile {
    let mut file = SourceFile {
        path: found.path.clone(),
        on_disk: found.on_disk.clone(),
        bytes: found.bytes,
        sha256: String::new(),
        checksum: Default::default(),
        kind: Kind::Unknown,
        pages: None,
        sizes: Vec::new(),
        state: State::Empty,
        notes: Vec::new(),
        oddities: Vec::new(),
        comments: Vec::new(),
        content: Content::default(),
    };
    let reading = match &found.refused {
        Some(why) => Err(why.clone()),
        None => read(&found.on_disk),
    };
    match reading {
        Err(why) => file.state = State::Refused(why),
        Ok(reading) => {
            let name = found.path.rsplit('/').next().unwrap_or_default();
            file.bytes = reading.bytes;
            file.sha256 = reading.sha256;
            file.checksum = reading.checksum;
            take(&mut file, facts(name, reading.content, passwords));
        }
    }
    file
}

/// Looks into a locked file again, with other passwords.
pub fn look_again(file: &mut SourceFile, passwords: &[Secret]) {
    // If it changed since the scan, binding will find that out and say so.
    if let Ok(reading) = read(&file.on_disk) {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        take(file, facts(name, reading.content, passwords));
    }
}

fn take(file: &mut SourceFile, told: Facts) {
    file.kind = told.kind;
    file.pages = told.pages;
    file.sizes = told.sizes;
    file.state = told.state;
    file.notes = told.notes;
    file.oddities = told.oddities;
    file.comments = told.comments;
    file.content = told.content;
}

#[cfg(test)]
#[path = "scan_tests.rs"]
mod tests;
