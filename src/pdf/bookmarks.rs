//! The bookmarks of a volume.

use std::io::{self, Write};

use lopdf::{Dictionary, Object, dictionary};

use super::file::FileWriter;
use super::links::destination;
use super::volume::Bookmark;

/// Where bookmarks can lead: object number and height of each page.
pub type Places<'a> = &'a [(u32, f64)];

/// Writes the outline; gives its number, or nothing if there are no bookmarks.
pub fn write<W: Write>(
    file: &mut FileWriter<W>,
    bookmarks: &[Bookmark],
    places: Places<'_>,
) -> io::Result<Option<u32>> {
    if bookmarks.is_empty() {
        return Ok(None);
    }
    let root = file.reserve();
    let (first, last) = write_siblings(file, bookmarks, root, places)?;
    let outline = dictionary! {
        "Type" => "Outlines", "First" => (first, 0), "Last" => (last, 0), "Count" => shown(bookmarks)
    };
    file.object(root, &outline.into())?;
    Ok(Some(root))
}

fn write_siblings<W: Write>(
    file: &mut FileWriter<W>,
    bookmarks: &[Bookmark],
    parent: u32,
    places: Places<'_>,
) -> io::Result<(u32, u32)> {
    let numbers: Vec<u32> = bookmarks.iter().map(|_| file.reserve()).collect();
    for (index, bookmark) in bookmarks.iter().enumerate() {
        let mut item = Dictionary::new();
        item.set("Title", lopdf::text_string(&bookmark.title));
        item.set("Parent", (parent, 0));
        if let Some(before) = index.checked_sub(1).and_then(|before| numbers.get(before)) {
            item.set("Prev", (*before, 0));
        }
        if let Some(after) = numbers.get(index + 1) {
            item.set("Next", (*after, 0));
        }
        let (page, top) = places.get(bookmark.page).ok_or_else(|| {
            let text = format!("the bookmark \"{}\" leads out of the volume", bookmark.title);
            io::Error::new(io::ErrorKind::InvalidInput, text)
        })?;
        item.set("Dest", destination(*page, *top));
        if !bookmark.children.is_empty() {
            let (first, last) = write_siblings(file, &bookmark.children, numbers[index], places)?;
            item.set("First", (first, 0));
            item.set("Last", (last, 0));
            let below = shown(&bookmark.children);
            item.set("Count", if bookmark.open { below } else { -below });
        }
        file.object(numbers[index], &Object::Dictionary(item))?;
    }
    let (first, last) = (numbers.first(), numbers.last());
    Ok((first.copied().unwrap_or_default(), last.copied().unwrap_or_default()))
}

/// How many lines these bookmarks take as shown.
fn shown(bookmarks: &[Bookmark]) -> i64 {
    bookmarks.iter().map(|bookmark| 1 + if bookmark.open { shown(&bookmark.children) } else { 0 }).sum()
}
