//! How the pixels of a TIFF page are laid out: size, colours, compression, strips or tiles.

use std::borrow::Cow;

use super::super::check_size;
use super::super::raster::decoded_bytes;
use super::fax::Scheme;
use super::ifd::{Ifd, tag};

/// How pixels are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// Not at all.
    Plain,
    /// As a fax.
    Fax(Scheme),
    /// LZW.
    Lzw,
    /// JPEG in the way of TIFF 6.0.
    OldJpeg,
    /// JPEG.
    Jpeg,
    /// Deflate.
    Deflate,
    /// PackBits.
    PackBits,
    /// Zstandard.
    Zstandard,
    /// WebP.
    WebP,
}

/// What samples mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colours {
    /// Grey.
    Grey {
        /// Is 0 white?
        zero_is_white: bool,
    },
    /// Red, green, blue.
    Rgb,
    /// Numbers of colours.
    Palette,
    /// Inks.
    Cmyk,
    /// Lightness and two colour differences.
    YCbCr,
}

/// The layout of a page.
#[derive(Debug)]
pub struct Layout {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Bits of a sample.
    pub bits: u32,
    /// Samples of a pixel.
    pub samples: u32,
    /// What they mean.
    pub colours: Colours,
    /// How they are compressed.
    pub coding: Coding,
    /// Width and height of a tile; `None` for strips.
    pub tile: Option<(u32, u32)>,
    /// Rows of a strip.
    pub rows_per_strip: u32,
    /// Each kind of sample apart?
    pub planar: bool,
    /// Each sample as its difference to the one on its left?
    pub differences: bool,
    /// The first sample behind the colours: `Some(true)` if the colours are already weakened by it.
    pub opacity: Option<bool>,
    /// Low bit first?
    pub reversed: bool,
}

impl Layout {
    /// The layout of a page.
    ///
    /// # Errors
    /// If it is of a kind that cannot be read.
    pub fn of(page: &Ifd<'_>) -> Result<Layout, String> {
        let (width, height) = (page.small(tag::WIDTH, 0), page.small(tag::HEIGHT, 0));
        check_size(width, height)?;
        let samples = page.small(tag::SAMPLES, 1);
        let depths = page.all(tag::BITS);
        let bits = depths.first().copied().unwrap_or(1);
        if depths.iter().any(|depth| *depth != bits) || ![1, 2, 4, 8, 16].contains(&bits) {
            return Err(format!("it has {bits} bits a colour, which cannot be shown without a loss"));
        }
        let coding = coding(page)?;
        let colours = colours(page, coding)?;
        let layout = Layout {
            width,
            height,
            bits: bits as u32,
            samples,
            colours,
            coding,
            tile: tile(page)?,
            rows_per_strip: page.small(tag::ROWS_PER_STRIP, height).clamp(1, height),
            planar: page.small(tag::PLANAR, 1) == 2 && samples > 1,
            differences: page.small(tag::PREDICTOR, 1) == 2,
            opacity: page.first(tag::EXTRA_SAMPLES).and_then(|kind| match kind {
                1 => Some(true),
                2 => Some(false),
                _ => None,
            }),
            reversed: page.small(tag::FILL_ORDER, 1) == 2,
        };
        layout.check(page)?;
        Ok(layout)
    }

