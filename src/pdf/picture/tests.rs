#![allow(clippy::unwrap_used)]

use std::io::Cursor;

use image::{DynamicImage, GrayImage, ImageFormat, RgbImage};
use lopdf::Object;

use super::{PictureImage, image, inspect};
use crate::intake::{Kind, PageSize};

/// Red, green, blue, white: upper left, upper right, lower left, lower right; each 8 by 8.
fn four_colours() -> RgbImage {
    RgbImage::from_fn(16, 16, |x, y| {
        image::Rgb(match (x < 8, y < 8) {
            (true, true) => [255, 0, 0],
            (false, true) => [0, 255, 0],
            (true, false) => [0, 0, 255],
            (false, false) => [255, 255, 255],
        })
    })
}

pub(super) fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

pub(super) fn number(image: &PictureImage, key: &str) -> i64 {
    image.dictionary.get(key.as_bytes()).unwrap().as_i64().unwrap()
}

fn chunk(kind: &[u8], body: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(kind);
    crc.update(body);
    [&(body.len() as u32).to_be_bytes(), kind, body, &crc.sum().to_be_bytes()].concat()
}

fn header(width: u32, height: u32, bits: u8, colour: u8) -> Vec<u8> {
    let mut body = [width.to_be_bytes(), height.to_be_bytes()].concat();
    body.extend([bits, colour, 0, 0, 0]);
    chunk(b"IHDR", &body)
}

fn png_of(chunks: &[Vec<u8>]) -> Vec<u8> {
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunks.concat(), chunk(b"IEND", b"")].concat()
}

/// What a reader sees in a flate image with predictors: the stream is a PNG's, so a PNG reader is asked.
pub(super) fn seen(image: &PictureImage) -> DynamicImage {
    assert_eq!(image.dictionary.get(b"Filter").unwrap().as_name().unwrap(), b"FlateDecode");
    let parameters = image.dictionary.get(b"DecodeParms").unwrap().as_dict().unwrap();
    assert_eq!(parameters.get(b"Predictor").unwrap().as_i64().unwrap(), 15);
    assert_eq!(parameters.get(b"Columns").unwrap().as_i64().unwrap(), number(image, "Width"));
    let (colour, palette) = match image.dictionary.get(b"ColorSpace").unwrap() {
        Object::Name(name) if name == b"DeviceGray" => (0, None),
        Object::Name(name) if name == b"DeviceRGB" => (2, None),
        Object::Array(parts) => (3, Some(chunk(b"PLTE", parts[3].as_str().unwrap()))),
        other => unreachable!("{other:?}"),
    };
    let (width, height) = (number(image, "Width") as u32, number(image, "Height") as u32);
    let mut chunks = vec![header(width, height, number(image, "BitsPerComponent") as u8, colour)];
    chunks.extend(palette);
    chunks.push(chunk(b"IDAT", &image.data));
    image::load_from_memory(&png_of(&chunks)).unwrap()
}

fn zlib(data: &[u8]) -> Vec<u8> {
    super::predict::deflated(data)
}

// --- JPEG ---

/// An EXIF block with this orientation, a camera's model and a position.
fn exif(orientation: u16) -> Vec<u8> {
    let mut block = b"Exif\0\0II*\0\x08\0\0\0\x03\0".to_vec();
    let mut entry = |tag: u16, kind: u16, count: u32, value: u32| {
        block.extend([tag.to_le_bytes(), kind.to_le_bytes()].concat());
        block.extend([count.to_le_bytes(), value.to_le_bytes()].concat());
    };
    entry(0x0110, 2, 4, u32::from_le_bytes(*b"Cam\0"));
    entry(0x0112, 3, 1, orientation.into());
    entry(0x8825, 4, 1, 50);
    block.extend([0; 4]);
    // The position's own directory: one entry, three fractions behind it.
    block.extend([1, 0]);
    block.extend([2, 0, 5, 0, 3, 0, 0, 0, 68, 0, 0, 0, 0, 0, 0, 0]);
    for degree in [40_u32, 1, 26, 1, 46, 1] {
        block.extend(degree.to_le_bytes());
    }
    block
}

fn jpeg_segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let mut segment = vec![0xFF, marker];
    segment.extend(((body.len() + 2) as u16).to_be_bytes());
    segment.extend(body);
    segment
}

