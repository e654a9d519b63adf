//! The title of a document, made from its file name.

use super::name::{is_of_a_camera, without_extension};
use super::words::Words;
use crate::intake::is_hidden;

/// A title for index and tab sheet: no extension, no leading number, no underscores, nothing invisible.
pub(crate) fn title(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    let stem = without_extension(file);
    let visible: String =
        stem.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| !is_hidden(*c)).collect();
    if is_of_a_camera(&Words::of(stem)) {
        return tidy(&visible);
    }
    let spaced = tidy(&visible.replace('_', " "));
    let bare = without_number(&spaced);
    if bare.is_empty() { spaced } else { bare.to_owned() }
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Takes "03 ", "1.2 - ", "4) " off, but neither a year nor a date nor "3 sisters".
fn without_number(title: &str) -> &str {
    let end = title.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | ')' | ' '))).unwrap_or(0);
    let (number, rest) = title.split_at(end);
    let groups: Vec<&str> =
        number.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    if groups.is_empty() || groups.len() > 3 || groups.iter().any(|group| group.len() > 3) {
        return title;
    }
    let plain = number.trim_end().bytes().all(|byte| byte.is_ascii_digit()) && !number.starts_with('0');
    let counts_something = plain && rest.starts_with(char::is_lowercase);
    let parted = number.ends_with([' ', ')', '-', '.']);
    if counts_something || !parted || !rest.starts_with(|c: char| c.is_alphanumeric() || c == '(') {
        return title;
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_what_a_person_would_write_in_an_index() {
        let cases = [
            ("evidence/03 Passport.jpg", "Passport"),
            ("evidence/1.2 - Birth Certificate.pdf", "Birth Certificate"),
            ("evidence/04_marriage_certificate.pdf", "marriage certificate"),
            ("evidence/a/partida_nacimiento_hijo.png", "partida nacimiento hijo"),
            ("evidence/Declaración FINAL v3 (firmada) (2).docx", "Declaración FINAL v3 (firmada) (2)"),
            ("evidence/2023 denuncia.pdf", "2023 denuncia"),
            ("evidence/2024-03-12 letter.pdf", "2024-03-12 letter"),
            ("evidence/3 sisters.pdf", "3 sisters"),
            ("evidence/007.pdf", "007"),
            ("evidence/I-589.pdf", "I-589"),
            ("evidence/Photos/IMG_2034.JPG", "IMG_2034"),
            ("evidence/pass\u{202E}port\n2.pdf", "passport 2"),
            ("evidence/5 Declaration.pdf", "Declaration"),
        ];
        for (path, expected) in cases {
            assert_eq!(title(path), expected, "{path}");
        }
    }
}
