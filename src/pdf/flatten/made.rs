//! An appearance made here, because the file has none to show.

use lopdf::{Dictionary, Object, Stream};

use super::geometry::{Matrix, Rect};
use super::typeface::{Typeface, Used};
use crate::compose;

/// An appearance made here.
#[derive(Debug, Clone)]
pub struct Made {
    /// Its drawing operators.
    pub content: String,
    /// What they name.
    pub resources: Dictionary,
    /// The program's face that it is set in, and the glyphs: to be embedded as the font `F`.
    pub own: Option<(compose::Face, Used)>,
    /// Its box; nothing shows outside of it.
    pub bbox: Rect,
    /// Turns the box, where the field is turned.
    pub matrix: Matrix,
}

impl Made {
    /// Has its text set in this typeface: as the font `F` of its resources.
    pub fn set_in(mut self, face: Typeface, used: Used) -> Made {
        match face {
            Typeface::OfForm(face) => {
                let mut fonts = Dictionary::new();
                fonts.set("F", face.font);
                self.resources.set("Font", fonts);
            }
            Typeface::Own(face) => self.own = Some((face, used)),
        }
        self
    }

    /// As a form XObject.
    pub fn into_stream(self) -> Stream {
        let mut dictionary = Dictionary::new();
        dictionary.set("Type", "XObject");
        dictionary.set("Subtype", "Form");
        let Rect { x0, y0, x1, y1 } = self.bbox;
        dictionary.set("BBox", reals(&[x0, y0, x1, y1]));
        dictionary.set("Matrix", reals(&self.matrix));
        dictionary.set("Resources", self.resources);
        Stream::new(dictionary, self.content.into_bytes())
    }
}

/// An array of numbers.
pub fn reals(numbers: &[f64]) -> Object {
    Object::Array(numbers.iter().map(|number| Object::from(*number)).collect())
}
