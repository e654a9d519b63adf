//! The report on the terminal: nearest deadline first, what is missing and who must bring it, what needs a look,
//! what is fine in one line.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use jiff::civil::Date;

use super::{Check, mask_a_number, plain};
use crate::classify::Disposition;
use crate::evaluate::{DeadlineResult, DeadlineStatus, RequirementResult};
use crate::finding::{Finding, Severity, show_in_source};
use crate::track::Source;

const HEADING: Style = Style::new().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const CARE: Style = AnsiColor::Yellow.on_default();
const GOOD: Style = AnsiColor::Green.on_default();
const QUIET: Style = Style::new().dimmed();

/// Findings that the lists of requirements and deadlines already tell.
const TOLD_ELSEWHERE: &[&str] = &[
    "requirement-missing",
    "requirement-recommended",
    "requirement-needs-review",
    "deadline-soon",
    "deadline-past",
    "deadline-late",
    QUESTION,
];

/// The finding that asks for a fact.
const QUESTION: &str = "fact-missing";

/// The report, `width` columns wide, with ANSI styles (a terminal that wants none gets them stripped).
pub fn human(check: &Check<'_>, width: usize) -> String {
    let mut page = Page { text: String::new(), width: width.clamp(40, 120) };
    let summary = check.summary();
    let questions = questions(check);
    // What waits for an answer only is told as a question, once.
    let review: Vec<&RequirementResult> =
        summary.review.iter().copied().filter(|result| !result.documents.is_empty()).collect();
    header(&mut page, check, [summary.missing.len(), review.len(), questions.len()]);
    deadlines(&mut page, check);
    missing(&mut page, check, &summary.missing);
    look_at(&mut page, check, &review);
    ask(&mut page, &questions);
    would_help(&mut page, check, &summary.would_help);
    waivers(&mut page, check, &summary.waived);
    fine(&mut page, check, &summary.met);
    files(&mut page, check);
    page.text
}

struct Page {
    text: String,
    width: usize,
}

impl Page {
    fn heading(&mut self, style: Style, title: &str) {
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

    /// A wrapped remark under an entry.
    fn remark(&mut self, indent: usize, text: &str) {
        for line in wrap(text, self.width.saturating_sub(indent)) {
            let _ = writeln!(self.text, "{:indent$}{QUIET}{line}{QUIET:#}", "");
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

/// The questions to the client that nobody has answered yet.
fn questions<'a>(check: &Check<'a>) -> Vec<&'a Finding> {
    let findings = check.evaluation.findings.iter();
    findings.filter(|finding| finding.rule == QUESTION && finding.severity > Severity::Info).collect()
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

fn header(page: &mut Page, check: &Check<'_>, [missing, review, questions]: [usize; 3]) {
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
    let errors = check
        .evaluation
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error && told_here(finding))
        .count();
    let _ = writeln!(page.text);
    if check.evaluation.complete() {
        let _ = writeln!(page.text, "{GOOD}Complete.{GOOD:#} Nothing required is missing.");
        return;
    }
    let mut parts = Vec::new();
    if missing > 0 {
        parts.push(format!("{missing} missing"));
    }
    if review > 0 {
        parts.push(format!("{review} to look at"));
    }
    if questions > 0 {
        parts.push(counted(questions, "question"));
    }
    if errors > 0 {
        parts.push(counted(errors, "error"));
    }
    if parts.is_empty() {
        parts.push("a deadline has passed".to_owned());
    }
    let _ = writeln!(page.text, "{BAD}Not ready to file:{BAD:#} {}.", parts.join(", "));
}

fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

fn deadlines(page: &mut Page, check: &Check<'_>) {
    let deadlines = &check.evaluation.deadlines;
    if deadlines.is_empty() {
        return;
    }
    page.heading(HEADING, "Deadlines");
    for deadline in deadlines {
        let (style, mark) = match deadline.status {
            DeadlineStatus::Past => (BAD, "past"),
            DeadlineStatus::Soon => (CARE, "soon"),
            DeadlineStatus::Open if deadline.date.is_none() => (CARE, "????"),
            DeadlineStatus::Open => (Style::new(), "open"),
            DeadlineStatus::Met => (GOOD, "met "),
        };
        page.entry(style, mark, &deadline_line(deadline, check.evaluation.today));
        page.remark(7, &deadline.basis);
    }
}

fn deadline_line(deadline: &DeadlineResult, today: Date) -> String {
    let Some(date) = deadline.date else { return format!("no date yet  {}", deadline.title) };
    let safe = match deadline.safe_date {
        Some(safe) if deadline.status != DeadlineStatus::Met && deadline.status != DeadlineStatus::Past => {
            format!(" (to be safe, by {safe})")
        }
        _ => String::new(),
    };
    let away = match deadline.status {
        DeadlineStatus::Met => String::new(),
        _ => format!(", {}", days_away(today, date)),
    };
    format!("{date}{away}  {}{safe}", deadline.title)
}

fn days_away(today: Date, date: Date) -> String {
    let days = today.until(date).map(|span| span.get_days()).unwrap_or_default();
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days if days > 0 => format!("in {days} days"),
        -1 => "yesterday".to_owned(),
        days => format!("{} days ago", -days),
    }
}

fn missing(page: &mut Page, check: &Check<'_>, missing: &[&RequirementResult]) {
    if missing.is_empty() {
        return;
    }
    page.heading(BAD, "Missing");
    let sources = [
        (Source::Client, "The client brings"),
        (Source::Office, "The office prepares"),
        (Source::Third, "Others write (translator, witness, doctor)"),
        (Source::Generated, "casebinder writes, once it knows more"),
    ];
    for (source, title) in sources {
        let mut items = missing.iter().filter(|result| result.from == source).peekable();
        if items.peek().is_none() {
            continue;
        }
        let _ = writeln!(page.text, " {title}:");
        for result in items {
            page.entry(BAD, "✗", &plain(&check.title_of(result)));
            page.remark(4, &format!("{} {}", plain(&sentence(&result.reason)), plain(&result.satisfied_by)));
        }
    }
}

/// Upper-case first letter and a full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    let rest = letters.as_str();
    let stop = if text.is_empty() || text.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{first}{rest}{stop}")
}

