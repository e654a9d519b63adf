//! Messages and plain texts: what is written in them, so that casebinder can print it.

mod mail;
mod outlook;
mod plain;

use super::Kind;

/// A longer file is no letter.
const LONGEST: usize = 64 << 20;

/// What a message or text says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letter {
    /// From, To, Date … and what stands there; empty for a plain text.
    pub heads: Vec<(&'static str, String)>,
    /// The text, line by line.
    pub body: String,
    /// The names of the files that came with it.
    pub attachments: Vec<String>,
}

/// Reads a message (as mail programs or Outlook save it) or a plain text.
///
/// # Errors
/// A clause that says why it cannot be read.
pub fn read(bytes: &[u8], kind: Kind) -> Result<Letter, String> {
    if bytes.len() > LONGEST {
        return Err(format!("it is larger than {} MB", LONGEST >> 20));
    }
    let letter = match kind {
        Kind::Email if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) => outlook::read(bytes)?,
        Kind::Email => mail::read(bytes)?,
        Kind::Text => Letter { body: plain::decode(bytes)?, ..Letter::default() },
        _ => return Err("it is neither a message nor a plain text".into()),
    };
    if letter.body.trim().is_empty() && letter.attachments.is_empty() && letter.heads.is_empty() {
        return Err("there is nothing written in it".into());
    }
    Ok(letter)
}

/// One line of a header: nothing that would break it.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
