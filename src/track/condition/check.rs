//! Holds a condition against the facts that the track declares: unknown names and mixed types.

use super::{Condition, ConditionError, Expression, Mention, Operand, Path, Relation, Value};
use crate::tomlfile::did_you_mean;
use crate::track::{FactDefinition, FactType};

impl Condition {
    /// Everything in it that cannot be asked, or cannot be compared like this.
    pub fn check(&self, facts: &[FactDefinition]) -> Vec<ConditionError> {
        let mut check = Check { facts, errors: Vec::new() };
        check.expression(&self.expression);
        check.errors
    }
}

impl Path {
    /// The type of its value; `None` if it is a fact that nobody declared.
    pub fn value_type(&self, facts: &[FactDefinition]) -> Option<FactType> {
        match self.fact() {
            None => self.built_in_type(),
            Some((scope, name)) => {
                facts.iter().find(|fact| fact.answers(scope) && fact.name == name).map(|fact| fact.kind)
            }
        }
    }

    /// The only texts that it can be, where they are few; none = any.
    pub fn possible<'f>(&'f self, facts: &'f [FactDefinition]) -> Vec<&'f str> {
        if let Some(choices) = self.choices() {
            return choices.to_vec();
        }
        let declared = self
            .fact()
            .and_then(|(scope, name)| facts.iter().find(|fact| fact.scope == scope && fact.name == name));
        declared.map(|fact| fact.one_of.iter().map(String::as_str).collect()).unwrap_or_default()
    }

    /// What it means that the fact is not declared, with the name that was probably meant.
    pub fn undeclared(&self, facts: &[FactDefinition]) -> (String, String) {
        let written = self.to_string();
        let known: Vec<Path> = facts.iter().map(Path::of).collect();
        let same_name =
            known.iter().find(|path| path.fact().map(|fact| fact.1) == self.fact().map(|fact| fact.1));
        let mut words: Vec<String> = known.iter().map(Path::to_string).collect();
        words.extend(Path::built_in_words().map(str::to_owned));
        let near = || did_you_mean(&written, words.iter().map(String::as_str));
        let hint = match same_name.map(Path::to_string).or_else(|| near().map(str::to_owned)) {
            Some(near) => format!("Did you mean {near}?"),
            None => "Declare it with a [[fact]] entry.".to_owned(),
        };
        (format!("The fact {written} is not declared."), hint)
    }
}

impl FactType {
    /// As a track file writes it.
    pub fn name(self) -> &'static str {
        match self {
            FactType::Bool => "bool",
            FactType::Date => "date",
            FactType::Number => "number",
            FactType::Text => "text",
            FactType::List => "list",
        }
    }

    /// "a date", "a text" …
    pub fn words(self) -> &'static str {
        match self {
            FactType::Bool => "true or false",
            FactType::Date => "a date",
            FactType::Number => "a whole number",
            FactType::Text => "a text",
            FactType::List => "a list of texts",
        }
    }
}

struct Check<'a> {
    facts: &'a [FactDefinition],
    errors: Vec<ConditionError>,
}

