use super::*;
use crate::evaluate::evaluate;
use crate::evaluate::testing::{TODAY, alone, deadline, evidence, family, file, requirement, track};
use crate::finding::Finding;

fn plain_text(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

/// The report on a family that lacks everything of a long checklist, with many findings.
fn long_report(width: usize) -> String {
    let mut entries = String::new();
    for number in 1..=140 {
        let (level, scope) = match number % 3 {
            0 => ("required", "person"),
            1 => ("required", "case"),
            _ => ("recommended", "case"),
        };
        entries +=
            &requirement(&format!("item-{number}"), &format!("level = \"{level}\"\nscope = \"{scope}\""));
    }
    let days = "from = \"facts.start\"\nroll = \"none\"\nwarn_days = 20";
    for number in 1..=9 {
        let offset = number * 5 - 15;
        entries += &deadline(&format!("day-{number}"), &format!("offset = \"{offset} days\"\n{days}"));
    }
    let track = track("start case date", &entries);
    let mut case = family();
    case.facts.insert("start".into(), crate::case::Fact::Date(TODAY));
    let evidence = evidence(vec![file("a.pdf", "", "")]);
    let mut evaluation = evaluate(&evidence, &case, &track, TODAY);
    for number in 1..=60 {
        let path = format!("evidence/scan{number}.pdf");
        let finding = Finding::warning("file-unassigned", format!("It is not clear what {path} is."));
        evaluation.findings.push(finding.on(path).with_hint("Look at it."));
    }
    let check = Check { case: &case, track: &track, evidence: &evidence, evaluation: &evaluation };
    plain_text(&human(&check, None, width))
}

#[test]
fn the_first_screen_of_a_long_report_holds_deadlines_and_gaps() {
    let report = long_report(100);
    let screen: Vec<&str> = report.lines().take(25).collect();
    assert!(screen.iter().any(|line| line.starts_with("Deadlines")), "{screen:#?}");
    assert!(screen.iter().any(|line| line.starts_with("Missing")), "{screen:#?}");
    // 46 items of three persons and 47 of the case are missing: one line each, not three.
    assert!(report.lines().count() < 170, "{} lines", report.lines().count());
    assert!(report.contains("55 more like these"), "{report}");
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for width in [60, 100] {
        for line in long_report(width).lines() {
            assert!(line.chars().count() <= width, "{line}");
        }
    }
}

#[test]
fn a_gap_of_several_persons_is_told_once() {
    let passport = requirement("passport", "level = \"required\"\nscope = \"person\"");
    let track = track("", &passport);
    let (case, evidence) = (family(), evidence(Vec::new()));
    let evaluation = evaluate(&evidence, &case, &track, TODAY);
    let check = Check { case: &case, track: &track, evidence: &evidence, evaluation: &evaluation };
    let report = plain_text(&human(&check, None, 100));
    assert_eq!(report.matches("[passport]").count(), 1, "{report}");
    for person in case.applicants() {
        assert!(report.contains(&check.short_name(person)), "{report}");
    }
}

#[test]
fn what_an_overdue_request_is_about_and_for_how_long_is_told() {
    let track = track("", &requirement("passport", "level = \"required\"\nscope = \"case\""));
    let mut case = alone();
    case.requests.push(crate::case::Request {
        about: Vec::new(),
        requirement: "passport".into(),
        person: None,
        asked: jiff::civil::date(2026, 10, 5),
        of: "client".into(),
        due: Some(jiff::civil::date(2026, 10, 30)),
        note: Some("Her sister\nhas it.".into()),
    });
    let evidence = evidence(Vec::new());
    let evaluation = evaluate(&evidence, &case, &track, TODAY);
    let check = Check { case: &case, track: &track, evidence: &evidence, evaluation: &evaluation };
    let report = plain_text(&human(&check, None, 120));
    assert!(
        report.contains(
            "Asked of the client on 2026-10-05, due 2026-10-30, 23 days overdue (Her sister has it)."
        ),
        "{report}"
    );
    assert!(report.contains("1 request overdue"), "{report}");
    assert_eq!(check.requests()[0].days_overdue(TODAY), Some(23));
}
