//! The packet on disk: bound, read back, verified. One of the few places that touch files.

mod bind;
mod compare;
mod evidence;
mod folder;
mod guarded;
mod index_csv;
mod ledger;
mod manifest;
mod outline;
mod sums;
mod verify;

pub use bind::{BindError, Bound, bind};
pub use folder::FolderError;
pub use ledger::Ledger;
pub use manifest::*;
pub use verify::{Mismatch, Verification, verify};

use sha2::{Digest, Sha256};

/// SHA-256 as lower-case hex.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes as lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
