//! Hashes: SHA-256 for what has to be proven to others, a fast checksum for what is compared within one run.

use sha2::{Digest, Sha256};
use twox_hash::xxhash3_128;

/// SHA-256 as lower-case hex.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// A 128-bit checksum (XXH3). It finds every accident, at the speed of memory; it is no proof against an opponent, so
/// it is never written anywhere: both sides of a comparison are made in the same run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Checksum(u128);

impl Checksum {
    /// Of these bytes.
    pub fn of(bytes: &[u8]) -> Checksum {
        Checksum(xxhash3_128::Hasher::oneshot(bytes))
    }

    /// Its bytes, to be part of another checksum.
    pub fn bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }
}

/// A checksum of bytes that come one part after the other.
#[derive(Default)]
pub struct Summing(xxhash3_128::Hasher);

impl Summing {
    /// Adds bytes.
    pub fn update(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.write(bytes.as_ref());
    }

    /// The checksum of all of them.
    pub fn checksum(&self) -> Checksum {
        Checksum(self.0.finish_128())
    }
}

/// Bytes as lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_empty_file_has_the_hash_that_sha256sum_prints() {
        let expected = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(super::sha256_hex(b""), expected);
    }

    #[test]
    fn parts_sum_up_to_the_whole() {
        let bytes: Vec<u8> = (0..100_000_u32).map(|number| (number * 7 % 251) as u8).collect();
        let mut summing = super::Summing::default();
        bytes.chunks(777).for_each(|part| summing.update(part));
        assert_eq!(summing.checksum(), super::Checksum::of(&bytes));
        assert_ne!(summing.checksum(), super::Checksum::of(&bytes[1..]));
    }
}
