//! File names that give away numbers or are too long to be sent around.

use super::numbers::{a_numbers, has_social_security_number};
use super::papers::Desk;
use crate::classify::Disposition;
use crate::finding::Finding;
use crate::wording::list;

/// Names of files that are used.
pub fn review(desk: &Desk<'_>) -> Vec<Finding> {
    let used = desk.evidence.files.iter().filter(|file| file.disposition == Disposition::Assigned);
    let paths: Vec<&str> = used.map(|file| file.source.path.as_str()).collect();
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let mut findings = Vec::new();
    let numbered: Vec<String> = paths
        .iter()
        .filter(|path| {
            let name = name(path).replace('_', " ");
            has_social_security_number(&name) || !a_numbers(&name).is_empty()
        })
        .map(|path| (*path).to_owned())
        .collect();
    if !numbered.is_empty() {
        let message =
            format!("An A-number or a social security number stands in the name of {}.", list(&numbered));
        findings.push(Finding::info("file-name-number", message));
    }
    if let Some(most) = desk.number("file-name-characters") {
        let long: Vec<String> = paths
            .iter()
            .filter(|path| name(path).chars().count() as u64 > most)
            .map(|path| (*path).to_owned())
            .collect();
        if !long.is_empty() {
            let message = format!("Longer than {most} characters are the names of {}.", list(&long));
            findings.push(Finding::info("file-name-long", message));
        }
    }
    findings
}
