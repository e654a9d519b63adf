//! Takes what hidden layers hold out of a page, so that nobody can dig it out of the volume.

use std::collections::BTreeSet;
use std::ops::Range;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::LayerStates;
use crate::pdf::content;
use crate::pdf::flatten::balance::{after_inline_image, next_token};
use crate::pdf::pagetree::{is_name, resolved};

/// Forms within forms deeper than this are left to the switch of their layer.
const DEEPEST: usize = 12;
/// Content longer than this is left to the switch of its layer.
const LONGEST: usize = 64 << 20;

/// Strips a page of what its layers hide; the names of these layers.
pub fn strip_page(document: &mut Document, page: ObjectId, states: &LayerStates) -> BTreeSet<String> {
    let mut stripper = Stripper { states, seen: BTreeSet::new(), names: BTreeSet::new() };
    if !states.hide_something() {
        return stripper.names;
    }
    let Ok(dictionary) = document.get_dictionary(page) else { return stripper.names };
    let found = content::streams_of(document, dictionary);
    let Ok(plain) = content::join(document, &found) else { return stripper.names };
    let resources = inherited_resources(document, dictionary);
    if let Some((plain, resources)) = stripper.stripped(document, &plain, &resources, 0) {
        let contents = plain.and_then(|plain| {
            let packed = content::pack(&plain);
            document.try_add_object(Stream::new(packed.dictionary, packed.data)).ok()
        });
        if let Ok(page) = document.get_dictionary_mut(page) {
            page.set("Resources", resources);
            if let Some(contents) = contents {
                page.set("Contents", contents);
            }
        }
    }
    stripper.names
}

fn inherited_resources(document: &Document, page: &Dictionary) -> Dictionary {
    use crate::pdf::flatten::lookup::{inherited, lineage};
    let found = inherited(document, &lineage(document, page), "Resources");
    found.and_then(|found| found.as_dict().ok()).cloned().unwrap_or_default()
}

struct Stripper<'a> {
    states: &'a LayerStates,
    /// Forms that have been looked at.
    seen: BTreeSet<ObjectId>,
    names: BTreeSet<String>,
}

impl Stripper<'_> {
    /// Content (if it changes) and resources without what is hidden; `None` if nothing changes, or if what is hidden
    /// cannot be taken out.
    fn stripped(
        &mut self,
        document: &mut Document,
        plain: &[u8],
        resources: &Dictionary,
        depth: usize,
    ) -> Option<(Option<Vec<u8>>, Dictionary)> {
        if plain.len() > LONGEST || depth > DEEPEST {
            return None;
        }
        let cuts = Reader::new(document, self.states, resources, &mut self.names).read(plain)?;
        self.forms(document, &cuts, resources, depth);
        let mut kept = resources.clone();
        // A form without resources of its own may use anything that is here.
        let mut changed = false;
        if !cuts.draws_on_ours {
            changed |= keep_only(document, &mut kept, b"Properties", &cuts.marked);
            changed |= keep_only(document, &mut kept, b"XObject", &cuts.drawn);
        }
        let plain = cuts.is_something().then(|| cuts.applied_to(plain));
        (changed || plain.is_some()).then_some((plain, kept))
    }

    /// Strips the forms that are drawn, each once: layers are the same for the whole document.
    fn forms(&mut self, document: &mut Document, cuts: &Cuts, resources: &Dictionary, depth: usize) {
        let forms = resolved(document, resources, b"XObject").and_then(|forms| forms.as_dict().ok());
        let Some(forms) = forms else { return };
        let drawn: Vec<ObjectId> = forms
            .iter()
            .filter(|(name, _)| cuts.drawn.contains(*name))
            .filter_map(|(_, form)| document.dereference(form).ok()?.0)
            .collect();
        for id in drawn {
            if !self.seen.insert(id) {
                continue;
            }
            let Ok(Object::Stream(form)) = document.get_object(id) else { continue };
            let is_form =
                resolved(document, &form.dict, b"Subtype").is_some_and(|kind| is_name(kind, b"Form"));
            let own = resolved(document, &form.dict, b"Resources").and_then(|own| own.as_dict().ok());
            let (true, Some(own)) = (is_form, own.cloned()) else { continue };
            let Ok(plain) = content::unpack(document, form, LONGEST) else { continue };
            let Some((plain, own)) = self.stripped(document, &plain, &own, depth + 1) else { continue };
            let Ok(Object::Stream(form)) = document.get_object_mut(id) else { continue };
            form.dict.set("Resources", own);
            if let Some(plain) = plain {
                let packed = content::pack(&plain);
                for key in [&b"Filter"[..], b"DecodeParms", b"DP"] {
                    form.dict.remove(key);
                }
                form.dict.extend(&packed.dictionary);
                form.set_content(packed.data);
            }
        }
    }
}

