use super::desk::{file, inventory, rules, sorted, source, track};
use crate::classify::{Confidence, Disposition, classify};
use crate::intake::State;

/// What a single file with this name is taken for; empty if nothing.
fn told(path: &str) -> String {
    let evidence = sorted(&[path]);
    let file = file(&evidence, path);
    assert_eq!(
        file.disposition == Disposition::Assigned,
        !file.satisfies.is_empty(),
        "{path}: {}",
        file.reason
    );
    file.satisfies.join("+")
}

#[test]
fn the_file_name_tells() {
    for (path, expected) in [
        ("Passport - MARIA.png", "passport"),
        ("2 Esposo - JOSE/pasaporte jose.pdf", "passport"),
        ("1 Maria/acta de nacimiento.jpg", "birth-certificate"),
        ("3 Niño/partida_nacimiento_hijo.png", "birth-certificate"),
        ("1 Maria/Declaración firmada.pdf", "declaration"),
        ("1 Maria/Declaracio\u{301}n firmada.pdf", "declaration"),
        ("1 Maria/carta de la hermana (testigo).pdf", "witness-letter"),
        ("01 Form I-589.pdf", "form-i589"),
        ("i589 signed.pdf", "form-i589"),
        ("FormI589.pdf", "form-i589"),
        ("08 I-94.pdf", "i94"),
        ("张三出生证明.jpg", "birth-certificate"),
        ("护照.jpg", "passport"),
        ("СВИДЕТЕЛЬСТВО О РОЖДЕНИИ.pdf", "birth-certificate"),
        ("جَواز سفر.pdf", "passport"),
        ("passport photo.jpg", ""),
        ("I-589 instructions.pdf", ""),
        ("scan0001.pdf", ""),
        ("Exhibit G 28.pdf", ""),
        ("i5890.pdf", ""),
        ("household.pdf", ""),
    ] {
        assert_eq!(told(path), expected, "{path}");
    }
}

#[test]
fn the_longest_phrase_wins_and_the_other_is_named() {
    let evidence = sorted(&["Police report hospital.pdf"]);
    let file = file(&evidence, "Police report hospital.pdf");
    assert_eq!(file.satisfies, ["police-report"]);
    assert!(file.rival.as_deref().unwrap().contains("medical record"));
}

#[test]
fn what_is_joined_by_and_is_both_in_the_file() {
    assert_eq!(told("Birth certificate and passport Maria.pdf"), "birth-certificate+passport");
    assert_eq!(told("pasaporte y acta de nacimiento.pdf"), "birth-certificate+passport");
}

#[test]
fn equals_are_torn_and_stay_unassigned() {
    let evidence = sorted(&["affidavit.pdf"]);
    let file = file(&evidence, "affidavit.pdf");
    assert_eq!((file.disposition, file.confidence), (Disposition::Unassigned, Confidence::Unsure));
    assert!(file.satisfies.is_empty());
    assert_eq!(file.rival.as_deref(), Some("declaration or witness letter"));
    assert_eq!(rules(&evidence), ["file-unsure"]);
}

#[test]
fn a_folder_tells_when_the_name_does_not_the_nearest_first() {
    for (path, expected) in [
        ("Country conditions/ACNUR guía Honduras.pdf", "country-conditions"),
        ("Country conditions/Denuncias/x.pdf", "police-report"),
        ("Country conditions/Denuncias/passport.pdf", "passport"),
        ("Photos/IMG_2034.JPG", "photos"),
        ("Photos/WhatsApp Image 2024-03-12 at 10.22.33 AM.jpeg", "photos"),
        ("Passport/IMG_2034.JPG", "passport"),
        ("Photos/passport.jpg", "passport"),
        ("Passport and birth certificate/scan1.pdf", ""),
        ("1 Maria/scan1.pdf", ""),
    ] {
        assert_eq!(told(path), expected, "{path}");
    }
}

