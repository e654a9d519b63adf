//! Reads a text to its end although it has syntax mistakes.
//!
//! The TOML parser goes on after most mistakes by itself. After some it would lose or misplace all
//! that follows: a line without `=`, a heading or a list that is never closed. Those are mended in a
//! copy of the text, which is then read again; the mistake is reported where it was made.

use std::ops::Range;

use toml::de::{DeTable, DeValue, Error};

use super::mended::Mended;
use super::node::{Entry, entries};
use super::patch::Patch;
use super::source::{line_at, line_start};
use super::{MOST_FINDINGS, wording};

/// A syntax mistake, in plain words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mistake {
    pub(super) span: Range<usize>,
    pub(super) message: String,
    pub(super) hint: String,
}

/// What could be read, and all syntax mistakes.
pub(super) struct Reading {
    pub(super) root: Vec<Entry>,
    pub(super) mistakes: Vec<Mistake>,
    /// Some of the text could not be read at all.
    pub(super) incomplete: bool,
}

/// How often a text is mended and read again.
const PASSES: usize = 30;

pub(super) fn read(text: &str) -> Reading {
    let mut patch = Patch::default();
    let mut mistakes = Vec::new();
    for pass in 0..=PASSES {
        let work = patch.apply(text);
        let (table, errors) = DeTable::parse_recoverable(&work);
        let breaks = breaks(text, &patch, table.get_ref(), &errors);
        if breaks.len() > MOST_FINDINGS {
            // This is no TOML at all.
            mistakes.extend(breaks.into_iter().map(|found| found.mistake));
            return Reading { root: Vec::new(), mistakes, incomplete: true };
        }
        let lost = !breaks.is_empty();
        if pass < PASSES && patch.mend(breaks, &mut mistakes) {
            continue;
        }
        let incomplete = lost || errors.iter().any(|error| error.span().is_none());
        let mut ground = Mended::new(text, &patch, mistakes, &errors);
        let root = entries(table.get_ref(), &mut ground);
        return Reading { root, mistakes: ground.mistakes, incomplete };
    }
    Reading { root: Vec::new(), mistakes, incomplete: true }
}

/// A mistake after which the parser loses its way.
pub(super) struct Break {
    /// Where it shows, in the text as written.
    at: usize,
    pub(super) repair: Repair,
    pub(super) mistake: Mistake,
}

