//! The rows of dated data.

use jiff::civil::Date;

use crate::track::Forum;

/// Everything that `templates/dated/` says.
#[derive(Debug, Clone, Default)]
pub struct Dated {
    /// The files it comes from.
    pub files: Vec<DatedFile>,
    /// Fees.
    pub fees: Vec<Fee>,
    /// Form editions.
    pub editions: Vec<Edition>,
    /// Limits and sizes.
    pub limits: Vec<Limit>,
    /// Lead days of offices.
    pub leads: Vec<Lead>,
    /// Filing addresses.
    pub addresses: Vec<Address>,
}

/// A file of dated data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedFile {
    /// Its name, for example `fees.toml`.
    pub name: String,
    /// Its title, for example `Fees`.
    pub title: String,
    /// When it was last checked as a whole.
    pub checked: Date,
    /// When its rows are stale, if they name no day of their own.
    pub review_after: Date,
}

/// What stands behind a row, and the days for which it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backing {
    /// The file in which it stands.
    pub file: String,
    /// The first day; `None` = from the beginning.
    pub from: Option<Date>,
    /// The last day; `None` = until further notice.
    pub until: Option<Date>,
    /// What says so.
    pub authority: Vec<String>,
    /// When that was last looked at.
    pub checked: Date,
    /// After this day it is stale.
    pub review_after: Date,
    /// `high`, `medium`, `low`.
    pub confidence: String,
    /// What else is to be known about it.
    pub note: Option<String>,
}

impl Backing {
    /// Does the row hold on this day?
    pub fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// A fee.
#[derive(Debug, Clone)]
pub struct Fee {
    /// Kebab-case id; several rows have it, one for each stretch of time.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// Who takes it.
    pub forum: Forum,
    /// Whole dollars.
    pub dollars: u64,
    /// What stands behind it.
    pub backing: Backing,
}

/// An edition of a form.
#[derive(Debug, Clone)]
pub struct Edition {
    /// The form, for example `I-589`.
    pub form: String,
    /// The edition date as printed: `07/28/26`.
    pub edition: String,
    /// Published, and not accepted.
    pub refused: bool,
    /// What stands behind it; its days are those on which the edition is accepted.
    pub backing: Backing,
}

/// A limit or size.
#[derive(Debug, Clone)]
pub struct Limit {
    /// Kebab-case id.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// How much.
    pub value: u64,
    /// Of what: `bytes`, `dpi`, `points` …
    pub unit: String,
    /// What stands behind it.
    pub backing: Backing,
}

/// How many days before an event an office wants something.
#[derive(Debug, Clone)]
pub struct Lead {
    /// What is wanted: `interview-evidence`.
    pub id: String,
    /// The office; `None` = every office that has no row of its own.
    pub office: Option<String>,
    /// Calendar days.
    pub days: i32,
    /// How many copies it wants, if known.
    pub copies: Option<u64>,
    /// What stands behind it.
    pub backing: Backing,
}

/// Where paper goes.
#[derive(Debug, Clone)]
pub struct Address {
    /// Kebab-case id.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// The form.
    pub form: String,
    /// `initial-filing`, `nunc-pro-tunc`.
    pub purpose: String,
    /// Postal codes of the states; `*` = all others.
    pub states: Vec<String>,
    /// The lines for the mail.
    pub mail: Vec<String>,
    /// The lines for couriers.
    pub courier: Vec<String>,
    /// What stands behind it.
    pub backing: Backing,
}

/// A file with rows that should have been looked at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// The file.
    pub file: DatedFile,
    /// Its stale rows, each name once.
    pub rows: Vec<String>,
    /// The earliest `review_after` among them.
    pub since: Date,
}
