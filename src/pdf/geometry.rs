//! Geometry: what of a page is visible, which way it is turned, and how it comes to lie on the paper.

use crate::plan::placement::Placement;

/// An affine map as PDF writes it: `x' = a x + c y + e`, `y' = b x + d y + f`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Matrix(pub [f64; 6]);

impl Matrix {
    /// First this map, then the other.
    pub fn then(self, next: Matrix) -> Matrix {
        let [a, b, c, d, e, f] = self.0;
        let [na, nb, nc, nd, ne, nf] = next.0;
        Matrix([
            a * na + b * nc,
            a * nb + b * nd,
            c * na + d * nc,
            c * nb + d * nd,
            e * na + f * nc + ne,
            e * nb + f * nd + nf,
        ])
    }

    /// Where a point goes.
    pub fn apply(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// The smallest upright rectangle around the image of a rectangle: left, bottom, right, top.
    pub fn apply_rectangle(self, [x0, y0, x1, y1]: [f64; 4]) -> [f64; 4] {
        let corners = [(x0, y0), (x1, y0), (x0, y1), (x1, y1)].map(|(x, y)| self.apply(x, y));
        let fold = |pick: fn(&(f64, f64)) -> f64, better: fn(f64, f64) -> f64| {
            corners.iter().map(pick).reduce(better).unwrap_or_default()
        };
        [fold(|c| c.0, f64::min), fold(|c| c.1, f64::min), fold(|c| c.0, f64::max), fold(|c| c.1, f64::max)]
    }
}

/// The visible part of a page, in its own user space.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Visible {
    /// Left edge.
    pub left: f64,
    /// Lower edge.
    pub bottom: f64,
    /// Right edge.
    pub right: f64,
    /// Upper edge.
    pub top: f64,
    /// Clockwise quarter turns for viewing, 0 to 3.
    pub turns: u8,
    /// Size of a unit in points.
    pub unit: f64,
}

/// Letter paper, for pages whose boxes say nothing.
const LETTER: [f64; 4] = [0.0, 0.0, 612.0, 792.0];
/// A side shorter than this is no page but a mistake; readers then take letter paper.
const SHORTEST_SIDE: f64 = 1.0;

impl Visible {
    /// Works out the visible part as viewers do: the crop box within the media box, or what is left of the two
    /// if one of them is nonsense.
    pub fn new(media: Option<[f64; 4]>, crop: Option<[f64; 4]>, rotate: f64, unit: Option<f64>) -> Visible {
        let media = media.map(sorted).filter(is_page).unwrap_or(LETTER);
        let [left, bottom, right, top] =
            crop.map(|crop| intersection(sorted(crop), media)).filter(is_page).unwrap_or(media);
        let unit = unit.filter(|unit| unit.is_finite() && *unit > 0.0).unwrap_or(1.0);
        Visible { left, bottom, right, top, turns: turns(rotate), unit }
    }

    /// Width and height in points, as viewed.
    pub fn size(&self) -> (f64, f64) {
        let (width, height) = self.upright_extent();
        (width * self.unit, height * self.unit)
    }

    /// Width and height in units of the page, as viewed.
    pub fn upright_extent(&self) -> (f64, f64) {
        let (width, height) = (self.right - self.left, self.top - self.bottom);
        if self.turns % 2 == 1 { (height, width) } else { (width, height) }
    }

    /// Turns the page upright with its lower left corner at the origin.
    pub fn upright(&self) -> Matrix {
        Matrix(match self.turns {
            1 => [0.0, -1.0, 1.0, 0.0, -self.bottom, self.right],
            2 => [-1.0, 0.0, 0.0, -1.0, self.right, self.top],
            3 => [0.0, 1.0, -1.0, 0.0, self.top, -self.left],
            _ => [1.0, 0.0, 0.0, 1.0, -self.left, -self.bottom],
        })
    }

    /// Brings the upright page to its place on the paper.
    pub fn placing(&self, placement: &Placement) -> Matrix {
        let (width, height) = self.upright_extent();
        Matrix([placement.width / width, 0.0, 0.0, placement.height / height, placement.x, placement.y])
    }
}

fn sorted([x0, y0, x1, y1]: [f64; 4]) -> [f64; 4] {
    [x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)]
}

fn intersection(one: [f64; 4], two: [f64; 4]) -> [f64; 4] {
    [one[0].max(two[0]), one[1].max(two[1]), one[2].min(two[2]), one[3].min(two[3])]
}

fn is_page(sides: &[f64; 4]) -> bool {
    sides.iter().all(|side| side.is_finite())
        && sides[2] - sides[0] >= SHORTEST_SIDE
        && sides[3] - sides[1] >= SHORTEST_SIDE
}

/// Only multiples of a quarter turn are turns; viewers ignore anything else.
fn turns(rotate: f64) -> u8 {
    match rotate.rem_euclid(360.0) {
        90.0 => 1,
        180.0 => 2,
        270.0 => 3,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIFTED: [f64; 4] = [100.0, 200.0, 400.0, 700.0];

    #[test]
    fn a_turned_page_lands_upright() {
        // Where the corner that is the upper left one *as viewed* stands in the page's own space.
        let viewed_upper_left =
            [(0.0, (100.0, 700.0)), (90.0, (100.0, 200.0)), (180.0, (400.0, 200.0)), (270.0, (400.0, 700.0))];
        for (rotate, (x, y)) in viewed_upper_left {
            let visible = Visible::new(Some(SHIFTED), None, rotate, None);
            let (_, height) = visible.upright_extent();
            assert_eq!(visible.upright().apply(x, y), (0.0, height), "rotate {rotate}");
            let (width, height) = visible.upright_extent();
            assert_eq!(visible.upright().apply_rectangle(SHIFTED), [0.0, 0.0, width, height]);
        }
    }

    #[test]
    fn placing_fills_exactly_the_place() {
        let placement = Placement {
            paper_width: 612.0,
            paper_height: 792.0,
            x: 50.0,
            y: 60.0,
            width: 250.0,
            height: 150.0,
        };
        let visible = Visible::new(Some(SHIFTED), None, 90.0, Some(2.0));
        assert_eq!(visible.size(), (1000.0, 600.0));
        let whole = visible.upright().then(visible.placing(&placement));
        assert_eq!(whole.apply_rectangle(SHIFTED), [50.0, 60.0, 300.0, 210.0]);
    }

    #[test]
    fn rotation_of_any_form() {
        for (rotate, expected) in [(-90.0, 3), (450.0, 1), (-270.0, 1), (45.0, 0), (360.0, 0), (f64::NAN, 0)]
        {
            assert_eq!(turns(rotate), expected, "{rotate}");
        }
    }

    #[test]
    fn boxes_that_make_no_sense_fall_back() {
        let size = |media, crop| Visible::new(media, crop, 0.0, None).size();
        assert_eq!(size(None, None), (612.0, 792.0));
        assert_eq!(size(Some([0.0; 4]), None), (612.0, 792.0));
        assert_eq!(size(Some([595.0, 842.0, 0.0, 0.0]), None), (595.0, 842.0));
        assert_eq!(size(Some([0.0, 0.0, 600.0, 800.0]), Some([-50.0, -50.0, 700.0, 400.0])), (600.0, 400.0));
        assert_eq!(size(Some([0.0, 0.0, 600.0, 800.0]), Some([900.0, 900.0, 950.0, 950.0])), (600.0, 800.0));
        assert_eq!(size(Some([0.0, 0.0, f64::INFINITY, 800.0]), None), (612.0, 792.0));
    }
}
