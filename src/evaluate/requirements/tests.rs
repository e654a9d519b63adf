use crate::case::{Counsel, Court, Fact, Request};
use crate::classify::{Confidence, Disposition};
use crate::evaluate::RequirementStatus::{Met, Missing, NeedsReview, NotApplicable, Waived};
use crate::evaluate::testing::*;
use crate::finding::Severity;
use crate::intake::State;
use jiff::civil::date;

fn passport_track() -> crate::track::Track {
    track("", &requirement("passport", "level = \"required\"\nscope = \"person\""))
}

#[test]
fn each_included_person_is_asked_and_nobody_else() {
    let outcome = run(&passport_track(), &family(), vec![file("maria/p.pdf", "passport", "maria")]);
    let persons: Vec<_> =
        outcome.requirements.iter().map(|r| (r.person.clone().unwrap(), r.status)).collect();
    assert_eq!(
        persons,
        [("maria".to_owned(), Met), ("jose".to_owned(), Missing), ("ana".to_owned(), Missing)]
    );
    let missing = outcome.found("requirement-missing");
    assert_eq!(missing.len(), 2);
    assert!(
        missing.iter().any(|f| f.message.contains("Jose"))
            && missing.iter().any(|f| f.message.contains("Ana"))
    );
    assert!(missing.iter().all(|f| f.severity == Severity::Error && f.authority == ["law of passport"]));
    assert!(missing[0].hint.as_ref().unwrap().contains("A copy of the passport."));
    assert!(!outcome.complete());
}

#[test]
fn the_principal_is_asked_even_if_not_marked_as_included() {
    let mut case = alone();
    case.persons[0].included = false;
    assert_eq!(run(&passport_track(), &case, vec![]).status("passport", "maria"), Missing);
}

#[test]
fn a_file_of_nobody_is_the_principals_and_never_a_dependants() {
    let outcome = run(&passport_track(), &family(), vec![file("passport.pdf", "passport", "")]);
    assert_eq!(outcome.status("passport", "maria"), Met);
    assert_eq!(outcome.status("passport", "jose"), Missing);
    let child = track("", &requirement("birth-certificate", "level = \"required\"\nscope = \"child\""));
    let outcome = run(&child, &family(), vec![file("birth.pdf", "birth-certificate", "")]);
    assert_eq!(outcome.status("birth-certificate", "ana"), Missing);
    assert!(outcome.found("requirement-missing")[0].hint.as_ref().unwrap().contains("person = \"ana\""));
}

#[test]
fn scopes_find_their_persons() {
    let entries = [("c", "case"), ("p", "principal"), ("s", "spouse"), ("k", "child")]
        .map(|(id, scope)| requirement(id, &format!("level = \"required\"\nscope = \"{scope}\"")))
        .join("");
    let track = track("", &entries);
    let files = || vec![file("c.pdf", "c", "jose"), file("p.pdf", "p", "jose"), file("s.pdf", "s", "jose")];
    let outcome = run(&track, &family(), files());
    assert_eq!(outcome.status("c", ""), Met);
    assert_eq!(outcome.status("p", "maria"), Missing);
    assert_eq!(outcome.status("s", "jose"), Met);
    assert_eq!(outcome.status("k", "ana"), Missing);
    let outcome = run(&track, &alone(), files());
    assert_eq!((outcome.status("s", ""), outcome.status("k", "")), (NotApplicable, NotApplicable));
}

#[test]
fn a_case_without_persons_never_looks_complete() {
    let outcome = run(&passport_track(), &crate::case::Case::default(), vec![]);
    assert_eq!(outcome.status("passport", ""), NeedsReview);
    assert!(!outcome.complete());
}

#[test]
fn levels_weigh_differently() {
    let entries = ["required", "conditional", "recommended", "optional"]
        .map(|level| requirement(level, &format!("level = \"{level}\"\nscope = \"case\"")))
        .join("");
    let outcome = run(&track("", &entries), &alone(), vec![]);
    assert_eq!(
        outcome.rules(),
        [
            ("requirement-missing", Severity::Error),
            ("requirement-missing", Severity::Error),
            ("requirement-recommended", Severity::Warning),
        ]
    );
    assert_eq!(outcome.status("optional", ""), Missing);
}

