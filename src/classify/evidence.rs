//! Evidence: the inventory with a meaning for every file.

use jiff::civil::Date;

use crate::case::PageSelection;
use crate::finding::Finding;
use crate::intake::SourceFile;

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Disposition {
    /// It is a document of the case and can go into the packet.
    Assigned,
    /// It is readable, but nobody said what it is and its name does not tell.
    Unassigned,
    /// It stays out: a copy, a draft, or a person said so.
    Excluded,
    /// The litter of an operating system or a program.
    Junk,
    /// It cannot go into a packet as it is: empty, locked, damaged, or to be converted first.
    Unreadable,
}

/// How sure a classification is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// A guess: a person should look; never satisfies a requirement.
    Unsure,
    /// The name tells.
    Named,
    /// A person said so in `case.toml`.
    Stated,
}

/// One file with its meaning.
#[derive(Debug, Clone)]
pub struct EvidenceFile {
    /// The file itself: path, hash, kind, pages.
    pub source: SourceFile,
    /// What became of it.
    pub disposition: Disposition,
    /// Why: one clause in plain words ("its name says \"pasaporte\"", "exact copy of …", "locked with a password").
    pub reason: String,
    /// Requirement ids it stands for; also filled for unreadable and excluded files where the name tells,
    /// so that a report can say "the only passport is locked".
    pub satisfies: Vec<String>,
    /// Whose document it is: handle of a person; `None` = the case's.
    pub person: Option<String>,
    /// How sure the classification is.
    pub confidence: Confidence,
    /// What else it might have been, in plain words.
    pub rival: Option<String>,
    /// Title for index and tab sheet: given, or made from the file name.
    pub title: String,
    /// Date of the document, if given.
    pub date: Option<Date>,
    /// ISO 639-1 language, if given.
    pub language: Option<String>,
    /// ISO 639-1 language that its text is clearly written in, where it has a text.
    pub text_language: Option<String>,
    /// Path of the file that this one translates.
    pub translation_of: Option<String>,
    /// Requirement id of the document that this one translates, when the file itself is not known
    /// ("Declaration - English Translation.pdf" → `declaration`).
    pub translates: Option<String>,
    /// Paths of the files whose translation this certificate certifies.
    pub certificate_for: Vec<String>,
    /// Only these pages go into the packet.
    pub selection: Option<PageSelection>,
    /// What is printed below its pages, in their order.
    pub captions: Vec<String>,
    /// The comments in it are printed in the packet.
    pub print_comments: bool,
    /// It has an entry of its own in `case.toml` without `satisfies`: an exhibit in its own right.
    pub own_exhibit: bool,
}

/// Every file of the inventory, sorted by path, and what classification has to say.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// Each file once, sorted by `source.path`.
    pub files: Vec<EvidenceFile>,
    /// Findings about single files.
    pub findings: Vec<Finding>,
}

impl Evidence {
    /// The file with this path.
    pub fn file(&self, path: &str) -> Option<&EvidenceFile> {
        self.files
            .binary_search_by(|file| file.source.path.as_str().cmp(path))
            .ok()
            .map(|index| &self.files[index])
    }
}
