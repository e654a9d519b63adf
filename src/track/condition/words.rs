//! Says a condition in words that a lawyer can read.

use super::{Condition, Expression, Mention, Operand, Path, Relation, Value};
use crate::track::{FactDefinition, FactType, Length};

impl Condition {
    /// The condition in plain words: "the principal is married and the hearing is individual".
    ///
    /// A yes-or-no fact is said by its question, turned into a statement; a question that cannot be turned
    /// is quoted.
    pub fn in_words(&self, facts: &[FactDefinition]) -> String {
        say(&self.expression, facts, true)
    }
}

fn say(expression: &Expression, facts: &[FactDefinition], affirmed: bool) -> String {
    match expression {
        Expression::Always(value) => if *value == affirmed { "always" } else { "never" }.to_owned(),
        Expression::Holds(mention) => statement(mention, facts, affirmed),
        Expression::Not(inner) => match **inner {
            Expression::And(_) | Expression::Or(_) => {
                let not = if affirmed { "it is not so that " } else { "" };
                format!("{not}({})", say(inner, facts, true))
            }
            _ => say(inner, facts, !affirmed),
        },
        Expression::And(parts) => joined(parts, facts, " and "),
        Expression::Or(parts) => joined(parts, facts, " or "),
        Expression::Compare(left, relation, right) => compared(left, *relation, right, facts, affirmed),
        Expression::OneOf(value, choices) => {
            let is = if affirmed { "is one of" } else { "is none of" };
            let choices: Vec<String> = choices.iter().map(operand).collect();
            format!("{} {is} {}", operand(value), choices.join(", "))
        }
        Expression::Contains(value, list) => {
            let has = if affirmed { "contains" } else { "does not contain" };
            format!("{} {has} {}", name(&list.path), operand(value))
        }
    }
}

fn joined(parts: &[Expression], facts: &[FactDefinition], word: &str) -> String {
    let said = parts.iter().map(|part| match part {
        // Inside an "and" or "or", another group keeps its parentheses.
        Expression::And(_) | Expression::Or(_) => format!("({})", say(part, facts, true)),
        _ => say(part, facts, true),
    });
    said.collect::<Vec<_>>().join(word)
}

fn compared(
    left: &Operand,
    relation: Relation,
    right: &Operand,
    facts: &[FactDefinition],
    affirmed: bool,
) -> String {
    if let (Value::Path(mention), Value::Bool(value)) = (&left.value, &right.value)
        && !relation.is_order()
    {
        let same = (relation == Relation::Equal) == *value;
        return statement(mention, facts, same == affirmed);
    }
    let relation = if affirmed { relation } else { opposite(relation) };
    if let (Value::Path(mention), Value::Text(text), false) = (&left.value, &right.value, relation.is_order())
    {
        let is = if relation == Relation::Equal { "is" } else { "is not" };
        match mention.path {
            Path::CourtHearingKind => return format!("the hearing {is} {text}"),
            Path::PersonRole if text == "child" => return format!("the person {is} a child"),
            Path::PersonRole => return format!("the person {is} the {text}"),
            _ => {}
        }
    }
    let dates = is_date(left, facts) || is_date(right, facts);
    let word = match (relation, dates) {
        (Relation::Equal, _) => "is",
        (Relation::NotEqual, _) => "is not",
        (Relation::Less, true) => "is before",
        (Relation::AtMost, true) => "is on or before",
        (Relation::More, true) => "is after",
        (Relation::AtLeast, true) => "is on or after",
        (Relation::Less, false) => "is less than",
        (Relation::AtMost, false) => "is at most",
        (Relation::More, false) => "is more than",
        (Relation::AtLeast, false) => "is at least",
    };
    format!("{} {word} {}", operand(left), operand(right))
}

fn opposite(relation: Relation) -> Relation {
    match relation {
        Relation::Equal => Relation::NotEqual,
        Relation::NotEqual => Relation::Equal,
        Relation::Less => Relation::AtLeast,
        Relation::AtMost => Relation::More,
        Relation::More => Relation::AtMost,
        Relation::AtLeast => Relation::Less,
    }
}

fn is_date(operand: &Operand, facts: &[FactDefinition]) -> bool {
    match &operand.value {
        Value::Date(_) => true,
        Value::Path(mention) => mention.path.value_type(facts) == Some(FactType::Date),
        _ => false,
    }
}

fn operand(operand: &Operand) -> String {
    let mut said = match &operand.value {
        Value::Path(mention) => name(&mention.path),
        Value::Bool(value) => value.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => format!("\"{text}\""),
    };
    for shift in &operand.shifts {
        let later = shift.years > 0 || shift.days > 0;
        said.push_str(if later { " plus " } else { " minus " });
        said.push_str(&length_in_words(*shift));
    }
    said
}

