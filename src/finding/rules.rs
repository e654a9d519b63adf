//! The catalogue of rules, read from `templates/rules.toml`.

use serde::Deserialize;

/// What `casebinder explain` says about a rule.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
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
    #[serde(default)]
    pub authority: Vec<String>,
    /// A `[[waiver]]` may name it: a person has looked and lets it be.
    #[serde(default)]
    pub acceptable: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalogue {
    #[serde(default)]
    rule: Vec<Rule>,
}

/// All rules, in the order of the file.
pub fn rules() -> Vec<Rule> {
    toml::from_str::<Catalogue>(crate::templates::RULES).map(|catalogue| catalogue.rule).unwrap_or_default()
}
