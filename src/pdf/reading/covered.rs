//! Letters under dark boxes: somebody meant to black them out, and everybody can still copy them.

/// A rectangle on the page: left, bottom, right, top.
pub type Area = [f64; 4];

/// Letters that are remembered of a page.
const MOST_RUNS: usize = 50_000;
/// Boxes that are held against them.
const MOST_BOXES: usize = 2_000;
/// Corners of a path; a longer one is a drawing.
const MOST_CORNERS: usize = 64;
/// So much of the height of the letters a box has to cover.
const MOST_OF_A_LINE: f64 = 0.7;
/// A colour no lighter than this hides black letters.
const DARK: f64 = 0.25;

/// Watches what is painted over letters.
#[derive(Default)]
pub struct Covered {
    runs: Vec<(Area, f64)>,
    corners: Vec<(f64, f64)>,
    boxes: usize,
    letters: f64,
}

impl Covered {
    /// Letters were set.
    pub fn run(&mut self, area: Area, letters: usize) {
        if letters > 0 && self.runs.len() < MOST_RUNS {
            self.runs.push((area, letters as f64));
        }
    }

    /// A corner of the path that is being built.
    pub fn corner(&mut self, x: f64, y: f64) {
        if self.corners.len() <= MOST_CORNERS {
            self.corners.push((x, y));
        }
    }

    /// The path that was built is at its end; with a dark colour it hides what is under it.
    pub fn paint(&mut self, dark: bool) {
        let corners = std::mem::take(&mut self.corners);
        if !dark || corners.len() > MOST_CORNERS {
            return;
        }
        // A rectangle has four corners; a line that closes it leads to the first again.
        for corners in corners.chunks(if corners.len() == 5 { 5 } else { 4 }) {
            if let Some(area) = rectangle(corners).filter(|_| self.boxes < MOST_BOXES) {
                self.boxes += 1;
                self.hide(area);
            }
        }
    }

    fn hide(&mut self, [left, bottom, right, top]: Area) {
        for (run, letters) in &mut self.runs {
            let height = run[3] - run[1];
            let covered_height = run[3].min(top) - run[1].max(bottom);
            let covered = run[2].min(right) - run[0].max(left);
            if covered_height < MOST_OF_A_LINE * height || covered <= 0.0 {
                continue;
            }
            let share = (covered / (run[2] - run[0]).max(1e-6)).min(1.0) * *letters;
            *letters -= share;
            self.letters += share;
        }
    }

    /// How many letters lie under boxes.
    pub fn letters(&self) -> usize {
        self.letters.round() as usize
    }
}

/// The rectangle with these corners, if its sides are level and upright.
fn rectangle(corners: &[(f64, f64)]) -> Option<Area> {
    let (x, y) = (|corner: &(f64, f64)| corner.0, |corner: &(f64, f64)| corner.1);
    let least = |values: &mut dyn Iterator<Item = f64>| values.fold(f64::INFINITY, f64::min);
    let most = |values: &mut dyn Iterator<Item = f64>| values.fold(f64::NEG_INFINITY, f64::max);
    let area = [
        least(&mut corners.iter().map(x)),
        least(&mut corners.iter().map(y)),
        most(&mut corners.iter().map(x)),
        most(&mut corners.iter().map(y)),
    ];
    let near = |one: f64, other: f64| (one - other).abs() < 0.5;
    let at_corner = |corner: &(f64, f64)| {
        (near(corner.0, area[0]) || near(corner.0, area[2]))
            && (near(corner.1, area[1]) || near(corner.1, area[3]))
    };
    (corners.len() >= 4 && corners.iter().all(at_corner)).then_some(area)
}

/// Is this colour (grey, red-green-blue, or four inks) dark enough to hide letters?
pub fn is_dark(colour: &[f64]) -> Option<bool> {
    match colour {
        [grey] => Some(*grey < DARK),
        [red, green, blue] => Some(red.max(*green).max(*blue) < DARK),
        [cyan, magenta, yellow, black] => {
            Some(*black > 1.0 - DARK || cyan.min(*magenta).min(*yellow) > 1.0 - DARK)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covered(boxes: &[Area], dark: bool) -> usize {
        let mut covered = Covered::default();
        covered.run([100.0, 700.0, 200.0, 710.0], 20);
        for [left, bottom, right, top] in boxes {
            for (x, y) in [(left, bottom), (right, bottom), (right, top), (left, top)] {
                covered.corner(*x, *y);
            }
        }
        covered.paint(dark);
        covered.letters()
    }

    #[test]
    fn letters_under_a_dark_box_are_counted_once() {
        assert_eq!(covered(&[[90.0, 695.0, 210.0, 715.0]], true), 20);
        assert_eq!(covered(&[[100.0, 695.0, 150.0, 715.0]], true), 10);
        assert_eq!(covered(&[[90.0, 695.0, 210.0, 715.0], [90.0, 695.0, 210.0, 715.0]], true), 20);
    }

    #[test]
    fn lines_light_boxes_and_boxes_elsewhere_cover_nothing() {
        assert_eq!(covered(&[[90.0, 704.0, 210.0, 705.0]], true), 0);
        assert_eq!(covered(&[[90.0, 695.0, 210.0, 715.0]], false), 0);
        assert_eq!(covered(&[[90.0, 100.0, 210.0, 120.0]], true), 0);
    }

    #[test]
    fn dark_is_dark_in_every_way_to_say_it() {
        assert_eq!(is_dark(&[0.0]), Some(true));
        assert_eq!(is_dark(&[0.9, 0.0, 0.0]), Some(false));
        assert_eq!(is_dark(&[0.0, 0.0, 0.0, 1.0]), Some(true));
        assert_eq!(is_dark(&[]), None);
    }
}
