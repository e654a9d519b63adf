use crate::case::{Case, Court, DeadlineOverride, Fact, HearingKind};
use crate::classify::EvidenceFile;
use crate::dated::Calendar;
use crate::evaluate::requirements::{self, Check};
use crate::evaluate::testing::*;
use crate::evaluate::{DeadlineResult, DeadlineStatus};
use crate::finding::{Finding, Severity};
use crate::track::Track;
use jiff::civil::{Date, date};

mod vectors;

const HOLIDAYS: &str = r#"
schema = 1
title = "Test days"
review_after = 2027-11-22
checked = 2026-11-22
authority = ["5 U.S.C. 6103"]
first_year = 2021
last_year = 2030
[[holiday]]
name = "Washington's Birthday"
rule = "third monday of february"
[[holiday]]
name = "Thanksgiving Day"
rule = "fourth thursday of november"
"#;

fn ask(track: &Track, case: &Case, today: Date) -> (Vec<DeadlineResult>, Vec<Finding>) {
    ask_with(vec![file("why.pdf", "one-year-exception", "")], track, case, today)
}

fn ask_with(
    files: Vec<EvidenceFile>,
    track: &Track,
    case: &Case,
    today: Date,
) -> (Vec<DeadlineResult>, Vec<Finding>) {
    let evidence = evidence(files);
    let check = Check { evidence: &evidence, case, track, today };
    let (results, _) = requirements::evaluate(check);
    super::evaluate(check, &results, &Calendar::parse("days.toml", HOLIDAYS).calendar.unwrap())
}

fn hearing_track() -> Track {
    let lines = "from = \"court.hearing\"\noffset = \"-30 days\"\nroll = \"next-business-day\"\nwarn_days = 10\n\
                 met_by = \"facts.evidence_filed_on\"\n\
                 when = 'court.hearing_kind == \"individual\" and not court.detained'";
    track("evidence_filed_on case date", &deadline("evidence", lines))
}

fn hearing(on: Date) -> Case {
    let mut case = alone();
    case.court = Some(Court {
        hearing: Some(on.at(9, 0, 0, 0)),
        hearing_kind: Some(HearingKind::Individual),
        detained: Some(false),
        ..Court::default()
    });
    case
}

fn year_track(extra: &str) -> Track {
    let lines = format!(
        "from = \"facts.last_arrival\"\noffset = \"1 year\"\nroll = \"next-business-day\"\nwarn_days = 60\n\
         met_by = \"facts.filed_on\"\n{extra}"
    );
    track(
        "last_arrival case date\nfiled_on case date\nuac case bool",
        &(deadline("one-year", &lines)
            + &requirement("one-year-exception", "level = \"optional\"\nscope = \"case\"")),
    )
}

fn arrived(on: Date, filed: Option<Date>) -> Case {
    let mut case = with_facts(alone(), &[("last_arrival", Fact::Date(on))]);
    case.facts.extend(filed.map(|day| ("filed_on".to_owned(), Fact::Date(day))));
    case
}

#[test]
fn thirty_days_before_a_hearing_move_off_weekends_and_holidays() {
    for (on, due, safe) in [
        (date(2027, 3, 16), date(2027, 2, 16), date(2027, 2, 12)),
        (date(2026, 12, 28), date(2026, 11, 30), date(2026, 11, 27)),
        (date(2027, 1, 20), date(2026, 12, 21), date(2026, 12, 18)),
    ] {
        let (results, findings) = ask(&hearing_track(), &hearing(on), date(2026, 11, 1));
        assert_eq!((results[0].date, results[0].safe_date), (Some(due), Some(safe)), "{on}");
        assert_eq!(results[0].status, DeadlineStatus::Open);
        assert_eq!(findings, []);
    }
    let (results, _) = ask(&hearing_track(), &hearing(date(2027, 3, 16)), TODAY);
    assert_eq!(
        results[0].basis,
        "30 days before the hearing of 2027-03-16 is Sunday 2027-02-14; that is no business day, so it is Tuesday 2027-02-16"
    );
}