pub(super) enum Repair {
    /// The line that starts here is replaced by something of the same length.
    Line(usize),
    /// This is put in here.
    Insert(usize, &'static str),
}

fn breaks(text: &str, patch: &Patch, table: &DeTable<'_>, errors: &[Error]) -> Vec<Break> {
    let mut breaks: Vec<Break> = errors
        .iter()
        .filter_map(|error| {
            let span = error.span()?;
            let message = error.message();
            if message.starts_with("invalid multi-line") && span.is_empty() {
                let opening = patch.original(string_ending_at(table, span.start)?);
                return Some(never_closed(text, opening.start));
            }
            if message.starts_with("unclosed inline table") {
                let opening = patch.original(braces_ending_at(table, span.start)?);
                return Some(braces_never_closed(text, opening.start));
            }
            find_break(text, message, patch.original(span).start)
        })
        .filter(|found| !patch.has(&found.repair))
        .take(MOST_FINDINGS + 1)
        .collect();
    breaks.sort_by_key(|found| found.at);
    breaks
}

fn find_break(text: &str, message: &str, at: usize) -> Option<Break> {
    let start = line_start(text, at);
    let line = line_at(text, start);
    if message.starts_with("key with no value") {
        let mistake = wording::no_assignment(line, start);
        return Some(Break { at: start, repair: Repair::Line(start), mistake });
    }
    if message.starts_with("unclosed table") || message.starts_with("unclosed array table") {
        let closing = if message.ends_with("`]]`") { "]]" } else { "]" };
        let mistake = wording::unclosed_heading(line, start);
        return Some(Break { at, repair: Repair::Insert(at, closing), mistake });
    }
    if message.starts_with("unexpected `=` in array") && is_assignment(line, at - start) {
        let (place, end) = after_the_list(text, start)?;
        let mistake = wording::unclosed(text, end, ']');
        return Some(Break { at: place, repair: Repair::Insert(place, "]\n"), mistake });
    }
    let in_braces = ["missing comma between key-value", "missing key for inline table"];
    if in_braces.iter().any(|known| message.starts_with(known)) && at == start {
        let (place, end) = after_the_list(text, start)?;
        let mistake = wording::unclosed(text, end, '}');
        return Some(Break { at: place, repair: Repair::Insert(place, "}\n"), mistake });
    }
    None
}

/// A text in triple quotes that is never closed: it is closed at the end of its first line.
fn never_closed(text: &str, opening: usize) -> Break {
    let start = line_start(text, opening);
    let end = start + line_at(text, start).len();
    let quotes =
        if text.get(opening..).is_some_and(|rest| rest.starts_with('\'')) { "'''" } else { "\"\"\"" };
    let mistake = wording::unclosed_quotes(opening..end, quotes);
    Break { at: opening, repair: Repair::Insert(end, quotes), mistake }
}

/// Braces that are never closed: they are closed before the next line that is not indented.
fn braces_never_closed(text: &str, opening: usize) -> Break {
    let start = line_start(text, opening);
    let line = line_at(text, start);
    let mut place = start;
    while let Some(newline) = text.get(place..).and_then(|rest| rest.find('\n')) {
        place += newline + 1;
        if !line_at(text, place).is_empty() && !line_at(text, place).starts_with([' ', '\t']) {
            let mistake = wording::unclosed(text, start + line.trim_end().len(), '}');
            return Break { at: opening, repair: Repair::Insert(place, "}\n"), mistake };
        }
    }
    let mistake = wording::unclosed(text, start + line.trim_end().len(), '}');
    Break { at: opening, repair: Repair::Insert(text.len(), "\n}"), mistake }
}

/// Is the `=` at this byte of the line the one after the key with which the line begins?
fn is_assignment(line: &str, equals: usize) -> bool {
    let key = line.get(..equals).unwrap_or_default().trim();
    !key.is_empty() && key.chars().all(is_key_letter)
}

pub(super) fn is_key_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.')
}

/// Where a list should have been closed that runs on into the line starting at `start`: before the
/// headings that stand above that line; and where its last line of content ends.
fn after_the_list(text: &str, start: usize) -> Option<(usize, usize)> {
    let mut place = start;
    while place > 0 {
        let above = line_start(text, place - 1);
        let line = line_at(text, above);
        let content = line.trim();
        if !content.is_empty() && !content.starts_with('#') && !is_heading(content) {
            return Some((place, above + line.trim_end().len()));
        }
        place = above;
    }
    None
}

fn is_heading(content: &str) -> bool {
    let name = content.trim_matches(|bracket| bracket == '[' || bracket == ']');
    content.starts_with('[') && content.ends_with(']') && !name.is_empty() && name.chars().all(is_key_letter)
}

/// The span of the text value that ends at this byte.
fn string_ending_at(table: &DeTable<'_>, end: usize) -> Option<Range<usize>> {
    ending_at(table, end, &|value| matches!(value, DeValue::String(_)))
}

/// The span of the table in braces that ends at this byte.
fn braces_ending_at(table: &DeTable<'_>, end: usize) -> Option<Range<usize>> {
    ending_at(table, end, &|value| matches!(value, DeValue::Table(_)))
}

fn ending_at(table: &DeTable<'_>, end: usize, is: &dyn Fn(&DeValue<'_>) -> bool) -> Option<Range<usize>> {
    table.iter().find_map(|(_, value)| value_ending_at(value.get_ref(), value.span(), end, is))
}

fn value_ending_at(
    value: &DeValue<'_>,
    span: Range<usize>,
    end: usize,
    is: &dyn Fn(&DeValue<'_>) -> bool,
) -> Option<Range<usize>> {
    if is(value) && span.end == end && !span.is_empty() {
        return Some(span);
    }
    match value {
        DeValue::Array(items) => {
            items.iter().find_map(|item| value_ending_at(item.get_ref(), item.span(), end, is))
        }
        DeValue::Table(table) => ending_at(table, end, is),
        _ => None,
    }
}
