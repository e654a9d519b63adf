//! Decodes the pixels of a TIFF page.

use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;
use image::codecs::webp::WebPDecoder;
use image::{ColorType, ImageDecoder as _};

use super::super::jpeg::Jpeg;
use super::super::raster::{Raster, decoded_bytes, over_white, row_bytes};
use super::ifd::{Ifd, tag};
use super::layout::{Coding, Colours, Layout};
use super::unpack;

/// The page as one JPEG, if its only strip or tile is one of exactly its size.
///
/// # Errors
/// If that JPEG is of a kind that a PDF cannot hold.
pub fn single_jpeg(page: &Ifd<'_>, layout: &Layout) -> Result<Option<Jpeg>, String> {
    if !layout.is_one_part() {
        return Ok(None);
    }
    let parts = layout.parts(page)?;
    let jpeg = Jpeg::parse(&spliced(page, parts.first().copied().unwrap_or_default(), None))?;
    let fits = (jpeg.width, jpeg.height) == (layout.width, layout.height)
        && u32::from(jpeg.components) == layout.samples
        && layout.samples == u32::from(layout.components())
        && layout.colours != Colours::Grey { zero_is_white: true };
    Ok(fits.then_some(jpeg))
}

/// A strip or tile as a JPEG of its own: the page's tables before it, and what its colours are.
fn spliced(page: &Ifd<'_>, part: &[u8], adobe_transform: Option<u8>) -> Vec<u8> {
    let mut whole = vec![0xFF, 0xD8];
    if let Some(transform) = adobe_transform {
        whole.extend_from_slice(b"\xFF\xEE\x00\x0EAdobe\x00\x64\x00\x00\x00\x00");
        whole.push(transform);
    }
    let tables = page.raw(tag::JPEG_TABLES).and_then(|tables| tables.strip_prefix(&[0xFF, 0xD8]));
    let tables = tables.unwrap_or_default();
    whole.extend_from_slice(tables.strip_suffix(&[0xFF, 0xD9]).unwrap_or(tables));
    whole.extend_from_slice(part.strip_prefix(&[0xFF, 0xD8]).unwrap_or(part));
    whole
}

/// Decodes a page.
///
/// # Errors
/// If its data end early or are damaged.
pub fn decode(page: &Ifd<'_>, layout: &Layout) -> Result<Raster, String> {
    let mut data = samples(page, layout)?;
    let components = layout.components();
    let sample_bytes = layout.bits.div_ceil(8) as usize;
    let colours = usize::from(components);
    let extra = (layout.samples as usize).saturating_sub(colours);
    if extra > 1 || extra == 1 && layout.opacity.is_none() {
        // Samples that are neither colour nor opacity are not for showing.
        let keep = colours + usize::from(layout.opacity.is_some());
        drop_samples(&mut data, layout.samples as usize * sample_bytes, keep * sample_bytes);
    }
    let zero_is_white = layout.colours == Colours::Grey { zero_is_white: true };
    if let (true, Some(premultiplied)) = (extra > 0, layout.opacity) {
        if zero_is_white || components == 4 {
            // Ink that is not there is white already; its opacity changes nothing that can be seen on paper.
            drop_samples(&mut data, (colours + 1) * sample_bytes, colours * sample_bytes);
        } else {
            over_white(&mut data, colours, sample_bytes, premultiplied);
        }
    }
    let palette = match layout.colours {
        Colours::Palette => Some(palette(page, layout.bits)?),
        _ => None,
    };
    Ok(Raster {
        width: layout.width,
        height: layout.height,
        components,
        bits: layout.bits as u8,
        palette,
        inverted: zero_is_white,
        data,
    })
}

fn drop_samples(data: &mut Vec<u8>, pixel: usize, keep: usize) {
    let pixels = data.len() / pixel.max(1);
    for index in 0..pixels {
        data.copy_within(index * pixel..index * pixel + keep, index * keep);
    }
    data.truncate(pixels * keep);
}

/// A colour map has all reds, all greens, all blues, of 16 bits; eight of them are all that a PDF's palette takes
/// and all that writers fill.
fn palette(page: &Ifd<'_>, bits: u32) -> Result<Vec<u8>, String> {
    let map = page.all(tag::COLOUR_MAP);
    let size = 1 << bits;
    if map.len() < 3 * size {
        return Err("its palette is cut off".into());
    }
    let shift = if map.iter().all(|value| *value < 256) { 0 } else { 8 };
    let colours = (0..size).flat_map(|index| [map[index], map[size + index], map[2 * size + index]]);
    Ok(colours.map(|value| (value >> shift).min(255) as u8).collect())
}