fn photograph(orientation: u16) -> Vec<u8> {
    let mut jpeg = encoded(&four_colours().into(), ImageFormat::Jpeg);
    let extras = [
        jpeg_segment(0xE1, &exif(orientation)),
        jpeg_segment(0xFE, b"a comment"),
        jpeg_segment(0xED, b"Photoshop 3.0"),
    ];
    jpeg.splice(2..2, extras.concat());
    jpeg.extend(b"trailing bytes of a telephone");
    jpeg
}

#[test]
fn a_jpeg_keeps_its_scan_and_loses_everything_else() {
    let plain = encoded(&four_colours().into(), ImageFormat::Jpeg);
    let image = image(&photograph(6), Kind::Jpeg, 1).unwrap();
    for left in [&b"Exif"[..], b"comment", b"Photoshop", b"telephone", b"JFIF"] {
        assert!(!image.data.windows(left.len()).any(|part| part == left));
    }
    let (before, after) = (image::load_from_memory(&plain), image::load_from_memory(&image.data));
    assert_eq!(before.unwrap().to_rgb8(), after.unwrap().to_rgb8());
    assert_eq!(image.orientation, [0., -1., 1., 0., 0., 1.]);
    assert_eq!(image.dictionary.get(b"Filter").unwrap().as_name().unwrap(), b"DCTDecode");
}

#[test]
fn a_photograph_says_what_it_carries() {
    let mut lying = encoded(&DynamicImage::new_rgb8(20, 10), ImageFormat::Jpeg);
    lying.splice(2..2, jpeg_segment(0xE1, &exif(8)));
    let facts = inspect(&lying, Kind::Jpeg).unwrap();
    assert_eq!(facts.frames, [PageSize::Pixels { width: 10, height: 20, dpi: None }]);
    assert_eq!(facts.notes(), ["carries GPS coordinates", "carries camera data"]);
}

/// A JPEG by its headers alone: a frame of this kind, precision and components.
fn bare_jpeg(frame: u8, precision: u8, components: u8, before: &[Vec<u8>], scan: &[u8]) -> Vec<u8> {
    let mut body = vec![precision, 0, 8, 0, 8, components];
    for id in 1..=components {
        body.extend([id, 0x11, 0]);
    }
    let start = jpeg_segment(0xDA, &[1, 1, 0, 0, 63, 0]);
    [&[0xFF, 0xD8], before.concat().as_slice(), &jpeg_segment(frame, &body), &start, scan, &[0xFF, 0xD9]]
        .concat()
}

#[test]
fn ink_by_adobe_is_turned_around() {
    let adobe = jpeg_segment(0xEE, b"Adobe\0\x64\0\0\0\0\x02");
    let jfif = jpeg_segment(0xE0, b"JFIF\0\x01\x02\x01\x00\xC8\x00\xC8\0\0");
    let by_adobe = bare_jpeg(0xC0, 8, 4, &[jfif, adobe.clone()], b"scan");
    let image = image(&by_adobe, Kind::Jpeg, 1).unwrap();
    assert_eq!(image.dictionary.get(b"Decode").unwrap().as_array().unwrap().len(), 8);
    // Without the marker a reader would not know that the inks are stored as YCCK.
    assert_eq!(&image.data[2..2 + adobe.len()], adobe);
    let plain = super::image(&bare_jpeg(0xC0, 8, 4, &[], b"scan"), Kind::Jpeg, 1).unwrap();
    assert!(!plain.dictionary.has(b"Decode"));
    let PageSize::Pixels { dpi, .. } = inspect(&by_adobe, Kind::Jpeg).unwrap().frames[0] else {
        unreachable!()
    };
    assert_eq!(dpi, Some(200.0));
}

#[test]
fn jpegs_that_a_pdf_cannot_hold_are_named() {
    let error = |bytes: Vec<u8>| inspect(&bytes, Kind::Jpeg).unwrap_err();
    assert!(error(bare_jpeg(0xC9, 8, 3, &[], b"scan")).contains("arithmetic"));
    assert!(error(bare_jpeg(0xC3, 8, 3, &[], b"scan")).contains("lossless"));
    assert!(error(bare_jpeg(0xC1, 12, 3, &[], b"scan")).contains("12 bits"));
    assert!(error(bare_jpeg(0xC0, 8, 2, &[], b"scan")).contains("2 colours"));
    assert!(error(bare_jpeg(0xC0, 8, 3, &[], b"")).contains("before its first pixel"));
    assert!(error(b"\xFF\xD8\xFF\xD9".to_vec()).contains("no header"));
}

