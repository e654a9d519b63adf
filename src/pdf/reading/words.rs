//! Puts pieces of text together into lines: where a piece begins tells whether it goes on, begins a new word,
//! or begins a new line.

/// Text as it is gathered.
#[derive(Debug, Default)]
pub struct Words {
    text: String,
    last: Option<End>,
}

/// Where the last piece ended.
#[derive(Debug, Clone, Copy)]
struct End {
    x: f64,
    y: f64,
    height: f64,
}

/// A gap of this part of the letter height is a space.
const SPACE: f64 = 0.17;
/// A step up or down of this part of the letter height is a new line.
const LINE: f64 = 0.45;

impl Words {
    /// Adds a piece that begins at `from`, ends at `to` and has letters of this height.
    pub fn add(&mut self, piece: &str, from: (f64, f64), to: (f64, f64), height: f64) {
        if piece.is_empty() {
            return;
        }
        if let Some(last) = self.last {
            let height = last.height.max(height).max(0.1);
            let gap = from.0 - last.x;
            let is_new_line = (from.1 - last.y).abs() > LINE * height || gap < -2.0 * height;
            if is_new_line {
                self.text.truncate(self.text.trim_end_matches(' ').len());
                self.text.push('\n');
            } else if gap > SPACE * height && !self.text.ends_with(' ') && !piece.starts_with(' ') {
                self.text.push(' ');
            }
        }
        self.text.extend(piece.chars().map(|c| if c.is_control() { ' ' } else { c }));
        self.last = Some(End { x: to.0, y: to.1, height });
    }

    /// A text on lines of its own, like a note.
    pub fn apart(&mut self, text: &str) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        self.text.push_str(text.trim());
        self.text.push('\n');
        self.last = None;
    }

    /// The text.
    pub fn finish(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_words_and_lines() {
        let mut words = Words::default();
        words.add("Edi", (10.0, 700.0), (25.0, 700.0), 10.0);
        words.add("tion", (25.2, 700.0), (45.0, 700.0), 10.0);
        words.add("07/28/26", (49.0, 700.0), (90.0, 700.0), 10.0);
        words.add("Page 1", (10.0, 688.0), (40.0, 688.0), 10.0);
        words.add("left", (2.0, 688.0), (9.0, 688.0), 10.0);
        assert_eq!(words.finish(), "Edition 07/28/26\nPage 1\nleft");
    }
}
