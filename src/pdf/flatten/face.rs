//! The typeface of a filled-in field: how its letters are encoded and how wide they are.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object};
use unicode_normalization::UnicodeNormalization as _;

use super::lookup::{dictionary, form, name, number, resolve, value};

/// A simple font, ready to set text.
pub struct Face {
    /// The font dictionary, or a reference to it.
    pub font: Object,
    codes: BTreeMap<char, u8>,
    widths: [f64; 256],
}

impl Face {
    /// The font that a field's style names, from the form's own resources; Helvetica if it cannot be had.
    pub fn named(document: &Document, wanted: &[u8]) -> Face {
        let of_form = form(document).and_then(|form| dictionary(document, form, "DR"));
        let found = of_form.and_then(|resources| {
            let fonts = dictionary(document, resources, "Font")?;
            fonts.get(wanted).ok()
        });
        found.and_then(|font| Face::load(document, font)).unwrap_or_else(|| Face::standard(base_font(wanted)))
    }

    /// The name of the font that a style means, or of the one that stands for it.
    pub fn base_name(document: &Document, wanted: &[u8]) -> Vec<u8> {
        let of_form = form(document).and_then(|form| dictionary(document, form, "DR"));
        let named = of_form
            .and_then(|resources| {
                dictionary(
                    document,
                    dictionary(document, resources, "Font")?,
                    std::str::from_utf8(wanted).ok()?,
                )
            })
            .and_then(|font| name(document, font, "BaseFont"));
        named.map_or_else(|| base_font(wanted).as_bytes().to_vec(), <[u8]>::to_vec)
    }

    /// Helvetica by the encoding that everybody knows.
    pub fn helvetica() -> Face {
        Face::standard("Helvetica")
    }

    fn standard(base: &str) -> Face {
        let mut font = Dictionary::new();
        font.set("Type", "Font");
        font.set("Subtype", "Type1");
        font.set("BaseFont", base);
        font.set("Encoding", "WinAnsiEncoding");
        let codes = codes_of(&Document::new(), &font);
        let widths = standard_widths(base.as_bytes(), &codes);
        Face { font: Object::Dictionary(font), codes, widths }
    }

    fn load(document: &Document, font: &Object) -> Option<Face> {
        let found = resolve(document, font)?.as_dict().ok()?;
        let base = name(document, found, "BaseFont").unwrap_or_default();
        let simple = matches!(name(document, found, "Subtype"), Some(b"Type1" | b"TrueType" | b"MMType1"));
        // A subset holds the letters of some other text; the letters of this one may be missing.
        let subset = base.len() > 7 && base[6] == b'+' && base[..6].iter().all(u8::is_ascii_uppercase);
        let symbols = [&b"ZapfDingbats"[..], b"Symbol"].contains(&base);
        if !simple || subset || symbols {
            return None;
        }
        let mut font_dictionary = found.clone();
        font_dictionary.set("Type", "Font");
        let codes = codes_of(document, &font_dictionary);
        let widths = given_widths(document, found).unwrap_or_else(|| standard_widths(base, &codes));
        Some(Face { font: font.clone(), codes, widths })
    }

    /// The letters of the text that this font has no code for.
    pub fn missing(&self, text: &str) -> Vec<char> {
        let mut missing: Vec<char> = text.chars().filter(|letter| self.code(*letter).is_none()).collect();
        missing.sort_unstable();
        missing.dedup();
        missing
    }

    fn code(&self, letter: char) -> Option<u8> {
        let plain = match letter {
            '\t' | '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' => ' ',
            '\u{2010}' | '\u{2011}' | '\u{ad}' => '-',
            other => other,
        };
        self.codes.get(&plain).copied()
    }

    /// The text in the font's codes; letters it does not have become question marks.
    pub fn encode(&self, text: &str) -> Vec<u8> {
        text.chars().map(|letter| self.code(letter).or(self.code('?')).unwrap_or(b'?')).collect()
    }

    /// The width of the text at size 1.
    pub fn width(&self, text: &str) -> f64 {
        self.encode(text).iter().map(|code| self.widths[usize::from(*code)]).sum()
    }
}

/// What a style's short name stands for when the form does not say.
fn base_font(wanted: &[u8]) -> &'static str {
    let wanted = String::from_utf8_lossy(wanted).to_ascii_lowercase();
    let bold = wanted.contains("bold") || wanted.ends_with("bo");
    match (wanted.starts_with("cour") || wanted.starts_with("co"), wanted.starts_with("ti"), bold) {
        (true, _, false) => "Courier",
        (true, _, true) => "Courier-Bold",
        (_, true, false) => "Times-Roman",
        (_, true, true) => "Times-Bold",
        (_, _, true) => "Helvetica-Bold",
        _ => "Helvetica",
    }
}

