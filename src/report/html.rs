//! `check --format html`: one self-contained file that opens by double-click and prints well.
//!
//! Status is told by a word, never by colour alone. Everything that comes from a case or a file name is escaped.

use std::fmt::Write as _;

use super::timeline::timeline;
use super::{Check, Summary, mask_a_number, plain};
use crate::classify::{Disposition, EvidenceFile};
use crate::evaluate::{DeadlineResult, DeadlineStatus, RequirementResult};
use crate::finding::{Finding, Severity, show_in_source};
use crate::track::Source;

const STYLE: &str = crate::templates::REPORT_STYLE;

/// The report as an HTML document.
pub fn html(check: &Check<'_>) -> String {
    let summary = check.summary();
    let name = check.case.principal().map(|person| escaped(&person.name)).unwrap_or_default();
    let mut page = String::new();
    let _ = write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{name}: check of {}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        check.evaluation.today
    );
    page += "<header>\n";
    header(&mut page, check, &name);
    verdict(&mut page, check, &summary);
    page += "</header>\n<main>\n";
    deadlines(&mut page, check);
    missing(&mut page, check, &summary);
    look_at(&mut page, check, &summary);
    list(
        &mut page,
        check,
        "Would help",
        &summary.would_help,
        "<span class=\"mark quiet\">recommended</span>",
    );
    waived(&mut page, check, &summary);
    list(&mut page, check, "Fine", &summary.met, "<span class=\"mark good\">there</span>");
    files(&mut page, check);
    page += "</main>\n<footer>Made by casebinder from the files listed above. It is a checklist, not legal advice: an attorney decides.</footer>\n</body>\n</html>\n";
    page
}

