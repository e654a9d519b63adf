use super::*;
use jiff::civil::date;

fn findings(kind: FileKind, file: &str, text: &str) -> Vec<Finding> {
    let books = Books::built_in();
    Lint { books: &books, today: date(2026, 11, 22) }.file(kind, file, text)
}

/// Rule and place of what is found.
fn found(kind: FileKind, text: &str) -> Vec<(&'static str, usize, usize)> {
    let place =
        |finding: &Finding| finding.location.as_ref().map_or((0, 0), |place| (place.line, place.column));
    findings(kind, "x.toml", text).iter().map(|f| (f.rule, place(f).0, place(f).1)).collect()
}

const HEAD: &str = r#"schema = 1
id = "x"
title = "X"
forum = "uscis"
checked = 2026-11-22
review_after = 2027-02-22
[limits]
volume_bytes = 1
authority = ["a notice"]
[[packet]]
id = "evidence"
title = "E"
parts = ["exhibits"]
[[fact]]
name = "entry"
scope = "case"
type = "text"
one_of = ["visa", "parole"]
question = "How?"
"#;

fn requirement(id: &str, more: &str) -> String {
    format!(
        "[[requirement]]\nid = \"{id}\"\ntitle = \"T\"\nsection = \"S\"\nlevel = \"conditional\"\nscope = \"child\"\n\
         authority = [\"law\"]\nchecked = 2026-11-22\nconfidence = \"high\"\nsatisfied_by = \"A copy.\"\nfrom = \"client\"\n{more}\n"
    )
}

#[test]
fn the_built_in_files_have_nothing_to_say() {
    let books = Books::built_in();
    for volume in books.shelf.volumes() {
        let kind = kind_of(&volume.name, &volume.text).unwrap();
        let found = findings(kind, &volume.name, &volume.text);
        assert_eq!(found, [], "{}", volume.name);
    }
}

#[test]
fn conditions_that_cannot_hold_are_shown() {
    let with = |when: &str| format!("{HEAD}{}", requirement("a", &format!("when = '{when}'")));
    assert_eq!(found(FileKind::Track, &with("facts.entry == \"visa\"")), []);
    for when in [
        "facts.entry == \"visa\" and facts.entry == \"parole\"",
        "facts.entry == \"visa\" and person.role == \"spouse\"",
    ] {
        assert_eq!(found(FileKind::Track, &with(when)), [("lint-unreachable", 31, 8)], "{when}");
    }
    // A value that is not in the list of the fact keeps the file from being used.
    let odd = found(FileKind::Track, &with("facts.entry == \"vise\""));
    assert_eq!(odd[0], ("track-condition", 31, 24));
    let part = "facts.entry == \"visa\" or person.role == \"spouse\"";
    assert_eq!(found(FileKind::Track, &with(part)), [("lint-unreachable", 31, 34)]);
    assert_eq!(
        found(FileKind::Track, &with("facts.entry == \"visa\" or facts.entry == \"parole\"")),
        [("lint-always", 31, 8)]
    );
}

#[test]
fn every_kind_of_mistake_in_a_track_has_its_place() {
    let sound = format!("{HEAD}{}", requirement("a", "when = 'facts.entry == \"visa\"'"));
    let with = |from: &str, to: &str| {
        assert!(sound.contains(from), "{from}");
        found(FileKind::Track, &sound.replace(from, to))
    };
    assert_eq!(with("authority = [\"law\"]\n", ""), [("track-missing-key", 20, 1)]);
    assert_eq!(with("facts.entry ==", "facts.entri ==")[0], ("track-condition", 31, 9));
    assert_eq!(with("review_after = 2027-02-22", "review_after = 2026-11-23"), []);
    let old = with(
        "checked = 2026-11-22\nreview_after = 2027-02-22",
        "checked = 2026-01-01\nreview_after = 2026-11-21",
    );
    assert_eq!(old, [("lint-stale", 6, 16)]);
    assert_eq!(
        with("checked = 2026-11-22\nconfidence", "checked = 2027-01-01\nconfidence"),
        [("lint-date", 27, 11)]
    );
    assert_eq!(with("section = \"S\"", "sektion = \"S\"")[0].0, "track-unknown-key");
    let twice = format!("{sound}{}", requirement("a", ""));
    assert_eq!(found(FileKind::Track, &twice), [("track-duplicate", 33, 6)]);
    let circle = format!(
        "{HEAD}{}{}",
        requirement("a", "or = [\"b\"]\nwhen = 'facts.entry == \"visa\"'"),
        requirement("b", "or = [\"a\"]")
    );
    assert_eq!(found(FileKind::Track, &circle), [("lint-cycle", 31, 7)]);
    let unasked = format!("{HEAD}{}", requirement("a", ""));
    assert_eq!(found(FileKind::Track, &unasked), [("lint-unused", 15, 8)]);
    let deadline = "[[deadline]]\nid = \"d\"\ntitle = \"D\"\nfrom = \"interview.date\"\noffset = \"1 day\"\nroll = \"none\"\n\
        warn_days = 1\nremedy = \"R.\"\nauthority = [\"x\"]\nchecked = 2026-11-22\nfee = \"uscis-anual-asylum\"\n";
    assert_eq!(found(FileKind::Track, &format!("{sound}{deadline}")), [("lint-unknown", 42, 7)]);
}

