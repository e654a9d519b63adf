//! A form field as its widget shows it: what it is and what was filled in.

use lopdf::{Dictionary, Document, Object};
use unicode_normalization::UnicodeNormalization as _;

use super::lookup::{form, inherited, integer, lineage, resolve, text, text_at, value};

/// Values longer than this are cut: no box on a page can show them.
const LONGEST_VALUE: usize = 100_000;
/// More choices than any list that a person picks from.
const MOST_CHOICES: usize = 10_000;

/// What a field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// Text to type in.
    Text,
    /// A drop-down or a list.
    Choice,
    /// A check box or a radio button.
    Mark,
    /// A button that does something and says nothing.
    Push,
    /// A digital signature.
    Signature,
}

/// A field, seen from one of its widgets.
pub struct Field<'a> {
    document: &'a Document,
    /// The widget, its field, the fields above.
    line: Vec<&'a Dictionary>,
    /// What it is.
    pub kind: FieldKind,
    flags: i64,
}

const RADIO: u32 = 15;
const PUSH: u32 = 16;

impl<'a> Field<'a> {
    /// The field of a widget; `None` if the file does not say what kind it is.
    pub fn of(document: &'a Document, widget: &'a Dictionary) -> Option<Field<'a>> {
        let line = lineage(document, widget);
        let flags = inherited(document, &line, "Ff").and_then(|flags| flags.as_i64().ok()).unwrap_or(0);
        let kind = match inherited(document, &line, "FT")?.as_name().ok()? {
            b"Tx" => FieldKind::Text,
            b"Ch" => FieldKind::Choice,
            b"Btn" if flags >> PUSH & 1 == 1 => FieldKind::Push,
            b"Btn" => FieldKind::Mark,
            b"Sig" => FieldKind::Signature,
            _ => return None,
        };
        Some(Field { document, line, kind, flags })
    }

    /// Is the flag with this number (counted from 0) set?
    fn flag(&self, bit: u32) -> bool {
        self.flags >> bit & 1 == 1
    }

    /// Several lines?
    pub fn is_multiline(&self) -> bool {
        self.kind == FieldKind::Text && self.flag(12)
    }

    /// Hidden behind asterisks?
    pub fn is_password(&self) -> bool {
        self.kind == FieldKind::Text && self.flag(13)
    }

    /// A drop-down (else a list)?
    pub fn is_combo(&self) -> bool {
        self.flag(17)
    }

    /// A radio button (else a check box)?
    pub fn is_radio(&self) -> bool {
        self.flag(RADIO)
    }

    /// The number of cells, if each letter has a cell of its own.
    pub fn comb(&self) -> Option<usize> {
        if self.kind != FieldKind::Text || !self.flag(24) || self.is_multiline() || self.is_password() {
            return None;
        }
        let cells = self.get("MaxLen")?.as_i64().ok()?;
        usize::try_from(cells).ok().filter(|cells| (1..=1000).contains(cells))
    }

    /// What the widget, its field or a field above says under a key.
    pub fn get(&self, key: &str) -> Option<&'a Object> {
        inherited(self.document, &self.line, key)
    }

    /// The field's own name, for people to find it by.
    pub fn name(&self) -> String {
        let name = self.line.iter().find_map(|level| text_at(self.document, level, "T"));
        name.unwrap_or_else(|| "without a name".into())
    }

    /// What a reader program says about it when the pointer rests on it.
    pub fn label(&self) -> Option<String> {
        self.line.iter().find_map(|level| text_at(self.document, level, "TU"))
    }

    /// The state that a box is in; `None` if it is not ticked.
    pub fn marked(&self) -> Option<String> {
        let of_widget = self.line.first().and_then(|widget| value(self.document, widget, "AS"));
        let state = of_widget.or_else(|| self.get("V"))?;
        let state = match state {
            Object::Name(name) => String::from_utf8_lossy(name).into_owned(),
            other => text(other)?,
        };
        // A box has one state that is drawn; "Off" is the word for the other, whatever the language.
        (!state.trim().is_empty() && state != "Off").then_some(state)
    }

    /// How its text is set: `/DA` of the field or of the whole form.
    pub fn style(&self) -> Vec<u8> {
        let own = self.get("DA").and_then(|style| style.as_str().ok());
        let of_form = || value(self.document, form(self.document)?, "DA")?.as_str().ok();
        own.or_else(of_form).unwrap_or_default().to_vec()
    }

    /// 0 left, 1 centred, 2 right.
    pub fn alignment(&self) -> i64 {
        let of_form = || integer(self.document, form(self.document)?, "Q");
        self.get("Q").and_then(|side| side.as_i64().ok()).or_else(of_form).unwrap_or(0)
    }

    /// What was filled in, as text; empty if nothing.
    pub fn filled_in(&self) -> String {
        self.get("V").map(|object| self.text_of(object)).unwrap_or_default()
    }

    /// Several of a list can be filled in.
    pub fn all_filled_in(&self) -> Vec<String> {
        match self.get("V") {
            Some(Object::Array(items)) => {
                let items = items.iter().take(MOST_CHOICES);
                items.filter_map(|item| Some(self.text_of(resolve(self.document, item)?))).collect()
            }
            Some(object) => vec![self.text_of(object)],
            None => Vec::new(),
        }
    }

    fn text_of(&self, object: &Object) -> String {
        let text = match object {
            // Long texts may stand in a stream.
            Object::Stream(stream) => {
                let plain = stream.get_plain_content_with_limit(4 * LONGEST_VALUE).unwrap_or_default();
                text(&Object::string_literal(plain)).unwrap_or_default()
            }
            Object::Name(name) => String::from_utf8_lossy(name).into_owned(),
            Object::Array(items) => {
                let first = items.first().and_then(|item| resolve(self.document, item));
                first.and_then(text).unwrap_or_default()
            }
            other => text(other).unwrap_or_default(),
        };
        // Letters with their accents, as fonts have them.
        text.chars().take(LONGEST_VALUE).nfc().collect()
    }

    /// The choices as (what is stored, what is shown).
    pub fn choices(&self) -> Vec<(String, String)> {
        let Some(Object::Array(options)) = self.get("Opt") else { return Vec::new() };
        let options = options.iter().take(MOST_CHOICES);
        let choices = options.filter_map(|option| match resolve(self.document, option)? {
            Object::Array(pair) => {
                let mut texts = pair.iter().map(|item| resolve(self.document, item).and_then(text));
                let stored = texts.next()??;
                let shown = texts.next().flatten().unwrap_or_else(|| stored.clone());
                Some((stored, shown))
            }
            single => text(single).map(|both| (both.clone(), both)),
        });
        choices.collect()
    }

    /// The text that a person sees in the filled-in field.
    pub fn shown(&self) -> String {
        let filled = self.filled_in();
        if self.is_password() {
            return "*".repeat(filled.chars().count().min(1000));
        }
        if self.kind == FieldKind::Choice
            && let Some((_, shown)) = self.choices().into_iter().find(|(stored, _)| *stored == filled)
        {
            return shown;
        }
        filled
    }

    /// The first choice that a list shows.
    pub fn first_visible(&self) -> usize {
        self.get("TI").and_then(|top| top.as_i64().ok()).and_then(|top| top.try_into().ok()).unwrap_or(0)
    }

    /// Is this the only widget of its field? (Then the field's value is the widget's.)
    pub fn is_whole_field(&self) -> bool {
        self.line.first().is_some_and(|widget| widget.has(b"FT") || widget.has(b"T"))
    }

    /// Who signed; `None` if the field is not signed.
    pub fn signer(&self) -> Option<String> {
        let signature = self.get("V")?.as_dict().ok()?;
        Some(text_at(self.document, signature, "Name").unwrap_or_else(|| "an unnamed signer".into()))
    }
}
