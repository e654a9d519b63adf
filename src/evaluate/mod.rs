//! Evaluate: what is met, what is missing, and by when.

mod calendar;
mod condition;
mod facts;
mod result;

pub use result::*;

use jiff::civil::Date;

use crate::case::Case;
use crate::classify::Evidence;
use crate::track::Track;

/// Holds the evidence against the track on a given day.
pub fn evaluate(_evidence: &Evidence, _case: &Case, _track: &Track, today: Date) -> Evaluation {
    Evaluation { today, requirements: Vec::new(), deadlines: Vec::new(), findings: Vec::new() }
}
