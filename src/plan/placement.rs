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
/// Pictures are not enlarged below this many pixels per inch.
const COARSEST_DPI: f64 = 100.0;
/// Pictures are enlarged to this long side, in points, even if they get coarser than that: a copy of an
/// identity card must be readable.
const READABLE_LONG_SIDE: f64 = 6.0 * 72.0;

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
    match size {
        PageSize::Points { width, height } => {
            let (paper_width, paper_height) = paper_for(width, height);
            let scale = fit(width, height, paper_width, paper_height - STAMP_BAND).min(1.0);
            let (width, height) = (width * scale, height * scale);
            let y = STAMP_BAND + (paper_height - STAMP_BAND - height) / 2.0;
            Placement { paper_width, paper_height, x: (paper_width - width) / 2.0, y, width, height }
        }
        PageSize::Pixels { width, height, dpi } => place_picture(f64::from(width), f64::from(height), dpi),
    }
}

fn place_picture(pixels_wide: f64, pixels_high: f64, dpi: Option<f64>) -> Placement {
    let (paper_width, paper_height) = paper_for(pixels_wide, pixels_high);
    // A scan that states its resolution keeps its size if that fills the page: its own margins are enough.
    let natural = dpi.map(|dpi| (pixels_wide * 72.0 / dpi, pixels_high * 72.0 / dpi));
    if let Some((width, height)) = natural
        && width.max(height) >= READABLE_LONG_SIDE
        && width.min(height) >= READABLE_LONG_SIDE / 2.0
    {
        return place(PageSize::Points { width, height });
    }
    let room_wide = paper_width - 2.0 * PICTURE_MARGIN;
    let room_high = paper_height - STAMP_BAND - 2.0 * PICTURE_MARGIN;
    let at_coarsest = 72.0 / COARSEST_DPI;
    let to_readable = READABLE_LONG_SIDE / pixels_wide.max(pixels_high);
    let scale = fit(pixels_wide, pixels_high, room_wide, room_high).min(at_coarsest.max(to_readable));
    let (width, height) = (pixels_wide * scale, pixels_high * scale);
    let y = STAMP_BAND + (paper_height - STAMP_BAND - height) / 2.0;
    Placement { paper_width, paper_height, x: (paper_width - width) / 2.0, y, width, height }
}

fn paper_for(width: f64, height: f64) -> (f64, f64) {
    if width > height { (LETTER_LONG, LETTER_SHORT) } else { (LETTER_SHORT, LETTER_LONG) }
}

fn fit(width: f64, height: f64, room_wide: f64, room_high: f64) -> f64 {
    (room_wide / width.max(f64::MIN_POSITIVE)).min(room_high / height.max(f64::MIN_POSITIVE))
}
