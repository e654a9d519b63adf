//! Looking things up in a document that may be broken: everything is followed, nothing is trusted.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId, decode_text_string};

/// Page trees and field trees deeper than this are taken for loops.
const DEEPEST: usize = 64;

/// The object behind a reference (or the object itself); `None` if there is none or it is null.
pub fn resolve<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Object> {
    document.dereference(object).ok().map(|(_, found)| found).filter(|found| !found.is_null())
}

/// What a dictionary says under a key, references followed.
pub fn value<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &str) -> Option<&'a Object> {
    resolve(document, dictionary.get(key.as_bytes()).ok()?)
}

/// A dictionary under a key.
pub fn dictionary<'a>(document: &'a Document, parent: &'a Dictionary, key: &str) -> Option<&'a Dictionary> {
    value(document, parent, key)?.as_dict().ok()
}

/// A name under a key.
pub fn name<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &str) -> Option<&'a [u8]> {
    value(document, dictionary, key)?.as_name().ok()
}

/// A whole number under a key.
pub fn integer(document: &Document, dictionary: &Dictionary, key: &str) -> Option<i64> {
    match value(document, dictionary, key)? {
        Object::Integer(number) => Some(*number),
        // Some writers put 4.0 where 4 is meant. The cast saturates.
        Object::Real(number) => Some(*number as i64),
        _ => None,
    }
}

/// A finite number.
pub fn number(document: &Document, object: &Object) -> Option<f64> {
    let number = match resolve(document, object)? {
        Object::Integer(number) => *number as f64,
        Object::Real(number) => f64::from(*number),
        _ => return None,
    };
    // Beyond any paper there is: arithmetic on such numbers only makes nonsense.
    (number.is_finite() && number.abs() < 1e7).then_some(number)
}

/// The finite numbers of an array, at most `limit` of them; `None` if it is no array of numbers.
pub fn numbers(document: &Document, object: &Object, limit: usize) -> Option<Vec<f64>> {
    let array = resolve(document, object)?.as_array().ok()?;
    array.iter().take(limit).map(|item| number(document, item)).collect()
}

/// The numbers of an array under a key.
pub fn numbers_at(document: &Document, dictionary: &Dictionary, key: &str, limit: usize) -> Option<Vec<f64>> {
    numbers(document, dictionary.get(key.as_bytes()).ok()?, limit)
}

/// A text string as a person reads it.
pub fn text(object: &Object) -> Option<String> {
    if let Ok(text) = decode_text_string(object) {
        return Some(text);
    }
    let bytes = object.as_str().ok()?;
    Some(String::from_utf8_lossy(bytes).into_owned())
}

/// A text string under a key, trimmed; `None` if there is none or it is blank.
pub fn text_at(document: &Document, dictionary: &Dictionary, key: &str) -> Option<String> {
    let text = text(value(document, dictionary, key)?)?;
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A dictionary and the parents above it, nearest first; a loop ends the line.
pub fn lineage<'a>(document: &'a Document, start: &'a Dictionary) -> Vec<&'a Dictionary> {
    let mut line = vec![start];
    let mut seen: BTreeSet<ObjectId> = BTreeSet::new();
    let mut current = start;
    while line.len() < DEEPEST
        && let Ok(Object::Reference(id)) = current.get(b"Parent")
        && seen.insert(*id)
        && let Ok(parent) = document.get_dictionary(*id)
    {
        line.push(parent);
        current = parent;
    }
    line
}

/// What the nearest of a line of dictionaries says under a key.
pub fn inherited<'a>(document: &'a Document, line: &[&'a Dictionary], key: &str) -> Option<&'a Object> {
    line.iter().find_map(|dictionary| value(document, dictionary, key))
}

/// The document's form, if it has one.
pub fn form(document: &Document) -> Option<&Dictionary> {
    dictionary(document, document.catalog().ok()?, "AcroForm")
}
