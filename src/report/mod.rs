//! Reports: one file a format. Pure: each returns text.

pub mod bound;
pub mod changes;
pub mod client;
mod gaps;
pub mod history;
pub mod html;
pub mod human;
pub mod json;
mod plain;
mod problems;
mod questions;
mod requests;
mod summary;
mod timeline;
mod wording;

pub use plain::{mask_a_number, plain};
pub use summary::{Check, Summary};
pub use wording::counted;