    fn check(&self, page: &Ifd<'_>) -> Result<(), String> {
        let odd = || "its pixels are laid out in a way that cannot be read".to_owned();
        let wanted = u32::from(self.components());
        if self.samples < wanted || self.samples > wanted + 4 {
            return Err(odd());
        }
        if page.first(tag::SAMPLE_FORMAT).is_some_and(|format| ![1, 4].contains(&format)) {
            return Err("its colours are no whole numbers, which cannot be shown without a loss".into());
        }
        if ![1, 2].contains(&page.small(tag::PREDICTOR, 1)) || self.differences && self.bits < 8 {
            return Err(odd());
        }
        // Samples of less than a byte are only read where a pixel is one sample.
        let is_small = self.bits < 8;
        let is_bilevel = self.bits == 1 && self.samples == 1;
        let fits = match (self.colours, self.coding) {
            (_, Coding::Fax(_)) => is_bilevel && self.tile.is_none(),
            (Colours::YCbCr, _) => self.bits == 8 && !self.planar,
            (Colours::Palette, _) => self.bits <= 8 && self.samples == 1,
            (_, Coding::WebP) => self.bits == 8 && !self.planar && [3, 4].contains(&self.samples),
            (_, Coding::Jpeg | Coding::OldJpeg) => self.bits == 8 && !self.planar,
            _ => !is_small || self.samples == 1,
        };
        if !fits || is_small && self.tile.is_some_and(|(width, _)| !(width * self.bits).is_multiple_of(8)) {
            return Err(odd());
        }
        if self.coding == Coding::OldJpeg {
            return if old_jpeg(page).is_some() { Ok(()) } else { Err(old_jpeg_error()) };
        }
        let is_copied =
            matches!(self.coding, Coding::Fax(_)) || self.coding == Coding::Jpeg && self.is_one_part();
        if !is_copied {
            // Tiles reach over the edges; what they hold in all must be bearable as well.
            let ((across, down), (wide, high)) =
                (self.grid(), self.tile.unwrap_or((self.width, self.rows_per_strip)));
            let (wide, high) = (wide.saturating_mul(across), high.saturating_mul(down));
            decoded_bytes(wide.max(self.width), high.max(self.height), self.samples.max(wanted), self.bits)?;
        }
        self.parts(page).map(|_| ())
    }

    /// Samples of a pixel that are colours.
    pub fn components(&self) -> u8 {
        match self.colours {
            Colours::Grey { .. } | Colours::Palette => 1,
            Colours::Rgb | Colours::YCbCr => 3,
            Colours::Cmyk => 4,
        }
    }

    /// Is the page one strip or one tile?
    pub fn is_one_part(&self) -> bool {
        let whole = match self.tile {
            Some((width, height)) => width >= self.width && height >= self.height,
            None => self.rows_per_strip >= self.height,
        };
        whole && !self.planar
    }

    /// Strips or tiles across and down, of one plane.
    pub fn grid(&self) -> (u32, u32) {
        match self.tile {
            Some((width, height)) => (self.width.div_ceil(width), self.height.div_ceil(height)),
            None => (1, self.height.div_ceil(self.rows_per_strip)),
        }
    }

    /// The rows of a strip.
    pub fn rows_of_part(&self, index: usize) -> u32 {
        let before = self.rows_per_strip.saturating_mul(u32::try_from(index).unwrap_or(u32::MAX));
        self.height.saturating_sub(before).min(self.rows_per_strip)
    }

    /// The compressed strips or tiles.
    ///
    /// # Errors
    /// If some are missing or outside of the file.
    pub fn parts<'a>(&self, page: &Ifd<'a>) -> Result<Vec<&'a [u8]>, String> {
        let outside = || "its pixels are outside of the file".to_owned();
        let (across, down) = self.grid();
        let planes = if self.planar { self.samples } else { 1 };
        let wanted = u64::from(across) * u64::from(down) * u64::from(planes);
        let (offsets, lengths) = match self.tile {
            Some(_) => (page.all(tag::TILE_OFFSETS), page.all(tag::TILE_BYTES)),
            None => (page.all(tag::STRIP_OFFSETS), page.all(tag::STRIP_BYTES)),
        };
        if offsets.is_empty() || (offsets.len() as u64) < wanted {
            return Err(outside());
        }
        let single = wanted == 1;
        let parts = offsets.iter().take(wanted as usize).enumerate().map(|(index, offset)| {
            let length = lengths.get(index).copied();
            let part = length.filter(|length| *length > 0).and_then(|length| page.part(*offset, length));
            // A page of one strip may forget or overstate its length: it ends with the file.
            part.or_else(|| page.rest(*offset).filter(|rest| single && !rest.is_empty())).ok_or_else(outside)
        });
        parts.collect()
    }

    /// Compressed bytes with the high bit first.
    pub fn in_bit_order<'a>(&self, part: &'a [u8]) -> Cow<'a, [u8]> {
        if self.reversed {
            Cow::Owned(part.iter().map(|byte| byte.reverse_bits()).collect())
        } else {
            Cow::Borrowed(part)
        }
    }
}

