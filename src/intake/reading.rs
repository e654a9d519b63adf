//! Reads a file once: hash and bytes in the same pass.

use std::fs::{File, Metadata};
use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::Kind;
use super::media::sniff;
use crate::hash::{Checksum, Summing, hex};

/// What is read at a time.
const CHUNK: usize = 1 << 18;

/// The largest file of which all bytes are kept, if its kind needs them.
const WHOLE: u64 = 512 << 20;

/// What is kept of a file of another kind.
const HEAD: usize = 1 << 20;

/// A file that was read to its end.
pub(super) struct Reading {
    /// Its size, as counted.
    pub bytes: u64,
    /// Lower-case hex.
    pub sha256: String,
    /// Known by this until the end of the run.
    pub checksum: Checksum,
    /// All of it, or the beginning of a very large file whose inside nobody asks for.
    pub content: Vec<u8>,
}

/// Reads the file, and says in plain words why it could not be read.
pub(super) fn read(path: &Path) -> Result<Reading, String> {
    let mut file = File::open(path).map_err(in_words)?;
    let before = file.metadata().map_err(in_words)?;
    if !before.is_file() {
        return Err("it is no ordinary file".into());
    }
    let mut hasher = Sha256::new();
    let mut summing = Summing::default();
    let mut content: Vec<u8> = Vec::new();
    let mut chunk = vec![0; CHUNK];
    let mut bytes: u64 = 0;
    let mut keep = WHOLE;
    loop {
        let read = match file.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(in_words(error)),
        };
        let part = &chunk[..read];
        hasher.update(part);
        summing.update(part);
        bytes += read as u64;
        if bytes > before.len().saturating_add(CHUNK as u64) {
            // It grows while it is read; without this a file that never ends would be read for ever.
            return Err(CHANGED.into());
        }
        if content.len() < HEAD || bytes <= keep {
            content.try_reserve(read).map_err(|_| "there is not enough memory to read it".to_owned())?;
            content.extend_from_slice(part);
        }
        if content.len() >= HEAD && keep == WHOLE && !wanted_whole(sniff(&content[..HEAD]).kind) {
            keep = 0;
        }
    }
    if bytes > WHOLE && keep == WHOLE {
        return Err(format!("it is larger than {} MB; split it into parts", WHOLE >> 20));
    }
    let after = file.metadata().map_err(in_words)?;
    if bytes != before.len() || is_changed(&before, &after) {
        return Err(CHANGED.into());
    }
    Ok(Reading { bytes, sha256: hex(&hasher.finalize()), checksum: summing.checksum(), content })
}

const CHANGED: &str = "it changed while it was being read; wait until it is saved or synchronised";

fn is_changed(before: &Metadata, after: &Metadata) -> bool {
    before.len() != after.len() || before.modified().ok() != after.modified().ok()
}

/// Kinds that are looked into; of the others the beginning tells enough.
fn wanted_whole(kind: Kind) -> bool {
    !matches!(kind, Kind::Audio | Kind::Video | Kind::Html | Kind::Unknown)
}

/// What the operating system said, for a person who does not run one.
pub(super) fn in_words(error: std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::PermissionDenied => "this computer does not allow reading it".into(),
        std::io::ErrorKind::NotFound => "it vanished while the folder was being read".into(),
        _ => format!("the system says: {error}"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_the_standard() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("abc.txt");
        std::fs::write(&path, "abc").unwrap();
        let reading = read(&path).ok().unwrap();
        // FIPS 180-2, appendix B.1.
        assert_eq!(reading.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!((reading.bytes, reading.content.as_slice()), (3, &b"abc"[..]));
    }

    #[test]
    fn a_large_recording_is_hashed_to_its_end_but_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("voice.ogg");
        let mut bytes = b"OggS".to_vec();
        bytes.resize(3 << 20, 7);
        std::fs::write(&path, &bytes).unwrap();
        let reading = read(&path).ok().unwrap();
        assert_eq!(reading.bytes, 3 << 20);
        assert!(reading.content.len() < 2 << 20);
        assert_eq!(reading.sha256, hex(&Sha256::digest(&bytes)));
    }

    #[test]
    fn a_large_pdf_is_kept_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("scan.pdf");
        let mut bytes = b"%PDF-1.7\n".to_vec();
        bytes.resize(3 << 20, b' ');
        std::fs::write(&path, &bytes).unwrap();
        assert_eq!(read(&path).ok().unwrap().content.len(), 3 << 20);
    }

    #[test]
    fn reasons_are_in_plain_words() {
        let denied = in_words(std::io::ErrorKind::PermissionDenied.into());
        assert_eq!(denied, "this computer does not allow reading it");
        assert!(read(Path::new("/nowhere/at all")).is_err());
    }
}
