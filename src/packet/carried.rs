//! Names in a bag.
//!
//! BagIt lists files in lines of text, with line breaks and percent signs of a name written as `%0A` and `%25`. The
//! programs that read bags do not agree on that: the Library of Congress's own leaves `%25` as it is, ends lines at
//! other characters too, and drops spaces at the end. A file with such a name is carried under another one, and the
//! bag says so.

use std::borrow::Cow;

use crate::hash::sha256_hex;

/// What file systems take at most, in bytes.
const LONGEST: usize = 255;
/// Digits of a hash that tell shortened names apart.
const DIGITS: usize = 16;

/// The name under which a bag carries this path; parts are divided by `/`.
pub fn carried(path: &str) -> Cow<'_, str> {
    if path.split('/').all(is_agreed) {
        return Cow::Borrowed(path);
    }
    Cow::Owned(path.split('/').map(carried_part).collect::<Vec<_>>().join("/"))
}

fn is_agreed(part: &str) -> bool {
    part.trim() == part && !part.contains(is_disputed)
}

fn is_disputed(c: char) -> bool {
    c == '%' || c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

fn carried_part(part: &str) -> String {
    let ends = part.len() - part.trim_end().len();
    let starts = part.len() - part.trim_start().len();
    let mut name = String::new();
    for (place, c) in part.char_indices() {
        if is_disputed(c) || place < starts || place + ends >= part.len() {
            name += &format!("~{:02X}", u32::from(c));
        } else {
            name.push(c);
        }
    }
    if name.len() <= LONGEST {
        return name;
    }
    let hash = sha256_hex(part.as_bytes());
    let mut end = LONGEST - DIGITS - 1;
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.truncate(end);
    name + "~" + &hash[..DIGITS]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_names_stay() {
        for name in ["evidence/Familia/Acta de nacimiento José.pdf", "evidence/\u{202e}fdp.exe", "packet/a~b"]
        {
            assert_eq!(carried(name), name);
        }
    }

    #[test]
    fn names_that_readers_of_bags_dispute_are_changed() {
        assert_eq!(carried("evidence/100%.pdf"), "evidence/100~25.pdf");
        assert_eq!(carried("evidence/a\r\nb.pdf"), "evidence/a~0D~0Ab.pdf");
        assert_eq!(carried("evidence/ a /b "), "evidence/~20a~20/b~20");
        assert_eq!(carried("evidence/a\u{2028}b"), "evidence/a~2028b");
        assert_eq!(carried("evidence/ "), "evidence/~20");
    }

    #[test]
    fn a_name_that_grows_too_long_is_shortened_and_stays_apart() {
        let long = |last: &str| format!("evidence/{}é{last}", "%".repeat(100));
        let (one, other) = (carried(&long("1")).into_owned(), carried(&long("2")).into_owned());
        assert!(one.split('/').all(|part| part.len() <= LONGEST), "{one}");
        assert_ne!(one, other);
    }
}
