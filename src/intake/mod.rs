//! Intake: what lies in the evidence folder, told by its bytes.

mod content;
mod facts;
mod inventory;
mod junk;
pub mod letters;
pub mod media;
mod names;
mod oddity;
pub mod office;
mod reading;
mod scan;

pub use content::*;
pub use inventory::*;
pub(crate) use names::{evidence_path, is_hidden, shown};
pub use scan::{look_again, scan};
