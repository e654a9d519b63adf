//! The typeface that a filled-in field is set in: the form's own, or where that lacks letters, the program's.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use lopdf::{Dictionary, Document, Object, Stream};
use subsetter::GlyphRemapper;

use super::face::Face;
use crate::compose::{self, Glyph};
use crate::pdf::content::pack;

/// A typeface, ready to set text.
pub enum Typeface {
    /// A simple font of the form, or one that every viewer has.
    OfForm(Box<Face>),
    /// The program's own, embedded with the letters that are used.
    Own(compose::Face),
}

/// The glyphs of an own face that were used, and what each says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Used(pub BTreeMap<u16, String>);

impl Typeface {
    /// Helvetica, which every viewer has.
    #[cfg(test)]
    pub fn helvetica() -> Typeface {
        Typeface::OfForm(Box::new(Face::helvetica()))
    }

    /// The letters of a text that this typeface lacks.
    pub fn missing(&self, text: &str) -> Vec<char> {
        match self {
            Typeface::OfForm(face) => face.missing(text),
            Typeface::Own(face) => compose::missing(text, *face),
        }
    }

    /// The width of a text at size 1.
    pub fn width(&self, text: &str) -> f64 {
        match self {
            Typeface::OfForm(face) => face.width(text),
            Typeface::Own(face) => compose_width(text, *face),
        }
    }

    /// The operators that show a text at this size; the glyphs of an own face are noted.
    pub fn show(&self, text: &str, size: f64, used: &mut Used) -> String {
        let mut shown = String::new();
        match self {
            Typeface::OfForm(face) => {
                shown.push('<');
                for code in face.encode(text) {
                    // Writing to a String cannot fail.
                    let _ = write!(shown, "{code:02X}");
                }
                shown.push_str("> Tj\n");
            }
            Typeface::Own(face) => show_glyphs(&mut shown, &shaped(text, *face), *face, size, used),
        }
        shown
    }
}

/// The program's face that comes nearest to a font with this name.
pub fn nearest(font: &[u8]) -> compose::Face {
    let name = String::from_utf8_lossy(font).to_ascii_lowercase();
    match () {
        () if name.contains("bold") || name.ends_with("bo") => compose::Face::Bold,
        () if name.contains("ital") || name.contains("obli") => compose::Face::Italic,
        () => compose::Face::Regular,
    }
}

/// As the glyphs of the text stand; words are measured one by one, because they come again and again.
fn compose_width(text: &str, face: compose::Face) -> f64 {
    let words = text.split(SPACES);
    let spaces = words.clone().count().saturating_sub(1) as f64 * f64::from(SPACE);
    spaces + words.map(|word| compose::width(word, face, 1.0)).sum::<f64>()
}

/// What is shown as a space; the face's is a quarter of an em wide.
const SPACES: [char; 3] = [' ', '\t', '\u{a0}'];
const SPACE: f32 = 0.25;

/// The glyphs of a text, every space kept and an empty square for what the face lacks.
fn shaped(text: &str, face: compose::Face) -> Vec<Glyph> {
    let lacking = compose::missing(text, face);
    let mut glyphs = Vec::new();
    for (index, word) in text.split(SPACES).enumerate() {
        if index > 0 {
            glyphs.extend(compose::glyphs("a a", face).into_iter().nth(1));
        }
        if lacking.is_empty() {
            glyphs.extend(compose::glyphs(word, face));
        } else {
            let word: String =
                word.chars().map(|l| if lacking.contains(&l) { '\u{25a1}' } else { l }).collect();
            glyphs.extend(compose::glyphs(&word, face));
        }
    }
    glyphs
}

/// Glyphs in their places: accents are moved, and so are neighbours that stand closer than their widths say.
fn show_glyphs(out: &mut String, glyphs: &[Glyph], face: compose::Face, size: f64, used: &mut Used) {
    let (mut wanted, mut actual, mut raised) = (0.0, 0.0, 0.0);
    out.push('[');
    for glyph in glyphs {
        if (glyph.up - raised).abs() > 1e-6 {
            raised = glyph.up;
            let _ = write!(out, "] TJ\n{} Ts\n[", (raised * size * 1000.0).round() / 1000.0);
        }
        let correction = ((wanted + glyph.right - actual) * 1000.0).round();
        if correction != 0.0 {
            let _ = write!(out, "{} ", -correction);
            actual += correction / 1000.0;
        }
        let _ = write!(out, "<{:04X}> ", glyph.id);
        used.0.entry(glyph.id).or_insert_with(|| glyph.says.clone());
        actual += thousandths(glyph.id, face) as f64 / 1000.0;
        wanted += glyph.advance;
    }
    out.push_str("] TJ\n");
    if raised != 0.0 {
        out.push_str("0 Ts\n");
    }
}

