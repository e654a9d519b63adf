//! Pictures as PDF image objects, without a loss: JPEG, PNG and TIFF.
//!
//! What can be copied is copied: the scan of a JPEG, the compressed rows of a PNG, the fax codes of a TIFF.
//! What cannot is decoded and compressed again without a loss. What a camera wrote beside the picture (place,
//! time, serial numbers, a thumbnail) is left behind, and its presence is said.

mod exif;
pub mod extras;
mod icc;
mod jpeg;
mod png;
mod predict;
mod raster;
mod tiff;

pub(super) use predict::deflated;

use crate::intake::{Kind, PageSize};

/// No picture of a page has more pixels than this; a file that claims more is a bomb or a blunder.
const MOST_PIXELS: u64 = 500_000_000;
/// No file has more pictures than this.
const MOST_FRAMES: usize = 1_000;
/// Pictures that must be decoded are held in memory: at most this many bytes.
const MOST_DECODED: u64 = 320 * 1024 * 1024;

/// Facts about a picture file.
#[derive(Debug, Clone)]
pub struct PictureFacts {
    /// One entry a frame: its upright size. A frame whose pixels are not square (a fax) has a size in points.
    pub frames: Vec<PageSize>,
    /// What else is worth knowing: "carries GPS coordinates" …
    pub notes: Vec<String>,
}

/// Looks at a picture without decoding more than its headers need. Never panics.
///
/// # Errors
/// A sentence that says what is wrong with the file.
pub fn inspect(bytes: &[u8], kind: Kind) -> Result<PictureFacts, String> {
    match kind {
        Kind::Jpeg => jpeg::inspect(bytes),
        Kind::Png => png::inspect(bytes),
        Kind::Tiff => tiff::inspect(bytes),
        _ => Err("it is no JPEG, PNG or TIFF picture".into()),
    }
}

/// One frame, ready to be written as an image XObject.
#[derive(Debug, Clone)]
pub struct PictureImage {
    /// The image dictionary without /Length; /SMask and an ICC /ColorSpace are given separately.
    pub dictionary: lopdf::Dictionary,
    /// The stream body as it goes into the file.
    pub data: Vec<u8>,
    /// ICC profile (bytes, number of components) to be written as a stream and named in /ColorSpace.
    pub icc: Option<(Vec<u8>, u8)>,
    /// Maps the unit square of the image to the upright unit square: `cm` operands, so that an EXIF orientation
    /// is undone on the page and not in the pixels.
    pub orientation: [f64; 6],
}

/// Reads one frame (counted from 1) of a picture.
///
/// # Errors
/// A sentence that says what is wrong with the file.
pub fn image(bytes: &[u8], kind: Kind, frame: u32) -> Result<PictureImage, String> {
    match kind {
        Kind::Jpeg if frame == 1 => jpeg::image(bytes),
        Kind::Png if frame == 1 => png::image(bytes),
        Kind::Tiff if frame >= 1 => tiff::image(bytes, frame),
        Kind::Jpeg | Kind::Png | Kind::Tiff => Err(format!("it has no picture {frame}")),
        _ => Err("it is no JPEG, PNG or TIFF picture".into()),
    }
}

/// Refuses pictures without pixels and pictures that no machine should hold.
fn check_size(width: u32, height: u32) -> Result<(), String> {
    if width == 0 || height == 0 {
        return Err("its header states a width or height of 0".into());
    }
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(format!("its header states {width} by {height} pixels, more than any page needs"));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
