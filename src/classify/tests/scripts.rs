//! Whose document it is, where the folder writes the names of the case in another script.

use super::desk::{file, inventory, person, source};
use crate::case::{Case, Role};
use crate::classify::classify;
use crate::track::builtin;

/// Whose each of these files is taken to be, in a case of these people.
fn owners(people: &[(&str, &str, Role)], paths: &[&str]) -> Vec<Option<String>> {
    let case = Case {
        track: "asylum-court-filing".into(),
        persons: people.iter().map(|(id, name, role)| person(id, name, *role)).collect(),
        ..Case::default()
    };
    let track = builtin("asylum-court-filing").unwrap().track.unwrap();
    let files = paths.iter().zip(1..).map(|(path, hash)| source(path, hash)).collect();
    let evidence = classify(&inventory(files), &case, &track);
    paths.iter().map(|path| file(&evidence, path).person.clone()).collect()
}

fn some(ids: &[&str]) -> Vec<Option<String>> {
    ids.iter().map(|id| Some((*id).to_owned())).collect()
}

#[test]
fn russian_names_with_their_endings() {
    let people = [
        ("olga", "Olga PETROVA", Role::Principal),
        ("sergei", "Sergei PETROV", Role::Spouse),
        ("anna", "Anna PETROVA", Role::Child),
    ];
    let paths = [
        "Паспорт Ольги.jpg",
        "паспорт Сергея.jpg",
        "свидетельство о рождении Анны.pdf",
        "2 муж/паспорт.jpg",
        "Сергей/загранпаспорт.jpg",
    ];
    assert_eq!(owners(&people, &paths), some(&["olga", "sergei", "anna", "sergei", "sergei"]));
}

#[test]
fn arabic_chinese_and_amharic_names() {
    let people = [
        ("ahmed", "Ahmed HASSAN", Role::Principal),
        ("fatima", "Fatima SALEH", Role::Spouse),
        ("omar", "Mahmoud HASSAN", Role::Child),
    ];
    let paths = ["جواز سفر أحمد.jpg", "جواز سفر فاطمة.jpg", "شهادة ميلاد محمود.pdf", "زوجتي/جواز السفر.jpg"];
    assert_eq!(owners(&people, &paths), some(&["ahmed", "fatima", "omar", "fatima"]));

    let people = [
        ("wei", "Wei ZHANG", Role::Principal),
        ("na", "Na LI", Role::Spouse),
        ("x", "Xiaoming ZHANG", Role::Child),
    ];
    let paths = ["张伟护照.jpg", "李娜护照.jpg", "张晓明出生证明.pdf", "妻子/护照.jpg", "女儿护照.jpg"];
    assert_eq!(owners(&people, &paths), some(&["wei", "na", "x", "na", "x"]));

    let people = [("abebe", "Abebe KEBEDE", Role::Principal), ("selam", "Selamawit TESFAYE", Role::Spouse)];
    let paths = ["የአበበ ፓስፖርት.jpg", "የሰላማዊት ፓስፖርት.jpg", "ሚስት/ፓስፖርት.jpg"];
    assert_eq!(owners(&people, &paths), some(&["abebe", "selam", "selam"]));
}
