//! Where a source page lies on letter paper.
//!
//! Pages are placed upright and whole above a band of white paper that belongs to casebinder: page
//! number and exhibit stamp stand there, so that nothing of the source is covered.

use crate::intake::PageSize;

/// The short side of letter paper, in points.
pub const LETTER_SHORT: f64 = 612.0;
/// The long side of letter paper, in points.
pub const LETTER_LONG: f64 = 792.0;
/// Height of the band at the foot of every evidence page, in points.
pub const STAMP_BAND: f64 = 30.0;
/// White border around pictures, in points.
const PICTURE_MARGIN: f64 = 36.0;
/// Pictures are not enlarged below this many pixels per inch: beyond it they get larger and no clearer.
const COARSEST_DPI: f64 = 200.0;
/// Pictures are enlarged to these sides, in points, even if they get coarser than that: a copy of an identity
/// card must be readable, and a photograph is 4 by 6 inches at least.
const READABLE_LONG_SIDE: f64 = 6.0 * 72.0;
const READABLE_SHORT_SIDE: f64 = 4.0 * 72.0;

/// How a page lies on the paper. All lengths in points, origin at the lower left of the paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placement {
    /// Width of the paper.
    pub paper_width: f64,
    /// Height of the paper.
    pub paper_height: f64,
    /// Left edge of the placed page.
    pub x: f64,
    /// Lower edge of the placed page.
    pub y: f64,
    /// Width of the placed page, as viewed.
    pub width: f64,
    /// Height of the placed page, as viewed.
    pub height: f64,
}

/// Places a page of this size: letter paper the way the page lies, never enlarged (pictures: to a readable
/// size), shrunk only to fit.
pub fn place(size: PageSize) -> Placement {
    place_above(size, 0.0)
}

/// Places a page of this size so that so much height stays free below it, for a caption.
pub fn place_above(size: PageSize, caption: f64) -> Placement {
    let band = STAMP_BAND + caption;
    match size {
        PageSize::Points { width, height } => {
            let (paper_width, paper_height) = paper_for(width, height);
            let scale = fit(width, height, paper_width, paper_height - band).min(1.0);
            centred((width * scale, height * scale), (paper_width, paper_height), band)
        }
        PageSize::Pixels { width, height, dpi } => {
            place_picture(f64::from(width), f64::from(height), dpi, band)
        }
    }
}

/// The paper on which a page of this size lies: as wide and high as it is viewed.
pub fn paper(size: PageSize) -> (f64, f64) {
    match size {
        PageSize::Points { width, height } => paper_for(width, height),
        PageSize::Pixels { width, height, .. } => paper_for(f64::from(width), f64::from(height)),
    }
}

/// Pixels per inch of a picture of so many pixels on a place of this size in points: of the coarser direction.
pub fn pixels_per_inch(pixels: (u32, u32), place: (f64, f64)) -> f64 {
    let along = |pixels: u32, points: f64| f64::from(pixels) * 72.0 / points.max(f64::MIN_POSITIVE);
    along(pixels.0, place.0).min(along(pixels.1, place.1))
}

fn centred((width, height): (f64, f64), (paper_width, paper_height): (f64, f64), band: f64) -> Placement {
    let y = band + (paper_height - band - height) / 2.0;
    Placement { paper_width, paper_height, x: (paper_width - width) / 2.0, y, width, height }
}

fn place_picture(pixels_wide: f64, pixels_high: f64, dpi: Option<f64>, band: f64) -> Placement {
    let (paper_width, paper_height) = paper_for(pixels_wide, pixels_high);
    // A scan that states its resolution keeps its size if that fills the page: its own margins are enough.
    let natural = dpi.map(|dpi| (pixels_wide * 72.0 / dpi, pixels_high * 72.0 / dpi));
    if let Some((width, height)) = natural
        && width.max(height) >= READABLE_LONG_SIDE
        && width.min(height) >= READABLE_SHORT_SIDE
    {
        let scale = fit(width, height, paper_width, paper_height - band).min(1.0);
        return centred((width * scale, height * scale), (paper_width, paper_height), band);
    }
    let room_wide = paper_width - 2.0 * PICTURE_MARGIN;
    let room_high = paper_height - band - 2.0 * PICTURE_MARGIN;
    let at_coarsest = 72.0 / COARSEST_DPI;
    let long = READABLE_LONG_SIDE / pixels_wide.max(pixels_high);
    let short = READABLE_SHORT_SIDE / pixels_wide.min(pixels_high);
    let wanted = at_coarsest.max(long).max(short);
    let scale = fit(pixels_wide, pixels_high, room_wide, room_high).min(wanted);
    centred((pixels_wide * scale, pixels_high * scale), (paper_width, paper_height), band)
}

fn paper_for(width: f64, height: f64) -> (f64, f64) {
    if width > height { (LETTER_LONG, LETTER_SHORT) } else { (LETTER_SHORT, LETTER_LONG) }
}

fn fit(width: f64, height: f64, room_wide: f64, room_high: f64) -> f64 {
    (room_wide / width.max(f64::MIN_POSITIVE)).min(room_high / height.max(f64::MIN_POSITIVE))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inches(width: u32, height: u32, dpi: Option<f64>) -> (f64, f64) {
        let placed = place(PageSize::Pixels { width, height, dpi });
        assert!((placed.width / placed.height - f64::from(width) / f64::from(height)).abs() < 1e-9);
        assert!(placed.x >= 0.0 && placed.y >= STAMP_BAND && placed.y + placed.height <= placed.paper_height);
        (placed.width / 72.0, placed.height / 72.0)
    }

    #[test]
    fn photographs_are_at_least_four_by_six_inches() {
        // A phone's photograph, a picture out of a chat, an identity card scanned at 300, a stamp-sized one.
        for (width, height, dpi) in
            [(4032, 3024, None), (720, 960, None), (1012, 638, Some(300.0)), (75, 100, None)]
        {
            let (wide, high) = inches(width, height, dpi);
            assert!(
                wide.max(high) >= 5.9999 && wide.min(high) >= 3.9999,
                "{width} by {height}: {wide} by {high}"
            );
        }
    }

    #[test]
    fn a_picture_grows_while_it_stays_clear() {
        assert_eq!(inches(1200, 1800, None), (6.0, 9.0));
        let (wide, high) = inches(3000, 4000, None);
        assert!((high - (792.0 - STAMP_BAND - 72.0) / 72.0).abs() < 1e-9 && wide < 7.5);
    }

    #[test]
    fn a_scan_of_a_page_keeps_its_size() {
        let (wide, high) = inches(1654, 2339, Some(200.0));
        assert!(wide < 8.27 && high > 10.5);
        assert_eq!(inches(1275, 1650, Some(200.0)), (6.375, 8.25));
    }

    #[test]
    fn a_caption_moves_everything_above_it() {
        for size in [
            PageSize::Points { width: 612.0, height: 792.0 },
            PageSize::Pixels { width: 3000, height: 4000, dpi: None },
        ] {
            let placed = place_above(size, 60.0);
            assert!(placed.y >= STAMP_BAND + 60.0 && placed.y + placed.height <= placed.paper_height + 1e-9);
        }
    }

    #[test]
    fn the_coarser_direction_counts() {
        assert_eq!(pixels_per_inch((600, 600), (144.0, 72.0)), 300.0);
    }
}
