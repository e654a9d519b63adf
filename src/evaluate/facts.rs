//! What is known: the value of a path in a case.

use jiff::civil::Date;

use crate::case::{Case, Fact, Person, Role, Subject};
use crate::track::condition::Path;
use crate::track::{FactScope, FactType, SubjectKind, Track};

/// Where conditions look things up.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The case.
    pub case: &'a Case,
    /// The person that a condition is asked about; `None` = nobody in particular.
    pub person: Option<&'a Person>,
    /// The incident, witness, arrest or country that it is asked about; `None` = none in particular.
    pub subject: Option<&'a Subject>,
    /// The day of the check.
    pub today: Date,
}

impl<'a> Facts<'a> {
    /// The value of a path; `None` if it is not known.
    pub fn value(self, path: &Path) -> Option<Fact> {
        let case = self.case;
        let text = |text: &Option<String>| text.clone().map(Fact::Text);
        match path {
            Path::CaseFact(name) => said_once(case, name),
            Path::PersonFact(name) => match self.person {
                Some(person) => person
                    .facts
                    .get(name)
                    .cloned()
                    .or_else(|| said_of_all(case, name, case.applicants().len())),
                None => said_once(case, name),
            },
            Path::SubjectFact(kind, name) => match self.subject.filter(|subject| subject.kind == *kind) {
                Some(subject) => {
                    let all = case.subjects_of(*kind).count();
                    subject.facts.get(name).cloned().or_else(|| said_of_all(case, name, all))
                }
                None => said_once(case, name),
            },
            Path::PersonRole => Some(Fact::Text(self.person?.role.word().to_owned())),
            Path::PersonIncluded => Some(Fact::Bool(self.person?.included)),
            Path::PersonAge => age(self.person?.born?, self.today).map(Fact::Number),
            Path::CourtDetained => case.court.as_ref()?.detained.map(Fact::Bool),
            Path::CourtEcas => case.court.as_ref()?.ecas.map(Fact::Bool),
            Path::CourtHearing => case.court.as_ref()?.hearing.map(|hearing| Fact::Date(hearing.date())),
            Path::CourtHearingKind => {
                case.court.as_ref()?.hearing_kind.map(|kind| Fact::Text(kind.word().to_owned()))
            }
            Path::CourtJudge => text(&case.court.as_ref()?.judge),
            Path::CounselPresent => Some(Fact::Bool(has_counsel(case))),
            Path::InterviewDate => case.interview.as_ref()?.date.map(Fact::Date),
            Path::InterviewLanguage => text(&case.interview.as_ref()?.language),
            Path::InterviewScheduled => {
                Some(Fact::Bool(case.interview.as_ref().is_some_and(|interview| interview.date.is_some())))
            }
            Path::CaseApplicants => i64::try_from(case.applicants().len()).ok().map(Fact::Number),
            Path::CaseChildren => {
                let children = case.persons.iter().filter(|person| person.role == Role::Child).count();
                i64::try_from(children).ok().map(Fact::Number)
            }
            Path::Today => Some(Fact::Date(self.today)),
        }
    }

    /// The date at a path as deadlines write it, for example `facts.filed_on`.
    pub fn date(self, path: &str) -> Option<Date> {
        match self.value(&Path::parse(path)?)? {
            Fact::Date(date) => Some(date),
            _ => None,
        }
    }
}

/// What `[facts]` says, or what follows from what is said of single persons, incidents, arrests: true of one is
/// true of the case; false of each is false of the case.
fn said_once(case: &Case, name: &str) -> Option<Fact> {
    if let Some(fact) = case.facts.get(name) {
        return Some(fact.clone());
    }
    let persons: Vec<Option<&Fact>> =
        case.applicants().into_iter().map(|person| person.facts.get(name)).collect();
    let mut groups = vec![persons];
    for kind in SubjectKind::ALL {
        groups.push(case.subjects_of(kind).map(|subject| subject.facts.get(name)).collect());
    }
    let stated = groups.into_iter().find(|group| group.iter().any(Option::is_some))?;
    if stated.contains(&Some(&Fact::Bool(true))) {
        return Some(Fact::Bool(true));
    }
    stated.iter().all(|fact| *fact == Some(&Fact::Bool(false))).then_some(Fact::Bool(false))
}

/// What `[facts]` says of all at once, as an answer for one of them. "Yes, once" does not tell which one.
fn said_of_all(case: &Case, name: &str, all: usize) -> Option<Fact> {
    case.facts.get(name).filter(|fact| **fact != Fact::Bool(true) || all == 1).cloned()
}

/// A `[counsel]` block with a name exists.
fn has_counsel(case: &Case) -> bool {
    case.counsel
        .as_ref()
        .and_then(|counsel| counsel.name.as_deref())
        .is_some_and(|name| !name.trim().is_empty())
}

/// Whole years on a day; `None` before birth.
fn age(born: Date, today: Date) -> Option<i64> {
    let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
    let years = i64::from(today.year()) - i64::from(born.year()) - i64::from(!had_birthday);
    (years >= 0).then_some(years)
}

