//! Appends drawings to a page without touching what is there.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::annotation::{Drawing, Look};
use super::appearance::complete;
use super::balance::balance;
use super::geometry::{IDENTITY, operation};
use super::lookup::{dictionary, inherited, lineage};
use super::made::Made;
use super::typeface::{Used, embed};
use crate::compose::Face;
use crate::pdf::picture::deflated;

/// Page content longer than this is not looked through for what it leaves open.
const LONGEST_LOOKED_AT: usize = 1 << 26;

/// Draws on the page, in order.
pub fn draw(document: &mut Document, page: ObjectId, drawings: Vec<Drawing>) {
    if drawings.is_empty() {
        return;
    }
    let mut resources = own_resources(document, page);
    let mut content = String::new();
    let mut fonts = Fonts::default();
    for Drawing { look, placed, layer } in drawings {
        let id = match look {
            Look::Own { id, bbox, resources } => {
                complete(document, id, &bbox, resources);
                id
            }
            Look::Made(made) => match add_made(document, made, &mut fonts) {
                Some(id) => id,
                None => continue,
            },
        };
        let called = add(document, &mut resources, "XObject", Object::Reference(id));
        let layer = layer.map(|layer| add(document, &mut resources, "Properties", layer));
        if let Some(layer) = &layer {
            content.push_str(&format!("/OC /{layer} BDC\n"));
        }
        content.push_str("q\n");
        if placed != IDENTITY {
            operation(&mut content, &placed, "cm");
        }
        content.push_str(&format!("/{called} Do\nQ\n"));
        if layer.is_some() {
            content.push_str("EMC\n");
        }
    }
    fonts.embed(document);
    let contents = wrapped(document, page, content);
    if let (Some(contents), Ok(page)) = (contents, document.get_dictionary_mut(page)) {
        page.set("Contents", contents);
        page.set("Resources", resources);
    }
}

/// The fonts of the appearances made here, each one object for the whole page.
#[derive(Default)]
struct Fonts {
    /// Those that every viewer has.
    common: Vec<(Dictionary, ObjectId)>,
    /// The program's own, embedded when all glyphs are known.
    own: BTreeMap<Face, (ObjectId, Used)>,
}

impl Fonts {
    fn embed(self, document: &mut Document) {
        for (face, (id, used)) in self.own {
            if let Some(font) = embed(document, face, &used) {
                document.objects.insert(id, font.into());
            }
        }
    }
}

/// Adds an appearance made here.
fn add_made(document: &mut Document, mut made: Made, fonts: &mut Fonts) -> Option<ObjectId> {
    if let Ok(Object::Dictionary(named)) = made.resources.get_mut(b"Font") {
        for (_, font) in named.iter_mut() {
            let Object::Dictionary(common) = font else { continue };
            let id = match fonts.common.iter().find(|(known, _)| known == common) {
                Some((_, id)) => *id,
                None => {
                    let id = document.try_add_object(common.clone()).ok()?;
                    fonts.common.push((common.clone(), id));
                    id
                }
            };
            *font = Object::Reference(id);
        }
    }
    if let Some((face, used)) = made.own.take() {
        let (id, of_page) = match fonts.own.entry(face) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let id = document.try_add_object(Dictionary::new()).ok()?;
                new.insert((id, Used::default()))
            }
        };
        of_page.0.extend(used.0);
        let mut named = Dictionary::new();
        named.set("F", *id);
        made.resources.set("Font", named);
    }
    document.try_add_object(made.into_stream()).ok()
}

/// Leaves only links in the page's annotations, and no actions on the page.
pub fn keep_links(document: &mut Document, page: ObjectId, links: Vec<Object>) {
    let Ok(page) = document.get_dictionary_mut(page) else { return };
    page.remove(b"AA");
    if links.is_empty() {
        page.remove(b"Annots");
    } else {
        page.set("Annots", links);
    }
}

/// The page's resources, inherited ones too, in a dictionary that no other page shares.
fn own_resources(document: &Document, page: ObjectId) -> Dictionary {
    let Ok(page) = document.get_dictionary(page) else { return Dictionary::new() };
    let found = inherited(document, &lineage(document, page), "Resources");
    found.and_then(|found| found.as_dict().ok()).cloned().unwrap_or_default()
}

/// Adds to a category of the resources under a name that is not taken; the category becomes the page's own.
fn add(document: &Document, resources: &mut Dictionary, category: &str, object: Object) -> String {
    let key = category.as_bytes();
    if !matches!(resources.get(key), Ok(Object::Dictionary(_))) {
        let shared = dictionary(document, resources, category).cloned().unwrap_or_default();
        resources.set(category, shared);
    }
    let mut called = String::new();
    if let Ok(Object::Dictionary(members)) = resources.get_mut(key) {
        let mut number = members.len();
        loop {
            called = format!("Flat{number}");
            if !members.has(called.as_bytes()) {
                break;
            }
            number += 1;
        }
        members.set(called.as_bytes(), object);
    }
    called
}

/// The page's content between `q` and `Q`, whatever it leaves open, and the drawings behind it.
fn wrapped(document: &mut Document, page: ObjectId, drawings: String) -> Option<Object> {
    let parts: Vec<Object> = match document.get_dictionary(page).ok()?.get(b"Contents") {
        Err(_) => Vec::new(),
        Ok(contents) => match document.dereference(contents) {
            Ok((_, Object::Array(parts))) => parts.clone(),
            Ok((Some(_), Object::Stream(_))) => vec![contents.clone()],
            _ => Vec::new(),
        },
    };
    let plain = plain(document, &parts);
    let found = balance(plain.as_deref().unwrap_or_default());
    let mut contents = Vec::new();
    match plain {
        // A restore of nothing does nothing now; behind our own save it would undo it.
        Some(mut plain) if !found.surplus.is_empty() => {
            for surplus in &found.surplus {
                plain[surplus.clone()].fill(b' ');
            }
            contents.push(stream(document, "q\n".into())?);
            let mut filter = Dictionary::new();
            filter.set("Filter", "FlateDecode");
            let whole = Stream::new(filter, deflated(&plain));
            contents.push(Object::Reference(document.try_add_object(whole).ok()?));
        }
        _ if parts.is_empty() => {}
        _ => {
            contents.push(stream(document, "q\n".into())?);
            contents.extend(parts);
        }
    }
    let close = if contents.is_empty() { "" } else { "Q\n" };
    contents.push(stream(document, format!("{}{close}{drawings}", found.closers()))?);
    Some(Object::Array(contents))
}

fn stream(document: &mut Document, content: String) -> Option<Object> {
    let stream = Stream::new(Dictionary::new(), content.into_bytes());
    document.try_add_object(stream).ok().map(Object::Reference)
}

fn plain(document: &Document, parts: &[Object]) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    for part in parts {
        let Ok((_, Object::Stream(stream))) = document.dereference(part) else { continue };
        let room = LONGEST_LOOKED_AT.checked_sub(plain.len())?;
        plain.extend(stream.get_plain_content_with_limit(room).ok()?);
        plain.push(b'\n');
    }
    Some(plain)
}
