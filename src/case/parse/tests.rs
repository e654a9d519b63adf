#![allow(clippy::unwrap_used)]

use jiff::civil::{date, datetime};

use super::parse;
use crate::case::{Case, Fact, HearingKind, Role, TabScheme};
use crate::finding::{Finding, Severity, gravest};

/// The case file of the manual, with the keys that it names in remarks.
const SAMPLE: &str = r##"schema = 1
track = "asylum-court-filing"
[[person]]                      # first = principal
id = "maria"                    # handle: folder names and [[document]] use it
name = "Maria Elena LOPEZ GARCIA"
role = "principal"              # principal | spouse | child
a_number = "A000-000-001"
born = 1990-04-02
included = true                 # part of this application
facts = { has_passport = true } # facts of this person
[facts]                         # facts of the case: the conditions of the requirements read these
last_arrival = 2025-02-10
filed_on = 2025-11-03
married = true
[counsel]
name = "Alex Example"
firm = "Example Law Office"
address = ["100 Example Street", "Springfield, IL 62701"]
phone = "555-0100"
email = "office@example.org"
eoir_id = "EX000001"
bar_number = "000001"
[court]
city = "Chicago"
state = "Illinois"
judge = "Jordan Example"
hearing = 2027-03-16T09:00:00
hearing_kind = "individual"
detained = false
ecas = true
proceeding = "removal"
[interview]
office = "Chicago"
date = 2027-03-16
receipt_number = "ZCH0000000001"
language = "es"
[[deadline]]                    # a judge's order or an office's notice beats the rule
id = "evidence"
date = 2027-02-01
reason = "Scheduling order of 2026-12-01"
[[document]]                    # what a person knows and a program cannot guess; beats classification
file = "scan0001.pdf"           # relative to evidence/
satisfies = "national-id"       # requirement id, or a list
person = "maria"
title = "National identity card (DNI), front and back"
date = 2019-05-01
language = "es"
translation_of = "other.pdf"    # this file is the English translation of that one
certificate_for = ["a.pdf"]     # this file is the translator's certificate of those
pages = "1-3,7"
exclude = "duplicate of maria/passport.pdf"
[[waiver]]
requirement = "police-report"
person = "maria"
reason = "The police refused to take a report"
by = "Alex Example"
on = 2026-11-20
[[request]]
requirement = "birth-certificate"
person = "maria"
asked = 2026-11-01
of = "client"
due = 2026-12-01
note = "Her mother has the original"
[packet]
title = "Respondent's Evidence"
tabs = "numbers"
max_bytes = 25000000
"##;

fn read(text: &str) -> (Case, Vec<Finding>) {
    let parsed = parse("case.toml", text);
    (parsed.case.unwrap(), parsed.findings)
}

/// What was found, as `line:column rule message`.
fn said(text: &str) -> Vec<String> {
    let found = parse("case.toml", text).findings;
    found
        .iter()
        .map(|finding| {
            let place = finding.location.as_ref().unwrap();
            format!("{}:{} {} {}", place.line, place.column, finding.rule, finding.message)
        })
        .collect()
}

/// A sound case with these lines put below its principal and these at its end.
fn with(person: &str, rest: &str) -> String {
    format!(
        "schema = 1\ntrack = \"t\"\n[[person]]\nid = \"maria\"\nname = \"Maria LOPEZ\"\nrole = \"principal\"\n{person}\n{rest}\n"
    )
}

