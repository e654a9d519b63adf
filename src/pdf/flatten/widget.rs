//! Makes the appearance of a form field that has none, out of what was filled in.

use lopdf::{Dictionary, Document, Object};

use super::face::Face;
use super::fields::{Field, FieldKind};
use super::frame::{Frame, Outline};
use super::geometry::{Rect, operation};
use super::lookup::{dictionary, name, text_at};
use super::made::Made;
use super::notes::short;
use super::style::Style;
use super::textbox::{Flow, TextBox, set};
use super::typeface::{Typeface, Used, nearest};

/// Behind what is picked in a list.
const PICKED: [f64; 3] = [0.6, 0.75, 0.86];

/// The typeface for a text: the one asked for, else Helvetica, else the program's own: the first that has all the
/// letters, or else most of them. What none has goes into the notes.
pub fn face_for(
    document: &Document,
    style: &Style,
    text: &str,
    field: &str,
    notes: &mut Vec<String>,
) -> Typeface {
    let (face, missing) = best_face(document, style, text);
    let letters: Vec<char> = missing.into_iter().filter(|letter| !letter.is_control()).collect();
    if !letters.is_empty() {
        let stand_in = if matches!(face, Typeface::Own(_)) { "empty squares" } else { "question marks" };
        let more = if letters.len() > 40 { " …" } else { "" };
        let letters: String = letters.into_iter().take(40).collect();
        notes.push(format!(
            "{field} holds letters that no typeface here has: {letters}{more} ({stand_in} stand for them; print the \
             form to PDF with the program that filled it in)"
        ));
    }
    face
}

fn best_face(document: &Document, style: &Style, text: &str) -> (Typeface, Vec<char>) {
    let text: String = text.chars().filter(|letter| !matches!(letter, '\n' | '\r')).collect();
    let wanted = Typeface::OfForm(Box::new(Face::named(document, &style.font)));
    let missing = wanted.missing(&text);
    if missing.is_empty() {
        return (wanted, missing);
    }
    let name = Face::base_name(document, &style.font);
    let others = [Typeface::OfForm(Box::new(Face::helvetica())), Typeface::Own(nearest(&name))];
    let others = others.into_iter().map(|face| {
        let missing = face.missing(&text);
        (face, missing)
    });
    // The first of equals.
    others
        .chain([(wanted, missing)])
        .min_by_key(|(_, missing)| missing.len())
        .unwrap_or_else(|| (Typeface::OfForm(Box::new(Face::helvetica())), Vec::new()))
}

/// Can what was filled in be set with all its letters?
pub fn has_all_letters(document: &Document, field: &Field<'_>) -> bool {
    best_face(document, &Style::parse(&field.style()), &field.shown()).1.is_empty()
}

/// The appearance of a text field or a choice with what was filled in.
pub fn filled_in(
    document: &Document,
    widget: &Dictionary,
    field: &Field<'_>,
    rect: Rect,
    notes: &mut Vec<String>,
) -> Made {
    let outline = field.comb().map_or(Outline::Box, Outline::Cells);
    let mut frame = Frame::of(document, widget, rect, outline);
    let style = Style::parse(&field.style());
    let is_list = field.kind == FieldKind::Choice && !field.is_combo();
    let text = if is_list { String::new() } else { field.shown() };
    let listed = if is_list { field.choices() } else { Vec::new() };
    let all: String = listed.iter().map(|(_, shown)| shown.as_str()).chain([text.as_str()]).collect();
    let called = format!("the filled-in field “{}”", short(&field.name()));
    let face = face_for(document, &style, &all, &called, notes);
    let mut used = Used::default();
    let flow = match field.comb() {
        Some(cells) => Flow::Cells(cells),
        None if field.is_multiline() => Flow::Lines,
        None => Flow::Line,
    };
    let mut body = String::new();
    if is_list {
        list(&mut body, field, &listed, &face, &style, &frame, &mut used);
    } else if !text.trim().is_empty() {
        let area = TextBox {
            width: frame.width,
            height: frame.height,
            inset: 2.0 * frame.border.max(1.0),
            alignment: field.alignment(),
            flow,
        };
        let set = set(&text, &face, &style, &area);
        if set.overflows {
            notes.push(format!(
                "the text of the filled-in field “{}” is longer than its box: its end cannot be seen",
                field.name()
            ));
        }
        body.push_str(&set.content);
        used = set.used;
    }
    frame.content.push_str("/Tx BMC\nq\n");
    let edge = frame.border;
    let clip = [edge, edge, frame.width - 2.0 * edge, frame.height - 2.0 * edge];
    operation(&mut frame.content, &clip, "re");
    frame.content.push_str("W\nn\n");
    frame.content.push_str(&body);
    frame.content.push_str("Q\nEMC\n");
    frame.finish().set_in(face, used)
}

