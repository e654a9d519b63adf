//! The rule files in use: the built-in ones, replaced or joined by the office's own.

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::hash::sha256_hex;

/// Where a file comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Compiled in.
    BuiltIn,
    /// The office's own: the path as the user knows it, and whether it takes the place of a built-in file.
    Office {
        /// The path.
        path: String,
        /// There is a built-in file of the same name.
        replaces: bool,
    },
}

/// One rule file.
#[derive(Debug, Clone)]
pub struct Volume {
    /// Its place in the folder of templates, with `/`: `tracks/asylum-court-filing.toml`.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Where it comes from.
    pub origin: Origin,
    /// SHA-256 of the text, lower-case hex.
    pub sha256: String,
}

impl Volume {
    /// Its name in messages: the path of an office's file, the place of a built-in one.
    pub fn shown(&self) -> String {
        match &self.origin {
            Origin::BuiltIn => self.name.rsplit('/').next().unwrap_or(&self.name).to_owned(),
            Origin::Office { path, .. } => path.clone(),
        }
    }

    /// Is it the office's own?
    pub fn is_of_office(&self) -> bool {
        self.origin != Origin::BuiltIn
    }

    /// The file name without folder and extension, which is the id of a track.
    pub fn stem(&self) -> &str {
        let file = self.name.rsplit('/').next().unwrap_or(&self.name);
        file.strip_suffix(".toml").unwrap_or(file)
    }
}

/// Every rule file in use, by name.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    volumes: BTreeMap<String, Volume>,
    /// What is wrong with the folder of the office, files that cannot be read among it.
    pub findings: Vec<Finding>,
}

impl Shelf {
    /// The built-in files.
    pub fn built_in() -> Shelf {
        use crate::templates::{CALENDARS, CLIENT_LETTER, DATED, REPORT_STYLE, RULES, TRACKS};
        let mut shelf = Shelf::default();
        for (folder, files) in [("tracks", TRACKS), ("calendars", CALENDARS), ("dated", DATED)] {
            for (file, text) in files {
                shelf.put(format!("{folder}/{file}"), (*text).to_owned(), Origin::BuiltIn);
            }
        }
        shelf.put("rules.toml".to_owned(), RULES.to_owned(), Origin::BuiltIn);
        shelf.put("report/check.css".to_owned(), REPORT_STYLE.to_owned(), Origin::BuiltIn);
        shelf.put("report/client.toml".to_owned(), CLIENT_LETTER.to_owned(), Origin::BuiltIn);
        shelf
    }

    /// Can an office have a file of this name?
    pub fn takes(name: &str) -> bool {
        match name.split_once('/') {
            None => name == "rules.toml",
            Some(("report", file)) => ["check.css", "client.toml"].contains(&file),
            Some(("tracks" | "calendars" | "dated", file)) => {
                !file.contains('/') && file.ends_with(".toml") && !file.starts_with('.')
            }
            Some(_) => false,
        }
    }

    /// Puts an office's file in the place of the built-in one of the same name, or beside them.
    pub fn put_own(&mut self, name: &str, path: String, text: String) {
        let replaces = self.volumes.contains_key(name);
        self.put(name.to_owned(), text, Origin::Office { path, replaces });
    }

    fn put(&mut self, name: String, text: String, origin: Origin) {
        let sha256 = sha256_hex(text.as_bytes());
        self.volumes.insert(name.clone(), Volume { name, text, origin, sha256 });
    }

    /// Every file, in the order of the names.
    pub fn volumes(&self) -> impl Iterator<Item = &Volume> {
        self.volumes.values()
    }

    /// The file of this name.
    pub fn volume(&self, name: &str) -> Option<&Volume> {
        self.volumes.get(name)
    }

    /// The files of a folder.
    pub fn in_folder(&self, folder: &str) -> impl Iterator<Item = &Volume> {
        let start = format!("{folder}/");
        self.volumes.values().filter(move |volume| volume.name.starts_with(&start))
    }

    /// The office's own files.
    pub fn own(&self) -> impl Iterator<Item = &Volume> {
        self.volumes.values().filter(|volume| volume.is_of_office())
    }
}
