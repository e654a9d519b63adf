//! A file identifier for encrypted files that lack one: the key is made with it, and an empty one is what
//! other readers then take.

/// The reference that gives way, so that nothing in the file moves: who wrote a file is never read.
const GIVES_WAY: &[u8] = b"/Info";
const IDENTIFIER: &[u8] = b"/ID[()()]";

/// The file with an empty identifier in its trailers; `None` if there is no room for one.
pub fn supplied(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut changed = None;
    let mut from = 0;
    while let Some(at) = find(bytes.get(from..)?, GIVES_WAY).map(|at| from + at) {
        from = at + GIVES_WAY.len();
        let length = GIVES_WAY.len() + reference(bytes.get(from..)?).unwrap_or(0);
        if length < IDENTIFIER.len() {
            continue;
        }
        let changed: &mut Vec<u8> = changed.get_or_insert_with(|| bytes.to_vec());
        if let Some(place) = changed.get_mut(at..at + length) {
            place.fill(b' ');
            place[..IDENTIFIER.len()].copy_from_slice(IDENTIFIER);
        }
    }
    changed
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// The length of ` 8 0 R`.
fn reference(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    for wanted in [u8::is_ascii_digit, u8::is_ascii_digit, |letter: &u8| *letter == b'R'] {
        let rest = bytes.get(at..at + 40).or_else(|| bytes.get(at..))?;
        let blank = rest.iter().take_while(|letter| letter.is_ascii_whitespace()).count();
        let word = rest.iter().skip(blank).take_while(|letter| wanted(letter)).count();
        if word == 0 {
            return None;
        }
        at += blank + word;
    }
    Some(at)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::Arc;

    use lopdf::encryption::{EncryptionState, EncryptionVersion};
    use lopdf::{Document, Object, Permissions, StringFormat, dictionary};

    use super::*;

    #[test]
    fn nothing_moves_and_only_references_give_way() {
        let file = b"<< /Info << /Title (x) >> >> trailer << /Info 8 0 R\n/Root 9 0 R >> startxref";
        let changed = supplied(file).unwrap();
        assert_eq!(changed, b"<< /Info << /Title (x) >> >> trailer << /ID[()()]  \n/Root 9 0 R >> startxref");
        assert!(supplied(&changed).is_none());
    }

    #[test]
    fn an_encrypted_file_without_an_identifier_opens() {
        let mut document = Document::with_version("1.4");
        let root = document.new_object_id();
        let page = document.add_object(dictionary! { "Type" => "Page", "Parent" => root });
        let pages = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
        document.objects.insert(root, pages.into());
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
        let about = document.add_object(dictionary! { "Title" => Object::string_literal("A letter") });
        document.trailer.set("Root", catalog);
        document.trailer.set("Info", about);
        let empty = || Object::String(Vec::new(), StringFormat::Literal);
        document.trailer.set("ID", vec![empty(), empty()]);
        let version = EncryptionVersion::V1 {
            document: &document,
            owner_password: "owner",
            user_password: "",
            permissions: Permissions::all(),
        };
        let state = EncryptionState::try_from(version).unwrap();
        document.encrypt(&state).unwrap();
        document.trailer.remove(b"ID");
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        assert!(find(&bytes, b"/ID").is_none());
        let opened = crate::pdf::open::open(Arc::new(bytes), &[]).unwrap();
        assert_eq!(opened.pages.len(), 1);
        assert!(
            matches!(opened.oddities.as_slice(), [crate::intake::Oddity::Repaired(_)]),
            "{:?}",
            opened.oddities
        );
    }
}
