//! Is a page's own content balanced? What is drawn after it must not inherit what it left open.

use std::ops::Range;

/// What a content stream leaves open, and what it closes that was never open.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// `Q` operators that restore nothing. Viewers ignore them; behind a `q` of ours they would bite.
    pub surplus: Vec<Range<usize>>,
    /// `q` operators never restored.
    pub open_saves: usize,
    /// A text object that was not ended.
    pub in_text: bool,
    /// Marked-content sequences that were not ended.
    pub open_marks: usize,
}

/// Reads through a content stream.
pub fn balance(content: &[u8]) -> Balance {
    let mut balance = Balance::default();
    let mut at = 0;
    while let Some(token) = next_token(content, at) {
        at = token.end;
        match &content[token.clone()] {
            b"q" => balance.open_saves += 1,
            b"Q" if balance.open_saves == 0 => balance.surplus.push(token),
            b"Q" => balance.open_saves -= 1,
            b"BT" => balance.in_text = true,
            b"ET" => balance.in_text = false,
            b"BMC" | b"BDC" => balance.open_marks += 1,
            b"EMC" => balance.open_marks = balance.open_marks.saturating_sub(1),
            b"BI" => at = after_inline_image(content, at),
            _ => {}
        }
    }
    balance
}

impl Balance {
    /// The operators that close what is open.
    pub fn closers(&self) -> String {
        let mut closers = String::from("\n");
        if self.in_text {
            closers.push_str("ET\n");
        }
        closers.push_str(&"EMC\n".repeat(self.open_marks));
        closers.push_str(&"Q\n".repeat(self.open_saves));
        closers
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// The next operator, operand or delimiter from `at` on; strings and comments count as one token.
pub fn next_token(content: &[u8], mut at: usize) -> Option<Range<usize>> {
    while at < content.len() && is_space(content[at]) {
        at += 1;
    }
    let start = at;
    let end_of_word = |from: usize| {
        let word = content[from..].iter().position(|byte| is_space(*byte) || is_delimiter(*byte));
        word.map_or(content.len(), |length| from + length)
    };
    let end = match content.get(at)? {
        b'%' => {
            let line = content[at..].iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            line.map_or(content.len(), |length| at + length)
        }
        b'(' => end_of_string(content, at),
        b'<' if content.get(at + 1) == Some(&b'<') => at + 2,
        b'<' => {
            let close = content[at..].iter().position(|byte| *byte == b'>');
            close.map_or(content.len(), |length| at + length + 1)
        }
        b'/' => end_of_word(at + 1),
        byte if is_delimiter(*byte) => at + 1,
        _ => end_of_word(at),
    };
    Some(start..end)
}

fn end_of_string(content: &[u8], start: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = start;
    while let Some(byte) = content.get(at) {
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' if depth <= 1 => return at + 1,
            b')' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    content.len()
}

/// Skips from behind `BI` to behind `EI`; the image's bytes may look like anything.
pub fn after_inline_image(content: &[u8], mut at: usize) -> usize {
    while let Some(token) = next_token(content, at) {
        at = token.end;
        if &content[token] == b"ID" {
            break;
        }
    }
    let mut from = at;
    while let Some(found) = content[from..].windows(2).position(|pair| pair == b"EI") {
        let end = from + found + 2;
        let before = content.get((from + found).wrapping_sub(1)).is_none_or(|byte| is_space(*byte));
        // What follows the image is operators, that is text; inside an image it hardly ever is.
        let behind = &content[end..content.len().min(end + 12)];
        let looks_like_text = behind.iter().all(|byte| is_space(*byte) || (b' '..=b'~').contains(byte));
        if before && behind.first().is_none_or(|byte| is_space(*byte)) && looks_like_text {
            return end;
        }
        from = end;
    }
    content.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_is_left_open() {
        let found = balance(b"q /P <</MCID 0>> BDC BT (q Q \\) ET) Tj q 1 0 0 1 5 5 cm % Q Q\n");
        assert_eq!(found, Balance { surplus: vec![], open_saves: 2, in_text: true, open_marks: 1 });
        assert_eq!(found.closers(), "\nET\nEMC\nQ\nQ\n");
    }

    #[test]
    fn finds_restores_of_nothing() {
        assert_eq!(balance(b"q Q Q 1 w").surplus, vec![4..5]);
    }

    #[test]
    fn an_inline_image_is_no_content() {
        let content = b"q BI /W 2 /H 2 ID \x00q Q EI\x80 Q \xFF EI Q\n";
        assert_eq!(balance(content), Balance::default());
    }

    #[test]
    fn ends_on_garbage() {
        for garbage in [&b"((((("[..], b"<", b"/", b"BI", b"BI ID", b"(\\", b"%", b">>]]}"] {
            balance(garbage);
        }
    }
}
