//! Judges one file: packs it, asks whether the right thing was said, and holds the pages against the source.

use std::path::Path;

use crate::boxes::{self, Place};
use crate::draw::{Renderer, draw};
use crate::likeness::{Likeness, compare};
use crate::pack::{self, Packet, Packing};
use crate::truth::Document;
use crate::{Settings, outside, pictures, printed};

/// What is to be said of a file.
#[derive(Default)]
pub struct Verdict {
    pub file: String,
    pub class: String,
    pub kind: String,
    /// What is not right, a sentence each.
    pub wrong: Vec<String>,
    pub compared: Vec<Compared>,
    pub seconds: f64,
    pub mebibytes: u64,
    /// What `qpdf --check` and the second checker said; `None` = there is no packet.
    pub checks: Option<(Result<(), String>, Result<(), String>)>,
    /// Active things that are left in the packet.
    pub remains: Vec<String>,
    /// What the program said of the file.
    pub said: Vec<String>,
}

/// A page held against its source.
pub struct Compared {
    pub page: usize,
    /// By poppler; `None` = the renderer does not draw the source.
    pub poppler: Option<Likeness>,
    /// By mutool.
    pub mutool: Option<Likeness>,
}

/// Pixels per inch on the packet's paper.
const RESOLUTION: f64 = 72.0;
/// Of a long file: all of the first pages, then one in so many, so that about twice as many are looked at.
const FIRST_PAGES: usize = 30;

/// Judges a file.
pub fn judge(settings: &Settings, document: &Document) -> Verdict {
    let temporary = tempfile::tempdir().unwrap();
    let folder = match &settings.keep {
        Some(keep) => keep.join(document.file.replace('/', "_")),
        None => temporary.path().to_owned(),
    };
    std::fs::create_dir_all(&folder).unwrap();
    let mut packing = pack::pack(document, &folder.join("case"), None);
    let mut verdict = Verdict {
        file: document.file.clone(),
        class: document.class.clone(),
        kind: document.kind.clone(),
        ..Verdict::default()
    };
    let mut password = None;
    if document.class == "needs-password" {
        verdict.wrong.extend(wrongly_said(document, &packing));
        if let Some(word) = &document.password {
            password = Some(word.as_str());
            account(&mut verdict, &packing);
            packing = pack::pack(document, &folder.join("unlocked"), password);
            verdict.wrong.extend(wrong_pages(document, packing.packet.as_ref()));
        }
    } else {
        verdict.wrong.extend(wrongly_said(document, &packing));
    }
    account(&mut verdict, &packing);
    verdict.said = packing.said;
    let Some(packet) = packing.packet else { return verdict };
    verdict.checks = Some((outside::qpdf_check(&packet.file), outside::second_check(&packet.file)));
    let Some(objects) = outside::objects(&packet.file, None) else {
        verdict.wrong.push("qpdf does not read the packet".into());
        return verdict;
    };
    verdict.remains = objects.remains();
    verdict.wrong.extend(outside::paper_and_numbers(&objects, &packet.file, &packet.numbered));
    if document.kind == "image" {
        pictures::look(document, &packet, &folder, &mut verdict);
    } else {
        let sample = sample(packet.pages.len(), settings.every_page);
        look(document, &packet, &objects, &sample, &folder, password, &mut verdict);
    }
    verdict
}

fn account(verdict: &mut Verdict, packing: &Packing) {
    verdict.seconds = verdict.seconds.max(packing.seconds);
    verdict.mebibytes = verdict.mebibytes.max(packing.mebibytes);
    verdict.wrong.extend(packing.misbehaved.iter().cloned());
}

/// Was the right thing done and said, for a file of this class?
fn wrongly_said(document: &Document, packing: &Packing) -> Vec<String> {
    let pages = packing.packet.as_ref().map(|packet| packet.pages.len());
    let says = |words: &[&str]| packing.said.iter().any(|said| words.iter().any(|word| said.contains(word)));
    let mut wrong = Vec::new();
    match document.class.as_str() {
        "packable" => {
            wrong.extend(wrong_pages(document, packing.packet.as_ref()));
            if document.kind == "pdf" && pages.is_some() && says(&["cannot be read with certainty"]) {
                wrong.push("a sound file is said to be doubtful".into());
            }
        }
        "packable-after-repair" => {
            wrong.extend(wrong_pages(document, packing.packet.as_ref()));
            if pages.is_some() && !says(&["repair"]) {
                wrong.push("packed, but that it was repaired is not said".into());
            }
        }
        "needs-password" => {
            if pages.is_some() {
                wrong.push("packed although it needs a password".into());
            } else if !says(&["pdf-encrypted", "password", "locked"]) {
                wrong.push("that it is locked is not said".into());
            }
        }
        "tools-disagree" => {
            let nobody =
                |pages: &usize| !document.page_counts.is_empty() && !document.page_counts.contains(pages);
            if document.kind == "pdf" && pages.as_ref().is_some_and(nobody) {
                wrong.push(format!("packed as {pages:?} pages, which no tool counts"));
            }
            if pages.is_none() && packing.said.is_empty() {
                wrong.push("left out without a word".into());
            }
        }
        class => {
            if let Some(pages) = pages.filter(|_| class != "not-packable-as-is") {
                wrong.push(format!("packed as {pages} pages although it is {class}"));
            } else if packing.said.is_empty() {
                wrong.push("left out without a word".into());
            }
        }
    }
    wrong
}

