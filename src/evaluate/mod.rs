//! Evaluate: what is met, what is missing, and by when.

mod condition;
mod deadlines;
mod documents;
mod explain;
mod facts;
mod generated;
mod names;
mod requests;
mod requirements;
mod result;
#[cfg(test)]
pub(crate) mod testing;
mod translations;
mod waivers;
mod wording;

pub use explain::explain;
pub use result::*;

use jiff::civil::Date;

use crate::case::Case;
use crate::classify::Evidence;
use crate::finding::{self, Finding};
use crate::review::{Desk, review};
use crate::track::{self, Track};
use requirements::Check;

/// Holds the evidence against the track on a given day. What the scan found is not included; what
/// classification found is.
pub fn evaluate(evidence: &Evidence, case: &Case, track: &Track, today: Date) -> Evaluation {
    let check = Check { evidence, case, track, today };
    let mut findings = evidence.findings.clone();
    findings.extend(stale(track, today));
    findings.extend(track.books.stale(today));
    findings.extend(track.books.findings.iter().cloned());
    findings.extend(misnamed(case, track));
    let (requirements, found) = requirements::evaluate(check);
    findings.extend(found);
    let (deadlines, found) = deadlines::evaluate(check, &requirements, &track.books.calendar);
    findings.extend(found);
    let one_year =
        deadlines.iter().find(|deadline| deadline.id == "one-year").and_then(|deadline| deadline.date);
    findings.extend(review(&Desk::new(evidence, case, track, today, one_year)));
    finding::sort(&mut findings);
    Evaluation { today, requirements, deadlines, findings }
}

/// What the case names and no checklist knows. An error among it makes the case file invalid: what a person
/// stated would be passed over. The other tracks are read only if this one does not know everything.
pub fn misnamed(case: &Case, track: &Track) -> Vec<Finding> {
    let check = names::Check { case, track };
    let found = names::check(check, &[]);
    if found.is_empty() { found } else { names::check(check, &other_tracks(track)) }
}

/// The tracks besides this one.
fn other_tracks(track: &Track) -> Vec<Track> {
    let ids = track::ids(&track.books).into_iter().filter(|id| *id != track.id);
    ids.filter_map(|id| track::find(&track.books, &id)?.track).collect()
}

/// A track file that nobody has looked at for too long may be wrong.
fn stale(track: &Track, today: Date) -> Option<Finding> {
    if today <= track.review_after {
        return None;
    }
    let message = format!(
        "The checklist \"{}\" was last checked against its authorities on {} and should have been checked again by {}.",
        track.title, track.checked, track.review_after
    );
    let hint = "Check every requirement and deadline against its authority before filing, or use a newer version of casebinder.";
    Some(Finding::warning("track-stale", message).with_hint(hint))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
