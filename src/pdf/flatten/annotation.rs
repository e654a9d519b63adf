//! Goes through the annotations of a page and decides what is drawn, what stays and what is left out.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::appearance::{self, Found, Shows};
use super::fields::{Field, FieldKind};
use super::geometry::{IDENTITY, Matrix, Rect, onto, then, turned_about};
use super::lookup::{form, inherited, integer, lineage, name, numbers_at, resolve, value};
use super::made::Made;
use super::notes::{by, called, hidden_comment, left_out, short};
use super::{markup, widget, words};

/// A page with more annotations than this is no page that a person made.
const MOST_ANNOTATIONS: usize = 20_000;

const HIDDEN: i64 = 1 << 1;
const PRINT: i64 = 1 << 2;
const NO_ROTATE: i64 = 1 << 4;
const NO_VIEW: i64 = 1 << 5;

/// What a look over the page's annotations came to.
#[derive(Default)]
pub struct Survey {
    /// What to draw, in order.
    pub drawings: Vec<Drawing>,
    /// The links, which stay.
    pub links: Vec<Object>,
    /// What to tell a person.
    pub notes: Vec<String>,
}

/// One appearance and where it goes.
pub struct Drawing {
    /// The appearance.
    pub look: Look,
    /// Lays it on the page.
    pub placed: Matrix,
    /// The layer it belongs to.
    pub layer: Option<Object>,
}

/// An appearance.
pub enum Look {
    /// One of the file's own.
    Own {
        /// The stream.
        id: ObjectId,
        /// Its box, if it does not say.
        bbox: [f64; 4],
        /// Its resources, if it does not say.
        resources: Option<Object>,
    },
    /// One made here.
    Made(Made),
}

/// Looks over a page; `None` if it has no annotations or is no page.
pub fn survey(document: &Document, page: ObjectId) -> Option<Survey> {
    let page = document.get_dictionary(page).ok()?;
    let listed = page.get(b"Annots").ok()?;
    let mut survey = Survey::default();
    let single;
    let annotations: &[Object] = match resolve(document, listed) {
        Some(Object::Array(annotations)) => annotations,
        // Against the standard, but seen: one annotation without an array around it.
        Some(Object::Dictionary(_)) => {
            single = [listed.clone()];
            &single
        }
        _ => &[],
    };
    if annotations.len() > MOST_ANNOTATIONS {
        survey
            .notes
            .push(format!("only the first {MOST_ANNOTATIONS} notes and marks of the page were looked at"));
    }
    let turn = inherited(document, &lineage(document, page), "Rotate").and_then(|turn| turn.as_i64().ok());
    let mut surveyor = Surveyor { document, turn: turn.unwrap_or(0), spent: 0, survey };
    for object in annotations.iter().take(MOST_ANNOTATIONS) {
        if let Some(Object::Dictionary(annotation)) = resolve(document, object) {
            surveyor.look_at(object, annotation);
        }
    }
    Some(surveyor.survey)
}

/// What the look of a field says.
#[derive(PartialEq)]
enum Written {
    /// What was filled in.
    Same,
    /// These words, which are others.
    Other(String),
    /// That cannot be told.
    Unknown,
}

struct Surveyor<'a> {
    document: &'a Document,
    turn: i64,
    /// Work spent on looking into appearances.
    spent: usize,
    survey: Survey,
}

impl<'a> Surveyor<'a> {
    fn look_at(&mut self, object: &Object, annotation: &'a Dictionary) {
        let document = self.document;
        let Some(subtype) = name(document, annotation, "Subtype") else { return };
        if subtype == b"Link" {
            self.survey.links.push(object.clone());
            return;
        }
        let field = (subtype == b"Widget").then(|| Field::of(document, annotation)).flatten();
        if let Some(signer) =
            field.as_ref().filter(|f| f.kind == FieldKind::Signature).and_then(Field::signer)
        {
            self.say(format!(
                "the digital signature of {} ends here: a merged copy can no longer be verified; keep this \
                 file, it is the signed original",
                short(&signer)
            ));
        }
        // Printed or not: it tells that something was to be unreadable and is not.
        if subtype == b"Redact" {
            self.say("a redaction mark that was never applied: what is under it can still be read".into());
        }
        let flags = integer(document, annotation, "F").unwrap_or(0);
        // What is marked "no view" but for printing is there for paper alone.
        if flags & HIDDEN != 0 || flags & NO_VIEW != 0 && flags & PRINT == 0 {
            return;
        }
        if let Some(said) = left_out(document, annotation, subtype) {
            self.say(said);
            if flags & PRINT == 0 || !has_printed_sign(document, annotation, subtype) {
                return;
            }
        }
        let Some(rect) = numbers_at(document, annotation, "Rect", 4).as_deref().and_then(Rect::from_numbers)
        else {
            return;
        };
        if flags & PRINT == 0 {
            self.unprinted(annotation, subtype, field.as_ref());
            return;
        }
        if let Some(said) = hidden_comment(document, annotation, subtype) {
            self.say(said);
        }
        if let Some((look, placed)) = self.look_of(annotation, subtype, field.as_ref(), rect) {
            let placed = self.kept_upright(placed, flags, rect);
            self.survey.drawings.push(Drawing {
                look,
                placed,
                layer: appearance::layer(document, annotation),
            });
        }
    }

