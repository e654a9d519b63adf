//! Letters of relatives, friends and neighbours: "affidavit from my cousin", "carta de mi prima".

use std::sync::LazyLock;

use super::kin::{Kin, KinWords};
use super::name::Name;
use super::telling::Told;
use super::words::folded;
use crate::track::Track;

/// Requirement that letters of witnesses satisfy, on every track.
const WITNESS_LETTER: &str = "witness-letter";
/// What such a letter is easily taken for.
const DECLARATION: &str = "declaration";

/// What people call a letter.
const LETTERS: &[&str] = &[
    "letter",
    "affidavit",
    "declaration",
    "statement",
    "testimony",
    "carta",
    "declaración",
    "testimonio",
    "lettre",
    "déclaration",
    "attestation",
    "témoignage",
    "declaração",
    "depoimento",
    "testemunho",
    "lèt",
    "temwayaj",
    "deklarasyon",
    "письмо",
    "показания",
    "объяснение",
    "лист",
    "رسالة",
    "إفادة",
    "خطاب",
    "thư",
    "ቃል",
    "ደብዳቤ",
    "mektup",
];

/// A letter to somebody is not a letter of theirs.
const TO: &[&str] = &["to", "para", "pour", "à", "for", "إلى", "gửi"];

/// A letter of somebody close to the client is a witness letter, where nothing else is known of it.
pub(super) fn of_somebody_close(told: Told, name: &Name, kin: &KinWords, track: &Track) -> Told {
    static FOLDED: LazyLock<(Vec<String>, Vec<String>)> = LazyLock::new(|| (folded(LETTERS), folded(TO)));
    let nothing_else = told.satisfies.is_empty() || told.satisfies == [DECLARATION];
    if told.torn || told.doubt.is_some() || !nothing_else || track.requirement(WITNESS_LETTER).is_none() {
        return told;
    }
    let list = name.words.list();
    let letter = list.iter().find(|word| FOLDED.0.contains(word));
    let close = kin.find(&name.words).into_iter().find(|(kin, _)| *kin == Kin::Other);
    match (letter, close) {
        (Some(letter), Some((_, relative))) if !list.iter().any(|word| FOLDED.1.contains(word)) => Told {
            satisfies: vec![WITNESS_LETTER.to_owned()],
            reason: format!("its name says \"{letter}\" and \"{relative}\""),
            rival: told.satisfies.first().cloned(),
            words: 2,
            ..Told::default()
        },
        _ => told,
    }
}
