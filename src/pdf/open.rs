//! Opens a PDF with two readers and believes them only where they agree.

use std::collections::BTreeSet;
use std::sync::Arc;

use lopdf::xref::XrefEntry;
use lopdf::{Document, Error, LoadOptions, Object, ObjectId};

use super::compare::{compare, needed};
use super::doubts::{self, Doubts};
use super::pagetree::{self, PageEntry};
use super::second::{Refusal, SecondReader};
use super::source::OpenError;
use super::unlock::spellings;
use super::weigh::{self, weigh};
use super::{fileid, sound};
use crate::intake::{Lock, Oddity};
use crate::secret::Secret;

/// No object stream of an honest file unpacks to more than this; a file that does is an attack.
const MOST_UNPACKED: usize = 192 << 20;
/// The ceiling is shared by the parts of a file, but each may unpack to so much.
const LEAST_UNPACKED: usize = 1 << 20;

/// The standard lets readers stop at some eight million objects; beyond this, numbers run out for new ones.
const HIGHEST_NUMBER: u32 = 1 << 30;

/// An opened PDF.
pub struct Opened {
    /// The document: decrypted, mended, every page with its inherited attributes.
    pub document: Document,
    /// Its pages, in order.
    pub pages: Vec<PageEntry>,
    /// What opening had to say.
    pub notes: Vec<String>,
    /// What is odd about it.
    pub oddities: Vec<Oddity>,
}

/// Ways of reading a file, from the strictest to the most forgiving.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    Strict,
    Lenient,
    Rebuilding,
}

/// Opens a PDF; a locked one with the first password that fits.
pub fn open(bytes: Arc<Vec<u8>>, passwords: &[Secret]) -> Result<Opened, OpenError> {
    let weighed = weigh(&bytes).map_err(OpenError::Refused)?;
    let mut opened = unlock(&bytes, passwords)?;
    if weighed.lengths_are_wrong
        && !opened.oddities.iter().any(|odd| matches!(odd, Oddity::Repaired(_) | Oddity::Mended(_)))
    {
        opened.oddities.insert(0, Oddity::Mended("it states the length of a part wrongly".into()));
    }
    Ok(opened)
}

fn unlock(bytes: &Arc<Vec<u8>>, passwords: &[Secret]) -> Result<Opened, OpenError> {
    match attempt(bytes, "") {
        Err(OpenError::Locked(Lock::Password)) => {}
        outcome => return outcome.map(|opened| noted(opened, "encrypted, opens without a password")),
    }
    for spelling in passwords.iter().flat_map(|password| spellings(password.reveal())) {
        match attempt(bytes, &spelling) {
            Err(OpenError::Locked(Lock::Password)) => {}
            outcome => return outcome.map(|opened| noted(opened, "encrypted, opened with its password")),
        }
    }
    Err(OpenError::Locked(Lock::Password))
}

fn noted(mut opened: Opened, note: &str) -> Opened {
    if opened.document.was_encrypted() {
        opened.notes.push(note.to_owned());
    }
    opened
}

/// Opens a PDF with this password.
fn attempt(bytes: &Arc<Vec<u8>>, password: &str) -> Result<Opened, OpenError> {
    let mut attempts = Vec::new();
    let mut second = None;
    for manner in [Manner::Strict, Manner::Lenient, Manner::Rebuilding] {
        let mut document = match Document::load_mem_with_options(bytes, options(manner, bytes, password)) {
            Ok(document) if document.is_encrypted() && !document.trailer.has(b"ID") => {
                return with_identifier(bytes, password);
            }
            Ok(document) if document.is_encrypted() => return Err(OpenError::Locked(lock(&document))),
            Ok(document) => document,
            Err(Error::UnsupportedSecurityHandler(_)) => return Err(OpenError::Locked(Lock::Certificate)),
            Err(Error::Decryption(_) | Error::InvalidPassword) if password.is_empty() => {
                return Err(OpenError::Locked(Lock::Password));
            }
            Err(Error::Decryption(_) | Error::InvalidPassword) => {
                // Passwords that were turned into bytes in an unusual way open in the second reader alone.
                return by_second(bytes, password).ok_or(OpenError::Locked(Lock::Password));
            }
            Err(_) => continue,
        };
        // Asked only now: the first reader refuses bombs, and the second need not see them.
        let second = match second.get_or_insert_with(|| as_second(bytes, &document, password)) {
            Ok(second) => second,
            Err(Refusal::Locked) => return Err(OpenError::Locked(Lock::Password)),
            Err(Refusal::Unreadable) => continue,
        };
        if document.objects.keys().next_back().is_some_and(|id| id.0 > HIGHEST_NUMBER) {
            attempts.push("it numbers its parts as no honest file does".to_owned());
            continue;
        }
        let formal = doubts::formal(&document);
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
            let mut doubts = Doubts::default();
            doubts.say(
                manner == Manner::Rebuilding || document.xref_recovery.is_some(),
                "its directory was rebuilt",
            );
            let found = comparison.filled + mended.found.intersection(&needed).count();
            doubts.count(found, "found by one of two readers only");
            let disputed = comparison.disputed + mended.lost.intersection(&needed).count();
            doubts.count(disputed, "not to be read with certainty");
            doubts.tree(&tree);
            doubts.formal.extend(formal);
            // The description of the encryption is gone once it has been used.
            if !mended.lost.is_subset(&needed) && !document.was_encrypted() {
                doubts.formal.push("parts that no page needs cannot be read".into());
            }
            return finished(document, tree.pages, &needed, doubts, bytes);
        }
    }
    by_second(bytes, password).ok_or_else(|| {
        let reason = attempts.into_iter().next().unwrap_or_else(|| "it is not a readable PDF".into());
        OpenError::Damaged(reason)
    })
}

