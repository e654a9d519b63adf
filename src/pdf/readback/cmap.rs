//! /ToUnicode: from character codes to letters.

use std::collections::BTreeMap;

/// From character codes to letters.
#[derive(Debug, Default)]
pub struct ToUnicode {
    single: BTreeMap<u32, String>,
    ranges: Vec<(u32, u32, Vec<u16>)>,
}

/// A token of a CMap that matters here.
enum Token {
    Hex(Vec<u8>),
    Open,
    Close,
    Word(String),
}

impl ToUnicode {
    /// Parses the bytes of a CMap; what is not understood is passed over.
    pub fn parse(bytes: &[u8]) -> ToUnicode {
        let mut map = ToUnicode::default();
        let mut pending: Vec<Vec<u8>> = Vec::new();
        let mut list: Option<Vec<Vec<u8>>> = None;
        let mut in_ranges = false;
        for token in tokens(bytes) {
            match token {
                Token::Word(word) => {
                    in_ranges = word == "beginbfrange";
                    pending.clear();
                }
                Token::Open => list = Some(Vec::new()),
                Token::Close => {
                    if let (Some(list), [first, _]) = (list.take(), pending.as_slice()) {
                        let first = code(first);
                        map.single.extend(
                            list.iter().zip(first..).map(|(text, code)| (code, letters(&units(text)))),
                        );
                    }
                    pending.clear();
                }
                Token::Hex(bytes) => match &mut list {
                    Some(list) => list.push(bytes),
                    None => pending.push(bytes),
                },
            }
            match (in_ranges, pending.as_slice()) {
                (false, [from, to]) => {
                    map.single.insert(code(from), letters(&units(to)));
                    pending.clear();
                }
                (true, [first, last, to]) => {
                    map.ranges.push((code(first), code(last), units(to)));
                    pending.clear();
                }
                _ => {}
            }
        }
        map
    }

    /// The letters of a code; U+FFFD if the map does not say.
    pub fn letters(&self, code: u32) -> String {
        if let Some(text) = self.single.get(&code) {
            return text.clone();
        }
        let range = self.ranges.iter().find(|(first, last, _)| (first..=last).contains(&&code));
        match range {
            Some((first, _, to)) => {
                let mut to = to.clone();
                if let Some(last) = to.last_mut() {
                    *last = last.wrapping_add((code - first) as u16);
                }
                letters(&to)
            }
            None => char::REPLACEMENT_CHARACTER.to_string(),
        }
    }
}

fn code(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |code, &byte| code << 8 | u32::from(byte))
}

fn units(bytes: &[u8]) -> Vec<u16> {
    bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect()
}

fn letters(units: &[u16]) -> String {
    String::from_utf16_lossy(units)
}

fn tokens(bytes: &[u8]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = bytes.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        match byte {
            b'<' if rest.peek() != Some(&b'<') => {
                let digits: Vec<u8> =
                    std::iter::from_fn(|| rest.next().filter(|&byte| byte != b'>')).collect();
                tokens.push(Token::Hex(unhex(&digits)));
            }
            b'<' | b'>' => {}
            b'[' => tokens.push(Token::Open),
            b']' => tokens.push(Token::Close),
            byte if byte.is_ascii_alphabetic() => {
                let mut word = String::from(char::from(byte));
                while let Some(&next) = rest.peek().filter(|next| next.is_ascii_alphanumeric()) {
                    word.push(char::from(next));
                    rest.next();
                }
                tokens.push(Token::Word(word));
            }
            _ => {}
        }
    }
    tokens
}

fn unhex(digits: &[u8]) -> Vec<u8> {
    let values: Vec<u8> =
        digits.iter().filter_map(|&digit| char::from(digit).to_digit(16)).map(|value| value as u8).collect();
    values.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chars_ranges_and_lists() {
        let map = ToUnicode::parse(
            b"/CIDInit /ProcSet findresource begin 1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
              2 beginbfchar <0003> <0041> <0004> <00660069> endbfchar\n\
              2 beginbfrange <0010> <0012> <0061> <0020> <0021> [<0078> <0079>] endbfrange",
        );
        assert_eq!(map.letters(3), "A");
        assert_eq!(map.letters(4), "fi");
        assert_eq!(map.letters(0x12), "c");
        assert_eq!(map.letters(0x21), "y");
        assert_eq!(map.letters(0x99), "\u{fffd}");
    }
}