#[test]
fn a_jpeg_cut_off_is_told_and_closed() {
    let whole = encoded(&four_colours().into(), ImageFormat::Jpeg);
    let cut = &whole[..whole.len() - 4];
    assert!(inspect(cut, Kind::Jpeg).unwrap().notes()[0].contains("cut off"));
    assert!(image(cut, Kind::Jpeg, 1).unwrap().data.ends_with(&[0xFF, 0xD9]));
}

// --- PNG ---

#[test]
fn a_png_goes_in_with_its_rows_as_they_are() {
    let png = encoded(&four_colours().into(), ImageFormat::Png);
    let image = image(&png, Kind::Png, 1).unwrap();
    assert!(png.windows(image.data.len()).any(|part| part == image.data), "copied, not made anew");
    assert_eq!(seen(&image).to_rgb8(), four_colours());
}

#[test]
fn grey_of_sixteen_bits_keeps_them() {
    let deep = image::ImageBuffer::<image::Luma<u16>, _>::from_fn(5, 3, |x, y| {
        image::Luma([x as u16 * 13_000 + y as u16])
    });
    let png = encoded(&deep.clone().into(), ImageFormat::Png);
    let image = image(&png, Kind::Png, 1).unwrap();
    assert_eq!(number(&image, "BitsPerComponent"), 16);
    assert_eq!(seen(&image).to_luma16(), deep);
}

#[test]
fn opacity_is_laid_over_white_paper() {
    let mut see_through = image::RgbaImage::new(3, 1);
    see_through.put_pixel(0, 0, image::Rgba([0, 0, 0, 0]));
    see_through.put_pixel(1, 0, image::Rgba([0, 0, 0, 128]));
    see_through.put_pixel(2, 0, image::Rgba([10, 20, 30, 255]));
    let image = image(&encoded(&see_through.into(), ImageFormat::Png), Kind::Png, 1).unwrap();
    let seen = seen(&image).to_rgb8();
    // 255 x (255 - 128) / 255 = 127.
    assert_eq!(seen.into_raw(), [255, 255, 255, 127, 127, 127, 10, 20, 30]);
    assert!(!image.dictionary.has(b"SMask"));
}

#[test]
fn a_palette_stays_a_palette_even_where_it_is_see_through() {
    // Two bits a pixel: colours 0 1 2 3 in one byte; colour 1 is not there at all.
    let palette = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120];
    let png = png_of(&[
        header(4, 1, 2, 3),
        chunk(b"PLTE", &palette),
        chunk(b"tRNS", &[255, 0]),
        chunk(b"IDAT", &zlib(&[0, 0b00_01_10_11])),
    ]);
    let seen = seen(&image(&png, Kind::Png, 1).unwrap()).to_rgb8();
    assert_eq!(seen.into_raw(), [10, 20, 30, 255, 255, 255, 70, 80, 90, 100, 110, 120]);
}

#[test]
fn an_interlaced_png_is_the_same_picture() {
    // Adam7 of 2 by 2: pass 1 has the first pixel, pass 6 the second, pass 7 the row below.
    let rows = [0, 1, 0, 2, 0, 3, 4];
    let mut header = header(2, 2, 8, 0);
    header[8 + 12] = 1;
    let header = chunk(b"IHDR", &header[8..21]);
    let png = png_of(&[header, chunk(b"IDAT", &zlib(&rows))]);
    assert_eq!(seen(&image(&png, Kind::Png, 1).unwrap()).to_luma8().into_raw(), [1, 2, 3, 4]);
}

#[test]
fn resolution_and_orientation_of_a_png() {
    let metre = [11811_u32.to_be_bytes(), 11811_u32.to_be_bytes()].concat();
    let png = png_of(&[
        header(2, 1, 8, 0),
        chunk(b"pHYs", &[metre, vec![1]].concat()),
        chunk(b"eXIf", &exif(6)[6..]),
        chunk(b"IDAT", &zlib(&[0, 7, 8])),
    ]);
    assert_eq!(
        inspect(&png, Kind::Png).unwrap().frames,
        [PageSize::Pixels { width: 1, height: 2, dpi: Some(300.0) }]
    );
}