/// All samples of a page, rows packed, pixel by pixel, 16-bit samples with the high byte first.
fn samples(page: &Ifd<'_>, layout: &Layout) -> Result<Vec<u8>, String> {
    let row = row_bytes(layout.width, layout.samples, layout.bits).ok_or("it is too large")?;
    let mut data = vec![0; decoded_bytes(layout.width, layout.height, layout.samples, layout.bits)?];
    let parts = layout.parts(page)?;
    let (across, down) = layout.grid();
    let per_plane = across as usize * down as usize;
    for (number, packed) in parts.iter().enumerate() {
        let (plane, index) = (number / per_plane, number % per_plane);
        let (column, line) = (index % across as usize, index / across as usize);
        let (part_width, part_height) = match layout.tile {
            Some(size) => size,
            None => (layout.width, layout.rows_of_part(index)),
        };
        let part = unpacked(page, layout, packed, part_width, part_height)?;
        let inside = if layout.planar { 1 } else { layout.samples };
        let part_row = row_bytes(part_width, inside, layout.bits).ok_or("it is too large")?;
        let first_line =
            line * if layout.tile.is_some() { part_height as usize } else { layout.rows_per_strip as usize };
        let first_pixel = column * part_width as usize;
        for (index, part_row) in part.chunks_exact(part_row.max(1)).enumerate() {
            let start = (first_line + index) * row;
            let Some(target) = data.get_mut(start..start + row) else { break };
            if layout.planar {
                let sample = layout.bits as usize / 8;
                let pixels = target.chunks_exact_mut(layout.samples as usize * sample).skip(first_pixel);
                for (pixel, value) in pixels.zip(part_row.chunks_exact(sample)) {
                    pixel[plane * sample..(plane + 1) * sample].copy_from_slice(value);
                }
            } else {
                let from = first_pixel * layout.samples as usize * layout.bits as usize / 8;
                let length = part_row.len().min(row.saturating_sub(from));
                target[from..from + length].copy_from_slice(&part_row[..length]);
            }
        }
    }
    Ok(data)
}

/// A strip or tile: unpacked, differences added up, YCbCr turned into RGB.
fn unpacked(
    page: &Ifd<'_>,
    layout: &Layout,
    packed: &[u8],
    width: u32,
    height: u32,
) -> Result<Vec<u8>, String> {
    if layout.coding == Coding::Jpeg {
        return from_jpeg(page, layout, packed, width, height);
    }
    if layout.coding == Coding::WebP {
        return from_webp(layout, packed, width, height);
    }
    let samples = if layout.planar { 1 } else { layout.samples };
    let subsampled = layout.colours == Colours::YCbCr;
    let wanted = if subsampled {
        YCbCr::of(page)?.packed_bytes(width, height, layout.samples)?
    } else {
        decoded_bytes(width, height, samples, layout.bits)?
    };
    let packed = layout.in_bit_order(packed);
    let mut plain = match layout.coding {
        Coding::Lzw => unpack::lzw(&packed, wanted),
        Coding::Deflate => unpack::deflate(&packed, wanted),
        Coding::PackBits => unpack::pack_bits(&packed, wanted),
        Coding::Zstandard => unpack::zstandard(&packed, wanted),
        _ => packed[..packed.len().min(wanted)].to_vec(),
    };
    if plain.len() < wanted {
        return Err("its pixels are cut off or damaged".into());
    }
    if layout.bits == 16 && !page.is_big_endian() {
        for sample in plain.as_chunks_mut::<2>().0 {
            sample.swap(0, 1);
        }
    }
    if layout.differences {
        let row = row_bytes(width, samples, layout.bits).ok_or("it is too large")?;
        for row in plain.chunks_exact_mut(row.max(1)) {
            add_up(row, samples as usize, layout.bits);
        }
    }
    if subsampled {
        return YCbCr::of(page)?.to_rgb(&plain, width, height);
    }
    Ok(plain)
}

fn add_up(row: &mut [u8], samples: usize, bits: u32) {
    if bits == 16 {
        let row = row.as_chunks_mut::<2>().0;
        for index in samples..row.len() {
            let left = u16::from_be_bytes(row[index - samples]);
            row[index] = u16::from_be_bytes(row[index]).wrapping_add(left).to_be_bytes();
        }
    } else {
        for index in samples..row.len() {
            row[index] = row[index].wrapping_add(row[index - samples]);
        }
    }
}

