//! Files and folders for their owner only.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::path::Path;

/// Options to write a file that, if it is made, only its owner may read.
pub fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
}

/// Opens a file to read and write, with its contents as they are; makes it if it is not there.
pub fn open_private(path: &Path) -> io::Result<File> {
    private().read(true).create(true).truncate(false).open(path)
}

/// A new file.
pub fn new_file(path: &Path) -> io::Result<File> {
    private().create_new(true).open(path)
}

/// A new folder.
pub fn new_folder(path: &Path) -> io::Result<()> {
    folders(false).create(path)
}

/// The folder, and those above it, as far as they are not there yet.
pub fn all_folders(path: &Path) -> io::Result<()> {
    folders(true).create(path)
}

fn folders(recursive: bool) -> DirBuilder {
    let mut builder = DirBuilder::new();
    builder.recursive(recursive);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder
}
