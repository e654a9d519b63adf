//! Holds the evidence in a volume as read back against the sources: every page shows the page it should.

use std::collections::BTreeMap;

use super::compare::near;
use crate::pdf::proof::PageProof;
use crate::pdf::readback::{ReadDrawing, ReadPage};
use crate::plan::placement::Placement;
use crate::plan::{ExhibitSource, PacketPlan, Page};

/// What each page of evidence must show, by its number in the packet, as the opened sources state it.
pub type Proofs = BTreeMap<u32, PageProof>;

/// A link area and the page it leads to, counted from 0: left, bottom, width, height, page.
pub type LinkArea = (f64, f64, f64, f64, usize);

/// Everything in which the evidence on a page differs from its source.
pub fn compare(plan: &PacketPlan, page: &Page, proofs: &Proofs, read: &ReadPage) -> Vec<String> {
    let number = page.number;
    let Some((source, evidence)) = source_of(plan, page).zip(page.evidence) else {
        let surplus = (!read.drawings.is_empty())
            .then(|| format!("page {number} shows a piece of evidence, which was not planned"));
        return surplus.into_iter().collect();
    };
    let name = format!("page {} of {}", evidence.source_page, source.path);
    let Some(proof) = proofs.get(&number) else {
        return vec![format!("page {number} should show {name}, which was never opened")];
    };
    let Some((drawing, looks)) = read.drawings.split_first() else {
        return vec![format!("page {number} should show {name} and shows no evidence")];
    };
    if !drawing.print.as_ref().is_some_and(|print| proof.print.matches(print)) {
        return vec![format!("page {number} should show {name} and shows something else")];
    }
    let mut differences = Vec::new();
    if !lies_as_planned(drawing, proof, &evidence.placement) {
        differences.push(format!("page {number} shows {name}, but not where or as large as it was planned"));
    }
    if !drawing.first {
        differences.push(format!("page {number} draws or clips something before it shows {name}"));
    }
    let same = |(planned, read): (&crate::pdf::proof::Print, &ReadDrawing)| {
        read.print.as_ref().is_some_and(|print| planned.matches(print))
    };
    if looks.len() != proof.looks.len() || !proof.looks.iter().zip(looks).all(same) {
        differences.push(format!("page {number} shows more or less than {name}"));
    }
    differences
}

/// The links that the source page brings along, in order, in a volume whose first page has this number.
pub fn links(plan: &PacketPlan, page: &Page, proofs: &Proofs, first: u32) -> Vec<LinkArea> {
    let of_page = source_of(plan, page).zip(page.evidence).zip(proofs.get(&page.number));
    let Some(((source, evidence), proof)) = of_page else { return Vec::new() };
    let link = |(area, to): &([f64; 4], u32)| {
        let place = source.pages.iter().rposition(|taken| taken == to)?;
        let [left, bottom, right, top] = *area;
        let (x0, y0) = proof.on_paper((left, bottom), &evidence.placement);
        let (x1, y1) = proof.on_paper((right, top), &evidence.placement);
        let target = source.first_page.checked_sub(first)? as usize + place;
        Some((x0.min(x1), y0.min(y1), (x1 - x0).abs(), (y1 - y0).abs(), target))
    };
    proof.links.iter().filter_map(link).collect()
}

fn source_of<'p>(plan: &'p PacketPlan, page: &Page) -> Option<&'p ExhibitSource> {
    plan.exhibits.get(page.exhibit?)?.sources.get(page.evidence?.source)
}

