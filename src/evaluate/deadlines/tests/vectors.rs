//! The built-in tracks and the built-in calendar on days that were worked out by hand from the rules.

use super::{alone, evidence, file, hearing, requirements, with_facts};
use crate::case::{Case, DocumentEntry, Fact, HearingKind, Interview};
use crate::evaluate::requirements::Check;
use crate::evaluate::{DeadlineResult, DeadlineStatus};
use crate::finding::{Finding, Severity};
use crate::track::{DeadlineKind, Track};
use jiff::civil::{Date, date};

const COURT: &str = "asylum-court-filing";
const USCIS: &str = "asylum-uscis-interview";

fn track(id: &str) -> Track {
    crate::track::builtin(id).unwrap().track.unwrap()
}

fn told(id: &str, case: &Case, today: Date) -> (Vec<DeadlineResult>, Vec<Finding>) {
    told_with(id, case, today, vec![])
}

fn told_with(id: &str, case: &Case, today: Date, papers: Vec<&str>) -> (Vec<DeadlineResult>, Vec<Finding>) {
    let track = track(id);
    let evidence = evidence(papers.into_iter().map(|paper| file("a.pdf", paper, "maria")).collect());
    let check = Check { evidence: &evidence, case, track: &track, today };
    let (results, _) = requirements::evaluate(check);
    crate::evaluate::deadlines::evaluate(check, &results, &track.books.calendar)
}

fn one(id: &str, case: &Case, today: Date, deadline: &str) -> Option<DeadlineResult> {
    told(id, case, today).0.into_iter().find(|result| result.id == deadline)
}

fn day(on: Date) -> Fact {
    Fact::Date(on)
}

#[test]
fn evidence_is_due_thirty_days_before_an_individual_hearing() {
    for (on, due, safe) in [
        // A Sunday, then Washington's Birthday: Tuesday.
        (date(2027, 3, 16), date(2027, 2, 16), date(2027, 2, 12)),
        // A Saturday: Monday. The day before is the Friday after Thanksgiving, a business day.
        (date(2026, 12, 28), date(2026, 11, 30), date(2026, 11, 27)),
        (date(2027, 1, 20), date(2026, 12, 21), date(2026, 12, 18)),
        // Juneteenth 2027 is a Saturday and kept on Friday the 18th: Monday the 21st.
        (date(2027, 7, 18), date(2027, 6, 21), date(2027, 6, 17)),
        // New Year's Day 2028 is a Saturday and kept on Friday 2027-12-31.
        (date(2028, 1, 30), date(2028, 1, 3), date(2027, 12, 30)),
    ] {
        let result = one(COURT, &hearing(on), date(2026, 11, 1), "evidence").unwrap();
        assert_eq!((result.date, result.safe_date), (Some(due), Some(safe)), "{on}");
    }
}

#[test]
fn a_master_hearing_has_fifteen_days_if_a_ruling_is_wanted() {
    let mut case = hearing(date(2027, 3, 16));
    case.court.as_mut().unwrap().hearing_kind = Some(HearingKind::Master);
    let today = date(2026, 11, 22);
    let wanted = |answer| with_facts(case.clone(), &[("ruling_wanted", Fact::Bool(answer))]);
    let result = one(COURT, &wanted(true), today, "evidence-master").unwrap();
    assert_eq!((result.date, result.safe_date), (Some(date(2027, 3, 1)), Some(date(2027, 2, 26))));
    assert!(one(COURT, &wanted(true), today, "evidence").is_none());
    assert!(one(COURT, &wanted(false), today, "evidence-master").is_none());
    // Not known: the day is shown, and asked about.
    let (results, findings) = told(COURT, &case, today);
    assert!(results.iter().any(|result| result.date == Some(date(2027, 3, 1))));
    assert!(findings.iter().any(|finding| finding.message.contains("Is a ruling wanted")));
    // Missed, it warns and does not fail.
    let (_, findings) = told(COURT, &wanted(true), date(2027, 3, 2));
    let past: Vec<Severity> =
        findings.iter().filter(|f| f.rule == "deadline-past").map(|finding| finding.severity).collect();
    assert_eq!(past, [Severity::Warning]);
}

#[test]
fn a_detained_case_has_no_day_before_the_court_sets_one() {
    let mut case = hearing(date(2027, 3, 16));
    case.court.as_mut().unwrap().detained = Some(true);
    let today = date(2026, 11, 22);
    for kind in [HearingKind::Individual, HearingKind::Master] {
        case.court.as_mut().unwrap().hearing_kind = Some(kind);
        let (results, findings) = told(COURT, &case, today);
        let evidence: Vec<_> = results.iter().filter(|result| result.id.starts_with("evidence")).collect();
        assert_eq!(evidence.len(), 1);
        assert_eq!((evidence[0].id.as_str(), evidence[0].date), ("evidence-detained", None));
        let asked =
            findings.iter().find(|finding| finding.message.contains("detained case: the date")).unwrap();
        assert_eq!(asked.severity, Severity::Error);
        assert!(asked.hint.as_ref().unwrap().contains("facts.court_evidence_date"));
    }
    let case = with_facts(case, &[("court_evidence_date", day(date(2027, 2, 27)))]);
    // What a court has set does not move, although it is a Saturday.
    assert_eq!(one(COURT, &case, today, "evidence-detained").unwrap().date, Some(date(2027, 2, 27)));
}

