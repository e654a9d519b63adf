//! Is a layer, or what depends on several layers, printed?

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::{LayerStates, references};
use crate::pdf::pagetree::{is_name, resolved};

/// Expressions nested deeper than this are taken for loops.
const DEEPEST: usize = 32;
/// More parts than any program writes into an expression.
const MOST_PARTS: usize = 1000;

impl LayerStates {
    /// Is content hidden that is bound to this layer or group of layers (/OC)?
    pub fn hide(&self, document: &Document, bound_to: &Object) -> bool {
        let Ok((id, Object::Dictionary(layer))) = document.dereference(bound_to) else { return false };
        if resolved(document, layer, b"Type").is_some_and(|kind| is_name(kind, b"OCMD")) {
            return !self.group_is_visible(document, layer);
        }
        id.is_some_and(|id| !self.is_on(document, id))
    }

    /// The names of the layers that hide content bound to this layer or group.
    pub fn hidden_names(&self, document: &Document, bound_to: &Object) -> BTreeSet<String> {
        let Ok((id, Object::Dictionary(layer))) = document.dereference(bound_to) else {
            return BTreeSet::new();
        };
        let layers = if resolved(document, layer, b"Type").is_some_and(|kind| is_name(kind, b"OCMD")) {
            one_or_more(document, layer, b"OCGs")
        } else {
            id.into_iter().collect()
        };
        let named = layers.into_iter().filter(|id| !self.is_on(document, *id)).filter_map(|id| {
            let name = resolved(document, document.get_dictionary(id).ok()?, b"Name")?.as_str().ok()?;
            Some(crate::pdf::outline::text(name))
        });
        let mut named: BTreeSet<String> = named.collect();
        // Hidden by an expression, or by a layer that bears no name.
        if named.is_empty() {
            named.insert(String::new());
        }
        named
    }

    fn is_on(&self, document: &Document, layer: ObjectId) -> bool {
        let heeded = document.get_dictionary(layer).is_ok_and(|layer| self.is_heeded(document, layer));
        !heeded || !self.is_off(layer)
    }

    fn group_is_visible(&self, document: &Document, group: &Dictionary) -> bool {
        if let Some(Object::Array(expression)) = resolved(document, group, b"VE")
            && let Some(visible) = self.holds(document, expression, 0, &mut 0)
        {
            return visible;
        }
        let states: Vec<bool> = one_or_more(document, group, b"OCGs")
            .into_iter()
            .filter(|id| document.get_dictionary(*id).is_ok())
            .map(|id| self.is_on(document, id))
            .collect();
        if states.is_empty() {
            return true;
        }
        let policy = resolved(document, group, b"P").and_then(|policy| policy.as_name().ok());
        match policy {
            Some(b"AllOn") => states.iter().all(|on| *on),
            Some(b"AnyOff") => states.iter().any(|on| !*on),
            Some(b"AllOff") => states.iter().all(|on| !*on),
            _ => states.iter().any(|on| *on),
        }
    }

    /// Does a visibility expression hold? `None` if it is none.
    fn holds(&self, document: &Document, parts: &[Object], depth: usize, spent: &mut usize) -> Option<bool> {
        let (operator, operands) = parts.split_first()?;
        let operator = document.dereference(operator).ok()?.1.as_name().ok()?;
        let mut values = Vec::new();
        for operand in operands {
            *spent += 1;
            if depth >= DEEPEST || *spent > MOST_PARTS {
                return None;
            }
            values.push(match document.dereference(operand).ok()? {
                (_, Object::Array(parts)) => self.holds(document, parts, depth + 1, spent)?,
                (Some(id), Object::Dictionary(_)) => self.is_on(document, id),
                _ => continue,
            });
        }
        match operator {
            b"And" => Some(values.iter().all(|on| *on)),
            b"Or" => Some(values.iter().any(|on| *on)),
            b"Not" => values.first().map(|on| !on),
            _ => None,
        }
    }
}

/// What the /Usage of a layer recommends for these categories; `None` if nothing.
pub fn recommended(document: &Document, layer: ObjectId, categories: &[Vec<u8>]) -> Option<bool> {
    let usage = resolved(document, document.get_dictionary(layer).ok()?, b"Usage")?.as_dict().ok()?;
    let states = categories.iter().filter_map(|category| {
        let key: &[u8] = match category.as_slice() {
            b"View" => b"ViewState",
            b"Print" => b"PrintState",
            b"Export" => b"ExportState",
            _ => return None,
        };
        let state = resolved(document, resolved(document, usage, category)?.as_dict().ok()?, key)?;
        Some(!is_name(state, b"OFF"))
    });
    // One that says off is enough.
    states.reduce(|one, other| one && other)
}