/// A strip or tile that is a WebP picture; colours without opacity get one where the page has one.
fn from_webp(layout: &Layout, packed: &[u8], width: u32, height: u32) -> Result<Vec<u8>, String> {
    let damaged = || "its WebP data are damaged".to_owned();
    let decoder = WebPDecoder::new(Cursor::new(packed)).map_err(|_| damaged())?;
    if decoder.dimensions() != (width, height) {
        return Err("its WebP data have another size than the page".into());
    }
    let stored = if decoder.color_type() == ColorType::Rgba8 { 4 } else { 3 };
    let mut data = vec![0; decoded_bytes(width, height, stored, 8)?];
    decoder.read_image(&mut data).map_err(|_| damaged())?;
    Ok(match (stored, layout.samples) {
        (3, 4) => data.as_chunks::<3>().0.iter().flat_map(|&[r, g, b]| [r, g, b, 255]).collect(),
        (4, 3) => data.as_chunks::<4>().0.iter().flat_map(|&[r, g, b, _]| [r, g, b]).collect(),
        _ => data,
    })
}

fn from_jpeg(
    page: &Ifd<'_>,
    layout: &Layout,
    packed: &[u8],
    width: u32,
    height: u32,
) -> Result<Vec<u8>, String> {
    let damaged = |_| "its JPEG data are damaged".to_owned();
    let transform = match layout.colours {
        Colours::Rgb => Some(0),
        Colours::YCbCr => Some(1),
        Colours::Grey { .. } => None,
        _ => return Err("its JPEG data are of a kind that cannot be read".into()),
    };
    let jpeg = spliced(page, packed, transform);
    let header = Jpeg::parse(&jpeg)?;
    if header.width != width || header.height < height || u32::from(header.components) != layout.samples {
        return Err("its JPEG data have another size than the page".into());
    }
    decoded_bytes(header.width, header.height, layout.samples, 8)?;
    let decoder = JpegDecoder::new(Cursor::new(&jpeg)).map_err(damaged)?;
    if ![ColorType::L8, ColorType::Rgb8].contains(&decoder.color_type()) {
        return Err("its JPEG data are of a kind that cannot be read".into());
    }
    let mut data = vec![0; usize::try_from(decoder.total_bytes()).unwrap_or(0)];
    decoder.read_image(&mut data).map_err(damaged)?;
    data.truncate(decoded_bytes(width, height, layout.samples, 8)?);
    Ok(data)
}

/// Colours as lightness and two differences, the differences for blocks of pixels.
struct YCbCr {
    across: u32,
    down: u32,
    red: f64,
    green: f64,
    blue: f64,
}

impl YCbCr {
    fn of(page: &Ifd<'_>) -> Result<YCbCr, String> {
        let block = page.all(tag::YCBCR_SUBSAMPLING);
        let side = |index: usize| block.get(index).copied().unwrap_or(2);
        let (across, down) = (side(0), side(1));
        if ![1, 2, 4].contains(&across) || ![1, 2, 4].contains(&down) {
            return Err("its colours are of a kind that cannot be read".into());
        }
        let weights = page.ratios(tag::YCBCR_COEFFICIENTS);
        let (red, green, blue) = match weights.as_slice() {
            [red, green, blue]
                if [red, green, blue].iter().all(|weight| **weight > 0.0 && **weight < 1.0) =>
            {
                (*red, *green, *blue)
            }
            _ => (0.299, 0.587, 0.114),
        };
        Ok(YCbCr { across: across as u32, down: down as u32, red, green, blue })
    }

    fn block_bytes(&self) -> u32 {
        self.across * self.down + 2
    }

    fn packed_bytes(&self, width: u32, height: u32, samples: u32) -> Result<usize, String> {
        if samples != 3 {
            return Err("its colours are of a kind that cannot be read".into());
        }
        decoded_bytes(width.div_ceil(self.across), height.div_ceil(self.down), self.block_bytes(), 8)
    }

    fn to_rgb(&self, packed: &[u8], width: u32, height: u32) -> Result<Vec<u8>, String> {
        let mut rgb = vec![0; decoded_bytes(width, height, 3, 8)?];
        let blocks_across = width.div_ceil(self.across);
        for (index, block) in packed.chunks_exact(self.block_bytes() as usize).enumerate() {
            let (column, line) = (index as u32 % blocks_across, index as u32 / blocks_across);
            let lights = (self.across * self.down) as usize;
            let (cb, cr) = (f64::from(block[lights]) - 128.0, f64::from(block[lights + 1]) - 128.0);
            for (inside, light) in block[..lights].iter().enumerate() {
                let x = column * self.across + inside as u32 % self.across;
                let y = line * self.down + inside as u32 / self.across;
                if x >= width || y >= height {
                    continue;
                }
                let light = f64::from(*light);
                let red = light + cr * (2.0 - 2.0 * self.red);
                let blue = light + cb * (2.0 - 2.0 * self.blue);
                let green = (light - self.blue * blue - self.red * red) / self.green;
                let at = (y as usize * width as usize + x as usize) * 3;
                for (target, colour) in rgb[at..at + 3].iter_mut().zip([red, green, blue]) {
                    *target = colour.round().clamp(0.0, 255.0) as u8;
                }
            }
        }
        Ok(rgb)
    }
}