/// Leaves only these members of a category of resources, in a dictionary that is shared with no other page. Says
/// whether there were others.
fn keep_only(
    document: &Document,
    resources: &mut Dictionary,
    category: &[u8],
    names: &BTreeSet<Vec<u8>>,
) -> bool {
    let Some(Object::Dictionary(members)) = resolved(document, resources, category) else { return false };
    let mut kept = Dictionary::new();
    for (name, member) in members.iter().filter(|(name, _)| names.contains(*name)) {
        kept.set(name.clone(), member.clone());
    }
    let dropped = kept.len() < members.len();
    if dropped {
        resources.set(category, kept);
    }
    dropped
}

/// What is to be cut out of a content stream.
#[derive(Default)]
struct Cuts {
    /// Where, and what stands there instead.
    places: Vec<(Range<usize>, Vec<u8>)>,
    /// Names of properties that are needed.
    marked: BTreeSet<Vec<u8>>,
    /// Names of what is drawn.
    drawn: BTreeSet<Vec<u8>>,
    /// A form without resources of its own is drawn: it may use anything.
    draws_on_ours: bool,
}

impl Cuts {
    fn is_something(&self) -> bool {
        !self.places.is_empty()
    }

    fn applied_to(&self, plain: &[u8]) -> Vec<u8> {
        let mut left = Vec::with_capacity(plain.len());
        let mut at = 0;
        for (range, instead) in &self.places {
            left.extend_from_slice(plain.get(at..range.start).unwrap_or_default());
            left.push(b' ');
            left.extend_from_slice(instead);
            left.push(b' ');
            at = at.max(range.end);
        }
        left.extend_from_slice(plain.get(at..).unwrap_or_default());
        left
    }
}

/// Goes through a content stream, operator by operator.
struct Reader<'a> {
    document: &'a Document,
    states: &'a LayerStates,
    resources: &'a Dictionary,
    cuts: Cuts,
    /// The names of the layers that hide something.
    names: &'a mut BTreeSet<String>,
    /// Marked content that is open: hidden or not.
    open: Vec<bool>,
    /// Where the path begins that is being built, and whether it clips.
    path: Option<(usize, bool)>,
    /// Hidden text was cut out; what follows in its line would stand in its place.
    pen_is_lost: bool,
    /// Text clips what is drawn after it.
    clips_by_text: bool,
}

impl<'a> Reader<'a> {
    fn new(
        document: &'a Document,
        states: &'a LayerStates,
        resources: &'a Dictionary,
        names: &'a mut BTreeSet<String>,
    ) -> Self {
        let (cuts, open) = (Cuts::default(), Vec::new());
        Reader {
            document,
            states,
            resources,
            cuts,
            names,
            open,
            path: None,
            pen_is_lost: false,
            clips_by_text: false,
        }
    }

    /// `None` if what is hidden cannot be cut out without moving what is not.
    fn read(mut self, plain: &[u8]) -> Option<Cuts> {
        let (mut at, mut operands): (usize, Vec<Range<usize>>) = (0, Vec::new());
        // A dictionary is closed by two tokens.
        let mut depth = 0_usize;
        while let Some(token) = next_token(plain, at) {
            at = token.end;
            let word = &plain[token.clone()];
            match word {
                b"<<" => depth += 2,
                b"[" => depth += 1,
                b"]" | b">" => depth = depth.saturating_sub(1),
                _ if word.starts_with(b"%") => continue,
                _ if depth == 0 && is_operator(word) => {
                    let start = operands.first().map_or(token.start, |first| first.start);
                    let mut end = token.end;
                    if word == b"BI" {
                        end = after_inline_image(plain, end);
                        at = end;
                    }
                    self.operator(plain, word, &operands, start..end)?;
                    operands.clear();
                    continue;
                }
                _ => {}
            }
            operands.push(token);
        }
        Some(self.cuts)
    }

    fn is_hidden(&self) -> bool {
        self.open.contains(&true)
    }

