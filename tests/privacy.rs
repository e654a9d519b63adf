//! What a file knows beside its pages does not reach a packet: secrets are planted, the packet is unpacked to the last
//! stream, and none is found.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

mod common;

use std::fs;
use std::path::Path;

use common::{case, code, fixture_cases, run_in, run_of, stderr};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

const TODAY: &str = "2026-11-22";

/// All words that are planted begin so.
const MARK: &str = "Xq7Secret";

/// Every byte of a packet that could hold a word: the files as they are, and every stream of every PDF unpacked.
fn unpacked(packet: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for (name, bytes) in common::tree(packet) {
        if name.ends_with(".pdf") {
            let document = Document::load_mem(&bytes).unwrap();
            for (id, object) in &document.objects {
                if let Object::Stream(stream) = object {
                    let plain = stream.decompressed_content().unwrap_or_default();
                    found.push((format!("{name}, object {}", id.0), plain));
                }
                let mut texts = Vec::new();
                strings(object, &mut texts);
                found.push((format!("{name}, strings of object {}", id.0), texts));
            }
        }
        found.push((name, bytes));
    }
    found
}

/// The strings and names of an object, one after the other, their escapes undone.
fn strings(object: &Object, texts: &mut Vec<u8>) {
    match object {
        Object::String(text, _) | Object::Name(text) => {
            texts.extend_from_slice(text);
            texts.push(b' ');
        }
        Object::Array(items) => items.iter().for_each(|item| strings(item, texts)),
        Object::Dictionary(dictionary) => dictionary.iter().for_each(|(key, value)| {
            texts.extend_from_slice(key);
            texts.push(b' ');
            strings(value, texts);
        }),
        Object::Stream(stream) => strings(&Object::Dictionary(stream.dict.clone()), texts),
        _ => {}
    }
}

/// Where a word stands: plain, in UTF-16, or in hex.
fn places<'a>(word: &str, in_what: &'a [(String, Vec<u8>)]) -> Vec<&'a str> {
    let wide = |bytes: fn(u16) -> [u8; 2]| word.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let hex: String = word.bytes().map(|byte| format!("{byte:02x}")).collect();
    let forms = [
        word.as_bytes().to_vec(),
        wide(u16::to_be_bytes),
        wide(u16::to_le_bytes),
        hex.to_uppercase().into_bytes(),
        hex.into_bytes(),
    ];
    let holds = |bytes: &[u8]| forms.iter().any(|form| memchr::memmem::find(bytes, form).is_some());
    in_what.iter().filter(|(_, bytes)| holds(bytes)).map(|(place, _)| place.as_str()).collect()
}

fn marked(marker: u8, body: &[u8]) -> Vec<u8> {
    [&[0xFF, marker][..], &(body.len() as u16 + 2).to_be_bytes(), body].concat()
}

/// EXIF with an artist and coordinates.
fn exif(word: &str) -> Vec<u8> {
    let text = format!("{word}\0");
    let mut tiff = b"MM\0*\0\0\0\x08".to_vec();
    let at = 8 + 2 + 3 * 12 + 4;
    tiff.extend(3_u16.to_be_bytes());
    for (tag, kind, count, value) in [
        (0x010F_u16, 2_u16, text.len() as u32, at as u32),
        (0x013B, 2, text.len() as u32, at as u32),
        (0x8825, 4, 1, 0),
    ] {
        tiff.extend(tag.to_be_bytes());
        tiff.extend(kind.to_be_bytes());
        tiff.extend(count.to_be_bytes());
        tiff.extend(value.to_be_bytes());
    }
    tiff.extend(0_u32.to_be_bytes());
    tiff.extend(text.as_bytes());
    [b"Exif\0\0".to_vec(), tiff].concat()
}

fn pixels() -> image::RgbImage {
    image::RgbImage::from_fn(60, 40, |x, y| image::Rgb([(x * 4) as u8, (y * 6) as u8, 90]))
}

