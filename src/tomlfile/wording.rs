//! Syntax mistakes in plain words: what stands there, and what to write instead.

use std::ops::Range;

use super::source::{line_at, line_start};
use super::syntax::Mistake;

mod value;

use value::{number_or_date, unquoted};

/// A line that is neither a heading nor `key = value`.
pub(super) fn no_assignment(line: &str, start: usize) -> Mistake {
    let content = line.trim();
    let hint = if content.starts_with("//") || content.starts_with("--") || content.starts_with(';') {
        "Begin a comment with #."
    } else if content.ends_with(']') {
        "Write a heading in brackets: [court], or [[person]] for each person."
    } else if content.contains(": ") || content.ends_with(':') {
        "Write = between the key and its value, not a colon: name = \"Maria\""
    } else if content.contains('=') {
        "A key is one word of letters, digits, - and _: a_number = \"A000-000-001\""
    } else {
        "Write key = value, such as name = \"Maria\"; put # before a line that is only a remark."
    };
    let lead = line.len() - line.trim_start().len();
    Mistake {
        span: start + lead..start + line.trim_end().len(),
        message: "The line is not of the form key = value.".to_owned(),
        hint: hint.to_owned(),
    }
}

/// `[court` or `[[person]`.
pub(super) fn unclosed_heading(line: &str, start: usize) -> Mistake {
    let lead = line.len() - line.trim_start().len();
    let content = line.trim().split('#').next().unwrap_or_default().trim_end();
    let double = content.starts_with("[[");
    let name = content.trim_matches(|letter| letter == '[' || letter == ']');
    let right = if double { format!("[[{name}]]") } else { format!("[{name}]") };
    Mistake {
        span: start + lead..start + lead + content.len(),
        message: "The heading is not closed.".to_owned(),
        hint: format!("Write {right}"),
    }
}

/// A list or a table in braces that runs on into the next lines; its last line ends at `end`.
pub(super) fn unclosed(text: &str, end: usize, bracket: char) -> Mistake {
    let start = line_start(text, end);
    let lead = text.get(start..end).map_or(0, |line| line.len() - line.trim_start().len());
    let what = if bracket == ']' { "list" } else { "group in braces" };
    Mistake {
        span: start + lead..end,
        message: format!("The {what} that ends here is not closed."),
        hint: format!("Put {bracket} at its end."),
    }
}

/// A text in triple quotes without its end.
pub(super) fn unclosed_quotes(span: Range<usize>, quotes: &str) -> Mistake {
    Mistake {
        span,
        message: "The text that begins here is not closed.".to_owned(),
        hint: format!("Put {quotes} at its end."),
    }
}

/// Does the parser say this only because of a mistake before it in the same line?
pub(super) fn only_follows(message: &str) -> bool {
    [
        "unexpected key or value",
        "unexpected content",
        "missing comma",
        "missing opening quote",
        "missing value",
    ]
    .iter()
    .any(|start| message.starts_with(start))
}

/// Is it enough to say this once a line?
pub(super) fn once_a_line(message: &str) -> bool {
    is_escape(message) || message.starts_with("invalid basic string") || message.starts_with("unexpected `=`")
}

fn is_escape(message: &str) -> bool {
    message.starts_with("missing escaped value") || message.starts_with("too few unicode value digits")
}

fn is_date(message: &str) -> bool {
    ["invalid date", "invalid time", "invalid offset"].iter().any(|start| message.starts_with(start))
}

fn is_number(message: &str) -> bool {
    [
        "leading zero",
        "radix",
        "sign",
        "number",
        "float",
        "integer",
        "may only go between digits",
        "fraction",
        "exponent",
        "mantissa",
    ]
    .iter()
    .any(|word| message.contains(word))
}