#[test]
fn a_camera_s_name_alone_does_not_tell_what_is_on_the_picture() {
    for path in ["IMG_2034.JPG", "1 Maria/WhatsApp Image 2024-03-12 at 10.22.33 AM.jpeg", "DSC01234.jpg"] {
        assert_eq!(told(path), "", "{path}");
        assert_eq!(file(&sorted(&[path]), path).rival.as_deref(), Some("photos"), "{path}");
    }
    assert_eq!(told("photo of the house 2.jpg"), "photos");
}

#[test]
fn letters_about_documents_are_not_documents() {
    for path in [
        "Emails/FW Re FW revisar pasaporte antes del viernes.pdf",
        "RE passport renewal.pdf",
        "Emails/FW Re FW revisar gracias de y de viernes firmar FW caso el favor.pdf",
    ] {
        assert_eq!(told(path), "", "{path}");
    }
    let evidence = sorted(&["Emails/birth certificate translation.msg"]);
    let mail = file(&evidence, "Emails/birth certificate translation.msg");
    assert_eq!(mail.disposition, Disposition::Unreadable);
    assert!(mail.satisfies.is_empty());
}

#[test]
fn drafts_and_superseded_papers_are_left_out_but_what_they_are_is_kept() {
    let evidence = sorted(&[
        "1 Maria/i589 - DRAFT do not file.pdf",
        "OLD - DO NOT USE/I-589 MARIA signed.pdf",
        "Declaration v1.pdf",
        "Declaration v2.pdf",
        "Affidavit FINAL v3 declaration.pdf",
        "old passport Maria.pdf",
        "old files/passport Jose.pdf",
    ]);
    let draft = file(&evidence, "1 Maria/i589 - DRAFT do not file.pdf");
    assert_eq!(
        (draft.disposition, draft.satisfies.as_slice()),
        (Disposition::Excluded, &["form-i589".to_owned()][..])
    );
    assert_eq!(draft.reason, "a draft: its name says \"draft\"");
    let old = file(&evidence, "OLD - DO NOT USE/I-589 MARIA signed.pdf");
    assert_eq!(old.reason, "superseded: its folder \"OLD - DO NOT USE\" says \"do not use\"");
    assert_eq!(file(&evidence, "Declaration v1.pdf").disposition, Disposition::Excluded);
    assert_eq!(file(&evidence, "Declaration v2.pdf").disposition, Disposition::Assigned);
    assert_eq!(file(&evidence, "Affidavit FINAL v3 declaration.pdf").disposition, Disposition::Assigned);
    // An expired passport is evidence: a person must say.
    assert_eq!(file(&evidence, "old passport Maria.pdf").disposition, Disposition::Unassigned);
    assert_eq!(file(&evidence, "old files/passport Jose.pdf").disposition, Disposition::Excluded);
    assert_eq!(rules(&evidence).iter().filter(|rule| **rule == "file-superseded").count(), 4);
}

#[test]
fn unreadable_files_still_say_what_they_are() {
    let mut locked = source("2 Esposo - JOSE/pasaporte jose.pdf", 1);
    locked.state = State::Locked(crate::intake::Lock::Password);
    let mut empty = source("3 Niño/pasaporte hijo.pdf", 2);
    (empty.state, empty.bytes) = (State::Empty, 0);
    let mut damaged = source("1 Maria/denuncia.pdf", 3);
    damaged.state = State::Damaged("it has no pages".into());
    let mut link = source("1 Maria/I-589.pdf", 4);
    (link.state, link.sha256) = (State::Refused("a link".into()), String::new());
    let mut litter = source("Thumbs.db", 5);
    litter.state = State::Junk("small previews made by Windows".into());
    let evidence =
        classify(&inventory(vec![locked, empty, damaged, link, litter]), &super::desk::family(), &track());
    let locked = file(&evidence, "2 Esposo - JOSE/pasaporte jose.pdf");
    assert_eq!((locked.disposition, locked.person.as_deref()), (Disposition::Unreadable, Some("jose")));
    assert_eq!(
        (locked.satisfies.as_slice(), locked.reason.as_str()),
        (&["passport".to_owned()][..], "locked with a password")
    );
    assert_eq!(file(&evidence, "3 Niño/pasaporte hijo.pdf").person.as_deref(), Some("luis"));
    assert_eq!(file(&evidence, "Thumbs.db").disposition, Disposition::Junk);
    assert_eq!(rules(&evidence), ["file-damaged", "file-refused", "pdf-encrypted", "file-empty"]);
}