#[test]
fn a_filing_of_dhs_is_answered_in_ten_days() {
    let received = |on| {
        let facts = [("dhs_filing", Fact::Bool(true)), ("dhs_filing_received_on", day(on))];
        with_facts(hearing(date(2027, 6, 16)), &facts)
    };
    let today = date(2026, 11, 10);
    // 2026-11-16 + 10 = Thanksgiving Day: the Friday after it.
    let result = one(COURT, &received(date(2026, 11, 16)), today, "dhs-response").unwrap();
    assert_eq!(result.date, Some(date(2026, 11, 27)));
    assert_eq!(
        one(COURT, &received(date(2026, 11, 9)), today, "dhs-response").unwrap().date,
        Some(date(2026, 11, 19))
    );
    let mut detained = received(date(2026, 11, 9));
    detained.court.as_mut().unwrap().detained = Some(true);
    assert!(one(COURT, &detained, today, "dhs-response").is_none());
    assert_eq!(one(COURT, &detained, today, "dhs-response-detained").unwrap().date, None);
    // A motion to pretermit that nobody answers is an error.
    let motion =
        with_facts(hearing(date(2027, 6, 16)), &[("pretermit_motion_received_on", day(date(2026, 11, 2)))]);
    let (_, findings) = told(COURT, &motion, date(2026, 11, 13));
    assert!(findings.iter().any(|f| f.rule == "deadline-past" && f.severity == Severity::Error));
}

#[test]
fn both_ways_to_count_the_year_are_shown() {
    let case = with_facts(alone(), &[("last_arrival", day(date(2026, 2, 10)))]);
    let at = |track| one(track, &case, date(2026, 11, 22), "one-year").unwrap();
    for track in [COURT, USCIS] {
        let result = at(track);
        assert_eq!((result.date, result.safe_date), (Some(date(2027, 2, 10)), Some(date(2027, 2, 9))));
        assert_eq!(result.earlier[0].0, date(2027, 2, 9));
    }
    // The court: act by the anniversary less 14 days. USCIS: mail 14 days before the safe day.
    assert_eq!(at(COURT).earlier[1].0, date(2027, 1, 27));
    assert_eq!(at(USCIS).earlier[1].0, date(2027, 1, 26));
    // An anniversary on a Saturday moves to Monday; the stricter day does not move.
    let case = with_facts(alone(), &[("last_arrival", day(date(2026, 1, 9)))]);
    let result = one(COURT, &case, date(2026, 11, 22), "one-year").unwrap();
    assert_eq!((result.date, result.earlier[0].0), (Some(date(2027, 1, 11)), date(2027, 1, 8)));
    // Whoever came on a leap day has until the last day of February.
    let case = with_facts(alone(), &[("last_arrival", day(date(2024, 2, 29)))]);
    assert_eq!(one(COURT, &case, date(2024, 11, 22), "one-year").unwrap().date, Some(date(2025, 2, 28)));
}

#[test]
fn an_interview_office_says_how_early_it_wants_the_evidence() {
    let with = |office: &str, lead_days| {
        let on = Some(date(2027, 1, 12));
        let interview =
            Interview { office: Some(office.to_owned()), date: on, lead_days, ..Interview::default() };
        Case { interview: Some(interview), ..alone() }
    };
    let due = |case: &Case| one(USCIS, case, date(2026, 11, 22), "evidence").unwrap();
    assert_eq!(due(&with("Newark", None)).date, Some(date(2027, 1, 5)));
    let miami = due(&with("Miami Asylum Office", None));
    assert_eq!(miami.date, Some(date(2027, 1, 5)));
    assert!(miami.basis.contains("in 3 copies"), "{}", miami.basis);
    // 14 days before is 2026-12-29; 18 days before is Christmas Day, so the day before.
    assert_eq!(due(&with("Newark", Some(14))).date, Some(date(2026, 12, 29)));
    assert_eq!(due(&with("Miami", Some(18))).date, Some(date(2026, 12, 24)));
}

#[test]
fn the_work_permit_clock_counts_150_and_180_days() {
    let filed = with_facts(alone(), &[("filed_on", day(date(2026, 9, 8)))]);
    for track in [COURT, USCIS] {
        let at = |id| one(track, &filed, date(2026, 11, 22), id).unwrap();
        assert_eq!(at("work-permit-application").date, Some(date(2027, 2, 5)));
        assert_eq!(at("work-permit-eligible").date, Some(date(2027, 3, 7)));
        assert_eq!(at("work-permit-eligible").kind, DeadlineKind::Milestone);
        assert!(at("work-permit-application").basis.contains("$570"), "the fee from 2026-10-16 on");
    }
    let stopped = with_facts(filed.clone(), &[("clock_stopped_days", Fact::Number(30))]);
    let at = |id, today| one(USCIS, &stopped, today, id).unwrap();
    assert_eq!(at("work-permit-application", date(2026, 11, 22)).date, Some(date(2027, 3, 7)));
    // It is reached, and nothing is past.
    assert_eq!(at("work-permit-application", date(2027, 3, 7)).status, DeadlineStatus::Met);
    assert_eq!(told(USCIS, &stopped, date(2028, 1, 1)).0.iter().filter(|r| r.is_last_day()).count(), 2);
    assert!(one(USCIS, &alone(), date(2026, 11, 22), "work-permit-application").is_none());
}

