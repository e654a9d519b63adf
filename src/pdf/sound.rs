//! Tests whether the streams of a document can be unpacked, and packs what can be read of a flawed one anew, so
//! that every reader of the packet sees what a forgiving reader sees of the source.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::content::{pack, packing};
use super::decode::{self, Filter};
use super::pagetree::{is_name, resolved};

/// A single stream that unpacks to more is no page and no font.
const MOST_OF_ONE: usize = 128 << 20;
/// Pictures are tested until so much has been unpacked; a long scan would take too long.
const MOST_OF_PICTURES: usize = 256 << 20;

/// What no page needs (older versions, attachments) is looked at in passing.
const MOST_OF_UNNEEDED: usize = 32 << 20;

/// What the test found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Soundness {
    /// Streams that break off or are spoilt; what can be read of them is kept.
    pub flawed: BTreeSet<ObjectId>,
    /// Pictures that are none: no reader can show anything of them.
    pub hopeless: BTreeSet<ObjectId>,
    /// A stream that no page needs is spoilt.
    pub unneeded: bool,
}

/// Something in the file would stop whoever opens it; the text says what.
#[derive(Debug, PartialEq, Eq)]
pub struct Bomb(pub &'static str);

const UNPACKS: &str = "a page or font in it unpacks to far more than any has, which can stop a computer";
const HUGE: &str = "a picture in it claims to be larger than any is, which can stop a computer";
/// The largest picture, in dots: a sheet of 36 by 48 inches at 600 dpi has half as many.
const MOST_DOTS: i64 = 1 << 30;

/// Tests the streams that the pages need, and mends them.
pub fn mend(document: &mut Document, needed: &BTreeSet<ObjectId>) -> Result<Soundness, Bomb> {
    let mut soundness = Soundness::default();
    let mut room = MOST_OF_PICTURES;
    let mut mended: Vec<(ObjectId, Stream)> = Vec::new();
    for id in needed {
        let Some(Object::Stream(stream)) = document.objects.get(id) else { continue };
        let picture = stream.dict.get(b"Subtype").is_ok_and(|kind| is_name(kind, b"Image"));
        if picture && dots(document, &stream.dict) > MOST_DOTS {
            return Err(Bomb(HUGE));
        }
        match test(document, stream, if picture { room } else { MOST_OF_ONE }) {
            Verdict::Sound(unpacked) if picture => room = room.saturating_sub(unpacked),
            Verdict::Over if picture => room = 0,
            Verdict::Sound(_) => {}
            Verdict::Over => return Err(Bomb(UNPACKS)),
            Verdict::Flawed(stream) => {
                soundness.flawed.insert(*id);
                mended.push((*id, stream));
            }
            Verdict::Hopeless => {
                soundness.hopeless.insert(*id);
                mended.push((*id, nothing()));
            }
        }
    }
    let mut room = MOST_OF_UNNEEDED;
    for (id, object) in &document.objects {
        let Object::Stream(stream) = object else { continue };
        if needed.contains(id) || room == 0 {
            continue;
        }
        match test(document, stream, room) {
            Verdict::Sound(unpacked) => room = room.saturating_sub(unpacked),
            Verdict::Over => room = 0,
            Verdict::Flawed(_) => soundness.unneeded = true,
            Verdict::Hopeless => {}
        }
    }
    for (id, stream) in mended {
        document.objects.insert(id, Object::Stream(stream));
    }
    Ok(soundness)
}

fn dots(document: &Document, picture: &Dictionary) -> i64 {
    let side = |key: &[u8]| resolved(document, picture, key).and_then(|side| side.as_i64().ok()).unwrap_or(0);
    side(b"Width").saturating_mul(side(b"Height"))
}

enum Verdict {
    /// As far as it was tested, with what it unpacked to.
    Sound(usize),
    /// More than there is room for.
    Over,
    /// What can be read of it, packed anew.
    Flawed(Stream),
    /// Nothing can be read of it.
    Hopeless,
}

fn test(document: &Document, stream: &Stream, room: usize) -> Verdict {
    let packing = packing(document, &stream.dict);
    let list = |key: &[u8]| match packing.get(key) {
        Ok(Object::Array(items)) => items.clone(),
        Ok(single) => vec![single.clone()],
        Err(_) => Vec::new(),
    };
    let (names, parameters) = (list(b"Filter"), list(b"DecodeParms"));
    let last = names.len().saturating_sub(1);
    let mut plain: Option<Vec<u8>> = None;
    for (index, name) in names.iter().enumerate() {
        let data = plain.as_deref().unwrap_or(&stream.content);
        let name = name.as_name().unwrap_or_default();
        let of_filter = parameters.get(index).and_then(|own| own.as_dict().ok());
        let Some(filter) = Filter::named(name).map(|filter| with_parameters(filter, of_filter)) else {
            let hopeless = name == b"DCTDecode" && !is_jpeg(data);
            return if hopeless { Verdict::Hopeless } else { Verdict::Sound(data.len()) };
        };
        if index == last && filter == Filter::Flate {
            // Nobody asks for what comes out: only count it.
            let mut unpacked = 0;
            match decode::inflate(data, room, |part| unpacked += part.len()) {
                (_, true) => return Verdict::Over,
                (false, _) => return Verdict::Sound(unpacked),
                (true, _) => {}
            }
        }
        let decoded = filter.decode(data, room);
        if decoded.over {
            return Verdict::Over;
        }
        if decoded.flawed {
            return Verdict::Flawed(packed_anew(
                &stream.dict,
                &decoded.bytes,
                of_filter,
                index,
                (&names, &parameters),
            ));
        }
        plain = Some(decoded.bytes);
    }
    Verdict::Sound(plain.map_or(0, |plain| plain.len()))
}

fn with_parameters(filter: Filter, parameters: Option<&Dictionary>) -> Filter {
    let late = parameters
        .is_some_and(|own| own.get(b"EarlyChange").is_ok_and(|early| matches!(early, Object::Integer(0))));
    match filter {
        Filter::Lzw { .. } => Filter::Lzw { early: !late },
        other => other,
    }
}

/// The stream with this much of what its filter `index` gave; the filters behind that one stay.
fn packed_anew(
    old: &Dictionary,
    plain: &[u8],
    parameters: Option<&Dictionary>,
    index: usize,
    (names, all): (&[Object], &[Object]),
) -> Stream {
    let packed = pack(plain);
    let mut own = parameters.cloned().unwrap_or_default();
    own.remove(b"EarlyChange");
    let mut filters = vec![Object::from("FlateDecode")];
    let mut settings = vec![if own.is_empty() { Object::Null } else { own.into() }];
    for (behind, name) in names.iter().enumerate().skip(index + 1) {
        filters.push(name.clone());
        settings.push(all.get(behind).cloned().unwrap_or(Object::Null));
    }
    let mut dictionary = old.clone();
    for key in [&b"Filter"[..], b"DecodeParms", b"DP", b"Length"] {
        dictionary.remove(key);
    }
    dictionary.set("Filter", filters);
    if settings.iter().any(|setting| !setting.is_null()) {
        dictionary.set("DecodeParms", settings);
    }
    Stream::new(dictionary, packed.data)
}

/// A JPEG begins with its mark, and comes to its picture data.
fn is_jpeg(data: &[u8]) -> bool {
    let start = data.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
    data.get(start..).is_some_and(|data| data.starts_with(&[0xFF, 0xD8]))
}

/// Draws nothing, which is what viewers draw of a picture that is none.
fn nothing() -> Stream {
    let sides: Vec<Object> = [0, 0, 1, 1].into_iter().map(Object::Integer).collect();
    Stream::new(dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => sides }, Vec::new())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn tested(dictionary: Dictionary, data: &[u8]) -> (Soundness, Stream) {
        let mut document = Document::with_version("1.7");
        let id = document.add_object(Stream::new(dictionary, data.to_vec()));
        let soundness = mend(&mut document, &BTreeSet::from([id])).unwrap();
        (soundness, document.get_object(id).unwrap().as_stream().unwrap().clone())
    }

    #[test]
    fn what_can_be_read_of_a_flawed_stream_is_kept() {
        let plain: Vec<u8> = (0..60_000_u32).flat_map(|n| n.wrapping_mul(n).to_le_bytes()).collect();
        let packed = pack(&plain).data;
        let predictor = dictionary! { "Predictor" => 12, "Columns" => 4 };
        let cut = dictionary! { "Filter" => "FlateDecode", "DecodeParms" => predictor.clone(), "Width" => 7 };
        let (soundness, mended) = tested(cut, &packed[..packed.len() / 2]);
        assert_eq!(soundness.flawed.len(), 1);
        assert_eq!(mended.dict.get(b"Width").unwrap(), &Object::Integer(7));
        assert_eq!(mended.dict.get(b"DecodeParms").unwrap(), &Object::Array(vec![predictor.into()]));
        let kept = Filter::Flate.decode(&mended.content, 1 << 20);
        assert!(!kept.flawed && kept.bytes.len() > 50_000 && plain.starts_with(&kept.bytes));

        let filters = || vec![Object::from("ASCII85Decode"), "DCTDecode".into()];
        let (soundness, mended) = tested(dictionary! { "Filter" => filters() }, b"s4IA0!\"_9{");
        assert_eq!(soundness.flawed.len(), 1);
        assert_eq!(
            mended.dict.get(b"Filter").unwrap(),
            &vec!["FlateDecode".into(), Object::from("DCTDecode")].into()
        );
    }

    #[test]
    fn sound_streams_stay_as_they_are_and_a_picture_that_is_none_draws_nothing() {
        let (soundness, same) = tested(dictionary! { "Filter" => "FlateDecode" }, &pack(b"q Q").data);
        assert_eq!((soundness, same.content), (Soundness::default(), pack(b"q Q").data));
        let picture = dictionary! { "Subtype" => "Image", "Filter" => "DCTDecode" };
        assert_eq!(tested(picture.clone(), &[0xFF, 0xD8, 0xFF, 0xE0]).0, Soundness::default());
        let (soundness, blank) = tested(picture, b"www.example.com");
        assert_eq!((soundness.hopeless.len(), blank.content.len()), (1, 0));
    }

    #[test]
    fn a_bomb_is_told() {
        let mut document = Document::with_version("1.7");
        let twice = pack(&pack(&vec![0; MOST_OF_ONE + 1]).data).data;
        let filters = vec![Object::from("FlateDecode"), "FlateDecode".into()];
        let id = document.add_object(Stream::new(dictionary! { "Filter" => filters }, twice));
        assert_eq!(mend(&mut document, &BTreeSet::from([id])), Err(Bomb(UNPACKS)));
    }
}
