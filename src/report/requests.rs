//! Who was asked for what, when, and how it stands.

use jiff::civil::Date;
use serde::Serialize;

use super::Check;
use super::wording::counted;
use crate::case::Request;
use crate::evaluate::{RequirementResult, RequirementStatus};
use crate::wording::days_between;

/// A `[[request]]` and what has become of it.
#[derive(Debug)]
pub struct Asked<'a> {
    /// What was asked for, and for whom.
    pub title: String,
    /// The entry.
    pub request: &'a Request,
    /// How it stands.
    pub standing: Standing,
}

/// How it stands with what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It is here, or not needed any more.
    Settled,
    /// It is awaited.
    Open,
    /// Its day has passed.
    Overdue,
}

impl Asked<'_> {
    /// "23 days overdue", "due in 5 days", "no day was set".
    pub fn in_words(&self, today: Date) -> String {
        match (self.standing, self.request.due) {
            (Standing::Settled, _) => "settled".to_owned(),
            (_, None) => "awaited, no day was set".to_owned(),
            (_, Some(due)) => match days_between(today, due) {
                0 => "due today".to_owned(),
                1.. => format!("due in {}", counted(days(today, due), "day")),
                _ => format!("{} overdue", counted(days(due, today), "day")),
            },
        }
    }

    /// By how many days it is overdue.
    pub fn days_overdue(&self, today: Date) -> Option<usize> {
        let due = self.request.due.filter(|_| self.standing == Standing::Overdue)?;
        Some(days(due, today))
    }
}

fn days(from: Date, to: Date) -> usize {
    usize::try_from(days_between(from, to)).unwrap_or_default()
}

/// Whom a request names: "the client" or a name.
pub fn of(request: &Request) -> &str {
    if request.of.eq_ignore_ascii_case("client") { "the client" } else { &request.of }
}

impl<'a> Check<'a> {
    /// Every request of the case: overdue first, then by the day on which it is due.
    pub fn requests(&self) -> Vec<Asked<'a>> {
        let mut requests: Vec<Asked<'a>> =
            self.case.requests.iter().map(|request| self.asked(request)).collect();
        let place = |standing| match standing {
            Standing::Overdue => 0,
            Standing::Open => 1,
            Standing::Settled => 2,
        };
        requests.sort_by_key(|asked| {
            (place(asked.standing), asked.request.due.is_none(), asked.request.due, asked.request.asked)
        });
        requests
    }

    /// The requests of which the day has passed.
    pub fn overdue(&self) -> usize {
        self.requests().iter().filter(|asked| asked.standing == Standing::Overdue).count()
    }

    fn asked(&self, request: &'a Request) -> Asked<'a> {
        let results: Vec<&RequirementResult> =
            self.evaluation.requirements.iter().filter(|result| concerns(request, result)).collect();
        let awaited = results.iter().any(|result| {
            matches!(result.status, RequirementStatus::Missing | RequirementStatus::NeedsReview)
        });
        let is_past = request.due.is_some_and(|due| due < self.evaluation.today);
        let standing = match (awaited, is_past) {
            (false, _) => Standing::Settled,
            (true, true) => Standing::Overdue,
            (true, false) => Standing::Open,
        };
        let requirement = self.track.requirement(&request.requirement);
        let title = match results.as_slice() {
            [one] => self.title_of(one),
            _ => requirement.map_or(&request.requirement, |requirement| &requirement.title).clone(),
        };
        Asked { title, request, standing }
    }
}

/// Is this the item that was asked for?
pub fn concerns(request: &Request, result: &RequirementResult) -> bool {
    request.requirement == result.id
        && (request.person.is_none() || result.person.is_none() || request.person == result.person)
}
