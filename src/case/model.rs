//! The types of a case.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};

use super::Places;
use crate::secret::Secret;

/// A whole `case.toml`.
#[derive(Debug, Clone, Default)]
pub struct Case {
    /// Track id, for example `asylum-court-filing`.
    pub track: String,
    /// Everyone in the application; the first is the principal.
    pub persons: Vec<Person>,
    /// Facts of the case, by name.
    pub facts: BTreeMap<String, Fact>,
    /// The representative, if any.
    pub counsel: Option<Counsel>,
    /// The immigration court, on the defensive track.
    pub court: Option<Court>,
    /// The USCIS interview, on the affirmative track.
    pub interview: Option<Interview>,
    /// Dates that a judge or an office set; they beat the rule of the same id.
    pub deadlines: Vec<DeadlineOverride>,
    /// What people know about single files; beats classification.
    pub documents: Vec<DocumentEntry>,
    /// Requirements that a person decided to do without.
    pub waivers: Vec<Waiver>,
    /// Who was asked for what, and when.
    pub requests: Vec<Request>,
    /// How the packet should look.
    pub packet: PacketSettings,
    /// Where the words stand that only the checklist can judge.
    pub places: Places,
    /// The passwords that are tried on locked files: those of the case, the environment and the prompt. The command
    /// line gathers them.
    pub passwords: Vec<Secret>,
}

impl Case {
    /// The principal applicant.
    pub fn principal(&self) -> Option<&Person> {
        self.persons.first()
    }

    /// The people of the application: the principal and everyone included.
    pub fn applicants(&self) -> Vec<&Person> {
        let included = |(number, person): &(usize, &Person)| *number == 0 || person.included;
        self.persons.iter().enumerate().filter(included).map(|(_, person)| person).collect()
    }

    /// The person with this handle.
    pub fn person(&self, id: &str) -> Option<&Person> {
        self.persons.iter().find(|person| person.id == id)
    }
}

/// A fact: something a condition can ask about.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// Yes or no.
    Bool(bool),
    /// A calendar date.
    Date(Date),
    /// A whole number.
    Number(i64),
    /// A word or sentence.
    Text(String),
    /// Several words.
    List(Vec<String>),
}

/// What a person is in the application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The applicant.
    Principal,
    /// The applicant's spouse.
    Spouse,
    /// A child of the applicant.
    Child,
}

impl Role {
    /// The word used in `case.toml`.
    pub fn word(self) -> &'static str {
        match self {
            Role::Principal => "principal",
            Role::Spouse => "spouse",
            Role::Child => "child",
        }
    }
}

/// One person of the case.
#[derive(Debug, Clone)]
pub struct Person {
    /// Handle: folder names and `[[document]]` use it.
    pub id: String,
    /// Full name as it should be printed.
    pub name: String,
    /// What the person is in the application.
    pub role: Role,
    /// A-number as written, for example `A000-000-001`.
    pub a_number: Option<String>,
    /// Date of birth.
    pub born: Option<Date>,
    /// Part of this application.
    pub included: bool,
    /// Facts of this person.
    pub facts: BTreeMap<String, Fact>,
}

/// The representative.
#[derive(Debug, Clone, Default)]
pub struct Counsel {
    /// Name as signed.
    pub name: Option<String>,
    /// Law firm or organisation.
    pub firm: Option<String>,
    /// Address lines.
    pub address: Vec<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// EOIR ID.
    pub eoir_id: Option<String>,
    /// State bar number.
    pub bar_number: Option<String>,
}

/// What kind of hearing is next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HearingKind {
    /// Merits hearing.
    Individual,
    /// Master calendar hearing.
    Master,
}

impl HearingKind {
    /// The word used in `case.toml`.
    pub fn word(self) -> &'static str {
        match self {
            HearingKind::Individual => "individual",
            HearingKind::Master => "master",
        }
    }
}

/// The immigration court and the next hearing.
#[derive(Debug, Clone, Default)]
pub struct Court {
    /// City of the court.
    pub city: Option<String>,
    /// State of the court.
    pub state: Option<String>,
    /// Immigration judge.
    pub judge: Option<String>,
    /// Next hearing, local time of the court.
    pub hearing: Option<DateTime>,
    /// Kind of the next hearing.
    pub hearing_kind: Option<HearingKind>,
    /// Is the respondent detained?
    pub detained: Option<bool>,
    /// Is the case filed through ECAS?
    pub ecas: Option<bool>,
    /// Kind of proceeding, for example `removal`.
    pub proceeding: Option<String>,
    /// The DHS office to serve on paper: address lines.
    pub dhs_address: Vec<String>,
}

