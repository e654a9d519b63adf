#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object};
use unicode_normalization::UnicodeNormalization;

use super::typeset;
use crate::compose::sample::{Dice, paginate, random};
use crate::compose::{Face, Item, Sheet, Text, sheets, unprintable, width};

fn text(x: f64, y: f64, face: Face, text: &str) -> Item {
    Item::Text(Text { x, y, size: 12.0, face, text: text.into() })
}

fn sheet(items: Vec<Item>) -> Sheet {
    Sheet { width: 612.0, height: 792.0, items, links: Vec::new() }
}

/// A run of text as a reader finds it: place, width by the widths that the PDF states, and what it says.
#[derive(Debug)]
struct Run {
    x: f64,
    y: f64,
    wide: f64,
    says: String,
}

/// What each code of a font says, and how wide it is.
type Font = (BTreeMap<u16, String>, BTreeMap<u16, f64>);

/// Reads the texts of a page with the font's own /ToUnicode and /W.
fn read(pdf: &Document, page: lopdf::ObjectId) -> Vec<Run> {
    let fonts: BTreeMap<Vec<u8>, Font> = pdf
        .get_page_fonts(page)
        .unwrap()
        .into_iter()
        .map(|(name, font)| (name, (to_unicode(pdf, font), widths(pdf, font))))
        .collect();
    let content = Content::decode(&pdf.get_page_content(page)).unwrap();
    let mut runs: Vec<Run> = Vec::new();
    let (mut font, mut size) = (Vec::new(), 0.0);
    for operation in content.operations {
        let operands = &operation.operands;
        let number = |at: usize| f64::from(operands[at].as_float().unwrap());
        match operation.operator.as_str() {
            "BT" => runs.push(Run { x: 0.0, y: 0.0, wide: 0.0, says: String::new() }),
            "Tf" => (font, size) = (operands[0].as_name().unwrap().to_vec(), number(1)),
            "Td" => {
                let run = runs.last_mut().unwrap();
                (run.x, run.y) = (number(0), number(1));
            }
            "TJ" => {
                let run = runs.last_mut().unwrap();
                let (says, wide) = &fonts[&font];
                for piece in operands[0].as_array().unwrap() {
                    if let Object::String(codes, _) = piece {
                        for code in codes.chunks(2) {
                            let code = u16::from_be_bytes([code[0], code[1]]);
                            run.says.push_str(&says[&code]);
                            run.wide += wide[&code] * size / 1000.0;
                        }
                    } else {
                        run.wide -= f64::from(piece.as_float().unwrap()) * size / 1000.0;
                    }
                }
            }
            _ => {}
        }
    }
    runs
}

fn to_unicode(pdf: &Document, font: &Dictionary) -> BTreeMap<u16, String> {
    let stream = pdf.get_object(font.get(b"ToUnicode").unwrap().as_reference().unwrap()).unwrap();
    let map = stream.as_stream().unwrap().decompressed_content().unwrap();
    let map = String::from_utf8(map).unwrap();
    let hex = |text: &str| -> Vec<u16> {
        let text = text.trim_matches(['<', '>']);
        (0..text.len() / 4).map(|at| u16::from_str_radix(&text[at * 4..at * 4 + 4], 16).unwrap()).collect()
    };
    let line = |line: &str| {
        let (code, says) = line.split_once(' ')?;
        (code.len() == 6 && says.starts_with('<')).then_some(())?;
        Some((hex(code)[0], String::from_utf16(&hex(says)).unwrap()))
    };
    map.lines().filter(|text| !text.contains("FFFF>")).filter_map(line).collect()
}

fn widths(pdf: &Document, font: &Dictionary) -> BTreeMap<u16, f64> {
    let inner = font.get(b"DescendantFonts").unwrap().as_array().unwrap()[0].clone();
    let inner = match inner {
        Object::Reference(id) => pdf.get_dictionary(id).unwrap().clone(),
        other => other.as_dict().unwrap().clone(),
    };
    let mut widths = BTreeMap::new();
    let mut list = inner.get(b"W").unwrap().as_array().unwrap().iter();
    while let (Some(first), Some(row)) = (list.next(), list.next()) {
        let first = u16::try_from(first.as_i64().unwrap()).unwrap();
        for (code, wide) in (first..).zip(row.as_array().unwrap()) {
            widths.insert(code, f64::from(wide.as_float().unwrap()));
        }
    }
    widths
}

fn texts(sheet: &Sheet) -> Vec<&Text> {
    fn text(item: &Item) -> Option<&Text> {
        if let Item::Text(text) = item { Some(text) } else { None }
    }
    sheet.items.iter().filter_map(text).collect()
}

fn agrees(text: &Text, run: &Run) {
    assert_eq!(run.says.nfc().collect::<String>(), text.text);
    assert!((run.x - text.x).abs() < 0.01 && (run.y - text.y).abs() < 0.01, "{text:?} {run:?}");
    let wide = width(&text.text, text.face, text.size);
    // Rounding never adds up: half a thousandth for the last move, one for the last width.
    assert!((run.wide - wide).abs() <= text.size * 0.002, "{text:?} is {wide} wide, read back {}", run.wide);
}