#[test]
fn the_anniversary_of_the_arrival_is_the_last_timely_day() {
    let (results, _) = ask(&year_track(""), &arrived(date(2025, 2, 10), None), date(2025, 3, 1));
    assert_eq!((results[0].date, results[0].safe_date), (Some(date(2026, 2, 10)), Some(date(2026, 2, 9))));
    let status = |filed| ask(&year_track(""), &arrived(date(2025, 2, 10), Some(filed)), date(2026, 12, 1));
    assert_eq!(status(date(2026, 2, 10)).0[0].status, DeadlineStatus::Met);
    let (results, findings) = status(date(2026, 2, 11));
    assert_eq!(results[0].status, DeadlineStatus::Past);
    assert_eq!((findings[0].rule, findings[0].severity), ("deadline-late", Severity::Error));
    assert!(findings[0].message.contains("1 day after the last day, 2026-02-10"), "{}", findings[0].message);
}

#[test]
fn the_status_follows_the_calendar() {
    let at = |today| {
        let (results, findings) = ask(&hearing_track(), &hearing(date(2027, 1, 20)), today);
        (results[0].status, findings.first().map(|finding| (finding.rule, finding.severity)))
    };
    // The last day is 2026-12-21, the warning window 10 days.
    assert_eq!(at(date(2026, 12, 10)), (DeadlineStatus::Open, None));
    assert_eq!(at(date(2026, 12, 11)), (DeadlineStatus::Soon, Some(("deadline-soon", Severity::Warning))));
    assert_eq!(at(date(2026, 12, 21)), (DeadlineStatus::Soon, Some(("deadline-soon", Severity::Warning))));
    assert_eq!(at(date(2026, 12, 22)), (DeadlineStatus::Past, Some(("deadline-past", Severity::Error))));
    let (_, findings) = ask(&hearing_track(), &hearing(date(2027, 1, 20)), date(2026, 12, 22));
    assert!(findings[0].hint.as_ref().unwrap().contains("Ask for leave."));
    assert_eq!(findings[0].authority, ["law of evidence"]);
}

#[test]
fn what_excuses_a_missed_deadline_makes_it_a_warning() {
    let excused = year_track("cured_by = \"one-year-exception\"");
    for filed in [None, Some(date(2026, 3, 1))] {
        let (results, findings) = ask(&excused, &arrived(date(2025, 2, 10), filed), TODAY);
        assert_eq!(results[0].status, DeadlineStatus::Past);
        assert_eq!(findings[0].severity, Severity::Warning);
    }
}

#[test]
fn a_waiver_of_what_excuses_a_missed_deadline_makes_it_a_warning_too() {
    let excused = year_track("cured_by = \"one-year-exception\"");
    let missed = |case: &Case| {
        let (results, findings) = ask_with(vec![], &excused, case, TODAY);
        (results[0].status, findings[0].severity)
    };
    let mut case = arrived(date(2025, 2, 10), None);
    assert_eq!(missed(&case), (DeadlineStatus::Past, Severity::Error));
    case.waivers = vec![waiver("one-year-exception", None)];
    assert_eq!(missed(&case), (DeadlineStatus::Past, Severity::Warning));
}

#[test]
fn a_filing_that_lies_in_the_future_meets_nothing() {
    let planned = arrived(date(2025, 2, 10), Some(date(2026, 2, 1)));
    let (results, _) = ask(&year_track(""), &planned, date(2026, 1, 31));
    assert_eq!(results[0].status, DeadlineStatus::Soon);
    assert_eq!(ask(&year_track(""), &planned, date(2026, 2, 1)).0[0].status, DeadlineStatus::Met);
}

#[test]
fn a_date_set_by_the_judge_beats_the_rule_even_where_no_rule_applies() {
    let mut case = hearing(date(2027, 3, 16));
    case.deadlines = vec![DeadlineOverride {
        id: "evidence".into(),
        date: date(2027, 2, 1),
        reason: "Scheduling order of 2026-12-01".into(),
    }];
    for detained in [Some(false), Some(true), None] {
        case.court.as_mut().unwrap().detained = detained;
        let (results, findings) = ask(&hearing_track(), &case, TODAY);
        assert_eq!(results[0].date, Some(date(2027, 2, 1)));
        assert_eq!(results[0].authority, ["Scheduling order of 2026-12-01"]);
        assert!(results[0].basis.contains("Scheduling order"));
        assert_eq!(findings, []);
    }
    case.deadlines.clear();
    case.court.as_mut().unwrap().detained = Some(true);
    assert_eq!(ask(&hearing_track(), &case, TODAY).0.len(), 0);
}