#[test]
fn the_annual_fee_falls_due_on_each_anniversary() {
    let case = with_facts(alone(), &[("filed_on", day(date(2025, 11, 3)))]);
    let next = |track, today| {
        let result = one(track, &case, today, "annual-fee-anniversary").unwrap();
        (result.date.unwrap(), result.basis)
    };
    let (on, basis) = next(USCIS, date(2026, 6, 1));
    assert_eq!(on, date(2026, 11, 3));
    assert!(basis.contains("$105"), "{basis}");
    assert_eq!(next(USCIS, date(2026, 11, 3)).0, date(2026, 11, 3));
    let (on, basis) = next(COURT, date(2026, 11, 4));
    assert_eq!(on, date(2027, 11, 3));
    assert!(basis.starts_with("2 years after the filing of the Form I-589 of 2025-11-03"), "{basis}");
    // An anniversary before 16 October 2026 cost $102 at USCIS and before 1 October at the court.
    let older = with_facts(alone(), &[("filed_on", day(date(2025, 10, 10)))]);
    for (track, dollars) in [(USCIS, "$102"), (COURT, "$105")] {
        let basis = one(track, &older, date(2026, 9, 1), "annual-fee-anniversary").unwrap().basis;
        assert!(basis.contains(dollars), "{basis}");
    }
}

#[test]
fn a_missing_biometrics_notice_is_told_once() {
    let case = with_facts(hearing(date(2027, 3, 16)), &[("filed_on", day(date(2026, 8, 3)))]);
    let reminders = |today, papers| -> usize {
        let (_, findings) = told_with(COURT, &case, today, papers);
        findings.iter().filter(|finding| finding.rule == "reminder-due").count()
    };
    // 180 days before the hearing was 2026-09-17, 90 days after the filing 2026-11-01.
    assert_eq!(reminders(date(2026, 9, 17), vec![]), 0);
    assert_eq!(reminders(date(2026, 9, 18), vec![]), 1);
    assert_eq!(reminders(date(2026, 11, 22), vec![]), 1);
    let mut grown_up = case.clone();
    grown_up.persons[0].born = Some(date(1990, 4, 2));
    let (_, findings) = told_with(COURT, &grown_up, date(2026, 11, 22), vec!["biometrics-notice"]);
    assert!(findings.iter().all(|finding| finding.rule != "reminder-due"));
}

#[test]
fn documents_expire_without_failing_the_case() {
    let mut case = alone();
    case.persons[0].facts.insert("passport_expires".into(), day(date(2027, 9, 1)));
    let expiry = |path: &str, on| DocumentEntry {
        file: path.into(),
        satisfies: vec!["national-id".into()],
        expires: Some(on),
        ..DocumentEntry::default()
    };
    case.documents = vec![expiry("id.pdf", date(2027, 1, 1)), expiry("old.pdf", date(2020, 1, 1))];
    let (results, findings) = told(USCIS, &case, date(2026, 11, 22));
    let listed: Vec<_> = results
        .iter()
        .filter(|result| result.kind == DeadlineKind::Expiry)
        .map(|result| (result.id.as_str(), result.date.unwrap(), result.status))
        .collect();
    let open = DeadlineStatus::Open;
    assert_eq!(
        listed,
        [("document-expires", date(2027, 1, 1), open), ("passport-expires", date(2027, 9, 1), open)]
    );
    let rules: Vec<_> = findings
        .iter()
        .filter(|finding| finding.rule.starts_with("document-"))
        .map(|finding| (finding.rule, finding.severity, finding.path.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(
        rules,
        [
            ("document-expires", Severity::Info, "evidence/id.pdf"),
            ("document-expired", Severity::Info, "evidence/old.pdf")
        ]
    );
}

#[test]
fn a_move_is_told_to_the_court_in_five_days_and_to_uscis_in_ten() {
    let case = with_facts(alone(), &[("moved_on", day(date(2026, 11, 20)))]);
    let due = |track| one(track, &case, date(2026, 11, 22), "address-change").unwrap().date;
    assert_eq!(due(COURT), Some(date(2026, 11, 25)));
    assert_eq!(due(USCIS), Some(date(2026, 11, 30)));
}

#[test]
fn the_volume_limit_of_a_track_is_that_of_the_table() {
    for (id, limit) in [(COURT, "court-file-bytes"), (USCIS, "uscis-file-bytes")] {
        let track = track(id);
        let table = track.books.dated.limit(limit, date(2026, 11, 22)).unwrap().value;
        assert_eq!(track.limits.volume_bytes, table, "{id}");
    }
}
