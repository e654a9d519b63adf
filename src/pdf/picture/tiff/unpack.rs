//! Unpacks the compressions that a TIFF knows: LZW, PackBits, deflate, Zstandard.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

/// Unpacks PackBits, at most `limit` bytes.
pub fn pack_bits(packed: &[u8], limit: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = packed;
    while out.len() < limit
        && let Some((&count, after)) = rest.split_first()
    {
        match count {
            0..=127 => {
                let length = (usize::from(count) + 1).min(after.len());
                out.extend_from_slice(&after[..length]);
                rest = &after[length..];
            }
            128 => rest = after,
            _ => {
                let Some((&byte, after)) = after.split_first() else { break };
                out.resize(out.len() + 257 - usize::from(count), byte);
                rest = after;
            }
        }
    }
    out.truncate(limit);
    out
}

/// Unpacks deflate, at most `limit` bytes; what comes before an error is kept.
pub fn deflate(packed: &[u8], limit: usize) -> Vec<u8> {
    let mut out = Vec::new();
    // What was unpacked before an error stands in `out`; a picture that is too short is found by its length.
    let _ = ZlibDecoder::new(packed).take(limit as u64).read_to_end(&mut out);
    out
}

/// Unpacks Zstandard, at most `limit` bytes; what comes before an error is kept.
pub fn zstandard(packed: &[u8], limit: usize) -> Vec<u8> {
    let mut out = Vec::new();
    if let Ok(decoder) = ruzstd::decoding::StreamingDecoder::new(packed) {
        let _ = decoder.take(limit as u64).read_to_end(&mut out);
    }
    out
}

const CLEAR: u16 = 256;
const END: u16 = 257;

/// Unpacks LZW as TIFF writes it (high bit first, codes grow one early), at most `limit` bytes.
pub fn lzw(packed: &[u8], limit: usize) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::new();
    // Where in `out` each code's string begins, and how long it is; a code is the string before it and one byte.
    let mut strings: Vec<(usize, usize)> = Vec::new();
    let mut previous: Option<(usize, usize)> = None;
    let (mut buffer, mut held, mut width) = (0_u32, 0_u32, 9_u32);
    let mut bytes = packed.iter();
    while out.len() < limit {
        while held < width {
            let Some(byte) = bytes.next() else { return out };
            buffer = buffer << 8 | u32::from(*byte);
            held += 8;
        }
        held -= width;
        let code = (buffer >> held & ((1 << width) - 1)) as u16;
        match code {
            END => break,
            CLEAR => {
                strings.clear();
                previous = None;
                width = 9;
                continue;
            }
            _ => {}
        }
        let start = out.len();
        let index = usize::from(code).wrapping_sub(258);
        match (code, strings.get(index).copied(), previous) {
            (0..=255, _, _) => out.push(code as u8),
            (_, Some((from, length)), _) => out.extend_from_within(from..from + length),
            // The code that is just being made: the string before, and its first byte again.
            (_, None, Some((from, length))) if index == strings.len() => {
                out.extend_from_within(from..from + length);
                out.push(out[from]);
            }
            _ => return out,
        }
        if let Some((from, length)) = previous
            && strings.len() < 4096 - 258
        {
            // The new string is the one before and the first byte of this one, which stand side by side.
            strings.push((from, length + 1));
        }
        previous = Some((start, out.len() - start));
        width = match strings.len() + 258 + 1 {
            0..512 => 9,
            512..1024 => 10,
            1024..2048 => 11,
            _ => 12,
        };
    }
    out.truncate(limit);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pack_bits_as_its_makers_show_it() {
        // The example of Apple's technical note 1023.
        let packed =
            [0xFE, 0xAA, 0x02, 0x80, 0x00, 0x2A, 0xFD, 0xAA, 0x03, 0x80, 0x00, 0x2A, 0x22, 0xF7, 0xAA];
        let plain = [
            0xAA, 0xAA, 0xAA, 0x80, 0x00, 0x2A, 0xAA, 0xAA, 0xAA, 0xAA, 0x80, 0x00, 0x2A, 0x22, 0xAA, 0xAA,
            0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA,
        ];
        assert_eq!(pack_bits(&packed, 100), plain);
        assert_eq!(pack_bits(&packed, 5), plain[..5]);
        assert_eq!(pack_bits(&[0xFE], 5), Vec::<u8>::new());
    }

    #[test]
    fn lzw_as_the_standard_shows_it() {
        // TIFF 6.0, section 13: 7 7 7 8 8 7 7 6 6 makes the codes 256 7 258 8 8 258 6 6 257.
        let codes = [256_u32, 7, 258, 8, 8, 258, 6, 6, 257];
        let bits: String = codes.iter().map(|code| format!("{code:09b}")).collect();
        let packed: Vec<u8> = bits
            .as_bytes()
            .chunks(8)
            .map(|byte| byte.iter().enumerate().fold(0, |sum, (at, bit)| sum | (bit - b'0') << (7 - at)))
            .collect();
        assert_eq!(lzw(&packed, 100), [7, 7, 7, 8, 8, 7, 7, 6, 6]);
    }

    #[test]
    fn bombs_and_garbage_stay_small() {
        assert_eq!(pack_bits(&[0x81; 1000], 10).len(), 10);
        assert!(lzw(&[0xFF; 1000], 1 << 20).len() <= 1 << 20);
        assert!(deflate(&[0xFF; 1000], 10).is_empty());
    }
}
