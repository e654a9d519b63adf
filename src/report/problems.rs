//! Findings that say the same of several files, told together.

use crate::finding::{Finding, Severity};

/// Findings of one rule with the same authority and, but for the file, the same remedy.
#[derive(Debug)]
pub struct Kind<'a> {
    /// What weighs on each.
    pub severity: Severity,
    /// The rule.
    pub rule: &'static str,
    /// Each of them, never none.
    pub findings: Vec<&'a Finding>,
}

impl<'a> Kind<'a> {
    /// What says so.
    pub fn authority(&self) -> &'a [String] {
        self.findings.first().map_or(&[], |finding| &finding.authority)
    }

    /// The remedy, and whether it is worded for the first of them.
    pub fn hint(&self) -> Option<(&'a str, Worded)> {
        let first = self.findings.first()?.hint.as_deref()?;
        let same = self.findings.iter().all(|finding| finding.hint.as_deref() == Some(first));
        Some((first, if same { Worded::ForAll } else { Worded::ForTheFirst }))
    }
}

/// For which findings of a kind a remedy is worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worded {
    /// For each.
    ForAll,
    /// For the first; the others differ by their file.
    ForTheFirst,
}

/// The findings, kind by kind, in the order in which the kinds come.
pub fn by_kind<'a>(findings: &[&'a Finding]) -> Vec<Kind<'a>> {
    let mut kinds: Vec<(String, Kind<'a>)> = Vec::new();
    for finding in findings {
        let remedy = without_file(finding);
        let place = kinds.iter_mut().find(|(other, kind)| {
            *other == remedy
                && kind.rule == finding.rule
                && kind.severity == finding.severity
                && kind.authority() == finding.authority
        });
        match place {
            Some((_, kind)) => kind.findings.push(finding),
            None => {
                let kind = Kind { severity: finding.severity, rule: finding.rule, findings: vec![finding] };
                kinds.push((remedy, kind));
            }
        }
    }
    kinds.into_iter().map(|(_, kind)| kind).collect()
}

/// The remedy with its file blotted out.
fn without_file(finding: &Finding) -> String {
    let hint = finding.hint.clone().unwrap_or_default();
    let Some(path) = finding.path.as_deref() else { return hint };
    let below = path.strip_prefix("evidence/").unwrap_or(path);
    hint.replace(path, "").replace(below, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unassigned(file: &str) -> Finding {
        Finding::warning("file-unassigned", format!("What is evidence/{file}?"))
            .on(format!("evidence/{file}"))
            .with_hint(format!("Say what it is:\n[[document]]\nfile = \"{file}\""))
    }

    #[test]
    fn remedies_that_differ_by_their_file_are_one() {
        let other = Finding::error("pdf-encrypted", "It is locked.").with_hint("Unlock it.");
        let findings = [unassigned("a.pdf"), other, unassigned("b/c.pdf")];
        let kinds = by_kind(&findings.iter().collect::<Vec<_>>());
        let told: Vec<(&str, usize)> = kinds.iter().map(|kind| (kind.rule, kind.findings.len())).collect();
        assert_eq!(told, [("file-unassigned", 2), ("pdf-encrypted", 1)]);
        assert_eq!(kinds[0].hint().map(|(_, worded)| worded), Some(Worded::ForTheFirst));
        assert_eq!(kinds[1].hint(), Some(("Unlock it.", Worded::ForAll)));
    }

    #[test]
    fn another_remedy_is_another_kind() {
        let one = Finding::error("x", "A.").with_hint("Ask for the file again.");
        let other = Finding::error("x", "B.").with_hint("Save it as a PDF.");
        assert_eq!(by_kind(&[&one, &other]).len(), 2);
    }
}
