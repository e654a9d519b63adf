//! File names and titles from strangers never break a report, a spreadsheet, a page in the browser, a PDF or a bag.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]
#![cfg(unix)]

mod common;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use common::{case, code, run_in, stderr, stdout};
use lopdf::{Document, Object};

const TODAY: &str = "2026-11-22";

fn names() -> Vec<Vec<u8>> {
    let texts = [
        "line\nbreak.pdf",
        "carriage\rreturn.pdf",
        "\r\n\r\nSet-Cookie: a.pdf",
        "tab\there.pdf",
        "bell\u{7}.pdf",
        "\u{1b}[31mred\u{1b}[0m.pdf",
        "\u{1b}]0;title\u{7}.pdf",
        "delete\u{7f}.pdf",
        "csi\u{9b}31m.pdf",
        "next\u{85}line.pdf",
        "rtl\u{202e}fdp.exe.pdf",
        "isolate\u{2066}x\u{2069}.pdf",
        "\u{200f}mark.pdf",
        "zero\u{200b}width.pdf",
        "\u{feff}bom.pdf",
        "line\u{2028}separator.pdf",
        "paragraph\u{2029}.pdf",
        "soft\u{ad}hyphen.pdf",
        "tag\u{e0041}.pdf",
        "=HYPERLINK(\"http:x\",\"y\").pdf",
        "=cmd|' -C calc'!A0.pdf",
        "+1+1.pdf",
        "-1+1.pdf",
        "@SUM(1).pdf",
        "＝1+1.pdf",
        "\t=1+1.pdf",
        " =1+1.pdf",
        "\"quoted\".pdf",
        "a\",\"b.pdf",
        "'single'.pdf",
        "semi;colon.pdf",
        "comma,comma.pdf",
        "<script>alert(1)<!--.pdf",
        "<img src=x onerror=alert(1)>.pdf",
        "\" onmouseover=\"alert(1).pdf",
        "&lt;&amp;&#60;.pdf",
        "]]>.pdf",
        "javascript:alert(1).pdf",
        "{{7*7}}.pdf",
        "${jndi:x}.pdf",
        "$(touch pwned).pdf",
        "`touch pwned`.pdf",
        "; touch pwned;.pdf",
        "-rf.pdf",
        "--output=x.pdf",
        "paren).pdf",
        "(paren.pdf",
        "back\\slash.pdf",
        "back\\.pdf",
        "100%.pdf",
        "%0A.pdf",
        "%25.pdf",
        "%s%n%x.pdf",
        "..pdf",
        "...pdf",
        "CON.pdf",
        "nul",
        "aux.pdf",
        "a:b.pdf",
        "a|b?*.pdf",
        "trailing space.pdf ",
        " leading space.pdf",
        "trailing dot.pdf.",
        "~.pdf",
        "*.pdf",
        "é.pdf",
        "e\u{301}.pdf",
        "Z\u{35f}\u{30d}\u{343}a\u{346}l\u{340}go.pdf",
        "😀👩‍👩‍👧.pdf",
        "出生证明.pdf",
        "شهادة.pdf",
        "Declaración.pdf",
        "null",
        "undefined.pdf",
    ];
    let mut names: Vec<Vec<u8>> = texts.iter().map(|name| name.as_bytes().to_vec()).collect();
    names.push([vec![b'a'; 251], b".pdf".to_vec()].concat());
    names.push(["é".repeat(125).into_bytes(), b".pdf".to_vec()].concat());
    names.push([vec![b'%'; 251], b".pdf".to_vec()].concat());
    names.push(b"caf\xe9.pdf".to_vec());
    names.push(b"\xff\xfe\x80.pdf".to_vec());
    names.push(b"over\xc0\xafslash.pdf".to_vec());
    names
}

/// A case whose evidence bears all the names, each a document of its own; how many there are.
fn hostile() -> (tempfile::TempDir, PathBuf, usize) {
    let (keep, case) = case("court-missing");
    let evidence = case.join("evidence");
    let (_, pdf) = common::tree(&evidence).into_iter().find(|(path, _)| path == "EOIR-28.pdf").unwrap();
    let mut made = 0;
    for (number, name) in names().iter().enumerate() {
        let bytes = [&pdf[..], format!("\n% {number}").as_bytes()].concat();
        // Some file systems refuse some of the names.
        made += usize::from(fs::write(evidence.join(OsStr::from_bytes(name)), bytes).is_ok());
    }
    let folder = evidence.join("folder\n\u{202e}<b>");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("inside.pdf"), [&pdf[..], b"\n% inside"].concat()).unwrap();
    let titles: String =
        [r#"=1+1"#, r#"<script>alert(2)</script>"#, r#"\"),(x)Tj) >> endobj"#, r#"@a,\"b\""#]
            .iter()
            .enumerate()
            .map(|(number, title)| {
                let files = ["semi;colon.pdf", "comma,comma.pdf", "paren).pdf", "null"];
                format!(
                    "\n[[document]]\nfile = \"{}\"\ntitle = \"{title}\"\nlanguage = \"en\"\n",
                    files[number]
                )
            })
            .collect();
    let file = case.join("case.toml");
    fs::write(&file, fs::read_to_string(&file).unwrap() + &titles).unwrap();
    assert!(made > 60, "{made} names");
    (keep, case, made + 1)
}