#[test]
fn the_sample_has_no_findings_and_all_its_values() {
    let (case, findings) = read(SAMPLE);
    assert_eq!(findings, []);
    assert_eq!(case.track, "asylum-court-filing");
    let maria = case.principal().unwrap();
    assert_eq!((maria.id.as_str(), maria.name.as_str()), ("maria", "Maria Elena LOPEZ GARCIA"));
    assert_eq!((maria.role, maria.included), (Role::Principal, true));
    assert_eq!(maria.a_number.as_deref(), Some("A000-000-001"));
    assert_eq!(maria.born, Some(date(1990, 4, 2)));
    assert_eq!(maria.facts.get("has_passport"), Some(&Fact::Bool(true)));
    assert_eq!(case.facts.get("last_arrival"), Some(&Fact::Date(date(2025, 2, 10))));
    assert_eq!(case.facts.get("filed_on"), Some(&Fact::Date(date(2025, 11, 3))));
    assert_eq!(case.facts.get("married"), Some(&Fact::Bool(true)));
    assert_eq!(case.facts.len(), 3);
    let counsel = case.counsel.unwrap();
    assert_eq!(counsel.name.as_deref(), Some("Alex Example"));
    assert_eq!(counsel.firm.as_deref(), Some("Example Law Office"));
    assert_eq!(counsel.address, ["100 Example Street", "Springfield, IL 62701"]);
    assert_eq!(counsel.phone.as_deref(), Some("555-0100"));
    assert_eq!(counsel.email.as_deref(), Some("office@example.org"));
    assert_eq!(counsel.eoir_id.as_deref(), Some("EX000001"));
    assert_eq!(counsel.bar_number.as_deref(), Some("000001"));
    let court = case.court.unwrap();
    assert_eq!((court.city.as_deref(), court.state.as_deref()), (Some("Chicago"), Some("Illinois")));
    assert_eq!(court.judge.as_deref(), Some("Jordan Example"));
    assert_eq!(court.hearing, Some(datetime(2027, 3, 16, 9, 0, 0, 0)));
    assert_eq!(court.hearing_kind, Some(HearingKind::Individual));
    assert_eq!((court.detained, court.ecas), (Some(false), Some(true)));
    assert_eq!(court.proceeding.as_deref(), Some("removal"));
    let interview = case.interview.unwrap();
    assert_eq!(interview.office.as_deref(), Some("Chicago"));
    assert_eq!(interview.date, Some(date(2027, 3, 16)));
    assert_eq!(interview.receipt_number.as_deref(), Some("ZCH0000000001"));
    assert_eq!(interview.language.as_deref(), Some("es"));
    let deadline = case.deadlines.first().unwrap();
    assert_eq!((deadline.id.as_str(), deadline.date), ("evidence", date(2027, 2, 1)));
    assert_eq!(deadline.reason, "Scheduling order of 2026-12-01");
    let document = case.documents.first().unwrap();
    assert_eq!((document.file.as_str(), document.line), ("scan0001.pdf", 41));
    assert_eq!(document.satisfies, ["national-id"]);
    assert_eq!(document.person.as_deref(), Some("maria"));
    assert_eq!(document.title.as_deref(), Some("National identity card (DNI), front and back"));
    assert_eq!(document.date, Some(date(2019, 5, 1)));
    assert_eq!(document.language.as_deref(), Some("es"));
    assert_eq!(document.translation_of.as_deref(), Some("other.pdf"));
    assert_eq!(document.certificate_for, ["a.pdf"]);
    assert_eq!(document.pages.as_ref().unwrap().ranges, [(1, 3), (7, 7)]);
    assert_eq!(document.exclude.as_deref(), Some("duplicate of maria/passport.pdf"));
    let waiver = case.waivers.first().unwrap();
    assert_eq!((waiver.requirement.as_str(), waiver.person.as_deref()), ("police-report", Some("maria")));
    assert_eq!(waiver.reason, "The police refused to take a report");
    assert_eq!((waiver.by.as_str(), waiver.on), ("Alex Example", date(2026, 11, 20)));
    let request = case.requests.first().unwrap();
    assert_eq!((request.requirement.as_str(), request.of.as_str()), ("birth-certificate", "client"));
    assert_eq!((request.asked, request.due), (date(2026, 11, 1), Some(date(2026, 12, 1))));
    assert_eq!(request.note.as_deref(), Some("Her mother has the original"));
    assert_eq!(case.packet.title.as_deref(), Some("Respondent's Evidence"));
    assert_eq!((case.packet.tabs, case.packet.max_bytes), (Some(TabScheme::Numbers), Some(25_000_000)));
}

