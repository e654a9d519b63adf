//! Makes the appearance of a mark on the page that has none: highlights, lines, shapes, typed text.

use lopdf::{Dictionary, Document, Object};

use super::frame::border_width;
use super::geometry::{IDENTITY, Rect, operation};
use super::lookup::{name, number, numbers, numbers_at, text_at, value};
use super::made::Made;
use super::style::{Stroke, Style, colour};
use super::textbox::{Flow, TextBox, set};
use super::widget::face_for;

/// More points than any hand draws on a page.
const MOST_POINTS: usize = 20_000;

/// Makes the appearance of a mark, in the coordinates of the page. `None` if this kind of mark cannot be made.
pub fn made(
    document: &Document,
    annotation: &Dictionary,
    subtype: &[u8],
    rect: Rect,
    notes: &mut Vec<String>,
) -> Option<Made> {
    let pen = Pen::of(document, annotation);
    match subtype {
        b"Highlight" => pen.text_mark(document, annotation, rect, highlight),
        b"Underline" => pen.text_mark(document, annotation, rect, underline),
        b"Squiggly" => pen.text_mark(document, annotation, rect, squiggle),
        b"StrikeOut" => pen.text_mark(document, annotation, rect, strike),
        b"Redact" => pen.text_mark(document, annotation, rect, outline),
        b"Square" => Some(pen.shape(document, annotation, rect, rectangle)),
        b"Circle" => Some(pen.shape(document, annotation, rect, ellipse)),
        b"Line" => pen.path(&[numbers_at(document, annotation, "L", 4)?], "S"),
        b"PolyLine" => pen.path(&[numbers_at(document, annotation, "Vertices", MOST_POINTS)?], "S"),
        b"Polygon" => {
            let inside = numbers_at(document, annotation, "IC", 4).and_then(|c| colour(&c, Stroke::Fill));
            let paint = if inside.is_some() { "b" } else { "s" };
            let mut made = pen.path(&[numbers_at(document, annotation, "Vertices", MOST_POINTS)?], paint)?;
            made.content.insert_str(0, &inside.unwrap_or_default());
            Some(made)
        }
        b"Ink" => {
            let strokes = value(document, annotation, "InkList")?.as_array().ok()?;
            let strokes: Vec<Vec<f64>> = strokes
                .iter()
                .take(1000)
                .filter_map(|stroke| numbers(document, stroke, MOST_POINTS / 10))
                .collect();
            pen.path(&strokes, "S")
        }
        b"FreeText" => typed_text(document, annotation, rect, notes),
        _ => None,
    }
}

struct Pen {
    line: String,
    fill: String,
    width: f64,
    opacity: f64,
}

type Quad = [(f64, f64); 4];

impl Pen {
    fn of(document: &Document, annotation: &Dictionary) -> Pen {
        let components = numbers_at(document, annotation, "C", 4).unwrap_or_default();
        let opacity = annotation.get(b"CA").ok().and_then(|opacity| number(document, opacity));
        Pen {
            line: colour(&components, Stroke::Line).unwrap_or_else(|| "0 G\n".into()),
            fill: colour(&components, Stroke::Fill).unwrap_or_else(|| "1 1 0 rg\n".into()),
            width: border_width(document, annotation),
            opacity: opacity.unwrap_or(1.0).clamp(0.0, 1.0),
        }
    }

    /// Everything is drawn with the mark's opacity; highlights let the text below shine through.
    fn finish(&self, drawing: String, bbox: Rect, blend: Option<&str>) -> Made {
        let mut state = Dictionary::new();
        state.set("Type", "ExtGState");
        state.set("CA", self.opacity);
        state.set("ca", self.opacity);
        if let Some(blend) = blend {
            state.set("BM", blend);
        }
        let mut states = Dictionary::new();
        states.set("G", state);
        let mut resources = Dictionary::new();
        resources.set("ExtGState", states);
        Made { content: format!("/G gs\n{drawing}"), resources, own: None, bbox, matrix: IDENTITY }
    }

