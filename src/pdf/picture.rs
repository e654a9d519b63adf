//! Pictures as PDF image objects, without a loss: JPEG, PNG and TIFF.

use crate::intake::{Kind, PageSize};

/// Facts about a picture file.
#[derive(Debug, Clone)]
pub struct PictureFacts {
    /// One entry a frame: its upright size.
    pub frames: Vec<PageSize>,
    /// What else is worth knowing: "carries GPS coordinates" …
    pub notes: Vec<String>,
}

/// Looks at a picture without decoding more than its headers need. Never panics.
///
/// # Errors
/// A sentence that says what is wrong with the file.
pub fn inspect(_bytes: &[u8], _kind: Kind) -> Result<PictureFacts, String> {
    Err("not yet".into())
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
pub fn image(_bytes: &[u8], _kind: Kind, _frame: u32) -> Result<PictureImage, String> {
    Err("not yet".into())
}
