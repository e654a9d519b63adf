//! Values that are not written as TOML writes them: texts without quotes, dates in another order.

use std::ops::Range;

use super::{Line, Mistake, short};

pub(super) fn unquoted(line: &Line<'_>, span: Range<usize>, raw: &str) -> Mistake {
    let key = line.key().unwrap_or("key");
    let short = short(raw);
    let (message, hint) = if raw.is_empty() {
        let what =
            line.key().map_or_else(|| "A value is missing".to_owned(), |key| format!("`{key}` has no value"));
        (format!("{what}."), "Write a value after the =, or put # before the line.".to_owned())
    } else if raw.contains(['“', '”', '„', '‟', '«', '»', '‘', '’'])
        && raw.starts_with(|first: char| !first.is_alphanumeric())
    {
        let inner = raw.trim_matches(['“', '”', '„', '‟', '«', '»', '‘', '’', '"', '\'']);
        (
            "The quotation marks are printer's quotes.".to_owned(),
            format!("Use straight quotes: {key} = \"{inner}\""),
        )
    } else if looks_like_date(raw) || begins_with_month(raw) {
        (
            format!("The date {short} is not written as year-month-day."),
            format!("Write the date with the year first, without quotes: {key} = {}", date_example(raw)),
        )
    } else if let Some(word) = yes_or_no(raw) {
        (
            format!("`{short}` stands without quotes."),
            format!("Write {key} = {word} for yes or no; put a text into quotes."),
        )
    } else {
        (
            format!("`{short}` stands without quotes."),
            format!("Put a text into quotes: {key} = \"{}\"", raw.replace(['"', '\\'], "")),
        )
    };
    Mistake { span, message, hint }
}

/// Something made of digits that is neither a number nor a date as TOML writes them.
pub(super) fn number_or_date(text: &str, line: &Line<'_>, span: &Range<usize>) -> Mistake {
    let span = token(text, span);
    let raw = text.get(span.clone()).unwrap_or_default();
    let number = raw.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'_' | b'.' | b'+' | b'-'))
        && !raw.get(1..).is_some_and(|rest| rest.contains('-'));
    let (message, hint) = if looks_like_date(raw) && !raw.contains('-') {
        return unquoted(line, span.clone(), raw);
    } else if looks_like_date(raw) || raw.get(..5).is_some_and(|year| year.ends_with('-')) {
        dates(raw)
    } else if number {
        let hint = "Write digits only, without a zero in front; put it into quotes if it is no quantity.";
        (format!("`{}` is not written as a number.", short(raw)), hint.to_owned())
    } else {
        return unquoted(line, span.clone(), raw);
    };
    Mistake { span, message, hint }
}

/// The whole word of which the parser refused a part.
fn token(text: &str, span: &Range<usize>) -> Range<usize> {
    let part = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '_' | '+' | '-' | '/' | ':');
    let before = text.get(..span.start).unwrap_or_default();
    let start = before.trim_end_matches(part).len();
    let after = text.get(span.end..).unwrap_or_default();
    let end = text.len() - after.trim_start_matches(part).len();
    start..end.max(start)
}

fn begins_with_month(raw: &str) -> bool {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let word: String = raw.chars().take(3).collect::<String>().to_lowercase();
    MONTHS.contains(&word.as_str()) && raw.ends_with(|last: char| last.is_ascii_digit())
}

fn yes_or_no(raw: &str) -> Option<&'static str> {
    match raw.to_lowercase().as_str() {
        "yes" | "y" | "on" => Some("true"),
        "no" | "n" | "off" => Some("false"),
        _ => None,
    }
}

fn looks_like_date(raw: &str) -> bool {
    let parts: Vec<&str> = raw.split(['/', '.', '-']).collect();
    let digits =
        |part: &&str| matches!(part.len(), 1 | 2 | 4) && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(digits)
}

/// The same date in the right form where year, month and day are beyond doubt.
fn date_example(raw: &str) -> String {
    let parts: Vec<&str> = raw.split(['/', '.', '-']).collect();
    let number = |index: usize| parts.get(index).and_then(|part| part.parse::<i16>().ok()).unwrap_or(0);
    let written = parts.first().filter(|year| year.len() == 4).and_then(|_| {
        let (month, day) = (i8::try_from(number(1)).ok()?, i8::try_from(number(2)).ok()?);
        jiff::civil::Date::new(number(0), month, day).ok()
    });
    written.map_or_else(|| "YYYY-MM-DD".to_owned(), |date| date.to_string())
}

fn dates(raw: &str) -> (String, String) {
    let day = raw.get(..10).unwrap_or(raw);
    let written = day.len() == 10
        && day
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    if written && day.parse::<jiff::civil::Date>().is_err() {
        return (
            format!("There is no day {} in the calendar.", short(day)),
            "Look the date up and write it as year-month-day.".to_owned(),
        );
    }
    if raw.len() > 10 && written {
        return (
            format!("{} has no time of day that a clock shows.", short(raw)),
            "Write date and time like 2027-03-16T09:00:00.".to_owned(),
        );
    }
    let example = date_example(raw);
    (
        format!("The date {} is not written as year-month-day.", short(raw)),
        format!("Write four digits for the year and two for month and day, without quotes: {example}"),
    )
}
