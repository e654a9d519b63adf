//! Opens evidence the careful way.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lopdf::{Document, ObjectId};

use super::destination::Destinations;
use super::layers::{LayerStates, strip};
use super::open::{Opened, open};
use super::pagetree::PageEntry;
use super::picture::PictureImage;
use super::proof::PageProof;
use super::proof::source::{self as proof, Known};
use super::{facts, flatten, outline, picture, typeset, unused};
use crate::compose;
use crate::hash::sha256_hex;
use crate::intake::{Kind, Lock, Oddity, letters};
use crate::secret::Secret;
use crate::wording::counted;

/// An opened source, ready to give its pages to a volume.
pub struct Source {
    pub(super) body: Body,
    /// Tells one source from another, so that a volume never mixes what it remembers of two.
    pub(super) identity: Arc<()>,
    /// The hashes of its things, for the proofs of its pages.
    known: Known,
    /// The picture that was decoded last: the proof looks at it before the writer takes it.
    decoded: Option<(u32, PictureImage)>,
    /// Hash and size of what was made of it, where a PDF cannot hold the file itself.
    made: Option<(String, u64)>,
    notes: Vec<String>,
    oddities: Vec<Oddity>,
    /// Links that do not work in the volumes.
    pub(super) dead_links: DeadLinks,
}

/// Links of a source that keep their look and lose their action.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct DeadLinks {
    /// To pages of the source that are not beside it in the packet.
    pub inside: usize,
    /// To the web, to other files, to nowhere.
    pub outside: usize,
}

impl std::ops::AddAssign for DeadLinks {
    fn add_assign(&mut self, more: DeadLinks) {
        self.inside += more.inside;
        self.outside += more.outside;
    }
}

/// What a source is made of.
pub(super) enum Body {
    /// A PDF.
    Pdf(Box<PdfBody>),
    /// A picture file.
    Picture {
        /// The file.
        bytes: Vec<u8>,
        /// What kind of picture.
        kind: Kind,
        /// Number of frames.
        frames: u32,
    },
}

/// An opened PDF.
pub(super) struct PdfBody {
    /// The document, decrypted and mended; pages are flattened as they are asked for.
    pub document: Document,
    /// Its pages, in order.
    pub pages: Vec<PageEntry>,
    /// Where its links can lead.
    pub places: Destinations,
    /// Which of its layers are hidden.
    pub layers: LayerStates,
    flattened: BTreeSet<ObjectId>,
    /// Forms from whose resources was taken what they do not draw.
    pruned: BTreeSet<ObjectId>,
}

/// Why a source cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// It is locked, and no password that is known opens it.
    #[error("it is locked")]
    Locked(Lock),
    /// Opening it could harm the computer; the text says how.
    #[error("{0}")]
    Refused(String),
    /// It is damaged; the text says how.
    #[error("{0}")]
    Damaged(String),
}

/// A bookmark of a source.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceBookmark {
    /// Its title.
    pub title: String,
    /// The source page it leads to, counted from 1.
    pub page: Option<u32>,
    /// The bookmarks below it.
    pub children: Vec<SourceBookmark>,
}

impl Source {
    /// Opens the bytes of a file of this kind; a locked one with the first password that fits.
    ///
    /// # Errors
    /// If it is locked or damaged.
    pub fn open(bytes: Vec<u8>, kind: Kind, passwords: &[Secret]) -> Result<Source, OpenError> {
        let mut oddities = Vec::new();
        let (body, notes) = match kind {
            Kind::Pdf => {
                let Opened { mut document, pages, notes, oddities: odd } = open(Arc::new(bytes), passwords)?;
                oddities = odd;
                let mut notes = notes;
                notes.extend(facts::not_carried_over(&document));
                let places = Destinations::of(&document, &pages);
                let layers = LayerStates::of(&document);
                picture::extras::strip(&mut document);
                let (flattened, pruned) = (BTreeSet::new(), BTreeSet::new());
                (Body::Pdf(Box::new(PdfBody { document, pages, places, layers, flattened, pruned })), notes)
            }
            Kind::Text | Kind::Email => {
                let pages = letters::read(&bytes, kind)
                    .and_then(|letter| compose::letter(&letter))
                    .and_then(|set| typeset::typeset(&set.sheets))
                    .map_err(OpenError::Damaged)?;
                let made = Some((sha256_hex(&pages), pages.len() as u64));
                return Ok(Source { made, ..Source::open(pages, Kind::Pdf, &[])? });
            }
            kind if kind.is_picture() => {
                let facts = picture::inspect(&bytes, kind).map_err(OpenError::Damaged)?;
                let frames = u32::try_from(facts.frames.len()).unwrap_or(u32::MAX);
                // What is to be said of a picture was said when it was scanned.
                (Body::Picture { bytes, kind, frames }, Vec::new())
            }
            _ => {
                return Err(OpenError::Damaged("it is neither a PDF nor a picture that can be bound".into()));
            }
        };
        Ok(Source {
            body,
            identity: Arc::new(()),
            known: Known::new(),
            decoded: None,
            made: None,
            notes,
            oddities,
            dead_links: DeadLinks::default(),
        })
    }