/// What the parser says, in plain words.
pub(super) fn mistake(text: &str, span: Range<usize>, message: &str) -> Mistake {
    let start = line_start(text, span.start);
    let line = Line { text: line_at(text, start), start };
    let raw = text.get(span.clone()).unwrap_or_default();
    let (message, hint) = if message.starts_with("string values must be quoted") {
        return unquoted(&line, span, raw);
    } else if is_date(message) || is_number(message) {
        return number_or_date(text, &line, &span);
    } else if message.starts_with("invalid boolean") {
        (
            format!("`{}` is not written as true or false.", short(raw)),
            "Write true or false in small letters, without quotes.".to_owned(),
        )
    } else if is_escape(message) {
        return backslash(text, &line, span);
    } else if message.starts_with("duplicate key") {
        duplicate(&line, raw)
    } else if message.starts_with("missing opening quote") {
        plain("A text has no quotation mark at its beginning.", "Put \" before it.")
    } else if message.starts_with("invalid basic string")
        || message.starts_with("invalid literal string")
        || message.starts_with("invalid multi-line")
    {
        strings(raw)
    } else if message.starts_with("unexpected key or value") || message.starts_with("unexpected content") {
        return surplus(&line, span);
    } else if message.starts_with("extra `=`") {
        plain("There is one = too many.", "Write key = value with a single =.")
    } else if message.starts_with("invalid unquoted key")
        || message.starts_with("unquoted keys cannot be empty")
    {
        key(raw)
    } else if message.starts_with("missing comma") {
        plain(
            "A comma is missing between two entries, or a bracket after the last.",
            "Put a comma between the entries and ] or } after the last one.",
        )
    } else if message.starts_with("unclosed array") {
        plain("The list is not closed.", "Put ] at its end.")
    } else if message.contains("inline table") || message.contains("assignment between key-value") {
        plain(
            "The group in braces cannot be read.",
            "Write it in one line: facts = { has_passport = true, has_visa = false }",
        )
    } else if message.starts_with("unexpected `=` in array") {
        plain(
            "There is an = inside a list.",
            "Close the list with ] before the next key, or put the text into quotes.",
        )
    } else if message.starts_with("missing table open") || message.starts_with("missing array opening") {
        plain(
            "A closing bracket has no opening bracket.",
            "Delete it, or write the list as key = [\"…\", \"…\"]",
        )
    } else if message.starts_with("unclosed") {
        plain("A bracket is opened here and not closed.", "Write a heading like [court] or [[person]].")
    } else if message.starts_with("extra comma") {
        plain("There is a comma too many.", "Delete the comma.")
    } else if message.starts_with("invalid comment character") {
        plain("The remark contains an invisible character.", "Delete the character or the whole remark.")
    } else if message.starts_with("keys cannot be") {
        plain(
            "A text stands where a key is expected.",
            "Write key = value; delete the line if it is left over.",
        )
    } else if message.starts_with("invalid key-value pair") {
        plain("The line does not begin with a key.", "Write key = value, such as name = \"Maria\".")
    } else if message.starts_with("carriage return") {
        plain(
            "The line ends in a lone carriage return.",
            "Save the file again as plain text with ordinary line ends.",
        )
    } else if message.starts_with("cannot extend value") {
        plain(
            "The same name is used both for a value and for a section.",
            "Give the value once, or write the section once.",
        )
    } else if message.contains("recursi") {
        plain(
            "Sections or lists are nested too deeply to be read.",
            "Write the value on one level, as the commented case file shows.",
        )
    } else {
        (
            format!("This cannot be read: {}.", short(message)),
            "Write key = value, such as name = \"Maria\".".to_owned(),
        )
    };
    Mistake { span, message, hint }
}

/// A line and where it starts.
struct Line<'a> {
    text: &'a str,
    start: usize,
}

impl Line<'_> {
    /// The key with which the line begins.
    fn key(&self) -> Option<&str> {
        let (key, _) = self.text.split_once('=')?;
        let key = key.trim();
        (!key.is_empty() && !key.contains([' ', '{', '[', '#', '"'])).then_some(key)
    }
}

fn plain(message: &str, hint: &str) -> (String, String) {
    (message.to_owned(), hint.to_owned())
}

/// One finding for all backslashes of a text: they are one mistake.
fn backslash(text: &str, line: &Line<'_>, span: Range<usize>) -> Mistake {
    let at =
        text.get(..span.start).and_then(|before| before.rfind('\\')).unwrap_or(span.start).max(line.start);
    let end =
        text.get(at..).and_then(|rest| rest.char_indices().nth(2)).map_or(text.len(), |(next, _)| at + next);
    Mistake {
        span: at..end,
        message: "A backslash in double quotes does not stand for itself.".to_owned(),
        hint: "Write paths with /, or put the text into single quotes: 'scans\\maria'".to_owned(),
    }
}

fn duplicate(line: &Line<'_>, raw: &str) -> (String, String) {
    let name = short(raw);
    if line.text.trim_start().starts_with('[') {
        let hint = format!(
            "Put the lines of both under one heading; where several are allowed, write [[{name}]] over each."
        );
        return (format!("The section `{name}` stands here for the second time."), hint);
    }
    (
        format!("`{name}` is given a second time in the same section."),
        "Keep one of the lines and delete the other.".to_owned(),
    )
}

fn strings(raw: &str) -> (String, String) {
    match raw.chars().next() {
        Some(character) => (
            format!("The text contains the invisible character U+{:04X}.", u32::from(character)),
            "Delete the character and type the text again.".to_owned(),
        ),
        None => plain("A text is not closed.", "Put the same quotation mark at its end as at its beginning."),
    }
}

fn surplus(line: &Line<'_>, span: Range<usize>) -> Mistake {
    let end = line.start + line.text.trim_end().len();
    let before = line.text.get(..span.start.saturating_sub(line.start)).unwrap_or_default().trim_end();
    let surplus = line.text.get(before.len()..).unwrap_or_default().trim();
    let hint = if surplus.starts_with([';', '/', '-', '(']) {
        "Write one key = value a line; a remark begins with #."
    } else if before.ends_with('\'') {
        "A text with an apostrophe stands in double quotes: \"it's\""
    } else if before.ends_with('"') {
        "A text that contains quotation marks stands in single quotes: 'called \"Lupe\"'"
    } else {
        "Write one key = value a line; a remark begins with #."
    };
    Mistake {
        span: span.start..end.max(span.end),
        message: "Something stands after the value that does not belong to it.".to_owned(),
        hint: hint.to_owned(),
    }
}

fn key(raw: &str) -> (String, String) {
    let invisible = raw.chars().all(|character| character.is_whitespace() || character.is_control());
    let message = match raw.chars().next() {
        None => "A name is missing here.".to_owned(),
        Some(first) if invisible => {
            format!("The name of the key contains an invisible character, U+{:04X}.", u32::from(first))
        }
        Some(_) => format!("`{}` cannot stand in the name of a key.", short(raw)),
    };
    (message, "Names of keys have letters, digits, - and _ only.".to_owned())
}

fn short(raw: &str) -> String {
    let line = raw.lines().next().unwrap_or_default();
    let short: String = line.chars().take(40).collect();
    if short.len() < line.len() { format!("{short}…") } else { short }
}
