//! The built-in data files of `templates/`, compiled in so that the program is one file.

/// The rule catalogue.
pub const RULES: &str = include_str!("../templates/rules.toml");

/// Names of documents in further languages, and the words that stand beside them.
pub const NAMES: &str = include_str!("../templates/names.toml");

/// The calendars: (file name, text).
pub const CALENDARS: &[(&str, &str)] =
    &[("federal-holidays.toml", include_str!("../templates/calendars/federal-holidays.toml"))];

/// The built-in tracks: (file name, text).
pub const TRACKS: &[(&str, &str)] = &[
    ("asylum-court-filing.toml", include_str!("../templates/tracks/asylum-court-filing.toml")),
    ("asylum-uscis-interview.toml", include_str!("../templates/tracks/asylum-uscis-interview.toml")),
];

/// The dated data: (file name, text).
pub const DATED: &[(&str, &str)] = &[
    ("addresses.toml", include_str!("../templates/dated/addresses.toml")),
    ("editions.toml", include_str!("../templates/dated/editions.toml")),
    ("fees.toml", include_str!("../templates/dated/fees.toml")),
    ("lead-days.toml", include_str!("../templates/dated/lead-days.toml")),
    ("limits.toml", include_str!("../templates/dated/limits.toml")),
];

/// What is known about the fields of Form I-589.
pub const FORM_I589: &str = include_str!("../templates/forms/i-589.toml");

/// The text faces, all SIL Open Font License 1.1 (see `templates/fonts/LICENSE`).
pub const SERIF_REGULAR: &[u8] = include_bytes!("../templates/fonts/LiberationSerif-Regular.ttf");
/// The bold face.
pub const SERIF_BOLD: &[u8] = include_bytes!("../templates/fonts/LiberationSerif-Bold.ttf");
/// The italic face.
pub const SERIF_ITALIC: &[u8] = include_bytes!("../templates/fonts/LiberationSerif-Italic.ttf");

/// The style sheet of the HTML report.
pub const REPORT_STYLE: &str = include_str!("../templates/report/check.css");
