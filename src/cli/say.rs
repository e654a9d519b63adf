//! Data on stdout, talk on stderr.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

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
    let written = private()
        .create(true)
        .truncate(true)
        .open(&partial)
        .and_then(|mut file| file.write_all(plain.as_bytes()))
        .and_then(|()| fs::rename(&partial, path));
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
    private().create_new(true).open(path)?.write_all(text.as_bytes())
}

/// Appends a line to a file, readable by its owner only.
pub fn append_line(path: &Path, line: &str) -> io::Result<()> {
    private().append(true).create(true).open(path)?.write_all(format!("{line}\n").as_bytes())
}

fn private() -> std::fs::OpenOptions {
    let mut options = std::fs::OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
}
