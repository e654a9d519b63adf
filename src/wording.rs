//! Turns of phrase and of the calendar that every stage may use.

use jiff::civil::Date;

/// "a", "a and b", "a, b and c".
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// "1 error", "4 errors".
pub fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// How many days lie between two days; positive if the second is later.
pub fn days_between(from: Date, to: Date) -> i32 {
    // Two civil dates differ by whole days only.
    from.until(to).map(|span| span.get_days()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_counted_over_months_and_years() {
        assert_eq!(days_between(date(2026, 12, 31), date(2027, 1, 1)), 1);
        assert_eq!(days_between(date(2027, 3, 16), date(2027, 2, 14)), -30);
        assert_eq!(days_between(date(2024, 1, 1), date(2025, 1, 1)), 366);
    }
}
