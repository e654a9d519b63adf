//! Pictures that are decoded on their way into a packet. The HEIC and WebP samples show the four colours below, in
//! lossy codings, written by other programs.

#![allow(clippy::unwrap_used)]

use image::codecs::gif::GifEncoder;
use image::{DynamicImage, ExtendedColorType, Frame, ImageFormat, RgbImage, RgbaImage};

use super::tests::{encoded, number, seen};
use super::{PictureImage, image, inspect};
use crate::intake::{Kind, PageSize, Remark};

const UPRIGHT: &[u8] = include_bytes!("samples/upright.heic");
const TURNED: &[u8] = include_bytes!("samples/turned.heic");
const LOSSY: &[u8] = include_bytes!("samples/lossy.webp");

/// Dark red, green, blue, nearly white: upper left, upper right, lower left, lower right; each 32 by 24.
const COLOURS: [[u8; 3]; 4] = [[200, 30, 30], [30, 160, 40], [30, 40, 200], [250, 250, 250]];

fn four_colours() -> RgbImage {
    RgbImage::from_fn(64, 48, |x, y| image::Rgb(COLOURS[usize::from(x >= 32) + 2 * usize::from(y >= 24)]))
}

/// The colours in the middle of the four quarters.
fn quarters(shown: &DynamicImage) -> [[u8; 3]; 4] {
    let shown = shown.to_rgb8();
    let (wide, high) = shown.dimensions();
    [(1, 1), (3, 1), (1, 3), (3, 3)].map(|(x, y)| shown.get_pixel(wide * x / 4, high * y / 4).0)
}

fn near(found: [[u8; 3]; 4], wanted: [[u8; 3]; 4]) -> bool {
    found.as_flattened().iter().zip(wanted.as_flattened()).all(|(a, b)| a.abs_diff(*b) <= 12)
}

/// What a reader sees in a JPEG.
fn jpeg_seen(image: &PictureImage) -> DynamicImage {
    assert_eq!(image.dictionary.get(b"Filter").unwrap().as_name().unwrap(), b"DCTDecode");
    image::load_from_memory_with_format(&image.data, ImageFormat::Jpeg).unwrap()
}

fn pixels(width: u32, height: u32) -> Vec<PageSize> {
    vec![PageSize::Pixels { width, height, dpi: None }]
}

/// Lies the image as it is stored?
fn is_upright(image: &PictureImage) -> bool {
    image.orientation == [1., 0., 0., 1., 0., 0.]
}

#[test]
fn bmp_and_lossless_webp_keep_every_pixel() {
    for (format, kind) in [(ImageFormat::Bmp, Kind::Bmp), (ImageFormat::WebP, Kind::Webp)] {
        let bytes = encoded(&four_colours().into(), format);
        let facts = inspect(&bytes, kind).unwrap();
        assert_eq!((facts.frames, facts.recoded), (pixels(64, 48), None));
        assert_eq!(seen(&image(&bytes, kind, 1).unwrap()).to_rgb8(), four_colours());
    }
}

#[test]
fn the_first_picture_of_an_animation_is_taken_and_that_is_said() {
    let see_through =
        RgbaImage::from_fn(64, 48, |x, _| image::Rgba([0, 0, 200, if x < 32 { 255 } else { 0 }]));
    let other = RgbaImage::from_pixel(64, 48, image::Rgba([9, 9, 9, 255]));
    for frames in [1, 2] {
        let mut bytes = Vec::new();
        let mut encoder = GifEncoder::new(&mut bytes);
        let pictures = [see_through.clone(), other.clone()].into_iter().take(frames);
        encoder.encode_frames(pictures.map(Frame::new)).unwrap();
        drop(encoder);
        let told = inspect(&bytes, Kind::Gif).unwrap();
        assert_eq!(told.remarks, if frames > 1 { vec![Remark::Animation] } else { Vec::new() });
        let blue_and_paper = [[0, 0, 200], [255; 3], [0, 0, 200], [255; 3]];
        assert_eq!(quarters(&seen(&image(&bytes, Kind::Gif, 1).unwrap())), blue_and_paper);
    }
}

#[test]
fn a_phones_picture_is_decoded_and_that_is_said() {
    for (bytes, kind, what) in
        [(UPRIGHT, Kind::Heic, "a HEIC picture"), (LOSSY, Kind::Webp, "a WebP picture")]
    {
        let facts = inspect(bytes, kind).unwrap();
        assert_eq!((facts.frames, facts.recoded), (pixels(64, 48), Some(what)));
        let image = image(bytes, kind, 1).unwrap();
        assert!(is_upright(&image));
        let found = quarters(&jpeg_seen(&image));
        assert!(near(found, COLOURS), "{kind:?}: {found:?}");
    }
}

