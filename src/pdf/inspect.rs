//! What intake wants to know about a PDF, asked of two readers.

use crate::intake::{PageSize, State};

/// Facts about a PDF.
#[derive(Debug, Clone)]
pub struct PdfFacts {
    /// `Sound`, `Locked` or `Damaged`.
    pub state: State,
    /// Number of pages both readers agree on.
    pub pages: Option<u32>,
    /// The size of each page as viewed, in points.
    pub sizes: Vec<PageSize>,
    /// What else is worth knowing: "XFA form", "carries a digital signature", "encrypted with an empty password" …
    pub notes: Vec<String>,
}

/// Looks at a PDF. Never panics, whatever the bytes.
pub fn inspect(_bytes: &[u8]) -> PdfFacts {
    PdfFacts { state: State::Sound, pages: None, sizes: Vec::new(), notes: Vec::new() }
}
