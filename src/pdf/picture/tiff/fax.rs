//! Fax codes: group 3 in one and two dimensions, group 4, and the run lengths of TIFF compression 2.

use fax::decoder::pels;
use fax::encoder::Encoder;
use fax::maps::{Mode, black, mode, white};
use fax::{BitReader as _, ByteReader, VecWriter};

/// How fax codes are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Runs alone, each row begun on a byte.
    Runs,
    /// Group 3; rows may refer to the row above.
    Group3 {
        /// Does a bit behind each row's end say whether the next refers to the row above?
        two_dimensional: bool,
    },
    /// Group 4.
    Group4,
}

/// Decoded rows: a set bit is black.
pub struct Rows {
    /// The rows, each begun on a byte.
    pub data: Vec<u8>,
    /// How many rows were in the codes.
    pub found: u32,
    /// Could all of them be read?
    pub sound: bool,
}

type Bits<'a> = ByteReader<Box<dyn Iterator<Item = Result<u8, std::convert::Infallible>> + 'a>>;

/// Decodes `height` rows of `width` pixels; rows that are missing stay white.
pub fn decode(codes: &[u8], scheme: Scheme, width: u32, height: u32) -> Rows {
    let row_bytes = (width as usize).div_ceil(8);
    let mut rows = Rows { data: vec![0; row_bytes * height as usize], found: 0, sound: true };
    // A few zeros behind the end: the tables look further ahead than the last code is long.
    let padded: Box<dyn Iterator<Item = _>> = Box::new(codes.iter().copied().chain([0; 4]).map(Ok));
    let Ok(mut bits) = Bits::new(padded);
    let mut above: Vec<u32> = Vec::new();
    let mut spoiled = 0;
    while rows.found < height {
        let start = rows.found as usize * row_bytes;
        let row = &mut rows.data[start..start + row_bytes];
        let read = match next_row(&mut bits, scheme) {
            Next::End => break,
            Next::Runs => runs(&mut bits, width, row),
            Next::Changes => changes(&mut bits, width, &above, row),
        };
        match read {
            Some(true) => rows.found += 1,
            // The end of the page, where a row could begin.
            Some(false) => break,
            None => {
                rows.sound = false;
                spoiled += 1;
                // A group 3 reader finds its way back at the next row's mark; the others are lost.
                if !matches!(scheme, Scheme::Group3 { .. }) || spoiled > 100 || !to_mark(&mut bits) {
                    row.fill(0);
                    break;
                }
                rows.found += 1;
            }
        }
        let row = &rows.data[start..start + row_bytes];
        above = changes_of(row, width);
        if scheme == Scheme::Runs {
            let rest = bits.bits_to_byte_boundary();
            let _ = bits.consume(rest);
        }
    }
    rows
}

enum Next {
    Runs,
    Changes,
    End,
}

fn next_row(bits: &mut Bits<'_>, scheme: Scheme) -> Next {
    let two_dimensional = match scheme {
        Scheme::Runs => return if bits.peek(1).is_some() { Next::Runs } else { Next::End },
        Scheme::Group4 => return Next::Changes,
        Scheme::Group3 { two_dimensional } => two_dimensional,
    };
    let mut marks = 0;
    let mut changes = false;
    // A mark is eleven zeros or more and a one; six in a row end the page.
    while bits.peek(11) == Some(0) {
        while bits.peek(1) == Some(0) {
            if bits.consume(1).is_err() {
                return Next::End;
            }
        }
        if bits.peek(1).is_none() || bits.consume(1).is_err() {
            return Next::End;
        }
        if two_dimensional {
            changes = bits.peek(1) == Some(0);
            let _ = bits.consume(1);
        }
        marks += 1;
        if marks > 1 && bits.peek(11) == Some(0) || marks > 5 {
            return Next::End;
        }
    }
    match (bits.peek(1), changes) {
        (None, _) => Next::End,
        (_, true) => Next::Changes,
        (_, false) => Next::Runs,
    }
}

/// Goes to where the next mark begins.
fn to_mark(bits: &mut Bits<'_>) -> bool {
    loop {
        match bits.peek(11) {
            Some(0) => return true,
            None => return false,
            Some(_) => {
                if bits.consume(1).is_err() {
                    return false;
                }
            }
        }
    }
}