    fn say(&mut self, note: String) {
        self.survey.notes.push(note);
    }

    fn unprinted(&mut self, annotation: &Dictionary, subtype: &[u8], field: Option<&Field<'_>>) {
        match field {
            Some(field) => {
                let filled = match field.kind {
                    FieldKind::Text | FieldKind::Choice => !field.shown().trim().is_empty(),
                    FieldKind::Mark => widget::is_on(self.document, annotation, field),
                    FieldKind::Push | FieldKind::Signature => false,
                };
                if filled {
                    self.say(format!(
                        "the filled-in field “{}” is not marked for printing and was left out",
                        short(&field.name())
                    ));
                }
            }
            None if subtype == b"Widget" => {}
            None => {
                let by = by(self.document, annotation);
                self.say(format!("{}{by} is not marked for printing and was left out", called(subtype)));
            }
        }
    }

    fn look_of(
        &mut self,
        annotation: &'a Dictionary,
        subtype: &[u8],
        field: Option<&Field<'a>>,
        rect: Rect,
    ) -> Option<(Look, Matrix)> {
        if let Some(field) = field {
            return self.look_of_field(annotation, field, rect);
        }
        match appearance::normal(self.document, annotation) {
            Found::Stream(id) => self.own(id, rect),
            Found::OtherStates => None,
            Found::Nothing if subtype == b"Widget" => None,
            Found::Nothing => {
                let made = markup::made(self.document, annotation, subtype, rect, &mut self.survey.notes);
                if made.is_none() {
                    let by = by(self.document, annotation);
                    self.say(format!("{}{by} has no look of its own and was left out", called(subtype)));
                }
                // Made in the page's own coordinates: it lies where it is.
                Some((Look::Made(made?), IDENTITY))
            }
        }
    }

    fn look_of_field(
        &mut self,
        annotation: &'a Dictionary,
        field: &Field<'a>,
        rect: Rect,
    ) -> Option<(Look, Matrix)> {
        if rect.width() < 0.5 || rect.height() < 0.5 {
            return None;
        }
        let found = appearance::normal(self.document, annotation);
        match field.kind {
            FieldKind::Text | FieldKind::Choice => {
                let shows = match found {
                    Found::Stream(id) => appearance::shows(self.document, id, &mut self.spent),
                    _ => Shows::Nothing,
                };
                let filled =
                    field.kind == FieldKind::Choice && !field.is_combo() || !field.shown().trim().is_empty();
                let written = match found {
                    Found::Stream(id) if shows == Shows::Text && filled => self.written(id, field),
                    _ => Written::Unknown,
                };
                // A look that says what was filled in is better than any that is made here.
                let mut stale = shows == Shows::Text && written != Written::Same && self.needs_appearances();
                if let (Written::Other(words), false) = (&written, stale) {
                    self.say(format!(
                        "the field “{}” is filled in with “{}”, but the page shows “{}”: ask which is right",
                        short(&field.name()),
                        short(&field.shown()),
                        short(words)
                    ));
                }
                // A look that may be old is better than question marks in a new one.
                if stale && filled && !widget::has_all_letters(self.document, field) {
                    stale = false;
                    self.say(format!(
                        "the filled-in field “{}” has letters that cannot be set anew and is shown as it was last \
                         drawn: compare it with the original",
                        short(&field.name())
                    ));
                }
                let is_bar_code = annotation.has(b"PMD");
                // Without a look of its own, an empty field has its frame.
                let bare = found == Found::Nothing || shows == Shows::Nothing && filled;
                if shows != Shows::Picture && !is_bar_code && (stale || bare) {
                    let notes = &mut self.survey.notes;
                    let made = widget::filled_in(self.document, annotation, field, rect, notes);
                    return placed(made, rect);
                }
            }
            FieldKind::Mark => {
                let on = widget::is_on(self.document, annotation, field);
                self.check_mark(annotation, field, on);
                if found == Found::Nothing || (found == Found::OtherStates && on) {
                    return placed(widget::mark(self.document, annotation, field, rect, on), rect);
                }
            }
            FieldKind::Push if found == Found::Nothing => {
                let made = widget::button(self.document, annotation, field, rect, &mut self.survey.notes);
                return placed(made, rect);
            }
            FieldKind::Push | FieldKind::Signature => {}
        }
        match found {
            Found::Stream(id) => self.own(id, rect),
            _ => None,
        }
    }

