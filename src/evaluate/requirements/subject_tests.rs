//! What is asked of each incident, witness, arrest and country, and what is asked of all at once.

use crate::case::{Case, DocumentEntry, Fact, Subject, Testimony};
use crate::evaluate::RequirementStatus::{Met, Missing, NeedsReview, NotApplicable, Waived};
use crate::evaluate::testing::*;
use crate::evaluate::{Evaluation, RequirementStatus};
use crate::track::{SubjectKind, Track};
use jiff::civil::date;

fn fact(name: &str, scope: &str) -> String {
    format!(
        "[[fact]]\nname = \"{name}\"\nscope = \"{scope}\"\ntype = \"bool\"\nquestion = \"Was anyone ever {name}?\"\n\
         question_each = \"Was this one {name}?\"\n"
    )
}

fn arrests() -> Track {
    let item = requirement(
        "criminal-record",
        "level = \"conditional\"\nscope = \"arrest\"\nwhen = \"arrest.us_arrest\"",
    );
    track("", &(fact("us_arrest", "arrest") + &item))
}

fn arrest(id: &str, day: i8, facts: &[(&str, bool)]) -> Subject {
    Subject {
        kind: SubjectKind::Arrest,
        id: id.to_owned(),
        name: None,
        date: Some(date(2024, 3, day)),
        person: None,
        facts: facts.iter().map(|(name, yes)| ((*name).to_owned(), Fact::Bool(*yes))).collect(),
        testimony: Testimony::default(),
    }
}

fn with(subjects: Vec<Subject>) -> Case {
    Case { subjects, ..alone() }
}

fn standing(outcome: &Evaluation) -> Vec<(&str, RequirementStatus)> {
    outcome.requirements.iter().map(|r| (r.about.as_deref().unwrap_or("-"), r.status)).collect()
}

#[test]
fn without_a_list_of_arrests_it_is_asked_once_for_the_case() {
    for (said, status) in [(Some(true), Missing), (Some(false), NotApplicable), (None, NeedsReview)] {
        let facts: Vec<(&str, Fact)> = said.map(|yes| ("us_arrest", Fact::Bool(yes))).into_iter().collect();
        let outcome = run(&arrests(), &with_facts(alone(), &facts), vec![]);
        assert_eq!(standing(&outcome), [("-", status)]);
        if said.is_none() {
            let asked = outcome.found("fact-missing");
            assert!(asked[0].message.starts_with("Was anyone ever us_arrest?"), "{asked:?}");
            assert_eq!(asked[0].hint.as_deref(), Some("Add to case.toml: facts.us_arrest = true or false"));
        }
    }
}

#[test]
fn each_arrest_is_asked_about_by_itself_and_called_by_its_date() {
    let case = with(vec![arrest("a", 2, &[("us_arrest", true)]), arrest("b", 9, &[("us_arrest", false)])]);
    let outcome = run(&arrests(), &case, vec![]);
    assert_eq!(standing(&outcome), [("a", Missing), ("b", NotApplicable)]);
    let told = &outcome.found("requirement-missing")[0].message;
    assert_eq!(told, "Missing. Arrest of 2024-03-02: The criminal-record.");
}

#[test]
fn yes_for_the_case_does_not_tell_which_of_two_arrests_is_meant() {
    let case = with(vec![arrest("a", 2, &[]), arrest("b", 9, &[("us_arrest", false)])]);
    let case = with_facts(case, &[("us_arrest", Fact::Bool(true))]);
    let outcome = run(&arrests(), &case, vec![]);
    assert_eq!(standing(&outcome), [("a", NeedsReview), ("b", NotApplicable)]);
    let asked = outcome.found("fact-missing");
    assert!(asked[0].message.starts_with("Was this one us_arrest? (Arrest of 2024-03-02)"), "{asked:?}");
    assert!(asked[0].hint.as_ref().unwrap().contains("[[arrest]] \"a\": us_arrest = true or false"));
    // No for the case is no for each; yes with one arrest means that one.
    let no = with_facts(with(vec![arrest("a", 2, &[])]), &[("us_arrest", Fact::Bool(false))]);
    assert_eq!(standing(&run(&arrests(), &no, vec![])), [("a", NotApplicable)]);
    let yes = with_facts(with(vec![arrest("a", 2, &[])]), &[("us_arrest", Fact::Bool(true))]);
    assert_eq!(standing(&run(&arrests(), &yes, vec![])), [("a", Missing)]);
}

