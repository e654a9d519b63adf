//! Reads a text to its end although it has syntax mistakes.
//!
//! The TOML parser goes on after most mistakes by itself. After some it would lose or misplace all
//! that follows: a line without `=`, a heading or a list that is never closed. Those are mended in a
//! copy of the text, which is then read again; the mistake is reported where it was made.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::de::{DeTable, DeValue, Error};

use super::node::{Entry, Ground, entries};
use super::source::{floor, line_at, line_start};
use super::wording;

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
        let lost = !breaks.is_empty();
        if pass < PASSES && patch.mend(breaks, &mut mistakes) {
            continue;
        }
        let incomplete = lost || errors.iter().any(|error| error.span().is_none());
        let mut ground = Mended { text, patch: &patch, mistakes };
        ground.add(&errors);
        let root = entries(table.get_ref(), &mut ground);
        return Reading { root, mistakes: ground.mistakes, incomplete };
    }
    Reading { root: Vec::new(), mistakes, incomplete: true }
}

/// A mistake after which the parser loses its way.
struct Break {
    /// Where it shows, in the text as written.
    at: usize,
    repair: Repair,
    mistake: Mistake,
}

enum Repair {
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
            find_break(text, message, patch.original(span).start)
        })
        .filter(|found| !patch.has(&found.repair))
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
    if message.starts_with("missing comma between key-value") && at == start {
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

/// Is the `=` at this byte of the line the one after the key with which the line begins?
fn is_assignment(line: &str, equals: usize) -> bool {
    let key = line.get(..equals).unwrap_or_default().trim();
    !key.is_empty() && key.chars().all(is_key_letter)
}

fn is_key_letter(letter: char) -> bool {
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
    table.iter().find_map(|(_, value)| string_in(value.get_ref(), value.span(), end))
}

fn string_in(value: &DeValue<'_>, span: Range<usize>, end: usize) -> Option<Range<usize>> {
    match value {
        DeValue::String(_) if span.end == end => Some(span),
        DeValue::Array(items) => items.iter().find_map(|item| string_in(item.get_ref(), item.span(), end)),
        DeValue::Table(table) => string_ending_at(table, end),
        _ => None,
    }
}

/// What was changed in the copy of the text so that the rest of it can be read.
#[derive(Debug, Default)]
struct Patch {
    /// Starts of lines that are replaced.
    lines: BTreeSet<usize>,
    /// What is put in, by place in the text as written.
    inserts: BTreeMap<usize, String>,
}

impl Patch {
    fn has(&self, repair: &Repair) -> bool {
        match repair {
            Repair::Line(start) => self.lines.contains(start),
            // Two of a kind at one place would only go on for ever.
            Repair::Insert(at, what) => self.inserts.get(at).is_some_and(|there| there.contains(what)),
        }
    }

    /// Mends the lines up to and including the first place where something must be put in: what the
    /// parser says about the text after such a place is of no worth.
    fn mend(&mut self, breaks: Vec<Break>, mistakes: &mut Vec<Mistake>) -> bool {
        let mut mended = false;
        for found in breaks {
            mended = true;
            mistakes.push(found.mistake);
            match found.repair {
                Repair::Line(start) => {
                    self.lines.insert(start);
                }
                Repair::Insert(at, what) => {
                    // What opened later is closed first.
                    let there = self.inserts.entry(at).or_default();
                    *there = format!("{what}{there}");
                    break;
                }
            }
        }
        mended
    }

    fn apply(&self, text: &str) -> String {
        let mut work = String::with_capacity(text.len() + 64);
        let mut done = 0;
        for &start in &self.lines {
            let line = line_at(text, start);
            work.push_str(text.get(done..start).unwrap_or_default());
            work.push_str(&replacement(line));
            done = start + line.len();
        }
        work.push_str(text.get(done..).unwrap_or_default());
        for (&at, what) in self.inserts.iter().rev() {
            let at = floor(&work, at.min(work.len()));
            work.insert_str(at, what);
        }
        work
    }

    /// The span in the text as written of a span in the copy.
    fn original(&self, span: Range<usize>) -> Range<usize> {
        let start = self.original_byte(span.start);
        start..self.original_byte(span.end).max(start)
    }

    fn original_byte(&self, byte: usize) -> usize {
        let mut before = 0;
        for (&at, what) in &self.inserts {
            if byte < at + before {
                break;
            }
            if byte < at + before + what.len() {
                return at;
            }
            before += what.len();
        }
        byte.saturating_sub(before)
    }
}

/// Keeps the key of a line without `=`, so that it does not count as missing; the length stays.
fn replacement(line: &str) -> String {
    let key: String =
        line.trim_start().chars().take_while(|&letter| is_key_letter(letter) && letter != '.').collect();
    let kept = if key.is_empty() { String::new() } else { format!("{key}=0") };
    if kept.len() > line.len() {
        " ".repeat(line.len())
    } else {
        format!("{kept:width$}", width = line.len())
    }
}

/// The text as written, seen through the patch.
struct Mended<'a> {
    text: &'a str,
    patch: &'a Patch,
    mistakes: Vec<Mistake>,
}

impl Mended<'_> {
    fn add(&mut self, errors: &[Error]) {
        let mut spans: Vec<(Range<usize>, &str)> = errors
            .iter()
            .map(|error| (self.patch.original(error.span().unwrap_or(0..0)), error.message()))
            .collect();
        spans.sort_by_key(|(span, _)| span.start);
        for (span, message) in spans {
            let start = line_start(self.text, span.start);
            if self.patch.lines.contains(&start) {
                continue;
            }
            let line = start..start + line_at(self.text, start).len();
            let follows = self
                .mistakes
                .iter()
                .any(|known| line.contains(&known.span.start) || known.span.start == line.end);
            if follows && wording::only_follows(message) {
                continue;
            }
            let mistake = wording::mistake(self.text, span, message);
            let again = self.mistakes.iter().any(|known| {
                known.message == mistake.message
                    && (known.span.start == mistake.span.start
                        || wording::once_a_line(message) && line.contains(&known.span.start))
            });
            if !again {
                self.mistakes.push(mistake);
            }
            if self.mistakes.len() >= super::MOST_FINDINGS {
                return;
            }
        }
    }
}

impl Ground for Mended<'_> {
    fn original(&self, span: Range<usize>) -> Range<usize> {
        self.patch.original(span)
    }

    fn spoilt(&self, span: &Range<usize>) -> bool {
        self.mistakes.iter().any(|known| {
            let empty =
                known.span.is_empty() && span.start <= known.span.start && known.span.start <= span.end;
            empty || (known.span.start < span.end && span.start < known.span.end) || known.span == *span
        })
    }

    fn impossible(&mut self, span: Range<usize>) {
        let mistake = wording::mistake(self.text, span, "invalid date");
        self.mistakes.push(mistake);
    }
}
