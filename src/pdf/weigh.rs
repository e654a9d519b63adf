//! Weighs a PDF before any reader opens it: readers unpack the parts that hold other parts whole and at once, and
//! make many bytes of memory of every word. What no honest file needs is refused here.

use memchr::memmem;

use super::decode::Filter;

/// One part that holds others unpacks to no more than this.
const MOST_OF_ONE: usize = 64 << 20;
/// All of them together to no more than this.
const MOST_OF_ALL: usize = 192 << 20;
/// Words (numbers, names, brackets …) outside of pictures and page contents.
const MOST_WORDS: u64 = 6_000_000;
/// How far before its data the description of a part may begin.
const LONGEST_DESCRIPTION: usize = 8 << 10;

/// Levels of brackets within brackets; readers stop at some hundred.
const DEEPEST: usize = 1_000;

const NESTED: &str = "its parts are nested deeper than those of any document, which can stop a computer";
const UNPACKS: &str = "it unpacks to far more than any document holds, which can stop a computer";
const WORDY: &str = "it consists of far more parts than any document has, which can stop a computer";

/// What weighing found in passing.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Weighed {
    /// The data of a stream ends elsewhere than the file says, or a part is empty.
    pub lengths_are_wrong: bool,
}

/// Weighs a file, or says why it should not be opened.
pub fn weigh(bytes: &[u8]) -> Result<Weighed, String> {
    let mut weight = Weight::default();
    let mut weighed = Weighed::default();
    let mut from = 0;
    for at in memmem::find_iter(bytes, b"stream") {
        if at < from {
            continue;
        }
        let Some(data) = begins(bytes, at) else { continue };
        weight.words(bytes.get(from..at).unwrap_or_default())?;
        let rest = bytes.get(data..).unwrap_or_default();
        let length = memmem::find(rest, b"endstream").unwrap_or(rest.len());
        let description = description(bytes, at);
        weighed.lengths_are_wrong |= stated_length(&description).is_some_and(|stated| !ends_at(rest, stated));
        if holds_parts(&description) {
            weight.unpacked(rest.get(..length).unwrap_or_default(), &description)?;
        }
        from = data + length + b"endstream".len();
    }
    weight.words(bytes.get(from..).unwrap_or_default())?;
    weighed.lengths_are_wrong |= memmem::find_iter(bytes, b"endobj").any(|at| is_empty_part(bytes, at));
    Ok(weighed)
}

/// The length that a description states itself, not by reference to another part.
fn stated_length(description: &[u8]) -> Option<usize> {
    let mut keys = memmem::find_iter(description, b"/Length").map(|at| at + b"/Length".len());
    // Not /Length1, the length of a font.
    let at = keys.find(|at| description.get(*at).is_some_and(u8::is_ascii_whitespace))?;
    let text = String::from_utf8_lossy(description.get(at..)?);
    let mut words = text.split_ascii_whitespace();
    let length = words.next()?.split(['/', '>']).next()?.parse().ok()?;
    let referred = words.next().is_some_and(|word| word.parse::<u32>().is_ok());
    (!referred).then_some(length)
}

fn ends_at(data: &[u8], stated: usize) -> bool {
    let behind = data.get(stated..).unwrap_or_default();
    let blank = behind.iter().take(2).take_while(|letter| letter.is_ascii_whitespace()).count();
    behind.get(blank..).is_some_and(|behind| behind.starts_with(b"endstream"))
}

/// `7 0 obj endobj`
fn is_empty_part(bytes: &[u8], end: usize) -> bool {
    let before = bytes.get(end.saturating_sub(16)..end).unwrap_or_default().trim_ascii_end();
    let number = before.strip_suffix(b"obj").map(<[u8]>::trim_ascii_end);
    number.and_then(<[u8]>::last).is_some_and(u8::is_ascii_digit)
}

