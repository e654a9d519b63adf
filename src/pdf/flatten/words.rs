//! The words that a field's appearance shows, to be held against what the field was filled in with.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};
use unicode_normalization::UnicodeNormalization as _;

use super::lookup::{dictionary, form, resolve, value};

/// An appearance longer than this is not read.
const LONGEST: usize = 1 << 18;

/// The words of an appearance; `None` if one of its fonts does not say what its codes mean.
pub fn words(document: &Document, id: ObjectId) -> Option<String> {
    let stream = document.get_object(id).ok()?.as_stream().ok()?;
    let content = Content::decode(&stream.get_plain_content_with_limit(LONGEST).ok()?).ok()?;
    let own = value(document, &stream.dict, "Resources").and_then(|own| own.as_dict().ok());
    let of_form = || dictionary(document, form(document)?, "DR");
    let fonts = own.or_else(of_form).and_then(|resources| dictionary(document, resources, "Font"));
    let mut decoders: BTreeMap<&[u8], Option<&Dictionary>> = BTreeMap::new();
    let (mut font, mut words) = (None, String::new());
    for operation in &content.operations {
        match (operation.operator.as_str(), operation.operands.as_slice()) {
            ("Tf", [Object::Name(name), _]) => {
                font = *decoders
                    .entry(name)
                    .or_insert_with(|| resolve(document, fonts?.get(name).ok()?)?.as_dict().ok());
            }
            ("Tj" | "'", [Object::String(codes, _)]) | ("\"", [_, _, Object::String(codes, _)]) => {
                words.push_str(&decoded(document, font?, codes)?);
                words.push(' ');
            }
            ("TJ", [Object::Array(parts)]) => {
                for part in parts {
                    if let Object::String(codes, _) = part {
                        words.push_str(&decoded(document, font?, codes)?);
                    }
                }
                words.push(' ');
            }
            _ => {}
        }
    }
    Some(words)
}

fn decoded(document: &Document, font: &Dictionary, codes: &[u8]) -> Option<String> {
    font.get_font_encoding_with_limit(document, LONGEST).ok()?.bytes_to_string(codes).ok()
}

/// The letters and digits of a text: spaces, signs and line ends are set in many ways.
pub fn letters(text: &str) -> String {
    text.nfkc().filter(|letter| letter.is_alphanumeric()).collect()
}
