//! Pages written as a PDF, page by page, as a scanner or a word processor would.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use crate::pages::Page;

/// A file being written, with the place of each object.
struct Paper {
    file: BufWriter<File>,
    at: usize,
    places: Vec<usize>,
}

impl Paper {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.at += bytes.len();
        self.file.write_all(bytes)
    }

    fn object(&mut self, number: usize, head: &str, stream: Option<&[u8]>) -> io::Result<()> {
        if self.places.len() <= number {
            self.places.resize(number + 1, 0);
        }
        self.places[number] = self.at;
        self.put(format!("{number} 0 obj\n{head}\n").as_bytes())?;
        if let Some(stream) = stream {
            self.put(b"stream\n")?;
            self.put(stream)?;
            self.put(b"\nendstream\n")?;
        }
        self.put(b"endobj\n")
    }
}

/// Writes the pages: objects 1 to 3 are the catalog, the page tree and the font, then each page has three.
pub fn write(path: &Path, pages: impl Iterator<Item = Page>) -> io::Result<()> {
    let mut paper = Paper { file: BufWriter::new(File::create(path)?), at: 0, places: Vec::new() };
    paper.put(b"%PDF-1.5\n%\xE2\xE3\xCF\xD3\n")?;
    let mut kids = Vec::new();
    for (count, page) in pages.enumerate() {
        let first = 4 + count * 3;
        kids.push(format!("{first} 0 R"));
        let Page { width, height, rotate, content, picture } = page;
        let picture_name =
            if picture.is_some() { format!(" /XObject << /Im1 {} 0 R >>", first + 2) } else { String::new() };
        let dictionary = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Rotate {rotate} /Contents {} 0 R \
             /Resources << /Font << /F1 3 0 R >>{picture_name} >> >>",
            first + 1
        );
        paper.object(first, &dictionary, None)?;
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
        packed.write_all(&content)?;
        let packed = packed.finish()?;
        paper.object(
            first + 1,
            &format!("<< /Filter /FlateDecode /Length {} >>", packed.len()),
            Some(&packed),
        )?;
        if let Some(picture) = picture {
            let head = format!(
                "<< /Type /XObject /Subtype /Image /Width {} /Height {} /BitsPerComponent 8 /ColorSpace /DeviceGray \
                 /Filter /DCTDecode /Length {} >>",
                picture.width,
                picture.height,
                picture.jpeg.len()
            );
            paper.object(first + 2, &head, Some(&picture.jpeg))?;
        }
    }
    paper.object(1, "<< /Type /Catalog /Pages 2 0 R >>", None)?;
    paper.object(2, &format!("<< /Type /Pages /Count {} /Kids [{}] >>", kids.len(), kids.join(" ")), None)?;
    paper.object(
        3,
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        None,
    )?;
    let start = paper.at;
    let places = std::mem::take(&mut paper.places);
    paper.put(format!("xref\n0 {}\n0000000000 65535 f \n", places.len()).as_bytes())?;
    for place in places.iter().skip(1) {
        // An object that a page did not need is free: it leads to the head of the free ones.
        let line =
            if *place == 0 { "0000000000 65535 f \n".to_owned() } else { format!("{place:010} 00000 n \n") };
        paper.put(line.as_bytes())?;
    }
    let trailer = format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", places.len());
    paper.put(trailer.as_bytes())?;
    paper.file.flush()
}