#[test]
fn a_calendar_that_ends_too_early_is_told() {
    let text = crate::templates::CALENDARS[0].1;
    let short = text.replace("last_year = 2040", "last_year = 2029");
    let told = found(FileKind::Calendar, &short);
    assert_eq!((told.len(), told[0].0), (1, "lint-calendar"));
    assert_eq!(found(FileKind::Calendar, &text.replace("last_year = 2040", "last_year = 2030")), []);
    let fewer = text.replace(
        "[[holiday]]\nname = \"Juneteenth National Independence Day\"\nrule = \"june 19\"\nobserved = true\n",
        "",
    );
    assert_ne!(fewer, text);
    assert_eq!(found(FileKind::Calendar, &fewer)[0].0, "lint-calendar");
}

#[test]
fn stale_rows_and_gaps_are_told_at_their_line() {
    let head = "schema = 1\ntitle = \"F\"\nchecked = 2026-11-01\nreview_after = 2027-11-01\n";
    let row = |more: &str| {
        format!(
            "[[fee]]\nid = \"a\"\ntitle = \"A\"\nforum = \"uscis\"\ndollars = 1\nauthority = [\"x\"]\nconfidence = \"low\"\n{more}\n"
        )
    };
    let stale = format!("{head}{}", row("checked = 2026-01-01\nreview_after = 2026-06-01"));
    assert_eq!(found(FileKind::Dated, &stale), [("lint-stale", 13, 16)]);
    let joined = format!("{head}{}{}", row("until = 2026-10-15"), row("from = 2026-10-16"));
    assert_eq!(found(FileKind::Dated, &joined), []);
    let gap = format!("{head}{}{}", row("until = 2026-10-15"), row("from = 2026-10-17"));
    assert_eq!(found(FileKind::Dated, &gap), [("lint-gap", 20, 8)]);
}

#[test]
fn cases_and_explanations_are_read_too() {
    let case = "schema = 1\ntrack = \"asylum-court-filing\"\n[[person]]\nid = \"a\"\nname = \"A B\"\nrole = \"principal\"\n";
    assert_eq!(found(FileKind::Case, case), []);
    assert_eq!(
        found(FileKind::Case, &case.replace("court-filing", "court-filling")),
        [("track-unknown", 2, 9)]
    );
    let circle = format!(
        "{case}[[document]]\nfile = \"a.pdf\"\ntranslation_of = \"b.pdf\"\n[[document]]\nfile = \"b.pdf\"\ntranslation_of = \"a.pdf\"\n"
    );
    assert_eq!(found(FileKind::Case, &circle), [("case-cycle", 9, 18)]);
    let rule = "[[rule]]\nid = \"deadline-pst\"\ntitle = \"T\"\nwhy = \"W\"\nremedy = \"R\"\n";
    assert_eq!(found(FileKind::Rules, rule), [("lint-unused", 2, 6)]);
}

#[test]
fn a_file_is_known_by_its_place_or_by_what_is_in_it() {
    assert_eq!(kind_of("office\\tracks\\u-visa.toml", ""), Some(FileKind::Track));
    assert_eq!(kind_of("a/case.toml", ""), Some(FileKind::Case));
    assert_eq!(kind_of("x.toml", "schema = 1\n[[holiday]]\n"), Some(FileKind::Calendar));
    assert_eq!(kind_of("x.toml", "a = 1"), None);
}
