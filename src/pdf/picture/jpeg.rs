//! JPEG: the scan as it is, without what else the file carries.

use lopdf::{Dictionary, Object};

use super::exif::{self, Exif};
use super::raster::{device, dictionary, inverted};
use super::{PictureFacts, PictureImage, check_size, icc};
use crate::intake::Remark;

/// A JPEG, taken apart.
#[derive(Debug, Default)]
pub struct Jpeg {
    /// Pixels across, as stored.
    pub width: u32,
    /// Pixels down, as stored.
    pub height: u32,
    /// 1, 3 or 4.
    pub components: u8,
    /// The names of the components.
    ids: Vec<u8>,
    /// The transform that Adobe's marker states.
    adobe: Option<u8>,
    /// Adobe's marker as it stands in the file.
    adobe_segment: Vec<u8>,
    /// Has JFIF's marker?
    jfif: bool,
    density: Option<(f64, f64)>,
    exif: Option<Vec<u8>>,
    profile: Vec<(u8, Vec<u8>)>,
    pictures: u32,
    whole: bool,
    /// The file without its extras; not filled by a look at the headers.
    scan: Vec<u8>,
}

impl Jpeg {
    /// Takes a JPEG apart.
    ///
    /// # Errors
    /// If it is no JPEG that a PDF can hold.
    pub fn parse(bytes: &[u8]) -> Result<Jpeg, String> {
        if !bytes.starts_with(&[0xFF, 0xD8]) {
            return Err("it does not begin as a JPEG picture does".into());
        }
        let mut jpeg = Jpeg { scan: vec![0xFF, 0xD8], pictures: 1, ..Jpeg::default() };
        let (mut at, mut coded) = (2, 0);
        while let Some((marker, start)) = next_marker(bytes, at) {
            at = start;
            match marker {
                0xD9 => {
                    jpeg.whole = true;
                    break;
                }
                0x01 | 0xD0..=0xD8 => continue,
                _ => {}
            }
            let Some(segment) = segment(bytes, start) else {
                // Cut off inside of a segment: what came before may still be a picture.
                break;
            };
            at = start + 2 + segment.len();
            let keep = jpeg.take_in(marker, segment)?;
            if keep {
                jpeg.scan.extend_from_slice(&[0xFF, marker]);
                jpeg.scan.extend_from_slice(&bytes[start..at]);
            }
            if marker == 0xDA {
                let end = end_of_scan(bytes, at);
                coded += end - at;
                jpeg.scan.extend_from_slice(&bytes[at..end]);
                at = end;
            }
        }
        if jpeg.components == 0 {
            return Err("the JPEG picture has no header".into());
        }
        if coded == 0 {
            return Err("the JPEG picture ends before its first pixel".into());
        }
        jpeg.scan.extend_from_slice(&[0xFF, 0xD9]);
        // With JFIF's marker three colours are JFIF's, whatever Adobe's marker says; JFIF's marker is gone now.
        if !(jpeg.jfif && jpeg.components != 4) {
            jpeg.scan.splice(2..2, std::mem::take(&mut jpeg.adobe_segment));
        }
        Ok(jpeg)
    }

    /// Learns from a segment; says whether the segment is part of the picture.
    fn take_in(&mut self, marker: u8, segment: &[u8]) -> Result<bool, String> {
        match marker {
            0xC0..=0xC2 => self.frame(segment)?,
            0xC3 | 0xC7 | 0xCB | 0xCF => {
                return Err("it is a lossless JPEG picture, which a PDF cannot hold".into());
            }
            0xC5 | 0xC6 | 0xCD | 0xCE => {
                return Err("it is a hierarchical JPEG picture, which a PDF cannot hold".into());
            }
            0xC9 | 0xCA | 0xCC => {
                return Err("it is a JPEG picture in arithmetic coding, which a PDF cannot hold".into());
            }
            0xDA if self.components == 0 => return Err("the JPEG picture has no header".into()),
            0xE0 if segment.starts_with(b"JFIF\0") => {
                self.jfif = true;
                if let Some(&[unit, x0, x1, y0, y1]) = segment.get(7..12) {
                    let (across, down) = (u16::from_be_bytes([x0, x1]), u16::from_be_bytes([y0, y1]));
                    let per_inch = [0.0, 1.0, 2.54].get(usize::from(unit)).copied().unwrap_or(0.0);
                    self.density = Some((f64::from(across) * per_inch, f64::from(down) * per_inch));
                }
            }
            0xE1 if segment.starts_with(b"Exif\0") && self.exif.is_none() => {
                self.exif = segment.get(6..).map(<[u8]>::to_vec);
            }
            0xE2 if segment.starts_with(b"ICC_PROFILE\0") && segment.len() > 14 => {
                self.profile.push((segment[12], segment[14..].to_vec()));
            }
            0xE2 if segment.starts_with(b"MPF\0") => {
                self.pictures = pictures_of_mpf(&segment[4..]).unwrap_or(1);
            }
            0xEE if segment.starts_with(b"Adobe") && segment.len() >= 12 => {
                self.adobe = Some(segment[11]);
                self.adobe_segment = [&[0xFF, 0xEE, 0, 14], &segment[..12]].concat();
            }
            _ => {}
        }
        Ok(!matches!(marker, 0xE0..=0xEF | 0xFE))
    }

