//! Sets text into a box so that all of it is seen, where that can be done.

use super::geometry::operation;
use super::style::Style;
use super::typeface::{Typeface, Used};

/// No letter is set smaller than this.
const SMALLEST: f64 = 4.0;
/// The size that several lines start from when the form says "as it fits".
const COMMON: f64 = 12.0;
/// From one baseline to the next, in sizes.
const LEADING: f64 = 1.15;
/// From the top of a line to its baseline, in sizes.
const RISE: f64 = 0.93;
/// Half the height of a capital: how far below the middle of a box a single line stands, in sizes.
const HALF_CAPITAL: f64 = 0.35;

/// A box that text is set into, its lower left corner at the origin.
pub struct TextBox {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// White space kept on all sides.
    pub inset: f64,
    /// 0 left, 1 centred, 2 right.
    pub alignment: i64,
    /// How the text runs.
    pub flow: Flow,
}

/// How text runs in its box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// On one line.
    Line,
    /// On as many lines as it needs.
    Lines,
    /// Each letter in a cell of its own.
    Cells(usize),
}

/// Text that was set.
pub struct SetText {
    /// Its operators, from `BT` to `ET`; the font is called `F`.
    pub content: String,
    /// The glyphs of an own face.
    pub used: Used,
    /// Some of it is outside the box.
    pub overflows: bool,
}

struct Line {
    x: f64,
    y: f64,
    text: String,
}

/// Sets a text.
pub fn set(text: &str, face: &Typeface, style: &Style, area: &TextBox) -> SetText {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}'], "\n");
    let (size, lines, overflows) = match area.flow {
        Flow::Line => on_one_line(text.trim_end_matches('\n').replace('\n', " "), face, style, area),
        Flow::Lines => on_lines(&text, face, style, area),
        Flow::Cells(cells) => in_cells(text.trim_end_matches('\n'), cells, face, style, area),
    };
    let (mut content, mut used) = (String::from("BT\n"), Used::default());
    content.push_str(&style.colour);
    content.push_str("/F ");
    operation(&mut content, &[size], "Tf");
    for line in lines {
        operation(&mut content, &[1.0, 0.0, 0.0, 1.0, line.x, line.y], "Tm");
        content.push_str(&face.show(&line.text, size, &mut used));
    }
    content.push_str("ET\n");
    SetText { content, used, overflows }
}

fn on_one_line(text: String, face: &Typeface, style: &Style, area: &TextBox) -> (f64, Vec<Line>, bool) {
    let room = (area.width - 2.0 * area.inset).max(1.0);
    let wanted = match style.size {
        size if size > 0.0 => size,
        _ => ((area.height - 2.0 * area.inset) / LEADING).clamp(SMALLEST, 3.0 * COMMON),
    };
    let wide = face.width(&text);
    let size = if wide * wanted > room { (room / wide).max(SMALLEST).min(wanted) } else { wanted };
    let line = Line { x: aligned(area, wide * size), y: area.height / 2.0 - HALF_CAPITAL * size, text };
    (size, vec![line], wide * size > room + 0.5)
}

fn on_lines(text: &str, face: &Typeface, style: &Style, area: &TextBox) -> (f64, Vec<Line>, bool) {
    let (room, high) = ((area.width - 2.0 * area.inset).max(1.0), area.height - 2.0 * area.inset);
    let mut size = if style.size > 0.0 { style.size } else { COMMON };
    loop {
        let broken = broken(text, face, room / size);
        let needed = (broken.len().saturating_sub(1)) as f64 * LEADING * size + size;
        let overflows = needed > high + 0.5;
        if overflows && size > SMALLEST {
            size = (size - 0.5).max(SMALLEST);
            continue;
        }
        let lines = broken.into_iter().enumerate().map(|(index, text)| Line {
            x: aligned(area, face.width(&text) * size),
            y: area.height - area.inset - RISE * size - index as f64 * LEADING * size,
            text,
        });
        // What is set below the box cannot be seen, however much of it there is.
        let lines = lines.take_while(|line| line.y > -2.0 * size).collect();
        return (size, lines, overflows);
    }
}