#[test]
fn every_text_of_every_sheet_is_read_back_in_its_place() {
    let mut dice = Dice(11);
    for _ in 0..4 {
        let (mut plan, case, forum) = random(&mut dice);
        paginate(&mut plan, &case, forum);
        let sheets = sheets(&plan, &case, forum).unwrap();
        let pdf = Document::load_mem(&typeset(&sheets).unwrap()).unwrap();
        let pages: Vec<_> = pdf.page_iter().collect();
        assert_eq!(pages.len(), sheets.len());
        for (&page, sheet) in pages.iter().zip(&sheets) {
            let found = read(&pdf, page);
            let texts = texts(sheet);
            assert_eq!(found.len(), texts.len());
            for (text, run) in texts.into_iter().zip(&found) {
                agrees(text, run);
            }
        }
    }
}

#[test]
fn every_printable_letter_is_read_back_as_itself() {
    let letters = (0x20..0x1_0000).filter_map(char::from_u32);
    let printable: Vec<char> = letters
        .filter(|letter| letter.nfc().eq([*letter]) && unprintable(&letter.to_string()).is_empty())
        .collect();
    assert!(printable.len() > 1800, "{}", printable.len());
    let items = |face: Face| {
        let line = move |(at, letters): (usize, &[char])| {
            let letters: Vec<String> = letters.iter().map(|letter| format!("n{letter}n")).collect();
            text(72.0, at as f64, face, &letters.join(" "))
        };
        printable.chunks(10).enumerate().map(line).collect::<Vec<_>>()
    };
    let sheets = [sheet(items(Face::Regular)), sheet(items(Face::Bold)), sheet(items(Face::Italic))];
    let pdf = Document::load_mem(&typeset(&sheets).unwrap()).unwrap();
    for (page, sheet) in pdf.page_iter().zip(&sheets) {
        for (text, run) in texts(sheet).into_iter().zip(read(&pdf, page)) {
            let expected: String = crate::compose::clean(&text.text).nfc().collect();
            assert_eq!(run.says.nfc().collect::<String>(), expected);
        }
    }
}

#[test]
fn texts_on_one_baseline_stay_apart() {
    let one = sheet(vec![
        text(72.0, 700.0, Face::Regular, "A"),
        text(72.0 + 8.66, 700.0, Face::Regular, "Passport"),
        text(480.0, 700.0, Face::Regular, "3–15"),
    ]);
    let pdf = Document::load_mem(&typeset(&[one]).unwrap()).unwrap();
    let page = pdf.page_iter().next().unwrap();
    let said: Vec<String> = read(&pdf, page).into_iter().map(|run| run.says).collect();
    assert_eq!(said, ["A", "Passport", "3–15"]);
}

#[test]
fn the_same_sheets_give_the_same_bytes() {
    let (mut plan, case, forum) = random(&mut Dice(5));
    paginate(&mut plan, &case, forum);
    let sheets = sheets(&plan, &case, forum).unwrap();
    let first = typeset(&sheets).unwrap();
    let _another_document_between = typeset(&sheets[..1]).unwrap();
    assert!(first == typeset(&sheets).unwrap());
    let pdf = Document::load_mem(&first).unwrap();
    assert!(!pdf.trailer.has(b"ID") && !pdf.trailer.has(b"Info"));
}

#[test]
fn pages_are_plain_and_faces_are_cut_down() {
    let mut wide = sheet(vec![
        text(72.0, 700.0, Face::Bold, "EXHIBIT A"),
        Item::Line { from: (36.0, 26.0), to: (756.0, 26.0), thickness: 0.5 },
    ]);
    (wide.width, wide.height) = (792.0, 612.0);
    let bytes = typeset(&[sheet(vec![text(72.0, 700.0, Face::Regular, "Cover")]), wide]).unwrap();
    // Two faces with a handful of letters; the whole faces have 390 kB each.
    assert!(bytes.len() < 40_000, "{}", bytes.len());
    let pdf = Document::load_mem(&bytes).unwrap();
    let pages: Vec<_> = pdf.page_iter().map(|page| pdf.get_dictionary(page).unwrap()).collect();
    let size = |page: &Dictionary| -> Vec<f32> {
        page.get(b"MediaBox")
            .unwrap()
            .as_array()
            .unwrap()
            .iter()
            .map(|side| side.as_float().unwrap())
            .collect()
    };
    assert_eq!(size(pages[0]), [0.0, 0.0, 612.0, 792.0]);
    assert_eq!(size(pages[1]), [0.0, 0.0, 792.0, 612.0]);
    for page in pages {
        let mut keys: Vec<&[u8]> = page.iter().map(|(key, _)| key.as_slice()).collect();
        keys.sort_unstable();
        assert_eq!(keys, [b"Contents".as_slice(), b"MediaBox", b"Parent", b"Resources", b"Type"]);
    }
    let content = pdf.get_page_content(pdf.page_iter().nth(1).unwrap());
    let content = String::from_utf8(content).unwrap();
    assert!(
        content.contains("0.5 w") && content.contains("36 26 m") && content.contains("756 26 l"),
        "{content}"
    );
}

#[test]
fn letters_that_no_face_has_are_named() {
    let error = typeset(&[sheet(vec![text(72.0, 700.0, Face::Regular, "Acta 证 de")])]).unwrap_err();
    assert!(error.contains("Acta 证 de") && error.contains("证 (U+8BC1)"), "{error}");
    let empty = typeset(&[sheet(Vec::new())]).unwrap();
    assert_eq!(Document::load_mem(&empty).unwrap().page_iter().count(), 1);
}
