//! The condition language of rule files: parsed with positions, printed in plain words.

/// A parsed condition, for example `facts.married and person.role == "spouse"`.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// As written.
    pub text: String,
}
