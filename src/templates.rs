//! The built-in data files of `templates/`, compiled in so that the program is one file.

/// The rule catalogue.
pub const RULES: &str = include_str!("../templates/rules.toml");

/// Names of documents in further languages, and the words that stand beside them.
pub const NAMES: &str = include_str!("../templates/names.toml");

/// The federal legal holidays.
pub const FEDERAL_HOLIDAYS: &str = include_str!("../templates/calendars/federal-holidays.toml");

/// The built-in tracks: (file name, text), every file of `templates/tracks` in the order of their names.
pub const TRACKS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/tracks.rs"));

/// The text faces, all SIL Open Font License 1.1 (see `templates/fonts/LICENSE`).
pub const SERIF_REGULAR: &[u8] = include_bytes!("../templates/fonts/LiberationSerif-Regular.ttf");
/// The bold face.
pub const SERIF_BOLD: &[u8] = include_bytes!("../templates/fonts/LiberationSerif-Bold.ttf");
/// The italic face.
pub const SERIF_ITALIC: &[u8] = include_bytes!("../templates/fonts/LiberationSerif-Italic.ttf");

/// The style sheet of the HTML report.
pub const REPORT_STYLE: &str = include_str!("../templates/report/check.css");
