//! LZW as PDF has it: codes of 9 to 12 bits, high bit first.

use super::Decoded;

const CLEAR: usize = 256;
const END: usize = 257;
const WIDEST: u32 = 12;

pub fn decode(data: &[u8], early: bool, ceiling: usize) -> Decoded {
    let mut decoded = Decoded::default();
    // Of each code beyond 257: where in the output its bytes stand, and how many.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let mut previous: Option<(usize, usize)> = None;
    let (mut buffer, mut bits, mut width) = (0_u32, 0, 9);
    for byte in data {
        buffer = (buffer << 8) | u32::from(*byte);
        bits += 8;
        if bits < width {
            continue;
        }
        bits -= width;
        let code = ((buffer >> bits) & ((1 << width) - 1)) as usize;
        if code == CLEAR {
            table.clear();
            previous = None;
            width = 9;
            continue;
        }
        if code == END {
            return decoded;
        }
        let start = decoded.bytes.len();
        match (u8::try_from(code), table.get(code.wrapping_sub(258)), previous) {
            (Ok(literal), ..) => decoded.bytes.push(literal),
            (_, Some(&(from, length)), _) => decoded.bytes.extend_from_within(from..from + length),
            // The code that is just being made: what came before, and its first byte again.
            (_, None, Some((from, length))) if code == 258 + table.len() => {
                decoded.bytes.extend_from_within(from..from + length);
                decoded.bytes.extend_from_within(from..=from);
            }
            _ => {
                decoded.flawed = true;
                return decoded;
            }
        }
        if let Some((from, length)) = previous
            && table.len() < (1 << WIDEST) - 258
        {
            // What came before and the first byte of this: they stand side by side in the output.
            table.push((from, length + 1));
        }
        previous = Some((start, decoded.bytes.len() - start));
        if decoded.bytes.len() > ceiling {
            decoded.over = true;
            return decoded;
        }
        // The reader's table lags one entry behind the writer's.
        let next = 258 + table.len() + 1 + usize::from(early);
        width = match next {
            ..=512 => 9,
            513..=1024 => 10,
            1025..=2048 => 11,
            _ => WIDEST,
        };
    }
    // An end without the end mark is usual; nothing is missing.
    decoded
}
