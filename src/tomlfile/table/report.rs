//! What a table has to say about its keys and values.

use std::collections::BTreeSet;

use super::expect::{Expected, found, remedy};
use super::{Entry, Kind, Node, Table, did_you_mean};
use crate::finding::Finding;

impl Table<'_> {
    /// Reports every key that was not asked for, and every required key that is not there.
    pub fn finish(self) {
        let known = self.known.borrow();
        let mut missing = self.missing.borrow().clone();
        let unused: Vec<&str> = known.iter().map(String::as_str).filter(|key| !self.has(key)).collect();
        for entry in self.in_order() {
            if entry.broken || known.contains(&entry.key) || self.document.is_full() {
                continue;
            }
            let suggestion = did_you_mean(&entry.key, unused.iter().copied());
            // `Name` for `name` is one mistake, not an unknown key and a missing key.
            missing.retain(|(key, _)| Some(key.as_str()) != suggestion);
            self.report_unknown(entry, suggestion, &known);
        }
        if self.document.incomplete {
            return;
        }
        for (key, example) in missing {
            let message = match self.name.as_str() {
                "" => format!("`{key}` is missing."),
                name => format!("{name} has no `{key}`."),
            };
            let hint = format!("Add a line {key} = {example}");
            let finding = Finding::error(self.document.rules.missing_key, message);
            self.document.report(finding.at(self.here()).with_hint(hint));
        }
    }

    fn report_unknown(&self, entry: &Entry, suggestion: Option<&str>, known: &BTreeSet<String>) {
        let section = matches!(entry.value.kind, Kind::Table(_));
        let message = match (self.name.as_str(), section) {
            ("", true) => format!("A section `[{}]` is not known.", shortened(&entry.key)),
            ("", false) => format!("`{}` is not known here.", shortened(&entry.key)),
            (name, _) => format!("`{}` is not known in {name}.", shortened(&entry.key)),
        };
        let hint = match suggestion {
            Some(word) => format!("Did you mean `{word}`?"),
            None if known.is_empty() => "Delete the line.".to_owned(),
            None => {
                let names: Vec<&str> = known.iter().map(String::as_str).collect();
                format!("Known here: {}. Correct the name or delete the line.", names.join(", "))
            }
        };
        let place = self.document.location(&entry.key_span);
        self.document
            .report(Finding::error(self.document.rules.unknown_key, message).at(place).with_hint(hint));
    }

    pub(super) fn texts(&self, key: &str, items: &[Node]) -> Option<Vec<String>> {
        let mut texts = Vec::new();
        let mut sound = true;
        for (index, item) in items.iter().enumerate() {
            match &item.kind {
                Kind::Text(text) if self.readable(key, item, text) => texts.push(text.clone()),
                Kind::Text(_) | Kind::Broken => sound = false,
                _ => {
                    sound = false;
                    let message = format!(
                        "Entry {} of `{key}` is {}; a text is expected.",
                        index + 1,
                        found(&item.kind)
                    );
                    self.report_kind(
                        item,
                        message,
                        "Put each entry into double quotes: [\"…\", \"…\"]".to_owned(),
                    );
                }
            }
        }
        sound.then_some(texts)
    }

    /// A text must be one that can be printed: `"a\b.pdf"` is TOML, but nobody means its backspace.
    pub(super) fn readable(&self, key: &str, node: &Node, text: &str) -> bool {
        let control = text
            .chars()
            .find(|&character| character.is_control() && !matches!(character, '\n' | '\r' | '\t'));
        if let Some(control) = control {
            self.report_control(key, node, control);
        }
        control.is_none()
    }

    pub(super) fn report_control(&self, key: &str, node: &Node, control: char) {
        let message = format!(
            "`{key}` contains the invisible character U+{:04X}{}.",
            u32::from(control),
            if self.document.raw(&node.span).contains('\\') {
                ", which a backslash in double quotes stands for"
            } else {
                ""
            }
        );
        let hint = "Write paths with / instead of \\, and a text in one line.";
        let place = self.document.location(&node.span);
        self.document.report(Finding::error(self.document.rules.value, message).at(place).with_hint(hint));
    }

    pub(super) fn filled(&self, key: &str, text: &str) -> bool {
        let filled = !text.trim().is_empty();
        if !filled {
            let hint = format!("Write something between the quotes, or put # before the line: {key} = \"…\"");
            self.value_error(key, format!("`{key}` is empty."), hint);
        }
        filled
    }

    pub(super) fn too_large<T>(&self, key: &str, node: &Node) -> Option<T> {
        let message =
            format!("The number in `{key}` is too large: {}.", shortened(self.document.raw(&node.span)));
        self.value_error(key, message, "Write a smaller number, or put it into quotes if it is no quantity.");
        None
    }

    pub(super) fn wrong_kind<T>(&self, key: &str, node: &Node, expected: Expected<'_>) -> Option<T> {
        if !matches!(node.kind, Kind::Broken) {
            let message = format!("`{key}` is {}; {} is expected.", found(&node.kind), expected.name());
            let hint = remedy(key, node, self.document.raw(&node.span), expected);
            self.report_kind(node, message, hint);
        }
        None
    }

    pub(super) fn report_kind(&self, node: &Node, message: String, hint: String) {
        let place = self.document.location(&node.span);
        self.document.report(Finding::error(self.document.rules.kind, message).at(place).with_hint(hint));
    }
}

/// A word of the file, short enough for a message.
pub(super) fn shortened(text: &str) -> String {
    let short: String = text.chars().take(60).flat_map(printable).collect();
    if text.chars().nth(60).is_some() { format!("{short}…") } else { short }
}

fn printable(character: char) -> Vec<char> {
    if character.is_control() { character.escape_unicode().collect() } else { vec![character] }
}
