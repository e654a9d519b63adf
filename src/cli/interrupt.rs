//! Ctrl-C: nothing half-written is left, and the exit code is 130.

use std::process;
use std::sync::atomic::{AtomicBool, Ordering};

use super::exit::Exit;

/// Somebody wants the program to stop.
static WANTED: AtomicBool = AtomicBool::new(false);
/// A packet is being written: it must be cleared away before the end.
static WRITING: AtomicBool = AtomicBool::new(false);

/// Listens for Ctrl-C from now on. Without a listener the system ends the program, and the next build clears up.
pub fn listen() {
    let _ = ctrlc::set_handler(|| {
        WANTED.store(true, Ordering::SeqCst);
        if !WRITING.load(Ordering::SeqCst) {
            // Nothing is half done: there is nothing to wait for.
            #[expect(clippy::disallowed_methods, clippy::exit)]
            process::exit(Exit::Interrupted as i32);
        }
    });
}

/// Does work that clears up after itself when it is told to stop.
pub fn while_writing<T>(work: impl FnOnce(&AtomicBool) -> T) -> T {
    WRITING.store(true, Ordering::SeqCst);
    let outcome = work(&WANTED);
    WRITING.store(false, Ordering::SeqCst);
    outcome
}
