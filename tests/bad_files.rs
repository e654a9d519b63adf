//! Files as they come from hurried people and broken programs: each is refused (or read) with a place and a remedy,
//! at once, and never ends the program from the inside.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

mod common;

use std::fs;
use std::time::{Duration, Instant};

use casebinder::books::{Books, parse_rules};
use casebinder::dated::{self, Calendar};
use casebinder::finding::{Finding, Severity};
use casebinder::lint::{FileKind, Lint};
use casebinder::tomlfile::{RuleIds, decode};
use casebinder::{case, track};
use common::{casebinder, code, project, stderr};

const KINDS: [(FileKind, &str, &str); 6] = [
    (FileKind::Case, "case.toml", "fixtures/cases/court-family/case.toml"),
    (FileKind::Track, "track.toml", "templates/tracks/asylum-uscis-interview.toml"),
    (FileKind::Calendar, "days.toml", "templates/calendars/federal-holidays.toml"),
    (FileKind::Dated, "fees.toml", "templates/dated/fees.toml"),
    (FileKind::Rules, "rules.toml", "templates/rules.toml"),
    (FileKind::Letter, "client.toml", "templates/report/client.toml"),
];

/// A file that is wrong, and whether the mistake keeps it from being used.
struct Bad {
    name: String,
    kind: FileKind,
    file: &'static str,
    bytes: Vec<u8>,
}

/// Everything that can be done to any of the files.
fn spoilt(kind: FileKind, file: &'static str, sound: &str) -> Vec<Bad> {
    let mut bad = Vec::new();
    let mut add = |name: String, bytes: Vec<u8>| bad.push(Bad { name, kind, file, bytes });
    // The first date, number, word, list and heading that the file has, each made into something else.
    let date =
        first(sound, |value| value.len() == 10 && value.as_bytes()[4] == b'-' && value.as_bytes()[7] == b'-');
    let text = first(sound, |value| value.starts_with('"') && value.len() > 3);
    let list = first(sound, |value| value.starts_with('['));
    let number =
        first(sound, |value| !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit() || b == b'_'));
    let others = [
        "\"2026-11-22\"",
        "\"22.11.2026\"",
        "2026-02-30",
        "2026-13-01",
        "2026-11-22T25:00:00",
        "99999999999999999999999999",
        "-1",
        "1e400",
        "nan",
        "true",
        "[1, 2, [3]]",
        "{ a = 1 }",
        "\"\"",
        "\"C:\\Users\\new\\file.pdf\"",
        "\"a\\u0000b\"",
        "\"not closed",
        "not_quoted",
        "",
        "'''",
        "[",
    ];
    for (what, place) in [("date", date), ("text", text), ("list", list), ("number", number)] {
        let Some((start, end)) = place else { continue };
        let was = &sound[start..end];
        for other in others {
            let same_kind = matches!(
                (what, other),
                ("date", "2026-11-22")
                    | ("text", "\"2026-11-22\"" | "\"22.11.2026\"")
                    | ("list", "\"2026-11-22\"" | "\"22.11.2026\"" | "\"\"")
            ) || (kind == FileKind::Letter && (what, other) == ("text", "\"\""));
            if !same_kind {
                let spoilt = format!("{}{other}{}", &sound[..start], &sound[end..]);
                add(format!("{what} {was} as {other}"), spoilt.into_bytes());
            }
        }
    }
    add("an unknown key first".into(), format!("sceham = 1\n{sound}").into_bytes());
    add("an unknown section last".into(), format!("{sound}\n[nonsense]\na = 1\n").into_bytes());
    add("a key twice".into(), format!("schema = 1\nschema = 1\n{sound}").into_bytes());
    if kind != FileKind::Rules {
        add("schema of tomorrow".into(), sound.replacen("schema = 1", "schema = 2", 1).into_bytes());
    }
    add("empty key".into(), format!("\"\" = 1\n{sound}").into_bytes());
    add(
        "deep list".into(),
        format!("deep = {}{}\n{sound}", "[".repeat(5_000), "]".repeat(5_000)).into_bytes(),
    );
    add("deep table".into(), format!("deep{} = 1\n{sound}", ".a".repeat(5_000)).into_bytes());
    add("endless line".into(), format!("a = \"{}\"\n{sound}", "x".repeat(30_000)).into_bytes());
    add("too large".into(), format!("{sound}\n# {}", "x\n# ".repeat(400_000)).into_bytes());
    add("a thousand mistakes".into(), format!("{}{sound}", "= wrong\n".repeat(2_000)).into_bytes());
    add("prose".into(), b"Dear colleague, please find the facts of the case below.\n".to_vec());
    add("merge conflict".into(), format!("<<<<<<< HEAD\n{sound}\n=======\nx = 1\n>>>>>>> b\n").into_bytes());
    add("curly quotes".into(), sound.replacen('"', "\u{201c}", 2).into_bytes());
    add("NUL inside".into(), sound.replacen("= ", "= \0", 1).into_bytes());
    add("control character".into(), format!("{sound}\n\u{1b}[31m = 1\n").into_bytes());
    add(
        "UTF-16".into(),
        sound.encode_utf16().fold(vec![0xff, 0xfe], |mut all, unit| {
            all.extend(unit.to_le_bytes());
            all
        }),
    );
    let mut latin = sound.as_bytes().to_vec();
    latin.extend(b"\n# ma\xf1ana\n");
    add("Latin-1".into(), latin);
    add("binary".into(), (0..=255).cycle().take(4_000).collect());
    add("lone carriage returns".into(), sound.replace('\n', "\r").into_bytes());
    add(
        "BOM and CRLF and a mistake".into(),
        format!("\u{feff}{}x\r\n", sound.replace('\n', "\r\n")).into_bytes(),
    );
    for share in [7, 5, 3, 2] {
        let mut end = sound.len() / share;
        while !sound.is_char_boundary(end) {
            end -= 1;
        }
        add(format!("cut after 1/{share}"), format!("{}\n= [", &sound[..end]).into_bytes());
    }
    bad
}

