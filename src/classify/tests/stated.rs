use jiff::civil::date;

use super::desk::{family, file, inventory, rules, source, track};
use crate::case::{Case, DocumentEntry, Notes, PageSelection};
use crate::classify::{Confidence, Disposition, Evidence, classify};
use crate::finding::Severity;
use crate::intake::{Comment, State};

fn entry(file: &str) -> DocumentEntry {
    DocumentEntry { file: file.into(), line: 12, ..DocumentEntry::default() }
}

fn with(paths: &[&str], documents: Vec<DocumentEntry>) -> Evidence {
    let files = paths.iter().zip(1..).map(|(path, hash)| source(path, hash)).collect();
    classify(&inventory(files), &Case { documents, ..family() }, &track())
}

#[test]
fn what_a_person_says_beats_the_name() {
    let said = DocumentEntry {
        satisfies: vec!["birth-certificate".into()],
        person: Some("luis".into()),
        title: Some("Birth certificate of Luis".into()),
        date: Some(date(2019, 5, 1)),
        language: Some("es".into()),
        pages: Some(PageSelection { text: "1-2".into(), ranges: vec![(1, 2)] }),
        ..entry("1 Maria/passport DRAFT.pdf")
    };
    let evidence = with(&["1 Maria/passport DRAFT.pdf"], vec![said]);
    let file = file(&evidence, "1 Maria/passport DRAFT.pdf");
    assert_eq!((file.disposition, file.confidence), (Disposition::Assigned, Confidence::Stated));
    assert_eq!(file.satisfies, ["birth-certificate"]);
    assert_eq!((file.person.as_deref(), file.title.as_str()), (Some("luis"), "Birth certificate of Luis"));
    assert_eq!((file.date, file.language.as_deref()), (Some(date(2019, 5, 1)), Some("es")));
    assert!(file.selection.is_some() && evidence.findings.is_empty());
}

#[test]
fn an_entry_without_requirement_is_an_exhibit_in_its_own_right() {
    let evidence = with(&["scan.pdf"], vec![entry("scan.pdf")]);
    let file = file(&evidence, "scan.pdf");
    assert!(file.own_exhibit && file.disposition == Disposition::Assigned && file.satisfies.is_empty());
}

#[test]
fn the_file_is_found_in_another_unicode_form_or_case_if_only_one_is_meant() {
    let spellings =
        ["Declaracio\u{301}n.pdf", "DECLARACIÓN.PDF", "evidence/Declaración.pdf", "./Declaración.pdf"];
    for spelling in spellings {
        let evidence = with(&["Declaraci\u{f3}n.pdf"], vec![entry(spelling)]);
        assert!(file(&evidence, "Declaraci\u{f3}n.pdf").own_exhibit, "{spelling}");
    }
    let twins = ["Declaraci\u{f3}n.pdf", "Declaracio\u{301}n.pdf"];
    let evidence = with(&twins, vec![entry(twins[1])]);
    assert!(file(&evidence, twins[1]).own_exhibit && !file(&evidence, twins[0]).own_exhibit);
    let evidence = with(&["a.pdf", "A.pdf"], vec![entry("A.PDF")]);
    assert!(rules(&evidence).contains(&"document-file-missing"));
}

#[test]
fn a_file_that_is_not_there_is_an_error_with_a_suggestion() {
    let evidence = with(
        &["1 Maria/passport.pdf", "Photos/IMG_1.JPG"],
        vec![entry("1 Maria/pasport.pdf"), entry("Photos")],
    );
    let missing: Vec<_> = evidence.findings.iter().filter(|f| f.rule == "document-file-missing").collect();
    assert_eq!(missing.len(), 2);
    assert!(missing.iter().all(|f| f.severity == Severity::Error && f.location.as_ref().unwrap().line == 12));
    assert_eq!(missing[0].hint.as_deref(), Some("Did you mean \"1 Maria/passport.pdf\"?"));
    assert_eq!(missing[1].hint.as_deref(), Some("That is a folder; name one file in it."));
}

