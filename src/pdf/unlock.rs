//! The forms in which a password may have been turned into bytes when a file was locked.

use unicode_normalization::UnicodeNormalization;

/// What bytes 0x80 to 0xA0 mean in PDFDocEncoding; the rest of the upper half is Latin-1.
const UPPER: [Option<char>; 33] = [
    Some('•'),
    Some('†'),
    Some('‡'),
    Some('…'),
    Some('—'),
    Some('–'),
    Some('ƒ'),
    Some('⁄'),
    Some('‹'),
    Some('›'),
    Some('−'),
    Some('‰'),
    Some('„'),
    Some('“'),
    Some('”'),
    Some('‘'),
    Some('’'),
    Some('‚'),
    Some('™'),
    Some('ﬁ'),
    Some('ﬂ'),
    Some('Ł'),
    Some('Œ'),
    Some('Š'),
    Some('Ÿ'),
    Some('Ž'),
    Some('ı'),
    Some('ł'),
    Some('œ'),
    Some('š'),
    Some('ž'),
    None,
    Some('€'),
];

/// What bytes 0x80 to 0x9F mean on Windows.
const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// The spellings of a password to try, as it was typed first. Readers of old files turn them into PDFDocEncoding,
/// readers of new ones into UTF-8; what other programs made of it is spelt so that the same bytes come out.
pub fn spellings(password: &str) -> Vec<String> {
    let mut spellings = vec![password.to_owned()];
    if password.is_ascii() {
        return spellings;
    }
    let mut add = |spelling: Option<String>| {
        if let Some(spelling) = spelling.filter(|new| !spellings.contains(new)) {
            spellings.push(spelling);
        }
    };
    let composed: String = password.nfc().collect();
    let decomposed: String = password.nfd().collect();
    add(stringprep::saslprep(password).ok().map(std::borrow::Cow::into_owned));
    add(Some(composed.clone()));
    add(Some(decomposed.clone()));
    let windows = composed.chars().map(windows_byte).collect::<Option<Vec<u8>>>();
    add(windows.as_deref().and_then(as_document_text));
    add(as_document_text(composed.as_bytes()));
    add(as_document_text(decomposed.as_bytes()));
    spellings
}

/// The text of which PDFDocEncoding makes these bytes.
fn as_document_text(bytes: &[u8]) -> Option<String> {
    let character = |byte: &u8| match byte {
        0x80..=0xA0 => UPPER.get(usize::from(byte - 0x80)).copied().flatten(),
        0x7F | 0xAD => None,
        other => Some(char::from(*other)),
    };
    bytes.iter().map(character).collect()
}

fn windows_byte(character: char) -> Option<u8> {
    let upper = || u8::try_from(WINDOWS.chars().position(|known| known == character)?).ok();
    match u8::try_from(u32::from(character)) {
        Ok(byte) if !(0x80..0xA0).contains(&byte) => Some(byte),
        _ => upper().map(|place| place + 0x80),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_password_has_one_spelling_and_others_their_code_pages() {
        assert_eq!(spellings(" "), [" "]);
        let of_euro = spellings("€é");
        // Windows writes the euro sign as 0x80, which is a bullet in PDFDocEncoding; UTF-8 as E2 82 AC.
        assert!(of_euro.contains(&"•é".to_owned()), "{of_euro:?}");
        assert!(of_euro.contains(&"â‡¬Ã©".to_owned()), "{of_euro:?}");
        assert!(of_euro.contains(&"€e\u{301}".to_owned()), "{of_euro:?}");
        assert!(spellings("Ⅸ").contains(&"IX".to_owned()));
    }
}
