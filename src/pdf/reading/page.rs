//! The words of one page, and the picture that it is, if it is one.

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, Stream};

use super::covered::{Area, Covered, is_dark};
use super::face::Face;
use super::words::Words;
use crate::pdf::content::{streams_of, unpack};
use crate::pdf::pagetree::{PageEntry, resolved};

/// The content of a page unpacks to no more than this, or it is not read.
const MOST_CONTENT: usize = 8 << 20;
/// Forms within forms that are followed.
const DEEPEST: usize = 6;
/// Operators that are looked at on a page.
const MOST_STEPS: usize = 400_000;
/// A picture that covers this part of a page is a scan of it.
const MOST_OF_A_PAGE: f64 = 0.6;

/// What a page says.
pub struct ReadPage {
    /// Its words.
    pub text: String,
    /// Pixels per inch of the picture that covers it.
    pub scan: Option<f64>,
    /// Letters that lie under dark boxes.
    pub covered: usize,
}

type Matrix = [f64; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// `first`, then `then`.
fn chain(first: Matrix, then: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = first;
    let [p, q, r, s, t, u] = then;
    [a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u]
}

/// Reads a page.
pub fn read(document: &Document, entry: &PageEntry) -> ReadPage {
    let nothing = ReadPage { text: String::new(), scan: None, covered: 0 };
    let Ok(page) = document.get_dictionary(entry.id) else { return nothing };
    let (width, height) = entry.visible.size();
    let mut reader = Reader {
        document,
        words: Words::default(),
        covered: Covered::default(),
        steps: 0,
        area: width * height,
        scan: None,
    };
    let mut content = Vec::new();
    for stream in streams_of(document, page) {
        let Ok(plain) = unpack(document, stream, MOST_CONTENT.saturating_sub(content.len())) else { break };
        content.extend_from_slice(&plain);
        content.push(b'\n');
    }
    let empty = Dictionary::new();
    let resources = resolved(document, page, b"Resources").and_then(|found| found.as_dict().ok());
    reader.run(&content, resources.unwrap_or(&empty), IDENTITY, 0);
    reader.typed_on(page);
    ReadPage { covered: reader.covered.letters(), text: reader.words.finish(), scan: reader.scan }
}

struct Reader<'a> {
    document: &'a Document,
    words: Words,
    covered: Covered,
    steps: usize,
    area: f64,
    scan: Option<f64>,
}

/// The state of setting text.
#[derive(Clone)]
struct Text<'a> {
    ctm: Matrix,
    line: Matrix,
    at: Matrix,
    leading: f64,
    size: f64,
    between: f64,
    spacing: f64,
    stretch: f64,
    /// What is painted is dark, and nothing shines through.
    dark: bool,
    opaque: bool,
    face: Option<Rc<Face<'a>>>,
}

impl<'a> Reader<'a> {
    fn run(&mut self, content: &[u8], resources: &'a Dictionary, ctm: Matrix, depth: usize) {
        let Ok(content) = Content::decode(content) else { return };
        let mut faces: BTreeMap<Vec<u8>, Rc<Face<'a>>> = BTreeMap::new();
        let mut text = Text {
            ctm,
            line: IDENTITY,
            at: IDENTITY,
            leading: 0.0,
            size: 1.0,
            between: 0.0,
            spacing: 0.0,
            stretch: 1.0,
            dark: true,
            opaque: true,
            face: None,
        };
        let mut saved: Vec<Text<'a>> = Vec::new();
        for operation in &content.operations {
            self.steps += 1;
            if self.steps > MOST_STEPS {
                return;
            }
            let operands = operation.operands.as_slice();
            match operation.operator.as_str() {
                "q" if saved.len() < 1000 => saved.push(text.clone()),
                "Q" => text = saved.pop().unwrap_or(text),
                "Tf" => {
                    let name = operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default();
                    text.size = operands.get(1).and_then(plain_number).unwrap_or(1.0);
                    text.face = self.face(name, resources, &mut faces);
                }
                "Do" => {
                    let name = operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default();
                    self.draw(name, resources, text.ctm, depth);
                }
                "gs" => {
                    let name = operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default();
                    text.opaque = self.is_opaque(name, resources).unwrap_or(text.opaque);
                }
                operator => {
                    self.step(operator, operands, &mut text);
                    self.paint(operator, operands, &mut text);
                }
            }
        }
    }