impl Check<'_> {
    fn expression(&mut self, expression: &Expression) {
        match expression {
            Expression::Always(_) => {}
            Expression::Holds(mention) => self.holds(mention),
            Expression::Not(inner) => self.expression(inner),
            Expression::And(parts) | Expression::Or(parts) => {
                parts.iter().for_each(|part| self.expression(part))
            }
            Expression::Compare(left, relation, right) => self.compare(left, *relation, right),
            Expression::OneOf(value, choices) => self.one_of(value, choices),
            Expression::Contains(value, list) => self.contains(value, list),
        }
    }

    fn holds(&mut self, mention: &Mention) {
        if let Some(kind) = self.mention(mention)
            && kind != FactType::Bool
        {
            let message = format!("{} is {}, not true or false.", mention.path, kind.words());
            self.errors.push(
                ConditionError::new(mention.offset, mention.length, message)
                    .with_hint("Compare it: ==, !=, <, <=, >, >= or in."),
            );
        }
    }

    fn compare(&mut self, left: &Operand, relation: Relation, right: &Operand) {
        let (Some(left_type), Some(right_type)) = (self.operand(left), self.operand(right)) else { return };
        let (offset, length) = span(left, right);
        if left.mention().is_none() && right.mention().is_none() {
            self.errors.push(ConditionError::new(offset, length, "Nothing of the case is asked here."));
        } else if left_type == FactType::List || right_type == FactType::List {
            self.errors.push(
                ConditionError::new(offset, length, "A list cannot be compared with a single value.")
                    .with_hint("Write \"a\" in facts.list, or facts.list in [\"a\", \"b\"]."),
            );
        } else if left_type != right_type {
            self.mixed(left_type, right_type, offset, length);
        } else if relation.is_order() && matches!(left_type, FactType::Bool | FactType::Text) {
            let message = format!("{} has no order.", capitalised(left_type.words()));
            self.errors.push(ConditionError::new(offset, length, message).with_hint("Use == or !=."));
        }
        self.choice(left, right);
        self.choice(right, left);
    }

    fn one_of(&mut self, value: &Operand, choices: &[Operand]) {
        let value_type = self.operand(value);
        for choice in choices {
            let Some(choice_type) = self.operand(choice) else { continue };
            let wanted = match value_type {
                Some(FactType::List) => FactType::Text,
                Some(other) => other,
                None => continue,
            };
            if choice_type != wanted {
                self.mixed(wanted, choice_type, choice.offset, choice.length);
            }
            self.choice(value, choice);
        }
    }

    fn contains(&mut self, value: &Operand, list: &Mention) {
        let value_type = self.operand(value);
        if let Some(kind) = self.mention(list)
            && kind != FactType::List
        {
            let message = format!("{} is {}, not a list.", list.path, kind.words());
            self.errors.push(ConditionError::new(list.offset, list.length, message).with_hint("Use ==."));
        } else if let Some(kind) = value_type
            && kind != FactType::Text
        {
            self.mixed(FactType::Text, kind, value.offset, value.length);
        }
        let choices = list.path.possible(self.facts);
        if let Value::Text(text) = &value.value
            && !choices.is_empty()
            && !choices.contains(&text.as_str())
        {
            let message = format!("It can never be \"{text}\".");
            let hint = format!("Possible: {}.", choices.join(", "));
            self.errors.push(ConditionError::new(value.offset, value.length, message).with_hint(hint));
        }
    }

    /// The type of one side, after its shifts.
    fn operand(&mut self, operand: &Operand) -> Option<FactType> {
        let kind = match &operand.value {
            Value::Path(mention) => self.mention(mention)?,
            Value::Bool(_) => FactType::Bool,
            Value::Date(_) => FactType::Date,
            Value::Number(_) => FactType::Number,
            Value::Text(_) => FactType::Text,
        };
        if !operand.shifts.is_empty() && kind != FactType::Date {
            let message = format!("Years and days can be added to a date, not to {}.", kind.words());
            self.errors.push(ConditionError::new(operand.offset, operand.length, message));
            return None;
        }
        Some(kind)
    }

    fn mention(&mut self, mention: &Mention) -> Option<FactType> {
        let kind = mention.path.value_type(self.facts);
        if kind.is_none() {
            let (message, hint) = mention.path.undeclared(self.facts);
            self.errors.push(ConditionError::new(mention.offset, mention.length, message).with_hint(hint));
        }
        kind
    }

    /// A path with few possible values is compared with one that it can never have.
    fn choice(&mut self, path: &Operand, value: &Operand) {
        let Some(choices) = path.mention().map(|mention| mention.path.possible(self.facts)) else { return };
        let Value::Text(text) = &value.value else { return };
        if !choices.is_empty() && !choices.contains(&text.as_str()) {
            let message = format!("It can never be \"{text}\".");
            let hint = format!("Possible: {}.", choices.join(", "));
            self.errors.push(ConditionError::new(value.offset, value.length, message).with_hint(hint));
        }
    }

    fn mixed(&mut self, left: FactType, right: FactType, offset: usize, length: usize) {
        let message = format!("{} is compared with {}.", capitalised(left.words()), right.words());
        self.errors.push(ConditionError::new(offset, length, message));
    }
}

fn span(left: &Operand, right: &Operand) -> (usize, usize) {
    (left.offset, right.offset + right.length - left.offset)
}

fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
