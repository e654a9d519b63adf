//! Typeset: sheets become PDF pages, through printpdf with subset fonts and glyph ids.

use crate::compose::Sheet;

/// Makes one PDF page of each sheet (links are left to the volume writer). The same sheets give the same bytes.
///
/// # Errors
/// If a text cannot be set, naming the text and the letters that no face has.
pub fn typeset(_sheets: &[Sheet]) -> Result<Vec<u8>, String> {
    Err("not yet".into())
}