    fn face(
        &self,
        name: &[u8],
        resources: &'a Dictionary,
        faces: &mut BTreeMap<Vec<u8>, Rc<Face<'a>>>,
    ) -> Option<Rc<Face<'a>>> {
        if let Some(face) = faces.get(name) {
            return Some(Rc::clone(face));
        }
        let fonts = resolved(self.document, resources, b"Font")?.as_dict().ok()?;
        let font = resolved(self.document, fonts, name)?.as_dict().ok()?;
        let face = Rc::new(Face::of(self.document, font));
        faces.insert(name.to_vec(), Rc::clone(&face));
        Some(face)
    }

    fn draw(&mut self, name: &[u8], resources: &'a Dictionary, ctm: Matrix, depth: usize) {
        let things = resolved(self.document, resources, b"XObject").and_then(|things| things.as_dict().ok());
        let Some(Object::Stream(thing)) = things.and_then(|things| resolved(self.document, things, name))
        else {
            return;
        };
        let kind = resolved(self.document, &thing.dict, b"Subtype").and_then(|kind| kind.as_name().ok());
        match kind {
            Some(b"Image") => self.picture(thing, ctm),
            Some(b"Form") if depth < DEEPEST => {
                let Ok(plain) = unpack(self.document, thing, MOST_CONTENT) else { return };
                let own = resolved(self.document, &thing.dict, b"Matrix")
                    .and_then(|matrix| <Matrix>::try_from(numbers(matrix.as_array().ok()?)).ok());
                let inner = resolved(self.document, &thing.dict, b"Resources")
                    .and_then(|found| found.as_dict().ok())
                    .unwrap_or(resources);
                self.run(&plain, inner, chain(own.unwrap_or(IDENTITY), ctm), depth + 1);
            }
            _ => {}
        }
    }

    fn picture(&mut self, picture: &Stream, ctm: Matrix) {
        let [a, b, c, d, ..] = ctm;
        let (width, height) = (a.hypot(b), c.hypot(d));
        let side =
            |key: &[u8]| resolved(self.document, &picture.dict, key).and_then(|side| side.as_i64().ok());
        let (Some(across), Some(down)) = (side(b"Width"), side(b"Height")) else { return };
        if width * height < MOST_OF_A_PAGE * self.area || width < 1.0 || height < 1.0 {
            return;
        }
        let dpi = (across as f64 / (width / 72.0)).min(down as f64 / (height / 72.0));
        // A page may have a coarse ground below the sharp letters: the finest layer counts.
        self.scan = Some(self.scan.map_or(dpi, |known: f64| known.max(dpi)));
    }

    fn step(&mut self, operator: &str, operands: &[Object], text: &mut Text<'a>) {
        let values = numbers(operands);
        match (operator, values.as_slice()) {
            ("cm", &[a, b, c, d, e, f]) => text.ctm = chain([a, b, c, d, e, f], text.ctm),
            ("BT", _) => text.move_to(IDENTITY),
            ("Tm", &[a, b, c, d, e, f]) => text.move_to([a, b, c, d, e, f]),
            ("Td", &[x, y]) => text.move_by(x, y),
            ("TD", &[x, y]) => {
                text.leading = -y;
                text.move_by(x, y);
            }
            ("T*", _) => text.move_by(0.0, -text.leading),
            ("TL", &[leading]) => text.leading = leading,
            ("Tc", &[between]) => text.between = between,
            ("Tw", &[spacing]) => text.spacing = spacing,
            ("Tz", &[stretch]) => text.stretch = stretch / 100.0,
            ("Tj", _) => self.show(operands, text),
            ("'" | "\"", _) => {
                text.move_by(0.0, -text.leading);
                self.show(operands, text);
            }
            ("TJ", _) => {
                if let Some(Object::Array(parts)) = operands.first() {
                    self.show(parts, text);
                }
            }
            _ => {}
        }
    }

    /// Does a state of the list let nothing shine through? Nothing if it does not say.
    fn is_opaque(&self, name: &[u8], resources: &Dictionary) -> Option<bool> {
        let states = resolved(self.document, resources, b"ExtGState")?.as_dict().ok()?;
        let state = resolved(self.document, states, name)?.as_dict().ok()?;
        Some(plain_number(resolved(self.document, state, b"ca")?)? > 0.9)
    }

    /// Paths and their colours: what they cover.
    fn paint(&mut self, operator: &str, operands: &[Object], text: &mut Text<'a>) {
        let values = numbers(operands);
        let on_page = |x: f64, y: f64| {
            let [.., x, y] = chain([1.0, 0.0, 0.0, 1.0, x, y], text.ctm);
            (x, y)
        };
        match (operator, values.as_slice()) {
            ("g" | "rg" | "k" | "sc" | "scn", colour) => text.dark = is_dark(colour).unwrap_or(false),
            ("cs", _) => text.dark = false,
            ("re", &[x, y, width, height]) => {
                for (x, y) in [(x, y), (x + width, y), (x + width, y + height), (x, y + height)] {
                    let (x, y) = on_page(x, y);
                    self.covered.corner(x, y);
                }
            }
            ("m" | "l", &[x, y]) => {
                let (x, y) = on_page(x, y);
                self.covered.corner(x, y);
            }
            ("c" | "v" | "y", _) => (0..=64).for_each(|_| self.covered.corner(f64::NAN, f64::NAN)),
            ("f" | "F" | "f*" | "B" | "B*" | "b" | "b*", _) => self.covered.paint(text.dark && text.opaque),
            ("S" | "s" | "n", _) => self.covered.paint(false),
            _ => {}
        }
    }

    fn show(&mut self, parts: &[Object], text: &mut Text<'a>) {
        let Some(face) = text.face.clone() else { return };
        for part in parts {
            if let Object::String(bytes, _) = part {
                let (from, start) = (text.place(), text.at);
                let (width, codes, spaces) = face.measure(bytes);
                let advance =
                    width / 1000.0 * text.size + text.between * codes as f64 + text.spacing * spaces as f64;
                text.advance(advance * text.stretch);
                let letters = face.letters(bytes);
                self.covered.run(text.area(start), letters.chars().filter(|c| !c.is_whitespace()).count());
                self.words.add(&letters, from, text.place(), text.height());
            } else if let Some(back) = plain_number(part) {
                text.advance(-back / 1000.0 * text.size * text.stretch);
            }
        }
    }

    /// What people typed on top of the page with a reader program.
    fn typed_on(&mut self, page: &Dictionary) {
        let notes = resolved(self.document, page, b"Annots").and_then(|notes| notes.as_array().ok());
        for note in notes.into_iter().flatten().take(500) {
            let Ok((_, Object::Dictionary(note))) = self.document.dereference(note) else { continue };
            let typed = note.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"FreeText");
            let words = resolved(self.document, note, b"Contents");
            if let Some(words) =
                words.filter(|_| typed).and_then(|words| lopdf::decode_text_string(words).ok())
            {
                self.words.apart(&words);
            }
        }
    }
}

