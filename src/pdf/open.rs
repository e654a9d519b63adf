//! Opens a PDF with two readers and believes them only where they agree.

use std::collections::BTreeSet;
use std::sync::Arc;

use lopdf::encryption::DecryptionError;
use lopdf::xref::XrefEntry;
use lopdf::{Document, Error, LoadOptions, ObjectId};

use super::compare::{compare, needed};
use super::fileid;
use super::pagetree::{self, PageEntry};
use super::second::{Refusal, SecondReader};
use super::source::OpenError;

/// No object stream of an honest file unpacks to more than this; a file that does is an attack.
const MOST_UNPACKED: usize = 128 << 20;

/// The standard lets readers stop at some eight million objects; beyond this, numbers run out for new ones.
const HIGHEST_NUMBER: u32 = 1 << 30;

const REPAIRED: &str = "the file is damaged and was opened after repair";

/// An opened PDF.
pub struct Opened {
    /// The document: decrypted, mended, every page with its inherited attributes.
    pub document: Document,
    /// Its pages, in order.
    pub pages: Vec<PageEntry>,
    /// What opening had to say.
    pub notes: Vec<String>,
}

/// Ways of reading a file, from the strictest to the most forgiving.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    Strict,
    Lenient,
    Rebuilding,
}

/// Opens a PDF.
pub fn open(bytes: Arc<Vec<u8>>) -> Result<Opened, OpenError> {
    let mut attempts = Vec::new();
    let mut second = None;
    for manner in [Manner::Strict, Manner::Lenient, Manner::Rebuilding] {
        let mut document = match Document::load_mem_with_options(&bytes, options(manner)) {
            Ok(document) if document.is_encrypted() && !document.trailer.has(b"ID") => {
                return with_identifier(&bytes);
            }
            Ok(document) if document.is_encrypted() => return Err(refused(&document, &bytes)),
            Ok(document) => document,
            Err(Error::Decryption(_) | Error::InvalidPassword | Error::UnsupportedSecurityHandler(_)) => {
                return Err(locked_or_damaged(&bytes));
            }
            Err(_) => continue,
        };
        // Asked only now: the first reader refuses bombs, and the second need not see them.
        let second = match second.get_or_insert_with(|| SecondReader::open(Arc::clone(&bytes))) {
            Ok(second) => second,
            Err(Refusal::Locked) => return Err(OpenError::Locked),
            Err(Refusal::Unreadable) => continue,
        };
        if document.objects.keys().next_back().is_some_and(|id| id.0 > HIGHEST_NUMBER) {
            attempts.push("it numbers its parts as no honest file does".to_owned());
            continue;
        }
        let mended = mend(&mut document, second);
        let highest = document.max_id;
        let Ok(tree) = pagetree::walk(&mut document) else {
            return Err(OpenError::Damaged("its list of pages has no end".into()));
        };
        let counted = second.page_count();
        if tree.missing > 0 && tree.declared.is_some_and(|said| said > tree.pages.len() as i64) {
            attempts.push(format!(
                "{} of its {} pages cannot be found in the file",
                tree.missing,
                tree.missing + tree.pages.len()
            ));
        } else if tree.pages.len() != counted {
            attempts.push(format!(
                "its pages cannot be counted with certainty: one reader finds {}, another {counted}",
                tree.pages.len()
            ));
        } else if counted == 0 {
            attempts.push("it has no pages".into());
        } else {
            let needed = needed(&document, &tree.pages);
            let comparison = compare(&mut document, second, &needed, highest);
            let repaired = manner == Manner::Rebuilding
                || document.xref_recovery.is_some()
                || comparison.filled > 0
                || mended.found.iter().any(|id| needed.contains(id));
            let doubtful = comparison.disputed + mended.lost.intersection(&needed).count();
            return Ok(opened(document, tree.pages, repaired, doubtful));
        }
    }
    let reason = attempts.into_iter().next().unwrap_or_else(|| "it is not a readable PDF".into());
    Err(OpenError::Damaged(reason))
}

/// Opens an encrypted file that lacks the identifier its key is made with. (What is tried has none to give way
/// any more, so this comes here once.)
fn with_identifier(bytes: &Arc<Vec<u8>>) -> Result<Opened, OpenError> {
    let Some(changed) = fileid::supplied(bytes) else { return Err(locked_or_damaged(bytes)) };
    let mut opened = open(Arc::new(changed))?;
    if !opened.notes.iter().any(|note| note == REPAIRED) {
        opened.notes.push(REPAIRED.to_owned());
    }
    Ok(opened)
}

