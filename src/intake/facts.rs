//! What the bytes of one file tell: kind, pages, state.

use std::sync::Arc;

use super::junk::junk;
use super::media::{Sniffed, sniff};
use super::{Comment, Content, Kind, Lock, Oddity, PageSize, State};
use crate::guard::{Ended, patience, within};
use crate::pdf;
use crate::secret::Secret;

/// What the bytes told.
#[derive(Debug)]
pub(super) struct Facts {
    pub kind: Kind,
    pub pages: Option<u32>,
    pub sizes: Vec<PageSize>,
    pub state: State,
    pub notes: Vec<String>,
    pub oddities: Vec<Oddity>,
    pub comments: Vec<Comment>,
    pub content: Content,
}

impl Facts {
    fn of_state(kind: Kind, state: State) -> Self {
        Facts {
            kind,
            pages: None,
            sizes: Vec::new(),
            state,
            notes: Vec::new(),
            oddities: Vec::new(),
            comments: Vec::new(),
            content: Content::default(),
        }
    }
}

/// Looks into a file of this name. The passwords are tried if it is locked.
pub(super) fn facts(name: &str, bytes: Vec<u8>, passwords: &[Secret]) -> Facts {
    let sniffed = sniff(&bytes);
    if let Some(litter) = junk(name, sniffed.kind, &bytes) {
        return Facts::of_state(sniffed.kind, State::Junk(litter.into()));
    }
    if bytes.is_empty() {
        return Facts::of_state(Kind::Unknown, State::Empty);
    }
    let mut facts = match sniffed.kind {
        Kind::Pdf => {
            let passwords = passwords.to_vec();
            guarded(Kind::Pdf, bytes, move |bytes| of_pdf(bytes, &passwords))
        }
        kind @ (Kind::Jpeg | Kind::Png | Kind::Tiff) => {
            guarded(kind, bytes, move |bytes| of_picture(kind, &bytes))
        }
        kind => Facts::of_state(kind, unbindable(name, sniffed, &bytes)),
    };
    facts.notes.extend(misnamed(name, sniffed));
    facts
}

/// Runs a reader of foreign formats; a reader that gives up, or never ends, does so for one file and not for the
/// case.
fn guarded(kind: Kind, bytes: Vec<u8>, look: impl FnOnce(Arc<Vec<u8>>) -> Facts + Send + 'static) -> Facts {
    let limit = patience(bytes.len() as u64);
    match within(limit, move || look(Arc::new(bytes))) {
        Ended::Done(facts) => facts,
        Ended::Crashed => Facts::of_state(kind, State::Damaged("a library gave up on it".into())),
        Ended::TooLong => {
            Facts::of_state(kind, State::Refused("reading it takes longer than any honest file".into()))
        }
        Ended::NotBegun => {
            let why = "other files that cannot be read to their end keep this computer busy";
            Facts::of_state(kind, State::Refused(why.into()))
        }
    }
}

fn of_pdf(bytes: Arc<Vec<u8>>, passwords: &[Secret]) -> Facts {
    let told = pdf::inspect::inspect(bytes, passwords);
    let state = match (told.state, told.pages) {
        (State::Sound, Some(0)) => State::Damaged("it has no pages".into()),
        (state, _) => state,
    };
    Facts {
        kind: Kind::Pdf,
        pages: told.pages,
        sizes: told.sizes,
        state,
        notes: told.notes,
        oddities: told.oddities,
        comments: told.comments,
        content: told.content,
    }
}

fn of_picture(kind: Kind, bytes: &[u8]) -> Facts {
    match pdf::picture::inspect(bytes, kind) {
        Ok(told) if told.frames.is_empty() => {
            Facts::of_state(kind, State::Damaged("there is no picture in it".into()))
        }
        Ok(told) => Facts {
            kind,
            pages: u32::try_from(told.frames.len()).ok(),
            sizes: told.frames,
            state: State::Sound,
            notes: told.notes,
            oddities: Vec::new(),
            comments: Vec::new(),
            content: Content::default(),
        },
        Err(why) => Facts::of_state(kind, State::Damaged(why)),
    }
}

