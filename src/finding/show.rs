//! Shows a place in a text file with its line and a caret.

use super::Location;

/// Wider lines are cut around the caret.
const WIDEST: usize = 100;
/// How much of a cut line is kept before the caret.
const LEAD: usize = 30;
const TAB: usize = 4;

/// The place as `file:line:column`, the line, and carets under the part that is meant.
///
/// Tabs become spaces, characters that show nothing or turn the writing direction are escaped, long
/// lines are cut around the caret.
pub fn show_in_source(location: &Location) -> String {
    let number = location.line.to_string();
    let margin = " ".repeat(number.len());
    let (line, indent, length) = marked(location);
    let (indent, caret) = (" ".repeat(indent), "^".repeat(length));
    let file: String = cells(&location.file).into_iter().map(|cell| cell.shown).collect();
    format!(
        "{margin}--> {file}:{}:{}\n{margin} |\n{number} | {line}\n{margin} | {indent}{caret}",
        location.line, location.column
    )
}

/// The line as shown, the columns before the caret, and how many columns the caret takes.
fn marked(location: &Location) -> (String, usize, usize) {
    let cells = cells(&location.text);
    let start = location.column.saturating_sub(1).min(cells.len());
    let end = start.saturating_add(location.length.max(1)).min(cells.len());
    let (from, to) = window(&cells, start);
    let mut line = String::new();
    if from > 0 {
        line.push('…');
    }
    line.extend(cells.iter().take(to).skip(from).map(|cell| cell.shown.as_str()));
    if to < cells.len() {
        line.push('…');
    }
    let width =
        |from: usize, to: usize| cells.iter().take(to).skip(from).map(|cell| cell.width).sum::<usize>();
    let indent = usize::from(from > 0) + width(from, start);
    (line.trim_end().to_owned(), indent, width(start, end.min(to)).max(1))
}

/// Which cells are shown when the caret begins at `start`.
fn window(cells: &[Cell], start: usize) -> (usize, usize) {
    let total: usize = cells.iter().map(|cell| cell.width).sum();
    if total <= WIDEST {
        return (0, cells.len());
    }
    let mut room = LEAD;
    let mut from = start;
    while let Some(cell) = from.checked_sub(1).and_then(|before| cells.get(before)) {
        if cell.width > room {
            break;
        }
        room -= cell.width;
        from -= 1;
    }
    let mut room = WIDEST - (LEAD - room);
    let mut to = start;
    while let Some(cell) = cells.get(to) {
        if cell.width > room {
            break;
        }
        room -= cell.width;
        to += 1;
    }
    (from, to)
}

/// One character as it is shown.
struct Cell {
    shown: String,
    width: usize,
}

fn cells(text: &str) -> Vec<Cell> {
    let mut column = 0;
    let mut cells = Vec::new();
    for character in text.chars() {
        let cell = cell(character, column);
        column += cell.width;
        cells.push(cell);
    }
    cells
}

fn cell(character: char, column: usize) -> Cell {
    if character == '\t' {
        let width = TAB - column % TAB;
        return Cell { shown: " ".repeat(width), width };
    }
    if character.is_control() || shows_nothing(character) {
        let shown = format!("\\u{{{:x}}}", u32::from(character));
        return Cell { width: shown.len(), shown };
    }
    Cell { shown: character.to_string(), width: width(character) }
}

/// Characters that hide themselves or turn the direction of what follows.
fn shows_nothing(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// How many columns a terminal gives to a character.
fn width(character: char) -> usize {
    match u32::from(character) {
        0x0300..=0x036f | 0x0483..=0x0489 | 0x0591..=0x05bd | 0x0610..=0x061a | 0x064b..=0x065f | 0x0670 => 0,
        0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x20d0..=0x20ff | 0xfe00..=0xfe0f | 0xfe20..=0xfe2f => 0,
        0x1100..=0x115f | 0x2e80..=0x303e | 0x3041..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff => 2,
        0xfe30..=0xfe6f | 0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x1f300..=0x1f64f | 0x1f900..=0x1f9ff => 2,
        0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, column: usize, length: usize) -> String {
        let text = text.to_owned();
        show_in_source(&Location { file: "case.toml".to_owned(), line: 12, column, length, text })
    }

    #[test]
    fn a_caret_under_the_word() {
        assert_eq!(
            shown("born = \"x\"", 8, 3),
            "  --> case.toml:12:8\n   |\n12 | born = \"x\"\n   |        ^^^"
        );
    }

    #[test]
    fn a_tab_is_as_wide_as_it_looks() {
        assert!(shown("\tborn\t= 1", 8, 1).ends_with("12 |     born    = 1\n   |              ^"));
    }

    #[test]
    fn wide_and_combined_characters() {
        // Two Chinese characters take four columns, e with a combining accent takes one.
        assert!(shown("李明e\u{301} = 1", 6, 1).ends_with("| 李明e\u{301} = 1\n   |       ^"));
        assert!(shown("ñandú = 1", 7, 1).ends_with("| ñandú = 1\n   |       ^"));
        assert!(shown("a = 李明", 5, 2).ends_with("\n   |     ^^^^"));
    }

    #[test]
    fn what_cannot_be_seen_is_escaped() {
        assert!(shown("a\u{0}b = 1", 3, 1).ends_with("| a\\u{0}b = 1\n   |       ^"));
        assert!(shown("a\u{202e}b", 2, 1).ends_with("| a\\u{202e}b\n   |  ^^^^^^^^"));
        assert!(!shown("\u{1b}[31mred", 1, 1).contains('\u{1b}'));
    }

    #[test]
    fn long_lines_are_cut_around_the_caret() {
        let text = format!("{}WORD{}", "a".repeat(500), "b".repeat(500));
        let shown = shown(&text, 501, 4);
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines[2], format!("12 | …{}WORD{}…", "a".repeat(30), "b".repeat(66)));
        assert_eq!(lines[3], format!("   | {}^^^^", " ".repeat(31)));
    }

    #[test]
    fn a_caret_longer_than_the_line_ends_with_it() {
        assert!(shown("abc", 2, 900).ends_with("\n   |  ^^"));
        assert!(shown("abc", 4, 1).ends_with("\n   |    ^"));
        assert!(shown("", 1, 1).ends_with("\n12 | \n   | ^"));
        assert!(shown("abc", usize::MAX, usize::MAX).ends_with("\n   |    ^"));
        let long = "x".repeat(300);
        assert!(shown(&long, 1, 300).ends_with(&format!("…\n   | {}", "^".repeat(100))));
    }
}
