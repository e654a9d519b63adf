//! One at a time: a lock file beside what is being written. The system lets go of the lock when its holder ends,
//! however it ends, so a lock is never stale.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::private::open_private;

/// The longest note of a holder that is shown to others.
const LONGEST_NOTE: u64 = 200;

/// A lock that is held until this value goes away.
#[derive(Debug)]
pub struct Lock {
    file: File,
    path: PathBuf,
}

/// Why a lock cannot be had.
#[derive(Debug)]
pub enum Refused {
    /// Somebody else holds it; what they wrote into it about themselves.
    Held(String),
    /// The disk says no.
    Io(io::Error),
}

impl Lock {
    /// Takes the lock at `path`, and leaves a note there about who holds it. Does not wait.
    pub fn take(path: &Path, who: &str) -> Result<Lock, Refused> {
        loop {
            let mut file = open_private(path).map_err(Refused::Io)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(Refused::Held(note(path))),
                // Some network disks know no locks; there a packet is still published whole or not at all.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(Refused::Io(error)),
            }
            if is_still_at(&file, path) {
                // Who it is only serves the message of others: a full disk must not stop the one who cleans up.
                let _ = file.set_len(0).and_then(|()| file.write_all(who.as_bytes()));
                return Ok(Lock { file, path: path.to_owned() });
            }
            // Its last holder took the file away between the two steps: this lock binds nobody.
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Taken away while it is held: whoever opened it meanwhile sees that it is no longer at its place.
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
        let _ = self.file.unlock();
    }
}

/// Opens a file for writing and waits until nobody else writes there. Its contents are as they were.
pub fn open_alone(path: &Path) -> io::Result<File> {
    loop {
        let file = open_private(path)?;
        match file.lock() {
            Err(error) if error.kind() != io::ErrorKind::Unsupported => return Err(error),
            _ if is_still_at(&file, path) => return Ok(file),
            _ => {}
        }
    }
}

fn note(path: &Path) -> String {
    let mut note = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LONGEST_NOTE).read_to_end(&mut note));
    match read {
        Ok(_) => String::from_utf8_lossy(&note).into_owned(),
        Err(_) => String::new(),
    }
}

/// Is the open file the one that lies at this path?
#[cfg(unix)]
fn is_still_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(open), Ok(there)) => (open.dev(), open.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still_at(_file: &File, _path: &Path) -> bool {
    true
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn only_one_holds_it_and_the_other_learns_who() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".packet.lock");
        let first = Lock::take(&path, "process 7").unwrap();
        assert!(matches!(Lock::take(&path, "process 8"), Err(Refused::Held(who)) if who == "process 7"));
        drop(first);
        assert!(Lock::take(&path, "process 8").is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_left_and_a_left_file_binds_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".packet.lock");
        fs::write(&path, "a process that was killed long ago").unwrap();
        drop(Lock::take(&path, "process 7").unwrap());
        assert!(!path.exists());
    }

    #[cfg(unix)]
    #[test]
    fn many_at_once_never_hold_it_together() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".packet.lock");
        let (inside, most, turns) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..200 {
                        let Ok(_lock) = Lock::take(&path, "") else { continue };
                        most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        turns.fetch_add(1, Ordering::SeqCst);
                        inside.fetch_sub(1, Ordering::SeqCst);
                    }
                });
            }
        });
        assert_eq!(most.into_inner(), 1);
        assert!(turns.into_inner() > 8);
    }
}
