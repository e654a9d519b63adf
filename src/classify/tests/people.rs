use super::desk::{family, file, inventory, person, sorted, source, track};
use crate::case::Role;
use crate::classify::{Disposition, classify};

fn whose(path: &str) -> Option<String> {
    let evidence = sorted(&[path]);
    let file = file(&evidence, path);
    assert_eq!(file.disposition, Disposition::Assigned, "{path}: {} {:?}", file.reason, file.rival);
    file.person.clone()
}

#[test]
fn people_are_told_by_handle_name_and_role() {
    for (path, expected) in [
        ("Passport - MARIA.png", Some("maria")),
        ("passport Funes.pdf", Some("maria")),
        ("2 Esposo - JOSE/pasaporte.pdf", Some("jose")),
        ("1 Maria/carta de la hermana (testigo).pdf", Some("maria")),
        ("3 Niño/partida_nacimiento_hijo.png", Some("luis")),
        ("Spouse/passport.pdf", Some("jose")),
        ("3 Ребёнок/паспорт.pdf", Some("luis")),
        ("1 Maria/passport of the husband.pdf", Some("jose")),
        ("1 Maria/partida de nacimiento José Núñez.pdf", Some("jose")),
        ("паспорт жены.jpg", Some("jose")),
        ("2 Esposo/I-589.pdf", Some("jose")),
        ("2 Jose/passport Nunez.pdf", Some("jose")),
        ("I-589 Maria and Jose.pdf", Some("maria")),
        // Lopez is borne by two: it does not decide, and stays with the principal.
        ("passport Lopez.pdf", None),
        ("pasaporte.pdf", None),
        ("Country conditions/child abuse in Honduras.pdf", None),
        ("1 Maria/marriage certificate.pdf", Some("jose")),
        ("marriage certificate Maria and Jose.pdf", Some("jose")),
    ] {
        assert_eq!(whose(path).as_deref(), expected, "{path}");
    }
}

#[test]
fn a_paper_of_somebody_else_is_nobody_s_passport() {
    for path in [
        "1 Maria/pasaporte de la hermana.pdf",
        "Mother/passport.pdf",
        "passport of Maria and Jose.pdf",
        "passport of the son of Maria.pdf",
        // Borne by the husband and the son, but not by Maria.
        "passport Nunez.pdf",
        "1 Maria/passport Nunez.pdf",
    ] {
        let evidence = sorted(&[path]);
        let file = file(&evidence, path);
        assert_eq!(file.disposition, Disposition::Unassigned, "{path}");
        assert!(file.satisfies.is_empty(), "{path}");
        assert!(file.rival.as_deref().unwrap().contains("whose"), "{path}");
    }
}

#[test]
fn a_letter_of_somebody_close_is_a_witness_s() {
    for path in
        ["Declaration of the uncle Pedro.pdf", "affidavit from my cousin.pdf", "carta de mi prima.pdf"]
    {
        let evidence = sorted(&[path]);
        assert_eq!(file(&evidence, path).satisfies, ["witness-letter"], "{path}");
    }
    let evidence = sorted(&["letter to my mother.pdf"]);
    assert!(file(&evidence, "letter to my mother.pdf").satisfies.is_empty());
}

#[test]
fn a_role_that_several_or_none_have_does_not_decide() {
    let mut case = family();
    case.persons.push(person("ana", "Ana NÚÑEZ LOPEZ", Role::Child));
    case.persons.retain(|person| person.role != Role::Spouse);
    let files = vec![
        source("hijo/pasaporte.pdf", 1),
        source("pasaporte del esposo.pdf", 2),
        source("Ana/pasaporte.pdf", 3),
    ];
    let evidence = classify(&inventory(files), &case, &track());
    assert_eq!(file(&evidence, "hijo/pasaporte.pdf").disposition, Disposition::Unassigned);
    assert_eq!(file(&evidence, "pasaporte del esposo.pdf").disposition, Disposition::Unassigned);
    assert_eq!(file(&evidence, "Ana/pasaporte.pdf").person.as_deref(), Some("ana"));
}

#[test]
fn of_two_children_the_included_one_is_meant() {
    let mut case = family();
    let mut other = person("ana", "Ana NÚÑEZ LOPEZ", Role::Child);
    other.included = false;
    case.persons.push(other);
    let evidence = classify(&inventory(vec![source("child/passport.pdf", 1)]), &case, &track());
    assert_eq!(file(&evidence, "child/passport.pdf").person.as_deref(), Some("luis"));
}

#[test]
fn a_longer_name_beats_a_part_of_it() {
    let mut case = family();
    case.persons.push(person("mj", "Maria José LOPEZ FUNES", Role::Child));
    case.persons.retain(|person| person.id != "jose");
    let files = vec![source("passport Maria Jose.pdf", 1), source("passport Maria Elena.pdf", 2)];
    let evidence = classify(&inventory(files), &case, &track());
    assert_eq!(file(&evidence, "passport Maria Jose.pdf").person.as_deref(), Some("mj"));
    assert_eq!(file(&evidence, "passport Maria Elena.pdf").person.as_deref(), Some("maria"));
}

#[test]
fn where_nobody_else_is_in_the_case_a_personal_paper_is_the_principals() {
    let mut alone = family();
    alone.persons.truncate(1);
    let paths = ["passport.pdf", "I-589.pdf", "Country conditions/HRW.pdf"];
    let sources = paths.iter().zip(1..).map(|(path, hash)| source(path, hash)).collect();
    let evidence = classify(&inventory(sources), &alone, &track());
    let person = |path: &str| file(&evidence, path).person.clone();
    assert_eq!(person("passport.pdf").as_deref(), Some("maria"));
    assert_eq!(person("I-589.pdf").as_deref(), Some("maria"));
    assert_eq!(person("Country conditions/HRW.pdf"), None);
    // In a family a bare passport may be anybody's; the application is the principal's.
    assert_eq!(whose("passport.pdf"), None);
    assert_eq!(whose("I-589.pdf").as_deref(), Some("maria"));
}
