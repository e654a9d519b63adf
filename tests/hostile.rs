//! Files made to stop whoever opens them: each is a finding, quickly, within bounds of memory, and never a blank page.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods
)]

mod common;

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::process::Stdio;
use std::time::{Duration, Instant};

use common::casebinder;

/// What a run may take. The program as it is tested is some ten times slower than the one that is shipped, and the
/// machine may be busy; what is bounded by nothing takes minutes.
const LONGEST: Duration = Duration::from_secs(60);
/// No run may hold more.
const MOST_MEMORY: u64 = 1 << 30;

/// A PDF made of numbered objects.
struct Pdf {
    bytes: Vec<u8>,
    offsets: Vec<(u32, usize)>,
}

impl Pdf {
    fn new() -> Pdf {
        Pdf { bytes: b"%PDF-1.7\n".to_vec(), offsets: Vec::new() }
    }

    fn object(mut self, number: u32, body: impl AsRef<[u8]>) -> Pdf {
        self.offsets.push((number, self.bytes.len()));
        self.bytes.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        self.bytes.extend_from_slice(body.as_ref());
        self.bytes.extend_from_slice(b"\nendobj\n");
        self
    }

    fn stream(self, number: u32, dictionary: &str, data: &[u8]) -> Pdf {
        let mut body = format!("<< {dictionary} /Length {} >>\nstream\n", data.len()).into_bytes();
        body.extend_from_slice(data);
        body.extend_from_slice(b"\nendstream");
        self.object(number, body)
    }

    /// Catalog, page tree and a page with these entries.
    fn page(self, entries: &str) -> Pdf {
        self.object(1, "<< /Type /Catalog /Pages 2 0 R >>")
            .object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
            .object(3, format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] {entries} >>"))
    }

    fn end(mut self, trailer: &str) -> Vec<u8> {
        let at = self.bytes.len();
        let mut table = String::from("xref\n0 1\n0000000000 65535 f \n");
        for (number, offset) in &self.offsets {
            let _ = writeln!(table, "{number} 1\n{offset:010} 00000 n ");
        }
        let size = self.offsets.iter().map(|(number, _)| number + 1).max().unwrap_or(1);
        let _ = write!(table, "trailer\n<< /Root 1 0 R /Size {size} {trailer} >>\nstartxref\n{at}\n%%EOF\n");
        self.bytes.extend_from_slice(table.as_bytes());
        self.bytes
    }
}

fn deflated(plain: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::new(6));
    encoder.write_all(plain).unwrap();
    encoder.finish().unwrap()
}

/// A deflated run of so many megabytes of the same two bytes, made without holding them.
fn bomb(megabytes: usize, pair: &[u8; 2]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::new(6));
    let piece = pair.repeat(1 << 19);
    for _ in 0..megabytes {
        encoder.write_all(&piece).unwrap();
    }
    encoder.finish().unwrap()
}

/// Checks and builds a case of this one file. Says which rules speak of it, and how many of its pages were bound.
fn run(name: &str, bytes: &[u8]) -> (Vec<String>, u64) {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("evidence")).unwrap();
    fs::write(folder.path().join("evidence").join(name), bytes).unwrap();
    let case = format!(
        "schema = 1\ntrack = \"asylum-court-filing\"\n[[person]]\nid = \"ana\"\nname = \"Ana PEREZ\"\nrole = \"principal\"\n\
         a_number = \"A000-000-001\"\nborn = 1990-04-02\n[[document]]\nfile = \"{name}\"\ntitle = \"A letter\"\n"
    );
    fs::write(folder.path().join("case.toml"), case).unwrap();
    let report = watched(name, folder.path(), &["check", "--format", "json", "-o", "report.json"]);
    assert!([0, 10, 11].contains(&report), "{name}: check ended with {report}");
    let report: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.path().join("report.json")).unwrap()).unwrap();
    let path = format!("evidence/{name}");
    let about = |finding: &&serde_json::Value| finding["path"] == path.as_str();
    let rules = report["findings"].as_array().unwrap().iter().filter(about);
    let rules = rules.map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect();
    assert_eq!(watched(name, folder.path(), &["build", "--draft", "-q"]), 0, "{name}: build");
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.path().join("packet/manifest.json")).unwrap()).unwrap();
    let sources = manifest["exhibits"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|exhibit| exhibit["sources"].as_array().unwrap());
    (rules, sources.map(|source| source["pages"].as_u64().unwrap()).sum())
}

/// Runs the program, looks at its memory while it runs, and gives its exit code.
fn watched(name: &str, folder: &std::path::Path, arguments: &[&str]) -> i32 {
    let mut command = casebinder();
    command.current_dir(folder).args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    let begun = Instant::now();
    let mut child = command.spawn().unwrap();
    let mut peak = 0;
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        peak = peak.max(memory(child.id()));
        if peak > MOST_MEMORY || begun.elapsed() > LONGEST {
            let _ = child.kill();
            panic!("{name}: {arguments:?} holds {peak} bytes after {:?}", begun.elapsed());
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    println!("{name}: {} {:?}, {} MB", arguments[0], begun.elapsed(), peak >> 20);
    status.code().unwrap_or(-1)
}

/// The most memory that a process has held, where the system tells.
fn memory(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|peak| peak.trim().strip_suffix(" kB")?.parse::<u64>().ok())
        .map_or(0, |kilobytes| kilobytes << 10)
}

