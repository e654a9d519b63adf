//! What a source page shows, stated apart from the writer: what is read back must show the same.
//!
//! A page is known by its print: a checksum of its content stream (a picture: of its data) and a hash of the things it
//! draws with — by their names, all images, forms, patterns and embedded fonts, with the bytes of each. Two scans
//! have the same content (“draw Im0”) and differ in the things. [`source`] takes the print of an opened source;
//! the readback takes it of the written volume, with another library. Both follow the same recipe:
//!
//! - things: for each of /Font, /Pattern and /XObject, in this order, for each name in the order of its bytes:
//!   the category, the length of the name, the name and the hash of the thing;
//! - a stream: its /Subtype, the hash of its bytes as they lie in the file, the hash of its belongings;
//! - belongings: the hashes of /SMask and /Mask if they are streams, and the things of its /Resources;
//! - a dictionary (a font): its /BaseFont, the bytes of its embedded font, its descendant font, its /CharProcs by
//!   name and the things of its /Resources.
//!
//! Each object is hashed once; one on the way down to itself counts as a loop.

pub(super) mod source;

use crate::hash::{Checksum, Summing};
use crate::plan::placement::Placement;

/// What a thing is known by: compared within one run, never written.
pub(super) type Hash = Checksum;

/// Things nested deeper than this count as deep, and no more.
pub(super) const DEEPEST: usize = 100;

/// The name under which the appearance of a link in the volume draws the link's own form.
pub(super) const LOOK: &str = "Look";

/// The kinds of things that a page draws with.
pub(super) const CATEGORIES: [&str; 3] = ["Font", "Pattern", "XObject"];

/// By what a page is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Print {
    /// Hash of the content as it lies in the file, if it is one stream.
    pub packed: Option<Checksum>,
    /// Hash of the unpacked content, where it has been unpacked.
    pub plain: Option<Checksum>,
    /// Hash of the things that are drawn with.
    pub things: Checksum,
}

impl Print {
    /// Do both show the same?
    pub fn matches(&self, other: &Print) -> bool {
        let same = |one: Option<Hash>, two: Option<Hash>| one.is_some() && one == two;
        self.things == other.things && (same(self.packed, other.packed) || same(self.plain, other.plain))
    }
}

/// What the volume must show of a source page.
#[derive(Debug, Clone, PartialEq)]
pub struct PageProof {
    /// By what the page is known.
    pub print: Print,
    /// By what the appearances of its links are known, in order.
    pub looks: Vec<Print>,
    /// Where the lower left, the lower right and the upper left corner *as viewed* lie in the page's own space.
    pub corners: [(f64, f64); 3],
    /// Links to pages of the same source: left, bottom, right, top in the page's own space, and the page.
    pub links: Vec<([f64; 4], u32)>,
}

impl PageProof {
    /// Where a point of the page lies on the paper.
    pub fn on_paper(&self, (x, y): (f64, f64), place: &Placement) -> (f64, f64) {
        let [origin, right, up] = self.corners;
        let along = |to: (f64, f64)| {
            let side = (to.0 - origin.0, to.1 - origin.1);
            ((x - origin.0) * side.0 + (y - origin.1) * side.1) / (side.0 * side.0 + side.1 * side.1)
        };
        (place.x + along(right) * place.width, place.y + along(up) * place.height)
    }
}

pub(super) fn sum(parts: &[&[u8]]) -> Hash {
    match parts {
        [only] => Checksum::of(only),
        parts => {
            let mut summing = Summing::default();
            parts.iter().for_each(|part| summing.update(part));
            summing.checksum()
        }
    }
}

/// A stream among the things.
pub(super) fn of_stream(subtype: &[u8], packed: &Hash, belongings: &Hash) -> Hash {
    sum(&[b"stream ", subtype, b"\n", &packed.bytes(), &belongings.bytes()])
}

/// Gathers hashes under names.
#[derive(Default)]
pub(super) struct Gathered(Summing);

impl Gathered {
    /// Adds a hash, if there is one.
    pub fn add(&mut self, kind: &str, name: &[u8], hash: Option<Hash>) {
        if let Some(hash) = hash {
            self.0.update(format!("{kind} {} ", name.len()));
            self.0.update(name);
            self.0.update(hash.bytes());
        }
    }

    pub fn hash(self) -> Hash {
        self.0.checksum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turned_page_lies_upright_on_the_paper() {
        let hash = Checksum::of(b"");
        let proof = PageProof {
            print: Print { packed: None, plain: None, things: hash },
            looks: Vec::new(),
            // 200 wide and 100 high in its own space, turned clockwise for viewing: 100 wide and 200 high.
            corners: [(200.0, 0.0), (200.0, 100.0), (0.0, 0.0)],
            links: Vec::new(),
        };
        let place = Placement {
            paper_width: 612.0,
            paper_height: 792.0,
            x: 10.0,
            y: 20.0,
            width: 50.0,
            height: 100.0,
        };
        assert_eq!(proof.on_paper((200.0, 0.0), &place), (10.0, 20.0));
        assert_eq!(proof.on_paper((0.0, 100.0), &place), (60.0, 120.0));
        assert_eq!(proof.on_paper((150.0, 50.0), &place), (35.0, 45.0));
    }

    #[test]
    fn two_prints_without_content_are_not_the_same() {
        let none = Print { packed: None, plain: None, things: Checksum::of(b"1") };
        assert!(!none.matches(&none));
        let some = Print { packed: Some(Checksum::of(b"2")), ..none.clone() };
        assert!(some.matches(&some) && !some.matches(&none));
        assert!(!some.matches(&Print { things: Checksum::of(b"3"), ..some.clone() }));
    }
}
