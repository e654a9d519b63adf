//! Small wording that all reports share.

use jiff::civil::Date;

use crate::evaluate::{DeadlineResult, DeadlineStatus, RequirementResult};
use crate::finding::Finding;
pub use crate::wording::counted;
use crate::wording::days_between;

/// Upper-case first letter and a full stop.
pub fn sentence(text: &str) -> String {
    let mut letters = text.trim().chars();
    let first: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    let rest = letters.as_str();
    let stop = if first.is_empty() || rest.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{first}{rest}{stop}")
}

/// How far a day is from today, as people say it.
pub fn days_away(today: Date, date: Date) -> String {
    match days_between(today, date) {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days if days > 0 => format!("in {days} days"),
        -1 => "yesterday".to_owned(),
        days => format!("{} days ago", -days),
    }
}

/// The earlier days of a deadline that lies ahead, as sentences with a space behind them.
pub fn earlier_days(deadline: &DeadlineResult) -> String {
    let ahead = matches!(deadline.status, DeadlineStatus::Open | DeadlineStatus::Soon);
    let days = deadline.earlier.iter().filter(|_| ahead);
    days.map(|(date, title)| format!("{date} is {title}. ")).collect()
}

/// What a finding says, with the file before it if the message itself does not name it.
pub fn told(finding: &Finding) -> String {
    match &finding.path {
        Some(path) if !finding.message.contains(path.as_str()) => format!("{path}: {}", finding.message),
        _ => finding.message.clone(),
    }
}

/// Why a requirement is missing, if there is more to say than that it is.
pub fn more_than_missing(result: &RequirementResult) -> String {
    let rest = result.reason.strip_prefix("no document is here").unwrap_or(&result.reason);
    sentence(rest.trim_start_matches([';', '.', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_said_as_people_say_them() {
        let today = jiff::civil::date(2026, 11, 22);
        assert_eq!(days_away(today, jiff::civil::date(2026, 11, 22)), "today");
        assert_eq!(days_away(today, jiff::civil::date(2026, 11, 23)), "tomorrow");
        assert_eq!(days_away(today, jiff::civil::date(2027, 2, 16)), "in 86 days");
        assert_eq!(days_away(today, jiff::civil::date(2026, 11, 12)), "10 days ago");
    }

    #[test]
    fn a_file_is_named_once() {
        let finding = Finding::error("x", "evidence/a.pdf is empty.").on("evidence/a.pdf");
        assert_eq!(told(&finding), "evidence/a.pdf is empty.");
        let finding = Finding::info("x", "carries camera data").on("evidence/a.jpg");
        assert_eq!(told(&finding), "evidence/a.jpg: carries camera data");
    }

    #[test]
    fn a_sentence_begins_and_ends_as_one() {
        assert_eq!(sentence("asked of the client"), "Asked of the client.");
        assert_eq!(sentence("Is it so?"), "Is it so?");
        assert_eq!(sentence(""), "");
    }
}