fn opened(document: Document, pages: Vec<PageEntry>, repaired: bool, doubtful: usize) -> Opened {
    let mut notes = Vec::new();
    if document.was_encrypted() {
        notes.push("encrypted, opens without a password".to_owned());
    }
    if repaired {
        notes.push(REPAIRED.to_owned());
    }
    match doubtful {
        0 => {}
        1 => notes.push("one part of the damaged file cannot be read with certainty".to_owned()),
        _ => notes.push(format!("{doubtful} parts of the damaged file cannot be read with certainty")),
    }
    Opened { document, pages, notes }
}

fn options(manner: Manner) -> LoadOptions {
    LoadOptions {
        strict: manner == Manner::Strict,
        force_reconstruct: manner == Manner::Rebuilding,
        max_decompressed_size: Some(MOST_UNPACKED),
        ..LoadOptions::default()
    }
}

/// Why an encrypted document did not open. That a password is asked for is believed of either reader.
fn refused(document: &Document, bytes: &Arc<Vec<u8>>) -> OpenError {
    match document.authenticate_password("") {
        Err(Error::InvalidPassword | Error::Decryption(DecryptionError::IncorrectPassword)) => {
            OpenError::Locked
        }
        _ => locked_or_damaged(bytes),
    }
}

fn locked_or_damaged(bytes: &Arc<Vec<u8>>) -> OpenError {
    match SecondReader::open(Arc::clone(bytes)) {
        Err(Refusal::Locked) => OpenError::Locked,
        Ok(_) => OpenError::Damaged("its encryption is damaged or of an unknown kind".into()),
        Err(Refusal::Unreadable) => OpenError::Locked,
    }
}

/// Objects that the first reader lost.
#[derive(Default)]
struct Mended {
    /// The second reader had them.
    found: BTreeSet<ObjectId>,
    /// Neither has them.
    lost: BTreeSet<ObjectId>,
}

/// The first reader drops what it cannot parse and says so only in a log. The second reader is asked for each
/// such object.
fn mend(document: &mut Document, second: &SecondReader) -> Mended {
    let listed: Vec<ObjectId> = document
        .reference_table
        .entries
        .iter()
        .filter_map(|(number, entry)| match entry {
            XrefEntry::Normal { generation, .. } => Some((*number, *generation)),
            XrefEntry::Compressed { .. } => Some((*number, 0)),
            XrefEntry::Free | XrefEntry::UnusableFree => None,
        })
        .filter(|id| id.0 <= HIGHEST_NUMBER && !document.objects.contains_key(id))
        .take(100_000)
        .collect();
    let mut mended = Mended::default();
    for id in listed {
        if let Some(object) = second.object(id) {
            document.objects.insert(id, object);
            document.max_id = document.max_id.max(id.0);
            mended.found.insert(id);
        } else {
            mended.lost.insert(id);
        }
    }
    mended
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use lopdf::encryption::{EncryptionState, EncryptionVersion};
    use lopdf::{Object, Permissions, StringFormat, dictionary};

    use super::*;

    #[test]
    fn a_password_that_one_reader_asks_for_is_asked_for() {
        let mut document = Document::with_version("1.4");
        let root = document.new_object_id();
        let page = document.add_object(dictionary! { "Type" => "Page", "Parent" => root });
        let pages = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
        document.objects.insert(root, pages.into());
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
        document.trailer.set("Root", catalog);
        let mut open_to_all = Vec::new();
        document.clone().save_to(&mut open_to_all).unwrap();
        let id = || Object::String(b"0123456789abcdef".to_vec(), StringFormat::Hexadecimal);
        document.trailer.set("ID", vec![id(), id()]);
        let version = EncryptionVersion::V2 {
            document: &document,
            owner_password: "owner",
            user_password: "secret",
            key_length: 128,
            permissions: Permissions::all(),
        };
        let state = EncryptionState::try_from(version).unwrap();
        document.encrypt(&state).unwrap();
        // The second reader opens what it is given here; the first knows better.
        let refusal = refused(&document, &Arc::new(open_to_all));
        assert!(matches!(refusal, OpenError::Locked), "{refusal:?}");
    }
}
