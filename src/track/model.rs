//! The types of a track.

use std::sync::Arc;

use jiff::civil::Date;

use super::SubjectKind;
use super::condition::{Condition, Path};
use crate::books::Books;
use crate::finding::Severity;

/// A whole track file.
#[derive(Debug, Clone)]
pub struct Track {
    /// Id, for example `asylum-court-filing`.
    pub id: String,
    /// One line.
    pub title: String,
    /// Who decides: `immigration-court` or `uscis`.
    pub forum: Forum,
    /// When the file was last checked against its authorities.
    pub checked: Date,
    /// After this day the file counts as stale and every report says so.
    pub review_after: Date,
    /// SHA-256 of the track file, lower-case hex.
    pub sha256: String,
    /// Limits of the forum.
    pub limits: Limits,
    /// How fine scans and pictures have to be, if the forum says so.
    pub resolution: Option<Resolution>,
    /// The facts that conditions and deadlines may ask about.
    pub facts: Vec<FactDefinition>,
    /// The checklist, in the order of the packet.
    pub requirements: Vec<Requirement>,
    /// The deadlines.
    pub deadlines: Vec<DeadlineRule>,
    /// The kinds of packet that can be built; the first is the default.
    pub packets: Vec<PacketProfile>,
    /// What may be looked up: fees, editions, limits, holidays.
    pub books: Arc<Books>,
}

impl Track {
    /// The requirement with this id.
    pub fn requirement(&self, id: &str) -> Option<&Requirement> {
        self.requirements.iter().find(|requirement| requirement.id == id)
    }

    /// The definition of this fact.
    pub fn fact(&self, scope: FactScope, name: &str) -> Option<&FactDefinition> {
        self.facts.iter().find(|fact| fact.answers(scope) && fact.name == name)
    }
}

/// Who decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forum {
    /// EOIR.
    ImmigrationCourt,
    /// USCIS asylum office.
    Uscis,
}

/// Limits of the forum.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Largest volume in bytes.
    pub volume_bytes: u64,
    /// What says so.
    pub authority: Vec<String>,
}

/// How fine scans and pictures have to be, in pixels per inch as they lie on the page.
#[derive(Debug, Clone)]
pub struct Resolution {
    /// What the forum asks for.
    pub asked: u32,
    /// Below this a page is hard to read.
    pub legible: u32,
    /// What says so.
    pub authority: Vec<String>,
}

/// How a page stands against what the forum asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fineness {
    /// Hard to read.
    Illegible,
    /// Coarser than asked for.
    Coarse,
    /// As asked for.
    Fine,
}

impl Resolution {
    /// How a page of so many pixels per inch stands; rounding is forgiven.
    pub fn judge(&self, pixels_per_inch: f64) -> Fineness {
        let found = pixels_per_inch.round();
        if found < f64::from(self.legible) {
            Fineness::Illegible
        } else if found < f64::from(self.asked) {
            Fineness::Coarse
        } else {
            Fineness::Fine
        }
    }
}

/// Whose fact it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactScope {
    /// `[facts]` of the case.
    Case,
    /// `facts` of each person.
    Person,
    /// `facts` of each incident, witness, arrest or country.
    Each(SubjectKind),
}

/// What kind of value a fact has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactType {
    /// `true` or `false`.
    Bool,
    /// A date.
    Date,
    /// A whole number.
    Number,
    /// A text.
    Text,
    /// A list of texts.
    List,
}

/// A fact that conditions may ask about.
#[derive(Debug, Clone)]
pub struct FactDefinition {
    /// Name, for example `married`.
    pub name: String,
    /// Whose fact it is.
    pub scope: FactScope,
    /// What kind of value it has.
    pub kind: FactType,
    /// How to ask for it: "Is the principal married?"
    pub question: String,
    /// How to ask for it of one person, incident, arrest …, if `question` asks of all at once. Then `[facts]`
    /// may answer it for all: "Was anyone ever arrested?", "Was this arrest in the United States?"
    pub question_each: Option<String>,
    /// What a cover letter says where it is true.
    pub cover_note: Option<String>,
    /// The only values that it can have; none = any.
    pub one_of: Vec<String>,
}

