//! What is to be said about files that can be bound and are not what they seem.

use super::{Oddity, shown};
use crate::finding::Finding;

impl Oddity {
    /// The finding about the file with this path.
    pub fn finding(&self, path: &str) -> Finding {
        let file = shown(path);
        let finding = match self {
            Oddity::Repaired(how) => {
                Finding::warning("file-repaired", format!("{file} was damaged and has been repaired: {how}."))
                    .with_hint("Hold its pages in the packet against the paper or the sender's copy, or ask for the file again.")
            }
            Oddity::Mended(how) => Finding::info(
                "file-repaired",
                format!("{file} has mistakes in its structure, which have been repaired and concern no page: {how}."),
            ),
            Oddity::Portfolio => Finding::warning(
                "pdf-portfolio",
                format!("{file} is a portfolio, a folder of other files; only its own pages are bound."),
            )
            .with_hint("Open it in a PDF viewer, save the files inside it, and put those beside it."),
            Oddity::RightsManaged => Finding::error(
                "pdf-rights-managed",
                format!("{file} only says that the document is protected; the document itself is locked away inside."),
            )
            .with_hint("Ask the sender for a copy without protection, or for a printed copy."),
            Oddity::TwoDocuments => Finding::warning(
                "pdf-two-documents",
                format!("{file} holds a second PDF behind the first; viewers show one of them only."),
            )
            .with_hint("Ask the sender for the two documents as two files, and check which one is bound."),
        };
        finding.on(path)
    }
}