#[test]
fn a_date_set_by_the_judge_is_told_once_and_silences_the_rules_beside_it() {
    let track = crate::track::builtin("asylum-court-filing").unwrap().track.unwrap();
    let mut case = with_facts(hearing(date(2027, 3, 16)), &[("ruling_wanted", Fact::Bool(true))]);
    let told = |case: &Case| -> Vec<(String, Option<Date>)> {
        let (results, findings) = ask(&track, case, TODAY);
        assert!(findings.iter().all(|finding| !finding.message.contains("vidence")), "{findings:?}");
        let of_evidence = results.into_iter().filter(|result| result.id.starts_with("evidence"));
        of_evidence.map(|result| (result.id, result.date)).collect()
    };
    let set = |id: &str, on| DeadlineOverride { id: id.into(), date: on, reason: "Scheduling order".into() };
    case.deadlines = vec![set("evidence", date(2027, 2, 1))];
    for (detained, kind, id) in [
        (Some(true), HearingKind::Individual, "evidence-detained"),
        (Some(false), HearingKind::Individual, "evidence"),
        (Some(false), HearingKind::Master, "evidence-master"),
        (None, HearingKind::Individual, "evidence"),
        (None, HearingKind::Master, "evidence"),
    ] {
        let court = case.court.as_mut().unwrap();
        (court.detained, court.hearing_kind) = (detained, Some(kind));
        assert_eq!(told(&case), [(id.to_owned(), Some(date(2027, 2, 1)))], "{detained:?} {kind:?}");
    }
    // A date of its own is its own.
    case.court.as_mut().unwrap().detained = Some(true);
    case.deadlines.push(set("evidence-detained", date(2027, 1, 20)));
    assert_eq!(told(&case)[0], ("evidence-detained".to_owned(), Some(date(2027, 1, 20))));
}

#[test]
fn a_missing_fact_is_asked_for_and_a_deadline_that_may_apply_is_not_hidden() {
    let mut case = hearing(date(2027, 3, 16));
    case.court.as_mut().unwrap().detained = None;
    let (results, findings) = ask(&hearing_track(), &case, TODAY);
    assert_eq!((results[0].date, results[0].status), (Some(date(2027, 2, 16)), DeadlineStatus::Open));
    assert!(results[0].basis.contains("if it applies"));
    assert_eq!((findings[0].rule, findings[0].severity), ("deadline-unknown", Severity::Warning));
    assert!(findings[0].message.contains("Is the respondent detained?"));
    assert_eq!(findings[0].hint.as_deref(), Some("Add to case.toml: court.detained = true or false"));
    let (results, findings) = ask(&year_track(""), &alone(), TODAY);
    assert_eq!(results[0].date, None);
    assert_eq!(findings[0].hint.as_deref(), Some("Add to case.toml: facts.last_arrival = YYYY-MM-DD"));
}

/// The tracks of cases that can wait for longer than a year.
fn tracks_with_annual_fee() -> Vec<(String, Track)> {
    let tracks = crate::track::builtin_ids().into_iter().map(|id| {
        let track = crate::track::builtin(&id).unwrap().track.unwrap();
        (id, track)
    });
    let found: Vec<(String, Track)> =
        tracks.filter(|(_, track)| track.requirement("annual-fee-receipt").is_some()).collect();
    assert!(found.len() >= 2);
    found
}