    /// Does the look of a field say what it was filled in with?
    fn written(&self, look: ObjectId, field: &Field<'_>) -> Written {
        let is_list = field.kind == FieldKind::Choice && !field.is_combo();
        // A program may show a number or a date in another form than it stores.
        let formatted = field.get("AA").and_then(|act| act.as_dict().ok()).is_some_and(|act| act.has(b"F"));
        let Some(words) = words::words(self.document, look).filter(|_| !is_list && !field.is_password())
        else {
            return Written::Unknown;
        };
        let (shown, filled) = (words::letters(&words), words::letters(&field.shown()));
        /// As much of a long text as fits its box is as good as all of it.
        const LONG: usize = 20;
        match () {
            () if shown == filled => Written::Same,
            () if formatted || shown.chars().count() >= LONG && filled.contains(&shown) => Written::Unknown,
            () => Written::Other(words),
        }
    }

    /// A box that was filled in by a program that forgot to tick it looks empty: a person must know.
    fn check_mark(&mut self, annotation: &Dictionary, field: &Field<'_>, on: bool) {
        if let Some(value) = widget::value_name(field)
            && !on
            && value != b"Off"
            && !value.is_empty()
            && appearance::states(self.document, annotation).iter().any(|state| state == value)
        {
            self.say(format!(
                "the box “{}” is filled in as “{}”, but the page shows it empty",
                short(&field.name()),
                short(&String::from_utf8_lossy(value))
            ));
        }
    }

    fn needs_appearances(&self) -> bool {
        let asked = form(self.document).and_then(|form| value(self.document, form, "NeedAppearances"));
        matches!(asked, Some(Object::Boolean(true)))
    }

    fn own(&self, id: ObjectId, rect: Rect) -> Option<(Look, Matrix)> {
        let document = self.document;
        let stream = document.get_object(id).ok()?.as_stream().ok()?;
        let given = numbers_at(document, &stream.dict, "BBox", 4).as_deref().and_then(Rect::from_numbers);
        let bbox = given.unwrap_or(Rect::new(0.0, 0.0, rect.width(), rect.height()));
        let matrix = match numbers_at(document, &stream.dict, "Matrix", 6).as_deref() {
            Some(&[a, b, c, d, e, f]) => [a, b, c, d, e, f],
            _ => IDENTITY,
        };
        let resources = form(document).and_then(|form| form.get(b"DR").ok()).cloned();
        let look = Look::Own { id, bbox: [bbox.x0, bbox.y0, bbox.x1, bbox.y1], resources };
        Some((look, onto(bbox, matrix, rect)?))
    }

    fn kept_upright(&self, placed: Matrix, flags: i64, rect: Rect) -> Matrix {
        if flags & NO_ROTATE == 0 || self.turn % 360 == 0 {
            return placed;
        }
        then(placed, turned_about((rect.x0, rect.y1), self.turn))
    }
}

/// Of what paper cannot hold, a printer prints what stands for it: the still of a film, the sign of a note.
fn has_printed_sign(document: &Document, annotation: &Dictionary, subtype: &[u8]) -> bool {
    let signs: [&[u8]; 7] = [b"Text", b"FileAttachment", b"Sound", b"Movie", b"Screen", b"3D", b"RichMedia"];
    signs.contains(&subtype)
        && !annotation.has(b"StateModel")
        && matches!(appearance::normal(document, annotation), Found::Stream(_))
}

fn placed(made: Made, rect: Rect) -> Option<(Look, Matrix)> {
    let placed = onto(made.bbox, made.matrix, rect)?;
    Some((Look::Made(made), placed))
}
