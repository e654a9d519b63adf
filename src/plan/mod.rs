//! Plan: every page of the packet, known before a byte is written.

mod exhibits;
mod model;
mod names;
mod omitted;
mod pagination;
pub mod placement;
mod tabs;

pub use model::*;

use jiff::civil::Date;

use crate::case::{Case, TabScheme};
use crate::classify::Evidence;
use crate::finding::Finding;
use crate::track::{PacketProfile, Track};

/// What the caller decides about a packet.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// The packet profile.
    pub profile: &'a PacketProfile,
    /// The day for which it is made.
    pub as_of: Date,
    /// Every page bears DRAFT.
    pub draft: bool,
}

/// Plans the packet. The findings say what cannot be printed or counted; with an error among them the plan
/// must not be bound.
pub fn plan(evidence: &Evidence, case: &Case, track: &Track, wish: Wish<'_>) -> (PacketPlan, Vec<Finding>) {
    let scheme = case.packet.tabs.unwrap_or(TabScheme::Letters);
    let exhibits = exhibits::gather(evidence, case, track, scheme);
    let omitted = omitted::omitted(evidence, &exhibits, track);
    let title = case.packet.title.clone().unwrap_or_else(|| wish.profile.title.clone());
    let mut plan = PacketPlan {
        track: track.id.clone(),
        track_sha256: track.sha256.clone(),
        profile: wish.profile.id.clone(),
        title,
        as_of: wish.as_of,
        draft: wish.draft,
        file_stem: names::file_stem(case, wish.profile, wish.draft),
        parts: wish.profile.parts.clone(),
        exhibits,
        pages: Vec::new(),
        omitted,
    };
    let mut findings = names::stand_ins(&mut plan.exhibits, case);
    findings.extend(limit(case, track));
    findings.extend(names::unprintable(&plan, case));
    findings.extend(pagination::paginate(&mut plan, case, track.forum));
    (plan, findings)
}

/// A size limit of the case that is above the forum's does not count, and that is said.
fn limit(case: &Case, track: &Track) -> Option<Finding> {
    let wanted = case.packet.max_bytes.filter(|wanted| *wanted > track.limits.volume_bytes)?;
    let message = format!(
        "The case allows packets of {wanted} bytes, the forum takes {} at most; the smaller limit holds.",
        track.limits.volume_bytes
    );
    let finding = Finding::warning("packet-limit", message).with_authority(&track.limits.authority);
    Some(finding.with_hint("Leave max_bytes out of [packet], or lower it."))
}
