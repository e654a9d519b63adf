//! Imports objects of a source into the volume: deep, each once, and nothing but what a page shows.

use std::collections::{BTreeMap, VecDeque};
use std::io::{self, Write};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::content;
use super::file::FileWriter;
use super::layers::LayerStates;
use super::pagetree::{is_name, resolved};

/// Keys that say something *about* an object, lead away from the page or out of the file.
const NOT_SHOWN: [&[u8]; 17] = [
    b"A",
    b"AA",
    b"AF",
    b"Alternates",
    b"CreatorInfo",
    b"LastModified",
    b"Measure",
    b"Metadata",
    b"OPI",
    b"PTData",
    b"PZ",
    b"Parent",
    b"PieceInfo",
    b"Ref",
    b"StructParent",
    b"StructParents",
    b"Thumb",
];

/// Further keys of streams that are of no use once the stream stands in the volume.
const OF_STREAMS: [&[u8]; 8] =
    [b"Length", b"Filter", b"DecodeParms", b"DP", b"F", b"FFilter", b"FDecodeParms", b"DL"];

/// Things that are no part of the look of a page, wherever a reference to them stands.
const FOREIGN: [&[u8]; 16] = [
    b"Action",
    b"Annot",
    b"Bead",
    b"Catalog",
    b"EmbeddedFile",
    b"F",
    b"Filespec",
    b"MCR",
    b"Metadata",
    b"OBJR",
    b"ObjStm",
    b"Outlines",
    b"Page",
    b"Pages",
    b"StructElem",
    b"StructTreeRoot",
];

/// What has been imported of one source.
#[derive(Default)]
pub struct Importer {
    /// Source object to number in the volume.
    numbers: BTreeMap<ObjectId, u32>,
    /// Given a number, not yet written.
    waiting: VecDeque<ObjectId>,
    /// Layers met: source object and number in the volume.
    layers: Vec<(ObjectId, u32)>,
}

impl Importer {
    /// The layers that were met.
    pub fn layers(&self) -> &[(ObjectId, u32)] {
        &self.layers
    }

    /// True while nothing of a source is remembered.
    #[cfg(test)]
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Translates an object; what it refers to is written by [`Importer::settle`].
    pub fn object<W: Write>(
        &mut self,
        document: &Document,
        file: &mut FileWriter<W>,
        object: &Object,
    ) -> Object {
        match object {
            Object::Reference(_) => self.reference(document, file, object),
            Object::Array(items) => {
                Object::Array(items.iter().map(|item| self.object(document, file, item)).collect())
            }
            Object::Dictionary(dictionary) => self.dictionary(document, file, dictionary).into(),
            Object::Stream(_) => Object::Null,
            plain => plain.clone(),
        }
    }

    fn reference<W: Write>(
        &mut self,
        document: &Document,
        file: &mut FileWriter<W>,
        object: &Object,
    ) -> Object {
        let Ok((Some(id), target)) = document.dereference(object) else { return Object::Null };
        if let Some(number) = self.numbers.get(&id) {
            return Object::Reference((*number, 0));
        }
        match target {
            Object::Null => return Object::Null,
            Object::Dictionary(dictionary) if is_foreign(dictionary) => return Object::Null,
            Object::Stream(stream) if is_foreign(&stream.dict) => return Object::Null,
            _ => {}
        }
        let number = file.reserve();
        self.numbers.insert(id, number);
        if target.as_dict().is_ok_and(|dictionary| dictionary.has_type(b"OCG")) {
            self.layers.push((id, number));
        }
        self.waiting.push_back(id);
        Object::Reference((number, 0))
    }

    /// Translates a dictionary.
    pub fn dictionary<W: Write>(
        &mut self,
        document: &Document,
        file: &mut FileWriter<W>,
        dictionary: &Dictionary,
    ) -> Dictionary {
        let mut translated = Dictionary::new();
        for (key, value) in dictionary {
            if !is_shown(dictionary, key) {
                continue;
            }
            let value = match property_list(document, key, value) {
                Some(lists) => self.property_lists(document, file, lists).into(),
                None => self.object(document, file, value),
            };
            if !value.is_null() {
                translated.set(key.clone(), value);
            }
        }
        translated
    }

