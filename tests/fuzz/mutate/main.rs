//! Mutations of the fixtures, the same every time, thrown at everything that reads bytes of strangers. It needs nothing
//! but the stable compiler:
//!
//! ```sh
//! cargo run --release --example mutate -- 300 [ENTRY] [SEED]
//! ```
//!
//! Seconds, the entry (default: all), the number to begin with. A crash in the program's own code, or a run that takes
//! more than ten seconds, is kept as a file below `target/mutate` and makes the exit code 1. Crashes in libraries are
//! counted: the program catches them where it reads evidence.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods, clippy::exit)]

#[path = "../entries.rs"]
mod entries;

use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use std::{env, fs, process, thread};

use entries::ENTRIES;

/// Where the last crash was.
static PLACE: Mutex<String> = Mutex::new(String::new());

/// Xorshift: chance that is the same every time.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }
}

const WORDS: [&[u8]; 28] = [
    b"-1",
    b"0",
    b"4294967295",
    b"2147483648",
    b"18446744073709551615",
    b"1e999",
    b"nan",
    b"\"",
    b"'''",
    b"[[",
    b"]]",
    b"{",
    b"<<",
    b">>",
    b"/Kids",
    b"/Parent 1 0 R",
    b"/Count 99999999",
    b"/Type/Page",
    b"1 0 R",
    b"stream",
    b"endobj",
    b"\xff\xd8",
    b"\xff\xff",
    b"\0\0\0\0",
    b"\xf0\x9f\x98\x80",
    b"\xe2\x80\xae",
    b"9999-12-31",
    b"\x80",
];

fn mutated(chance: &mut Chance, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = seeds[chance.below(seeds.len())].clone();
    for _ in 0..=chance.below(6) {
        let at = chance.below(bytes.len() + 1);
        let most = 1 << (1 + chance.below(9));
        let length = 1 + chance.below(most);
        let end = (at + length).min(bytes.len());
        match chance.below(9) {
            0 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
            1 if at < bytes.len() => bytes[at] = chance.next() as u8,
            2 => drop(bytes.drain(at..end)),
            3 => {
                let copy = bytes[at..end].to_vec();
                let to = chance.below(bytes.len() + 1);
                drop(bytes.splice(to..to, copy));
            }
            4 => drop(bytes.splice(at..at, WORDS[chance.below(WORDS.len())].iter().copied())),
            5 => bytes.truncate(at),
            6 => {
                let other = &seeds[chance.below(seeds.len())];
                let from = chance.below(other.len() + 1);
                let part = other[from..(from + length).min(other.len())].to_vec();
                drop(bytes.splice(at..end, part));
            }
            7 => {
                // A number becomes another one.
                let digits = bytes[at..].iter().position(u8::is_ascii_digit).map(|place| at + place);
                if let Some(start) = digits {
                    let end = bytes[start..]
                        .iter()
                        .position(|byte| !byte.is_ascii_digit())
                        .map_or(bytes.len(), |end| start + end);
                    drop(bytes.splice(start..end, WORDS[chance.below(5)].iter().copied()));
                }
            }
            _ => drop(bytes.splice(at..end, vec![chance.next() as u8; length.min(64)])),
        }
        bytes.truncate(2 << 20);
    }
    bytes
}

fn main() {
    let arguments: Vec<String> = env::args().collect();
    let seconds: u64 = arguments.get(1).and_then(|word| word.parse().ok()).unwrap_or(60);
    let only = arguments.get(2).filter(|word| ENTRIES.iter().any(|entry| entry.0 == word.as_str())).cloned();
    let seed: u64 =
        arguments.last().and_then(|word| word.parse().ok()).filter(|_| arguments.len() > 2).unwrap_or(1);
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    panic::set_hook(Box::new(|crash| {
        *PLACE.lock().unwrap() = crash.location().map(ToString::to_string).unwrap_or_default();
    }));
    let entries: Vec<_> =
        ENTRIES.iter().filter(|entry| only.as_ref().is_none_or(|only| entry.0 == only)).collect();
    let share = Duration::from_secs(seconds) / entries.len() as u32;
    let mut bad = 0;
    for (name, endings, run) in entries {
        let name: &'static str = name;
        let (run, seeds) = (*run, entries::seeds(project, endings));
        let worker = thread::Builder::new()
            .stack_size(256 << 20)
            .spawn(move || campaign(name, run, &seeds, share, seed));
        bad += worker.unwrap().join().unwrap();
    }
    process::exit(i32::from(bad > 0));
}

/// Throws mutations at one entry; the number of bad ones.
fn campaign(name: &str, run: fn(&[u8]), seeds: &[Vec<u8>], share: Duration, seed: u64) -> usize {
    let begun = Instant::now();
    let (mut runs, mut bad, mut longest) = (0_u64, 0, Duration::ZERO);
    let mut of_libraries: BTreeMap<String, u64> = BTreeMap::new();
    while begun.elapsed() < share {
        let mut chance =
            Chance((seed << 40) ^ (runs.wrapping_add(1)).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let bytes = if (runs as usize) < seeds.len() {
            seeds[runs as usize].clone()
        } else {
            mutated(&mut chance, seeds)
        };
        let started = Instant::now();
        let crashed = panic::catch_unwind(AssertUnwindSafe(|| run(&bytes))).is_err();
        let took = started.elapsed();
        longest = longest.max(took);
        runs += 1;
        let place = if crashed { PLACE.lock().unwrap().clone() } else { String::new() };
        let ours = crashed && (place.starts_with("src/") || place.contains("/tests/fuzz/"));
        if ours || took > Duration::from_secs(10) {
            bad += 1;
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/mutate");
            let file = folder.join(format!("{name}-{seed}-{runs}"));
            fs::create_dir_all(&folder).and_then(|()| fs::write(&file, &bytes)).unwrap();
            println!(
                "{name}: {} after {took:?} at {place}: {}",
                if crashed { "crash" } else { "slow" },
                file.display()
            );
        } else if crashed {
            let library = place
                .rsplit("/src/")
                .nth(1)
                .unwrap_or(&place)
                .rsplit('/')
                .next()
                .unwrap_or_default()
                .to_owned();
            *of_libraries.entry(library).or_default() += 1;
        }
    }
    println!(
        "{name}: {runs} executions of {} seeds in {:?}, longest {longest:?}, {bad} bad; crashes inside libraries, which are caught: {of_libraries:?}",
        seeds.len(),
        begun.elapsed()
    );
    bad
}