/// The second reader, on a copy that the first has unlocked if it does not take the password itself.
fn as_second(bytes: &Arc<Vec<u8>>, document: &Document, password: &str) -> Result<SecondReader, Refusal> {
    match SecondReader::open(Arc::clone(bytes), password) {
        Err(Refusal::Locked) if !password.is_empty() && document.was_encrypted() => {
            let mut unlocked = Vec::new();
            let mut copy = document.clone();
            copy.trailer.remove(b"Encrypt");
            copy.encryption_state = None;
            copy.save_to(&mut unlocked).map_err(|_| Refusal::Locked)?;
            SecondReader::open(Arc::new(unlocked), "")
        }
        outcome => outcome,
    }
}

/// The document as the second reader alone sees it, if it finds pages in it.
fn by_second(bytes: &Arc<Vec<u8>>, password: &str) -> Option<Opened> {
    let second = SecondReader::open(Arc::clone(bytes), password).ok()?;
    let counted = second.pages_in_tree().filter(|count| *count > 0)?;
    let mut document = second.document()?;
    let tree = pagetree::walk(&mut document).ok()?;
    if tree.pages.len() != counted || tree.missing > 0 {
        return None;
    }
    let mut doubts = Doubts::default();
    doubts.say(true, "only one of two readers could make sense of it");
    doubts.tree(&tree);
    let needed = needed(&document, &tree.pages);
    finished(document, tree.pages, &needed, doubts, bytes).ok()
}

/// Opens an encrypted file that lacks the identifier its key is made with. (What is tried has none to give way
/// any more, so this comes here once.)
fn with_identifier(bytes: &Arc<Vec<u8>>, password: &str) -> Result<Opened, OpenError> {
    let changed = fileid::supplied(bytes).ok_or(OpenError::Locked(Lock::Password))?;
    let mut opened = attempt(&Arc::new(changed), password)?;
    if !opened.oddities.iter().any(|oddity| matches!(oddity, Oddity::Repaired(_))) {
        opened.oddities.insert(0, Oddity::Repaired("the key to its encryption was incomplete".into()));
    }
    Ok(opened)
}

fn finished(
    mut document: Document,
    pages: Vec<PageEntry>,
    needed: &BTreeSet<ObjectId>,
    mut doubts: Doubts,
    bytes: &[u8],
) -> Result<Opened, OpenError> {
    let soundness =
        sound::mend(&mut document, needed).map_err(|sound::Bomb(why)| OpenError::Refused(why.to_owned()))?;
    doubts.count(soundness.flawed.len(), "spoilt, of which what can be read is shown");
    doubts.count(soundness.hopeless.len(), "named a picture but none, in whose place nothing is shown");
    if soundness.unneeded {
        doubts.formal.push("a part that no page needs is spoilt".into());
    }
    let mut oddities = doubts.oddities();
    oddities.extend(doubts::nature(&document, bytes));
    Ok(Opened { document, pages, notes: Vec::new(), oddities })
}

fn options(manner: Manner, bytes: &[u8], password: &str) -> LoadOptions {
    // What is encrypted could not be weighed: its parts share one ceiling.
    let shared = MOST_UNPACKED / weigh::containers(bytes).max(1);
    LoadOptions {
        password: (!password.is_empty()).then(|| password.to_owned()),
        strict: manner == Manner::Strict,
        force_reconstruct: manner == Manner::Rebuilding,
        max_decompressed_size: Some(shared.max(LEAST_UNPACKED)),
        ..LoadOptions::default()
    }
}

/// What keeps an encrypted document locked. That a password is asked for is believed of either reader.
fn lock(document: &Document) -> Lock {
    let handler = document.get_encrypted().and_then(|own| own.get(b"Filter")).and_then(Object::as_name);
    if handler.is_ok_and(|handler| handler != b"Standard") { Lock::Certificate } else { Lock::Password }
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
    fn the_password_of_the_user_or_of_the_owner_opens_and_no_other() {
        let mut document = Document::with_version("1.4");
        let root = document.new_object_id();
        let page = document.add_object(dictionary! { "Type" => "Page", "Parent" => root });
        let pages = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
        document.objects.insert(root, pages.into());
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
        document.trailer.set("Root", catalog);
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
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        let open =
            |passwords: &[Secret]| open(Arc::new(bytes.clone()), passwords).map(|opened| opened.pages.len());
        assert_eq!(open(&[]), Err(OpenError::Locked(Lock::Password)));
        assert_eq!(open(&[Secret::new("wrong")]), Err(OpenError::Locked(Lock::Password)));
        for right in ["secret", "owner"] {
            assert_eq!(open(&[Secret::new("wrong"), Secret::new(right)]), Ok(1), "{right}");
        }
    }
}
