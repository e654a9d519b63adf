//! The fields of a form with what was filled in.

use std::collections::BTreeSet;

use lopdf::{Document, Object, ObjectId};

use crate::intake::{FieldKind, FormField};
use crate::pdf::flatten::fields::{Field, FieldKind as Kind};
use crate::pdf::pagetree::{PageEntry, resolved};

/// Fields that are read; the longest forms of the government have some five hundred.
const MOST_FIELDS: usize = 4_000;
/// Characters kept of a label; those of the forms of the government are whole sentences.
const MOST_LABEL: usize = 2_000;
/// Characters kept of an answer.
const MOST_VALUE: usize = 8_000;

/// The fields in the order of the pages.
pub fn read(document: &Document, pages: &[PageEntry]) -> Vec<FormField> {
    let mut found = Vec::new();
    let mut seen: BTreeSet<ObjectId> = BTreeSet::new();
    for (number, entry) in (1..).zip(pages) {
        let Ok(page) = document.get_dictionary(entry.id) else { continue };
        let notes = resolved(document, page, b"Annots").and_then(|notes| notes.as_array().ok());
        for note in notes.into_iter().flatten() {
            let Ok((id, Object::Dictionary(widget))) = document.dereference(note) else { continue };
            if id.is_some_and(|id| !seen.insert(id)) {
                continue;
            }
            let is_widget =
                widget.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Widget");
            let Some(field) = Field::of(document, widget).filter(|_| is_widget) else { continue };
            found.extend(form_field(&field, number));
            if found.len() >= MOST_FIELDS {
                return found;
            }
        }
    }
    found
}

fn form_field(field: &Field<'_>, page: u32) -> Option<FormField> {
    let name = field.name();
    let label = field.label().unwrap_or_else(|| name.clone());
    let is_barcode = name.to_ascii_lowercase().contains("barcode");
    let (kind, value) = match field.kind {
        Kind::Push => return None,
        Kind::Signature => (FieldKind::Signature, field.signer().unwrap_or_default()),
        Kind::Mark => (FieldKind::Mark, field.marked().unwrap_or_default()),
        Kind::Text if is_barcode => (FieldKind::Barcode, field.filled_in()),
        Kind::Text | Kind::Choice => (FieldKind::Text, field.shown()),
    };
    let value: String = value.trim().chars().take(MOST_VALUE).collect();
    let label = label.chars().take(MOST_LABEL).collect();
    Some(FormField { page, label, kind, value })
}