#[test]
fn what_is_only_recommended_does_not_make_a_case_incomplete() {
    let track = track("", &requirement("letters", "level = \"recommended\"\nscope = \"case\""));
    assert!(run(&track, &alone(), vec![]).complete());
}

#[test]
fn a_condition_decides_whether_it_is_asked() {
    let track = track(
        "married case bool",
        &requirement(
            "marriage-certificate",
            "level = \"conditional\"\nscope = \"case\"\nwhen = \"facts.married\"",
        ),
    );
    let with = |fact: Option<bool>| match fact {
        Some(value) => with_facts(alone(), &[("married", Fact::Bool(value))]),
        None => alone(),
    };
    let outcome = run(&track, &with(Some(true)), vec![]);
    assert_eq!(outcome.status("marriage-certificate", ""), Missing);
    let outcome = run(&track, &with(Some(false)), vec![]);
    assert_eq!(outcome.status("marriage-certificate", ""), NotApplicable);
    assert!(outcome.of("marriage-certificate", "").reason.contains("facts.married is false"));
    assert!(outcome.complete());
    let outcome = run(&track, &with(None), vec![]);
    assert_eq!(outcome.status("marriage-certificate", ""), NeedsReview);
    let asked = outcome.found("fact-missing");
    assert_eq!(asked.len(), 1);
    assert!(
        asked[0].message.contains("What of married?")
            && asked[0].message.contains("The marriage-certificate")
    );
    assert_eq!(asked[0].hint.as_deref(), Some("Add to case.toml: facts.married = true or false"));
    assert!(!outcome.complete());
    for fact in [Some(true), Some(false), None] {
        let outcome = run(&track, &with(fact), vec![file("m.pdf", "marriage-certificate", "")]);
        assert_eq!(outcome.status("marriage-certificate", ""), Met);
        assert_eq!(outcome.findings, []);
    }
}

#[test]
fn one_missing_fact_is_asked_once_however_much_depends_on_it() {
    let both = ["a", "b"]
        .map(|id| {
            requirement(id, "level = \"conditional\"\nscope = \"person\"\nwhen = \"person.x and facts.y\"")
        })
        .join("");
    let outcome = run(&track("x person bool\ny case bool", &both), &family(), vec![]);
    // x of Maria, Jose and Ana; y of the case.
    assert_eq!(outcome.found("fact-missing").len(), 4);
    assert!(
        outcome.found("fact-missing").iter().any(|f| f
            .hint
            .as_ref()
            .unwrap()
            .contains("\"ana\": x = true or false"))
    );
}

#[test]
fn a_fact_that_only_optional_items_need_is_no_warning() {
    let track =
        track("x case bool", &requirement("a", "level = \"optional\"\nscope = \"case\"\nwhen = \"facts.x\""));
    assert_eq!(run(&track, &alone(), vec![]).rules(), [("fact-missing", Severity::Info)]);
}

#[test]
fn an_unreadable_file_is_no_document() {
    let state = |state: State| {
        let mut locked = file("passport.pdf", "passport", "maria");
        locked.disposition = Disposition::Unreadable;
        locked.source.state = state;
        locked
    };
    for (state_of, word) in [
        (State::Locked(crate::intake::Lock::Password), "locked"),
        (State::Empty, "empty"),
        (State::Damaged("no pages".into()), "damaged"),
        (State::NeedsConversion("a Word document".into()), "a Word document"),
        (State::Refused("a link".into()), "could not be read"),
    ] {
        let outcome = run(&passport_track(), &alone(), vec![state(state_of)]);
        let result = outcome.of("passport", "maria");
        assert_eq!(
            (result.status, result.documents.as_slice()),
            (NeedsReview, &["evidence/passport.pdf".to_owned()][..])
        );
        assert!(result.reason.contains(word), "{}", result.reason);
        assert_eq!(outcome.rules(), [("requirement-only-unreadable", Severity::Error)]);
        assert_eq!(outcome.findings[0].path.as_deref(), Some("evidence/passport.pdf"));
    }
    let outcome = run(
        &passport_track(),
        &alone(),
        vec![
            state(State::Locked(crate::intake::Lock::Password)),
            file("passport copy.pdf", "passport", "maria"),
        ],
    );
    assert_eq!(outcome.status("passport", "maria"), Met);
    assert_eq!(outcome.findings, []);
}

