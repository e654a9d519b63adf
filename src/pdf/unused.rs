//! What a page lists among its resources and never draws: pictures of pages that were deleted, shared lists of
//! everything in a file. It would lie in the packet, unseen, for anybody to dig out.
//!
//! Nothing that is drawn may be lost. So a thing goes only if its name stands nowhere in the bytes of the content, not
//! even within a text or a picture, and if nothing else could draw from the same list.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::content;
use super::flatten::lookup::{inherited, lineage};
use super::pagetree::{is_name, resolved};

/// Forms within forms deeper than this stay as they are.
const DEEPEST: usize = 12;
/// Content longer than this stays as it is.
const LONGEST: usize = 64 << 20;
/// What is taken out where it is not used.
const CATEGORIES: [&[u8]; 2] = [b"Pattern", b"XObject"];

/// Takes what is never drawn out of the resources of a page and of its forms. `seen`: forms that were looked at.
pub fn drop_unused(document: &mut Document, page: ObjectId, seen: &mut BTreeSet<ObjectId>) {
    let Ok(dictionary) = document.get_dictionary(page) else { return };
    let found = inherited(document, &lineage(document, dictionary), "Resources");
    let Some(Ok(resources)) = found.map(|found| found.as_dict().cloned()) else { return };
    if !lists_things(document, &resources) {
        return;
    }
    let Ok(plain) = content::join(document, &content::streams_of(document, dictionary)) else { return };
    if let Some(kept) = pruned(document, &plain, &resources, 0, seen)
        && let Ok(page) = document.get_dictionary_mut(page)
    {
        page.set("Resources", kept);
    }
}

fn lists_things(document: &Document, resources: &Dictionary) -> bool {
    CATEGORIES.iter().any(|category| !members(document, resources, category).is_empty())
}

fn members<'a>(
    document: &'a Document,
    resources: &'a Dictionary,
    category: &[u8],
) -> Vec<(&'a [u8], &'a Object)> {
    let members = resolved(document, resources, category).and_then(|members| members.as_dict().ok());
    members
        .into_iter()
        .flat_map(|members| members.iter().map(|(name, thing)| (name.as_slice(), thing)))
        .collect()
}

/// The resources that content uses; `None` if that is all of them.
fn pruned(
    document: &mut Document,
    plain: &[u8],
    resources: &Dictionary,
    depth: usize,
    seen: &mut BTreeSet<ObjectId>,
) -> Option<Dictionary> {
    if depth > DEEPEST || plain.len() > LONGEST || is_lent(document, resources) {
        return None;
    }
    let mut names = names_in(plain);
    let mut forms = Vec::new();
    for category in CATEGORIES {
        for (name, thing) in members(document, resources, category) {
            let Ok((Some(id), Object::Stream(form))) = document.dereference(thing) else { continue };
            let draws = category == b"Pattern"
                || resolved(document, &form.dict, b"Subtype").is_some_and(|kind| is_name(kind, b"Form"));
            if !draws || !names.contains(name) {
                continue;
            }
            // A form without resources of its own may draw with ours: then all of them stay.
            resolved(document, &form.dict, b"Resources")?.as_dict().ok()?;
            forms.push(id);
        }
    }
    for id in forms {
        if seen.insert(id) {
            prune_form(document, id, depth, seen);
        }
    }
    let mut kept = resources.clone();
    let mut changed = false;
    for category in CATEGORIES {
        let listed = members(document, resources, category);
        let used: Dictionary = listed
            .iter()
            .filter(|(name, _)| names.contains(*name))
            .map(|(name, thing)| (name.to_vec(), (*thing).clone()))
            .collect();
        if used.len() < listed.len() {
            changed = true;
            kept.set(category, used);
        }
    }
    names.clear();
    changed.then_some(kept)
}

fn prune_form(document: &mut Document, id: ObjectId, depth: usize, seen: &mut BTreeSet<ObjectId>) {
    let Ok(Object::Stream(form)) = document.get_object(id) else { return };
    let own = resolved(document, &form.dict, b"Resources").and_then(|own| own.as_dict().ok()).cloned();
    let Some(own) = own.filter(|own| lists_things(document, own)) else { return };
    let Ok(plain) = content::unpack(document, form, LONGEST) else { return };
    let Some(kept) = pruned(document, &plain, &own, depth + 1, seen) else { return };
    if let Ok(Object::Stream(form)) = document.get_object_mut(id) {
        form.dict.set("Resources", kept);
    }
}

