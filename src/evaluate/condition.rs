//! Does a condition hold? Yes, no, or not known for want of a fact.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use jiff::civil::Date;

use super::facts::Facts;
use crate::case::Fact;
use crate::track::Length;
use crate::track::condition::{Condition, Expression, Mention, Operand, Path, Relation, Value};

/// The answer to a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    True,
    /// It does not hold.
    False,
    /// It depends on what has no value yet: these paths.
    Unknown(BTreeSet<Path>),
}

impl From<bool> for Truth {
    fn from(value: bool) -> Truth {
        if value { Truth::True } else { Truth::False }
    }
}

/// Does the condition hold? No condition holds always.
pub fn truth(condition: Option<&Condition>, facts: Facts<'_>) -> Truth {
    condition.map_or(Truth::True, |condition| weigh(&condition.expression, facts))
}

/// Unknown and false is false; unknown or true is true.
fn weigh(expression: &Expression, facts: Facts<'_>) -> Truth {
    match expression {
        Expression::Always(value) => Truth::from(*value),
        Expression::Holds(mention) => match value(mention, facts) {
            Ok(Fact::Bool(value)) => Truth::from(value),
            Ok(_) => unknown(&mention.path),
            Err(missing) => Truth::Unknown(missing),
        },
        Expression::Not(inner) => match weigh(inner, facts) {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            unknown => unknown,
        },
        Expression::And(parts) => combine(parts, facts, Truth::False),
        Expression::Or(parts) => combine(parts, facts, Truth::True),
        Expression::Compare(left, relation, right) => compare(left, *relation, right, facts),
        Expression::OneOf(value, choices) => one_of(value, choices, facts),
        Expression::Contains(value, list) => contains(value, list, facts),
    }
}

/// One part that says `decisive` decides; otherwise one that is not known leaves all of it not known.
fn combine(parts: &[Expression], facts: Facts<'_>, decisive: Truth) -> Truth {
    let mut missing = BTreeSet::new();
    for part in parts {
        match weigh(part, facts) {
            Truth::Unknown(paths) => missing.extend(paths),
            answer if answer == decisive => return decisive,
            _ => {}
        }
    }
    match missing.is_empty() {
        false => Truth::Unknown(missing),
        true if decisive == Truth::False => Truth::True,
        true => Truth::False,
    }
}

fn compare(left: &Operand, relation: Relation, right: &Operand, facts: Facts<'_>) -> Truth {
    match (operand(left, facts), operand(right, facts)) {
        (Ok(left_value), Ok(right_value)) => match order(&left_value, &right_value) {
            Some(ordering) => Truth::from(relation.holds(ordering)),
            // Values of different kinds: the wrong one has a finding of its own, and nothing follows from it.
            None => Truth::Unknown(paths([left, right])),
        },
        (left, right) => {
            Truth::Unknown([left, right].into_iter().filter_map(Result::err).flatten().collect())
        }
    }
}

fn one_of(value: &Operand, choices: &[Operand], facts: Facts<'_>) -> Truth {
    let held = match operand(value, facts) {
        Ok(Fact::List(items)) => items.into_iter().map(Fact::Text).collect(),
        Ok(single) => vec![single],
        Err(missing) => return Truth::Unknown(missing),
    };
    let mut missing = BTreeSet::new();
    for choice in choices {
        match operand(choice, facts) {
            Err(paths) => missing.extend(paths),
            Ok(choice) => {
                for one in &held {
                    match order(one, &choice) {
                        Some(Ordering::Equal) => return Truth::True,
                        Some(_) => {}
                        None => missing.extend(paths([value])),
                    }
                }
            }
        }
    }
    if missing.is_empty() { Truth::False } else { Truth::Unknown(missing) }
}

fn contains(wanted: &Operand, list: &Mention, facts: Facts<'_>) -> Truth {
    match (operand(wanted, facts), value(list, facts)) {
        (Ok(wanted), Ok(Fact::List(items))) => {
            let same = |item: String| order(&Fact::Text(item), &wanted) == Some(Ordering::Equal);
            Truth::from(items.into_iter().any(same))
        }
        (Ok(_), Ok(_)) => unknown(&list.path),
        (wanted, list) => {
            Truth::Unknown([wanted, list].into_iter().filter_map(Result::err).flatten().collect())
        }
    }
}

