//! BMP, GIF and WebP: pictures of screens and browsers, decoded and compressed again.

use std::io::Cursor;

use image::codecs::bmp::BmpDecoder;
use image::codecs::gif::GifDecoder;
use image::codecs::webp::WebPDecoder;
use image::{AnimationDecoder as _, ColorType, ImageDecoder, Limits};

use super::exif::{self, Exif};
use super::raster::{Raster, decoded_bytes, over_white};
use super::{MOST_DECODED, PictureFacts, PictureImage, check_size, icc, recoded};
use crate::intake::{Kind, Remark};

/// Looks at a picture's header.
pub fn inspect(bytes: &[u8], kind: Kind) -> Result<PictureFacts, String> {
    let mut decoder = decoder(bytes, kind)?;
    let (width, height) = decoder.dimensions();
    check_size(width, height)?;
    decoded_bytes(width, height, 4, 8)?;
    let exif = exif_of(decoder.as_mut());
    // Such pictures are small, and only decoding tells whether they are whole.
    decoded(decoder)?;
    let mut remarks = exif::remarks(&exif);
    if is_animation(bytes, kind) {
        remarks.push(Remark::Animation);
    }
    let stated = if kind == Kind::Bmp { resolution_of_bmp(bytes) } else { None };
    let recoded = is_lossy(bytes, kind).then_some("a WebP picture");
    let frames = vec![exif::size(width, height, &exif, stated)];
    Ok(PictureFacts { recoded, ..PictureFacts::new(frames, remarks) })
}

/// The first picture as an image.
pub fn image(bytes: &[u8], kind: Kind) -> Result<PictureImage, String> {
    let mut decoder = decoder(bytes, kind)?;
    let orientation = exif::matrix(exif_of(decoder.as_mut()).orientation);
    let profile = decoder.icc_profile().ok().flatten().unwrap_or_default();
    let raster = decoded(decoder)?;
    let icc = icc::fitting(profile, raster.components);
    if is_lossy(bytes, kind) {
        return recoded::image(raster, icc, orientation);
    }
    Ok(raster.into_image(icc, orientation))
}

fn decoder<'a>(bytes: &'a [u8], kind: Kind) -> Result<Box<dyn ImageDecoder + 'a>, String> {
    let source = Cursor::new(bytes);
    let mut decoder: Box<dyn ImageDecoder + 'a> = match kind {
        Kind::Bmp => Box::new(BmpDecoder::new(source).map_err(|error| in_words("BMP", &error))?),
        Kind::Gif => Box::new(GifDecoder::new(source).map_err(|error| in_words("GIF", &error))?),
        _ => Box::new(WebPDecoder::new(source).map_err(|error| in_words("WebP", &error))?),
    };
    decoder.set_limits(limits()).map_err(|_| "it is too large to be decoded".to_owned())?;
    Ok(decoder)
}

fn in_words(kind: &str, error: &image::ImageError) -> String {
    match error {
        image::ImageError::Unsupported(_) => format!("it is a {kind} picture of a kind that cannot be read"),
        image::ImageError::Limits(_) => format!("the {kind} picture is too large to be decoded"),
        _ => format!("the {kind} picture is damaged"),
    }
}

fn decoded(decoder: Box<dyn ImageDecoder + '_>) -> Result<Raster, String> {
    let (width, height) = decoder.dimensions();
    check_size(width, height)?;
    let (components, opacity) = match decoder.color_type() {
        ColorType::L8 => (1, false),
        ColorType::La8 => (1, true),
        ColorType::Rgb8 => (3, false),
        ColorType::Rgba8 => (3, true),
        _ => return Err("its colours are of a kind that cannot be read".into()),
    };
    let samples = u32::from(components) + u32::from(opacity);
    let mut data = vec![0; decoded_bytes(width, height, samples, 8)?];
    decoder.read_image_boxed(&mut data).map_err(|_| "its pixels are damaged or cut off".to_owned())?;
    if opacity {
        over_white(&mut data, usize::from(components), 1, false);
    }
    Ok(Raster { width, height, components, bits: 8, palette: None, inverted: false, data })
}

fn exif_of(decoder: &mut (dyn ImageDecoder + '_)) -> Exif {
    let block = decoder.exif_metadata().ok().flatten().unwrap_or_default();
    // Some writers keep the mark that only JPEG needs.
    exif::read(block.strip_prefix(b"Exif\0\0").unwrap_or(&block))
}

/// Has the file more than one picture?
fn is_animation(bytes: &[u8], kind: Kind) -> bool {
    match kind {
        Kind::Gif => GifDecoder::new(Cursor::new(bytes)).is_ok_and(|mut gif| {
            // A second picture may claim any size; that it is there is enough.
            let limited = gif.set_limits(limits()).is_ok();
            limited && gif.into_frames().take(2).count() > 1
        }),
        Kind::Webp => WebPDecoder::new(Cursor::new(bytes)).is_ok_and(|webp| webp.has_animation()),
        _ => false,
    }
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(2 * MOST_DECODED);
    limits
}

/// Was a part of the picture given up for a smaller file when it was made? Then nothing is lost by a JPEG that
/// is fine enough; a picture kept to the pixel stays so.
fn is_lossy(bytes: &[u8], kind: Kind) -> bool {
    kind == Kind::Webp && bytes.windows(4).take(1 << 16).any(|chunk| chunk == b"VP8 ")
}

/// Pixels to the metre stand in the header.
fn resolution_of_bmp(bytes: &[u8]) -> Option<(f64, f64)> {
    let header = u32::from_le_bytes(*bytes.get(14..)?.first_chunk::<4>()?);
    let side =
        |at: usize| Some(f64::from(u32::from_le_bytes(*bytes.get(at..)?.first_chunk::<4>()?)) * 0.0254);
    if header < 40 { None } else { Some((side(38)?, side(42)?)) }
}
