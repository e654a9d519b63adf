//! Intake: what lies in the evidence folder, told by its bytes.

mod inventory;
pub mod media;
mod scan;

pub use inventory::*;
pub use scan::scan;
