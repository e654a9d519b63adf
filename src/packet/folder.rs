//! The packet folder: made beside its place under another name, and moved there whole.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::lock::{Lock, Refused};
use super::place::on_disk;
use super::private::{all_folders, new_file, new_folder};
use super::{MANIFEST_SCHEMA, sums};

/// The place of a packet, held against other builds until this value goes away.
#[derive(Debug)]
pub struct Workplace {
    place: PathBuf,
    parent: PathBuf,
    name: String,
    _lock: Lock,
}

/// A packet folder in the making. Dropped before [`Unfinished::publish`], it leaves nothing behind.
pub struct Unfinished {
    place: PathBuf,
    partial: PathBuf,
    previous: PathBuf,
    published: bool,
}

/// Why a folder cannot take a packet.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// Something else is there.
    #[error("{0} holds something that casebinder did not put there; it is not overwritten")]
    Foreign(PathBuf),
    /// It lies under `filed/`.
    #[error("{0} is a filed packet; filed packets are never overwritten")]
    Filed(PathBuf),
    /// Another build writes there.
    #[error("another casebinder is writing {place} just now{who}")]
    Busy {
        /// The packet.
        place: PathBuf,
        /// Who: ` (process 7 …)`, or nothing if it is not known.
        who: String,
    },
    /// The disk says no.
    #[error("{path}: {source}")]
    Io {
        /// Where.
        path: PathBuf,
        /// What the disk says.
        source: io::Error,
    },
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> FolderError {
    let path = path.to_owned();
    move |source| FolderError::Io { path, source }
}

impl Workplace {
    /// Takes the place for one build; `who` tells others who works there. What an interrupted build left behind is
    /// cleared away.
    pub fn take(place: &Path, who: &str) -> Result<Workplace, FolderError> {
        let name = place
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_else(|| "packet".into());
        let parent = match place.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        if is_filed(&parent) {
            return Err(FolderError::Filed(place.to_owned()));
        }
        all_folders(&parent).map_err(at(&parent))?;
        let lock = parent.join(format!(".{name}.lock"));
        let lock = Lock::take(&lock, who).map_err(|refused| match refused {
            Refused::Held(who) if who.is_empty() => FolderError::Busy { place: place.to_owned(), who },
            Refused::Held(who) => FolderError::Busy { place: place.to_owned(), who: format!(" ({who})") },
            Refused::Io(error) => at(&lock)(error),
        })?;
        let workplace = Workplace { place: place.to_owned(), parent, name, _lock: lock };
        workplace.clear_up()?;
        if place.exists() && !replaceable(place) {
            return Err(FolderError::Foreign(place.to_owned()));
        }
        Ok(workplace)
    }

    fn beside(&self, what: &str) -> PathBuf {
        self.parent.join(format!(".{}.{what}", self.name))
    }

    /// What a build left that was killed: half a packet, or the old one put aside.
    fn clear_up(&self) -> Result<(), FolderError> {
        let previous = self.beside("previous");
        if previous.exists() && !self.place.exists() {
            fs::rename(&previous, &self.place).map_err(at(&self.place))?;
        }
        for left in [previous, self.beside("partial")] {
            if left.symlink_metadata().is_ok() {
                fs::remove_dir_all(&left).map_err(at(&left))?;
            }
        }
        Ok(())
    }
}

impl Unfinished {
    /// Begins a packet for this place.
    pub fn begin(workplace: &Workplace) -> Result<Self, FolderError> {
        let partial = workplace.beside("partial");
        new_folder(&partial).map_err(at(&partial))?;
        let (place, previous) = (workplace.place.clone(), workplace.beside("previous"));
        Ok(Unfinished { place, partial, previous, published: false })
    }

    /// Creates a file in it, readable by its owner only.
    pub fn create(&self, name: &str) -> Result<fs::File, FolderError> {
        let path = self.path(name);
        new_file(&path).map_err(at(&path))
    }

    /// Writes a whole file in it.
    pub fn write(&self, name: &str, text: &str) -> Result<(), FolderError> {
        let path = self.path(name);
        let mut file = new_file(&path).map_err(at(&path))?;
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(at(&path))
    }

    /// Where a file of it lies while it is being made.
    pub fn path(&self, name: &str) -> PathBuf {
        self.partial.join(name)
    }

    /// Moves it to its place: the old packet is there until the new one is.
    pub fn publish(mut self) -> Result<(), FolderError> {
        sync_folder(&self.partial).map_err(at(&self.partial))?;
        let replaces = self.place.exists();
        let old = if replaces && exchange(&self.partial, &self.place) {
            &self.partial
        } else {
            if replaces {
                fs::rename(&self.place, &self.previous).map_err(at(&self.place))?;
            }
            if let Err(error) = fs::rename(&self.partial, &self.place) {
                if replaces {
                    fs::rename(&self.previous, &self.place).map_err(at(&self.place))?;
                }
                return Err(at(&self.place)(error));
            }
            &self.previous
        };
        self.published = true;
        // The packet has its name: what fails from here on is left to the next run and is no failure of this one.
        if let Some(parent) = self.place.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            let _ = sync_folder(parent);
        }
        if replaces {
            let _ = fs::remove_dir_all(old);
        }
        Ok(())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.published {
            // Nobody is left to tell if this fails; the next run clears it away.
            let _ = fs::remove_dir_all(&self.partial);
        }
    }
}

/// An empty folder, or a packet of ours with nothing of anybody else's in it.
fn replaceable(place: &Path) -> bool {
    let Ok(entries) = fs::read_dir(place) else { return false };
    let names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    if names.is_empty() {
        return true;
    }
    let ours = fs::read_to_string(place.join(sums::SUMS_FILE))
        .ok()
        .and_then(|text| sums::parse(&text))
        .unwrap_or_default();
    fs::read_to_string(place.join("manifest.json")).is_ok_and(|text| text.contains(MANIFEST_SCHEMA))
        && names.iter().all(|name| name == sums::SUMS_FILE || ours.iter().any(|(_, listed)| listed == name))
}

/// Does the folder lie in the `filed/` of a case?
fn is_filed(folder: &Path) -> bool {
    let of_a_case = |filed: &Path| filed.parent().is_some_and(|case| case.join("case.toml").is_file());
    let named_filed = |ancestor: &&Path| ancestor.file_name().is_some_and(|name| name == "filed");
    on_disk(folder).ancestors().filter(named_filed).any(of_a_case)
}

/// Lets two folders change their places in one step, where the system and the disk can: then there is no moment
/// without a packet.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_one: &Path, _other: &Path) -> bool {
    false
}

#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    fs::File::open(path)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}
