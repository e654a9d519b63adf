//! What a camera or scanner says beside the picture: which side is up, how fine it is, where it was taken.

use exif::{In, Reader, Tag, Value};

use crate::intake::{PageSize, Remark};

/// What EXIF data say.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Exif {
    /// 1 to 8; 1 if not stated.
    pub orientation: u8,
    /// Pixels per inch, across and down.
    pub resolution: Option<(f64, f64)>,
    /// The position where it was taken.
    pub gps: bool,
    /// Make, model or serial number of a camera.
    pub camera: bool,
}

/// Reads an EXIF block (a small TIFF). Damaged blocks give what can be read of them.
pub fn read(block: &[u8]) -> Exif {
    let mut found = Exif { orientation: 1, ..Exif::default() };
    // A camera's block fits into one JPEG segment; what is larger is no such block.
    if block.len() > 1 << 20 {
        return found;
    }
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    let read = match reader.read_raw(block.to_vec()) {
        Ok(read) => read,
        Err(exif::Error::PartialResult(partial)) => partial.into_inner().0,
        Err(_) => return found,
    };
    let whole = |tag| read.get_field(tag, In::PRIMARY).and_then(|field| field.value.get_uint(0));
    found.orientation = whole(Tag::Orientation).map_or(1, orientation);
    let ratio = |tag| match read.get_field(tag, In::PRIMARY).map(|field| &field.value) {
        Some(Value::Rational(ratios)) => ratios.first().map(exif::Rational::to_f64),
        _ => None,
    };
    let per_inch = match whole(Tag::ResolutionUnit) {
        Some(3) => 2.54,
        _ => 1.0,
    };
    if let (Some(across), Some(down)) = (ratio(Tag::XResolution), ratio(Tag::YResolution)) {
        found.resolution = Some((across * per_inch, down * per_inch));
    }
    let has = |tag| read.fields().any(|field| field.tag == tag && says_something(&field.value));
    found.gps = has(Tag::GPSLatitude) || has(Tag::GPSLongitude);
    found.camera = [Tag::Make, Tag::Model, Tag::BodySerialNumber, Tag::LensModel].into_iter().any(has);
    found
}

fn says_something(value: &Value) -> bool {
    match value {
        Value::Ascii(texts) => texts.iter().any(|text| text.iter().any(u8::is_ascii_graphic)),
        Value::Rational(ratios) => ratios.iter().any(|ratio| ratio.denom != 0),
        Value::Unknown(..) => false,
        other => other.get_uint(0).is_some(),
    }
}

/// An orientation as stated; what is outside of 1 to 8 is taken for upright.
pub fn orientation(stated: u32) -> u8 {
    u8::try_from(stated).ok().filter(|stated| (1..=8).contains(stated)).unwrap_or(1)
}

/// The matrix from the unit square of the stored picture to the upright unit square.
pub fn matrix(orientation: u8) -> [f64; 6] {
    match orientation {
        2 => [-1., 0., 0., 1., 1., 0.],
        3 => [-1., 0., 0., -1., 1., 1.],
        4 => [1., 0., 0., -1., 0., 1.],
        5 => [0., -1., -1., 0., 1., 1.],
        6 => [0., -1., 1., 0., 0., 1.],
        7 => [0., 1., 1., 0., 0., 0.],
        8 => [0., 1., -1., 0., 1., 0.],
        _ => [1., 0., 0., 1., 0., 0.],
    }
}

/// The finest and the coarsest resolution that a scan has.
const BELIEVABLE: std::ops::RangeInclusive<f64> = 72.0..=2400.0;

/// The upright size of a picture of these stored pixels.
pub fn size(width: u32, height: u32, exif: &Exif, stated: Option<(f64, f64)>) -> PageSize {
    let lies = exif.orientation >= 5;
    let (wide, high) = if lies { (height, width) } else { (width, height) };
    let resolution = [stated, exif.resolution]
        .into_iter()
        .flatten()
        .map(|(across, down)| (tidied(across), tidied(down)))
        .find(|(across, down)| is_believable(*across, exif.camera) && is_believable(*down, exif.camera));
    let Some((across, down)) = resolution else {
        return PageSize::Pixels { width: wide, height: high, dpi: None };
    };
    if (across - down).abs() <= 0.02 * across.max(down) {
        return PageSize::Pixels { width: wide, height: high, dpi: Some(across) };
    }
    // Pixels that are not square: only a size on paper shows the page as it was.
    let (across, down) = if lies { (down, across) } else { (across, down) };
    PageSize::Points { width: f64::from(wide) * 72.0 / across, height: f64::from(high) * 72.0 / down }
}

