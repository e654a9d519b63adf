//! What intake wants to know about a PDF, asked of two readers.

use std::sync::Arc;

use super::open::{Opened, open};
use super::source::OpenError;
use super::{facts, flatten, formname, reading};
use crate::intake::{Comment, Content, Oddity, PageSize, State};
use crate::secret::Secret;

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
    /// What is odd about it.
    pub oddities: Vec<Oddity>,
    /// Words that hang on its pages and that no printer prints.
    pub comments: Vec<Comment>,
    /// What it says.
    pub content: Content,
}

/// Looks at a PDF; a locked one is opened with the first password that fits.
pub fn inspect(bytes: Arc<Vec<u8>>, passwords: &[Secret]) -> PdfFacts {
    match open(bytes, passwords) {
        Ok(opened) => facts_of(opened),
        Err(OpenError::Locked(lock)) => without_pages(State::Locked(lock)),
        Err(OpenError::Refused(why)) => without_pages(State::Refused(why)),
        Err(OpenError::Damaged(how)) => without_pages(State::Damaged(how)),
    }
}

fn without_pages(state: State) -> PdfFacts {
    PdfFacts {
        state,
        pages: None,
        sizes: Vec::new(),
        notes: Vec::new(),
        oddities: Vec::new(),
        comments: Vec::new(),
        content: Content::default(),
    }
}

fn facts_of(opened: Opened) -> PdfFacts {
    let Opened { document, pages, mut notes, oddities } = opened;
    let sizes = pages.iter().map(|page| {
        let (width, height) = page.visible.size();
        PageSize::Points { width, height }
    });
    let sizes: Vec<PageSize> = sizes.collect();
    notes.extend(facts::notes(&document));
    let content = reading::read(&document, &pages);
    let text = content.pages.first().map(String::as_str).unwrap_or_default();
    notes.extend(formname::find(text));
    let shell = pages.len() == 1 && facts::has_xfa(&document) && text.contains("Please wait");
    let state = if shell {
        // Its only page says "Please wait": bound as it is, it would pass for the form.
        State::NeedsConversion("a form that only Adobe Reader can show (XFA)".to_owned())
    } else {
        State::Sound
    };
    let comments = flatten::comments(&document, &pages);
    PdfFacts { state, pages: u32::try_from(pages.len()).ok(), sizes, notes, oddities, comments, content }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use lopdf::{Document, Object, Stream, dictionary};

    use super::*;

    fn saved(mut document: Document) -> Vec<u8> {
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        bytes
    }

    /// A document with these page dictionaries; a catalog to be completed.
    fn document(pages: Vec<lopdf::Dictionary>) -> Document {
        let mut document = Document::with_version("1.7");
        let root = document.new_object_id();
        let kids: Vec<Object> = pages
            .into_iter()
            .map(|mut page| {
                page.set("Type", "Page");
                page.set("Parent", root);
                document.add_object(page).into()
            })
            .collect();
        let count = i64::try_from(kids.len()).unwrap();
        document
            .objects
            .insert(root, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
        document.trailer.set("Root", catalog);
        document
    }

    fn look(bytes: &[u8]) -> PdfFacts {
        inspect(Arc::new(bytes.to_vec()), &[])
    }

    fn sides(values: [i64; 4]) -> Vec<Object> {
        values.into_iter().map(Object::Integer).collect()
    }

    #[test]
    fn sizes_are_as_viewed() {
        let facts = look(&saved(document(vec![
            dictionary! { "MediaBox" => sides([0, 0, 612, 792]), "Rotate" => 450 },
            dictionary! { "MediaBox" => sides([0, 0, 612, 792]), "CropBox" => sides([100, 100, 300, 500]) },
            dictionary! { "MediaBox" => sides([0, 0, 100, 200]), "UserUnit" => 2 },
        ])));
        assert_eq!(facts.state, State::Sound);
        assert_eq!(facts.pages, Some(3));
        let size = |width, height| PageSize::Points { width, height };
        assert_eq!(facts.sizes, [size(792.0, 612.0), size(200.0, 400.0), size(200.0, 400.0)]);
    }

    #[test]
    fn garbage_and_emptiness_are_told() {
        assert!(matches!(look(b"").state, State::Damaged(_)));
        assert!(matches!(look(b"%PDF-1.7\n%%EOF").state, State::Damaged(_)));
        let State::Damaged(how) = look(&saved(document(Vec::new()))).state else { unreachable!() };
        assert_eq!(how, "it has no pages");
    }

    #[test]
    fn a_page_that_is_gone_is_not_passed_over() {
        let mut broken = document(vec![dictionary! {}, dictionary! {}]);
        let lost = broken.page_iter().nth(1).unwrap();
        broken.objects.remove(&lost);
        let State::Damaged(how) = look(&saved(broken)).state else { unreachable!() };
        assert_eq!(how, "1 of its 2 pages cannot be found in the file");
    }

    #[test]
    fn the_shell_of_a_dynamic_form_is_not_a_document() {
        let mut shell = document(vec![dictionary! {}]);
        let font = shell
            .add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
        let content = b"BT /F 12 Tf 72 700 Td (Please wait...) Tj ET".to_vec();
        let content = shell.add_object(Stream::new(dictionary! {}, content));
        let page = shell.page_iter().next().unwrap();
        let page = shell.get_dictionary_mut(page).unwrap();
        page.set("Contents", content);
        page.set("Resources", dictionary! { "Font" => dictionary! { "F" => font } });
        let form =
            dictionary! { "XFA" => Object::string_literal("<xdp/>"), "Fields" => Vec::<Object>::new() };
        shell.catalog_mut().unwrap().set("AcroForm", form);
        assert!(matches!(look(&saved(shell)).state, State::NeedsConversion(what) if what.contains("XFA")));
    }
}
