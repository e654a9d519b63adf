use super::desk::{file, rules, sorted};
use crate::classify::Disposition;

fn path(name: &str) -> Option<String> {
    Some(format!("evidence/{name}"))
}

#[test]
fn a_translation_is_tied_to_its_original_and_its_certificate() {
    let evidence = sorted(&[
        "05 Declaration.pdf",
        "06 Declaration - English Translation.pdf",
        "07 Certificate of Translation.pdf",
    ]);
    let translation = file(&evidence, "06 Declaration - English Translation.pdf");
    assert_eq!(translation.satisfies, ["translation"]);
    assert_eq!(translation.translates.as_deref(), Some("declaration"));
    assert_eq!(translation.translation_of, path("05 Declaration.pdf"));
    let certificate = file(&evidence, "07 Certificate of Translation.pdf");
    assert_eq!(certificate.satisfies, ["translator-certificate"]);
    assert_eq!(certificate.certificate_for, [path("06 Declaration - English Translation.pdf").unwrap()]);
    assert!(rules(&evidence).is_empty());
}

#[test]
fn the_original_is_one_that_can_be_read_and_is_the_same_person_s() {
    let evidence = sorted(&[
        "1 Maria/Declaración FINAL v3 (firmada) (2).docx",
        "1 Maria/declaracion firmada.pdf",
        "1 Maria/Traducción de la declaración.pdf",
        "2 Jose/partida de nacimiento.pdf",
        "1 Maria/acta de nacimiento.pdf",
        "2 Jose/partida de nacimiento (traducción).pdf",
    ]);
    let declaration = file(&evidence, "1 Maria/Traducción de la declaración.pdf");
    assert_eq!(declaration.translation_of, path("1 Maria/declaracion firmada.pdf"));
    let birth = file(&evidence, "2 Jose/partida de nacimiento (traducción).pdf");
    assert_eq!(birth.translation_of, path("2 Jose/partida de nacimiento.pdf"));
    assert_eq!(birth.person.as_deref(), Some("jose"));
}

#[test]
fn of_several_originals_the_nearest_name_or_none() {
    let evidence = sorted(&[
        "denuncia 2021.pdf",
        "denuncia 2023.pdf",
        "translation denuncia 2023.pdf",
        "denuncia translation.pdf",
    ]);
    assert_eq!(file(&evidence, "translation denuncia 2023.pdf").translation_of, path("denuncia 2023.pdf"));
    let unclear = file(&evidence, "denuncia translation.pdf");
    assert_eq!(
        (unclear.translates.as_deref(), unclear.translation_of.as_deref()),
        (Some("police-report"), None)
    );
}

#[test]
fn the_same_name_with_an_english_ending_is_the_translation() {
    for (original, english) in [
        ("partida de nacimiento.pdf", "partida de nacimiento - english.pdf"),
        ("a/carta testigo.pdf", "a/carta testigo EN.pdf"),
        ("scan7.pdf", "scan7_translation.pdf"),
        ("denuncia ES.pdf", "denuncia EN.pdf"),
        ("Translations/denuncia.pdf", "Translations/denuncia english.pdf"),
    ] {
        let evidence = sorted(&[original, english]);
        let translation = file(&evidence, english);
        assert_eq!(translation.satisfies, ["translation"], "{english}");
        assert_eq!(translation.translation_of, path(original), "{english}");
        assert_ne!(file(&evidence, original).satisfies, ["translation"], "{original}");
    }
    // Nothing beside it: an English declaration is a declaration.
    assert_eq!(
        file(&sorted(&["Declaration English.pdf"]), "Declaration English.pdf").satisfies,
        ["declaration"]
    );
}

#[test]
fn folders_of_translations_hold_translations() {
    let evidence =
        sorted(&["1 Maria/denuncia.pdf", "Translations/denuncia.pdf", "Birth certificate/translation.pdf"]);
    let translation = file(&evidence, "Translations/denuncia.pdf");
    assert_eq!(translation.satisfies, ["translation"]);
    assert_eq!(translation.translation_of, path("1 Maria/denuncia.pdf"));
    let birth = file(&evidence, "Birth certificate/translation.pdf");
    assert_eq!(birth.translates.as_deref(), Some("birth-certificate"));
}

#[test]
fn a_certificate_goes_to_its_subject_its_folder_or_nowhere() {
    let evidence = sorted(&[
        "a/declaration translation.pdf",
        "a/denuncia translation.pdf",
        "b/hospital translation.pdf",
        "b/certificate of translation.pdf",
        "c/certificate of translation denuncia.pdf",
        "c/certificate of translation.pdf",
        "c/certificate of translation passport.pdf",
    ]);
    let linked = |name: &str| file(&evidence, name).certificate_for.clone();
    assert_eq!(linked("b/certificate of translation.pdf"), ["evidence/b/hospital translation.pdf"]);
    assert_eq!(linked("c/certificate of translation denuncia.pdf"), ["evidence/a/denuncia translation.pdf"]);
    assert!(linked("c/certificate of translation.pdf").is_empty());
    assert!(linked("c/certificate of translation passport.pdf").is_empty());
}

#[test]
fn a_draft_translation_translates_nothing() {
    let evidence = sorted(&["denuncia.pdf", "denuncia translation DRAFT.pdf"]);
    let draft = file(&evidence, "denuncia translation DRAFT.pdf");
    assert_eq!((draft.disposition, draft.translation_of.as_deref()), (Disposition::Excluded, None));
    assert_eq!(draft.satisfies, ["translation"]);
}

#[test]
fn a_certificate_for_several_documents_is_for_those_that_its_pages_list() {
    use super::desk::{family, inventory, source};
    use crate::classify::classify;
    use crate::track::builtin;

    let track = builtin("asylum-court-filing").unwrap().track.unwrap();
    let mut certificate = source("Certificate of translation.pdf", 9);
    certificate.content.pages = vec![
        "CERTIFICATE OF TRANSLATION\nI certify that I am competent to translate from Spanish into English and that the \
         translations of the documents named below are complete and true, and I declare so with my name and address.\n\
         1. Birth certificate of Luis Núñez Lopez\n2. Marriage certificate\n"
            .into(),
    ];
    let files = [
        "3 Luis/Acta de nacimiento Luis.pdf",
        "3 Luis/Acta de nacimiento Luis - English translation.pdf",
        "Acta de matrimonio.pdf",
        "Acta de matrimonio - English translation.pdf",
        "Denuncia.pdf",
        "Denuncia - English translation.pdf",
        "1 Maria/Acta de nacimiento Maria.pdf",
        "1 Maria/Acta de nacimiento Maria - English translation.pdf",
    ];
    let mut files: Vec<_> = files.iter().zip(10..).map(|(path, hash)| source(path, hash)).collect();
    files.push(certificate);
    let evidence = classify(&inventory(files), &family(), &track);
    let mut named = file(&evidence, "Certificate of translation.pdf").certificate_for.clone();
    named.sort();
    let expected = [
        "evidence/3 Luis/Acta de nacimiento Luis - English translation.pdf",
        "evidence/Acta de matrimonio - English translation.pdf",
    ];
    assert_eq!(named, expected);
}