fn jpeg(word: impl Fn(&str) -> String) -> Vec<u8> {
    let mut plain = Vec::new();
    pixels().write_with_encoder(image::codecs::jpeg::JpegEncoder::new(&mut plain)).unwrap();
    let xmp = format!("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>{}</x:xmpmeta>", word("xmp"));
    let segments = [
        marked(0xE1, &exif(&word("exif"))),
        marked(0xE1, xmp.as_bytes()),
        marked(0xE0, format!("JFXX\0\x10{}", word("thumbnail")).as_bytes()),
        marked(0xE2, format!("FPXR\0{}", word("flashpix")).as_bytes()),
        marked(0xED, format!("Photoshop 3.0\0{}", word("iptc")).as_bytes()),
        marked(0xEC, format!("Ducky{}", word("app12")).as_bytes()),
        marked(0xFE, word("comment").as_bytes()),
    ];
    [&plain[..2], &segments.concat(), &plain[2..], word("trailing").as_bytes()].concat()
}

fn png(word: impl Fn(&str) -> String) -> Vec<u8> {
    let mut plain = Vec::new();
    pixels().write_with_encoder(image::codecs::png::PngEncoder::new(&mut plain)).unwrap();
    let chunk = |kind: &[u8; 4], body: &[u8]| {
        let mut crc = flate2::Crc::new();
        crc.update(kind);
        crc.update(body);
        [&(body.len() as u32).to_be_bytes()[..], kind, body, &crc.sum().to_be_bytes()].concat()
    };
    let chunks = [
        chunk(b"tEXt", format!("Author\0{}", word("png-text")).as_bytes()),
        chunk(b"iTXt", format!("XML:com.adobe.xmp\0\0\0\0\0{}", word("png-xmp")).as_bytes()),
        chunk(b"eXIf", &exif(&word("png-exif"))[6..]),
        chunk(b"prVt", word("png-private").as_bytes()),
    ];
    // After the signature and IHDR.
    [&plain[..33], &chunks.concat(), &plain[33..], word("png-trailing").as_bytes()].concat()
}

fn stream(bytes: &[u8]) -> Stream {
    let mut stream = Stream::new(Dictionary::new(), bytes.to_vec());
    let _ = stream.compress();
    stream
}