#[test]
fn the_sample_with_windows_line_ends_and_a_byte_order_mark_is_the_same() {
    let (case, findings) = read(&format!("\u{feff}{}", SAMPLE.replace('\n', "\r\n")));
    assert_eq!(findings, []);
    assert_eq!(case.documents.first().unwrap().line, 41);
}

#[test]
fn three_mistakes_are_all_named_with_their_places() {
    let text = SAMPLE
        .replace("born = 1990-04-02", "born = \"1990-04-02\"")
        .replace("role = \"principal\" ", "role = \"principle\" ")
        .replace("pages = \"1-3,7\"", "\tpages = \"3-1\"");
    assert_eq!(
        said(&text),
        [
            "6:8 case-value `role` cannot be \"principle\".",
            "8:8 case-type `born` is a text; a date is expected.",
            "50:10 case-pages The range 3-1 runs backwards.",
        ]
    );
    let (_, findings) = read(&text);
    let hints: Vec<&str> = findings.iter().filter_map(|finding| finding.hint.as_deref()).collect();
    assert!(hints[0].starts_with("Did you mean role = \"principal\"?"), "{hints:?}");
    assert_eq!(hints[1], "Write the date without quotes: born = 1990-04-02");
    assert_eq!(hints[2], "Write the smaller number first: \"1-3\"");
    let lengths: Vec<usize> =
        findings.iter().filter_map(|found| Some(found.location.as_ref()?.length)).collect();
    assert_eq!(lengths, [11, 12, 5]);
}

#[test]
fn a_syntax_mistake_hides_no_other_mistake() {
    let text = SAMPLE
        .replace("schema = 1", "schema: 1")
        .replace("[facts] ", "[facts")
        .replace("\"Springfield, IL 62701\"]", "\"Springfield, IL 62701\"")
        .replace("file = \"scan0001.pdf\"", "file = \"C:\\Users\\scan0001.pdf\"")
        .replace("by = \"Alex Example\"\n", "bye = \"Alex Example\"\n")
        .replace("max_bytes = 25000000", "max_bytes = 25 MB");
    assert_eq!(
        said(&text),
        [
            "1:1 case-syntax The line is not of the form key = value.",
            "11:1 case-syntax The heading is not closed.",
            "18:1 case-syntax The list that ends here is not closed.",
            "42:11 case-syntax A backslash in double quotes does not stand for itself.",
            "56:1 case-unknown-key `bye` is not known in [[waiver]].",
            "68:13 case-syntax `25 MB` stands without quotes.",
        ]
    );
}

#[test]
fn columns_count_characters() {
    assert_eq!(
        said(&with("", "[facts]\n\"niña\" = { \"año\" = 1 }")),
        [
            "9:10 case-type `niña` is a section; true or false, a date, a whole number, a text or a list of texts is expected."
        ]
    );
}

#[test]
fn a_misspelt_key_is_not_missing_as_well() {
    assert_eq!(
        said(&with("", "[[waiver]]\nRequirement = \"x\"\nreason = \"y\"\nby = \"z\"\non = 2026-01-02")),
        ["9:1 case-unknown-key `Requirement` is not known in [[waiver]]."]
    );
}

#[test]
fn empty_lines_of_the_form_count_as_not_given() {
    let (case, findings) = read(&with("a_number = \"\"", "[court]\ncity = \"\"\n[packet]\ntitle = \" \""));
    assert_eq!(findings, []);
    assert_eq!(case.principal().unwrap().a_number, None);
    assert_eq!((case.court.unwrap().city, case.packet.title), (None, None));
}

#[test]
fn a_family() {
    let rest = "[[person]]\nid = \"ana\"\nname = \"Ana\"\nrole = \"child\"\nincluded = false\na_number = \"000000002\"\n\
                [[person]]\nid = \"juan_2\"\nname = \"Juan\"\nrole = \"spouse\"\na_number = \"A0000003\"";
    let (case, findings) = read(&with("a_number = \"A-000-000-001\"", rest));
    assert_eq!(findings, []);
    let roles: Vec<_> =
        case.persons.iter().map(|person| (person.id.as_str(), person.role, person.included)).collect();
    assert_eq!(
        roles,
        [("maria", Role::Principal, true), ("ana", Role::Child, false), ("juan_2", Role::Spouse, true)]
    );
    assert_eq!(case.person("ana").unwrap().a_number.as_deref(), Some("000000002"));
}

