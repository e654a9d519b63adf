//! What a page draws besides text: forms and images, known by their prints (see [`crate::pdf::proof`]).

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::ZlibDecoder;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Number, Object, ObjectIdentifier, Stream};
use hayro_syntax::xref::XRef;

use super::text::{Draw, IDENTITY, Matrix, chain};
use crate::hash::Summing;
use crate::pdf::proof::{CATEGORIES, DEEPEST, Gathered, Hash, Print, of_stream, sum};

/// No content of a page unpacks to more.
const MOST_UNPACKED: u64 = 512 << 20;

/// A form or image that a page draws.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadDrawing {
    /// By what it is known; nothing if it is not there.
    pub print: Option<Print>,
    /// From its own space to the paper, in the order of PDF: a b c d e f.
    pub map: [f64; 6],
    /// What of its own space is shown: left, bottom, right, top.
    pub shown: [f64; 4],
    /// Nothing is painted, clipped or set before it.
    pub first: bool,
}

/// Takes prints, remembering each object.
pub struct Prints<'a> {
    xref: &'a XRef,
    known: BTreeMap<ObjectIdentifier, Option<Hash>>,
}

impl<'a> Prints<'a> {
    /// For the pages of this file.
    pub fn new(xref: &'a XRef) -> Self {
        Prints { xref, known: BTreeMap::new() }
    }

    /// What is drawn there.
    pub fn drawing(&mut self, draw: Draw<'a>) -> ReadDrawing {
        let Some(stream) = draw.what else {
            return ReadDrawing { print: None, map: draw.ctm, shown: [0.0; 4], first: draw.first };
        };
        let dict = stream.dict();
        let form = name(dict, "Subtype") == b"Form";
        let shown = if form { numbers(dict, "BBox").unwrap_or_default() } else { [0.0, 0.0, 1.0, 1.0] };
        let own: Matrix = numbers(dict, "Matrix").filter(|_| form).unwrap_or(IDENTITY);
        let raw = stream.raw_data();
        let things = self.belongings(dict, 0);
        let plain = if form { unpacked(&stream, &raw) } else { None };
        let print = Print { packed: Some(sum(&[&raw])), plain, things };
        ReadDrawing { print: Some(print), map: chain(own, draw.ctm), shown, first: draw.first }
    }

    fn thing(&mut self, entry: &MaybeRef<Object<'a>>, depth: usize) -> Option<Hash> {
        let (id, object) = match entry {
            MaybeRef::NotRef(object) => (None, object.clone()),
            MaybeRef::Ref(reference) => {
                let id: ObjectIdentifier = (*reference).into();
                (Some(id), self.xref.get::<Object<'a>>(id)?)
            }
        };
        if !matches!(object, Object::Stream(_) | Object::Dict(_)) {
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
        let hash = match &object {
            Object::Stream(stream) => {
                let belongings = self.belongings(stream.dict(), depth);
                of_stream(&name(stream.dict(), "Subtype"), &sum(&[&stream.raw_data()]), &belongings)
            }
            Object::Dict(font) => self.font(font, depth),
            _ => return None,
        };
        if let Some(id) = id {
            self.known.insert(id, Some(hash));
        }
        Some(hash)
    }

    fn belongings(&mut self, dict: &Dict<'a>, depth: usize) -> Hash {
        let mut gathered = Gathered::default();
        for key in ["SMask", "Mask"] {
            let mask = dict.get::<Stream<'a>>(key).and_then(|_| dict.get_raw::<Object<'a>>(key));
            gathered.add(key, b"", mask.and_then(|mask| self.thing(&mask, depth + 1)));
        }
        gathered.add("Resources", b"", Some(self.things(dict, depth)));
        gathered.hash()
    }

    /// The things in the resources of a form, pattern or font.
    fn things(&mut self, owner: &Dict<'a>, depth: usize) -> Hash {
        let resources = owner.get::<Dict<'a>>("Resources").unwrap_or_default();
        let mut gathered = Gathered::default();
        for category in CATEGORIES {
            self.named(category, resources.get::<Dict<'a>>(category), depth, &mut gathered);
        }
        gathered.hash()
    }

    fn named(&mut self, kind: &str, named: Option<Dict<'a>>, depth: usize, gathered: &mut Gathered) {
        let Some(named) = named else { return };
        let mut entries: Vec<(Name<'a>, MaybeRef<Object<'a>>)> = named.entries().collect();
        entries.sort_by(|(one, _), (two, _)| {
            let (one, two): (&[u8], &[u8]) = (one.as_ref(), two.as_ref());
            one.cmp(two)
        });
        for (name, thing) in entries {
            gathered.add(kind, name.as_ref(), self.thing(&thing, depth + 1));
        }
    }

    fn font(&mut self, font: &Dict<'a>, depth: usize) -> Hash {
        let mut gathered = Gathered::default();
        let base = font.get::<Name<'a>>("BaseFont");
        gathered.add("BaseFont", b"", base.map(|base| sum(&[base.as_ref()])));
        let about = font.get::<Dict<'a>>("FontDescriptor");
        for key in ["FontFile", "FontFile2", "FontFile3"] {
            let file = about.as_ref().and_then(|about| about.get::<Stream<'a>>(key));
            gathered.add(key, b"", file.map(|file| sum(&[&file.raw_data()])));
        }
        let descendant =
            font.get::<Array<'a>>("DescendantFonts").and_then(|descendants| descendants.raw_iter().next());
        let hash = descendant.and_then(|font| self.thing(&font, depth + 1));
        gathered.add("DescendantFonts", b"", hash);
        self.named("CharProcs", font.get::<Dict<'a>>("CharProcs"), depth, &mut gathered);
        gathered.add("Resources", b"", Some(self.things(font, depth)));
        gathered.hash()
    }
}

fn name(dict: &Dict<'_>, key: &str) -> Vec<u8> {
    dict.get::<Name<'_>>(key).map(|name| name.as_ref().to_vec()).unwrap_or_default()
}

fn numbers<const N: usize>(dict: &Dict<'_>, key: &str) -> Option<[f64; N]> {
    let numbers: Vec<f64> =
        dict.get::<Array<'_>>(key)?.iter::<Number>().map(|number| number.as_f64()).collect();
    numbers.try_into().ok()
}

/// The hash of what a simply packed stream unpacks to; never held in memory as a whole.
fn unpacked(stream: &Stream<'_>, raw: &[u8]) -> Option<Hash> {
    let dict = stream.dict();
    if name(dict, "Filter") != b"FlateDecode" || dict.contains_key("DecodeParms") {
        return None;
    }
    let mut plain = ZlibDecoder::new(raw).take(MOST_UNPACKED);
    let mut summing = Summing::default();
    let mut part = vec![0; 1 << 16];
    loop {
        match plain.read(&mut part).ok()? {
            0 => return Some(summing.checksum()),
            read => summing.update(part.get(..read)?),
        }
    }
}