/// The first value in the file of this look: where it begins and ends.
fn first(text: &str, wanted: impl Fn(&str) -> bool) -> Option<(usize, usize)> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if !line.starts_with('#')
            && let Some((key, value)) = line.split_once(" = ")
            // The first `schema` tells nothing of the file itself.
            && key.trim() != "schema"
        {
            let value = value.trim_end();
            if wanted(value) && !value.contains('#') {
                let at = start + line.find(" = ").unwrap() + 3;
                return Some((at, at + value.len()));
            }
        }
        start += line.len();
    }
    None
}

/// Mistakes of meaning, one for each rule of the readers.
fn senseless() -> Vec<Bad> {
    let mut bad = Vec::new();
    let sound: Vec<String> =
        KINDS.iter().map(|(_, _, path)| fs::read_to_string(project(path)).unwrap()).collect();
    let mut change = |index: usize, from: &str, to: &str| {
        let (kind, file, _) = KINDS[index];
        let text = sound[index].replacen(from, to, 1);
        assert_ne!(text, sound[index], "{from}");
        bad.push(Bad { name: format!("{from} becomes {to}"), kind, file, bytes: text.into_bytes() });
    };
    for (from, to) in [
        ("role = \"principal\"", "role = \"husband\""),
        ("[[person]]", "[person]"),
        ("[[person]]", "[[persons]]"),
        ("hearing_kind = \"individual\"", "hearing_kind = \"indivdual\""),
        ("detained = false", "detained = \"no\""),
        ("hearing = 2027-03-16T09:00:00", "hearing = 2027-03-16"),
        ("hearing = 2027-03-16T09:00:00", "hearing = 2027-03-16T09:00:00Z"),
        ("file = \"", "file = \"C:\\\\Users\\\\ana\\\\"),
        ("file = \"", "file = \"../"),
        ("file = \"", "file = \"/etc/"),
        ("[facts]", "[facts]\nlast_arrival = \"10 Feb 2025\""),
        ("[facts]", "[facts]\nx = 1.5"),
        ("[facts]", "[facts]\nx = [true]"),
        ("[facts]", "[court]\n[facts]"),
        ("[facts]", "[[document]]\nfile = \"a.pdf\"\ntranslation_of = \"a.pdf\"\n[facts]"),
        ("[facts]", "[[document]]\nfile = \"a.pdf\"\npages = \"7-3\"\n[facts]"),
        ("[facts]", "[[document]]\nfile = \"a.pdf\"\nexpires = \"never\"\n[facts]"),
        ("[facts]", "[interview]\nlead_days = -7\n[facts]"),
        ("[facts]", "[[deadline]]\nid = \"evidence\"\ndate = \"soon\"\nreason = \"x\"\n[facts]"),
        ("[facts]", "[[deadline]]\nid = \"evidence\"\ndate = 2027-01-01\n[facts]"),
        (
            "[facts]",
            "[[document]]\nfile = \"q.pdf\"\ntranslation_of = \"r.pdf\"\n[[document]]\nfile = \"r.pdf\"\ntranslation_of = \"q.pdf\"\n[facts]",
        ),
    ] {
        change(0, from, to);
    }
    for (from, to) in [
        ("level = \"conditional\"", "level = \"sometimes\""),
        ("scope = \"case\"", "scope = \"everyone\""),
        ("forum = \"uscis\"", "forum = \"bia\""),
        ("when = \"", "when = \"facts.nonsense and "),
        ("when = \"", "when = \"("),
        ("when = \"", "when = \"not not"),
        ("when = \"", "when = \"1 == 1 and "),
        ("when = \"", "when = \"facts.last_arrival and "),
        ("offset = \"1 year\"", "offset = \"a year\""),
        ("offset = \"1 year\"", "offset = \"99999999 days\""),
        ("roll = \"next-business-day\"", "roll = \"forward\""),
        ("from = \"facts.last_arrival\"", "from = \"facts.married\""),
        ("from = \"facts.last_arrival\"", "from = \"yesterday\""),
        ("offset = \"-1 day\"", "offset = \"1 day\""),
        ("every = \"1 year\"", "every = \"-1 year\""),
        ("plus_days = \"facts.clock_stopped_days\"", "plus_days = \"facts.filed_on\""),
        ("met_by = \"facts.filed_on\"", "met_by = \"facts.filed\""),
        ("cured_by = \"one-year-exception\"", "cured_by = \"one-year-excuse\""),
        ("kind = \"milestone\"", "kind = \"feast\""),
        ("without_date = \"hide\"", "without_date = true"),
        ("warn_days = 30", "warn_days = -30"),
        ("missed = \"warning\"", "missed = \"fine\""),
        ("review_after = 2027-02-22", "review_after = 2020-01-01"),
        ("volume_bytes = ", "volume_bytes = -"),
        ("authority = [", "authority = [\"\", "),
        ("id = \"passport\"", "id = \"Pass Port\""),
        ("id = \"passport\"", "id = \"national-id\""),
        ("parts = [", "parts = [\"poster\", "),
        ("question = \"", "question = \"\\u0007"),
        ("type = \"bool\"", "type = \"yes-no\""),
        ("type = \"bool\"", "type = \"bool\"\none_of = [\"a\"]"),
    ] {
        change(1, from, to);
    }
    for (from, to) in [
        ("rule = \"july 4\"", "rule = \"july 32\""),
        ("rule = \"third monday of january\"", "rule = \"fifth sunday of brumaire\""),
        ("last_year = 2040", "last_year = 1999"),
        ("last_year = 2040", "last_year = 99999"),
        ("\"january 1\"\nobserved = true", "\"january 1\"\nobserved = \"yes\""),
        ("date = 2025-01-09", "date = 2025-01-09T10:00:00"),
        ("name = \"New Year's Day\"", "name = \"Labor Day\""),
    ] {
        change(2, from, to);
    }
    for (from, to) in [
        ("dollars = 100", "dollars = 100.50"),
        ("dollars = 100", "dollars = \"$100\""),
        ("dollars = 100", "dollars = -100"),
        ("until = 2025-12-31", "until = 2024-12-31"),
        ("until = 2025-12-31", "until = 2026-12-31"),
        ("confidence = \"high\"", "confidence = \"certain\""),
        ("authority = [\"Pub. L. 119-21, sec. 100002\"", "authority = [3"),
        (
            "[[fee]]",
            "[[edition]]\nform = \"I-589\"\nedition = \"July 2026\"\nauthority = [\"x\"]\nconfidence = \"low\"\n[[fee]]",
        ),
        (
            "[[fee]]",
            "[[address]]\nid = \"a\"\ntitle = \"A\"\nform = \"I-589\"\nfor = \"x\"\nstates = [\"Texas\"]\nmail = [\"y\"]\nauthority = [\"x\"]\nconfidence = \"low\"\n[[fee]]",
        ),
        ("[[fee]]", "[[lead]]\nid = \"a\"\ndays = 99999\nauthority = [\"x\"]\nconfidence = \"low\"\n[[fee]]"),
    ] {
        change(3, from, to);
    }
    change(4, "[[rule]]", "[[rules]]");
    change(4, "why = \"", "wy = \"");
    bad
}

