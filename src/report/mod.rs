//! Reports: one file a format.

pub mod html;
pub mod human;
pub mod json;