fn wrong_pages(document: &Document, packet: Option<&Packet>) -> Option<String> {
    let expected = match document.kind.as_str() {
        "image" => document.frames.filter(|_| !first_frame_only(document)),
        _ => document.page_counts.first().copied(),
    };
    match (packet, expected) {
        (None, _) => Some("not packed".into()),
        (Some(packet), Some(expected)) if packet.pages.len() != expected => {
            Some(format!("{} pages packed, there are {expected}", packet.pages.len()))
        }
        (Some(packet), _) => {
            let in_order = packet.pages.iter().enumerate().all(|(index, (_, source))| *source == index + 1);
            (!in_order).then(|| "its pages are not in order".into())
        }
    }
}

/// Moving pictures: one frame is the picture, the others are its motion.
fn first_frame_only(document: &Document) -> bool {
    let extension = Path::new(&document.file).extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("gif" | "webp" | "mpo"))
}

/// Which pages are compared: indices into the packet's pages of this source.
fn sample(pages: usize, every: bool) -> Vec<usize> {
    let step = pages.div_ceil(FIRST_PAGES);
    (0..pages).filter(|page| every || *page < FIRST_PAGES || page % step == 0).collect()
}

/// Holds pages against the source.
fn look(
    document: &Document,
    packet: &Packet,
    objects: &outside::Objects,
    sample: &[usize],
    folder: &Path,
    password: Option<&str>,
    verdict: &mut Verdict,
) {
    let source = outside::objects(&document.path, password);
    let copy = source.and_then(|source| printed::as_printed(&source, &document.path, folder, password));
    let (original, password) = match &copy {
        Some(copy) => (copy.as_path(), None),
        None => (document.path.as_path(), password),
    };
    let placed = |index: &usize| -> Option<(usize, usize, Place, f64)> {
        let (number, page) = *packet.pages.get(*index)?;
        let boxes = document.pages.get(page - 1)?;
        Some((number, page, boxes::place(boxes)?, boxes.unit))
    };
    let wanted: Vec<(usize, usize, Place, f64)> = sample.iter().filter_map(placed).collect();
    if wanted.is_empty() {
        return;
    }
    let places: Vec<(usize, Place)> = wanted.iter().map(|(number, _, place, _)| (*number, *place)).collect();
    let Some(cut) = outside::cut(objects, &packet.file, &places, folder) else {
        verdict.wrong.push("its pages cannot be cut out of the packet".into());
        return;
    };
    let mut rest = wanted.as_slice();
    while let Some((_, _, first, unit)) = rest.first() {
        let follows = |pair: &[(usize, usize, Place, f64)]| {
            pair[1].0 == pair[0].0 + 1
                && pair[1].1 == pair[0].1 + 1
                && pair[1].2.scale == first.scale
                && pair[1].3 == *unit
        };
        let length = 1 + rest.windows(2).take_while(|pair| follows(pair)).count();
        let (run, later) = rest.split_at(length);
        rest = later;
        let (in_packet, in_source) = ((run[0].0, run[length - 1].0), (run[0].1, run[length - 1].1));
        let by = |renderer: Renderer| -> Vec<Option<Likeness>> {
            // poppler takes a page's own unit for a point.
            let own_unit = if renderer == Renderer::Poppler { *unit } else { 1.0 };
            let before = draw(renderer, original, in_source, RESOLUTION * first.scale * own_unit, password);
            let after = draw(renderer, &cut, in_packet, RESOLUTION, None);
            before
                .iter()
                .zip(&after)
                .map(|(before, after)| {
                    let before = before.as_ref()?;
                    Some(after.as_ref().map_or(Likeness::Blank, |after| compare(before, after)))
                })
                .collect()
        };
        let (poppler, mutool) = (by(Renderer::Poppler), by(Renderer::Mutool));
        for ((page, poppler), mutool) in run.iter().zip(poppler).zip(mutool) {
            verdict.compared.push(Compared { page: page.1, poppler, mutool });
        }
    }
}
