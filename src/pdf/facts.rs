//! What a PDF carries besides its pages, in plain words.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::pagetree::resolved;

/// Form fields looked at.
const MOST_FIELDS: usize = 100_000;

/// Says what of a document a packet cannot carry, or a person should know.
pub fn notes(document: &Document) -> Vec<String> {
    let mut notes = Vec::new();
    let Ok(catalog) = document.catalog() else { return notes };
    if let Some(form) = form_of(document) {
        let fields = Fields::of(document, form);
        if has_xfa(document) {
            notes.push("XFA form".to_owned());
        }
        match (fields.total, fields.filled) {
            (0, _) => {}
            (_, 1) => notes.push("fillable form with 1 filled-in field".to_owned()),
            (_, filled) => notes.push(format!("fillable form with {filled} filled-in fields")),
        }
        if fields.signed {
            notes.push("digital signature".to_owned());
        }
    }
    let found = Found::in_document(document);
    if found.script {
        notes.push("JavaScript".to_owned());
    }
    if catalog.has(b"Collection") {
        notes.push("portfolio: only its own pages are bound, the files inside it are not".to_owned());
    }
    // Files that only a form's own machinery refers to are no attachments: no reader shows them.
    if found.attachment || has_embedded_files(document, catalog) {
        notes.push("attachments".to_owned());
    }
    notes
}

/// What a document says about itself as a whole and a packet cannot carry.
pub fn not_carried_over(document: &Document) -> Vec<String> {
    let mut notes = Vec::new();
    let Ok(catalog) = document.catalog() else { return notes };
    let permissions =
        resolved(document, catalog, b"Perms").and_then(|permissions| permissions.as_dict().ok());
    if permissions.is_some_and(|permissions| permissions.has(b"DocMDP")) {
        notes.push(
            "its author certified it; in a merged copy the certificate cannot be verified: keep this file, it is the \
             certified original"
                .to_owned(),
        );
    }
    if has_xfa(document) {
        notes.push(
            "it is a form that holds its answers twice (XFA): the packet shows those of its fields, as viewers do"
                .to_owned(),
        );
    }
    let marked = resolved(document, catalog, b"StructTreeRoot").is_some();
    if marked {
        notes.push("its tags for screen readers are not carried over".to_owned());
    }
    notes
}

fn has_embedded_files(document: &Document, catalog: &Dictionary) -> bool {
    let names = resolved(document, catalog, b"Names").and_then(|names| names.as_dict().ok());
    let tree = names.and_then(|names| resolved(document, names, b"EmbeddedFiles")?.as_dict().ok());
    tree.is_some_and(|tree| {
        [&b"Names"[..], b"Kids"].iter().any(|key| {
            resolved(document, tree, key)
                .and_then(|list| list.as_array().ok())
                .is_some_and(|list| !list.is_empty())
        })
    })
}

/// Has the document a form made with XFA?
pub fn has_xfa(document: &Document) -> bool {
    form_of(document).is_some_and(|form| resolved(document, form, b"XFA").is_some())
}

fn form_of(document: &Document) -> Option<&Dictionary> {
    resolved(document, document.catalog().ok()?, b"AcroForm")?.as_dict().ok()
}

#[derive(Default)]
struct Fields {
    total: usize,
    filled: usize,
    signed: bool,
}

impl Fields {
    fn of(document: &Document, form: &Dictionary) -> Fields {
        let mut fields = Fields::default();
        let mut seen: BTreeSet<ObjectId> = BTreeSet::new();
        let list = |owner, key: &[u8]| -> Vec<&Object> {
            let items = resolved(document, owner, key).and_then(|items| items.as_array().ok());
            items.map(|items| items.iter().collect()).unwrap_or_default()
        };
        let mut open: Vec<(&Object, Option<&[u8]>)> =
            list(form, b"Fields").into_iter().map(|field| (field, None)).collect();
        while let Some((field, kind_above)) = open.pop() {
            let Ok((id, Object::Dictionary(field))) = document.dereference(field) else { continue };
            if id.is_some_and(|id| !seen.insert(id)) || seen.len() > MOST_FIELDS || open.len() > MOST_FIELDS {
                continue;
            }
            let own = resolved(document, field, b"FT").and_then(|kind| kind.as_name().ok());
            let kind = own.or(kind_above);
            let kids: Vec<&Object> = list(field, b"Kids");
            let has_children = kids.iter().any(|kid| {
                document.dereference(kid).is_ok_and(|(_, kid)| kid.as_dict().is_ok_and(|kid| kid.has(b"T")))
            });
            if has_children {
                open.extend(kids.into_iter().map(|kid| (kid, kind)));
                continue;
            }
            let value = resolved(document, field, b"V");
            match kind {
                Some(b"Sig") => fields.signed |= value.is_some_and(|value| value.as_dict().is_ok()),
                Some(_) => {
                    fields.total += 1;
                    fields.filled +=
                        usize::from(!is_barcode(document, field) && value.is_some_and(is_filled));
                }
                None => {}
            }
        }
        fields
    }
}

