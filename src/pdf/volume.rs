//! The volume writer: one deterministic, streaming PDF writer for all pages.

mod evidence;
mod stamp;

use std::io::{self, Write};
use std::sync::Arc;

use lopdf::{Dictionary, Document, Object, dictionary};

use self::evidence::Unplaced;

use super::file::FileWriter;
use super::import::Importer;
use super::layers::{LayerStates, Layers};
use super::pagenodes::PageNodes;
use super::pagetree::{self, PageEntry};
use super::source::{Body, PageMap, Source};
use super::{bookmarks, content, links, typeset};
use crate::compose::{Sheet, SheetLink};
use crate::hash::Checksum;
use crate::plan::placement::Placement;

/// A bookmark of the volume.
#[derive(Debug, Clone, PartialEq)]
pub struct Bookmark {
    /// Its title.
    pub title: String,
    /// The page it leads to, counted from 0 in this volume.
    pub page: usize,
    /// Shown open (exhibits) or closed (a source's own bookmarks).
    pub open: bool,
    /// The bookmarks below it.
    pub children: Vec<Bookmark>,
}

/// The key of the catalog under which a volume bears the hash of what the packet says about itself.
pub const STATEMENT: &str = "CasebinderStatement";

/// What a finished volume says about itself.
#[derive(Debug, Clone)]
pub struct VolumeInfo {
    /// Document title.
    pub title: String,
    /// The number printed on its first page: page labels count from here.
    pub first_page: u32,
    /// A hash of what the packet says about itself.
    pub statement: String,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Size in bytes.
    pub bytes: u64,
    /// What the bytes are known by until they are read back.
    pub checksum: Checksum,
}

/// What the writer needs of a sheet after it has been typeset.
struct SheetFrame {
    width: f64,
    height: f64,
    links: Vec<SheetLink>,
    typeset: PageEntry,
}

/// Writes a volume page by page; memory is the current source, never the volume.
pub struct VolumeWriter<W: Write> {
    file: FileWriter<W>,
    info: VolumeInfo,
    nodes: PageNodes,
    sheets: Vec<SheetFrame>,
    generated: Document,
    /// Fonts of the sheets, written once for the volume.
    of_sheets: Importer,
    /// What has been written of the current source.
    of_source: Importer,
    source: Option<(Arc<()>, LayerStates)>,
    layers: Layers,
    next: usize,
}

impl<W: Write> VolumeWriter<W> {
    /// Starts a volume whose pages bear these sheets, one a page, in order: the whole of a generated page, the
    /// stamps of an evidence page. `SheetLink::to_page` minus `first_page` is the page of the volume.
    ///
    /// # Errors
    /// If the sheets cannot be typeset or the sink cannot be written.
    pub fn new(sink: W, sheets: &[Sheet], info: VolumeInfo) -> io::Result<Self> {
        let generated = typeset::typeset(sheets).map_err(invalid_input)?;
        Self::with_generated(sink, &generated, sheets, info)
    }

    /// As [`VolumeWriter::new`], with the sheets typeset already.
    pub(super) fn with_generated(
        sink: W,
        generated: &[u8],
        sheets: &[Sheet],
        info: VolumeInfo,
    ) -> io::Result<Self> {
        let mut generated = Document::load_mem(generated)
            .map_err(|error| invalid_input(format!("the typeset pages cannot be read back: {error}")))?;
        let tree = pagetree::walk(&mut generated)
            .map_err(|_| invalid_input("the typeset pages cannot be counted".to_owned()))?;
        if tree.pages.len() != sheets.len() {
            let (pages, sheets) = (tree.pages.len(), sheets.len());
            return Err(invalid_input(format!("{sheets} sheets were typeset as {pages} pages")));
        }
        let frame = |(sheet, typeset): (&Sheet, PageEntry)| SheetFrame {
            width: sheet.width,
            height: sheet.height,
            links: sheet.links.clone(),
            typeset,
        };
        let sheets: Vec<SheetFrame> = sheets.iter().zip(tree.pages).map(frame).collect();
        let mut file = FileWriter::new(sink);
        let nodes = PageNodes::reserve(&mut file, sheets.len());
        Ok(VolumeWriter {
            file,
            info,
            nodes,
            sheets,
            generated,
            of_sheets: Importer::default(),
            of_source: Importer::default(),
            source: None,
            layers: Layers::default(),
            next: 0,
        })
    }

    /// Writes the next page: its sheet alone.
    ///
    /// # Errors
    /// If the sink cannot be written.
    pub fn sheet_page(&mut self) -> io::Result<()> {
        let sheet = self.next_sheet()?;
        let (paper, page) = ((sheet.width, sheet.height), sheet.typeset.id);
        let packed = content::of_page(&self.generated, page).map_err(invalid_input)?;
        let resources = self.sheet_resources()?;
        let contents = self.file.reserve();
        self.file.stream(contents, &packed.dictionary, &packed.data)?;
        let annotations = self.sheet_links();
        self.page(paper, resources, contents, annotations, None)
    }

