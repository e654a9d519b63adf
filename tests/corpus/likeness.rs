//! When two pictures of a page are the same picture.

/// A picture, three bytes a pixel.
pub struct Picture {
    pub width: usize,
    pub height: usize,
    pub rgb: Vec<u8>,
}

/// How two pictures compare.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Likeness {
    /// Every pixel is equal, or as good as: see [`MOST_STRAY`].
    Same,
    /// So many pixels differ beyond the tolerance.
    Differs(usize),
    /// The pictures are not of the same size.
    Size,
    /// One shows nothing at all, the other does.
    Blank,
}

/// Two values of a colour that differ by no more than this are the same to the eye at the edge of a letter.
const TOLERANCE: u8 = 64;
/// Pixels for which no pixel within one pixel's distance in the other picture is the same, in ten thousand.
const MOST_STRAY: usize = 2;

impl Picture {
    fn at(&self, x: usize, y: usize) -> [u8; 3] {
        let start = (y * self.width + x) * 3;
        [self.rgb[start], self.rgb[start + 1], self.rgb[start + 2]]
    }

    /// Nothing but one colour.
    fn is_blank(&self) -> bool {
        let first = &self.rgb[..3.min(self.rgb.len())];
        self.rgb.chunks_exact(3).all(|pixel| pixel.iter().zip(first).all(|(a, b)| a.abs_diff(*b) <= 8))
    }
}

/// Compares two pictures. Sizes may differ by the pixel to which a renderer rounds.
pub fn compare(one: &Picture, other: &Picture) -> Likeness {
    if one.width.abs_diff(other.width) > 1 || one.height.abs_diff(other.height) > 1 {
        return Likeness::Size;
    }
    if one.rgb == other.rgb {
        return Likeness::Same;
    }
    if one.is_blank() != other.is_blank() {
        return Likeness::Blank;
    }
    let (width, height) = (one.width.min(other.width), one.height.min(other.height));
    let stray = stray(one, other, width, height) + stray(other, one, width, height);
    if stray * 10_000 <= MOST_STRAY * width * height { Likeness::Same } else { Likeness::Differs(stray) }
}

/// Pixels of one picture that have no like within one pixel's distance in the other.
fn stray(one: &Picture, other: &Picture, width: usize, height: usize) -> usize {
    let like = |a: [u8; 3], b: [u8; 3]| a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= TOLERANCE);
    let mut stray = 0;
    // The outermost pixels are partly page and partly nothing: renderers fill them as they like.
    for y in 1..height.saturating_sub(1) {
        for x in 1..width.saturating_sub(1) {
            let pixel = one.at(x, y);
            if like(pixel, other.at(x, y)) {
                continue;
            }
            let near = (y.saturating_sub(1)..(y + 2).min(height))
                .any(|v| (x.saturating_sub(1)..(x + 2).min(width)).any(|u| like(pixel, other.at(u, v))));
            stray += usize::from(!near);
        }
    }
    stray
}
