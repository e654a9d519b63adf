//! The case: the facts of the matter as `case.toml` states them.

pub mod init;
mod model;
mod parse;
mod places;
mod subject;

pub use model::*;
pub use parse::{ParsedCase, parse};
pub use places::{Places, Word};
pub use subject::{Subject, Testimony};
