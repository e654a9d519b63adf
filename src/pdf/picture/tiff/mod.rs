//! TIFF: fax codes as they are, one-piece JPEG as it is, all else decoded and compressed again.

mod fax;
mod ifd;
mod layout;
mod pixels;
mod unpack;

use super::exif::{self, Exif};
use super::raster::{Raster, device, dictionary};
use super::{PictureFacts, PictureImage, icc, jpeg::Jpeg};
use fax::Scheme;
use ifd::{Ifd, tag};
use layout::{Coding, Colours, Layout};

/// Looks at a TIFF.
pub fn inspect(bytes: &[u8]) -> Result<PictureFacts, String> {
    let pages = ifd::pages(bytes)?;
    let (mut frames, mut remarks) = (Vec::new(), Vec::new());
    for (index, page) in pages.iter().enumerate() {
        let layout = Layout::of(page).map_err(|error| on_page(index, &error))?;
        let exif = exif_of(page);
        for remark in exif::remarks(&exif) {
            if !remarks.contains(&remark) {
                remarks.push(remark);
            }
        }
        frames.push(exif::size(layout.width, layout.height, &exif, resolution(page)));
    }
    Ok(PictureFacts::new(frames, remarks))
}

/// One page of a TIFF (counted from 1) as an image.
pub fn image(bytes: &[u8], frame: u32) -> Result<PictureImage, String> {
    let pages = ifd::pages(bytes)?;
    let index = frame as usize - 1;
    let page = pages.get(index).ok_or_else(|| format!("it has no picture {frame}"))?;
    page_image(page).map_err(|error| on_page(index, &error))
}

fn on_page(index: usize, error: &str) -> String {
    format!("page {} of the TIFF picture cannot be used: {error}", index + 1)
}

fn exif_of(page: &Ifd<'_>) -> Exif {
    Exif {
        orientation: exif::orientation(page.small(tag::ORIENTATION, 1)),
        resolution: None,
        gps: page.first(tag::GPS).is_some_and(|offset| offset != 0),
        // Scanners name themselves, too; only cameras add EXIF data of their own.
        camera: page.raw(tag::MODEL).is_some() && page.first(tag::EXIF).is_some(),
    }
}

fn resolution(page: &Ifd<'_>) -> Option<(f64, f64)> {
    let per_inch = match page.small(tag::RESOLUTION_UNIT, 2) {
        2 => 1.0,
        3 => 2.54,
        _ => return None,
    };
    let across = *page.ratios(tag::X_RESOLUTION).first()?;
    let down = *page.ratios(tag::Y_RESOLUTION).first()?;
    Some((across * per_inch, down * per_inch))
}

fn page_image(page: &Ifd<'_>) -> Result<PictureImage, String> {
    let layout = Layout::of(page)?;
    let orientation = exif::matrix(exif_of(page).orientation);
    match layout.coding {
        Coding::Fax(scheme) => faxed(page, &layout, scheme, orientation),
        Coding::OldJpeg => {
            let jpeg = Jpeg::parse(layout::old_jpeg(page).ok_or("its pixels are outside of the file")?)?;
            if (jpeg.width, jpeg.height) != (layout.width, layout.height) {
                return Err("its JPEG data have another size than the page".into());
            }
            Ok(jpeg.into_image(Some(1), orientation))
        }
        Coding::Jpeg => match pixels::single_jpeg(page, &layout)? {
            Some(jpeg) => {
                let transform = (jpeg.components == 3).then_some(i64::from(layout.colours == Colours::YCbCr));
                let mut image = jpeg.into_image(transform, orientation);
                if image.icc.is_none() {
                    image.icc = profile(page, layout.components());
                }
                Ok(image)
            }
            None => decoded(page, layout, orientation),
        },
        _ => decoded(page, layout, orientation),
    }
}

fn profile(page: &Ifd<'_>, components: u8) -> Option<(Vec<u8>, u8)> {
    icc::fitting(page.raw(tag::ICC)?.to_vec(), components)
}

fn decoded(page: &Ifd<'_>, layout: Layout, orientation: [f64; 6]) -> Result<PictureImage, String> {
    let raster = pixels::decode(page, &layout)?;
    let icc = profile(page, raster.components);
    if raster.components == 1 && raster.bits == 1 && raster.palette.is_none() {
        let is_black_set = raster.inverted;
        return Ok(black_and_white(raster, is_black_set, orientation));
    }
    Ok(raster.into_image(icc, orientation))
}

/// A picture of black and white as group 4, which is half the size of anything else.
fn black_and_white(mut raster: Raster, is_black_set: bool, orientation: [f64; 6]) -> PictureImage {
    if !is_black_set {
        for byte in &mut raster.data {
            *byte = !*byte;
        }
    }
    raster.inverted = true;
    // Beyond that the saving is not worth the time.
    let is_small = u64::from(raster.width) * u64::from(raster.height) <= 100_000_000;
    match is_small.then(|| fax::encode(&raster.data, raster.width, raster.height)).flatten() {
        Some(codes) => fax_image(codes, raster.width, raster.height, false, orientation),
        None => raster.into_image(None, orientation),
    }
}

/// Group 4 codes as an image. `lit` if what the codes call black is the light part.
fn fax_image(codes: Vec<u8>, width: u32, height: u32, lit: bool, orientation: [f64; 6]) -> PictureImage {
    let mut parameters = lopdf::Dictionary::new();
    parameters.set("K", -1);
    parameters.set("Columns", width);
    parameters.set("Rows", height);
    parameters.set("BlackIs1", lit);
    let mut dictionary = dictionary(width, height, 1, device(1));
    dictionary.set("Filter", "CCITTFaxDecode");
    dictionary.set("DecodeParms", parameters);
    PictureImage { dictionary, data: codes, icc: None, orientation }
}

fn faxed(
    page: &Ifd<'_>,
    layout: &Layout,
    scheme: Scheme,
    orientation: [f64; 6],
) -> Result<PictureImage, String> {
    // Of codes, a set bit is black; whether black is the dark part is for the page to say.
    let lit = layout.colours != (Colours::Grey { zero_is_white: true });
    let parts = layout.parts(page)?;
    let (mut rows, mut found, mut sound) = (Vec::new(), 0, true);
    for (index, part) in parts.iter().enumerate() {
        let height = layout.rows_of_part(index);
        let part = layout.in_bit_order(part);
        let decoded = fax::decode(&part, scheme, layout.width, height);
        found += decoded.found;
        sound &= decoded.sound;
        rows.extend(decoded.data);
        if scheme == Scheme::Group4 && parts.len() == 1 && decoded.found > 0 {
            return Ok(fax_image(part.into_owned(), layout.width, layout.height, lit, orientation));
        }
    }
    if found == 0 || !sound && found < layout.height / 2 {
        return Err("its fax codes are damaged".into());
    }
    let raster = Raster {
        width: layout.width,
        height: layout.height,
        components: 1,
        bits: 1,
        palette: None,
        inverted: true,
        data: rows,
    };
    Ok(black_and_white(raster, !lit, orientation))
}
