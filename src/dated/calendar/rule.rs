//! On which day of a year a holiday falls: "third monday of february", "last monday of may", "july 4".

use jiff::civil::{Date, Weekday};

/// The day of a holiday, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// The same day of the same month, every year.
    Fixed { month: i8, day: i8 },
    /// The nth such weekday of the month; -1 = the last.
    Weekday { nth: i8, weekday: Weekday, month: i8 },
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

const NTH: [(&str, i8); 5] = [("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("last", -1)];

impl Rule {
    /// Reads a rule.
    pub fn parse(text: &str) -> Option<Rule> {
        let text = text.to_lowercase();
        let words: Vec<&str> = text.split_whitespace().collect();
        match words[..] {
            [month_name, day] => {
                let (month, day) = (month(month_name)?, day.parse().ok()?);
                // 2024 has a 29 February, so that only days are refused which no year has.
                Date::new(2024, month, day).ok()?;
                Some(Rule::Fixed { month, day })
            }
            [nth, weekday, "of", month_name] => Some(Rule::Weekday {
                nth: NTH.iter().find(|(word, _)| *word == nth)?.1,
                weekday: WEEKDAYS.iter().find(|(word, _)| *word == weekday)?.1,
                month: month(month_name)?,
            }),
            _ => None,
        }
    }

    /// The day in this year.
    pub fn date(self, year: i16) -> Option<Date> {
        match self {
            Rule::Fixed { month, day } => Date::new(year, month, day).ok(),
            Rule::Weekday { nth, weekday, month } => {
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
            }
        }
    }
}

fn month(name: &str) -> Option<i8> {
    MONTHS.iter().zip(1..).find(|(word, _)| **word == name).map(|(_, number)| number)
}
