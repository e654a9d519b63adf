//! Flatten: draws form fields and annotations into the page by their appearance, as a printer would.
//!
//! What a printer would do is the rule, because a packet is paper that happens to be a file: an annotation
//! or field that is hidden, or that is not marked for printing, is not drawn. Where that leaves something
//! out that a person may have seen on the screen (a filled-in field, a mark on the text), a note says so.

mod annotation;
mod appearance;
pub(super) mod balance;
mod comments;
mod face;
pub(in crate::pdf) mod fields;
mod frame;
mod geometry;
pub(super) mod lookup;
mod made;
mod markup;
mod notes;
mod page;
mod style;
mod textbox;
mod typeface;
mod widget;
mod words;

use lopdf::{Document, ObjectId};

use annotation::Survey;
pub use comments::comments;
pub use notes::short;

/// Draws the appearance of every visible annotation and form field of the page into the page itself
/// (content appended, XObjects added to a Resources dictionary of the page's own), makes the appearance of
/// filled-in fields that have none, and leaves in `/Annots` only `/Link` annotations.
///
/// Returns what is worth telling a person ("a pop-up note was left out", "the signature of … ends here").
pub fn flatten_page(document: &mut Document, page: ObjectId) -> Vec<String> {
    let Some(Survey { drawings, links, notes }) = annotation::survey(document, page) else {
        return Vec::new();
    };
    page::draw(document, page, drawings);
    page::keep_links(document, page, links);
    let mut told: Vec<String> = Vec::new();
    for note in notes {
        if !note.is_empty() && !told.contains(&note) {
            told.push(note);
        }
    }
    told
}

#[cfg(test)]
mod tests;