#[test]
fn damaged_pngs_are_refused() {
    let whole = encoded(&four_colours().into(), ImageFormat::Png);
    for length in 0..whole.len() {
        assert!(inspect(&whole[..length], Kind::Png).is_err(), "{length}");
    }
    let mut flipped = whole.clone();
    let at = flipped.len() - 20;
    flipped[at] ^= 1;
    assert!(inspect(&flipped, Kind::Png).unwrap_err().contains("checksum"));
    // Sound chunks around too few rows.
    let short = png_of(&[header(4, 4, 8, 0), chunk(b"IDAT", &zlib(&[0, 1, 2, 3, 4]))]);
    assert!(image(&short, Kind::Png, 1).unwrap_err().contains("damaged"));
    let bomb = png_of(&[header(100_000, 100_000, 8, 6), chunk(b"IDAT", &zlib(&[0; 1000]))]);
    assert!(inspect(&bomb, Kind::Png).unwrap_err().contains("100000 by 100000"));
    let large = png_of(&[header(20_000, 20_000, 8, 6), chunk(b"IDAT", &zlib(&[0; 1000]))]);
    assert!(inspect(&large, Kind::Png).unwrap_err().contains("too large to be decoded"));
}

#[test]
fn more_rows_than_the_header_states_do_not_go_in() {
    let rows = vec![0; 5 * 1000];
    let png = png_of(&[header(4, 2, 8, 0), chunk(b"IDAT", &zlib(&rows))]);
    let image = image(&png, Kind::Png, 1).unwrap();
    assert_eq!(seen(&image).to_luma8().into_raw(), [0; 8]);
    let mut plain = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::ZlibDecoder::new(&image.data[..]), &mut plain).unwrap();
    assert_eq!(plain.len(), 10);
}

// --- TIFF ---

#[derive(Clone)]
enum Tag {
    Short(u16, Vec<u16>),
    Ratio(u16, u32, u32),
    /// Offsets and lengths of the strips (273, 279) or tiles (324, 325) are put in by the builder.
    Parts(u16, u16),
}

/// A little-endian TIFF of these pages: tags and the strips or tiles.
fn tiff(pages: &[(Vec<Tag>, Vec<Vec<u8>>)]) -> Vec<u8> {
    let mut file = b"II*\0\0\0\0\0".to_vec();
    let mut link = 4;
    for (tags, parts) in pages {
        let mut offsets = Vec::new();
        for part in parts {
            offsets.push(file.len() as u32);
            file.extend(part);
        }
        let mut entries: Vec<(u16, u16, u32, Vec<u8>)> = Vec::new();
        for tag in tags {
            let longs = |numbers: Vec<u32>| numbers.iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<u8>>();
            match tag {
                Tag::Short(tag, values) => {
                    let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
                    entries.push((*tag, 3, values.len() as u32, bytes));
                }
                Tag::Ratio(tag, over, under) => entries.push((*tag, 5, 1, longs(vec![*over, *under]))),
                Tag::Parts(where_, long) => {
                    let lengths = parts.iter().map(|part| part.len() as u32).collect();
                    entries.push((*where_, 4, parts.len() as u32, longs(offsets.clone())));
                    entries.push((*long, 4, parts.len() as u32, longs(lengths)));
                }
            }
        }
        entries.sort_by_key(|entry| entry.0);
        for entry in &mut entries {
            if entry.3.len() > 4 {
                let at = file.len() as u32;
                file.extend(&entry.3);
                entry.3 = at.to_le_bytes().to_vec();
            }
            entry.3.resize(4, 0);
        }
        let at = file.len() as u32;
        file[link..link + 4].copy_from_slice(&at.to_le_bytes());
        file.extend((entries.len() as u16).to_le_bytes());
        for (tag, kind, count, value) in entries {
            file.extend([tag.to_le_bytes(), kind.to_le_bytes()].concat());
            file.extend(count.to_le_bytes());
            file.extend(value);
        }
        link = file.len();
        file.extend([0; 4]);
    }
    file
}

fn strips(width: u16, height: u16, more: &[(u16, &[u16])]) -> Vec<Tag> {
    let mut tags = vec![Tag::Short(256, vec![width]), Tag::Short(257, vec![height]), Tag::Parts(273, 279)];
    tags.extend(more.iter().map(|(tag, values)| Tag::Short(*tag, values.to_vec())));
    tags
}