/// Could something else than the content draw from this list: letters, or masks, without resources of their own?
fn is_lent(document: &Document, resources: &Dictionary) -> bool {
    let lends = |thing: Option<&Dictionary>| {
        thing.is_some_and(|thing| resolved(document, thing, b"Resources").is_none())
    };
    let fonts = members(document, resources, b"Font").into_iter().any(|(_, font)| {
        let font = document.dereference(font).ok().and_then(|(_, font)| font.as_dict().ok());
        let drawn = font.is_some_and(|font| {
            resolved(document, font, b"Subtype").is_some_and(|kind| is_name(kind, b"Type3"))
        });
        drawn && lends(font)
    });
    fonts
        || members(document, resources, b"ExtGState").into_iter().any(|(_, state)| {
            let state = document.dereference(state).ok().and_then(|(_, state)| state.as_dict().ok());
            let mask = state.and_then(|state| resolved(document, state, b"SMask")?.as_dict().ok());
            let group = mask.and_then(|mask| resolved(document, mask, b"G")?.as_stream().ok());
            lends(group.map(|group| &group.dict))
        })
}

/// Everything in the bytes that could be a name, wherever it stands.
fn names_in(plain: &[u8]) -> BTreeSet<Vec<u8>> {
    let is_regular = |byte: &u8| {
        !matches!(
            byte,
            0 | 9 | 10 | 12 | 13 | 32 | b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
        )
    };
    let mut names = BTreeSet::new();
    let mut rest = plain;
    while let Some(slash) = memchr::memchr(b'/', rest) {
        rest = &rest[slash + 1..];
        let end = rest.iter().position(|byte| !is_regular(byte)).unwrap_or(rest.len());
        let name = &rest[..end];
        if name.contains(&b'#') {
            names.insert(super::layers::strip::name_of(name));
        }
        names.insert(name.to_vec());
        rest = &rest[end..];
    }
    names
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use lopdf::{Stream, dictionary};

    use super::*;

    /// The XObject names that a page with this content keeps; it lists A, B and C (pictures) and F (a form that draws
    /// B, and has resources of its own or not).
    fn kept(content: &str, of_its_own: bool, more: Dictionary) -> Vec<String> {
        let mut document = Document::with_version("1.7");
        let mut picture = |name: &str| {
            document.add_object(Stream::new(dictionary! { "Subtype" => "Image" }, name.as_bytes().to_vec()))
        };
        let (a, b, c) = (picture("a"), picture("b"), picture("c"));
        let mut form = dictionary! { "Subtype" => "Form" };
        if of_its_own {
            form.set("Resources", dictionary! { "XObject" => dictionary! { "B" => b, "C" => c } });
        }
        let form = document.add_object(Stream::new(form, b"/B Do".to_vec()));
        let content = document.add_object(Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
        let mut resources =
            dictionary! { "XObject" => dictionary! { "A" => a, "B" => b, "C" => c, "F" => form } };
        resources.extend(&more);
        let pages = dictionary! { "Type" => "Pages", "Resources" => resources };
        let pages = document.add_object(pages);
        let page = dictionary! { "Type" => "Page", "Parent" => pages, "Contents" => content };
        let page = document.add_object(page);
        drop_unused(&mut document, page, &mut BTreeSet::new());
        let own = document.get_object(form).unwrap().as_stream().unwrap().dict.get(b"Resources");
        if let Ok(own) = own {
            let used = content_names(&document, own.as_dict().unwrap());
            assert!(used == ["B"] || used == ["B", "C"], "{used:?}");
        }
        match document.get_dictionary(page).unwrap().get(b"Resources") {
            Ok(resources) => content_names(&document, resources.as_dict().unwrap()),
            Err(_) => vec!["all".to_owned()],
        }
    }

    fn content_names(document: &Document, resources: &Dictionary) -> Vec<String> {
        let names = members(document, resources, b"XObject").into_iter();
        let mut names: Vec<String> =
            names.map(|(name, _)| String::from_utf8(name.to_vec()).unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn only_what_is_drawn_stays() {
        assert_eq!(kept("q /A Do Q", true, Dictionary::new()), ["A"]);
        assert_eq!(kept("/A Do/F Do", true, Dictionary::new()), ["A", "F"]);
        assert_eq!(kept("0 0 m", true, Dictionary::new()), [""; 0]);
        assert_eq!(kept("/A Do /B Do /C Do /F Do", true, Dictionary::new()), ["all"]);
    }

    #[test]
    fn what_might_be_drawn_stays() {
        // Written with an escape; within what may be a text, or a picture that was not understood.
        assert_eq!(kept("/#41 Do", true, Dictionary::new()), ["A"]);
        assert_eq!(kept("(/A) Tj BI /W 1 ID /B\u{1} EI", true, Dictionary::new()), ["A"]);
        assert_eq!(kept("BI ID /B Do", true, Dictionary::new()), ["B"]);
        // A form that draws with the page's own list.
        assert_eq!(kept("/F Do", false, Dictionary::new()), ["all"]);
        // Letters that are drawn, with the page's own list.
        let letters = dictionary! { "Font" => dictionary! { "T" => dictionary! { "Subtype" => "Type3" } } };
        assert_eq!(kept("/A Do", true, letters), ["all"]);
    }
}
