//! The law books of a run: what every stage may look up, besides the track itself.

use std::sync::{Arc, OnceLock};

use crate::dated::Dated;

/// What is looked up by every track.
#[derive(Debug, Clone, Default)]
pub struct Books {
    /// Fees, editions, limits, lead days and addresses.
    pub dated: Dated,
}

impl Books {
    /// The built-in books, read once.
    pub fn built_in() -> Arc<Books> {
        static BOOKS: OnceLock<Arc<Books>> = OnceLock::new();
        Arc::clone(BOOKS.get_or_init(|| Arc::new(Books { dated: Dated::built_in() })))
    }
}