/// The rows of a group 4 image, a set bit dark, by the decoder of another crate.
fn fax_seen(image: &PictureImage) -> Vec<Vec<bool>> {
    let parameters = image.dictionary.get(b"DecodeParms").unwrap().as_dict().unwrap();
    assert_eq!(parameters.get(b"K").unwrap().as_i64().unwrap(), -1);
    let lit = parameters.get(b"BlackIs1").unwrap().as_bool().unwrap();
    let (width, height) = (number(image, "Width") as u32, number(image, "Height") as u32);
    let mut rows = Vec::new();
    fax::decoder::decode_g4(image.data.iter().copied(), width, Some(height), |row| {
        let pels = fax::decoder::pels(row, width);
        rows.push(pels.map(|pel| (pel == fax::Color::Black) != lit).collect());
    })
    .unwrap();
    rows
}

#[test]
fn black_and_white_is_the_right_way_round() {
    // One row: 1010 0000. What is set is dark if 0 is white (0), light if 0 is black (1).
    for (photometric, dark) in [(0, [true, false, true, false]), (1, [false, true, false, true])] {
        let file = tiff(&[(strips(4, 1, &[(259, &[1]), (262, &[photometric])]), vec![vec![0b1010_0000]])]);
        let image = image(&file, Kind::Tiff, 1).unwrap();
        assert_eq!(fax_seen(&image), [dark.to_vec()]);
    }
}

#[test]
fn group_4_of_one_strip_is_copied_and_of_two_is_joined() {
    // Two equal rows of 8: white 2, black 3, white 3, then the same by three V0.
    let codes = vec![0b0010_1111, 0b0111_1000, 0, 0];
    let dark = [false, false, true, true, true, false, false, false];
    let one = tiff(&[(strips(8, 2, &[(259, &[4]), (262, &[0])]), vec![codes.clone()])]);
    let image_of_one = image(&one, Kind::Tiff, 1).unwrap();
    assert_eq!(image_of_one.data, codes);
    assert_eq!(fax_seen(&image_of_one), [dark, dark]);
    // The same with the low bit first.
    let reversed: Vec<u8> = codes.iter().map(|byte| byte.reverse_bits()).collect();
    let low = tiff(&[(strips(8, 2, &[(259, &[4]), (262, &[0]), (266, &[2])]), vec![reversed])]);
    assert_eq!(image(&low, Kind::Tiff, 1).unwrap().data, codes);
    let two =
        tiff(&[(strips(8, 4, &[(259, &[4]), (262, &[0]), (278, &[2])]), vec![codes.clone(), codes.clone()])]);
    assert_eq!(fax_seen(&image(&two, Kind::Tiff, 1).unwrap()), [dark; 4]);
    // If 0 is black, what the codes call black is light.
    let lit = tiff(&[(strips(8, 2, &[(259, &[4]), (262, &[1])]), vec![codes])]);
    assert_eq!(fax_seen(&image(&lit, Kind::Tiff, 1).unwrap())[0], dark.map(|dark| !dark));
}

