//! Compose: what casebinder itself prints, as sheets: the whole of cover, index, tab sheet and
//! certificate, and the stamps of evidence pages. Pure; knows no PDF.

mod caption;
mod certificate;
mod certified;
mod cover_court;
mod cover_letter;
mod error;
mod fonts;
mod index;
mod languages;
mod letter;
mod packet;
mod pages;
mod part_index;
mod sheet;
mod signature;
mod stamps;
mod tab_sheet;
mod table;
mod titles;
mod words;
mod wrap;

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;

pub use caption::height as caption_height;
pub use error::ComposeError;
pub use fonts::*;
pub use letter::{SetLetter, letter};
pub use packet::{PageCounts, page_counts, sheets};
pub use sheet::*;
