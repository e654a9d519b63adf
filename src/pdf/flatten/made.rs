//! An appearance made here, because the file has none to show.

use lopdf::{Dictionary, Object, Stream};

use super::geometry::{Matrix, Rect};

/// An appearance made here.
#[derive(Debug, Clone)]
pub struct Made {
    /// Its drawing operators.
    pub content: String,
    /// What they name.
    pub resources: Dictionary,
    /// Its box; nothing shows outside of it.
    pub bbox: Rect,
    /// Turns the box, where the field is turned.
    pub matrix: Matrix,
}

impl Made {
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
