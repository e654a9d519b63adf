//! The case: the facts of the matter as `case.toml` states them.

pub mod init;
mod model;
mod parse;

pub use model::*;
pub use parse::{ParsedCase, parse};
