//! What a JPEG says beside its picture: cameras, places, names, small previews. Taken out of pictures in PDFs; the
//! picture itself stays to the last bit.

use lopdf::{Document, Object};

use super::jpeg::{end_of_scan, next_marker, segment};
use crate::pdf::pagetree::is_name;

/// Takes the extras out of every JPEG of a document.
pub fn strip(document: &mut Document) {
    for object in document.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        let is_picture = stream.dict.get(b"Subtype").is_ok_and(|kind| is_name(kind, b"Image"));
        let is_jpeg = match stream.dict.get(b"Filter") {
            Ok(Object::Array(filters)) => filters.len() == 1 && is_name(&filters[0], b"DCTDecode"),
            Ok(filter) => is_name(filter, b"DCTDecode"),
            Err(_) => false,
        };
        if is_picture
            && is_jpeg
            && let Some(plain) = without_extras(&stream.content)
        {
            stream.set_content(plain);
        }
    }
}

/// The JPEG without its extras; `None` if it has none, or if it is not quite sound: then it stays as it is.
fn without_extras(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = bytes.strip_prefix(&[0xFF, 0xD8]).map(|_| vec![0xFF, 0xD8])?;
    let mut at = 2;
    let mut coded = false;
    loop {
        let (marker, start) = next_marker(bytes, at)?;
        match marker {
            0xD9 if coded => {
                kept.extend_from_slice(&[0xFF, 0xD9]);
                // A JPEG that ends as it should is followed by nothing that belongs to it.
                return (kept.len() < bytes.len()).then_some(kept);
            }
            0x01 | 0xD0..=0xD9 => return None,
            _ => {}
        }
        let body = segment(bytes, start)?;
        at = start + 2 + body.len();
        if is_needed(marker, body) {
            kept.extend_from_slice(&[0xFF, marker]);
            kept.extend_from_slice(&bytes[start..at]);
        }
        if marker == 0xDA {
            let end = end_of_scan(bytes, at);
            kept.extend_from_slice(&bytes[at..end]);
            (at, coded) = (end, true);
        }
    }
}

/// Comments and the notes of programs are not, but for those that say what the colours are.
fn is_needed(marker: u8, body: &[u8]) -> bool {
    match marker {
        0xE0 => body.starts_with(b"JFIF\0"),
        0xE2 => body.starts_with(b"ICC_PROFILE\0"),
        0xEE => body.starts_with(b"Adobe"),
        0xE1..=0xEF | 0xFE => false,
        _ => true,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn marked(marker: u8, body: &[u8]) -> Vec<u8> {
        let length = (body.len() as u16 + 2).to_be_bytes();
        [&[0xFF, marker], &length[..], body].concat()
    }

    /// A picture of one grey pixel, with these segments before its first table.
    fn jpeg(segments: &[Vec<u8>], after: &[u8]) -> Vec<u8> {
        let pixel = image::GrayImage::from_pixel(1, 1, image::Luma([77]));
        let mut bytes = Vec::new();
        pixel.write_with_encoder(image::codecs::jpeg::JpegEncoder::new(&mut bytes)).unwrap();
        [&bytes[..2], &segments.concat(), &bytes[2..], after].concat()
    }

    #[test]
    fn only_the_picture_and_its_colours_stay() {
        let plain = jpeg(&[], b"");
        let extras = [
            marked(0xE1, b"Exif\0\0 GPS here"),
            marked(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>"),
            marked(0xED, b"Photoshop 3.0\0 by Ana"),
            marked(0xFE, b"a comment"),
            marked(0xE0, b"JFXX\0\x10 small"),
            marked(0xE2, b"MPF\0 more"),
        ];
        assert_eq!(without_extras(&jpeg(&extras, b"left behind")).unwrap(), plain);
        assert_eq!(without_extras(&plain), None);
        let colours = [marked(0xE2, b"ICC_PROFILE\0\x01\x01 profile"), marked(0xEE, b"Adobe\0d\0\0\0\0\x01")];
        assert_eq!(without_extras(&jpeg(&colours, b"")), None);
    }

    #[test]
    fn what_is_not_sound_stays_as_it_is() {
        let whole = jpeg(&[marked(0xFE, b"a comment")], b"");
        for cut in 0..whole.len() - 1 {
            assert_eq!(without_extras(&whole[..cut]), None, "{cut}");
        }
        assert_eq!(without_extras(b"no picture"), None);
    }
}
