//! What is missing on the terminal, by who brings it.

use super::page::{BAD, HEADING, PLAIN, Page};
use crate::evaluate::RequirementResult;
use crate::report::gaps::Gap;
use crate::report::summary::SOURCES;
use crate::report::{Check, plain};

/// With more lines than this, the list says only what is missing: it must fit on the first screen.
const SCREEN: usize = 16;
/// More titles than this stand one behind the other.
const LIST: usize = 8;

/// How much is said of each item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// What is missing, whom it was asked of, and what satisfies it.
    Full,
    /// What is missing, and whom it was asked of.
    Short,
}

pub fn missing(page: &mut Page, check: &Check<'_>, missing: &[&RequirementResult]) {
    if missing.is_empty() {
        return;
    }
    page.heading(BAD, "Missing");
    let full = list(check, missing, page.width, Detail::Full);
    if full.lines().count() <= SCREEN {
        page.text += &full;
    } else {
        page.text += &list(check, missing, page.width, Detail::Short);
        page.remark(2, "casebinder explain ID says what satisfies the item with this id in brackets.");
    }
}

fn list(check: &Check<'_>, missing: &[&RequirementResult], width: usize, detail: Detail) -> String {
    let mut page = Page::new(width);
    for (source, title) in SOURCES {
        let items: Vec<_> = missing.iter().copied().filter(|result| result.from == source).collect();
        if items.is_empty() {
            continue;
        }
        page.subheading(&format!("{title}:"));
        for gap in check.gaps(&items) {
            page.entry(BAD, "✗", &titled(&gap));
            for remark in &gap.remarks {
                page.under(PLAIN, 4, &plain(remark));
            }
            if detail == Detail::Full {
                page.remark(4, &plain(gap.satisfied_by()));
            }
        }
    }
    page.text
}

fn titled(gap: &Gap<'_>) -> String {
    format!("{} [{}]", plain(&gap.title), gap.id())
}

/// What is recommended and not there.
pub fn would_help(page: &mut Page, check: &Check<'_>, would_help: &[&RequirementResult]) {
    if would_help.is_empty() {
        return;
    }
    page.heading(HEADING, "Would help");
    let gaps = check.gaps(would_help);
    if gaps.len() <= LIST {
        for gap in gaps {
            page.entry(PLAIN, "·", &told(&gap));
        }
    } else {
        let titles: Vec<String> = gaps.iter().map(|gap| told(gap)).collect();
        page.entry(PLAIN, "·", &titles.join("; "));
    }
}

/// The title, and whom it was asked of.
fn told(gap: &Gap<'_>) -> String {
    let remarks: Vec<&str> = gap.remarks.iter().map(|remark| remark.trim_end_matches('.')).collect();
    match remarks.as_slice() {
        [] => plain(&gap.title),
        remarks => plain(&format!("{} ({})", gap.title, remarks.join("; "))),
    }
}
