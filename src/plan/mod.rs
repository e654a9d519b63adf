//! Plan: every page of the packet, known before a byte is written.

mod certificates;
mod exhibits;
mod model;
mod names;
mod notes;
mod omitted;
mod pagination;
pub mod placement;
mod tabs;
pub mod volumes;

pub use model::*;
#[cfg(test)]
pub(crate) use pagination::paginate;

use jiff::civil::Date;

use crate::case::Case;
use crate::classify::Evidence;
use crate::finding::Finding;
use crate::track::{PacketProfile, Part, Track};
use volumes::Weights;

/// What the caller decides about a packet.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// The packet profile.
    pub profile: &'a PacketProfile,
    /// The day for which it is made.
    pub as_of: Date,
    /// Every page bears DRAFT.
    pub draft: bool,
    /// What the pages weigh, if that was measured already.
    pub weights: Option<&'a Weights>,
}

/// Plans the packet. The findings say what cannot be printed or counted; with an error among them the plan
/// must not be bound.
pub fn plan(evidence: &Evidence, case: &Case, track: &Track, wish: Wish<'_>) -> (PacketPlan, Vec<Finding>) {
    let mut exhibits = exhibits::gather(evidence, case, track, wish.profile);
    let limit = case.packet.max_bytes.unwrap_or(u64::MAX).min(track.limits.volume_bytes);
    let mut findings = names::stand_ins(&mut exhibits, case);
    let estimated = wish.weights.is_none().then(|| Weights::estimated(&exhibits));
    let weights = wish.weights.or(estimated.as_ref());
    let cuts = weights.map(|weights| volumes::cuts(weights, exhibits.len(), limit)).unwrap_or_default();
    let begins = volumes::divide(&mut exhibits, &cuts);
    certificates::link(&mut exhibits, evidence);
    let notes = notes::cover_notes(&exhibits, case, track);
    let omitted = omitted::omitted(evidence, &exhibits, track, wish.profile);
    let mut plan = PacketPlan {
        track: track.id.clone(),
        track_sha256: track.sha256.clone(),
        office_files: track.books.office_files(),
        profile: wish.profile.id.clone(),
        title: title(case, wish.profile),
        as_of: wish.as_of,
        draft: wish.draft,
        file_stem: names::file_stem(case, wish.profile, wish.draft),
        parts: wish.profile.parts.clone(),
        exhibits,
        pages: Vec::new(),
        limit,
        measured: wish.weights.is_some(),
        begins,
        volumes: Vec::new(),
        notes,
        omitted,
    };
    findings.extend(too_large_a_limit(case, track));
    findings.extend(empty(&plan, wish.profile));
    findings.extend(names::unprintable(&plan, case));
    findings.extend(pagination::paginate(&mut plan, case, track.forum));
    (plan, findings)
}

/// A packet that is made for certain documents is none without them.
fn empty(plan: &PacketPlan, profile: &PacketProfile) -> Option<Finding> {
    let has_parts = profile.parts.iter().any(|part| matches!(part, Part::Document(_)));
    let has_its_documents = match has_parts {
        true => plan.exhibits.iter().any(|exhibit| exhibit.part.is_some()),
        false => profile.only.is_empty() || !plan.exhibits.is_empty(),
    };
    if has_its_documents {
        return None;
    }
    let message = format!("No document in the folder is what the packet \"{}\" is made for.", profile.id);
    let hint = "Put the documents into the folder, or build another packet; `casebinder tracks` lists them.";
    Some(Finding::error("packet-empty", message).with_hint(hint))
}

/// A size limit of the case that is above the forum's does not count, and that is said.
fn too_large_a_limit(case: &Case, track: &Track) -> Option<Finding> {
    let wanted = case.packet.max_bytes.filter(|wanted| *wanted > track.limits.volume_bytes)?;
    let message = format!(
        "The case allows packets of {wanted} bytes, the forum takes {} at most; the smaller limit holds.",
        track.limits.volume_bytes
    );
    let finding = Finding::warning("packet-limit", message).with_authority(&track.limits.authority);
    Some(finding.with_hint("Leave max_bytes out of [packet], or lower it."))
}

