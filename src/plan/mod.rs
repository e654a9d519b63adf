//! Plan: every page of the packet, known before a byte is written.

mod model;
pub mod placement;

pub use model::*;
