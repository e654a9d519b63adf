//! Pictures in codings that a PDF does not know (HEVC, AV1, VP8): as JPEG of the highest useful quality.
//!
//! Kept to the pixel such a picture would be ten times as large as its file, and a packet has a limit.

use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;
use lopdf::Object;

use super::PictureImage;
use super::raster::{Raster, device, dictionary};

/// JPEG quality: the differences to the decoded pixels are smaller than the eye sees, and so is the gain beyond.
const QUALITY: u8 = 95;

/// The pixels as a JPEG.
pub fn image(
    raster: Raster,
    icc: Option<(Vec<u8>, u8)>,
    orientation: [f64; 6],
) -> Result<PictureImage, String> {
    let colours = match (raster.components, raster.bits) {
        (1, 8) => ExtendedColorType::L8,
        (3, 8) => ExtendedColorType::Rgb8,
        _ => return Ok(raster.into_image(icc, orientation)),
    };
    // What a JPEG's header cannot state is kept to the pixel.
    if raster.width > 65_535 || raster.height > 65_535 {
        return Ok(raster.into_image(icc, orientation));
    }
    let mut data = Vec::new();
    JpegEncoder::new_with_quality(&mut data, QUALITY)
        .encode(&raster.data, raster.width, raster.height, colours)
        .map_err(|_| "it cannot be made into a JPEG picture".to_owned())?;
    let mut dictionary = dictionary(raster.width, raster.height, 8, device(raster.components));
    dictionary.set("Filter", Object::from("DCTDecode"));
    Ok(PictureImage { dictionary, data, icc, orientation })
}
