//! The mistakes that the parser reports, each once, and the values that they spoil.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::de::Error;

use super::node::Ground;
use super::patch::Patch;
use super::source::{line_at, line_start};
use super::syntax::Mistake;
use super::{MOST_FINDINGS, wording};

/// The text as written, seen through the patch, with the mistakes in it.
pub(super) struct Mended<'a> {
    text: &'a str,
    patch: &'a Patch,
    pub(super) mistakes: Vec<Mistake>,
    /// Which mistakes begin in the line that starts at this byte.
    by_line: BTreeMap<usize, Vec<usize>>,
    spoilt: Spoilt,
}

impl<'a> Mended<'a> {
    /// What was only not closed does not spoil what stands in it; a line that was replaced is lost.
    pub(super) fn new(text: &'a str, patch: &'a Patch, found: Vec<Mistake>, errors: &[Error]) -> Mended<'a> {
        let mut mended =
            Mended { text, patch, mistakes: Vec::new(), by_line: BTreeMap::new(), spoilt: Spoilt::default() };
        found.into_iter().for_each(|mistake| mended.push(mistake));
        let mut bad: Vec<Range<usize>> =
            patch.lines.iter().map(|&start| start..start + line_at(text, start).len()).collect();
        mended.add(errors, &mut bad);
        mended.spoilt = Spoilt::new(bad);
        mended
    }

    fn push(&mut self, mistake: Mistake) {
        let line = line_start(self.text, mistake.span.start);
        self.by_line.entry(line).or_default().push(self.mistakes.len());
        self.mistakes.push(mistake);
    }

    fn add(&mut self, errors: &[Error], bad: &mut Vec<Range<usize>>) {
        let mut errors: Vec<(Range<usize>, &str)> = errors
            .iter()
            .map(|error| (self.patch.original(error.span().unwrap_or(0..0)), error.message()))
            .collect();
        errors.sort_by_key(|(span, _)| span.start);
        for (span, message) in errors {
            let line = line_start(self.text, span.start);
            if self.mistakes.len() > MOST_FINDINGS {
                return;
            }
            if self.patch.lines.contains(&line)
                || (wording::only_follows(message) && self.by_line.contains_key(&line))
            {
                continue;
            }
            let mistake = wording::mistake(self.text, span, message);
            bad.push(mistake.span.clone());
            if !self.is_known(line, &mistake, wording::once_a_line(message)) {
                self.push(mistake);
            }
        }
    }

    /// Was the same said at this place, or (if once is enough) in this line?
    fn is_known(&self, line: usize, mistake: &Mistake, once: bool) -> bool {
        let there = self.by_line.get(&line).map(Vec::as_slice).unwrap_or_default();
        there
            .iter()
            .filter_map(|&index| self.mistakes.get(index))
            .any(|known| known.message == mistake.message && (once || known.span.start == mistake.span.start))
    }
}

impl Ground for Mended<'_> {
    fn original(&self, span: Range<usize>) -> Range<usize> {
        self.patch.original(span)
    }

    fn spoilt(&self, span: &Range<usize>) -> bool {
        self.spoilt.touches(span)
    }

    fn impossible(&mut self, span: Range<usize>) {
        self.push(wording::mistake(self.text, span, "invalid date"));
    }
}

/// Parts of the text that cannot be trusted.
#[derive(Debug, Default)]
struct Spoilt {
    /// Sorted, without overlaps.
    ranges: Vec<Range<usize>>,
    /// Mistakes that lie between two characters.
    points: BTreeSet<usize>,
}

impl Spoilt {
    fn new(mut bad: Vec<Range<usize>>) -> Spoilt {
        bad.sort_by_key(|range| (range.start, range.end));
        let mut spoilt = Spoilt::default();
        for range in bad {
            if range.is_empty() {
                spoilt.points.insert(range.start);
                continue;
            }
            match spoilt.ranges.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => spoilt.ranges.push(range),
            }
        }
        spoilt
    }

    fn touches(&self, span: &Range<usize>) -> bool {
        if self.points.range(span.start..=span.end.max(span.start)).next().is_some() {
            return true;
        }
        let next = self.ranges.partition_point(|range| range.end <= span.start);
        self.ranges.get(next).is_some_and(|range| range.start < span.end)
    }
}
