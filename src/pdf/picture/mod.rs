//! Pictures as PDF image objects: JPEG, PNG, TIFF, BMP and GIF without a loss, HEIC and WebP as a PDF can hold them.
//!
//! What can be copied is copied: the scan of a JPEG, the compressed rows of a PNG, the fax codes of a TIFF.
//! What cannot is decoded and compressed again without a loss. Codings that a PDF does not know and that have
//! given up a part of the picture already become fine JPEGs, and that is said. What a camera wrote beside the picture (place,
//! time, serial numbers, a thumbnail) is left behind, and its presence is said.

mod exif;
pub mod extras;
mod heic;
mod icc;
mod jpeg;
mod png;
mod predict;
mod raster;
mod recoded;
mod screen;
mod tiff;

pub(super) use predict::deflated;

use crate::intake::{Kind, PageSize, Remark};

/// No picture of a page has more pixels than this; a file that claims more is a bomb or a blunder.
const MOST_PIXELS: u64 = 500_000_000;
/// No file has more pictures than this.
const MOST_FRAMES: usize = 1_000;
/// Pictures that must be decoded are held in memory: at most this many bytes.
const MOST_DECODED: u64 = 320 * 1024 * 1024;

const NO_PICTURE: &str = "it is no picture of a kind that can be read";

/// Facts about a picture file.
#[derive(Debug, Clone)]
pub struct PictureFacts {
    /// One entry a frame: its upright size. A frame whose pixels are not square (a fax) has a size in points.
    pub frames: Vec<PageSize>,
    /// What the file brings along that a page does not show.
    pub remarks: Vec<Remark>,
    /// What the file is ("a HEIC picture"), if a PDF cannot hold its coding.
    pub recoded: Option<&'static str>,
}

impl PictureFacts {
    fn new(frames: Vec<PageSize>, remarks: Vec<Remark>) -> Self {
        PictureFacts { frames, remarks, recoded: None }
    }

    /// What is worth knowing, in plain words: "carries GPS coordinates" …
    pub fn notes(&self) -> Vec<String> {
        let recoded = self.recoded.map(|what| {
            format!("is {what}, which a PDF cannot hold: it is put in as a JPEG picture of high quality")
        });
        self.remarks.iter().filter_map(in_words).chain(recoded).collect()
    }
}

fn in_words(remark: &Remark) -> Option<String> {
    Some(match remark {
        Remark::Position => "carries GPS coordinates".into(),
        Remark::Camera => "carries camera data".into(),
        Remark::Animation => "is an animation: only its first picture is taken".into(),
        Remark::FirstOf(pictures) => format!("holds {pictures} pictures, the first is taken"),
        Remark::CutOff => "is cut off at its end: the lower part of the picture may be missing".into(),
        Remark::Attachments(_) | Remark::Letters(_) => return None,
    })
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
        Kind::Bmp | Kind::Gif | Kind::Webp => screen::inspect(bytes, kind),
        Kind::Heic => heic::inspect(bytes),
        _ => Err(NO_PICTURE.into()),
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
        Kind::Tiff if frame >= 1 => tiff::image(bytes, frame),
        _ if kind.is_picture() && frame != 1 => Err(format!("it has no picture {frame}")),
        Kind::Jpeg => jpeg::image(bytes),
        Kind::Png => png::image(bytes),
        Kind::Bmp | Kind::Gif | Kind::Webp => screen::image(bytes, kind),
        Kind::Heic => heic::image(bytes),
        _ => Err(NO_PICTURE.into()),
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
#[cfg(test)]
mod tests_converted;
