use super::*;
use jiff::civil::date;

const TEXT: &str = r#"
schema = 1
title = "Test days"
checked = 2026-11-22
review_after = 2027-11-22
authority = ["5 U.S.C. 6103"]
first_year = 2021
last_year = 2030
[[holiday]]
name = "New Year's Day"
rule = "january 1"
observed = true
[[holiday]]
name = "Washington's Birthday"
rule = "third monday of february"
[[holiday]]
name = "Memorial Day"
rule = "last monday of may"
[[holiday]]
name = "Juneteenth"
rule = "June 19"
observed = true
[[holiday]]
name = "Thanksgiving Day"
rule = "fourth thursday of november"
[[extra]]
date = 2025-01-09
name = "National Day of Mourning"
"#;

fn calendar() -> Calendar {
    Calendar::parse("days.toml", TEXT).calendar.unwrap()
}

#[test]
fn holidays_fall_where_the_government_kept_them() {
    // Days that the Office of Personnel Management published for these years.
    let calendar = calendar();
    for (day, name) in [
        (date(2027, 2, 15), "Washington's Birthday"),
        (date(2026, 5, 25), "Memorial Day"),
        (date(2024, 11, 28), "Thanksgiving Day"),
        (date(2022, 6, 20), "Juneteenth"),
        (date(2027, 6, 18), "Juneteenth"),
        (date(2025, 1, 9), "National Day of Mourning"),
        (date(2021, 12, 31), "New Year's Day"),
        (date(2023, 1, 2), "New Year's Day"),
    ] {
        assert_eq!(calendar.holiday(day), Ok(Some(name)), "{day}");
    }
    for day in [date(2022, 6, 19), date(2027, 6, 19), date(2022, 1, 1), date(2026, 2, 23), date(2026, 11, 27)]
    {
        assert_eq!(calendar.holiday(day), Ok(None), "{day}");
    }
}

#[test]
fn walking_leaves_out_weekends_and_holidays() {
    let calendar = calendar();
    assert_eq!(calendar.on_or_after(date(2027, 2, 13)), Ok(date(2027, 2, 16)));
    assert_eq!(calendar.on_or_before(date(2027, 2, 15)), Ok(date(2027, 2, 12)));
    assert_eq!(calendar.before(date(2027, 2, 16)), Ok(date(2027, 2, 12)));
    assert_eq!(calendar.before(date(2026, 11, 25)), Ok(date(2026, 11, 24)));
    assert_eq!(calendar.on_or_after(date(2026, 11, 25)), Ok(date(2026, 11, 25)));
}

#[test]
fn a_year_that_is_not_covered_is_no_guess() {
    let calendar = calendar();
    let outside = OutsideCalendar { first_year: 2021, last_year: 2030 };
    assert_eq!(calendar.is_business_day(date(2031, 1, 2)), Err(outside));
    assert_eq!(calendar.is_business_day(date(2020, 12, 31)), Err(outside));
    assert_eq!(calendar.before(date(2021, 1, 1)), Err(outside));
    assert_eq!(calendar.is_business_day(date(2030, 12, 31)), Ok(true));
    assert_eq!(calendar.on_or_after(date(9999, 12, 31)), Err(outside));
}

#[test]
fn a_broken_calendar_is_refused() {
    for (from, to) in [
        ("third monday", "sixth monday"),
        ("June 19", "june 31"),
        ("June 19", "Brumaire 18"),
        ("schema = 1", "schema = 2"),
        ("observed", "observd"),
        ("2025-01-09", "2025-01-09T10:00:00"),
        ("first_year = 2021", ""),
    ] {
        let broken = TEXT.replace(from, to);
        assert_ne!(broken, TEXT, "{from}");
        let findings = Calendar::parse("days.toml", &broken).findings;
        assert!(findings.iter().all(|finding| finding.location.is_some() && finding.hint.is_some()));
        assert!(!findings.is_empty(), "{to}");
    }
}
