//! Translators' certificates: their words, what they list, who signed them; and translations that are too short.

use super::dates::{EitherWay, dates};
use super::papers::{Desk, Paper, name_words};
use super::words::Plain;
use crate::case::Person;
use crate::classify::EvidenceFile;
use crate::finding::Finding;

/// Reviews every certificate and every translation that can be read.
pub fn review(desk: &Desk<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for paper in desk.papers_for("translator-certificate").filter(|paper| paper.is_readable()) {
        findings.extend(wording(desk, paper));
        findings.extend(unlisted(desk, paper));
        findings.extend(related(desk, paper));
    }
    findings.extend(desk.papers.iter().filter_map(|paper| short(desk, paper)));
    findings
}

/// Does the text name a telephone number?
pub fn has_phone(text: &str) -> bool {
    let mut digits = 0;
    for letter in text.chars() {
        if letter.is_ascii_digit() {
            digits += 1;
            if digits >= 7 {
                return true;
            }
        } else if !matches!(
            letter,
            ' ' | '-' | '.' | '(' | ')' | '+' | '/' | '\u{2011}' | '\u{2013}' | '\u{a0}'
        ) {
            digits = 0;
        }
    }
    false
}

/// Does the text name a place to live or work: a street, a box, a postal code?
pub fn has_address(plain: &Plain) -> bool {
    const SIGNS: [&str; 28] = [
        "street",
        "st",
        "avenue",
        "ave",
        "road",
        "rd",
        "boulevard",
        "blvd",
        "lane",
        "ln",
        "drive",
        "dr",
        "suite",
        "apt",
        "court",
        "ct",
        "way",
        "place",
        "po box",
        "p o box",
        "calle",
        "avenida",
        "colonia",
        "barrio",
        "rue",
        "rua",
        "highway",
        "address",
    ];
    let postal = plain.words().any(|word| word.len() == 5 && word.bytes().all(|byte| byte.is_ascii_digit()));
    postal || plain.has_any(&SIGNS)
}

fn wording(desk: &Desk<'_>, paper: &Paper<'_>) -> Option<Finding> {
    let plain = &paper.plain;
    let mut lacks = Vec::new();
    if !plain.has_any(&["competent", "competence", "competency", "qualified to translate"]) {
        lacks.push("that the translator is competent to translate");
    }
    let accurate = plain.has_any(&["accurate", "accurately", "accuracy"]);
    let (words, meant): (&[&str], &str) = if desk.is_court() {
        (&["true", "truly", "faithful", "correct"], "that the translation is true and accurate")
    } else {
        (&["complete", "completely", "full", "entire"], "that the translation is complete and accurate")
    };
    if !accurate || !plain.has_any(words) {
        lacks.push(meant);
    }
    if dates(plain, EitherWay::Yes).is_empty() {
        lacks.push("a date");
    }
    if desk.is_court() && !has_address(plain) {
        lacks.push("the address of the translator");
    }
    if desk.is_court() && !has_phone(&paper.text) {
        lacks.push("the telephone number of the translator");
    }
    if lacks.is_empty() {
        return None;
    }
    let message =
        format!("As far as it can be read, the translator's certificate lacks: {}.", lacks.join("; "));
    Some(Finding::warning("certificate-wording", message).on(paper.path()))
}

/// A certificate for several documents names each of them.
fn unlisted(desk: &Desk<'_>, paper: &Paper<'_>) -> Option<Finding> {
    let named = &paper.file.certificate_for;
    if named.len() < 2 {
        return None;
    }
    let bare = |path: &str| path.strip_prefix("evidence/").unwrap_or(path).to_owned();
    let missing: Vec<String> = named
        .iter()
        .filter_map(|path| desk.evidence.files.iter().find(|file| bare(&file.source.path) == bare(path)))
        .filter(|file| !speaks_of(desk, &paper.plain, file))
        .map(|file| file.source.path.clone())
        .collect();
    if missing.is_empty() {
        return None;
    }
    let message = format!(
        "The certificate stands for {} documents, but no word in it points to {}.",
        named.len(),
        missing.join(", ")
    );
    Some(Finding::warning("certificate-unlisted", message).on(paper.path()))
}

