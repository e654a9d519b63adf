//! Business days and federal legal holidays, as `templates/calendars/federal-holidays.toml` states them.

mod parse;
mod rule;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::DatedFile;
use crate::finding::Finding;
use rule::Rule;

/// A calendar of holidays and the years for which it may be trusted.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    /// The files it comes from.
    pub files: Vec<DatedFile>,
    holidays: Vec<Holiday>,
    extra: Vec<(Date, String)>,
    /// The first year that it covers.
    pub first_year: i16,
    /// The last year that it covers.
    pub last_year: i16,
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

/// A calendar and everything that is wrong with its text.
#[derive(Debug)]
pub struct ParsedCalendar {
    /// The calendar, as far as it could be understood.
    pub calendar: Option<Calendar>,
    /// Everything found; an error finding means that the calendar must not be used.
    pub findings: Vec<Finding>,
}

impl Calendar {
    /// Reads a calendar file. `file` is its name in messages.
    pub fn parse(file: &str, text: &str) -> ParsedCalendar {
        parse::parse(file, text)
    }

    /// The days of both calendars, for the years that both know.
    pub fn with(mut self, other: Calendar) -> Calendar {
        self.holidays.extend(other.holidays);
        self.extra.extend(other.extra);
        self.first_year = self.first_year.max(other.first_year);
        self.last_year = self.last_year.min(other.last_year);
        self.authority.extend(other.authority);
        self.files.extend(other.files);
        self
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
