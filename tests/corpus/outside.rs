//! What outside checkers say of a packet, and a copy of it that shows each source page alone.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::boxes::Place;
use crate::child::{self, Ran};
use crate::pack::Volume;

const LIMIT: Duration = Duration::from_secs(120);

/// A PDF as qpdf sees it: every object, and the pages in order.
pub struct Objects {
    header: Value,
    objects: Map<String, Value>,
    pages: Vec<String>,
}

/// Whether a copy keeps what protects its original.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Protection {
    Kept,
    Removed,
}

/// A copy of a PDF in which each object stands alone: only there can qpdf change one for certain.
pub fn plain(file: &Path, copy: PathBuf, protection: Protection, password: Option<&str>) -> Option<PathBuf> {
    let mut command = qpdf(password);
    command.args(["--object-streams=disable", "--preserve-unreferenced"]);
    if protection == Protection::Removed {
        command.arg("--decrypt");
    }
    child::run(command.arg(file).arg(&copy), LIMIT).succeeded().then_some(copy)
}

/// Reads all objects of a PDF (no stream data).
pub fn objects(file: &Path) -> Option<Objects> {
    let mut command = qpdf(None);
    command.args(["--json=2", "--json-key=qpdf", "--json-key=pages", "--json-stream-data=none"]).arg(file);
    let ran = child::run(&mut command, LIMIT);
    let mut whole: Value = serde_json::from_slice(&ran.stdout).ok()?;
    let pages = whole["pages"].as_array()?.iter().filter_map(|page| page["object"].as_str());
    let pages = pages.map(str::to_owned).collect();
    let Value::Object(objects) = whole["qpdf"][1].take() else { return None };
    Some(Objects { header: whole["qpdf"][0].take(), objects, pages })
}

fn qpdf(password: Option<&str>) -> Command {
    let mut command = Command::new("qpdf");
    command.arg("--warning-exit-0");
    if let Some(word) = password {
        command.arg(format!("--password={word}"));
    }
    command
}

impl Objects {
    /// The dictionary of a page, counted from 1, and the name of its object.
    pub fn page(&self, number: usize) -> Option<(&str, &Value)> {
        let id = self.pages.get(number.checked_sub(1)?)?;
        Some((id, self.objects.get(&format!("obj:{id}"))?.get("value")?))
    }

    /// The catalog (its name and itself) and the form that it has.
    pub fn form(&self) -> Option<(String, Value, &Value)> {
        let root = self.objects.get("trailer")?.get("value")?.get("/Root")?;
        let catalog = self.followed(root)?;
        let form = self.followed(catalog.get("/AcroForm")?)?;
        Some((root.as_str()?.to_owned(), catalog.clone(), form))
    }

    /// Number of pages.
    pub fn page_count(&self) -> usize {
        self.pages.len()
    }

    /// What a value is once references have been followed.
    pub fn followed<'a>(&'a self, value: &'a Value) -> Option<&'a Value> {
        let mut value = value;
        for _ in 0..32 {
            let Some(text) = value.as_str().filter(|text| text.ends_with(" R")) else { return Some(value) };
            let object = self.objects.get(&format!("obj:{text}"))?;
            value = object.get("value").or_else(|| object.get("stream"))?;
        }
        None
    }

    /// Writes a copy of the file in which these objects are these.
    pub fn write_changed(&self, file: &Path, changed: &BTreeMap<String, Value>, copy: &Path) -> bool {
        let changed: Map<String, Value> =
            changed.iter().map(|(id, value)| (format!("obj:{id}"), json!({ "value": value }))).collect();
        let update = json!({ "version": 2, "qpdf": [self.header, changed] });
        let list = copy.with_extension("json");
        std::fs::write(&list, update.to_string()).unwrap();
        let mut command = qpdf(None);
        command.arg(file).arg(format!("--update-from-json={}", list.display())).arg(copy);
        child::run(&mut command, LIMIT).succeeded()
    }

    /// Anything of a source that must not be in a packet.
    pub fn remains(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (id, object) in &self.objects {
            let value = object.get("value").or_else(|| object["stream"].get("dict"));
            if id == "trailer" && value.is_some_and(|trailer| trailer.get("/Encrypt").is_some()) {
                found.push("encryption".to_owned());
            }
            if let Some(value) = value {
                active(value, &mut found);
            }
        }
        found.sort();
        found.dedup();
        found
    }
}

/// Actions that do something, by their kind.
const ACTIONS: [&str; 17] = [
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ResetForm",
    "/ImportData",
    "/GoToR",
    "/GoToE",
    "/URI",
    "/Thread",
    "/Sound",
    "/Movie",
    "/Hide",
    "/Named",
    "/SetOCGState",
    "/Rendition",
    "/Trans",
    "/RichMediaExecute",
];
/// Annotations that are forms, media or carriers of files.
const CARRIERS: [&str; 8] =
    ["/Widget", "/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D", "/Popup"];
/// Keys that lead to scripts, forms and attachments.
const KEYS: [&str; 8] =
    ["/AcroForm", "/OpenAction", "/AA", "/JS", "/XFA", "/EmbeddedFiles", "/EF", "/Collection"];

