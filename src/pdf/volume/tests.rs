#![allow(clippy::unwrap_used)]

use lopdf::{ObjectId, Stream};

use super::*;
use crate::intake::Kind;
use crate::pdf::geometry::Matrix;

/// Sheets as the typesetter gives them: one font for all, one line of text on each.
fn typeset_by_hand(sheets: &[Sheet]) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let root = document.new_object_id();
    let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" };
    let font = document.add_object(font);
    let mut kids = Vec::new();
    for (index, sheet) in sheets.iter().enumerate() {
        let content = format!("BT /F0 10 Tf 500 12 Td (sheet {index}) Tj ET");
        let content = document.add_object(Stream::new(Dictionary::new(), content.into_bytes()));
        let page = dictionary! {
            "Type" => "Page", "Parent" => root, "Contents" => content,
            "MediaBox" => [0.0, 0.0, sheet.width, sheet.height].map(links::real).to_vec(),
            "Resources" => dictionary! { "Font" => dictionary! { "F0" => font } },
        };
        kids.push(document.add_object(page).into());
    }
    finished(document, root, kids)
}

fn finished(mut document: Document, root: ObjectId, kids: Vec<Object>) -> Vec<u8> {
    let count = i64::try_from(kids.len()).unwrap();
    document.objects.insert(root, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn sheets(count: usize) -> Vec<Sheet> {
    vec![Sheet { width: 612.0, height: 792.0, items: Vec::new(), links: Vec::new() }; count]
}

fn writer(sheets: &[Sheet], first_page: u32) -> VolumeWriter<Vec<u8>> {
    let info = VolumeInfo { title: "Pruebas de Ñ".into(), first_page, statement: "abc".into() };
    VolumeWriter::with_generated(Vec::new(), &typeset_by_hand(sheets), sheets, info).unwrap()
}

const PLACE: Placement =
    Placement { paper_width: 612.0, paper_height: 792.0, x: 100.0, y: 130.0, width: 400.0, height: 600.0 };

/// A source whose catalog and pages the test completes. Pages are 200 by 300 points.
struct Draft {
    document: Document,
    root: ObjectId,
    pages: Vec<ObjectId>,
}

impl Draft {
    fn with_pages(count: usize) -> Draft {
        let mut document = Document::with_version("1.7");
        let root = document.new_object_id();
        let mut draft = Draft { document, root, pages: Vec::new() };
        for index in 0..count {
            let content = format!("BT /F0 9 Tf (source {index}) Tj ET").into_bytes();
            let content = draft.document.add_object(Stream::new(Dictionary::new(), content));
            let media: Vec<Object> = [0, 0, 200, 300].into_iter().map(Object::Integer).collect();
            let page = dictionary! { "Type" => "Page", "Parent" => root, "MediaBox" => media, "Contents" => content };
            draft.pages.push(draft.document.add_object(page));
        }
        draft
    }

    fn set(&mut self, page: usize, key: &str, value: impl Into<Object>) {
        self.document.get_dictionary_mut(self.pages[page]).unwrap().set(key, value.into());
    }

    fn open(self, catalog: Dictionary) -> Source {
        let Draft { document, root, pages } = self;
        let mut document = document;
        let kids = pages.into_iter().map(Object::Reference).collect();
        let bytes = finished(std::mem::take(&mut document), root, kids);
        let mut document = Document::load_mem(&bytes).unwrap();
        document.catalog_mut().unwrap().extend(&catalog);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        Source::open(bytes, Kind::Pdf, &[]).unwrap()
    }
}

/// Every page of the source, nothing else.
fn bound(source: &mut Source) -> Document {
    let count = source.page_count();
    let mut writer = writer(&sheets(count as usize), 1);
    let targets: PageMap = (1..=count).map(|page| (page, page as usize - 1)).collect();
    for page in 1..=count {
        writer.source_page(source, page, &PLACE, &targets).unwrap();
    }
    let (bytes, _) = writer.finish(&[]).unwrap();
    Document::load_mem_with_options(&bytes, lopdf::LoadOptions { strict: true, ..Default::default() })
        .unwrap()
}

fn page(volume: &Document, index: usize) -> &Dictionary {
    let id = volume.page_iter().nth(index).unwrap();
    volume.get_dictionary(id).unwrap()
}

fn form(volume: &Document, index: usize) -> &Stream {
    let resources = page(volume, index).get(b"Resources").unwrap().as_dict().unwrap();
    let images = resources.get(b"XObject").unwrap().as_dict().unwrap();
    images.get_deref(b"Src", volume).unwrap().as_stream().unwrap()
}

fn floats(dictionary: &Dictionary, key: &[u8]) -> Vec<f64> {
    dictionary
        .get(key)
        .unwrap()
        .as_array()
        .unwrap()
        .iter()
        .map(|n| f64::from(n.as_float().unwrap()))
        .collect()
}

/// Does this word stand anywhere in the objects of the volume?
fn mentions(volume: &Document, word: &str) -> bool {
    volume.objects.values().any(|object| format!("{object:?}").contains(word))
}

#[test]
fn every_turn_of_a_page_fills_its_place_upright() {
    for (rotate, viewed_lower_left) in
        [(0, (20.0, 30.0)), (90, (220.0, 30.0)), (180, (220.0, 330.0)), (270, (20.0, 330.0))]
    {
        let mut draft = Draft::with_pages(1);
        draft.set(0, "MediaBox", [20, 30, 220, 330].map(Object::Integer).to_vec());
        draft.set(0, "Rotate", rotate);
        let volume = bound(&mut draft.open(dictionary! {}));
        let matrix = floats(&form(&volume, 0).dict, b"Matrix");
        let content = volume.get_page_content(volume.page_iter().next().unwrap());
        let content = String::from_utf8(content).unwrap();
        let cm: Vec<f64> = content.split_whitespace().skip(1).take(6).map(|n| n.parse().unwrap()).collect();
        let whole = Matrix(matrix.try_into().unwrap()).then(Matrix(cm.try_into().unwrap()));
        let (x, y) = whole.apply(viewed_lower_left.0, viewed_lower_left.1);
        assert!((x - 100.0).abs() < 1e-3 && (y - 130.0).abs() < 1e-3, "{rotate}: {x} {y}");
        let corners = whole.apply_rectangle([20.0, 30.0, 220.0, 330.0]);
        for (side, expected) in corners.iter().zip([100.0, 130.0, 500.0, 730.0]) {
            assert!((side - expected).abs() < 1e-3, "{rotate}: {corners:?}");
        }
        assert_eq!(floats(&form(&volume, 0).dict, b"BBox"), [20.0, 30.0, 220.0, 330.0]);
    }
}

#[test]
fn content_is_copied_as_it_is_and_the_stamp_stands_above_it() {
    let mut draft = Draft::with_pages(1);
    let packed = content::pack(b"0 0 10 10 re f");
    let length = draft.document.add_object(Object::Integer(i64::try_from(packed.data.len()).unwrap()));
    let mut stream = Stream::new(packed.dictionary, packed.data.clone());
    stream.dict.set("Length", length);
    let stream = draft.document.add_object(stream);
    draft.set(0, "Contents", stream);
    let volume = bound(&mut draft.open(dictionary! {}));
    assert_eq!(form(&volume, 0).content, packed.data);
    let own = volume.get_page_content(volume.page_iter().next().unwrap());
    let own = String::from_utf8(own).unwrap();
    let (evidence, stamp) = (own.find("/Src Do Q").unwrap(), own.find("(sheet 0)").unwrap());
    assert!(evidence < stamp, "{own}");
}

#[test]
fn a_shared_font_is_written_once_and_inherited_resources_arrive() {
    let mut draft = Draft::with_pages(3);
    let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier" };
    let font = draft.document.add_object(font);
    let resources = dictionary! { "Font" => dictionary! { "F0" => font } };
    // Named "A" and "Metadata": names in a list, not keys with a meaning.
    let odd = dictionary! { "Font" => dictionary! { "A" => font, "Metadata" => font } };
    draft.set(2, "Resources", odd);
    let mut source = draft.open(dictionary! {});
    if let Body::Pdf(pdf) = &mut source.body {
        for index in 0..2 {
            let id = pdf.pages[index].id;
            pdf.document.get_dictionary_mut(id).unwrap().set("Resources", resources.clone());
        }
    }
    let volume = bound(&mut source);
    let fonts = volume.objects.values().filter(|object| format!("{object:?}").contains("/Courier")).count();
    assert_eq!(fonts, 1);
    for (index, name) in [(0, "F0"), (1, "F0"), (2, "A"), (2, "Metadata")] {
        let resources = form(&volume, index).dict.get(b"Resources").unwrap().as_dict().unwrap();
        let fonts = resources.get_deref(b"Font", &volume).unwrap().as_dict().unwrap();
        let font = fonts.get_deref(name.as_bytes(), &volume).unwrap().as_dict().unwrap();
        assert_eq!(font.get(b"BaseFont").unwrap().as_name().unwrap(), b"Courier");
    }
}

#[test]
fn inner_links_are_shifted_and_other_actions_are_gone() {
    let mut draft = Draft::with_pages(2);
    let rect: Vec<Object> = [10, 20, 60, 40].into_iter().map(Object::Integer).collect();
    let link = |key: &str, value: Object| {
        let mut link = dictionary! { "Type" => "Annot", "Subtype" => "Link", "Rect" => rect.clone() };
        link.set(key, value);
        Object::from(link)
    };
    let there = |page: ObjectId| Object::Array(vec![page.into(), "Fit".into()]);
    let (first, second) = (draft.pages[0], draft.pages[1]);
    let text = Object::string_literal;
    let web = dictionary! { "S" => "URI", "URI" => text("https://example.org") };
    let named = dictionary! { "S" => "GoTo", "D" => text("chapter"),
    "Next" => dictionary! { "S" => "JavaScript", "JS" => text("app.alert(1)") } };
    let annotations = vec![
        link("Dest", there(second)),
        link("A", web.into()),
        link("A", named.into()),
        link("Dest", there(first)),
    ];
    draft.set(0, "Annots", annotations);
    draft.set(0, "AA", dictionary! { "O" => dictionary! { "S" => "JavaScript", "JS" => text("x()") } });
    let names = vec![text("chapter"), there(second)];
    let catalog = dictionary! {
        "Names" => dictionary! { "Dests" => dictionary! { "Names" => names },
            "JavaScript" => dictionary! { "Names" => vec![text("a"), dictionary! { "S" => "JavaScript" }.into()] } },
        "OpenAction" => dictionary! { "S" => "JavaScript", "JS" => text("y()") },
        "AcroForm" => dictionary! { "Fields" => Vec::<Object>::new() },
    };
    let mut source = draft.open(catalog);
    // Volume: a sheet, then source page 2, then source page 1, whose links to itself are not wanted.
    let mut writer = writer(&sheets(3), 7);
    let targets: PageMap = [(2, 1)].into();
    writer.sheet_page().unwrap();
    writer.source_page(&mut source, 2, &PLACE, &targets).unwrap();
    writer.source_page(&mut source, 1, &PLACE, &targets).unwrap();
    let (bytes, _) = writer.finish(&[]).unwrap();
    let volume = Document::load_mem(&bytes).unwrap();
    let target = volume.page_iter().nth(1).unwrap();
    let links = page(&volume, 2).get(b"Annots").unwrap().as_array().unwrap();
    assert_eq!(links.len(), 2);
    for link in links {
        let link = link.as_dict().unwrap();
        assert_eq!(link.get(b"Dest").unwrap().as_array().unwrap()[0], target.into());
        assert!(!link.has(b"A"));
        // Twice the size, 100 to the right, 130 up.
        assert_eq!(floats(link, b"Rect"), [120.0, 170.0, 220.0, 210.0]);
    }
    for word in ["JavaScript", "example.org", "AcroForm", "app.alert", "/AA"] {
        assert!(!mentions(&volume, word), "{word}");
    }
}

#[test]
fn a_link_that_leads_nowhere_keeps_its_look_and_nothing_else() {
    let mut draft = Draft::with_pages(1);
    let whole = |sides: [i64; 4]| sides.map(Object::Integer).to_vec();
    let form = dictionary! { "Subtype" => "Form", "BBox" => whole([0, 0, 50, 20]) };
    let form = draft.document.add_object(Stream::new(form, b"0 0 50 20 re f".to_vec()));
    let link = dictionary! {
        "Type" => "Annot", "Subtype" => "Link", "Rect" => whole([10, 20, 60, 40]), "F" => 4,
        "A" => dictionary! { "S" => "URI", "URI" => Object::string_literal("https://example.org") },
        "AP" => dictionary! { "N" => form },
    };
    draft.set(0, "Annots", vec![link.into()]);
    draft.set(0, "Rotate", 90);
    let mut source = draft.open(dictionary! {});
    let proof = source.proof(1).unwrap();
    let mut writer = writer(&sheets(1), 1);
    let place = Placement { width: 600.0, height: 400.0, x: 6.0, ..PLACE };
    writer.source_page(&mut source, 1, &place, &PageMap::new()).unwrap();
    let (bytes, _) = writer.finish(&[]).unwrap();
    let volume = Document::load_mem(&bytes).unwrap();
    let links = page(&volume, 0).get(b"Annots").unwrap().as_array().unwrap();
    let [Object::Dictionary(link)] = links.as_slice() else { unreachable!() };
    assert!(!link.has(b"A") && !link.has(b"Dest"));
    // Turned clockwise, twice the size: what was 10 to 60 from the left is that from the top.
    assert_eq!(floats(link, b"Rect"), [46.0, 410.0, 86.0, 510.0]);
    let look = link.get(b"AP").unwrap().as_dict().unwrap().get(b"N").unwrap().as_reference().unwrap();
    let look = volume.get_object(look).unwrap().as_stream().unwrap();
    assert_eq!(floats(&look.dict, b"BBox"), [0.0, 0.0, 40.0, 100.0]);
    assert_eq!(look.get_plain_content().unwrap(), b"0 -2 2 0 0 100 cm /Look Do\n");
    let read = crate::pdf::readback::read(bytes).unwrap();
    let drawn: Vec<_> = read.pages[0].drawings.iter().filter_map(|drawing| drawing.print.clone()).collect();
    assert!(drawn.len() == 2 && proof.looks.len() == 1 && proof.looks[0].matches(&drawn[1]));
    assert_eq!(read.active, Vec::<String>::new());
}

#[test]
fn a_hidden_layer_stays_hidden() {
    let mut draft = Draft::with_pages(1);
    let layer = |name: &str| dictionary! { "Type" => "OCG", "Name" => Object::string_literal(name) };
    let (shown, hidden) =
        (draft.document.add_object(layer("shown")), draft.document.add_object(layer("hidden")));
    let unused = draft.document.add_object(layer("unused"));
    let member = dictionary! { "Type" => "OCMD", "OCGs" => vec![hidden.into()] };
    let properties =
        dictionary! { "L0" => shown, "L1" => member, "P" => dictionary! { "Metadata" => unused } };
    draft.set(0, "Resources", dictionary! { "Properties" => properties });
    // Text that cannot be cut out without moving what stands behind it is left to the switch.
    let content = b"/OC /L0 BDC EMC /P /P BDC EMC BT /OC /L1 BDC (a) Tj EMC (b) Tj ET".to_vec();
    let content = draft.document.add_object(Stream::new(Dictionary::new(), content));
    draft.set(0, "Contents", content);
    let list = |ids: &[ObjectId]| ids.iter().map(|id| Object::Reference(*id)).collect::<Vec<_>>();
    let configuration = dictionary! { "OFF" => list(&[hidden, unused]) };
    let properties = dictionary! { "OCGs" => list(&[shown, hidden, unused]), "D" => configuration };
    let volume = bound(&mut draft.open(dictionary! { "OCProperties" => properties }));
    let properties = volume.catalog().unwrap().get(b"OCProperties").unwrap().as_dict().unwrap();
    let names = |list: &Object| -> Vec<Vec<u8>> {
        let layers =
            list.as_array().unwrap().iter().map(|id| volume.get_dictionary(id.as_reference().unwrap()));
        layers.map(|layer| layer.unwrap().get(b"Name").unwrap().as_str().unwrap().to_vec()).collect()
    };
    assert_eq!(names(properties.get(b"OCGs").unwrap()).len(), 2);
    let configuration = properties.get(b"D").unwrap().as_dict().unwrap();
    assert_eq!(names(configuration.get(b"OFF").unwrap()), [b"hidden"]);
}

#[test]
fn two_forms_with_equal_field_names_keep_their_own_values() {
    let form = |value: &str| {
        let mut draft = Draft::with_pages(1);
        let rect: Vec<Object> = [10, 10, 190, 40].into_iter().map(Object::Integer).collect();
        let field = draft.document.add_object(dictionary! {
            "Type" => "Annot", "Subtype" => "Widget", "FT" => "Tx", "F" => 4, "Rect" => rect,
            "T" => Object::string_literal("Name"), "V" => Object::string_literal(value),
        });
        draft.set(0, "Annots", vec![Object::Reference(field)]);
        draft.open(dictionary! { "AcroForm" => dictionary! { "Fields" => vec![field.into()] } })
    };
    let mut writer = writer(&sheets(2), 1);
    for value in ["ANA", "EVA"] {
        writer.source_page(&mut form(value), 1, &PLACE, &PageMap::new()).unwrap();
    }
    let (bytes, _) = writer.finish(&[]).unwrap();
    let volume = Document::load_mem(&bytes).unwrap();
    let shown = |hex: &str| {
        let streams = volume.objects.values().filter_map(|object| object.as_stream().ok());
        let plain = streams.filter_map(|stream| stream.get_plain_content().ok());
        plain.filter(|plain| String::from_utf8_lossy(plain).contains(hex)).count()
    };
    assert_eq!((shown("<414E41> Tj"), shown("<455641> Tj")), (1, 1));
    assert!(!mentions(&volume, "AcroForm"));
}

#[test]
fn what_is_said_about_a_page_does_not_reach_the_volume() {
    let mut draft = Draft::with_pages(1);
    let secret = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, b"author".to_vec());
    let secret = draft.document.add_object(secret);
    let image = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 1, "Height" => 1, "BitsPerComponent" => 8,
        "ColorSpace" => "DeviceGray", "Metadata" => secret, "StructParent" => 4, "F" => Object::string_literal("/etc/x"),
    };
    let image = draft.document.add_object(Stream::new(image, vec![7]));
    draft.set(0, "Resources", dictionary! { "XObject" => dictionary! { "Metadata" => image } });
    let draws = draft.document.add_object(Stream::new(Dictionary::new(), b"/Metadata Do".to_vec()));
    draft.set(0, "Contents", draws);
    draft.set(0, "Metadata", secret);
    draft.set(0, "PieceInfo", dictionary! { "Maker" => secret });
    let volume = bound(&mut draft.open(dictionary! { "Metadata" => secret }));
    let resources = form(&volume, 0).dict.get(b"Resources").unwrap().as_dict().unwrap();
    let images = resources.get(b"XObject").unwrap().as_dict().unwrap();
    let image = images.get_deref(b"Metadata", &volume).unwrap().as_stream().unwrap();
    assert_eq!(image.content, [7]);
    for word in ["StructParent", "/etc/x", "XML", "PieceInfo"] {
        assert!(!mentions(&volume, word), "{word}");
    }
}

