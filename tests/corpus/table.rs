//! The table, the report of what is not right, and the marks below which the judge fails.

use std::fmt::Write;

use crate::judge::{Compared, Verdict};
use crate::likeness::Likeness;

impl Compared {
    fn in_poppler(&self) -> bool {
        self.poppler.is_none_or(|likeness| likeness == Likeness::Same)
    }

    fn in_mutool(&self) -> bool {
        self.mutool.is_none_or(|likeness| likeness == Likeness::Same)
    }

    fn in_both(&self) -> bool {
        self.in_poppler() && self.in_mutool()
    }
}

/// The classes in the order of the table.
const CLASSES: [&str; 7] = [
    "packable",
    "packable-after-repair",
    "needs-password",
    "zero-pages",
    "tools-disagree",
    "unreadable",
    "not-packable-as-is",
];
const KINDS: [&str; 3] = ["pdf", "image", "other"];

/// Of each kind and class, what there is.
fn rows(verdicts: &[Verdict]) -> Vec<(String, Vec<&Verdict>)> {
    let mut rows = Vec::new();
    for kind in KINDS {
        for class in CLASSES {
            let of: Vec<&Verdict> = verdicts.iter().filter(|v| v.kind == kind && v.class == class).collect();
            if !of.is_empty() {
                rows.push((format!("{kind}: {class}"), of));
            }
        }
    }
    rows
}

/// The Markdown table.
pub fn table(verdicts: &[Verdict]) -> String {
    let mut text = String::from(
        "| class | files | right | pages compared | same in poppler | same in mutool | same in both | slowest | \
         largest | packets | qpdf --check | mutool info, pdfinfo | active things left |\n\
         |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n",
    );
    let mut rows = rows(verdicts);
    rows.push(("all".into(), verdicts.iter().collect()));
    for (name, of) in rows {
        let pages: Vec<&Compared> = of.iter().flat_map(|verdict| &verdict.compared).collect();
        let share = |same: fn(&Compared) -> bool| {
            let count = pages.iter().filter(|page| same(page)).count();
            if pages.is_empty() {
                "–".to_owned()
            } else {
                format!("{count} ({:.1} %)", 100.0 * count as f64 / pages.len() as f64)
            }
        };
        let right = of.iter().filter(|verdict| verdict.wrong.is_empty()).count();
        let seconds = of.iter().map(|verdict| verdict.seconds).fold(0.0, f64::max);
        let mebibytes = of.iter().map(|verdict| verdict.mebibytes).max().unwrap_or(0);
        let checks: Vec<_> = of.iter().filter_map(|verdict| verdict.checks.as_ref()).collect();
        let clean = |ok: usize| if checks.is_empty() { "–".to_owned() } else { ok.to_string() };
        let remains: usize = of.iter().map(|verdict| verdict.remains.len()).sum();
        let _ = writeln!(
            text,
            "| {name} | {} | {right} | {} | {} | {} | {} | {seconds:.1} s | {mebibytes} MiB | {} | {} | {} | {remains} |",
            of.len(),
            pages.len(),
            share(Compared::in_poppler),
            share(Compared::in_mutool),
            share(Compared::in_both),
            checks.len(),
            clean(checks.iter().filter(|check| check.0.is_ok()).count()),
            clean(checks.iter().filter(|check| check.1.is_ok()).count()),
        );
    }
    text
}

/// Every file of which something is to be said.
pub fn report(verdicts: &[Verdict]) -> String {
    let mut text = String::new();
    for verdict in verdicts {
        let mut lines = verdict.wrong.clone();
        for page in verdict.compared.iter().filter(|page| !page.in_both()) {
            lines.push(format!(
                "page {}: poppler {}, mutool {}",
                page.page,
                said(page.poppler),
                said(page.mutool)
            ));
        }
        if let Some((qpdf, second)) = &verdict.checks {
            lines.extend(qpdf.as_ref().err().map(|why| format!("qpdf --check: {why}")));
            lines.extend(second.as_ref().err().map(|why| format!("mutool info or pdfinfo: {why}")));
        }
        lines.extend(verdict.remains.iter().map(|what| format!("left in the packet: {what}")));
        if verdict.seconds > SLOWEST {
            lines.push(format!("took {:.1} s", verdict.seconds));
        }
        if verdict.mebibytes > LARGEST {
            lines.push(format!("took {} MiB", verdict.mebibytes));
        }
        if lines.is_empty() {
            continue;
        }
        let _ = writeln!(text, "{} ({})", verdict.file, verdict.class);
        for line in &lines {
            let _ = writeln!(text, "    {line}");
        }
        for line in &verdict.said {
            let _ = writeln!(text, "    said: {line}");
        }
    }
    text
}

fn said(likeness: Option<Likeness>) -> String {
    match likeness {
        None => "does not draw the source".into(),
        Some(Likeness::Same) => "same".into(),
        Some(Likeness::Differs(pixels)) => format!("differs in {pixels} pixels"),
        Some(Likeness::Size) => "another size".into(),
        Some(Likeness::Blank) => "BLANK on one side".into(),
    }
}

const SLOWEST: f64 = 5.0;
const LARGEST: u64 = 1024;

/// Files that took longer or more memory than they may; a loaded machine counts against the program here, so this is
/// said and does not fail.
pub fn beyond_the_limits(verdicts: &[Verdict]) -> Vec<String> {
    let beyond = verdicts.iter().filter(|v| v.seconds > SLOWEST || v.mebibytes > LARGEST);
    beyond.map(|v| format!("{}: {:.1} s, {} MiB", v.file, v.seconds, v.mebibytes)).collect()
}

/// What is below the marks that hold: the share of pages that are the same in both renderers, nothing active left,
/// no crash and no hang, nothing packed that should not be.
pub fn below_the_mark(verdicts: &[Verdict]) -> Vec<String> {
    let mut below = Vec::new();
    for (class, mark) in [("packable", 99.5), ("packable-after-repair", 95.0)] {
        let of = verdicts.iter().filter(|verdict| verdict.kind == "pdf" && verdict.class == class);
        let pages: Vec<&Compared> = of.flat_map(|verdict| &verdict.compared).collect();
        let same = pages.iter().filter(|page| page.in_both()).count();
        let share = 100.0 * same as f64 / pages.len().max(1) as f64;
        if !pages.is_empty() && share < mark {
            below.push(format!("{share:.2} of 100 pages of class {class} are the same in both, not {mark}"));
        }
    }
    for verdict in verdicts {
        let never =
            ["panicked", "did not end", "ended with", "packed although it", "left out without a word"];
        let wrong = verdict.wrong.iter().filter(|wrong| never.iter().any(|never| wrong.contains(never)));
        below.extend(wrong.map(|wrong| format!("{}: {wrong}", verdict.file)));
        below.extend(verdict.remains.iter().map(|what| format!("{}: {what} is left", verdict.file)));
    }
    below
}