#[test]
fn every_kind_of_fact() {
    let facts = "[facts]\na = true\nb = 2025-02-10\nc = 3\nd = \"asylum\"\ne = [\"x\", \"y\"]\nf = []";
    let (case, findings) = read(&with("", facts));
    assert_eq!(findings, []);
    let facts: Vec<Fact> = case.facts.into_values().collect();
    let text = |text: &str| text.to_owned();
    assert_eq!(
        facts,
        [
            Fact::Bool(true),
            Fact::Date(date(2025, 2, 10)),
            Fact::Number(3),
            Fact::Text(text("asylum")),
            Fact::List(vec![text("x"), text("y")]),
            Fact::List(Vec::new()),
        ]
    );
}

#[test]
fn evidence_before_a_path_is_a_warning() {
    let (case, findings) = read(&with("", "[[document]]\nfile = \"evidence/a.pdf\""));
    assert_eq!(gravest(&findings), Some(Severity::Warning));
    assert_eq!(findings[0].hint.as_deref(), Some("Leave it away: \"a.pdf\""));
    assert_eq!(case.documents.len(), 1);
}

#[test]
fn the_hint_for_a_path_is_the_path_that_was_meant() {
    for (written, meant) in [
        (r"'C:\Cases\Lopez\evidence\maria\a.pdf'", "maria/a.pdf"),
        (r"'maria\a.pdf'", "maria/a.pdf"),
        ("\"/evidence/maria/a.pdf\"", "maria/a.pdf"),
        ("\"../evidence/a.pdf\"", "a.pdf"),
        ("\"./maria//a.pdf\"", "maria/a.pdf"),
    ] {
        let (_, findings) = read(&with("", &format!("[[document]]\nfile = {written}")));
        assert_eq!(findings.len(), 1, "{written}");
        assert_eq!(findings[0].rule, "case-path");
        let hint = findings[0].hint.clone().unwrap();
        assert!(hint.ends_with(&format!(": \"{meant}\"")), "{written}: {hint}");
    }
}

#[test]
fn an_unknown_person_is_named_with_the_one_who_was_meant() {
    let (_, findings) = read(&with("", "[[document]]\nfile = \"a.pdf\"\nperson = \"Mara\""));
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].hint.as_deref(), Some("Did you mean person = \"maria\"?"));
}

#[test]
fn the_same_file_in_other_code_points_is_the_same_file() {
    let text = with("", "[[document]]\nfile = \"ni\u{f1}o.pdf\"\n[[document]]\nfile = \"nin\u{303}o.pdf\"");
    let said = said(&text);
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("11:8 case-duplicate-document"), "{said:?}");
    assert!(said[0].contains("line 9"), "{said:?}");
}

#[test]
fn an_empty_file_is_no_case() {
    for text in ["", "\n\n", "# nothing\n", "\u{feff}"] {
        let parsed = parse("case.toml", text);
        assert!(parsed.case.is_none(), "{text:?}");
        assert_eq!(gravest(&parsed.findings), Some(Severity::Error), "{text:?}");
    }
}

