use super::testing::{Written, court, desk, read};
use crate::finding::{Severity, rules};

#[test]
fn a_scan_is_accused_of_nothing() {
    // Every kind of paper that is looked into, and not a word in any of them.
    let kinds = [
        "form-i589",
        "form-eoir28",
        "nta",
        "hearing-notice",
        "i94",
        "declaration",
        "interpreter-certificate",
        "translator-certificate",
        "witness-letter",
        "psychological-evaluation",
        "country-conditions",
        "fee-receipt",
        "i589-addendum",
        "witness-list",
    ];
    let files = kinds.map(|kind| Written { satisfies: kind, ..Written::default() });
    let found = read(&court(), &files);
    let others: Vec<_> = found.iter().filter(|finding| finding.rule != "wording-unread").collect();
    assert!(others.is_empty(), "{others:#?}");
    assert_eq!(found.len(), 1, "the unread papers are named once");
}

#[test]
fn a_garbled_text_layer_is_accused_of_nothing() {
    let garbled = "\u{fffd}\u{fffd} rn tl1e 0f";
    for kind in ["declaration", "translator-certificate", "hearing-notice", "nta", "form-i589"] {
        let files = [Written { satisfies: kind, pages: &[garbled, garbled], ..Written::default() }];
        let found = read(&court(), &files);
        assert!(found.iter().all(|finding| finding.severity == Severity::Info), "{kind}: {found:#?}");
    }
}

#[test]
fn what_a_person_accepts_stays_in_the_report_and_stops_nothing() {
    let draft = Written {
        satisfies: "equities",
        pages: &[
            "DRAFT\nA letter of support for Ana, who has been a good neighbour to all of us in the street since she came.",
        ],
        ..Written::default()
    };
    let mut case = court();
    let before = read(&case, std::slice::from_ref(&draft));
    assert_eq!(before.iter().map(|finding| finding.severity).collect::<Vec<_>>(), [Severity::Warning]);
    case.waivers.push(crate::evaluate::testing::waiver("draft-marked", None));
    let after = read(&case, &[draft]);
    assert_eq!(after[0].severity, Severity::Info);
    assert!(
        after[0].message.contains("Accepted by A. Attorney on 2026-11-01: lost in the fire."),
        "{after:?}"
    );
}

#[test]
fn every_finding_has_an_authority_or_is_casebinders_own_and_a_remedy() {
    for rule in rules().iter().filter(|rule| rule.acceptable) {
        assert!(!rule.remedy.is_empty(), "{}", rule.id);
    }
    assert!(super::is_acceptable("form-edition") && !super::is_acceptable("passport"));
}

#[test]
fn a_file_that_stays_out_is_not_read() {
    let case = court();
    let evidence = super::testing::evidence(&[Written {
        satisfies: "equities",
        pages: &[
            "Attorney work product, with enough words around it that it could be read by anybody who wants to.",
        ],
        ..Written::default()
    }]);
    let track =
        crate::track::builtin("asylum-court-filing").and_then(|parsed| parsed.track).into_iter().next();
    let Some(track) = track else { unreachable!() };
    assert_eq!(super::review(&desk(&evidence, &case, &track)).len(), 1);
    let mut evidence = evidence;
    evidence.files[0].disposition = crate::classify::Disposition::Excluded;
    assert!(super::review(&desk(&evidence, &case, &track)).is_empty());
}
