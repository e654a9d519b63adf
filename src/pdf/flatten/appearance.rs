//! The appearance that an annotation brings along.

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::lookup::{dictionary, name, resolve, value};

/// An appearance longer than this shows something, whatever it is.
const LONGEST_LOOKED_AT: usize = 1 << 18;

/// What `/AP /N` holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// The appearance to draw.
    Stream(ObjectId),
    /// Appearances for several states, none of them for the present one (such as an empty box that is off).
    OtherStates,
    /// Nothing.
    Nothing,
}

/// The normal appearance of an annotation in its present state.
pub fn normal(document: &Document, annotation: &Dictionary) -> Found {
    let Some(normal) = dictionary(document, annotation, "AP").and_then(|looks| looks.get(b"N").ok()) else {
        return Found::Nothing;
    };
    match document.dereference(normal) {
        Ok((Some(id), Object::Stream(_))) => Found::Stream(id),
        Ok((_, Object::Dictionary(states))) => {
            let state = name(document, annotation, "AS").unwrap_or(b"Off");
            match states.get(state).map(|look| document.dereference(look)) {
                Ok(Ok((Some(id), Object::Stream(_)))) => Found::Stream(id),
                _ if states.is_empty() => Found::Nothing,
                _ => Found::OtherStates,
            }
        }
        _ => Found::Nothing,
    }
}

/// The states that an annotation has appearances for.
pub fn states(document: &Document, annotation: &Dictionary) -> Vec<Vec<u8>> {
    let normal = dictionary(document, annotation, "AP").and_then(|looks| dictionary(document, looks, "N"));
    normal.map(|states| states.iter().map(|(state, _)| state.clone()).collect()).unwrap_or_default()
}

/// What an appearance puts on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// No text and no picture; a background or a border at most.
    Nothing,
    /// Text, and no picture.
    Text,
    /// A picture or a drawing (a bar code, a signature), whatever else.
    Picture,
}

/// Looks into an appearance. `spent` counts the work over a whole page; when it is used up, appearances are
/// taken as they are.
pub fn shows(document: &Document, id: ObjectId, spent: &mut usize) -> Shows {
    const MOST_WORK: usize = 1 << 25;
    let Ok(Object::Stream(stream)) = document.get_object(id) else { return Shows::Nothing };
    *spent = spent.saturating_add(4096);
    if *spent > MOST_WORK {
        return Shows::Picture;
    }
    let Some(content) = plain(stream) else { return Shows::Picture };
    *spent = spent.saturating_add(8 * content.len());
    let Ok(content) = Content::decode(&content) else { return Shows::Picture };
    let (mut text, mut areas) = (false, 0);
    for operation in &content.operations {
        match operation.operator.as_str() {
            "Do" | "BI" | "ID" | "EI" | "sh" | "c" | "v" | "y" => return Shows::Picture,
            // A background and the sides of a border are few; the bars of a bar code are many.
            "re" | "m" => areas += 1,
            "Tj" | "'" | "\"" | "TJ" => {
                text |= operation.operands.iter().any(|shown| has_letters(document, shown))
            }
            _ => {}
        }
    }
    match (text, areas > 12) {
        (_, true) => Shows::Picture,
        (true, _) => Shows::Text,
        _ => Shows::Nothing,
    }
}

fn plain(stream: &Stream) -> Option<Vec<u8>> {
    stream.get_plain_content_with_limit(LONGEST_LOOKED_AT).ok()
}

fn has_letters(document: &Document, shown: &Object) -> bool {
    match resolve(document, shown) {
        Some(Object::String(text, _)) => text.iter().any(|byte| !matches!(byte, b' ' | b'\r' | b'\n' | 0)),
        Some(Object::Array(parts)) => parts.iter().any(|part| match part {
            Object::String(text, _) => text.iter().any(|byte| !matches!(byte, b' ' | 0)),
            _ => false,
        }),
        _ => false,
    }
}

/// Gives an appearance what it lacks to be drawn from a page: its kind, its box, its resources.
pub fn complete(document: &mut Document, id: ObjectId, bbox: &[f64; 4], resources: Option<Object>) {
    let Ok(Object::Stream(stream)) = document.get_object_mut(id) else { return };
    stream.dict.set("Type", "XObject");
    stream.dict.set("Subtype", "Form");
    if !stream.dict.has(b"BBox") {
        stream.dict.set("BBox", super::made::reals(bbox));
    }
    if !stream.dict.has(b"Resources")
        && let Some(resources) = resources
    {
        stream.dict.set("Resources", resources);
    }
}

/// The layer that an annotation belongs to.
pub fn layer(document: &Document, annotation: &Dictionary) -> Option<Object> {
    value(document, annotation, "OC")?;
    annotation.get(b"OC").ok().cloned()
}
