//! A table of a file, as the parsers of casebinder read it: each key once, by name and kind.

use std::cell::RefCell;
use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};

use super::node::{Entry, Kind, Node};
use super::{Document, did_you_mean};
use crate::finding::{Finding, Location};

mod expect;
mod report;

use expect::Expected;
use report::shortened;

/// A value whose kind is left to the writer, such as a fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `true` or `false`.
    Bool(bool),
    /// A date.
    Date(Date),
    /// A whole number.
    Integer(i64),
    /// A text.
    Text(String),
    /// A list of texts.
    List(Vec<String>),
}

/// A table of the file. Every key that is asked for becomes a known key of the table.
///
/// A method that returns `None` for a key which is there has reported why.
#[derive(Debug)]
#[must_use = "call finish() to report unknown and missing keys"]
pub struct Table<'d> {
    document: &'d Document,
    node: &'d Node,
    /// As messages call it: `[court]`, `[[person]]`, empty for the file itself.
    name: String,
    known: RefCell<BTreeSet<String>>,
    missing: RefCell<Vec<(String, &'static str)>>,
}

impl<'d> Table<'d> {
    pub(super) fn new(document: &'d Document, node: &'d Node, name: String) -> Table<'d> {
        Table { document, node, name, known: RefCell::default(), missing: RefCell::default() }
    }

    /// The file to which the table belongs.
    pub fn document(&self) -> &'d Document {
        self.document
    }

    /// The table as messages call it: `[court]`, `[[person]]`; "the file" for the file itself.
    pub fn name(&self) -> &str {
        if self.name.is_empty() { "the file" } else { &self.name }
    }

    /// A text. It may be empty and, in triple quotes, have several lines.
    pub fn string(&self, key: &str) -> Option<String> {
        let node = self.get(key)?;
        let Kind::Text(text) = &node.kind else {
            return self.wrong_kind(key, node, Expected::Text);
        };
        self.readable(key, node, text).then(|| text.clone())
    }

    /// A text that must be there and must not be empty.
    pub fn required_string(&self, key: &str) -> Option<String> {
        self.require(key, "\"…\"");
        let text = self.string(key)?;
        self.filled(key, &text).then_some(text)
    }

    /// A text that, if it is there, must not be empty and stands in one line.
    pub fn line(&self, key: &str) -> Option<String> {
        let text = self.string(key)?;
        if !self.filled(key, &text) {
            return None;
        }
        if let Some(control) = text.chars().find(|character| character.is_control()) {
            let node = self.get(key)?;
            self.report_control(key, node, control);
            return None;
        }
        Some(text)
    }

    /// A text in one line that must be there and must not be empty.
    pub fn required_line(&self, key: &str) -> Option<String> {
        self.require(key, "\"…\"");
        self.line(key)
    }

    /// A text in one line; an empty one counts as not given.
    pub fn optional_line(&self, key: &str) -> Option<String> {
        let text = self.string(key)?;
        if text.trim().is_empty() { None } else { self.line(key) }
    }

    /// `true` or `false`.
    pub fn boolean(&self, key: &str) -> Option<bool> {
        let node = self.get(key)?;
        match node.kind {
            Kind::Boolean(yes) => Some(yes),
            _ => self.wrong_kind(key, node, Expected::Boolean),
        }
    }

    /// A date.
    pub fn date(&self, key: &str) -> Option<Date> {
        let node = self.get(key)?;
        match node.kind {
            Kind::Date(date) => Some(date),
            _ => self.wrong_kind(key, node, Expected::Date),
        }
    }

    /// A date that must be there.
    pub fn required_date(&self, key: &str) -> Option<Date> {
        self.require(key, "YYYY-MM-DD");
        self.date(key)
    }

    /// A date with a local time.
    pub fn datetime(&self, key: &str) -> Option<DateTime> {
        let node = self.get(key)?;
        match node.kind {
            Kind::DateTime(datetime) => Some(datetime),
            _ => self.wrong_kind(key, node, Expected::DateTime),
        }
    }

    /// A whole number.
    pub fn integer(&self, key: &str) -> Option<i64> {
        let node = self.get(key)?;
        match node.kind {
            Kind::Integer(Some(number)) => Some(number),
            Kind::Integer(None) => self.too_large(key, node),
            _ => self.wrong_kind(key, node, Expected::Integer),
        }
    }

    /// A whole number that must be there.
    pub fn required_integer(&self, key: &str) -> Option<i64> {
        self.require(key, "1");
        self.integer(key)
    }

    /// A list of texts; a single text counts as a list of one.
    pub fn strings(&self, key: &str) -> Option<Vec<String>> {
        let node = self.get(key)?;
        match &node.kind {
            Kind::Text(text) => self.readable(key, node, text).then(|| vec![text.clone()]),
            Kind::List(items) => self.texts(key, items),
            _ => self.wrong_kind(key, node, Expected::Texts),
        }
    }

    /// A list of texts (or a single text) that must be there and must have an entry.
    pub fn required_strings(&self, key: &str) -> Option<Vec<String>> {
        self.require(key, "[\"…\"]");
        let texts = self.strings(key)?;
        if texts.is_empty() {
            self.value_error(
                key,
                format!("The list `{key}` is empty."),
                format!("Write at least one entry: {key} = [\"…\"]"),
            );
            return None;
        }
        Some(texts)
    }

    /// One of several words, each with its meaning.
    pub fn word<T: Copy>(&self, key: &str, words: &[(&str, T)]) -> Option<T> {
        let node = self.get(key)?;
        let Kind::Text(text) = &node.kind else {
            return self.wrong_kind(key, node, Expected::Word(words.first().map_or("…", |word| word.0)));
        };
        if let Some(&(_, meaning)) = words.iter().find(|&&(word, _)| word == text) {
            return Some(meaning);
        }
        let names: Vec<String> = words.iter().map(|(word, _)| format!("\"{word}\"")).collect();
        let hint = match did_you_mean(text, words.iter().map(|&(word, _)| word)) {
            Some(word) => format!("Did you mean {key} = \"{word}\"? Possible: {}.", names.join(", ")),
            None => format!("Write one of {}.", names.join(", ")),
        };
        self.value_error(key, format!("`{key}` cannot be \"{}\".", shortened(text)), hint);
        None
    }

    /// One of several words that must be there.
    pub fn required_word<T: Copy>(&self, key: &str, words: &[(&str, T)]) -> Option<T> {
        self.require(key, "\"…\"");
        self.word(key, words)
    }

    /// The one table of this name: `[court]`, or `facts = { … }`.
    pub fn table(&self, key: &str) -> Option<Table<'d>> {
        let node = self.get(key)?;
        let name = format!("[{key}]");
        match &node.kind {
            Kind::Table(_) => Some(Table::new(self.document, node, name)),
            Kind::List(items) => {
                self.wrong_kind::<()>(key, node, Expected::Table);
                let first = items.iter().find(|item| matches!(item.kind, Kind::Table(_)))?;
                Some(Table::new(self.document, first, name))
            }
            _ => self.wrong_kind(key, node, Expected::Table),
        }
    }

    /// All tables of this name: every `[[person]]`, in the order of the file.
    pub fn tables(&self, key: &str) -> Vec<Table<'d>> {
        let Some(node) = self.get(key) else {
            return Vec::new();
        };
        let name = format!("[[{key}]]");
        match &node.kind {
            Kind::List(items) => {
                if let Some(item) =
                    items.iter().find(|item| !matches!(item.kind, Kind::Table(_) | Kind::Broken))
                {
                    self.wrong_kind::<()>(key, item, Expected::Tables);
                }
                let tables = items.iter().filter(|item| matches!(item.kind, Kind::Table(_)));
                tables.map(|item| Table::new(self.document, item, name.clone())).collect()
            }
            Kind::Table(_) => {
                self.wrong_kind::<()>(key, node, Expected::Tables);
                vec![Table::new(self.document, node, name)]
            }
            _ => {
                self.wrong_kind::<()>(key, node, Expected::Tables);
                Vec::new()
            }
        }
    }

    /// A value whose kind is left to the writer: yes or no, date, whole number, text or list of texts.
    pub fn value(&self, key: &str) -> Option<Value> {
        let node = self.get(key)?;
        match &node.kind {
            Kind::Boolean(yes) => Some(Value::Bool(*yes)),
            Kind::Date(date) => Some(Value::Date(*date)),
            Kind::Integer(Some(number)) => Some(Value::Integer(*number)),
            Kind::Integer(None) => self.too_large(key, node),
            Kind::Text(text) => self.readable(key, node, text).then(|| Value::Text(text.clone())),
            Kind::List(items) => self.texts(key, items).map(Value::List),
            _ => self.wrong_kind(key, node, Expected::Value),
        }
    }

    /// The keys of the table, in the order of the file.
    pub fn keys(&self) -> Vec<&'d str> {
        self.in_order().into_iter().filter(|entry| !entry.broken).map(|entry| entry.key.as_str()).collect()
    }

    /// Is the key there, whatever its value?
    pub fn has(&self, key: &str) -> bool {
        self.entry(key).is_some()
    }

    /// The place of the value of this key; the heading of the table if the key is not there.
    pub fn place(&self, key: &str) -> Location {
        self.entry(key).map_or_else(|| self.here(), |entry| self.document.location(&entry.value.span))
    }

    /// The place of the key itself; the heading of the table if the key is not there.
    pub fn key_place(&self, key: &str) -> Location {
        self.entry(key).map_or_else(|| self.here(), |entry| self.document.location(&entry.key_span))
    }

    /// The place of an entry of a list, counted from 0; the place of the value if it is no list.
    pub fn item_place(&self, key: &str, index: usize) -> Location {
        match self.entry(key).map(|entry| &entry.value.kind) {
            Some(Kind::List(items)) => match items.get(index) {
                Some(item) => self.document.location(&item.span),
                None => self.place(key),
            },
            _ => self.place(key),
        }
    }

    /// The heading of the table.
    pub fn here(&self) -> Location {
        self.document.location(&self.node.span)
    }

    /// Reports that a value of the right kind cannot be right.
    pub fn value_error(&self, key: &str, message: impl Into<String>, hint: impl Into<String>) {
        let finding = Finding::error(self.document.rules.value, message).at(self.place(key)).with_hint(hint);
        self.document.report(finding);
    }

    fn entries(&self) -> &'d [Entry] {
        match &self.node.kind {
            Kind::Table(entries) => entries,
            _ => &[],
        }
    }

    fn in_order(&self) -> Vec<&'d Entry> {
        let mut entries: Vec<&Entry> = self.entries().iter().collect();
        entries.sort_by_key(|entry| entry.key_span.start);
        entries
    }

    fn entry(&self, key: &str) -> Option<&'d Entry> {
        let entries = self.entries();
        let index = entries.binary_search_by(|entry| entry.key.as_str().cmp(key)).ok()?;
        entries.get(index)
    }

    fn get(&self, key: &str) -> Option<&'d Node> {
        let mut known = self.known.borrow_mut();
        if !known.contains(key) {
            known.insert(key.to_owned());
        }
        self.entry(key).map(|entry| &entry.value)
    }

    fn require(&self, key: &str, example: &'static str) {
        let mut missing = self.missing.borrow_mut();
        if !self.has(key) && !missing.iter().any(|(name, _)| name == key) {
            missing.push((key.to_owned(), example));
        }
    }
}
