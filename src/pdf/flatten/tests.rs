#![allow(clippy::unwrap_used)]

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary, text_string};

use unicode_normalization::UnicodeNormalization as _;

use super::flatten_page;

/// A document of one page with this content, these annotations, and a form with these entries.
fn paper(content: &str, annotations: Vec<Dictionary>, form: Dictionary) -> (Document, ObjectId) {
    let mut document = Document::with_version("1.7");
    let root = document.new_object_id();
    let page = document.new_object_id();
    let content = document.add_object(Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
    let shared = document.add_object(dictionary! {
        "XObject" => dictionary! { "Flat0" => Object::Null },
        "Font" => dictionary! { "F1" => dictionary! { "Type" => "Font" } },
    });
    let annotations: Vec<Object> =
        annotations.into_iter().map(|annotation| document.add_object(annotation).into()).collect();
    document.objects.insert(
        page,
        Object::Dictionary(dictionary! {
            "Type" => "Page", "Parent" => root, "Contents" => content, "Annots" => annotations,
        }),
    );
    document.objects.insert(
        root,
        Object::Dictionary(dictionary! {
            "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1, "Resources" => shared,
            "MediaBox" => numbers(&[0, 0, 612, 792]),
        }),
    );
    let catalog =
        document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root, "AcroForm" => form });
    document.trailer.set("Root", catalog);
    (document, page)
}

fn numbers(numbers: &[i64]) -> Object {
    Object::Array(numbers.iter().map(|number| Object::Integer(*number)).collect())
}

fn widget(kind: &str, extra: Dictionary) -> Dictionary {
    let mut widget = dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "FT" => kind, "F" => 4, "T" => text_string("Family Name"),
        "Rect" => numbers(&[100, 700, 300, 720]),
    };
    widget.extend(&extra);
    widget
}

fn mark(kind: &str, extra: Dictionary) -> Dictionary {
    let mut mark = dictionary! {
        "Type" => "Annot", "Subtype" => kind, "F" => 4, "Rect" => numbers(&[100, 700, 300, 720]),
    };
    mark.extend(&extra);
    mark
}

fn form_xobject(document: &mut Document, content: &str, bbox: &[i64]) -> ObjectId {
    let dictionary = dictionary! { "BBox" => numbers(bbox) };
    document.add_object(Stream::new(dictionary, content.as_bytes().to_vec()))
}

/// The page's content as a viewer runs it.
fn content(document: &Document, page: ObjectId) -> String {
    String::from_utf8(document.get_page_content(page)).unwrap()
}

/// The content of every form XObject that the page draws, in order.
fn drawn(document: &Document, page: ObjectId) -> Vec<String> {
    let resources = document.get_dictionary(page).unwrap().get(b"Resources").unwrap().as_dict().unwrap();
    let known = resources.get(b"XObject").unwrap().as_dict().unwrap();
    let run = Content::decode(&document.get_page_content(page)).unwrap();
    run.operations
        .iter()
        .filter(|operation| operation.operator == "Do")
        .map(|operation| {
            let id = known.get(operation.operands[0].as_name().unwrap()).unwrap().as_reference().unwrap();
            let stream = document.get_object(id).unwrap().as_stream().unwrap();
            assert_eq!(stream.dict.get(b"Subtype").unwrap().as_name().unwrap(), b"Form");
            String::from_utf8(stream.get_plain_content().unwrap()).unwrap()
        })
        .collect()
}

/// What text the drawings show, by WinAnsi.
fn shown(document: &Document, page: ObjectId) -> String {
    let mut shown = String::new();
    for drawing in drawn(document, page) {
        for operation in Content::decode(drawing.as_bytes()).unwrap().operations {
            if operation.operator == "Tj" {
                let bytes = operation.operands[0].as_str().unwrap();
                shown.extend(bytes.iter().map(|byte| char::from(*byte)));
                shown.push('|');
            }
        }
    }
    shown
}

