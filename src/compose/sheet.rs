//! A sheet: texts, lines and links at places on paper.

/// What casebinder prints on one page of the packet. Origin at the lower left, lengths in points.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Width of the paper.
    pub width: f64,
    /// Height of the paper.
    pub height: f64,
    /// What is printed, in painting order.
    pub items: Vec<Item>,
    /// Areas that lead to another page of the packet.
    pub links: Vec<SheetLink>,
}

/// Something printed.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A run of text on one baseline.
    Text(Text),
    /// A straight line.
    Line {
        /// Start.
        from: (f64, f64),
        /// End.
        to: (f64, f64),
        /// Thickness.
        thickness: f64,
    },
}

/// A run of text on one baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// Left end of the baseline.
    pub x: f64,
    /// Height of the baseline.
    pub y: f64,
    /// Font size.
    pub size: f64,
    /// Face.
    pub face: Face,
    /// The text, NFC.
    pub text: String,
}

/// The text faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Face {
    /// Upright.
    Regular,
    /// Bold.
    Bold,
    /// Italic.
    Italic,
}

/// An area that leads to another page of the packet.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetLink {
    /// Left edge.
    pub x: f64,
    /// Lower edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// Number of the page it leads to.
    pub to_page: u32,
}
