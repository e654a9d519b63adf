use lopdf::{Dictionary, Object, Stream, dictionary};

use super::*;
use crate::intake::{FieldKind, FormField};
use crate::pdf::pagetree;

/// A document of one letter page with this content, these annotations and a Times face.
fn document(content: &str, annotations: Vec<Dictionary>) -> Document {
    let mut document = Document::with_version("1.7");
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Times-Roman", "Encoding" => "WinAnsiEncoding"
    });
    let inner = Stream::new(
        dictionary! { "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 100.into(), Object::Integer(20)],
        "Resources" => dictionary! { "Font" => dictionary! { "F" => font } } },
        b"BT /F 10 Tf 0 5 Td (inside a form) Tj ET".to_vec(),
    );
    let inner = document.add_object(inner);
    let picture = dictionary! { "Subtype" => "Image", "Width" => 850, "Height" => 1100 };
    let picture = document.add_object(Stream::new(picture, Vec::new()));
    let content = document.add_object(Stream::new(dictionary! {}, content.as_bytes().to_vec()));
    let annotations: Vec<Object> =
        annotations.into_iter().map(|annotation| document.add_object(annotation).into()).collect();
    let page = document.add_object(dictionary! {
        "Type" => "Page", "MediaBox" => vec![0.into(), 0.into(), 612.into(), Object::Integer(792)],
        "Contents" => content, "Annots" => annotations,
        "Resources" => dictionary! { "Font" => dictionary! { "F" => font },
            "XObject" => dictionary! { "X" => inner, "P" => picture } }
    });
    let root =
        document.add_object(dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 });
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
    document.trailer.set("Root", catalog);
    document
}

fn read_all(mut document: Document) -> Content {
    let pages = pagetree::walk(&mut document).ok().unwrap().pages;
    read(&document, &pages)
}

#[test]
fn words_lines_and_forms_are_read() {
    let content = "BT /F 8 Tf 54 30 Td (Form I-589   Edition 07/28/26) Tj 400 0 Td (Page 1 of 12) Tj ET \
                   BT /F 12 Tf 14 TL 72 700 Td [(First) -300 (line)] TJ T* (second line) Tj ET \
                   q 1 0 0 1 72 400 cm /X Do Q";
    let text = read_all(document(content, Vec::new())).pages.remove(0);
    assert_eq!(text, "Form I-589   Edition 07/28/26 Page 1 of 12\nFirst line\nsecond line\ninside a form");
}

#[test]
fn a_page_that_is_a_picture_tells_its_resolution() {
    let content = read_all(document("q 612 0 0 792 0 0 cm /P Do Q", Vec::new()));
    assert_eq!(content.scans.len(), 1);
    assert!((content.scans[0].dpi - 100.0).abs() < 0.1, "{:?}", content.scans);
    assert_eq!(content.pages, [""]);
    let small = read_all(document("q 200 0 0 200 0 0 cm /P Do Q", Vec::new()));
    assert!(small.scans.is_empty(), "a picture in a text is no scan");
}

#[test]
fn fields_tell_what_was_filled_in() {
    let widget = |name: &str, more: Dictionary| {
        let mut widget = dictionary! { "Subtype" => "Widget", "T" => Object::string_literal(name) };
        widget.extend(&more);
        widget
    };
    let text = Object::string_literal;
    let content = read_all(document(
        "",
        vec![
            widget("a", dictionary! { "FT" => "Tx", "TU" => text("4. Last name"), "V" => text(" RUIZ ") }),
            widget("b", dictionary! { "FT" => "Btn", "AS" => "Off", "V" => "Yes" }),
            widget("c", dictionary! { "FT" => "Btn", "AS" => "Y" }),
            widget("PDF417BarCode1", dictionary! { "FT" => "Tx", "V" => text("I-589|07/28/26|1") }),
            dictionary! { "Subtype" => "FreeText", "Contents" => text("typed on top") },
        ],
    ));
    let field = |label: &str, kind, value: &str| FormField {
        page: 1,
        label: label.to_owned(),
        kind,
        value: value.to_owned(),
    };
    assert_eq!(
        content.fields,
        [
            field("4. Last name", FieldKind::Text, "RUIZ"),
            field("b", FieldKind::Mark, ""),
            field("c", FieldKind::Mark, "Y"),
            field("PDF417BarCode1", FieldKind::Barcode, "I-589|07/28/26|1"),
        ]
    );
    assert_eq!(content.pages, ["typed on top\n"]);
}
