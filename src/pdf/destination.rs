//! Where links and bookmarks of a source lead: every way in which a PDF can name a page of its own.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::pagetree::{PageEntry, resolved};

/// Named places read from one file.
const MOST_NAMES: usize = 200_000;

/// The places of a source that links can lead to.
#[derive(Debug, Default)]
pub struct Destinations {
    /// Page number, from 1, of each page dictionary; the first, if a page is listed twice.
    numbers: BTreeMap<ObjectId, u32>,
    count: u32,
    /// Named places.
    named: BTreeMap<Vec<u8>, u32>,
}

impl Destinations {
    /// Reads the named places of a document.
    pub fn of(document: &Document, pages: &[PageEntry]) -> Destinations {
        let mut places = Destinations::default();
        for page in pages {
            places.count += 1;
            places.numbers.entry(page.id).or_insert(places.count);
        }
        let Ok(catalog) = document.catalog() else { return places };
        let old = resolved(document, catalog, b"Dests").and_then(|dests| dests.as_dict().ok());
        for (name, place) in old.into_iter().flatten().take(MOST_NAMES) {
            if let Some(number) = places.page_of_place(document, place, 0) {
                places.named.insert(name.clone(), number);
            }
        }
        let names = resolved(document, catalog, b"Names").and_then(|names| names.as_dict().ok());
        if let Some(tree) = names.and_then(|names| names.get(b"Dests").ok()) {
            places.read_tree(document, tree);
        }
        places
    }

    fn read_tree(&mut self, document: &Document, root: &Object) {
        let mut seen = BTreeSet::new();
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            let Ok((id, Object::Dictionary(node))) = document.dereference(node) else { continue };
            if self.named.len() >= MOST_NAMES || id.is_some_and(|id| !seen.insert(id)) {
                continue;
            }
            if let Some(kids) = resolved(document, node, b"Kids").and_then(|kids| kids.as_array().ok()) {
                open.extend(kids.iter().take(MOST_NAMES));
            }
            let names = resolved(document, node, b"Names").and_then(|names| names.as_array().ok());
            for pair in names.map(|names| names.chunks_exact(2)).into_iter().flatten() {
                let Ok((_, Object::String(name, _))) = document.dereference(&pair[0]) else { continue };
                if let Some(number) = self.page_of_place(document, &pair[1], 0) {
                    self.named.entry(name.clone()).or_insert(number);
                }
            }
        }
    }

    /// The page, counted from 1, to which a link annotation or a bookmark leads inside its own file.
    pub fn page_of(&self, document: &Document, item: &Dictionary) -> Option<u32> {
        if let Some(place) = resolved(document, item, b"Dest") {
            return self.page_of_place(document, place, 0);
        }
        let action = resolved(document, item, b"A")?.as_dict().ok()?;
        let kind = resolved(document, action, b"S")?.as_name().ok()?;
        if kind != b"GoTo" {
            return None;
        }
        self.page_of_place(document, resolved(document, action, b"D")?, 0)
    }

    fn page_of_place(&self, document: &Document, place: &Object, depth: u8) -> Option<u32> {
        if depth > 4 {
            return None;
        }
        match document.dereference(place).ok()?.1 {
            Object::Name(name) | Object::String(name, _) => self.named.get(name).copied(),
            Object::Dictionary(dictionary) => {
                self.page_of_place(document, resolved(document, dictionary, b"D")?, depth + 1)
            }
            Object::Array(items) => match items.first()? {
                // Meant for other files, but written by some programs for their own: counted from 0.
                Object::Integer(index) => {
                    u32::try_from(*index).ok()?.checked_add(1).filter(|number| *number <= self.count)
                }
                page => {
                    let id = page.as_reference().ok()?;
                    let direct = self.numbers.get(&id).copied();
                    direct.or_else(|| self.numbers.get(&document.dereference(page).ok()?.0?).copied())
                }
            },
            _ => None,
        }
    }
}
