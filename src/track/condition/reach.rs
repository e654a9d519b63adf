//! Can a condition hold, and can it fail? Every mix of the values that it can tell apart is tried.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Condition, Expression, Operand, Path, Relation, Value};
use crate::track::{FactDefinition, FactType};

/// What a condition can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// It may hold or not.
    Both,
    /// It can never hold.
    Never,
    /// It holds always.
    Always,
}

/// More mixes are not tried: the answer is then `Both`.
const MOST_MIXES: usize = 100_000;

/// Values that a path is known to have where the condition is asked: a child's role is `child`.
pub type Fixed<'a> = [(Path, &'a str)];

impl Condition {
    /// Can it hold, and can it fail?
    pub fn reach(&self, facts: &[FactDefinition], fixed: &Fixed<'_>) -> Reach {
        reach(&self.expression, facts, fixed)
    }

    /// The parts joined by `or` that can never hold, and those joined by `and` that hold always: the place of
    /// the first word of each.
    pub fn idle_parts(&self, facts: &[FactDefinition], fixed: &Fixed<'_>) -> Vec<(usize, usize, Reach)> {
        let mut found = Vec::new();
        idle(&self.expression, facts, fixed, &mut found);
        found
    }
}

fn idle(
    expression: &Expression,
    facts: &[FactDefinition],
    fixed: &Fixed<'_>,
    found: &mut Vec<(usize, usize, Reach)>,
) {
    let (parts, wanted) = match expression {
        Expression::Or(parts) => (parts.as_slice(), Reach::Never),
        Expression::And(parts) => (parts.as_slice(), Reach::Always),
        Expression::Not(inner) => return idle(inner, facts, fixed, found),
        _ => return,
    };
    for part in parts {
        if reach(part, facts, fixed) == wanted {
            let mut mentions = Vec::new();
            part.collect(&mut mentions);
            found.extend(mentions.first().map(|mention| (mention.offset, mention.length, wanted)));
        } else {
            idle(part, facts, fixed, found);
        }
    }
}

fn reach(expression: &Expression, facts: &[FactDefinition], fixed: &Fixed<'_>) -> Reach {
    let mut world = World { facts, fixed, values: BTreeMap::new() };
    world.gather(expression);
    let sizes: Vec<usize> = world.values.values().map(Vec::len).collect();
    let mixes = sizes.iter().try_fold(1usize, |product, size| product.checked_mul(*size));
    let Some(mixes) = mixes.filter(|mixes| *mixes <= MOST_MIXES) else { return Reach::Both };
    let (mut holds, mut fails) = (false, false);
    for mut number in 0..mixes {
        let mut mix = BTreeMap::new();
        for (atom, values) in &world.values {
            mix.insert(atom, values.get(number % values.len()));
            number /= values.len();
        }
        match world.weigh(expression, &mix) {
            true => holds = true,
            false => fails = true,
        }
        if holds && fails {
            return Reach::Both;
        }
    }
    if holds { Reach::Always } else { Reach::Never }
}

/// Something that varies: a path, or a comparison that is taken as a whole.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Atom {
    Path(Path),
    /// By its text: paths compared with paths, moved dates, members of lists.
    Whole(String),
}

/// A value that a condition can tell from others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Tried {
    Bool(bool),
    Number(i64),
    Date(Date),
    Text(String),
}

struct World<'a> {
    facts: &'a [FactDefinition],
    fixed: &'a Fixed<'a>,
    values: BTreeMap<Atom, Vec<Tried>>,
}

type Mix<'m> = BTreeMap<&'m Atom, Option<&'m Tried>>;