#[test]
fn one_disposition_never_closes_the_gap_of_two_arrests() {
    let both = || with(vec![arrest("a", 2, &[("us_arrest", true)]), arrest("b", 9, &[("us_arrest", true)])]);
    let file = |name: &str| file(name, "criminal-record", "maria");
    // Its name tells the day.
    let outcome = run(&arrests(), &both(), vec![file("disposition 2024-03-09.pdf")]);
    assert_eq!(standing(&outcome), [("a", Missing), ("b", Met)]);
    // Nothing tells: a person must say it.
    let outcome = run(&arrests(), &both(), vec![file("disposition.pdf")]);
    assert_eq!(standing(&outcome), [("a", NeedsReview), ("b", NeedsReview)]);
    assert!(outcome.findings.iter().any(|f| f.hint.as_ref().unwrap().contains("about = \"a\"")));
    // A person said it, whatever the name says.
    let mut case = both();
    case.documents = vec![DocumentEntry {
        file: "disposition 2024-03-09.pdf".to_owned(),
        about: vec!["a".to_owned()],
        ..DocumentEntry::default()
    }];
    let outcome = run(&arrests(), &case, vec![file("disposition 2024-03-09.pdf")]);
    assert_eq!(standing(&outcome), [("a", Met), ("b", Missing)]);
}

#[test]
fn a_paper_of_one_person_is_not_about_the_arrest_of_another() {
    let mut case = family();
    let of = |person: &str, arrest: Subject| Subject { person: Some(person.to_owned()), ..arrest };
    case.subjects = vec![
        of("maria", arrest("a", 2, &[("us_arrest", true)])),
        of("jose", arrest("b", 9, &[("us_arrest", true)])),
    ];
    let outcome = run(&arrests(), &case, vec![file("disposition.pdf", "criminal-record", "jose")]);
    assert_eq!(standing(&outcome), [("a", Missing), ("b", Met)]);
}

#[test]
fn a_waiver_can_be_about_one_arrest() {
    let mut case = with(vec![arrest("a", 2, &[("us_arrest", true)]), arrest("b", 9, &[("us_arrest", true)])]);
    case.waivers = vec![waiver("criminal-record", None)];
    case.waivers[0].about = vec!["b".to_owned()];
    assert_eq!(standing(&run(&arrests(), &case, vec![])), [("a", Missing), ("b", Waived)]);
}

#[test]
fn what_is_asked_of_all_persons_at_once_becomes_a_question_to_each_when_one_is_answered() {
    let item = requirement("visa", "level = \"conditional\"\nscope = \"person\"\nwhen = \"person.abroad\"");
    let track = track("", &(fact("abroad", "person") + &item));
    let persons = |case: &Case| -> Vec<(String, RequirementStatus)> {
        let outcome = run(&track, case, vec![]);
        outcome.requirements.iter().map(|r| (r.person.clone().unwrap_or_default(), r.status)).collect()
    };
    let nobody = |status| vec![(String::new(), status)];
    assert_eq!(persons(&family()), nobody(NeedsReview));
    assert_eq!(persons(&with_facts(family(), &[("abroad", Fact::Bool(true))])), nobody(Missing));
    assert_eq!(persons(&with_facts(family(), &[("abroad", Fact::Bool(false))])), nobody(NotApplicable));
    let mut case = family();
    case.persons[1].facts.insert("abroad".to_owned(), Fact::Bool(true));
    let each =
        |maria, ana| vec![("maria".to_owned(), maria), ("jose".to_owned(), Missing), ("ana".to_owned(), ana)];
    assert_eq!(persons(&case), each(NeedsReview, NeedsReview));
    case.persons[2].facts.insert("abroad".to_owned(), Fact::Bool(false));
    assert_eq!(persons(&case), each(NeedsReview, NotApplicable));
}

