//! The page tree of a source, walked without trusting it.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::geometry::Visible;

/// More pages than this are no document but an attack.
pub const MOST_PAGES: usize = 100_000;
/// Entries looked at before the walk gives up.
const MOST_STEPS: usize = 400_000;
/// Levels of the tree followed.
const DEEPEST: usize = 20_000;

/// A page of a source.
#[derive(Debug, Clone, Copy)]
pub struct PageEntry {
    /// Its dictionary, with all inherited attributes written into it.
    pub id: ObjectId,
    /// What of it is visible.
    pub visible: Visible,
}

/// What the walk found.
#[derive(Debug, Default)]
pub struct PageTree {
    /// The pages, in order.
    pub pages: Vec<PageEntry>,
    /// Entries of the tree that lead to nothing.
    pub missing: usize,
    /// How many pages the file itself says it has.
    pub declared: Option<i64>,
    /// The tree leads back into itself, or a page stands where its root should.
    pub twisted: bool,
}

/// The tree has more pages or levels than any document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Endless;

/// Attributes that a page takes from the nodes above it.
#[derive(Clone, Default)]
struct Inherited {
    resources: Option<Object>,
    media: Option<[f64; 4]>,
    crop: Option<[f64; 4]>,
    rotate: Option<f64>,
}

struct Level {
    kids: Vec<Object>,
    next: usize,
    node: Option<ObjectId>,
    inherited: Inherited,
}

/// Walks the page tree. Pages written directly into the tree become objects of their own, and every page gets
/// the resources that it inherits, so that nothing else needs to look upwards.
pub fn walk(document: &mut Document) -> Result<PageTree, Endless> {
    let mut tree = PageTree::default();
    let Some((root_id, root)) = root_of(document) else { return Ok(tree) };
    tree.declared = resolved(document, &root, b"Count").and_then(|count| count.as_i64().ok());
    if kids_of(document, &root).is_none() {
        // Some files name a page where the root of the tree should stand.
        if root.has_type(b"Page") {
            tree.twisted = true;
            add_page(document, &mut tree, root_id, root, &Inherited::default())?;
        }
        return Ok(tree);
    }
    let mut path: BTreeSet<ObjectId> = root_id.into_iter().collect();
    let mut levels = Vec::new();
    enter(document, &mut levels, root_id, &root, &Inherited::default());
    let mut steps = 0;
    while let Some(level) = levels.last_mut() {
        let Some(kid) = level.kids.get(level.next).cloned() else {
            if let Some(id) = level.node {
                path.remove(&id);
            }
            levels.pop();
            continue;
        };
        level.next += 1;
        steps += 1;
        if steps > MOST_STEPS {
            return Err(Endless);
        }
        let inherited = level.inherited.clone();
        let Ok((id, Object::Dictionary(node))) = document.dereference(&kid) else {
            tree.missing += usize::from(kid.as_reference().is_ok());
            continue;
        };
        let node = node.clone();
        if !node.has_type(b"Page") && kids_of(document, &node).is_some() {
            // A node within itself is a loop; the same node in two places is twice in the document.
            if id.is_none_or(|id| path.insert(id)) {
                if levels.len() >= DEEPEST {
                    return Err(Endless);
                }
                enter(document, &mut levels, id, &node, &inherited);
            } else {
                tree.twisted = true;
            }
        } else if !node.has_type(b"Pages") {
            add_page(document, &mut tree, id, node, &inherited)?;
        }
    }
    Ok(tree)
}

fn root_of(document: &Document) -> Option<(Option<ObjectId>, Dictionary)> {
    let catalog = document.catalog().ok().or_else(|| {
        // Without a usable trailer the last catalog in the file is the newest.
        document
            .objects
            .values()
            .rev()
            .filter_map(|object| object.as_dict().ok())
            .find(|d| d.has_type(b"Catalog"))
    })?;
    let (id, root) = document.dereference(catalog.get(b"Pages").ok()?).ok()?;
    Some((id, root.as_dict().ok()?.clone()))
}

fn kids_of<'a>(document: &'a Document, node: &'a Dictionary) -> Option<&'a Vec<Object>> {
    resolved(document, node, b"Kids")?.as_array().ok()
}

fn enter(
    document: &mut Document,
    levels: &mut Vec<Level>,
    id: Option<ObjectId>,
    node: &Dictionary,
    above: &Inherited,
) {
    let kids = kids_of(document, node).cloned().unwrap_or_default();
    let mut inherited = attributes(document, node, above);
    // One object for all the pages below instead of a copy in each.
    if let Some(Object::Dictionary(direct)) = inherited.resources.take_if(|r| r.as_dict().is_ok()) {
        let shared = document.new_object_id();
        document.objects.insert(shared, Object::Dictionary(direct));
        inherited.resources = Some(Object::Reference(shared));
    }
    levels.push(Level { kids, next: 0, node: id, inherited });
}

