//! `check --format html`: one self-contained file that opens by double-click and prints well.
//!
//! Status is told by a word, never by colour alone. Everything that comes from a case or a file name is escaped.

use std::fmt::Write as _;

use super::summary::{SOURCES, Waived};
use super::timeline::timeline;
use super::wording::{days_away, earlier_days, more_than_missing, sentence, told};
use super::{Check, Summary, mask_a_number, plain};
use crate::classify::{Disposition, EvidenceFile};
use crate::evaluate::{DeadlineResult, DeadlineStatus, RequirementResult};
use crate::finding::{Severity, show_in_source};
use crate::track::DeadlineKind;

/// The report as an HTML document.
pub fn html(check: &Check<'_>) -> String {
    let summary = check.summary();
    let name = check.case.principal().map(|person| escaped(&person.name)).unwrap_or_default();
    let mut page = String::new();
    let _ = write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{name}: check of {}</title>\n<style>\n{}</style>\n</head>\n<body>\n",
        check.evaluation.today,
        // A style sheet cannot end the element in which it stands.
        check.track.books.style.replace("</", "<\\/")
    );
    page += "<header>\n";
    header(&mut page, check, &name);
    verdict(&mut page, check, &summary);
    page += "</header>\n<main>\n";
    deadlines(&mut page, check);
    missing(&mut page, check, &summary);
    look_at(&mut page, check, &summary);
    ask(&mut page, &summary);
    let would_help = summary.would_help.iter().map(|result| check.title_of(result)).collect();
    list(&mut page, "Would help", would_help);
    waived(&mut page, check);
    let left_out =
        summary.left_out.iter().map(|file| format!("{}: {}", file.source.path, file.reason)).collect();
    list(&mut page, "Left out of the packet", left_out);
    list(&mut page, "Fine", summary.titles_of_met());
    files(&mut page, check);
    page += "</main>\n<footer>";
    page += &office_files(check);
    page += "Made by casebinder from the files listed above; <code>casebinder explain ID</code> tells more of each id in small letters. It is a checklist, not legal advice: an attorney decides.</footer>\n</body>\n</html>\n";
    page
}

/// The office's own rule files, so that the result can be had again.
fn office_files(check: &Check<'_>) -> String {
    let files = check.track.books.office_files();
    if files.is_empty() {
        return String::new();
    }
    let told: Vec<String> = files
        .iter()
        .map(|file| format!("{} <code>{}</code>", escaped(&file.name), escaped(&file.sha256)))
        .collect();
    format!("By rule files of the office: {}.<br>\n", told.join(", "))
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
        .map(|number| format!("{}. ", mask_a_number(number)))
        .unwrap_or_default();
    let _ = writeln!(
        page,
        "<p class=\"quiet\">{}{}. Checked on {}.</p>",
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
    let _ = writeln!(
        page,
        "<p class=\"verdict\"><strong>Not ready to file:</strong> {}.</p>",
        check.verdict(summary)
    );
}

fn deadlines(page: &mut String, check: &Check<'_>) {
    let deadlines = &check.evaluation.deadlines;
    if deadlines.is_empty() {
        return;
    }
    *page += "<section aria-labelledby=\"deadlines\">\n<h2 id=\"deadlines\">Deadlines</h2>\n";
    *page += &timeline(deadlines, check.evaluation.today);
    *page += "<table aria-labelledby=\"deadlines\">\n<thead><tr><th scope=\"col\">Last day</th><th scope=\"col\">State</th><th scope=\"col\">What</th><th scope=\"col\">To be safe</th></tr></thead>\n<tbody>\n";
    for deadline in deadlines {
        let today = check.evaluation.today;
        let date = deadline.date.map_or("not known".to_owned(), |date| match deadline.status {
            DeadlineStatus::Met => date.to_string(),
            _ => format!("<strong>{date}</strong><br>{}", days_away(today, date)),
        });
        let ahead = matches!(deadline.status, DeadlineStatus::Open | DeadlineStatus::Soon);
        let remedy = match deadline.status {
            DeadlineStatus::Past => format!("<p>{}</p>", escaped(&deadline.remedy)),
            _ => String::new(),
        };
        let safe = deadline.safe_date.filter(|_| ahead).map(|date| date.to_string()).unwrap_or_default();
        let _ = writeln!(
            page,
            "<tr><td class=\"day\">{date}</td><td>{}</td><td>{}{remedy}<p class=\"small\">{}<br>{}</p></td><td class=\"day\">{safe}</td></tr>",
            deadline_mark(deadline),
            escaped(&deadline.title),
            escaped(&format!("{}{}", earlier_days(deadline), sentence(&deadline.basis))),
            escaped(&deadline.authority.join("; "))
        );
    }
    *page += "</tbody>\n</table>\n</section>\n";
}

fn deadline_mark(deadline: &DeadlineResult) -> &'static str {
    match (deadline.kind, deadline.status) {
        (DeadlineKind::Milestone, DeadlineStatus::Met) => return "<span class=\"mark good\">reached</span>",
        (DeadlineKind::Milestone, _) => return "<span class=\"mark\">from</span>",
        (DeadlineKind::Reminder, DeadlineStatus::Past) => {
            return "<span class=\"mark care\">look after it</span>";
        }
        (DeadlineKind::Reminder, _) => return "<span class=\"mark\">reminder</span>",
        (DeadlineKind::Expiry, _) => return "<span class=\"mark\">expires</span>",
        (DeadlineKind::Deadline, _) => {}
    }
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
    for (source, title) in SOURCES {
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
        "<li>{mark} <strong>{}</strong><p>{} {}</p><p class=\"small\">{} <code>{}</code></p></li>",
        escaped(&check.title_of(result)),
        escaped(&more_than_missing(result)),
        escaped(remark),
        escaped(&result.authority.join("; ")),
        escaped(&result.id)
    );
}

