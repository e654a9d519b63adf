//! The bookmarks of a source.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::destination::Destinations;
use super::pagetree::resolved;
use super::source::SourceBookmark;

/// Bookmarks read from one file.
const MOST_BOOKMARKS: usize = 10_000;
/// Levels of bookmarks followed.
const DEEPEST: usize = 16;

/// Reads the bookmarks of a document, each once, whatever loops they are tied in.
pub fn read(document: &Document, places: &Destinations) -> Vec<SourceBookmark> {
    let root = document
        .catalog()
        .ok()
        .and_then(|catalog| resolved(document, catalog, b"Outlines"))
        .and_then(|root| root.as_dict().ok());
    let mut reader = Reader { document, places, seen: BTreeSet::new(), count: 0 };
    root.map(|root| reader.children(root, 0)).unwrap_or_default()
}

struct Reader<'a> {
    document: &'a Document,
    places: &'a Destinations,
    seen: BTreeSet<ObjectId>,
    count: usize,
}

impl Reader<'_> {
    fn children(&mut self, parent: &Dictionary, depth: usize) -> Vec<SourceBookmark> {
        let mut bookmarks = Vec::new();
        if depth >= DEEPEST {
            return bookmarks;
        }
        let mut next = parent.get(b"First").ok();
        while let Some(item) = next.take() {
            let Ok((id, Object::Dictionary(item))) = self.document.dereference(item) else { break };
            self.count += 1;
            if self.count > MOST_BOOKMARKS || id.is_some_and(|id| !self.seen.insert(id)) {
                break;
            }
            let title = resolved(self.document, item, b"Title").and_then(|title| title.as_str().ok());
            bookmarks.push(SourceBookmark {
                title: title.map(text).unwrap_or_default(),
                page: self.places.page_of(self.document, item),
                children: self.children(item, depth + 1),
            });
            next = item.get(b"Next").ok();
        }
        bookmarks
    }
}

/// A text string of a PDF as one line of text.
pub fn text(bytes: &[u8]) -> String {
    let wide = |bytes: &[u8], join: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| join([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    let decoded = match bytes {
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => {
            let string = Object::String(bytes.to_vec(), lopdf::StringFormat::Literal);
            lopdf::decode_text_string(&string).unwrap_or_else(|_| String::from_utf8_lossy(bytes).into_owned())
        }
    };
    one_line(&decoded)
}

/// Language marks (ESC … ESC) out, runs of white space and control characters to one space.
fn one_line(decoded: &str) -> String {
    let outside_marks: String = decoded.split('\u{1b}').step_by(2).collect();
    let spaced: String = outside_marks.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use lopdf::dictionary;

    use super::*;
    use crate::pdf::geometry::Visible;
    use crate::pdf::pagetree::PageEntry;

    fn with_outline(items: Vec<(u32, Dictionary)>) -> Document {
        let mut document = Document::with_version("1.7");
        document.trailer.set("Root", (1, 0));
        document.objects.insert((1, 0), dictionary! { "Type" => "Catalog", "Outlines" => (2, 0) }.into());
        for (number, item) in items {
            document.objects.insert((number, 0), item.into());
        }
        document
    }

    fn read_two_pages(document: &Document) -> Vec<SourceBookmark> {
        let page = |number| PageEntry { id: (number, 0), visible: Visible::new(None, None, 0.0, None) };
        read(document, &Destinations::of(document, &[page(80), page(81)]))
    }

    #[test]
    fn bookmarks_lead_to_pages_by_reference_name_and_action() {
        let mut document = with_outline(vec![
            (2, dictionary! { "First" => (3, 0) }),
            (
                3,
                dictionary! { "Title" => Object::string_literal("One"), "First" => (4, 0), "Next" => (5, 0),
                "Dest" => vec![Object::from((80, 0)), "Fit".into()] },
            ),
            (
                4,
                dictionary! { "Title" => Object::string_literal(b"\xfe\xff\x04\x22\x00\n\x00e".to_vec()),
                "A" => dictionary! { "S" => "GoTo", "D" => Object::string_literal("there") } },
            ),
            (
                5,
                dictionary! { "Title" => Object::string_literal("Web"),
                "A" => dictionary! { "S" => "URI", "URI" => Object::string_literal("https://example.org") } },
            ),
        ]);
        let pairs = vec![
            Object::string_literal("there"),
            Object::from(dictionary! { "D" => vec![Object::from((81, 0)), "Fit".into()] }),
        ];
        if let Ok(catalog) = document.catalog_mut() {
            catalog.set("Names", dictionary! { "Dests" => dictionary! { "Names" => pairs } });
        }
        let leaf = |title: &str, page| SourceBookmark { title: title.into(), page, children: vec![] };
        let expected = vec![
            SourceBookmark { title: "One".into(), page: Some(1), children: vec![leaf("\u{422} e", Some(2))] },
            leaf("Web", None),
        ];
        assert_eq!(read_two_pages(&document), expected);
    }

    #[test]
    fn loops_end() {
        let document = with_outline(vec![
            (2, dictionary! { "First" => (3, 0) }),
            (3, dictionary! { "Title" => Object::string_literal("A"), "First" => (3, 0), "Next" => (4, 0) }),
            (4, dictionary! { "Title" => Object::string_literal("B"), "First" => (2, 0), "Next" => (3, 0) }),
        ]);
        let titles: Vec<_> = read_two_pages(&document).into_iter().map(|bookmark| bookmark.title).collect();
        assert_eq!(titles, ["A", "B"]);
    }
}