/// The title that the case wants, or the one that the profile has for as many people.
fn title(case: &Case, profile: &PacketProfile) -> String {
    let several = profile.title_several.as_ref().filter(|_| case.applicants().len() > 1);
    case.packet.title.as_ref().or(several).unwrap_or(&profile.title).clone()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::case::{Person, Role};

    #[test]
    fn several_applicants_have_a_title_of_their_own() {
        let track = crate::track::builtin("asylum-court-filing").unwrap().track.unwrap();
        let person = |id: &str, included| Person {
            id: id.into(),
            name: "Ana RUIZ".into(),
            role: Role::Child,
            a_number: None,
            born: None,
            included,
            facts: Default::default(),
        };
        let title = |people: Vec<Person>, wanted: Option<&str>| {
            let mut case = Case { persons: people, ..Case::default() };
            case.packet.title = wanted.map(str::to_owned);
            let evidence = Evidence { files: Vec::new(), findings: Vec::new() };
            let as_of = jiff::civil::date(2026, 11, 22);
            let wish = Wish { profile: &track.packets[0], as_of, draft: false, weights: None };
            plan(&evidence, &case, &track, wish).0.title
        };
        let of_one = "Respondent's submission of documents in support of the application for asylum";
        let of_all = "Respondents' submission of documents in support of the application for asylum";
        assert_eq!(title(vec![person("a", true)], None), of_one);
        assert_eq!(title(vec![person("a", true), person("b", true)], None), of_all);
        assert_eq!(title(vec![person("a", true), person("b", false)], None), of_one);
        assert_eq!(title(vec![person("a", true), person("b", true)], Some("Motion")), "Motion");
    }

    /// The papers in the packet in the order of its exhibits, before or behind the index, and the rules of errors.
    fn bound(profile: &str, ids: &[&str]) -> (Vec<String>, Vec<String>, Vec<&'static str>) {
        let track = crate::track::builtin("asylum-court-filing").unwrap().track.unwrap();
        let files = ids.iter().map(|id| crate::evaluate::testing::file(&format!("{id}.pdf"), id, "maria"));
        let evidence = crate::evaluate::testing::evidence(files.collect());
        let profile = track.packets.iter().find(|packet| packet.id == profile).unwrap();
        let wish = Wish { profile, as_of: jiff::civil::date(2026, 11, 22), draft: false, weights: None };
        let (plan, findings) = plan(&evidence, &crate::evaluate::testing::alone(), &track, wish);
        let index = plan.pages.iter().find(|page| page.kind == PageKind::Index).map_or(0, |page| page.number);
        let (before, behind): (Vec<&Exhibit>, Vec<&Exhibit>) =
            plan.exhibits.iter().partition(|exhibit| exhibit.first_page < index);
        let names = |exhibits: Vec<&Exhibit>| exhibits.iter().map(|e| e.requirements[0].clone()).collect();
        (names(before), names(behind), findings.iter().map(|finding| finding.rule).collect())
    }

    #[test]
    fn an_application_begins_with_receipt_and_form_and_its_exhibits_follow_the_index() {
        let ids = ["country-conditions", "passport", "form-i589", "declaration", "fee-receipt"];
        let (before, behind, wrong) = bound("application", &ids);
        assert_eq!(before, ["fee-receipt", "form-i589"]);
        assert_eq!(behind, ["declaration", "passport"]);
        assert_eq!(wrong, [""; 0]);
    }

    #[test]
    fn a_motion_has_its_order_at_the_end_and_evidence_in_the_middle() {
        let ids = ["proposed-order", "passport", "sealed-late-motion", "brief"];
        let (before, behind, wrong) = bound("motion", &ids);
        assert_eq!(before, ["sealed-late-motion", "brief"]);
        assert_eq!(behind, ["passport", "proposed-order"]);
        assert_eq!(wrong, [""; 0]);
    }

    #[test]
    fn a_witness_list_is_filed_by_itself_and_a_packet_without_its_document_is_none() {
        let (_, list, wrong) = bound("witness-list", &["passport", "witness-list"]);
        assert_eq!((list, wrong), (vec!["witness-list".to_owned()], vec![]));
        assert_eq!(bound("witness-list", &["passport"]).2, ["packet-empty"]);
        assert_eq!(bound("motion", &["passport"]).2, ["packet-empty"]);
        // Outside its own packet the list stays out, as everything does that is filed by itself.
        assert_eq!(bound("evidence", &["passport", "witness-list"]).1, ["passport"]);
        assert_eq!(bound("supplement", &["passport", "form-i589", "nta"]).1, ["passport"]);
    }
}