/// Any word of the document's title, kind or person counts: what must not be is that nothing points to it.
fn speaks_of(desk: &Desk<'_>, certificate: &Plain, file: &EvidenceFile) -> bool {
    const EMPTY: [&str; 14] = [
        "the",
        "and",
        "english",
        "translation",
        "spanish",
        "french",
        "document",
        "every",
        "page",
        "pages",
        "certificate",
        "letters",
        "with",
        "for",
    ];
    let original = file.translation_of.as_deref().and_then(|path| desk.evidence.file(path)).unwrap_or(file);
    let kinds = original.satisfies.iter().filter_map(|id| desk.track.requirement(id));
    let mut texts: Vec<&str> = vec![&original.title];
    for kind in kinds {
        texts.push(&kind.title);
        texts.extend(kind.names.iter().map(String::as_str));
    }
    texts.iter().any(|text| {
        let plain = Plain::of(text);
        plain
            .words()
            .filter(|word| word.chars().count() >= 3 && !EMPTY.contains(word))
            .any(|word| certificate.has(word))
    })
}

/// "I, NAME, certify …": the name, if the certificate begins so.
fn translator(text: &str) -> Option<String> {
    let start = text.find("I, ")? + 3;
    let name: String = text[start..].chars().take(80).take_while(|c| !matches!(c, ',' | ';' | ':')).collect();
    (name.split_whitespace().count() <= 6).then_some(name)
}

fn related(desk: &Desk<'_>, paper: &Paper<'_>) -> Option<Finding> {
    let words = name_words(&translator(&paper.text)?);
    let is_same = |person: &&Person| {
        let own = name_words(&person.name);
        words.len() >= 2 && words.iter().all(|word| own.contains(word))
    };
    let person = desk.case.persons.iter().find(is_same)?;
    let message = format!("{} has certified the translation, and is a party to the case.", person.name);
    Some(Finding::warning("translator-related", message).on(paper.path()))
}

/// A translation that says of itself that it is not whole, or that has far fewer pages than its document.
fn short(desk: &Desk<'_>, paper: &Paper<'_>) -> Option<Finding> {
    if !paper.is("translation") && paper.file.translation_of.is_none() {
        return None;
    }
    const SIGNS: [&str; 7] = [
        "summary translation",
        "translation summary",
        "partial translation",
        "translated extract",
        "translation of excerpts",
        "extract translation",
        "abridged translation",
    ];
    if paper.is_readable() && paper.plain.has_any(&SIGNS) {
        let message = "It says of itself that it is a summary or an extract.";
        return Some(Finding::warning("translation-partial", message).on(paper.path()));
    }
    let original = desk.evidence.file(paper.file.translation_of.as_deref()?)?;
    let (pages, of) = (paper.file.source.pages?, original.source.pages?);
    let least = desk.number("translation-least-percent")?;
    // A photograph of each side makes two pages of what is translated on one.
    if of < 4 || u64::from(pages) * 100 >= u64::from(of) * least {
        return None;
    }
    let message = format!(
        "The translation has {pages} of the {of} pages of {}; a full translation is seldom so much shorter.",
        original.source.path
    );
    Some(Finding::warning("translation-partial", message).on(paper.path()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephones_and_addresses_are_seen() {
        assert!(has_phone("(602) 555-0101") && has_phone("+504 9999 0000"));
        assert!(!has_phone("Suite 300, 85007"));
        assert!(
            has_address(&Plain::of("1450 West Example Avenue"))
                && has_address(&Plain::of("Phoenix, AZ 85007"))
        );
        assert!(!has_address(&Plain::of("I, Ana Ruiz, certify on May 4, 2026")));
    }

    #[test]
    fn the_translator_is_read_off_the_first_sentence() {
        assert_eq!(translator("I, Rosa Peña, certify that").as_deref(), Some("Rosa Peña"));
        assert_eq!(translator("This is certified by Rosa"), None);
    }
}
