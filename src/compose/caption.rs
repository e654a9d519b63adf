//! What the case file has printed below a page of evidence: who and what is seen, when and where.

use super::pages::{Align, Strip, placed};
use super::sheet::Item;
use super::wrap::{Style, wrap};
use crate::plan::placement::Placement;

const CAPTION: Style = Style::regular(10.0);
/// White border at both sides.
const SIDE: f64 = 54.0;
/// White between the page and its caption, and below the caption.
const GAP: f64 = 6.0;

/// The height that a caption needs on paper of this width; 0 for none.
pub fn height(caption: &str, paper_width: f64) -> f64 {
    match lines(caption, paper_width).len() {
        0 => 0.0,
        lines => lines as f64 * CAPTION.leading() + 2.0 * GAP,
    }
}

/// The lines of a caption, right below the page that lies there.
pub fn items(caption: &str, place: &Placement) -> Vec<Item> {
    let strip = Strip { x: SIDE, width: place.paper_width - 2.0 * SIDE, align: Align::Centre };
    let top = place.y - GAP - CAPTION.size * 0.95;
    let lines = lines(caption, place.paper_width);
    let baselines = (0..).map(|line| top - f64::from(line) * CAPTION.leading());
    lines
        .iter()
        .zip(baselines)
        .filter_map(|(line, baseline)| placed(line, CAPTION, strip, baseline))
        .collect()
}

fn lines(caption: &str, paper_width: f64) -> Vec<String> {
    wrap(caption, CAPTION, paper_width - 2.0 * SIDE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::PageSize;
    use crate::plan::placement::{STAMP_BAND, place_above};

    #[test]
    fn a_long_caption_stands_between_the_picture_and_the_stamps() {
        let caption = "Ana Lopez with her brother in front of the burnt house in San Pedro. ".repeat(8);
        for (width, height_of) in [(3000, 4000), (4000, 3000), (200, 100)] {
            let size = PageSize::Pixels { width, height: height_of, dpi: None };
            let paper = crate::plan::placement::paper(size);
            let place = place_above(size, height(&caption, paper.0));
            let printed = items(&caption, &place);
            assert!(printed.len() >= 4, "it is wrapped");
            for item in printed {
                let Item::Text(text) = item else { continue };
                assert!(text.y > STAMP_BAND && text.y + text.size * 0.7 < place.y, "{text:?}");
                assert!(text.x >= SIDE - 0.01);
            }
        }
        assert_eq!(height("  ", 612.0), 0.0);
    }
}