    fn operator(
        &mut self,
        plain: &[u8],
        word: &[u8],
        operands: &[Range<usize>],
        whole: Range<usize>,
    ) -> Option<()> {
        let operand = |index: usize| operands.get(index).map(|range| &plain[range.clone()]);
        match word {
            b"BDC" | b"BMC" => {
                let list = (word == b"BDC").then(|| operand(1)).flatten().map(name_of);
                let hidden = operand(0) == Some(b"/OC") && list.as_ref().is_some_and(|list| self.hides(list));
                self.open.push(hidden);
                if hidden {
                    self.cut(whole, b"");
                } else {
                    self.cuts.marked.extend(list);
                }
            }
            b"EMC" => {
                let was_hidden = self.open.pop() == Some(true);
                if was_hidden {
                    self.cut(whole, b"");
                }
            }
            b"m" | b"re" | b"l" | b"c" | b"v" | b"y" | b"h" if self.path.is_none() => {
                self.path = Some((whole.start, false));
            }
            b"W" | b"W*" => self.path = Some((self.path.map_or(whole.start, |path| path.0), true)),
            b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s" | b"n" => {
                let path = self.path.take();
                if self.is_hidden() {
                    match path {
                        Some((start, false))
                            if self.cuts.places.last().is_none_or(|cut| cut.0.end <= start) =>
                        {
                            self.cut(start..whole.end, b"");
                        }
                        _ => self.cut(whole, b"n"),
                    }
                }
            }
            b"Do" => self.draw(&name_of(operand(operands.len().checked_sub(1)?)?), whole),
            b"sh" | b"BI" if self.is_hidden() => self.cut(whole, b""),
            b"Tj" | b"TJ" | b"'" | b"\"" if self.is_hidden() && self.clips_by_text => return None,
            b"Tj" | b"TJ" if self.is_hidden() => {
                self.cut(whole, b"");
                self.pen_is_lost = true;
            }
            b"'" if self.is_hidden() => {
                self.cut(whole, b"T*");
                self.pen_is_lost = true;
            }
            b"\"" if self.is_hidden() => {
                let (words, letters) = (operand(0)?, operand(1)?);
                let instead = [words, b" Tw ", letters, b" Tc T*"].concat();
                self.cut(whole, &instead);
                self.pen_is_lost = true;
            }
            b"Tj" | b"TJ" if self.pen_is_lost => return None,
            b"Td" | b"TD" | b"Tm" | b"T*" | b"'" | b"\"" | b"BT" => self.pen_is_lost = false,
            // Text that clips: without it something else would be seen.
            b"Tr" if matches!(operand(0), Some(b"4" | b"5" | b"6" | b"7")) => self.clips_by_text = true,
            _ => {}
        }
        Some(())
    }

    fn cut(&mut self, range: Range<usize>, instead: &[u8]) {
        self.cuts.places.push((range, instead.to_vec()));
    }

    /// Is marked content of this name hidden?
    fn hides(&mut self, name: &[u8]) -> bool {
        let lists =
            resolved(self.document, self.resources, b"Properties").and_then(|lists| lists.as_dict().ok());
        let Some(layer) = lists.and_then(|lists| lists.get(name).ok()) else { return false };
        let hidden = self.states.hide(self.document, layer);
        if hidden {
            self.names.extend(self.states.hidden_names(self.document, layer));
        }
        hidden
    }

    fn draw(&mut self, name: &[u8], whole: Range<usize>) {
        let things =
            resolved(self.document, self.resources, b"XObject").and_then(|things| things.as_dict().ok());
        let thing = things.and_then(|things| resolved(self.document, things, name)?.as_stream().ok());
        let layer = thing.and_then(|thing| thing.dict.get(b"OC").ok());
        let hidden_itself = layer.is_some_and(|layer| self.states.hide(self.document, layer));
        if let (true, Some(layer)) = (hidden_itself, layer) {
            self.names.extend(self.states.hidden_names(self.document, layer));
        }
        if hidden_itself || self.is_hidden() {
            self.cut(whole, b"");
            return;
        }
        self.cuts.drawn.insert(name.to_vec());
        self.cuts.draws_on_ours |= thing.is_some_and(|thing| {
            let is_form =
                resolved(self.document, &thing.dict, b"Subtype").is_some_and(|kind| is_name(kind, b"Form"));
            is_form && !thing.dict.has(b"Resources")
        });
    }
}

fn is_operator(word: &[u8]) -> bool {
    matches!(word, b"'" | b"\"")
        || word.first().is_some_and(u8::is_ascii_alphabetic) && !matches!(word, b"true" | b"false" | b"null")
}

