//! The exit codes, a contract with scripts.

use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done, complete, verified.
    Done = 0,
    /// It could not do its work: a disk, a folder, a file said no.
    CouldNot = 1,
    /// Bad arguments.
    BadArguments = 2,
    /// The case or a rule file is invalid.
    Invalid = 3,
    /// A required item is missing, or an error finding stands.
    Gaps = 10,
    /// As `Gaps`, and a deadline has passed or lies inside its warning window.
    GapsAndDeadline = 11,
    /// A packet is not what its manifest says.
    Mismatch = 12,
    /// Somebody pressed Ctrl-C.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}
