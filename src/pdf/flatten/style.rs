//! How the text of a field is set: font, size and colour out of its default appearance.

use lopdf::content::Content;
use lopdf::{Document, Object};

use super::geometry::operation;
use super::lookup::number;

/// How text is set.
#[derive(Debug, Clone, PartialEq)]
pub struct Style {
    /// The name of the font in the form's resources.
    pub font: Vec<u8>,
    /// The size; 0 is "as it fits".
    pub size: f64,
    /// The operators that set the colour.
    pub colour: String,
}

impl Style {
    /// Reads a default appearance such as `/Helv 10 Tf 0 g`.
    pub fn parse(appearance: &[u8]) -> Style {
        let mut style = Style { font: b"Helv".to_vec(), size: 0.0, colour: "0 g\n".into() };
        let operations = Content::decode(appearance).map(|content| content.operations).unwrap_or_default();
        let document = Document::new();
        for found in operations {
            let numbers: Option<Vec<f64>> =
                found.operands.iter().map(|operand| number(&document, operand)).collect();
            match (found.operator.as_str(), numbers, found.operands.as_slice()) {
                ("Tf", _, [Object::Name(font), size]) => {
                    style.font = font.clone();
                    style.size = number(&document, size).unwrap_or(0.0).clamp(0.0, 300.0);
                }
                ("g" | "rg" | "k", Some(numbers), _) => {
                    style.colour.clear();
                    operation(&mut style.colour, &numbers, &found.operator);
                }
                _ => {}
            }
        }
        style
    }
}

/// The operators that set a colour of an annotation's array of 0, 1, 3 or 4 components; `None` if it is no colour.
pub fn colour(components: &[f64], stroke: Stroke) -> Option<String> {
    let operator = match (components.len(), stroke) {
        (1, Stroke::Line) => "G",
        (1, Stroke::Fill) => "g",
        (3, Stroke::Line) => "RG",
        (3, Stroke::Fill) => "rg",
        (4, Stroke::Line) => "K",
        (4, Stroke::Fill) => "k",
        _ => return None,
    };
    let mut out = String::new();
    operation(&mut out, components, operator);
    Some(out)
}

/// What a colour is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stroke {
    /// Lines.
    Line,
    /// Areas.
    Fill,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_orders_that_writers_use() {
        let first = Style::parse(b"0 g\n/Courier#20New 10.5 Tf");
        assert_eq!((first.font.as_slice(), first.size), (&b"Courier New"[..], 10.5));
        let second = Style::parse(b"/Helv 0 Tf 1.000 0.000 0.000 rg");
        assert_eq!((second.size, second.colour.as_str()), (0.0, "1 0 0 rg\n"));
    }

    #[test]
    fn garbage_is_black_helvetica() {
        assert_eq!(Style::parse(b")))((( Tf").font, b"Helv");
    }
}
