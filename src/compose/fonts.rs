//! The text faces: which letters they have, how wide a text is, and which glyphs show it.
//!
//! Liberation Serif has the widths of Times New Roman. One function shapes for measuring and for
//! printing alike, so that what was measured is what is printed.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use harfrust::font::Source;
use harfrust::{
    Buffer, ClusterLevel, Direction, Feature, Font, Script, ShapeOptions, ShapePlan, ShaperFont, Tag, shape,
};
use unicode_normalization::UnicodeNormalization;

use super::sheet::Face;
use crate::templates;

/// One glyph of a shaped text. Lengths in em.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// Number in the face.
    pub id: u16,
    /// How far it moves the pen.
    pub advance: f64,
    /// How far to the right of the pen it stands (accents).
    pub right: f64,
    /// How far above the baseline it stands (accents).
    pub up: f64,
    /// What it says when text is copied or searched.
    pub says: String,
}

/// A face as loaded: the font, one shaping plan for each script, and what each glyph says.
struct Loaded {
    font: Font,
    units_per_em: f64,
    plans: [ShapePlan; 3],
    says: BTreeMap<u16, char>,
}

/// The scripts that the faces can show, in the order of `Loaded::plans`.
const SCRIPTS: [&[u8; 4]; 3] = [b"Latn", b"Grek", b"Cyrl"];

/// The bytes of a face.
pub fn face_bytes(face: Face) -> &'static [u8] {
    match face {
        Face::Regular => templates::SERIF_REGULAR,
        Face::Bold => templates::SERIF_BOLD,
        Face::Italic => templates::SERIF_ITALIC,
    }
}

/// A text as it is printed: NFC, each run of white space one space, nothing invisible.
pub fn clean(text: &str) -> String {
    let plain = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
    if text.bytes().all(plain) && !text.contains("  ") {
        return text.trim().to_owned();
    }
    let mut cleaned = String::with_capacity(text.len());
    for letter in text.chars().filter(|&letter| !invisible(letter)).nfc() {
        if !(letter.is_whitespace() || letter.is_control()) {
            cleaned.push(letter);
        } else if !cleaned.is_empty() && !cleaned.ends_with(' ') {
            cleaned.push(' ');
        }
    }
    cleaned.truncate(cleaned.trim_end().len());
    cleaned
}

/// The letters of a text that cannot be printed, each once, in the order of their first use.
///
/// These are letters that a face lacks, and letters of scripts that run from right to left, which this
/// program does not set: such a title has to be given in English. Captions print names in capitals, so the
/// capitals of the text count too.
pub fn unprintable(text: &str) -> Vec<char> {
    let mut letters = Vec::new();
    for text in [text, text.to_uppercase().as_str()] {
        for face in [Face::Regular, Face::Bold, Face::Italic] {
            for letter in missing(text, face) {
                if !letters.contains(&letter) {
                    letters.push(letter);
                }
            }
        }
    }
    letters
}

/// The letters of a text that this face cannot show, each once, in the order of their first use.
pub fn missing(text: &str, face: Face) -> Vec<char> {
    let mut letters = Vec::new();
    // The faces have all of ASCII.
    for letter in clean(text).chars().filter(|letter| !letter.is_ascii()) {
        let shown = !right_to_left(letter) && !private_use(letter) && has_glyph(letter, face);
        if !shown && !letters.contains(&letter) {
            letters.push(letter);
        }
    }
    letters
}

/// How wide a text is at this size, in points.
pub fn width(text: &str, face: Face, size: f64) -> f64 {
    /// What was measured before: the words of an index come again and again.
    type Known = [BTreeMap<String, f64>; 3];
    const MOST_KNOWN: usize = 20_000;
    const LONGEST_KNOWN: usize = 40;
    thread_local! {
        static KNOWN: RefCell<Known> = const { RefCell::new([const { BTreeMap::new() }; 3]) };
    }
    if text.len() > LONGEST_KNOWN {
        return measure(text, face) * size;
    }
    let em = KNOWN.with_borrow_mut(|known| {
        let Some(known) = known.get_mut(face as usize) else { return measure(text, face) };
        if let Some(em) = known.get(text) {
            return *em;
        }
        let em = measure(text, face);
        if known.len() >= MOST_KNOWN {
            known.clear();
        }
        known.insert(text.to_owned(), em);
        em
    });
    em * size
}

/// Width of a text in em.
fn measure(text: &str, face: Face) -> f64 {
    let mut width = 0;
    let mut units_per_em = 1.0;
    shape_text(text, face, |loaded, _, _, position| {
        width += position.x_advance;
        units_per_em = loaded.units_per_em;
    });
    f64::from(width) / units_per_em
}