    fn text_mark(
        &self,
        document: &Document,
        annotation: &Dictionary,
        rect: Rect,
        draw: fn(&mut String, &Quad),
    ) -> Option<Made> {
        let points = numbers_at(document, annotation, "QuadPoints", MOST_POINTS).unwrap_or_default();
        let mut quads: Vec<Quad> = points
            .as_chunks::<8>()
            .0
            .iter()
            // Writers agree on this order (upper left, upper right, lower left, lower right), though the
            // standard says another.
            .map(|n| [(n[0], n[1]), (n[2], n[3]), (n[4], n[5]), (n[6], n[7])])
            .collect();
        if quads.is_empty() {
            quads.push([(rect.x0, rect.y1), (rect.x1, rect.y1), (rect.x0, rect.y0), (rect.x1, rect.y0)]);
        }
        let is_highlight = name(document, annotation, "Subtype") == Some(b"Highlight");
        let mut drawing = format!("{}{}", self.fill, self.line);
        for quad in &quads {
            draw(&mut drawing, quad);
        }
        let bbox = Rect::around(quads.into_iter().flatten())?.grown(2.0);
        // A frame without multiplication would hide the text that the highlight points at.
        Some(self.finish(drawing, bbox, is_highlight.then_some("Multiply")))
    }

    fn shape(
        &self,
        document: &Document,
        annotation: &Dictionary,
        rect: Rect,
        outline: fn(&mut String, Rect),
    ) -> Made {
        let inside = numbers_at(document, annotation, "IC", 4).and_then(|c| colour(&c, Stroke::Fill));
        let mut drawing = format!("{}{}", inside.as_deref().unwrap_or_default(), self.line);
        operation(&mut drawing, &[self.width], "w");
        let area = Rect::new(rect.x0, rect.y0, rect.x1, rect.y1).grown(-self.width / 2.0);
        outline(&mut drawing, area);
        drawing.push_str(match (inside.is_some(), self.width > 0.0) {
            (true, true) => "B\n",
            (true, false) => "f\n",
            (false, true) => "S\n",
            (false, false) => "n\n",
        });
        self.finish(drawing, rect.grown(self.width), None)
    }

    fn path(&self, strokes: &[Vec<f64>], paint: &str) -> Option<Made> {
        let mut drawing = self.line.clone();
        operation(&mut drawing, &[self.width.max(0.1)], "w");
        drawing.push_str("1 J\n1 j\n");
        let mut all = Vec::new();
        for stroke in strokes {
            for (index, point) in stroke.as_chunks::<2>().0.iter().enumerate() {
                operation(&mut drawing, point, if index == 0 { "m" } else { "l" });
                all.push((point[0], point[1]));
            }
            drawing.push_str(paint);
            drawing.push('\n');
        }
        let bbox = Rect::around(all)?.grown(self.width + 1.0);
        Some(self.finish(drawing, bbox, None))
    }
}

fn polygon(out: &mut String, quad: &Quad) {
    let [upper_left, upper_right, lower_left, lower_right] = *quad;
    for (index, (x, y)) in [upper_left, upper_right, lower_right, lower_left].into_iter().enumerate() {
        operation(out, &[x, y], if index == 0 { "m" } else { "l" });
    }
}

fn highlight(out: &mut String, quad: &Quad) {
    polygon(out, quad);
    out.push_str("f\n");
}

fn outline(out: &mut String, quad: &Quad) {
    polygon(out, quad);
    out.push_str("s\n");
}