/// The value of one side, moved by its shifts; or the paths that have none.
fn operand(operand: &Operand, facts: Facts<'_>) -> Result<Fact, BTreeSet<Path>> {
    let found = match &operand.value {
        Value::Path(mention) => value(mention, facts)?,
        Value::Bool(value) => Fact::Bool(*value),
        Value::Date(date) => Fact::Date(*date),
        Value::Number(number) => Fact::Number(*number),
        Value::Text(text) => Fact::Text(text.clone()),
    };
    match found {
        Fact::Date(date) => {
            let moved = operand.shifts.iter().try_fold(date, |date, shift| moved(date, *shift));
            moved.map(Fact::Date).ok_or_else(|| paths([operand]))
        }
        other => Ok(other),
    }
}

/// A date moved by whole years, then days; `None` beyond the calendar. The anniversary of a 29 February
/// in other years is the 28th, the earlier day.
pub fn moved(date: Date, by: Length) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_years(by.years).ok()?)
        .ok()?
        .checked_add(jiff::Span::new().try_days(by.days).ok()?)
        .ok()
}

fn value(mention: &Mention, facts: Facts<'_>) -> Result<Fact, BTreeSet<Path>> {
    facts.value(&mention.path).ok_or_else(|| BTreeSet::from([mention.path.clone()]))
}

/// How two values compare; `None` if they are of different kinds. Texts are the same whatever their
/// case: "Inspected" in a case must not silently switch off what asks for "inspected".
fn order(left: &Fact, right: &Fact) -> Option<Ordering> {
    match (left, right) {
        (Fact::Bool(left), Fact::Bool(right)) => Some(left.cmp(right)),
        (Fact::Date(left), Fact::Date(right)) => Some(left.cmp(right)),
        (Fact::Number(left), Fact::Number(right)) => Some(left.cmp(right)),
        (Fact::Text(left), Fact::Text(right)) => Some(same_text(left).cmp(&same_text(right))),
        _ => None,
    }
}

/// A text as it is compared.
pub fn same_text(text: &str) -> String {
    text.trim().to_lowercase()
}

fn unknown(path: &Path) -> Truth {
    Truth::Unknown(BTreeSet::from([path.clone()]))
}

