//! Cuts a condition into words, values and signs.

use jiff::civil::Date;

use super::{ConditionError, Relation};

/// A piece of a condition and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it begins, in bytes.
    pub offset: usize,
    /// How many bytes it takes.
    pub length: usize,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A word: a path, `and`, `or`, `not`, `in`, `true`, `false`, `days` …
    Word(String),
    Text(String),
    Number(i64),
    Date(Date),
    Relation(Relation),
    Plus,
    Minus,
    Open,
    Close,
    OpenList,
    CloseList,
    Comma,
    End,
}

/// All pieces, the last one being [`Kind::End`].
pub fn tokens(text: &str) -> Result<Vec<Token>, ConditionError> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (kind, length) = token(text, at, first)?;
        found.push(Token { kind, offset: at, length });
        at += length;
    }
    found.push(Token { kind: Kind::End, offset: text.len(), length: 0 });
    Ok(found)
}

fn token(text: &str, at: usize, first: char) -> Result<(Kind, usize), ConditionError> {
    let rest = &text[at..];
    let signs = [
        ("==", Kind::Relation(Relation::Equal)),
        ("!=", Kind::Relation(Relation::NotEqual)),
        ("<=", Kind::Relation(Relation::AtMost)),
        (">=", Kind::Relation(Relation::AtLeast)),
        ("<", Kind::Relation(Relation::Less)),
        (">", Kind::Relation(Relation::More)),
        ("+", Kind::Plus),
        ("-", Kind::Minus),
        ("(", Kind::Open),
        (")", Kind::Close),
        ("[", Kind::OpenList),
        ("]", Kind::CloseList),
        (",", Kind::Comma),
    ];
    if let Some((sign, kind)) = signs.into_iter().find(|(sign, _)| rest.starts_with(sign)) {
        return Ok((kind, sign.len()));
    }
    if first == '"' || first == '\'' {
        return quoted(rest, at, first);
    }
    if first.is_ascii_digit() {
        return digits(rest, at);
    }
    if first.is_alphabetic() {
        let length = length_while(rest, |c| c.is_alphanumeric() || c == '_' || c == '.');
        return Ok((Kind::Word(rest[..length].to_owned()), length));
    }
    let error =
        ConditionError::new(at, first.len_utf8(), format!("\"{first}\" has no meaning in a condition."));
    Err(match first {
        '=' => error.with_hint("Write == to compare."),
        '!' => error.with_hint("Write the word not."),
        '&' => error.with_hint("Write the word and."),
        '|' => error.with_hint("Write the word or."),
        '\u{201c}' | '\u{201d}' | '\u{2018}' | '\u{2019}' => {
            error.with_hint("Write straight quotation marks.")
        }
        _ => error,
    })
}

fn quoted(rest: &str, at: usize, mark: char) -> Result<(Kind, usize), ConditionError> {
    match rest[1..].find(mark) {
        Some(end) => Ok((Kind::Text(rest[1..=end].to_owned()), end + 2)),
        None => Err(ConditionError::new(at, rest.len(), "The text is not closed.")
            .with_hint(format!("Put {mark} behind it."))),
    }
}

fn digits(rest: &str, at: usize) -> Result<(Kind, usize), ConditionError> {
    // A date has the shape 2026-01-31; anything else that begins with a digit is a number.
    let shape = rest.bytes().take(10).map(|b| if b.is_ascii_digit() { b'9' } else { b });
    if shape.eq(*b"9999-99-99") && !rest[10..].starts_with(|c: char| c.is_alphanumeric()) {
        let date = rest[..10]
            .parse::<Date>()
            .map_err(|_| ConditionError::new(at, 10, format!("There is no such day as {}.", &rest[..10])))?;
        return Ok((Kind::Date(date), 10));
    }
    let length = length_while(rest, |c| c.is_alphanumeric() || c == '_' || c == '.');
    let word = &rest[..length];
    match word.replace('_', "").parse() {
        Ok(number) => Ok((Kind::Number(number), length)),
        Err(_) => Err(ConditionError::new(at, length, format!("\"{word}\" is no whole number."))
            .with_hint("Write numbers like 30 and dates like 2026-01-31.")),
    }
}

fn length_while(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}
