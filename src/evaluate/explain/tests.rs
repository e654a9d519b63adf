use super::explain;
use crate::case::Fact;
use crate::evaluate::testing::*;
use jiff::civil::date;

fn sample() -> crate::track::Track {
    track(
        "married case bool\nhearing_day case date",
        &(requirement(
            "marriage-certificate",
            "level = \"conditional\"\nscope = \"principal\"\nwhen = \"facts.married\"\nnames = [\"marriage\", \"matrimonio\"]\nor = [\"statement\"]",
        ) + &requirement("statement", "level = \"optional\"\nscope = \"case\"")
            + &deadline(
                "evidence",
                "from = \"facts.hearing_day\"\noffset = \"-30 days\"\nroll = \"none\"\nwarn_days = 5\nwhen = \"facts.married\"",
            )),
    )
}

#[test]
fn a_requirement_is_explained_whole() {
    let text = explain("marriage-certificate", &sample(), None).unwrap();
    for part in [
        "The marriage-certificate",
        "required when it applies, of the principal",
        "What of married?",
        "A copy of the marriage-certificate.",
        "The statement (statement)",
        "marriage, matrimonio",
        "law of marriage-certificate",
        "2026-11-22, confidence high",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains("In this case"));
}

#[test]
fn with_a_case_it_says_how_it_stands_there() {
    let evidence = evidence(vec![file("m.pdf", "marriage-certificate", "maria")]);
    let case = with_facts(alone(), &[("married", Fact::Bool(false))]);
    let text = explain("marriage-certificate", &sample(), Some((&case, &evidence, TODAY))).unwrap();
    assert!(text.contains("Maria: met, 1 document is here."), "{text}");
    assert!(text.contains("It depends on: facts.married is false. Files: evidence/m.pdf."), "{text}");
    let text = explain("evidence", &sample(), Some((&case, &evidence, TODAY))).unwrap();
    assert!(text.contains("It does not apply: facts.married is false."), "{text}");
    let case =
        with_facts(alone(), &[("married", Fact::Bool(true)), ("hearing_day", Fact::Date(date(2027, 3, 16)))]);
    let text = explain("evidence", &sample(), Some((&case, &evidence, TODAY))).unwrap();
    assert!(text.contains("2027-02-14: 30 days before the hearing day of 2027-03-16."), "{text}");
}

#[test]
fn long_lines_are_broken_between_words() {
    let text = super::wrapped("Label: ", &"word ".repeat(40));
    assert!(text.lines().count() > 2 && text.lines().all(|line| line.chars().count() <= super::WIDTH));
    assert!(text.lines().skip(1).all(|line| line.starts_with("       word")));
    assert_eq!(super::wrapped("L: ", &"x".repeat(300)), format!("L: {}\n", "x".repeat(300)));
}

#[test]
fn nothing_is_explained_that_does_not_exist() {
    assert_eq!(explain("no-such-thing", &sample(), None), None);
}