/// The corners of the page, and the edges of what is shown of it, lie on the corners and edges of its place.
fn lies_as_planned(drawing: &ReadDrawing, proof: &PageProof, place: &Placement) -> bool {
    let [a, b, c, d, e, f] = drawing.map;
    let on_paper = |(x, y): (f64, f64)| (a * x + c * y + e, b * x + d * y + f);
    let same = |planned: (f64, f64), read: (f64, f64)| near(planned.0, read.0) && near(planned.1, read.1);
    let (right, top) = (place.x + place.width, place.y + place.height);
    let planned = [(place.x, place.y), (right, place.y), (place.x, top)];
    let [x0, y0, x1, y1] = drawing.shown;
    let (one, two) = (on_paper((x0, y0)), on_paper((x1, y1)));
    let lower_left = (one.0.min(two.0), one.1.min(two.1));
    let upper_right = (one.0.max(two.0), one.1.max(two.1));
    planned.iter().zip(proof.corners).all(|(planned, corner)| same(*planned, on_paper(corner)))
        && same((place.x, place.y), lower_left)
        && same((right, top), upper_right)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::path::PathBuf;

    use lopdf::{Dictionary, Document, Object, Stream, dictionary};

    use super::super::{Ledger, compare};
    use super::*;
    use crate::compose::Sheet;
    use crate::intake::{Kind, PageSize};
    use crate::pdf::readback::{self, ReadVolume};
    use crate::pdf::source::{PageMap, Source};
    use crate::pdf::volume::{VolumeInfo, VolumeWriter};
    use crate::plan::placement::place;
    use crate::plan::{EvidencePage, Exhibit, PageKind, Relation};

    const SIZE: PageSize = PageSize::Points { width: 200.0, height: 300.0 };

    /// Three scans: the content of each page is the same, the pictures differ. The first page links to the second.
    fn scans() -> Source {
        let mut document = Document::with_version("1.7");
        let root = document.new_object_id();
        let mut pages = Vec::new();
        for gray in [10, 20, 30] {
            let about = dictionary! {
                "Type" => "XObject", "Subtype" => "Image", "Width" => 1, "Height" => 1, "BitsPerComponent" => 8,
                "ColorSpace" => "DeviceGray",
            };
            let image = document.add_object(Stream::new(about, vec![gray]));
            let content = Stream::new(Dictionary::new(), b"q 200 0 0 300 0 0 cm /Im0 Do Q".to_vec());
            let content = document.add_object(content);
            pages.push(document.add_object(dictionary! {
                "Type" => "Page", "Parent" => root, "Contents" => content, "Rotate" => 180,
                "MediaBox" => [0, 0, 200, 300].map(Object::Integer).to_vec(),
                "Resources" => dictionary! { "XObject" => dictionary! { "Im0" => image } },
            }));
        }
        let link = dictionary! {
            "Type" => "Annot", "Subtype" => "Link", "Rect" => [20, 30, 60, 40].map(Object::Integer).to_vec(),
            "Dest" => vec![pages[1].into(), "Fit".into()],
        };
        document.get_dictionary_mut(pages[0]).unwrap().set("Annots", vec![link.into()]);
        let kids: Vec<Object> = pages.into_iter().map(Object::Reference).collect();
        document.objects.insert(root, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 3 }.into());
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
        document.trailer.set("Root", catalog);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        Source::open(bytes, Kind::Pdf, &[]).unwrap()
    }

    /// The three pages of the scans, and nothing else.
    fn plan() -> PacketPlan {
        let placement = place(SIZE);
        let page = |number: u32| Page {
            number,
            kind: PageKind::Exhibit,
            ordinal: number - 1,
            exhibit: Some(0),
            evidence: Some(EvidencePage { source: 0, source_page: number, inner: number, placement }),
        };
        let source = ExhibitSource {
            path: "evidence/scans.pdf".into(),
            on_disk: PathBuf::new(),
            sha256: String::new(),
            checksum: Default::default(),
            bytes: 0,
            kind: Kind::Pdf,
            title: "Scans".into(),
            date: None,
            language: None,
            relation: Relation::Document,
            selection: None,
            all_pages: 3,
            comments: Vec::new(),
            pages: vec![1, 2, 3],
            sizes: vec![SIZE; 3],
            captions: Vec::new(),
            conversion: None,
            first_page: 1,
            last_page: 3,
        };
        let exhibit = Exhibit {
            tab: "A".into(),
            title: "Scans".into(),
            section: String::new(),
            requirements: Vec::new(),
            part: None,
            person: None,
            first_page: 1,
            last_page: 3,
            certified_in: Vec::new(),
            sources: vec![source],
        };
        PacketPlan {
            track: String::new(),
            track_sha256: String::new(),
            office_files: Vec::new(),
            profile: String::new(),
            title: String::new(),
            as_of: jiff::civil::date(2026, 11, 22),
            draft: false,
            file_stem: String::new(),
            parts: Vec::new(),
            exhibits: vec![exhibit],
            pages: [1, 2, 3].map(page).to_vec(),
            limit: u64::MAX,
            measured: false,
            begins: Vec::new(),
            volumes: vec![crate::plan::Volume { first_page: 1, last_page: 3 }],
            notes: Vec::new(),
            omitted: Vec::new(),
        }
    }

    fn sheets() -> Vec<Sheet> {
        vec![Sheet { width: 612.0, height: 792.0, items: Vec::new(), links: Vec::new() }; 3]
    }

    /// What a writer wrote that was told to write this.
    fn written(
        write: impl Fn(&mut VolumeWriter<Vec<u8>>, &mut Source, &Page, &Placement, &PageMap),
    ) -> ReadVolume {
        let info = VolumeInfo { title: String::new(), first_page: 1, statement: String::new() };
        let mut volume = VolumeWriter::new(Vec::new(), &sheets(), info).unwrap();
        let mut source = scans();
        let targets: PageMap = (1..=3).map(|page| (page, page as usize - 1)).collect();
        for page in &plan().pages {
            write(&mut volume, &mut source, page, &page.evidence.unwrap().placement, &targets);
        }
        readback::read(volume.finish(&[]).unwrap().0).unwrap()
    }

    fn differences(read: &ReadVolume) -> Vec<String> {
        let mut source = scans();
        let proofs: Proofs = (1..=3).map(|page| (page, source.proof(page).unwrap())).collect();
        compare::compare(&plan(), 0, &sheets(), &proofs, &[], read)
    }

    fn ledger(pages: u32, selection: Option<&str>, read: &ReadVolume) -> Ledger {
        let pages_read: Vec<_> = read.pages.iter().collect();
        Ledger::new(&plan(), &[(pages, selection.map(str::to_owned))], &pages_read)
    }

    #[test]
    fn a_faithful_volume_differs_in_nothing() {
        let read = written(|volume, source, page, place, targets| {
            volume.source_page(source, page.number, place, targets).unwrap();
        });
        assert_eq!(differences(&read), Vec::<String>::new());
    }

    #[test]
    fn a_wrong_page_with_the_same_content_stream_is_found() {
        let read = written(|volume, source, page, place, targets| {
            let wrong = if page.number == 1 { 1 } else { 5 - page.number };
            volume.source_page(source, wrong, place, targets).unwrap();
        });
        let expected = [2, 3].map(|page| {
            format!("page {page} should show page {page} of evidence/scans.pdf and shows something else")
        });
        assert_eq!(differences(&read), expected);
    }

    #[test]
    fn a_page_without_its_evidence_is_found_and_counted() {
        let read = written(|volume, source, page, place, targets| match page.number {
            2 => volume.sheet_page().unwrap(),
            number => volume.source_page(source, number, place, targets).unwrap(),
        });
        let said = "page 2 should show page 2 of evidence/scans.pdf and shows no evidence";
        assert_eq!(differences(&read), [said]);
        let ledger = ledger(3, None, &read);
        assert_eq!((ledger.pages_in, ledger.pages_out, ledger.generated), (3, 2, 1));
        assert!(ledger.difference().is_some());
    }

    #[test]
    fn a_source_with_more_pages_than_were_planned_does_not_balance() {
        let read = written(|volume, source, page, place, targets| {
            volume.source_page(source, page.number, place, targets).unwrap();
        });
        assert_eq!(ledger(3, None, &read).difference(), None);
        assert_eq!(ledger(7, Some("2-4"), &read).difference(), None);
        assert!(ledger(4, None, &read).difference().is_some());
    }

    #[test]
    fn a_misplaced_page_is_found() {
        let read = written(|volume, source, page, place, targets| {
            let place = Placement { x: place.x + f64::from(page.number), ..*place };
            volume.source_page(source, page.number, &place, targets).unwrap();
        });
        let differences = differences(&read);
        for page in 1..=3 {
            let said = format!(
                "page {page} shows page {page} of evidence/scans.pdf, but not where or as large as it was planned"
            );
            assert!(differences.contains(&said), "{differences:?}");
        }
    }

    #[test]
    fn evidence_on_a_page_of_our_own_is_found() {
        let read = written(|volume, source, page, place, targets| {
            volume.source_page(source, page.number, place, targets).unwrap();
        });
        let mut plan = plan();
        plan.pages[2].evidence = None;
        let said = compare(&plan, &plan.pages[2], &Proofs::new(), &read.pages[2]);
        assert_eq!(said, ["page 3 shows a piece of evidence, which was not planned"]);
    }

    #[test]
    fn a_links_target_is_compared_both_ways() {
        let wrong = written(|volume, source, page, place, _| {
            volume.source_page(source, page.number, place, &[(2, 2)].into()).unwrap();
        });
        // The page lies upside down, 206 from the left and 261 from the bottom: the link is at its upper right.
        let missing = "page 1 should link to page 2 at 346, 521".to_owned();
        let surplus = "page 1 links to page 3 at 346, 521, which was not planned".to_owned();
        assert_eq!(differences(&wrong), [missing.clone(), surplus]);
        let none = written(|volume, source, page, place, _| {
            volume.source_page(source, page.number, place, &PageMap::new()).unwrap();
        });
        assert_eq!(differences(&none), [missing]);
    }
}