    /// Is it a picture?
    pub fn is_picture(&self) -> bool {
        matches!(self.body, Body::Picture { .. })
    }

    /// Number of pages or frames.
    pub fn page_count(&self) -> u32 {
        match &self.body {
            Body::Pdf(pdf) => u32::try_from(pdf.pages.len()).unwrap_or(u32::MAX),
            Body::Picture { frames, .. } => *frames,
        }
    }

    /// Its own bookmarks.
    pub fn bookmarks(&self) -> Vec<SourceBookmark> {
        match &self.body {
            Body::Pdf(pdf) => outline::read(&pdf.document, &pdf.places),
            Body::Picture { .. } => Vec::new(),
        }
    }

    /// What is odd about the file.
    pub fn oddities(&self) -> &[Oddity] {
        &self.oddities
    }

    fn is_recoded(&self) -> bool {
        matches!(self.body, Body::Picture { kind: Kind::Heic | Kind::Webp, .. })
    }

    /// SHA-256 and size of what was made of a file that a PDF cannot hold as it is: the typeset PDF of a message, the
    /// last picture that was asked for.
    pub fn made(&self) -> Option<(String, u64)> {
        self.made.clone()
    }

    /// What flattening and opening had to say.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = self.notes.clone();
        let said = [
            (self.dead_links.inside, "to a page that is not beside it in the packet"),
            (self.dead_links.outside, "out of the document"),
        ];
        for (count, to) in said.into_iter().filter(|(count, _)| *count > 0) {
            notes.push(format!("{} {to} can be seen, but not followed", counted(count, "link")));
        }
        notes
    }

    /// What a volume must show of a page (counted from 1), as printed: forms and annotations are drawn into it.
    ///
    /// # Errors
    /// A sentence that says why the page cannot be read.
    pub fn proof(&mut self, page: u32) -> Result<PageProof, String> {
        self.flatten(page);
        if matches!(self.body, Body::Picture { .. }) {
            let image = self.picture(page)?;
            let proof = proof::of_picture(&image);
            // What was copied or unpacked without a loss has no hash that anybody asks for.
            if self.is_recoded() {
                self.made = Some((sha256_hex(&image.data), image.data.len() as u64));
            }
            self.decoded = Some((page, image));
            return Ok(proof);
        }
        let Body::Pdf(pdf) = &self.body else { return Err("it is no PDF".into()) };
        let entry = (page as usize).checked_sub(1).and_then(|index| pdf.pages.get(index));
        let entry = entry.ok_or_else(|| format!("the file has {} pages", pdf.pages.len()))?;
        proof::of_page(pdf, *entry, &mut self.known)
    }

    /// A picture of a picture file (counted from 1).
    pub(super) fn picture(&mut self, page: u32) -> Result<PictureImage, String> {
        let Body::Picture { bytes, kind, .. } = &self.body else { return Err("it is no picture".into()) };
        match self.decoded.take() {
            Some((decoded, image)) if decoded == page => Ok(image),
            _ => picture::image(bytes, *kind, page),
        }
    }

    /// Draws forms and annotations of a page (counted from 1) into it, once.
    pub(super) fn flatten(&mut self, page: u32) {
        let Body::Pdf(pdf) = &mut self.body else { return };
        let Some(entry) = (page as usize).checked_sub(1).and_then(|index| pdf.pages.get(index)) else {
            return;
        };
        if pdf.flattened.insert(entry.id) {
            let mut notes = flatten::flatten_page(&mut pdf.document, entry.id);
            let hidden = strip::strip_page(&mut pdf.document, entry.id, &pdf.layers);
            unused::drop_unused(&mut pdf.document, entry.id, &mut pdf.pruned);
            notes.extend(hidden.into_iter().map(|layer| match flatten::short(&layer).as_str() {
                "" => "what one of its layers hides was left out".to_owned(),
                layer => format!("what its layer “{layer}” holds is not printed, and was left out"),
            }));
            for note in notes {
                if !self.notes.contains(&note) {
                    self.notes.push(note);
                }
            }
        }
    }
}

/// From source pages (counted from 1) to pages of the volume (counted from 0), for links inside a source.
pub type PageMap = BTreeMap<u32, usize>;
