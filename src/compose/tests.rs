#![allow(clippy::unwrap_used, clippy::panic)]

use super::sample::{COURT, Dice, USCIS, case, exhibit, letter, paginate, plan, random, source};
use super::*;
use crate::case::{Case, Court};
use crate::intake::{Comment, PageSize};
use crate::plan::placement::STAMP_BAND;
use crate::plan::{CoverNote, PacketPlan, PageKind, Relation, SourcePlace};
use crate::track::{Forum, Part};

fn texts(sheet: &Sheet) -> Vec<&Text> {
    let text = |item: &'_ Item| matches!(item, Item::Text(_));
    let items = sheet.items.iter().filter(|item| text(item));
    items.map(|item| if let Item::Text(text) = item { text } else { unreachable!() }).collect()
}

fn words(sheets: &[Sheet]) -> String {
    let all: Vec<&str> = sheets.iter().flat_map(texts).map(|text| text.text.as_str()).collect();
    all.join(" ")
}

fn of_kind(plan: &PacketPlan, sheets: &[Sheet], kind: PageKind) -> Vec<Sheet> {
    let pages = plan.pages.iter().zip(sheets).filter(|(page, _)| page.kind == kind);
    pages.map(|(_, sheet)| sheet.clone()).collect()
}

fn small_plan() -> PacketPlan {
    let b = vec![
        source("Passport of María", Relation::Document, letter(3)),
        source("Passport of María, in English", Relation::Translation, letter(2)),
    ];
    plan(
        COURT,
        vec![
            exhibit("A", "Form I-589", vec![source("Form I-589", Relation::Document, letter(12))]),
            exhibit("B", "Passport", b),
        ],
    )
}

fn composed(mut plan: PacketPlan, case: &Case, forum: Forum) -> (PacketPlan, Vec<Sheet>) {
    paginate(&mut plan, case, forum);
    let sheets = sheets(&plan, case, forum).unwrap();
    (plan, sheets)
}

#[test]
fn counts_and_sheets_agree_for_any_plan_and_nothing_is_lost_or_overprinted() {
    let mut dice = Dice(7);
    for _ in 0..12 {
        let (mut plan, case, forum) = random(&mut dice);
        let counts = paginate(&mut plan, &case, forum);
        let sheets = sheets(&plan, &case, forum).unwrap();
        assert_eq!(sheets.len(), plan.pages.len());
        assert_eq!(of_kind(&plan, &sheets, PageKind::Cover).len(), counts.cover as usize);
        assert_eq!(of_kind(&plan, &sheets, PageKind::Index).len(), counts.index as usize);
        for (page, sheet) in plan.pages.iter().zip(&sheets) {
            stays_on_paper(sheet);
            nothing_overlaps(sheet);
            if page.kind == PageKind::Exhibit {
                stays_in_band(sheet);
            }
            numbered(page.number, page.kind, sheet);
            let drafts = texts(sheet).iter().filter(|text| text.text == "DRAFT").count();
            assert_eq!(drafts, usize::from(plan.draft));
        }
        titles_are_whole(&plan, &sheets);
    }
}

fn stays_on_paper(sheet: &Sheet) {
    for text in texts(sheet) {
        let right = text.x + width(&text.text, text.face, text.size);
        let inside =
            text.x >= 30.0 && right <= sheet.width - 30.0 && text.y >= 12.0 && text.y < sheet.height - 30.0;
        assert!(inside, "{text:?} leaves the paper");
        assert!(!text.text.is_empty() && text.text == clean(&text.text));
    }
    for item in &sheet.items {
        if let Item::Line { from, to, .. } = item {
            for (x, y) in [from, to] {
                assert!((0.0..=sheet.width).contains(x) && (0.0..=sheet.height).contains(y));
            }
        }
    }
}

fn nothing_overlaps(sheet: &Sheet) {
    let texts = texts(sheet);
    let texts: Vec<(&Text, f64)> =
        texts.iter().map(|text| (*text, width(&text.text, text.face, text.size))).collect();
    for (at, (one, wide)) in texts.iter().enumerate() {
        for (other, other_wide) in &texts[at + 1..] {
            let same_line = (one.y - other.y).abs() < one.size.max(other.size) * 0.6;
            let apart = one.x + wide <= other.x + 0.5 || other.x + other_wide <= one.x + 0.5;
            assert!(!same_line || apart, "{one:?} lies on {other:?}");
        }
    }
}

