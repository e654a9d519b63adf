//! Numbers and words without chance: the same seed gives the same ones everywhere.

/// A counter scrambled by multiplication and shifts (SplitMix64, Steele et al. 2014).
pub struct Noise(u64);

impl Noise {
    pub fn new(seed: usize) -> Self {
        Self(seed as u64)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        word ^ (word >> 31)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }
}

/// `count` made-up words.
pub fn words(seed: usize, count: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ka", "lo", "mi", "ter", "san", "do", "ra", "ven", "ti", "po", "gue", "la", "nor", "es", "cu", "bi"];
    let mut noise = Noise::new(seed);
    let mut text = String::new();
    for _ in 0..count {
        for _ in 0..=noise.below(3) {
            text.push_str(SYLLABLES[noise.below(16) as usize]);
        }
        text.push(' ');
    }
    text
}
