//! Bytes to text: the file must be UTF-8, and if it is not, the finding says where and what to do.

use super::RuleIds;
use crate::finding::{Finding, Location};

/// The text of a file, without a byte order mark; or the place of the first byte that is no UTF-8.
pub fn decode(file: &str, bytes: &[u8], rules: RuleIds) -> Result<String, Box<Finding>> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let message = format!("{file} is saved as UTF-16, not as UTF-8.");
        return Err(refusal(message, place(file, 1, 1, String::new()), rules));
    }
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text.to_owned()),
        Err(error) => error,
    };
    let at = error.valid_up_to();
    let before = bytes.get(..at).unwrap_or_default();
    let byte = bytes.get(at).copied().unwrap_or_default();
    let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
    let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
    let column = String::from_utf8_lossy(before.get(start..).unwrap_or_default()).chars().count() + 1;
    let rest = bytes.get(start..).unwrap_or_default();
    let whole = rest.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let shown = String::from_utf8_lossy(whole.get(..whole.len().min(400)).unwrap_or_default());
    let message = format!("{file} is not saved as UTF-8: byte {byte:02X} in line {line} is no character.");
    Err(refusal(message, place(file, line, column, shown.trim_end().to_owned()), rules))
}

fn place(file: &str, line: usize, column: usize, text: String) -> Location {
    Location { file: file.to_owned(), line, column, length: 1, text }
}

fn refusal(message: String, place: Location, rules: RuleIds) -> Box<Finding> {
    let hint = "Open the file in the editor it was written with and save it again with the encoding UTF-8.";
    Box::new(Finding::error(rules.syntax, message).at(place).with_hint(hint))
}