/// A page that shows a text and a photograph, and everything that a PDF can know beside that.
fn pdf(word: impl Fn(&str) -> String) -> Vec<u8> {
    let text = |name: &str| Object::string_literal(word(name));
    let mut document = Document::with_version("1.7");
    let font = document
        .add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
    let metadata = |document: &mut Document, name: &str| {
        document.add_object(Stream::new(
            dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
            word(name).into_bytes(),
        ))
    };
    let mut photo = Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 60, "Height" => 40,
        "ColorSpace" => "DeviceRGB", "BitsPerComponent" => 8, "Filter" => "DCTDecode" },
        jpeg(|name| word(&format!("inside-{name}"))),
    );
    let of_photo = metadata(&mut document, "photo-metadata");
    photo.dict.set("Metadata", of_photo);
    let photo = document.add_object(photo);
    // What only the page that was deleted drew; the list of resources is shared.
    let of_deleted = document.add_object(Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()] },
        format!("({}) Tj", word("deleted-page-form")).into_bytes(),
    ));
    let layer =
        document.add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("Notes") });
    let resources = document.add_object(dictionary! {
        "Font" => dictionary! { "F1" => font },
        "XObject" => dictionary! { "Im0" => photo, "Old" => of_deleted },
        "Properties" => dictionary! { "L0" => layer },
    });
    let content = format!(
        "BT /F1 20 Tf 72 700 Td (What the page shows) Tj ET q 60 0 0 40 72 600 cm /Im0 Do Q \
         /OC /L0 BDC BT /F1 12 Tf 72 500 Td ({}) Tj ET EMC",
        word("hidden-layer")
    );
    let contents = document.add_object(stream(content.as_bytes()));
    let pages = document.new_object_id();
    let thumbnail = document.add_object(Stream::new(
        dictionary! { "Width" => 9, "Height" => 1, "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8 },
        word("page-thumbnail").into_bytes(),
    ));
    let of_page = metadata(&mut document, "page-metadata");
    let attached = document
        .add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, word("attachment").into_bytes()));
    let file = document.add_object(dictionary! { "Type" => "Filespec", "F" => text("attachment-name"),
    "Desc" => text("attachment-words"), "EF" => dictionary! { "F" => attached } });
    let area = |y: i64| vec![Object::from(300), y.into(), 320.into(), (y + 20).into()];
    let note = document
        .add_object(dictionary! { "Type" => "Annot", "Subtype" => "Text", "Rect" => area(700),
        "Contents" => text("sticky-note"), "T" => text("note-author"), "Subj" => text("note-subject") });
    let pinned = document.add_object(dictionary! { "Type" => "Annot", "Subtype" => "FileAttachment",
    "Rect" => area(650), "FS" => file, "Contents" => text("attachment-note") });
    let script = dictionary! { "S" => "JavaScript", "JS" => text("script") };
    let field = document.add_object(dictionary! { "Type" => "Annot", "Subtype" => "Widget", "FT" => "Tx", "F" => 2,
        "Rect" => area(600), "T" => text("field-name"), "TU" => text("field-help"), "V" => text("hidden-field"),
        "AA" => dictionary! { "K" => script.clone() } });
    let link = document
        .add_object(dictionary! { "Type" => "Annot", "Subtype" => "Link", "Rect" => area(500),
        "A" => dictionary! { "S" => "URI", "URI" => text("link") } });
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => contents, "Resources" => resources,
        "MediaBox" => vec![0.into(), 0.into(), 612.into(), 792.into()], "Thumb" => thumbnail, "Metadata" => of_page,
        "PieceInfo" => dictionary! { "Program" => dictionary! { "Private" => text("piece-info") } },
        "Annots" => vec![note.into(), pinned.into(), field.into(), Object::from(link)],
        "AA" => dictionary! { "O" => script.clone() },
    });
    // A page that nothing leads to any more.
    let deleted = stream(format!("BT /F1 12 Tf ({}) Tj ET", word("deleted-page")).as_bytes());
    let deleted = document.add_object(deleted);
    document.add_object(
        dictionary! { "Type" => "Page", "Parent" => pages, "Contents" => deleted, "Resources" => resources },
    );
    document
        .objects
        .insert(pages, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into());
    let of_catalog = metadata(&mut document, "xmp");
    let tags = document.add_object(dictionary! { "Type" => "StructTreeRoot",
        "K" => dictionary! { "Type" => "StructElem", "S" => "Figure", "Alt" => text("alt-text"), "ActualText" => text("actual-text") } });
    let catalog = document.add_object(dictionary! {
        "Type" => "Catalog", "Pages" => pages, "Metadata" => of_catalog, "StructTreeRoot" => tags,
        "OpenAction" => script, "AcroForm" => dictionary! { "Fields" => vec![field.into()] },
        "Names" => dictionary! { "EmbeddedFiles" => dictionary! { "Names" => vec![text("attachment-key"), file.into()] } },
        "OCProperties" => dictionary! { "OCGs" => vec![layer.into()], "D" => dictionary! { "OFF" => vec![layer.into()] } },
        "PieceInfo" => dictionary! { "Program" => dictionary! { "Private" => text("catalog-piece-info") } },
    });
    document.trailer.set("Root", catalog);
    let info = document.add_object(dictionary! { "Author" => text("author"), "Producer" => text("producer"),
        "Creator" => text("creator"), "Title" => text("title"), "Keywords" => text("keywords"), "Company" => text("company") });
    document.trailer.set("Info", info);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    // An update that replaces the content: the old one stays in the file.
    updated(&bytes, contents.0, &word)
}

