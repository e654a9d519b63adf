use super::testing::*;
use super::*;
use crate::finding::Severity;
use jiff::civil::date;

#[test]
fn a_checklist_that_nobody_looked_at_is_stale_the_day_after() {
    // review_after of the test track is 2027-02-22.
    let track = track("", "");
    let on = |day| evaluate(&evidence(vec![]), &alone(), &track, day).found("track-stale").len();
    assert_eq!((on(date(2027, 2, 22)), on(date(2027, 2, 23))), (0, 1));
}

#[test]
fn what_classification_found_is_part_of_it_and_all_is_sorted_by_weight() {
    let track = track("", &requirement("passport", "level = \"required\"\nscope = \"person\""));
    let mut evidence = evidence(vec![]);
    evidence.findings = vec![Finding::info("a-note", "x"), Finding::warning("z-warning", "y")];
    let outcome = evaluate(&evidence, &alone(), &track, TODAY);
    assert_eq!(
        outcome.rules(),
        [
            ("requirement-missing", Severity::Error),
            ("z-warning", Severity::Warning),
            ("a-note", Severity::Info)
        ]
    );
}

#[test]
fn the_same_case_gives_the_same_outcome() {
    let track = track(
        "b person bool\na case bool",
        &requirement(
            "passport",
            "level = \"conditional\"\nscope = \"person\"\nwhen = \"person.b or facts.a\"",
        ),
    );
    let outcome = || format!("{:?}", run(&track, &family(), vec![file("p.pdf", "passport", "ana")]));
    assert_eq!(outcome(), outcome());
}

#[test]
fn the_built_in_tracks_can_be_asked_about_an_empty_case() {
    for id in crate::track::builtin_ids() {
        let track = crate::track::builtin(&id).unwrap().track.unwrap();
        let outcome = run(&track, &family(), vec![]);
        assert!(!outcome.complete(), "{id}");
        for requirement in &track.requirements {
            let text = explain(&requirement.id, &track, None).unwrap();
            assert!(text.contains(&requirement.title) && text.contains(&requirement.authority[0]));
        }
        for deadline in &track.deadlines {
            assert!(explain(&deadline.id, &track, None).is_some());
        }
    }
}

#[test]
fn the_built_in_calendar_has_the_holidays_of_the_statute() {
    let calendar = crate::books::Books::built_in().calendar.clone();
    // Eleven holidays a year, as they are kept in 2027.
    for (month, day) in [
        (1, 1),
        (1, 18),
        (2, 15),
        (5, 31),
        (6, 18),
        (7, 5),
        (9, 6),
        (10, 11),
        (11, 11),
        (11, 25),
        (12, 24),
        // New Year's Day of 2028 is a Saturday.
        (12, 31),
    ] {
        assert!(calendar.holiday(date(2027, month, day)).unwrap().is_some(), "{month}-{day}");
    }
    let first = date(2027, 1, 1);
    let kept = (0..365).filter(|n| {
        use jiff::ToSpan;
        calendar.holiday(first.checked_add(n.days()).unwrap()).unwrap().is_some()
    });
    assert_eq!(kept.count(), 12);
}
