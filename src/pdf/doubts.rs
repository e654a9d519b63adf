//! What is wrong with how a file is written, although it opens.

use std::collections::BTreeSet;

use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Document, Object};
use memchr::memmem;

use super::pagetree::{PageTree, resolved};
use crate::intake::Oddity;

/// What was wrong with a file, as clauses.
#[derive(Default)]
pub struct Doubts {
    /// What its pages show may have suffered.
    pub substantial: Vec<String>,
    /// No page is concerned.
    pub formal: Vec<String>,
}

impl Doubts {
    /// Says what concerns the pages.
    pub fn say(&mut self, so: bool, what: &str) {
        if so {
            self.substantial.push(what.to_owned());
        }
    }

    /// Says of how many parts something is true.
    pub fn count(&mut self, parts: usize, what: &str) {
        match parts {
            0 => {}
            1 => self.substantial.push(format!("one part is {what}")),
            _ => self.substantial.push(format!("{parts} parts are {what}")),
        }
    }

    /// Says what is wrong with the list of pages.
    pub fn tree(&mut self, tree: &PageTree) {
        self.say(tree.twisted, "its list of pages leads back into itself or begins in the wrong place");
        let found = tree.pages.len();
        if let Some(said) = tree.declared.filter(|said| *said != found as i64) {
            self.substantial.push(format!("it claims to have {said} pages and has {found}"));
        }
    }

    /// What the file is told to be.
    pub fn oddities(self) -> Vec<Oddity> {
        let clause = |list: Vec<String>| (!list.is_empty()).then(|| list.join("; "));
        let repaired = clause(self.substantial).map(Oddity::Repaired);
        repaired.or_else(|| clause(self.formal).map(Oddity::Mended)).into_iter().collect()
    }
}

/// Mistakes in the directory of the file that concern no page, as a clause.
pub fn formal(document: &Document) -> Option<String> {
    let mut mistakes = Vec::new();
    let entries = &document.reference_table.entries;
    let nowhere = |entry: &XrefEntry| matches!(entry, XrefEntry::Normal { offset: 0, .. });
    if entries.values().any(nowhere) {
        mistakes.push("its directory names parts that are not there");
    }
    let highest = entries.keys().next_back();
    let size = document.trailer.get(b"Size").and_then(Object::as_i64);
    if let (Some(highest), Ok(size)) = (highest, size)
        && size != i64::from(*highest) + 1
    {
        mistakes.push("its directory counts the parts wrongly");
    }
    (!mistakes.is_empty()).then(|| mistakes.join(", "))
}

/// What the file is besides a document of pages.
pub fn nature(document: &Document, bytes: &[u8]) -> BTreeSet<Oddity> {
    let mut nature = BTreeSet::new();
    let catalog = document.catalog().ok();
    if document.objects.values().any(|object| object.as_dict().is_ok_and(holds_protected_document)) {
        nature.insert(Oddity::RightsManaged);
    } else if catalog.is_some_and(|catalog| resolved(document, catalog, b"Collection").is_some()) {
        nature.insert(Oddity::Portfolio);
    }
    if second_document(bytes) {
        nature.insert(Oddity::TwoDocuments);
    }
    nature
}

/// An attachment that is the document itself, encrypted (ISO 32000-2, 7.6.7).
fn holds_protected_document(dictionary: &Dictionary) -> bool {
    let named =
        |key: &[u8], name: &[u8]| dictionary.get(key).and_then(Object::as_name).is_ok_and(|own| own == name);
    named(b"AFRelationship", b"EncryptedPayload") || named(b"Type", b"EncryptedPayload")
}

/// Does a whole second PDF stand behind the end of the first? An added revision has no header of its own, and its
/// trailer leads back to what came before.
fn second_document(bytes: &[u8]) -> bool {
    let Some(first_end) = memmem::find(bytes, b"%%EOF") else { return false };
    let behind = bytes.get(first_end + b"%%EOF".len()..).unwrap_or_default();
    let trimmed = behind.trim_ascii_start();
    // Inside a stream of a later revision (an attached PDF) a header is none.
    let headers = memmem::find_iter(trimmed, b"%PDF-").filter(|at| outside_of_streams(trimmed, *at));
    headers.take(8).any(|at| {
        let document = trimmed.get(at..).unwrap_or_default();
        let revised = memmem::find(document, b"/Prev");
        let end = memmem::find(document, b"%%EOF");
        let root = memmem::find(document, b"/Root");
        matches!((root, end), (Some(root), Some(end)) if root < end && revised.is_none_or(|revised| revised > end))
    })
}

fn outside_of_streams(bytes: &[u8], at: usize) -> bool {
    let before = bytes.get(..at).unwrap_or_default();
    match (memmem::rfind(before, b"stream"), memmem::rfind(before, b"endstream")) {
        (None, _) => true,
        (Some(last), Some(end)) => last == end + b"end".len(),
        (Some(_), None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_document_is_no_revision_and_no_attachment() {
        let one = "%PDF-1.4\n1 0 obj\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n";
        let revision = "2 0 obj\nendobj\ntrailer << /Root 1 0 R /Prev 9 >>\n%%EOF\n";
        let attached = format!("3 0 obj\n<<>>\nstream\n{one}\nendstream\nendobj\n");
        for (file, two) in [
            (one.to_owned(), false),
            (format!("{one}{revision}"), false),
            (format!("{one}{attached}{revision}"), false),
            (format!("{one}{one}"), true),
            (format!("{one}{revision}\n{one}"), true),
        ] {
            assert_eq!(second_document(file.as_bytes()), two, "{file}");
        }
    }
}
