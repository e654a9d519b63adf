//! Where outputs may go: never into the evidence, never over the case file.

use std::path::Path;

use super::case_folder::{CASE_FILE, CaseFolder};
use super::failure::Failure;
use crate::packet::on_disk;

/// Refuses a place at or below the evidence folder, also behind links, and the files that people wrote.
pub fn allowed(place: &Path, folder: &CaseFolder) -> Result<(), Failure> {
    let place_on_disk = on_disk(place);
    if place_on_disk.starts_with(on_disk(&folder.evidence())) {
        return Err(Failure::Io(format!(
            "{} lies in the evidence folder, where casebinder never writes; choose another place with -o",
            place.display()
        )));
    }
    if place_on_disk == on_disk(&folder.root.join(CASE_FILE)) {
        return Err(Failure::Io(format!("{} is the case file; it is not overwritten", place.display())));
    }
    Ok(())
}

/// Refuses a place inside of what is to be copied there.
pub fn not_inside(place: &Path, source: &Path) -> Result<(), Failure> {
    if on_disk(place).starts_with(on_disk(source)) {
        return Err(Failure::Io(format!(
            "{} lies in {}; choose another place",
            place.display(),
            source.display()
        )));
    }
    Ok(())
}
