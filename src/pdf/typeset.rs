//! Typeset: sheets become PDF pages, through printpdf with subset fonts and glyph ids.
//!
//! Every text is shaped by the function that measured it, each face is subset once for all sheets, and
//! every text stands in a text object (`BT … ET`) of its own, so that it can be read back as one run.

use std::collections::BTreeMap;

use printpdf::{
    Codepoint, FontId, FontMetrics, Line, LinePoint, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle,
    PdfPage, PdfSaveOptions, Point, Pt, Rect, TextItem,
};
use subsetter::GlyphRemapper;

use crate::compose::{Face, Glyph, Item, Sheet, Text, face_bytes, glyphs, missing};

const FACES: [Face; 3] = [Face::Regular, Face::Bold, Face::Italic];

/// What a PDF says about a face, in thousandths of an em; the name with its subset tag.
struct About {
    resource: &'static str,
    name: &'static str,
    ascent: i16,
    descent: i16,
    caret: (i16, i16),
    weight: u16,
}

/// Makes one PDF page of each sheet (links are left to the volume writer). The same sheets give the same bytes.
///
/// # Errors
/// If a text cannot be set, naming the text and the letters that no face has.
pub fn typeset(sheets: &[Sheet]) -> Result<Vec<u8>, String> {
    let mut fonts: BTreeMap<Face, Subset> = BTreeMap::new();
    let mut pages = Vec::with_capacity(sheets.len());
    for sheet in sheets {
        let mut ops = Vec::new();
        for item in &sheet.items {
            match item {
                Item::Text(text) => set_text(text, fonts.entry(text.face).or_default(), &mut ops)?,
                Item::Line { from, to, thickness } => draw_line(*from, *to, *thickness, &mut ops),
            }
        }
        let paper = Rect::from_wh(points(sheet.width), points(sheet.height));
        pages.push(PdfPage { media_box: paper.clone(), trim_box: paper.clone(), crop_box: paper, ops });
    }
    let mut document = PdfDocument::new("");
    document.pages = pages;
    for face in FACES {
        if let Some(subset) = fonts.get(&face) {
            let font = PdfFont::new(subset.embed(face)?);
            document.resources.fonts.map.insert(font_id(face), font);
        }
    }
    write(&document)
}

/// Turns the document into bytes that hold nothing but the pages: no identifier, no dates.
fn write(document: &PdfDocument) -> Result<Vec<u8>, String> {
    let mut warnings = Vec::new();
    let mut pdf = document.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    pdf.trailer.remove(b"ID");
    if let Some(info) = pdf.trailer.remove(b"Info").and_then(|info| info.as_reference().ok()) {
        pdf.objects.remove(&info);
    }
    for object in pdf.objects.values_mut() {
        let Ok(page) = object.as_dict_mut() else { continue };
        if page.has_type(b"Page") {
            for key in [b"TrimBox".as_slice(), b"CropBox", b"Annots"] {
                page.remove(key);
            }
        } else if !page.has(b"Type") && page.has(b"Font") {
            for key in [b"XObject".as_slice(), b"ExtGState", b"Shading"] {
                page.remove(key);
            }
        }
    }
    pdf.prune_objects();
    pdf.renumber_objects();
    pdf.compress();
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).map_err(|error| format!("the pages cannot be written: {error}"))?;
    Ok(bytes)
}

/// The glyphs of a face that are used, under their new numbers.
#[derive(Default)]
struct Subset {
    numbers: GlyphRemapper,
    /// Width of each new number, in thousandths of an em.
    widths: BTreeMap<u16, u16>,
}

impl Subset {
    fn add(&mut self, glyph: &Glyph, face: Face) -> u16 {
        let number = self.numbers.remap(glyph.id);
        self.widths.entry(number).or_insert_with(|| thousandths(crate::compose::glyph_width(glyph.id, face)));
        number
    }

    fn width(&self, number: u16) -> f64 {
        f64::from(self.widths.get(&number).copied().unwrap_or(0))
    }

    fn embed(&self, face: Face) -> Result<ParsedFont, String> {
        let bytes = subsetter::subset(face_bytes(face), 0, &self.numbers)
            .map_err(|error| format!("the face {face:?} cannot be cut down: {error}"))?;
        let about = about(face);
        let metrics = FontMetrics { ascent: about.ascent, descent: about.descent };
        let mut font = ParsedFont::with_glyph_data(
            bytes,
            0,
            Some(about.name.to_owned()),
            BTreeMap::new(),
            self.widths.clone(),
            1000,
            metrics,
        );
        let stated = &mut font.pdf_font_metrics;
        (stated.x_min, stated.y_min) = (-200, about.descent);
        (stated.x_max, stated.y_max) = (2000, about.ascent);
        (stated.caret_slope_rise, stated.caret_slope_run) = about.caret;
        stated.us_weight_class = about.weight;
        Ok(font)
    }
}

