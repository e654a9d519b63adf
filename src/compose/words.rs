//! Dates, numbers and names as a law office writes them.

use jiff::civil::{Date, Time};

use crate::plan::PacketPlan;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `March 16, 2027`.
pub fn date(date: Date) -> String {
    let month = usize::try_from(date.month()).ok().and_then(|month| MONTHS.get(month.wrapping_sub(1)));
    format!("{} {}, {}", month.copied().unwrap_or_default(), date.day(), date.year())
}

/// `9:00 a.m.`
pub fn time(time: Time) -> String {
    let half = if time.hour() < 12 { "a.m." } else { "p.m." };
    let hour = match time.hour() % 12 {
        0 => 12,
        hour => hour,
    };
    format!("{hour}:{:02} {half}", time.minute())
}

/// `5–24`, or `5` if it is one page.
pub fn range(first: u32, last: u32) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

/// A name as captions give it.
pub fn capitals(text: &str) -> String {
    text.to_uppercase()
}

/// Apostrophes and dashes as a printer sets them.
pub fn typographic(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let apostrophe = |place: usize| {
        let before = place.checked_sub(1).and_then(|before| letters.get(before));
        before.is_some_and(|letter| letter.is_alphabetic())
    };
    let set = letters.iter().enumerate().map(|(place, &letter)| match letter {
        '\'' if apostrophe(place) => '\u{2019}',
        letter => letter,
    });
    set.collect::<String>().replace(" - ", " \u{2013} ")
}

/// The title of the filing, as captions give it.
pub fn filing_title(plan: &PacketPlan) -> String {
    capitals(&typographic(&plan.title))
}

/// A phrase as it begins a line.
pub fn first_upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
