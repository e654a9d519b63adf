#![allow(clippy::unwrap_used)]

use jiff::civil::{date, datetime};

use super::*;
use crate::finding::Severity;

fn document(text: &str) -> Document {
    Document::read("track.toml", text, RuleIds::TRACK)
}

/// What was found, as `line:column+length rule message`.
fn said(document: Document) -> Vec<String> {
    let found = document.into_findings();
    found
        .iter()
        .map(|finding| {
            assert_eq!(finding.severity, Severity::Error);
            let place = finding.location.as_ref().unwrap();
            format!("{}:{}+{} {} {}", place.line, place.column, place.length, finding.rule, finding.message)
        })
        .collect()
}

#[test]
fn values_of_every_kind() {
    let document = document(
        "text = \"a\"\nlines = '''a\nb'''\nyes = true\nday = 2027-03-16\nhour = 2027-03-16T09:00:00\n\
         number = 0x10\none = \"x\"\nmany = [\"x\", \"y\"]\nlevel = \"b\"\n[section]\nkey = \"v\"\n\
         [[item]]\nn = 1\n[[item]]\nn = 2\n",
    );
    let root = document.root();
    assert_eq!(root.required_string("text").as_deref(), Some("a"));
    assert_eq!(root.string("lines").as_deref(), Some("a\nb"));
    assert_eq!(root.boolean("yes"), Some(true));
    assert_eq!(root.required_date("day"), Some(date(2027, 3, 16)));
    assert_eq!(root.datetime("hour"), Some(datetime(2027, 3, 16, 9, 0, 0, 0)));
    assert_eq!(root.required_integer("number"), Some(16));
    assert_eq!(root.strings("one").unwrap(), ["x"]);
    assert_eq!(root.required_strings("many").unwrap(), ["x", "y"]);
    assert_eq!(root.required_word("level", &[("a", 1), ("b", 2)]), Some(2));
    let section = root.table("section").unwrap();
    assert_eq!((section.name(), section.string("key").as_deref()), ("[section]", Some("v")));
    section.finish();
    let numbers: Vec<_> = root
        .tables("item")
        .into_iter()
        .map(|item| {
            let number = item.integer("n");
            let line = item.here().line;
            item.finish();
            (number, line)
        })
        .collect();
    assert_eq!(numbers, [(Some(1), 13), (Some(2), 15)]);
    assert_eq!(root.strings("absent"), None);
    root.finish();
    assert_eq!(said(document), [""; 0]);
}

#[test]
fn places_of_keys_values_and_entries() {
    let document = document("  ñame = \"é\" # x\n\"ñ\" = [\"a\",\n  'bc']\n");
    let root = document.root();
    let spot = |place: Location| (place.line, place.column, place.length, place.text);
    assert_eq!(spot(root.place("ñ")), (2, 7, 5, "\"ñ\" = [\"a\",".to_owned()));
    assert_eq!(spot(root.key_place("ñ")), (2, 1, 3, "\"ñ\" = [\"a\",".to_owned()));
    assert_eq!(spot(root.item_place("ñ", 1)), (3, 3, 4, "  'bc']".to_owned()));
    assert_eq!(spot(root.item_place("ñ", 9)), spot(root.place("ñ")));
    assert_eq!(spot(root.place("absent")), (1, 1, 1, "  ñame = \"é\" # x".to_owned()));
}