/// The file says that its picture is to be turned, and the camera's data say the same: it is turned once.
#[test]
fn a_phones_picture_is_turned_once() {
    assert_eq!(inspect(TURNED, Kind::Heic).unwrap().frames, pixels(48, 64));
    let image = image(TURNED, Kind::Heic, 1).unwrap();
    assert!(is_upright(&image));
    let [red, green, blue, white] = COLOURS;
    // A quarter turn to the right: what was lower left is upper left.
    let found = quarters(&jpeg_seen(&image));
    assert!(near(found, [blue, red, white, green]), "{found:?}");
}

#[test]
fn a_large_one_becomes_a_jpeg_of_nearly_the_same_pixels() {
    let large = image::imageops::resize(&four_colours(), 800, 600, image::imageops::FilterType::Nearest);
    let raster = super::raster::Raster {
        width: 800,
        height: 600,
        components: 3,
        bits: 8,
        palette: None,
        inverted: false,
        data: large.clone().into_raw(),
    };
    let made = super::recoded::image(raster, None, super::exif::matrix(1)).unwrap();
    assert_eq!((number(&made, "Width"), number(&made, "Height")), (800, 600));
    assert_eq!(made.dictionary.get(b"Filter").unwrap().as_name().unwrap(), b"DCTDecode");
    let read = image::load_from_memory_with_format(&made.data, ImageFormat::Jpeg).unwrap().to_rgb8();
    let worst = read.as_raw().iter().zip(large.as_raw()).map(|(a, b)| a.abs_diff(*b)).max().unwrap();
    assert!(worst <= 12, "{worst}");
}

#[test]
fn damaged_ones_are_told_when_the_folder_is_looked_through() {
    let mut gif = Vec::new();
    GifEncoder::new(&mut gif).encode(four_colours().as_raw(), 64, 48, ExtendedColorType::Rgb8).unwrap();
    let bmp = encoded(&four_colours().into(), ImageFormat::Bmp);
    let webp = encoded(&four_colours().into(), ImageFormat::WebP);
    for (bytes, kind) in
        [(&gif, Kind::Gif), (&bmp, Kind::Bmp), (&webp, Kind::Webp), (&UPRIGHT.to_vec(), Kind::Heic)]
    {
        let half = bytes.get(..bytes.len() / 2).unwrap();
        assert!(inspect(half, kind).is_err(), "{kind:?}");
        assert!(image(half, kind, 1).is_err(), "{kind:?}");
        assert!(image(bytes, kind, 2).is_err(), "{kind:?}");
    }
}

#[test]
fn a_header_that_claims_a_huge_picture_is_refused_at_once() {
    let mut gif = b"GIF89a\xFF\xFF\xFF\xFF\x80\0\0\xFF\xFF\xFF\0\0\0,\0\0\0\0\xFF\xFF\xFF\xFF\0\x02".to_vec();
    gif.extend(b"\x02\x4C\x01\0;");
    assert!(inspect(&gif, Kind::Gif).is_err());
    let mut bmp = b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\0\0\x01\0\0\0\x01\0\x01\0\x18\0".to_vec();
    bmp.extend([0; 24]);
    assert!(inspect(&bmp, Kind::Bmp).is_err());
}

/// A TIFF of one strip: 64 by 48, colours of 8 bits, this compression.
fn tiff_of(compression: u16, strip: &[u8]) -> Vec<u8> {
    let mut bytes = b"II*\0\x08\0\0\0\x08\0".to_vec();
    let pixels_at = 10 + 8 * 12 + 4;
    let mut entry = |tag: u16, value: u32| {
        bytes.extend([tag.to_le_bytes(), 4_u16.to_le_bytes()].concat());
        bytes.extend([1_u32.to_le_bytes(), value.to_le_bytes()].concat());
    };
    entry(256, 64);
    entry(257, 48);
    entry(258, 8);
    entry(259, compression.into());
    entry(262, 2);
    entry(273, pixels_at);
    entry(277, 3);
    entry(279, strip.len() as u32);
    bytes.extend([0; 4]);
    bytes.extend(strip);
    bytes
}

#[test]
fn new_compressions_inside_of_a_tiff() {
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};
    let packed = compress_to_vec(four_colours().as_raw().as_slice(), CompressionLevel::Fastest);
    let tiff = tiff_of(50_000, &packed);
    assert_eq!(seen(&image(&tiff, Kind::Tiff, 1).unwrap()).to_rgb8(), four_colours());
    assert!(image(&tiff_of(50_000, &packed[..packed.len() / 2]), Kind::Tiff, 1).is_err());
    let tiff = tiff_of(50_001, &encoded(&four_colours().into(), ImageFormat::WebP));
    assert_eq!(seen(&image(&tiff, Kind::Tiff, 1).unwrap()).to_rgb8(), four_colours());
    assert!(image(&tiff_of(50_001, LOSSY.get(..60).unwrap()), Kind::Tiff, 1).is_err());
}
