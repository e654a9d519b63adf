//! Plain text in the encodings that computers have used.

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The text: by its mark, else UTF-8, else the one-byte encoding of Western Europe.
///
/// # Errors
/// If it is no text in any of them.
pub fn decode(bytes: &[u8]) -> Result<String, String> {
    let encoding = match bytes {
        [0xFF, 0xFE, ..] => UTF_16LE,
        [0xFE, 0xFF, ..] => UTF_16BE,
        _ if std::str::from_utf8(bytes).is_ok() => UTF_8,
        _ => WINDOWS_1252,
    };
    let (text, _, damaged) = encoding.decode(bytes);
    let control = |letter: char| letter.is_control() && !matches!(letter, '\t' | '\n' | '\r' | '\u{C}');
    if damaged || text.contains(control) {
        return Err("its letters are in an encoding that cannot be read".into());
    }
    Ok(text.into_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn old_and_new_encodings_say_the_same() {
        for bytes in [
            "Declaración de Íñigo".as_bytes(),
            b"\xEF\xBB\xBFDeclaraci\xC3\xB3n de \xC3\x8D\xC3\xB1igo",
            b"Declaraci\xF3n de \xCD\xF1igo",
            b"\xFF\xFED\0e\0c\0l\0a\0r\0a\0c\0i\0\xF3\0n\0 \0d\0e\0 \0\xCD\0\xF1\0i\0g\0o\0",
        ] {
            assert_eq!(decode(bytes).unwrap(), "Declaración de Íñigo");
        }
        assert!(decode(b"abc\x01\xFFdef").is_err());
    }
}
