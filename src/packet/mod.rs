//! The packet on disk: bound, read back, verified. One of the few places that touch files.

mod bind;
mod compare;
mod evidence;
mod folder;
mod guarded;
mod index_csv;
mod ledger;
mod manifest;
mod opening;
mod outline;
mod place;
mod reading;
mod sums;
mod verify;

pub use bind::{BindError, Bound, bind};
pub use folder::FolderError;
pub use ledger::Ledger;
pub use manifest::*;
pub use place::on_disk;
pub use verify::{Mismatch, Verification, verify};

pub use crate::hash::{hex, sha256_hex};
