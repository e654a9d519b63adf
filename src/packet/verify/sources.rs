//! Every source is what was bound.

use std::collections::BTreeMap;
use std::io;
use std::num::NonZero;
use std::path::{Component, Path};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::{Verification, sha256_of};
use crate::packet::Manifest;
use crate::packet::carried::carried;

/// A file that the manifest names: its path, its hash, and where in the packet it is.
type Named<'m> = (&'m str, &'m str, String);

/// Hashes each file that the manifest names once, several at a time, and tells those that differ.
pub fn check(evidence: &Path, manifest: &Manifest, verification: &mut Verification) {
    let named = named(manifest);
    let mut to_read = BTreeMap::new();
    for (path, sha256, _) in &named {
        if let Ok(Some(relative)) = file_below(path, sha256) {
            to_read.insert(*path, relative);
        }
    }
    let found = hashes(evidence, to_read.into_iter().collect());
    verification.sources += found.len();
    for (path, sha256, place) in named {
        match file_below(path, sha256) {
            Err(how) => verification.differs(path, how),
            Ok(None) => verification.not_checked.push(path.to_owned()),
            Ok(Some(_)) => match found.get(path) {
                Some(Ok(found)) if found == sha256 => {}
                Some(Err(error)) => {
                    verification.differs(path, format!("cannot be read ({place}): {error}"));
                }
                _ => verification.differs(path, format!("is not the file that was bound ({place})")),
            },
        }
    }
}

fn named(manifest: &Manifest) -> Vec<Named<'_>> {
    let bound = manifest.exhibits.iter().flat_map(|exhibit| {
        exhibit.sources.iter().map(move |source| {
            let place = format!("exhibit {}, page {}", exhibit.tab, source.first_page);
            (source.path.as_str(), source.sha256.as_str(), place)
        })
    });
    let omitted = manifest.omitted.iter();
    let omitted = omitted
        .map(|omitted| (omitted.path.as_str(), omitted.sha256.as_str(), "not in the packet".to_owned()));
    bound.chain(omitted).collect()
}

/// Where the file is below the evidence folder; nothing if its contents cannot be checked: no hash (it could not be
/// read when the packet was made), or `\x` (its name on the disk is no text).
pub fn file_below<'m>(path: &'m str, sha256: &str) -> Result<Option<&'m Path>, &'static str> {
    let Some(relative) = path.strip_prefix("evidence/") else {
        return Err("is no path of an evidence file");
    };
    if sha256.is_empty() || relative.contains("\\x") {
        return Ok(None);
    }
    let relative = Path::new(relative);
    if relative.components().any(|part| !matches!(part, Component::Normal(_))) {
        return Err("leads out of the evidence folder");
    }
    Ok(Some(relative))
}

/// The hash of each file, or why it cannot be read. In a bag, some files lie under other names.
pub fn hashes<'m>(evidence: &Path, files: Vec<(&'m str, &'m Path)>) -> BTreeMap<&'m str, io::Result<String>> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(BTreeMap::new());
    let work = || {
        while let Some((path, relative)) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mut place = evidence.join(relative);
            if let (false, Some(relative)) = (place.exists(), relative.to_str()) {
                place = evidence.join(&*carried(relative));
            }
            let hash = sha256_of(&place);
            if let Ok(mut done) = done.lock() {
                done.insert(*path, hash);
            }
        }
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        for _ in 1..cores.min(files.len()) {
            scope.spawn(work);
        }
        work();
    });
    done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
}
