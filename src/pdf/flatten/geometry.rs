//! Rectangles and matrices of annotations.

use std::fmt::Write as _;

/// `a b c d e f` as the operator `cm` takes them.
pub type Matrix = [f64; 6];

/// Changes nothing.
pub const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// A rectangle with its corners in order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left.
    pub x0: f64,
    /// Bottom.
    pub y0: f64,
    /// Right.
    pub x1: f64,
    /// Top.
    pub y1: f64,
}

impl Rect {
    /// From any two opposite corners.
    pub fn new(x0: f64, y0: f64, x1: f64, y1: f64) -> Rect {
        Rect { x0: x0.min(x1), y0: y0.min(y1), x1: x0.max(x1), y1: y0.max(y1) }
    }

    /// From the four numbers of a PDF rectangle.
    pub fn from_numbers(numbers: &[f64]) -> Option<Rect> {
        match numbers {
            [x0, y0, x1, y1, ..] => Some(Rect::new(*x0, *y0, *x1, *y1)),
            _ => None,
        }
    }

    /// The smallest rectangle around these points.
    pub fn around(points: impl IntoIterator<Item = (f64, f64)>) -> Option<Rect> {
        let mut points = points.into_iter();
        let (x, y) = points.next()?;
        Some(points.fold(Rect::new(x, y, x, y), |rect, (x, y)| Rect {
            x0: rect.x0.min(x),
            y0: rect.y0.min(y),
            x1: rect.x1.max(x),
            y1: rect.y1.max(y),
        }))
    }

    /// Moved outward on all sides.
    pub fn grown(self, by: f64) -> Rect {
        Rect { x0: self.x0 - by, y0: self.y0 - by, x1: self.x1 + by, y1: self.y1 + by }
    }

    /// From left to right.
    pub fn width(self) -> f64 {
        self.x1 - self.x0
    }

    /// From bottom to top.
    pub fn height(self) -> f64 {
        self.y1 - self.y0
    }

    fn corners(self) -> [(f64, f64); 4] {
        [(self.x0, self.y0), (self.x1, self.y0), (self.x1, self.y1), (self.x0, self.y1)]
    }
}

/// Where a point goes.
pub fn transformed(matrix: Matrix, (x, y): (f64, f64)) -> (f64, f64) {
    let [a, b, c, d, e, f] = matrix;
    (a * x + c * y + e, b * x + d * y + f)
}

/// First `first`, then `second`.
pub fn then(first: Matrix, second: Matrix) -> Matrix {
    let (a, b) = transformed([second[0], second[1], second[2], second[3], 0.0, 0.0], (first[0], first[1]));
    let (c, d) = transformed([second[0], second[1], second[2], second[3], 0.0, 0.0], (first[2], first[3]));
    let (e, f) = transformed(second, (first[4], first[5]));
    [a, b, c, d, e, f]
}

/// The matrix that lays an appearance on its annotation (ISO 32000-1, 12.5.5): the box as the appearance's own
/// matrix turns it is moved and scaled onto the rectangle. `None` if the box has no area to scale.
pub fn onto(bbox: Rect, matrix: Matrix, rect: Rect) -> Option<Matrix> {
    let turned = Rect::around(bbox.corners().map(|corner| transformed(matrix, corner)))?;
    if turned.width() < 1e-6 || turned.height() < 1e-6 {
        return None;
    }
    let (sx, sy) = (rect.width() / turned.width(), rect.height() / turned.height());
    Some([sx, 0.0, 0.0, sy, rect.x0 - sx * turned.x0, rect.y0 - sy * turned.y0])
}

/// Turns by a quarter turn's multiple, counter-clockwise, about a point.
pub fn turned_about((x, y): (f64, f64), degrees: i64) -> Matrix {
    let (cos, sin) = match degrees.rem_euclid(360) {
        90 => (0.0, 1.0),
        180 => (-1.0, 0.0),
        270 => (0.0, -1.0),
        _ => (1.0, 0.0),
    };
    [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y]
}

/// Writes numbers and an operator, `1 0 0 1 72 72 cm`, and a line end.
pub fn operation(out: &mut String, numbers: &[f64], operator: &str) {
    for number in numbers {
        real(out, *number);
        out.push(' ');
    }
    out.push_str(operator);
    out.push('\n');
}

/// Writes a number the way PDF wants it: no exponent, no needless zeros.
pub fn real(out: &mut String, number: f64) {
    let start = out.len();
    let number = if number.is_finite() { number } else { 0.0 };
    // Writing to a String cannot fail.
    let _ = write!(out, "{number:.6}");
    let kept = out[start..].trim_end_matches('0').trim_end_matches('.').len();
    out.truncate(start + kept);
    if &out[start..] == "-0" {
        out.replace_range(start.., "0");
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_upright_box_is_scaled_and_moved() {
        let placed = onto(Rect::new(0., 0., 10., 10.), IDENTITY, Rect::new(100., 200., 120., 230.)).unwrap();
        assert_eq!(placed, [2.0, 0.0, 0.0, 3.0, 100.0, 200.0]);
    }

    #[test]
    fn a_turned_box_lands_on_its_rectangle() {
        // A quarter turn: the 100 x 20 box stands 20 wide and 100 high, left of the origin.
        let quarter = [0.0, 1.0, -1.0, 0.0, 0.0, 0.0];
        let placed = onto(Rect::new(0., 0., 100., 20.), quarter, Rect::new(50., 60., 70., 160.)).unwrap();
        let whole = then(quarter, placed);
        assert_eq!(transformed(whole, (0.0, 0.0)), (70.0, 60.0));
        assert_eq!(transformed(whole, (100.0, 20.0)), (50.0, 160.0));
    }

    #[test]
    fn a_flat_box_is_not_drawn() {
        assert_eq!(onto(Rect::new(0., 0., 0., 10.), IDENTITY, Rect::new(0., 0., 5., 5.)), None);
    }

    #[test]
    fn numbers_are_written_plainly() {
        let mut out = String::new();
        operation(&mut out, &[1.0, -0.0000001, 0.5, 1e6, f64::NAN], "x");
        assert_eq!(out, "1 0 0.5 1000000 0 x\n");
    }

    #[test]
    fn a_turn_keeps_its_centre() {
        assert_eq!(transformed(turned_about((10.0, 20.0), 90), (10.0, 20.0)), (10.0, 20.0));
        assert_eq!(transformed(turned_about((10.0, 20.0), 90), (11.0, 20.0)), (10.0, 21.0));
    }
}
