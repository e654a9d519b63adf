//! Evidence on its way into a volume: a source page as a form, a picture as an image.

use std::io::{self, Write};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::VolumeWriter;
use crate::pdf::geometry::Matrix;
use crate::pdf::object::operands;
use crate::pdf::pagetree::{PageEntry, resolved};
use crate::pdf::proof::LOOK;
use crate::pdf::source::{DeadLinks, PageMap, PdfBody};
use crate::pdf::{content, links, picture};
use crate::plan::placement::Placement;

/// A source page, written and ready to be drawn.
pub(super) struct Evidence {
    /// The form or image that is the page.
    pub number: u32,
    /// The `cm` operators before it, in the order of writing.
    pub matrices: Vec<Matrix>,
    /// Link annotations: those that keep working and those that keep a frame.
    pub annotations: Vec<Object>,
    /// Links that do not work in the volume.
    pub dead_links: DeadLinks,
    /// The transparency group of the page.
    pub group: Option<Dictionary>,
}

/// Why a page was not written.
pub(super) enum Unplaced {
    /// The sink failed.
    Sink(io::Error),
    /// The page cannot be read; the text says why.
    Page(String),
}

impl From<io::Error> for Unplaced {
    fn from(error: io::Error) -> Self {
        Unplaced::Sink(error)
    }
}

impl<W: Write> VolumeWriter<W> {
    /// A page of a PDF becomes a form of its own: its content stays as it is, its resources stay apart from ours.
    pub(super) fn pdf_page(
        &mut self,
        pdf: &PdfBody,
        entry: PageEntry,
        placement: &Placement,
        targets: &PageMap,
    ) -> Result<Evidence, Unplaced> {
        let document = &pdf.document;
        let page =
            document.get_dictionary(entry.id).map_err(|_| Unplaced::Page("it cannot be found".into()))?;
        let packed = content::of_page(document, entry.id).map_err(Unplaced::Page)?;
        let visible = entry.visible;
        let form_number = self.file.reserve();
        let mut form = self.of_source.dictionary(document, &mut self.file, &packed.dictionary);
        form.set("Type", "XObject");
        form.set("Subtype", "Form");
        let sides = [visible.left, visible.bottom, visible.right, visible.top];
        form.set("BBox", sides.map(exact).to_vec());
        form.set("Matrix", visible.upright().0.map(exact).to_vec());
        let resources = resolved(document, page, b"Resources").and_then(|resources| resources.as_dict().ok());
        let resources =
            resources.map(|resources| self.of_source.dictionary(document, &mut self.file, resources));
        form.set("Resources", resources.unwrap_or_default());
        let group = resolved(document, page, b"Group").and_then(|group| group.as_dict().ok());
        let group = group.map(|group| self.of_source.dictionary(document, &mut self.file, group));
        self.file.stream(form_number, &form, &packed.data)?;

        let placing = visible.placing(placement);
        let whole = visible.upright().then(placing);
        let mut annotations = Vec::new();
        let mut dead_links = DeadLinks::default();
        for link in links::read(document, entry.id, &pdf.places) {
            let look = match link.appearance {
                Some((id, map)) => {
                    self.look(document, id, map.then(whole), whole.apply_rectangle(link.area))?
                }
                None => None,
            };
            let target = link.page.and_then(|page| targets.get(&page)).and_then(|index| self.place(*index));
            if target.is_none() && link.page.is_some() {
                dead_links.inside += 1;
            } else if target.is_none() {
                dead_links.outside += 1;
            }
            annotations.extend(link.on_paper(whole, target, look).map(Object::Dictionary));
        }
        self.of_source.settle(document, &pdf.layers, &mut self.file)?;
        let matrices = vec![placing];
        Ok(Evidence { number: form_number, matrices, annotations, dead_links, group })
    }

    /// The appearance of a link, as it lies on the paper: its own form, turned and scaled with its page.
    fn look(
        &mut self,
        document: &Document,
        form: ObjectId,
        map: Matrix,
        [left, bottom, right, top]: [f64; 4],
    ) -> io::Result<Option<u32>> {
        let form = self.of_source.object(document, &mut self.file, &Object::Reference(form));
        if form.is_null() {
            return Ok(None);
        }
        let map = map.then(Matrix([1.0, 0.0, 0.0, 1.0, -left, -bottom]));
        let packed = content::pack(format!("{} cm /{LOOK} Do\n", operands(&map.0)).as_bytes());
        let mut about = packed.dictionary;
        about.set("Type", "XObject");
        about.set("Subtype", "Form");
        about.set("BBox", [0.0, 0.0, right - left, top - bottom].map(links::real).to_vec());
        about.set("Resources", dictionary! { "XObject" => dictionary! { LOOK => form } });
        let number = self.file.reserve();
        self.file.stream(number, &about, &packed.data)?;
        Ok(Some(number))
    }

    /// A picture becomes an image as its file holds it.
    pub(super) fn picture(
        &mut self,
        image: picture::PictureImage,
        placement: &Placement,
    ) -> io::Result<Evidence> {
        let mut dictionary = image.dictionary;
        if let Some((profile, components)) = image.icc {
            let number = self.file.reserve();
            let packed = content::pack(&profile);
            let mut about = packed.dictionary;
            about.set("N", i64::from(components));
            self.file.stream(number, &about, &packed.data)?;
            let space = Object::Array(vec!["ICCBased".into(), Object::Reference((number, 0))]);
            match dictionary.get_mut(b"ColorSpace") {
                // A palette keeps its place; the profile says what its colours mean.
                Ok(Object::Array(palette)) if palette.len() == 4 => palette[1] = space,
                _ => dictionary.set("ColorSpace", space),
            }
        }
        for (_, value) in dictionary.iter_mut() {
            if let Object::Stream(Stream { dict, content, .. }) = value {
                let number = self.file.reserve();
                self.file.stream(number, dict, content)?;
                *value = Object::Reference((number, 0));
            }
        }
        dictionary.set("Type", "XObject");
        dictionary.set("Subtype", "Image");
        let number = self.file.reserve();
        self.file.stream(number, &dictionary, &image.data)?;
        let place = Matrix([placement.width, 0.0, 0.0, placement.height, placement.x, placement.y]);
        let matrices = vec![place, Matrix(image.orientation)];
        let (annotations, dead_links) = (Vec::new(), DeadLinks::default());
        Ok(Evidence { number, matrices, annotations, dead_links, group: None })
    }
}

/// A number as it came from the source.
fn exact(value: f64) -> Object {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        Object::Integer(value as i64)
    } else {
        Object::Real(value as f32)
    }
}
