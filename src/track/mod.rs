//! The track: the law of one kind of filing, as `templates/tracks/*.toml` states it.

pub mod condition;
mod model;
mod parse;
mod subject;

pub use model::*;
pub use parse::{ParsedTrack, builtin, builtin_ids, find, ids, parse};
pub(crate) use parse::{authority, kebab, word_place};
pub use subject::SubjectKind;
