//! The content of a page as one stream.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::pagetree::resolved;

/// The content of one page never unpacks to more than this.
const MOST_UNPACKED: usize = 128 << 20;

/// A stream body with the entries that say how it is packed.
pub struct Packed {
    /// /Filter and /DecodeParms, if any.
    pub dictionary: Dictionary,
    /// The body.
    pub data: Vec<u8>,
}

/// The content of a page: a single stream as it stands, several joined.
pub fn of_page(document: &Document, page: ObjectId) -> Result<Packed, String> {
    let page = document.get_dictionary(page).map_err(|_| "it cannot be found".to_owned())?;
    match streams_of(document, page).as_slice() {
        [] => Ok(Packed { dictionary: Dictionary::new(), data: Vec::new() }),
        [only] => Ok(Packed { dictionary: packing(document, &only.dict), data: only.content.clone() }),
        several => Ok(pack(&join(document, several)?)),
    }
}

/// The content of a page, unpacked.
pub fn unpacked(document: &Document, page: ObjectId) -> Result<Vec<u8>, String> {
    let page = document.get_dictionary(page).map_err(|_| "it cannot be found".to_owned())?;
    join(document, &streams_of(document, page))
}

/// The streams that the content of a page consists of.
pub fn streams_of<'a>(document: &'a Document, page: &'a Dictionary) -> Vec<&'a Stream> {
    let contents = resolved(document, page, b"Contents");
    let parts = match contents {
        Some(Object::Stream(stream)) => return vec![stream],
        Some(Object::Array(parts)) => parts,
        _ => return Vec::new(),
    };
    parts.iter().filter_map(|part| document.dereference(part).ok()?.1.as_stream().ok()).collect()
}

/// The content of several streams as one, unpacked.
pub fn join(document: &Document, streams: &[&Stream]) -> Result<Vec<u8>, String> {
    let mut joined = Vec::new();
    for stream in streams {
        let plain = unpack(document, stream, MOST_UNPACKED.saturating_sub(joined.len()))?;
        joined.extend_from_slice(&plain);
        // Streams may end within a token's white space, never within a token.
        joined.push(b'\n');
    }
    Ok(joined)
}

/// Unpacks a stream up to a limit.
pub fn unpack(document: &Document, stream: &Stream, limit: usize) -> Result<Vec<u8>, String> {
    let plain = Stream::new(packing(document, &stream.dict), Vec::new());
    let mut readable = Stream { content: Vec::new(), ..plain };
    readable.content.clone_from(&stream.content);
    readable.get_plain_content_with_limit(limit).map_err(|_| "its content cannot be unpacked".to_owned())
}

/// Packs bytes; the same bytes always give the same stream.
pub fn pack(plain: &[u8]) -> Packed {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
    let packed = encoder.write_all(plain).and_then(|()| encoder.finish());
    let mut dictionary = Dictionary::new();
    match packed {
        Ok(data) => {
            dictionary.set("Filter", "FlateDecode");
            Packed { dictionary, data }
        }
        // Writing into memory does not fail; plain is as good if it ever does.
        Err(_) => Packed { dictionary, data: plain.to_vec() },
    }
}

/// How a stream is packed, with full names, without references, and without the mark of a decryption that has
/// already been done.
pub fn packing(document: &Document, dictionary: &Dictionary) -> Dictionary {
    let list = |key: &[u8], short: &[u8]| -> Vec<Object> {
        let value = resolved(document, dictionary, key).or_else(|| resolved(document, dictionary, short));
        match value {
            Some(Object::Array(items)) => items.iter().map(|item| settled(document, item)).collect(),
            Some(single) => vec![settled(document, single)],
            None => Vec::new(),
        }
    };
    let parameters = list(b"DecodeParms", b"DP");
    let (mut filters, mut kept) = (Vec::new(), Vec::new());
    // Not /F: in a stream dictionary that names an outside file.
    for (index, filter) in list(b"Filter", b"Filter").into_iter().enumerate() {
        let Object::Name(name) = filter else { continue };
        if name == b"Crypt" {
            continue;
        }
        filters.push(Object::Name(full_name(&name).to_vec()));
        kept.push(parameters.get(index).cloned().unwrap_or(Object::Null));
    }
    let mut packing = Dictionary::new();
    if filters.len() == 1 {
        packing.set("Filter", filters.remove(0));
        if !kept[0].is_null() {
            packing.set("DecodeParms", kept.remove(0));
        }
    } else if !filters.is_empty() {
        packing.set("Filter", filters);
        if kept.iter().any(|parameters| !parameters.is_null()) {
            packing.set("DecodeParms", kept);
        }
    }
    packing
}

