//! The report on the terminal: nearest deadline first, what is missing and who must bring it, what needs a look,
//! what is fine in one line.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use jiff::civil::Date;

use super::summary::{SOURCES, Waived};
use super::wording::{counted, days_away, earlier_days, more_than_missing, sentence, told};
use super::{Check, Summary, mask_a_number, plain};
use crate::classify::{Disposition, EvidenceFile};
use crate::evaluate::{DeadlineResult, DeadlineStatus, RequirementResult};
use crate::finding::{Finding, Severity, show_in_source};
use crate::track::DeadlineKind;

const HEADING: Style = Style::new().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const CARE: Style = AnsiColor::Yellow.on_default();
const GOOD: Style = AnsiColor::Green.on_default();
const QUIET: Style = Style::new().dimmed();

/// The report, `width` columns wide, with ANSI styles (a terminal that wants none gets them stripped).
pub fn human(check: &Check<'_>, width: usize) -> String {
    let mut page = Page { text: String::new(), width: width.clamp(40, 120) };
    let summary = check.summary();
    header(&mut page, check, &summary);
    deadlines(&mut page, check);
    missing(&mut page, check, &summary.missing);
    look_at(&mut page, check, &summary);
    ask(&mut page, &summary.questions);
    would_help(&mut page, check, &summary.would_help);
    other_dates(&mut page, check);
    waivers(&mut page, check);
    left_out(&mut page, &summary.left_out);
    fine(&mut page, &summary);
    files(&mut page, check);
    page.text
}

struct Page {
    text: String,
    width: usize,
}

impl Page {
    fn heading(&mut self, style: Style, title: &str) {
        let style = style.bold();
        let _ = writeln!(self.text, "\n{style}{title}{style:#}");
    }

    /// A wrapped entry: `mark` hangs to the left of the text.
    fn entry(&mut self, style: Style, mark: &str, text: &str) {
        let indent = mark.chars().count() + 3;
        let mut lines = wrap(text, self.width.saturating_sub(indent)).into_iter();
        let _ = writeln!(self.text, "  {style}{mark}{style:#} {}", lines.next().unwrap_or_default());
        for line in lines {
            let _ = writeln!(self.text, "{:indent$}{line}", "");
        }
    }

    /// More of an entry, on lines of its own.
    fn entry_text(&mut self, indent: usize, text: &str) {
        for line in wrap(text, self.width.saturating_sub(indent)) {
            let _ = writeln!(self.text, "{:indent$}{line}", "");
        }
    }

    /// A remedy. Lines for the case file are not broken: they are there to be copied.
    fn hint(&mut self, indent: usize, hint: &str) {
        for (number, line) in hint.lines().enumerate() {
            if number > 0 && (line.contains(" = ") || line.starts_with("[[")) {
                let line = plain(line);
                let _ = writeln!(self.text, "{:indent$}  {line}", "");
            } else {
                self.remark(indent, &plain(line));
            }
        }
    }

    /// A wrapped remark under an entry.
    fn remark(&mut self, indent: usize, text: &str) {
        self.under(QUIET, indent, text);
    }

    /// A wrapped text under an entry.
    fn under(&mut self, style: Style, indent: usize, text: &str) {
        for line in wrap(text, self.width.saturating_sub(indent)) {
            let _ = writeln!(self.text, "{:indent$}{style}{line}{style:#}", "");
        }
    }
}

/// Breaks a text into lines of at most `width` characters; a longer word gets a line of its own.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn ask(page: &mut Page, questions: &[&Finding]) {
    if questions.is_empty() {
        return;
    }
    page.heading(CARE, "Questions for the client");
    for question in questions {
        page.entry(CARE, "?", &plain(&question.message));
        page.remark(4, &plain(question.hint.as_deref().unwrap_or_default()));
    }
}

fn header(page: &mut Page, check: &Check<'_>, summary: &Summary<'_>) {
    let principal = check.case.principal();
    let name = principal.map(|person| plain(&person.name)).unwrap_or_default();
    let others = match check.case.persons.len().saturating_sub(1) {
        0 => String::new(),
        1 => " and 1 family member".to_owned(),
        more => format!(" and {more} family members"),
    };
    let number = principal
        .and_then(|person| person.a_number.as_deref())
        .map(|number| format!("  {QUIET}{}{QUIET:#}", mask_a_number(number)))
        .unwrap_or_default();
    let _ = writeln!(page.text, "{HEADING}{name}{others}{HEADING:#}{number}");
    let _ =
        writeln!(page.text, "{QUIET}{}, checked on {}{QUIET:#}", check.track.title, check.evaluation.today);
    let verdict = check.verdict(summary);
    let _ = writeln!(page.text);
    if check.evaluation.complete() {
        let _ = writeln!(page.text, "{GOOD}Complete.{GOOD:#} Nothing required is missing.");
        if !verdict.is_empty() {
            let _ = writeln!(page.text, "But: {verdict}.");
        }
        return;
    }
    let _ = writeln!(page.text, "{BAD}Not ready to file:{BAD:#} {verdict}.");
}

