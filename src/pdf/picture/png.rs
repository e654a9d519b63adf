//! PNG: the compressed rows as they are where a PDF can hold them, else decoded and compressed again.

use std::io::{Cursor, Read as _};

use flate2::Crc;
use flate2::read::ZlibDecoder;
use image::codecs::png::PngDecoder;
use image::{ColorType, ImageDecoder as _, Limits};

use super::exif::{self, Exif};
use super::raster::{
    Raster, decoded_bytes, device, dictionary, indexed, over_white, predictor_parameters, row_bytes,
};
use super::{MOST_DECODED, PictureFacts, PictureImage, check_size, icc};
use crate::intake::Remark;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// A profile larger than this, unpacked, is not one.
const LARGEST_PROFILE: u64 = 4 << 20;

/// Rows that unpack to more bytes than this are not unpacked even to look at them.
const MOST_UNPACKED: u64 = 3 * super::MOST_PIXELS;

/// A PNG, taken apart.
#[derive(Debug, Default)]
struct Png<'a> {
    width: u32,
    height: u32,
    bits: u8,
    /// 0 grey, 2 RGB, 3 palette, 4 grey with opacity, 6 RGB with opacity.
    colour: u8,
    interlaced: bool,
    palette: &'a [u8],
    transparency: Option<&'a [u8]>,
    density: Option<(f64, f64)>,
    exif: Option<&'a [u8]>,
    profile: Option<&'a [u8]>,
    animated: bool,
    data: Vec<&'a [u8]>,
}

impl<'a> Png<'a> {
    fn parse(bytes: &'a [u8]) -> Result<Png<'a>, String> {
        let mut rest = bytes.strip_prefix(SIGNATURE).ok_or("it does not begin as a PNG picture does")?;
        let mut png = Png::default();
        let mut ended = false;
        while !ended {
            let (kind, body, after) = chunk(rest)?;
            rest = after;
            if png.width == 0 && kind != b"IHDR" {
                return Err("the PNG picture has no header".into());
            }
            match kind {
                b"IHDR" => png.header(body)?,
                b"PLTE" => png.palette = body,
                b"tRNS" => png.transparency = Some(body),
                b"IDAT" => png.data.push(body),
                b"IEND" => ended = true,
                b"pHYs" => {
                    if let &[x0, x1, x2, x3, y0, y1, y2, y3, 1] = body {
                        let to_inch = |metre: [u8; 4]| f64::from(u32::from_be_bytes(metre)) * 0.0254;
                        png.density = Some((to_inch([x0, x1, x2, x3]), to_inch([y0, y1, y2, y3])));
                    }
                }
                b"eXIf" => png.exif = Some(body),
                b"iCCP" => png.profile = Some(body),
                b"acTL" => png.animated = true,
                _ => {}
            }
        }
        if png.data.iter().all(|part| part.is_empty()) {
            return Err("the PNG picture holds no pixels".into());
        }
        if png.colour == 3 && (png.palette.is_empty() || png.palette.len() % 3 != 0) {
            return Err("the PNG picture has no palette".into());
        }
        Ok(png)
    }

    fn header(&mut self, body: &[u8]) -> Result<(), String> {
        let &[w0, w1, w2, w3, h0, h1, h2, h3, bits, colour, compression, filter, interlace] = body else {
            return Err("the header of the PNG picture is damaged".into());
        };
        (self.width, self.height) =
            (u32::from_be_bytes([w0, w1, w2, w3]), u32::from_be_bytes([h0, h1, h2, h3]));
        check_size(self.width, self.height)?;
        let depths: &[u8] = match colour {
            0 => &[1, 2, 4, 8, 16],
            2 | 4 | 6 => &[8, 16],
            3 => &[1, 2, 4, 8],
            _ => &[],
        };
        if !depths.contains(&bits) || compression != 0 || filter != 0 || interlace > 1 {
            return Err("the PNG picture is of a kind that the PNG standard does not know".into());
        }
        (self.bits, self.colour, self.interlaced) = (bits, colour, interlace == 1);
        Ok(())
    }

    fn exif(&self) -> Exif {
        exif::read(self.exif.unwrap_or_default())
    }

    /// Samples of a stored pixel.
    fn samples(&self) -> u8 {
        match self.colour {
            2 => 3,
            4 => 2,
            6 => 4,
            _ => 1,
        }
    }

    /// The colour profile, if it fits colours of this many components.
    fn icc(&self, components: u8) -> Option<(Vec<u8>, u8)> {
        let body = self.profile?;
        let name = body.iter().position(|byte| *byte == 0)?;
        let packed = body.get(name + 2..)?;
        let mut profile = Vec::new();
        ZlibDecoder::new(packed).take(LARGEST_PROFILE).read_to_end(&mut profile).ok()?;
        icc::fitting(profile, components)
    }

    /// The palette as it looks on white paper.
    fn palette_on_white(&self) -> Vec<u8> {
        let mut palette = self.palette[..self.palette.len().min(768)].to_vec();
        let opacities = self.transparency.unwrap_or_default();
        for (colour, opacity) in palette.as_chunks_mut::<3>().0.iter_mut().zip(opacities) {
            let mut pixel = vec![colour[0], colour[1], colour[2], *opacity];
            over_white(&mut pixel, 3, 1, false);
            colour.copy_from_slice(&pixel);
        }
        palette
    }

    /// Can its rows not go into a PDF as they are?
    fn must_be_decoded(&self) -> bool {
        self.interlaced || self.colour >= 4 || self.colour != 3 && self.transparency.is_some()
    }

    /// Can it be held in memory? At worst it has four samples, of two bytes where the file has two.
    fn check_decodable(&self) -> Result<(), String> {
        decoded_bytes(self.width, self.height, 4, if self.bits == 16 { 16 } else { 8 }).map(|_| ())
    }

    /// Do the compressed rows unpack to exactly this picture?
    fn rows_are_sound(&self, row: usize) -> Result<bool, String> {
        let damaged = || "the pixels of the PNG picture are damaged".to_owned();
        let source = Parts { current: &[], waiting: self.data.iter() };
        let mut unpacked = ZlibDecoder::new(source);
        let mut line = vec![0; row + 1];
        for _ in 0..self.height {
            unpacked.read_exact(&mut line).map_err(|_| damaged())?;
            if line[0] > 4 {
                return Err(damaged());
            }
        }
        Ok(unpacked.read(&mut [0]).map_err(|_| damaged())? == 0)
    }
}

/// Parts of a file, read as one.
struct Parts<'a> {
    current: &'a [u8],
    waiting: std::slice::Iter<'a, &'a [u8]>,
}

