//! The frame that a field is drawn in: its background, its border, its turn.

use lopdf::{Dictionary, Document};

use super::geometry::{IDENTITY, Rect, operation};
use super::lookup::{dictionary, integer, name, number, numbers_at, value};
use super::made::Made;
use super::markup::ellipse;
use super::style::{Stroke, colour};

/// More dashes than any border has.
const MOST_DASHES: usize = 8;

/// What a field is drawn into.
pub struct Frame {
    /// Its width, as the field is turned.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// How far its border reaches in.
    pub border: f64,
    /// What has been drawn.
    pub content: String,
    turn: i64,
}

/// The outline of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outline {
    /// A rectangle.
    Box,
    /// As a radio button.
    Round,
    /// A rectangle of so many cells.
    Cells(usize),
}

impl Frame {
    /// Draws background and border.
    pub fn of(document: &Document, widget: &Dictionary, rect: Rect, outline: Outline) -> Frame {
        let look = dictionary(document, widget, "MK");
        let turn = look.and_then(|look| integer(document, look, "R")).unwrap_or(0).rem_euclid(360);
        let (width, height) =
            if turn % 180 == 90 { (rect.height(), rect.width()) } else { (rect.width(), rect.height()) };
        let shade = |key: &str, stroke| colour(&numbers_at(document, look?, key, 4)?, stroke);
        let line = shade("BC", Stroke::Line);
        let wide = line.as_ref().map_or(0.0, |_| border_width(document, widget));
        let style = dictionary(document, widget, "BS");
        let kind = style.and_then(|style| name(document, style, "S")).unwrap_or(b"S");
        let mut content = String::new();
        if let Some(fill) = shade("BG", Stroke::Fill) {
            content.push_str("q\n");
            content.push_str(&fill);
            outlined(&mut content, Rect::new(0.0, 0.0, width, height), outline);
            content.push_str("f\nQ\n");
        }
        let raised = matches!(kind, b"B" | b"I") && outline != Outline::Round && wide > 0.0;
        if raised {
            let (light, dark) = if kind == b"B" { ("1 g\n", "0.5 g\n") } else { ("0.5 g\n", "0.75 g\n") };
            edges(&mut content, [width, height, wide], light, dark);
        }
        if let Some(line) = line
            && wide > 0.0
        {
            content.push_str("q\n");
            content.push_str(&line);
            operation(&mut content, &[wide], "w");
            if kind == b"D" {
                let dashes = style.and_then(|style| numbers_at(document, style, "D", MOST_DASHES));
                content.push_str(&dashed(&dashes.unwrap_or_default()));
            }
            if kind == b"U" {
                operation(&mut content, &[0.0, wide / 2.0], "m");
                operation(&mut content, &[width, wide / 2.0], "l");
            } else {
                outlined(&mut content, Rect::new(0.0, 0.0, width, height).grown(-wide / 2.0), outline);
            }
            if let Outline::Cells(cells) = outline {
                for cell in 1..cells {
                    let x = width * cell as f64 / cells as f64;
                    operation(&mut content, &[x, 0.0], "m");
                    operation(&mut content, &[x, height], "l");
                }
            }
            content.push_str("S\nQ\n");
        }
        let border = if raised { 2.0 * wide } else { wide };
        Frame { width, height, border, turn, content }
    }

    /// The appearance, as it has been drawn.
    pub fn finish(self) -> Made {
        let (w, h) = (self.width, self.height);
        let matrix = match self.turn {
            90 => [0.0, 1.0, -1.0, 0.0, h, 0.0],
            180 => [-1.0, 0.0, 0.0, -1.0, w, h],
            270 => [0.0, -1.0, 1.0, 0.0, 0.0, w],
            _ => IDENTITY,
        };
        Made {
            content: self.content,
            resources: Dictionary::new(),
            own: None,
            bbox: Rect::new(0.0, 0.0, w, h),
            matrix,
        }
    }
}