fn read(bad: &Bad) -> Vec<Finding> {
    let rules = if bad.kind == FileKind::Case { RuleIds::CASE } else { RuleIds::TRACK };
    let text = match decode(bad.file, &bad.bytes, rules) {
        Ok(text) => text,
        Err(finding) => return vec![*finding],
    };
    let plain = match bad.kind {
        FileKind::Case => {
            // What a fact may be is known to the checklist alone.
            let case::ParsedCase { case, mut findings } = case::parse(bad.file, &text);
            let track = track::builtin("asylum-court-filing").and_then(|parsed| parsed.track);
            if let (Some(case), Some(track)) = (case, track) {
                findings.extend(casebinder::evaluate::misnamed(&case, &track));
            }
            findings
        }
        FileKind::Track => track::parse(bad.file, &text).findings,
        FileKind::Calendar => Calendar::parse(bad.file, &text).findings,
        FileKind::Dated => dated::parse(bad.file, &text).findings,
        FileKind::Rules => parse_rules(bad.file, &text).findings,
        FileKind::Letter => casebinder::books::parse_letter(bad.file, &text).findings,
        FileKind::Style => Vec::new(),
    };
    // The lint reads everything once more, and must stand it too.
    let books = Books::built_in();
    let linted =
        Lint { books: &books, today: jiff::civil::date(2026, 11, 22) }.file(bad.kind, bad.file, &text);
    assert!(linted.len() >= plain.len(), "{} {}", bad.file, bad.name);
    plain
}