/// A name as the resources list it.
pub fn name_of(token: &[u8]) -> Vec<u8> {
    let mut name = Vec::with_capacity(token.len());
    let mut rest = token.strip_prefix(b"/").unwrap_or(token);
    while let Some((byte, after)) = rest.split_first() {
        let code =
            after.get(..2).and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        match code {
            Some(code) if *byte == b'#' => {
                name.push(code);
                rest = &after[2..];
            }
            _ => {
                name.push(*byte);
                rest = after;
            }
        }
    }
    name
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use lopdf::dictionary;

    use super::*;

    /// A page with this content; the layer 5 is off, the layer 6 is on; X is a picture, Y a picture of layer 5, Z a
    /// form that draws both on layers of its own.
    fn stripped(content: &str) -> (String, Vec<String>, Document) {
        let mut document = Document::with_version("1.7");
        document.max_id = 20;
        let layer = |name: &str| dictionary! { "Type" => "OCG", "Name" => Object::string_literal(name) };
        document.objects.insert((5, 0), layer("Notes").into());
        document.objects.insert((6, 0), layer("Plan").into());
        let picture = dictionary! { "Subtype" => "Image" };
        document.objects.insert((10, 0), Stream::new(picture.clone(), b"X".to_vec()).into());
        let mut of_layer = picture;
        of_layer.set("OC", (5, 0));
        document.objects.insert((11, 0), Stream::new(of_layer, b"Y".to_vec()).into());
        let properties = || dictionary! { "L" => (5, 0), "P" => (6, 0) };
        let own = dictionary! { "Properties" => properties(), "XObject" => dictionary! { "X" => (10, 0) } };
        let form = dictionary! { "Subtype" => "Form", "Resources" => own };
        let form = Stream::new(form, b"/OC /L BDC /X Do EMC 1 w".to_vec());
        document.objects.insert((12, 0), form.into());
        let content = document.add_object(Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
        let things = dictionary! { "X" => (10, 0), "Y" => (11, 0), "Z" => (12, 0) };
        let resources = dictionary! { "Properties" => properties(), "XObject" => things };
        let page = dictionary! { "Type" => "Page", "Contents" => content, "Resources" => resources };
        let page = document.add_object(page);
        let off = vec![Object::Reference((5, 0))];
        let layers = dictionary! { "D" => dictionary! { "OFF" => off } };
        document.trailer.set("Root", (1, 0));
        document.objects.insert((1, 0), dictionary! { "OCProperties" => layers }.into());
        let states = LayerStates::of(&document);
        let names = strip_page(&mut document, page, &states);
        let left = String::from_utf8(content::unpacked(&document, page).unwrap()).unwrap();
        let left = left.split_whitespace().collect::<Vec<_>>().join(" ");
        let resources = document.get_dictionary(page).unwrap().get(b"Resources").unwrap().as_dict().unwrap();
        let mut kept: Vec<String> = Vec::new();
        for category in [&b"Properties"[..], b"XObject"] {
            let names = resources.get(category).unwrap().as_dict().unwrap();
            kept.extend(names.iter().map(|(name, _)| String::from_utf8_lossy(name).into_owned()));
        }
        assert!(names.len() <= 1);
        let said = names.into_iter().next().unwrap_or_default();
        (format!("{said}: {left}"), kept, document)
    }

    #[test]
    fn hidden_text_lines_and_pictures_are_gone_and_the_state_stays() {
        let (left, kept, _) = stripped(
            "/X Do /OC /L BDC q 2 w BT /F 9 Tf (secret) Tj ET 0 0 m 9 9 l S 0 0 5 5 re W n /X Do Q 3 w EMC \
             /OC /P BDC BT (plan) Tj ET EMC",
        );
        assert_eq!(
            left,
            "Notes: /X Do q 2 w BT /F 9 Tf ET 0 0 5 5 re W n Q 3 w /OC /P BDC BT (plan) Tj ET EMC"
        );
        assert_eq!(kept, ["P", "X"]);
    }

    #[test]
    fn layers_nest() {
        let (left, ..) =
            stripped("/OC /L BDC /OC /P BDC (a) ' EMC /Span <</MCID 0>> BDC (b) Tj EMC (c) Tj EMC T* (d) Tj");
        assert_eq!(left, "Notes: /OC /P BDC T* EMC /Span <</MCID 0>> BDC EMC T* (d) Tj");
    }

    #[test]
    fn a_picture_of_a_hidden_layer_and_a_hidden_part_of_a_form_are_gone() {
        let (left, kept, document) = stripped("/Y Do /Z Do");
        assert_eq!(left, "Notes: /Z Do");
        assert_eq!(kept, ["Z"]);
        let form = document.get_object((12, 0)).unwrap().as_stream().unwrap();
        assert_eq!(content::unpack(&document, form, 1000).unwrap().trim_ascii(), b"1 w");
        let own = form.dict.get(b"Resources").unwrap().as_dict().unwrap();
        assert!(own.get(b"XObject").unwrap().as_dict().unwrap().is_empty());
    }

    #[test]
    fn text_that_would_move_is_left_to_the_switch() {
        let (left, kept, _) = stripped("BT /OC /L BDC (secret) Tj EMC (behind) Tj ET");
        assert_eq!(left, "Notes: BT /OC /L BDC (secret) Tj EMC (behind) Tj ET");
        assert!(kept.contains(&"L".to_owned()));
    }

    #[test]
    fn nothing_changes_where_nothing_is_hidden_and_garbage_ends() {
        assert_eq!(stripped("/OC /P BDC /X Do EMC").0, ": /OC /P BDC /X Do EMC");
        stripped("/OC /L BDC BI ((( >> ] EMC /OC BDC Do \" ' EMC EMC");
    }
}
