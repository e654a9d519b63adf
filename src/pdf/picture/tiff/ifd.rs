//! The directories of a TIFF: what each page says of itself.

use std::collections::{BTreeMap, BTreeSet};

use super::super::MOST_FRAMES;

/// Tags by their numbers.
pub mod tag {
    #![allow(missing_docs)]
    pub const SUBFILE: u16 = 254;
    pub const WIDTH: u16 = 256;
    pub const HEIGHT: u16 = 257;
    pub const BITS: u16 = 258;
    pub const COMPRESSION: u16 = 259;
    pub const PHOTOMETRIC: u16 = 262;
    pub const FILL_ORDER: u16 = 266;
    pub const MODEL: u16 = 272;
    pub const STRIP_OFFSETS: u16 = 273;
    pub const ORIENTATION: u16 = 274;
    pub const SAMPLES: u16 = 277;
    pub const ROWS_PER_STRIP: u16 = 278;
    pub const STRIP_BYTES: u16 = 279;
    pub const X_RESOLUTION: u16 = 282;
    pub const Y_RESOLUTION: u16 = 283;
    pub const PLANAR: u16 = 284;
    pub const T4_OPTIONS: u16 = 292;
    pub const T6_OPTIONS: u16 = 293;
    pub const RESOLUTION_UNIT: u16 = 296;
    pub const PREDICTOR: u16 = 317;
    pub const COLOUR_MAP: u16 = 320;
    pub const TILE_WIDTH: u16 = 322;
    pub const TILE_HEIGHT: u16 = 323;
    pub const TILE_OFFSETS: u16 = 324;
    pub const TILE_BYTES: u16 = 325;
    pub const INK_SET: u16 = 332;
    pub const EXTRA_SAMPLES: u16 = 338;
    pub const SAMPLE_FORMAT: u16 = 339;
    pub const JPEG_TABLES: u16 = 347;
    pub const OLD_JPEG: u16 = 513;
    pub const OLD_JPEG_BYTES: u16 = 514;
    pub const YCBCR_COEFFICIENTS: u16 = 529;
    pub const YCBCR_SUBSAMPLING: u16 = 530;
    pub const EXIF: u16 = 34665;
    pub const ICC: u16 = 34675;
    pub const GPS: u16 = 34853;
}

/// One page of a TIFF.
pub struct Ifd<'a> {
    bytes: &'a [u8],
    order: Order,
    entries: BTreeMap<u16, Entry<'a>>,
}

struct Entry<'a> {
    kind: u16,
    value: &'a [u8],
}

/// How numbers are written in this file.
#[derive(Clone, Copy)]
struct Order {
    big_endian: bool,
    /// Offsets of eight bytes?
    wide: bool,
}

impl Order {
    /// An unsigned number of 1, 2, 4 or 8 bytes.
    fn number(self, bytes: &[u8]) -> u64 {
        let fold = |number: u64, byte: &u8| number << 8 | u64::from(*byte);
        if self.big_endian { bytes.iter().fold(0, fold) } else { bytes.iter().rev().fold(0, fold) }
    }

    fn at(self, bytes: &[u8], at: usize, length: usize) -> Option<u64> {
        bytes.get(at..at.checked_add(length)?).map(|bytes| self.number(bytes))
    }
}

fn size_of(kind: u16) -> usize {
    match kind {
        1 | 2 | 6 | 7 => 1,
        3 | 8 => 2,
        4 | 9 | 11 | 13 => 4,
        5 | 10 | 12 | 16 | 17 | 18 => 8,
        _ => 0,
    }
}

/// The pages of a TIFF, small previews and masks left out.
///
/// # Errors
/// If it is no TIFF, or its directories are damaged.
pub fn pages(bytes: &[u8]) -> Result<Vec<Ifd<'_>>, String> {
    let (order, mut next) = header(bytes).ok_or("it does not begin as a TIFF picture does")?;
    let (mut pages, mut seen) = (Vec::new(), BTreeSet::new());
    while next != 0 {
        if !seen.insert(next) {
            return Err("the pages of the TIFF picture run in a circle".into());
        }
        if seen.len() > MOST_FRAMES {
            return Err(format!("the TIFF picture has more than {MOST_FRAMES} pages"));
        }
        let number = pages.len() + 1;
        let (page, after) = directory(bytes, order, next).ok_or_else(|| {
            format!("page {number} of the TIFF picture is damaged: its directory is cut off")
        })?;
        next = after;
        // Bit 0 is a smaller copy of another page, bit 2 a mask for one.
        if page.first(tag::SUBFILE).is_none_or(|kind| kind & 0b101 == 0) {
            pages.push(page);
        }
    }
    if pages.is_empty() {
        return Err("the TIFF picture has no pages".into());
    }
    Ok(pages)
}