fn outlined(content: &mut String, area: Rect, outline: Outline) {
    if outline == Outline::Round {
        let (x, y) = ((area.x0 + area.x1) / 2.0, (area.y0 + area.y1) / 2.0);
        let radius = area.width().min(area.height()) / 2.0;
        ellipse(content, Rect::new(x - radius, y - radius, x + radius, y + radius));
    } else {
        operation(content, &[area.x0, area.y0, area.width(), area.height()], "re");
    }
}

/// The two inner edges that make a field stand out or lie deep.
fn edges(content: &mut String, [width, height, wide]: [f64; 3], upper: &str, lower: &str) {
    let (near, far) = (wide, 2.0 * wide);
    let (right, top) = (width - wide, height - wide);
    let (inner_right, inner_top) = (width - far, height - far);
    let upper_edge =
        [(near, near), (near, top), (right, top), (inner_right, inner_top), (far, inner_top), (far, far)];
    let lower_edge =
        [(right, top), (right, near), (near, near), (far, far), (inner_right, far), (inner_right, inner_top)];
    for (shade, corners) in [(upper, upper_edge), (lower, lower_edge)] {
        content.push_str("q\n");
        content.push_str(shade);
        for (index, (x, y)) in corners.into_iter().enumerate() {
            operation(content, &[x, y], if index == 0 { "m" } else { "l" });
        }
        content.push_str("f\nQ\n");
    }
}

/// The operator that sets the dashes of a line; a dash of no length would draw nothing.
fn dashed(dashes: &[f64]) -> String {
    let sound = dashes.iter().all(|dash| *dash >= 0.0) && dashes.iter().any(|dash| *dash > 0.0);
    let mut out = String::from("[");
    operation(&mut out, if sound { dashes } else { &[3.0] }, "] 0 d");
    out
}

/// The width of an annotation's border, by `/BS` or the older `/Border`.
pub fn border_width(document: &Document, annotation: &Dictionary) -> f64 {
    let by_style = || number(document, dictionary(document, annotation, "BS")?.get(b"W").ok()?);
    let by_border = || {
        let border = value(document, annotation, "Border")?.as_array().ok()?;
        number(document, border.get(2)?)
    };
    by_style().or_else(by_border).unwrap_or(1.0).clamp(0.0, 100.0)
}

#[cfg(test)]
mod tests {
    use lopdf::{Object, dictionary};

    use super::*;

    fn drawn(style: Dictionary, outline: Outline) -> String {
        let widget = dictionary! {
            "BS" => style, "MK" => dictionary! { "BC" => vec![Object::Integer(0)] },
        };
        let rect = Rect::new(0.0, 0.0, 40.0, 10.0);
        Frame::of(&Document::new(), &widget, rect, outline).content
    }

    #[test]
    fn borders_are_solid_dashed_underlined_or_raised() {
        let kind = |kind: &str| dictionary! { "S" => kind, "W" => 2 };
        assert_eq!(drawn(kind("S"), Outline::Box), "q\n0 G\n2 w\n1 1 38 8 re\nS\nQ\n");
        assert_eq!(drawn(kind("U"), Outline::Box), "q\n0 G\n2 w\n0 1 m\n40 1 l\nS\nQ\n");
        assert_eq!(drawn(kind("D"), Outline::Box), "q\n0 G\n2 w\n[3 ] 0 d\n1 1 38 8 re\nS\nQ\n");
        assert!(drawn(kind("B"), Outline::Box).starts_with("q\n1 g\n2 2 m\n2 8 l\n38 8 l\n"));
        assert!(drawn(kind("S"), Outline::Round).contains(" c\n"));
    }

    #[test]
    fn cells_are_parted() {
        let content = drawn(dictionary! {}, Outline::Cells(4));
        for x in ["10 0 m\n10 10 l\n", "20 0 m\n", "30 0 m\n"] {
            assert!(content.contains(x), "{content}");
        }
        assert!(!content.contains("40 0 m"));
    }
}