fn paths<'a>(operands: impl IntoIterator<Item = &'a Operand>) -> BTreeSet<Path> {
    let path = |operand: &Operand| match &operand.value {
        Value::Path(mention) => Some(mention.path.clone()),
        _ => None,
    };
    operands.into_iter().filter_map(path).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::case::{Case, Court, HearingKind, Person, Role};
    use jiff::civil::date;

    fn case() -> Case {
        let facts = [
            ("yes", Fact::Bool(true)),
            ("no", Fact::Bool(false)),
            ("filed", Fact::Date(date(2025, 11, 3))),
            ("arrived", Fact::Date(date(2024, 11, 2))),
            ("leap", Fact::Date(date(2024, 2, 29))),
            ("entry", Fact::Text(" Inspected".into())),
            ("count", Fact::Number(3)),
            ("grounds", Fact::List(vec!["Religion".into(), "political".into()])),
            ("wrong", Fact::Text("yes".into())),
        ];
        Case {
            facts: facts.into_iter().map(|(name, fact)| (name.to_owned(), fact)).collect(),
            court: Some(Court {
                hearing: Some(date(2027, 3, 16).at(9, 0, 0, 0)),
                hearing_kind: Some(HearingKind::Individual),
                ..Court::default()
            }),
            ..Case::default()
        }
    }

    fn maria() -> Person {
        Person {
            id: "maria".into(),
            name: "Maria LOPEZ".into(),
            role: Role::Principal,
            a_number: None,
            born: Some(date(1990, 4, 2)),
            included: true,
            facts: [("has_passport".to_owned(), Fact::Bool(true))].into(),
        }
    }

    fn ask(text: &str) -> Truth {
        let (case, maria) = (case(), maria());
        let facts = Facts { case: &case, person: Some(&maria), subject: None, today: date(2026, 11, 22) };
        truth(Some(&Condition::parse(text).unwrap()), facts)
    }

    fn missing(texts: &[&str]) -> Truth {
        Truth::Unknown(texts.iter().map(|text| Path::parse(text).unwrap()).collect())
    }

    #[test]
    fn each_operator_is_true_false_and_unknown() {
        let gap = || missing(&["facts.gap"]);
        for (text, answer) in [
            ("facts.yes", Truth::True),
            ("facts.no", Truth::False),
            ("facts.gap", gap()),
            ("not facts.no", Truth::True),
            ("not facts.yes", Truth::False),
            ("not facts.gap", gap()),
            ("facts.yes and not facts.no", Truth::True),
            ("facts.gap and facts.no", Truth::False),
            ("facts.no and facts.gap", Truth::False),
            ("facts.gap and facts.yes", gap()),
            ("facts.gap or facts.yes", Truth::True),
            ("facts.yes or facts.gap", Truth::True),
            ("facts.no or facts.no", Truth::False),
            ("facts.no or facts.gap", gap()),
            ("facts.gap and facts.hole", missing(&["facts.gap", "facts.hole"])),
            ("facts.count == 3", Truth::True),
            ("facts.count == 4", Truth::False),
            ("facts.gap == 4", gap()),
            ("facts.count != 4", Truth::True),
            ("facts.count != 3", Truth::False),
            ("facts.gap != 4", gap()),
            ("facts.count < 4", Truth::True),
            ("facts.count < 3", Truth::False),
            ("facts.gap < 3", gap()),
            ("facts.count <= 3", Truth::True),
            ("facts.count <= 2", Truth::False),
            ("facts.gap <= 2", gap()),
            ("facts.count > 2", Truth::True),
            ("facts.count > 3", Truth::False),
            ("facts.gap > 3", gap()),
            ("facts.count >= 3", Truth::True),
            ("facts.count >= 4", Truth::False),
            ("facts.gap >= 4", gap()),
            ("facts.entry in ['boat', 'inspected']", Truth::True),
            ("facts.entry in ['boat']", Truth::False),
            ("facts.gap in ['boat']", gap()),
            ("facts.grounds in ['religion', 'race']", Truth::True),
            ("facts.grounds in ['race']", Truth::False),
            ("'religion' in facts.grounds", Truth::True),
            ("'race' in facts.grounds", Truth::False),
            ("'race' in facts.gap", gap()),
            ("true", Truth::True),
            ("false or facts.no", Truth::False),
        ] {
            assert_eq!(ask(text), answer, "{text}");
        }
    }

    #[test]
    fn dates_are_compared_and_moved() {
        for (text, answer) in [
            ("facts.filed > facts.arrived + 1 year", Truth::True),
            ("facts.filed > facts.arrived + 1 year + 1 day", Truth::False),
            ("facts.filed == 2025-11-03", Truth::True),
            ("facts.leap + 1 year == 2025-02-28", Truth::True),
            ("today - 30 days == 2026-10-23", Truth::True),
            ("today > court.hearing - 1 year", Truth::True),
            ("today > facts.gap - 1 year", missing(&["facts.gap"])),
            ("facts.filed + 9999 years > today", missing(&["facts.filed"])),
        ] {
            assert_eq!(ask(text), answer, "{text}");
        }
    }

    #[test]
    fn the_case_itself_can_be_asked() {
        for (text, answer) in [
            ("court.hearing_kind == 'individual'", Truth::True),
            ("court.detained", missing(&["court.detained"])),
            ("counsel.present", Truth::False),
            ("interview.date > today", missing(&["interview.date"])),
            ("person.role == 'principal' and person.included", Truth::True),
            ("person.age == 36", Truth::True),
            ("person.has_passport", Truth::True),
            ("person.has_visa", missing(&["person.has_visa"])),
        ] {
            assert_eq!(ask(text), answer, "{text}");
        }
    }

    #[test]
    fn a_fact_of_the_wrong_kind_is_as_good_as_unknown() {
        assert_eq!(ask("facts.wrong"), missing(&["facts.wrong"]));
        assert_eq!(ask("facts.wrong == true"), missing(&["facts.wrong"]));
        assert_eq!(ask("facts.wrong in [1, 2]"), missing(&["facts.wrong"]));
        assert_eq!(ask("'a' in facts.wrong"), missing(&["facts.wrong"]));
    }

    #[test]
    fn without_a_person_nothing_is_known_of_one() {
        let case = case();
        let facts = Facts { case: &case, person: None, subject: None, today: date(2026, 11, 22) };
        let condition = Condition::parse("person.role == 'spouse'").unwrap();
        assert_eq!(truth(Some(&condition), facts), missing(&["person.role"]));
        assert_eq!(truth(None, facts), Truth::True);
    }
}
