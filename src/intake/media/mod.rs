//! Facts from bytes, one family of files a module.

mod ole;
pub mod sniff;
mod text;
mod zip;

pub use sniff::{Sniffed, sniff};