/// The file with one more revision; the first one's content held another word.
fn updated(bytes: &[u8], contents: u32, word: &impl Fn(&str) -> String) -> Vec<u8> {
    // The last revision is the sound one: an older object of the same number is put before it.
    let mut file = bytes.to_vec();
    let start = memchr::memmem::rfind(bytes, b"startxref").unwrap();
    let before: String =
        String::from_utf8_lossy(&bytes[start..]).split_whitespace().nth(1).unwrap().to_owned();
    let text = |name: &str| word(name);
    let unused = format!(
        "\n{contents} 1 obj\n<< /Length {} >>\nstream\n{}\nendstream\nendobj\n",
        text("old-revision").len(),
        text("old-revision")
    );
    file.extend(unused.as_bytes());
    let at = file.len();
    let trailer_start = memchr::memmem::rfind(bytes, b"trailer");
    match trailer_start {
        Some(trailer) => {
            let old = String::from_utf8_lossy(&bytes[trailer + 7..start]).trim().to_owned();
            let new = old.strip_suffix(">>").unwrap().to_owned() + &format!(" /Prev {before} >>");
            file.extend(
                format!("xref\n0 0\ntrailer\n{new}\nstartxref\n{at}\n%%EOF\n% {}\n", text("after-the-end"))
                    .as_bytes(),
            );
        }
        None => file.extend(format!("startxref\n{before}\n%%EOF\n% {}\n", text("after-the-end")).as_bytes()),
    }
    file
}

#[test]
fn no_planted_secret_reaches_a_packet() {
    let (_keep, case) = case("court-missing");
    let evidence = case.join("evidence");
    let planted = std::cell::RefCell::new(Vec::new());
    let word_in = |file: &'static str| {
        let planted = &planted;
        move |what: &str| {
            let word = format!("{MARK}{}", format!("{file}-{what}").replace('-', ""));
            planted.borrow_mut().push((what.to_owned(), word.clone()));
            word
        }
    };
    let files = [
        ("photo one.jpg", jpeg(word_in("jpg"))),
        ("screenshot.png", png(word_in("png"))),
        ("letter of the bank.pdf", pdf(word_in("pdf"))),
    ];
    for (name, bytes) in &files {
        assert!(memchr::memmem::find(bytes, MARK.as_bytes()).is_some());
        fs::write(evidence.join(name), bytes).unwrap();
    }
    let entries: String = files
        .iter()
        .map(|(name, _)| {
            format!("\n[[document]]\nfile = \"{name}\"\ntitle = \"Paper {name}\"\nlanguage = \"en\"\n")
        })
        .collect();
    let case_file = case.join("case.toml");
    fs::write(&case_file, fs::read_to_string(&case_file).unwrap() + &entries).unwrap();
    let build = run_in(&case, &["build", "--draft", "--today", TODAY]);
    assert_eq!(code(&build), 0, "{}", stderr(&build));
    let manifest = fs::read_to_string(case.join("packet/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    for (name, _) in &files {
        let bound = manifest["pages"]
            .as_array()
            .unwrap()
            .iter()
            .any(|page| page["source"] == format!("evidence/{name}"));
        assert!(bound, "{name} is in the packet: {}", manifest["omitted"]);
    }
    let packet = unpacked(&case.join("packet"));
    // The net catches what is there.
    assert!(!places("What the page shows", &packet).is_empty());
    let planted = planted.into_inner();
    assert!(planted.len() > 50, "{} secrets", planted.len());
    let mut leaks = Vec::new();
    for (what, word) in &planted {
        for place in places(word, &packet) {
            leaks.push(format!("{what}: {place}"));
        }
    }
    assert_eq!(leaks, [""; 0], "of {} secrets", planted.len());
    eprintln!("{} secrets planted, 0 found in the packet", planted.len());
}

