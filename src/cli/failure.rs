//! What cannot go on: the message and the exit code.

use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;

use super::exit::Exit;
use super::say;
use crate::finding::Finding;
use crate::packet::{BindError, FolderError};
use crate::report::{human, plain};
use crate::tomlfile::did_you_mean;

/// A run that cannot go on.
#[derive(Debug)]
pub enum Failure {
    /// The case or a rule file is invalid: everything that is wrong with it.
    Invalid(Vec<Finding>),
    /// A rule file is invalid: everything that is wrong with it.
    Rules(Vec<Finding>),
    /// The folder named holds no case.
    NoCaseIn(PathBuf),
    /// No case was found.
    NoCase(PathBuf),
    /// A word on the command line is not known here: (what, the word, those known).
    Unknown(&'static str, String, Vec<String>),
    /// A disk, a folder, a file said no.
    Io(String),
    /// The packet could not be bound.
    Bind(BindError),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Io(reason(&error))
    }
}

impl Failure {
    /// A failure that names the path.
    pub fn at(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Failure {
        let path = path.into();
        move |error| Failure::Io(format!("{}: {}", path.display(), reason(&error)))
    }

    /// Says it on stderr.
    pub fn report(&self) -> Exit {
        let mut text = String::new();
        let exit = match self {
            Failure::Invalid(findings) => {
                let _ = writeln!(text, "error: the case cannot be used as it is");
                text += &human::findings(findings, say::width());
                Exit::Invalid
            }
            Failure::Rules(findings) => {
                let _ = writeln!(text, "error: a rule file cannot be used as it is");
                text += &human::findings(findings, say::width());
                Exit::Invalid
            }
            Failure::NoCaseIn(folder) => {
                let shown = plain(&folder.display().to_string());
                if folder.exists() {
                    let _ = writeln!(text, "error: no case.toml in {shown}");
                } else {
                    let _ = writeln!(text, "error: {shown} does not exist");
                }
                let above = folder.ancestors().skip(1).find(|above| above.join("case.toml").is_file());
                match above.filter(|above| !above.as_os_str().is_empty()) {
                    Some(above) => {
                        let above = plain(&above.display().to_string());
                        let _ = writeln!(text, "  the case folder above it is {above}");
                    }
                    None => {
                        let _ = writeln!(text, "  make a case with: casebinder init DIR --track TRACK");
                    }
                }
                Exit::Invalid
            }
            Failure::NoCase(from) => {
                let _ = writeln!(
                    text,
                    "error: no case.toml in {} or any folder above it",
                    plain(&from.display().to_string())
                );
                let _ = writeln!(text, "  make a case with: casebinder init DIR --track TRACK");
                Exit::Invalid
            }
            Failure::Unknown(what, word, known) => {
                let near = did_you_mean(word, known.iter().map(String::as_str));
                let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                let _ = writeln!(text, "error: there is no {what} `{}`{near}", plain(word));
                let _ = writeln!(text, "  known: {}", known.join(", "));
                Exit::BadArguments
            }
            Failure::Io(message) => {
                let _ = writeln!(text, "error: {}", plain(message));
                Exit::CouldNot
            }
            Failure::Bind(BindError::Interrupted) => {
                let _ = writeln!(text, "interrupted: no packet was written");
                Exit::Interrupted
            }
            Failure::Bind(error) => {
                bind_error(&mut text, error);
                Exit::CouldNot
            }
        };
        say::talk(&text);
        exit
    }
}

fn bind_error(text: &mut String, error: &BindError) {
    let message = match error {
        BindError::Write { path, source } | BindError::Folder(FolderError::Io { path, source }) => {
            format!("{}: {}", path.display(), reason(source))
        }
        other => other.to_string(),
    };
    let _ = writeln!(text, "error: no packet was written: {}", plain(&message));
    match error {
        BindError::Mismatch(differences) => {
            for difference in differences.iter().take(50) {
                let _ = writeln!(text, "  {}", plain(difference));
            }
            if differences.len() > 50 {
                let _ = writeln!(text, "  and {} more", differences.len() - 50);
            }
            let _ = writeln!(text, "  this is a fault of casebinder; the evidence is untouched");
        }
        BindError::Changed { .. } => {
            let _ = writeln!(text, "  wait until nobody works in the evidence folder, then build again");
        }
        BindError::Source { .. } => {
            let _ = writeln!(
                text,
                "  open the file and print it to a new PDF, or keep it out with `exclude` in its [[document]] entry"
            );
        }
        BindError::TooLarge { .. } => {
            let _ = writeln!(text, "  scan this page at a lower resolution, or as black and white");
        }
        BindError::Folder(FolderError::Busy { .. }) => {
            let _ = writeln!(
                text,
                "  wait until it is done, then build again, or build into another folder with -o"
            );
        }
        BindError::Folder(_) => {
            let _ = writeln!(text, "  choose another folder with -o");
        }
        BindError::Write { .. } | BindError::Compose(_) | BindError::Interrupted | BindError::Outgrown(_) => {
        }
    }
}

/// What the disk says, in words.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission".to_owned(),
        io::ErrorKind::NotFound => "it is not there".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        _ => error.to_string(),
    }
}
