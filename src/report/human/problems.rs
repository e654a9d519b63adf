//! What needs a look on the terminal: findings kind by kind, then what a person must judge.

use super::page::{BAD, CARE, PLAIN, Page, QUIET};
use crate::evaluate::RequirementResult;
use crate::finding::{Finding, Severity, show_in_source};
use crate::report::problems::{Kind, Worded, by_kind};
use crate::report::wording::{sentence, told};
use crate::report::{Check, Summary, plain};

/// Of warnings that say the same, more than these are counted in a check. Errors are all named.
const ALIKE: usize = 5;
/// The width of a mark with what stands around it.
const INDENT: usize = 10;

pub fn look_at(page: &mut Page, check: &Check<'_>, summary: &Summary<'_>) {
    if summary.review.is_empty() && summary.problems.is_empty() {
        return;
    }
    page.heading(CARE, "Needs a look");
    findings(page, &summary.problems, ALIKE);
    for result in &summary.review {
        look(page, check, result);
    }
}

fn look(page: &mut Page, check: &Check<'_>, result: &RequirementResult) {
    let reason = plain(&sentence(&result.reason));
    page.entry(CARE, "look   ", &format!("{}: {reason} [{}]", plain(&check.title_of(result)), result.id));
}

/// Findings, those that say the same together; of warnings that do, more than `alike` are counted.
pub fn findings(page: &mut Page, findings: &[&Finding], alike: usize) {
    let kinds = by_kind(findings);
    for (number, kind) in kinds.iter().enumerate() {
        // Where the next kind is of the same rule, the command to explain it stands there.
        let is_last = kinds.get(number + 1).is_none_or(|next| next.rule != kind.rule);
        facts(page, kind, alike);
        remedy(page, kind, is_last.then_some(kind.rule));
    }
}

fn facts(page: &mut Page, kind: &Kind<'_>, alike: usize) {
    let all = kind.findings.len();
    let shown = if kind.severity == Severity::Error || all <= alike.saturating_add(1) { all } else { alike };
    for finding in kind.findings.iter().take(shown) {
        fact(page, finding);
    }
    if all > shown {
        page.under(
            PLAIN,
            INDENT,
            &format!("and {} more like these; --format html names them all.", all - shown),
        );
    }
}

/// What to do, what says so, and how to read more of the rule.
fn remedy(page: &mut Page, kind: &Kind<'_>, explained: Option<&str>) {
    match kind.hint() {
        Some((hint, Worded::ForTheFirst)) => page.hint(INDENT, &format!("For the first: {hint}")),
        Some((hint, Worded::ForAll)) => page.hint(INDENT, hint),
        None => {}
    }
    let authority = plain(&kind.authority().join("; "));
    let Some(rule) = explained else {
        if !authority.is_empty() {
            page.remark(INDENT, &authority);
        }
        return;
    };
    let explain = format!("casebinder explain {rule}");
    let together = format!("{authority}; {explain}");
    if authority.is_empty() {
        page.remark(INDENT, &explain);
    } else if INDENT + together.chars().count() <= page.width {
        page.remark(INDENT, &together);
    } else {
        // The command stands whole on a line of its own, to be copied.
        page.remark(INDENT, &authority);
        page.remark(INDENT, &explain);
    }
}

fn fact(page: &mut Page, finding: &Finding) {
    let (style, mark) = match finding.severity {
        Severity::Error => (BAD, "error  "),
        Severity::Warning => (CARE, "warning"),
        Severity::Info => (QUIET, "info   "),
    };
    page.entry(style, mark, &plain(&told(finding)));
    if let Some(location) = &finding.location {
        for line in show_in_source(location).lines() {
            page.text += &format!("{:INDENT$}{line}\n", "");
        }
    }
}
