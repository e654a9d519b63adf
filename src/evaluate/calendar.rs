//! Business days and federal legal holidays, as `templates/calendars/federal-holidays.toml` states them.

mod rule;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::Deserialize;

use rule::Rule;

/// A calendar of holidays and the years for which it may be trusted.
#[derive(Debug, Clone)]
pub struct Calendar {
    holidays: Vec<Holiday>,
    extra: Vec<(Date, String)>,
    first_year: i16,
    last_year: i16,
    /// What says so.
    pub authority: Vec<String>,
}

#[derive(Debug, Clone)]
struct Holiday {
    name: String,
    rule: Rule,
    observed: bool,
}

/// The calendar does not cover a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutsideCalendar {
    /// The first year it covers.
    pub first_year: i16,
    /// The last year it covers.
    pub last_year: i16,
}

/// A file that does not say what a calendar must say.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the calendar cannot be read: {0}")]
pub struct CalendarError(String);

impl Calendar {
    /// The federal legal holidays. Should the built-in file be broken, no year is covered, so that every
    /// date says so.
    pub fn federal() -> Calendar {
        Calendar::parse(crate::templates::FEDERAL_HOLIDAYS).unwrap_or(Calendar {
            holidays: Vec::new(),
            extra: Vec::new(),
            first_year: 0,
            last_year: 0,
            authority: Vec::new(),
        })
    }

    /// Reads a calendar file.
    pub fn parse(text: &str) -> Result<Calendar, CalendarError> {
        let file: File = toml::from_str(text).map_err(|error| CalendarError(error.to_string()))?;
        if file.schema != 1 {
            return Err(CalendarError(format!("schema {} is not known", file.schema)));
        }
        let holiday = |entry: HolidayEntry| {
            let rule = Rule::parse(&entry.rule)
                .ok_or_else(|| CalendarError(format!("no rule of a holiday: \"{}\"", entry.rule)))?;
            Ok(Holiday { name: entry.name, rule, observed: entry.observed })
        };
        let single = |entry: ExtraEntry| {
            let day = entry.date.date.filter(|_| entry.date.time.is_none());
            let date = day.and_then(|day| day.to_string().parse::<Date>().ok());
            let wrong = || CalendarError(format!("no single day: {}", entry.date));
            date.map(|date| (date, entry.name.clone())).ok_or_else(wrong)
        };
        Ok(Calendar {
            holidays: file.holiday.into_iter().map(holiday).collect::<Result<_, _>>()?,
            extra: file.extra.into_iter().map(single).collect::<Result<_, _>>()?,
            first_year: file.first_year,
            last_year: file.last_year,
            authority: file.authority,
        })
    }

    /// The holiday that is kept on this day, if any.
    pub fn holiday(&self, date: Date) -> Result<Option<&str>, OutsideCalendar> {
        if date.year() < self.first_year || date.year() > self.last_year {
            return Err(OutsideCalendar { first_year: self.first_year, last_year: self.last_year });
        }
        if let Some((_, name)) = self.extra.iter().find(|(day, _)| *day == date) {
            return Ok(Some(name));
        }
        let kept = |holiday: &&Holiday| {
            // New Year's Day may be kept on the last day of the year before.
            [date.year(), date.year() + 1].into_iter().any(|year| holiday.kept_on(year) == Some(date))
        };
        Ok(self.holidays.iter().find(kept).map(|holiday| holiday.name.as_str()))
    }

    /// Neither a Saturday, nor a Sunday, nor a legal holiday.
    pub fn is_business_day(&self, date: Date) -> Result<bool, OutsideCalendar> {
        let holiday = self.holiday(date)?;
        Ok(holiday.is_none() && !is_weekend(date))
    }

    /// This day, or the first business day after it.
    pub fn on_or_after(&self, date: Date) -> Result<Date, OutsideCalendar> {
        self.walk(date, 1)
    }

    /// This day, or the last business day before it.
    pub fn on_or_before(&self, date: Date) -> Result<Date, OutsideCalendar> {
        self.walk(date, -1)
    }

    /// The last business day before this day.
    pub fn before(&self, date: Date) -> Result<Date, OutsideCalendar> {
        self.walk(date.checked_sub(1.day()).map_err(|_| self.outside())?, -1)
    }

    fn walk(&self, mut date: Date, step: i32) -> Result<Date, OutsideCalendar> {
        // Ends at a year that is not covered, if not sooner.
        while !self.is_business_day(date)? {
            date = date.checked_add(step.days()).map_err(|_| self.outside())?;
        }
        Ok(date)
    }

    fn outside(&self) -> OutsideCalendar {
        OutsideCalendar { first_year: self.first_year, last_year: self.last_year }
    }
}

impl Holiday {
    /// The day on which the holiday of this year is kept.
    fn kept_on(&self, year: i16) -> Option<Date> {
        let date = self.rule.date(year)?;
        match date.weekday() {
            Weekday::Saturday if self.observed => date.checked_sub(1.day()).ok(),
            Weekday::Sunday if self.observed => date.checked_add(1.day()).ok(),
            _ => Some(date),
        }
    }
}

fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    schema: u32,
    #[serde(rename = "checked")]
    _checked: toml::value::Datetime,
    authority: Vec<String>,
    first_year: i16,
    last_year: i16,
    #[serde(default)]
    holiday: Vec<HolidayEntry>,
    #[serde(default)]
    extra: Vec<ExtraEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayEntry {
    name: String,
    rule: String,
    #[serde(default)]
    observed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExtraEntry {
    date: toml::value::Datetime,
    name: String,
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