fn header(bytes: &[u8]) -> Option<(Order, u64)> {
    let big_endian = match bytes.get(..2)? {
        b"II" => false,
        b"MM" => true,
        _ => return None,
    };
    let narrow = Order { big_endian, wide: false };
    match narrow.at(bytes, 2, 2)? {
        42 => Some((narrow, narrow.at(bytes, 4, 4)?)),
        43 if narrow.at(bytes, 4, 2)? == 8 => {
            Some((Order { big_endian, wide: true }, narrow.at(bytes, 8, 8)?))
        }
        _ => None,
    }
}

fn directory(bytes: &[u8], order: Order, offset: u64) -> Option<(Ifd<'_>, u64)> {
    let at = usize::try_from(offset).ok()?;
    let (count_size, entry_size, offset_size) = if order.wide { (8, 20, 8) } else { (2, 12, 4) };
    let count = usize::try_from(order.at(bytes, at, count_size)?).ok().filter(|count| *count <= 65_535)?;
    let start = at.checked_add(count_size)?;
    let end = start.checked_add(count * entry_size)?;
    let mut entries = BTreeMap::new();
    for entry in bytes.get(start..end)?.chunks_exact(entry_size) {
        let number = order.number(&entry[..2]) as u16;
        let kind = order.number(&entry[2..4]) as u16;
        let items = order.number(&entry[4..4 + offset_size]);
        let inside = &entry[4 + offset_size..];
        let Some(length) = usize::try_from(items).ok().and_then(|items| items.checked_mul(size_of(kind)))
        else {
            continue;
        };
        let value = if length <= offset_size {
            inside.get(..length)
        } else {
            usize::try_from(order.number(inside))
                .ok()
                .and_then(|from| bytes.get(from..from.checked_add(length)?))
        };
        // A tag whose value is outside of the file is as good as absent.
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            entries.entry(number).or_insert(Entry { kind, value });
        }
    }
    // Some writers forget the end of the chain.
    let next = order.at(bytes, end, offset_size).unwrap_or(0);
    Some((Ifd { bytes, order, entries }, next))
}

impl<'a> Ifd<'a> {
    /// The whole numbers of a tag.
    pub fn all(&self, tag: u16) -> Vec<u64> {
        let Some(entry) = self.entries.get(&tag) else { return Vec::new() };
        match entry.kind {
            1 | 3 | 4 | 6 | 7 | 13 | 16 => {
                entry.value.chunks_exact(size_of(entry.kind)).map(|bytes| self.order.number(bytes)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The first whole number of a tag.
    pub fn first(&self, tag: u16) -> Option<u64> {
        let entry = self.entries.get(&tag)?;
        match entry.kind {
            1 | 3 | 4 | 6 | 7 | 13 | 16 => {
                entry.value.get(..size_of(entry.kind)).map(|bytes| self.order.number(bytes))
            }
            _ => None,
        }
    }

    /// The first whole number of a tag, where it fits 32 bits; else `otherwise`.
    pub fn small(&self, tag: u16, otherwise: u32) -> u32 {
        self.first(tag).and_then(|number| u32::try_from(number).ok()).unwrap_or(otherwise)
    }

    /// The fractions of a tag.
    pub fn ratios(&self, tag: u16) -> Vec<f64> {
        let Some(Entry { kind: 5, value }) = self.entries.get(&tag) else { return Vec::new() };
        let halves = value.as_chunks::<8>().0.iter();
        halves
            .map(|pair| self.order.number(&pair[..4]) as f64 / self.order.number(&pair[4..]) as f64)
            .collect()
    }

    /// The bytes of a tag.
    pub fn raw(&self, tag: u16) -> Option<&'a [u8]> {
        self.entries.get(&tag).map(|entry| entry.value)
    }

    /// A part of the file.
    pub fn part(&self, offset: u64, length: u64) -> Option<&'a [u8]> {
        let from = usize::try_from(offset).ok()?;
        self.bytes.get(from..from.checked_add(usize::try_from(length).ok()?)?)
    }

    /// The file from here to its end.
    pub fn rest(&self, offset: u64) -> Option<&'a [u8]> {
        self.bytes.get(usize::try_from(offset).ok()?..)
    }

    /// Are numbers, and samples of 16 bits, written with the high byte first?
    pub fn is_big_endian(&self) -> bool {
        self.order.big_endian
    }
}