/// How far a glyph moves the pen where no neighbour changes that, in em.
pub fn glyph_width(glyph: u16, face: Face) -> f64 {
    loaded(face).map_or(0.0, |loaded| {
        let shaper = ShaperFont::new(&loaded.font);
        f64::from(shaper.glyph_h_advance(harfrust::GlyphId::new(u32::from(glyph)))) / loaded.units_per_em
    })
}

/// The glyphs that show a text (as [`clean`] leaves it), left to right, with kerning and accents in place.
pub fn glyphs(text: &str, face: Face) -> Vec<Glyph> {
    let mut shown = Vec::new();
    shape_text(text, face, |loaded, run, info, position| {
        let em = |units: i32| f64::from(units) / loaded.units_per_em;
        let id = u16::try_from(info.glyph_id).unwrap_or(0);
        // What a glyph says is settled by the face, so that it says the same wherever it stands.
        let says = loaded.says.get(&id).copied().or_else(|| {
            let rest = run.get(info.cluster as usize..).unwrap_or_default();
            rest.chars().next()
        });
        shown.push(Glyph {
            id,
            advance: em(position.x_advance),
            right: em(position.x_offset),
            up: em(position.y_offset),
            says: says.map(String::from).unwrap_or_default(),
        });
    });
    shown
}

/// Shapes a text and shows each glyph, with the run of text that it comes from.
fn shape_text(
    text: &str,
    face: Face,
    mut each: impl FnMut(&Loaded, &str, &harfrust::GlyphInfo, &harfrust::GlyphPosition),
) {
    let Some(loaded) = loaded(face) else { return };
    let shaper = ShaperFont::new(&loaded.font);
    let features = features();
    let mut buffer = Buffer::new();
    buffer.set_cluster_level(ClusterLevel::Characters);
    for (script, run) in runs(&clean(text)) {
        buffer.clear();
        buffer.push_str(&run);
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(script_tag(script));
        let options = ShapeOptions::new().plan(loaded.plans.get(script)).features(&features);
        if shape(&shaper, &mut buffer, options).is_ok() {
            for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
                each(loaded, &run, info, position);
            }
        }
    }
}

/// Splits a text where its script changes; signs and spaces stay with the letters before them.
fn runs(text: &str) -> Vec<(usize, String)> {
    let mut runs: Vec<(usize, String)> = Vec::new();
    for letter in text.chars() {
        let script = script_of(letter);
        match runs.last_mut() {
            Some((current, run)) if script.is_none_or(|script| script == *current) => run.push(letter),
            _ => runs.push((script.unwrap_or(0), letter.to_string())),
        }
    }
    runs
}

fn script_of(letter: char) -> Option<usize> {
    match letter as u32 {
        0x370..=0x3FF | 0x1F00..=0x1FFF => Some(1),
        0x400..=0x52F | 0x1C80..=0x1C8F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => Some(2),
        0x300..=0x36F => None,
        _ if letter.is_alphabetic() => Some(0),
        _ => None,
    }
}

fn script_tag(script: usize) -> Option<Script> {
    SCRIPTS.get(script).and_then(|tag| Script::from_iso15924_tag(Tag::new(tag)))
}

/// No ligatures: a letter stays a letter when text is searched.
fn features() -> [Feature; 2] {
    [Feature::new(Tag::new(b"liga"), 0, ..), Feature::new(Tag::new(b"clig"), 0, ..)]
}

fn loaded(face: Face) -> Option<&'static Loaded> {
    static FACES: [OnceLock<Option<Loaded>>; 3] = [const { OnceLock::new() }; 3];
    let slot = match face {
        Face::Regular => &FACES[0],
        Face::Bold => &FACES[1],
        Face::Italic => &FACES[2],
    };
    slot.get_or_init(|| load(face)).as_ref()
}

fn load(face: Face) -> Option<Loaded> {
    let font = Font::new(Source::from(face_bytes(face)), 0)?;
    let features = features();
    let plan = |script| ShapePlan::new(&font, Direction::LeftToRight, script_tag(script), None, &features);
    let plans = [plan(0), plan(1), plan(2)];
    let mut says = BTreeMap::new();
    for (code, glyph) in font.charmap().unicodes() {
        if let (Some(letter), Ok(id)) = (char::from_u32(code), u16::try_from(glyph.to_u32()))
            && !private_use(letter)
        {
            says.entry(id).or_insert(letter);
        }
    }
    let units_per_em = f64::from(font.units_per_em());
    Some(Loaded { font, units_per_em, plans, says })
}

