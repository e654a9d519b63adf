//! Packs one file alone, as an office would: a case folder, `casebinder check`, `casebinder build --draft`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use crate::child::{self, Ran};
use crate::truth::Document;

/// What became of a file.
pub struct Packing {
    /// Everything that was said of it: findings of the check, talk of the build.
    pub said: Vec<String>,
    /// The packet, if there is one with pages of this file in it.
    pub packet: Option<Packet>,
    /// What must never happen: a crash, a hang, an exit code out of the contract.
    pub misbehaved: Vec<String>,
    /// The slower of the two runs.
    pub seconds: f64,
    /// The larger of the two runs.
    pub mebibytes: u64,
}

/// A packet that was written.
pub struct Packet {
    /// Its volumes; most have one.
    pub volumes: Vec<Volume>,
    /// Pages of this file in the packet: of the source, in packet order.
    pub source_pages: Vec<usize>,
}

/// A volume of a packet.
pub struct Volume {
    pub file: PathBuf,
    /// Number of its first page in the packet.
    pub first: usize,
    /// Pages of the volume (counted from 1 in it) with their page of the source.
    pub pages: Vec<(usize, usize)>,
    /// Pages of the volume that bear a number (all but the cover).
    pub numbered: Vec<usize>,
}

/// No honest file of the corpus takes this long even in an unoptimised build.
const LIMIT: Duration = Duration::from_secs(60);
/// Exit codes that say "done" or "there are gaps".
const CALM: [i32; 3] = [0, 10, 11];

/// Packs a file in a case of its own under `folder`.
pub fn pack(document: &Document, folder: &Path, password: Option<&str>) -> Packing {
    let name = document.path.file_name().unwrap().to_str().unwrap();
    fs::create_dir_all(folder.join("evidence")).unwrap();
    fs::copy(&document.path, folder.join("evidence").join(name)).unwrap();
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let password = password.map(|word| format!("password = {}\n", quoted(word))).unwrap_or_default();
    let case = format!(
        "schema = 1\ntrack = \"asylum-court-filing\"\n\n\
         [[person]]\nid = \"ana\"\nname = \"Ana EXAMPLE\"\nrole = \"principal\"\n\n\
         [[document]]\nfile = {}\ntitle = \"The document\"\n{password}",
        quoted(name)
    );
    fs::write(folder.join("case.toml"), case).unwrap();
    let casebinder = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebinder"));
        command.env("NO_COLOR", "1").env("COLUMNS", "1000").env_remove("RUST_LOG").current_dir(folder);
        child::run(command.args(arguments).args(["--today", "2026-11-22"]), LIMIT)
    };
    let check = casebinder(&["check", "--format", "json", "--no-history"]);
    let build = casebinder(&["build", "--draft", "-o", "packet"]);

    let mut misbehaved = misbehaviour("check", &check);
    misbehaved.extend(misbehaviour("build", &build));
    let report: Value = serde_json::from_slice(&check.stdout).unwrap_or_default();
    let path = format!("evidence/{name}");
    let mut said = Vec::new();
    for finding in report["findings"].as_array().into_iter().flatten() {
        if finding["path"].as_str() == Some(&path) {
            said.push(format!("{}: {}", text(&finding["rule"]), text(&finding["message"])));
        }
    }
    let talk = build.stderr.lines().filter(|line| line.contains(name)).map(|line| line.trim().to_owned());
    said.extend(talk);
    Packing {
        said,
        packet: packet(&folder.join("packet"), &path),
        misbehaved,
        seconds: check.seconds.max(build.seconds),
        mebibytes: check.mebibytes.max(build.mebibytes),
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn misbehaviour(what: &str, ran: &Ran) -> Vec<String> {
    let mut wrong = Vec::new();
    if ran.out_of_time {
        wrong.push(format!("{what} did not end"));
    } else if !ran.code.is_some_and(|code| CALM.contains(&code)) {
        let last = ran.stderr.lines().last().unwrap_or_default();
        wrong.push(format!("{what} ended with {:?}: {last}", ran.code));
    }
    if ran.stderr.contains("panicked at") {
        wrong.push(format!("{what} panicked"));
    }
    wrong
}

fn packet(folder: &Path, source: &str) -> Option<Packet> {
    let manifest: Value =
        serde_json::from_str(&fs::read_to_string(folder.join("manifest.json")).ok()?).ok()?;
    let number = |value: &Value| value.as_u64().map(|number| number as usize);
    let pages = manifest["pages"].as_array()?;
    let mut packet = Packet { volumes: Vec::new(), source_pages: Vec::new() };
    for volume in manifest["volumes"].as_array()? {
        let (first, last) = (number(&volume["first_page"])?, number(&volume["last_page"])?);
        let file = folder.join(volume["file"].as_str()?);
        let mut volume = Volume { file, first, pages: Vec::new(), numbered: Vec::new() };
        for page in pages {
            let Some(here) = number(&page["page"]).filter(|page| (first..=last).contains(page)) else {
                continue;
            };
            if page["kind"] != "cover" {
                volume.numbered.push(here - first + 1);
            }
            if page["source"].as_str() == Some(source) {
                let of_source = number(&page["source_page"])?;
                volume.pages.push((here - first + 1, of_source));
                packet.source_pages.push(of_source);
            }
        }
        packet.volumes.push(volume);
    }
    (!packet.source_pages.is_empty()).then_some(packet)
}
