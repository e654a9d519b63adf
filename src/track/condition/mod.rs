//! The condition language of rule files: parsed with positions, printed in plain words.
//!
//! `facts.married and person.role == "spouse"`: `or`, `and`, `not`, parentheses, the comparisons
//! `== != < <= > >=`, `x in ["a", "b"]`, and dates that are moved by years and days. Whether a condition
//! holds in a case is decided in `evaluate`; here is what may be written.

mod check;
mod parser;
mod path;
mod reach;
mod token;
mod words;

use std::fmt;

use jiff::civil::Date;

pub use path::{Path, is_name};
pub use reach::{Fixed, Reach};
pub(crate) use words::length_in_words;

use super::Length;

/// A parsed condition, for example `facts.married and person.role == "spouse"`.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// As written.
    pub text: String,
    /// What it means.
    pub expression: Expression,
}

impl Condition {
    /// Reads a condition. Facts and types are not looked at: that is [`Condition::check`].
    pub fn parse(text: &str) -> Result<Condition, ConditionError> {
        let expression = parser::parse(text)?;
        Ok(Condition { text: text.to_owned(), expression })
    }

    /// Every path that it mentions, with its place, in the order of the text.
    pub fn mentions(&self) -> Vec<&Mention> {
        let mut found = Vec::new();
        self.expression.collect(&mut found);
        found
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

/// What a condition says.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// `true` or `false`, as written.
    Always(bool),
    /// A bare path: it holds when the value is `true`.
    Holds(Mention),
    /// `not x`.
    Not(Box<Expression>),
    /// `x and y and z`.
    And(Vec<Expression>),
    /// `x or y or z`.
    Or(Vec<Expression>),
    /// `x <= y`.
    Compare(Operand, Relation, Operand),
    /// `x in ["a", "b"]`: the value, or one of its values if it is a list, is among those.
    OneOf(Operand, Vec<Operand>),
    /// `"a" in facts.list`.
    Contains(Operand, Mention),
}

impl Expression {
    fn collect<'a>(&'a self, found: &mut Vec<&'a Mention>) {
        match self {
            Expression::Always(_) => {}
            Expression::Holds(mention) => found.push(mention),
            Expression::Not(inner) => inner.collect(found),
            Expression::And(parts) | Expression::Or(parts) => {
                parts.iter().for_each(|part| part.collect(found));
            }
            Expression::Compare(left, _, right) => {
                found.extend([left, right].iter().filter_map(|o| o.mention()))
            }
            Expression::OneOf(value, choices) => {
                found.extend(value.mention());
                found.extend(choices.iter().filter_map(Operand::mention));
            }
            Expression::Contains(value, list) => {
                found.extend(value.mention());
                found.push(list);
            }
        }
    }
}

/// One side of a comparison: a value and how far it is moved.
#[derive(Debug, Clone, PartialEq)]
pub struct Operand {
    /// The value.
    pub value: Value,
    /// `+ 1 year`, `- 30 days`, one after the other; dates only.
    pub shifts: Vec<Length>,
    /// Where it begins in the text, in bytes.
    pub offset: usize,
    /// How many bytes it takes.
    pub length: usize,
}

impl Operand {
    fn mention(&self) -> Option<&Mention> {
        match &self.value {
            Value::Path(mention) => Some(mention),
            _ => None,
        }
    }
}

/// A value as it stands in a condition.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Something to be looked up.
    Path(Mention),
    /// `true` or `false`.
    Bool(bool),
    /// A date.
    Date(Date),
    /// A whole number.
    Number(i64),
    /// A text.
    Text(String),
}

/// A path and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The path.
    pub path: Path,
    /// Where it begins in the text, in bytes.
    pub offset: usize,
    /// How many bytes it takes.
    pub length: usize,
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

impl Relation {
    /// Does it hold for two values that compare like this?
    pub fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Relation::Equal => ordering.is_eq(),
            Relation::NotEqual => ordering.is_ne(),
            Relation::Less => ordering.is_lt(),
            Relation::AtMost => ordering.is_le(),
            Relation::More => ordering.is_gt(),
            Relation::AtLeast => ordering.is_ge(),
        }
    }

    /// Is it about an order, and not only about being the same?
    pub fn is_order(self) -> bool {
        !matches!(self, Relation::Equal | Relation::NotEqual)
    }
}

/// A mistake in a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionError {
    /// Where it begins in the text, in bytes.
    pub offset: usize,
    /// How many bytes are meant.
    pub length: usize,
    /// What is wrong, as a sentence.
    pub message: String,
    /// What to write instead.
    pub hint: Option<String>,
}

impl ConditionError {
    fn new(offset: usize, length: usize, message: impl Into<String>) -> Self {
        ConditionError { offset, length, message: message.into(), hint: None }
    }

    fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for ConditionError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for ConditionError {}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