fn stays_in_band(sheet: &Sheet) {
    for item in &sheet.items {
        let top = match item {
            Item::Text(text) => text.y + text.size * 0.9,
            Item::Line { from, to, .. } => from.1.max(to.1),
        };
        assert!(top < STAMP_BAND, "{item:?} covers the source");
    }
}

/// The number of the page stands at the lower right, and nowhere on a cover.
fn numbered(number: u32, kind: PageKind, sheet: &Sheet) {
    let corner: Vec<&str> = texts(sheet)
        .iter()
        .filter(|text| text.y < STAMP_BAND && text.x > sheet.width * 0.75)
        .map(|text| text.text.as_str())
        .collect();
    let expected = if kind == PageKind::Cover { vec![] } else { vec![number.to_string()] };
    assert_eq!(corner, expected);
}

fn titles_are_whole(plan: &PacketPlan, sheets: &[Sheet]) {
    let run_on = |text: &str| text.split_whitespace().collect::<String>();
    let column = |sheets: &[Sheet], from: f64, to: f64| {
        // The repeated head (10 points) may stand inside a title that runs over.
        let inside = |text: &&Text| text.x >= from && text.x < to && text.size != 10.0;
        let all = sheets.iter().flat_map(texts).filter(inside).map(|text| run_on(&text.text));
        all.collect::<String>()
    };
    let index = column(&of_kind(plan, sheets, PageKind::Index), 119.0, 140.0);
    for exhibit in &plan.exhibits {
        assert!(index.contains(&run_on(&clean(&exhibit.title))), "{}", exhibit.title);
        for source in &exhibit.sources {
            let listed = exhibit.sources.len() > 1 || source.title != exhibit.title;
            assert!(!listed || index.contains(&run_on(&clean(&source.title))), "{}", source.title);
        }
    }
    let tabs = column(&of_kind(plan, sheets, PageKind::Tab), 0.0, 612.0);
    for source in plan.exhibits.iter().flat_map(|exhibit| &exhibit.sources) {
        assert!(tabs.contains(&source.sha256));
    }
}

#[test]
fn index_rows_state_and_lead_to_their_pages() {
    let case = case();
    let (plan, sheets) = composed(small_plan(), &case, Forum::ImmigrationCourt);
    let index = of_kind(&plan, &sheets, PageKind::Index);
    let page_texts = texts(&index[0]);
    let find = |wanted: &str| page_texts.iter().find(|text| text.text == wanted).copied();
    // Cover 1, index 2, tab sheet A 3, twelve pages, tab sheet B 16, five pages, certificate 22.
    for (tab, range, to_page) in [("A", "3–15", 3), ("B", "16–21", 16)] {
        let (tab, range) = (find(tab).unwrap(), find(range).unwrap());
        assert!((tab.y - range.y).abs() < 0.01);
        let covers = |link: &&SheetLink| link.y <= tab.y && tab.y <= link.y + link.height;
        let link = index[0].links.iter().find(covers).unwrap();
        assert_eq!(link.to_page, to_page);
        assert!(link.x <= tab.x && link.x + link.width >= range.x);
    }
    let translation = find("Passport of María, in English").unwrap();
    let its_pages = find("20–21").unwrap();
    assert!((translation.y - its_pages.y).abs() < 0.01);
    assert_eq!(plan.pages.len(), 22);
}

#[test]
fn the_index_names_languages_and_translations_truly() {
    let mut plan = small_plan();
    plan.exhibits[1].sources[0].language = Some("es".into());
    let mut second = source("Visa", Relation::Document, letter(1));
    second.language = Some("es".into());
    plan.exhibits.push(exhibit("C", "Visa", vec![second.clone()]));
    let mut both = plan.exhibits[1].sources.clone();
    both.push(second);
    plan.exhibits.push(exhibit("D", "Both", both));
    let phrases: Vec<String> = plan.exhibits.iter().map(super::languages::of_exhibit).collect();
    assert_eq!(
        phrases,
        ["", "Spanish, with English translation", "Spanish", "Spanish, in part with English translation"]
    );
}

