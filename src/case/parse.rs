//! Parses `case.toml`, naming every mistake with its place.

use super::Case;
use crate::finding::Finding;

/// A case and everything that is wrong with its text.
#[derive(Debug)]
pub struct ParsedCase {
    /// The case, as far as it could be understood; `None` if the text is no TOML at all.
    pub case: Option<Case>,
    /// Everything found; an error finding means that the case must not be used.
    pub findings: Vec<Finding>,
}

/// Parses the text of a case file. `file` is its name in messages.
pub fn parse(_file: &str, _text: &str) -> ParsedCase {
    ParsedCase { case: None, findings: Vec::new() }
}
