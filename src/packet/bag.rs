//! A bag for the archive: evidence, packet and case file as a BagIt 1.0 bag (RFC 8493).

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use sha2::{Digest, Sha256};

use super::carried::carried;
use super::folder::{FolderError, Unfinished, Workplace};
use super::private::{all_folders, new_file};
use super::reading::open_file;
use super::tree::tree;
use super::{Manifest, Verification, hex, sha256_hex, sums, verify};

/// What goes into a bag.
#[derive(Debug, Clone, Copy)]
pub struct Contents<'a> {
    /// `case.toml`.
    pub case_file: &'a Path,
    /// The evidence folder.
    pub evidence: &'a Path,
    /// The packet folder.
    pub packet: &'a Path,
}

/// A bag that was written.
#[derive(Debug, Default)]
pub struct Bag {
    /// Files carried.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// The packet hash of the packet in it.
    pub hash: String,
    /// Files carried under another name: the name, and that in the bag.
    pub renamed: Vec<(String, String)>,
    /// What is neither file nor folder, and stayed behind.
    pub left: Vec<String>,
}

/// Why no bag was written.
#[derive(Debug, thiserror::Error)]
pub enum BagError {
    /// There is something at the place.
    #[error("{0} is already there; it is not overwritten")]
    There(PathBuf),
    /// The place cannot be taken.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// A file cannot be read or written.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the disk says.
        source: io::Error,
    },
    /// Two files would have the same name in the bag.
    #[error("two files would be called {0} in the bag; rename one of them")]
    Twice(String),
    /// The copies in the bag are not what the packet's manifest says.
    #[error("the packet and the evidence are not what the manifest says")]
    Mismatch(Box<Verification>),
    /// Somebody wanted it to stop.
    #[error("interrupted")]
    Interrupted,
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> BagError {
    let path = path.to_owned();
    move |source| BagError::Io { path, source }
}

/// Writes a bag to `place`, where nothing may be. The copies are verified in the bag before it gets its name.
///
/// # Errors
/// If anything cannot be read or written or is not what the manifest says; nothing is left then.
pub fn bag(contents: Contents<'_>, place: &Path, who: &str, stop: &AtomicBool) -> Result<Bag, BagError> {
    if place.symlink_metadata().is_ok() {
        return Err(BagError::There(place.to_owned()));
    }
    let mut bag = Bag::default();
    let payload = payload(contents, &mut bag)?;
    let workplace = Workplace::take(place, who)?;
    let folder = Unfinished::begin(&workplace)?;
    let mut lines = Vec::new();
    for (name, from) in &payload {
        if stop.load(Ordering::SeqCst) {
            return Err(BagError::Interrupted);
        }
        let (hash, bytes) = copy(from, &folder.path(name))?;
        bag.bytes += bytes;
        lines.push((hash, name.clone()));
    }
    bag.files = payload.len();
    if !bag.renamed.is_empty() {
        let text = renamed(&bag.renamed);
        folder.write(RENAMED, &text)?;
        bag.files += 1;
        bag.bytes += text.len() as u64;
        lines.push((sha256_hex(text.as_bytes()), RENAMED.to_owned()));
    }
    let (packet, evidence) = (folder.path("data/packet"), folder.path("data/evidence"));
    let verification =
        verify(&packet, Some(&evidence)).map_err(at(&contents.packet.join("manifest.json")))?;
    if !verification.mismatches.is_empty() {
        return Err(BagError::Mismatch(Box::new(verification)));
    }
    bag.hash = verification.hash;
    let tags = [
        ("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".to_owned()),
        ("bag-info.txt", info(&bag, &packet)?),
        ("manifest-sha256.txt", sums::text(&lines)),
    ];
    for (name, text) in &tags {
        folder.write(name, text)?;
    }
    let tag_sums = tags.map(|(name, text)| (sha256_hex(text.as_bytes()), name.to_owned()));
    folder.write("tagmanifest-sha256.txt", &sums::text(&tag_sums))?;
    folder.publish()?;
    Ok(bag)
}

/// The list of names that are others in the bag.
const RENAMED: &str = "data/renamed.json";

/// Each name in the bag, and the file that goes there.
fn payload(contents: Contents<'_>, bag: &mut Bag) -> Result<BTreeMap<String, PathBuf>, BagError> {
    let mut payload = BTreeMap::from([("data/case.toml".to_owned(), contents.case_file.to_owned())]);
    for (folder, name) in [(contents.evidence, "evidence"), (contents.packet, "packet")] {
        let tree = tree(folder).map_err(at(folder))?;
        bag.left.extend(tree.others);
        for (from, path) in tree.files {
            let below = path.strip_prefix("evidence/").unwrap_or(&path);
            let path = format!("{name}/{below}");
            let in_bag = format!("data/{}", carried(&path));
            if in_bag[5..] != path {
                bag.renamed.push((path, in_bag.clone()));
            }
            if payload.insert(in_bag.clone(), from).is_some() {
                return Err(BagError::Twice(in_bag));
            }
        }
    }
    Ok(payload)
}

fn renamed(names: &[(String, String)]) -> String {
    let names = names.iter().map(|(was, now)| serde_json::json!({ "name": was, "in_bag": now }));
    format!("{:#}\n", serde_json::Value::from_iter(names))
}

/// Copies a file, for its owner only; its SHA-256 and size.
fn copy(from: &Path, to: &Path) -> Result<(String, u64), BagError> {
    if let Some(folder) = to.parent() {
        all_folders(folder).map_err(at(folder))?;
    }
    let mut source = open_file(from).map_err(at(from))?;
    let mut copy = new_file(to).map_err(at(to))?;
    let mut hasher = Sha256::new();
    let mut part = vec![0; 1 << 18];
    let mut bytes = 0;
    loop {
        let read = match source.read(&mut part) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(at(from)(error)),
        };
        hasher.update(&part[..read]);
        copy.write_all(&part[..read]).map_err(at(to))?;
        bytes += read as u64;
    }
    copy.sync_all().map_err(at(to))?;
    Ok((hex(&hasher.finalize()), bytes))
}

/// `bag-info.txt`. Its date is the packet's: the same case makes the same bag.
fn info(bag: &Bag, packet: &Path) -> Result<String, BagError> {
    let path = packet.join("manifest.json");
    let bytes = fs::read(&path).map_err(at(&path))?;
    let manifest: Manifest = serde_json::from_slice(&bytes).map_err(|error| at(&path)(error.into()))?;
    let lines = [
        ("Bag-Software-Agent", format!("casebinder {}", env!("CARGO_PKG_VERSION"))),
        ("Bagging-Date", manifest.packet.as_of),
        ("External-Description", manifest.packet.title),
        ("External-Identifier", format!("sha256:{}", bag.hash)),
        ("Payload-Oxum", format!("{}.{}", bag.bytes, bag.files)),
    ];
    let one_line = |text: &str| text.split(|c: char| c.is_control()).collect::<Vec<_>>().join(" ");
    Ok(lines.iter().map(|(label, value)| format!("{label}: {}\n", one_line(value))).collect())
}
