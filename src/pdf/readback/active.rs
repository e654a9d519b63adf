//! Looks for anything active or foreign: forms, scripts, actions, attachments, encryption.

use std::collections::BTreeSet;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object};

/// How far from its end a file can name its encryption.
const TAIL: usize = 4096;
/// Deeper than any object that does something.
const DEEPEST: usize = 64;

/// What was found, each once, in alphabetical order.
pub fn active(pdf: &Pdf, catalog: &Dict<'_>) -> Vec<String> {
    let mut found = BTreeSet::new();
    let in_catalog = [
        ("AcroForm", "form fields"),
        ("OpenAction", "an action on opening"),
        ("AA", "actions on events"),
        ("Perms", "usage rights"),
        ("Collection", "a portfolio"),
        ("Metadata", "metadata"),
    ];
    found.extend(in_catalog.iter().filter(|(key, _)| catalog.contains_key(key)).map(|(_, what)| *what));
    if let Some(names) = catalog.get::<Dict<'_>>("Names") {
        for (key, what) in [("JavaScript", "a script"), ("EmbeddedFiles", "an attachment")] {
            if names.contains_key(key) {
                found.insert(what);
            }
        }
    }
    let bytes: &[u8] = pdf.data().as_ref();
    let tail = bytes.get(bytes.len().saturating_sub(TAIL)..).unwrap_or_default();
    if tail.windows(8).any(|window| window == b"/Encrypt") {
        found.insert("encryption");
    }
    for object in pdf.objects() {
        look(&object, 0, &mut found);
    }
    for page in pdf.pages().iter() {
        if page.raw().contains_key("AA") {
            found.insert("actions on events");
        }
        let annotations = page.raw().get::<Array<'_>>("Annots");
        let kinds = annotations.iter().flat_map(|list| list.iter::<Dict<'_>>());
        for annotation in kinds {
            let link =
                annotation.get::<Name<'_>>("Subtype").is_some_and(|subtype| subtype.as_str() == "Link");
            if !link {
                found.insert("an annotation");
            } else if annotation.contains_key("A") {
                found.insert("a link with an action");
            }
        }
    }
    found.into_iter().map(str::to_owned).collect()
}

fn look(object: &Object<'_>, depth: usize, found: &mut BTreeSet<&'static str>) {
    if depth > DEEPEST {
        return;
    }
    match object {
        Object::Dict(dict) => look_in(dict, depth, found),
        Object::Stream(stream) => look_in(stream.dict(), depth, found),
        Object::Array(array) => array.raw_iter().for_each(|item| {
            if let MaybeRef::NotRef(item) = item {
                look(&item, depth + 1, found);
            }
        }),
        _ => {}
    }
}

fn look_in(dict: &Dict<'_>, depth: usize, found: &mut BTreeSet<&'static str>) {
    let name = |key: &str| dict.get::<Name<'_>>(key).map(|name| name.as_str().to_owned()).unwrap_or_default();
    match name("S").as_str() {
        "JavaScript" => drop(found.insert("a script")),
        "Launch" => drop(found.insert("an action that starts a program")),
        "SubmitForm" | "ImportData" | "ResetForm" => drop(found.insert("a form action")),
        "URI" | "GoToR" | "GoToE" => drop(found.insert("an action that leads out of the packet")),
        _ => {}
    }
    if name("Type") == "EmbeddedFile" {
        found.insert("an attachment");
    }
    for (_, value) in dict.entries() {
        if let MaybeRef::NotRef(value) = value {
            look(&value, depth + 1, found);
        }
    }
}
