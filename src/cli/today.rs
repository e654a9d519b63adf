//! The one question to the clock.

use jiff::civil::Date;

/// The day given, or the day it is here.
pub fn today(given: Option<Date>) -> Date {
    // Everything behind the command line takes the day as an argument.
    #[expect(clippy::disallowed_methods)]
    given.unwrap_or_else(|| jiff::Zoned::now().date())
}
