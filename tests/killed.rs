//! Whatever happens to a build, the old packet or the new one is there, whole.
//!
//! The program is killed at many moments and at many bytes of what it writes, the disk is full or read-only, the
//! evidence changes while it is read, others build and verify at the same time.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::disallowed_methods, clippy::print_stderr)]
#![cfg(unix)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use common::{case, casebinder, code, run_in, stderr, stdout, tree};

/// A build of the tests is ten times as slow: fewer moments there.
const MOMENTS: u32 = 24;
const BYTES: u32 = 8;
const DAYS: [&str; 2] = ["2026-11-22", "2026-11-23"];

type Tree = Vec<(String, Vec<u8>)>;

/// A case with the packets of two days, to know them again.
struct Bench {
    _keep: tempfile::TempDir,
    case: PathBuf,
    packets: [Tree; 2],
    took: Duration,
}

impl Bench {
    fn new() -> Bench {
        let (keep, case) = case("court-family");
        let mut took = Duration::ZERO;
        let packets = DAYS.map(|day| {
            let begun = Instant::now();
            let built = run_in(&case, &["build", "--today", day, "-q"]);
            took = begun.elapsed();
            assert_eq!(code(&built), 0, "{}", stderr(&built));
            assert_eq!(code(&run_in(&case, &["verify", "packet", "--evidence", "evidence"])), 0);
            tree(&case.join("packet"))
        });
        assert!(packets[0] != packets[1], "two days make two packets");
        Bench { _keep: keep, case, packets, took }
    }

    fn start(&self, day: &str) -> Child {
        let mut build = casebinder();
        build.current_dir(&self.case).args(["build", "--today", day, "-q"]);
        build.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// One of the two packets is there, to the last byte; which.
    fn whole(&self, when: &str) -> usize {
        let there = tree(&self.case.join("packet"));
        let which = self.packets.iter().position(|packet| *packet == there);
        which.unwrap_or_else(|| {
            let names: Vec<&String> = there.iter().map(|(name, _)| name).collect();
            panic!("{when}: neither the old packet nor the new one is there: {names:?}")
        })
    }

    /// The next build works, and nothing is left beside the packet.
    fn comes_clean(&self) {
        let built = run_in(&self.case, &["build", "--today", DAYS[0], "-q"]);
        assert_eq!(code(&built), 0, "{}", stderr(&built));
        assert_eq!(self.whole("after all"), 0);
        assert_eq!(litter(&self.case), [""; 0]);
        assert_eq!(code(&run_in(&self.case, &["verify", "packet", "--evidence", "evidence"])), 0);
    }
}

fn litter(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    names.map(|name| name.to_string_lossy().into_owned()).filter(|name| name.starts_with('.')).collect()
}

/// Says a figure, also when all is well (`cargo test -- --nocapture`).
fn count(text: &str) {
    eprintln!("{text}");
}

#[test]
fn killed_at_any_moment() {
    let bench = Bench::new();
    let (mut replaced, mut ended, mut there) = (0, 0, 1);
    for moment in 0..MOMENTS {
        let mut build = bench.start(DAYS[1 - there]);
        if moment % 2 == 0 {
            // Over the whole run.
            thread::sleep(bench.took * moment / MOMENTS);
        } else {
            // When the last file is written: the packets are about to change places.
            let last = bench.case.join(".packet.partial/SHA256SUMS");
            while !last.exists() && build.try_wait().unwrap().is_none() {
                thread::sleep(Duration::from_micros(50));
            }
            thread::sleep(Duration::from_micros(u64::from(moment) * 40_000 / u64::from(MOMENTS)));
        }
        let _ = build.kill();
        let status = build.wait().unwrap();
        let now = bench.whole(&format!("moment {moment}"));
        replaced += usize::from(now != there);
        there = now;
        ended += usize::from(status.code().is_some());
    }
    bench.comes_clean();
    count(&format!("killed at {MOMENTS} moments: {ended} had ended, {replaced} had replaced the packet"));
}

/// `ulimit -f` ends the program (SIGXFSZ) at the byte, or refuses it the byte (the signal ignored).
#[test]
fn stopped_at_any_byte_it_writes() {
    let bench = Bench::new();
    let largest = bench.packets[0].iter().map(|(_, bytes)| bytes.len() as u32).max().unwrap();
    let blocks = largest.div_ceil(512);
    let program = env!("CARGO_BIN_EXE_casebinder");
    let mut refused = 0;
    for part in 0..BYTES {
        let limit = blocks * part / BYTES;
        for trap in ["", "trap '' XFSZ; "] {
            let script =
                format!("ulimit -c 0; ulimit -f {limit}; {trap}exec \"$0\" build --today {} -q", DAYS[0]);
            let output = Command::new("sh")
                .args(["-c", &script, program])
                .env("NO_COLOR", "1")
                .current_dir(&bench.case)
                .output()
                .unwrap();
            let when = format!("{limit} blocks{}", if trap.is_empty() { "" } else { ", refused" });
            assert_ne!(output.status.code(), Some(0), "{when}");
            if !trap.is_empty() {
                assert_eq!(output.status.code(), Some(1), "{when}: {}", stderr(&output));
                assert!(stderr(&output).contains("no packet was written"), "{when}: {}", stderr(&output));
                assert_eq!(litter(&bench.case), [""; 0], "{when}");
                refused += 1;
            }
            assert_eq!(bench.whole(&when), 1, "{when}: the old packet stays");
        }
    }
    bench.comes_clean();
    count(&format!("stopped at {BYTES} bytes, refused {refused}"));
}

#[test]
fn a_history_is_never_torn() {
    let (_keep, case) = case("court-missing");
    let history = case.join("history.jsonl");
    let check = ["check", "--today", DAYS[0], "-q"];
    let begun = Instant::now();
    run_in(&case, &check);
    let took = begun.elapsed();
    for moment in 0..MOMENTS / 4 {
        let mut child = casebinder();
        child.current_dir(&case).args(check).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = child.spawn().unwrap();
        thread::sleep(took * moment / (MOMENTS / 4));
        let _ = child.kill();
        child.wait().unwrap();
        let text = fs::read_to_string(&history).unwrap();
        for line in text.lines() {
            assert!(serde_json::from_str::<serde_json::Value>(line).is_ok(), "moment {moment}: {line}");
        }
    }
    // A line torn by a power cut stays alone with its damage.
    let mut torn = fs::read(&history).unwrap();
    torn.truncate(torn.len() - 20);
    torn.push(0xff);
    fs::write(&history, &torn).unwrap();
    run_in(&case, &check);
    let after = fs::read(&history).unwrap();
    assert!(after.starts_with(&torn));
    let last = after[torn.len()..].strip_prefix(b"\n").expect("a line of its own");
    assert!(serde_json::from_slice::<serde_json::Value>(last).is_ok());
    // Many at once: a line each.
    let lines = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == b'\n').count();
    thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| run_in(&case, &check));
        }
    });
    let now = fs::read(&history).unwrap();
    assert_eq!(lines(&now), lines(&after) + 6);
    assert!(
        now[after.len()..]
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty())
            .all(|line| { serde_json::from_slice::<serde_json::Value>(line).is_ok() })
    );
}

