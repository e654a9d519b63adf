//! Findings that a person has looked at and accepts: a `[[waiver]]` may name a rule instead of a requirement.

use crate::case::Waiver;
use crate::finding::{Finding, Severity, rules};

/// May a `[[waiver]]` name this rule?
pub fn is_acceptable(id: &str) -> bool {
    rules().iter().any(|rule| rule.id == id && rule.acceptable)
}

/// An accepted finding stays in the report with who accepted it and why, and stops nothing any more.
pub fn apply(findings: Vec<Finding>, waivers: &[Waiver]) -> Vec<Finding> {
    let accept = |finding: Finding| {
        let Some(waiver) = waivers.iter().find(|waiver| waiver.requirement == finding.rule) else {
            return finding;
        };
        let message = format!(
            "{} Accepted by {} on {}: {}.",
            finding.message,
            waiver.by,
            waiver.on,
            waiver.reason.trim_end_matches('.')
        );
        Finding { severity: Severity::Info, message, hint: None, ..finding }
    };
    findings.into_iter().map(accept).collect()
}
