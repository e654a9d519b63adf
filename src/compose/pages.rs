//! Pages being filled from top to bottom.

use super::fonts::clean;
use super::sheet::{Item, Sheet, SheetLink, Text};
use super::wrap::{Style, wrap};
use crate::plan::placement::{LETTER_LONG, LETTER_SHORT};

/// White border on all sides of a page that casebinder writes, in points.
pub const MARGIN: f64 = 72.0;
/// Width of the text.
pub const TEXT_WIDTH: f64 = LETTER_SHORT - 2.0 * MARGIN;
/// Left edge of the text.
pub const LEFT: f64 = MARGIN;
/// Right edge of the text.
pub const RIGHT: f64 = LETTER_SHORT - MARGIN;
/// Height of the text.
pub const TEXT_HEIGHT: f64 = LETTER_LONG - 2.0 * MARGIN;
/// Thickness of ordinary rules.
pub const RULE: f64 = 0.6;
/// The body of letters and certificates.
pub const BODY: Style = Style::regular(12.0);
/// Its bold.
pub const BODY_BOLD: Style = Style::bold(12.0);

/// Where a text stands within its width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// At the left edge.
    Left,
    /// In the middle.
    Centre,
    /// At the right edge.
    Right,
}

/// A strip of the page, from its left edge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Strip {
    /// Left edge.
    pub x: f64,
    /// Width.
    pub width: f64,
    /// Where texts stand within it.
    pub align: Align,
}

impl Strip {
    /// The whole width of the text.
    pub const FULL: Strip = Strip::left(LEFT, TEXT_WIDTH);
    /// The whole width of the text, centred.
    pub const CENTRED: Strip = Strip { x: LEFT, width: TEXT_WIDTH, align: Align::Centre };

    /// A strip with its texts at the left.
    pub const fn left(x: f64, width: f64) -> Strip {
        Strip { x, width, align: Align::Left }
    }

    /// A strip with its texts at the right.
    pub const fn right(x: f64, width: f64) -> Strip {
        Strip { x, width, align: Align::Right }
    }
}

/// The pages of one document, being filled from top to bottom.
#[derive(Debug)]
pub struct Pages {
    done: Vec<Sheet>,
    current: Sheet,
    top: f64,
}

impl Pages {
    /// One empty letter page.
    pub fn new() -> Pages {
        Pages { done: Vec::new(), current: empty_sheet(), top: LETTER_LONG - MARGIN }
    }

    /// How much height is left on this page.
    pub fn room(&self) -> f64 {
        self.top - MARGIN
    }

    /// Upper edge of what is still free.
    pub fn top(&self) -> f64 {
        self.top
    }

    /// Nothing stands on this page yet.
    pub fn at_top(&self) -> bool {
        self.current.items.is_empty()
    }

    /// Leaves some height free.
    pub fn skip(&mut self, height: f64) {
        self.top -= height;
    }

    /// Begins a new page unless so much height is left (or the page is still empty).
    pub fn need(&mut self, height: f64) {
        if height > self.room() + 0.01 && !self.at_top() {
            self.turn();
        }
    }

    /// Begins a new page.
    pub fn turn(&mut self) {
        self.done.push(std::mem::replace(&mut self.current, empty_sheet()));
        self.top = LETTER_LONG - MARGIN;
    }

    /// The baseline of a line of this style at the upper edge of what is free.
    pub fn baseline(&self, style: Style) -> f64 {
        self.top - style.size * 0.95
    }

    /// Prints a text on this baseline of the strip, in one line; empty texts print nothing.
    pub fn print(&mut self, text: &str, style: Style, strip: Strip, baseline: f64) {
        self.current.items.extend(placed(text, style, strip, baseline));
    }

    /// A paragraph: wrapped lines in a strip, over as many pages as it needs.
    pub fn paragraph(&mut self, text: &str, style: Style, strip: Strip) {
        for line in wrap(text, style, strip.width) {
            self.need(style.leading());
            self.print(&line, style, strip, self.baseline(style));
            self.skip(style.leading());
        }
    }

    /// A level rule at this height.
    pub fn rule(&mut self, left: f64, right: f64, y: f64) {
        self.line((left, y), (right, y), RULE);
    }

    /// A straight line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), thickness: f64) {
        let exact = |(x, y)| (hundredths(x), hundredths(y));
        self.current.items.push(Item::Line { from: exact(from), to: exact(to), thickness });
    }

    /// A blank to be filled in by hand: a rule just below the baseline and what belongs there in small letters.
    pub fn blank(&mut self, label: &str, strip: Strip, baseline: f64) {
        self.rule(strip.x, strip.x + strip.width, baseline - 2.0);
        let below = Strip { align: Align::Left, ..strip };
        self.print(label, Style::italic(8.0), below, baseline - 10.0);
    }

    /// An area of this page that leads to another page of the packet.
    pub fn link(&mut self, lower_left: (f64, f64), size: (f64, f64), to_page: u32) {
        let (x, y) = (hundredths(lower_left.0), hundredths(lower_left.1));
        let (width, height) = (hundredths(size.0), hundredths(size.1));
        self.current.links.push(SheetLink { x, y, width, height, to_page });
    }

    /// The finished pages.
    pub fn into_sheets(mut self) -> Vec<Sheet> {
        self.done.push(self.current);
        self.done
    }
}

/// A text on a baseline within a strip; `None` if it is empty.
pub fn placed(text: &str, style: Style, strip: Strip, baseline: f64) -> Option<Item> {
    let text = clean(text);
    if text.is_empty() {
        return None;
    }
    let free = || strip.width - style.width(&text);
    let x = match strip.align {
        Align::Left => strip.x,
        Align::Centre => strip.x + free() / 2.0,
        Align::Right => strip.x + free(),
    };
    let (x, y) = (hundredths(x), hundredths(baseline));
    Some(Item::Text(Text { x, y, size: style.size, face: style.face, text }))
}

/// Places are kept to the hundredth of a point, so that they survive being written as decimals.
pub fn hundredths(length: f64) -> f64 {
    (length * 100.0).round() / 100.0
}

fn empty_sheet() -> Sheet {
    Sheet { width: LETTER_SHORT, height: LETTER_LONG, items: Vec::new(), links: Vec::new() }
}