#[test]
fn index_and_tab_sheet_lead_to_a_certificate_in_another_exhibit() {
    let mut plan = small_plan();
    let certificate = source("Certificate", Relation::Certificate, letter(1));
    plan.exhibits.push(exhibit("C", "Translator", vec![certificate]));
    plan.exhibits[1].certified_in = vec![SourcePlace { exhibit: 2, source: 0 }];
    let (plan, sheets) = composed(plan, &case(), Forum::ImmigrationCourt);
    // The tab sheet of C is page 22.
    let said = "Translator\u{2019}s certificate: Exhibit C, page 23";
    for (kind, at) in [(PageKind::Index, 0), (PageKind::Tab, 1)] {
        let sheet = &of_kind(&plan, &sheets, kind)[at];
        let line = texts(sheet).into_iter().find(|text| text.text == said).unwrap();
        let covers = |link: &&SheetLink| link.y <= line.y && line.y <= link.y + link.height;
        assert_eq!(sheet.links.iter().find(covers).unwrap().to_page, 23);
    }
    assert_eq!(words(&sheets).matches("Translator\u{2019}s certificate: Exhibit").count(), 2);
}

#[test]
fn comments_that_are_to_be_printed_stand_on_the_tab_sheet_with_the_page_they_hang_on() {
    let mut plan = small_plan();
    let comment = |page, text: &str| Comment {
        page,
        by: Some("M. Ruiz".into()),
        about: "a highlight".into(),
        text: text.into(),
    };
    let mut commented = source("Letter", Relation::Document, letter(3));
    // Pages 2 and 5 of the file are taken.
    (commented.pages, commented.sizes, commented.all_pages) = (vec![2, 5], letter(2), 6);
    commented.selection = Some("2,5".into());
    commented.comments = vec![comment(1, "left out"), comment(5, "see paragraph 4")];
    plan.exhibits.push(exhibit("C", "Letter", vec![commented]));
    let (plan, sheets) = composed(plan, &case(), Forum::ImmigrationCourt);
    let tab = of_kind(&plan, &sheets, PageKind::Tab).pop().unwrap();
    let said = words(std::slice::from_ref(&tab));
    assert!(said.contains("Comment 1, a highlight, by M. Ruiz: \u{201c}see paragraph 4\u{201d}"), "{said}");
    assert!(!said.contains("left out"));
    let second = plan.exhibits[2].sources[0].first_page + 1;
    assert!(tab.links.iter().any(|link| link.to_page == second));
}

#[test]
fn the_index_runs_over_many_pages_with_its_head_on_each() {
    let title = "A title that goes on and on, as titles of country reports do ".repeat(5);
    let exhibits: Vec<_> = (1..=1000)
        .map(|number| {
            exhibit(&number.to_string(), &title, vec![source(&title, Relation::Document, letter(1))])
        })
        .collect();
    let case = case();
    let (plan, sheets) = composed(plan(COURT, exhibits), &case, Forum::ImmigrationCourt);
    let index = of_kind(&plan, &sheets, PageKind::Index);
    assert!(index.len() > 100);
    for sheet in &index {
        assert_eq!(texts(sheet).iter().filter(|text| text.text == "Description").count(), 1);
        nothing_overlaps(sheet);
    }
    assert_eq!(index.iter().map(|sheet| sheet.links.len()).sum::<usize>(), 1000);
}

#[test]
fn a_row_longer_than_a_page_goes_on_and_says_so() {
    let title = "words without end ".repeat(600);
    let long = plan(COURT, vec![exhibit("A", &title, vec![source("x", Relation::Document, letter(1))])]);
    let case = case();
    let (plan, sheets) = composed(long, &case, Forum::ImmigrationCourt);
    let index = of_kind(&plan, &sheets, PageKind::Index);
    assert!(index.len() > 2);
    assert!(words(&index[1..2]).contains("Exhibit A, continued"));
    assert!(index.iter().all(|sheet| !sheet.links.is_empty()));
    assert_eq!(words(&index).matches("without").count(), 600);
}