#[test]
fn a_word_file_beside_its_pdf_is_only_mentioned() {
    use crate::finding::Severity;
    let evidence = sorted(&["a/Declaración.docx", "a/Declaración.pdf", "b/Declaración 2.docx"]);
    let severities: Vec<Severity> = evidence
        .findings
        .iter()
        .filter(|finding| finding.rule == "file-needs-conversion")
        .map(|finding| finding.severity)
        .collect();
    assert_eq!(severities, [Severity::Warning, Severity::Info]);
}

#[test]
fn every_file_once_whatever_its_name() {
    let long = format!("{}.pdf", "ñ".repeat(125));
    let names = [
        "a\nb.pdf",
        "pass\u{202E}fdp.pdf",
        &long,
        "Traducci\u{f3}n.pdf",
        "Traduccio\u{301}n.pdf",
        "....pdf",
        ".pdf",
        "💀.pdf",
        "\u{301}.pdf",
        " ",
        "a/b/c/d/e/f/g.pdf",
        "ﬁﬀ½Ⅳ.pdf",
        "İstanbul.pdf",
        "\\xFF.pdf",
    ];
    let evidence = sorted(&names);
    assert_eq!(evidence.files.len(), names.len());
    assert!(evidence.files.is_sorted_by(|a, b| a.source.path < b.source.path));
    assert!(evidence.files.iter().all(|file| !file.title.contains(['\n', '\u{202E}'])));
    assert!(evidence.findings.iter().all(|finding| !finding.message.contains(['\n', '\u{202E}'])));
}

#[test]
fn the_hint_for_an_unknown_file_can_be_pasted_into_the_case_file() {
    let path = "1 Maria/he said \"no\" 'so' scan.pdf";
    let evidence = sorted(&[path]);
    let hint = evidence.findings[0].hint.clone().unwrap();
    let lines = hint.split_once('\n').unwrap().1;
    let table: toml::Table = toml::from_str(lines).unwrap();
    assert_eq!(table["document"][0]["file"].as_str(), Some(path));
    assert_eq!(table["document"][0]["person"].as_str(), Some("maria"));
    // A case file takes neither backslashes nor control characters in a path.
    for path in ["back\\slash.pdf", "line\nbreak.pdf"] {
        let evidence = sorted(&[path]);
        let unassigned = evidence.findings.iter().find(|finding| finding.rule == "file-unassigned").unwrap();
        let hint = unassigned.hint.as_deref().unwrap();
        assert!(hint.starts_with("Give the file a name") && !hint.contains("file ="), "{hint}");
    }
}

/// Names that once were not known or were taken for another document.
#[test]
fn names_of_many_languages_tell_on_the_built_in_checklist() {
    let track = crate::track::builtin("asylum-court-filing").unwrap().track.unwrap();
    let case = super::desk::family();
    let expected = [
        ("recibo de pagamento i-589.pdf", "fee-receipt"),
        ("мобилизационная повестка.jpg", "military-record"),
        ("решение суда о разводе.pdf", "prior-marriage-end"),
        ("RG frente e verso.jpg", "national-id"),
        ("carte d’électeur.jpg", "national-id"),
        ("kat elektoral.jpg", "national-id"),
        ("إخراج قيد فردي.pdf", "birth-certificate"),
        ("户口本.pdf", "national-id"),
        ("出庭通知.pdf", "nta"),
        ("sổ hộ khẩu.pdf", "national-id"),
        ("የልደት የምስክር ወረቀት.jpg", "birth-certificate"),
        ("የጥገኝነት ማመልከቻ.pdf", "form-i589"),
    ];
    let sources = expected.iter().zip(1..).map(|((path, _), hash)| source(path, hash)).collect();
    let evidence = classify(&inventory(sources), &case, &track);
    for (path, id) in expected {
        assert_eq!(file(&evidence, path).satisfies, [id], "{path}");
    }
}