impl World<'_> {
    fn gather(&mut self, expression: &Expression) {
        match expression {
            Expression::Always(_) => {}
            Expression::Holds(mention) => self.either(Atom::Path(mention.path.clone())),
            Expression::Not(inner) => self.gather(inner),
            Expression::And(parts) | Expression::Or(parts) => parts.iter().for_each(|part| self.gather(part)),
            Expression::Compare(left, _, right) => match self.simple(left, right) {
                Some((path, value, _)) => self.note(&path, &value),
                None => self.either(whole_comparison(expression)),
            },
            Expression::OneOf(value, choices) => {
                for choice in choices {
                    match self.simple(value, choice) {
                        Some((path, value, _)) => self.note(&path, &value),
                        None => self.either(member(value, choice)),
                    }
                }
            }
            Expression::Contains(value, list) => self.either(contained(value, &list.path)),
        }
    }

    /// A path on one side and a plain value on the other; `true` if they are written the other way round.
    fn simple(&self, left: &Operand, right: &Operand) -> Option<(Path, Tried, bool)> {
        if !left.shifts.is_empty() || !right.shifts.is_empty() {
            return None;
        }
        let (mention, value, turned) = match (&left.value, &right.value) {
            (Value::Path(mention), other) => (mention, other, false),
            (other, Value::Path(mention)) => (mention, other, true),
            _ => return None,
        };
        if mention.path.value_type(self.facts) == Some(FactType::List) {
            return None;
        }
        let tried = match value {
            Value::Path(_) => return None,
            Value::Bool(value) => Tried::Bool(*value),
            Value::Number(value) => Tried::Number(*value),
            Value::Date(value) => Tried::Date(*value),
            Value::Text(value) => Tried::Text(value.to_lowercase()),
        };
        Some((mention.path.clone(), tried, turned))
    }

    fn either(&mut self, atom: Atom) {
        self.values.entry(atom).or_insert_with(|| vec![Tried::Bool(true), Tried::Bool(false)]);
    }

    /// The value and its neighbours.
    fn note(&mut self, path: &Path, value: &Tried) {
        let texts = self.texts(path);
        let values = self.values.entry(Atom::Path(path.clone())).or_default();
        let more = match value {
            Tried::Bool(_) => vec![Tried::Bool(true), Tried::Bool(false)],
            Tried::Number(number) => [number.checked_sub(1), Some(*number), number.checked_add(1)]
                .into_iter()
                .flatten()
                .map(Tried::Number)
                .collect(),
            Tried::Date(date) => [date.yesterday().ok(), Some(*date), date.tomorrow().ok()]
                .into_iter()
                .flatten()
                .map(Tried::Date)
                .collect(),
            Tried::Text(text) => match texts {
                Some(texts) => texts.into_iter().map(Tried::Text).collect(),
                // Any other text, too.
                None => vec![Tried::Text(text.clone()), Tried::Text(String::new())],
            },
        };
        values.extend(more);
        values.sort();
        values.dedup();
    }

    /// The only texts that a path can have, where they are few.
    fn texts(&self, path: &Path) -> Option<Vec<String>> {
        if let Some((_, only)) = self.fixed.iter().find(|(fixed, _)| fixed == path) {
            return Some(vec![only.to_lowercase()]);
        }
        let texts = path.possible(self.facts);
        (!texts.is_empty()).then(|| texts.iter().map(|text| text.to_lowercase()).collect())
    }

    fn weigh(&self, expression: &Expression, mix: &Mix<'_>) -> bool {
        let held = |atom: &Atom| mix.get(atom).copied().flatten();
        let yes = |atom: &Atom| held(atom) == Some(&Tried::Bool(true));
        match expression {
            Expression::Always(value) => *value,
            Expression::Holds(mention) => yes(&Atom::Path(mention.path.clone())),
            Expression::Not(inner) => !self.weigh(inner, mix),
            Expression::And(parts) => parts.iter().all(|part| self.weigh(part, mix)),
            Expression::Or(parts) => parts.iter().any(|part| self.weigh(part, mix)),
            Expression::Compare(left, relation, right) => match self.simple(left, right) {
                None => yes(&whole_comparison(expression)),
                Some((path, value, turned)) => {
                    let ordering = held(&Atom::Path(path)).map(|held| held.cmp(&value));
                    let ordering = ordering.map(|order| if turned { order.reverse() } else { order });
                    ordering.is_some_and(|order| Relation::holds(*relation, order))
                }
            },
            Expression::OneOf(value, choices) => {
                choices.iter().any(|choice| match self.simple(value, choice) {
                    None => yes(&member(value, choice)),
                    Some((path, value, _)) => held(&Atom::Path(path)) == Some(&value),
                })
            }
            Expression::Contains(value, list) => yes(&contained(value, &list.path)),
        }
    }
}

