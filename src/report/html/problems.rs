//! What needs a look, and what nobody has answered yet.

use std::fmt::Write as _;

use super::markup::{Section, Tone, authority, escaped, hint, mark, prose};
use crate::finding::{Finding, Severity, show_in_source};
use crate::report::problems::{Kind, Worded, by_kind};
use crate::report::questions::by_place;
use crate::report::wording::{sentence, told};
use crate::report::{Check, Summary};

pub fn look_at(check: &Check<'_>, summary: &Summary<'_>) -> Section {
    let mut items = String::new();
    for kind in by_kind(&summary.problems) {
        items += &of_a_kind(&kind);
    }
    for result in &summary.review {
        let _ = writeln!(
            items,
            "<li>{} <strong>{}</strong>: {}{}</li>",
            mark(Tone::Care, "look"),
            escaped(&check.title_of(result)),
            prose(&sentence(&result.reason)),
            authority(&result.authority, &result.id)
        );
    }
    let body = if items.is_empty() { items } else { format!("<ul class=\"items\">\n{items}</ul>\n") };
    Section::new("look", "Needs a look", Some(summary.problems.len() + summary.review.len()), body)
}

fn of_a_kind(kind: &Kind<'_>) -> String {
    let mark = match kind.severity {
        Severity::Error => mark(Tone::Bad, "error"),
        _ => mark(Tone::Care, "warning"),
    };
    let mut text = String::from("<li>");
    match kind.findings.as_slice() {
        [one] => {
            let _ = write!(text, "{mark} {}", fact(one));
        }
        several => {
            let facts: String = several.iter().map(|finding| format!("<li>{}</li>", fact(finding))).collect();
            let _ = write!(text, "{mark} {} alike:<ul>{facts}</ul>", several.len());
        }
    }
    match kind.hint() {
        Some((said, Worded::ForTheFirst)) => text += &hint(&format!("For the first: {said}")),
        Some((said, Worded::ForAll)) => text += &hint(said),
        None => {}
    }
    text + &authority(kind.authority(), kind.rule) + "</li>\n"
}

fn fact(finding: &Finding) -> String {
    let mut text = prose(&told(finding));
    if let Some(location) = &finding.location {
        let lines: Vec<String> = show_in_source(location).lines().map(escaped).collect();
        let _ = write!(text, "<pre>{}</pre>", lines.join("\n"));
    }
    text
}

pub fn questions(summary: &Summary<'_>) -> Section {
    let mut body = String::new();
    for place in by_place(&summary.questions) {
        let _ = writeln!(
            body,
            "<h3>{} of <code>case.toml</code></h3>\n<ul class=\"items\">",
            escaped(&place.name)
        );
        for asked in place.asked {
            let _ = writeln!(
                body,
                "<li>{} {}<pre>{}</pre></li>",
                mark(Tone::Care, "question"),
                escaped(&asked.question),
                escaped(&asked.line)
            );
        }
        body += "</ul>\n";
    }
    Section::new("questions", "Questions", Some(summary.questions.len()), body)
}