#[track_caller]
fn refused(name: &str, bytes: &[u8], rules: &[&str]) {
    let (found, pages) = run(name, bytes);
    assert!(found.iter().any(|rule| rules.contains(&rule.as_str())), "{name}: {found:?}");
    assert_eq!(pages, 0, "{name}");
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    let container =
        Pdf::new().page("").stream(9, "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", &bomb(200, b"  "));
    refused("container.pdf", &container.end(""), &["file-refused"]);
    let twice = deflated(&bomb(1_000, b"q "));
    let nested = Pdf::new().page("/Contents 4 0 R").stream(4, "/Filter [/FlateDecode /FlateDecode]", &twice);
    refused("nested.pdf", &nested.end(""), &["file-refused"]);
    let image = "/Type /XObject /Subtype /Image /Width 1000000 /Height 1000000 /BitsPerComponent 8 /ColorSpace /DeviceGray";
    let picture = Pdf::new().page("/Resources << /XObject << /I 4 0 R >> >>").stream(4, image, b"x");
    refused("picture.pdf", &picture.end(""), &["file-refused"]);
    let index: String = (0..50_000).map(|number| format!("{} 0 ", number + 100)).collect();
    let data = [index.as_bytes(), b"[", &b"0 ".repeat(20_000), b"]"].concat();
    let description = format!("/Type /ObjStm /N 50000 /First {}", index.len());
    refused("repeated.pdf", &Pdf::new().page("").stream(9, &description, &data).end(""), &["file-refused"]);
    let flood = Pdf::new().page(&format!("/X [{}]", "0 ".repeat(7_000_000)));
    refused("flood.pdf", &flood.end(""), &["file-refused"]);
}

#[test]
fn nesting_and_loops_end() {
    let deep = |open: &str, close: &str| format!("/X {}{}", open.repeat(100_000), close.repeat(100_000));
    for (name, entries) in [("arrays.pdf", deep("[", "]")), ("dictionaries.pdf", deep("<< /A ", ">>"))] {
        refused(name, &Pdf::new().page(&entries).end(""), &["file-refused"]);
    }
    let mut tree = Pdf::new().object(1, "<< /Type /Catalog /Pages 2 0 R >>");
    for number in 2..50_000 {
        tree = tree.object(number, format!("<< /Type /Pages /Count 1 /Kids [{} 0 R] >>", number + 1));
    }
    refused(
        "deep-tree.pdf",
        &tree.object(50_000, "<< /Type /Page >>").end(""),
        &["file-damaged", "file-refused"],
    );
    let mut doubling = Pdf::new().object(1, "<< /Type /Catalog /Pages 2 0 R >>");
    for number in 2..60 {
        let kid = number + 1;
        doubling =
            doubling.object(number, format!("<< /Type /Pages /Count 1 /Kids [{kid} 0 R {kid} 0 R] >>"));
    }
    refused(
        "doubling.pdf",
        &doubling.object(60, "<< /Type /Page >>").end(""),
        &["file-damaged", "file-refused"],
    );
    let mut bookmarks = Pdf::new().page("").object(1, "<< /Type /Catalog /Pages 2 0 R /Outlines 4 0 R >>");
    for number in 4..40_000 {
        let below = number + 1;
        bookmarks = bookmarks
            .object(number, format!("<< /Title (x) /First {below} 0 R /Last {below} 0 R /Count 1 >>"));
    }
    run("bookmarks.pdf", &bookmarks.end(""));
    let form =
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 4 0 R /G 5 0 R >> >>";
    let forms = Pdf::new().page("/Contents 6 0 R /Resources << /XObject << /F 4 0 R >> >>");
    let forms = forms.stream(4, form, b"/G Do /G Do").stream(5, form, b"/F Do /F Do").stream(6, "", b"/F Do");
    run("forms.pdf", &forms.end(""));
}

#[test]
fn absurd_numbers_are_not_believed() {
    let counted = Pdf::new()
        .object(1, "<< /Type /Catalog /Pages 2 0 R >>")
        .object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>")
        .object(3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>");
    let (rules, pages) = run("counted.pdf", &counted.end(""));
    assert_eq!((rules.contains(&"file-repaired".to_owned()), pages), (true, 1), "{rules:?}");
    let sound = String::from_utf8(Pdf::new().page("").end("")).unwrap();
    for (name, from, to) in [
        ("table.pdf", "xref\n0 1\n", "xref\n0 1000000000\n"),
        ("size.pdf", "/Size 4", "/Size 2147483647"),
        ("loop.pdf", "/Size 4", "/Size 4 /Prev 180"),
        ("start.pdf", "startxref\n", "startxref\n99999999999999999999"),
    ] {
        run(name, sound.replacen(from, to, 1).as_bytes());
    }
    let table = "/Type /XRef /Root 1 0 R /Size 1000000000 /W [1 1 1] /Index [0 1000000000]";
    let at = Pdf::new().page("").bytes.len();
    let mut stream = Pdf::new().page("").stream(4, table, &[1, 9, 0]).bytes;
    stream.extend_from_slice(format!("startxref\n{at}\n%%EOF\n").as_bytes());
    run("table-stream.pdf", &stream);
}

#[test]
fn pictures_that_claim_too_much_are_refused() {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x02\0\0\0".to_vec();
    png.extend_from_slice(&[0; 40]);
    refused("claims.png", &png, &["file-damaged", "file-refused"]);
}

#[test]
fn a_page_with_the_most_that_is_allowed_still_ends() {
    let large = Pdf::new().page("/Contents 4 0 R").stream(4, "/Filter /FlateDecode", &bomb(20, b"q "));
    run("large.pdf", &large.end(""));
}