#[test]
fn a_motion_is_asked_for_only_once_its_deadline_has_passed() {
    let entries = requirement(
        "late-motion",
        "level = \"conditional\"\nscope = \"case\"\nafter_deadline = [\"evidence\"]",
    ) + &deadline(
        "evidence",
        "from = \"facts.hearing_day\"\noffset = \"-30 days\"\nroll = \"none\"\nwarn_days = 5\nmet_by = \"facts.sent\"",
    );
    let track = track("hearing_day case date\nsent case date", &entries);
    let on =
        |facts: &[(&str, Fact)]| run(&track, &with_facts(alone(), facts), vec![]).status("late-motion", "");
    let hearing = |month, day| ("hearing_day", Fact::Date(date(2026, month, day)));
    assert_eq!(on(&[]), NotApplicable);
    assert_eq!(on(&[hearing(12, 22)]), NotApplicable);
    assert_eq!(on(&[hearing(12, 21)]), Missing);
    assert_eq!(on(&[hearing(12, 21), ("sent", Fact::Date(date(2026, 11, 20)))]), NotApplicable);
}

#[test]
fn an_answer_in_the_case_file_satisfies_what_asks_for_it() {
    let item =
        requirement("held", "level = \"required\"\nscope = \"case\"\nanswered_by = \"facts.electronic\"");
    let track = track("electronic case bool", &item);
    let outcome = run(&track, &alone(), vec![]);
    assert_eq!(outcome.status("held", ""), Missing);
    let hint = outcome.findings[0].hint.as_deref();
    assert_eq!(hint, Some("Add to case.toml: facts.electronic = true or false"));
    for answer in [true, false] {
        let case = with_facts(alone(), &[("electronic", Fact::Bool(answer))]);
        assert_eq!(run(&track, &case, vec![]).status("held", ""), Met);
    }
}

#[test]
fn a_part_is_found_by_its_name_among_the_documents_of_the_whole() {
    let entries = requirement(
        "country-conditions",
        "level = \"required\"\nscope = \"case\"\nnames = [\"report\"]",
    ) + &requirement(
        "state-report",
        "level = \"recommended\"\nscope = \"case\"\npart_of = \"country-conditions\"\nnames = [\"state department\"]",
    );
    let track = track("", &entries);
    let status = |name: &str| {
        run(&track, &alone(), vec![file(name, "country-conditions", "")]).status("state-report", "")
    };
    assert_eq!(status("State Department report.pdf"), Met);
    assert_eq!(status("Amnesty report.pdf"), Missing);
}

#[test]
fn what_a_packet_does_not_hold_is_no_gap_of_it() {
    let track = crate::track::builtin("asylum-court-filing").unwrap().track.unwrap();
    let packet = track.packets.iter().find(|packet| packet.id == "witness-list").unwrap();
    let case = with_facts(alone(), &[("others_testify", Fact::Bool(true))]);
    let evidence = evidence(vec![]);
    let outcome = crate::evaluate::evaluate_packet(&evidence, &case, &track, TODAY, packet);
    assert_eq!(outcome.status("witness-list", ""), Missing);
    assert!(outcome.requirements.iter().all(|result| result.id != "passport"));
    let missing = outcome.found("requirement-missing");
    assert!(missing.iter().all(|finding| !finding.message.contains("Passport")), "{missing:?}");
}

#[test]
fn a_stand_in_does_not_show_as_met_what_is_not_asked() {
    let entries = requirement(
        "passport",
        "level = \"conditional\"\nscope = \"case\"\nwhen = \"facts.x\"\nor = [\"statement\"]",
    ) + &requirement("statement", "level = \"optional\"\nscope = \"case\"");
    let track = track("x case bool", &entries);
    let status = |yes| {
        let case = with_facts(alone(), &[("x", Fact::Bool(yes))]);
        run(&track, &case, vec![file("why.pdf", "statement", "")]).status("passport", "")
    };
    assert_eq!((status(true), status(false)), (Met, NotApplicable));
}
