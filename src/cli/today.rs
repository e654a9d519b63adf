//! The one question to the clock.

use jiff::civil::Date;

use super::say;

/// The day given, or the day it is here.
pub fn today(given: Option<Date>) -> Date {
    // Everything behind the command line takes the day as an argument.
    #[expect(clippy::disallowed_methods)]
    given.unwrap_or_else(|| jiff::Zoned::now().date())
}

/// The day that is written into a packet: as [`today`], but where nobody gives one, that of `SOURCE_DATE_EPOCH`, by
/// which build systems make the same bytes twice. It is said aloud: deadlines are counted from it.
pub fn day_of_build(given: Option<Date>) -> Date {
    let Some(named) = given.is_none().then(source_date).flatten() else { return today(given) };
    say::talk(&format!("note: the day is {named} (SOURCE_DATE_EPOCH); --today names another\n"));
    named
}

/// The day in `SOURCE_DATE_EPOCH`, seconds since 1970 in UTC.
fn source_date() -> Option<Date> {
    // The environment is asked by the command line alone.
    #[expect(clippy::disallowed_methods)]
    let seconds = std::env::var("SOURCE_DATE_EPOCH").ok()?.parse().ok()?;
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    Some(moment.to_zoned(jiff::tz::TimeZone::UTC).date())
}