fn codes_of(document: &Document, font: &Dictionary) -> BTreeMap<char, u8> {
    let mut codes = BTreeMap::new();
    // Without /Encoding a /ToUnicode would be taken for one; for a simple font that is right as well.
    let Ok(encoding) = font.get_font_encoding_with_limit(document, 1 << 20) else { return codes };
    for code in 32..=255_u8 {
        if let Ok(text) = encoding.bytes_to_string(&[code])
            && let Some(letter) = text.chars().next()
            && letter != '\u{fffd}'
        {
            codes.entry(letter).or_insert(code);
        }
    }
    codes
}

fn given_widths(document: &Document, font: &Dictionary) -> Option<[f64; 256]> {
    let first = usize::try_from(value(document, font, "FirstChar")?.as_i64().ok()?).ok()?;
    let given = value(document, font, "Widths")?.as_array().ok()?;
    let mut widths = [0.5; 256];
    for (code, width) in given.iter().take(256).enumerate() {
        if let (Some(slot), Some(width)) = (widths.get_mut(first.checked_add(code)?), number(document, width))
        {
            *slot = (width / 1000.0).clamp(0.0, 4.0);
        }
    }
    Some(widths)
}

fn standard_widths(base: &[u8], codes: &BTreeMap<char, u8>) -> [f64; 256] {
    let base = String::from_utf8_lossy(base);
    let table = match () {
        () if base.contains("Cour") => None,
        () if base.contains("Times") => Some(&TIMES),
        () if base.contains("Bold") => Some(&HELVETICA_BOLD),
        () => Some(&HELVETICA),
    };
    let mut widths = [0.6; 256];
    let Some(table) = table else { return widths };
    for (letter, code) in codes {
        let width = match letter {
            '—' | '…' | '™' | '‰' | 'Æ' | 'Œ' => 1000,
            // An accent does not make a letter wider.
            _ => {
                let plain = letter.nfd().next().unwrap_or(*letter);
                let at = usize::try_from(u32::from(plain)).unwrap_or(0).wrapping_sub(32);
                table.get(at).copied().unwrap_or(556)
            }
        };
        widths[usize::from(*code)] = f64::from(width) / 1000.0;
    }
    widths
}

/// Widths of the letters from space to tilde, in thousandths, as the standard fonts' metrics state them.
#[rustfmt::skip]
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
#[rustfmt::skip]
const HELVETICA_BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
    975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
    333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
    611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];
#[rustfmt::skip]
const TIMES: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278,
    500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444,
    921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722,
    556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500,
    333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500,
    500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use lopdf::dictionary;

    use super::*;

    #[test]
    fn winansi_holds_western_letters_and_no_others() {
        let face = Face::helvetica();
        assert_eq!(face.encode("Año — 5 €"), b"A\xF1o \x97 5 \x80");
        assert_eq!(face.missing("Łódź, Ñ, Київ"), ['Ł', 'ź', 'К', 'в', 'и', 'ї']);
        assert_eq!(face.encode("Ł"), b"?");
    }

    #[test]
    fn widths_are_those_of_the_standard_font() {
        // Adobe's metrics of Helvetica: H 722, i 222, period 278.
        assert!((Face::helvetica().width("Hi.") - 1.222).abs() < 1e-9);
        assert!((Face::helvetica().width("É") - Face::helvetica().width("E")).abs() < 1e-9);
    }

    #[test]
    fn differences_of_an_encoding_are_used() {
        let font = dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
            "Encoding" => dictionary! {
                "Type" => "Encoding",
                "Differences" => vec![Object::Integer(200), Object::from("Lslash")],
            },
        };
        let face = Face::load(&Document::new(), &Object::Dictionary(font)).unwrap();
        assert_eq!(face.encode("Ł"), [200]);
    }

    #[test]
    fn a_subset_is_not_trusted_to_have_the_letters() {
        let font = dictionary! {
            "Type" => "Font", "Subtype" => "TrueType", "BaseFont" => "ABCDEF+Arial",
            "Encoding" => "WinAnsiEncoding",
        };
        assert!(Face::load(&Document::new(), &Object::Dictionary(font)).is_none());
    }
}
