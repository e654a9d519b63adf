//! ASCII85, ASCIIHex and run lengths.

use super::Decoded;

pub fn ascii85(data: &[u8], ceiling: usize) -> Decoded {
    let mut decoded = Decoded::default();
    let (mut group, mut digits) = (0_u64, 0);
    for &letter in data {
        match letter {
            b'z' if digits == 0 => decoded.bytes.extend_from_slice(&[0; 4]),
            b'!'..=b'u' => {
                group = group * 85 + u64::from(letter - b'!');
                digits += 1;
                if digits == 5 {
                    decoded.flawed |= group > u64::from(u32::MAX);
                    decoded.bytes.extend_from_slice(&(group as u32).to_be_bytes());
                    (group, digits) = (0, 0);
                }
            }
            b'~' => break,
            b' ' | b'\t' | b'\r' | b'\n' | b'\x0C' | 0 => {}
            _ => decoded.flawed = true,
        }
        if decoded.bytes.len() > ceiling {
            decoded.over = true;
        }
        if decoded.over || decoded.flawed {
            return decoded;
        }
    }
    if digits > 1 {
        for _ in digits..5 {
            group = group * 85 + 84;
        }
        decoded.flawed |= group > u64::from(u32::MAX);
        decoded.bytes.extend_from_slice((group as u32).to_be_bytes().get(..digits - 1).unwrap_or_default());
    }
    decoded
}

pub fn ascii_hex(data: &[u8], ceiling: usize) -> Decoded {
    let mut decoded = Decoded::default();
    let mut half = None;
    for &letter in data {
        let digit = match letter {
            b'>' => break,
            b' ' | b'\t' | b'\r' | b'\n' | b'\x0C' | 0 => continue,
            _ => char::from(letter).to_digit(16),
        };
        match (digit, half) {
            (None, _) => decoded.flawed = true,
            (Some(digit), None) => half = Some(digit),
            (Some(digit), Some(high)) => {
                decoded.bytes.push((high << 4 | digit) as u8);
                half = None;
            }
        }
        if decoded.bytes.len() > ceiling {
            decoded.over = true;
        }
        if decoded.over || decoded.flawed {
            return decoded;
        }
    }
    decoded.bytes.extend(half.map(|high| (high << 4) as u8));
    decoded
}

pub fn run_length(data: &[u8], ceiling: usize) -> Decoded {
    let mut decoded = Decoded::default();
    let mut rest = data;
    while let Some((&length, behind)) = rest.split_first() {
        if length == 128 {
            break;
        }
        let (copies, taken) =
            if length < 128 { (1, usize::from(length) + 1) } else { (257 - usize::from(length), 1) };
        let Some((run, behind)) = behind.split_at_checked(taken) else {
            decoded.bytes.extend_from_slice(if length < 128 { behind } else { &[] });
            decoded.flawed = true;
            return decoded;
        };
        for _ in 0..copies {
            decoded.bytes.extend_from_slice(run);
        }
        if decoded.bytes.len() > ceiling {
            decoded.over = true;
            return decoded;
        }
        rest = behind;
    }
    decoded
}