fn told_here(finding: &Finding) -> bool {
    !TOLD_ELSEWHERE.contains(&finding.rule)
}

fn look_at(page: &mut Page, check: &Check<'_>, review: &[&RequirementResult]) {
    let findings: Vec<&Finding> = check
        .evaluation
        .findings
        .iter()
        .filter(|finding| told_here(finding) && finding.severity > Severity::Info)
        .collect();
    if review.is_empty() && findings.is_empty() {
        return;
    }
    page.heading(CARE, "Needs a look");
    for result in review {
        page.entry(CARE, "?", &format!("{}: {}", plain(&check.title_of(result)), plain(&result.reason)));
    }
    for finding in findings {
        show_finding(page, finding);
    }
}

fn show_finding(page: &mut Page, finding: &Finding) {
    let (style, mark) = match finding.severity {
        Severity::Error => (BAD, "error"),
        Severity::Warning => (CARE, "warning"),
        Severity::Info => (QUIET, "info"),
    };
    let path = finding.path.as_ref().map(|path| format!("{}: ", plain(path))).unwrap_or_default();
    page.entry(style, mark, &format!("{path}{}", plain(&finding.message)));
    let indent = mark.chars().count() + 3;
    if let Some(location) = &finding.location {
        for line in show_in_source(location).lines() {
            let _ = writeln!(page.text, "{:indent$}{line}", "");
        }
    }
    if let Some(hint) = &finding.hint {
        for line in hint.lines() {
            page.remark(indent, line);
        }
    }
    let authority = if finding.authority.is_empty() {
        String::new()
    } else {
        format!("{}; ", finding.authority.join("; "))
    };
    page.remark(indent, &format!("{authority}casebinder explain {}", finding.rule));
}

fn would_help(page: &mut Page, check: &Check<'_>, would_help: &[&RequirementResult]) {
    if would_help.is_empty() {
        return;
    }
    page.heading(HEADING, "Would help");
    let titles: Vec<String> = would_help.iter().map(|result| plain(&check.title_of(result))).collect();
    page.entry(QUIET, "·", &titles.join("; "));
}

fn waivers(page: &mut Page, check: &Check<'_>, waived: &[&RequirementResult]) {
    if waived.is_empty() {
        return;
    }
    page.heading(HEADING, "Waived");
    for result in waived {
        let by = result
            .waiver
            .as_ref()
            .map(|waiver| format!(": {} ({}, {})", waiver.reason, waiver.by, waiver.on));
        page.entry(
            CARE,
            "–",
            &format!("{}{}", plain(&check.title_of(result)), plain(&by.unwrap_or_default())),
        );
    }
}

fn fine(page: &mut Page, check: &Check<'_>, met: &[&RequirementResult]) {
    if met.is_empty() {
        return;
    }
    page.heading(GOOD, "Fine");
    let mut titles: Vec<String> = Vec::new();
    for result in met {
        let title = plain(&result.title);
        match titles.iter_mut().find(|known| **known == title || known.starts_with(&format!("{title} ("))) {
            Some(known) => {
                let count = met.iter().filter(|other| other.title == result.title).count();
                *known = format!("{title} ({count})");
            }
            None => titles.push(title),
        }
    }
    page.entry(GOOD, "✓", &titles.join("; "));
    let _ = check;
}

fn files(page: &mut Page, check: &Check<'_>) {
    let total = check.evidence.files.len();
    let parts: Vec<String> = [
        (Disposition::Assigned, "assigned"),
        (Disposition::Unassigned, "not identified"),
        (Disposition::Excluded, "left out"),
        (Disposition::Unreadable, "unreadable as they are"),
        (Disposition::Junk, "system files"),
    ]
    .into_iter()
    .map(|(disposition, word)| (check.count(disposition), word))
    .filter(|(count, _)| *count > 0)
    .map(|(count, word)| format!("{count} {word}"))
    .collect();
    let parts = if parts.is_empty() { "none".to_owned() } else { parts.join(", ") };
    let _ = writeln!(page.text, "\n{QUIET}{}: {parts}.{QUIET:#}", counted(total, "file"));
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

    #[test]
    fn days_are_said_as_people_say_them() {
        let today = jiff::civil::date(2026, 11, 22);
        assert_eq!(days_away(today, jiff::civil::date(2026, 11, 22)), "today");
        assert_eq!(days_away(today, jiff::civil::date(2026, 11, 23)), "tomorrow");
        assert_eq!(days_away(today, jiff::civil::date(2027, 2, 16)), "in 86 days");
        assert_eq!(days_away(today, jiff::civil::date(2026, 11, 12)), "10 days ago");
    }
}
