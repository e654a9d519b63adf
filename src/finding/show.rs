//! Shows a place in a text file with its line and a caret.

use super::Location;

/// The place as `file:line:column`, the line, and carets under the part that is meant.
pub fn show_in_source(location: &Location) -> String {
    let number = location.line.to_string();
    let margin = " ".repeat(number.len());
    let caret = "^".repeat(location.length.max(1));
    let indent = " ".repeat(location.column.saturating_sub(1));
    format!(
        "{margin}--> {}:{}:{}\n{margin} |\n{number} | {}\n{margin} | {indent}{caret}",
        location.file, location.line, location.column, location.text
    )
}