fn look_at(page: &mut String, check: &Check<'_>, summary: &Summary<'_>) {
    if summary.review.is_empty() && summary.problems.is_empty() {
        return;
    }
    *page += "<section aria-labelledby=\"look\">\n<h2 id=\"look\">Needs a look</h2>\n<ul class=\"items\">\n";
    for finding in &summary.problems {
        let mark = match finding.severity {
            Severity::Error => "<span class=\"mark bad\">error</span>",
            _ => "<span class=\"mark care\">warning</span>",
        };
        let _ = write!(page, "<li>{mark} {}", escaped(&told(finding)));
        if let Some(location) = &finding.location {
            let _ = write!(
                page,
                "<pre>{}</pre>",
                show_in_source(location).lines().map(escaped).collect::<Vec<_>>().join("\n")
            );
        }
        if let Some(hint) = &finding.hint {
            hint_lines(page, hint);
        }
        let authority = escaped(&finding.authority.join("; "));
        let _ = writeln!(page, "<p class=\"small\">{authority} <code>{}</code></p></li>", finding.rule);
    }
    for result in &summary.review {
        requirement(page, check, result, "<span class=\"mark care\">look</span>", "");
    }
    *page += "</ul>\n</section>\n";
}

/// A remedy; its lines for the case file stand by themselves, to be copied.
fn hint_lines(page: &mut String, hint: &str) {
    let mut lines = hint.lines();
    let _ = write!(page, "<p>{}</p>", escaped(lines.next().unwrap_or_default()));
    let rest: Vec<String> = lines.map(escaped).collect();
    if !rest.is_empty() {
        let _ = write!(page, "<pre>{}</pre>", rest.join("\n"));
    }
}

fn ask(page: &mut String, summary: &Summary<'_>) {
    if summary.questions.is_empty() {
        return;
    }
    *page += "<section aria-labelledby=\"questions\">\n<h2 id=\"questions\">Questions for the client</h2>\n<ul class=\"items\">\n";
    for question in &summary.questions {
        let _ = write!(page, "<li><span class=\"mark care\">question</span> {}", escaped(&question.message));
        hint_lines(page, question.hint.as_deref().unwrap_or_default());
        *page += "</li>\n";
    }
    *page += "</ul>\n</section>\n";
}

fn list(page: &mut String, title: &str, items: Vec<String>) {
    if items.is_empty() {
        return;
    }
    let id = title.to_lowercase().replace(' ', "-");
    let _ = writeln!(
        page,
        "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title}</h2>\n<ul class=\"plain\">"
    );
    for item in items {
        let _ = writeln!(page, "<li>{}</li>", escaped(&item));
    }
    *page += "</ul>\n</section>\n";
}

fn waived(page: &mut String, check: &Check<'_>) {
    let waivers = check.waivers();
    if waivers.is_empty() {
        return;
    }
    *page += "<section aria-labelledby=\"waived\">\n<h2 id=\"waived\">Waived</h2>\n<ul class=\"items\">\n";
    for Waived { title, waiver, needed } in waivers {
        let idle = if needed { "" } else { " Not needed: the document is here or is not asked for." };
        let _ = writeln!(
            page,
            "<li><span class=\"mark care\">waived</span> {}<p>{} ({}, {}){idle}</p></li>",
            escaped(&title),
            escaped(&waiver.reason),
            escaped(&waiver.by),
            waiver.on
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
    *page += "<table aria-labelledby=\"files\">\n<thead><tr><th scope=\"col\">File</th><th scope=\"col\">Pages</th><th scope=\"col\">What became of it</th><th scope=\"col\">Document</th></tr></thead>\n<tbody>\n";
    for file in &check.evidence.files {
        let pages = file.source.pages.map(|pages| pages.to_string()).unwrap_or_default();
        let _ = writeln!(
            page,
            "<tr><th scope=\"row\" class=\"path\">{}</th><td>{pages}</td><td>{} {}</td><td>{}</td></tr>",
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
