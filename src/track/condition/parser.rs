//! Reads the pieces of a condition as a sentence: `or` binds weakest, then `and`, then `not`.

use super::token::{Kind, Token, tokens};
use super::{ConditionError, Expression, Mention, Operand, Path, Value};
use crate::tomlfile::did_you_mean;
use crate::track::Length;

/// Parentheses and `not`s may be nested so deep; nobody can read more, and the stack must hold.
const DEEPEST: usize = 40;

/// Reads a whole condition.
pub fn parse(text: &str) -> Result<Expression, ConditionError> {
    let mut parser = Parser { tokens: tokens(text)?, next: 0, depth: 0 };
    let expression = parser.alternatives()?;
    match parser.peek() {
        Token { kind: Kind::End, .. } => Ok(expression),
        token => Err(unexpected(token, "The condition should end here or go on with and, or.")),
    }
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
}

impl Parser {
    /// The next piece. The last one is always `End`, and nothing moves past it.
    fn peek(&self) -> &Token {
        &self.tokens[self.next.min(self.tokens.len() - 1)]
    }

    fn take(&mut self) -> Token {
        let token = self.peek().clone();
        self.next = (self.next + 1).min(self.tokens.len() - 1);
        token
    }

    fn take_if(&mut self, kind: &Kind) -> bool {
        let matches = self.peek().kind == *kind;
        if matches {
            self.take();
        }
        matches
    }

    fn take_word(&mut self, word: &str) -> bool {
        let matches = matches!(&self.peek().kind, Kind::Word(found) if found == word);
        if matches {
            self.take();
        }
        matches
    }

    fn alternatives(&mut self) -> Result<Expression, ConditionError> {
        let mut parts = vec![self.conjunction()?];
        while self.take_word("or") {
            parts.push(self.conjunction()?);
        }
        Ok(single_or(parts, Expression::Or))
    }

    fn conjunction(&mut self) -> Result<Expression, ConditionError> {
        let mut parts = vec![self.negation()?];
        while self.take_word("and") {
            parts.push(self.negation()?);
        }
        Ok(single_or(parts, Expression::And))
    }

