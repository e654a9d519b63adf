//! A message or a plain text as pages: what was written, in the order and the lines in which it was written.

use super::fonts::{clean, missing};
use super::pages::{LEFT, Pages, RIGHT, Strip, TEXT_WIDTH};
use super::sheet::{Face, Sheet};
use super::wrap::{Style, wrap};
use crate::intake::letters::Letter;

const HEAD: Style = Style::bold(11.0);
const TEXT: Style = Style::regular(11.0);
/// Width of the column with From, To …
const HEADS: f64 = 66.0;
/// More pages are no letter.
const MOST_PAGES: usize = 400;
/// Of every so many letters one may be missing in the faces: beyond that the text is in another script.
const ONE_OF: usize = 20;

/// A letter, set.
#[derive(Debug)]
pub struct SetLetter {
    /// Its pages.
    pub sheets: Vec<Sheet>,
    /// Letters that the faces lack; their numbers are printed in their places.
    pub strange: Vec<char>,
}

/// Sets a letter.
///
/// # Errors
/// If it is in a script that the faces do not have, or too long to be a letter.
pub fn letter(letter: &Letter) -> Result<SetLetter, String> {
    let mut strange = Vec::new();
    let mut spelled = |text: &str| spell(text, &mut strange);
    let heads: Vec<(&str, String)> = letter.heads.iter().map(|(name, text)| (*name, spelled(text))).collect();
    let body = spelled(&letter.body);
    let attachments: Vec<String> = letter.attachments.iter().map(|name| spelled(name)).collect();
    let written = || letter.heads.iter().map(|(_, text)| text.as_str()).chain([letter.body.as_str()]);
    let letters = written().flat_map(str::chars).filter(|letter| !letter.is_whitespace());
    let (all, lacking) = letters
        .fold((0, 0), |(all, lacking), letter| (all + 1, lacking + usize::from(strange.contains(&letter))));
    if lacking * ONE_OF > all {
        let some: String = strange.iter().take(8).collect();
        return Err(format!("it is written in letters that casebinder cannot print ({some})"));
    }
    let mut pages = Pages::new();
    for (name, text) in &heads {
        let lines = wrap(text, TEXT, TEXT_WIDTH - HEADS);
        for (number, line) in lines.iter().enumerate() {
            pages.need(TEXT.leading());
            let baseline = pages.baseline(TEXT);
            if number == 0 {
                pages.print(&format!("{name}:"), HEAD, Strip::left(LEFT, HEADS), baseline);
            }
            pages.print(line, TEXT, Strip::left(LEFT + HEADS, TEXT_WIDTH - HEADS), baseline);
            pages.skip(TEXT.leading());
        }
    }
    if !attachments.is_empty() {
        let names = format!("{} (not part of this exhibit unless listed on its own)", attachments.join(", "));
        pages.need(TEXT.leading());
        pages.print("Attached:", HEAD, Strip::left(LEFT, HEADS), pages.baseline(TEXT));
        pages.paragraph(&names, TEXT, Strip::left(LEFT + HEADS, TEXT_WIDTH - HEADS));
    }
    if !heads.is_empty() || !attachments.is_empty() {
        pages.skip(5.0);
        pages.rule(LEFT, RIGHT, pages.top());
        pages.skip(11.0);
    }
    set_body(&mut pages, &body)?;
    Ok(SetLetter { sheets: pages.into_sheets(), strange })
}

/// Lines stay lines; an indent stays one, up to half of the width.
fn set_body(pages: &mut Pages, body: &str) -> Result<(), String> {
    let mut turned = 0;
    for line in body.replace("\r\n", "\n").split(['\n', '\r', '\u{C}']) {
        let indent = line.chars().map_while(|letter| match letter {
            ' ' | '\u{A0}' => Some(1.0),
            '\t' => Some(4.0),
            _ => None,
        });
        let indent = (indent.sum::<f64>() * TEXT.size * 0.25).min(TEXT_WIDTH / 2.0);
        if clean(line).is_empty() {
            // An empty line at the top of a page would only move the text down.
            if !pages.at_top() {
                pages.skip(TEXT.leading() * 0.7);
            }
            continue;
        }
        let strip = Strip::left(LEFT + indent, TEXT_WIDTH - indent);
        for piece in wrap(line, TEXT, strip.width) {
            if pages.room() < TEXT.leading() && !pages.at_top() {
                turned += 1;
                if turned >= MOST_PAGES {
                    return Err(format!("it would fill more than {MOST_PAGES} pages"));
                }
            }
            pages.need(TEXT.leading());
            pages.print(&piece, TEXT, strip, pages.baseline(TEXT));
            pages.skip(TEXT.leading());
        }
    }
    Ok(())
}

/// The text with the numbers of letters that the faces lack in their places.
fn spell(text: &str, strange: &mut Vec<char>) -> String {
    let lacking = missing(text, Face::Regular);
    if lacking.is_empty() {
        return text.to_owned();
    }
    for letter in &lacking {
        if !strange.contains(letter) {
            strange.push(*letter);
        }
    }
    let mut spelled = String::with_capacity(text.len());
    for letter in text.chars() {
        if lacking.contains(&letter) {
            spelled.push_str(&format!("[U+{:04X}]", letter as u32));
        } else {
            spelled.push(letter);
        }
    }
    spelled
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::compose::Item;

    fn printed(set: &SetLetter) -> Vec<String> {
        let items = set.sheets.iter().flat_map(|sheet| &sheet.items);
        items
            .filter_map(|item| if let Item::Text(text) = item { Some(text.text.clone()) } else { None })
            .collect()
    }

    #[test]
    fn everything_written_is_printed_in_order() {
        let long: String = (1..200).map(|number| format!("line {number}\n")).collect();
        let written = Letter {
            heads: vec![("From", "Ana <ana@example.org>".into()), ("Subject", "Hola".into())],
            body: format!("Querida Ana:\n\n    con sangría\n{long}"),
            attachments: vec!["denuncia.pdf".into()],
        };
        let set = letter(&written).unwrap();
        assert!(set.sheets.len() > 3 && set.strange.is_empty());
        let texts = printed(&set);
        assert_eq!(texts[..4], ["From:", "Ana <ana@example.org>", "Subject:", "Hola"]);
        assert!(texts.iter().any(|text| text.contains("denuncia.pdf")));
        let lines: Vec<&String> = texts.iter().filter(|text| text.starts_with("line ")).collect();
        assert_eq!(lines.len(), 199);
        assert_eq!(*lines[198], "line 199");
        for sheet in &set.sheets {
            for item in &sheet.items {
                let Item::Text(text) = item else { continue };
                assert!(text.y > 70.0 && text.y < 722.0, "{text:?}");
            }
        }
    }

    #[test]
    fn a_letter_without_a_glyph_is_named_and_another_script_refused() {
        let of = |body: &str| Letter { body: body.into(), ..Letter::default() };
        let smile = letter(&of("We are safe now, thank you for everything \u{1F642}")).unwrap();
        assert_eq!(smile.strange, ['\u{1F642}']);
        assert!(printed(&smile).concat().contains("[U+1F642]"));
        assert!(letter(&of("我们的证明书")).unwrap_err().contains("证"));
        assert!(letter(&of("شهادة ميلاد")).is_err());
    }

    #[test]
    fn a_text_without_end_is_no_letter() {
        let body = "x\n".repeat(60 * MOST_PAGES);
        assert!(letter(&Letter { body, ..Letter::default() }).is_err());
    }
}
