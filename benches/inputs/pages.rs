//! What stands on a page: typed lines, a scan, a photo.

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder as _};

use crate::noise::{Noise, words};

/// A page before it has object numbers: its box, its rotation, its content, and its picture if any.
pub struct Page {
    pub width: u32,
    pub height: u32,
    pub rotate: u32,
    pub content: Vec<u8>,
    pub picture: Option<Picture>,
}

/// A JPEG and its size in pixels.
pub struct Picture {
    pub jpeg: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

/// A page of `lines` typed lines: letter, legal and A4 by turns, every seventh page turned.
pub fn typed(number: usize, lines: usize) -> Page {
    let (width, height) = [(612, 792), (595, 842), (612, 1008)][number % 3];
    let rotate = if number % 7 == 3 { 90 } else { 0 };
    let step = (height - 100) / lines.max(1) as u32;
    let mut content = format!("BT /F1 {} Tf 60 {} Td {step} TL\n", step.min(11), height - 50);
    for line in 0..lines {
        content.push_str(&format!("({}) Tj T*\n", words(number * 1_000 + line, 12)));
    }
    content.push_str("ET\n");
    Page { width, height, rotate, content: content.into_bytes(), picture: None }
}

/// The few pictures that all scans and photos are made of: each gets its own bytes by a comment.
pub struct Pictures {
    scans: Vec<Vec<u8>>,
    photos: Vec<Vec<u8>>,
}

const SCAN: (u32, u32) = (1275, 1650);
const PHOTO: (u32, u32) = (4032, 3024);

impl Pictures {
    pub fn make() -> Self {
        let scans = (0..6).map(|seed| jpeg(seed, SCAN, ExtendedColorType::L8, 14, 60)).collect();
        let photos = (0..2).map(|seed| jpeg(seed + 100, PHOTO, ExtendedColorType::Rgb8, 22, 80)).collect();
        Self { scans, photos }
    }

    /// A scanned letter page.
    pub fn scanned(&self, number: usize) -> Page {
        let (width, height) = SCAN;
        let jpeg = with_comment(&self.scans[number % self.scans.len()], number);
        let content = b"q 612 0 0 792 0 0 cm /Im1 Do Q\n".to_vec();
        Page { width: 612, height: 792, rotate: 0, content, picture: Some(Picture { jpeg, width, height }) }
    }

    /// A photo file.
    pub fn photo(&self, number: usize) -> Vec<u8> {
        with_comment(&self.photos[number % self.photos.len()], number)
    }
}

/// Dark strokes on light, grainy paper: `grain` decides how well it compresses.
fn jpeg(
    seed: usize,
    (width, height): (u32, u32),
    colour: ExtendedColorType,
    grain: u64,
    quality: u8,
) -> Vec<u8> {
    let channels = if matches!(colour, ExtendedColorType::L8) { 1 } else { 3 };
    let mut noise = Noise::new(seed);
    let mut pixels = Vec::with_capacity((width * height * channels) as usize);
    for y in 0..height {
        for x in 0..width {
            let stroke = (y / 20).is_multiple_of(3) && !(x / 9 + y / 31 + seed as u32).is_multiple_of(4);
            let paper = if stroke { 60 } else { 225 };
            for channel in 0..channels {
                pixels.push((paper + noise.below(grain) + u64::from(channel) * 5) as u8);
            }
        }
    }
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality)
        .write_image(&pixels, width, height, colour)
        .unwrap_or_else(|fault| unreachable!("a picture in memory can be encoded: {fault}"));
    bytes
}

/// The picture with its number in a comment segment, so that no two files are the same.
fn with_comment(jpeg: &[u8], number: usize) -> Vec<u8> {
    let comment = format!("picture {number:08}");
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend([0xFF, 0xFE, 0, comment.len() as u8 + 2]);
    bytes.extend(comment.bytes());
    bytes.extend(&jpeg[2..]);
    bytes
}