#[test]
fn a_filled_in_field_without_a_look_is_shown() {
    let field = widget("Tx", dictionary! { "V" => text_string("José Example") });
    let form = dictionary! { "DA" => Object::string_literal("/Helv 10 Tf 0 g") };
    let (mut document, page) = paper("0 g", vec![field], form);
    assert_eq!(flatten_page(&mut document, page), Vec::<String>::new());
    assert_eq!(shown(&document, page), "José Example|");
    assert!(content(&document, page).contains("1 0 0 1 100 700 cm"));
    assert!(!document.get_dictionary(page).unwrap().has(b"Annots"));
}

#[test]
fn the_value_may_stand_with_the_parent_and_the_parent_may_be_a_loop() {
    let field = widget("Tx", Dictionary::new());
    let (mut document, page) = paper("", vec![field], Dictionary::new());
    let parent = document.new_object_id();
    document
        .set_object(parent, dictionary! { "V" => text_string("A000-000-001"), "Parent" => parent, "Q" => 2 });
    let annotation = document.get_dictionary(page).unwrap().get(b"Annots").unwrap().as_array().unwrap()[0]
        .as_reference()
        .unwrap();
    document.get_dictionary_mut(annotation).unwrap().set("Parent", parent);
    flatten_page(&mut document, page);
    assert_eq!(shown(&document, page), "A000-000-001|");
}

#[test]
fn a_look_that_shows_nothing_does_not_hide_the_value() {
    let (mut document, page) = paper("", vec![], Dictionary::new());
    let empty = form_xobject(&mut document, "1 g 0 0 200 20 re f /Tx BMC EMC", &[0, 0, 200, 20]);
    let field =
        widget("Tx", dictionary! { "V" => text_string("Example"), "AP" => dictionary! { "N" => empty } });
    document.get_dictionary_mut(page).unwrap().set("Annots", vec![Object::Dictionary(field)]);
    flatten_page(&mut document, page);
    assert_eq!(shown(&document, page), "Example|");
}

#[test]
fn a_stale_look_is_replaced_only_when_the_form_asks() {
    // Letters that cannot be set leave the old look, and that is told.
    let cases = [(false, "new", "old|", 0), (true, "new", "new|", 0), (true, "\u{8b77}\u{7167}", "old|", 1)];
    for (asked, value, expected, notes) in cases {
        let form = dictionary! { "NeedAppearances" => asked };
        let (mut document, page) = paper("", vec![], form);
        let old = form_xobject(&mut document, "BT /Helv 9 Tf (old) Tj ET", &[0, 0, 200, 20]);
        let field =
            widget("Tx", dictionary! { "V" => text_string(value), "AP" => dictionary! { "N" => old } });
        document.get_dictionary_mut(page).unwrap().set("Annots", vec![Object::Dictionary(field)]);
        assert_eq!(flatten_page(&mut document, page).len(), notes);
        assert_eq!(shown(&document, page), expected);
    }
}

#[test]
fn a_bar_code_keeps_its_picture() {
    let (mut document, page) = paper("", vec![], dictionary! { "NeedAppearances" => true });
    let picture = form_xobject(&mut document, "q 200 0 0 20 0 0 cm /Im0 Do Q", &[0, 0, 200, 20]);
    let field =
        widget("Tx", dictionary! { "V" => text_string("I-589|1"), "AP" => dictionary! { "N" => picture } });
    document.get_dictionary_mut(page).unwrap().set("Annots", vec![Object::Dictionary(field)]);
    flatten_page(&mut document, page);
    assert_eq!(drawn(&document, page), ["q 200 0 0 20 0 0 cm /Im0 Do Q"]);
}

#[test]
fn letters_that_cannot_be_shown_are_named() {
    let field = widget("Tx", dictionary! { "V" => text_string("護照 Test") });
    let (mut document, page) = paper("", vec![field], Dictionary::new());
    let notes = flatten_page(&mut document, page);
    assert_eq!(notes.len(), 1);
    assert!(notes[0].contains("“Family Name”") && notes[0].contains("照護"), "{notes:?}");
    assert_eq!(shown(&document, page), "?? Test|");
}