/// The state of a file that cannot be bound as it is.
fn unbindable(name: &str, sniffed: Sniffed, bytes: &[u8]) -> State {
    let promised = promised(name).filter(|(_, kind)| *kind != Kind::Word);
    let is_text = matches!(sniffed.kind, Kind::Text | Kind::Html);
    if sniffed.locked {
        State::Locked(Lock::Password)
    } else if is_text && promised.is_some() {
        // A download that failed leaves the words of the failure under the name of the document.
        State::Damaged(format!(
            "it is {}, perhaps an error message saved in place of the document",
            sniffed.what
        ))
    } else if sniffed.kind != Kind::Unknown || sniffed.what != "a file of unknown kind" {
        State::NeedsConversion(sniffed.what.into())
    } else if bytes.iter().all(|&byte| byte == 0) {
        State::Damaged("it holds nothing but zeros; it was probably not copied to its end".into())
    } else {
        State::Damaged("not a file of any kind casebinder knows".into())
    }
}

/// A note when the extension promises another kind than the bytes are.
fn misnamed(name: &str, sniffed: Sniffed) -> Option<String> {
    let (extension, promised) = promised(name)?;
    let differs = promised != sniffed.kind && sniffed.kind != Kind::Unknown;
    differs.then(|| format!("its name ends in .{extension}, but it is {}", sniffed.what))
}

/// The kind of document or picture that the extension promises.
fn promised(name: &str) -> Option<(String, Kind)> {
    let extension = name.rsplit_once('.')?.1.to_lowercase();
    let kind = match extension.as_str() {
        "pdf" => Kind::Pdf,
        "jpg" | "jpeg" | "jpe" | "jfif" => Kind::Jpeg,
        "png" => Kind::Png,
        "tif" | "tiff" => Kind::Tiff,
        "heic" | "heif" => Kind::Heic,
        "doc" | "docx" => Kind::Word,
        _ => return None,
    };
    Some((extension, kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crash_in_a_reader_is_damage_of_one_file() {
        let facts = guarded(Kind::Pdf, Vec::new(), |_| {
            let numbers: Vec<u8> = Vec::new();
            let index = numbers.len() + 1;
            Facts::of_state(Kind::Pdf, State::Damaged(format!("{}", numbers[index])))
        });
        assert_eq!(facts.state, State::Damaged("a library gave up on it".into()));
    }

    #[test]
    fn every_unbindable_kind_says_what_it_is() {
        let state = |name: &str, bytes: &[u8]| facts(name, bytes.to_vec(), &[]).state;
        assert_eq!(state("a.txt", b"Hola"), State::NeedsConversion("a text file".into()));
        assert_eq!(state("a.pdf", b"{\\rtf1 x}"), State::NeedsConversion("an RTF document".into()));
        assert_eq!(
            state("a.wpd", b"\xFFWPC\x10\0\0\0"),
            State::NeedsConversion("a WordPerfect document".into())
        );
        assert_eq!(state("a.pdf", b""), State::Empty);
        assert!(
            matches!(state("a.pdf", b"<html>404 Not Found"), State::Damaged(why) if why.contains("web page"))
        );
        assert!(matches!(state("a.pdf", &[0; 4096]), State::Damaged(why) if why.contains("zeros")));
        assert!(matches!(state("a.pdf", b"\x01\x02\x03"), State::Damaged(why) if why.contains("knows")));
    }

    #[test]
    fn litter_is_litter_even_when_empty() {
        assert!(matches!(facts("Icon\r", Vec::new(), &[]).state, State::Junk(_)));
        assert_eq!(facts("passport.pdf", Vec::new(), &[]).state, State::Empty);
    }

    #[test]
    fn a_wrong_extension_is_noted() {
        let notes = facts("passport.jpg", b"{\\rtf1 x}".to_vec(), &[]).notes;
        assert_eq!(notes, ["its name ends in .jpg, but it is an RTF document"]);
        assert!(facts("letter.docx", b"\x01\x02".to_vec(), &[]).notes.is_empty());
    }
}