/// A box that is drawn over words hides them from the eye alone: told before filing.
#[test]
fn words_under_a_black_box_are_told_and_others_are_not() {
    let (_keep, case) = case("court-missing");
    let paper = |content: &str| {
        let mut document = Document::with_version("1.7");
        let font = document
            .add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
            "Encoding" => "WinAnsiEncoding" });
        let contents = document.add_object(stream(content.as_bytes()));
        let pages = document.new_object_id();
        let page =
            document.add_object(dictionary! { "Type" => "Page", "Parent" => pages, "Contents" => contents,
            "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
            "MediaBox" => vec![0.into(), 0.into(), 612.into(), 792.into()] });
        document.objects.insert(
            pages,
            dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into(),
        );
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
        document.trailer.set("Root", catalog);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        bytes
    };
    let words = "BT /F1 12 Tf 72 700 Td (The informant lives in Choloma) Tj ET";
    let papers = [
        ("covered", format!("{words} 0 g 70 696 200 14 re f"), true),
        ("covered in part", format!("{words} 0 0 0 rg q 1 0 0 1 100 0 cm 0 696 60 14 re f Q"), true),
        ("turned", format!("q 0 1 -1 0 600 0 cm {words} 0 g 70 696 200 14 re f Q"), true),
        ("by lines", format!("{words} 0 0 0 1 k 70 696 m 270 696 l 270 710 l 70 710 l h f"), true),
        ("highlighted", format!("{words} 1 1 0 rg 70 696 200 14 re f"), false),
        ("underlined", format!("{words} 0 g 70 697 200 1 re f"), false),
        ("framed", format!("{words} 0 g 70 696 200 14 re S"), false),
        ("on black", format!("0 g 70 696 200 14 re f 1 g {words}"), false),
        ("below", format!("{words} 0 g 70 500 200 14 re f"), false),
    ];
    let case_file = case.join("case.toml");
    let mut text = fs::read_to_string(&case_file).unwrap();
    for (name, content, _) in &papers {
        fs::write(case.join(format!("evidence/{name}.pdf")), paper(content)).unwrap();
        text +=
            &format!("\n[[document]]\nfile = \"{name}.pdf\"\ntitle = \"Paper {name}\"\nlanguage = \"en\"\n");
    }
    fs::write(&case_file, text).unwrap();
    let check = run_in(&case, &["check", "--today", TODAY, "--no-history", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&common::stdout(&check)).unwrap();
    for (name, _, expected) in &papers {
        let told = report["findings"].as_array().unwrap().iter().any(|finding| {
            finding["rule"] == "privacy-black-box" && finding["path"] == format!("evidence/{name}.pdf")
        });
        assert_eq!(told, *expected, "{name}");
    }
}

/// The program's own fixtures carry cameras, coordinates, programs and people as files of clients do.
#[test]
fn no_fixture_leaks_what_its_sources_know() {
    let mut streams = 0;
    for fixture in fixture_cases() {
        let run = run_of(&fixture);
        let (_keep, case) = common::copy_of(&fixture);
        let build = run_in(&case, &["build", "--draft", "--today", &run.today, "-q"]);
        assert_eq!(code(&build), 0, "{}", stderr(&build));
        let packet = unpacked(&case.join("packet"));
        streams += packet.len();
        for tell in [
            "Exif\0",
            "http://ns.adobe.com/",
            "<x:xmpmeta",
            "Photoshop 3.0",
            "/JavaScript",
            "/EmbeddedFile",
            "/Launch",
            "/AcroForm",
            "/PieceInfo",
            "/StructTreeRoot",
        ] {
            assert_eq!(places(tell, &packet), [""; 0], "{tell} in {}", fixture.display());
        }
        // Nor where the packet was made.
        for tell in [case.to_str().unwrap(), "/tmp/"] {
            assert_eq!(places(tell, &packet), [""; 0], "{tell} in {}", fixture.display());
        }
    }
    eprintln!("{streams} files, streams and strings of the fixtures' packets looked through");
}
