//! `[[document]]`: what a person knows about a file and a program cannot guess.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::person::Roll;
use super::{pages, path, value};
use crate::case::{DocumentEntry, Notes, PageSelection, Password};
use crate::circles::{References, circles, told};
use crate::finding::Finding;
use crate::secret::Secret;
use crate::tomlfile::{Table, Value};

/// All entries, in the order of the file.
pub(super) fn documents(root: &Table<'_>, roll: &Roll) -> Vec<DocumentEntry> {
    let mut entries = Vec::new();
    let mut lines = BTreeMap::new();
    for table in root.tables("document") {
        let entry = document(&table, roll);
        if let Some(entry) = entry {
            once(&table, &entry, &mut lines);
            entries.push(entry);
        }
        table.finish();
    }
    circular(root);
    entries
}

/// Files that are named as translations of each other: one of them must be the original.
fn circular(root: &Table<'_>) {
    let mut references = References::new();
    for table in root.tables("document") {
        if let (Some(Value::Text(file)), Some(Value::Text(original))) = (table.value("file"), table.value("translation_of"))
            // A file that translates itself has been told.
            && key(&file) != key(&original)
        {
            references.entry(key(&file)).or_default().push((key(&original), table.place("translation_of")));
        }
    }
    for (path, place) in circles(&references) {
        let message = format!("These files are named as translations of each other: {}.", told(&path));
        let hint = "Take `translation_of` away from the file that is the original.";
        root.document().report(Finding::error("case-cycle", message).at(place).with_hint(hint));
    }
}

fn document(table: &Table<'_>, roll: &Roll) -> Option<DocumentEntry> {
    let file = table.required_line("file");
    if let Some(file) = &file {
        path::check(table, "file", file, table.place("file"));
    }
    let entry = DocumentEntry {
        file: file.clone().unwrap_or_default(),
        satisfies: requirements(table),
        person: roll.named(table),
        title: table.optional_line("title"),
        date: value::date(table, "date"),
        expires: value::date(table, "expires"),
        language: value::language(table, "language"),
        translation_of: translation_of(table, file.as_deref()),
        certificate_for: certificate_for(table),
        pages: selection(table),
        exclude: table.line("exclude"),
        password: password(table),
        notes: table.word("notes", Notes::WORDS),
        line: table.here().line,
    };
    file.map(|_| entry)
}

fn requirements(table: &Table<'_>) -> Vec<String> {
    let ids = table.strings("satisfies").unwrap_or_default();
    let mut seen = Vec::new();
    for (index, id) in ids.iter().enumerate() {
        let wrong = if id.trim().is_empty() {
            Some((
                "A requirement in `satisfies` is empty.".to_owned(),
                "Write a requirement id such as \"passport\", or delete the line.",
            ))
        } else if seen.contains(id) {
            Some((format!("`satisfies` names \"{id}\" twice."), "Name each requirement once."))
        } else {
            None
        };
        match wrong {
            Some((message, hint)) => {
                let place = table.item_place("satisfies", index);
                table.document().report(Finding::error("case-value", message).at(place).with_hint(hint));
            }
            None => seen.push(id.clone()),
        }
    }
    seen
}

fn translation_of(table: &Table<'_>, file: Option<&str>) -> Option<String> {
    let original = table.line("translation_of")?;
    if path::check(table, "translation_of", &original, table.place("translation_of"))
        && file.is_some_and(|file| key(file) == key(&original))
    {
        table.value_error(
            "translation_of",
            "The file is named as the translation of itself.",
            "Name the file in the foreign language of which this one is the translation.",
        );
    }
    Some(original)
}

fn certificate_for(table: &Table<'_>) -> Vec<String> {
    let files = table.strings("certificate_for").unwrap_or_default();
    for (index, file) in files.iter().enumerate() {
        path::check(table, "certificate_for", file, table.item_place("certificate_for", index));
    }
    files
}

fn password(table: &Table<'_>) -> Option<Password> {
    // A blank may be the password; an empty text is what every reader tries by itself.
    let written = match table.value("password") {
        Some(Value::Text(password)) => Some(password).filter(|password| !password.is_empty()),
        Some(_) => {
            // Not the reader's own words: they would repeat what is written there.
            table.value_error("password", "The password is not in quotes.", "Write it as password = \"…\"");
            None
        }
        None => None,
    };
    let named = table.line("password_env");
    if written.is_some() && named.is_some() {
        let hint = "Keep one of the two; a password in the environment stands in no file.";
        table.value_error("password_env", "Both `password` and `password_env` are given.", hint);
    }
    written.map(Secret::new).map(Password::Written).or(named.map(Password::Environment))
}

fn selection(table: &Table<'_>) -> Option<PageSelection> {
    let text = table.line("pages")?;
    match pages::selection(&text) {
        Ok(selection) => Some(selection),
        Err(wrong) => {
            let finding = Finding::error("case-pages", wrong.message).at(table.place("pages"));
            table.document().report(finding.with_hint(wrong.hint));
            None
        }
    }
}

/// Two entries for one file would contradict each other sooner or later.
fn once(table: &Table<'_>, entry: &DocumentEntry, lines: &mut BTreeMap<String, usize>) {
    let place = table.place("file");
    if let Some(first) = lines.get(&key(&entry.file)) {
        let message = format!("The file \"{}\" has a [[document]] already, in line {first}.", entry.file);
        let hint = "Put what is to be said about the file into one [[document]]; `satisfies` may be a list.";
        let finding = Finding::error("case-duplicate-document", message);
        table.document().report(finding.at(place).with_hint(hint));
        return;
    }
    lines.insert(key(&entry.file), place.line);
}

/// The same name typed on another system may be written with other code points.
fn key(path: &str) -> String {
    path.nfc().collect()
}