#[test]
fn letters_that_the_form_lacks_come_from_a_face_of_our_own() {
    for value in ["Олена Київ", "Nguyễn Thị Đào", "Łódź  Žižkov", "Ελένη", "Đe\u{301}t\u{ea}"]
    {
        let field = widget("Tx", dictionary! { "V" => text_string(value) });
        let (mut document, page) = paper("", vec![field], Dictionary::new());
        assert!(flatten_page(&mut document, page).is_empty(), "{value}");
        assert_eq!(extracted(&document, page), value.nfc().collect::<String>());
    }
}

/// The text of the first form that the page draws, by what its font says of each glyph.
fn extracted(document: &Document, page: ObjectId) -> String {
    let resources = document.get_dictionary(page).unwrap().get(b"Resources").unwrap().as_dict().unwrap();
    let forms = resources.get(b"XObject").unwrap().as_dict().unwrap();
    let (_, form) = forms.iter().find(|(_, form)| !form.is_null()).unwrap();
    let form = document.get_object(form.as_reference().unwrap()).unwrap().as_stream().unwrap();
    let fonts = form.dict.get(b"Resources").unwrap().as_dict().unwrap().get(b"Font").unwrap();
    let font = document.get_dictionary(fonts.as_dict().unwrap().get(b"F").unwrap().as_reference().unwrap());
    let says = document.get_object(font.unwrap().get(b"ToUnicode").unwrap().as_reference().unwrap());
    let says = String::from_utf8(says.unwrap().as_stream().unwrap().get_plain_content().unwrap()).unwrap();
    let content = String::from_utf8(form.content.clone()).unwrap();
    let codes = content.split('<').skip(1).map(|part| part.split('>').next().unwrap());
    let letters = codes.map(|code| {
        let line = says.lines().find(|line| line.starts_with(&format!("<{code}> "))).unwrap();
        let units = line.split('<').nth(2).unwrap().trim_end_matches('>');
        let units = units.as_bytes().chunks(4).map(|unit| std::str::from_utf8(unit).unwrap());
        let units: Vec<u16> = units.map(|unit| u16::from_str_radix(unit, 16).unwrap()).collect();
        String::from_utf16(&units).unwrap()
    });
    letters.collect()
}

#[test]
fn a_choice_shows_the_words_and_not_the_code() {
    let options = Object::Array(vec![
        Object::Array(vec![text_string("1"), text_string("Asylum")]),
        Object::Array(vec![text_string("2"), text_string("Withholding")]),
    ]);
    let combo = dictionary! { "V" => text_string("2"), "Opt" => options, "Ff" => 1 << 17 };
    let (mut document, page) = paper("", vec![widget("Ch", combo)], Dictionary::new());
    flatten_page(&mut document, page);
    assert_eq!(shown(&document, page), "Withholding|");
}

#[test]
fn a_password_is_asterisks() {
    let field = widget("Tx", dictionary! { "V" => text_string("secret"), "Ff" => 1 << 13 });
    let (mut document, page) = paper("", vec![field], Dictionary::new());
    flatten_page(&mut document, page);
    assert_eq!(shown(&document, page), "******|");
}

#[test]
fn a_comb_has_a_letter_a_cell() {
    let field = widget("Tx", dictionary! { "V" => text_string("0001"), "Ff" => 1 << 24, "MaxLen" => 9 });
    let (mut document, page) = paper("", vec![field], Dictionary::new());
    flatten_page(&mut document, page);
    assert_eq!(shown(&document, page), "0|0|0|1|");
}

#[test]
fn boxes_are_drawn_by_their_state() {
    let (mut document, page) = paper("", vec![], Dictionary::new());
    let on = form_xobject(&mut document, "% on", &[0, 0, 10, 10]);
    let off = form_xobject(&mut document, "% off", &[0, 0, 10, 10]);
    let looks = dictionary! { "N" => dictionary! { "Yes" => on, "Off" => off } };
    let state = |state: &str| widget("Btn", dictionary! { "AP" => looks.clone(), "AS" => state });
    let silent = widget("Btn", dictionary! { "AP" => looks.clone() });
    let bare = widget("Btn", dictionary! { "V" => "Yes" });
    let all = [state("Yes"), state("Off"), silent, bare].map(Object::Dictionary);
    document.get_dictionary_mut(page).unwrap().set("Annots", all.to_vec());
    flatten_page(&mut document, page);
    let drawn = drawn(&document, page);
    assert_eq!(&drawn[..3], ["% on", "% off", "% off"]);
    // The one without any look gets a mark: strokes inside its box.
    assert!(drawn[3].contains("S\n"), "{}", drawn[3]);
}

