//! The text of a file, and where in it a byte lies: line and column as a person counts them.

use std::ops::Range;

use crate::finding::Location;

/// A text with the starts of its lines.
#[derive(Debug)]
pub(super) struct Source {
    file: String,
    text: String,
    starts: Vec<usize>,
}

impl Source {
    /// A byte order mark is left away: it is no character of the first line.
    pub(super) fn new(file: &str, text: &str) -> Source {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
        let starts =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect::<Vec<_>>();
        Source { file: file.to_owned(), text, starts }
    }

    pub(super) fn file(&self) -> &str {
        &self.file
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The place of a span of bytes. What lies beyond the end of its first line is cut off.
    pub(super) fn location(&self, span: &Range<usize>) -> Location {
        let start = floor(&self.text, span.start);
        let index = self.starts.partition_point(|&line| line <= start).saturating_sub(1);
        let line_start = self.starts.get(index).copied().unwrap_or(0);
        let line = line_at(&self.text, line_start);
        let within = (start - line_start).min(line.len());
        let end = floor(&self.text, span.end.max(start)).min(line_start + line.len());
        let shown = without_password(line);
        let end = end.min(line_start + shown.len());
        let before = line.get(..within.min(shown.len())).unwrap_or_default();
        let meant = self.text.get(start..end.max(start)).unwrap_or_default();
        Location {
            file: self.file.clone(),
            line: index + 1,
            column: before.chars().count() + 1,
            length: meant.chars().count().max(1),
            text: if shown.len() < line.len() { format!("{shown}…") } else { line.to_owned() },
        }
    }
}

/// The line up to where it gives a password (perhaps under a misspelt key), which no message may show.
fn without_password(line: &str) -> &str {
    let gives_password = |at: &usize| {
        let before = line.get(..*at).unwrap_or_default().trim_end_matches([' ', '\t', '"', '\'']);
        let word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        let key = before.rsplit(|c| !word(c)).next().unwrap_or_default().to_lowercase();
        ["passw", "pasw", "pswd", "pwd"].iter().any(|part| key.contains(part))
    };
    let given = line.match_indices('=').map(|(at, _)| at).find(gives_password);
    given.and_then(|at| line.get(..=at)).unwrap_or(line)
}

/// The line that starts at this byte, without its end.
pub(super) fn line_at(text: &str, start: usize) -> &str {
    let rest = text.get(start..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    line.strip_suffix('\r').unwrap_or(line)
}

/// Where the line of this byte starts.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    let at = floor(text, at);
    text.get(..at).unwrap_or_default().rfind('\n').map_or(0, |newline| newline + 1)
}

/// The nearest boundary of a character at or before this byte.
pub(super) fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_place_shows_a_password() {
        for line in ["password = \"hunter2\"", "  Pasword=hunter2", "a = 1 \"password\" = 'hunter2'"] {
            let source = Source::new("case.toml", line);
            for at in 0..line.len() {
                let place = source.location(&(at..line.len()));
                assert!(!place.text.contains("hunter2"), "{place:?}");
                assert!(place.text.ends_with("=…"), "{place:?}");
                assert!(place.column <= place.text.chars().count(), "{place:?}");
            }
        }
        let kept = "satisfies = [\"passport\"]";
        assert_eq!(Source::new("case.toml", kept).location(&(0..3)).text, kept);
    }
}
