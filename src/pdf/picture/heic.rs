//! HEIC: the photographs of iPhones.

use heic_decoder::{ColorInfo, HeifError, RgbOptions, RgbaImage};

use super::exif::{self, Exif};
use super::raster::{Raster, decoded_bytes, over_white};
use super::{PictureFacts, PictureImage, check_size, icc, recoded};

/// The decoder holds its planes in words of four bytes, beside the colours: no phone's picture has more pixels.
const MOST_PIXELS: u64 = 64_000_000;

/// Looks at a picture without decoding its pixels.
pub fn inspect(bytes: &[u8]) -> Result<PictureFacts, String> {
    let (width, height) = size(bytes)?;
    let mut exif = exif_of(bytes);
    // The file turns and mirrors its picture by itself; what a camera wrote beside it says the same again.
    exif.orientation = 1;
    let frames = vec![exif::size(width, height, &exif, None)];
    Ok(PictureFacts { recoded: Some("a HEIC picture"), ..PictureFacts::new(frames, exif::remarks(&exif)) })
}

/// The picture as an image, upright.
pub fn image(bytes: &[u8]) -> Result<PictureImage, String> {
    let (width, height) = size(bytes)?;
    let picture = heic_decoder::decode(bytes).map_err(|error| in_words(&error))?;
    if (picture.width, picture.height) != (width as usize, height as usize) {
        return Err("the HEIC picture has another size than its header states".into());
    }
    let profile = picture.metadata.icc_profile.clone().unwrap_or_default();
    let is_grey = picture.chroma_format_idc == 0;
    let options = RgbOptions { color: colours_unless_stated(picture.color_info), ..RgbOptions::default() };
    let data = if picture.alpha.is_some() {
        let RgbaImage { data: mut pixels, premultiplied, .. } =
            picture.to_rgba8_with_options(&options).map_err(|error| in_words(&error))?;
        over_white(&mut pixels, 3, 1, premultiplied);
        pixels
    } else {
        picture.to_rgb8_with_options(&options).map_err(|error| in_words(&error))?.data
    };
    drop(picture);
    let (components, data) = if is_grey { (1, data.into_iter().step_by(3).collect()) } else { (3, data) };
    let raster = Raster { width, height, components, bits: 8, palette: None, inverted: false, data };
    let icc = icc::fitting(profile, components);
    recoded::image(raster, icc, exif::matrix(1))
}

/// What the standard of these files (ISO/IEC 23000-22, MIAF) takes the colours for where the file does not say: not
/// what video does.
fn colours_unless_stated(stated: Option<ColorInfo>) -> Option<ColorInfo> {
    const UNSPECIFIED: u16 = 2;
    let unless_stated = ColorInfo {
        color_primaries: 1,
        transfer_characteristics: 13,
        matrix_coefficients: 6,
        full_range: true,
    };
    match stated {
        None => Some(unless_stated),
        Some(info) if info.matrix_coefficients == UNSPECIFIED => {
            Some(ColorInfo { full_range: info.full_range, ..unless_stated })
        }
        Some(_) => None,
    }
}

fn size(bytes: &[u8]) -> Result<(u32, u32), String> {
    let info = heic_decoder::probe(bytes).map_err(|error| in_words(&error))?;
    let too_large = || "the HEIC picture is too large to be decoded".to_owned();
    let width = u32::try_from(info.width).map_err(|_| too_large())?;
    let height = u32::try_from(info.height).map_err(|_| too_large())?;
    check_size(width, height)?;
    let coded = (info.coded_width as u64).saturating_mul(info.coded_height as u64);
    if coded.max(u64::from(width) * u64::from(height)) > MOST_PIXELS {
        return Err(too_large());
    }
    decoded_bytes(width, height, 4, 8)?;
    Ok((width, height))
}

fn exif_of(bytes: &[u8]) -> Exif {
    let metadata = heic_decoder::read_metadata(bytes).ok();
    exif::read(&metadata.and_then(|metadata| metadata.exif).unwrap_or_default())
}

fn in_words(error: &HeifError) -> String {
    match error {
        HeifError::Unsupported(_) => "it is a HEIC picture of a kind that cannot be read".into(),
        _ => "the HEIC picture is damaged".into(),
    }
}
