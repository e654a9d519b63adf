//! Names of the volumes, and names that cannot be printed.

use super::{Exhibit, PacketPlan, Relation};
use crate::case::{Case, Person};
use crate::finding::Finding;
use crate::track::PacketProfile;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Base name of the volumes: the principal's surname and the profile, in letters that every portal takes. It
/// says nothing of asylum or country, for it is seen in mail subjects and download folders.
pub fn file_stem(case: &Case, profile: &PacketProfile, draft: bool) -> String {
    let surname = case.principal().map(surname).unwrap_or_default();
    let surname = portal_letters(&surname);
    let surname = if surname.is_empty() { "Packet".to_owned() } else { surname };
    let mut profile = portal_letters(&profile.id);
    profile.get_mut(..1).map(str::make_ascii_uppercase);
    let draft = if draft { "_DRAFT" } else { "" };
    format!("{surname}_{profile}{draft}")
}

/// The words written in capitals, as in `Maria Elena LOPEZ GARCIA`; else the last word.
fn surname(person: &Person) -> String {
    let words: Vec<&str> = person.name.split_whitespace().collect();
    let capitals: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| {
            word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase)
        })
        .collect();
    if capitals.is_empty() || capitals.len() == words.len() && words.len() > 1 {
        words.last().copied().unwrap_or_default().to_owned()
    } else {
        capitals.join("-")
    }
}

fn portal_letters(text: &str) -> String {
    let plain: String = text.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    let kept: String = plain.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    kept.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// A file name in letters that no built-in face has gives its document no title: it is called by what it is.
/// A title that a person gave is not touched.
pub fn stand_ins(exhibits: &mut [Exhibit], case: &Case) -> Vec<Finding> {
    let is_given = |title: &str| case.documents.iter().any(|entry| entry.title.as_deref() == Some(title));
    let is_strange = |title: &str| !is_given(title) && !crate::compose::unprintable(title).is_empty();
    let mut findings = Vec::new();
    for exhibit in exhibits {
        if is_strange(&exhibit.title) {
            exhibit.title = "Document".to_owned();
        }
        for source in exhibit.sources.iter_mut().filter(|source| is_strange(&source.title)) {
            source.title = match source.relation {
                Relation::Document => exhibit.title.clone(),
                Relation::Translation => "English translation".to_owned(),
                Relation::Certificate => "Translator's certificate".to_owned(),
            };
            let message = format!(
                "The name of this file has letters that cannot be printed; the packet calls it \"{}\".",
                source.title
            );
            let hint = "Give it a title in Latin letters: title = \"…\" in its [[document]] entry.";
            findings.push(Finding::warning("text-unprintable", message).on(&source.path).with_hint(hint));
        }
    }
    findings
}

/// Titles and names with letters that no built-in face has: asks for a transliteration, never prints boxes.
pub fn unprintable(plan: &PacketPlan, case: &Case) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut look = |what: String, text: &str, path: Option<&str>| {
        let missing = crate::compose::unprintable(text);
        if missing.is_empty() {
            return;
        }
        let letters: String = missing.iter().take(12).collect();
        let mut finding = Finding::error(
            "text-unprintable",
            format!("{what} has letters that cannot be printed: {letters}"),
        )
        .with_hint("Give it in Latin letters (for a file: title = \"…\" in its [[document]] entry).");
        finding.path = path.map(str::to_owned);
        findings.push(finding);
    };
    look("The title of the packet".into(), &plan.title, None);
    for person in &case.persons {
        look(format!("The name of `{}`", person.id), &person.name, None);
    }
    for source in plan.exhibits.iter().flat_map(|exhibit| &exhibit.sources) {
        look("The title of this file".into(), &source.title, Some(&source.path));
        for caption in &source.captions {
            look("The caption of this file".into(), caption, Some(&source.path));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str) -> Person {
        Person {
            id: "x".into(),
            name: name.into(),
            role: crate::case::Role::Principal,
            a_number: None,
            born: None,
            included: true,
            facts: Default::default(),
        }
    }

    #[test]
    fn surname_is_what_stands_in_capitals() {
        assert_eq!(surname(&person("Maria Elena LOPEZ GARCIA")), "LOPEZ-GARCIA");
        assert_eq!(surname(&person("Maria Lopez")), "Lopez");
        assert_eq!(surname(&person("MARIA LOPEZ")), "LOPEZ");
    }

    #[test]
    fn portals_get_plain_letters() {
        assert_eq!(portal_letters("NÚÑEZ O'Brien"), "NUNEZ-O-Brien");
        assert_eq!(portal_letters("李"), "");
    }
}
