//! Data with a date: fees, form editions, limits, lead days and addresses, as `templates/dated/*.toml` states them.
//!
//! ```text
//! track.books.dated.fee("uscis-annual-asylum", day)          → $105, with authority
//! track.books.dated.accepted_editions("I-589", day)          → 07/28/26
//! track.books.dated.limit("court-dpi", day)                  → 300 dpi
//! track.books.dated.lead("interview-evidence", Some("Miami"), day)
//! track.books.dated.address("I-589", "initial-filing", "TX", day)
//! ```

mod calendar;
mod model;
mod parse;

pub use calendar::{Calendar, OutsideCalendar, ParsedCalendar};
pub use model::*;
pub use parse::{ParsedDated, parse};

use jiff::civil::Date;

use crate::finding::Finding;

impl Dated {
    /// Adds the rows of another file.
    pub fn add(&mut self, other: Dated) {
        self.files.extend(other.files);
        self.fees.extend(other.fees);
        self.editions.extend(other.editions);
        self.limits.extend(other.limits);
        self.leads.extend(other.leads);
        self.addresses.extend(other.addresses);
    }

    /// The fee with this id on a day; `None` if no row holds that day.
    pub fn fee(&self, id: &str, day: Date) -> Option<&Fee> {
        self.fees.iter().find(|fee| fee.id == id && fee.backing.holds(day))
    }

    /// The editions of a form that are accepted on a day, in the order of the file.
    pub fn accepted_editions(&self, form: &str, day: Date) -> Vec<&Edition> {
        self.editions_of(form).filter(|edition| !edition.refused && edition.backing.holds(day)).collect()
    }

    /// What is known about one edition of a form, `"07/28/26"`, accepted or not.
    pub fn edition(&self, form: &str, edition: &str) -> Option<&Edition> {
        self.editions_of(form).find(|row| row.edition == edition)
    }

    fn editions_of(&self, form: &str) -> impl Iterator<Item = &Edition> {
        self.editions.iter().filter(move |edition| edition.form == form)
    }

    /// The limit with this id on a day.
    pub fn limit(&self, id: &str, day: Date) -> Option<&Limit> {
        self.limits.iter().find(|limit| limit.id == id && limit.backing.holds(day))
    }

    /// How many days before an event an office wants something: its own row, or the one for every office.
    pub fn lead(&self, id: &str, office: Option<&str>, day: Date) -> Option<&Lead> {
        let mut rows = self.leads.iter().filter(|lead| lead.id == id && lead.backing.holds(day));
        let own = office.and_then(|office| {
            rows.clone().find(|lead| lead.office.as_deref().is_some_and(|own| same_office(own, office)))
        });
        own.or_else(|| rows.find(|lead| lead.office.is_none()))
    }

    /// Where paper of a form goes from a state (postal code) on a day.
    pub fn address(&self, form: &str, purpose: &str, state: &str, day: Date) -> Option<&Address> {
        let mut rows = self
            .addresses
            .iter()
            .filter(|row| row.form == form && row.purpose == purpose && row.backing.holds(day));
        let names = |row: &&Address, wanted: &str| row.states.iter().any(|s| s.eq_ignore_ascii_case(wanted));
        rows.clone().find(|row| names(row, state.trim())).or_else(|| rows.find(|row| names(row, "*")))
    }

    /// Every row that should have been looked at again before this day, file by file.
    pub fn stale(&self, today: Date) -> Vec<Stale> {
        let backings = self.rows();
        let mut stale = Vec::new();
        for file in &self.files {
            let rows: Vec<(String, Date)> = backings
                .iter()
                .filter(|(backing, _)| backing.file == file.name && today > backing.review_after)
                .map(|(backing, name)| (name.clone(), backing.review_after))
                .collect();
            let Some(since) = rows.iter().map(|(_, day)| *day).min() else { continue };
            let mut names: Vec<String> = rows.into_iter().map(|(name, _)| name).collect();
            names.dedup();
            stale.push(Stale { file: file.clone(), rows: names, since });
        }
        stale
    }

    /// Rows of two files that say what holds on the same day.
    pub fn contradictions(&self) -> Vec<Finding> {
        let rows = self.rows();
        let mut findings = Vec::new();
        for (index, (one, name)) in rows.iter().enumerate() {
            let other = rows
                .iter()
                .take(index)
                .find(|(other, other_name)| other_name == name && other.file != one.file && other.meets(one));
            if let Some((other, _)) = other {
                let message = format!(
                    "{} and {} both say what holds for \"{name}\" on the same day.",
                    other.file, one.file
                );
                let hint =
                    "Replace the whole file by one of the same name, or give the older row an `until`.";
                findings.push(Finding::error("track-duplicate", message).with_hint(hint));
            }
        }
        findings
    }

    /// Every row with its name.
    fn rows(&self) -> Vec<(&Backing, String)> {
        let fees = self.fees.iter().map(|row| (&row.backing, row.id.clone()));
        let editions =
            self.editions.iter().map(|row| (&row.backing, format!("{} {}", row.form, row.edition)));
        let limits = self.limits.iter().map(|row| (&row.backing, row.id.clone()));
        let leads = self.leads.iter().map(|row| {
            let office = row.office.as_deref().map(|office| format!(" {office}")).unwrap_or_default();
            (&row.backing, format!("{}{office}", row.id))
        });
        let addresses = self.addresses.iter().map(|row| (&row.backing, row.id.clone()));
        fees.chain(editions).chain(limits).chain(leads).chain(addresses).collect()
    }
}

/// "Miami" and "Miami Asylum Office" are one office.
fn same_office(row: &str, named: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .filter(|word| !["asylum", "office", "uscis", "sub"].contains(&word.as_str()))
            .collect()
    };
    let row = words(row);
    !row.is_empty() && row == words(named)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
