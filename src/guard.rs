//! Runs work on foreign bytes on a thread of its own, so that a library that crashes or never ends stops one file
//! and not the run.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

/// Evidence may nest its objects deeply; the stack is only reserved, not used.
pub const STACK_BYTES: usize = 256 << 20;

/// Threads that nobody waits for any more, and that may still be at work.
static LEFT_BEHIND: AtomicUsize = AtomicUsize::new(0);

/// With more of them there is no telling whether a file or the crowd takes the time.
const MOST_LEFT_BEHIND: usize = 4;

/// Programs made for finding mistakes are slower by so much.
const SLOWNESS: u64 = if cfg!(debug_assertions) { 10 } else { 1 };

/// How the work ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Ended<T> {
    /// As it should.
    Done(T),
    /// A library crashed.
    Crashed,
    /// It took longer than any honest file does. The thread is left behind.
    TooLong,
    /// It was not begun: too many others have been left behind.
    NotBegun,
}

/// What a file of so many bytes may take. No normal file comes near it, so the clock never decides what a packet
/// holds.
pub fn patience(bytes: u64) -> Duration {
    Duration::from_secs((4 + (bytes >> 24)) * SLOWNESS)
}

/// Runs the work on a deep stack of its own, for no longer than `limit`.
pub fn within<T: Send + 'static>(limit: Duration, work: impl FnOnce() -> T + Send + 'static) -> Ended<T> {
    if LEFT_BEHIND.load(Ordering::SeqCst) >= MOST_LEFT_BEHIND {
        return Ended::NotBegun;
    }
    let (done, outcome) = sync_channel(1);
    let worker = thread::Builder::new().stack_size(STACK_BYTES).spawn(move || {
        let result = catch_unwind(AssertUnwindSafe(work)).ok();
        if done.send(result).is_err() {
            // Nobody waited: it has come to an end after all.
            LEFT_BEHIND.fetch_sub(1, Ordering::SeqCst);
        }
    });
    if worker.is_err() {
        return Ended::NotBegun;
    }
    match outcome.recv_timeout(limit) {
        Ok(Some(result)) => Ended::Done(result),
        Ok(None) | Err(RecvTimeoutError::Disconnected) => Ended::Crashed,
        Err(RecvTimeoutError::Timeout) => {
            LEFT_BEHIND.fetch_add(1, Ordering::SeqCst);
            Ended::TooLong
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;

    fn depth(n: u32) -> u32 {
        let ballast = [n; 64];
        if n == 0 { 0 } else { 1 + depth(n - 1) + ballast[63] - n }
    }

    #[test]
    #[allow(clippy::panic)]
    fn a_crash_or_an_endless_loop_ends_the_work_only() {
        static ENOUGH: AtomicBool = AtomicBool::new(false);
        let long = Duration::from_secs(600);
        assert_eq!(within(long, || 7), Ended::Done(7));
        assert_eq!(within(long, || -> u32 { panic!("inside a library") }), Ended::Crashed);
        assert_eq!(within(long, || depth(100_000)), Ended::Done(100_000));
        let endless = || {
            while !ENOUGH.load(Ordering::SeqCst) {
                thread::yield_now();
            }
        };
        for _ in 0..MOST_LEFT_BEHIND {
            assert_eq!(within(Duration::from_millis(20), endless), Ended::TooLong);
        }
        assert_eq!(within(long, || 7), Ended::NotBegun);
        ENOUGH.store(true, Ordering::SeqCst);
        while LEFT_BEHIND.load(Ordering::SeqCst) > 0 {
            thread::yield_now();
        }
        assert_eq!(within(long, || 7), Ended::Done(7));
    }
}
