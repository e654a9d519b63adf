//! The inventory: every file of the evidence folder, once.

use std::path::PathBuf;

use super::Content;
use crate::finding::Finding;
use crate::hash::Checksum;

/// Every file of the evidence folder, sorted by path.
#[derive(Debug, Clone, Default)]
pub struct Inventory {
    /// Each file once, sorted by `path`.
    pub files: Vec<SourceFile>,
    /// What the scan has to say (links that lead out, names that are no text, …).
    pub findings: Vec<Finding>,
}

/// One file of the evidence folder.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// `evidence/…` with `/`, as stored on disk (bytes that are no UTF-8 are shown as `\xNN`).
    pub path: String,
    /// Where it is on this machine.
    pub on_disk: PathBuf,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256, lower-case hex; empty if the file could not be read.
    pub sha256: String,
    /// What the file is known by until the end of the run.
    pub checksum: Checksum,
    /// What the bytes say it is.
    pub kind: Kind,
    /// Pages (PDF), frames (TIFF) or 1 (other images); `None` if it has none or they cannot be counted.
    pub pages: Option<u32>,
    /// The size of each page as a viewer shows it (rotation, crop box and user unit applied; EXIF applied).
    pub sizes: Vec<PageSize>,
    /// Can it go into a packet?
    pub state: State,
    /// What else the bytes told (form number, edition, signature, XFA …), in plain words.
    pub notes: Vec<String>,
    /// What a person has to know before trusting the pages.
    pub oddities: Vec<Oddity>,
    /// Words that hang on its pages and that no printer prints: sticky notes, comments behind highlights.
    pub comments: Vec<Comment>,
    /// What it says, as far as its text can be read.
    pub content: Content,
}

/// Something about a file that can be bound and yet is not what it seems.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Oddity {
    /// It was damaged; the text says what was done about it. What its pages show may have suffered.
    Repaired(String),
    /// It was written with mistakes that were put right and concern no page; the text says which.
    Mended(String),
    /// It is a folder of other files in the form of a PDF; only its own pages are bound.
    Portfolio,
    /// Its page only says that the document is protected; the document itself is locked away inside.
    RightsManaged,
    /// It ends with a second PDF, of which viewers show nothing or show that alone.
    TwoDocuments,
}

/// What keeps a locked file locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// A password.
    Password,
    /// A certificate: it opens only on the computer of the person it was made for.
    Certificate,
}

/// Words that hang on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The page, counted from 1.
    pub page: u32,
    /// Who wrote it, where the file says.
    pub by: Option<String>,
    /// What it hangs on: "a highlight".
    pub about: String,
    /// The words.
    pub text: String,
}

/// The size of a page as a viewer shows it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PageSize {
    /// A page with a size of its own, in points (1/72 inch).
    Points {
        /// Width as viewed.
        width: f64,
        /// Height as viewed.
        height: f64,
    },
    /// A picture, in pixels as viewed.
    Pixels {
        /// Width as viewed.
        width: u32,
        /// Height as viewed.
        height: u32,
        /// Pixels per inch, where the file states a believable value.
        dpi: Option<f64>,
    },
}

/// What the bytes say a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Kind {
    Pdf,
    Jpeg,
    Png,
    Tiff,
    Heic,
    Avif,
    Webp,
    Bmp,
    Gif,
    Word,
    Excel,
    Rtf,
    OpenDocument,
    Email,
    Html,
    Text,
    Zip,
    Audio,
    Video,
    Unknown,
}

/// Can a file go into a packet?
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Yes.
    Sound,
    /// It is the litter of an operating system or a program; the text says of which.
    Junk(String),
    /// 0 bytes.
    Empty,
    /// It is locked.
    Locked(Lock),
    /// It is damaged, or has no pages; the text says how.
    Damaged(String),
    /// It must first be turned into a PDF or an image; the text says what it is ("a Word document").
    NeedsConversion(String),
    /// It could not be read from the disk, or is no ordinary file; the text says why.
    Refused(String),
}
