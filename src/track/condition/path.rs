//! What a condition or a deadline can ask about.

use std::fmt;

use crate::track::{FactDefinition, FactScope, FactType, SubjectKind};

/// Something that has a value in a case: a fact, or a field of the case that every track knows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Path {
    /// `facts.NAME`: a fact of the case, declared in the track.
    CaseFact(String),
    /// `person.NAME`: a fact of a person, declared in the track.
    PersonFact(String),
    /// `incident.NAME`, `witness.NAME`, `arrest.NAME`, `country.NAME`: a fact of one of them, declared in the track.
    SubjectFact(SubjectKind, String),
    PersonRole,
    PersonIncluded,
    PersonAge,
    CourtDetained,
    CourtEcas,
    CourtHearing,
    CourtHearingKind,
    CourtJudge,
    CounselPresent,
    InterviewDate,
    InterviewLanguage,
    InterviewScheduled,
    CaseApplicants,
    CaseChildren,
    Today,
}

/// The paths that exist on every track, as they are written.
const BUILT_IN: &[(&str, Path)] = &[
    ("person.role", Path::PersonRole),
    ("person.included", Path::PersonIncluded),
    ("person.age", Path::PersonAge),
    ("court.detained", Path::CourtDetained),
    ("court.ecas", Path::CourtEcas),
    ("court.hearing", Path::CourtHearing),
    ("court.hearing_kind", Path::CourtHearingKind),
    ("court.judge", Path::CourtJudge),
    ("counsel.present", Path::CounselPresent),
    ("interview.date", Path::InterviewDate),
    ("interview.language", Path::InterviewLanguage),
    ("interview.scheduled", Path::InterviewScheduled),
    ("case.applicants", Path::CaseApplicants),
    ("case.children", Path::CaseChildren),
    ("today", Path::Today),
];

impl Path {
    /// Reads a path; `None` if there can be no such path on any track.
    pub fn parse(text: &str) -> Option<Path> {
        if let Some((_, path)) = BUILT_IN.iter().find(|(word, _)| *word == text) {
            return Some(path.clone());
        }
        let (group, name) = text.split_once('.')?;
        if !is_name(name) {
            return None;
        }
        match group {
            "facts" => Some(Path::CaseFact(name.to_owned())),
            "person" => Some(Path::PersonFact(name.to_owned())),
            _ => {
                let kind = SubjectKind::ALL.into_iter().find(|kind| kind.word() == group)?;
                Some(Path::SubjectFact(kind, name.to_owned()))
            }
        }
    }

    /// The path of a declared fact.
    pub fn of(fact: &FactDefinition) -> Path {
        match fact.scope {
            FactScope::Case => Path::CaseFact(fact.name.clone()),
            FactScope::Person => Path::PersonFact(fact.name.clone()),
            FactScope::Each(kind) => Path::SubjectFact(kind, fact.name.clone()),
        }
    }

    /// Is it asked of a person?
    pub fn is_of_person(&self) -> bool {
        matches!(self, Path::PersonFact(_) | Path::PersonRole | Path::PersonIncluded | Path::PersonAge)
    }

    /// Is it asked of an incident, a witness, an arrest or a country?
    pub fn subject_kind(&self) -> Option<SubjectKind> {
        match self {
            Path::SubjectFact(kind, _) => Some(*kind),
            _ => None,
        }
    }

    /// The fact that must be declared for it, if it is not built in.
    pub fn fact(&self) -> Option<(FactScope, &str)> {
        match self {
            Path::CaseFact(name) => Some((FactScope::Case, name)),
            Path::PersonFact(name) => Some((FactScope::Person, name)),
            Path::SubjectFact(kind, name) => Some((FactScope::Each(*kind), name)),
            _ => None,
        }
    }

    /// The type of its value, if it is built in.
    pub fn built_in_type(&self) -> Option<FactType> {
        match self {
            Path::CaseFact(_) | Path::PersonFact(_) | Path::SubjectFact(..) => None,
            Path::PersonIncluded
            | Path::CourtDetained
            | Path::CourtEcas
            | Path::CounselPresent
            | Path::InterviewScheduled => Some(FactType::Bool),
            Path::PersonAge | Path::CaseApplicants | Path::CaseChildren => Some(FactType::Number),
            Path::CourtHearing | Path::InterviewDate | Path::Today => Some(FactType::Date),
            Path::PersonRole | Path::CourtHearingKind | Path::CourtJudge | Path::InterviewLanguage => {
                Some(FactType::Text)
            }
        }
    }

    /// The only values it can have, where they are few.
    pub fn choices(&self) -> Option<&'static [&'static str]> {
        match self {
            Path::PersonRole => Some(&["principal", "spouse", "child"]),
            Path::CourtHearingKind => Some(&["individual", "master"]),
            _ => None,
        }
    }

    /// The built-in paths as they are written, for suggestions.
    pub fn built_in_words() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(word, _)| *word)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::CaseFact(name) => write!(out, "facts.{name}"),
            Path::PersonFact(name) => write!(out, "person.{name}"),
            Path::SubjectFact(kind, name) => write!(out, "{}.{name}", kind.word()),
            other => {
                let word = BUILT_IN.iter().find(|(_, path)| path == other).map_or("", |(word, _)| word);
                out.write_str(word)
            }
        }
    }
}

/// Letters, digits and underscores, beginning with a letter.
pub fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_path_reads_back_as_it_is_written() {
        for word in Path::built_in_words() {
            assert_eq!(Path::parse(word).map(|path| path.to_string()).as_deref(), Some(word));
        }
    }

    #[test]
    fn a_path_is_a_known_group_and_one_name() {
        assert_eq!(Path::parse("facts.married"), Some(Path::CaseFact("married".to_owned())));
        assert_eq!(Path::parse("person.has_passport"), Some(Path::PersonFact("has_passport".to_owned())));
        let arrest = Path::SubjectFact(SubjectKind::Arrest, "abroad".to_owned());
        assert_eq!(arrest.to_string(), "arrest.abroad");
        assert_eq!(Path::parse("arrest.abroad"), Some(arrest));
        for wrong in ["married", "facts", "facts.", "facts.a.b", "court.room", "facts.9", "", ".", "Today"] {
            assert_eq!(Path::parse(wrong), None, "{wrong}");
        }
    }
}