fn in_cells(
    text: &str,
    cells: usize,
    face: &Typeface,
    style: &Style,
    area: &TextBox,
) -> (f64, Vec<Line>, bool) {
    let letters: Vec<char> = text.chars().collect();
    let cell = area.width / cells as f64;
    let wanted = if style.size > 0.0 { style.size } else { (area.height / LEADING).min(COMMON) };
    let size = wanted.clamp(SMALLEST.min(wanted), (cell * 1.6).max(SMALLEST));
    let skipped = match area.alignment {
        1 => cells.saturating_sub(letters.len()) / 2,
        2 => cells.saturating_sub(letters.len()),
        _ => 0,
    };
    let overflows = letters.len() > cells;
    let lines = letters.into_iter().take(cells).enumerate().map(|(index, letter)| {
        let text = letter.to_string();
        let x = (skipped + index) as f64 * cell + (cell - face.width(&text) * size) / 2.0;
        Line { x, y: area.height / 2.0 - HALF_CAPITAL * size, text }
    });
    (size, lines.collect(), overflows)
}

fn aligned(area: &TextBox, wide: f64) -> f64 {
    match area.alignment {
        1 => (area.width - wide) / 2.0,
        2 => area.width - area.inset - wide,
        _ => area.inset,
    }
}

/// Breaks a text into lines of at most this width (at size 1): between words, and inside a word that is wider
/// than a line.
fn broken(text: &str, face: &Typeface, room: f64) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let (mut line, mut wide) = (String::new(), 0.0);
        for word in paragraph.split_inclusive(' ') {
            let word_wide = face.width(word.trim_end_matches(' '));
            if wide + word_wide > room && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                wide = 0.0;
            }
            if word_wide <= room {
                line.push_str(word);
                wide += face.width(word);
                continue;
            }
            for letter in word.chars() {
                let letter_wide = face.width(letter.encode_utf8(&mut [0; 4]));
                if wide + letter_wide > room && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                    wide = 0.0;
                }
                line.push(letter);
                wide += letter_wide;
            }
        }
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(width: f64, height: f64, flow: Flow) -> TextBox {
        TextBox { width, height, inset: 2.0, alignment: 0, flow }
    }

    fn style(size: f64) -> Style {
        Style { font: b"Helv".to_vec(), size, colour: "0 g\n".into() }
    }

    #[test]
    fn words_move_to_the_next_line_whole() {
        // In Helvetica "aaaa " is 4 x .556 + .278 wide.
        let lines = broken("aaaa aaaa bbbb\ncc", &Typeface::helvetica(), 5.1);
        assert_eq!(lines, ["aaaa aaaa ", "bbbb", "cc"]);
    }

    #[test]
    fn a_word_wider_than_the_box_is_broken_and_no_letter_is_lost() {
        let lines = broken("ab 12345678901234567890", &Typeface::helvetica(), 3.0);
        assert!(lines.len() > 3);
        assert_eq!(lines.concat(), "ab 12345678901234567890");
    }

    #[test]
    fn text_too_wide_for_its_line_is_set_smaller() {
        let set = set(&"W".repeat(20), &Typeface::helvetica(), &style(12.0), &area(104.0, 20.0, Flow::Line));
        // 20 x .944 at 5.296 is the 100 points between the insets.
        assert!(set.content.contains("/F 5.29661 Tf"), "{}", set.content);
        assert!(!set.overflows);
    }

    #[test]
    fn what_no_size_can_fit_is_said() {
        let long = "word ".repeat(1000);
        assert!(set(&long, &Typeface::helvetica(), &style(0.0), &area(50.0, 20.0, Flow::Lines)).overflows);
        assert!(set(&long, &Typeface::helvetica(), &style(0.0), &area(50.0, 20.0, Flow::Line)).overflows);
        assert!(
            !set("word word", &Typeface::helvetica(), &style(0.0), &area(50.0, 20.0, Flow::Lines)).overflows
        );
        assert!(
            set("1234", &Typeface::helvetica(), &style(0.0), &area(50.0, 20.0, Flow::Cells(3))).overflows
        );
    }

    #[test]
    fn each_letter_stands_in_the_middle_of_its_cell() {
        let set = set("12", &Typeface::helvetica(), &style(10.0), &area(100.0, 20.0, Flow::Cells(5)));
        // Cells of 20, digits 5.56 wide: 7.22 and 27.22.
        assert!(set.content.contains("1 0 0 1 7.22 6.5 Tm\n<31> Tj"), "{}", set.content);
        assert!(set.content.contains("1 0 0 1 27.22 6.5 Tm\n<32> Tj"), "{}", set.content);
    }

    #[test]
    fn text_ends_at_the_right_edge() {
        let area = TextBox { alignment: 2, ..area(100.0, 20.0, Flow::Line) };
        let set = set("1", &Typeface::helvetica(), &style(10.0), &area);
        assert!(set.content.contains("1 0 0 1 92.44 6.5 Tm"), "{}", set.content);
    }
}
