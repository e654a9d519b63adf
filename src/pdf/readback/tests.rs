use lopdf::{Document, Object, Stream, dictionary};

use super::*;

/// A page that prints “Ab” at 100, 50 with a font whose /ToUnicode says so, and links to itself.
fn sample(content: &str, extra: impl FnOnce(&mut Document, lopdf::ObjectId)) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let map = document.add_object(Stream::new(
        dictionary! {},
        b"1 beginbfrange <0001> <0002> <0041> endbfrange 1 beginbfchar <0005> <0062> endbfchar".to_vec(),
    ));
    let font =
        document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type0", "ToUnicode" => map });
    let content = document.add_object(Stream::new(dictionary! {}, content.as_bytes().to_vec()));
    let pages = document.new_object_id();
    let page = document.new_object_id();
    let link = document.add_object(dictionary! {
        "Subtype" => "Link", "Rect" => vec![10.into(), 20.into(), 110.into(), 40.into()],
        "Dest" => vec![page.into(), "Fit".into()],
    });
    document.set_object(page, dictionary! {
        "Type" => "Page", "Parent" => pages, "MediaBox" => vec![0.into(), 0.into(), 612.into(), 792.into()],
        "Contents" => content, "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
        "Annots" => vec![link.into()],
    });
    document.set_object(pages, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 });
    let bookmark = document.new_object_id();
    let outlines = document.add_object(dictionary! { "First" => bookmark, "Last" => bookmark, "Count" => 1 });
    document.set_object(bookmark, dictionary! {
        "Title" => Object::string_literal("Cover"), "Parent" => outlines, "Dest" => vec![page.into(), "Fit".into()],
    });
    let catalog = document.add_object(dictionary! {
        "Type" => "Catalog", "Pages" => pages, "Outlines" => outlines,
        "PageLabels" => dictionary! { "Nums" => vec![0.into(), dictionary! { "S" => "D", "St" => 7 }.into()] },
    });
    document.trailer.set("Root", catalog);
    extra(&mut document, catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

const PRINTS_AB: &str = "q 1 0 0 1 90 30 cm BT /F1 12 Tf 10 20 Td [<0001> -5 <0005>] TJ ET Q";

#[test]
fn texts_links_labels_and_bookmarks_are_read() {
    let read = read(sample(PRINTS_AB, |_, _| {})).unwrap();
    assert_eq!(read.pages.len(), 1);
    assert_eq!(read.pages[0].texts, [ReadText { x: 100.0, y: 50.0, text: "Ab".into() }]);
    assert_eq!(read.pages[0].links, [(10.0, 20.0, 100.0, 20.0, 0)]);
    assert_eq!(read.labels, ["7"]);
    assert_eq!(read.bookmarks, [(0, "Cover".to_owned(), Some(0))]);
    assert_eq!(read.active, Vec::<String>::new());
}

#[test]
fn a_changed_stream_changes_the_fingerprint_and_object_numbers_do_not() {
    let one = read(sample(PRINTS_AB, |_, _| {})).unwrap().pages[0].sha256.clone();
    let renumbered =
        read(sample(PRINTS_AB, |document, _| document.renumber_objects_with(100))).unwrap().pages[0]
            .sha256
            .clone();
    let changed =
        read(sample(&PRINTS_AB.replace("0005", "0002"), |_, _| {})).unwrap().pages[0].sha256.clone();
    assert_eq!(one, renumbered);
    assert_ne!(one, changed);
}

#[test]
fn scripts_forms_and_attachments_are_found() {
    let bytes = sample(PRINTS_AB, |document, catalog| {
        let script = document
            .add_object(dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") });
        document.add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, vec![1]));
        let catalog = document.get_dictionary_mut(catalog).unwrap();
        catalog.set("OpenAction", script);
        catalog.set("AcroForm", dictionary! {});
    });
    assert_eq!(
        read(bytes).unwrap().active,
        ["a script", "an action on opening", "an attachment", "form fields"]
    );
}

#[test]
fn rubbish_is_an_error_and_no_panic() {
    assert!(read(b"no PDF at all".to_vec()).is_err());
    assert!(read(Vec::new()).is_err());
}