/// Each of these below a sound case is exactly one kind of mistake.
#[test]
fn bad_inputs() {
    let document = "[[document]]\nfile = \"a.pdf\"\n";
    let person = "[[person]]\nid = \"ana\"\nname = \"Ana\"\nrole = \"child\"\n";
    let waiver = "[[waiver]]\nrequirement = \"x\"\nreason = \"r\"\nby = \"b\"\non = 2026-01-02\n";
    let request = "[[request]]\nrequirement = \"x\"\nasked = 2026-01-02\nof = \"client\"\n";
    let deadline = "[[deadline]]\nid = \"x\"\ndate = 2026-01-02\nreason = \"r\"\n";
    for (rule, rest) in [
        // Values of the wrong kind.
        ("case-type", "born = \"1990-04-02\"".to_owned()),
        ("case-type", "born = 1990".to_owned()),
        ("case-type", "born = 1990-04-02T00:00:00".to_owned()),
        ("case-type", "born = true".to_owned()),
        ("case-type", "included = \"yes\"".to_owned()),
        ("case-type", "included = 1".to_owned()),
        ("case-type", "a_number = 123456789".to_owned()),
        ("case-type", "a_number = [\"A000-000-001\"]".to_owned()),
        ("case-type", "facts = true".to_owned()),
        ("case-type", "facts = { x = 1.5 }".to_owned()),
        ("case-type", "facts = { x = { y = 1 } }".to_owned()),
        ("case-type", "facts = { x = [1, 2] }".to_owned()),
        ("case-type", "facts = { x = 2026-01-02T09:00:00 }".to_owned()),
        ("case-type", "facts = { x = 09:00:00 }".to_owned()),
        ("case-type", "facts = { x = \"2026-01-02\" }".to_owned()),
        ("case-type", "[court]\nhearing = 2027-03-16".to_owned()),
        ("case-type", "[court]\nhearing = \"2027-03-16T09:00:00\"".to_owned()),
        ("case-type", "[court]\nhearing = 2027-03-16T09:00:00Z".to_owned()),
        ("case-type", "[court]\nhearing = 2027-03-16T09:00:00-06:00".to_owned()),
        ("case-type", "[court]\nhearing_kind = true".to_owned()),
        ("case-type", "[court]\ndhs_address = 5".to_owned()),
        ("case-type", "[court]\ncity = 2027-03-16".to_owned()),
        ("case-type", "[counsel]\naddress = [\"a\", 5]".to_owned()),
        ("case-type", "[counsel]\nphone = 5550100".to_owned()),
        ("case-type", "[interview]\ndate = \"2027-03-16\"".to_owned()),
        ("case-type", "[packet]\nmax_bytes = \"25 MB\"".to_owned()),
        ("case-type", "[packet]\nmax_bytes = 2.5e7".to_owned()),
        ("case-type", "[packet]\ntabs = 1".to_owned()),
        ("case-type", "[[court]]\ncity = \"x\"".to_owned()),
        ("case-type", "[document]\nfile = \"a.pdf\"".to_owned()),
        ("case-type", format!("{document}pages = 7")),
        ("case-type", format!("{document}satisfies = true")),
        ("case-type", format!("{document}date = \"2019\"")),
        // Values that cannot be right.
        ("case-value", "born = 0190-04-02".to_owned()),
        ("case-value", "born = 2990-04-02".to_owned()),
        ("case-value", "name2 = 1\n[packet]\nmax_bytes = 0".replace("name2 = 1\n", "")),
        ("case-value", "[packet]\nmax_bytes = -1".to_owned()),
        ("case-value", "[packet]\nmax_bytes = 99999999999999999999999999".to_owned()),
        ("case-value", "[packet]\ntabs = \"roman\"".to_owned()),
        ("case-value", "[court]\nhearing_kind = \"merits\"".to_owned()),
        ("case-value", "[court]\ncity = \"a\\u0007b\"".to_owned()),
        ("case-value", "[interview]\nlanguage = \"Elvish\"".to_owned()),
        ("case-value", format!("{document}language = \"e5\"")),
        ("case-value", format!("{document}exclude = \"\"")),
        ("case-value", format!("{document}satisfies = \"\"")),
        ("case-value", format!("{document}satisfies = [\"x\", \"x\"]")),
        ("case-value", format!("{document}translation_of = \"a.pdf\"")),
        ("case-value", "[[document]]\nfile = \"scans\\new.pdf\"".to_owned()),
        ("case-value", "[[document]]\nfile = \"scans\\back.pdf\"".to_owned()),
        ("case-value", waiver.replace("\"r\"", "\"  \"")),
        ("case-value", waiver.replace("\"b\"", "\"\"")),
        ("case-value", format!("{request}due = 2025-12-31")),
        // Persons.
        ("case-person", person.replace("child", "principal")),
        ("case-person", person.replace("\"ana\"", "\"ana maría\"")),
        ("case-person", person.replace("\"ana\"", "\"../ana\"")),
        ("case-person", person.replace("\"ana\"", "\"Maria\"")),
        ("case-person", "included = false".to_owned()),
        ("case-person", format!("{document}person = \"juan\"")),
        ("case-person", format!("{waiver}person = \"juan\"")),
        ("case-person", format!("{request}person = \"juan\"")),
        ("case-value", person.replace("child", "daughter")),
        ("case-a-number", "a_number = \"A12\"".to_owned()),
        ("case-a-number", "a_number = \"A000-000-0001\"".to_owned()),
        ("case-a-number", "a_number = \"000 000 001\"".to_owned()),
        ("case-a-number", "a_number = \"AA0000001\"".to_owned()),
        ("case-a-number", "a_number = \"pending\"".to_owned()),
        ("case-a-number", format!("a_number = \"A000-000-001\"\n{person}a_number = \"A00000001\"")),
        // Missing.
        ("case-missing-key", person.replace("id = \"ana\"\n", "")),
        ("case-missing-key", person.replace("name = \"Ana\"\n", "")),
        ("case-missing-key", person.replace("role = \"child\"\n", "")),
        ("case-missing-key", "[[document]]\ntitle = \"x\"".to_owned()),
        ("case-missing-key", waiver.replace("reason = \"r\"\n", "")),
        ("case-missing-key", waiver.replace("on = 2026-01-02\n", "")),
        ("case-missing-key", request.replace("of = \"client\"\n", "")),
        ("case-missing-key", deadline.replace("date = 2026-01-02\n", "")),
        // Unknown.
        ("case-unknown-key", "age = 3".to_owned()),
        ("case-unknown-key", "[cuort]\ncity = \"x\"".to_owned()),
        ("case-unknown-key", "[[documents]]\nfile = \"x\"".to_owned()),
        ("case-unknown-key", format!("{document}page = \"1\"")),
        ("case-unknown-key", "[facts]\n[facts2]\nx = 1".to_owned()),
        // Paths and pages.
        ("case-path", "[[document]]\nfile = \"/a.pdf\"".to_owned()),
        ("case-path", "[[document]]\nfile = \"../a.pdf\"".to_owned()),
        ("case-path", "[[document]]\nfile = 'C:\\a.pdf'".to_owned()),
        ("case-path", "[[document]]\nfile = \"c:a.pdf\"".to_owned()),
        ("case-path", "[[document]]\nfile = 'x\\a.pdf'".to_owned()),
        ("case-path", "[[document]]\nfile = '\\\\server\\a.pdf'".to_owned()),
        ("case-path", "[[document]]\nfile = \"maria/\"".to_owned()),
        ("case-path", format!("{document}translation_of = \"x/../../b.pdf\"")),
        ("case-path", format!("{document}certificate_for = [\"b.pdf\", \"/c.pdf\"]")),
        ("case-path", format!("{document}certificate_for = [\"\"]")),
        ("case-path", format!("{document}certificate_for = [\"a\\nb.pdf\"]")),
        ("case-pages", format!("{document}pages = \"0\"")),
        ("case-pages", format!("{document}pages = \"all\"")),
        ("case-pages", format!("{document}pages = \"1-3,2\"")),
        ("case-duplicate-document", format!("{document}{document}")),
        ("case-duplicate-deadline", format!("{deadline}{deadline}")),
        // Syntax.
        ("case-syntax", "born = 04/02/1990".to_owned()),
        ("case-syntax", "born = 2025-02-30".to_owned()),
        ("case-syntax", "born = 1990-4-2".to_owned()),
        ("case-syntax", "born =".to_owned()),
        ("case-syntax", "born 1990-04-02".to_owned()),
        ("case-syntax", "born: 1990-04-02".to_owned()),
        ("case-syntax", "included = True".to_owned()),
        ("case-syntax", "included = yes".to_owned()),
        ("case-syntax", "a_number = 000000001".to_owned()),
        ("case-syntax", "a_number = A000-000-001".to_owned()),
        ("case-syntax", "a_number = \u{201c}A000-000-001\u{201d}".to_owned()),
        ("case-syntax", "a_number = \"A000-000-001".to_owned()),
        ("case-syntax", "a_number = A000-000-001\"".to_owned()),
        ("case-syntax", "id = \"again\"".to_owned()),
        ("case-syntax", "[court]\ncity = \"x\"\n[court]\nstate = \"y\"".to_owned()),
        ("case-syntax", "[court\ncity = \"x\"".to_owned()),
        ("case-syntax", "[[document]\nfile = \"x\"".to_owned()),
        ("case-syntax", "facts = { a = 1, b = 2".to_owned()),
        ("case-syntax", "facts = { a = 1 b = 2 }".to_owned()),
        ("case-syntax", "[counsel]\naddress = [\"a\"\nphone = \"x\"\n[court]\ncity = \"y\"".to_owned()),
        ("case-syntax", "[counsel]\naddress = [\"a\" \"b\"]".to_owned()),
        ("case-syntax", "[counsel]\nfirm = \"The \"Firm\" Inc\"".to_owned()),
        ("case-syntax", "[counsel]\nfirm = 'O'Neil'".to_owned()),
        ("case-syntax", "[counsel]\nfirm = '''never closed\nphone = \"x\"".to_owned()),
        ("case-syntax", "[counsel]\nfirm = \"a\u{1}b\"".to_owned()),
        ("case-syntax", "[[document]]\nfile = \"C:\\Users\\maria\\x.pdf\"".to_owned()),
        ("case-syntax", "[court]\nhearing = 2027-03-16T25:00:00".to_owned()),
        ("case-syntax", "[court]\nhearing = 2027-03-16T09:00:60".to_owned()),
        ("case-syntax", "// a remark".to_owned()),
        ("case-syntax", "This is a remark.".to_owned()),
    ] {
        let text = with("", &rest);
        let parsed = parse("case.toml", &text);
        let found: Vec<&str> = parsed.findings.iter().map(|finding| finding.rule).collect();
        assert!(
            !found.is_empty() && found.iter().all(|&found| found == rule),
            "{rest}\n{:#?}",
            parsed.findings
        );
        for finding in &parsed.findings {
            assert_eq!(finding.severity, Severity::Error, "{rest}");
            assert!(finding.hint.as_ref().is_some_and(|hint| hint.len() > 8), "{rest}");
            assert!(finding.message.ends_with('.') && !finding.message.contains('!'), "{}", finding.message);
            let place = finding.location.as_ref().unwrap();
            let line = text.lines().nth(place.line - 1).unwrap();
            assert_eq!(place.text, line, "{rest}");
            assert!(place.line >= 3, "{rest}: the finding stands at {}:{}", place.line, place.column);
            assert!(place.column + place.length <= line.chars().count() + 2, "{rest}: {place:?}");
        }
    }
}