/// Text for HTML: control and direction characters shown, markup characters escaped.
fn escaped(text: &str) -> String {
    plain(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

fn header(page: &mut String, check: &Check<'_>, name: &str) {
    let others: Vec<String> = check
        .case
        .persons
        .iter()
        .skip(1)
        .map(|person| format!("{} ({})", escaped(&person.name), person.role.word()))
        .collect();
    let _ = writeln!(page, "<h1>{name}</h1>");
    if !others.is_empty() {
        let _ = writeln!(page, "<p>with {}</p>", others.join(", "));
    }
    let number = check
        .case
        .principal()
        .and_then(|person| person.a_number.as_deref())
        .map(mask_a_number)
        .unwrap_or_default();
    let _ = writeln!(
        page,
        "<p class=\"quiet\">{} {} Checked on {}.</p>",
        escaped(&number),
        escaped(&check.track.title),
        check.evaluation.today
    );
}

fn verdict(page: &mut String, check: &Check<'_>, summary: &Summary<'_>) {
    if check.evaluation.complete() {
        *page +=
            "<p class=\"verdict complete\"><strong>Complete.</strong> Nothing required is missing.</p>\n";
        return;
    }
    let errors =
        check.evaluation.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let _ = writeln!(
        page,
        "<p class=\"verdict\"><strong>Not ready to file.</strong> {} missing, {} to look at, {errors} errors in all.</p>",
        summary.missing.len(),
        summary.review.len()
    );
}

fn deadlines(page: &mut String, check: &Check<'_>) {
    let deadlines = &check.evaluation.deadlines;
    if deadlines.is_empty() {
        return;
    }
    *page += "<section aria-labelledby=\"deadlines\">\n<h2 id=\"deadlines\">Deadlines</h2>\n";
    *page += &timeline(deadlines, check.evaluation.today);
    *page += "<table>\n<thead><tr><th scope=\"col\">Last day</th><th scope=\"col\">State</th><th scope=\"col\">What</th><th scope=\"col\">To be safe</th></tr></thead>\n<tbody>\n";
    for deadline in deadlines {
        let date = deadline.date.map_or("not known".to_owned(), |date| date.to_string());
        let safe = deadline.safe_date.map(|date| date.to_string()).unwrap_or_default();
        let _ = writeln!(
            page,
            "<tr><td>{date}</td><td>{}</td><td>{}<details><summary>How it is counted</summary>{}<br>{}</details></td><td>{safe}</td></tr>",
            deadline_mark(deadline),
            escaped(&deadline.title),
            escaped(&deadline.basis),
            escaped(&deadline.authority.join("; "))
        );
    }
    *page += "</tbody>\n</table>\n</section>\n";
}

fn deadline_mark(deadline: &DeadlineResult) -> &'static str {
    match deadline.status {
        DeadlineStatus::Past => "<span class=\"mark bad\">past</span>",
        DeadlineStatus::Soon => "<span class=\"mark care\">soon</span>",
        DeadlineStatus::Open => "<span class=\"mark\">open</span>",
        DeadlineStatus::Met => "<span class=\"mark good\">met</span>",
    }
}

fn missing(page: &mut String, check: &Check<'_>, summary: &Summary<'_>) {
    if summary.missing.is_empty() {
        return;
    }
    *page += "<section aria-labelledby=\"missing\">\n<h2 id=\"missing\">Missing</h2>\n";
    let sources = [
        (Source::Client, "The client brings"),
        (Source::Office, "The office prepares"),
        (Source::Third, "Others write: translator, witness, doctor"),
        (Source::Generated, "casebinder writes, once it knows more"),
    ];
    for (source, title) in sources {
        let items: Vec<_> = summary.missing.iter().filter(|result| result.from == source).collect();
        if items.is_empty() {
            continue;
        }
        let _ = writeln!(page, "<h3>{title}</h3>\n<ul class=\"items\">");
        for result in items {
            requirement(page, check, result, "<span class=\"mark bad\">missing</span>", &result.satisfied_by);
        }
        *page += "</ul>\n";
    }
    *page += "</section>\n";
}

fn requirement(page: &mut String, check: &Check<'_>, result: &RequirementResult, mark: &str, remark: &str) {
    let _ = writeln!(
        page,
        "<li>{mark} <strong>{}</strong><p>{}. {}</p><details><summary>Authority</summary>{} (<code>{}</code>)</details></li>",
        escaped(&check.title_of(result)),
        escaped(result.reason.trim_end_matches('.')),
        escaped(remark),
        escaped(&result.authority.join("; ")),
        escaped(&result.id)
    );
}

fn look_at(page: &mut String, check: &Check<'_>, summary: &Summary<'_>) {
    let told =
        ["requirement-missing", "requirement-recommended", "deadline-soon", "deadline-past", "deadline-late"];
    let findings: Vec<&Finding> = check
        .evaluation
        .findings
        .iter()
        .filter(|finding| finding.severity > Severity::Info && !told.contains(&finding.rule))
        .collect();
    if summary.review.is_empty() && findings.is_empty() {
        return;
    }
    *page += "<section aria-labelledby=\"look\">\n<h2 id=\"look\">Needs a look</h2>\n<ul class=\"items\">\n";
    for result in &summary.review {
        requirement(page, check, result, "<span class=\"mark care\">look</span>", "");
    }
    for finding in findings {
        let mark = match finding.severity {
            Severity::Error => "<span class=\"mark bad\">error</span>",
            _ => "<span class=\"mark care\">warning</span>",
        };
        let path =
            finding.path.as_ref().map(|path| format!("<code>{}</code> ", escaped(path))).unwrap_or_default();
        let _ = write!(page, "<li>{mark} {path}{}", escaped(&finding.message));
        if let Some(location) = &finding.location {
            let _ = write!(
                page,
                "<pre>{}</pre>",
                show_in_source(location).lines().map(escaped).collect::<Vec<_>>().join("\n")
            );
        }
        if let Some(hint) = &finding.hint {
            let _ = write!(page, "<p>{}</p>", hint.lines().map(escaped).collect::<Vec<_>>().join("<br>"));
        }
        let authority = escaped(&finding.authority.join("; "));
        let _ = writeln!(
            page,
            "<details><summary>Rule and authority</summary><code>{}</code> {authority}</details></li>",
            finding.rule
        );
    }
    *page += "</ul>\n</section>\n";
}

fn list(page: &mut String, check: &Check<'_>, title: &str, results: &[&RequirementResult], mark: &str) {
    if results.is_empty() {
        return;
    }
    let _ = writeln!(page, "<section>\n<h2>{title}</h2>\n<ul class=\"items\">");
    for result in results {
        let _ = writeln!(page, "<li>{mark} {}</li>", escaped(&check.title_of(result)));
    }
    *page += "</ul>\n</section>\n";
}

fn waived(page: &mut String, check: &Check<'_>, summary: &Summary<'_>) {
    if summary.waived.is_empty() {
        return;
    }
    *page += "<section>\n<h2>Waived</h2>\n<ul class=\"items\">\n";
    for result in &summary.waived {
        let by = result
            .waiver
            .as_ref()
            .map(|waiver| format!("{} ({}, {})", escaped(&waiver.reason), escaped(&waiver.by), waiver.on));
        let _ = writeln!(
            page,
            "<li><span class=\"mark care\">waived</span> {}<p>{}</p></li>",
            escaped(&check.title_of(result)),
            by.unwrap_or_default()
        );
    }
    *page += "</ul>\n</section>\n";
}

fn files(page: &mut String, check: &Check<'_>) {
    let _ = writeln!(
        page,
        "<section aria-labelledby=\"files\">\n<h2 id=\"files\">Every file ({})</h2>",
        check.evidence.files.len()
    );
    *page += "<table>\n<thead><tr><th scope=\"col\">File</th><th scope=\"col\">Pages</th><th scope=\"col\">What became of it</th><th scope=\"col\">Document</th></tr></thead>\n<tbody>\n";
    for file in &check.evidence.files {
        let pages = file.source.pages.map(|pages| pages.to_string()).unwrap_or_default();
        let _ = writeln!(
            page,
            "<tr><td class=\"path\">{}</td><td>{pages}</td><td>{} {}</td><td>{}</td></tr>",
            escaped(file.source.path.strip_prefix("evidence/").unwrap_or(&file.source.path)),
            disposition(file),
            escaped(&file.reason),
            escaped(&document(check, file))
        );
    }
    *page += "</tbody>\n</table>\n</section>\n";
}

fn disposition(file: &EvidenceFile) -> &'static str {
    match file.disposition {
        Disposition::Assigned => "<span class=\"mark good\">assigned</span>",
        Disposition::Unassigned => "<span class=\"mark care\">not identified</span>",
        Disposition::Excluded => "<span class=\"mark\">left out</span>",
        Disposition::Junk => "<span class=\"mark quiet\">system file</span>",
        Disposition::Unreadable => "<span class=\"mark bad\">unreadable</span>",
    }
}

fn document(check: &Check<'_>, file: &EvidenceFile) -> String {
    let titles: Vec<&str> = file
        .satisfies
        .iter()
        .map(|id| check.track.requirement(id).map_or(id.as_str(), |requirement| &requirement.title))
        .collect();
    let person =
        file.person.as_deref().and_then(|id| check.case.person(id)).filter(|_| check.case.persons.len() > 1);
    match person {
        Some(person) if !titles.is_empty() => format!("{} ({})", titles.join(", "), person.name),
        _ => titles.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn names_cannot_become_markup() {
        assert_eq!(escaped("<script>\"a\"&'b'\n"), "&lt;script&gt;&quot;a&quot;&amp;&#39;b&#39;\\u{a}");
    }
}
