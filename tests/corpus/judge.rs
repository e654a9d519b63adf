//! Judges one file: packs it, asks whether the right thing was said, and holds the pages against the source.

use std::path::Path;

use crate::boxes::{self, Place};
use crate::draw::{Renderer, draw};
use crate::likeness::{Likeness, compare};
use crate::outside::Protection;
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
const RESOLUTION: f64 = 71.3;
/// How a page is drawn again that differs: finer by so much, moved by so many points. Renderers round the edges of
/// pictures and lines to whole pixels; where an edge falls on the border of two, the noise in the last digit decides.
/// Moving the page by less than the eye or the tolerance could see, and drawing it finer, tells that from a
/// difference of the pages.
const AGAIN: [(f64, (f64, f64)); 6] = [
    (1.0, (0.002, 0.002)),
    (1.0, (-0.002, 0.002)),
    (1.0, (0.002, -0.002)),
    (1.0, (-0.002, -0.002)),
    (2.07, (0.002, 0.002)),
    (3.13, (-0.002, -0.002)),
];
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
    let original = printed::as_printed(&document.path, &folder, password);
    let original = match &original {
        Some(copy) => Original { file: copy, password: None },
        None => Original { file: &document.path, password },
    };
    let sample = sample(packet.source_pages.len(), settings.every_page);
    let mut checks = (Ok(()), Ok(()));
    for volume in &packet.volumes {
        checks.0 = checks.0.and(outside::qpdf_check(&volume.file));
        checks.1 = checks.1.and(outside::second_check(&volume.file));
        let plain = outside::plain(&volume.file, folder.join("plain-volume.pdf"), Protection::Kept, None);
        let Some((plain, objects)) = plain.and_then(|plain| Some((plain.clone(), outside::objects(&plain)?)))
        else {
            verdict.wrong.push("qpdf does not read the packet".into());
            continue;
        };
        verdict.remains.extend(objects.remains());
        verdict.wrong.extend(outside::paper_and_numbers(&objects, volume));
        if document.kind == "image" {
            let seen = pictures::look(document, &objects, &plain, volume, &folder);
            verdict.wrong.extend(seen.wrong);
            verdict.compared.extend(seen.compared);
        } else {
            let pages = volume.pages.iter().filter(|(_, page)| sample.contains(page));
            let wanted: Vec<Wanted> = pages.filter_map(|page| wanted(document, *page)).collect();
            verdict.compared.extend(look(&original, &objects, &plain, &wanted, &folder));
        }
    }
    verdict.checks = Some(checks);
    verdict
}

/// The file whose pages are the standard: the source, or the copy that shows it as printed.
struct Original<'a> {
    file: &'a Path,
    password: Option<&'a str>,
}

fn account(verdict: &mut Verdict, packing: &Packing) {
    verdict.seconds = verdict.seconds.max(packing.seconds);
    verdict.mebibytes = verdict.mebibytes.max(packing.mebibytes);
    verdict.wrong.extend(packing.misbehaved.iter().cloned());
}

/// Was the right thing done and said, for a file of this class?
fn wrongly_said(document: &Document, packing: &Packing) -> Vec<String> {
    let pages = packing.packet.as_ref().map(|packet| packet.source_pages.len());
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
        (Some(packet), Some(expected)) if packet.source_pages.len() != expected => {
            Some(format!("{} pages packed, there are {expected}", packet.source_pages.len()))
        }
        (Some(packet), _) => {
            let in_order = packet.source_pages.iter().enumerate().all(|(index, source)| *source == index + 1);
            (!in_order).then(|| "its pages are not in order".into())
        }
    }
}

/// Moving pictures: one frame is the picture, the others are its motion.
fn first_frame_only(document: &Document) -> bool {
    let extension = Path::new(&document.file).extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("gif" | "webp" | "mpo"))
}