fn active(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| active(item, found)),
        Value::Object(entries) => {
            let is = |key: &str, list: &[&str]| {
                entries.get(key).and_then(Value::as_str).filter(|name| list.contains(name)).map(str::to_owned)
            };
            // A group's /S is /Transparency, a page label's /D: only kinds of actions are in the list.
            found.extend(is("/S", &ACTIONS));
            if entries.contains_key("/Rect") {
                found.extend(is("/Subtype", &CARRIERS));
            }
            if entries.get("/Type").is_some_and(|kind| kind == "/Filespec" || kind == "/EmbeddedFile") {
                found.push("attachment".to_owned());
            }
            // Names of fonts and the like may be anything; what these lead to is never a font.
            let typed = entries.contains_key("/Type") || entries.contains_key("/S");
            found.extend(
                KEYS.iter().filter(|key| typed && entries.contains_key(**key)).map(|key| (*key).to_owned()),
            );
            entries.values().for_each(|entry| active(entry, found));
        }
        _ => {}
    }
}

/// `qpdf --check`: nothing to say?
pub fn qpdf_check(file: &Path) -> Result<(), String> {
    let ran = child::run(Command::new("qpdf").arg("--check").arg(file), LIMIT);
    if ran.code == Some(0) { Ok(()) } else { Err(first_complaint(&ran)) }
}

/// mutool and poppler's pdfinfo read every object and every page: nothing to say?
pub fn second_check(file: &Path) -> Result<(), String> {
    let fonts_and_images = child::run(Command::new("mutool").arg("info").arg(file), LIMIT);
    let pages = child::run(Command::new("pdfinfo").args(["-f", "1", "-l", "-1"]).arg(file), LIMIT);
    for ran in [fonts_and_images, pages] {
        let complaint = first_complaint(&ran);
        if !ran.succeeded() || !complaint.is_empty() {
            return Err(complaint);
        }
    }
    Ok(())
}

fn first_complaint(ran: &Ran) -> String {
    let all = format!("{}\n{}", ran.stderr, if ran.succeeded() { String::new() } else { ran.text() });
    all.lines()
        .find(|line| {
            ["warning", "error", "Error", "WARNING", "Warning"].iter().any(|word| line.contains(word))
        })
        .filter(|line| !line.contains("ICC support"))
        .unwrap_or_default()
        .to_owned()
}

/// A copy of a packet whose pages are cut to where the source pages must lie, moved by this much.
pub fn cut(
    packet: &Objects,
    file: &Path,
    places: &[(usize, Place)],
    (right, up): (f64, f64),
    copy: PathBuf,
) -> Option<PathBuf> {
    let mut changed = BTreeMap::new();
    for (number, place) in places {
        let (id, page) = packet.page(*number)?;
        let mut page = page.clone();
        let [left, bottom, far, top] = place.sides;
        page["/MediaBox"] = json!([left + right, bottom + up, far + right, top + up]);
        changed.insert(id.to_owned(), page);
    }
    packet.write_changed(file, &changed, &copy).then_some(copy)
}

/// What is wrong with paper and numbers of a packet: each page is letter paper and bears its number in the band at
/// the foot, at the right.
pub fn paper_and_numbers(packet: &Objects, volume: &Volume) -> Vec<String> {
    let mut wrong = Vec::new();
    for number in 1..=packet.page_count() {
        let Some((_, page)) = packet.page(number) else { continue };
        let letter = [json!([0, 0, 612, 792]), json!([0, 0, 792, 612])];
        let turned = ["/Rotate", "/CropBox", "/UserUnit"].iter().any(|key| page.get(*key).is_some());
        if turned || !page.get("/MediaBox").is_some_and(|media| letter.contains(media)) {
            wrong.push(format!("page {number} of the packet is not plain letter paper"));
        }
    }
    let words =
        child::run(Command::new("pdftotext").args(["-bbox", "-q"]).arg(&volume.file).arg("-"), LIMIT).text();
    let mut found = Vec::new();
    let (mut page, mut size) = (0, (0.0, 0.0));
    for line in words.lines().map(str::trim) {
        let value = |name: &str| -> f64 {
            let rest = line.split_once(&format!("{name}=\"")).map_or("", |(_, rest)| rest);
            rest.split('"').next().and_then(|number| number.parse().ok()).unwrap_or(-1.0)
        };
        if line.starts_with("<page") {
            page += 1;
            size = (value("width"), value("height"));
        } else if line.starts_with("<word") && line.contains(&format!(">{}</word>", page + volume.first - 1))
        {
            let in_band = value("yMin") > size.1 - 30.0 && value("yMax") < size.1;
            if in_band && value("xMax") > size.0 - 72.0 && value("xMax") < size.0 - 9.0 {
                found.push(page);
            }
        }
    }
    let missing = volume.numbered.iter().filter(|number| !found.contains(number));
    wrong.extend(missing.map(|number| format!("page {number} of the packet bears no number at its place")));
    wrong
}
