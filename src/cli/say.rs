//! Data on stdout, talk on stderr.

use std::fs;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use crate::packet::{self, open_alone, private};

/// Writes data to stdout. A reader that has gone away is no mistake.
pub fn data(text: &str) -> io::Result<()> {
    let mut stdout = anstream::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome,
    }
}

/// Writes talk to stderr; nobody is left to tell if that fails.
pub fn talk(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// Writes a report to a file, readable by its owner only, without styles. A report is there whole or not at
/// all: it is written beside its place and moved there. What is no plain file (a pipe, a link) is written to.
pub fn file(path: &Path, text: &str) -> io::Result<()> {
    let plain = anstream::adapter::strip_str(text).to_string();
    let is_plain = path.symlink_metadata().is_ok_and(|there| there.is_file());
    let name = path.file_name().filter(|_| is_plain || path.symlink_metadata().is_err());
    let Some(name) = name else {
        return private().create(true).truncate(true).open(path)?.write_all(plain.as_bytes());
    };
    let partial = path.with_file_name(format!(".{}.partial", name.to_string_lossy()));
    let written = open_alone(&partial).and_then(|mut file| {
        file.set_len(0)?;
        file.write_all(plain.as_bytes())?;
        // While the file is still held: another run that writes the same report must not find it half moved.
        fs::rename(&partial, path)
    });
    if written.is_err() {
        // Nobody is left to tell if this fails too.
        let _ = fs::remove_file(&partial);
    }
    written
}

/// How wide the terminal is; 100 columns where there is none.
pub fn width() -> usize {
    // The environment is the terminal's word; only the command line asks it.
    #[expect(clippy::disallowed_methods)]
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    columns.unwrap_or(100)
}

/// Writes a new file, readable by its owner only; one that is there already is an error.
pub fn new_file(path: &Path, text: &str) -> io::Result<()> {
    packet::new_file(path)?.write_all(text.as_bytes())
}

/// Appends a line to a file, readable by its owner only: one writer at a time, whole or not at all. A last line that
/// a crash left unfinished is ended first, so that it spoils no other.
pub fn append_line(path: &Path, line: &str) -> io::Result<()> {
    let mut file = open_alone(path)?;
    let end = file.seek(SeekFrom::End(0))?;
    let mut text = format!("{line}\n");
    if end > 0 {
        let mut last = [0];
        file.seek(SeekFrom::End(-1))?;
        file.read_exact(&mut last)?;
        if last != *b"\n" {
            text.insert(0, '\n');
        }
    }
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_data());
    if written.is_err() {
        // Nobody is left to tell if this fails too; the next run ends the line.
        let _ = file.set_len(end);
    }
    written
}