impl FactDefinition {
    /// Can this scope answer it? A fact that can be asked of all at once is a fact of the case, too.
    pub fn answers(&self, scope: FactScope) -> bool {
        self.scope == scope || (scope == FactScope::Case && self.question_each.is_some())
    }
}

/// How strongly a requirement is required.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Always needed.
    Required,
    /// Needed when its condition holds.
    Conditional,
    /// Strongly advised; its absence is a warning.
    Recommended,
    /// May help; its absence is not mentioned.
    Optional,
}

/// For whom a requirement is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Once for the case.
    Case,
    /// Once, and it is the principal's.
    Principal,
    /// Once for every included person.
    Person,
    /// Once for every included spouse.
    Spouse,
    /// Once for every included child.
    Child,
    /// Once for every incident, witness, arrest or country of the case file; once for the case as long as it
    /// lists none.
    Each(SubjectKind),
}

impl Scope {
    /// Is it asked of persons?
    pub fn is_of_persons(self) -> bool {
        !matches!(self, Scope::Case | Scope::Each(_))
    }
}

/// Who can bring a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The client has it or can get it.
    Client,
    /// The office writes or fetches it.
    Office,
    /// A third person writes it: translator, doctor, witness.
    Third,
    /// casebinder writes it into the packet.
    Generated,
}

/// One item of the checklist.
#[derive(Debug, Clone)]
pub struct Requirement {
    /// Kebab-case id, the same on every track.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// Title of the exhibit in index and tab sheet; the title if absent.
    pub exhibit_title: Option<String>,
    /// Heading under which reports and index group it, for example `Identity`.
    pub section: String,
    /// How strongly it is required.
    pub level: Level,
    /// For whom it is asked.
    pub scope: Scope,
    /// When it applies; `None` = always.
    pub when: Option<Condition>,
    /// What says so.
    pub authority: Vec<String>,
    /// When this was last checked.
    pub checked: Date,
    /// How sure the authors are: `high`, `medium`, `low`.
    pub confidence: String,
    /// What satisfies it, in plain words.
    pub satisfied_by: String,
    /// Who can bring it.
    pub from: Source,
    /// How to ask the client for it, in plain words.
    pub ask: Option<String>,
    /// How files of it are usually named: words and phrases in any language, matched without accents
    /// and case against file and folder names.
    pub names: Vec<String>,
    /// Phrases that speak against it although a name matches ("translation of passport").
    pub not_names: Vec<String>,
    /// Document numbers of forms, for example `I-589`.
    pub forms: Vec<String>,
    /// Other requirements that satisfy this one as well (for example a statement why it cannot be had).
    pub or: Vec<String>,
    /// How many documents are needed, at least.
    pub at_least: u32,
    /// A statement why it cannot be had counts as well, if the `[[document]]` entry of the statement names it.
    pub statement: bool,
    /// No document but an answer in the case file satisfies it: this path must have a value.
    pub answered_by: Option<Path>,
    /// It is asked only once one of these deadlines has passed and was not met.
    pub after_deadline: Vec<String>,
    /// Is it bound into the packet? If not, why not.
    pub not_filed: Option<String>,
    /// What a cover letter says where it is enclosed; `{exhibits}` stands for the exhibits.
    pub cover_note: Option<String>,
    /// The requirement to which its documents belong: a State Department report is a paper on country
    /// conditions. A document of that one whose name has one of these `names` counts for both.
    pub part_of: Option<String>,
}

/// In which direction a deadline moves off weekends and holidays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Roll {
    /// To the next business day.
    Next,
    /// To the business day before.
    Previous,
    /// Not at all.
    None,
}

/// A length of time: calendar units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// Whole years.
    pub years: i16,
    /// Calendar days.
    pub days: i32,
}

/// What a dated line of the track is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DeadlineKind {
    /// A last day: to miss it has consequences.
    Deadline,
    /// A day from which something is possible or due; nothing is lost when it comes.
    Milestone,
    /// A day from which somebody should look after a paper that is not there yet.
    Reminder,
    /// The day on which a document expires.
    Expiry,
}

/// What a deadline without its date means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithoutDate {
    /// Ask for the date.
    Ask,
    /// Ask, and the case is not ready before it is known.
    Error,
    /// There is nothing to be told.
    Hide,
}

