use super::*;
use jiff::civil::date;

fn dollars(id: &str, day: Date) -> Option<u64> {
    crate::books::Books::built_in().dated.clone().fee(id, day).map(|fee| fee.dollars)
}

#[test]
fn the_built_in_files_are_sound() {
    for (file, text) in crate::templates::DATED {
        assert_eq!(parse(file, text).findings, [], "{file}");
    }
}

#[test]
fn fees_change_on_the_day_the_notice_says() {
    // The table of fees: USCIS from 2025-07-22, 2026-01-01 and 2026-10-16, EOIR from 2026-10-01.
    for (id, day, amount) in [
        ("uscis-annual-asylum", date(2025, 7, 21), None),
        ("uscis-annual-asylum", date(2025, 7, 22), Some(100)),
        ("uscis-annual-asylum", date(2025, 12, 31), Some(100)),
        ("uscis-annual-asylum", date(2026, 1, 1), Some(102)),
        ("uscis-annual-asylum", date(2026, 10, 15), Some(102)),
        ("uscis-annual-asylum", date(2026, 10, 16), Some(105)),
        ("eoir-annual-asylum", date(2026, 9, 30), Some(102)),
        ("eoir-annual-asylum", date(2026, 10, 1), Some(105)),
        ("uscis-i765-asylum-initial", date(2025, 8, 1), Some(550)),
        ("uscis-i765-asylum-initial", date(2026, 8, 1), Some(560)),
        ("uscis-i765-asylum-initial", date(2026, 11, 1), Some(570)),
        ("uscis-i765-asylum-renewal", date(2026, 11, 1), Some(275)),
        ("uscis-i765-renewal-filing-paper", date(2026, 11, 1), Some(520)),
        ("uscis-i765-renewal-filing-online", date(2026, 11, 1), Some(470)),
        ("uscis-asylum-application", date(2026, 11, 22), Some(100)),
        ("eoir-asylum-application", date(2025, 7, 3), None),
        ("eoir-asylum-application", date(2025, 7, 4), Some(100)),
    ] {
        assert_eq!(dollars(id, day), amount, "{id} on {day}");
    }
}

#[test]
fn editions_are_accepted_by_day() {
    let dated = crate::books::Books::built_in().dated.clone();
    let accepted = |form, day| -> Vec<String> {
        dated.accepted_editions(form, day).into_iter().map(|row| row.edition.clone()).collect()
    };
    assert_eq!(accepted("I-589", date(2026, 11, 22)), ["07/28/26"]);
    assert_eq!(accepted("I-589", date(2026, 7, 27)), ["01/20/25"]);
    assert_eq!(accepted("G-28", date(2026, 11, 22)), ["09/17/18", "05/23/18"]);
    // The edition of September 2026 was published and is not accepted.
    assert_eq!(accepted("I-765", date(2026, 11, 22)), ["08/21/25"]);
    assert!(dated.edition("I-765", "09/15/26").unwrap().refused);
    assert!(dated.edition("I-589", "01/01/99").is_none());
}

#[test]
fn limits_are_those_of_the_upload_pages() {
    let dated = crate::books::Books::built_in().dated.clone();
    let value =
        |id: &str| dated.limit(id, date(2026, 11, 22)).map(|limit| (limit.value, limit.unit.as_str()));
    assert_eq!(value("court-file-bytes"), Some((25_000_000, "bytes")));
    assert_eq!(value("uscis-file-bytes"), Some((12_000_000, "bytes")));
    assert_eq!(value("court-dpi"), Some((300, "dpi")));
    assert_eq!(value("court-dpi-least"), Some((150, "dpi")));
    assert_eq!(value("uscis-dpi"), Some((200, "dpi")));
    assert_eq!(value("page-size-tolerance"), Some((2, "points")));
    assert_eq!(value("form-i589-pages"), Some((12, "pages")));
    assert_eq!(value("no-such-limit"), None);
}

#[test]
fn the_lockbox_follows_the_state() {
    let dated = crate::books::Books::built_in().dated.clone();
    let at = |purpose, state| {
        dated.address("I-589", purpose, state, date(2026, 11, 22)).map(|address| address.id.as_str())
    };
    for state in ["FL", "GA", "MD", "NJ", "PA", "TX", "tx"] {
        assert_eq!(at("initial-filing", state), Some("uscis-i589-dallas"), "{state}");
    }
    for state in ["CA", "NY", "PR", "GU"] {
        assert_eq!(at("initial-filing", state), Some("uscis-i589-chicago"), "{state}");
    }
    assert_eq!(at("nunc-pro-tunc", "TX"), Some("uscis-asylum-intake-unit"));
}

#[test]
fn an_office_has_its_own_lead_days() {
    let dated = crate::books::Books::built_in().dated.clone();
    let lead = |office| {
        dated.lead("interview-evidence", Some(office), date(2026, 11, 22)).map(|row| (row.days, row.copies))
    };
    assert_eq!(lead("Miami Asylum Office"), Some((7, Some(3))));
    assert_eq!(lead("miami"), Some((7, Some(3))));
    // Every other office: the offset of the track.
    assert_eq!(lead("Newark"), None);
}

#[test]
fn rows_are_stale_the_day_after_their_review() {
    let dated = crate::books::Books::built_in().dated.clone();
    let names = |day| -> Vec<String> { dated.stale(day).into_iter().map(|stale| stale.file.name).collect() };
    assert_eq!(names(date(2026, 12, 7)), Vec::<String>::new());
    assert_eq!(names(date(2026, 12, 8)), ["addresses.toml", "editions.toml"]);
    // From 1 October on, the fees of the fiscal year that has ended are stale.
    assert!(!names(date(2027, 9, 30)).contains(&"fees.toml".to_owned()));
    assert!(names(date(2027, 10, 1)).contains(&"fees.toml".to_owned()));
}

#[test]
fn mistakes_are_named_with_their_line() {
    let head = "schema = 1\ntitle = \"Fees\"\nchecked = 2026-10-08\nreview_after = 2027-09-30\n";
    let row = "[[fee]]\nid = \"a\"\ntitle = \"A\"\nforum = \"uscis\"\ndollars = 5\nauthority = [\"law\"]\nconfidence = \"high\"\n";
    let found = |text: &str| -> Vec<(&'static str, usize)> {
        let findings = parse("fees.toml", text).findings;
        findings.iter().map(|f| (f.rule, f.location.as_ref().map_or(0, |place| place.line))).collect()
    };
    assert_eq!(found(&format!("{head}{row}")), []);
    let twice = format!("{head}{row}{row}");
    assert_eq!(found(&twice), [("track-duplicate", 12)]);
    let later = row.replace("dollars = 5", "dollars = 6\nfrom = 2026-10-16");
    let earlier = row.replace("dollars = 5", "dollars = 5\nuntil = 2026-10-15");
    assert_eq!(found(&format!("{head}{earlier}{later}")), []);
    assert_eq!(
        found(&format!("{head}{}", row.replace("authority = [\"law\"]\n", ""))),
        [("track-missing-key", 5)]
    );
    assert_eq!(found(&format!("{head}{}", row.replace("dollars = 5", "dollars = -5"))), [("track-value", 9)]);
    assert_eq!(found(&format!("{head}{}", row.replace("dollars", "dolars"))), [("track-unknown-key", 9)]);
    let edition = "[[edition]]\nform = \"I-589\"\nedition = \"2026-07-28\"\nauthority = [\"x\"]\nconfidence = \"high\"\n";
    assert_eq!(found(&format!("{head}{edition}")), [("track-value", 7)]);
}
