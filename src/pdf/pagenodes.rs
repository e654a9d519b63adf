//! The page tree of a volume, balanced, with all numbers known before the first page is written.

use std::collections::BTreeMap;
use std::io::{self, Write};

use lopdf::{Object, dictionary};

use super::file::FileWriter;

/// Entries of a node.
const FAN_OUT: usize = 32;

/// The nodes of the page tree.
pub struct PageNodes {
    /// The object number of each page.
    pub pages: Vec<u32>,
    /// The object number of the root.
    pub root: u32,
    nodes: Vec<Node>,
    parents: BTreeMap<u32, u32>,
}

struct Node {
    number: u32,
    kids: Vec<u32>,
    count: usize,
}

impl PageNodes {
    /// Reserves numbers for so many pages and the nodes above them.
    pub fn reserve<W: Write>(file: &mut FileWriter<W>, count: usize) -> PageNodes {
        let pages: Vec<u32> = (0..count).map(|_| file.reserve()).collect();
        let (mut nodes, mut parents) = (Vec::new(), BTreeMap::new());
        let mut level: Vec<(u32, usize)> = pages.iter().map(|page| (*page, 1)).collect();
        let root = loop {
            let mut above = Vec::new();
            for group in level.chunks(FAN_OUT) {
                let number = file.reserve();
                let kids: Vec<u32> = group.iter().map(|(kid, _)| *kid).collect();
                parents.extend(kids.iter().map(|kid| (*kid, number)));
                let count = group.iter().map(|(_, count)| count).sum();
                nodes.push(Node { number, kids, count });
                above.push((number, count));
            }
            match above.as_slice() {
                [] => break file.reserve(),
                [(root, _)] => break *root,
                _ => level = above,
            }
        };
        PageNodes { pages, root, nodes, parents }
    }

    /// The node above a page or node.
    pub fn parent(&self, number: u32) -> Object {
        self.parents.get(&number).map_or(Object::Null, |parent| Object::Reference((*parent, 0)))
    }

    /// Writes the nodes.
    pub fn write<W: Write>(&self, file: &mut FileWriter<W>) -> io::Result<()> {
        for node in &self.nodes {
            let kids: Vec<Object> = node.kids.iter().map(|kid| Object::Reference((*kid, 0))).collect();
            let count = i64::try_from(node.count).unwrap_or(i64::MAX);
            let mut dictionary = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
            let parent = self.parent(node.number);
            if !parent.is_null() {
                dictionary.set("Parent", parent);
            }
            file.object(node.number, &dictionary.into())?;
        }
        Ok(())
    }
}