#[test]
fn a_draft_and_a_guess_need_a_look() {
    let mut draft = file("passport DRAFT.pdf", "passport", "maria");
    draft.disposition = Disposition::Excluded;
    draft.reason = "its name says that it is a draft".to_owned();
    let outcome = run(&passport_track(), &alone(), vec![draft]);
    assert_eq!(outcome.status("passport", "maria"), NeedsReview);
    assert!(outcome.of("passport", "maria").reason.starts_with("only a draft"));
    assert_eq!(outcome.rules(), [("requirement-needs-review", Severity::Warning)]);
    for (disposition, confidence) in [
        (Disposition::Assigned, Confidence::Unsure),
        (Disposition::Unassigned, Confidence::Unsure),
        (Disposition::Unassigned, Confidence::Named),
    ] {
        let mut guess = file("scan.pdf", "passport", "maria");
        (guess.disposition, guess.confidence) = (disposition, confidence);
        let outcome = run(&passport_track(), &alone(), vec![guess]);
        assert_eq!(outcome.status("passport", "maria"), NeedsReview);
        assert!(!outcome.complete());
    }
    let mut junk = file("passport.tmp", "passport", "maria");
    junk.disposition = Disposition::Junk;
    assert_eq!(run(&passport_track(), &alone(), vec![junk]).status("passport", "maria"), Missing);
}

#[test]
fn enough_documents_are_needed() {
    let track = track("", &requirement("letters", "level = \"required\"\nscope = \"case\"\nat_least = 3"));
    let letters = |number: usize| (0..number).map(|n| file(&format!("{n}.pdf"), "letters", "")).collect();
    let outcome = run(&track, &alone(), letters(2));
    assert_eq!(outcome.status("letters", ""), Missing);
    assert_eq!(outcome.of("letters", "").documents.len(), 2);
    assert!(outcome.findings[0].message.contains("2 of 3"), "{}", outcome.findings[0].message);
    assert_eq!(run(&track, &alone(), letters(3)).status("letters", ""), Met);
}

#[test]
fn an_alternative_satisfies_for_its_person() {
    let entries = requirement("passport", "level = \"required\"\nscope = \"person\"\nor = [\"statement\"]")
        + &requirement("statement", "level = \"optional\"\nscope = \"person\"");
    let outcome = run(&track("", &entries), &family(), vec![file("why.pdf", "statement", "jose")]);
    assert_eq!(outcome.status("passport", "jose"), Met);
    assert!(outcome.of("passport", "jose").reason.contains("The statement"));
    assert_eq!(outcome.of("passport", "jose").documents, ["evidence/why.pdf"]);
    assert_eq!(outcome.status("passport", "maria"), Missing);
}

#[test]
fn an_alternative_for_the_whole_case_serves_everyone() {
    let entries = requirement("passport", "level = \"required\"\nscope = \"person\"\nor = [\"statement\"]")
        + &requirement("statement", "level = \"optional\"\nscope = \"case\"");
    let outcome = run(&track("", &entries), &family(), vec![file("why.pdf", "statement", "")]);
    assert_eq!(outcome.status("passport", "ana"), Met);
}

#[test]
fn a_waiver_closes_the_gap_of_whom_it_names() {
    let mut case = family();
    case.waivers = vec![waiver("passport", Some("ana"))];
    let outcome = run(&passport_track(), &case, vec![]);
    assert_eq!((outcome.status("passport", "ana"), outcome.status("passport", "jose")), (Waived, Missing));
    assert_eq!(outcome.of("passport", "ana").waiver.as_ref().unwrap().by, "A. Attorney");
    case.waivers = vec![waiver("passport", None)];
    let outcome = run(&passport_track(), &case, vec![]);
    assert!(outcome.requirements.iter().all(|result| result.status == Waived));
    assert!(outcome.complete());
}