#[test]
fn the_head_of_the_file() {
    assert_eq!(
        said("track = \"t\""),
        ["1:1 case-person The file names no person.", "1:1 case-missing-key `schema` is missing."]
    );
    let head = |head: &str| said(&with("", "").replace("schema = 1\ntrack = \"t\"", head));
    assert_eq!(
        head("schema = 2\ntrack = \"t\""),
        ["1:10 case-schema The file says schema = 2, but this version of casebinder reads 1."]
    );
    assert_eq!(head("schema = 1\ntrack = \"\""), ["2:9 case-value `track` is empty."]);
    assert_eq!(
        head("schema = \"1\"\ntrack = \"t\""),
        ["1:10 case-type `schema` is a text; a whole number is expected."]
    );
    assert_eq!(head("schema = 1\ntrak = \"t\""), ["2:1 case-unknown-key `trak` is not known here."]);
    let role = with("", "").replace("\"principal\"", "\"spouse\"");
    assert_eq!(said(&role), ["6:8 case-person The first person has the role \"spouse\", not \"principal\"."]);
}

/// Whatever is cut out of a case file, doubled or put into it: it is read to its end, every finding has
/// a place in it, and no broken file passes without a finding by losing what stands in it.
#[test]
fn damaged_files_are_read_without_harm() {
    let odd = [
        "\"", "'''", "\"\"\"", "[", "]]", "{", "}", "=", "\\", "\u{0}", "\r", "\u{202e}", ",", "#", ".", "ñ",
        "\n", "-", "\u{feff}",
    ];
    let starts: Vec<usize> = SAMPLE.char_indices().map(|(at, _)| at).collect();
    for (count, &at) in starts.iter().enumerate().step_by(3) {
        let (before, after) = SAMPLE.split_at(at);
        let piece = odd[count % odd.len()];
        let skipped = after.get(1 + count % 7..).unwrap_or_default();
        for text in [
            format!("{before}{piece}{after}"),
            format!("{before}{skipped}"),
            format!("{before}{piece}"),
            format!("{after}{before}"),
        ] {
            let parsed = parse("case.toml", &text);
            for finding in parsed.findings {
                let place = finding.location.as_ref().unwrap();
                let written = text.strip_prefix('\u{feff}').unwrap_or(&text);
                let line = written.split('\n').nth(place.line - 1).unwrap();
                assert_eq!(place.text, line.strip_suffix('\r').unwrap_or(line), "{text:?}");
                assert!(finding.hint.is_some(), "{finding:?}");
            }
        }
    }
}

