//! What a file is, told by its bytes and never by its extension.

use super::{ole, text, zip};
use crate::intake::Kind;

/// How far into a file a PDF header may lie (mail gateways and scanners put junk before it).
const PDF_HEADER_WITHIN: usize = 1024;

/// How near the end of a file a PDF says where its table of contents lies.
const PDF_TRAILER_WITHIN: usize = 2048;

/// What the bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sniffed {
    /// The kind, as reports name it.
    pub kind: Kind,
    /// The same for people, with its article: `a Word document`.
    pub what: &'static str,
    /// It is an office file that needs a password.
    pub locked: bool,
}

impl Sniffed {
    pub(super) fn new(kind: Kind, what: &'static str) -> Self {
        Sniffed { kind, what, locked: false }
    }

    pub(super) fn locked(kind: Kind, what: &'static str) -> Self {
        Sniffed { kind, what, locked: true }
    }
}

/// Says what `bytes` are: a whole file, or the beginning of a very large one.
pub fn sniff(bytes: &[u8]) -> Sniffed {
    signature(bytes)
        .or_else(|| iso_media(bytes))
        .or_else(|| riff(bytes))
        .or_else(|| pdf(bytes))
        .or_else(|| mpeg_audio(bytes))
        .or_else(|| bitmap(bytes))
        .or_else(|| text::tell(bytes))
        .unwrap_or(Sniffed::new(Kind::Unknown, "a file of unknown kind"))
}

/// Kinds that begin with the same bytes every time.
fn signature(bytes: &[u8]) -> Option<Sniffed> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(zip::tell(bytes));
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return Some(ole::tell(bytes));
    }
    const TABLE: &[(&[u8], Kind, &str)] = &[
        (b"\xFF\xD8\xFF", Kind::Jpeg, "a JPEG picture"),
        (b"\x89PNG\r\n\x1A\n", Kind::Png, "a PNG picture"),
        (b"II*\0", Kind::Tiff, "a TIFF picture"),
        (b"MM\0*", Kind::Tiff, "a TIFF picture"),
        (b"II+\0", Kind::Tiff, "a TIFF picture"),
        (b"MM\0+", Kind::Tiff, "a TIFF picture"),
        (b"GIF87a", Kind::Gif, "a GIF picture"),
        (b"GIF89a", Kind::Gif, "a GIF picture"),
        (b"{\\rtf", Kind::Rtf, "an RTF document"),
        (b"ID3", Kind::Audio, "a sound recording"),
        (b"OggS", Kind::Audio, "a sound recording"),
        (b"fLaC", Kind::Audio, "a sound recording"),
        (b"#!AMR", Kind::Audio, "a sound recording"),
        (b"\x1A\x45\xDF\xA3", Kind::Video, "a video recording"),
        (b"\x30\x26\xB2\x75\x8E\x66\xCF\x11", Kind::Video, "a video recording"),
        (b"\x00\x00\x01\xBA", Kind::Video, "a video recording"),
        (b"FLV\x01", Kind::Video, "a video recording"),
        (b"\xFFWPC", Kind::Unknown, "a WordPerfect document"),
        (b"%!PS", Kind::Unknown, "a PostScript file"),
        (b"7z\xBC\xAF\x27\x1C", Kind::Unknown, "a 7-Zip archive"),
        (b"Rar!\x1A\x07", Kind::Unknown, "a RAR archive"),
        (b"\x1F\x8B\x08", Kind::Unknown, "a gzip archive"),
    ];
    TABLE
        .iter()
        .find(|(magic, _, _)| bytes.starts_with(magic))
        .map(|&(_, kind, what)| Sniffed::new(kind, what))
}