#[test]
fn links_are_taken_over_and_say_what_the_file_is() {
    let english = DocumentEntry { translation_of: Some("b.pdf".into()), ..entry("a.pdf") };
    let certificate =
        DocumentEntry { certificate_for: vec!["a.pdf".into(), "gone.pdf".into()], ..entry("c.pdf") };
    let original = DocumentEntry { satisfies: vec!["declaration".into()], ..entry("b.pdf") };
    let evidence = with(&["a.pdf", "b.pdf", "c.pdf"], vec![english, certificate, original]);
    let translation = file(&evidence, "a.pdf");
    assert_eq!(
        (translation.satisfies.as_slice(), translation.own_exhibit),
        (&["translation".to_owned()][..], false)
    );
    assert_eq!(translation.translation_of.as_deref(), Some("evidence/b.pdf"));
    assert_eq!(translation.translates.as_deref(), Some("declaration"));
    assert_eq!(file(&evidence, "c.pdf").satisfies, ["translator-certificate"]);
    assert_eq!(file(&evidence, "c.pdf").certificate_for, ["evidence/a.pdf"]);
    assert_eq!(rules(&evidence), ["document-file-missing"]);
}

#[test]
fn mistakes_in_entries_are_all_named() {
    let itself = DocumentEntry { translation_of: Some("a.pdf".into()), ..entry("a.pdf") };
    let beyond = DocumentEntry {
        pages: Some(PageSelection { text: "2-4".into(), ranges: vec![(2, 4)] }),
        ..entry("c.pdf")
    };
    let evidence = with(&["a.pdf", "c.pdf"], vec![itself, beyond, entry("c.pdf")]);
    assert_eq!(rules(&evidence), ["document-link", "document-pages", "document-twice"]);
    assert!(evidence.findings.iter().all(|finding| finding.severity == Severity::Error));
}

#[test]
fn an_excluded_file_stays_out_and_its_faults_weigh_less() {
    let mut locked = source("passport.pdf", 1);
    locked.state = State::Locked(crate::intake::Lock::Password);
    let out = DocumentEntry { exclude: Some("the other one is readable".into()), ..entry("passport.pdf") };
    let case = Case { documents: vec![out], ..family() };
    let evidence = classify(&inventory(vec![locked]), &case, &track());
    let file = file(&evidence, "passport.pdf");
    assert_eq!(
        (file.disposition, file.reason.as_str()),
        (Disposition::Excluded, "the other one is readable")
    );
    assert_eq!(evidence.findings[0].severity, Severity::Warning);
}

#[test]
fn comments_are_told_and_printed_only_where_the_case_says_so() {
    let comment = |page, by: &str| Comment {
        page,
        by: Some(by.into()),
        about: "a sticky note".into(),
        text: "Ask her again about the police".into(),
    };
    let look = |own: Option<Notes>, packet: Option<Notes>| {
        let mut commented = source("passport.pdf", 1);
        commented.comments = vec![comment(1, "A. Ray"), comment(1, "A. Ray"), comment(3, "B. Lee")];
        let mut case = family();
        case.packet.notes = packet;
        case.documents = vec![DocumentEntry { notes: own, ..entry("passport.pdf") }];
        let evidence = classify(&inventory(vec![commented]), &case, &track());
        let finding = evidence.findings.iter().find(|finding| finding.rule == "file-comments").unwrap();
        (evidence.files[0].print_comments, finding.severity, finding.message.clone())
    };
    let (printed, severity, message) = look(None, None);
    assert!(!printed && severity == Severity::Info);
    assert_eq!(
        message,
        "evidence/passport.pdf holds 3 comments by A. Ray and 1 other (pages 1 and 3; the first begins \
         \u{201c}Ask her again ab…\u{201d}), which may be privileged. The packet leaves the comments out; highlights and \
         stamps stay."
    );
    assert_eq!(look(Some(Notes::Include), None).1, Severity::Warning);
    assert!(look(None, Some(Notes::Include)).0);
    assert!(!look(Some(Notes::LeaveOut), Some(Notes::Include)).0);
}
