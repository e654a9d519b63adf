//! Where a page must lie on the paper, worked out from what an outside tool says of its boxes. None of it is the
//! program's own arithmetic: were a page put elsewhere, turned wrongly or scaled, its picture would differ.

use crate::truth::PageBoxes;

/// Where a source page lies on the paper, and how much it was shrunk.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Left, bottom, right, top in points of the paper.
    pub sides: [f64; 4],
    /// Points of paper for a point of the source.
    pub scale: f64,
}

const SHORT: f64 = 612.0;
const LONG: f64 = 792.0;
/// The white band at the foot, which belongs to page number and exhibit stamp.
const BAND: f64 = 30.0;

/// The place of a page: letter paper the way it lies, whole, in the middle above the band, shrunk only to fit.
pub fn place(page: &PageBoxes) -> Option<Place> {
    let ordered = |[a, b, c, d]: [f64; 4]| [a.min(c), b.min(d), a.max(c), b.max(d)];
    let (media, crop) = (ordered(page.media), ordered(page.crop));
    let both = [media[0].max(crop[0]), media[1].max(crop[1]), media[2].min(crop[2]), media[3].min(crop[3])];
    let has_area = |sides: &[f64; 4]| sides[2] - sides[0] >= 1.0 && sides[3] - sides[1] >= 1.0;
    let shown = [both, media].into_iter().find(has_area)?;
    let (mut width, mut height) = ((shown[2] - shown[0]) * page.unit, (shown[3] - shown[1]) * page.unit);
    if page.rotate.rem_euclid(180) == 90 {
        std::mem::swap(&mut width, &mut height);
    }
    let (paper_width, paper_height) = if width > height { (LONG, SHORT) } else { (SHORT, LONG) };
    let scale = (paper_width / width).min((paper_height - BAND) / height).min(1.0);
    let (width, height) = (width * scale, height * scale);
    let left = (paper_width - width) / 2.0;
    let bottom = BAND + (paper_height - BAND - height) / 2.0;
    Some(Place { sides: [left, bottom, left + width, bottom + height], scale })
}
