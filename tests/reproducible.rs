//! The same evidence, case file and day give the same bytes, whatever the machine is like.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]
#![cfg(unix)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{code, project, stderr, tree};

const TODAY: &str = "2026-11-22";

/// One way in which a machine can be.
struct Machine {
    name: &'static str,
    variables: &'static [(&'static str, &'static str)],
    umask: &'static str,
    /// What stands before the program.
    wrapper: &'static [&'static str],
    /// The folder in which the case lies, below a temporary one.
    place: &'static str,
    /// Are its files made in reverse order, with other dates?
    reversed: bool,
    /// Is the case named by where it is from here, or by its whole path from elsewhere?
    relative: bool,
}

const PLAIN: Machine = Machine {
    name: "as it is",
    variables: &[],
    umask: "022",
    wrapper: &[],
    place: "case",
    reversed: false,
    relative: true,
};

fn machines() -> Vec<Machine> {
    vec![
        PLAIN,
        Machine { name: "TZ east", variables: &[("TZ", "Pacific/Kiritimati")], ..PLAIN },
        Machine { name: "TZ west", variables: &[("TZ", "Pacific/Niue")], ..PLAIN },
        Machine { name: "TZ unknown", variables: &[("TZ", "Nowhere/At-All")], ..PLAIN },
        Machine {
            name: "Turkish",
            variables: &[("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")],
            ..PLAIN
        },
        Machine { name: "C locale", variables: &[("LANG", "C"), ("LC_ALL", "C")], ..PLAIN },
        Machine { name: "no locale", variables: &[("LANG", ""), ("LC_ALL", "")], ..PLAIN },
        Machine { name: "umask 077", umask: "077", ..PLAIN },
        Machine { name: "umask 000", umask: "000", ..PLAIN },
        Machine {
            name: "other user",
            variables: &[("USER", "ana"), ("HOME", "/nowhere"), ("LOGNAME", "ana")],
            ..PLAIN
        },
        Machine { name: "one thread", variables: &[("RAYON_NUM_THREADS", "1")], ..PLAIN },
        Machine { name: "64 threads", variables: &[("RAYON_NUM_THREADS", "64")], ..PLAIN },
        Machine { name: "one core", wrapper: &["taskset", "-c", "0"], ..PLAIN },
        Machine { name: "slow", wrapper: &["nice", "-n", "19"], ..PLAIN },
        Machine { name: "files reversed", reversed: true, ..PLAIN },
        Machine {
            name: "long path",
            place: "Ä b/c'd/$x (1)/ñandú/eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee",
            ..PLAIN
        },
        Machine { name: "from elsewhere", relative: false, ..PLAIN },
        Machine { name: "SOURCE_DATE_EPOCH", variables: &[("SOURCE_DATE_EPOCH", "1")], ..PLAIN },
        Machine {
            name: "wide terminal",
            variables: &[("COLUMNS", "400"), ("TERM", "xterm"), ("CLICOLOR_FORCE", "1")],
            ..PLAIN
        },
        Machine { name: "other temporary folder", variables: &[("TMPDIR", "/nowhere")], ..PLAIN },
        Machine {
            name: "all of it",
            variables: &[
                ("TZ", "Asia/Kathmandu"),
                ("LANG", "ar_EG.UTF-8"),
                ("RAYON_NUM_THREADS", "3"),
                ("HOME", "/"),
            ],
            umask: "027",
            wrapper: &["taskset", "-c", "0"],
            place: "x/y",
            reversed: true,
            relative: false,
        },
    ]
}

/// A copy of the case, its files made in this order.
fn copy(from: &Path, to: &Path, reversed: bool) {
    let mut files = tree(from);
    files.retain(|(name, _)| {
        !name.starts_with("expected/") && !name.starts_with("packet/") && name != "history.jsonl"
    });
    if reversed {
        files.reverse();
    }
    for (name, bytes) in files {
        let file = to.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, bytes).unwrap();
        if reversed {
            let old = std::time::UNIX_EPOCH + std::time::Duration::from_secs(86_400 * 365 * 40);
            fs::File::options().write(true).open(&file).unwrap().set_modified(old).unwrap();
        }
    }
}

fn build(case: &Path, machine: &Machine) -> Vec<(String, Vec<u8>)> {
    let (there, named): (PathBuf, PathBuf) = match machine.relative {
        true => (case.to_owned(), PathBuf::from(".")),
        false => (PathBuf::from("/"), case.to_owned()),
    };
    let mut build = Command::new("sh");
    build.args(["-c", &format!("umask {}; exec \"$@\"", machine.umask), "sh"]);
    build.args(machine.wrapper).arg(env!("CARGO_BIN_EXE_casebinder")).args(["build", "--today", TODAY, "-q"]);
    build
        .arg(named)
        .arg("-o")
        .arg(case.join("packet"))
        .envs(machine.variables.iter().copied())
        .current_dir(there);
    let output = build.output().unwrap();
    assert_eq!(code(&output), 0, "{}: {}", machine.name, stderr(&output));
    tree(&case.join("packet"))
}

#[test]
fn every_machine_makes_the_same_packet() {
    let case = project("fixtures/cases/court-family");
    let has_taskset = Command::new("taskset").arg("-V").output().is_ok();
    // A build of the tests is ten times as slow.
    let every = 4;
    let mut first: Option<Vec<(String, Vec<u8>)>> = None;
    let mut compared = 0;
    for machine in machines().iter().rev().step_by(every) {
        if machine.wrapper.first() == Some(&"taskset") && !has_taskset {
            eprintln!("SKIPPED: {} (no taskset here)", machine.name);
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let copied = folder.path().join(machine.place);
        copy(&case, &copied, machine.reversed);
        let packet = build(&copied, machine);
        compared += 1;
        match &first {
            None => first = Some(packet),
            Some(first) => {
                for (one, other) in first.iter().zip(&packet) {
                    assert!(one == other, "{}: {} differs", machine.name, other.0);
                }
                assert_eq!(first.len(), packet.len(), "{}", machine.name);
            }
        }
    }
    eprintln!("{compared} environments compared: the same bytes");
}

/// The day is written into a packet. Where nobody names it, the one that build systems name is taken, and said.
#[test]
fn the_day_can_come_from_source_date_epoch() {
    let (_keep, case) = common::case("court-late");
    let mut build = common::casebinder();
    build.current_dir(&case).args(["build", "--draft", "-q"]).env("SOURCE_DATE_EPOCH", "1795305600");
    let output = build.output().unwrap();
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(stderr(&output).contains("2026-11-22 (SOURCE_DATE_EPOCH)"), "{}", stderr(&output));
    let manifest = fs::read_to_string(case.join("packet/manifest.json")).unwrap();
    assert!(manifest.contains("\"as_of\": \"2026-11-22\""));
    // A check looks at today's deadlines, whatever a build system says.
    let mut check = common::casebinder();
    check.current_dir(&case).args(["check", "--no-history", "--format", "json"]);
    let output = check.env("SOURCE_DATE_EPOCH", "1").output().unwrap();
    assert!(!common::stdout(&output).contains("\"today\": \"1970-01-01\""));
}
