use crate::case::{DeadlineOverride, DocumentEntry, Fact};
use crate::evaluate::testing::*;
use crate::finding::Severity;
use jiff::civil::date;

fn sample() -> crate::track::Track {
    let condition = "when = \"facts.entry in ['inspected', 'without inspection'] and facts.married and person.has_passport\"";
    track(
        "entry case text\nmarried case bool\nhas_passport person bool",
        &(requirement("passport", &format!("level = \"optional\"\nscope = \"person\"\n{condition}"))
            + &deadline("evidence", "from = \"today\"\noffset = \"1 year\"\nroll = \"none\"\nwarn_days = 1")),
    )
}

fn only(case: crate::case::Case) -> Vec<(String, Severity, String)> {
    let outcome = run(&sample(), &case, vec![]);
    let named = outcome.findings.into_iter().filter(|finding| finding.rule != "fact-missing");
    named.map(|f| (f.rule.to_owned(), f.severity, f.hint.unwrap_or_default())).collect()
}

#[test]
fn facts_that_nobody_asks_for_are_told_with_what_was_meant() {
    let found = only(with_facts(alone(), &[("maried", Fact::Bool(true))]));
    assert_eq!(found, [("fact-unknown".to_owned(), Severity::Warning, "Did you mean married?".to_owned())]);
    let found = only(with_facts(alone(), &[("has_passport", Fact::Bool(true))]));
    assert_eq!(found[0].0, "fact-unknown");
    assert!(found[0].2.contains("a fact of a person"), "{}", found[0].2);
    let mut case = alone();
    case.persons[0].facts.insert("married".into(), Fact::Bool(true));
    assert!(only(case)[0].2.contains("[facts]"));
}

#[test]
fn a_fact_of_the_wrong_kind_is_an_error() {
    let found = only(with_facts(alone(), &[("married", Fact::Text("yes".into()))]));
    assert_eq!((found[0].0.as_str(), found[0].1), ("fact-type", Severity::Error));
    assert!(found[0].2.contains("married = true or false"));
}

#[test]
fn a_slip_in_a_word_does_not_switch_off_a_requirement_in_silence() {
    let found = only(with_facts(alone(), &[("entry", Fact::Text("inspectd".into()))]));
    assert_eq!((found[0].0.as_str(), found[0].1), ("fact-value", Severity::Warning));
    for fine in ["inspected", "Without Inspection", "by sea"] {
        assert_eq!(only(with_facts(alone(), &[("entry", Fact::Text(fine.into()))])), [], "{fine}");
    }
}

#[test]
fn ids_that_no_track_has_are_errors_with_what_was_meant() {
    let mut case = alone();
    case.documents = vec![DocumentEntry {
        file: "a.pdf".into(),
        satisfies: vec!["pasport".into(), "passport".into()],
        ..DocumentEntry::default()
    }];
    case.deadlines =
        vec![DeadlineOverride { id: "evidnce".into(), date: date(2027, 1, 5), reason: "an order".into() }];
    let found = only(case);
    assert_eq!(
        found,
        [
            ("id-unknown".to_owned(), Severity::Error, "Did you mean \"evidence\"?".to_owned()),
            ("id-unknown".to_owned(), Severity::Error, "Did you mean \"passport\"?".to_owned()),
        ]
    );
}

#[test]
fn what_another_track_knows_is_no_mistake() {
    let other =
        track("uscis_only case bool", &requirement("form-g28", "level = \"optional\"\nscope = \"case\""));
    let mut case = with_facts(alone(), &[("uscis_only", Fact::Bool(true))]);
    case.waivers = vec![waiver("form-g28", None)];
    let this = sample();
    let check = super::Check { case: &case, track: &this };
    assert_eq!(super::check(check, &[other]), []);
    assert_eq!(super::check(check, &[]).len(), 2);
}