fn all() -> Vec<Bad> {
    let mut bad = senseless();
    for (kind, file, path) in KINDS {
        bad.extend(spoilt(kind, file, &fs::read_to_string(project(path)).unwrap()));
    }
    bad
}

#[test]
fn every_bad_file_gets_a_place_and_a_remedy_at_once() {
    let bad = all();
    assert!(bad.len() >= 200, "{} files", bad.len());
    let mut wrong = Vec::new();
    for bad in &bad {
        let begun = Instant::now();
        let findings = read(bad);
        // A debug build on a busy machine; what takes seconds here grows without bound.
        if begun.elapsed() > Duration::from_secs(10) {
            wrong.push(format!("{}: {}: slow, {:?}", bad.file, bad.name, begun.elapsed()));
        }
        let errors: Vec<&Finding> =
            findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
        if errors.is_empty() {
            wrong.push(format!("{}: {}: nothing is wrong with it", bad.file, bad.name));
        }
        for error in errors {
            let placed = error.location.as_ref().is_some_and(|place| place.line > 0 && place.column > 0);
            let told = error.hint.as_ref().is_some_and(|hint| hint.len() > 5);
            if !placed || !told || error.message.len() < 10 {
                wrong.push(format!("{}: {}: {error:?}", bad.file, bad.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), bad.len(), wrong.join("\n"));
}

#[test]
fn sound_files_stay_sound_however_they_are_saved() {
    for (kind, file, path) in KINDS {
        let sound = fs::read_to_string(project(path)).unwrap();
        for (how, text) in [
            ("as it is", sound.clone()),
            ("with a BOM", format!("\u{feff}{sound}")),
            ("with CRLF", sound.replace('\n', "\r\n")),
            ("with blanks", sound.replace('\n', " \n")),
        ] {
            let bad = Bad { name: how.to_owned(), kind, file, bytes: text.into_bytes() };
            let errors: Vec<Finding> =
                read(&bad).into_iter().filter(|finding| finding.severity == Severity::Error).collect();
            assert_eq!(errors, [], "{file} {how}");
        }
    }
}

/// The program itself: exit code 3, the place and the remedy on the terminal, never its own mistake.
#[test]
fn the_program_refuses_bad_files_with_exit_code_3() {
    let folder = tempfile::tempdir().unwrap();
    for bad in all().iter().filter(|bad| bad.kind == FileKind::Case).step_by(9) {
        let case = folder.path().join("case");
        fs::create_dir_all(case.join("evidence")).unwrap();
        fs::write(case.join("case.toml"), &bad.bytes).unwrap();
        let check = casebinder()
            .args(["check", "--no-history", "--today", "2026-11-22"])
            .arg(&case)
            .output()
            .unwrap();
        assert_eq!(code(&check), 3, "{}: {}", bad.name, stderr(&check));
        assert!(stderr(&check).contains("--> case.toml:"), "{}: {}", bad.name, stderr(&check));
        assert!(!stderr(&check).contains("made a mistake"), "{}", bad.name);
    }
    for bad in all().iter().filter(|bad| matches!(bad.kind, FileKind::Calendar | FileKind::Dated)).step_by(9)
    {
        let office = folder.path().join("office");
        let _ = fs::remove_dir_all(&office);
        let place =
            if bad.kind == FileKind::Dated { "dated/fees.toml" } else { "calendars/federal-holidays.toml" };
        fs::create_dir_all(office.join(place).parent().unwrap()).unwrap();
        fs::write(office.join(place), &bad.bytes).unwrap();
        let case = project("fixtures/cases/court-late");
        let check = casebinder()
            .args(["check", "--no-history", "--today", "2026-11-22", "--templates"])
            .args([&office, &case])
            .output()
            .unwrap();
        assert_eq!(code(&check), 3, "{}: {}", bad.name, stderr(&check));
        assert!(!stderr(&check).contains("made a mistake"), "{}", bad.name);
    }
}