#[test]
fn a_box_that_was_filled_in_but_not_ticked_is_told() {
    let (mut document, page) = paper("", vec![], Dictionary::new());
    let on = form_xobject(&mut document, "% on", &[0, 0, 10, 10]);
    let looks = dictionary! { "N" => dictionary! { "Yes" => on } };
    let field = widget("Btn", dictionary! { "AP" => looks, "V" => "Yes", "AS" => "Off" });
    document.get_dictionary_mut(page).unwrap().set("Annots", vec![Object::Dictionary(field)]);
    assert_eq!(
        flatten_page(&mut document, page),
        ["the box “Family Name” is filled in as “Yes”, but the page shows it empty"]
    );
}

#[test]
fn links_stay_and_nothing_else() {
    let link = mark("Link", dictionary! { "A" => dictionary! { "S" => "URI" } });
    let popup = mark("Popup", Dictionary::new());
    let (mut document, page) =
        paper("", vec![popup, link, widget("Tx", Dictionary::new())], Dictionary::new());
    flatten_page(&mut document, page);
    let left = document.get_dictionary(page).unwrap().get(b"Annots").unwrap().as_array().unwrap();
    assert_eq!(left.len(), 1);
    let left = document.get_dictionary(left[0].as_reference().unwrap()).unwrap();
    assert_eq!(left.get(b"Subtype").unwrap().as_name().unwrap(), b"Link");
}

#[test]
fn what_is_left_out_is_said() {
    let note =
        mark("Text", dictionary! { "T" => text_string("R. Roe"), "Contents" => text_string("weak point") });
    let sound = mark("Sound", Dictionary::new());
    let redaction = mark("Redact", Dictionary::new());
    let signature = widget(
        "Sig",
        dictionary! { "V" => dictionary! { "Type" => "Sig", "Name" => text_string("Jane Doe") } },
    );
    let unprinted = widget("Tx", dictionary! { "F" => 0, "V" => text_string("seen on the screen") });
    let hidden = widget("Tx", dictionary! { "F" => 2 | 4, "V" => text_string("hidden") });
    let all = vec![note, sound, redaction, signature, unprinted, hidden];
    let (mut document, page) = paper("", all, Dictionary::new());
    assert_eq!(
        flatten_page(&mut document, page),
        [
            "the words of a sticky note by R. Roe are not shown on its page",
            "a sound recording was left out",
            "a redaction mark that was never applied: what is under it can still be read",
            "the digital signature of Jane Doe ends here: a merged copy can no longer be verified; keep this \
             file, it is the signed original",
            "the filled-in field “Family Name” is not marked for printing and was left out",
        ]
    );
    assert!(!shown(&document, page).contains("hidden"));
}

#[test]
fn the_still_of_a_film_is_printed_if_it_is_marked_for_printing() {
    let film = |flags: i64| {
        let mut film = mark("Screen", dictionary! { "AP" => dictionary! { "N" => (99, 0) } });
        film.set("F", flags);
        film
    };
    let annotations = vec![film(4), film(0), mark("Text", Dictionary::new())];
    let (mut document, page) = paper("", annotations, Dictionary::new());
    let still = form_xobject(&mut document, "0 0 10 10 re f", &[0, 0, 10, 10]);
    let object = document.objects.remove(&still).unwrap();
    document.objects.insert((99, 0), object);
    document.max_id = 99;
    let told = flatten_page(&mut document, page);
    assert_eq!(
        told,
        ["a film or sound clip was left out", "the words of a sticky note are not shown on its page"]
    );
    assert_eq!(drawn(&document, page), ["0 0 10 10 re f"]);
}