fn whole_comparison(expression: &Expression) -> Atom {
    match expression {
        Expression::Compare(left, relation, right) => {
            Atom::Whole(format!("{} {relation:?} {}", written(left), written(right)))
        }
        other => Atom::Whole(format!("{other:?}")),
    }
}

fn member(value: &Operand, choice: &Operand) -> Atom {
    Atom::Whole(format!("{} in {}", written(choice), written(value)))
}

fn contained(value: &Operand, list: &Path) -> Atom {
    Atom::Whole(format!("{} in {list}", written(value)))
}

fn written(operand: &Operand) -> String {
    let value = match &operand.value {
        Value::Path(mention) => mention.path.to_string(),
        Value::Text(text) => format!("{:?}", text.to_lowercase()),
        other => format!("{other:?}"),
    };
    format!("{value}{:?}", operand.shifts)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::track::FactScope;

    fn facts() -> Vec<FactDefinition> {
        let fact = |name: &str, kind, one_of: &[&str]| FactDefinition {
            name: name.to_owned(),
            scope: FactScope::Case,
            kind,
            question: String::new(),
            question_each: None,
            cover_note: None,
            one_of: one_of.iter().map(|text| (*text).to_owned()).collect(),
        };
        vec![
            fact("a", FactType::Bool, &[]),
            fact("b", FactType::Bool, &[]),
            fact("day", FactType::Date, &[]),
            fact("count", FactType::Number, &[]),
            fact("entry", FactType::Text, &["visa", "parole", "none"]),
            fact("word", FactType::Text, &[]),
            fact("grounds", FactType::List, &[]),
        ]
    }

    fn reach(text: &str) -> Reach {
        Condition::parse(text).unwrap().reach(&facts(), &[(Path::PersonRole, "child")])
    }

    #[test]
    fn contradictions_never_hold() {
        for text in [
            "facts.a and not facts.a",
            "court.hearing_kind == \"master\" and court.hearing_kind == \"individual\"",
            "facts.day > 2026-01-02 and facts.day < 2026-01-02",
            "facts.count > 3 and facts.count < 4",
            "facts.entry == \"visa\" and facts.entry in [\"parole\", \"none\"]",
            "facts.word == \"x\" and facts.word == \"y\"",
            "not (facts.a or not facts.a)",
            "person.role == \"spouse\"",
            "today > facts.day + 1 year and not today > facts.day + 1 year",
            "\"race\" in facts.grounds and not \"race\" in facts.grounds",
            "false",
        ] {
            assert_eq!(reach(text), Reach::Never, "{text}");
        }
    }

    #[test]
    fn what_cannot_fail_holds_always() {
        for text in [
            "facts.a or not facts.a",
            "facts.entry in [\"visa\", \"parole\", \"none\"]",
            "person.role == \"child\"",
            "facts.count >= 3 or facts.count < 3",
            "court.hearing_kind != \"master\" or court.hearing_kind != \"individual\"",
        ] {
            assert_eq!(reach(text), Reach::Always, "{text}");
        }
    }

    #[test]
    fn the_rest_may_hold_or_not() {
        for text in [
            "facts.a",
            "facts.a and facts.b",
            "facts.day >= 2026-01-01 and facts.day < 2027-01-01",
            "facts.word in [\"x\", \"y\"]",
            "\"race\" in facts.grounds and \"religion\" in facts.grounds",
            "today > facts.day + 1 year and facts.day > 2020-01-01",
            "1 < facts.count and facts.count < 3",
        ] {
            assert_eq!(reach(text), Reach::Both, "{text}");
        }
    }

    #[test]
    fn an_idle_part_is_shown_at_its_first_word() {
        let parts = |text: &str| Condition::parse(text).unwrap().idle_parts(&facts(), &[]);
        assert_eq!(parts("facts.b or (facts.a and not facts.a)"), [(12, 7, Reach::Never)]);
        assert_eq!(parts("facts.b and (facts.a or not facts.a)"), [(13, 7, Reach::Always)]);
        assert_eq!(parts("facts.b and facts.a"), []);
    }
}
