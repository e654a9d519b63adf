//! The track: the law of one kind of filing, as `templates/tracks/*.toml` states it.

pub mod condition;
mod model;
mod parse;
mod subject;

pub use model::*;
pub use parse::{ParsedTrack, builtin, builtin_ids, parse};
pub use subject::SubjectKind;