/// HEIC, AVIF and the MP4 family: a box called `ftyp` lists the brands.
fn iso_media(bytes: &[u8]) -> Option<Sniffed> {
    let first_box = bytes.get(4..8)?;
    if [&b"moov"[..], b"mdat", b"wide", b"pnot"].contains(&first_box) {
        return Some(Sniffed::new(Kind::Video, "a video recording"));
    }
    if first_box != b"ftyp" {
        return None;
    }
    let length = u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize;
    let end = length.clamp(12, 512).min(bytes.len());
    let major = bytes.get(8..12)?;
    let brands = || std::iter::once(major).chain(bytes.get(16..end).unwrap_or_default().chunks_exact(4));
    let one_of = |known: &[&[u8; 4]]| brands().any(|brand| known.iter().any(|name| brand == &name[..]));
    Some(if one_of(&[b"avif", b"avis"]) {
        Sniffed::new(Kind::Avif, "an AVIF picture")
    } else if one_of(&[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"]) {
        Sniffed::new(Kind::Heic, "a HEIC picture (the format of iPhones)")
    } else if [&b"M4A "[..], b"M4B ", b"M4P "].contains(&major) {
        Sniffed::new(Kind::Audio, "a sound recording")
    } else {
        Sniffed::new(Kind::Video, "a video recording")
    })
}

fn riff(bytes: &[u8]) -> Option<Sniffed> {
    if !bytes.starts_with(b"RIFF") {
        return None;
    }
    match bytes.get(8..12)? {
        b"WEBP" => Some(Sniffed::new(Kind::Webp, "a WebP picture")),
        b"WAVE" => Some(Sniffed::new(Kind::Audio, "a sound recording")),
        b"AVI " => Some(Sniffed::new(Kind::Video, "a video recording")),
        _ => None,
    }
}

fn pdf(bytes: &[u8]) -> Option<Sniffed> {
    let head = &bytes[..bytes.len().min(PDF_HEADER_WITHIN + b"%PDF-".len())];
    let tail = &bytes[bytes.len().saturating_sub(PDF_TRAILER_WITHIN)..];
    // A PDF whose beginning is lost still ends like one; its reader says what is left of it.
    let is_pdf = contains(head, b"%PDF-") || (contains(tail, b"startxref") && contains(tail, b"%%EOF"));
    is_pdf.then_some(Sniffed::new(Kind::Pdf, "a PDF"))
}

/// MPEG layer III and AAC frames without a tag before them.
fn mpeg_audio(bytes: &[u8]) -> Option<Sniffed> {
    let &[first, second, ..] = bytes else { return None };
    let layer_three = second & 0xE6 == 0xE2;
    let aac = second & 0xF6 == 0xF0;
    (first == 0xFF && (layer_three || aac)).then_some(Sniffed::new(Kind::Audio, "a sound recording"))
}

/// `BM` alone could begin a letter; the size of the header behind it could not.
fn bitmap(bytes: &[u8]) -> Option<Sniffed> {
    let header: [u8; 4] = bytes.get(14..18)?.try_into().ok()?;
    let known = [12, 40, 52, 56, 64, 108, 124].contains(&u32::from_le_bytes(header));
    (bytes.starts_with(b"BM") && known).then_some(Sniffed::new(Kind::Bmp, "a BMP picture"))
}

/// Does `needle` lie anywhere in `haystack`?
pub(super) fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn kind(bytes: &[u8]) -> Kind {
        sniff(bytes).kind
    }

    #[test]
    fn pdf_also_behind_leading_junk_but_not_anywhere() {
        assert_eq!(kind(b"%PDF-1.7\n"), Kind::Pdf);
        let mut late = vec![b'\n'; 1024];
        late.extend(b"%PDF-1.4");
        assert_eq!(kind(&late), Kind::Pdf);
        let mut too_late = vec![b'x'; 1030];
        too_late.extend(b"%PDF-1.4");
        assert_eq!(kind(&too_late), Kind::Text);
        assert_eq!(kind(b"\x01 0 obj\nendobj\nstartxref\n17\n%%EOF\n"), Kind::Pdf);
    }

    #[test]
    fn a_picture_is_told_from_its_bytes() {
        assert_eq!(kind(b"\xFF\xD8\xFF\xE1\0\0Exif"), Kind::Jpeg);
        assert_eq!(kind(b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR"), Kind::Png);
        assert_eq!(kind(b"MM\0*\0\0\0\x08"), Kind::Tiff);
        assert_eq!(kind(b"II+\0\x08\0\0\0"), Kind::Tiff);
        assert_eq!(kind(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Kind::Heic);
        assert_eq!(kind(b"\0\0\0\x1Cftypmif1\0\0\0\0mif1avifmiaf"), Kind::Avif);
        assert_eq!(kind(b"\0\0\0\x18ftypmp42\0\0\0\0isommp42"), Kind::Video);
        assert_eq!(kind(b"\0\0\0\x18ftypM4A \0\0\0\0isommp42"), Kind::Audio);
        assert_eq!(kind(b"RIFF\x24\0\0\0WEBPVP8 "), Kind::Webp);
        assert_eq!(kind(b"RIFF\x24\0\0\0WAVEfmt "), Kind::Audio);
    }

    #[test]
    fn a_letter_to_bm_is_no_bitmap() {
        assert_eq!(kind(b"BM Garcia wrote this letter by hand."), Kind::Text);
        let mut bitmap = b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".to_vec();
        bitmap.extend([0; 36]);
        assert_eq!(kind(&bitmap), Kind::Bmp);
    }

    #[test]
    fn a_utf16_text_is_no_sound_recording() {
        assert_eq!(kind(b"\xFF\xFEH\0o\0l\0a\0"), Kind::Text);
        assert_eq!(kind(b"\xFF\xFB\x90\x64\0\0\0"), Kind::Audio);
    }

    #[test]
    fn short_and_meaningless_bytes_are_unknown() {
        for bytes in
            [&b"\0"[..], b"\xFF", b"\0\0\0\x18ftyp", b"RIFF\0\0", b"\0\0\0\0\0\0\0\0", b"\x06Ana P\0\0"]
        {
            assert_eq!(kind(bytes), Kind::Unknown, "{bytes:?}");
        }
    }
}