#[test]
fn a_waiver_that_nothing_needs_or_that_names_nobody_is_told() {
    let mut case = family();
    case.waivers =
        vec![waiver("passport", Some("maria")), waiver("passport", Some("pedro")), waiver("pasport", None)];
    let outcome = run(&passport_track(), &case, vec![file("p.pdf", "passport", "maria")]);
    assert_eq!(outcome.found("waiver-unneeded").len(), 1);
    assert_eq!(outcome.found("waiver-person").len(), 1);
    assert_eq!(outcome.found("id-unknown")[0].hint.as_deref(), Some("Did you mean \"passport\"?"));
    assert_eq!(outcome.status("passport", "jose"), Missing);
}

#[test]
fn a_waiver_of_what_is_not_asked_changes_nothing() {
    let track = track(
        "married case bool",
        &requirement(
            "marriage-certificate",
            "level = \"conditional\"\nscope = \"case\"\nwhen = \"facts.married\"",
        ),
    );
    let mut case = with_facts(alone(), &[("married", Fact::Bool(false))]);
    case.waivers = vec![waiver("marriage-certificate", None)];
    assert_eq!(run(&track, &case, vec![]).status("marriage-certificate", ""), NotApplicable);
    case.facts.clear();
    let outcome = run(&track, &case, vec![]);
    assert_eq!(outcome.status("marriage-certificate", ""), Waived);
    assert_eq!(outcome.findings, []);
}

#[test]
fn what_was_asked_of_whom_is_said_where_it_is_missing() {
    let mut case = alone();
    let request = |due, asked| Request {
        requirement: "passport".to_owned(),
        person: None,
        asked,
        of: "client".to_owned(),
        due,
        note: None,
    };
    case.requests =
        vec![request(Some(date(2026, 11, 17)), date(2026, 11, 1)), request(None, date(2026, 10, 1))];
    let outcome = run(&passport_track(), &case, vec![]);
    let said = "asked of the client on 2026-11-01, due 2026-11-17, 5 days overdue";
    assert!(outcome.of("passport", "maria").reason.contains(said));
    assert!(outcome.findings[0].message.contains(said));
    case.requests[0].due = Some(date(2026, 11, 23));
    assert!(
        run(&passport_track(), &case, vec![])
            .of("passport", "maria")
            .reason
            .ends_with("due 2026-11-23, in 1 day")
    );
}

#[test]
fn a_certificate_of_service_needs_a_server_and_on_paper_an_address() {
    let track = track(
        "",
        &requirement(
            "certificate-of-service",
            "level = \"required\"\nscope = \"case\"\nfrom = \"generated\"",
        ),
    );
    let court = |ecas: Option<bool>, address: &[&str]| {
        let mut case = alone();
        let dhs_address = address.iter().map(|line| (*line).to_owned()).collect();
        case.court = Some(Court { ecas, dhs_address, ..Court::default() });
        case
    };
    let status = |case: &crate::case::Case| run(&track, case, vec![]).status("certificate-of-service", "");
    assert_eq!(status(&court(Some(true), &[])), Met);
    assert_eq!(status(&court(Some(false), &["OPLA", "1 Main St"])), Met);
    assert_eq!(status(&court(None, &["OPLA"])), Met);
    assert_eq!(status(&court(None, &[])), Missing);
    assert_eq!(status(&court(Some(false), &[" "])), Missing);
    assert_eq!(status(&alone()), Missing);
    let outcome = run(&track, &court(Some(false), &[]), vec![]);
    assert!(outcome.findings[0].hint.as_ref().unwrap().contains("dhs_address"));
    let mut nameless = court(Some(true), &[]);
    nameless.persons[0].name = String::new();
    assert_eq!(status(&nameless), Missing);
    nameless.counsel = Some(Counsel { name: Some("Ana Ruiz".into()), ..Counsel::default() });
    assert_eq!(status(&nameless), Met);
    let filed = run(&track, &alone(), vec![file("cos.pdf", "certificate-of-service", "")]);
    assert_eq!(filed.status("certificate-of-service", ""), Met);
}

#[test]
fn other_generated_parts_are_always_there() {
    let track = track(
        "",
        &requirement("exhibit-index", "level = \"required\"\nscope = \"case\"\nfrom = \"generated\""),
    );
    let outcome = run(&track, &alone(), vec![]);
    assert_eq!(outcome.status("exhibit-index", ""), Met);
    assert!(outcome.complete());
}
