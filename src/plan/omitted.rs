//! Accounts for every file that is not in the packet.

use std::collections::BTreeSet;

use super::exhibits::{asks_beyond, not_filed};
use super::{Exhibit, Omitted};
use crate::classify::{Disposition, Evidence, EvidenceFile};
use crate::track::Track;

/// Every file that no exhibit holds, with the reason, in the order of the inventory.
pub fn omitted(evidence: &Evidence, exhibits: &[Exhibit], track: &Track) -> Vec<Omitted> {
    let bound: BTreeSet<&str> =
        exhibits.iter().flat_map(|exhibit| &exhibit.sources).map(|source| source.path.as_str()).collect();
    evidence
        .files
        .iter()
        .filter(|file| !bound.contains(file.source.path.as_str()))
        .map(|file| Omitted {
            path: file.source.path.clone(),
            sha256: file.source.sha256.clone(),
            reason: reason(file, track),
        })
        .collect()
}

fn reason(file: &EvidenceFile, track: &Track) -> String {
    match file.disposition {
        Disposition::Assigned if asks_beyond(file) => {
            "case.toml chooses pages that the file does not have".to_owned()
        }
        Disposition::Assigned => match not_filed(file, track) {
            Some(why) => format!("not filed: {why}"),
            None => format!("not on the checklist of this track: {}", file.reason),
        },
        Disposition::Unassigned => format!("not identified: {}", file.reason),
        Disposition::Excluded => format!("excluded: {}", file.reason),
        Disposition::Junk => format!("not a document: {}", file.reason),
        Disposition::Unreadable => format!("cannot be bound: {}", file.reason),
    }
}
