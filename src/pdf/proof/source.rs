//! The print of a page of an opened source.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::{CATEGORIES, DEEPEST, Gathered, Hash, PageProof, Print, of_stream, sum};
use crate::pdf::geometry::{Matrix, Visible};
use crate::pdf::pagetree::{PageEntry, is_name, resolved};
use crate::pdf::picture::PictureImage;
use crate::pdf::source::PdfBody;
use crate::pdf::{content, import, links};

/// The hashes of the things of a source that have been met.
pub type Known = BTreeMap<ObjectId, Option<Hash>>;

/// What the volume must show of a page of a PDF that has been flattened.
pub fn of_page(pdf: &PdfBody, entry: PageEntry, known: &mut Known) -> Result<PageProof, String> {
    let document = &pdf.document;
    let page = document.get_dictionary(entry.id).map_err(|_| "it cannot be found".to_owned())?;
    let mut things = Things { document, known };
    let resources = resolved(document, page, b"Resources").and_then(|resources| resources.as_dict().ok());
    let (packed, plain) = match content::streams_of(document, page).as_slice() {
        [] => (Some(sum(&[b""])), None),
        [only] => (Some(sum(&[&only.content])), None),
        several => (None, Some(sum(&[&content::join(document, several)?]))),
    };
    let belongings = things.belongings(&Dictionary::new(), resources, 0);
    let links = links::read(document, entry.id, &pdf.places);
    let looks = links.iter().filter_map(|link| {
        let look = document.get_object(link.appearance?.0).ok()?.as_stream().ok()?;
        things.print(look)
    });
    Ok(PageProof {
        print: Print { packed, plain, things: belongings },
        looks: looks.collect(),
        corners: corners(&entry.visible),
        links: links.iter().filter_map(|link| Some((link.area, link.page?))).collect(),
    })
}

/// What the volume must show of a picture.
pub fn of_picture(image: &PictureImage) -> PageProof {
    let packed = sum(&[&image.data]);
    let mut gathered = Gathered::default();
    for key in ["SMask", "Mask"] {
        if let Ok(Object::Stream(mask)) = image.dictionary.get(key.as_bytes()) {
            let subtype = mask.dict.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
            let none = Gathered::default();
            let belongings = with_resources(none, Gathered::default().hash());
            gathered.add(key, b"", Some(of_stream(subtype, &sum(&[&mask.content]), &belongings)));
        }
    }
    let things = with_resources(gathered, Gathered::default().hash());
    let upright = Matrix(image.orientation);
    let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)].map(|(x, y): (f64, f64)| {
        let lies_there = |own: &(f64, f64)| {
            let (to_x, to_y) = upright.apply(own.0, own.1);
            (to_x - x).abs() + (to_y - y).abs() < 0.01
        };
        let own = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)].into_iter().find(lies_there);
        own.unwrap_or((x, y))
    });
    let print = Print { packed: Some(packed), plain: None, things };
    PageProof { print, looks: Vec::new(), corners, links: Vec::new() }
}

fn with_resources(mut gathered: Gathered, things: Hash) -> Hash {
    gathered.add("Resources", b"", Some(things));
    gathered.hash()
}

/// Lower left, lower right and upper left as viewed.
fn corners(page: &Visible) -> [(f64, f64); 3] {
    let (l, b, r, t) = (page.left, page.bottom, page.right, page.top);
    match page.turns {
        1 => [(r, b), (r, t), (l, b)],
        2 => [(r, t), (l, t), (r, b)],
        3 => [(l, t), (l, b), (r, t)],
        _ => [(l, b), (r, b), (l, t)],
    }
}

struct Things<'a> {
    document: &'a Document,
    known: &'a mut Known,
}

