//! Compose: what casebinder itself prints, as sheets: the whole of cover, index, tab sheet and
//! certificate, and the stamps of evidence pages. Pure; knows no PDF.

mod fonts;
mod sheet;

pub use fonts::*;
pub use sheet::*;
