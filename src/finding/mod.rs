//! Findings: what casebinder has to say about a case, a rule file or a packet.
//!
//! A finding names the file, the fact, the authority and the remedy. What a rule is, why it exists
//! and how to satisfy it stands in `templates/rules.toml`, keyed by [`Finding::rule`].

mod rules;
mod show;

pub use rules::{Rule, rules};
pub use show::show_in_source;

use serde::Serialize;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing to do.
    Info,
    /// A person should look and decide.
    Warning,
    /// The packet must not be filed like this.
    Error,
}

impl Severity {
    /// The word used in JSON and on the terminal.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A place in a text file that a person wrote.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The file as the user knows it, for example `case.toml`.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// How many characters of the line are meant (at least 1).
    pub length: usize,
    /// The whole line, for showing it with a caret.
    pub text: String,
}

/// One thing casebinder has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Kebab-case id; explained by `casebinder explain ID`.
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// One or two sentences: the fact.
    pub message: String,
    /// The evidence file it is about, as it stands in the inventory (`evidence/…`).
    pub path: Option<String>,
    /// The place in a case or rule file it is about.
    pub location: Option<Location>,
    /// What says so, for example `8 CFR 1003.33`.
    pub authority: Vec<String>,
    /// The remedy, as an instruction.
    pub hint: Option<String>,
}

impl Finding {
    /// A finding of the given weight; the rest is added with the `with_…`, `at` and `on` methods.
    pub fn new(rule: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        Finding {
            rule,
            severity,
            message: message.into(),
            path: None,
            location: None,
            authority: Vec::new(),
            hint: None,
        }
    }

    /// An error finding.
    pub fn error(rule: &'static str, message: impl Into<String>) -> Self {
        Finding::new(rule, Severity::Error, message)
    }

    /// A warning finding.
    pub fn warning(rule: &'static str, message: impl Into<String>) -> Self {
        Finding::new(rule, Severity::Warning, message)
    }

    /// An info finding.
    pub fn info(rule: &'static str, message: impl Into<String>) -> Self {
        Finding::new(rule, Severity::Info, message)
    }

    /// Names the evidence file it is about.
    pub fn on(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Names the place in a case or rule file it is about.
    pub fn at(mut self, location: Location) -> Self {
        self.location = Some(location);
        self
    }

    /// Adds the authorities.
    pub fn with_authority(mut self, authority: &[String]) -> Self {
        self.authority.extend(authority.iter().cloned());
        self
    }

    /// Adds the remedy.
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// Sorts findings as every report shows them: by weight, then rule, path, place and message.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        (b.severity, a.rule, &a.path, &a.location, &a.message).cmp(&(
            a.severity,
            b.rule,
            &b.path,
            &b.location,
            &b.message,
        ))
    });
}

/// The weight of the gravest finding.
pub fn gravest(findings: &[Finding]) -> Option<Severity> {
    findings.iter().map(|finding| finding.severity).max()
}