/// What a reader must never meet in a report for people.
fn unsafe_characters(text: &str) -> BTreeSet<char> {
    let is_unsafe = |c: &char| {
        (c.is_control() && *c != '\n')
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
    };
    text.chars().filter(is_unsafe).collect()
}

/// Rows of a CSV file, by RFC 4180.
fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => field.extend(characters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            c => field.push(c),
        }
    }
    rows
}

#[test]
fn no_name_breaks_anything() {
    let (_keep, case, made) = hostile();
    let check = |format: &str| {
        let output = run_in(&case, &["check", "--today", TODAY, "--no-history", "--format", format]);
        assert!(matches!(code(&output), 10 | 11), "{format}: {}", stderr(&output));
        stdout(&output)
    };
    let human = check("human");
    assert_eq!(unsafe_characters(&human), BTreeSet::new(), "on the terminal");
    let json: serde_json::Value = serde_json::from_str(&check("json")).unwrap();
    let mut paths: Vec<&str> =
        json["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap()).collect();
    let listed = paths.len();
    paths.dedup();
    assert!(paths.len() == listed && listed > made, "every file once: {listed}");
    let html = check("html");
    assert_eq!(unsafe_characters(&html), BTreeSet::new(), "in the browser");
    for broken in ["<script>alert", "<img src=x", "\" onmouseover=\"", "<b>/", "]]>"] {
        assert!(!html.contains(broken), "{broken} stands in the page as it is");
    }
    let build = run_in(&case, &["build", "--draft", "--today", TODAY]);
    assert_eq!(code(&build), 0, "{}", stderr(&build));
    assert_eq!(unsafe_characters(&stderr(&build)), BTreeSet::new());
    let dry = run_in(&case, &["build", "--draft", "--dry-run", "--today", TODAY]);
    assert_eq!(unsafe_characters(&stdout(&dry)), BTreeSet::new());

    let csv = fs::read_to_string(case.join("packet/index.csv")).unwrap();
    let rows = rows(&csv);
    assert_eq!(rows.len(), csv.matches("\r\n").count(), "a line a row");
    for row in &rows {
        assert_eq!(row.len(), rows[0].len(), "{row:?}");
        for cell in row {
            assert!(
                !cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '＝']),
                "a formula: {cell}"
            );
            assert_eq!(unsafe_characters(cell), BTreeSet::new(), "{cell}");
        }
    }
    let manifest = fs::read_to_string(case.join("packet/manifest.json")).unwrap();
    serde_json::from_str::<serde_json::Value>(&manifest).unwrap();
    pdf_strings_are_harmless(&case.join("packet"));

    let verified = run_in(&case, &["verify", "packet", "--evidence", "evidence"]);
    assert_eq!(code(&verified), 0, "{}", stdout(&verified));
    assert_eq!(unsafe_characters(&(stdout(&verified) + &stderr(&verified))), BTreeSet::new());
    let unpacked = run_in(&case, &["unpack", "packet", "--evidence", "evidence"]);
    assert_eq!(code(&unpacked), 0, "{}", stderr(&unpacked));
    assert_eq!(unsafe_characters(&stdout(&unpacked)), BTreeSet::new());

    let bagged = run_in(&case, &["export", "--bagit", "bag"]);
    assert_eq!(code(&bagged), 0, "{}", stderr(&bagged));
    assert_eq!(unsafe_characters(&stderr(&bagged)), BTreeSet::new());
    let lines = fs::read_to_string(case.join("bag/manifest-sha256.txt")).unwrap();
    let files = common::tree(&case.join("bag/data"));
    assert_eq!(lines.lines().count(), files.len());
    for line in lines.lines() {
        let (hash, name) = line.split_once("  ").unwrap();
        assert_eq!(line.trim(), line, "{line:?}");
        let bytes = fs::read(case.join("bag").join(name)).unwrap();
        assert_eq!(casebinder::packet::sha256_hex(&bytes), hash, "{name}");
    }
    let again = run_in(&case.join("bag/data"), &["verify", "packet", "--evidence", "evidence"]);
    assert_eq!(code(&again), 0, "{}", stdout(&again));
    assert!(!case.join("pwned").exists() && !Path::new("pwned").exists());
    eprintln!("{made} hostile names tried in 10 outputs");
}

/// Every text string of the volume that a viewer shows outside of the pages: bookmarks, labels, the title.
fn pdf_strings_are_harmless(packet: &Path) {
    let volumes = fs::read_dir(packet).unwrap().map(|entry| entry.unwrap().path());
    for volume in volumes.filter(|path| path.extension().is_some_and(|extension| extension == "pdf")) {
        let document = Document::load(&volume).unwrap();
        let mut titles = 0;
        for object in document.objects.values() {
            let Object::Dictionary(dictionary) = object else { continue };
            for key in [&b"Title"[..], b"P", b"Contents", b"Subject", b"Author"] {
                let Ok(Object::String(bytes, _)) = dictionary.get(key) else { continue };
                let text = match bytes.strip_prefix(&[0xFE, 0xFF]) {
                    Some(wide) => {
                        let units: Vec<u16> =
                            wide.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
                        String::from_utf16(&units).unwrap()
                    }
                    None => bytes.iter().map(|byte| char::from(*byte)).collect(),
                };
                assert_eq!(unsafe_characters(&text), BTreeSet::new(), "{text:?}");
                assert!(!text.contains('\n'), "{text:?}");
                titles += 1;
            }
        }
        assert!(titles > 20, "{titles} titles");
    }
}
