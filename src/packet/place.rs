//! Where a path really leads, also before anything is there.

use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

/// The place with `.`, `..` and links resolved, as far as it exists already.
pub fn on_disk(place: &Path) -> PathBuf {
    let mut existing = without_dots(&std::path::absolute(place).unwrap_or_else(|_| place.to_owned()));
    let mut rest: Vec<OsString> = Vec::new();
    loop {
        if let Ok(found) = existing.canonicalize() {
            return rest.iter().rev().fold(found, |path, part| path.join(part));
        }
        let Some(name) = existing.file_name().map(ToOwned::to_owned) else { return place.to_owned() };
        rest.push(name);
        existing.pop();
    }
}

fn without_dots(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut plain, part| {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            part => plain.push(part),
        }
        plain
    })
}