#[test]
fn a_highlight_without_a_look_lets_the_text_through() {
    let quad = numbers(&[100, 720, 300, 720, 100, 700, 300, 700]);
    let highlight = mark("Highlight", dictionary! { "QuadPoints" => quad, "C" => numbers(&[1, 1, 0]) });
    let (mut document, page) = paper("", vec![highlight], Dictionary::new());
    flatten_page(&mut document, page);
    let made = drawn(&document, page).remove(0);
    // Around the text, not across it: upper left, upper right, lower right, lower left.
    assert!(made.contains("100 720 m\n300 720 l\n300 700 l\n100 700 l\nf\n"), "{made}");
    assert!(format!("{:?}", document.objects).contains("Multiply"));
    assert!(!content(&document, page).contains(" cm"), "made in the page's own coordinates");
}

#[test]
fn bare_marks_are_drawn() {
    let l = mark("Line", dictionary! { "L" => numbers(&[1, 2, 3, 4]) });
    let ink = mark("Ink", dictionary! { "InkList" => vec![numbers(&[5, 6, 7, 8]), numbers(&[9, 9])] });
    let kinds = ["Underline", "StrikeOut", "Squiggly", "Square", "Circle"];
    let mut all: Vec<Dictionary> = kinds.iter().map(|kind| mark(kind, Dictionary::new())).collect();
    all.extend([l, ink]);
    let (mut document, page) = paper("", all, Dictionary::new());
    assert_eq!(flatten_page(&mut document, page), Vec::<String>::new());
    let drawn = drawn(&document, page);
    assert_eq!(drawn.len(), 7);
    assert!(drawn.iter().all(|made| made.contains("S\n")));
    assert!(drawn[5].contains("1 2 m\n3 4 l\n") && drawn[6].contains("5 6 m\n7 8 l\n"));
}

#[test]
fn the_page_s_own_content_cannot_shift_the_drawings() {
    let field = widget("Tx", dictionary! { "V" => text_string("Example") });
    // Leaves a scaled state and a text object open, and restores once too often before that.
    let (mut document, page) =
        paper("Q 0.5 0 0 0.5 0 0 cm q 2 0 0 2 9 9 cm BT", vec![field], Dictionary::new());
    flatten_page(&mut document, page);
    let mut depth = 0_i32;
    let mut scaled_at: Vec<i32> = Vec::new();
    for operation in Content::decode(content(&document, page).as_bytes()).unwrap().operations {
        match operation.operator.as_str() {
            "q" => depth += 1,
            "Q" => depth -= 1,
            "cm" => scaled_at.push(depth),
            "Do" => assert_eq!(depth, 1, "drawn outside of the page's own state"),
            _ => {}
        }
        assert!(depth >= 0);
    }
    assert_eq!(depth, 0);
    assert_eq!(scaled_at, [1, 2, 1], "the surplus restore still restores nothing");
}

#[test]
fn shared_resources_are_not_touched() {
    let field = widget("Tx", dictionary! { "V" => text_string("Example") });
    let (mut document, page) = paper("", vec![field], Dictionary::new());
    flatten_page(&mut document, page);
    let parent = document.get_dictionary(page).unwrap().get(b"Parent").unwrap().as_reference().unwrap();
    let shared = document.get_dictionary(parent).unwrap().get_deref(b"Resources", &document).unwrap();
    let shared = shared.as_dict().unwrap();
    assert_eq!(shared.get(b"XObject").unwrap().as_dict().unwrap().len(), 1);
    let own = document.get_dictionary(page).unwrap().get(b"Resources").unwrap().as_dict().unwrap();
    // The taken name is still what it was, and what the page inherited is still there.
    assert!(own.get(b"XObject").unwrap().as_dict().unwrap().get(b"Flat0").unwrap().is_null());
    assert_eq!(own.get(b"XObject").unwrap().as_dict().unwrap().len(), 2);
    assert!(own.get(b"Font").unwrap().as_dict().unwrap().has(b"F1"));
}