    /// Marked-content properties: layers are needed, everything else is data *about* the content; its plain
    /// values stay (the text behind a ligature), its references do not.
    fn property_lists<W: Write>(
        &mut self,
        document: &Document,
        file: &mut FileWriter<W>,
        lists: &Dictionary,
    ) -> Dictionary {
        let mut translated = Dictionary::new();
        for (name, value) in lists {
            let Ok((_, Object::Dictionary(list))) = document.dereference(value) else { continue };
            let value = if list.has_type(b"OCG") || list.has_type(b"OCMD") {
                self.object(document, file, value)
            } else {
                let plain = |value: &Object| {
                    matches!(value, Object::Integer(_) | Object::Name(_) | Object::String(..))
                };
                let mut kept = Dictionary::new();
                for (key, value) in list.iter().filter(|(_, value)| plain(value)) {
                    kept.set(key.clone(), value.clone());
                }
                kept.into()
            };
            translated.set(name.clone(), value);
        }
        translated
    }

    /// Writes everything that has been referred to and is not written yet.
    pub fn settle<W: Write>(
        &mut self,
        document: &Document,
        states: &LayerStates,
        file: &mut FileWriter<W>,
    ) -> io::Result<()> {
        while let Some(id) = self.waiting.pop_front() {
            let (Some(&number), Some(object)) = (self.numbers.get(&id), document.objects.get(&id)) else {
                continue;
            };
            match object {
                Object::Stream(stream) => {
                    let dictionary = self.stream_dictionary(document, file, &stream.dict);
                    let runs_code = stream.dict.get(b"Subtype").is_ok_and(|kind| is_name(kind, b"PS"));
                    file.stream(number, &dictionary, if runs_code { b"" } else { &stream.content })?;
                }
                Object::Dictionary(dictionary) if dictionary.has_type(b"OCG") => {
                    let mut layer = self.dictionary(document, file, dictionary);
                    layer.set("Intent", states.intent(document, dictionary));
                    file.object(number, &layer.into())?;
                }
                object => {
                    let object = self.object(document, file, object);
                    file.object(number, &object)?;
                }
            }
        }
        Ok(())
    }

    fn stream_dictionary<W: Write>(
        &mut self,
        document: &Document,
        file: &mut FileWriter<W>,
        dictionary: &Dictionary,
    ) -> Dictionary {
        let mut shown = content::packing(document, dictionary);
        for (key, value) in dictionary {
            if !NOT_SHOWN.contains(&key.as_slice()) && !OF_STREAMS.contains(&key.as_slice()) {
                shown.set(key.clone(), value.clone());
            }
        }
        self.dictionary(document, file, &shown)
    }
}

/// Does this key say something about the look of a page?
pub fn is_shown(dictionary: &Dictionary, key: &[u8]) -> bool {
    // A dictionary of a type has keys with meanings. One without may be a list of names (fonts, glyphs,
    // colorants), where "A" or "Metadata" is just a name.
    let typed = dictionary.get(b"Type").is_ok_and(|kind| kind.as_name().is_ok());
    !typed || !NOT_SHOWN.contains(&key)
}

/// Is this no part of the look of a page?
pub fn is_foreign(dictionary: &Dictionary) -> bool {
    let kind = dictionary.get(b"Type").and_then(|kind| kind.as_name());
    kind.is_ok_and(|kind| FOREIGN.contains(&kind))
}

/// The value of /Properties in a resource dictionary (but not a font or image that happens to bear this name).
fn property_list<'a>(document: &'a Document, key: &[u8], value: &'a Object) -> Option<&'a Dictionary> {
    if key != b"Properties" {
        return None;
    }
    let lists = document.dereference(value).ok()?.1.as_dict().ok()?;
    (resolved(document, lists, b"Type").is_none_or(|kind| kind.as_name().is_err())).then_some(lists)
}
