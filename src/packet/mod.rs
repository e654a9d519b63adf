//! The packet on disk: bound, read back, verified. One of the few places that touch files.

mod bag;
mod bind;
mod carried;
mod compare;
mod evidence;
mod folder;
mod guarded;
mod index_csv;
mod ledger;
mod lock;
mod manifest;
mod opening;
mod outline;
mod place;
mod places;
mod private;
mod reading;
mod sums;
mod tree;
mod verify;

pub use bag::{Bag, BagError, Contents, bag};
pub use bind::{BindError, Bound, bind};
pub use folder::{FolderError, Workplace};
pub use ledger::Ledger;
pub use lock::open_alone;
pub use manifest::*;
pub use place::on_disk;
pub use places::{Place, Places, Shown, Standing, places};
pub use private::{all_folders, new_file, private};
pub use verify::{Mismatch, Verification, verify};

pub use crate::hash::{hex, sha256_hex};
