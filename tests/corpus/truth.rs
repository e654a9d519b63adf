//! What is known of the corpus: `MANIFEST.tsv` (what other tools say of each file) and `TRUTH.jsonl` (the boxes).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A file of the corpus.
pub struct Document {
    /// Its path within the corpus.
    pub file: String,
    pub path: PathBuf,
    /// `pdf`, `image` or `other`.
    pub kind: String,
    /// `packable`, `needs-password` …
    pub class: String,
    /// What each outside tool counts; several if they disagree.
    pub page_counts: Vec<usize>,
    pub password: Option<String>,
    /// Pictures: number of frames.
    pub frames: Option<usize>,
    pub format: String,
    /// The boxes of each page.
    pub pages: Vec<PageBoxes>,
}

/// The boxes of a page as an outside tool reads them.
#[derive(Clone, Copy)]
pub struct PageBoxes {
    pub media: [f64; 4],
    pub crop: [f64; 4],
    pub rotate: i64,
    pub unit: f64,
}

/// Reads the list.
pub fn read(corpus: &Path, only: Option<&str>) -> Vec<Document> {
    let boxes = boxes(corpus);
    let text = fs::read_to_string(corpus.join("MANIFEST.tsv")).unwrap();
    let mut lines = text.lines();
    let columns: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let mut documents = Vec::new();
    for line in lines {
        let cells: BTreeMap<&str, &str> = columns.iter().copied().zip(line.split('\t')).collect();
        let cell = |name: &str| cells.get(name).copied().unwrap_or_default();
        let file = unquoted(cell("file"));
        if only.is_some_and(|only| !only.split(',').any(|part| file.contains(part))) {
            continue;
        }
        let mut page_counts: Vec<usize> = ["pages_qpdf", "pages_mutool", "pages_poppler"]
            .iter()
            .filter_map(|tool| cell(tool).parse().ok())
            .collect();
        page_counts.dedup();
        documents.push(Document {
            path: corpus.join(&file),
            kind: cell("type").to_owned(),
            class: cell("truth_class").to_owned(),
            page_counts,
            password: Some(unescaped(&unquoted(cell("known_password")))).filter(|word| !word.is_empty()),
            frames: cell("frames_pillow").parse().ok(),
            format: cell("img_format").to_owned(),
            pages: boxes.get(&file).cloned().unwrap_or_default(),
            file,
        });
    }
    documents
}

fn boxes(corpus: &Path) -> BTreeMap<String, Vec<PageBoxes>> {
    let text = fs::read_to_string(corpus.join("TRUTH.jsonl")).unwrap_or_default();
    let mut boxes = BTreeMap::new();
    for line in text.lines() {
        let Ok(entry) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        let pages =
            entry["pages"].as_array().map_or(Vec::new(), |pages| pages.iter().filter_map(page).collect());
        boxes.insert(entry["file"].as_str().unwrap_or_default().to_owned(), pages);
    }
    boxes
}

fn page(page: &serde_json::Value) -> Option<PageBoxes> {
    let sides = |name: &str| -> Option<[f64; 4]> {
        let sides: Vec<f64> = page[name].as_array()?.iter().filter_map(serde_json::Value::as_f64).collect();
        sides.try_into().ok()
    };
    let media = sides("media")?;
    Some(PageBoxes {
        media,
        crop: sides("crop").unwrap_or(media),
        rotate: page["rotate"].as_i64().unwrap_or(0),
        unit: page["userunit"].as_f64().unwrap_or(1.0),
    })
}

/// A cell that holds a quote or a tabulator is quoted.
fn unquoted(cell: &str) -> String {
    match cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => cell.to_owned(),
    }
}

/// `\u00e6` is the letter.
fn unescaped(text: &str) -> String {
    serde_json::from_str(&format!("\"{}\"", text.replace('"', "\\\""))).unwrap_or_else(|_| text.to_owned())
}