#[test]
fn hostile_objects_end_quietly() {
    let (mut document, page) = paper("", vec![], Dictionary::new());
    let looped = document.new_object_id();
    document.set_object(looped, Object::Reference(looped));
    let odd = [
        widget("Tx", dictionary! { "AP" => looped, "V" => looped, "Parent" => looped }),
        widget("Tx", dictionary! { "AP" => dictionary! { "N" => looped }, "V" => Object::Integer(5) }),
        widget("Btn", dictionary! { "AP" => dictionary! { "N" => dictionary! { "Off" => looped } } }),
        widget(
            "Ch",
            dictionary! { "Opt" => vec![Object::Array(vec![]), Object::Null], "V" => text_string("x") },
        ),
        widget("Tx", dictionary! { "Rect" => numbers(&[0, 0]), "V" => text_string("x") }),
        widget(
            "Tx",
            dictionary! { "Rect" => vec![Object::Real(f32::NAN), 0.into(), Object::Real(f32::INFINITY), 9.into()] },
        ),
        widget(
            "Tx",
            dictionary! { "DA" => Object::string_literal("/F 1e99 Tf -5 Tf (("), "V" => text_string("x") },
        ),
        mark("Ink", dictionary! { "InkList" => vec![looped.into()] }),
        mark("Highlight", dictionary! { "QuadPoints" => vec![Object::Null; 8] }),
        mark("Unheard", Dictionary::new()),
        Dictionary::new(),
    ];
    let mut all: Vec<Object> = odd.into_iter().map(Object::Dictionary).collect();
    all.extend([Object::Null, looped.into(), Object::Reference((9999, 0))]);
    document.get_dictionary_mut(page).unwrap().set("Annots", all);
    flatten_page(&mut document, page);
    assert!(!document.get_dictionary(page).unwrap().has(b"Annots"));
    flatten_page(&mut document, (4711, 0));
}

#[test]
fn a_look_that_says_what_was_filled_in_is_kept_and_one_that_says_another_is_told() {
    // Whether the form asks for new looks, what was filled in, what the look says, what is shown, what is told.
    let cases = [
        (true, "A000-000-001", "A000000 001", "A000000 001|", 0),
        (false, "A000-000-001", "A000-000-002", "A000-000-002|", 1),
        (true, "A000-000-001", "A000-000-002", "A000-000-001|", 0),
    ];
    for (asked, value, says, expected, notes) in cases {
        let font = dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
        };
        let fonts = dictionary! { "Font" => dictionary! { "Helv" => font } };
        let (mut document, page) =
            paper("", vec![], dictionary! { "NeedAppearances" => asked, "DR" => fonts });
        let look = form_xobject(&mut document, &format!("BT /Helv 9 Tf ({says}) Tj ET"), &[0, 0, 200, 20]);
        let field =
            widget("Tx", dictionary! { "V" => text_string(value), "AP" => dictionary! { "N" => look } });
        document.get_dictionary_mut(page).unwrap().set("Annots", vec![Object::Dictionary(field)]);
        let told = flatten_page(&mut document, page);
        assert_eq!(told.len(), notes, "{told:?}");
        assert_eq!(shown(&document, page), expected);
    }
}

#[test]
fn a_button_without_a_look_has_its_caption() {
    let caption = dictionary! { "Ff" => 1 << 16, "MK" => dictionary! { "CA" => text_string("Sign here") } };
    let (mut document, page) = paper("", vec![widget("Btn", caption)], Dictionary::new());
    flatten_page(&mut document, page);
    assert_eq!(shown(&document, page), "Sign here|");
}

#[test]
fn what_is_not_for_the_screen_but_for_paper_is_on_paper() {
    for (flags, expected) in [(4, "1|"), (4 | 32, "1|"), (32, ""), (2 | 4, ""), (0, "")] {
        let mut field = widget("Tx", dictionary! { "V" => text_string("1") });
        field.set("F", flags);
        let (mut document, page) = paper("", vec![field], Dictionary::new());
        flatten_page(&mut document, page);
        let found =
            if content(&document, page).contains("Do") { shown(&document, page) } else { String::new() };
        assert_eq!(found, expected, "{flags}");
    }
}
