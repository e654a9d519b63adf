//! The corpus judge: packs every file of a folder of real and hostile input alone and holds the packet against
//! the file, with other people's tools: page counts, findings, and page by page the same picture in two renderers.
//!
//! ```text
//! cargo test --release --test corpus -- --corpus DIR --report FILE [--every-page] [--only TEXT]
//! ```
//!
//! Without arguments the corpus is `CASEBINDER_CORPUS`, or in an optimised build `../shared/corpus`; where it or a
//! tool is absent, the judge says so and stops. `tests/README.md` says what each figure means and keeps the last
//! table.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr
)]

mod boxes;
mod child;
mod draw;
mod judge;
mod likeness;
mod outside;
mod pack;
mod pictures;
mod printed;
mod table;
mod truth;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// How the judge is to work.
pub struct Settings {
    /// The folder of the corpus.
    pub corpus: PathBuf,
    /// Somebody named it.
    pub named: bool,
    /// Where everything that is not right is to be written.
    pub report: Option<PathBuf>,
    /// Compare all pages, not a sample of the long files.
    pub every_page: bool,
    /// Only files whose path holds one of these, divided by commas.
    pub only: Option<String>,
    /// Keep what is made here, to be looked at.
    pub keep: Option<PathBuf>,
    /// `cargo test NAME` asks for another test.
    pub not_asked: bool,
}

fn main() -> ExitCode {
    let settings = settings();
    if let Some(why) = absent(&settings) {
        println!("corpus: SKIPPED, {why}");
        return ExitCode::SUCCESS;
    }
    if !pictures::can_be_compared() {
        println!("corpus: python3 has no Pillow here: picture files are packed, but not compared");
    }
    let documents = truth::read(&settings.corpus, settings.only.as_deref());
    let (next, verdicts) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let settings = Arc::new(settings);
    let workers = std::thread::available_parallelism().map_or(2, |cores| cores.get());
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(document) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let verdict = judge::judge(&settings, document);
                    verdicts.lock().unwrap().push(verdict);
                }
            });
        }
    });
    let mut verdicts = verdicts.into_inner().unwrap();
    verdicts.sort_by(|one, other| one.file.cmp(&other.file));
    println!("{}", table::table(&verdicts));
    if let Some(report) = &settings.report {
        std::fs::write(report, table::report(&verdicts)).unwrap();
        println!("Every file that is not right is named in {}.", report.display());
    }
    for line in table::beyond_the_limits(&verdicts) {
        println!("beyond the limits: {line}");
    }
    let below = table::below_the_mark(&verdicts);
    for line in &below {
        println!("BELOW THE MARK: {line}");
    }
    if below.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn settings() -> Settings {
    let named = std::env::var_os("CASEBINDER_CORPUS").map(PathBuf::from);
    let usual = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let mut settings = Settings {
        named: named.is_some(),
        corpus: named.unwrap_or_else(usual),
        report: None,
        every_page: false,
        only: None,
        keep: None,
        not_asked: false,
    };
    let mut arguments = std::env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--corpus") => {
                settings.corpus = arguments.next().map(PathBuf::from).expect("--corpus DIR");
                settings.named = true;
            }
            Some("--report") => settings.report = arguments.next().map(PathBuf::from),
            Some("--keep") => settings.keep = arguments.next().map(PathBuf::from),
            Some("--only") => settings.only = arguments.next().and_then(|text| text.into_string().ok()),
            Some("--every-page") => settings.every_page = true,
            Some(name) if !name.starts_with('-') => settings.not_asked = !"corpus".contains(name),
            // What `cargo test` hands to every test program is not for this one.
            _ => {}
        }
    }
    settings
}

/// What is not there that the judge needs.
fn absent(settings: &Settings) -> Option<String> {
    if settings.not_asked {
        return Some("another test was asked for".into());
    }
    if !settings.named {
        return Some("it takes many minutes: name it with CASEBINDER_CORPUS or --corpus".into());
    }
    if !settings.corpus.join("MANIFEST.tsv").is_file() {
        return Some(format!("there is no corpus at {}", settings.corpus.display()));
    }
    let tools = ["qpdf", "pdftoppm", "pdftotext", "pdfimages", "mutool"];
    let missing = tools.into_iter().find(|tool| {
        std::process::Command::new(tool)
            .arg("-v")
            .output()
            .is_err_and(|e| e.kind() == std::io::ErrorKind::NotFound)
    });
    missing.map(|tool| format!("{tool} is not on this machine"))
}
