//! Reads a volume: its pages and its SHA-256 at the same time, from the same bytes.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use super::sha256_hex;
use crate::pdf::readback::{self, ReadVolume};

/// The pages of a volume, or why it cannot be read, and its SHA-256.
pub fn read_and_hash(bytes: Vec<u8>) -> (Result<ReadVolume, String>, String) {
    let bytes = Arc::new(bytes);
    let to_hash = Arc::clone(&bytes);
    thread::scope(|scope| {
        let hash = scope.spawn(|| sha256_hex(&to_hash));
        let read = readback::read(Arc::clone(&bytes));
        // Hashing cannot fail; if its thread ever did, the bytes are hashed here.
        (read, hash.join().unwrap_or_else(|_| sha256_hex(&bytes)))
    })
}

/// Opens a plain file. A pipe or a device that lies in its place would be read for ever.
pub fn open_file(path: &Path) -> io::Result<File> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is no ordinary file"));
    }
    File::open(path)
}
