//! The copy of a text in which mistakes are mended, and the way back from it to the text as written.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::source::{floor, line_at};
use super::syntax::{Break, Mistake, Repair, is_key_letter};

/// What was changed in the copy of the text so that the rest of it can be read.
#[derive(Debug, Default)]
pub(super) struct Patch {
    /// Starts of lines that are replaced.
    pub(super) lines: BTreeSet<usize>,
    /// What is put in, by place in the text as written.
    inserts: BTreeMap<usize, String>,
}

impl Patch {
    pub(super) fn has(&self, repair: &Repair) -> bool {
        match repair {
            Repair::Line(start) => self.lines.contains(start),
            // Two of a kind at one place would only go on for ever.
            Repair::Insert(at, what) => self.inserts.get(at).is_some_and(|there| there.contains(what)),
        }
    }

    /// Mends the lines up to and including the first place where something must be put in: what the
    /// parser says about the text after such a place is of no worth.
    pub(super) fn mend(&mut self, breaks: Vec<Break>, mistakes: &mut Vec<Mistake>) -> bool {
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

    pub(super) fn apply(&self, text: &str) -> String {
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
    pub(super) fn original(&self, span: Range<usize>) -> Range<usize> {
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
