use crate::classify::{Disposition, EvidenceFile};
use crate::evaluate::RequirementStatus::{Met, Missing, NeedsReview, NotApplicable, Waived};
use crate::evaluate::testing::*;
use crate::finding::Severity;
use crate::track::Track;

fn sample() -> Track {
    // A track may call translations optional, since they are asked only where something is foreign.
    let lines = "level = \"optional\"\nscope = \"case\"";
    let entries = requirement("translation", lines)
        + &requirement("translator-certificate", lines)
        + &requirement("declaration", "level = \"optional\"\nscope = \"person\"")
        + &requirement("notes", "level = \"optional\"\nscope = \"case\"\nnot_filed = \"for the office\"");
    track("", &entries)
}

fn spanish(path: &str, satisfies: &str, person: &str) -> EvidenceFile {
    EvidenceFile { language: Some("es".into()), ..file(path, satisfies, person) }
}

fn translation(path: &str, of: &str) -> EvidenceFile {
    EvidenceFile { translation_of: Some(format!("evidence/{of}")), ..file(path, "translation", "maria") }
}

fn named_translation(path: &str, id: &str, person: &str) -> EvidenceFile {
    EvidenceFile { translates: Some(id.into()), ..file(path, "translation", person) }
}

fn certificate(path: &str, of: &[&str]) -> EvidenceFile {
    EvidenceFile {
        certificate_for: of.iter().map(|path| format!("evidence/{path}")).collect(),
        ..file(path, "translator-certificate", "")
    }
}

fn statuses(
    files: Vec<EvidenceFile>,
) -> (crate::evaluate::RequirementStatus, crate::evaluate::RequirementStatus) {
    let outcome = run(&sample(), &family(), files);
    (outcome.status("translation", ""), outcome.status("translator-certificate", ""))
}

#[test]
fn without_foreign_documents_nothing_is_asked() {
    assert_eq!(statuses(vec![]), (NotApplicable, NotApplicable));
    let english =
        |word: &str| EvidenceFile { language: Some(word.into()), ..file("d.pdf", "declaration", "maria") };
    for word in ["en", "EN", "English", "en-US", ""] {
        assert_eq!(statuses(vec![english(word)]), (NotApplicable, NotApplicable), "{word}");
    }
}

#[test]
fn every_foreign_document_without_a_translation_is_an_error_of_its_own() {
    let files = vec![spanish("a.pdf", "declaration", "maria"), spanish("b.pdf", "", "")];
    let outcome = run(&sample(), &family(), files);
    assert_eq!(outcome.status("translation", ""), Missing);
    assert!(outcome.of("translation", "").is_gap());
    assert!(outcome.of("translation", "").reason.contains("evidence/a.pdf and evidence/b.pdf"));
    let found = outcome.found("untranslated");
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].severity, found[0].path.as_deref()), (Severity::Error, Some("evidence/a.pdf")));
    assert!(found[0].hint.as_ref().unwrap().contains("translation_of = \"a.pdf\""));
    assert_eq!(found[0].authority, ["law of translation"]);
    // Not told a second time as a missing item.
    assert_eq!(outcome.found("requirement-missing"), Vec::<&crate::finding::Finding>::new());
    assert_eq!(outcome.status("translator-certificate", ""), Missing);
}

#[test]
fn a_translation_with_its_certificate_settles_it() {
    let pair = || vec![spanish("a.pdf", "declaration", "maria"), translation("a-en.pdf", "a.pdf")];
    assert_eq!(statuses(pair()), (Met, Missing));
    for of in [&["a-en.pdf"][..], &["a.pdf"], &[]] {
        let mut files = pair();
        files.push(certificate("cert.pdf", of));
        assert_eq!(statuses(files), (Met, Met), "{of:?}");
    }
    let mut files = pair();
    files.push(certificate("cert.pdf", &["other.pdf"]));
    let outcome = run(&sample(), &family(), files);
    assert_eq!(outcome.status("translator-certificate", ""), Missing);
    assert_eq!(outcome.rules(), [("translation-uncertified", Severity::Error)]);
    assert_eq!(outcome.findings[0].path.as_deref(), Some("evidence/a-en.pdf"));
}

