//! Looks texts and keys up by where they stand, without reporting anything and without making a key known.

use super::Document;
use super::node::{Kind, Node};
use crate::finding::Location;

impl Document {
    /// Every text under this path of keys with its place; lists on the way are walked through.
    pub fn texts_at(&self, path: &[&str]) -> Vec<(String, Location)> {
        let mut nodes = Vec::new();
        descend(&self.root, path, &mut nodes);
        let mut texts = Vec::new();
        for node in nodes {
            let items = if let Kind::List(items) = &node.kind {
                items.as_slice()
            } else {
                std::slice::from_ref(node)
            };
            for item in items {
                if let Kind::Text(text) = &item.kind {
                    texts.push((text.clone(), self.location(&item.span)));
                }
            }
        }
        texts
    }

    /// Every key of the tables under this path of keys with its place.
    pub fn keys_at(&self, path: &[&str]) -> Vec<(String, Location)> {
        let mut nodes = Vec::new();
        descend(&self.root, path, &mut nodes);
        let tables = nodes
            .into_iter()
            .filter_map(|node| if let Kind::Table(entries) = &node.kind { Some(entries) } else { None });
        tables.flatten().map(|entry| (entry.key.clone(), self.location(&entry.key_span))).collect()
    }
}

fn descend<'n>(node: &'n Node, path: &[&str], found: &mut Vec<&'n Node>) {
    let Some((key, rest)) = path.split_first() else {
        found.push(node);
        return;
    };
    match &node.kind {
        Kind::Table(entries) => {
            let entry = entries.iter().find(|entry| entry.key == *key);
            entry.into_iter().for_each(|entry| descend(&entry.value, rest, found));
        }
        Kind::List(items) => items.iter().for_each(|item| descend(item, path, found)),
        _ => {}
    }
}
