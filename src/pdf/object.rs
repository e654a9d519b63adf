//! Objects as bytes: the same object always gives the same bytes.

use lopdf::{Dictionary, Object};

/// Appends an object as it stands in a file. A stream inside another object cannot be written and becomes null.
pub fn write_object(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null | Object::Stream(_) => out.extend_from_slice(b"null"),
        Object::Boolean(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
        Object::Integer(value) => out.extend_from_slice(value.to_string().as_bytes()),
        Object::Real(value) => out.extend_from_slice(real(*value).as_bytes()),
        Object::Name(name) => write_name(out, name),
        Object::String(text, _) => write_string(out, text),
        Object::Reference((number, generation)) => {
            out.extend_from_slice(format!("{number} {generation} R").as_bytes());
        }
        Object::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b' ');
                }
                write_object(out, item);
            }
            out.push(b']');
        }
        Object::Dictionary(dictionary) => write_dictionary(out, dictionary),
    }
}

/// Appends a dictionary: /Type and /Subtype first, the other keys in the order of their bytes.
pub fn write_dictionary(out: &mut Vec<u8>, dictionary: &Dictionary) {
    let mut entries: Vec<(&Vec<u8>, &Object)> = dictionary.iter().collect();
    entries.sort_by_key(|(key, _)| (rank(key), *key));
    out.extend_from_slice(b"<<");
    for (key, value) in entries {
        write_name(out, key);
        if !matches!(value, Object::Name(_) | Object::Array(_) | Object::Dictionary(_) | Object::String(..)) {
            out.push(b' ');
        }
        write_object(out, value);
    }
    out.extend_from_slice(b">>");
}

fn rank(key: &[u8]) -> u8 {
    match key {
        b"Type" => 0,
        b"Subtype" => 1,
        _ => 2,
    }
}

fn write_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for &byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte) {
            out.push(byte);
        } else {
            out.extend_from_slice(format!("#{byte:02X}").as_bytes());
        }
    }
}

fn write_string(out: &mut Vec<u8>, text: &[u8]) {
    let plain = text.iter().all(|byte| matches!(byte, b' '..=b'~') && !b"()\\".contains(byte));
    if plain {
        out.push(b'(');
        out.extend_from_slice(text);
        out.push(b')');
    } else {
        out.push(b'<');
        for byte in text {
            out.extend_from_slice(format!("{byte:02X}").as_bytes());
        }
        out.push(b'>');
    }
}

/// The shortest decimal that reads back as the same number; never an exponent, which PDF does not know.
fn real(value: f32) -> String {
    if !value.is_finite() || value == 0.0 {
        return "0".to_owned();
    }
    let text = value.to_string();
    // Without a point readers would take it for a whole number, and one that does not fit.
    if value.abs() >= 1e9 && !text.contains('.') { text + ".0" } else { text }
}

/// A number in a content stream: up to eight decimals, never an exponent.
pub fn decimal(value: f64) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let text = format!("{value:.8}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The operands of a `cm` operator.
pub fn operands(numbers: &[f64]) -> String {
    numbers.iter().map(|number| decimal(*number)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use lopdf::{StringFormat, dictionary};

    use super::*;

    fn written(object: &Object) -> String {
        let mut out = Vec::new();
        write_object(&mut out, object);
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn reals_are_short_and_have_no_exponent() {
        assert_eq!(written(&Object::Real(0.1)), "0.1");
        assert_eq!(written(&Object::Real(612.0)), "612");
        assert_eq!(written(&Object::Real(1e-7)), "0.0000001");
        assert_eq!(written(&Object::Real(-3.4e9)), "-3400000000.0");
        assert_eq!(written(&Object::Real(f32::NAN)), "0");
        assert_eq!(written(&Object::Real(-0.0)), "0");
        assert_eq!(decimal(-0.000000001), "0");
        assert_eq!(decimal(0.5), "0.5");
        assert_eq!(decimal(1e9), "1000000000");
    }

    #[test]
    fn names_escape_what_would_end_them() {
        assert_eq!(written(&Object::Name(b"A B#/(\xe9".to_vec())), "/A#20B#23#2F#28#E9");
        assert_eq!(written(&Object::Name(Vec::new())), "/");
    }

    #[test]
    fn strings_with_brackets_or_bytes_are_hex() {
        let string = |text: &[u8]| written(&Object::String(text.to_vec(), StringFormat::Literal));
        assert_eq!(string(b"plain text"), "(plain text)");
        assert_eq!(string(b"a)b"), "<612962>");
        assert_eq!(string(b"\xfe\xff\x00A"), "<FEFF0041>");
    }

    #[test]
    fn the_order_of_keys_does_not_depend_on_the_order_of_insertion() {
        let one = dictionary! { "B" => 1, "Type" => "X", "A" => (3, 0) };
        let two = dictionary! { "A" => (3, 0), "B" => 1, "Type" => "X" };
        assert_eq!(written(&Object::Dictionary(one.clone())), "<</Type/X/A 3 0 R/B 1>>");
        assert_eq!(written(&Object::Dictionary(one)), written(&Object::Dictionary(two)));
    }
}
