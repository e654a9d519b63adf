//! What was asked of whom, and whether it is overdue.

use jiff::civil::Date;

use super::requirements::Target;
use super::waivers::concerns;
use super::wording::{days, days_between};
use crate::case::{Case, Request};

/// "asked of the client on 2026-11-01, due 2026-11-17, 5 days overdue (his sister has it)": the latest request for a
/// requirement of this person.
pub fn request_in_words(case: &Case, id: &str, target: Target<'_>, today: Date) -> Option<String> {
    let is_about_it = |request: &&Request| {
        request.requirement == id
            && concerns(&request.about, target.subject.map(|subject| subject.id.as_str()))
            && match (&request.person, target.person) {
                (Some(handle), Some(person)) => *handle == person.id,
                _ => true,
            }
    };
    let request = case.requests.iter().filter(is_about_it).max_by_key(|request| request.asked)?;
    let of = if request.of.eq_ignore_ascii_case("client") { "the client" } else { &request.of };
    let mut said = format!("asked of {of} on {}", request.asked);
    if let Some(due) = request.due {
        let left = days_between(today, due);
        let standing = match left {
            0 => "today".to_owned(),
            1.. => format!("in {}", days(left)),
            _ => format!("{} overdue", days(-left)),
        };
        said.push_str(&format!(", due {due}, {standing}"));
    }
    if let Some(note) = &request.note {
        let words: Vec<&str> = note.split_whitespace().collect();
        said.push_str(&format!(" ({})", words.join(" ").trim_end_matches('.')));
    }
    Some(said)
}