#[test]
fn evidence_pages_name_exhibit_and_inner_page() {
    let mut plan = small_plan();
    plan.exhibits[1].sources[1].sizes = vec![PageSize::Points { width: 800.0, height: 600.0 }; 2];
    let case = case();
    let (plan, sheets) = composed(plan, &case, Forum::ImmigrationCourt);
    let last = plan.pages.iter().rposition(|page| page.kind == PageKind::Exhibit).unwrap();
    assert_eq!((sheets[last].width, sheets[last].height), (792.0, 612.0));
    let said: Vec<&str> = texts(&sheets[last]).iter().map(|text| text.text.as_str()).collect();
    assert_eq!(said, ["Ex. B, 5 of 5", "MARIA ELENA LOPEZ GARCIA, A000-000-001", "21"]);
}

#[test]
fn the_caption_names_everyone_and_the_hearing() {
    let case = case();
    let (_, sheets) = composed(small_plan(), &case, Forum::ImmigrationCourt);
    let cover = words(&sheets[..1]);
    for said in [
        "NON-DETAINED",
        "ARLINGTON, VIRGINIA",
        "MARIA ELENA LOPEZ GARCIA",
        "ANA LOPEZ LOPEZ",
        "A000-000-001",
        "In removal proceedings",
        "Immigration Judge: A. Judge",
        "Next Hearing: March 16, 2027 at 9:00 a.m.",
        "Counsel for Respondents",
    ] {
        assert!(cover.contains(said), "{said} in {cover}");
    }
    // Name and number stand on one line.
    let cover = texts(&sheets[0]);
    let y = |wanted: &str| cover.iter().find(|text| text.text == wanted).unwrap().y;
    assert!((y("MARIA ELENA LOPEZ GARCIA") - y("A000-000-001")).abs() < 0.01);
}

#[test]
fn what_is_not_known_stays_blank() {
    let mut case = case();
    case.counsel = None;
    case.court = Some(Court::default());
    case.persons.truncate(1);
    case.persons[0].a_number = None;
    for person in ["Maria Elena LOPEZ GARCIA", "Respondent, pro se"] {
        let (_, sheets) = composed(small_plan(), &case, Forum::ImmigrationCourt);
        let cover = words(&sheets[..1]);
        assert!(cover.contains(person));
        assert!(!cover.contains("None") && !cover.contains("DETAINED"));
        for label in ["City and state of the court", "Date and time", "Detained or non-detained", "Telephone"]
        {
            assert!(cover.contains(label), "{label}");
        }
    }
}

#[test]
fn a_hearing_without_a_time_leaves_the_time_blank() {
    let mut case = case();
    if let Some(court) = &mut case.court {
        court.hearing = Some(jiff::civil::date(2027, 3, 16).at(0, 0, 0, 0));
    }
    let (_, sheets) = composed(small_plan(), &case, Forum::ImmigrationCourt);
    let cover = words(&sheets[..1]);
    assert!(cover.contains("Next Hearing: March 16, 2027 at") && cover.contains("Time"));
    assert!(!cover.contains("12:00"));
}

#[test]
fn only_a_detained_case_says_detained() {
    let mut case = case();
    if let Some(court) = &mut case.court {
        court.detained = Some(true);
    }
    let (_, sheets) = composed(small_plan(), &case, Forum::ImmigrationCourt);
    assert!(texts(&sheets[0]).iter().any(|text| text.text == "DETAINED" && text.face == Face::Bold));
}

#[test]
fn the_certificate_states_service_through_ecas_only_when_it_is_so() {
    let mut case = case();
    for (ecas, through_ecas) in [(Some(true), true), (Some(false), false), (None, false)] {
        if let Some(court) = &mut case.court {
            court.ecas = ecas;
        }
        let (plan, sheets) = composed(small_plan(), &case, Forum::ImmigrationCourt);
        let certificate = words(&of_kind(&plan, &sheets, PageKind::Certificate));
        assert_eq!(certificate.contains("completed through ECAS"), through_ecas);
        assert_eq!(certificate.contains("Method of service:"), !through_ecas);
        assert_eq!(certificate.contains("1901 Sample Street"), !through_ecas);
        assert!(certificate.contains("A000-000-001") && certificate.contains("(22 pages)"));
        // A person signs: no name is printed as if it had signed.
        assert!(!certificate.contains("Jane"));
    }
}