/// The length of a run: as many long codes as there are, and a short one.
fn run(bits: &mut Bits<'_>, is_black: bool) -> Option<u32> {
    let mut sum: u32 = 0;
    loop {
        let part = if is_black { black::decode(bits) } else { white::decode(bits) }?;
        sum = sum.checked_add(part.into())?;
        if part < 64 {
            return Some(sum);
        }
    }
}

/// A row of runs. `Some(false)` is never the answer: the end of a page is seen before.
fn runs(bits: &mut Bits<'_>, width: u32, row: &mut [u8]) -> Option<bool> {
    let (mut at, mut is_black) = (0_u32, false);
    while at < width {
        let end = at.checked_add(run(bits, is_black)?)?;
        if end > width {
            return None;
        }
        if is_black {
            blacken(row, at, end);
        }
        (at, is_black) = (end, !is_black);
    }
    Some(true)
}

/// A row by its changes against the row above; `Some(false)` at the end of the page.
fn changes(bits: &mut Bits<'_>, width: u32, above: &[u32], row: &mut [u8]) -> Option<bool> {
    let (mut at, mut is_black, mut begun) = (0_u32, false, false);
    while at < width {
        // The next change above, right of here, that is away from the present colour; and the one after it.
        let first = above.partition_point(|change| *change < at || (begun && *change == at));
        let first = first + usize::from((first % 2 == 1) != is_black);
        let b1 = above.get(first).copied().unwrap_or(width);
        let b2 = above.get(first + 1).copied().unwrap_or(width);
        match mode::decode(bits)? {
            Mode::Pass => {
                if is_black {
                    blacken(row, at, b2);
                }
                at = b2;
            }
            Mode::Horizontal => {
                for _ in 0..2 {
                    let end = at.checked_add(run(bits, is_black)?)?;
                    if end > width {
                        return None;
                    }
                    if is_black {
                        blacken(row, at, end);
                    }
                    (at, is_black) = (end, !is_black);
                }
            }
            Mode::Vertical(by) => {
                let end = b1.checked_add_signed(by.into())?;
                if end < at || end > width {
                    return None;
                }
                if is_black {
                    blacken(row, at, end);
                }
                (at, is_black) = (end, !is_black);
            }
            Mode::EOF if !begun => return Some(false),
            Mode::EOF | Mode::Extension => return None,
        }
        begun = true;
    }
    Some(true)
}

fn blacken(row: &mut [u8], from: u32, to: u32) {
    for at in from..to {
        if let Some(byte) = row.get_mut(at as usize / 8) {
            *byte |= 0x80 >> (at % 8);
        }
    }
}

/// Where a row changes colour, white first.
fn changes_of(row: &[u8], width: u32) -> Vec<u32> {
    let mut changes = Vec::new();
    let mut is_black = false;
    for (index, byte) in row.iter().enumerate() {
        if *byte == if is_black { 0xFF } else { 0x00 } {
            continue;
        }
        for bit in 0..8 {
            let at = index as u32 * 8 + bit;
            if at < width && (byte & 0x80 >> bit != 0) != is_black {
                changes.push(at);
                is_black = !is_black;
            }
        }
    }
    changes
}

/// Rows in which a set bit is black, as group 4; `None` if the codes would not decode to the same rows.
pub fn encode(rows: &[u8], width: u32, height: u32) -> Option<Vec<u8>> {
    let row_bytes = (width as usize).div_ceil(8);
    let mut encoder = Encoder::new(VecWriter::new());
    for row in rows.chunks_exact(row_bytes.max(1)) {
        let changes = changes_of(row, width);
        encoder.encode_line(pels(&changes, width), width).ok()?;
    }
    let codes = encoder.finish().ok()?.finish();
    let back = decode(&codes, Scheme::Group4, width, height);
    (back.sound && back.found == height && same_pixels(&back.data, rows, width)).then_some(codes)
}