/// "30 days", "1 year"; the direction is left out.
pub(crate) fn length_in_words(length: Length) -> String {
    let count = |number: u32, word: &str| match number {
        0 => None,
        1 => Some(format!("1 {word}")),
        _ => Some(format!("{number} {word}s")),
    };
    let years = count(u32::from(length.years.unsigned_abs()), "year");
    let days = count(length.days.unsigned_abs(), "day");
    match (years, days) {
        (Some(years), Some(days)) => format!("{years} and {days}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => "0 days".to_owned(),
    }
}

fn name(path: &Path) -> String {
    match path {
        Path::PersonRole => "the person's role",
        Path::PersonAge => "the person's age",
        Path::CourtHearing => "the day of the hearing",
        Path::CourtHearingKind => "the kind of hearing",
        Path::CourtJudge => "the judge",
        Path::InterviewDate => "the day of the interview",
        Path::InterviewLanguage => "the language of the interview",
        Path::CaseApplicants => "the number of people in the application",
        Path::CaseChildren => "the number of children in the family",
        Path::Today => "today",
        other => return other.to_string(),
    }
    .to_owned()
}

fn statement(mention: &Mention, facts: &[FactDefinition], affirmed: bool) -> String {
    let not = if affirmed { "" } else { "not " };
    match &mention.path {
        Path::PersonIncluded => format!("the person is {not}part of the application"),
        Path::CourtDetained => format!("the respondent is {not}detained"),
        Path::CourtEcas => format!("the case is {not}filed through ECAS"),
        Path::CounselPresent => {
            format!("the case has {} representative", if affirmed { "a" } else { "no" })
        }
        Path::InterviewScheduled => format!("an interview is {not}scheduled"),
        path => {
            let definition = path
                .fact()
                .and_then(|(scope, name)| facts.iter().find(|fact| fact.answers(scope) && fact.name == name));
            let question = definition.map(|fact| match (&fact.question_each, path) {
                (Some(each), Path::PersonFact(_) | Path::SubjectFact(..)) => each.trim(),
                _ => fact.question.trim(),
            });
            match question {
                Some(question) => turned(question, affirmed).unwrap_or_else(|| {
                    format!("the answer to \"{question}\" is {}", if affirmed { "yes" } else { "no" })
                }),
                None => format!("{path} is {affirmed}"),
            }
        }
    }
}

/// Those of whom questions are asked; the longest first, since one may begin another.
const SUBJECTS: &[&str] = &[
    "the principal or the present spouse",
    "the client or someone in the family",
    "anyone besides the respondent",
    "the client or the family",
    "anyone in the application",
    "the government",
    "the application",
    "the respondent",
    "the applicant",
    "this incident",
    "this witness",
    "this country",
    "this arrest",
    "this person",
    "the principal",
    "the person",
    "the spouse",
    "the client",
    "the child",
    "the case",
    "anyone",
    "there",
];

/// "Is the principal married?" → "the principal is married"; `None` if it is no question of that kind.
fn turned(question: &str, affirmed: bool) -> Option<String> {
    let question = question.strip_suffix('?')?;
    if question.contains(['?', '.']) {
        return None;
    }
    let (verb, rest) = question.split_once(' ')?;
    let verb = verb.to_lowercase();
    if !["is", "was", "has", "had", "does", "did", "will", "can", "are", "were", "have"]
        .contains(&verb.as_str())
    {
        return None;
    }
    let subject = SUBJECTS.iter().find(|subject| {
        rest.get(..subject.len()).is_some_and(|start| start.eq_ignore_ascii_case(subject))
            && rest[subject.len()..].starts_with(' ')
    })?;
    let predicate = rest[subject.len()..].trim();
    // "the client or the doctor": the subject goes on, and nobody knows how far.
    if ["or ", "and ", "in ", "of ", "besides ", "from ", "with "]
        .iter()
        .any(|joint| predicate.starts_with(joint))
    {
        return None;
    }
    // "was ever arrested" is how one asks, not how one says it.
    let predicate = if affirmed { predicate.strip_prefix("ever ").unwrap_or(predicate) } else { predicate };
    Some(match (verb.as_str(), affirmed) {
        ("does", true) if predicate.starts_with("have ") => {
            format!("{subject} has{}", &predicate["have".len()..])
        }
        (verb, true) => format!("{subject} {verb} {predicate}"),
        (verb, false) => format!("{subject} {verb} not {predicate}"),
    })
}
