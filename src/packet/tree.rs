//! The files below a folder, by the names that a manifest gives them.

use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::intake::evidence_path;

/// What lies below a folder.
pub struct Tree {
    /// Each plain file: where it is, and its `evidence/…`; sorted by the latter.
    pub files: Vec<(PathBuf, String)>,
    /// What is neither a file nor a folder: links, pipes, devices.
    pub others: Vec<String>,
}

/// Lists a folder; links are not followed.
///
/// # Errors
/// If any folder in it cannot be read: half a list must not pass for the whole.
pub fn tree(folder: &Path) -> io::Result<Tree> {
    let mut tree = Tree { files: Vec::new(), others: Vec::new() };
    for entry in WalkDir::new(folder).min_depth(1) {
        let entry = entry?;
        let name = evidence_path(entry.path().strip_prefix(folder).unwrap_or(entry.path()));
        if entry.file_type().is_file() {
            tree.files.push((entry.into_path(), name));
        } else if !entry.file_type().is_dir() {
            tree.others.push(name);
        }
    }
    tree.files.sort_by(|a, b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
    tree.others.sort();
    Ok(tree)
}