#[test]
fn a_certificate_that_names_nothing_speaks_for_no_more_than_one_translation() {
    let pairs = |certificates: Vec<EvidenceFile>| {
        let mut files = vec![
            spanish("a.pdf", "declaration", "maria"),
            translation("a-en.pdf", "a.pdf"),
            spanish("b.pdf", "declaration", "jose"),
            translation("b-en.pdf", "b.pdf"),
        ];
        files.extend(certificates);
        files
    };
    let outcome = run(&sample(), &family(), pairs(vec![certificate("cert.pdf", &[])]));
    assert_eq!(outcome.status("translator-certificate", ""), NeedsReview);
    assert!(outcome.of("translator-certificate", "").is_gap());
    assert!(!outcome.complete());
    assert_eq!(outcome.rules(), [("certificate-names-nothing", Severity::Warning)]);
    let hint = outcome.findings[0].hint.as_deref().unwrap();
    assert!(hint.contains(r#"file = "cert.pdf", certificate_for = ["a-en.pdf", "b-en.pdf"]"#), "{hint}");
    let two = pairs(vec![certificate("cert1.pdf", &[]), certificate("cert2.pdf", &[])]);
    assert_eq!(statuses(two), (Met, NeedsReview));
    // What one certificate names, the other need not: only the rest is open.
    let rest = pairs(vec![certificate("cert1.pdf", &["a.pdf"]), certificate("cert2.pdf", &[])]);
    let outcome = run(&sample(), &family(), rest);
    assert_eq!(outcome.status("translator-certificate", ""), NeedsReview);
    assert!(outcome.findings[0].hint.as_deref().unwrap().contains(r#"certificate_for = ["b-en.pdf"]"#));
    let named = pairs(vec![certificate("cert.pdf", &["a.pdf", "b.pdf"])]);
    assert_eq!(statuses(named), (Met, Met));
}

#[test]
fn a_translation_named_after_its_document_belongs_to_the_same_person() {
    let files = |person| {
        vec![
            file("declaracion.pdf", "declaration", "maria"),
            named_translation("Declaration - English.pdf", "declaration", person),
            certificate("cert.pdf", &[]),
        ]
    };
    assert_eq!(statuses(files("maria")), (Met, Met));
    // A file of nobody in particular is the principal's.
    assert_eq!(statuses(files("")), (Met, Met));
    let outcome = run(&sample(), &family(), files("jose"));
    assert_eq!(outcome.rules(), [("translation-without-original", Severity::Warning)]);
    let foreign = vec![
        spanish("declaracion.pdf", "declaration", "maria"),
        named_translation("Declaration - English.pdf", "declaration", "jose"),
    ];
    assert_eq!(run(&sample(), &family(), foreign).status("translation", ""), Missing);
}

#[test]
fn one_named_translation_does_not_cover_two_documents() {
    let files = vec![
        spanish("a.pdf", "declaration", "maria"),
        spanish("b.pdf", "declaration", "maria"),
        named_translation("en.pdf", "declaration", "maria"),
        certificate("cert.pdf", &["en.pdf", "b-en.pdf"]),
    ];
    let outcome = run(&sample(), &family(), files.clone());
    assert_eq!(outcome.status("translation", ""), NeedsReview);
    assert_eq!(outcome.rules(), [("translation-ambiguous", Severity::Warning)]);
    let mut stated = files;
    stated.push(translation("b-en.pdf", "b.pdf"));
    assert_eq!(statuses(stated), (Met, Met));
}

#[test]
fn a_translation_that_cannot_be_used_is_none() {
    let mut locked = translation("a-en.pdf", "a.pdf");
    locked.disposition = Disposition::Unreadable;
    locked.reason = "locked with a password".into();
    let outcome = run(&sample(), &family(), vec![spanish("a.pdf", "declaration", "maria"), locked]);
    assert_eq!(outcome.status("translation", ""), Missing);
    assert!(outcome.found("untranslated")[0].hint.as_ref().unwrap().contains("locked with a password"));
}

#[test]
fn one_file_may_hold_document_translation_and_certificate() {
    assert_eq!(
        statuses(vec![spanish("all.pdf", "declaration translation translator-certificate", "maria")]),
        (Met, Met)
    );
    assert_eq!(statuses(vec![spanish("both.pdf", "declaration translation", "maria")]), (Met, Missing));
    let pair = vec![
        spanish("a.pdf", "declaration", "maria"),
        EvidenceFile {
            satisfies: vec!["translation".into(), "translator-certificate".into()],
            ..translation("a-en.pdf", "a.pdf")
        },
    ];
    assert_eq!(statuses(pair), (Met, Met));
}

#[test]
fn a_certificate_inside_one_translation_does_not_cover_another() {
    let files = vec![
        spanish("all.pdf", "declaration translation translator-certificate", "maria"),
        spanish("a.pdf", "declaration", "jose"),
        EvidenceFile { person: Some("jose".into()), ..translation("a-en.pdf", "a.pdf") },
    ];
    assert_eq!(statuses(files), (Met, Missing));
}

#[test]
fn what_stays_out_of_the_packet_needs_no_translation() {
    assert_eq!(statuses(vec![spanish("notes.pdf", "notes", "")]), (NotApplicable, NotApplicable));
    let mut excluded = spanish("a.pdf", "declaration", "maria");
    excluded.disposition = Disposition::Excluded;
    assert_eq!(statuses(vec![excluded]), (NotApplicable, NotApplicable));
}

#[test]
fn a_waiver_covers_whom_it_names() {
    let files = || vec![spanish("a.pdf", "declaration", "maria"), spanish("b.pdf", "declaration", "jose")];
    let with = |person| {
        let mut case = family();
        case.waivers = vec![waiver("translation", person)];
        run(&sample(), &case, files())
    };
    assert_eq!(with(None).status("translation", ""), Waived);
    assert_eq!(with(None).found("untranslated").len(), 0);
    let outcome = with(Some("jose"));
    assert_eq!(outcome.status("translation", ""), Missing);
    assert_eq!(outcome.found("untranslated").len(), 1);
}

fn written_in(language: &str, path: &str, satisfies: &str) -> EvidenceFile {
    EvidenceFile { text_language: Some(language.into()), ..file(path, satisfies, "maria") }
}

#[test]
fn a_foreign_document_is_found_where_only_its_text_tells() {
    let outcome = run(&sample(), &family(), vec![written_in("es", "a.pdf", "declaration")]);
    assert_eq!(outcome.status("translation", ""), Missing);
    let found = outcome.found("untranslated");
    assert!(found[0].message.contains("its text is written in Spanish"), "{}", found[0].message);
    assert_eq!(found[0].severity, Severity::Error);

    let translated = vec![
        written_in("es", "a.pdf", "declaration"),
        translation("a en.pdf", "a.pdf"),
        certificate("c.pdf", &["a en.pdf"]),
    ];
    assert_eq!(statuses(translated), (Met, Met));
}

#[test]
fn what_a_person_states_beats_what_the_text_looks_like() {
    let english = EvidenceFile { language: Some("en".into()), ..written_in("es", "a.pdf", "declaration") };
    assert_eq!(statuses(vec![english]), (NotApplicable, NotApplicable));
    assert_eq!(statuses(vec![written_in("en", "a.pdf", "declaration")]), (NotApplicable, NotApplicable));
}

#[test]
fn a_report_in_another_language_may_be_translated_or_left_out() {
    let lines = "level = \"optional\"\nscope = \"case\"";
    let entries = requirement("translation", lines) + &requirement("country-conditions", lines);
    let outcome =
        run(&track("", &entries), &family(), vec![written_in("fr", "report.pdf", "country-conditions")]);
    assert_eq!(outcome.status("translation", ""), NotApplicable);
    let found = outcome.found("untranslated");
    assert_eq!((found.len(), found[0].severity), (1, Severity::Warning));
    assert!(found[0].message.contains("French"), "{}", found[0].message);
}
