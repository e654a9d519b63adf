//! Evaluate: what is met, what is missing, and by when.

mod about;
mod condition;
mod deadlines;
mod documents;
mod explain;
mod facts;
mod generated;
mod names;
mod not_shown;
mod pictures;
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
pub use wording::first_name;

use jiff::civil::Date;

use crate::case::Case;
use crate::classify::Evidence;
use crate::finding::{self, Finding};
use crate::review::{Desk, review};
use crate::track::{self, PacketProfile, Track};
use requirements::Check;

/// Holds the evidence against the track on a given day. What the scan found is not included; what
/// classification found is.
pub fn evaluate(evidence: &Evidence, case: &Case, track: &Track, today: Date) -> Evaluation {
    whole(Check { evidence, case, track, today }, None)
}

/// The same, as far as this packet is concerned: what it does not hold is no gap of it.
pub fn evaluate_packet(
    evidence: &Evidence,
    case: &Case,
    track: &Track,
    today: Date,
    packet: &PacketProfile,
) -> Evaluation {
    whole(Check { evidence, case, track, today }, Some(packet))
}

fn whole(check: Check<'_>, packet: Option<&PacketProfile>) -> Evaluation {
    let Check { evidence, case, track, today } = check;
    let mut findings = evidence.findings.clone();
    findings.extend(stale(track, today));
    findings.extend(track.books.stale(today));
    findings.extend(track.books.findings.iter().cloned());
    findings.extend(misnamed(case, track));
    findings.extend(pictures::evaluate(check));
    findings.extend(not_shown::evaluate(check));
    let (mut requirements, found) = requirements::evaluate_for(check, packet);
    findings.extend(found);
    let (deadlines, found) = deadlines::evaluate(check, &requirements, &track.books.calendar);
    findings.extend(found);
    let counts = |id: &str| track.requirement(id).is_some_and(|item| requirements::belongs(item, packet));
    requirements.retain(|result| counts(&result.id));
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