/// Which pages of the source are compared.
fn sample(pages: usize, every: bool) -> Vec<usize> {
    let step = pages.div_ceil(FIRST_PAGES);
    (1..=pages).filter(|page| every || *page <= FIRST_PAGES || page % step == 0).collect()
}

/// A page to be compared.
#[derive(Clone, Copy)]
struct Wanted {
    in_volume: usize,
    in_source: usize,
    place: Place,
    unit: f64,
}

fn wanted(document: &Document, (in_volume, in_source): (usize, usize)) -> Option<Wanted> {
    let boxes = document.pages.get(in_source - 1)?;
    Some(Wanted { in_volume, in_source, place: boxes::place(boxes)?, unit: boxes.unit })
}

/// Holds pages against the source.
fn look(
    original: &Original<'_>,
    objects: &outside::Objects,
    volume: &Path,
    wanted: &[Wanted],
    folder: &Path,
) -> Vec<Compared> {
    let mut compared: Vec<Compared> =
        wanted.iter().map(|page| Compared { page: page.in_source, poppler: None, mutool: None }).collect();
    for renderer in [Renderer::Poppler, Renderer::Mutool] {
        let mut likenesses =
            drawn_alike(renderer, original, objects, volume, wanted, (1.0, (0.0, 0.0)), folder);
        for how in AGAIN {
            let again: Vec<usize> = (0..wanted.len())
                .filter(|page| likenesses[*page].is_some_and(|likeness| likeness != Likeness::Same))
                .collect();
            if again.is_empty() {
                break;
            }
            let pages: Vec<Wanted> = again.iter().map(|page| wanted[*page]).collect();
            let moved = drawn_alike(renderer, original, objects, volume, &pages, how, folder);
            for (page, likeness) in again.into_iter().zip(moved) {
                if likeness == Some(Likeness::Same) {
                    likenesses[page] = likeness;
                }
            }
        }
        for (page, likeness) in compared.iter_mut().zip(likenesses) {
            match renderer {
                Renderer::Poppler => page.poppler = likeness,
                Renderer::Mutool => page.mutool = likeness,
            }
        }
    }
    compared
}

/// Draws pages of a source and of a packet, moved by a little, and compares them. `None` = the renderer does not
/// draw the source.
fn drawn_alike(
    renderer: Renderer,
    original: &Original<'_>,
    objects: &outside::Objects,
    volume: &Path,
    wanted: &[Wanted],
    (finer, nudge): (f64, (f64, f64)),
    folder: &Path,
) -> Vec<Option<Likeness>> {
    let places: Vec<(usize, Place)> = wanted.iter().map(|page| (page.in_volume, page.place)).collect();
    let Some(cut) = outside::cut(objects, volume, &places, nudge, folder.join("cut.pdf")) else {
        return vec![Some(Likeness::Blank); wanted.len()];
    };
    let mut likenesses = Vec::new();
    let mut rest = wanted;
    while let Some(first) = rest.first() {
        let follows = |pair: &[Wanted]| {
            pair[1].in_volume == pair[0].in_volume + 1
                && pair[1].in_source == pair[0].in_source + 1
                && pair[1].place.scale == first.place.scale
                && pair[1].unit == first.unit
        };
        let length = 1 + rest.windows(2).take_while(|pair| follows(pair)).count();
        let (run, later) = rest.split_at(length);
        rest = later;
        let last = run[length - 1];
        // poppler takes a page's own unit for a point.
        let own_unit = if renderer == Renderer::Poppler { first.unit } else { 1.0 };
        let resolution = RESOLUTION * finer * first.place.scale * own_unit;
        let pages = (first.in_source, last.in_source);
        let before = draw(renderer, original.file, pages, resolution, original.password);
        let after = draw(renderer, &cut, (first.in_volume, last.in_volume), RESOLUTION * finer, None);
        likenesses.extend(before.iter().zip(&after).map(|(before, after)| {
            let before = before.as_ref()?;
            Some(after.as_ref().map_or(Likeness::Blank, |after| compare(before, after)))
        }));
    }
    likenesses
}