/// A filter name or parameter dictionary without references, except to streams (the globals of JBIG2).
fn settled(document: &Document, object: &Object) -> Object {
    let Ok((_, target)) = document.dereference(object) else { return Object::Null };
    match target {
        Object::Dictionary(parameters) => {
            let mut settled = Dictionary::new();
            for (key, value) in parameters {
                match document.dereference(value) {
                    Ok((Some(_), Object::Stream(_))) => settled.set(key.clone(), value.clone()),
                    Ok((_, plain)) => settled.set(key.clone(), plain.clone()),
                    Err(_) => {}
                }
            }
            settled.into()
        }
        Object::Stream(_) => Object::Null,
        plain => plain.clone(),
    }
}

fn full_name(name: &[u8]) -> &[u8] {
    match name {
        b"Fl" => b"FlateDecode",
        b"LZW" => b"LZWDecode",
        b"A85" => b"ASCII85Decode",
        b"AHx" => b"ASCIIHexDecode",
        b"RL" => b"RunLengthDecode",
        b"CCF" => b"CCITTFaxDecode",
        b"DCT" => b"DCTDecode",
        name => name,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use lopdf::dictionary;

    use super::*;

    #[test]
    fn several_streams_are_joined_with_white_space_between() {
        let mut document = Document::with_version("1.7");
        let one = document.add_object(Stream::new(dictionary! {}, b"1 0 0 1 0".to_vec()));
        let packed = pack(b"0 cm");
        let two = document.add_object(Stream::new(packed.dictionary, packed.data));
        let page = document.add_object(dictionary! { "Contents" => vec![one.into(), two.into()] });
        assert_eq!(unpacked(&document, page).unwrap(), b"1 0 0 1 0\n0 cm\n");
        let joined = of_page(&document, page).unwrap();
        let again = Stream::new(joined.dictionary, joined.data);
        assert_eq!(again.get_plain_content().unwrap(), b"1 0 0 1 0\n0 cm\n");
    }

    #[test]
    fn a_single_stream_stays_as_it_is_and_loses_the_crypt_filter() {
        let mut document = Document::with_version("1.7");
        let filters = document.add_object(vec![Object::from("Crypt"), "AHx".into()]);
        let stream =
            document.add_object(Stream::new(dictionary! { "Filter" => filters }, b"71 51>".to_vec()));
        let page = document.add_object(dictionary! { "Contents" => stream });
        let content = of_page(&document, page).unwrap();
        assert_eq!(content.data, b"71 51>");
        assert_eq!(content.dictionary.get(b"Filter").unwrap().as_name().unwrap(), b"ASCIIHexDecode");
        assert_eq!(unpacked(&document, page).unwrap(), b"qQ\n");
    }

    #[test]
    fn a_bomb_is_refused() {
        let mut document = Document::with_version("1.7");
        let packed = pack(&vec![0; 1 << 20]);
        let id = document.add_object(Stream::new(packed.dictionary, packed.data));
        let stream = document.get_object(id).unwrap().as_stream().unwrap();
        assert!(unpack(&document, stream, 1 << 19).is_err());
        assert!(unpack(&document, stream, 1 << 21).is_ok());
    }
}