fn add_page(
    document: &mut Document,
    tree: &mut PageTree,
    id: Option<ObjectId>,
    mut page: Dictionary,
    above: &Inherited,
) -> Result<(), Endless> {
    if tree.pages.len() >= MOST_PAGES {
        return Err(Endless);
    }
    let own = attributes(document, &page, above);
    let unit = resolved(document, &page, b"UserUnit").and_then(number);
    let visible = Visible::new(own.media, own.crop, own.rotate.unwrap_or(0.0), unit);
    if let Some(resources) = own.resources {
        page.set("Resources", resources);
    }
    let id = id.unwrap_or_else(|| document.new_object_id());
    document.objects.insert(id, Object::Dictionary(page));
    tree.pages.push(PageEntry { id, visible });
    Ok(())
}

fn attributes(document: &Document, node: &Dictionary, above: &Inherited) -> Inherited {
    let resources = node.get(b"Resources").ok().filter(|object| {
        document.dereference(object).is_ok_and(|(_, target)| matches!(target, Object::Dictionary(_)))
    });
    Inherited {
        resources: resources.cloned().or_else(|| above.resources.clone()),
        media: rectangle(document, node, b"MediaBox").or(above.media),
        crop: rectangle(document, node, b"CropBox").or(above.crop),
        rotate: resolved(document, node, b"Rotate").and_then(number).or(above.rotate),
    }
}

/// The value of a key, with references followed.
pub fn resolved<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let (_, object) = document.dereference(dictionary.get(key).ok()?).ok()?;
    (!object.is_null()).then_some(object)
}

/// Is this object this name?
pub fn is_name(object: &Object, name: &[u8]) -> bool {
    object.as_name().is_ok_and(|own| own == name)
}

/// A number of either kind.
pub fn number(object: &Object) -> Option<f64> {
    match object {
        Object::Integer(value) => Some(*value as f64),
        Object::Real(value) => Some(f64::from(*value)),
        _ => None,
    }
}

/// Four numbers under a key.
pub fn rectangle(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Option<[f64; 4]> {
    let items = resolved(document, dictionary, key)?.as_array().ok()?;
    let mut sides = [0.0; 4];
    if items.len() < 4 {
        return None;
    }
    for (side, item) in sides.iter_mut().zip(items) {
        *side = number(document.dereference(item).ok()?.1)?;
    }
    Some(sides)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use lopdf::dictionary;

    use super::*;

    fn document(objects: Vec<(u32, Object)>) -> Document {
        let mut document = Document::with_version("1.7");
        for (number, object) in objects {
            document.objects.insert((number, 0), object);
            document.max_id = document.max_id.max(number);
        }
        document.objects.insert((1, 0), dictionary! { "Type" => "Catalog", "Pages" => (2, 0) }.into());
        document.trailer.set("Root", (1, 0));
        document
    }

    fn reals(values: [i64; 4]) -> Vec<Object> {
        values.into_iter().map(Object::Integer).collect()
    }

    #[test]
    fn attributes_come_from_above_and_direct_pages_count() {
        let direct = dictionary! { "Type" => "Page", "Rotate" => -90 };
        let mut document = document(vec![
            (
                2,
                dictionary! { "Type" => "Pages", "Count" => 2, "MediaBox" => reals([0, 0, 300, 500]),
                "Resources" => dictionary! { "Font" => dictionary! {} },
                "Kids" => vec![Object::from((3, 0)), direct.into()] }
                .into(),
            ),
            (3, dictionary! { "Type" => "Page", "CropBox" => reals([0, 0, 100, 200]) }.into()),
        ]);
        let tree = walk(&mut document).unwrap();
        let sizes: Vec<_> = tree.pages.iter().map(|page| page.visible.size()).collect();
        assert_eq!(sizes, [(100.0, 200.0), (500.0, 300.0)]);
        let shared =
            |page: &PageEntry| document.get_dictionary(page.id).unwrap().get(b"Resources").unwrap().clone();
        assert_eq!(shared(&tree.pages[0]), shared(&tree.pages[1]));
        assert!(shared(&tree.pages[0]).as_reference().is_ok());
    }

    #[test]
    fn a_loop_ends_and_a_page_listed_twice_is_two_pages() {
        let node = |kids: &[u32]| {
            let kids: Vec<Object> = kids.iter().map(|kid| Object::from((*kid, 0))).collect();
            Object::from(dictionary! { "Type" => "Pages", "Kids" => kids })
        };
        let page = || Object::from(dictionary! { "Type" => "Page" });
        let mut document = document(vec![(2, node(&[3, 4, 4, 9])), (3, node(&[2, 4])), (4, page())]);
        let tree = walk(&mut document).unwrap();
        assert_eq!(tree.pages.len(), 3);
        assert_eq!(tree.missing, 1);
    }

    #[test]
    fn a_tree_that_doubles_at_every_level_is_given_up() {
        let mut objects = Vec::new();
        for number in 2..60 {
            let kids = vec![Object::from((number + 1, 0)); 2];
            objects.push((number, dictionary! { "Type" => "Pages", "Kids" => kids }.into()));
        }
        objects.push((60, dictionary! { "Type" => "Page" }.into()));
        assert_eq!(walk(&mut document(objects)).unwrap_err(), Endless);
    }
}
