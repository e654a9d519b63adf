//! If casebinder itself makes a mistake: a message and an exit code instead of a crash.

use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::sync::Mutex;

use super::exit::Exit;
use super::say;

/// Where the last mistake happened. Mistakes of libraries on single files are caught and told elsewhere, so the
/// usual text on stderr is held back.
static PLACE: Mutex<Option<String>> = Mutex::new(None);

/// Runs the program; a mistake that nobody else caught is told here.
pub fn guard(run: impl FnOnce() -> ExitCode) -> ExitCode {
    panic::set_hook(Box::new(|mistake| {
        if let Ok(mut place) = PLACE.lock() {
            *place = Some(mistake.to_string());
        }
    }));
    panic::catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| {
        let place = PLACE.lock().ok().and_then(|mut place| place.take()).unwrap_or_default();
        say::talk(&format!(
            "error: casebinder made a mistake and stopped; the evidence is untouched and no packet was written.\n  Please report this: {}\n",
            place.replace('\n', " ")
        ));
        Exit::CouldNot.into()
    })
}