fn deadlines(page: &mut Page, check: &Check<'_>) {
    let deadlines = &check.evaluation.deadlines;
    let mut last_days = deadlines.iter().filter(|deadline| deadline.is_last_day()).peekable();
    if last_days.peek().is_some() {
        page.heading(HEADING, "Deadlines");
    }
    for deadline in last_days {
        let (style, mark) = match deadline.status {
            DeadlineStatus::Past => (BAD, "past"),
            DeadlineStatus::Soon => (CARE, "soon"),
            DeadlineStatus::Open if deadline.date.is_none() => (CARE, "??? "),
            DeadlineStatus::Open => (Style::new(), "open"),
            DeadlineStatus::Met => (GOOD, "met "),
        };
        page.entry(style, mark, &deadline_line(deadline, check.evaluation.today));
        if deadline.status == DeadlineStatus::Past {
            page.under(Style::new(), 7, &plain(&deadline.remedy));
        }
        page.remark(7, &deadline_remark(deadline));
    }
}

/// Days worth knowing on which nothing is lost.
fn other_dates(page: &mut Page, check: &Check<'_>) {
    let deadlines = &check.evaluation.deadlines;
    let mut others = deadlines.iter().filter(|deadline| !deadline.is_last_day()).peekable();
    if others.peek().is_some() {
        page.heading(HEADING, "Other dates");
    }
    for other in others {
        page.entry(Style::new(), other_mark(other), &plain(&deadline_line(other, check.evaluation.today)));
    }
}

/// What a day of another kind is.
fn other_mark(other: &DeadlineResult) -> &'static str {
    match (other.kind, other.status) {
        (DeadlineKind::Reminder, _) => "look",
        (DeadlineKind::Expiry, _) => "ends",
        (_, DeadlineStatus::Met) => "done",
        _ => "from",
    }
}

fn deadline_line(deadline: &DeadlineResult, today: Date) -> String {
    let Some(date) = deadline.date else { return format!("no date yet  {}", deadline.title) };
    let away = match deadline.status {
        DeadlineStatus::Met => String::new(),
        _ => format!(", {}", days_away(today, date)),
    };
    format!("{date}{away}  {}", deadline.title)
}

/// By when to have it done to be safe, and how the last day is counted.
fn deadline_remark(deadline: &DeadlineResult) -> String {
    let ahead = matches!(deadline.status, DeadlineStatus::Open | DeadlineStatus::Soon);
    let safe = deadline.safe_date.filter(|_| ahead).map(|safe| format!("To be safe, by {safe}. "));
    format!("{}{}{}", safe.unwrap_or_default(), earlier_days(deadline), sentence(&deadline.basis))
}

fn missing(page: &mut Page, check: &Check<'_>, missing: &[&RequirementResult]) {
    if missing.is_empty() {
        return;
    }
    page.heading(BAD, "Missing");
    for (source, title) in SOURCES {
        let mut items = missing.iter().filter(|result| result.from == source).peekable();
        if items.peek().is_none() {
            continue;
        }
        let _ = writeln!(page.text, " {title}:");
        for result in items {
            page.entry(BAD, "✗", &format!("{} [{}]", plain(&check.title_of(result)), result.id));
            let why = more_than_missing(result);
            if !why.is_empty() {
                page.entry_text(4, &plain(&why));
            }
            page.remark(4, &plain(&result.satisfied_by));
        }
    }
}

fn look_at(page: &mut Page, check: &Check<'_>, summary: &Summary<'_>) {
    if summary.review.is_empty() && summary.problems.is_empty() {
        return;
    }
    page.heading(CARE, "Needs a look");
    for finding in &summary.problems {
        show_finding(page, finding);
    }
    for result in &summary.review {
        let reason = plain(&sentence(&result.reason));
        page.entry(CARE, "look   ", &format!("{}: {reason}", plain(&check.title_of(result))));
        page.remark(10, &format!("casebinder explain {}", result.id));
    }
}

