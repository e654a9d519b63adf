//! `[[document]]` entries of the case: what people say about single files.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::case::{Case, DocumentEntry};
use crate::finding::{Finding, Location};
use crate::intake::{Inventory, shown};

/// Which entry is about which file.
#[derive(Debug, Default)]
pub(super) struct Entries<'a> {
    /// Index of the file → its entry, and the files it names.
    pub of: BTreeMap<usize, Stated<'a>>,
    /// What is wrong with the entries.
    pub findings: Vec<Finding>,
}

/// An entry with its links resolved to paths of the inventory.
#[derive(Debug)]
pub(super) struct Stated<'a> {
    pub entry: &'a DocumentEntry,
    pub translation_of: Option<String>,
    pub certificate_for: Vec<String>,
}

/// Finds the file of every entry.
pub(super) fn bind<'a>(case: &'a Case, inventory: &Inventory) -> Entries<'a> {
    let mut entries = Entries::default();
    for entry in &case.documents {
        let Some(index) = find(inventory, &entry.file) else {
            entries.findings.push(missing(inventory, entry, "file", &entry.file));
            continue;
        };
        if entries.of.contains_key(&index) {
            entries.findings.push(
                Finding::error(
                    "document-twice",
                    format!("case.toml has two [[document]] entries for \"{}\".", shown(&entry.file)),
                )
                .at(place(entry))
                .on(&inventory.files[index].path)
                .with_hint(
                    "Keep one; if the file holds two documents, name both in satisfies = [\"…\", \"…\"].",
                ),
            );
            continue;
        }
        let mut resolve = |key: &str, file: &str| match find(inventory, file) {
            Some(other) if other != index => Some(inventory.files[other].path.clone()),
            Some(_) => {
                let message = format!("\"{}\" is named in its own {key}.", shown(file));
                let hint = format!("{key} names another file.");
                entries
                    .findings
                    .push(Finding::error("document-link", message).at(place(entry)).with_hint(hint));
                None
            }
            None => {
                entries.findings.push(missing(inventory, entry, key, file));
                None
            }
        };
        let translation_of = entry.translation_of.as_deref().and_then(|file| resolve("translation_of", file));
        let certificate_for =
            entry.certificate_for.iter().filter_map(|file| resolve("certificate_for", file)).collect();
        entries.findings.extend(pages_beyond(entry, &inventory.files[index]));
        entries.of.insert(index, Stated { entry, translation_of, certificate_for });
    }
    entries
}

/// The file meant: exactly so; else the same letters in another Unicode form; else in another case, if only one is.
fn find(inventory: &Inventory, file: &str) -> Option<usize> {
    let written = file.replace('\\', "/");
    let written = written.trim_start_matches("./");
    let written = written.strip_prefix("evidence/").unwrap_or(written);
    let exact = |wanted: &str| {
        let wanted = format!("evidence/{wanted}");
        inventory.files.iter().position(|source| source.path == wanted)
    };
    exact(file)
        .or_else(|| exact(written))
        .or_else(|| only(inventory, written, &|text| text.nfc().collect()))
        .or_else(|| only(inventory, written, &|text| text.nfc().collect::<String>().to_lowercase()))
}

fn only(inventory: &Inventory, file: &str, fold: &dyn Fn(&str) -> String) -> Option<usize> {
    let wanted = fold(&format!("evidence/{file}"));
    let mut found = inventory.files.iter().enumerate().filter(|(_, source)| fold(&source.path) == wanted);
    let (index, _) = found.next()?;
    found.next().is_none().then_some(index)
}

fn missing(inventory: &Inventory, entry: &DocumentEntry, key: &str, file: &str) -> Finding {
    let folder = format!("evidence/{}/", file.trim_end_matches('/'));
    let hint = if inventory.files.iter().any(|source| source.path.starts_with(&folder)) {
        "That is a folder; name one file in it.".to_owned()
    } else {
        match nearest(inventory, file) {
            Some(near) => format!("Did you mean \"{}\"?", shown(near)),
            None => "Write the path as it stands below evidence/, with / between folders.".to_owned(),
        }
    };
    let message =
        format!("There is no file \"{}\" in evidence/ ({key} of a [[document]] in case.toml).", shown(file));
    Finding::error("document-file-missing", message).at(place(entry)).with_hint(hint)
}

/// The file with the most similar path or name.
fn nearest<'a>(inventory: &'a Inventory, file: &str) -> Option<&'a str> {
    let base = |path: &str| path.rsplit('/').next().unwrap_or_default().to_lowercase();
    let wanted = (file.to_lowercase(), base(file));
    inventory
        .files
        .iter()
        .filter_map(|source| source.path.strip_prefix("evidence/"))
        .map(|path| {
            let whole = strsim::normalized_damerau_levenshtein(&path.to_lowercase(), &wanted.0);
            (strsim::normalized_damerau_levenshtein(&base(path), &wanted.1).max(whole), path)
        })
        .filter(|(likeness, _)| *likeness >= 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, path)| path)
}

fn pages_beyond(entry: &DocumentEntry, source: &crate::intake::SourceFile) -> Option<Finding> {
    let (selection, pages) = (entry.pages.as_ref()?, source.pages?);
    if selection.resolve(pages).is_some() {
        return None;
    }
    let has = if pages == 1 { "1 page".to_owned() } else { format!("{pages} pages") };
    Some(
        Finding::error(
            "document-pages",
            format!(
                "case.toml asks for the pages {} of \"{}\", which has {has}.",
                selection.text,
                shown(&entry.file)
            ),
        )
        .at(place(entry))
        .on(&source.path)
        .with_hint(format!("Choose pages from 1 to {pages}, or leave pages out to take them all.")),
    )
}

fn place(entry: &DocumentEntry) -> Location {
    Location {
        file: "case.toml".into(),
        line: entry.line.max(1),
        column: 1,
        length: "[[document]]".len(),
        text: "[[document]]".into(),
    }
}