/// A line along the text, at this share of its height above its foot.
fn line_at(out: &mut String, quad: &Quad, share: f64) {
    let [upper_left, upper_right, lower_left, lower_right] = *quad;
    let between = |low: (f64, f64), high: (f64, f64)| {
        [low.0 + share * (high.0 - low.0), low.1 + share * (high.1 - low.1)]
    };
    let high = (upper_left.0 - lower_left.0).hypot(upper_left.1 - lower_left.1);
    operation(out, &[(high / 16.0).clamp(0.3, 4.0)], "w");
    operation(out, &between(lower_left, upper_left), "m");
    operation(out, &between(lower_right, upper_right), "l");
    out.push_str("S\n");
}

fn underline(out: &mut String, quad: &Quad) {
    line_at(out, quad, 0.08);
}

fn strike(out: &mut String, quad: &Quad) {
    line_at(out, quad, 0.45);
}

fn squiggle(out: &mut String, quad: &Quad) {
    out.push_str("[2 1] 0 d\n");
    line_at(out, quad, 0.08);
}

fn rectangle(out: &mut String, area: Rect) {
    operation(out, &[area.x0, area.y0, area.width(), area.height()], "re");
}

/// A closed ellipse.
pub fn ellipse(out: &mut String, area: Rect) {
    // How far the handles of a Bézier quarter circle reach.
    const HANDLE: f64 = 0.552_284_75;
    let (cx, cy) = ((area.x0 + area.x1) / 2.0, (area.y0 + area.y1) / 2.0);
    let (rx, ry) = (area.width() / 2.0, area.height() / 2.0);
    let (hx, hy) = (rx * HANDLE, ry * HANDLE);
    operation(out, &[cx + rx, cy], "m");
    operation(out, &[cx + rx, cy + hy, cx + hx, cy + ry, cx, cy + ry], "c");
    operation(out, &[cx - hx, cy + ry, cx - rx, cy + hy, cx - rx, cy], "c");
    operation(out, &[cx - rx, cy - hy, cx - hx, cy - ry, cx, cy - ry], "c");
    operation(out, &[cx + hx, cy - ry, cx + rx, cy - hy, cx + rx, cy], "c");
    out.push_str("h\n");
}

fn typed_text(
    document: &Document,
    annotation: &Dictionary,
    rect: Rect,
    notes: &mut Vec<String>,
) -> Option<Made> {
    let text = text_at(document, annotation, "Contents")?;
    let style = value(document, annotation, "DA").and_then(|style| style.as_str().ok()).unwrap_or_default();
    let style = Style::parse(style);
    let style = if style.size > 0.0 { style } else { Style { size: 12.0, ..style } };
    let face = face_for(document, &style, &text, "a text box", notes);
    let border = border_width(document, annotation);
    let mut content = String::new();
    let fill = numbers_at(document, annotation, "C", 4).and_then(|c| colour(&c, Stroke::Fill));
    if let Some(fill) = fill {
        content.push_str(&fill);
        operation(&mut content, &[rect.x0, rect.y0, rect.width(), rect.height()], "re");
        content.push_str("f\n");
    }
    if border > 0.0 {
        content.push_str(&style.colour.to_uppercase());
        operation(&mut content, &[border], "w");
        let edge = rect.grown(-border / 2.0);
        operation(&mut content, &[edge.x0, edge.y0, edge.width(), edge.height()], "re");
        content.push_str("S\n");
    }
    let alignment = value(document, annotation, "Q").and_then(|side| match side {
        Object::Integer(side) => Some(*side),
        _ => None,
    });
    let area = TextBox {
        width: rect.width(),
        height: rect.height(),
        inset: border + 2.0,
        alignment: alignment.unwrap_or(0),
        flow: Flow::Lines,
    };
    let set = set(&text, &face, &style, &area);
    if set.overflows {
        notes.push("the text of a text box is longer than its box: its end cannot be seen".into());
    }
    operation(&mut content, &[1.0, 0.0, 0.0, 1.0, rect.x0, rect.y0], "cm");
    content.push_str(&set.content);
    Some(
        Made { content, resources: Dictionary::new(), own: None, bbox: rect, matrix: IDENTITY }
            .set_in(face, set.used),
    )
}
