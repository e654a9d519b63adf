//! A source as a printer shows it. Renderers draw what a screen shows; a packet is paper. So that the two can be
//! compared, a copy of the source is made in which the flags of its annotations say the same for both:
//!
//! * without the Print flag: hidden;
//! * with Print and NoView: shown;
//! * pop-up windows of notes: hidden; no printer shows them.
//!
//! * signature fields that nobody has signed: hidden; mutool draws a tag of its own there;
//! * a form that asks each viewer to make its appearances anew shows those that it has.
//!
//! Links stay: their frames are drawn on screen and in the packet.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::outside::{self, Objects, Protection};

const HIDDEN: i64 = 2;
const PRINT: i64 = 4;
const NO_VIEW: i64 = 32;

/// The copy, or `None` if screen and paper agree already.
pub fn as_printed(file: &Path, folder: &Path, password: Option<&str>) -> Option<PathBuf> {
    let plain = outside::plain(file, folder.join("plain-source.pdf"), Protection::Removed, password)?;
    let source = outside::objects(&plain)?;
    let mut changed = BTreeMap::new();
    for number in 1..=source.page_count() {
        let Some((id, page)) = source.page(number) else { continue };
        let Some(list) = page.get("/Annots") else { continue };
        let Some(items) = source.followed(list).and_then(Value::as_array) else { continue };
        let mut items = items.clone();
        let mut direct = false;
        for item in &mut items {
            let annotation = source.followed(item);
            let Some(flagged) = annotation.and_then(|annotation| flagged(&source, annotation)) else {
                continue;
            };
            match item.as_str() {
                Some(reference) => drop(changed.insert(reference.to_owned(), flagged)),
                None => {
                    *item = flagged;
                    direct = true;
                }
            }
        }
        if direct {
            let mut page = page.clone();
            page["/Annots"] = Value::Array(items);
            changed.insert(id.to_owned(), page);
        }
    }
    if let Some((id, mut owner, form)) = source.form() {
        if form.get("/NeedAppearances") == Some(&Value::Bool(true)) {
            let mut form = form.clone();
            form["/NeedAppearances"] = false.into();
            owner["/AcroForm"] = form;
            changed.insert(id, owner);
        }
    }
    let copy = folder.join("printed.pdf");
    (!changed.is_empty() && source.write_changed(&plain, &changed, &copy)).then_some(copy)
}

/// An annotation with the flags that make a screen show what paper shows, if that changes it.
fn flagged(source: &Objects, annotation: &Value) -> Option<Value> {
    let kind = annotation.get("/Subtype")?.as_str()?;
    let flags = annotation.get("/F").and_then(Value::as_i64).unwrap_or(0);
    let wanted = match kind {
        "/Link" => flags,
        "/Popup" => flags | HIDDEN,
        "/Widget" if is_unsigned(source, annotation) => flags | HIDDEN,
        _ if flags & PRINT == 0 => flags | HIDDEN,
        _ => flags & !NO_VIEW,
    };
    let mut annotation = annotation.clone();
    (wanted != flags).then(|| annotation["/F"] = wanted.into()).map(|()| annotation)
}

/// A signature field without a signature.
fn is_unsigned(source: &Objects, field: &Value) -> bool {
    let parent = field.get("/Parent").and_then(|parent| source.followed(parent));
    let of_field = |key: &str| field.get(key).or_else(|| parent.and_then(|parent| parent.get(key)));
    of_field("/FT").is_some_and(|kind| kind == "/Sig") && of_field("/V").is_none()
}
