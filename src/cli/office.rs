//! The office's own rule files: where they are, and how they come onto the shelf.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::case_folder::CASE_FILE;
use super::failure::Failure;
use crate::books::{Books, Shelf};
use crate::finding::Finding;
use crate::tomlfile::{self, RuleIds};

/// The environment variable that names the folder.
const VARIABLE: &str = "CASEBINDER_TEMPLATES";
/// The name of the folder beside a case, or in the folder of all cases.
const FOLDER: &str = "templates";
/// Larger files were not written by people.
const MOST_BYTES: u64 = 1024 * 1024;
/// More files than any office has.
const MOST_FILES: usize = 500;

/// What the user said about the folder of the office's templates.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// `--templates DIR`.
    pub given: Option<&'a Path>,
}

/// A folder of templates, and why it is that one.
#[derive(Debug)]
pub struct Found {
    /// The folder.
    pub folder: PathBuf,
    /// `--templates`, the variable, or where it lies.
    pub because: &'static str,
    /// Somebody named it: what is wrong with it must be told.
    named: bool,
}

/// The folder of the office's templates: the one named, the one of the environment, the one in the case folder,
/// the one beside it. `place` is the case folder, or the folder from which the program was called.
pub fn folder(wanted: Wanted<'_>, place: &Path) -> Result<Option<Found>, Failure> {
    // The environment speaks for the office; only the command line asks it.
    #[expect(clippy::disallowed_methods)]
    let variable = std::env::var_os(VARIABLE).filter(|value| !value.is_empty()).map(PathBuf::from);
    let named = match (wanted.given, variable) {
        (Some(given), _) => Some((given.to_owned(), "--templates")),
        (None, Some(folder)) => Some((folder, VARIABLE)),
        (None, None) => None,
    };
    if let Some((folder, because)) = named {
        if !folder.is_dir() {
            let shown = folder.display();
            return Err(Failure::Io(format!("{shown}: no such folder of templates (from {because})")));
        }
        return Ok(Some(Found { folder, because, named: true }));
    }
    let place = if place.as_os_str().is_empty() { Path::new(".") } else { place };
    let beside = || fs::canonicalize(place).ok()?.parent().map(|parent| parent.join(FOLDER));
    let inside = place.join(FOLDER);
    if is_shelf(&inside) {
        return Ok(Some(Found { folder: inside, because: "in this folder", named: false }));
    }
    if place.join(CASE_FILE).is_file()
        && let Some(beside) = beside().filter(|beside| is_shelf(beside))
    {
        return Ok(Some(Found { folder: beside, because: "beside the case", named: false }));
    }
    Ok(None)
}

/// Does it hold a rule file? Many an office has a folder "templates" with letters in it.
fn is_shelf(folder: &Path) -> bool {
    folder.is_dir() && names(folder).iter().any(|name| Shelf::takes(name))
}

/// The built-in books with the office's files in their place.
pub fn books(wanted: Wanted<'_>, place: &Path) -> Result<Arc<Books>, Failure> {
    let books = books_as_they_are(wanted, place)?;
    if books.are_sound() { Ok(books) } else { Err(Failure::Rules(books.findings.clone())) }
}

/// The same, whatever is wrong with them.
pub fn books_as_they_are(wanted: Wanted<'_>, place: &Path) -> Result<Arc<Books>, Failure> {
    match folder(wanted, place)? {
        Some(found) => Ok(Books::read(shelf(&found))),
        None => Ok(Books::built_in()),
    }
}

fn shelf(found: &Found) -> Shelf {
    let mut shelf = Shelf::built_in();
    for name in names(&found.folder) {
        let path = found.folder.join(&name);
        let shown = path.display().to_string();
        if !Shelf::takes(&name) {
            if found.named && is_rule_file(&name) {
                shelf.findings.push(unused(&shown));
            }
            continue;
        }
        match read(&path, &shown) {
            Ok(text) => shelf.put_own(&name, shown, text),
            Err(finding) => shelf.findings.push(*finding),
        }
    }
    shelf
}

fn is_rule_file(name: &str) -> bool {
    name.ends_with(".toml") || name.ends_with(".css")
}

fn unused(shown: &str) -> Finding {
    let hint = "Rule files are tracks/*.toml, calendars/*.toml, dated/*.toml, rules.toml, report/check.css and report/client.toml. Move or rename the file.";
    Finding::warning(
        "templates-unused",
        format!("{shown} is no rule file that casebinder knows; it is not used."),
    )
    .with_hint(hint)
}

fn read(path: &Path, shown: &str) -> Result<String, Box<Finding>> {
    let refuse = |why: String| {
        let finding = Finding::error("templates-unreadable", format!("{shown} cannot be read: {why}."));
        Box::new(finding.with_hint("Repair the file, or take it out of the folder of templates."))
    };
    let size = fs::metadata(path).map_err(|error| refuse(super::failure::reason(&error)))?.len();
    if size > MOST_BYTES {
        return Err(refuse(format!("it has {size} bytes, more than any rule file")));
    }
    let bytes = fs::read(path).map_err(|error| refuse(super::failure::reason(&error)))?;
    tomlfile::decode(shown, &bytes, RuleIds::TRACK)
}

/// The files of the folder and of the folders in it, with `/`, in order.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = walkdir::WalkDir::new(folder)
        .min_depth(1)
        .max_depth(2)
        .follow_links(true)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .take(MOST_FILES)
        .filter_map(|entry| {
            let name = entry.path().strip_prefix(folder).ok()?;
            let parts: Option<Vec<&str>> = name.iter().map(|part| part.to_str()).collect();
            Some(parts?.join("/"))
        })
        .collect();
    names.sort();
    names
}
