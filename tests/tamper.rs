//! A packet that was changed is found out, and what was changed is named.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{case, code, run_in, stderr, stdout};

struct Packet {
    _keep: tempfile::TempDir,
    case: PathBuf,
}

impl Packet {
    fn build() -> Packet {
        let (keep, case) = case("court-family");
        assert_eq!(code(&run_in(&case, &["build", "--today", "2026-11-22", "-q"])), 0);
        Packet { _keep: keep, case }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.case.join("packet").join(name)
    }

    fn volume(&self) -> PathBuf {
        let is_pdf = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "pdf");
        fs::read_dir(self.case.join("packet"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .find(is_pdf)
            .unwrap()
    }

    fn manifest(&self) -> serde_json::Value {
        serde_json::from_slice(&fs::read(self.file("manifest.json")).unwrap()).unwrap()
    }

    /// Writes SHA256SUMS anew, as somebody would who wants to hide a change.
    fn make_sums_fit(&self) {
        let sums = fs::read_to_string(self.file("SHA256SUMS")).unwrap();
        let fitting: String = sums
            .lines()
            .map(|line| {
                let name = line.split_once("  ").unwrap().1;
                format!("{}  {name}\n", casebinder::packet::sha256_hex(&fs::read(self.file(name)).unwrap()))
            })
            .collect();
        fs::write(self.file("SHA256SUMS"), fitting).unwrap();
    }

    /// What verify says; it must say that something differs.
    fn differs(&self) -> String {
        let output = run_in(&self.case, &["verify", "packet", "--evidence", "evidence"]);
        assert_eq!(code(&output), 12, "not found out");
        stdout(&output)
    }
}

fn edit(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).unwrap();
    change(&mut bytes);
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_flipped_byte_anywhere_in_the_volume_is_found() {
    let packet = Packet::build();
    let whole = fs::read(packet.volume()).unwrap();
    for part in 1..12 {
        let place = whole.len() * part / 12;
        edit(&packet.volume(), |bytes| bytes[place] ^= 0x40);
        let said = packet.differs();
        assert!(said.contains("SHA-256"), "byte {place}: {said}");
        fs::write(packet.volume(), &whole).unwrap();
    }
}

#[test]
fn a_changed_page_is_named_even_when_the_sums_were_made_to_fit() {
    let packet = Packet::build();
    let manifest = packet.manifest();
    let photo = manifest["pages"].as_array().unwrap().iter().find(|page| {
        page["source"].as_str().is_some_and(|source| {
            source.to_lowercase().ends_with(".jpg") || source.to_lowercase().ends_with(".jpeg")
        })
    });
    let photo = photo.expect("a photo in the packet");
    // A byte in the middle of the largest JPEG scan of the volume: structure stays, the picture changes.
    edit(&packet.volume(), |bytes| {
        let start =
            bytes.windows(3).position(|window| window == [0xff, 0xd8, 0xff]).expect("a JPEG in the volume");
        bytes[start + 4000] ^= 0x01;
    });
    packet.make_sums_fit();
    let said = packet.differs();
    assert!(said.contains("is not the page that was bound"), "{said}");
    assert!(said.contains("evidence/"), "{said} ({photo})");
}

#[test]
fn a_changed_source_is_named() {
    let packet = Packet::build();
    let source = packet.manifest()["exhibits"][0]["sources"][0]["path"].as_str().unwrap().to_owned();
    edit(&packet.case.join(&source), |bytes| bytes.push(b'\n'));
    let said = packet.differs();
    assert!(said.contains(&source) && said.contains("is not the file that was bound"), "{said}");
    fs::remove_file(packet.case.join(&source)).unwrap();
    assert!(packet.differs().contains("cannot be read"));
}

#[test]
fn a_changed_manifest_is_found_even_when_the_sums_were_made_to_fit() {
    type Change = fn(&mut serde_json::Value);
    let changes: [(&str, Change); 24] = [
        ("the day", |manifest| manifest["packet"]["as_of"] = "2026-11-21".into()),
        ("the packet's title", |manifest| manifest["packet"]["title"] = "Something else".into()),
        ("draft", |manifest| manifest["packet"]["draft"] = true.into()),
        ("a source's hash", |manifest| {
            manifest["exhibits"][0]["sources"][0]["sha256"] = "0".repeat(64).into();
        }),
        ("a page's source", |manifest| {
            let page =
                manifest["pages"].as_array().unwrap().iter().position(|page| page["source"].is_string());
            manifest["pages"][page.unwrap()]["source"] = "evidence/another.pdf".into();
        }),
        ("a page of a source", |manifest| {
            let page =
                manifest["pages"].as_array().unwrap().iter().position(|page| page["source"].is_string());
            manifest["pages"][page.unwrap()]["source_page"] = 77.into();
        }),
        ("two pages swapped", |manifest| {
            manifest["pages"].as_array_mut().unwrap().swap(7, 9);
        }),
        ("two exhibits swapped", |manifest| {
            manifest["exhibits"].as_array_mut().unwrap().swap(0, 1);
        }),
        ("a file left out less", |manifest| {
            manifest["omitted"].as_array_mut().unwrap().pop().expect("something was left out");
        }),
        ("the size of a volume", |manifest| manifest["volumes"][0]["bytes"] = 1.into()),
        ("a page number", |manifest| manifest["pages"][3]["page"] = 99.into()),
        ("an exhibit's first page", |manifest| {
            let first = manifest["exhibits"][1]["first_page"].as_u64().unwrap();
            manifest["exhibits"][1]["first_page"] = (first + 1).into();
        }),
        ("a source's title", |manifest| {
            manifest["exhibits"][0]["sources"][0]["title"] = "Something else".into();
        }),
        ("a source's first page", |manifest| {
            let first = manifest["exhibits"][0]["sources"][0]["first_page"].as_u64().unwrap();
            manifest["exhibits"][0]["sources"][0]["first_page"] = (first + 1).into();
        }),
        ("the pages in", |manifest| manifest["ledger"]["pages_in"] = 7.into()),
        ("the largest number there is", |manifest| {
            manifest["pages"][0]["page"] = u32::MAX.into();
            manifest["exhibits"][0]["first_page"] = u32::MAX.into();
            manifest["exhibits"][0]["last_page"] = u32::MAX.into();
            manifest["exhibits"][0]["sources"][0]["pages"] = u32::MAX.into();
            manifest["volumes"][0]["last_page"] = u32::MAX.into();
        }),
        ("pages from the last to the first", |manifest| {
            manifest["exhibits"][0]["first_page"] = 9.into();
            manifest["exhibits"][0]["last_page"] = 2.into();
            manifest["volumes"][0]["first_page"] = 9.into();
            manifest["volumes"][0]["last_page"] = 0.into();
        }),
        ("no page at all", |manifest| {
            manifest["exhibits"][0]["first_page"] = 0.into();
            manifest["exhibits"][0]["sources"][0]["first_page"] = 0.into();
            manifest["exhibits"][0]["sources"][0]["last_page"] = 0.into();
        }),
        ("a tab twice", |manifest| manifest["exhibits"][1]["tab"] = manifest["exhibits"][0]["tab"].clone()),
        ("an exhibit a hundred thousand times", |manifest| {
            let exhibit = manifest["exhibits"][0].clone();
            manifest["exhibits"].as_array_mut().unwrap().extend(std::iter::repeat_n(exhibit, 100_000));
        }),
        ("ten million pages", |manifest| {
            manifest["volumes"][0]["last_page"] = 10_000_000.into();
            let last = manifest["exhibits"].as_array().unwrap().len() - 1;
            manifest["exhibits"][last]["last_page"] = 10_000_000.into();
            manifest["ledger"]["pages_out"] = 10_000_000.into();
        }),
        ("an exhibit's title", |manifest| manifest["exhibits"][0]["title"] = "Something else".into()),
        ("a page's hash", |manifest| manifest["pages"][5]["sha256"] = "0".repeat(64).into()),
        ("a page taken away", |manifest| {
            manifest["pages"].as_array_mut().unwrap().pop();
        }),
    ];
    let packet = Packet::build();
    let whole = fs::read(packet.file("manifest.json")).unwrap();
    for (what, change) in changes {
        let mut manifest = packet.manifest();
        change(&mut manifest);
        fs::write(packet.file("manifest.json"), serde_json::to_vec_pretty(&manifest).unwrap()).unwrap();
        packet.make_sums_fit();
        let output = run_in(&packet.case, &["verify", "packet"]);
        assert_eq!(code(&output), 12, "{what} was not found out");
        fs::write(packet.file("manifest.json"), &whole).unwrap();
        packet.make_sums_fit();
    }
}

#[test]
fn cut_added_swapped_and_renamed_files_are_named() {
    let packet = Packet::build();
    let volume = packet.volume();
    let whole = fs::read(&volume).unwrap();
    let name = volume.file_name().unwrap().to_str().unwrap().to_owned();
    type Change = fn(&mut Vec<u8>);
    let changes: [(&str, Change); 6] = [
        ("cut at its end", |bytes| bytes.truncate(bytes.len() - 1)),
        ("cut in half", |bytes| bytes.truncate(bytes.len() / 2)),
        ("emptied", Vec::clear),
        ("a byte added", |bytes| bytes.push(b' ')),
        ("a revision added", |bytes| {
            bytes.extend(b"\n1 0 obj\n<<>>\nendobj\nxref\n0 0\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n");
        }),
        ("bytes swapped", |bytes| bytes.swap(1_000, 2_001)),
    ];
    for (what, change) in changes {
        edit(&volume, change);
        assert!(packet.differs().contains(&name), "{what}");
        packet.make_sums_fit();
        assert!(packet.differs().contains(&name), "{what}, with sums that fit");
        fs::write(&volume, &whole).unwrap();
        packet.make_sums_fit();
    }
    fs::rename(&volume, packet.file("Another.pdf")).unwrap();
    let said = packet.differs();
    assert!(said.contains(&name) && said.contains("Another.pdf"), "{said}");
    fs::rename(packet.file("Another.pdf"), &volume).unwrap();
    let sums = fs::read_to_string(packet.file("SHA256SUMS")).unwrap();
    let lines: Vec<&str> = sums.lines().collect();
    let others = [
        ("a line less", lines[1..].join("\n") + "\n"),
        ("no lines", String::new()),
        ("a line twice", format!("{sums}{}\n", lines[0])),
        ("a file of another folder", format!("{sums}{}  ../case.toml\n", "0".repeat(64))),
        (
            "hashes swapped",
            format!(
                "{}{}\n{}{}\n{}\n",
                &lines[1][..64],
                &lines[0][64..],
                &lines[0][..64],
                &lines[1][64..],
                lines[2]
            ),
        ),
    ];
    for (what, text) in others {
        fs::write(packet.file("SHA256SUMS"), text).unwrap();
        assert!(!packet.differs().is_empty(), "{what}");
    }
}

#[test]
fn a_missing_or_added_file_is_named() {
    let packet = Packet::build();
    fs::write(packet.file("extra.txt"), "slipped in").unwrap();
    assert!(packet.differs().contains("extra.txt"));
    fs::remove_file(packet.file("extra.txt")).unwrap();
    fs::remove_file(packet.file("index.csv")).unwrap();
    assert!(packet.differs().contains("index.csv"));
}

#[test]
fn a_manifest_too_long_to_be_true_is_not_read() {
    let packet = Packet::build();
    fs::OpenOptions::new().write(true).open(packet.file("manifest.json")).unwrap().set_len(1 << 40).unwrap();
    assert!(packet.differs().contains("more than any packet needs"));
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_checked_is_no_difference_and_is_told() {
    use std::os::unix::ffi::OsStrExt;
    let (_keep, case) = case("court-family");
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.txt");
    fs::write(case.join("evidence").join(name), "a list of what was bought").unwrap();
    assert_eq!(code(&run_in(&case, &["build", "--draft", "--today", "2026-11-22", "-q"])), 0);
    let output = run_in(&case, &["verify", "packet", "--evidence", "evidence", "-q"]);
    assert_eq!(code(&output), 0, "{}", stdout(&output));
    let said = stderr(&output);
    assert!(said.contains("1 file not checked: evidence/caf\\xE9.txt"), "{said}");
}