impl std::io::Read for Parts<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        while self.current.is_empty() {
            match self.waiting.next() {
                Some(part) => self.current = part,
                None => return Ok(0),
            }
        }
        self.current.read(out)
    }
}

/// A chunk: its kind, its body, and what comes after it.
type Chunk<'a> = (&'a [u8; 4], &'a [u8], &'a [u8]);

/// The next chunk.
fn chunk(rest: &[u8]) -> Result<Chunk<'_>, String> {
    let cut = || "the PNG picture is cut off".to_owned();
    let (length, rest) = rest.split_first_chunk::<4>().ok_or_else(cut)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| cut())?;
    let (kind, _) = rest.split_first_chunk::<4>().ok_or_else(cut)?;
    let end = length.checked_add(4).ok_or_else(cut)?;
    let (summed, rest) = rest.split_at_checked(end).ok_or_else(cut)?;
    let (sum, after) = rest.split_first_chunk::<4>().ok_or_else(cut)?;
    let mut crc = Crc::new();
    crc.update(summed);
    // A capital letter means that the picture cannot be shown without this chunk.
    if crc.sum() != u32::from_be_bytes(*sum) {
        if kind[0].is_ascii_uppercase() {
            return Err("the PNG picture is damaged: a checksum is wrong".into());
        }
        return Ok((b"____", &[], after));
    }
    Ok((kind, &summed[4..], after))
}

/// Looks at a PNG.
pub fn inspect(bytes: &[u8]) -> Result<PictureFacts, String> {
    let png = Png::parse(bytes)?;
    if png.must_be_decoded() {
        png.check_decodable()?;
    }
    let exif = png.exif();
    let mut remarks = exif::remarks(&exif);
    if png.animated {
        remarks.push(Remark::Animation);
    }
    Ok(PictureFacts::new(vec![exif::size(png.width, png.height, &exif, png.density)], remarks))
}

/// A PNG as an image.
pub fn image(bytes: &[u8]) -> Result<PictureImage, String> {
    let png = Png::parse(bytes)?;
    let orientation = exif::matrix(png.exif().orientation);
    if png.must_be_decoded() {
        return decoded(bytes, &png, orientation);
    }
    let row = row_bytes(png.width, png.samples().into(), png.bits.into()).ok_or("it is too large")?;
    if row as u64 * u64::from(png.height) > MOST_UNPACKED {
        return Err(format!("with {} by {} pixels it is too large", png.width, png.height));
    }
    if !png.rows_are_sound(row)? {
        // More than a picture's worth of rows: only what belongs to it goes on.
        return decoded(bytes, &png, orientation);
    }
    let (icc, colours) = match png.colour {
        3 => (None, indexed(png.palette_on_white())),
        _ => (png.icc(png.samples()), device(png.samples())),
    };
    let mut dictionary = dictionary(png.width, png.height, png.bits, colours);
    dictionary.set("Filter", "FlateDecode");
    dictionary.set("DecodeParms", predictor_parameters(png.width, png.samples(), png.bits));
    Ok(PictureImage { dictionary, data: png.data.concat(), icc, orientation })
}

fn decoded(bytes: &[u8], png: &Png<'_>, orientation: [f64; 6]) -> Result<PictureImage, String> {
    let damaged = |_| "the pixels of the PNG picture are damaged".to_owned();
    png.check_decodable()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(2 * MOST_DECODED);
    let decoder = PngDecoder::with_limits(Cursor::new(bytes), limits).map_err(damaged)?;
    let (colour, length) = (decoder.color_type(), decoder.total_bytes());
    let length = usize::try_from(length).map_err(|_| "it is too large to be decoded".to_owned())?;
    let mut data = vec![0; length];
    decoder.read_image(&mut data).map_err(damaged)?;
    let (components, bits, opacity) = match colour {
        ColorType::L8 => (1, 8, false),
        ColorType::La8 => (1, 8, true),
        ColorType::Rgb8 => (3, 8, false),
        ColorType::Rgba8 => (3, 8, true),
        ColorType::L16 => (1, 16, false),
        ColorType::La16 => (1, 16, true),
        ColorType::Rgb16 => (3, 16, false),
        ColorType::Rgba16 => (3, 16, true),
        _ => return Err("the PNG picture is of a kind that the PNG standard does not know".into()),
    };
    if bits == 16 {
        for sample in data.as_chunks_mut::<2>().0 {
            *sample = u16::from_ne_bytes(*sample).to_be_bytes();
        }
    }
    if opacity {
        over_white(&mut data, usize::from(components), usize::from(bits / 8), false);
    }
    let raster = Raster {
        width: png.width,
        height: png.height,
        components,
        bits,
        palette: None,
        inverted: false,
        data,
    };
    Ok(raster.into_image(png.icc(components), orientation))
}