#[test]
fn colours_of_each_kind() {
    let rgb = strips(2, 1, &[(258, &[8, 8, 8]), (259, &[1]), (262, &[2]), (277, &[3])]);
    let file = tiff(&[(rgb.clone(), vec![vec![1, 2, 3, 4, 5, 6]])]);
    assert_eq!(seen(&image(&file, Kind::Tiff, 1).unwrap()).to_rgb8().into_raw(), [1, 2, 3, 4, 5, 6]);

    let mut apart = rgb.clone();
    apart.push(Tag::Short(284, vec![2]));
    let file = tiff(&[(apart, vec![vec![1, 4], vec![2, 5], vec![3, 6]])]);
    assert_eq!(seen(&image(&file, Kind::Tiff, 1).unwrap()).to_rgb8().into_raw(), [1, 2, 3, 4, 5, 6]);

    let mut differences = rgb;
    differences.push(Tag::Short(317, vec![2]));
    let file = tiff(&[(differences, vec![vec![1, 2, 3, 3, 3, 3]])]);
    assert_eq!(seen(&image(&file, Kind::Tiff, 1).unwrap()).to_rgb8().into_raw(), [1, 2, 3, 4, 5, 6]);

    let deep = strips(1, 1, &[(258, &[16]), (262, &[1])]);
    let file = tiff(&[(deep, vec![vec![0x34, 0x12]])]);
    assert_eq!(seen(&image(&file, Kind::Tiff, 1).unwrap()).to_luma16().into_raw(), [0x1234]);

    // Reds, greens, blues of four colours, then the pixels 3 2 1 0 in one byte.
    let map: Vec<u16> =
        [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]].concat().iter().map(|v| v * 257).collect();
    let palette = strips(4, 1, &[(258, &[2]), (262, &[3]), (320, &map)]);
    let file = tiff(&[(palette, vec![vec![0b11_10_01_00]])]);
    let seen_palette = image(&file, Kind::Tiff, 1).unwrap();
    let Object::Array(space) = seen_palette.dictionary.get(b"ColorSpace").unwrap() else { unreachable!() };
    assert_eq!(space[3].as_str().unwrap(), [1, 5, 9, 2, 6, 10, 3, 7, 11, 4, 8, 12]);

    let inks = strips(1, 1, &[(258, &[8; 4]), (262, &[5]), (277, &[4])]);
    let image_of_inks = image(&tiff(&[(inks, vec![vec![255, 0, 0, 0]])]), Kind::Tiff, 1).unwrap();
    assert_eq!(image_of_inks.dictionary.get(b"ColorSpace").unwrap().as_name().unwrap(), b"DeviceCMYK");

    let veiled = strips(1, 1, &[(258, &[8; 4]), (262, &[2]), (277, &[4]), (338, &[2])]);
    let file = tiff(&[(veiled, vec![vec![0, 0, 0, 128]])]);
    assert_eq!(seen(&image(&file, Kind::Tiff, 1).unwrap()).to_rgb8().into_raw(), [127, 127, 127]);

    // Grey with 0 as white is grey turned around, and says so.
    let white = strips(1, 1, &[(258, &[8]), (262, &[0])]);
    let image_of_white = image(&tiff(&[(white, vec![vec![0]])]), Kind::Tiff, 1).unwrap();
    let decode: Vec<i64> = image_of_white
        .dictionary
        .get(b"Decode")
        .unwrap()
        .as_array()
        .unwrap()
        .iter()
        .map(|n| n.as_i64().unwrap())
        .collect();
    assert_eq!(decode, [1, 0]);
}

