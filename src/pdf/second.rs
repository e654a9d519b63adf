//! The second reader: hayro-syntax, which fails on other files than lopdf does.

use std::collections::BTreeSet;
use std::sync::Arc;

use hayro_syntax::object::dict::Dict;
use hayro_syntax::object::{Array, MaybeRef, ObjRef, Object as Theirs, ObjectIdentifier};
use hayro_syntax::{LoadPdfError, Pdf};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat};

use super::pagetree::MOST_PAGES;

/// Entries of a page tree looked at before the walk gives up.
const MOST_STEPS: usize = 400_000;
/// Levels of nesting copied from an object.
const DEEPEST: usize = 60;

/// A PDF as the second reader sees it.
pub struct SecondReader {
    pdf: Pdf,
}

/// Why the second reader cannot open a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It is locked.
    Locked,
    /// It makes no sense.
    Unreadable,
}

impl SecondReader {
    /// Opens a PDF with this password; an empty one opens what is not locked.
    pub fn open(bytes: Arc<Vec<u8>>, password: &str) -> Result<SecondReader, Refusal> {
        match Pdf::new_with_password(bytes, password) {
            Ok(pdf) => Ok(SecondReader { pdf }),
            Err(LoadPdfError::Decryption(_)) => Err(Refusal::Locked),
            Err(LoadPdfError::Invalid) => Err(Refusal::Unreadable),
        }
    }

    /// The whole document as this reader sees it, as far as its catalog leads; for files of which the first can make
    /// nothing.
    pub fn document(&self) -> Option<Document> {
        let mut document = Document::with_version("1.7");
        let root = self.pdf.xref().root_id();
        let root = (root.obj_number, u16::try_from(root.gen_number).ok()?);
        document.trailer.set("Root", root);
        let mut open = vec![root];
        while let Some(id) = open.pop() {
            if document.objects.contains_key(&id) || document.objects.len() > MOST_STEPS {
                continue;
            }
            let Some(object) = self.object(id) else { continue };
            references(&object, &mut open);
            document.max_id = document.max_id.max(id.0);
            document.objects.insert(id, object);
        }
        Some(document)
    }

    /// Counts the pages that the page tree leads to.
    pub fn pages_in_tree(&self) -> Option<usize> {
        self.walk()
    }

    /// Counts the pages: through the page tree, or as the reader gathers them where there is no tree.
    pub fn page_count(&self) -> usize {
        self.walk().filter(|count| *count > 0).unwrap_or_else(|| self.pdf.pages().len())
    }

    fn walk(&self) -> Option<usize> {
        let xref = self.pdf.xref();
        let catalog: Dict<'_> = xref.get(xref.root_id())?;
        let root: Dict<'_> = catalog.get("Pages")?;
        let mut path: BTreeSet<ObjectIdentifier> = root.obj_id().into_iter().collect();
        let mut levels = vec![(root.obj_id(), root.get::<Array<'_>>("Kids")?.raw_iter())];
        let (mut pages, mut steps) = (0, 0);
        while let Some((node, kids)) = levels.last_mut() {
            let Some(kid) = kids.next() else {
                if let Some(id) = node {
                    path.remove(id);
                }
                levels.pop();
                continue;
            };
            steps += 1;
            if steps > MOST_STEPS || pages > MOST_PAGES {
                return None;
            }
            let (id, kid) = match kid {
                MaybeRef::Ref(id) => (Some(ObjectIdentifier::from(id)), xref.get::<Dict<'_>>(id.into())),
                MaybeRef::NotRef(object) => (None, object.into_dict()),
            };
            let Some(kid) = kid else { continue };
            let is = |name: &[u8]| {
                kid.get::<hayro_syntax::object::Name<'_>>("Type").is_some_and(|kind| kind.as_ref() == name)
            };
            match kid.get::<Array<'_>>("Kids") {
                Some(kids) if !is(b"Page") => {
                    if id.is_none_or(|id| path.insert(id)) {
                        levels.push((id, kids.raw_iter()));
                    }
                }
                _ => pages += usize::from(!is(b"Pages")),
            }
        }
        Some(pages)
    }

    /// An object as this reader understands it, in terms of the first.
    pub fn object(&self, id: ObjectId) -> Option<Object> {
        let id = ObjectIdentifier::new(id.0, i32::from(id.1));
        self.pdf.xref().get::<Theirs<'_>>(id).and_then(|object| translate(object, DEEPEST))
    }
}

fn references(object: &Object, found: &mut Vec<ObjectId>) {
    match object {
        Object::Reference(id) => found.push(*id),
        Object::Array(items) => items.iter().for_each(|item| references(item, found)),
        Object::Dictionary(dictionary) => dictionary.iter().for_each(|(_, value)| references(value, found)),
        Object::Stream(stream) => stream.dict.iter().for_each(|(_, value)| references(value, found)),
        _ => {}
    }
}

fn translate(object: Theirs<'_>, room: usize) -> Option<Object> {
    let room = room.checked_sub(1)?;
    Some(match object {
        Theirs::Null(_) => Object::Null,
        Theirs::Boolean(value) => Object::Boolean(value),
        Theirs::Number(number) => {
            let (whole, exact) = (number.as_i64(), number.as_f64());
            if whole as f64 == exact { Object::Integer(whole) } else { Object::Real(exact as f32) }
        }
        Theirs::String(text) => Object::String(text.as_bytes().to_vec(), StringFormat::Literal),
        Theirs::Name(name) => Object::Name(name.to_vec()),
        Theirs::Dict(dictionary) => Object::Dictionary(translate_dictionary(&dictionary, room)?),
        Theirs::Array(array) => {
            let items = array.raw_iter().map(|item| translate_any(item, room));
            Object::Array(items.collect::<Option<_>>()?)
        }
        Theirs::Stream(stream) => {
            let data = stream.raw_data().into_owned();
            Object::Stream(Stream::new(translate_dictionary(stream.dict(), room)?, data))
        }
    })
}

fn translate_dictionary(theirs: &Dict<'_>, room: usize) -> Option<Dictionary> {
    let mut dictionary = Dictionary::new();
    let mut entries: Vec<_> = theirs.entries().map(|(name, value)| (name.to_vec(), value)).collect();
    entries.sort_by(|one, two| one.0.cmp(&two.0));
    for (key, value) in entries {
        dictionary.set(key, translate_any(value, room)?);
    }
    Some(dictionary)
}

fn translate_any(value: MaybeRef<Theirs<'_>>, room: usize) -> Option<Object> {
    match value {
        MaybeRef::Ref(ObjRef { obj_number, gen_number }) => {
            Some(Object::Reference((obj_number, u16::try_from(gen_number).unwrap_or(0))))
        }
        MaybeRef::NotRef(object) => translate(object, room),
    }
}
