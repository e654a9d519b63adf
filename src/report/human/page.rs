//! Lines on a terminal: wrapped, with marks that hang to the left.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use crate::report::plain;

pub const HEADING: Style = Style::new().bold();
pub const PLAIN: Style = Style::new();
pub const BAD: Style = AnsiColor::Red.on_default().bold();
pub const CARE: Style = AnsiColor::Yellow.on_default();
pub const GOOD: Style = AnsiColor::Green.on_default();
pub const QUIET: Style = Style::new().dimmed();

/// A report as it grows.
pub struct Page {
    pub text: String,
    pub width: usize,
}

impl Page {
    /// An empty page; a terminal narrower or wider than people read gets lines of a readable length.
    pub fn new(width: usize) -> Page {
        Page { text: String::new(), width: width.clamp(40, 120) }
    }

    pub fn heading(&mut self, style: Style, title: &str) {
        let style = style.bold();
        let _ = writeln!(self.text, "\n{style}{title}{style:#}");
    }

    /// A line that says what stands below it.
    pub fn subheading(&mut self, title: &str) {
        self.under(PLAIN, 1, title);
    }

    /// A wrapped entry: `mark` hangs to the left of the text.
    pub fn entry(&mut self, style: Style, mark: &str, text: &str) {
        let indent = mark.chars().count() + 3;
        let mut lines = wrap(text, self.width.saturating_sub(indent)).into_iter();
        let _ = writeln!(self.text, "  {style}{mark}{style:#} {}", lines.next().unwrap_or_default());
        for line in lines {
            let _ = writeln!(self.text, "{:indent$}{line}", "");
        }
    }

    /// A remedy. Lines for the case file are not broken: they are there to be copied.
    pub fn hint(&mut self, indent: usize, hint: &str) {
        for (number, line) in hint.lines().enumerate() {
            if number > 0 && (line.contains(" = ") || line.starts_with("[[")) {
                self.copied(indent + 2, line);
            } else {
                self.remark(indent, &plain(line));
            }
        }
    }

    /// A line to be copied: never broken.
    pub fn copied(&mut self, indent: usize, line: &str) {
        let line = plain(line);
        let _ = writeln!(self.text, "{:indent$}{line}", "");
    }

    /// A wrapped remark under an entry.
    pub fn remark(&mut self, indent: usize, text: &str) {
        self.under(QUIET, indent, text);
    }

    /// A wrapped text under an entry.
    pub fn under(&mut self, style: Style, indent: usize, text: &str) {
        for line in wrap(text, self.width.saturating_sub(indent)) {
            let _ = writeln!(self.text, "{:indent$}{style}{line}{style:#}", "");
        }
    }

    /// Things one below the other; where there are more than `most`, the rest is counted.
    pub fn few(&mut self, things: &[String], most: usize) {
        // To count a single one takes as much room as to name it.
        let shown = if things.len() <= most + 1 { things.len() } else { most };
        for thing in things.iter().take(shown) {
            self.entry(QUIET, "·", &plain(thing));
        }
        if things.len() > shown {
            self.remark(4, &format!("and {} more", things.len() - shown));
        }
    }
}

/// Breaks a text into lines of at most `width` characters; a longer word gets a line of its own.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapping_keeps_every_word() {
        let text = "one two three antidisestablishmentarianism four";
        let lines = wrap(text, 10);
        assert_eq!(lines.join(" "), text);
        assert!(lines.iter().all(|line| line.chars().count() <= 10 || !line.contains(' ')));
    }

    #[test]
    fn the_rest_of_a_long_list_is_counted() {
        let things: Vec<String> = (1..=5).map(|number| format!("file {number}")).collect();
        let lines = |most| {
            let mut page = Page::new(80);
            page.few(&things, most);
            anstream::adapter::strip_str(&page.text).to_string()
        };
        assert_eq!(lines(4).lines().count(), 5);
        assert!(lines(3).ends_with("and 2 more\n"));
    }
}
