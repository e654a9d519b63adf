//! Compresses rows the way PNG does: each row as its difference to its neighbours, whichever is smallest.

use std::io::Write;

use flate2::{Compression, write::ZlibEncoder};

/// How hard to compress, everywhere: the same bytes for the same picture.
const LEVEL: u32 = 6;

/// Compresses bytes as they are.
pub fn deflated(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(LEVEL));
    // Writing to memory does not fail; if it did, the reader of the volume would find the picture empty.
    let _ = encoder.write_all(data);
    encoder.finish().unwrap_or_default()
}

/// Compresses rows of `row` bytes with PNG predictors; `pixel` is the number of bytes of a pixel.
pub fn deflated_with_predictors(data: &[u8], row: usize, pixel: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(LEVEL));
    let mut above = vec![0; row];
    let mut tried = vec![0; row];
    let mut best = vec![0; row];
    for current in data.chunks_exact(row.max(1)) {
        let mut chosen = (0, u64::MAX);
        for filter in 0..=4 {
            let weight = filtered(filter, current, &above, pixel, &mut tried);
            if weight < chosen.1 {
                chosen = (filter, weight);
                std::mem::swap(&mut best, &mut tried);
            }
        }
        let _ = encoder.write_all(&[chosen.0]);
        let _ = encoder.write_all(&best);
        above.copy_from_slice(current);
    }
    encoder.finish().unwrap_or_default()
}

/// Applies one of the five filters; gives back how far the result is from silence.
fn filtered(filter: u8, current: &[u8], above: &[u8], pixel: usize, out: &mut [u8]) -> u64 {
    let first = pixel.min(current.len());
    // The first pixel has nothing on its left.
    for (index, rest) in out.iter_mut().enumerate().take(first) {
        let guess = match filter {
            2 | 4 => above[index],
            3 => above[index] / 2,
            _ => 0,
        };
        *rest = current[index].wrapping_sub(guess);
    }
    // One plain loop a filter: the machine does many bytes of such a loop at once.
    let others = out[first..].iter_mut().zip(&current[first..]);
    let left = &current[..current.len() - first];
    let (up, corner) = (&above[first..], &above[..above.len() - first]);
    match filter {
        1 => others.zip(left).for_each(|((rest, now), left)| *rest = now.wrapping_sub(*left)),
        2 => others.zip(up).for_each(|((rest, now), up)| *rest = now.wrapping_sub(*up)),
        3 => others
            .zip(left.iter().zip(up))
            .for_each(|((rest, now), (left, up))| *rest = now.wrapping_sub(left.midpoint(*up))),
        4 => others.zip(left.iter().zip(up.iter().zip(corner))).for_each(
            |((rest, now), (left, (up, corner)))| *rest = now.wrapping_sub(paeth(*left, *up, *corner)),
        ),
        _ => others.for_each(|(rest, now)| *rest = *now),
    }
    out.iter().map(|rest| u64::from((*rest).min(rest.wrapping_neg()))).sum()
}

/// The neighbour nearest to left + up - corner.
fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let sum = i16::from(left) + i16::from(up) - i16::from(corner);
    let far = |neighbour: u8| (sum - i16::from(neighbour)).abs();
    if far(left) <= far(up) && far(left) <= far(corner) {
        left
    } else if far(up) <= far(corner) {
        up
    } else {
        corner
    }
}