impl Things<'_> {
    /// The print of a form that is drawn by itself.
    fn print(&mut self, form: &Stream) -> Option<Print> {
        if import::is_foreign(&form.dict) {
            return None;
        }
        let resources = resolved(self.document, &form.dict, b"Resources").and_then(|own| own.as_dict().ok());
        let things = self.belongings(&form.dict, resources, 0);
        Some(Print { packed: Some(sum(&[body(self.document, form)])), plain: None, things })
    }

    fn thing(&mut self, object: &Object, depth: usize) -> Option<Hash> {
        let (id, object) = self.document.dereference(object).ok()?;
        let foreign = match object {
            Object::Stream(stream) => import::is_foreign(&stream.dict),
            Object::Dictionary(dictionary) => import::is_foreign(dictionary),
            _ => return None,
        };
        if foreign && id.is_some() {
            return None;
        }
        match id.and_then(|id| self.known.get(&id)) {
            Some(Some(hash)) => return Some(*hash),
            Some(None) => return Some(sum(&[b"loop"])),
            None if depth > DEEPEST => return Some(sum(&[b"deep"])),
            None => {}
        }
        if let Some(id) = id {
            self.known.insert(id, None);
        }
        let hash = match object {
            Object::Stream(stream) => self.stream(stream, depth),
            Object::Dictionary(font) => self.font(font, depth),
            _ => return None,
        };
        if let Some(id) = id {
            self.known.insert(id, Some(hash));
        }
        Some(hash)
    }

    fn stream(&mut self, stream: &Stream, depth: usize) -> Hash {
        let document = self.document;
        let subtype = resolved(document, &stream.dict, b"Subtype").and_then(|kind| kind.as_name().ok());
        let resources = resolved(document, &stream.dict, b"Resources").and_then(|own| own.as_dict().ok());
        let belongings = self.belongings(&stream.dict, resources, depth);
        of_stream(subtype.unwrap_or_default(), &sum(&[body(document, stream)]), &belongings)
    }

    fn belongings(&mut self, dictionary: &Dictionary, resources: Option<&Dictionary>, depth: usize) -> Hash {
        let mut gathered = Gathered::default();
        for key in ["SMask", "Mask"] {
            let mask = dictionary.get(key.as_bytes()).ok();
            let is_stream = resolved(self.document, dictionary, key.as_bytes())
                .is_some_and(|mask| matches!(mask, Object::Stream(_)));
            let hash = mask.filter(|_| is_stream).and_then(|mask| self.thing(mask, depth + 1));
            gathered.add(key, b"", hash);
        }
        let things = self.things(resources, depth);
        with_resources(gathered, things)
    }

    fn things(&mut self, resources: Option<&Dictionary>, depth: usize) -> Hash {
        let mut gathered = Gathered::default();
        for category in CATEGORIES {
            let named = resources.and_then(|own| resolved(self.document, own, category.as_bytes()));
            self.named(category, named.and_then(|named| named.as_dict().ok()), depth, &mut gathered);
        }
        gathered.hash()
    }

    fn named(&mut self, kind: &str, named: Option<&Dictionary>, depth: usize, gathered: &mut Gathered) {
        let Some(named) = named else { return };
        let mut names: Vec<&Vec<u8>> = named.iter().map(|(name, _)| name).collect();
        names.sort();
        for name in names.into_iter().filter(|name| import::is_shown(named, name)) {
            let hash = named.get(name).ok().and_then(|thing| self.thing(thing, depth + 1));
            gathered.add(kind, name, hash);
        }
    }

    fn font(&mut self, font: &Dictionary, depth: usize) -> Hash {
        let document = self.document;
        let mut gathered = Gathered::default();
        let name = resolved(document, font, b"BaseFont").and_then(|name| name.as_name().ok());
        gathered.add("BaseFont", b"", name.map(|name| sum(&[name])));
        let about = resolved(document, font, b"FontDescriptor").and_then(|about| about.as_dict().ok());
        for key in ["FontFile", "FontFile2", "FontFile3"] {
            let file = about.and_then(|about| resolved(document, about, key.as_bytes()));
            let file = file.and_then(|file| file.as_stream().ok());
            gathered.add(key, b"", file.map(|file| sum(&[body(document, file)])));
        }
        let descendants = resolved(document, font, b"DescendantFonts").and_then(|list| list.as_array().ok());
        let descendant = descendants.and_then(|list| list.first());
        gathered.add("DescendantFonts", b"", descendant.and_then(|font| self.thing(font, depth + 1)));
        let glyphs = resolved(document, font, b"CharProcs").and_then(|glyphs| glyphs.as_dict().ok());
        self.named("CharProcs", glyphs, depth, &mut gathered);
        let resources = resolved(document, font, b"Resources").and_then(|own| own.as_dict().ok());
        let things = self.things(resources, depth);
        with_resources(gathered, things)
    }
}

/// The bytes as they go into the volume: code is left out.
fn body<'s>(document: &Document, stream: &'s Stream) -> &'s [u8] {
    let runs_code = resolved(document, &stream.dict, b"Subtype").is_some_and(|kind| is_name(kind, b"PS"));
    if runs_code { b"" } else { &stream.content }
}