/// Has the face this letter, whole or as a base letter and its accents?
fn has_glyph(letter: char, face: Face) -> bool {
    let Some(loaded) = loaded(face) else { return false };
    let charmap = loaded.font.charmap();
    let has = |letter: char| charmap.map_unicode(letter).is_some_and(|glyph| glyph.to_u32() != 0);
    has(letter) || letter.nfd().all(has)
}

/// Marks that steer a text but show nothing.
fn invisible(letter: char) -> bool {
    matches!(letter as u32,
        0xAD | 0x34F | 0x61C | 0x180E | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F
        | 0xFE00..=0xFE0F | 0xFEFF | 0xFFF9..=0xFFFB | 0xE0000..=0xE0FFF)
}

fn right_to_left(letter: char) -> bool {
    matches!(letter as u32, 0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFE | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
}

fn private_use(letter: char) -> bool {
    matches!(letter as u32, 0xE000..=0xF8FF | 0xF0000..)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Widths of Times from Adobe's published metrics, in thousandths of an em.
    #[test]
    fn has_the_widths_of_times() {
        let roman = [("A", 722), ("W", 944), ("a", 444), ("i", 278), ("1", 500), (".", 250), ("–", 500)];
        let bold = [("A", 722), ("W", 1000), ("a", 500), ("m", 833), ("1", 500)];
        let italic = [("A", 611), ("W", 833), ("a", 500), ("m", 722), ("1", 500)];
        for (face, known) in
            [(Face::Regular, &roman[..]), (Face::Bold, &bold[..]), (Face::Italic, &italic[..])]
        {
            for (letter, em) in known {
                let found = width(letter, face, 1000.0);
                assert!((found - f64::from(*em)).abs() < 1.0, "{letter} {face:?}: {found}");
            }
        }
        assert!((width("A", Face::Regular, 12.0) - 8.67).abs() < 0.01);
    }

    #[test]
    fn kerns() {
        let apart = width("A", Face::Regular, 1000.0) + width("V", Face::Regular, 1000.0);
        assert!(width("AV", Face::Regular, 1000.0) < apart - 50.0);
    }

    #[test]
    fn measures_composed_and_decomposed_letters_alike() {
        let composed = width("Nguyễn Thị Đào", Face::Regular, 12.0);
        let decomposed: String = "Nguyễn Thị Đào".nfd().collect();
        assert!((composed - width(&decomposed, Face::Regular, 12.0)).abs() < 1e-9);
        assert_eq!(clean(&decomposed), "Nguyễn Thị Đào");
    }

    #[test]
    fn an_accent_without_a_letter_of_its_own_takes_no_room() {
        let plain = width("ẹ", Face::Regular, 12.0);
        assert!((width("ẹ\u{301}", Face::Regular, 12.0) - plain).abs() < 1e-9);
    }

    #[test]
    fn cleans_white_space_and_what_nobody_sees() {
        assert_eq!(clean("  a\t\n b\u{a0}c\u{200b}d\u{202e}e\u{feff}\u{7} "), "a b cde");
        assert_eq!(clean("a  b "), "a b");
        assert_eq!(clean(""), "");
    }

    #[test]
    fn prints_the_scripts_of_europe_and_names_what_it_cannot_print() {
        for text in
            ["Ñandú Łódź Ğ ş ñ œ", "Мария Ивановна Ґ Ї", "Ελένη Παπαδοπούλου", "Đặng Thị Ngọc", "Ɓ ɗ ŋ"]
        {
            assert!(unprintable(text).is_empty(), "{text}");
        }
        assert_eq!(unprintable("Acta 证明 书 证"), ['证', '明', '书']);
        assert_eq!(unprintable("شهادة"), ['ش', 'ه', 'ا', 'د', 'ة']);
        // The face has Hebrew letters, but they would run the wrong way.
        assert_eq!(unprintable("שלום"), ['ש', 'ל', 'ו', 'ם']);
        assert_eq!(unprintable("ትግርኛ 🙂 \u{f001}").len(), 6);
    }

    #[test]
    fn what_is_printable_has_glyphs() {
        for face in [Face::Regular, Face::Bold, Face::Italic] {
            let charmap = loaded(face).unwrap().font.charmap();
            for (code, _) in charmap.unicodes() {
                let text: String = char::from_u32(code).into_iter().collect();
                if unprintable(&text).is_empty() {
                    assert!(glyphs(&text, face).iter().all(|glyph| glyph.id != 0), "U+{code:04X} {face:?}");
                }
            }
        }
    }
}