#[test]
fn a_language_may_be_written_by_its_name() {
    for (written, code) in
        [("Spanish", "es"), ("ES", "es"), ("Haitian Creole", "ht"), ("K\u{2019}iche\u{2019}", "quc")]
    {
        let text = format!(
            "schema = 1\ntrack = \"t\"\n[[person]]\nid = \"a\"\nname = \"A B\"\nrole = \"principal\"\n[interview]\nlanguage = \"{written}\"\n"
        );
        let parsed = parse("case.toml", &text);
        assert_eq!(parsed.findings, [], "{written}");
        assert_eq!(parsed.case.unwrap().interview.unwrap().language.as_deref(), Some(code));
    }
}

#[test]
fn incidents_witnesses_arrests_and_countries_are_read_with_their_facts() {
    let text = SAMPLE.replacen(
        "[packet]",
        "[[arrest]]\nid = \"dui\"\ndate = 2024-03-02\nperson = \"maria\"\nfacts = { us_arrest = true }\n\
         [[witness]]\nid = \"rosa\"\nname = \"Rosa Alvarado\"\nminutes = 30\nlanguage = \"Spanish\"\n\
         summary = \"She saw it.\"\n[[document]]\nfile = \"d.pdf\"\nsatisfies = \"criminal-record\"\nabout = \"dui\"\n\
         [packet]\nprofile = \"motion\"",
        1,
    );
    let (case, findings) = read(&text);
    assert_eq!(findings, []);
    let titles: Vec<String> = case.subjects.iter().map(|subject| subject.title()).collect();
    assert_eq!(titles, ["Rosa Alvarado", "Arrest of 2024-03-02"]);
    assert_eq!(case.subjects[1].facts.get("us_arrest"), Some(&Fact::Bool(true)));
    let testimony = &case.subjects[0].testimony;
    assert_eq!((testimony.minutes, testimony.language.as_deref()), (Some(30), Some("es")));
    assert_eq!(case.documents[1].about, ["dui"]);
    assert_eq!(case.packet.profile.as_deref(), Some("motion"));
}

#[test]
fn a_document_about_something_unknown_and_two_arrests_of_one_name_are_told() {
    let text = SAMPLE.replacen(
        "[packet]",
        "[[arrest]]\nid = \"dui\"\ndate = 2024-03-02\n[[arrest]]\nid = \"dui\"\n\
         [[document]]\nfile = \"d.pdf\"\nabout = [\"dul\"]\n[packet]",
        1,
    );
    let (_, findings) = read(&text);
    let told: Vec<(&str, Option<&str>)> =
        findings.iter().map(|finding| (finding.rule, finding.hint.as_deref())).collect();
    assert_eq!(told.len(), 3, "{findings:?}");
    assert!(told.iter().all(|(rule, _)| *rule == "case-subject"));
    assert!(told.contains(&("case-subject", Some("Did you mean \"dui\"?"))), "{told:?}");
}
