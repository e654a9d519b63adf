//! Reads a written volume with hayro-syntax, which shares no code with the writer.

mod active;
mod cmap;
mod drawing;
mod fingerprint;
mod links;
mod navigation;
mod text;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, ObjectIdentifier};
use std::collections::BTreeMap;
use std::sync::Arc;

pub use drawing::ReadDrawing;

/// A volume as read back.
#[derive(Debug, Clone)]
pub struct ReadVolume {
    /// Its pages, in order.
    pub pages: Vec<ReadPage>,
    /// Its bookmarks, flattened in order: (depth from 0, title, page index from 0).
    pub bookmarks: Vec<(usize, String, Option<usize>)>,
    /// The label of each page, from `/PageLabels`.
    pub labels: Vec<String>,
    /// The hash of what the packet says about itself.
    pub statement: Option<String>,
    /// Anything active or foreign that was found: "a script", "form fields", "an attachment" … (empty = clean).
    pub active: Vec<String>,
}

/// A page as read back.
#[derive(Debug, Clone)]
pub struct ReadPage {
    /// Width and height in points, as viewed.
    pub size: (f64, f64),
    /// What the page's own content stream prints (the sheet), as runs of text. Text inside form XObjects (the
    /// evidence) is not read.
    pub texts: Vec<ReadText>,
    /// Link areas: x, y, width, height, index of the page they lead to.
    pub links: Vec<(f64, f64, f64, f64, usize)>,
    /// The forms and images that it draws, in order: evidence.
    pub drawings: Vec<ReadDrawing>,
    /// SHA-256 over everything that makes up the page: size, content, all objects it reaches, links.
    pub sha256: String,
}

/// A run of text as read back.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadText {
    /// Left end of the baseline.
    pub x: f64,
    /// Height of the baseline.
    pub y: f64,
    /// What it says, by /ToUnicode.
    pub text: String,
}

/// How the volume is at fault if a link leads to none of its pages.
const LINK_TO_NOWHERE: &str = "a link to no page of the volume";

/// Where each page object stands in the volume.
type PageIndex = BTreeMap<ObjectIdentifier, usize>;

/// Reads a volume.
///
/// # Errors
/// A sentence that says why it cannot be read at all.
pub fn read(bytes: impl Into<Arc<Vec<u8>>>) -> Result<ReadVolume, String> {
    let pdf = Pdf::new(bytes.into()).map_err(|error| format!("{error:?}"))?;
    let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).ok_or("it has no catalog")?;
    let index: PageIndex = pdf
        .pages()
        .iter()
        .enumerate()
        .filter_map(|(place, page)| Some((page.raw().obj_id()?, place)))
        .collect();
    let mut fonts = text::Fonts::default();
    let mut fingerprints = fingerprint::Fingerprints::new(pdf.xref());
    let mut prints = drawing::Prints::new(pdf.xref());
    let mut active = active::active(&pdf, &catalog);
    let pages = pdf
        .pages()
        .iter()
        .map(|page| {
            let links = links::links(page.raw(), &index);
            if links.len() != links::count(page.raw()) {
                active.push(LINK_TO_NOWHERE.to_owned());
            }
            let (width, height) = page.render_dimensions();
            let (texts, mut draws) = text::texts(page, &mut fonts);
            draws.extend(links::looks(page.raw()));
            ReadPage {
                size: (f64::from(width), f64::from(height)),
                texts,
                drawings: draws.into_iter().map(|draw| prints.drawing(draw)).collect(),
                sha256: fingerprints.page(page.raw(), &links),
                links,
            }
        })
        .collect();
    active.dedup();
    Ok(ReadVolume {
        pages,
        bookmarks: navigation::bookmarks(&catalog, &index),
        labels: navigation::labels(&catalog, pdf.pages().len()),
        statement: navigation::statement(&catalog),
        active,
    })
}

/// A text string of a PDF: UTF-16 with a byte order mark, UTF-8 with one, or one byte a letter.
fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
