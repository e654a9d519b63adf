//! Decoded pixels, and how they go into a PDF again without a loss.

use lopdf::{Dictionary, Object};

use super::predict::{deflated, deflated_with_predictors};
use super::{MOST_DECODED, PictureImage};

/// Decoded pixels: rows from the top, packed to whole bytes, 16-bit samples with the high byte first.
pub struct Raster {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// 1 grey or palette, 3 RGB, 4 CMYK.
    pub components: u8,
    /// 1, 2, 4, 8 or 16.
    pub bits: u8,
    /// The colours of a palette, three bytes each.
    pub palette: Option<Vec<u8>>,
    /// Is 0 the lightest and not the darkest?
    pub inverted: bool,
    /// The rows.
    pub data: Vec<u8>,
}

/// The bytes of a row.
pub fn row_bytes(width: u32, components: u32, bits: u32) -> Option<usize> {
    let bits = u64::from(width).checked_mul(u64::from(components))?.checked_mul(u64::from(bits))?;
    usize::try_from(bits.div_ceil(8)).ok()
}

/// The bytes of a picture that must be decoded.
///
/// # Errors
/// If it is too large to be held.
pub fn decoded_bytes(width: u32, height: u32, components: u32, bits: u32) -> Result<usize, String> {
    row_bytes(width, components, bits)
        .and_then(|row| (row as u64).checked_mul(u64::from(height)))
        .filter(|bytes| *bytes <= MOST_DECODED)
        .and_then(|bytes| usize::try_from(bytes).ok())
        .ok_or_else(|| format!("with {width} by {height} pixels it is too large to be decoded"))
}

/// The dictionary that all images share.
pub fn dictionary(width: u32, height: u32, bits: u8, colours: Object) -> Dictionary {
    let mut dictionary = Dictionary::new();
    dictionary.set("Type", "XObject");
    dictionary.set("Subtype", "Image");
    dictionary.set("Width", width);
    dictionary.set("Height", height);
    dictionary.set("ColorSpace", colours);
    dictionary.set("BitsPerComponent", bits);
    dictionary
}

/// The colour space without a profile.
pub fn device(components: u8) -> Object {
    Object::from(match components {
        1 => "DeviceGray",
        3 => "DeviceRGB",
        _ => "DeviceCMYK",
    })
}

/// The colour space of a palette of three bytes a colour.
pub fn indexed(palette: Vec<u8>) -> Object {
    let last = (palette.len() / 3).saturating_sub(1).min(255) as i64;
    Object::Array(vec![
        "Indexed".into(),
        "DeviceRGB".into(),
        Object::Integer(last),
        Object::String(palette, lopdf::StringFormat::Hexadecimal),
    ])
}

/// What a reader must know to undo the predictors.
pub fn predictor_parameters(width: u32, components: u8, bits: u8) -> Dictionary {
    let mut parameters = Dictionary::new();
    parameters.set("Predictor", 15);
    parameters.set("Colors", components);
    parameters.set("BitsPerComponent", bits);
    parameters.set("Columns", width);
    parameters
}

/// `/Decode` that turns light into dark.
pub fn inverted(components: u8) -> Object {
    let pair = [Object::Integer(1), Object::Integer(0)];
    Object::Array(pair.iter().cycle().take(2 * usize::from(components)).cloned().collect())
}

impl Raster {
    /// Compressed.
    pub fn into_image(self, icc: Option<(Vec<u8>, u8)>, orientation: [f64; 6]) -> PictureImage {
        let row = row_bytes(self.width, self.components.into(), self.bits.into()).unwrap_or(1);
        let (icc, colours) = match self.palette {
            Some(palette) => (None, indexed(palette)),
            None => (icc, device(self.components)),
        };
        let mut dictionary = dictionary(self.width, self.height, self.bits, colours);
        dictionary.set("Filter", "FlateDecode");
        let data = if self.bits >= 8 {
            let parameters = predictor_parameters(self.width, self.components, self.bits);
            dictionary.set("DecodeParms", parameters);
            let pixel = usize::from(self.components) * usize::from(self.bits / 8);
            deflated_with_predictors(&self.data, row, pixel)
        } else {
            deflated(&self.data)
        };
        if self.inverted {
            dictionary.set("Decode", inverted(self.components));
        }
        PictureImage { dictionary, data, icc, orientation }
    }
}

/// Lays samples with an opacity behind them over white paper: `samples` of colour, one of opacity, each of 1 or 2
/// bytes. The opacity goes.
pub fn over_white(data: &mut Vec<u8>, colours: usize, sample_bytes: usize, premultiplied: bool) {
    let pixel = (colours + 1) * sample_bytes;
    let (full, mut kept) = (if sample_bytes == 2 { 65_535_u32 } else { 255 }, 0);
    for at in (0..data.len() / pixel).map(|index| index * pixel) {
        let sample = |data: &[u8], index: usize| match data.get(at + index * sample_bytes..) {
            Some([high, low, ..]) if sample_bytes == 2 => u32::from(u16::from_be_bytes([*high, *low])),
            Some([byte, ..]) => u32::from(*byte),
            _ => 0,
        };
        let opacity = sample(data, colours);
        for index in 0..colours {
            let colour = sample(data, index);
            let white = full - opacity;
            let seen = if premultiplied {
                (colour + white).min(full)
            } else {
                // Fits: 65,535 squared is less than 2 to the 32nd, and both shares together are at most that.
                ((u64::from(colour) * u64::from(opacity)
                    + u64::from(full) * u64::from(white)
                    + u64::from(full / 2))
                    / u64::from(full)) as u32
            };
            if sample_bytes == 2 {
                data[kept..kept + 2].copy_from_slice(&(seen as u16).to_be_bytes());
            } else {
                data[kept] = seen as u8;
            }
            kept += sample_bytes;
        }
    }
    data.truncate(kept);
}
