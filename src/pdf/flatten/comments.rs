//! The comments of a document: words that hang on its pages and that no printer prints.

use lopdf::{Dictionary, Document};

use super::lookup::{name, resolve, text_at, value};
use super::notes::{called, is_commented_mark};
use crate::intake::Comment;
use crate::pdf::pagetree::PageEntry;

/// More comments than these are only counted among what is too much to read.
const MOST_COMMENTS: usize = 2_000;
/// Marks looked at on one page.
const MOST_MARKS: usize = 20_000;
/// Words of one comment that are kept.
const LONGEST: usize = 5_000;

/// Reads the comments, page by page.
pub fn comments(document: &Document, pages: &[PageEntry]) -> Vec<Comment> {
    let mut comments = Vec::new();
    for (number, page) in (1..).zip(pages) {
        let Ok(page) = document.get_dictionary(page.id) else { continue };
        let marks = value(document, page, "Annots").and_then(|marks| marks.as_array().ok());
        for mark in marks.into_iter().flatten().take(MOST_MARKS) {
            if comments.len() >= MOST_COMMENTS {
                return comments;
            }
            let mark = resolve(document, mark).and_then(|mark| mark.as_dict().ok());
            comments.extend(mark.and_then(|mark| comment(document, mark, number)));
        }
    }
    comments
}

fn comment(document: &Document, mark: &Dictionary, page: u32) -> Option<Comment> {
    let kind = name(document, mark, "Subtype")?;
    let is_note = kind == b"Text" && !mark.has(b"StateModel");
    if !is_note && !is_commented_mark(document, mark, kind) {
        return None;
    }
    let words = text_at(document, mark, "Contents")?;
    let about = match kind {
        b"Text" if mark.has(b"IRT") => "a reply",
        b"Text" => "a sticky note",
        kind => called(kind),
    };
    Some(Comment {
        page,
        by: text_at(document, mark, "T").map(|by| super::short(&by)),
        about: about.to_owned(),
        text: words.chars().take(LONGEST).collect(),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use lopdf::{Object, dictionary, text_string};

    use super::*;
    use crate::pdf::geometry::Visible;

    #[test]
    fn words_behind_notes_and_marks_are_found_and_those_on_the_page_are_not() {
        let mut document = Document::with_version("1.7");
        let mark = |kind: &str, says: &str| dictionary! { "Subtype" => kind, "Contents" => text_string(says), "T" => text_string("M. Ruiz") };
        let mut state = mark("Text", "Accepted set by M. Ruiz");
        state.set("StateModel", Object::string_literal("Review"));
        let mut reply = mark("Text", "No, she did not");
        reply.set("IRT", (9, 0));
        let marks = vec![
            mark("Text", "Did she tell the police?"),
            state,
            reply,
            mark("Highlight", "weak point"),
            mark("Highlight", " "),
            mark("FreeText", "typed on the page"),
            mark("Link", "alt text"),
        ];
        let marks: Vec<Object> = marks.into_iter().map(Object::from).collect();
        let page = document.add_object(dictionary! { "Annots" => marks });
        let pages = [PageEntry { id: page, visible: Visible::new(None, None, 0.0, None) }];
        let found = comments(&document, &pages);
        let told: Vec<(u32, &str, &str)> =
            found.iter().map(|c| (c.page, c.about.as_str(), c.text.as_str())).collect();
        let expected = [
            (1, "a sticky note", "Did she tell the police?"),
            (1, "a reply", "No, she did not"),
            (1, "a highlight", "weak point"),
        ];
        assert_eq!(told, expected);
        assert_eq!(found[0].by.as_deref(), Some("M. Ruiz"));
    }
}