fn coding(page: &Ifd<'_>) -> Result<Coding, String> {
    let two_dimensional = page.small(tag::T4_OPTIONS, 0) & 1 == 1;
    let uncompressed = (page.small(tag::T4_OPTIONS, 0) | page.small(tag::T6_OPTIONS, 0)) & 2 == 2;
    let name = match page.small(tag::COMPRESSION, 1) {
        1 => return Ok(Coding::Plain),
        2 => return Ok(Coding::Fax(Scheme::Runs)),
        3 if !uncompressed => return Ok(Coding::Fax(Scheme::Group3 { two_dimensional })),
        4 if !uncompressed => return Ok(Coding::Fax(Scheme::Group4)),
        5 => return Ok(Coding::Lzw),
        6 => return Ok(Coding::OldJpeg),
        7 => return Ok(Coding::Jpeg),
        8 | 32946 => return Ok(Coding::Deflate),
        32773 => return Ok(Coding::PackBits),
        3 | 4 => "fax codes with uncompressed parts".into(),
        50000 => return Ok(Coding::Zstandard),
        50001 => return Ok(Coding::WebP),
        34712 => "JPEG 2000".into(),
        34892 => "lossy JPEG of a camera's raw data".into(),
        34925 => "LZMA".into(),
        other => format!("compression number {other}"),
    };
    Err(format!("it is compressed in a way that cannot be read ({name})"))
}

fn colours(page: &Ifd<'_>, coding: Coding) -> Result<Colours, String> {
    let stated = page.first(tag::PHOTOMETRIC);
    Ok(match (stated, page.small(tag::SAMPLES, 1)) {
        (Some(0), _) => Colours::Grey { zero_is_white: true },
        (Some(1), _) => Colours::Grey { zero_is_white: false },
        (Some(2), _) => Colours::Rgb,
        (Some(3), _) => Colours::Palette,
        (Some(5), _) if page.small(tag::INK_SET, 1) == 1 => Colours::Cmyk,
        (Some(6), _) => Colours::YCbCr,
        // A fax that does not say is black on white.
        (None, 1) if matches!(coding, Coding::Fax(_)) => Colours::Grey { zero_is_white: true },
        _ => return Err("its colours are of a kind that cannot be read".into()),
    })
}

fn tile(page: &Ifd<'_>) -> Result<Option<(u32, u32)>, String> {
    if page.raw(tag::TILE_OFFSETS).is_none() {
        return Ok(None);
    }
    let (width, height) = (page.small(tag::TILE_WIDTH, 0), page.small(tag::TILE_HEIGHT, 0));
    check_size(width, height).map_err(|_| "its tiles have no size that can be read".to_owned())?;
    Ok(Some((width, height)))
}

/// The whole JPEG of a page in the way of TIFF 6.0, where there is one.
pub fn old_jpeg<'a>(page: &Ifd<'a>) -> Option<&'a [u8]> {
    let from = page.first(tag::OLD_JPEG)?;
    let length = page.first(tag::OLD_JPEG_BYTES).filter(|length| *length > 0);
    let part = length.and_then(|length| page.part(from, length)).or_else(|| page.rest(from))?;
    super::Jpeg::parse(part).is_ok().then_some(part)
}

fn old_jpeg_error() -> String {
    "it is compressed in an outdated way that cannot be read (JPEG of TIFF 6.0)".into()
}
