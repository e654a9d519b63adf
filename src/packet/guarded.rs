//! Runs work on foreign bytes so that a crash inside a library ends the work and not the program.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

pub use crate::guard::STACK_BYTES;

/// Runs the work on a deep stack of its own; `None` if it crashed.
pub fn guarded<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    thread::scope(|scope| {
        let worker = thread::Builder::new().stack_size(STACK_BYTES);
        match worker.spawn_scoped(scope, || catch_unwind(AssertUnwindSafe(work)).ok()) {
            Ok(worker) => worker.join().ok().flatten(),
            Err(_) => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::guarded;

    fn depth(n: u32) -> u32 {
        let ballast = [n; 64];
        if n == 0 { 0 } else { 1 + depth(n - 1) + ballast[63] - n }
    }

    #[test]
    #[allow(clippy::panic)]
    fn a_crash_ends_the_work_only() {
        assert_eq!(guarded(|| 7), Some(7));
        assert_eq!(guarded(|| -> u32 { panic!("inside a library") }), None);
        assert_eq!(guarded(|| depth(100_000)), Some(100_000));
    }
}