fn show_finding(page: &mut Page, finding: &Finding) {
    let (style, mark) = match finding.severity {
        Severity::Error => (BAD, "error  "),
        Severity::Warning => (CARE, "warning"),
        Severity::Info => (QUIET, "info   "),
    };
    page.entry(style, mark, &plain(&told(finding)));
    let indent = mark.len() + 3;
    if let Some(location) = &finding.location {
        for line in show_in_source(location).lines() {
            let _ = writeln!(page.text, "{:indent$}{line}", "");
        }
    }
    if let Some(hint) = &finding.hint {
        page.hint(indent, hint);
    }
    let explain = format!("casebinder explain {}", finding.rule);
    let authority = finding.authority.join("; ");
    let together = format!("{authority}; {explain}");
    if authority.is_empty() {
        page.remark(indent, &explain);
    } else if indent + together.chars().count() <= page.width {
        page.remark(indent, &together);
    } else {
        // The command stands whole on a line of its own, to be copied.
        page.remark(indent, &authority);
        page.remark(indent, &explain);
    }
}

fn would_help(page: &mut Page, check: &Check<'_>, would_help: &[&RequirementResult]) {
    if would_help.is_empty() {
        return;
    }
    page.heading(HEADING, "Would help");
    for result in would_help {
        page.entry(QUIET, "·", &plain(&check.title_of(result)));
    }
}

fn waivers(page: &mut Page, check: &Check<'_>) {
    let waivers = check.waivers();
    if waivers.is_empty() {
        return;
    }
    page.heading(HEADING, "Waived");
    for Waived { title, waiver, needed } in waivers {
        let idle = if needed { "" } else { " Not needed: the document is here or is not asked for." };
        let text = format!("{title}: {} ({}, {}){idle}", waiver.reason, waiver.by, waiver.on);
        page.entry(CARE, "–", &plain(&text));
    }
}

fn left_out(page: &mut Page, left_out: &[&EvidenceFile]) {
    if left_out.is_empty() {
        return;
    }
    page.heading(HEADING, "Left out of the packet");
    for file in left_out {
        page.entry(QUIET, "·", &format!("{}: {}", plain(&file.source.path), plain(&file.reason)));
    }
}

fn fine(page: &mut Page, summary: &Summary<'_>) {
    if summary.met.is_empty() {
        return;
    }
    page.heading(GOOD, "Fine");
    let titles: Vec<String> = summary.titles_of_met().iter().map(|title| plain(title)).collect();
    page.entry(GOOD, "✓", &titles.join("; "));
}

fn files(page: &mut Page, check: &Check<'_>) {
    let total = check.evidence.files.len();
    let parts: Vec<String> = [
        (Disposition::Assigned, "assigned"),
        (Disposition::Unassigned, "not identified"),
        (Disposition::Excluded, "left out"),
        (Disposition::Unreadable, "unreadable"),
        (Disposition::Junk, "of the operating system"),
    ]
    .into_iter()
    .map(|(disposition, word)| (check.count(disposition), word))
    .filter(|(count, _)| *count > 0)
    .map(|(count, word)| format!("{count} {word}"))
    .collect();
    let parts = if parts.is_empty() { "none".to_owned() } else { parts.join(", ") };
    let _ = writeln!(page.text, "\n{QUIET}{}: {parts}.{QUIET:#}", counted(total, "file"));
    let own: Vec<String> =
        check.track.books.office_files().into_iter().map(|file| plain(&file.name)).collect();
    if !own.is_empty() {
        page.under(QUIET, 0, &format!("By rule files of the office: {}.", own.join(", ")));
    }
}

/// Notes, each on lines of its own.
pub fn notes(lines: &[String], width: usize) -> String {
    let mut page = Page { text: String::new(), width: width.clamp(40, 120) };
    for line in lines {
        page.entry(QUIET, "·", &plain(line));
    }
    page.text
}

/// Findings alone, for a case file that cannot be used.
pub fn findings(findings: &[Finding], width: usize) -> String {
    let mut page = Page { text: String::new(), width: width.clamp(40, 120) };
    for finding in findings {
        show_finding(&mut page, finding);
    }
    page.text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapping_keeps_every_word() {
        let text = "one two three antidisestablishmentarianism four";
        let lines = wrap(text, 10);
        assert_eq!(lines.join(" "), text);
        assert!(lines.iter().all(|line| line.chars().count() <= 10 || !line.contains(' ')));
    }
}