fn one_or_more(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Vec<ObjectId> {
    match resolved(document, dictionary, key) {
        Some(Object::Array(_)) => references(document, dictionary, key),
        Some(Object::Dictionary(_)) => {
            let id = dictionary.get(key).ok().and_then(|single| document.dereference(single).ok()?.0);
            id.into_iter().collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use lopdf::dictionary;

    use super::*;

    /// A document with the layers 5 (on), 6 (off), 7 (on, not printed), 8 (off, printed).
    fn document() -> Document {
        let mut document = Document::with_version("1.7");
        document.max_id = 20;
        document.trailer.set("Root", (1, 0));
        let print = |state: &str| dictionary! { "Print" => dictionary! { "PrintState" => state } };
        let layer = |number: u32| dictionary! { "Type" => "OCG", "Name" => Object::string_literal(format!("L{number}")) };
        for number in [5, 6] {
            document.objects.insert((number, 0), layer(number).into());
        }
        for (number, state) in [(7, "OFF"), (8, "ON")] {
            let mut layer = layer(number);
            layer.set("Usage", print(state));
            document.objects.insert((number, 0), layer.into());
        }
        let list = |numbers: &[u32]| numbers.iter().map(|n| Object::Reference((*n, 0))).collect::<Vec<_>>();
        let rule = dictionary! { "Event" => "Print", "Category" => vec!["Print".into()], "OCGs" => list(&[5, 7, 8]) };
        let configuration = dictionary! { "OFF" => list(&[6, 8]), "AS" => vec![rule.into()] };
        let properties = dictionary! { "OCGs" => list(&[5, 6, 7, 8]), "D" => configuration };
        document.objects.insert((1, 0), dictionary! { "OCProperties" => properties }.into());
        document
    }

    fn hidden(group: Dictionary) -> bool {
        let mut document = document();
        let mut group = group;
        group.set("Type", "OCMD");
        let group = document.add_object(group);
        LayerStates::of(&document).hide(&document, &group.into())
    }

    fn layers(numbers: &[u32]) -> Vec<Object> {
        numbers.iter().map(|number| Object::Reference((*number, 0))).collect()
    }

    #[test]
    fn what_counts_is_what_is_printed() {
        let document = document();
        let states = LayerStates::of(&document);
        let hidden: Vec<u32> =
            (5..9).filter(|number| states.hide(&document, &Object::Reference((*number, 0)))).collect();
        assert_eq!(hidden, [6, 7]);
        let names = states.hidden_names(&document, &Object::Reference((7, 0)));
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["L7"]);
    }

    // The table of ISO 32000-1, 8.11.2.2; layer 5 is on, layer 6 is off.
    #[test]
    fn groups_follow_their_policy() {
        for (policy, both, hides) in [
            ("AllOn", [5, 5], false),
            ("AllOn", [5, 6], true),
            ("AnyOn", [5, 6], false),
            ("AnyOn", [6, 6], true),
            ("AnyOff", [5, 5], true),
            ("AnyOff", [5, 6], false),
            ("AllOff", [5, 6], true),
            ("AllOff", [6, 6], false),
        ] {
            let found = hidden(dictionary! { "OCGs" => layers(&both), "P" => policy });
            assert_eq!(found, hides, "{policy} {both:?}");
        }
        assert!(!hidden(dictionary! { "OCGs" => layers(&[]) }));
        assert!(hidden(dictionary! { "OCGs" => layers(&[6]).remove(0) }));
    }

    #[test]
    fn expressions_beat_policies_and_loops_end() {
        let not = |number| Object::from(vec!["Not".into(), Object::Reference((number, 0))]);
        let and = vec!["And".into(), not(6), Object::Reference((5, 0))];
        assert!(!hidden(dictionary! { "OCGs" => layers(&[6]), "VE" => and }));
        let or = vec!["Or".into(), not(5), Object::Reference((6, 0))];
        assert!(hidden(dictionary! { "OCGs" => layers(&[5]), "VE" => or }));
        let mut document = document();
        document.objects.insert((9, 0), vec!["Not".into(), Object::Reference((9, 0))].into());
        let group =
            dictionary! { "Type" => "OCMD", "VE" => Object::Reference((9, 0)), "OCGs" => layers(&[6]) };
        let group = document.add_object(group);
        assert!(LayerStates::of(&document).hide(&document, &group.into()));
    }
}
