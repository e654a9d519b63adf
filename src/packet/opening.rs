//! Opens the sources of a packet ahead of the writer, several at a time, and hands them over in order.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::BindError;
use super::guarded::STACK_BYTES;
use super::reading::open_file;
use crate::guard::{Ended, patience, within};
use crate::hash::{Checksum, sha256_hex};
use crate::intake::Kind;
use crate::pdf::proof::PageProof;
use crate::pdf::source::{OpenError, Source};
use crate::plan::ExhibitSource;
use crate::secret::Secret;

/// Above this many bytes a source is opened only when its turn has come: few of them are in memory at once.
const LARGE: u64 = 16 << 20;

/// A source, ready to be written.
pub struct Ready {
    /// It.
    pub source: Source,
    /// What its pages must show, as far as that is known already, by the page of the source.
    pub proofs: BTreeMap<u32, PageProof>,
}

/// The sources that are being opened, in the order of the packet.
pub struct Openings<'a> {
    entries: &'a [&'a ExhibitSource],
    passwords: &'a [Secret],
    state: Mutex<State>,
    changed: Condvar,
    next: AtomicUsize,
    ahead: usize,
}

#[derive(Default)]
struct State {
    ready: BTreeMap<usize, Result<Ready, BindError>>,
    /// How many the writer has taken.
    taken: usize,
    /// The writer wants no more.
    closed: bool,
}

/// Does the work while the sources are opened on threads of their own; locked ones with the first password that fits.
pub fn open_ahead<T>(
    entries: &[&ExhibitSource],
    passwords: &[Secret],
    work: impl FnOnce(&Openings<'_>) -> T,
) -> T {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(entries.len());
    let openings = Openings {
        entries,
        passwords,
        state: Mutex::default(),
        changed: Condvar::new(),
        next: AtomicUsize::new(0),
        ahead: threads + 1,
    };
    thread::scope(|scope| {
        let _close = Close(&openings);
        for _ in 0..threads {
            // One that cannot be started is missed by nobody: the writer opens what is not being opened.
            let _ =
                thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, || openings.open_all());
        }
        work(&openings)
    })
}

/// Sends the threads home, also when the work fails.
struct Close<'o, 'a>(&'o Openings<'a>);

impl Drop for Close<'_, '_> {
    fn drop(&mut self) {
        self.0.state().closed = true;
        self.0.changed.notify_all();
    }
}

impl Openings<'_> {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn open_all(&self) {
        loop {
            let number = self.next.fetch_add(1, Ordering::SeqCst);
            let Some(entry) = self.entries.get(number) else { return };
            let has_to_wait = |state: &mut State| {
                let ahead = if entry.bytes > LARGE { 0 } else { self.ahead };
                !state.closed && number > state.taken + ahead
            };
            let state = self.changed.wait_while(self.state(), has_to_wait);
            if state.unwrap_or_else(PoisonError::into_inner).closed {
                return;
            }
            let ready = opened(entry, self.passwords);
            self.state().ready.insert(number, ready);
            self.changed.notify_all();
        }
    }

    /// The source with this number; the writer takes them in order.
    ///
    /// # Errors
    /// If it cannot be opened, or is not what was scanned.
    pub fn take(&self, number: usize) -> Result<Ready, BindError> {
        if self.next.fetch_max(number + 1, Ordering::SeqCst) <= number {
            // No thread has come to it.
            self.state().taken = number + 1;
            return match self.entries.get(number) {
                Some(entry) => opened(entry, self.passwords),
                None => Err(BindError::Compose(format!("the packet has no source {number}"))),
            };
        }
        let mut state = self.state();
        state.taken = number;
        self.changed.notify_all();
        let mut state = self
            .changed
            .wait_while(state, |state| !state.ready.contains_key(&number))
            .unwrap_or_else(PoisonError::into_inner);
        state.taken = number + 1;
        self.changed.notify_all();
        let ready = state.ready.remove(&number);
        ready.unwrap_or_else(|| Err(BindError::Compose(format!("source {number} was lost"))))
    }
}

/// Opens a source on a thread that can be left behind if it never ends. The scan has seen it end, so this hardly
/// ever happens.
fn opened(entry: &ExhibitSource, passwords: &[Secret]) -> Result<Ready, BindError> {
    let limit = patience(entry.bytes).saturating_mul(LONGER_THAN_A_LOOK);
    let (own, passwords) = (entry.clone(), passwords.to_vec());
    match within(limit, move || open(&own, &passwords)) {
        Ended::Done(ready) => ready,
        Ended::Crashed => Err(broken(entry, 0, "a library gave up on it".to_owned())),
        Ended::TooLong | Ended::NotBegun => {
            Err(broken(entry, 0, "reading it takes longer than any honest file".to_owned()))
        }
    }
}

/// Binding looks at every page, the scan at the file.
const LONGER_THAN_A_LOOK: u32 = 4;

fn broken(entry: &ExhibitSource, page: u32, why: String) -> BindError {
    BindError::Source { path: entry.path.clone(), page, why }
}

/// Opens a source, if it still is what was scanned.
fn open(entry: &ExhibitSource, passwords: &[Secret]) -> Result<Ready, BindError> {
    let changed = |how: String| BindError::Changed { path: entry.path.clone(), how };
    let mut bytes = Vec::new();
    // One byte more than was scanned tells that it grew; a file that grows without end is not read to its end.
    let read = open_file(&entry.on_disk)
        .and_then(|file| file.take(entry.bytes.saturating_add(1)).read_to_end(&mut bytes));
    read.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => changed("it is not there any more".into()),
        _ => changed(format!("it cannot be read any more ({error})")),
    })?;
    if Checksum::of(&bytes) != entry.checksum {
        return Err(changed("its contents are not those that were scanned".into()));
    }
    let (bytes, kind) = match entry.conversion.as_ref().and_then(|conversion| conversion.made.as_ref()) {
        None => (bytes, entry.kind),
        Some(made) => {
            let pdf = std::fs::read(&made.on_disk)
                .map_err(|error| changed(format!("the PDF made of it cannot be read any more ({error})")))?;
            if sha256_hex(&pdf) != made.sha256 {
                return Err(changed("the PDF made of it is not the one that was made".into()));
            }
            (pdf, Kind::Pdf)
        }
    };
    let mut source = Source::open(bytes, kind, passwords).map_err(|error| {
        let why = match error {
            OpenError::Locked(_) => "it needs a password that is not known any more".to_owned(),
            OpenError::Damaged(why) | OpenError::Refused(why) => why,
        };
        broken(entry, 0, why)
    })?;
    // Of a picture of many frames only one is kept in memory: its proofs are made when each is written.
    let ahead = if source.is_picture() && source.page_count() > 1 { &[] } else { entry.pages.as_slice() };
    let mut proofs = BTreeMap::new();
    for &page in ahead {
        proofs.insert(page, source.proof(page).map_err(|why| broken(entry, page, why))?);
    }
    Ok(Ready { source, proofs })
}