fn font_id(face: Face) -> FontId {
    FontId(about(face).resource.to_owned())
}

fn about(face: Face) -> About {
    let (ascent, descent) = (891, -216);
    match face {
        Face::Regular => About {
            resource: "F1",
            name: "CBREGU+LiberationSerif",
            ascent,
            descent,
            caret: (1, 0),
            weight: 400,
        },
        Face::Bold => About {
            resource: "F2",
            name: "CBBOLD+LiberationSerif-Bold",
            ascent,
            descent,
            caret: (1, 0),
            weight: 700,
        },
        Face::Italic => About {
            resource: "F3",
            name: "CBITAL+LiberationSerif-Italic",
            ascent,
            descent,
            caret: (1000, 287),
            weight: 400,
        },
    }
}

fn set_text(text: &Text, subset: &mut Subset, ops: &mut Vec<Op>) -> Result<(), String> {
    let letters = missing(&text.text, text.face);
    if !letters.is_empty() {
        let letters: Vec<String> =
            letters.iter().map(|letter| format!("{letter} (U+{:04X})", *letter as u32)).collect();
        return Err(format!(
            "\u{201c}{}\u{201d} cannot be printed: no face has {}",
            text.text,
            letters.join(", ")
        ));
    }
    let font = PdfFontHandle::External(font_id(text.face));
    ops.push(Op::StartTextSection);
    ops.push(Op::SetFont { font, size: points(text.size) });
    ops.push(Op::SetTextCursor { pos: point((text.x, text.y)) });
    for (up, items) in shifts(&glyphs(&text.text, text.face), text.face, subset) {
        let raised = up != 0.0;
        if raised {
            ops.push(Op::SetLineOffset { multiplier: (up * text.size) as f32 });
        }
        ops.push(Op::ShowText { items });
        if raised {
            ops.push(Op::SetLineOffset { multiplier: 0.0 });
        }
    }
    ops.push(Op::EndTextSection);
    Ok(())
}

/// The glyphs with the moves between them, parted where an accent stands higher or lower.
///
/// Moves are whole thousandths of an em; what is lost by rounding is carried on, so that it never adds up.
fn shifts(glyphs: &[Glyph], face: Face, subset: &mut Subset) -> Vec<(f64, Vec<TextItem>)> {
    let mut parts: Vec<(f64, Vec<TextItem>)> = Vec::new();
    // Where the pen should be and where a reader has it, in thousandths of an em.
    let (mut wanted, mut actual) = (0.0, 0.0);
    for glyph in glyphs {
        let number = subset.add(glyph, face);
        if parts.last().is_none_or(|(up, _)| *up != glyph.up) {
            parts.push((glyph.up, Vec::new()));
        }
        let Some((_, items)) = parts.last_mut() else { continue };
        let correction = (wanted + glyph.right * 1000.0 - actual).round();
        if correction != 0.0 {
            items.push(TextItem::Offset(-correction as f32));
            actual += correction;
        }
        let shown = Codepoint::with_cid(number, 0.0, glyph.says.clone());
        match items.last_mut() {
            Some(TextItem::GlyphIds(run)) => run.push(shown),
            _ => items.push(TextItem::GlyphIds(vec![shown])),
        }
        actual += subset.width(number);
        wanted += glyph.advance * 1000.0;
    }
    parts
}

fn draw_line(from: (f64, f64), to: (f64, f64), thickness: f64, ops: &mut Vec<Op>) {
    let end = |place| LinePoint { p: point(place), bezier: false };
    ops.push(Op::SetOutlineThickness { pt: points(thickness) });
    ops.push(Op::DrawLine { line: Line { points: vec![end(from), end(to)], is_closed: false } });
}

fn point((x, y): (f64, f64)) -> Point {
    Point { x: points(x), y: points(y) }
}

fn points(length: f64) -> Pt {
    Pt(length as f32)
}

fn thousandths(em: f64) -> u16 {
    (em * 1000.0).round().clamp(0.0, f64::from(u16::MAX)) as u16
}

#[cfg(test)]
mod tests;
