//! Tables whose cells wrap and whose head is repeated on every page.

use super::pages::{LEFT, Pages, Strip, TEXT_HEIGHT, TEXT_WIDTH};
use super::wrap::{Style, wrap};

/// A cell: a text wrapped in a strip of the page.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Where it stands.
    pub strip: Strip,
    /// Face and size.
    pub style: Style,
    /// What it says.
    pub text: String,
}

impl Cell {
    /// A cell.
    pub fn new(text: impl Into<String>, style: Style, strip: Strip) -> Cell {
        Cell { strip, style, text: text.into() }
    }
}

/// A row: cells side by side, as high as the highest of them.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// White space above it (not at the top of a page).
    pub space: f64,
    /// The page of the packet that it leads to.
    pub leads_to: Option<u32>,
    /// It stays on one page with the row after it.
    pub with_next: bool,
    /// What to print above it if a page ends between the row before and this one: "Exhibit C, continued".
    pub continues: Option<String>,
    /// What to print above its rest if a page ends inside it.
    pub breaks_as: Option<String>,
}

/// A row with its cells wrapped.
struct Set<'a> {
    row: &'a Row,
    lines: Vec<Vec<String>>,
    count: usize,
    leading: f64,
}

impl Set<'_> {
    fn height(&self) -> f64 {
        self.row.space + self.count as f64 * self.leading
    }
}

/// Prints rows, the head first and again on every new page.
pub fn table(pages: &mut Pages, head: &dyn Fn(&mut Pages), rows: &[Row]) {
    let sets: Vec<Set<'_>> = rows.iter().map(set).collect();
    let first_group = group(&sets).map_or(0.0, |group| group.iter().map(Set::height).sum());
    // A head alone at the foot of a page helps nobody.
    pages.need(first_group.min(TEXT_HEIGHT / 2.0) + head_height(head));
    head(pages);
    let mut fresh = true;
    let mut rest = sets.as_slice();
    while let Some(together) = group(rest) {
        let height: f64 = together.iter().map(Set::height).sum();
        // What is kept together must not leave half a page white.
        if height > pages.room() && height <= TEXT_HEIGHT / 2.0 && !fresh {
            turn(pages, head, together.first().and_then(|set| set.row.continues.as_deref()));
            fresh = true;
        }
        for set in together {
            fresh = print_row(pages, head, set, fresh);
        }
        rest = rest.get(together.len()..).unwrap_or_default();
    }
}

/// Prints rows without a head.
pub fn rows(pages: &mut Pages, rows: &[Row]) {
    table(pages, &|_| {}, rows);
}

/// The rows at the front that stay together.
fn group<'a, 'b>(sets: &'a [Set<'b>]) -> Option<&'a [Set<'b>]> {
    let end = sets.iter().position(|set| !set.row.with_next).map_or(sets.len(), |at| at + 1);
    sets.get(..end).filter(|group| !group.is_empty())
}

fn head_height(head: &dyn Fn(&mut Pages)) -> f64 {
    let mut trial = Pages::new();
    head(&mut trial);
    TEXT_HEIGHT - trial.room()
}

fn set(row: &Row) -> Set<'_> {
    let lines: Vec<Vec<String>> =
        row.cells.iter().map(|cell| wrap(&cell.text, cell.style, cell.strip.width)).collect();
    let count = lines.iter().map(Vec::len).max().unwrap_or(0);
    let leading = row.cells.iter().map(|cell| cell.style.leading()).fold(0.0, f64::max);
    Set { row, lines, count, leading }
}

/// Prints one row; `fresh` says that nothing but the head stands on the page. False when done.
fn print_row(pages: &mut Pages, head: &dyn Fn(&mut Pages), set: &Set<'_>, fresh: bool) -> bool {
    let mut fresh = fresh;
    if !fresh {
        if set.height() <= pages.room() {
            pages.skip(set.row.space);
        } else if set.row.space + set.leading > pages.room() || set.height() <= TEXT_HEIGHT / 2.0 {
            turn(pages, head, set.row.continues.as_deref());
            fresh = true;
        } else {
            pages.skip(set.row.space);
        }
    }
    let mut upper = pages.top();
    let size = set.row.cells.iter().map(|cell| cell.style.size).fold(0.0, f64::max);
    for number in 0..set.count {
        if set.leading > pages.room() && !(fresh && number == 0) {
            link(pages, set, upper);
            turn(pages, head, set.row.breaks_as.as_deref());
            upper = pages.top();
        }
        let baseline = pages.baseline(Style::regular(size));
        for (cell, lines) in set.row.cells.iter().zip(&set.lines) {
            if let Some(line) = lines.get(number) {
                pages.print(line, cell.style, cell.strip, baseline);
            }
        }
        pages.skip(set.leading);
        fresh = false;
    }
    link(pages, set, upper);
    fresh
}

fn turn(pages: &mut Pages, head: &dyn Fn(&mut Pages), continued: Option<&str>) {
    pages.turn();
    head(pages);
    if let Some(text) = continued {
        pages.paragraph(text, Style::italic(10.0), Strip::FULL);
        pages.skip(3.0);
    }
}

fn link(pages: &mut Pages, set: &Set<'_>, upper: f64) {
    let height = upper - pages.top();
    if let Some(to_page) = set.row.leads_to
        && height > 0.0
    {
        pages.link((LEFT, pages.top()), (TEXT_WIDTH, height), to_page);
    }
}
