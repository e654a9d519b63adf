//! A font as far as reading needs it: what its codes say and how wide they are.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Encoding, Object};

use crate::pdf::pagetree::resolved;

/// A map from codes to letters never unpacks to more than this.
const MOST_MAP: usize = 4 << 20;
/// More widths than any font states.
const MOST_WIDTHS: usize = 70_000;

/// A font.
pub struct Face<'a> {
    encoding: Option<Encoding<'a>>,
    wide: bool,
    widths: BTreeMap<u32, f64>,
    default: f64,
}

impl<'a> Face<'a> {
    /// Reads a font dictionary.
    pub fn of(document: &'a Document, font: &'a Dictionary) -> Face<'a> {
        let wide = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Type0");
        let encoding = font.get_font_encoding_with_limit(document, MOST_MAP).ok();
        let (widths, default) = if wide { of_composite(document, font) } else { of_simple(document, font) };
        Face { encoding, wide, widths, default }
    }

    /// The letters of a string; nothing where the font does not tell.
    pub fn letters(&self, bytes: &[u8]) -> String {
        let read = self.encoding.as_ref().and_then(|encoding| encoding.bytes_to_string(bytes).ok());
        read.unwrap_or_default()
    }

    /// The width of a string in thousandths of the font size, how many codes it has, and how many are spaces.
    pub fn measure(&self, bytes: &[u8]) -> (f64, usize, usize) {
        let step = if self.wide { 2 } else { 1 };
        let mut width = 0.0;
        let mut codes = 0;
        for code in bytes.chunks(step) {
            let code = code.iter().fold(0, |code, &byte| code << 8 | u32::from(byte));
            width += self.widths.get(&code).copied().unwrap_or(self.default);
            codes += 1;
        }
        let spaces = if self.wide { 0 } else { bytes.iter().filter(|&&byte| byte == b' ').count() };
        (width, codes, spaces)
    }
}

fn number(document: &Document, object: &Object) -> Option<f64> {
    match document.dereference(object).ok()?.1 {
        Object::Integer(number) => Some(*number as f64),
        Object::Real(number) => Some(f64::from(*number)),
        _ => None,
    }
}

fn of_simple(document: &Document, font: &Dictionary) -> (BTreeMap<u32, f64>, f64) {
    let first = resolved(document, font, b"FirstChar").and_then(|first| first.as_i64().ok()).unwrap_or(0);
    let first = u32::try_from(first).unwrap_or(0);
    let widths = resolved(document, font, b"Widths").and_then(|widths| widths.as_array().ok());
    let widths: BTreeMap<u32, f64> = (first..)
        .zip(widths.into_iter().flatten().take(256))
        .filter_map(|(code, width)| Some((code, number(document, width)?)))
        .collect();
    let monospaced = font
        .get(b"BaseFont")
        .and_then(Object::as_name)
        .is_ok_and(|name| name.windows(7).any(|part| part == b"Courier"));
    // The fourteen faces that every reader has may come without widths; half the size is near enough to tell
    // a gap between words.
    (widths, if monospaced { 600.0 } else { 480.0 })
}

fn of_composite(document: &Document, font: &Dictionary) -> (BTreeMap<u32, f64>, f64) {
    let mut widths = BTreeMap::new();
    let descendant = resolved(document, font, b"DescendantFonts")
        .and_then(|fonts| fonts.as_array().ok()?.first())
        .and_then(|font| document.dereference(font).ok()?.1.as_dict().ok());
    let Some(descendant) = descendant else { return (widths, 1000.0) };
    let default = descendant.get(b"DW").ok().and_then(|width| number(document, width)).unwrap_or(1000.0);
    let Some(list) = resolved(document, descendant, b"W").and_then(|list| list.as_array().ok()) else {
        return (widths, default);
    };
    let mut items = list.iter().filter_map(|item| Some(document.dereference(item).ok()?.1));
    while let (Some(first), Some(next)) = (items.next(), items.next()) {
        let Some(first) = first.as_i64().ok().and_then(|first| u32::try_from(first).ok()) else { break };
        if let Ok(run) = next.as_array() {
            let run = run.iter().map(|width| number(document, width).unwrap_or(default));
            widths.extend((first..).zip(run).take(MOST_WIDTHS));
        } else {
            let last = next.as_i64().ok().and_then(|last| u32::try_from(last).ok());
            let width = items.next().and_then(|width| number(document, width));
            let (Some(last), Some(width)) = (last, width) else { break };
            widths.extend((first..=last).take(MOST_WIDTHS).map(|code| (code, width)));
        }
        if widths.len() > MOST_WIDTHS {
            break;
        }
    }
    (widths, default)
}
