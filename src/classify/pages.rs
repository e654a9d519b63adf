//! What the pages of a file say that it is: a form number, or a title at the top of the first page.
//!
//! A title alone may stand on anybody's paper; only where a person of the case is named as well does it decide.

use super::people::People;
use super::telling::Told;
use super::vocabulary::{Hit, TRANSLATION, Vocabulary};
use super::words::Words;
use crate::intake::SourceFile;
use crate::track::{Requirement, Scope};

/// A title stands among the first lines.
const MOST_LINES: usize = 14;
/// The line that says that a page is a translation stands above the title.
const TRANSLATION_LINES: usize = 5;
/// Of so many pages the words are searched for people.
const MOST_PAGES: usize = 3;
/// Lines longer than this are sentences.
const LONGEST_TITLE: usize = 120;

/// What the pages tell; `doubt` is set where they do not say whose paper it is.
pub(super) fn of_pages(vocabulary: &Vocabulary<'_>, people: &People<'_>, file: &SourceFile) -> Option<Told> {
    let mut told = of_form(vocabulary, file).or_else(|| of_title(vocabulary, file))?;
    let requirement = vocabulary.requirement(told.translates.as_ref().or(told.satisfies.first())?)?;
    let named = people.in_text(&searched(file));
    told.doubt = match named.as_slice() {
        [] if is_blank_form(file, requirement) => Some("it is a form that nobody has filled in".into()),
        [] => Some("no person of the case is named in it".into()),
        [only] => {
            told.person = Some((*only).to_owned());
            None
        }
        several if requirement.scope == Scope::Person => Some(format!("it names {}", several.join(" and "))),
        _ => None,
    };
    Some(told)
}

/// The words in which people are looked for: of the first pages and of the fields.
fn searched(file: &SourceFile) -> String {
    let pages = file.content.pages.iter().take(MOST_PAGES).map(String::as_str);
    let values = file.content.fields.iter().map(|field| field.value.as_str());
    pages.chain(values).collect::<Vec<_>>().join("\n")
}

fn is_blank_form(file: &SourceFile, requirement: &Requirement) -> bool {
    !requirement.forms.is_empty() && !file.content.is_filled_form()
}

/// "Form I-589, edition …" read in the pages.
fn of_form(vocabulary: &Vocabulary<'_>, file: &SourceFile) -> Option<Told> {
    let top = file.content.pages.first().map(String::as_str).unwrap_or_default();
    let is_instructions =
        top.lines().take(MOST_LINES).any(|line| Words::of(line).has(&Words::of("instructions for")));
    if is_instructions {
        return None;
    }
    file.notes
        .iter()
        .filter(|note| note.starts_with("Form ") && !note.to_lowercase().contains("instruction"))
        .find_map(|note| {
            let requirement = vocabulary.of_form(note)?;
            Some(Told {
                satisfies: vec![requirement.id.clone()],
                reason: format!("its pages say \"{note}\""),
                ..Told::default()
            })
        })
}

/// The first line that is a title and hardly anything else.
fn of_title(vocabulary: &Vocabulary<'_>, file: &SourceFile) -> Option<Told> {
    let top = file.content.pages.first()?;
    let lines: Vec<&str> =
        top.lines().map(str::trim).filter(|line| !line.is_empty()).take(MOST_LINES).collect();
    let title = lines.iter().filter(|line| line.chars().count() <= LONGEST_TITLE).find_map(|line| {
        let words = Words::of(line);
        let hits = vocabulary.headings(&words);
        let best = hits.into_iter().next()?;
        // "Copy of the birth certificate of my uncle, see below" is no title.
        (best.weight() * 3 >= words.len() * 2).then_some((best, *line))
    });
    let (hit, line) = title?;
    Some(match translated(&lines) {
        Some(said) if hit.id() != super::vocabulary::CERTIFICATE => Told {
            satisfies: vec![TRANSLATION.to_owned()],
            translates: Some(hit.id().to_owned()),
            reason: format!("its first page says \"{said}\" and \"{line}\""),
            ..Told::default()
        },
        _ => titled(&hit, line),
    })
}

fn titled(hit: &Hit<'_>, line: &str) -> Told {
    Told {
        satisfies: vec![hit.id().to_owned()],
        reason: format!("its first page is headed \"{line}\""),
        ..Told::default()
    }
}

/// The line that says that this is a translation.
fn translated<'l>(lines: &[&'l str]) -> Option<&'l str> {
    const MARKS: &[&str] = &[
        "english translation",
        "translated from",
        "translation from",
        "translation into english",
        "translated into english",
    ];
    let marks: Vec<Words> = MARKS.iter().map(|mark| Words::of(mark)).collect();
    lines.iter().take(TRANSLATION_LINES).copied().find(|line| {
        let words = Words::of(line);
        line.chars().count() <= LONGEST_TITLE && marks.iter().any(|mark| words.has(mark))
    })
}
