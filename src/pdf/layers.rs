//! Layers (optional content): what a source hides from paper must stay hidden in the volume, on screen as well.
//!
//! A packet is paper that happens to be a file: what counts is whether a layer would be printed. [`visible`] answers
//! that for a layer or a group of them, [`strip`] takes what is hidden out of the pages, and what cannot be taken
//! out is switched off in the volume.

pub mod strip;
mod visible;

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::pagetree::{is_name, resolved};

/// Which layers of a source are off, and by what rule.
#[derive(Debug, Default)]
pub struct LayerStates {
    /// Layers switched off.
    off: BTreeSet<ObjectId>,
    /// Layers switched on although the source starts with all of them off.
    on: BTreeSet<ObjectId>,
    /// The source starts with all layers off.
    all_off: bool,
    /// Intents that count; empty = the usual one, /View.
    intents: Vec<Vec<u8>>,
    /// What opening and printing switch: rules that are heeded, and the layers they govern.
    switched: BTreeMap<ObjectId, bool>,
}

impl LayerStates {
    /// Reads the default configuration of a document.
    pub fn of(document: &Document) -> LayerStates {
        let mut states = LayerStates::default();
        let configuration = document
            .catalog()
            .ok()
            .and_then(|catalog| resolved(document, catalog, b"OCProperties")?.as_dict().ok())
            .and_then(|properties| resolved(document, properties, b"D")?.as_dict().ok());
        let Some(configuration) = configuration else { return states };
        states.off = references(document, configuration, b"OFF").into_iter().collect();
        states.on = references(document, configuration, b"ON").into_iter().collect();
        states.all_off =
            resolved(document, configuration, b"BaseState").is_some_and(|state| is_name(state, b"OFF"));
        states.intents = names(document, configuration, b"Intent");
        let rules = resolved(document, configuration, b"AS").and_then(|rules| rules.as_array().ok());
        let rules: Vec<&Dictionary> = rules
            .into_iter()
            .flatten()
            .take(1000)
            .filter_map(|rule| document.dereference(rule).ok()?.1.as_dict().ok())
            .collect();
        // A file is opened before it is printed.
        for event in [&b"View"[..], b"Print"] {
            for rule in rules.iter().filter(|rule| names(document, rule, b"Event").iter().any(|e| e == event))
            {
                let categories = names(document, rule, b"Category");
                for layer in references(document, rule, b"OCGs") {
                    if let Some(on) = visible::recommended(document, layer, &categories) {
                        states.switched.insert(layer, on);
                    }
                }
            }
        }
        states
    }

    /// Could anything be hidden at all?
    pub fn hide_something(&self) -> bool {
        self.all_off || !self.off.is_empty() || self.switched.values().any(|on| !on)
    }

    /// Is a layer off on paper?
    fn is_off(&self, layer: ObjectId) -> bool {
        if let Some(on) = self.switched.get(&layer) {
            return !on;
        }
        self.off.contains(&layer) || (self.all_off && !self.on.contains(&layer))
    }

    /// The /Intent of a layer in the volume, whose only configuration heeds /View: a layer that its source
    /// does not heed gets another, so that its content shows as it does there.
    pub fn intent(&self, document: &Document, layer: &Dictionary) -> Object {
        Object::Name(if self.is_heeded(document, layer) { b"View".to_vec() } else { b"Design".to_vec() })
    }

    /// Does the state of this layer count?
    fn is_heeded(&self, document: &Document, layer: &Dictionary) -> bool {
        let view = || vec![b"View".to_vec()];
        let mut own = names(document, layer, b"Intent");
        if own.is_empty() {
            own = view();
        }
        let heeded = if self.intents.is_empty() { view() } else { self.intents.clone() };
        heeded.iter().any(|intent| intent == b"All" || own.contains(intent))
            || own.iter().any(|i| i == b"All")
    }
}

fn references(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Vec<ObjectId> {
    let items = resolved(document, dictionary, key).and_then(|items| items.as_array().ok());
    items.into_iter().flatten().filter_map(|item| document.dereference(item).ok()?.0).collect()
}

fn names(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Vec<Vec<u8>> {
    match resolved(document, dictionary, key) {
        Some(Object::Name(name)) => vec![name.clone()],
        Some(Object::Array(items)) => items
            .iter()
            .filter_map(|item| Some(document.dereference(item).ok()?.1.as_name().ok()?.to_vec()))
            .collect(),
        _ => Vec::new(),
    }
}

/// The layers of all sources of a volume.
#[derive(Debug, Default)]
pub struct Layers {
    all: Vec<u32>,
    off: Vec<u32>,
}

impl Layers {
    /// Takes over the layers that were imported from a source.
    pub fn add(&mut self, imported: &[(ObjectId, u32)], states: &LayerStates) {
        for (id, number) in imported {
            self.all.push(*number);
            if states.is_off(*id) {
                self.off.push(*number);
            }
        }
    }

    /// The catalog's /OCProperties, if there are layers at all.
    pub fn properties(&self) -> Option<Object> {
        if self.all.is_empty() {
            return None;
        }
        let list = |numbers: &[u32]| {
            numbers.iter().map(|number| Object::Reference((*number, 0))).collect::<Vec<_>>()
        };
        // No rules: every layer stands as it is printed, and stays so.
        let configuration = dictionary! { "BaseState" => "ON", "OFF" => list(&self.off) };
        Some(dictionary! { "OCGs" => list(&self.all), "D" => configuration }.into())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn states(configuration: Dictionary) -> LayerStates {
        let mut document = Document::with_version("1.7");
        document.trailer.set("Root", (1, 0));
        let properties = dictionary! { "D" => configuration };
        document.objects.insert((1, 0), dictionary! { "OCProperties" => properties }.into());
        for number in 5..9 {
            document.objects.insert((number, 0), dictionary! { "Type" => "OCG" }.into());
        }
        LayerStates::of(&document)
    }

    fn off_in_volume(configuration: Dictionary) -> Vec<Object> {
        let mut layers = Layers::default();
        layers.add(&[((5, 0), 50), ((6, 0), 60)], &states(configuration));
        let properties = layers.properties().unwrap();
        let configuration = properties.as_dict().unwrap().get(b"D").unwrap().as_dict().unwrap();
        configuration.get(b"OFF").unwrap().as_array().unwrap().clone()
    }

    #[test]
    fn what_is_off_stays_off() {
        let off = vec![Object::from((6, 0)), (7, 0).into()];
        assert_eq!(off_in_volume(dictionary! { "OFF" => off }), [Object::from((60, 0))]);
        let on = vec![Object::from((6, 0))];
        assert_eq!(off_in_volume(dictionary! { "BaseState" => "OFF", "ON" => on }), [Object::from((50, 0))]);
    }

    #[test]
    fn a_layer_that_its_source_does_not_heed_is_not_heeded() {
        let document = Document::with_version("1.7");
        let design = dictionary! { "Intent" => "Design" };
        let usual = states(dictionary! {});
        assert_eq!(usual.intent(&document, &design), "Design".into());
        assert_eq!(usual.intent(&document, &dictionary! {}), "View".into());
        assert_eq!(states(dictionary! { "Intent" => "All" }).intent(&document, &design), "View".into());
    }
}
