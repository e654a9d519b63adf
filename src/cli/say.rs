//! Data on stdout, talk on stderr.

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

/// Writes a report to a file, readable by its owner only, without styles.
pub fn file(path: &Path, text: &str) -> io::Result<()> {
    let plain = anstream::adapter::strip_str(text).to_string();
    private().create(true).truncate(true).open(path)?.write_all(plain.as_bytes())
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
