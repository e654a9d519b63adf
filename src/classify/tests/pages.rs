//! Files whose names tell nothing, and whose pages do.

use super::desk::{family, file, inventory, source};
use crate::classify::{Confidence, Disposition, Evidence, classify};
use crate::intake::{FieldKind, FormField, SourceFile};
use crate::track::builtin;

fn scan(number: u32, text: &str) -> SourceFile {
    let mut scan = source(&format!("scan{number:04}.pdf"), number);
    scan.content.pages = vec![text.to_owned()];
    scan
}

fn sorted(files: Vec<SourceFile>) -> Evidence {
    let track = builtin("asylum-court-filing").unwrap().track.unwrap();
    classify(&inventory(files), &family(), &track)
}

/// What a scan with this text is, and whose.
fn told(text: &str) -> (String, Option<String>) {
    let evidence = sorted(vec![scan(1, text)]);
    let scan = file(&evidence, "scan0001.pdf");
    assert_eq!(scan.disposition == Disposition::Assigned, !scan.satisfies.is_empty(), "{}", scan.reason);
    (scan.satisfies.join("+"), scan.person.clone())
}

#[test]
fn a_title_with_the_name_of_the_person_decides() {
    for (expected, person, text) in [
        (
            "birth-certificate",
            "luis",
            "REPÚBLICA DE HONDURAS\nRegistro Nacional de las Personas\nACTA DE NACIMIENTO No. 12\nNombre: Luis Núñez",
        ),
        ("birth-certificate", "luis", "СВИДЕТЕЛЬСТВО О РОЖДЕНИИ\nLuis NÚÑEZ LOPEZ"),
        (
            "nta",
            "maria",
            "Department of Homeland Security\nNotice to Appear\nIn removal proceedings under section 240\nRespondent: LOPEZ FUNES, Maria Elena",
        ),
        (
            "marriage-certificate",
            "maria",
            "Estado Civil\nActa de Matrimonio\nEntre LOPEZ FUNES MARIA ELENA y otro",
        ),
        (
            "translation",
            "luis",
            "ENGLISH TRANSLATION\n[Translated from Spanish]\nBirth Certificate\nName: Luis NÚÑEZ LOPEZ",
        ),
        (
            "translator-certificate",
            "luis",
            "CERTIFICATE OF TRANSLATION\nI certify that I am competent. Document: birth certificate of Luis Núñez Lopez",
        ),
    ] {
        assert_eq!(told(text), (expected.to_owned(), Some(person.to_owned())), "{text}");
    }
}

#[test]
fn what_may_be_anybodys_is_left_for_a_person_to_look_at() {
    for text in [
        "ACTA DE NACIMIENTO\nNombre: Pedro Ramírez",
        "ACTA DE NACIMIENTO\nNombre: Luis Núñez Lopez, hijo de José Núñez y Maria Lopez Funes",
        "In Honduras an acta de nacimiento is issued by the registry, said Maria Lopez.",
        "Maria Lopez\nDear judge, my birth certificate is lost and I cannot get another one.",
        "Country Reports on Human Rights Practices\nHonduras",
    ] {
        let (satisfies, _) = told(text);
        assert_eq!(satisfies, "", "{text}");
    }
}

#[test]
fn a_form_counts_where_it_is_filled_in_for_somebody_of_the_case() {
    let form = |number: u32, values: &[&str]| {
        let mut form = scan(
            number,
            "Application for Asylum and for Withholding of Removal\nPart A.I. Information About You",
        );
        form.notes = vec!["Form I-589, edition 01/20/25".into()];
        let field = |value: &&str| FormField {
            page: 1,
            label: "name".into(),
            kind: FieldKind::Text,
            value: (*value).into(),
        };
        form.content.fields = values.iter().map(field).collect();
        form
    };
    let evidence =
        sorted(vec![form(1, &["LOPEZ FUNES", "MARIA", "ELENA"]), form(2, &[""]), form(3, &["DOE", "JOHN"])]);
    let filled = file(&evidence, "scan0001.pdf");
    assert_eq!(
        (filled.satisfies.as_slice(), filled.confidence),
        (&["form-i589".to_owned()][..], Confidence::Named)
    );
    assert_eq!(filled.reason, "its pages say \"Form I-589, edition 01/20/25\"");
    for (path, why) in [("scan0002.pdf", "nobody has filled in"), ("scan0003.pdf", "no person of the case")] {
        let other = file(&evidence, path);
        assert!(other.satisfies.is_empty(), "{path}");
        assert!(other.rival.as_deref().unwrap().contains(why), "{:?}", other.rival);
    }
}

#[test]
fn the_name_of_a_file_goes_before_its_pages() {
    let mut named = source("1 Maria/passport.pdf", 2);
    named.content.pages = vec!["ACTA DE NACIMIENTO\nMaria Elena Lopez".into()];
    let evidence = sorted(vec![named]);
    assert_eq!(file(&evidence, "1 Maria/passport.pdf").satisfies, ["passport"]);
}

#[test]
fn the_language_of_a_text_is_kept_where_it_is_clear() {
    let spanish = "El suscrito Registrador Civil hace constar que en el libro de nacimientos que se lleva en este registro \
        se encuentra inscrita la partida de la niña que nació en esta ciudad, hija de los señores que firman con su cédula.";
    let english = "I certify that this is the translation of the record and that it is complete and true to the best of my \
        knowledge, and that I am competent to translate from the language in which the record was written for the court.";
    let mut both = scan(2, spanish);
    both.content.pages.push(english.into());
    let evidence = sorted(vec![scan(1, spanish), both, scan(3, english)]);
    let language = |path: &str| file(&evidence, path).text_language.clone();
    assert_eq!(language("scan0001.pdf").as_deref(), Some("es"));
    assert_eq!(language("scan0002.pdf"), None, "a document with its translation");
    assert_eq!(language("scan0003.pdf").as_deref(), Some("en"));
}