impl Text<'_> {
    fn move_to(&mut self, line: Matrix) {
        self.line = line;
        self.at = line;
    }

    fn move_by(&mut self, x: f64, y: f64) {
        self.move_to(chain([1.0, 0.0, 0.0, 1.0, x, y], self.line));
    }

    fn advance(&mut self, x: f64) {
        self.at = chain([1.0, 0.0, 0.0, 1.0, x, 0.0], self.at);
    }

    /// Where the next letter stands, seen along the line of the text: turned text reads like upright text.
    fn place(&self) -> (f64, f64) {
        let [a, b, _, _, x, y] = chain(self.at, self.ctm);
        let length = a.hypot(b);
        if length < 1e-9 {
            return (x, y);
        }
        let (cos, sin) = (a / length, b / length);
        (x * cos + y * sin, y * cos - x * sin)
    }

    /// The area of letters that were set from `start` to here.
    fn area(&self, start: Matrix) -> Area {
        let corner = |at: Matrix, up: f64| {
            let [.., x, y] = chain(chain([1.0, 0.0, 0.0, 1.0, 0.0, up * self.size], at), self.ctm);
            (x, y)
        };
        // From below the line to the height of small letters.
        let ends = [corner(start, -0.1), corner(start, 0.6), corner(self.at, -0.1), corner(self.at, 0.6)];
        let [mut left, mut bottom, mut right, mut top] = [ends[0].0, ends[0].1, ends[0].0, ends[0].1];
        for (x, y) in ends {
            (left, right) = (left.min(x), right.max(x));
            (bottom, top) = (bottom.min(y), top.max(y));
        }
        [left, bottom, right, top]
    }

    fn height(&self) -> f64 {
        let [_, _, c, d, ..] = chain(self.at, self.ctm);
        (self.size * c.hypot(d)).abs()
    }
}

fn plain_number(object: &Object) -> Option<f64> {
    match object {
        Object::Integer(number) => Some(*number as f64),
        Object::Real(number) => Some(f64::from(*number)),
        _ => None,
    }
}

fn numbers(objects: &[Object]) -> Vec<f64> {
    objects.iter().filter_map(plain_number).collect()
}
