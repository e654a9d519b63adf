//! A source as a printer shows it. Renderers draw what a screen shows; a packet is paper. So that the two can be
//! compared, a copy of the source is made that says the same for both. Annotations:
//!
//! * without the Print flag: hidden;
//! * with Print and NoView: shown;
//! * pop-up windows of notes: hidden; no printer shows them;
//! * signature fields that nobody has signed: hidden; mutool draws a tag of its own there.
//!
//! A form that asks each viewer to make its appearances anew shows those that it has. Layers that the document
//! switches for printing are switched so.
//!
//! Links stay: their frames are drawn on screen and in the packet.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::outside::Objects;

const HIDDEN: i64 = 2;
const PRINT: i64 = 4;
const NO_VIEW: i64 = 32;

/// The copy, or `None` if screen and paper agree already.
pub fn as_printed(source: &Objects, plain: &Path, folder: &Path) -> Option<PathBuf> {
    let mut changed = BTreeMap::new();
    for number in 1..=source.page_count() {
        let Some((id, page)) = source.page(number) else { continue };
        let Some(list) = page.get("/Annots") else { continue };
        let Some(items) = source.followed(list).and_then(Value::as_array) else { continue };
        let mut items = items.clone();
        let mut direct = false;
        for item in &mut items {
            let annotation = source.followed(item);
            let Some(flagged) = annotation.and_then(|annotation| flagged(source, annotation)) else {
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
    if let Some((id, catalog)) = source.catalog() {
        let mut printed = catalog.clone();
        let form = catalog.get("/AcroForm").and_then(|form| source.followed(form));
        if let Some(form) = form.filter(|form| form.get("/NeedAppearances") == Some(&Value::Bool(true))) {
            let mut form = form.clone();
            form["/NeedAppearances"] = false.into();
            printed["/AcroForm"] = form;
        }
        if let Some(layers) = printed_layers(source, catalog) {
            // What a renderer reads in a layer's own usage would count more than its state.
            let all = layers.get("/OCGs").and_then(Value::as_array).cloned().unwrap_or_default();
            for layer in &all {
                let Some((id, without)) = layer.as_str().zip(source.followed(layer).cloned()) else {
                    continue;
                };
                let mut without = without;
                without.as_object_mut().and_then(|layer| layer.remove("/Usage"));
                changed.insert(id.to_owned(), without);
            }
            printed["/OCProperties"] = layers;
        }
        if printed != *catalog {
            changed.insert(id, printed);
        }
    }
    let copy = folder.join("printed.pdf");
    (!changed.is_empty() && source.write_changed(plain, &changed, &copy)).then_some(copy)
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

/// The layers with the states that they have in print, if the document says that printing switches any.
fn printed_layers(source: &Objects, catalog: &Value) -> Option<Value> {
    let mut properties = source.followed(catalog.get("/OCProperties")?)?.clone();
    let mut usual = source.followed(properties.get("/D")?)?.clone();
    let list = |value: Option<&Value>| -> Vec<Value> {
        value.and_then(|value| source.followed(value)).and_then(Value::as_array).cloned().unwrap_or_default()
    };
    let (mut on, mut off) = (list(usual.get("/ON")), list(usual.get("/OFF")));
    let rules = list(Some(usual.get("/AS")?));
    for rule in rules.iter().filter_map(|rule| source.followed(rule)) {
        if rule.get("/Event").is_none_or(|event| event != "/Print") {
            continue;
        }
        for layer in list(rule.get("/OCGs")) {
            let usage = source.followed(&layer).and_then(|layer| source.followed(layer.get("/Usage")?));
            let state = usage.and_then(|usage| source.followed(usage.get("/Print")?)?.get("/PrintState"));
            let Some(state) = state else { continue };
            let (to, from) = if state == "/OFF" { (&mut off, &mut on) } else { (&mut on, &mut off) };
            from.retain(|other| *other != layer);
            to.push(layer);
        }
    }
    usual.as_object_mut()?.remove("/AS");
    usual["/ON"] = on.into();
    usual["/OFF"] = off.into();
    properties["/D"] = usual;
    Some(properties)
}
