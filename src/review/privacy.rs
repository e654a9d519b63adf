//! What should not be filed: numbers of social security, cards and accounts, and words that only look blacked out.

use super::numbers::{has_card_number, has_social_security_number};
use super::papers::{Desk, Paper};
use crate::finding::{Finding, Severity};

/// Forms of the government ask for some of these numbers themselves.
pub fn review(desk: &Desk<'_>) -> Vec<Finding> {
    let severity = if desk.is_court() { Severity::Warning } else { Severity::Info };
    let is_form = |paper: &&Paper<'_>| paper.file.satisfies.iter().any(|id| id.starts_with("form-"));
    let papers = desk.papers.iter().filter(|paper| !is_form(paper));
    let numbers = papers.filter_map(|paper| {
        let mut held = Vec::new();
        if has_social_security_number(&paper.text) {
            held.push("a social security number");
        }
        if has_card_number(&paper.text) {
            held.push("the number of a payment card");
        }
        if has_account_number(paper) {
            held.push("the number of a bank account");
        }
        let message = format!("It shows {}.", held.join(" and "));
        (!held.is_empty()).then(|| Finding::new("private-number", severity, message).on(paper.path()))
    });
    numbers.chain(desk.papers.iter().filter_map(black_boxes)).collect()
}

/// A black box that was drawn over words hides them from the eye alone.
fn black_boxes(paper: &Paper<'_>) -> Option<Finding> {
    let pages: Vec<String> = paper.content().covered.iter().map(ToString::to_string).collect();
    let message = match pages.as_slice() {
        [] => return None,
        [page] => format!("On page {page}, words lie under black boxes and can still be copied."),
        _ => format!("On pages {}, words lie under black boxes and can still be copied.", pages.join(", ")),
    };
    Some(Finding::warning("privacy-black-box", message).on(paper.path()))
}

/// "Account number: 000123456", not only its last digits.
fn has_account_number(paper: &Paper<'_>) -> bool {
    let words: Vec<&str> = paper.plain.words().collect();
    let is_long = |word: &&&str| word.len() >= 7 && word.bytes().all(|byte| byte.is_ascii_digit());
    words.windows(2).enumerate().any(|(place, pair)| {
        let named = matches!(pair, ["account" | "routing" | "acct", "number" | "no" | "num"]);
        named && words.iter().skip(place + 2).take(3).any(|word| is_long(&word))
    })
}