/// The USCIS interview.
#[derive(Debug, Clone, Default)]
pub struct Interview {
    /// Asylum office.
    pub office: Option<String>,
    /// Date of the interview.
    pub date: Option<Date>,
    /// Receipt number.
    pub receipt_number: Option<String>,
    /// Language of the interview, as an ISO 639-1 code.
    pub language: Option<String>,
    /// How many days before the interview the office wants the evidence.
    pub lead_days: Option<i32>,
}

/// A date set by a judge or an office.
#[derive(Debug, Clone)]
pub struct DeadlineOverride {
    /// Id of the deadline in the track.
    pub id: String,
    /// The date set.
    pub date: Date,
    /// What set it, for example `Scheduling order of 2026-12-01`.
    pub reason: String,
}

/// What a person says about one file.
#[derive(Debug, Clone, Default)]
pub struct DocumentEntry {
    /// The file, relative to `evidence/`, with `/`.
    pub file: String,
    /// Requirement ids; empty = an exhibit in its own right.
    pub satisfies: Vec<String>,
    /// Handle of the person.
    pub person: Option<String>,
    /// Title for index and tab sheet.
    pub title: Option<String>,
    /// Date of the document.
    pub date: Option<Date>,
    /// The day on which the document expires.
    pub expires: Option<Date>,
    /// Language, ISO 639-1.
    pub language: Option<String>,
    /// This file is the English translation of that file (relative to `evidence/`).
    pub translation_of: Option<String>,
    /// This file is the translator's certificate of those files (relative to `evidence/`).
    pub certificate_for: Vec<String>,
    /// Only these pages, for example `1-3,7`.
    pub pages: Option<PageSelection>,
    /// Keep the file out of the packet, for this reason.
    pub exclude: Option<String>,
    /// What opens the file.
    pub password: Option<Password>,
    /// What happens to the comments in it; as the packet's other documents if absent.
    pub notes: Option<Notes>,
    /// Line in `case.toml`, for messages about this entry.
    pub line: usize,
}

/// Where the password of a locked file is to be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Password {
    /// Written in the case.
    Written(Secret),
    /// In this environment variable, so that it stands in no file.
    Environment(String),
}

/// A choice of pages, kept as written and as numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageSelection {
    /// As written: `1-3,7`.
    pub text: String,
    /// Inclusive ranges, in the order written, each at least 1.
    pub ranges: Vec<(u32, u32)>,
}

impl PageSelection {
    /// The page numbers meant, in the order written; `None` if one lies beyond `pages`.
    pub fn resolve(&self, pages: u32) -> Option<Vec<u32>> {
        if self.ranges.iter().any(|&(_, last)| last > pages) {
            return None;
        }
        Some(self.ranges.iter().flat_map(|&(first, last)| first..=last).collect())
    }
}

/// A requirement that a person decided to do without.
#[derive(Debug, Clone)]
pub struct Waiver {
    /// Requirement id.
    pub requirement: String,
    /// For this person only.
    pub person: Option<String>,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub on: Date,
}

/// Who was asked for what.
#[derive(Debug, Clone)]
pub struct Request {
    /// Requirement id.
    pub requirement: String,
    /// For this person.
    pub person: Option<String>,
    /// When it was asked for.
    pub asked: Date,
    /// Who was asked: `client` or a name.
    pub of: String,
    /// When it should be here.
    pub due: Option<Date>,
    /// Anything else.
    pub note: Option<String>,
}

/// How exhibits are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TabScheme {
    /// A … Z, AA, AB …
    #[default]
    Letters,
    /// 1, 2, 3 …
    Numbers,
}

/// How the packet should look.
#[derive(Debug, Clone, Default)]
pub struct PacketSettings {
    /// Title on cover; the track's own if absent.
    pub title: Option<String>,
    /// How exhibits are marked.
    pub tabs: Option<TabScheme>,
    /// Largest size of a volume in bytes; the track's own if absent.
    pub max_bytes: Option<u64>,
    /// What happens to the comments in documents; they are left out if absent.
    pub notes: Option<Notes>,
}

/// What happens to the comments (sticky notes, words behind highlights) in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notes {
    /// They are printed on the tab sheet of the exhibit.
    Include,
    /// They stay out of the packet.
    LeaveOut,
}

impl Notes {
    /// The words of the case file.
    pub const WORDS: &[(&str, Notes)] = &[("include", Notes::Include), ("leave-out", Notes::LeaveOut)];
}
