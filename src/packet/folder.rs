//! The packet folder: made beside its place under another name, and moved there whole.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::place::on_disk;
use super::{MANIFEST_SCHEMA, sums};

/// A packet folder in the making. Dropped before [`Unfinished::publish`], it leaves nothing behind.
pub struct Unfinished {
    place: PathBuf,
    partial: PathBuf,
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

impl Unfinished {
    /// Begins a packet for this place. What an interrupted run left behind is cleared away.
    pub fn begin(place: &Path) -> Result<Self, FolderError> {
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
        let previous = parent.join(format!(".{name}.previous"));
        if previous.exists() && !place.exists() {
            fs::rename(&previous, place).map_err(at(place))?;
        }
        if place.exists() && !replaceable(place) {
            return Err(FolderError::Foreign(place.to_owned()));
        }
        fs::create_dir_all(&parent).map_err(at(&parent))?;
        let partial = parent.join(format!(".{name}.partial"));
        if partial.exists() {
            fs::remove_dir_all(&partial).map_err(at(&partial))?;
        }
        private_folder(&partial).map_err(at(&partial))?;
        Ok(Unfinished { place: place.to_owned(), partial, published: false })
    }

    /// Creates a file in it, readable by its owner only.
    pub fn create(&self, name: &str) -> Result<fs::File, FolderError> {
        let path = self.path(name);
        private_file(&path).map_err(at(&path))
    }

    /// Writes a whole file in it.
    pub fn write(&self, name: &str, text: &str) -> Result<(), FolderError> {
        let path = self.path(name);
        let mut file = private_file(&path).map_err(at(&path))?;
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(at(&path))
    }

    /// Where a file of it lies while it is being made.
    pub fn path(&self, name: &str) -> PathBuf {
        self.partial.join(name)
    }

    /// Moves it to its place: the old packet is there until the new one is.
    pub fn publish(mut self) -> Result<(), FolderError> {
        sync_folder(&self.partial).map_err(at(&self.partial))?;
        let previous = self.partial.with_extension("previous");
        if previous.exists() {
            fs::remove_dir_all(&previous).map_err(at(&previous))?;
        }
        let replaces = self.place.exists();
        if replaces {
            fs::rename(&self.place, &previous).map_err(at(&self.place))?;
        }
        if let Err(error) = fs::rename(&self.partial, &self.place) {
            if replaces {
                fs::rename(&previous, &self.place).map_err(at(&self.place))?;
            }
            return Err(at(&self.place)(error));
        }
        self.published = true;
        // The packet has its name: what fails from here on is left to the next run and is no failure of this one.
        if let Some(parent) = self.place.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            let _ = sync_folder(parent);
        }
        if replaces {
            let _ = fs::remove_dir_all(&previous);
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

#[cfg(unix)]
fn private_folder(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().mode(0o700).create(path)
}

#[cfg(not(unix))]
fn private_folder(path: &Path) -> io::Result<()> {
    fs::create_dir(path)
}

#[cfg(unix)]
fn private_file(path: &Path) -> io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn private_file(path: &Path) -> io::Result<fs::File> {
    fs::OpenOptions::new().write(true).create_new(true).open(path)
}

#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    fs::File::open(path)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}