#[test]
fn tiles_are_put_together_and_cut_at_the_edge() {
    let tags = vec![
        Tag::Short(256, vec![3]),
        Tag::Short(257, vec![3]),
        Tag::Short(258, vec![8]),
        Tag::Short(262, vec![1]),
        Tag::Short(322, vec![2]),
        Tag::Short(323, vec![2]),
        Tag::Parts(324, 325),
    ];
    let tiles = vec![vec![1, 2, 4, 5], vec![3, 0, 6, 0], vec![7, 8, 0, 0], vec![9, 0, 0, 0]];
    let image = image(&tiff(&[(tags, tiles)]), Kind::Tiff, 1).unwrap();
    assert_eq!(seen(&image).to_luma8().into_raw(), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
}

#[test]
fn what_the_encoder_of_another_crate_packs_is_unpacked() {
    use tiff::encoder::{Compression, DeflateLevel, TiffEncoder, colortype::Gray8};
    let grey = GrayImage::from_fn(300, 200, |x, y| image::Luma([(x * y / 7 % 251) as u8]));
    for compression in [
        Compression::Lzw,
        Compression::Packbits,
        Compression::Deflate(DeflateLevel::Fast),
        Compression::Uncompressed,
    ] {
        let mut file = Cursor::new(Vec::new());
        let mut encoder = TiffEncoder::new(&mut file).unwrap().with_compression(compression);
        encoder.write_image::<Gray8>(300, 200, grey.as_raw()).unwrap();
        let image = image(file.get_ref(), Kind::Tiff, 1).unwrap();
        assert_eq!(seen(&image).to_luma8(), grey);
    }
}

#[test]
fn a_jpeg_of_one_strip_is_copied_out_of_its_tiff() {
    let jpeg = encoded(&four_colours().into(), ImageFormat::Jpeg);
    let tags = strips(16, 16, &[(258, &[8; 3]), (259, &[7]), (262, &[6]), (277, &[3])]);
    let image = image(&tiff(&[(tags, vec![jpeg.clone()])]), Kind::Tiff, 1).unwrap();
    assert_eq!(image.dictionary.get(b"Filter").unwrap().as_name().unwrap(), b"DCTDecode");
    assert_eq!(image::load_from_memory(&image.data).unwrap(), image::load_from_memory(&jpeg).unwrap());
}

#[test]
fn pages_are_counted_and_each_has_its_size() {
    let small = (strips(1, 1, &[(258, &[8]), (262, &[1]), (274, &[6])]), vec![vec![7]]);
    let mut fax = (strips(16, 2, &[(258, &[1]), (262, &[0]), (296, &[2])]), vec![vec![0; 4]]);
    fax.0.extend([Tag::Ratio(282, 204, 1), Tag::Ratio(283, 98, 1)]);
    let preview = (strips(1, 1, &[(254, &[1]), (258, &[8]), (262, &[1])]), vec![vec![7]]);
    let file = tiff(&[small, fax, preview]);
    let facts = inspect(&file, Kind::Tiff).unwrap();
    assert_eq!(facts.frames.len(), 2, "a preview is no page");
    assert_eq!(facts.frames[0], PageSize::Pixels { width: 1, height: 1, dpi: None });
    assert!(matches!(facts.frames[1], PageSize::Points { .. }));
    assert_eq!(image(&file, Kind::Tiff, 1).unwrap().orientation, [0., -1., 1., 0., 0., 1.]);
    assert!(image(&file, Kind::Tiff, 3).is_err());
}

#[test]
fn a_bad_page_is_named() {
    let good = (strips(1, 1, &[(258, &[8]), (262, &[1])]), vec![vec![7]]);
    let short = (strips(4, 4, &[(258, &[8]), (259, &[32773]), (262, &[1])]), vec![vec![0, 1]]);
    let foreign = (strips(1, 1, &[(258, &[8]), (259, &[34925]), (262, &[1])]), vec![vec![7]]);
    let error = image(&tiff(&[good.clone(), short]), Kind::Tiff, 2).unwrap_err();
    assert!(error.starts_with("page 2 of the TIFF picture cannot be used"), "{error}");
    let error = inspect(&tiff(&[good, foreign]), Kind::Tiff).unwrap_err();
    assert!(error.contains("page 2") && error.contains("LZMA"), "{error}");
}

#[test]
fn hostile_tiffs_end_quickly() {
    let page = (strips(1, 1, &[(258, &[8]), (262, &[1])]), vec![vec![7]]);
    let mut circle = tiff(&[page.clone(), page.clone()]);
    let first: [u8; 4] = circle[4..8].try_into().unwrap();
    let end = circle.len() - 4;
    circle[end..].copy_from_slice(&first);
    assert!(inspect(&circle, Kind::Tiff).unwrap_err().contains("circle"));
    // One tile of a file's few bytes, named for an area of many gigabytes.
    let tags = vec![
        Tag::Short(256, vec![60_000]),
        Tag::Short(257, vec![8_000]),
        Tag::Short(258, vec![8, 8, 8]),
        Tag::Short(262, vec![2]),
        Tag::Short(277, vec![3]),
        Tag::Short(322, vec![60_000]),
        Tag::Short(323, vec![8_000]),
        Tag::Parts(324, 325),
    ];
    assert!(inspect(&tiff(&[(tags, vec![vec![0]])]), Kind::Tiff).unwrap_err().contains("too large"));
}

#[test]
fn every_cut_and_every_flipped_bit_ends_without_a_panic() {
    let codes = vec![0b0010_1111, 0b0111_1000, 0, 0];
    let samples = [
        (photograph(3), Kind::Jpeg),
        (encoded(&four_colours().into(), ImageFormat::Png), Kind::Png),
        (tiff(&[(strips(8, 2, &[(259, &[4]), (262, &[0])]), vec![codes])]), Kind::Tiff),
        (
            tiff(&[(strips(2, 2, &[(258, &[8]), (259, &[5]), (262, &[1])]), vec![vec![0x80, 0, 1]])]),
            Kind::Tiff,
        ),
    ];
    for (sample, kind) in samples {
        for at in 0..sample.len() {
            let _ = (inspect(&sample[..at], kind), image(&sample[..at], kind, 1));
            let mut flipped = sample.clone();
            for bit in [0, 3, 7] {
                flipped[at] = sample[at] ^ 1 << bit;
                let _ = (inspect(&flipped, kind), image(&flipped, kind, 1));
            }
        }
    }
}