#[test]
fn two_builds_at_once() {
    let bench = Bench::new();
    let rounds = 2;
    let mut refused = 0;
    for round in 0..rounds {
        let outputs: Vec<_> = thread::scope(|scope| {
            let builds: Vec<_> = DAYS
                .iter()
                .chain(&DAYS)
                .map(|day| scope.spawn(|| run_in(&bench.case, &["build", "--today", day, "-q"])))
                .collect();
            builds.into_iter().map(|build| build.join().unwrap()).collect()
        });
        assert!(outputs.iter().any(|output| code(output) == 0), "round {round}: nobody won");
        for output in outputs.iter().filter(|output| code(output) != 0) {
            assert_eq!(code(output), 1, "{}", stderr(output));
            let said = stderr(output);
            assert!(said.contains("another casebinder is writing") && said.contains("process "), "{said}");
            assert!(said.contains("wait until it is done"), "{said}");
            refused += 1;
        }
        bench.whole(&format!("round {round}"));
    }
    bench.comes_clean();
    count(&format!("{rounds} rounds of 4 builds at once: {refused} were told to wait"));
}

#[test]
fn a_check_or_a_look_at_the_packet_during_builds_sees_one_state() {
    let bench = Bench::new();
    let builds = 2;
    let check = ["check", "--today", DAYS[0], "--no-history", "--format", "json"];
    let expected = stdout(&run_in(&bench.case, &check));
    let (done, looks) = (AtomicBool::new(false), AtomicUsize::new(0));
    thread::scope(|scope| {
        scope.spawn(|| {
            for build in 0..builds {
                assert!(bench.start(DAYS[build % 2]).wait().unwrap().success());
            }
            done.store(true, Ordering::SeqCst);
        });
        while !done.load(Ordering::SeqCst) {
            assert!(stdout(&run_in(&bench.case, &check)) == expected, "the check saw something else");
            let verified = run_in(&bench.case, &["verify", "packet"]);
            assert_eq!(code(&verified), 0, "{}{}", stdout(&verified), stderr(&verified));
            looks.fetch_add(1, Ordering::SeqCst);
        }
    });
    bench.comes_clean();
    count(&format!("{builds} builds, {} checks and verifications meanwhile", looks.into_inner()));
}

