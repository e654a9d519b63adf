use super::*;
use jiff::civil::date;

fn with(name: &str, text: &str) -> Arc<Books> {
    let mut shelf = Shelf::built_in();
    shelf.put_own(name, format!("office/{name}"), text.to_owned());
    Books::read(shelf)
}

#[test]
fn the_built_in_books_are_sound() {
    let books = Books::built_in();
    assert_eq!(books.findings, []);
    assert_eq!(books.calendar.first_year, 2021);
    assert!(books.style.contains("body"));
}

#[test]
fn an_office_replaces_a_file_and_the_others_stay() {
    let limits = "schema = 1\ntitle = \"Our limits\"\nchecked = 2026-11-01\nreview_after = 2027-11-01\n\
        [[limit]]\nid = \"court-dpi\"\ntitle = \"Scans\"\nvalue = 400\nunit = \"dpi\"\nauthority = [\"Our desk book\"]\nconfidence = \"high\"\n";
    let books = with("dated/limits.toml", limits);
    assert_eq!(books.findings, []);
    let day = date(2026, 11, 22);
    assert_eq!(books.dated.limit("court-dpi", day).unwrap().value, 400);
    assert!(books.dated.limit("uscis-dpi", day).is_none(), "the whole file is replaced");
    assert_eq!(books.dated.fee("uscis-annual-asylum", day).unwrap().dollars, 105);
    let own: Vec<String> = books.shelf.own().map(|volume| volume.shown()).collect();
    assert_eq!(own, ["office/dated/limits.toml"]);
}

#[test]
fn an_office_adds_lead_days_and_closing_days() {
    let lead = "schema = 1\ntitle = \"Our offices\"\nchecked = 2026-11-01\nreview_after = 2027-11-01\n\
        [[lead]]\nid = \"interview-evidence\"\noffice = \"Newark\"\ndays = 14\nauthority = [\"Call of 2026-11-01\"]\nconfidence = \"high\"\n";
    let books = with("dated/our-offices.toml", lead);
    let days =
        |office| books.dated.lead("interview-evidence", Some(office), date(2026, 11, 22)).map(|l| l.days);
    assert_eq!((days("Newark Asylum Office"), days("Miami")), (Some(14), Some(7)));
    let closed = "schema = 1\ntitle = \"Closings\"\nchecked = 2026-11-01\nreview_after = 2027-11-01\nauthority = [\"Notice\"]\n\
        first_year = 2024\nlast_year = 2030\n[[extra]]\ndate = 2026-12-24\nname = \"Christmas Eve\"\n";
    let books = with("calendars/closings.toml", closed);
    assert_eq!(books.calendar.on_or_after(date(2026, 12, 24)), Ok(date(2026, 12, 28)));
    // Only the years that both files know can be trusted.
    assert!(books.calendar.is_business_day(date(2023, 6, 1)).is_err());
}

#[test]
fn two_files_must_not_contradict_each_other() {
    let fee = "schema = 1\ntitle = \"Ours\"\nchecked = 2026-11-01\nreview_after = 2027-11-01\n\
        [[fee]]\nid = \"uscis-annual-asylum\"\ntitle = \"A\"\nforum = \"uscis\"\ndollars = 999\nfrom = 2026-11-01\nauthority = [\"x\"]\nconfidence = \"low\"\n";
    let books = with("dated/ours.toml", fee);
    let rules: Vec<&str> = books.findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["track-duplicate"]);
    assert!(
        books.findings[0].message.contains("fees.toml") && books.findings[0].message.contains("ours.toml")
    );
}

#[test]
fn an_office_may_explain_one_finding_in_its_own_words() {
    let books = with(
        "rules.toml",
        "[[rule]]\nid = \"deadline-past\"\ntitle = \"Call Ana\"\nwhy = \"Ana knows what to do.\"\nremedy = \"Call extension 12.\"\n",
    );
    let title = |id: &str| books.rules.iter().find(|rule| rule.id == id).map(|rule| rule.title.clone());
    assert_eq!(title("deadline-past").as_deref(), Some("Call Ana"));
    assert_eq!(title("deadline-late").as_deref(), Some("A deadline was met too late"));
    assert_eq!(books.rules.iter().filter(|rule| rule.id == "deadline-past").count(), 1);
}

#[test]
fn stale_values_are_named_and_counted() {
    let books = Books::built_in();
    assert_eq!(books.stale(date(2026, 12, 7)), []);
    let told = books.stale(date(2026, 12, 8));
    assert_eq!(told.len(), 2);
    assert!(told[1].message.contains("editions.toml") && told[1].message.contains("and 2 more"), "{told:?}");
    assert_eq!(books.stale(date(2030, 1, 1)).len(), 6, "five files of data and the calendar");
}

#[test]
fn only_known_places_are_taken() {
    for name in [
        "tracks/u-visa.toml",
        "dated/ours.toml",
        "calendars/a.toml",
        "rules.toml",
        "report/check.css",
        "report/client.toml",
    ] {
        assert!(Shelf::takes(name), "{name}");
    }
    for name in
        ["letter.toml", "tracks/a/b.toml", "tracks/.a.toml", "tracks/a.txt", "fonts/x.ttf", "report/x.css"]
    {
        assert!(!Shelf::takes(name), "{name}");
    }
}