/// How many encrypted parts could hold others, so that a ceiling can be shared among them.
pub fn containers(bytes: &[u8]) -> usize {
    memmem::find_iter(bytes, b"ObjStm").count()
}

/// Where the data of a stream begins, if a stream begins at this keyword.
fn begins(bytes: &[u8], at: usize) -> Option<usize> {
    let before = bytes.get(..at)?.trim_ascii_end();
    let behind = bytes.get(at + b"stream".len()..)?;
    let end_of_line = match behind {
        [b'\r', b'\n', ..] => 2,
        [b'\n' | b'\r' | b' ', ..] => 1,
        _ => return None,
    };
    before.ends_with(b">>").then_some(at + b"stream".len() + end_of_line)
}

/// The dictionary before a stream, with its escapes undone.
fn description(bytes: &[u8], at: usize) -> Vec<u8> {
    let from = at.saturating_sub(LONGEST_DESCRIPTION);
    let window = bytes.get(from..at).unwrap_or_default();
    let text = memmem::rfind(window, b"obj").and_then(|obj| window.get(obj..)).unwrap_or(window);
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&letter, behind)) = rest.split_first() {
        let digit = |index: usize| char::from(*behind.get(index)?).to_digit(16);
        rest = match (letter, digit(0), digit(1)) {
            (b'#', Some(high), Some(low)) => {
                plain.push((high << 4 | low) as u8);
                behind.get(2..).unwrap_or_default()
            }
            _ => {
                plain.push(letter);
                behind
            }
        };
    }
    plain
}

/// Does a reader unpack this as soon as it opens the file?
fn holds_parts(description: &[u8]) -> bool {
    [&b"/First"[..], b"ObjStm", b"XRef", b"/W["].iter().any(|mark| memmem::find(description, mark).is_some())
}

/// The filters that a description names, in their order.
fn filters(description: &[u8], data: &[u8]) -> Vec<Filter> {
    let names = description.split(|letter| !letter.is_ascii_alphanumeric());
    let found: Vec<Filter> = names.filter_map(Filter::named).collect();
    // They may stand elsewhere in the file.
    let looks_deflated = found.is_empty() && data.first().is_some_and(|first| first & 0x0F == 8);
    if looks_deflated { vec![Filter::Flate] } else { found }
}

#[derive(Default)]
struct Weight {
    unpacked: usize,
    words: u64,
}

impl Weight {
    fn unpacked(&mut self, data: &[u8], description: &[u8]) -> Result<(), String> {
        let mut plain = data.to_vec();
        for filter in filters(description, data) {
            let decoded = filter.decode(&plain, MOST_OF_ONE);
            if decoded.over {
                return Err(UNPACKS.to_owned());
            }
            plain = decoded.bytes;
            self.unpacked += plain.len();
            if self.unpacked > MOST_OF_ALL {
                return Err(UNPACKS.to_owned());
            }
        }
        let text = measured(&plain);
        let again = u64::from(memmem::find(description, b"/First").is_some()) * repeated(&plain);
        self.add(&Text { words: text.words.saturating_mul(1 + again), ..text })
    }

    fn words(&mut self, text: &[u8]) -> Result<(), String> {
        self.add(&measured(text))
    }

    fn add(&mut self, text: &Text) -> Result<(), String> {
        self.words = self.words.saturating_add(text.words);
        match () {
            () if self.words > MOST_WORDS => Err(WORDY.to_owned()),
            () if text.deepest > DEEPEST => Err(NESTED.to_owned()),
            () => Ok(()),
        }
    }
}

/// What a text of words and brackets amounts to.
#[derive(Default)]
struct Text {
    words: u64,
    /// How deep its brackets are nested; `<<` counts twice.
    deepest: usize,
}