    /// Writes the next page: a source page (counted from 1) as placed, under its sheet.
    ///
    /// # Errors
    /// If the sink cannot be written (`io::ErrorKind` of the sink) or the page cannot be read
    /// (`io::ErrorKind::InvalidData`).
    pub fn source_page(
        &mut self,
        source: &mut Source,
        page: u32,
        placement: &Placement,
        targets: &PageMap,
    ) -> io::Result<()> {
        self.next_sheet()?;
        if self.source.as_ref().is_some_and(|(current, _)| !Arc::ptr_eq(current, &source.identity)) {
            self.end_source();
        }
        let unreadable =
            |why: String| io::Error::new(io::ErrorKind::InvalidData, format!("page {page}: {why}"));
        if page == 0 || page > source.page_count() {
            return Err(unreadable(format!("the file has {} pages", source.page_count())));
        }
        source.flatten(page);
        let evidence = match &source.body {
            Body::Pdf(pdf) => {
                if self.source.is_none() {
                    self.source = Some((Arc::clone(&source.identity), LayerStates::of(&pdf.document)));
                }
                self.pdf_page(pdf, pdf.pages[page as usize - 1], placement, targets).map_err(|error| {
                    match error {
                        Unplaced::Sink(error) => error,
                        Unplaced::Page(why) => unreadable(why),
                    }
                })?
            }
            Body::Picture { .. } => {
                let image = source.picture(page).map_err(unreadable)?;
                self.picture(image, placement)?
            }
        };
        source.dead_links += evidence.dead_links;
        self.stamped_page(evidence, placement)
    }

    /// The page that is written next, counted from 0.
    pub fn next_page(&self) -> usize {
        self.next
    }

    /// Bytes written so far.
    pub fn bytes(&self) -> u64 {
        self.file.bytes()
    }

    /// Says that the current source is done: what was remembered of it is forgotten.
    pub fn end_source(&mut self) {
        if let Some((_, states)) = self.source.take() {
            self.layers.add(self.of_source.layers(), &states);
        }
        self.of_source = Importer::default();
    }

    /// Writes bookmarks, page labels, catalog and cross-reference; gives back the sink and what was written.
    ///
    /// # Errors
    /// If the sink cannot be written.
    pub fn finish(mut self, bookmarks: &[Bookmark]) -> io::Result<(W, Written)> {
        if self.next != self.sheets.len() || self.sheets.is_empty() {
            let (written, planned) = (self.next, self.sheets.len());
            return Err(invalid_input(format!("the volume ends after {written} of its {planned} pages")));
        }
        self.end_source();
        self.nodes.write(&mut self.file)?;
        let places: Vec<(u32, f64)> =
            self.nodes.pages.iter().zip(&self.sheets).map(|(page, sheet)| (*page, sheet.height)).collect();
        let outline = bookmarks::write(&mut self.file, bookmarks, &places)?;
        let label = dictionary! { "S" => "D", "St" => i64::from(self.info.first_page) };
        let mut catalog = dictionary! {
            "Type" => "Catalog",
            "Pages" => (self.nodes.root, 0),
            "PageLabels" => dictionary! { "Nums" => vec![Object::Integer(0), label.into()] },
            "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
            "Lang" => Object::string_literal("en-US"),
            STATEMENT => Object::string_literal(self.info.statement.as_str()),
        };
        if let Some(outline) = outline {
            catalog.set("Outlines", (outline, 0));
            catalog.set("PageMode", "UseOutlines");
        }
        if let Some(properties) = self.layers.properties() {
            catalog.set("OCProperties", properties);
        }
        let (root, info) = (self.file.reserve(), self.file.reserve());
        self.file.object(root, &catalog.into())?;
        let about = dictionary! {
            "Title" => lopdf::text_string(&self.info.title), "Producer" => Object::string_literal("casebinder")
        };
        self.file.object(info, &about.into())?;
        let (sink, bytes, checksum) = self.file.finish(root, info)?;
        Ok((sink, Written { bytes, checksum }))
    }

    fn next_sheet(&self) -> io::Result<&SheetFrame> {
        self.sheets
            .get(self.next)
            .ok_or_else(|| invalid_input("the volume has more pages than sheets".to_owned()))
    }

    fn sheet_links(&self) -> Vec<Object> {
        let Some(sheet) = self.sheets.get(self.next) else { return Vec::new() };
        let annotations = sheet.links.iter().filter_map(|link| {
            let index = link.to_page.checked_sub(self.info.first_page)? as usize;
            let area = [link.x, link.y, link.x + link.width, link.y + link.height];
            let (target, top) = self.place(index)?;
            Some(links::annotation(area, target, top).into())
        });
        annotations.collect()
    }

    /// Object number and height of a page of this volume.
    fn place(&self, index: usize) -> Option<(u32, f64)> {
        Some((*self.nodes.pages.get(index)?, self.sheets.get(index)?.height))
    }

    fn page(
        &mut self,
        (width, height): (f64, f64),
        resources: Dictionary,
        contents: u32,
        annotations: Vec<Object>,
        group: Option<Dictionary>,
    ) -> io::Result<()> {
        let number = self.nodes.pages[self.next];
        let media: Vec<Object> = [0.0, 0.0, width, height].map(links::real).to_vec();
        let mut page = dictionary! {
            "Type" => "Page", "Parent" => self.nodes.parent(number), "MediaBox" => media,
            "Resources" => resources, "Contents" => (contents, 0),
        };
        if !annotations.is_empty() {
            page.set("Annots", annotations);
        }
        if let Some(group) = group {
            page.set("Group", group);
        }
        self.file.object(number, &page.into())?;
        self.next += 1;
        Ok(())
    }
}

fn invalid_input(text: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, text)
}

#[cfg(test)]
mod tests;
