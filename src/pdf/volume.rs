//! The volume writer: one deterministic, streaming PDF writer for all pages.

use std::io::{self, Write};

use super::source::{PageMap, Source};
use crate::compose::Sheet;
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

/// What a finished volume says about itself.
#[derive(Debug, Clone)]
pub struct VolumeInfo {
    /// Document title.
    pub title: String,
    /// The number printed on its first page: page labels count from here.
    pub first_page: u32,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256, lower-case hex.
    pub sha256: String,
}

/// Writes a volume page by page; memory is the current source, never the volume.
pub struct VolumeWriter<W: Write> {
    sink: W,
}

impl<W: Write> VolumeWriter<W> {
    /// Starts a volume whose pages bear these sheets, one a page, in order: the whole of a generated page, the
    /// stamps of an evidence page. `SheetLink::to_page` minus `first_page` is the page of the volume.
    ///
    /// # Errors
    /// If the sheets cannot be typeset or the sink cannot be written.
    pub fn new(sink: W, _sheets: &[Sheet], _info: VolumeInfo) -> io::Result<Self> {
        Ok(VolumeWriter { sink })
    }

    /// Writes the next page: its sheet alone.
    ///
    /// # Errors
    /// If the sink cannot be written.
    pub fn sheet_page(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Writes the next page: a source page (counted from 1) as placed, under its sheet.
    ///
    /// # Errors
    /// If the sink cannot be written (`io::ErrorKind` of the sink) or the page cannot be read
    /// (`io::ErrorKind::InvalidData`).
    pub fn source_page(
        &mut self,
        _source: &mut Source,
        _page: u32,
        _placement: &Placement,
        _targets: &PageMap,
    ) -> io::Result<()> {
        Ok(())
    }

    /// Says that the current source is done: what was remembered of it is forgotten.
    pub fn end_source(&mut self) {}

    /// Writes bookmarks, page labels, catalog and cross-reference; gives back the sink and what was written.
    ///
    /// # Errors
    /// If the sink cannot be written.
    pub fn finish(self, _bookmarks: &[Bookmark]) -> io::Result<(W, Written)> {
        Ok((self.sink, Written { bytes: 0, sha256: String::new() }))
    }
}
