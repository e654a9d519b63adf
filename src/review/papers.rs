//! The papers on the desk: every file that goes into the packet or is filed beside it, with what it says.

use jiff::civil::Date;

use super::words::Plain;
use crate::case::{Case, Fact, Person};
use crate::classify::{Confidence, Disposition, Evidence, EvidenceFile};
use crate::dated::Limit;
use crate::intake::{Content, State};
use crate::track::{Forum, Track};

/// A paper with fewer letters than this is a picture: a stray word does not make it readable.
const FEWEST_LETTERS: usize = 60;

/// A file and what it says.
pub struct Paper<'a> {
    /// The file.
    pub file: &'a EvidenceFile,
    /// The words of its pages and its fields, as they stand.
    pub text: String,
    /// The same as plain words.
    pub plain: Plain,
}

/// Everything that a check may look at.
pub struct Desk<'a> {
    /// All files.
    pub evidence: &'a Evidence,
    /// The case.
    pub case: &'a Case,
    /// The law.
    pub track: &'a Track,
    /// The day of the check.
    pub today: Date,
    /// The last day for filing within a year of the arrival, if it is known.
    pub one_year: Option<Date>,
    /// The files that are meant to be used.
    pub papers: Vec<Paper<'a>>,
}

impl<'a> Desk<'a> {
    /// Lays out the papers.
    pub fn new(
        evidence: &'a Evidence,
        case: &'a Case,
        track: &'a Track,
        today: Date,
        one_year: Option<Date>,
    ) -> Desk<'a> {
        let used = |file: &&EvidenceFile| {
            file.disposition == Disposition::Assigned
                && file.confidence >= Confidence::Named
                && file.source.state == State::Sound
        };
        let papers = evidence.files.iter().filter(used).map(|file| {
            let text = file.source.content.whole();
            let plain = Plain::of(&text);
            Paper { file, text, plain }
        });
        Desk { evidence, case, track, today, one_year, papers: papers.collect() }
    }

    /// The papers that stand for this requirement.
    pub fn papers_for<'d>(&'d self, id: &'d str) -> impl Iterator<Item = &'d Paper<'a>> {
        self.papers.iter().filter(move |paper| paper.is(id))
    }

    /// The person whose paper it is; nobody's is the principal's.
    pub fn owner(&self, paper: &Paper<'_>) -> Option<&'a Person> {
        match &paper.file.person {
            Some(id) => self.case.person(id),
            None => self.case.principal(),
        }
    }

    /// A limit on the day of the check.
    pub fn limit(&self, id: &str) -> Option<&Limit> {
        self.track.books.dated.limit(id, self.today)
    }

    /// A limit as a number.
    pub fn number(&self, id: &str) -> Option<u64> {
        self.limit(id).map(|limit| limit.value)
    }

    /// A yes-or-no fact of the case.
    pub fn fact(&self, name: &str) -> Option<bool> {
        match self.case.facts.get(name)? {
            Fact::Bool(is) => Some(*is),
            _ => None,
        }
    }

    /// A date among the facts of the case.
    pub fn date(&self, name: &str) -> Option<Date> {
        match self.case.facts.get(name)? {
            Fact::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// The day on which the application was filed, if that has happened.
    pub fn filed_on(&self) -> Option<Date> {
        self.date("filed_on").filter(|filed| *filed <= self.today)
    }

    /// Is the case before the immigration court?
    pub fn is_court(&self) -> bool {
        self.track.forum == Forum::ImmigrationCourt
    }
}

impl<'a> Paper<'a> {
    /// Does it stand for this requirement?
    pub fn is(&self, id: &str) -> bool {
        self.file.satisfies.iter().any(|satisfied| satisfied == id)
    }

    /// Does it stand for any of these?
    pub fn is_any(&self, ids: &[&str]) -> bool {
        ids.iter().any(|id| self.is(id))
    }

    /// Its path.
    pub fn path(&self) -> &'a str {
        &self.file.source.path
    }

    /// What it says.
    pub fn content(&self) -> &'a Content {
        &self.file.source.content
    }

    /// Has it enough text to speak about?
    pub fn is_readable(&self) -> bool {
        self.plain.letters() >= FEWEST_LETTERS
    }

    /// Was all of it read, with words on every page?
    pub fn is_wholly_read(&self) -> bool {
        let content = self.content();
        content.unread == 0
            && !content.pages.is_empty()
            && content.pages.iter().all(|page| page.chars().filter(|c| c.is_alphabetic()).count() >= 10)
    }

    /// Is page `number` (from 1) among those that are filed?
    pub fn is_filed(&self, number: u32) -> bool {
        self.file.selection.as_ref().is_none_or(|selection| {
            selection.ranges.iter().any(|(first, last)| (*first..=*last).contains(&number))
        })
    }

    /// Is it a translation, or the certificate of one?
    pub fn belongs_to_a_translation(&self) -> bool {
        self.file.translation_of.is_some()
            || self.file.translates.is_some()
            || !self.file.certificate_for.is_empty()
            || self.is_any(&["translation", "translator-certificate"])
    }
}

/// "Maria" of "Maria Elena LOPEZ GARCIA".
pub fn first_name(person: &Person) -> &str {
    person.name.split_whitespace().next().unwrap_or(&person.name)
}

/// The words of a person's name, as plain words of at least three letters.
pub fn name_words(name: &str) -> Vec<String> {
    let plain = Plain::of(name);
    plain.words().filter(|word| word.chars().count() >= 3).map(str::to_owned).collect()
}

/// The surnames: the words in capitals, else what stands before a comma, else the last word.
pub fn surnames(name: &str) -> Vec<String> {
    let is_capitals = |word: &str| {
        word.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !word.chars().any(char::is_lowercase)
    };
    let capitals: Vec<&str> = name.split_whitespace().filter(|word| is_capitals(word)).collect();
    let all = name.split_whitespace().count();
    let surnames = if !capitals.is_empty() && capitals.len() < all {
        capitals.join(" ")
    } else if let Some((before, _)) = name.split_once(',') {
        before.to_owned()
    } else {
        name.split_whitespace().next_back().unwrap_or_default().to_owned()
    };
    name_words(&surnames)
}