    fn negation(&mut self) -> Result<Expression, ConditionError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let place = self.peek();
            return Err(ConditionError::new(
                place.offset,
                place.length.max(1),
                "The condition is nested too deep.",
            )
            .with_hint("Split it, or declare a fact that says it in one word."));
        }
        let expression = if self.take_word("not") {
            Expression::Not(Box::new(self.negation()?))
        } else if self.take_if(&Kind::Open) {
            let inner = self.alternatives()?;
            if !self.take_if(&Kind::Close) {
                return Err(unexpected(self.peek(), "A closing parenthesis is missing."));
            }
            inner
        } else {
            self.comparison()?
        };
        self.depth -= 1;
        Ok(expression)
    }

    fn comparison(&mut self) -> Result<Expression, ConditionError> {
        let left = self.operand()?;
        if let Kind::Relation(relation) = self.peek().kind {
            self.take();
            let right = self.operand()?;
            if matches!(self.peek().kind, Kind::Relation(_)) {
                return Err(unexpected(self.peek(), "Two values can be compared at a time.")
                    .with_hint("Write a < b and b < c."));
            }
            return Ok(Expression::Compare(left, relation, right));
        }
        if self.take_word("in") {
            return self.membership(left);
        }
        match left {
            Operand { value: Value::Path(mention), shifts, .. } if shifts.is_empty() => {
                Ok(Expression::Holds(mention))
            }
            Operand { value: Value::Bool(value), .. } => Ok(Expression::Always(value)),
            Operand { offset, length, .. } => {
                Err(ConditionError::new(offset, length, "A value alone is neither true nor false.")
                    .with_hint("Compare it: ==, !=, <, <=, >, >= or in."))
            }
        }
    }

    fn membership(&mut self, left: Operand) -> Result<Expression, ConditionError> {
        if !self.take_if(&Kind::OpenList) {
            let right = self.operand()?;
            return match right.value {
                Value::Path(mention) if right.shifts.is_empty() => Ok(Expression::Contains(left, mention)),
                _ => Err(ConditionError::new(right.offset, right.length, "A list belongs behind in.")
                    .with_hint("Write x in [\"a\", \"b\"].")),
            };
        }
        let mut choices = Vec::new();
        while !self.take_if(&Kind::CloseList) {
            choices.push(self.operand()?);
            if !self.take_if(&Kind::Comma) && self.peek().kind != Kind::CloseList {
                return Err(unexpected(self.peek(), "The list goes on with a comma or ends with ]."));
            }
        }
        if choices.is_empty() {
            return Err(ConditionError::new(left.offset, left.length, "Nothing is in an empty list."));
        }
        Ok(Expression::OneOf(left, choices))
    }

    fn operand(&mut self) -> Result<Operand, ConditionError> {
        let first = self.take();
        let minus = first.kind == Kind::Minus;
        let token = if minus { self.take() } else { first.clone() };
        let value = match token.kind {
            Kind::Number(number) if minus => Value::Number(-number),
            _ if minus => return Err(unexpected(&token, "A number belongs here.")),
            Kind::Number(number) => Value::Number(number),
            Kind::Text(text) => Value::Text(text),
            Kind::Date(date) => Value::Date(date),
            Kind::Word(ref word) => word_value(word, &token)?,
            _ => return Err(unexpected(&token, "A fact or a value belongs here.")),
        };
        let mut end = token.offset + token.length;
        let mut shifts = Vec::new();
        while matches!(self.peek().kind, Kind::Plus | Kind::Minus) {
            let back = self.take().kind == Kind::Minus;
            let (length, stop) = self.shift(back)?;
            shifts.push(length);
            end = stop;
        }
        Ok(Operand { value, shifts, offset: first.offset, length: end - first.offset })
    }

    fn shift(&mut self, back: bool) -> Result<(Length, usize), ConditionError> {
        let number = self.take();
        let unit = self.take();
        let wrong = || {
            ConditionError::new(number.offset, number.length.max(1), "A length of time belongs here.")
                .with_hint("Write + 1 year or - 30 days.")
        };
        let Kind::Number(count) = number.kind else { return Err(wrong()) };
        let count = if back { -count } else { count };
        let length = match &unit.kind {
            Kind::Word(word) if word == "year" || word == "years" => {
                Length { years: i16::try_from(count).map_err(|_| wrong())?, days: 0 }
            }
            Kind::Word(word) if word == "day" || word == "days" => {
                Length { years: 0, days: i32::try_from(count).map_err(|_| wrong())? }
            }
            _ => return Err(wrong()),
        };
        Ok((length, unit.offset + unit.length))
    }
}

fn word_value(word: &str, token: &Token) -> Result<Value, ConditionError> {
    match word {
        "true" => return Ok(Value::Bool(true)),
        "false" => return Ok(Value::Bool(false)),
        "and" | "or" | "not" | "in" => {
            return Err(unexpected(token, "A fact or a value belongs here."));
        }
        _ => {}
    }
    if let Some(path) = Path::parse(word) {
        return Ok(Value::Path(Mention { path, offset: token.offset, length: token.length }));
    }
    let error =
        ConditionError::new(token.offset, token.length, format!("\"{word}\" is nothing to ask about."));
    let lower = word.to_lowercase();
    Err(match lower.as_str() {
        "and" | "or" | "not" | "in" | "true" | "false" => {
            error.with_hint(format!("Write {lower} in small letters."))
        }
        _ => match did_you_mean(word, Path::built_in_words()) {
            Some(near) => error.with_hint(format!("Did you mean {near}?")),
            None if !word.contains('.') => {
                error.with_hint(format!("Write facts.{word}, person.{word}, or \"{word}\" if it is a text."))
            }
            None => error.with_hint("Paths begin with facts., person., incident., witness., arrest., country., case., court., counsel. or interview."),
        },
    })
}

fn unexpected(token: &Token, message: &str) -> ConditionError {
    ConditionError::new(token.offset, token.length.max(1), message)
}

fn single_or(mut parts: Vec<Expression>, join: impl Fn(Vec<Expression>) -> Expression) -> Expression {
    match parts.len() {
        1 => parts.remove(0),
        _ => join(parts),
    }
}