#[test]
fn the_cover_letter_lists_exhibits_and_notes() {
    let case = case();
    let mut plan = small_plan();
    plan.parts = USCIS.to_vec();
    let note = |text: &str, tabs: &[&str]| CoverNote {
        text: text.into(),
        tabs: tabs.iter().map(|&tab| tab.into()).collect(),
    };
    plan.notes = vec![
        note("Records are enclosed as {exhibits}.", &["B"]),
        note("Earlier filings are {exhibits}.", &["A", "B"]),
        note("The applicant was found to be alone.", &[]),
    ];
    let (_, sheets) = composed(plan, &case, Forum::Uscis);
    let letter = words(&sheets[..1]);
    for said in [
        "November 22, 2026",
        "Arlington Asylum Office",
        "ZAR0000000001",
        "January 12, 2027",
        "Ana LOPEZ LOPEZ (child)",
        "Exhibit B",
        "16–21",
        "Records are enclosed as Exhibit B.",
        "Earlier filings are Exhibits A and B.",
        "The applicant was found to be alone.",
        "Enclosures: 2 exhibits, pages 3–21",
    ] {
        assert!(letter.contains(said), "{said} in {letter}");
    }
    assert!(words(&sheets[1..2]).contains("submitted on behalf of Maria Elena LOPEZ GARCIA"));
}

#[test]
fn who_signs_follows_the_forum_and_not_what_else_the_case_holds() {
    let signed = |case: &Case, parts: &[Part], forum| {
        let mut plan = small_plan();
        plan.parts = parts.to_vec();
        let (plan, sheets) = composed(plan, case, forum);
        words(&of_kind(&plan, &sheets, PageKind::Cover))
    };
    let mut case = case();
    // An asylum office has the case of people who are in proceedings too.
    assert!(case.court.is_some());
    let letter = signed(&case, USCIS, Forum::Uscis);
    assert!(letter.contains("Attorney for the Applicants") && !letter.contains("Respondent"), "{letter}");
    case.court = None;
    let cover = signed(&case, COURT, Forum::ImmigrationCourt);
    assert!(cover.contains("Counsel for Respondents") && !cover.contains("Applicant"), "{cover}");
    case.persons.truncate(1);
    case.counsel = None;
    let cover = signed(&case, COURT, Forum::ImmigrationCourt);
    assert_eq!(cover.matches("Respondent, pro se").count(), 2, "{cover}");
}

#[test]
fn a_plan_that_does_not_fit_its_pages_is_refused() {
    let case = case();
    let (good, _) = composed(small_plan(), &case, Forum::ImmigrationCourt);
    let broken = |change: fn(&mut PacketPlan)| {
        let mut plan = good.clone();
        change(&mut plan);
        sheets(&plan, &case, Forum::ImmigrationCourt).unwrap_err().to_string()
    };
    assert!(broken(|plan| plan.pages[4].number = 9).contains("page 5 of the plan is numbered 9"));
    assert!(broken(|plan| plan.pages.truncate(21)).contains("certificate of service"));
    assert!(broken(|plan| plan.exhibits[0].last_page = 16).contains("Exhibit A is planned for pages 3–16"));
    assert!(broken(|plan| plan.exhibits[1].sources[1].first_page = 19).contains("in English"));
    assert!(broken(|plan| plan.pages.swap(5, 6)).contains("numbered"));
    assert!(
        broken(|plan| {
            if let Some(evidence) = &mut plan.pages[5].evidence {
                evidence.source_page = 1;
            }
        })
        .contains("page 6 of the plan should be page 3 of the evidence of Exhibit A")
    );
    assert!(broken(|plan| plan.exhibits[0].sources[0].title = "Long title ".repeat(800)).contains("index"));
}

#[test]
fn dates_and_times_read_as_they_are_spoken() {
    use jiff::civil::{date, time};
    assert_eq!(super::words::date(date(2027, 3, 16)), "March 16, 2027");
    assert_eq!(super::words::date(date(2026, 12, 1)), "December 1, 2026");
    let spoken = [(9, 0, "9:00 a.m."), (12, 0, "12:00 p.m."), (0, 30, "12:30 a.m."), (13, 5, "1:05 p.m.")];
    for (hour, minute, text) in spoken {
        assert_eq!(super::words::time(time(hour, minute, 0, 0)), text);
    }
}