fn list(
    body: &mut String,
    field: &Field<'_>,
    choices: &[(String, String)],
    face: &Typeface,
    style: &Style,
    frame: &Frame,
    used: &mut Used,
) {
    let picked = field.all_filled_in();
    let size = if style.size > 0.0 { style.size } else { 12.0 };
    let step = 1.15 * size;
    let inset = 2.0 * frame.border.max(1.0);
    let rows = (frame.height / step).ceil().clamp(1.0, 1000.0) as usize;
    // What was picked must be seen, wherever the list was scrolled to when it was saved.
    let first_picked = choices.iter().position(|(stored, _)| picked.contains(stored)).unwrap_or(0);
    let top = field.first_visible().min(choices.len());
    let seen = (top..top.saturating_add(rows.saturating_sub(1).max(1))).contains(&first_picked);
    let top = if seen { top } else { first_picked };
    for (row, (stored, shown)) in choices.iter().skip(top).take(rows).enumerate() {
        let bottom = frame.height - inset - (row + 1) as f64 * step;
        if picked.contains(stored) {
            operation(body, &PICKED, "rg");
            operation(body, &[0.0, bottom, frame.width, step], "re");
            body.push_str("f\n");
        }
        let area = TextBox { width: frame.width, height: step, inset, alignment: 0, flow: Flow::Line };
        let sized = Style { size, ..style.clone() };
        body.push_str("q\n");
        operation(body, &[1.0, 0.0, 0.0, 1.0, 0.0, bottom], "cm");
        let set = set(shown, face, &sized, &area);
        used.0.extend(set.used.0);
        body.push_str(&set.content);
        body.push_str("Q\n");
    }
}

/// The appearance of a button that does something: its caption.
pub fn button(
    document: &Document,
    widget: &Dictionary,
    field: &Field<'_>,
    rect: Rect,
    notes: &mut Vec<String>,
) -> Made {
    let mut frame = Frame::of(document, widget, rect, Outline::Box);
    let caption = dictionary(document, widget, "MK").and_then(|look| text_at(document, look, "CA"));
    let Some(caption) = caption else { return frame.finish() };
    let style = Style::parse(&field.style());
    let style = if style.size > 0.0 { style } else { Style { size: 12.0, ..style } };
    let face = face_for(document, &style, &caption, &format!("the button “{}”", short(&caption)), notes);
    let (width, height) = (frame.width, frame.height);
    let area = TextBox { width, height, inset: frame.border, alignment: 1, flow: Flow::Line };
    let set = set(&caption, &face, &style, &area);
    frame.content.push_str(&set.content);
    frame.finish().set_in(face, set.used)
}

/// The appearance of a check box or radio button that is on or off.
pub fn mark(document: &Document, widget: &Dictionary, field: &Field<'_>, rect: Rect, on: bool) -> Made {
    let round = field.is_radio() && rect.width() < 2.0 * rect.height() && rect.height() < 2.0 * rect.width();
    let outline = if round { Outline::Round } else { Outline::Box };
    let mut frame = Frame::of(document, widget, rect, outline);
    if on {
        let style = Style::parse(&field.style());
        let sign = dictionary(document, widget, "MK").and_then(|look| text_at(document, look, "CA"));
        let side = (frame.width.min(frame.height) - 2.0 * frame.border).max(1.0);
        frame.content.push_str("q\n");
        frame.content.push_str(&style.colour);
        frame.content.push_str(&style.colour.to_uppercase());
        let corner = [(frame.width - side) / 2.0, (frame.height - side) / 2.0];
        operation(&mut frame.content, &[side, 0.0, 0.0, side, corner[0], corner[1]], "cm");
        frame.content.push_str(match sign.as_deref() {
            Some("l") => DISC,
            Some("8") => CROSS,
            Some("n") => "0.2 0.2 0.6 0.6 re\nf\n",
            Some("u") => "0.5 0.15 m\n0.85 0.5 l\n0.5 0.85 l\n0.15 0.5 l\nf\n",
            None if field.is_radio() => DISC,
            _ => TICK,
        });
        frame.content.push_str("Q\n");
    }
    frame.finish()
}

const TICK: &str = "0.12 w\n1 J\n0.2 0.5 m\n0.42 0.24 l\n0.82 0.78 l\nS\n";
const CROSS: &str = "0.12 w\n1 J\n0.2 0.2 m\n0.8 0.8 l\n0.2 0.8 m\n0.8 0.2 l\nS\n";
const DISC: &str = "0.78 0.5 m\n0.78 0.6546 0.6546 0.78 0.5 0.78 c\n0.3454 0.78 0.22 0.6546 0.22 0.5 c\n\
    0.22 0.3454 0.3454 0.22 0.5 0.22 c\n0.6546 0.22 0.78 0.3454 0.78 0.5 c\nf\n";

/// Is a check box or radio button on? By its own state, else by what the field was filled in with.
pub fn is_on(document: &Document, widget: &Dictionary, field: &Field<'_>) -> bool {
    match name(document, widget, "AS") {
        Some(state) => state != b"Off",
        None => field.is_whole_field() && value_name(field).is_some_and(|value| value != b"Off"),
    }
}

/// The state that a check box or radio button was filled in with.
pub fn value_name<'a>(field: &Field<'a>) -> Option<&'a [u8]> {
    match field.get("V")? {
        Object::Name(name) => Some(name),
        // Against the standard, but seen.
        Object::String(text, _) => Some(text),
        _ => None,
    }
}