#[test]
fn the_notice_governs_the_annual_fee_however_young_the_application_is() {
    for (id, track) in tracks_with_annual_fee() {
        let annual_fee = |facts: &[(&str, Fact)]| {
            let case = with_facts(alone(), facts);
            let (results, findings) = ask(&track, &case, TODAY);
            let date = results.into_iter().find(|result| result.id == "annual-fee").map(|result| result.date);
            let asked = findings.iter().any(|finding| finding.message.contains("annual asylum fee come?"));
            (date, asked)
        };
        let filed = ("filed_on", Fact::Date(date(2026, 11, 3)));
        let noticed = |answer| ("annual_fee_noticed", Fact::Bool(answer));
        let notice = ("annual_fee_notice_on", Fact::Date(date(2026, 11, 5)));
        assert_eq!(
            annual_fee(&[filed.clone(), noticed(true), notice.clone()]),
            (Some(Some(date(2026, 12, 5))), false)
        );
        assert_eq!(annual_fee(&[filed.clone(), noticed(true)]).0, Some(None), "{id}");
        assert_eq!(annual_fee(&[filed.clone(), noticed(false), notice.clone()]), (None, false), "{id}");
        // Nothing known of a notice: a question, but no line among the deadlines.
        assert_eq!(annual_fee(std::slice::from_ref(&filed)), (None, true), "{id}");
        assert_eq!(annual_fee(&[filed, notice]), (Some(Some(date(2026, 12, 5))), true), "{id}");
    }
}

#[test]
fn a_notice_calls_for_the_receipt_however_young_the_application_is() {
    use crate::evaluate::RequirementStatus::{Missing, NotApplicable};
    for (id, track) in tracks_with_annual_fee() {
        for (noticed, status) in [(true, Missing), (false, NotApplicable)] {
            let facts =
                [("filed_on", Fact::Date(date(2026, 11, 3))), ("annual_fee_noticed", Fact::Bool(noticed))];
            let outcome = run(&track, &with_facts(alone(), &facts), vec![]);
            assert_eq!(outcome.status("annual-fee-receipt", ""), status, "{id}");
        }
    }
}

#[test]
fn beyond_the_calendar_the_day_as_counted_stands_with_a_word_of_warning() {
    let (results, findings) = ask(&year_track(""), &arrived(date(2019, 2, 10), None), TODAY);
    assert_eq!((results[0].date, results[0].safe_date), (Some(date(2020, 2, 10)), None));
    assert!(results[0].basis.contains("not taken into account"));
    let rules: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["calendar-ends", "deadline-past"]);
    assert_eq!(
        ask(&year_track(""), &arrived(date(9998, 2, 10), None), TODAY).0[0].date,
        Some(date(9999, 2, 10))
    );
    let (results, findings) = ask(&year_track(""), &arrived(date(9999, 2, 10), None), TODAY);
    assert_eq!((results[0].date, findings[0].rule), (None, "deadline-unknown"));
}

#[test]
fn deadlines_may_move_back_or_not_at_all() {
    let with = |roll: &str| {
        let lines = format!("from = \"facts.day\"\noffset = \"10 days\"\nroll = \"{roll}\"\nwarn_days = 1");
        let track = track("day case date", &deadline("d", &lines));
        // Ten days on is Thanksgiving Day 2026, a Thursday.
        let case = with_facts(alone(), &[("day", Fact::Date(date(2026, 11, 16)))]);
        ask(&track, &case, date(2026, 11, 1)).0[0].date
    };
    assert_eq!(with("next-business-day"), Some(date(2026, 11, 27)));
    assert_eq!(with("previous-business-day"), Some(date(2026, 11, 25)));
    assert_eq!(with("none"), Some(date(2026, 11, 26)));
}

#[test]
fn the_nearest_comes_first_the_unknown_later_and_what_is_met_last() {
    let entry = |id: &str, fact: &str, met: &str| {
        deadline(
            id,
            &format!("from = \"facts.{fact}\"\noffset = \"0 days\"\nroll = \"none\"\nwarn_days = 1\n{met}"),
        )
    };
    let entries = entry("met", "near", "met_by = \"facts.near\"")
        + &entry("unknown", "gap", "")
        + &entry("far", "far", "")
        + &entry("past", "near", "");
    let track = track("near case date\nfar case date\ngap case date", &entries);
    let case = with_facts(
        alone(),
        &[("near", Fact::Date(date(2026, 11, 2))), ("far", Fact::Date(date(2027, 6, 1)))],
    );
    let (results, _) = ask(&track, &case, TODAY);
    let ids: Vec<&str> = results.iter().map(|result| result.id.as_str()).collect();
    assert_eq!(ids, ["past", "far", "unknown", "met"]);
}