    fn frame(&mut self, segment: &[u8]) -> Result<(), String> {
        if self.components != 0 {
            return Err("the JPEG picture has two headers".into());
        }
        let &[precision, h0, h1, w0, w1, components, ref rest @ ..] = segment else {
            return Err("the header of the JPEG picture is cut off".into());
        };
        if precision != 8 {
            return Err(format!(
                "it is a JPEG picture of {precision} bits a colour, which a PDF cannot hold"
            ));
        }
        self.width = u16::from_be_bytes([w0, w1]).into();
        self.height = u16::from_be_bytes([h0, h1]).into();
        check_size(self.width, self.height)?;
        if ![1, 3, 4].contains(&components) || rest.len() < 3 * usize::from(components) {
            return Err(format!("it is a JPEG picture of {components} colours, which a PDF cannot hold"));
        }
        self.components = components;
        self.ids = rest.as_chunks::<3>().0.iter().map(|component| component[0]).collect();
        Ok(())
    }

    /// The colour transform to state, where a reader could guess wrong.
    fn transform(&self) -> Option<i64> {
        if self.components != 3 {
            return None;
        }
        match (self.jfif, self.adobe) {
            (true, _) => Some(1),
            (false, Some(_)) => None,
            (false, None) => Some(i64::from(self.ids != b"RGB")),
        }
    }

    /// As an image; `transform` overrules what the file says of its colours.
    pub fn into_image(self, transform: Option<i64>, orientation: [f64; 6]) -> PictureImage {
        let mut dictionary = dictionary(self.width, self.height, 8, device(self.components));
        dictionary.set("Filter", "DCTDecode");
        if let Some(transform) = transform.or(self.transform()) {
            let mut parameters = Dictionary::new();
            parameters.set("ColorTransform", Object::Integer(transform));
            dictionary.set("DecodeParms", parameters);
        }
        if self.components == 4 && self.adobe.is_some() {
            // Adobe writes ink upside down.
            dictionary.set("Decode", inverted(4));
        }
        let mut parts = self.profile;
        parts.sort_by_key(|(number, _)| *number);
        let profile = parts.into_iter().flat_map(|(_, part)| part).collect();
        PictureImage { dictionary, data: self.scan, icc: icc::fitting(profile, self.components), orientation }
    }

    fn exif(&self) -> Exif {
        exif::read(self.exif.as_deref().unwrap_or_default())
    }
}

/// Looks at a JPEG.
pub fn inspect(bytes: &[u8]) -> Result<PictureFacts, String> {
    let jpeg = Jpeg::parse(bytes)?;
    let exif = jpeg.exif();
    let mut remarks = exif::remarks(&exif);
    if jpeg.pictures > 1 {
        remarks.push(Remark::FirstOf(jpeg.pictures));
    }
    if !jpeg.whole {
        remarks.push(Remark::CutOff);
    }
    Ok(PictureFacts::new(vec![exif::size(jpeg.width, jpeg.height, &exif, jpeg.density)], remarks))
}

/// A JPEG as an image.
pub fn image(bytes: &[u8]) -> Result<PictureImage, String> {
    let jpeg = Jpeg::parse(bytes)?;
    let orientation = exif::matrix(jpeg.exif().orientation);
    Ok(jpeg.into_image(None, orientation))
}

/// The next marker from `at` on, junk skipped: what it is and where it ends.
pub(super) fn next_marker(bytes: &[u8], mut at: usize) -> Option<(u8, usize)> {
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xFF)?;
        match bytes.get(at + 1)? {
            0xFF => at += 1,
            0x00 => at += 2,
            marker => return Some((*marker, at + 2)),
        }
    }
}

/// The body of the segment whose length stands at `start`.
pub(super) fn segment(bytes: &[u8], start: usize) -> Option<&[u8]> {
    let length = u16::from_be_bytes(*bytes.get(start..)?.first_chunk::<2>()?);
    bytes.get(start + 2..start + usize::from(length))
}

/// Where the coded data that begin at `at` end: at a marker that is not part of them, or at the end of the file.
pub(super) fn end_of_scan(bytes: &[u8], mut at: usize) -> usize {
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == 0xFF)) {
        at += found;
        match bytes.get(at + 1) {
            // Markers that no standard knows are damage; a decoder finds its way at the next restart.
            Some(0x00..=0xBF | 0xD0..=0xD7) => at += 2,
            Some(0xFF) => at += 1,
            Some(_) => return at,
            None => return at,
        }
    }
    bytes.len()
}

/// How many pictures a multi-picture index lists.
fn pictures_of_mpf(index: &[u8]) -> Option<u32> {
    let big = index.starts_with(b"MM");
    let four = |at: usize| {
        let bytes = *index.get(at..)?.first_chunk::<4>()?;
        Some(if big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
    };
    let two = |at: usize| {
        let bytes = *index.get(at..)?.first_chunk::<2>()?;
        Some(if big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    };
    let start = usize::try_from(four(4)?).ok()?;
    let entries = usize::from(two(start)?).min(100);
    let number_of_images =
        (0..entries).map(|entry| start + 2 + 12 * entry).find(|at| two(*at) == Some(0xB001))?;
    four(number_of_images + 8).filter(|pictures| (1..=1000).contains(pictures))
}
