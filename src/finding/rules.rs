//! The catalogue of rules, read from `templates/rules.toml`.

/// What `casebinder explain` says about a rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Kebab-case id.
    pub id: String,
    /// One line.
    pub title: String,
    /// What it means and why it matters, in plain words.
    pub why: String,
    /// What to do about it.
    pub remedy: String,
    /// What says so; empty where the rule is casebinder's own.
    pub authority: Vec<String>,
    /// A `[[waiver]]` may name it: a person has looked and lets it be.
    pub acceptable: bool,
}

/// All built-in rules, in the order of the file.
pub fn rules() -> Vec<Rule> {
    crate::books::parse_rules("rules.toml", crate::templates::RULES).rules
}