/// What to ask when a path has no value: the question, and the line of `case.toml` that answers it.
pub struct Question {
    /// "Is the principal married?"
    pub text: String,
    /// "facts.married = true or false"
    pub line: String,
}

impl Question {
    /// The question for a path that has no value for this person, incident, arrest …: `of` is its handle.
    pub fn about(path: &Path, of: Option<&str>, track: &Track) -> Question {
        let (text, place, kind) = match path {
            // Not asked of a single one: what is asked of all at once.
            Path::PersonFact(name) | Path::SubjectFact(_, name)
                if of.is_none() && track.fact(FactScope::Case, name).is_some() =>
            {
                (asked(track, FactScope::Case, name), format!("facts.{name}"), kind_of(path, track))
            }
            Path::SubjectFact(kind, name) => {
                let place = format!("facts of the [[{}]] \"{}\": {name}", kind.word(), of.unwrap_or("…"));
                (asked_each(track, FactScope::Each(*kind), name), place, kind_of(path, track))
            }
            Path::CaseFact(name) => {
                (asked(track, FactScope::Case, name), format!("facts.{name}"), kind_of(path, track))
            }
            Path::PersonFact(name) => {
                let place = format!("facts of the [[person]] \"{}\": {name}", of.unwrap_or("…"));
                (asked_each(track, FactScope::Person, name), place, kind_of(path, track))
            }
            Path::PersonAge => {
                let place = format!("in the [[person]] \"{}\": born", of.unwrap_or("…"));
                ("When was the person born?".to_owned(), place, FactType::Date)
            }
            other => (built_in_question(other).to_owned(), other.to_string(), kind_of(other, track)),
        };
        let example = path.choices().map_or_else(
            || example(kind).to_owned(),
            |choices| choices.iter().map(|choice| format!("\"{choice}\"")).collect::<Vec<_>>().join(" or "),
        );
        Question { text, line: format!("{place} = {example}") }
    }
}

fn asked(track: &Track, scope: FactScope, name: &str) -> String {
    track.fact(scope, name).map_or_else(|| format!("What is {name}?"), |fact| fact.question.clone())
}

fn asked_each(track: &Track, scope: FactScope, name: &str) -> String {
    let each = track.fact(scope, name).and_then(|fact| fact.question_each.clone());
    each.unwrap_or_else(|| asked(track, scope, name))
}

fn kind_of(path: &Path, track: &Track) -> FactType {
    path.value_type(&track.facts).unwrap_or(FactType::Text)
}

fn built_in_question(path: &Path) -> &'static str {
    match path {
        Path::CourtDetained => "Is the respondent detained?",
        Path::CourtEcas => "Is the case filed through ECAS?",
        Path::CourtHearing => "When is the next hearing?",
        Path::CourtHearingKind => "What kind of hearing is next?",
        Path::CourtJudge => "Who is the immigration judge?",
        Path::InterviewDate => "When is the interview?",
        Path::InterviewLanguage => "In which language will the interview be held?",
        _ => "What is it?",
    }
}

/// What a value looks like in `case.toml`.
pub fn example(kind: FactType) -> &'static str {
    match kind {
        FactType::Bool => "true or false",
        FactType::Date => "YYYY-MM-DD",
        FactType::Number => "a whole number",
        FactType::Text => "\"…\"",
        FactType::List => "[\"…\", \"…\"]",
    }
}

/// The type of a value of the case.
pub fn type_of(fact: &Fact) -> FactType {
    match fact {
        Fact::Bool(_) => FactType::Bool,
        Fact::Date(_) => FactType::Date,
        Fact::Number(_) => FactType::Number,
        Fact::Text(_) => FactType::Text,
        Fact::List(_) => FactType::List,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_age_grows_on_the_birthday() {
        let born = date(2005, 3, 1);
        assert_eq!(age(born, date(2026, 2, 28)), Some(20));
        assert_eq!(age(born, date(2026, 3, 1)), Some(21));
        assert_eq!(age(born, date(2004, 12, 31)), None);
    }

    #[test]
    fn who_was_born_on_a_leap_day_is_older_on_the_first_of_march() {
        let born = date(2004, 2, 29);
        assert_eq!(age(born, date(2025, 2, 28)), Some(20));
        assert_eq!(age(born, date(2025, 3, 1)), Some(21));
    }

    #[test]
    fn an_empty_counsel_name_is_no_counsel() {
        let mut case = Case { counsel: Some(crate::case::Counsel::default()), ..Case::default() };
        let facts = |case: &Case| {
            Facts { case, person: None, subject: None, today: date(2026, 1, 1) }.value(&Path::CounselPresent)
        };
        assert_eq!(facts(&case), Some(Fact::Bool(false)));
        case.counsel = Some(crate::case::Counsel { name: Some("Ana Ruiz".into()), ..Default::default() });
        assert_eq!(facts(&case), Some(Fact::Bool(true)));
    }
}