#[test]
fn wrong_kinds_say_what_is_there_what_is_expected_and_how_to_write_it() {
    for (text, message, hint) in [
        (
            "day = \"1990-04-02\"",
            "`day` is a text; a date is expected.",
            "Write the date without quotes: day = 1990-04-02",
        ),
        (
            "day = \"4/2/90\"",
            "`day` is a text; a date is expected.",
            "Write the date without quotes, year first: day = YYYY-MM-DD",
        ),
        (
            "day = 2027-03-16T09:00:00",
            "`day` is a date with a time; a date is expected.",
            "Leave the time away: day = 2027-03-16",
        ),
        (
            "day = 5",
            "`day` is a whole number; a date is expected.",
            "Write year, month and day: day = YYYY-MM-DD",
        ),
        (
            "hour = 2027-03-16",
            "`hour` is a date; a date with a time is expected.",
            "Add the time of day: hour = 2027-03-16T09:00:00",
        ),
        (
            "hour = 2027-03-16T09:00:00Z",
            "`hour` is a date with a time and a time zone; a date with a time is expected.",
            "Write the local time without Z or offset: hour = YYYY-MM-DDT09:00:00",
        ),
        (
            "hour = \"2027-03-16T08:30\"",
            "`hour` is a text; a date with a time is expected.",
            "Write date and time without quotes: hour = 2027-03-16T08:30:00",
        ),
        (
            "hour = 09:00:00",
            "`hour` is a time without a date; a date with a time is expected.",
            "Write date and time without quotes: hour = YYYY-MM-DDT09:00:00",
        ),
        (
            "text = 5550100",
            "`text` is a whole number; a text is expected.",
            "Put it into quotes: text = \"5550100\"",
        ),
        ("text = [\"a\"]", "`text` is a list; a text is expected.", "Write one text in quotes: text = \"…\""),
        (
            "text = { a = 1 }",
            "`text` is a section; a text is expected.",
            "Write one text in quotes: text = \"…\"",
        ),
        (
            "yes = \"No\"",
            "`yes` is a text; true or false is expected.",
            "Write true or false without quotes: yes = false",
        ),
        (
            "number = \"7\"",
            "`number` is a text; a whole number is expected.",
            "Write a whole number without quotes: number = 7",
        ),
        (
            "number = 7.5",
            "`number` is a number with a decimal point; a whole number is expected.",
            "Write a whole number without quotes: number = 1",
        ),
        (
            "many = true",
            "`many` is the word true; a text or a list of texts is expected.",
            "Put it into quotes: many = [\"true\"]",
        ),
        (
            "many = [\"a\", 5]",
            "Entry 2 of `many` is a whole number; a text is expected.",
            "Put each entry into double quotes: [\"…\", \"…\"]",
        ),
        (
            "level = 1",
            "`level` is a whole number; a word in quotes is expected.",
            "Write a word in quotes: level = \"required\"",
        ),
        (
            "[[section]]",
            "`section` is a list of sections; a single section is expected.",
            "Write the heading [section] once, with single brackets, and its lines below it.",
        ),
        (
            "section = 1",
            "`section` is a whole number; a single section is expected.",
            "Write the heading [section] once, with single brackets, and its lines below it.",
        ),
        (
            "[item]",
            "`item` is a section; a section with double brackets is expected.",
            "Write the heading [[item]] with double brackets, and its lines below it.",
        ),
        (
            "item = [1]",
            "`item` is a whole number; a section with double brackets is expected.",
            "Write the heading [[item]] with double brackets, and its lines below it.",
        ),
    ] {
        let document = document(text);
        let root = document.root();
        root.date("day");
        root.datetime("hour");
        root.string("text");
        root.boolean("yes");
        root.integer("number");
        root.strings("many");
        root.word("level", &[("required", ())]);
        root.table("section");
        root.tables("item");
        root.finish();
        let found = document.into_findings();
        assert_eq!(found.len(), 1, "{text}: {found:#?}");
        assert_eq!((found[0].rule, found[0].message.as_str()), ("track-type", message));
        assert_eq!(found[0].hint.as_deref(), Some(hint));
    }
}

#[test]
fn words_and_keys_are_guessed() {
    let document = document("level = \"Requird\"\nfrm = \"x\"\nzzz = 1\n");
    let root = document.root();
    root.word("level", &[("required", 1), ("recommended", 2)]);
    root.required_string("from");
    root.required_string("title");
    root.finish();
    let found = document.into_findings();
    let hints: Vec<&str> = found.iter().filter_map(|finding| finding.hint.as_deref()).collect();
    assert_eq!(
        hints,
        [
            "Add a line title = \"…\"",
            "Did you mean level = \"required\"? Possible: \"required\", \"recommended\".",
            "Did you mean `from`?",
            "Known here: from, level, title. Correct the name or delete the line.",
        ]
    );
}

#[test]
fn guesses() {
    let keys = ["born", "name", "a_number", "translation_of", "id"];
    for (word, meant) in [
        ("Born", Some("born")),
        ("bron", Some("born")),
        ("a-number", Some("a_number")),
        ("A Number", Some("a_number")),
        ("anumber", Some("a_number")),
        ("translation", Some("translation_of")),
        ("translatoin_fo", Some("translation_of")),
        ("xy", None),
        ("", None),
        ("di", Some("id")),
    ] {
        assert_eq!(did_you_mean(word, keys), meant, "{word}");
    }
    assert_eq!(did_you_mean(&"x".repeat(100_000), keys), None);
}

#[test]
fn a_value_that_a_syntax_mistake_has_spoilt_is_reported_once() {
    let document = document("title = Passport\nday = 2025-02-30\nid \"x\"\n");
    let root = document.root();
    root.required_string("title");
    root.required_date("day");
    root.required_string("id");
    root.finish();
    assert_eq!(
        said(document),
        [
            "1:9+8 track-syntax `Passport` stands without quotes.",
            "2:7+10 track-syntax There is no day 2025-02-30 in the calendar.",
            "3:1+6 track-syntax The line is not of the form key = value.",
        ]
    );
}