#[test]
fn two_runs_give_the_same_bytes() {
    let run = || {
        let mut source = Draft::with_pages(2).open(dictionary! {});
        let mut writer = writer(&sheets(3), 1);
        writer.sheet_page().unwrap();
        for page in 1..=2 {
            writer.source_page(&mut source, page, &PLACE, &PageMap::new()).unwrap();
        }
        let leaf = Bookmark { title: "Página".into(), page: 1, open: false, children: Vec::new() };
        writer.finish(&[Bookmark { children: vec![leaf.clone()], ..leaf }]).unwrap()
    };
    let (one, two) = (run(), run());
    assert_eq!(one, two);
    assert_eq!(one.1.bytes, one.0.len() as u64);
}

#[test]
fn a_source_is_forgotten_and_two_are_never_mixed() {
    let mut sources = [b"one".to_vec(), b"two".to_vec()].map(|content| {
        let mut draft = Draft::with_pages(1);
        let form = dictionary! { "Type" => "XObject", "Subtype" => "Form" };
        let form = draft.document.add_object(Stream::new(form, content));
        draft.set(0, "Resources", dictionary! { "XObject" => dictionary! { "X" => form } });
        let draws = draft.document.add_object(Stream::new(Dictionary::new(), b"/X Do".to_vec()));
        draft.set(0, "Contents", draws);
        draft.open(dictionary! {})
    });
    let mut writer = writer(&sheets(2), 1);
    for source in &mut sources {
        // Without saying that the first is done: same object numbers, other content.
        writer.source_page(source, 1, &PLACE, &PageMap::new()).unwrap();
    }
    assert!(!writer.of_source.is_empty());
    writer.end_source();
    assert!(writer.of_source.is_empty());
    let (bytes, _) = writer.finish(&[]).unwrap();
    let volume = Document::load_mem(&bytes).unwrap();
    for (index, expected) in [b"one", b"two"].iter().enumerate() {
        let resources = form(&volume, index).dict.get(b"Resources").unwrap().as_dict().unwrap();
        let inner = resources.get(b"XObject").unwrap().as_dict().unwrap().get_deref(b"X", &volume).unwrap();
        assert_eq!(inner.as_stream().unwrap().content, *expected);
    }
}