#[test]
fn evidence_that_changes_or_vanishes_while_it_is_read() {
    let bench = Bench::new();
    let victim = bench.case.join("evidence/Evidencia/Fotos de la panadería/IMG_4402 después.jpg");
    let whole = fs::read(&victim).unwrap();
    let rounds = 6;
    let mut told = 0;
    for round in 0..rounds {
        let mut build = casebinder();
        build.current_dir(&bench.case).args(["build", "--today", DAYS[0], "-q"]);
        let build = build.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        thread::sleep(bench.took * round / rounds);
        match round % 3 {
            0 => fs::remove_file(&victim).unwrap(),
            1 => fs::write(&victim, &whole[..whole.len() / 2]).unwrap(),
            _ => fs::write(&victim, [&whole[..], b"more"].concat()).unwrap(),
        }
        let output = build.wait_with_output().unwrap();
        let said = stderr(&output);
        assert!(!said.contains("made a mistake"), "{said}");
        match code(&output) {
            0 => {}
            1 => {
                assert!(said.contains("changed while the packet was being built"), "{said}");
                assert!(said.contains("IMG_4402") && said.contains("build again"), "{said}");
                told += 1;
            }
            // Half a photograph was there from the beginning, or the photograph was not.
            10 | 11 => assert!(said.contains("No packet was written"), "{said}"),
            other => panic!("round {round}: exit code {other}: {said}"),
        }
        let verified = run_in(&bench.case, &["verify", "packet"]);
        assert_eq!(code(&verified), 0, "round {round}: {}", stdout(&verified));
        fs::write(&victim, &whole).unwrap();
    }
    bench.comes_clean();
    count(&format!(
        "{rounds} changes of a source during a build: {told} were told, none got into a packet torn"
    ));
}

/// Is the disk said to be full or read-only, then nothing changes.
#[test]
fn a_full_disk_and_a_read_only_one() {
    let bench = Bench::new();
    let disk = tempfile::tempdir().unwrap();
    let mount = |options: &str| {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", options, "casebinder-test"]).arg(disk.path());
        mount.stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    };
    if !mount("size=1400k") {
        count("SKIPPED: full and read-only disks (this user may not mount one)");
        return read_only_folder(&bench);
    }
    let _unmounted = Unmount(disk.path());
    let place = disk.path().join("packet");
    let build = |day: &str| {
        let mut build = casebinder();
        build
            .current_dir(&bench.case)
            .args(["build", "--today", day, "-q", "-o"])
            .arg(&place)
            .output()
            .unwrap()
    };
    assert_eq!(code(&build(DAYS[0])), 0);
    let full = build(DAYS[1]);
    assert_eq!(code(&full), 1);
    assert!(stderr(&full).contains("the disk is full"), "{}", stderr(&full));
    assert!(tree(&place) == bench.packets[0], "the old packet is there");
    assert_eq!(litter(disk.path()), [""; 0]);
    assert!(mount("remount,ro"));
    let closed = build(DAYS[1]);
    assert_eq!(code(&closed), 1);
    assert!(stderr(&closed).contains("the disk is read-only"), "{}", stderr(&closed));
    assert!(tree(&place) == bench.packets[0], "the old packet is there");
    let verified = run_in(&bench.case, &["verify", place.to_str().unwrap()]);
    assert_eq!(code(&verified), 0, "a packet on a read-only disk can be verified");
    count("a full disk and a read-only one: the old packet stays");
}

fn read_only_folder(bench: &Bench) {
    use std::os::unix::fs::PermissionsExt;
    let mode = |mode| fs::set_permissions(&bench.case, fs::Permissions::from_mode(mode)).unwrap();
    mode(0o555);
    if fs::write(bench.case.join("probe"), "").is_ok() {
        mode(0o755);
        return count("SKIPPED: a read-only folder (this user may write anywhere)");
    }
    let closed = run_in(&bench.case, &["build", "--today", DAYS[0], "-q"]);
    assert_eq!(code(&closed), 1);
    assert!(stderr(&closed).contains("no permission"), "{}", stderr(&closed));
    assert_eq!(bench.whole("a read-only folder"), 1);
    mode(0o755);
    count("a read-only folder: the old packet stays");
}

struct Unmount<'a>(&'a Path);

impl Drop for Unmount<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}
