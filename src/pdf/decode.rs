//! Unpacks the plain filters of PDF step by step, with a ceiling, and says where the data is flawed.

use flate2::{Decompress, FlushDecompress, Status};

mod lzw;
mod text;

/// What one filter made of its data.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// What came out, up to the flaw or the ceiling.
    pub bytes: Vec<u8>,
    /// The data breaks off or makes no sense.
    pub flawed: bool,
    /// There is more than the ceiling allows.
    pub over: bool,
}

/// A filter that can be undone here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// `FlateDecode`.
    Flate,
    /// `LZWDecode`; with /EarlyChange 0 codes grow one code later.
    Lzw {
        /// The usual way.
        early: bool,
    },
    /// `ASCII85Decode`.
    Ascii85,
    /// `ASCIIHexDecode`.
    AsciiHex,
    /// `RunLengthDecode`.
    RunLength,
}

impl Filter {
    /// The filter of this name, long or short.
    pub fn named(name: &[u8]) -> Option<Filter> {
        Some(match name {
            b"FlateDecode" | b"Fl" => Filter::Flate,
            b"LZWDecode" | b"LZW" => Filter::Lzw { early: true },
            b"ASCII85Decode" | b"A85" => Filter::Ascii85,
            b"ASCIIHexDecode" | b"AHx" => Filter::AsciiHex,
            b"RunLengthDecode" | b"RL" => Filter::RunLength,
            _ => return None,
        })
    }

    /// Undoes the filter. Of what comes out no more than `ceiling` is kept.
    pub fn decode(self, data: &[u8], ceiling: usize) -> Decoded {
        match self {
            Filter::Flate => {
                let mut decoded = Decoded::default();
                let (flawed, over) = inflate(data, ceiling, |part| decoded.bytes.extend_from_slice(part));
                Decoded { flawed, over, ..decoded }
            }
            Filter::Lzw { early } => lzw::decode(data, early, ceiling),
            Filter::Ascii85 => text::ascii85(data, ceiling),
            Filter::AsciiHex => text::ascii_hex(data, ceiling),
            Filter::RunLength => text::run_length(data, ceiling),
        }
    }
}

/// Inflates piece by piece. Says whether the data is flawed, and whether there is more than the ceiling.
pub fn inflate(data: &[u8], ceiling: usize, mut take: impl FnMut(&[u8])) -> (bool, bool) {
    if data.is_empty() {
        return (false, false);
    }
    let mut inflater = Decompress::new(true);
    let mut piece = vec![0; 1 << 16];
    loop {
        let (read, written) = (inflater.total_in(), inflater.total_out());
        let rest = data.get(usize::try_from(read).unwrap_or(usize::MAX)..).unwrap_or_default();
        let status = inflater.decompress(rest, &mut piece, FlushDecompress::None);
        let made = usize::try_from(inflater.total_out() - written).unwrap_or(0);
        take(piece.get(..made).unwrap_or_default());
        if inflater.total_out() > ceiling as u64 {
            return (false, true);
        }
        match status {
            Ok(Status::StreamEnd) => return (false, false),
            Err(_) => return (true, false),
            // Nothing moves any more: the data has broken off.
            Ok(_) if made == 0 && inflater.total_in() == read => return (true, false),
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::Write;

    use super::*;

    fn deflated(plain: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::new(6));
        encoder.write_all(plain).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn whole_cut_and_spoilt_data_and_bombs_are_told_apart() {
        let plain: Vec<u8> = (0..200_000_u32).flat_map(|n| n.wrapping_mul(n).to_le_bytes()).collect();
        let packed = deflated(&plain);
        let whole = Filter::Flate.decode(&packed, 1 << 20);
        assert_eq!((whole.bytes == plain, whole.flawed, whole.over), (true, false, false));
        let cut = Filter::Flate.decode(&packed[..packed.len() / 2], 1 << 20);
        assert!(cut.flawed && cut.bytes.len() > 100_000 && plain.starts_with(&cut.bytes));
        let mut spoilt = packed.clone();
        *spoilt.last_mut().unwrap() ^= 1;
        assert!(Filter::Flate.decode(&spoilt, 1 << 20).flawed);
        let bomb = Filter::Flate.decode(&deflated(&vec![0; 3 << 20]), 1 << 20);
        assert!(bomb.over && bomb.bytes.len() < 2 << 20);
        assert_eq!(Filter::Flate.decode(b"", 9), Decoded::default());
    }

    #[test]
    fn the_examples_of_the_standard() {
        // ISO 32000-1, 7.4.4.2, example 1.
        let lzw = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
        let decoded = Filter::Lzw { early: true }.decode(&lzw, 99);
        assert_eq!(
            (decoded.bytes.as_slice(), decoded.flawed),
            (&[45, 45, 45, 45, 45, 65, 45, 45, 45, 66][..], false)
        );
        assert_eq!(Filter::AsciiHex.decode(b"48 656C6c6F 7>", 99).bytes, b"Hellop");
        assert_eq!(Filter::Ascii85.decode(b"87cURD]i,\"Ebo80~>", 99).bytes, b"Hello World!");
        assert_eq!(Filter::Ascii85.decode(b"z~>", 99).bytes, [0; 4]);
        assert_eq!(Filter::RunLength.decode(&[2, b'a', b'b', b'c', 254, b'x', 128], 99).bytes, b"abcxxx");
    }

    #[test]
    fn flaws_of_text_filters() {
        assert!(Filter::Ascii85.decode(b"87cUR{]i~>", 99).flawed);
        assert!(Filter::AsciiHex.decode(b"48xx>", 99).flawed);
        assert!(Filter::RunLength.decode(&[9, b'a'], 99).flawed);
        assert!(Filter::Lzw { early: true }.decode(&[0x80, 0x0B, 0xFF, 0xFF], 99).flawed);
        assert!(Filter::RunLength.decode(&[129, 0].repeat(100), 1000).over);
    }
}