/// 72 is what programs write that do not know; 96 is a screen, and what cameras write that do not know.
fn is_believable(resolution: f64, camera: bool) -> bool {
    let unknown = resolution <= 72.0 || camera && (resolution - 96.0).abs() < 0.5;
    BELIEVABLE.contains(&resolution) && !unknown
}

/// Metric resolutions are rounded by those who write them: 11811 to the metre is 300 to the inch.
fn tidied(resolution: f64) -> f64 {
    if (resolution - resolution.round()).abs() < 0.03 { resolution.round() } else { resolution }
}

/// What a picture with these EXIF data brings along.
pub fn remarks(exif: &Exif) -> Vec<Remark> {
    let position = exif.gps.then_some(Remark::Position);
    position.into_iter().chain(exif.camera.then_some(Remark::Camera)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where the corners of the stored picture lie when it is upright: row and column names by the EXIF standard,
    /// table "orientation": the 0th row is at the visual …, the 0th column at the visual ….
    #[test]
    fn the_first_row_and_column_lie_where_exif_says() {
        let sides = |orientation| match orientation {
            1 => ("top", "left"),
            2 => ("top", "right"),
            3 => ("bottom", "right"),
            4 => ("bottom", "left"),
            5 => ("left", "top"),
            6 => ("right", "top"),
            7 => ("right", "bottom"),
            _ => ("left", "bottom"),
        };
        let on = |side: &str, (x, y): (f64, f64)| match side {
            "top" => y == 1.0,
            "bottom" => y == 0.0,
            "left" => x == 0.0,
            _ => x == 1.0,
        };
        for orientation in 1..=8 {
            let [a, b, c, d, e, f] = matrix(orientation);
            let map = |(x, y): (f64, f64)| (a * x + c * y + e, b * x + d * y + f);
            let (row, column) = sides(orientation);
            // An image XObject has its first row at y = 1 and its first column at x = 0.
            for corner in [(0.0, 1.0), (1.0, 1.0)] {
                assert!(on(row, map(corner)), "row of {orientation}");
            }
            for corner in [(0.0, 0.0), (0.0, 1.0)] {
                assert!(on(column, map(corner)), "column of {orientation}");
            }
        }
    }

    #[test]
    fn resolutions_of_those_who_do_not_know_are_not_believed() {
        let camera = Exif { orientation: 1, camera: true, ..Exif::default() };
        let scanner = Exif { orientation: 1, ..Exif::default() };
        let dpi = |exif: &Exif, stated: f64| match size(10, 20, exif, Some((stated, stated))) {
            PageSize::Pixels { dpi, .. } => dpi,
            PageSize::Points { .. } => None,
        };
        assert_eq!(dpi(&scanner, 72.0), None);
        assert_eq!(dpi(&scanner, 96.0), Some(96.0));
        assert_eq!(dpi(&camera, 96.0), None);
        assert_eq!(dpi(&camera, 300.0), Some(300.0));
        assert_eq!(dpi(&scanner, 2401.0), None);
        assert_eq!(dpi(&scanner, f64::NAN), None);
        assert_eq!(dpi(&scanner, 11811.0 * 0.0254), Some(300.0));
    }

    #[test]
    fn a_fax_keeps_its_shape() {
        let upright = Exif { orientation: 1, ..Exif::default() };
        let letter = size(1728, 1078, &upright, Some((204.0, 98.0)));
        let PageSize::Points { width, height } = letter else { unreachable!() };
        assert!((width - 609.9).abs() < 0.1 && (height - 792.0).abs() < 0.1, "{width} {height}");
    }

    #[test]
    fn garbage_is_upright() {
        assert_eq!(read(b"garbage"), Exif { orientation: 1, ..Exif::default() });
        assert_eq!(orientation(0), 1);
        assert_eq!(orientation(9), 1);
        assert_eq!(orientation(261), 1);
    }
}
