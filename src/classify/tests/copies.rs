use super::desk::{family, file, inventory, source, track};
use crate::case::DocumentEntry;
use crate::classify::{Disposition, Evidence, classify};
use crate::finding::Severity;

fn same(paths: &[&str], documents: Vec<DocumentEntry>) -> Evidence {
    let files = paths.iter().map(|path| source(path, 7)).collect();
    let case = crate::case::Case { documents, ..family() };
    classify(&inventory(files), &case, &track())
}

fn kept(evidence: &Evidence) -> Vec<&str> {
    evidence
        .files
        .iter()
        .filter(|file| file.disposition == Disposition::Assigned)
        .map(|file| file.source.path.trim_start_matches("evidence/"))
        .collect()
}

#[test]
fn one_of_the_copies_goes_in() {
    let evidence = same(
        &[
            "Passport - MARIA.png",
            "1 Maria/passport maria copy.png",
            "1 Maria/Copy of Copy of Passport - MARIA (1).png",
        ],
        Vec::new(),
    );
    assert_eq!(kept(&evidence), ["Passport - MARIA.png"]);
    assert_eq!(
        file(&evidence, "1 Maria/passport maria copy.png").reason,
        "exact copy of evidence/Passport - MARIA.png"
    );
    assert_eq!(evidence.findings.len(), 2);
    assert!(evidence.findings.iter().all(|f| f.rule == "file-duplicate" && f.severity == Severity::Info));
}

#[test]
fn what_a_copy_knows_weighs_more_than_its_looks() {
    assert_eq!(
        kept(&same(&["Photos/IMG_2034 (1).JPG", "Photos/IMG_20380.JPG"], Vec::new())),
        ["Photos/IMG_20380.JPG"]
    );
    assert_eq!(
        kept(&same(&["s.pdf", "long folder/passport maria.pdf"], Vec::new())),
        ["long folder/passport maria.pdf"]
    );
    assert_eq!(kept(&same(&["scan0001.pdf", "passport copy.pdf"], Vec::new())), ["passport copy.pdf"]);
    assert_eq!(
        kept(&same(&["passport.pdf", "2 Jose/passport (1).pdf"], Vec::new())),
        ["2 Jose/passport (1).pdf"]
    );
}

#[test]
fn what_a_person_stated_is_kept() {
    let entry = DocumentEntry {
        file: "z/copy (1).pdf".into(),
        satisfies: vec!["passport".into()],
        ..DocumentEntry::default()
    };
    assert_eq!(kept(&same(&["passport maria.pdf", "z/copy (1).pdf"], vec![entry])), ["z/copy (1).pdf"]);
}

#[test]
fn copies_that_are_named_differently_deserve_a_look() {
    let evidence = same(&["birth certificate maria.pdf", "passport maria.pdf"], Vec::new());
    assert_eq!(evidence.findings[0].severity, Severity::Warning);
    let evidence = same(&["passport maria.pdf", "passport jose.pdf"], Vec::new());
    assert_eq!(evidence.findings[0].severity, Severity::Warning);
    assert!(evidence.findings[0].message.contains("passport of jose"));
}

#[test]
fn a_draft_is_never_the_copy_that_is_kept_and_empty_files_are_no_copies() {
    let evidence = same(&["OLD/I-589.pdf", "forms of maria/I-589 signed.pdf"], Vec::new());
    assert_eq!(kept(&evidence), ["forms of maria/I-589 signed.pdf"]);
    let mut files = vec![source("a passport.pdf", 1), source("b passport.pdf", 1)];
    for file in &mut files {
        (file.bytes, file.state) = (0, crate::intake::State::Empty);
    }
    let evidence = classify(&inventory(files), &family(), &track());
    assert!(evidence.files.iter().all(|file| file.disposition == Disposition::Unreadable));
}