fn thousandths(glyph: u16, face: compose::Face) -> i64 {
    // An em is at most a few thousand units wide.
    (compose::glyph_width(glyph, face) * 1000.0).round() as i64
}

/// Embeds the used glyphs of an own face as a font whose codes are the numbers of the glyphs in the whole face.
pub fn embed(document: &mut Document, face: compose::Face, used: &Used) -> Option<Dictionary> {
    let mut numbers = GlyphRemapper::new();
    for glyph in used.0.keys() {
        numbers.remap(*glyph);
    }
    let file = subsetter::subset(compose::face_bytes(face), 0, &numbers).ok()?;
    let mut map = vec![0_u8; 2 * (usize::from(*used.0.keys().last()?) + 1)];
    let mut widths = Vec::new();
    for glyph in used.0.keys() {
        let at = 2 * usize::from(*glyph);
        map.get_mut(at..at + 2)?.copy_from_slice(&numbers.get(*glyph)?.to_be_bytes());
        widths.push(Object::from(i64::from(*glyph)));
        widths.push(Object::Array(vec![thousandths(*glyph, face).into()]));
    }
    let (name, weight, angle, flags) = match face {
        compose::Face::Regular => ("CBFORM+LiberationSerif", 80, 0, 6),
        compose::Face::Bold => ("CBFORM+LiberationSerif-Bold", 140, 0, 6),
        compose::Face::Italic => ("CBFORM+LiberationSerif-Italic", 80, -16, 70),
    };
    let length = i64::try_from(file.len()).ok()?;
    let file = packed(document, &file, |about| about.set("Length1", length))?;
    let mut descriptor = Dictionary::new();
    descriptor.set("Type", "FontDescriptor");
    descriptor.set("FontName", name);
    descriptor.set("Flags", flags);
    descriptor.set("FontBBox", [-200, -216, 2000, 891].map(Object::Integer).to_vec());
    descriptor.set("ItalicAngle", angle);
    descriptor.set("Ascent", 891);
    descriptor.set("Descent", -216);
    descriptor.set("CapHeight", 655);
    descriptor.set("StemV", weight);
    descriptor.set("FontFile2", file);
    let descriptor = document.try_add_object(descriptor).ok()?;
    let mut system = Dictionary::new();
    system.set("Registry", Object::string_literal("Adobe"));
    system.set("Ordering", Object::string_literal("Identity"));
    system.set("Supplement", 0);
    let map = packed(document, &map, |_| {})?;
    let mut glyphs = Dictionary::new();
    glyphs.set("Type", "Font");
    glyphs.set("Subtype", "CIDFontType2");
    glyphs.set("BaseFont", name);
    glyphs.set("CIDSystemInfo", system);
    glyphs.set("FontDescriptor", descriptor);
    glyphs.set("W", widths);
    glyphs.set("CIDToGIDMap", map);
    let glyphs = document.try_add_object(glyphs).ok()?;
    let says = packed(document, to_unicode(used).as_bytes(), |_| {})?;
    let mut font = Dictionary::new();
    font.set("Type", "Font");
    font.set("Subtype", "Type0");
    font.set("BaseFont", name);
    font.set("Encoding", "Identity-H");
    font.set("DescendantFonts", vec![Object::Reference(glyphs)]);
    font.set("ToUnicode", says);
    Some(font)
}

fn packed(document: &mut Document, plain: &[u8], about: impl Fn(&mut Dictionary)) -> Option<Object> {
    let mut packed = pack(plain);
    about(&mut packed.dictionary);
    let stream = Stream::new(packed.dictionary, packed.data);
    document.try_add_object(stream).ok().map(Object::Reference)
}

/// What each glyph says, as a CMap.
fn to_unicode(used: &Used) -> String {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapType 2 def\n\
         /CMapName /Adobe-Identity-UCS def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let all: Vec<(&u16, &String)> = used.0.iter().filter(|(_, says)| !says.is_empty()).collect();
    for part in all.chunks(100) {
        let _ = writeln!(map, "{} beginbfchar", part.len());
        for (glyph, says) in part {
            let _ = write!(map, "<{glyph:04X}> <");
            for unit in says.encode_utf16() {
                let _ = write!(map, "{unit:04X}");
            }
            map.push_str(">\n");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map
}