#[test]
fn index_links_bookmarks_and_labels_count_from_the_printed_number() {
    let mut all = sheets(70);
    let link = |to_page| SheetLink { x: 10.0, y: 20.0, width: 100.0, height: 12.0, to_page };
    // 100 is the first page of this volume; 99 and 170 lie outside.
    all[0].links = vec![link(169), link(99), link(170)];
    let mut writer = writer(&all, 100);
    for _ in 0..70 {
        writer.sheet_page().unwrap();
    }
    let leaf = |page| Bookmark { title: "leaf".into(), page, open: false, children: Vec::new() };
    let closed = Bookmark { title: "closed".into(), page: 2, open: false, children: vec![leaf(3), leaf(4)] };
    let open = Bookmark { title: "open".into(), page: 1, open: true, children: vec![closed, leaf(69)] };
    let (bytes, _) = writer.finish(&[open]).unwrap();
    let volume = Document::load_mem(&bytes).unwrap();
    let pages: Vec<ObjectId> = volume.page_iter().collect();
    assert_eq!(pages.len(), 70);
    let links = page(&volume, 0).get(b"Annots").unwrap().as_array().unwrap();
    assert_eq!(links.len(), 1);
    let link = links[0].as_dict().unwrap();
    assert_eq!(link.get(b"Dest").unwrap().as_array().unwrap()[0], pages[69].into());
    assert_eq!(floats(link, b"Rect"), [10.0, 20.0, 110.0, 32.0]);
    let catalog = volume.catalog().unwrap();
    let labels =
        catalog.get(b"PageLabels").unwrap().as_dict().unwrap().get(b"Nums").unwrap().as_array().unwrap();
    assert_eq!(labels[1].as_dict().unwrap().get(b"St").unwrap().as_i64().unwrap(), 100);
    let outline = catalog.get_deref(b"Outlines", &volume).unwrap().as_dict().unwrap();
    let count = |item: &Dictionary| item.get(b"Count").unwrap().as_i64().unwrap();
    let open = outline.get_deref(b"First", &volume).unwrap().as_dict().unwrap();
    let closed = open.get_deref(b"First", &volume).unwrap().as_dict().unwrap();
    assert_eq!((count(outline), count(open), count(closed)), (3, 2, -2));
}

#[test]
fn pages_that_cannot_be_read_or_counted_are_errors() {
    let mut draft = Draft::with_pages(1);
    let broken = dictionary! { "Filter" => "NoSuchDecode" };
    let parts: Vec<Object> = (0..2)
        .map(|_| draft.document.add_object(Stream::new(broken.clone(), b"x".to_vec())).into())
        .collect();
    draft.set(0, "Contents", parts);
    let mut source = draft.open(dictionary! {});
    let mut writer = writer(&sheets(1), 1);
    let error = writer.source_page(&mut source, 1, &PLACE, &PageMap::new()).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    assert_eq!(error.to_string(), "page 1: its content cannot be unpacked");
    let error = writer.source_page(&mut source, 2, &PLACE, &PageMap::new()).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    assert!(writer.finish(&[]).is_err());
}
