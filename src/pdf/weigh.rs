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

const UNPACKS: &str = "it unpacks to far more than any document holds, which can stop a computer";
const WORDY: &str = "it consists of far more parts than any document has, which can stop a computer";

/// Says why a file should not be opened.
pub fn weigh(bytes: &[u8]) -> Result<(), String> {
    let mut weight = Weight::default();
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
        if holds_parts(&description) {
            weight.unpacked(rest.get(..length).unwrap_or_default(), &description)?;
        }
        from = data + length + b"endstream".len();
    }
    weight.words(bytes.get(from..).unwrap_or_default())
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
        let of_one = words(&plain);
        let again = u64::from(memmem::find(description, b"/First").is_some()) * repeated(&plain);
        self.add(of_one.saturating_mul(1 + again))
    }

    fn words(&mut self, text: &[u8]) -> Result<(), String> {
        self.add(words(text))
    }

    fn add(&mut self, more: u64) -> Result<(), String> {
        self.words = self.words.saturating_add(more);
        if self.words > MOST_WORDS { Err(WORDY.to_owned()) } else { Ok(()) }
    }
}

/// Counts words and brackets.
fn words(text: &[u8]) -> u64 {
    let mut count = 0;
    let mut within = false;
    for letter in text {
        match letter {
            b' ' | b'\t' | b'\r' | b'\n' | b'\x0C' | 0 | b']' | b'>' | b')' => within = false,
            b'[' | b'<' | b'(' | b'/' => {
                count += 1;
                within = *letter == b'/';
            }
            _ => {
                count += u64::from(!within);
                within = true;
            }
        }
    }
    count
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
        let once = pack(&vec![b' '; 100 << 20]).data;
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
        // The same part under two thousand numbers.
        let index: String = (0..2_000).map(|number| format!("{number} 0 ")).collect();
        let many = [index.as_bytes(), b"[", &b"0 ".repeat(10_000)].concat();
        assert_eq!(weigh(&file("/N 2000 /First 12890", &many)).unwrap_err(), WORDY);
        assert!(weigh(&file("/Type /ObjStm /First 9 /N 2", b"1 0 2 3 [1] [2]")).is_ok());
    }
}