#[test]
fn values_that_toml_does_not_know_are_named_for_what_they_are() {
    for (written, message, hint) in [
        ("04/02/1990", "The date 04/02/1990 is not written as year-month-day.", "day = YYYY-MM-DD"),
        ("02.04.1990", "The date 02.04.1990 is not written as year-month-day.", "day = YYYY-MM-DD"),
        ("1990/4/2", "The date 1990/4/2 is not written as year-month-day.", "day = 1990-04-02"),
        ("1990-4-2", "The date 1990-4-2 is not written as year-month-day.", ": 1990-04-02"),
        ("April 2, 1990", "The date April 2 is not written as year-month-day.", "day = YYYY-MM-DD"),
        ("2025-02-30", "There is no day 2025-02-30 in the calendar.", "write it as year-month-day."),
        ("2023-02-29", "There is no day 2023-02-29 in the calendar.", "write it as year-month-day."),
        ("yes", "`yes` stands without quotes.", "Write day = true for yes or no; put a text into quotes."),
        ("True", "`True` is not written as true or false.", "in small letters, without quotes."),
        ("Maria LOPEZ", "`Maria LOPEZ` stands without quotes.", "day = \"Maria LOPEZ\""),
        ("000-000-001", "`000-000-001` stands without quotes.", "day = \"000-000-001\""),
        ("555-0100", "`555-0100` stands without quotes.", "day = \"555-0100\""),
        ("“a”", "The quotation marks are printer's quotes.", "day = \"a\""),
        ("\"C:\\x\\q\"", "A backslash in double quotes does not stand for itself.", "'scans\\maria'"),
        ("", "`day` has no value.", "or put # before the line."),
        ("01", "`01` is not written as a number.", "put it into quotes if it is no quantity."),
        ("null", "`null` stands without quotes.", "day = \"null\""),
    ] {
        let document = document(&format!("day = {written}\n"));
        document.root().date("day");
        let found = document.into_findings();
        let said: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(said, [message], "{written}");
        assert!(found[0].hint.as_ref().unwrap().ends_with(hint), "{written}: {:?}", found[0].hint);
    }
}

#[test]
fn what_follows_a_list_without_its_end_is_read() {
    let document = document("many = [\"a\",\n  \"b\" # end\n\n# next\n[section]\nkey = 1\n[[item]]\nn = 1\n");
    let root = document.root();
    assert_eq!(root.strings("many").unwrap(), ["a", "b"]);
    let section = root.table("section").unwrap();
    assert_eq!((section.integer("key"), section.here().line), (Some(1), 5));
    assert_eq!(root.tables("item").len(), 1);
    assert_eq!(said(document), ["2:3+9 track-syntax The list that ends here is not closed."]);
}

#[test]
fn what_follows_a_text_without_its_end_is_read() {
    for quotes in ["'''", "\"\"\""] {
        let document = document(&format!("text = {quotes}abc\nkey = 1\n[section]\n"));
        let root = document.root();
        assert_eq!(root.integer("key"), Some(1));
        assert!(root.table("section").is_some());
        assert_eq!(said(document), ["1:8+6 track-syntax The text that begins here is not closed."]);
    }
}

#[test]
fn bytes_that_are_no_text_are_named_with_their_line() {
    let told = |bytes: &[u8]| {
        let finding = decode("case.toml", bytes, RuleIds::CASE).unwrap_err();
        let place = finding.location.unwrap();
        (finding.message, place.line, place.column, place.text)
    };
    assert_eq!(
        told(b"a = 1\r\nname = \"Nu\xf1ez\"\r\nb = 2\n"),
        (
            "case.toml is not saved as UTF-8: byte F1 in line 2 is no character.".to_owned(),
            2,
            11,
            "name = \"Nu\u{fffd}ez\"".to_owned()
        )
    );
    assert_eq!(
        told(b"\xff\xfea\0"),
        ("case.toml is saved as UTF-16, not as UTF-8.".to_owned(), 1, 1, String::new())
    );
    assert_eq!(told("ñ\u{1F600}".as_bytes().split_last().unwrap().1).2, 2);
    assert_eq!(decode("x", "\u{feff}ñ = 1".as_bytes(), RuleIds::CASE).unwrap(), "ñ = 1");
    assert_eq!(decode("x", b"", RuleIds::CASE).unwrap(), "");
}

#[test]
fn a_text_no_person_wrote_is_refused_or_cut_short() {
    let huge = "a = 1\n".repeat(400_000);
    assert_eq!(said(document(&huge)).len(), 1);
    let long = format!("a = 1\nb = \"{}\"\n", "x".repeat(30_000));
    assert!(said(document(&long))[0].starts_with("2:1+1 track-syntax Line 2 has 30006 bytes"));
    let many: String = (0..50_000).map(|number| format!("k{number} = 1\n")).collect();
    let document = document(&many);
    document.root().finish();
    assert!(document.is_full());
    let found = said(document);
    assert_eq!(found.len(), 1_001);
    assert!(found.iter().any(|found| found.ends_with("There are more mistakes than this list can hold.")));
}

#[test]
fn values_nested_too_deeply_are_no_harm() {
    for text in [
        format!("a = {}", "[".repeat(5_000)),
        format!("a = {}{}", "[".repeat(5_000), "]".repeat(5_000)),
        format!("a = {}", "{ a = ".repeat(3_000)),
        format!("[{}a]", "a.".repeat(5_000)),
        format!("{}a = 1", "a.".repeat(5_000)),
        "[[a]]\n[a.b]\n[[a.b]]\n".to_owned(),
    ] {
        let document = document(&text);
        document.root().string("a");
        assert!(!document.into_findings().is_empty(), "{}", &text[..20]);
    }
}
