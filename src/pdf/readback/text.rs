//! What a page's own content stream prints and draws, with its places.

use std::collections::BTreeMap;
use std::rc::Rc;

use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Dict, Name, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::Page;

use super::ReadText;
use super::cmap::ToUnicode;

/// The fonts met so far, by object.
#[derive(Default)]
pub struct Fonts {
    known: BTreeMap<ObjectIdentifier, Rc<Font>>,
}

struct Font {
    /// Bytes of a character code.
    width: usize,
    to_unicode: ToUnicode,
}

impl Fonts {
    fn get(&mut self, font: &Dict<'_>) -> Rc<Font> {
        let read = || {
            let map = font
                .get::<Stream<'_>>("ToUnicode")
                .and_then(|stream| stream.decoded().ok().map(|data| ToUnicode::parse(&data)));
            let composite =
                font.get::<Name<'_>>("Subtype").is_some_and(|subtype| subtype.as_str() == "Type0");
            Rc::new(Font { width: if composite { 2 } else { 1 }, to_unicode: map.unwrap_or_default() })
        };
        match font.obj_id() {
            Some(id) => self.known.entry(id).or_insert_with(read).clone(),
            None => read(),
        }
    }
}

/// An affine map in the order of PDF: a b c d e f.
pub type Matrix = [f64; 6];

pub const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// `first`, then `then`.
pub fn chain(first: Matrix, then: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = first;
    let [p, q, r, s, t, u] = then;
    [a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u]
}

/// A form or image that is drawn.
pub struct Draw<'a> {
    /// What is drawn; nothing if there is no such form or image.
    pub what: Option<Stream<'a>>,
    /// The map in force.
    pub ctm: Matrix,
    /// Nothing was painted, clipped or set before, only moved.
    pub first: bool,
}

/// The runs of text of a page, in the order in which they are painted, and the forms and images it draws. A run
/// goes on until the next move.
pub fn texts<'a>(page: &Page<'a>, fonts: &mut Fonts) -> (Vec<ReadText>, Vec<Draw<'a>>) {
    let mut draws = Vec::new();
    let Some(content) = page.page_stream() else { return (Vec::new(), draws) };
    let mut moved_only = true;
    let mut reader = Reader {
        ctm: IDENTITY,
        saved: Vec::new(),
        line: IDENTITY,
        leading: 0.0,
        font: None,
        fresh: true,
        texts: Vec::new(),
    };
    let mut instructions = UntypedIter::new(content);
    while let Some(instruction) = instructions.next() {
        let operands: Vec<Object<'_>> = instruction.operands().cloned().collect();
        let operator: &[u8] = instruction.operator;
        if operator == b"Tf" {
            let name = operands.first().cloned().and_then(Object::into_name);
            reader.font = name.and_then(|name| page.resources().get_font(&name)).map(|font| fonts.get(&font));
        } else if operator == b"Do" {
            let name = operands.first().cloned().and_then(Object::into_name);
            let what = name.and_then(|name| page.resources().get_x_object(&name));
            draws.push(Draw { what, ctm: reader.ctm, first: moved_only });
        } else {
            reader.step(operator, &operands);
        }
        moved_only &= matches!(operator, b"q" | b"Q" | b"cm");
    }
    (reader.texts, draws)
}

struct Reader {
    ctm: Matrix,
    saved: Vec<(Matrix, Option<Rc<Font>>)>,
    line: Matrix,
    leading: f64,
    font: Option<Rc<Font>>,
    /// The next text begins a new run.
    fresh: bool,
    texts: Vec<ReadText>,
}

impl Reader {
    fn step(&mut self, operator: &[u8], operands: &[Object<'_>]) {
        let numbers: Vec<f64> = operands
            .iter()
            .filter_map(|operand| operand.clone().into_number())
            .map(|number| number.as_f64())
            .collect();
        match (operator, numbers.as_slice()) {
            (b"q", _) => self.saved.push((self.ctm, self.font.clone())),
            (b"Q", _) => {
                if let Some((ctm, font)) = self.saved.pop() {
                    self.ctm = ctm;
                    self.font = font;
                }
            }
            (b"cm", &[a, b, c, d, e, f]) => self.ctm = chain([a, b, c, d, e, f], self.ctm),
            (b"BT", _) => self.move_to(IDENTITY),
            (b"ET", _) => self.fresh = true,
            (b"Tm", &[a, b, c, d, e, f]) => self.move_to([a, b, c, d, e, f]),
            (b"Td", &[x, y]) => self.move_by(x, y),
            (b"TD", &[x, y]) => {
                self.leading = -y;
                self.move_by(x, y);
            }
            (b"TL", &[leading]) => self.leading = leading,
            (b"T*", _) => self.move_by(0.0, -self.leading),
            (b"Tj", _) => self.show(operands),
            (b"'" | b"\"", _) => {
                self.move_by(0.0, -self.leading);
                self.show(operands);
            }
            (b"TJ", _) => {
                if let Some(array) = operands.first().cloned().and_then(Object::into_array) {
                    let parts: Vec<Object<'_>> = array.iter::<Object<'_>>().collect();
                    self.show(&parts);
                }
            }
            _ => {}
        }
    }

    fn move_to(&mut self, line: Matrix) {
        self.line = line;
        self.fresh = true;
    }

    fn move_by(&mut self, x: f64, y: f64) {
        self.move_to(chain([1.0, 0.0, 0.0, 1.0, x, y], self.line));
    }

    fn show(&mut self, parts: &[Object<'_>]) {
        let Some(font) = self.font.clone() else { return };
        let mut text = String::new();
        for string in parts.iter().filter_map(|part| part.clone().into_string()) {
            for code in string.as_bytes().chunks(font.width) {
                let code = code.iter().fold(0, |code, &byte| code << 8 | u32::from(byte));
                text += &font.to_unicode.letters(code);
            }
        }
        match self.texts.last_mut() {
            Some(run) if !self.fresh => run.text += &text,
            _ => {
                let [.., x, y] = chain(self.line, self.ctm);
                self.texts.push(ReadText { x, y, text });
            }
        }
        self.fresh = false;
    }
}