/// Barcodes of government forms hold text even when nobody has written into the form.
fn is_barcode(document: &Document, field: &Dictionary) -> bool {
    let name = resolved(document, field, b"T").and_then(|name| name.as_str().ok()).unwrap_or_default();
    super::outline::text(name).to_ascii_lowercase().contains("barcode")
}

fn is_filled(value: &Object) -> bool {
    match value {
        Object::String(text, _) => !super::outline::text(text).is_empty(),
        Object::Name(state) => state != b"Off",
        Object::Array(choices) => !choices.is_empty(),
        Object::Stream(text) => !text.content.is_empty(),
        _ => false,
    }
}

#[derive(Default)]
struct Found {
    script: bool,
    attachment: bool,
}

impl Found {
    fn in_document(document: &Document) -> Found {
        let mut found = Found::default();
        for object in document.objects.values() {
            found.look(object);
        }
        found
    }

    fn look(&mut self, object: &Object) {
        match object {
            Object::Array(items) => items.iter().for_each(|item| self.look(item)),
            Object::Dictionary(dictionary) => self.look_into(dictionary),
            Object::Stream(stream) => self.look_into(&stream.dict),
            _ => {}
        }
    }

    fn look_into(&mut self, dictionary: &Dictionary) {
        let name = |key: &[u8]| dictionary.get(key).ok().and_then(|value| value.as_name().ok());
        self.script |= name(b"S") == Some(b"JavaScript");
        self.attachment |= name(b"Subtype") == Some(b"FileAttachment");
        for (_, value) in dictionary {
            if matches!(value, Object::Array(_) | Object::Dictionary(_)) {
                self.look(value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use lopdf::dictionary;

    use super::*;

    #[test]
    fn what_cannot_be_carried_over_is_told() {
        let mut document = Document::with_version("1.7");
        let catalog = document.add_object(dictionary! {
            "AcroForm" => dictionary! { "XFA" => Object::string_literal("<xdp/>") },
            "Perms" => dictionary! { "DocMDP" => dictionary! {} },
            "StructTreeRoot" => dictionary! {},
        });
        document.trailer.set("Root", catalog);
        let told = not_carried_over(&document);
        assert_eq!(told.len(), 3);
        for (note, word) in told.iter().zip(["certified original", "XFA", "tags"]) {
            assert!(note.contains(word), "{note}");
        }
        let catalog = document.add_object(dictionary! { "Perms" => dictionary! { "UR3" => dictionary! {} } });
        document.trailer.set("Root", catalog);
        assert!(not_carried_over(&document).is_empty());
    }

    #[test]
    fn blank_and_filled_fields_scripts_signatures_and_attachments_are_told() {
        let text = Object::string_literal;
        let mut document = Document::with_version("1.7");
        let group = dictionary! { "T" => text("page1"), "FT" => "Tx", "Kids" => vec![
            Object::from(dictionary! { "T" => text("name"), "V" => text("ANA") }),
            Object::from(dictionary! { "T" => text("blank"), "V" => text(" ") }),
            Object::from(dictionary! { "T" => text("PDF417BarCode1"), "V" => text("I-589|01/20/25") }),
        ] };
        let fields = vec![
            Object::from(group),
            Object::from(dictionary! { "T" => text("box"), "FT" => "Btn", "V" => "Off" }),
            Object::from(dictionary! { "T" => text("sex"), "FT" => "Btn", "V" => "F",
            "Kids" => vec![Object::from(dictionary! { "Subtype" => "Widget" })] }),
            Object::from(dictionary! { "T" => text("sign"), "FT" => "Sig", "V" => dictionary! {} }),
        ];
        let form = dictionary! { "Fields" => fields, "XFA" => text("<xdp/>") };
        let catalog = dictionary! { "AcroForm" => form, "OpenAction" => dictionary! { "S" => "JavaScript" },
        "Names" => dictionary! { "EmbeddedFiles" => dictionary! { "Names" => vec![text("a.txt"), Object::Null] } } };
        let catalog = document.add_object(catalog);
        document.trailer.set("Root", catalog);
        let expected = [
            "XFA form",
            "fillable form with 2 filled-in fields",
            "digital signature",
            "JavaScript",
            "attachments",
        ];
        assert_eq!(notes(&document), expected);
    }
}