/// Are rows the same up to the last pixel? (The bits behind it do not count.)
fn same_pixels(one: &[u8], other: &[u8], width: u32) -> bool {
    let row_bytes = (width as usize).div_ceil(8).max(1);
    let last = if width.is_multiple_of(8) { 0xFF } else { !(0xFF_u8 >> (width % 8)) };
    one.len() == other.len()
        && one.chunks_exact(row_bytes).zip(other.chunks_exact(row_bytes)).all(|(one, other)| {
            let end = row_bytes - 1;
            one[..end] == other[..end] && (one[end] ^ other[end]) & last == 0
        })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Bits as text into bytes.
    fn bits(text: &str) -> Vec<u8> {
        let bits: Vec<u8> = text.bytes().filter(|byte| *byte != b' ').map(|byte| byte - b'0').collect();
        bits.chunks(8)
            .map(|byte| byte.iter().enumerate().fold(0, |sum, (at, bit)| sum | bit << (7 - at)))
            .collect()
    }

    #[test]
    fn group_4_by_the_recommendation() {
        // T.6 codes by hand, 8 pixels wide. Row 1: horizontal, white 2 (0111), black 3 (10), then V0 at the end.
        // Row 2: V0 V0 V0, the same again. Row 3: pass (0001), V0: white.
        let codes = bits("001 0111 10 1   1 1 1   0001 1   000000000001 000000000001");
        let rows = decode(&codes, Scheme::Group4, 8, 3);
        assert_eq!((rows.data.as_slice(), rows.found, rows.sound), (&[0x38, 0x38, 0x00][..], 3, true));
    }

    #[test]
    fn group_3_of_one_and_two_dimensions() {
        // White 2 (0111), black 3 (10), white 3 (1000) in 8 pixels, behind the mark of a row.
        let mark = "000000000001";
        let one = bits(&format!("{mark} 0111 10 1000 0000 {mark} 0111 10 1000 {mark}{mark}{mark}"));
        let rows = decode(&one, Scheme::Group3 { two_dimensional: false }, 8, 2);
        assert_eq!((rows.data.as_slice(), rows.sound), (&[0x38, 0x38][..], true));
        // A row of runs (1), then one by its changes (0): one pixel right, two pixels left, end.
        let two = bits(&format!("{mark}1 0111 10 1000 {mark}0 011 000010 1 {mark}1{mark}1"));
        let rows = decode(&two, Scheme::Group3 { two_dimensional: true }, 8, 2);
        assert_eq!((rows.data.as_slice(), rows.sound), (&[0x38, 0x00][..], true));
    }

    #[test]
    fn runs_begin_on_bytes() {
        let codes = bits("0111 10 1000 000000   0111 10 1000 000000");
        let rows = decode(&codes, Scheme::Runs, 8, 2);
        assert_eq!((rows.data.as_slice(), rows.found), (&[0x38, 0x38][..], 2));
    }

    #[test]
    fn a_spoiled_row_does_not_spoil_the_next() {
        let mark = "000000000001";
        // Black 64 and more cannot be in 8 pixels.
        let codes = bits(&format!("{mark} 0111 0000001111 11 {mark} 0111 10 1000 {mark}{mark}"));
        let rows = decode(&codes, Scheme::Group3 { two_dimensional: false }, 8, 2);
        assert!(!rows.sound);
        assert_eq!((rows.found, rows.data[1]), (2, 0x38));
    }

    #[test]
    fn what_is_encoded_decodes_to_the_same() {
        // A pattern that meets pass, horizontal and all vertical modes.
        let (width, height) = (203, 64);
        let row_bytes = 26;
        let mut rows = vec![0_u8; row_bytes * height];
        let mut seed = 12_345_u32;
        for (index, byte) in rows.iter_mut().enumerate() {
            seed = seed.wrapping_mul(1_103_515_245).wrapping_add(12_345);
            *byte = match index / row_bytes % 4 {
                0 => 0,
                1 => (seed >> 16) as u8,
                2 => 0x0F,
                _ => 0x1E,
            };
        }
        let codes = encode(&rows, width, height as u32).unwrap();
        assert!(same_pixels(&decode(&codes, Scheme::Group4, width, height as u32).data, &rows, width));
    }

    #[test]
    fn garbage_ends() {
        for byte in [0x00, 0xFF, 0x55, 0x01] {
            for scheme in [Scheme::Runs, Scheme::Group4, Scheme::Group3 { two_dimensional: true }] {
                decode(&[byte; 300], scheme, 100, 1000);
            }
        }
    }
}
