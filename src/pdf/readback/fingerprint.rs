//! The fingerprint of a page: SHA-256 over everything that makes it up.
//!
//! Every object is hashed once, with the hashes of the objects it refers to in the place of the references: so
//! the fingerprint does not depend on object numbers or on the order of the file, a shared font costs nothing the
//! second time, and any changed byte of a stream or value changes it.

use std::collections::BTreeMap;

use hayro_syntax::object::{Array, Dict, MaybeRef, Object, ObjectIdentifier};
use hayro_syntax::xref::XRef;
use sha2::{Digest, Sha256};

type Hash = [u8; 32];

/// Deeper than any page that a printer draws; below that only the fact of the depth is hashed.
const DEEPEST: usize = 400;

/// The entries of a page that make it up; links are hashed by where they lead.
const OF_A_PAGE: &[&str] = &["Contents", "CropBox", "Group", "MediaBox", "Resources", "Rotate", "UserUnit"];

/// The entries of a link that can be seen.
const LOOK_OF_A_LINK: &[&str] = &["AP", "BS", "C"];

/// Computes fingerprints, remembering each object.
pub struct Fingerprints<'a> {
    xref: &'a XRef,
    known: BTreeMap<ObjectIdentifier, Option<Hash>>,
}

impl<'a> Fingerprints<'a> {
    /// For the pages of this file.
    pub fn new(xref: &'a XRef) -> Self {
        Fingerprints { xref, known: BTreeMap::new() }
    }

    /// The fingerprint of a page, lower-case hex.
    pub fn page(&mut self, page: &Dict<'a>, links: &[(f64, f64, f64, f64, usize)]) -> String {
        let mut hasher = Sha256::new();
        for &key in OF_A_PAGE {
            if let Some(value) = page.get_raw::<Object<'a>>(key) {
                hasher.update(key);
                hasher.update(self.entry(&value, 0));
            }
        }
        let annotations = page.get::<Array<'a>>("Annots");
        for annotation in annotations.iter().flat_map(|list| list.iter::<Dict<'a>>()) {
            for &key in LOOK_OF_A_LINK {
                if let Some(value) = annotation.get_raw::<Object<'a>>(key) {
                    hasher.update(key);
                    hasher.update(self.entry(&value, 0));
                }
            }
        }
        for (x, y, width, height, page) in links {
            hasher.update(format!("link {x:.3} {y:.3} {width:.3} {height:.3} {page}\n"));
        }
        crate::hash::hex(&hasher.finalize())
    }

    fn entry(&mut self, entry: &MaybeRef<Object<'a>>, depth: usize) -> Hash {
        match entry {
            MaybeRef::NotRef(object) => self.object(object, depth),
            MaybeRef::Ref(reference) => self.reference((*reference).into(), depth),
        }
    }

    fn reference(&mut self, id: ObjectIdentifier, depth: usize) -> Hash {
        match self.known.get(&id) {
            Some(Some(hash)) => return *hash,
            // On the way down to itself, or too deep: only the fact is hashed.
            Some(None) => return hash_of(b"loop", b""),
            None if depth > DEEPEST => return hash_of(b"deep", b""),
            None => {}
        }
        self.known.insert(id, None);
        let hash = match self.xref.get::<Object<'a>>(id) {
            Some(object) => self.object(&object, depth + 1),
            None => hash_of(b"null", b""),
        };
        self.known.insert(id, Some(hash));
        hash
    }

    fn object(&mut self, object: &Object<'a>, depth: usize) -> Hash {
        match object {
            Object::Null(_) => hash_of(b"null", b""),
            Object::Boolean(value) => hash_of(b"boolean", &[u8::from(*value)]),
            Object::Number(value) => hash_of(b"number", value.to_string().as_bytes()),
            Object::String(value) => hash_of(b"string", value.as_bytes()),
            Object::Name(value) => hash_of(b"name", value.as_ref()),
            Object::Array(array) => {
                let mut hasher = Sha256::new_with_prefix(b"array\n");
                for item in array.raw_iter() {
                    hasher.update(self.entry(&item, depth + 1));
                }
                hasher.finalize().into()
            }
            Object::Dict(dict) => self.dict(b"dictionary", dict, depth),
            Object::Stream(stream) => {
                let mut hasher = Sha256::new_with_prefix(b"stream\n");
                hasher.update(self.dict(b"of", stream.dict(), depth));
                hasher.update(stream.raw_data());
                hasher.finalize().into()
            }
        }
    }

    fn dict(&mut self, kind: &[u8], dict: &Dict<'a>, depth: usize) -> Hash {
        let mut hasher = Sha256::new_with_prefix(kind);
        if depth > DEEPEST {
            return hasher.finalize().into();
        }
        for (key, value) in dict.entries() {
            let name: &[u8] = key.as_ref();
            if matches!(name, b"Parent" | b"P" | b"Length") {
                continue;
            }
            hasher.update(hash_of(b"key", name));
            hasher.update(self.entry(&value, depth + 1));
        }
        hasher.finalize().into()
    }
}

fn hash_of(kind: &[u8], value: &[u8]) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(kind);
    hasher.update(b"\n");
    hasher.update(value);
    hasher.finalize().into()
}
