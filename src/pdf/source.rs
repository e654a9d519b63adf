//! Opens evidence the careful way.

use std::collections::BTreeMap;

use crate::intake::Kind;

/// An opened source, ready to give its pages to a volume.
pub struct Source {
    _private: (),
}

/// Why a source cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// It needs a password.
    #[error("it needs a password")]
    Locked,
    /// It is damaged; the text says how.
    #[error("{0}")]
    Damaged(String),
}

/// A bookmark of a source.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceBookmark {
    /// Its title.
    pub title: String,
    /// The source page it leads to, counted from 1.
    pub page: Option<u32>,
    /// The bookmarks below it.
    pub children: Vec<SourceBookmark>,
}

impl Source {
    /// Opens the bytes of a file of this kind.
    ///
    /// # Errors
    /// If it is locked or damaged.
    pub fn open(_bytes: Vec<u8>, _kind: Kind) -> Result<Source, OpenError> {
        Err(OpenError::Locked)
    }

    /// Number of pages or frames.
    pub fn page_count(&self) -> u32 {
        0
    }

    /// Its own bookmarks.
    pub fn bookmarks(&self) -> Vec<SourceBookmark> {
        Vec::new()
    }

    /// What flattening and opening had to say.
    pub fn notes(&self) -> Vec<String> {
        Vec::new()
    }
}

/// From source pages (counted from 1) to pages of the volume (counted from 0), for links inside a source.
pub type PageMap = BTreeMap<u32, usize>;