fn measured(text: &[u8]) -> Text {
    let mut measured = Text::default();
    let (mut within, mut depth, mut string, mut escaped) = (false, 0_usize, 0_usize, false);
    for (at, letter) in text.iter().enumerate() {
        match letter {
            b' ' | b'\t' | b'\r' | b'\n' | b'\x0C' | 0 | b']' | b'>' | b')' => within = false,
            b'[' | b'<' | b'(' | b'/' => {
                measured.words += 1;
                within = *letter == b'/';
            }
            _ => {
                measured.words += u64::from(!within);
                within = true;
            }
        }
        // Brackets in a text are none. A text that is never closed ends with its part.
        match letter {
            _ if escaped => escaped = false,
            b'\\' if string > 0 => escaped = true,
            b'(' => string += 1,
            b')' => string = string.saturating_sub(1),
            b'[' | b'<' if string == 0 => depth += 1,
            b']' | b'>' if string == 0 => depth = depth.saturating_sub(1),
            b'j' if text.get(..=at).is_some_and(|so_far| so_far.ends_with(b"endobj")) => {
                (depth, string) = (0, 0)
            }
            _ => {}
        }
        measured.deepest = measured.deepest.max(depth);
    }
    measured
}

/// How many parts are said to stand where another part stands already: each would be read again.
fn repeated(plain: &[u8]) -> u64 {
    let numbers = plain.split(|letter| letter.is_ascii_whitespace()).filter(|word| !word.is_empty());
    let numbers = numbers.map_while(|word| std::str::from_utf8(word).ok()?.parse::<u64>().ok());
    let mut offsets: Vec<u64> = numbers.skip(1).step_by(2).collect();
    let all = offsets.len();
    offsets.sort_unstable();
    offsets.dedup();
    (all - offsets.len()) as u64
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::pdf::content::pack;

    fn file(description: &str, data: &[u8]) -> Vec<u8> {
        let mut file = format!("%PDF-1.7\n1 0 obj\n<< {description} >>\nstream\n").into_bytes();
        file.extend_from_slice(data);
        file.extend_from_slice(b"\nendstream\nendobj\n");
        file
    }

    #[test]
    fn a_bomb_in_a_container_is_refused_however_it_is_wrapped() {
        let once = pack(&vec![b' '; MOST_OF_ONE + 1]).data;
        let twice = pack(&once).data;
        let hex: Vec<u8> = once.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).collect();
        for (description, data) in [
            ("/Type /ObjStm /N 1 /First 9 /Filter /FlateDecode", &once),
            ("/Type /#4fbjStm /N 1 /Filter 7 0 R", &once),
            ("/Type/XRef/Filter[/FlateDecode/FlateDecode]", &twice),
            ("/Type/ObjStm/Filter[/AHx/Fl]", &hex),
        ] {
            assert_eq!(weigh(&file(description, data)).unwrap_err(), UNPACKS, "{description}");
        }
        // Of a picture nothing is unpacked on opening.
        assert!(weigh(&file("/Subtype /Image /Filter /FlateDecode", &once)).is_ok());
    }

    #[test]
    fn a_flood_of_parts_is_refused() {
        let packed = pack(&b"0 ".repeat(7_000_000)).data;
        assert_eq!(weigh(&file("/Type /ObjStm /Filter /FlateDecode", &packed)).unwrap_err(), WORDY);
        assert_eq!(weigh(&b"[ ".repeat(7_000_000)).unwrap_err(), WORDY);
        assert_eq!(weigh(&b"<</A".repeat(600)).unwrap_err(), NESTED);
        assert!(weigh(&b"(a < b \\( < [) 1 0 obj << >> endobj".repeat(2_000)).is_ok());
        // The same part under two thousand numbers.
        let index: String = (0..2_000).map(|number| format!("{number} 0 ")).collect();
        let many = [index.as_bytes(), b"[", &b"0 ".repeat(10_000)].concat();
        assert_eq!(weigh(&file("/N 2000 /First 12890", &many)).unwrap_err(), WORDY);
        assert!(weigh(&file("/Type /ObjStm /First 9 /N 2", b"1 0 2 3 [1] [2]")).is_ok());
    }
}