/// An earlier day that is shown beside the last one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierDay {
    /// How far before the day as counted.
    pub offset: Length,
    /// What it is, for example "the last day as some offices count".
    pub title: String,
}

/// One deadline of the track.
#[derive(Debug, Clone)]
pub struct DeadlineRule {
    /// Kebab-case id; `[[deadline]]` of the case uses it.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// What it is.
    pub kind: DeadlineKind,
    /// Asked of every included person, not of the case.
    pub of_person: bool,
    /// The date it counts from: `facts.last_arrival`, `court.hearing`, `interview.date` …
    pub from: String,
    /// That date in words, if its name does not say it: "the filing of the Form I-589".
    pub event: Option<String>,
    /// How far forward (negative: back) it lies.
    pub offset: Length,
    /// It comes again and again after so long; the next one counts.
    pub every: Option<Length>,
    /// A fact with the number of days that do not count: `facts.clock_stopped_days`.
    pub plus_days: Option<String>,
    /// The lead time by which an office may replace the offset: an id of `dated/lead-days.toml`.
    pub lead: Option<String>,
    /// The fee to be paid: an id of `dated/fees.toml`.
    pub fee: Option<String>,
    /// How it moves off weekends and holidays.
    pub roll: Roll,
    /// Earlier days that are shown beside it.
    pub earlier: Vec<EarlierDay>,
    /// When it applies; `None` = always.
    pub when: Option<Condition>,
    /// What it means that its date is not known.
    pub without_date: WithoutDate,
    /// The date which shows that it was met, for example `facts.filed_on`.
    pub met_by: Option<String>,
    /// The requirement whose paper shows that it was met.
    pub met_by_document: Option<String>,
    /// A requirement that makes a missed deadline no error (for example `one-year-exception`).
    pub cured_by: Option<String>,
    /// Deadlines whose `[[deadline]]` entry in the case sets this one as well.
    pub also_set_by: Vec<String>,
    /// Within so many days it counts as soon.
    pub warn_days: i32,
    /// How much it weighs when it is missed.
    pub missed: Severity,
    /// What to do when it cannot be computed for want of its `from` date, or is past.
    pub remedy: String,
    /// What says so.
    pub authority: Vec<String>,
    /// When this was last checked.
    pub checked: Date,
}

/// A kind of packet.
#[derive(Debug, Clone)]
pub struct PacketProfile {
    /// Id, for example `evidence`.
    pub id: String,
    /// Title on the cover.
    pub title: String,
    /// Title on the cover if the application is of several people; the title if absent.
    pub title_several: Option<String>,
    /// The parts in order.
    pub parts: Vec<Part>,
    /// The requirements whose documents are its exhibits, in their order; none = the whole checklist in its
    /// order.
    pub only: Vec<String>,
    /// The requirements whose documents stay out.
    pub without: Vec<String>,
}

impl PacketProfile {
    /// Does it hold all that the checklist asks for?
    pub fn is_whole(&self) -> bool {
        self.only.is_empty() && self.without.is_empty() && self.parts.contains(&Part::Exhibits)
    }

    /// Do documents of this requirement belong into the packet?
    pub fn holds(&self, id: &str) -> bool {
        let is = |other: &String| other == id;
        self.part_of(id).is_some()
            || (!self.without.iter().any(is) && (self.only.is_empty() || self.only.iter().any(is)))
    }

    /// Is it named as a part or an exhibit of the packet, so that it is bound whatever else is said of it?
    pub fn names(&self, id: &str) -> bool {
        self.part_of(id).is_some() || self.only.iter().any(|other| other == id)
    }

    /// The place among the parts of a requirement whose documents are a part of their own.
    pub fn part_of(&self, id: &str) -> Option<usize> {
        self.parts.iter().position(|part| matches!(part, Part::Document(other) if other == id))
    }
}

/// A part of a packet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Caption page of the court.
    CourtCover,
    /// Cover letter to USCIS.
    CoverLetter,
    /// Index of exhibits.
    Index,
    /// Tab sheets and evidence.
    Exhibits,
    /// Certificate of service.
    CertificateOfService,
    /// The documents of one requirement, outside the other exhibits: the form, the motion, the proposed order.
    Document(String),
}
