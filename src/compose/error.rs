//! What is wrong with a plan whose pages do not fit what is printed on them.

/// The plan and the composed pages disagree: a mistake in the program, never in the case. Nothing may be
/// printed then, because a page could bear a wrong number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ComposeError {
    /// A page does not bear its own number.
    #[error("page {place} of the plan is numbered {number}")]
    Number {
        /// Where it stands, counted from 1.
        place: usize,
        /// The number it bears.
        number: u32,
    },
    /// A page is not the one that follows.
    #[error("page {number} of the plan should be {expected}, but it is {found}")]
    Page {
        /// Its number.
        number: usize,
        /// What should be there.
        expected: String,
        /// What is there.
        found: String,
    },
    /// An exhibit or a source states other pages than it has.
    #[error("{what} is planned for pages {planned}, but it stands on pages {found}")]
    Range {
        /// Which exhibit or source.
        what: String,
        /// What the plan says.
        planned: String,
        /// What is so.
        found: String,
    },
}
