//! Compares what two readers make of the same file, object by object, as far as the pages need it.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::pagetree::PageEntry;
use super::second::SecondReader;

/// What the comparison found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Streams that only the second reader could find the end of; taken from it.
    pub filled: usize,
    /// Objects that the two do not read alike.
    pub disputed: usize,
}

/// Every object that the pages lead to, present or not, but not the way back up the page tree.
pub fn needed(document: &Document, pages: &[PageEntry]) -> BTreeSet<ObjectId> {
    let mut seen: BTreeSet<ObjectId> = pages.iter().map(|page| page.id).collect();
    let mut open: Vec<&Object> = pages.iter().filter_map(|page| document.objects.get(&page.id)).collect();
    while let Some(object) = open.pop() {
        match object {
            Object::Reference(id) if seen.insert(*id) => open.extend(document.objects.get(id)),
            Object::Array(items) => open.extend(items),
            Object::Dictionary(dictionary) => open.extend(below(dictionary)),
            Object::Stream(stream) => open.extend(below(&stream.dict)),
            _ => {}
        }
    }
    seen
}

fn below(dictionary: &Dictionary) -> impl Iterator<Item = &Object> {
    dictionary.iter().filter(|(key, _)| key.as_slice() != b"Parent").map(|(_, value)| value)
}

/// Compares the needed objects up to the highest number that the file itself gives.
pub fn compare(
    document: &mut Document,
    second: &SecondReader,
    needed: &BTreeSet<ObjectId>,
    highest: u32,
) -> Comparison {
    let mut comparison = Comparison::default();
    for id in needed.iter().filter(|id| id.0 <= highest) {
        let Some(ours) = document.objects.get_mut(id) else { continue };
        match (second.object(*id), ours) {
            (Some(Object::Stream(theirs)), Object::Stream(ours))
                if ours.content.is_empty() && !theirs.content.is_empty() =>
            {
                ours.set_content(theirs.content);
                comparison.filled += 1;
            }
            (Some(theirs), ours) if alike(ours, &theirs) => {}
            _ => comparison.disputed += 1,
        }
    }
    comparison
}

/// Do two objects say the same? How a string or number is written does not matter.
fn alike(ours: &Object, theirs: &Object) -> bool {
    match (ours, theirs) {
        (Object::String(ours, _), Object::String(theirs, _)) => ours == theirs,
        (Object::Real(ours), Object::Real(theirs)) => (ours - theirs).abs() <= ours.abs() * 1e-6,
        (Object::Real(real), Object::Integer(whole)) | (Object::Integer(whole), Object::Real(real)) => {
            *real == *whole as f32
        }
        (Object::Array(ours), Object::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(ours, theirs)| alike(ours, theirs))
        }
        (Object::Dictionary(ours), Object::Dictionary(theirs)) => alike_in_keys(ours, theirs),
        (Object::Stream(ours), Object::Stream(theirs)) => {
            ours.content == theirs.content && alike_in_keys(&ours.dict, &theirs.dict)
        }
        (ours, theirs) => ours == theirs,
    }
}

fn alike_in_keys(ours: &Dictionary, theirs: &Dictionary) -> bool {
    // The bytes of a signature are never encrypted, which the readers handle differently; they are not shown.
    let signature = ours.has(b"ByteRange");
    let page = ours.has_type(b"Page");
    let ignored =
        |key: &[u8]| key == b"Length" || (signature && key == b"Contents") || (page && key == b"Resources");
    let covers = |one: &Dictionary, other: &Dictionary| {
        one.iter().filter(|(key, value)| !value.is_null() && !ignored(key)).all(|(key, _)| other.has(key))
    };
    covers(ours, theirs)
        && covers(theirs, ours)
        && ours
            .iter()
            .filter(|(key, value)| !value.is_null() && !ignored(key))
            .all(|(key, value)| theirs.get(key).is_ok_and(|theirs| alike(value, theirs)))
}

#[cfg(test)]
mod tests {
    use lopdf::{Stream, StringFormat, dictionary};

    use super::*;

    #[test]
    fn ways_of_writing_are_alike_and_values_are_not() {
        let one = dictionary! { "A" => 1, "B" => Object::String(b"x".to_vec(), StringFormat::Hexadecimal),
        "C" => Object::Null };
        let two = dictionary! { "B" => Object::string_literal("x"), "A" => Object::Real(1.0) };
        assert!(alike(&one.clone().into(), &two.clone().into()));
        assert!(!alike(&one.into(), &dictionary! { "A" => 1 }.into()));
        let stream = |content: &[u8]| Object::from(Stream::new(dictionary! {}, content.to_vec()));
        assert!(alike(&stream(b"q"), &stream(b"q")));
        assert!(!alike(&stream(b"q"), &stream(b"Q")));
    }
}
