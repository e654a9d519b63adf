//! Invented plans for tests.
#![allow(missing_docs, clippy::unwrap_used)]

use jiff::civil::date;

use super::{PageCounts, page_counts};
use crate::case::{Case, Counsel, Court, HearingKind, Interview, Person, Role};
use crate::intake::{Kind, PageSize};
use crate::plan::{Exhibit, ExhibitSource, PacketPlan, Relation, SourcePlace};
use crate::track::{Forum, Part};

/// Numbers that look random and are the same in every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    pub fn words(&mut self, most: u64) -> String {
        const WORDS: &[&str] = &[
            "Passport",
            "of",
            "the",
            "María",
            "López",
            "Nguyễn",
            "Петрова",
            "Ελένη",
            "report",
            "AVAVAVA",
            "2026",
            "https://www.example.org/reports/2026/country-conditions/report_final-version_2.pdf",
            "(certified)",
            "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
            "and",
            "Ẹ́bùn",
            "—",
            "No.",
        ];
        let count = 1 + self.roll(most);
        (0..count).map(|_| WORDS[self.roll(WORDS.len() as u64) as usize]).collect::<Vec<_>>().join(" ")
    }
}

pub fn source(title: &str, relation: Relation, sizes: Vec<PageSize>) -> ExhibitSource {
    ExhibitSource {
        path: "evidence/file.pdf".into(),
        on_disk: "file.pdf".into(),
        sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
        checksum: Default::default(),
        bytes: 1,
        kind: Kind::Pdf,
        title: title.into(),
        date: None,
        language: None,
        relation,
        selection: None,
        all_pages: sizes.len() as u32,
        comments: Vec::new(),
        pages: (1..=sizes.len() as u32).collect(),
        sizes,
        captions: Vec::new(),
        conversion: None,
        first_page: 0,
        last_page: 0,
    }
}

pub fn letter(pages: usize) -> Vec<PageSize> {
    vec![PageSize::Points { width: 612.0, height: 792.0 }; pages]
}

pub fn exhibit(tab: &str, title: &str, sources: Vec<ExhibitSource>) -> Exhibit {
    Exhibit {
        part: None,
        tab: tab.into(),
        title: title.into(),
        section: "Identity".into(),
        requirements: vec!["passport".into()],
        person: Some("maria".into()),
        first_page: 0,
        last_page: 0,
        sources,
        certified_in: Vec::new(),
    }
}

pub fn person(id: &str, name: &str, a_number: Option<&str>) -> Person {
    Person {
        id: id.into(),
        name: name.into(),
        role: if id == "maria" { Role::Principal } else { Role::Child },
        a_number: a_number.map(Into::into),
        born: None,
        included: true,
        facts: Default::default(),
    }
}

pub fn case() -> Case {
    Case {
        persons: vec![
            person("maria", "Maria Elena LOPEZ GARCIA", Some("A000-000-001")),
            person("ana", "Ana LOPEZ LOPEZ", None),
        ],
        counsel: Some(Counsel {
            name: Some("Jane Q. Example".into()),
            firm: Some("Example Law Group".into()),
            address: vec!["1200 Sample Street".into(), "Arlington, Virginia 22201".into()],
            phone: Some("(555) 555-0100".into()),
            email: Some("jane@example.org".into()),
            eoir_id: Some("ZZ000001".into()),
            bar_number: None,
        }),
        court: Some(Court {
            city: Some("Arlington".into()),
            state: Some("Virginia".into()),
            judge: Some("A. Judge".into()),
            hearing: Some(date(2027, 3, 16).at(9, 0, 0, 0)),
            hearing_kind: Some(HearingKind::Individual),
            detained: Some(false),
            ecas: Some(true),
            proceeding: Some("removal".into()),
            dhs_address: vec!["1901 Sample Street".into()],
        }),
        interview: Some(Interview {
            office: Some("Arlington".into()),
            date: Some(date(2027, 1, 12)),
            receipt_number: Some("ZAR0000000001".into()),
            language: None,
            lead_days: None,
        }),
        ..Case::default()
    }
}

pub fn plan(parts: &[Part], exhibits: Vec<Exhibit>) -> PacketPlan {
    PacketPlan {
        track: "asylum-court-filing".into(),
        track_sha256: String::new(),
        office_files: Vec::new(),
        profile: "evidence".into(),
        title: "Respondent’s Submission of Documents in Support of Application for Asylum".into(),
        as_of: date(2026, 11, 22),
        draft: false,
        file_stem: "packet".into(),
        parts: parts.to_vec(),
        exhibits,
        pages: Vec::new(),
        limit: u64::MAX,
        measured: false,
        begins: Vec::new(),
        volumes: Vec::new(),
        notes: Vec::new(),
        omitted: Vec::new(),
    }
}

pub const COURT: &[Part] = &[Part::CourtCover, Part::Index, Part::Exhibits, Part::CertificateOfService];
pub const USCIS: &[Part] = &[Part::CoverLetter, Part::Index, Part::Exhibits];

/// Numbers the pages as the planner does, and counts casebinder's own.
pub fn paginate(plan: &mut PacketPlan, case: &Case, forum: Forum) -> PageCounts {
    assert_eq!(crate::plan::paginate(plan, case, forum), None, "the page counts do not settle");
    page_counts(plan, case, forum)
}

/// A plan that nobody would think of.
pub fn random(dice: &mut Dice) -> (PacketPlan, Case, Forum) {
    let mut case = case();
    let court = dice.roll(2) == 0;
    let mut exhibits = Vec::new();
    for number in 0..dice.roll(30) {
        let mut sources = Vec::new();
        for at in 0..1 + dice.roll(if number % 7 == 0 { 60 } else { 4 }) {
            let relation = match (at, dice.roll(3)) {
                (0, _) | (_, 0) => Relation::Document,
                (_, 1) => Relation::Translation,
                _ => Relation::Certificate,
            };
            let size = match dice.roll(3) {
                0 => PageSize::Points { width: 612.0, height: 792.0 },
                1 => PageSize::Points { width: 1000.0, height: 500.0 },
                _ => PageSize::Pixels { width: 4000, height: 3000, dpi: None },
            };
            let title = dice.words(40);
            let mut source = source(&title, relation, vec![size; 1 + dice.roll(4) as usize]);
            source.language = [None, Some("es"), Some("quc"), Some("xx"), Some("Mixteco")]
                [dice.roll(5) as usize]
                .map(Into::into);
            source.selection = (dice.roll(3) == 0).then(|| "1-3,7".into());
            source.date = (dice.roll(3) == 0).then(|| date(2019, 5, 1));
            sources.push(source);
        }
        let mut one = exhibit(&format!("X{number}"), &dice.words(60), sources);
        one.section = ["", "Identity", "Harm in the past"][dice.roll(3) as usize].into();
        one.person = [None, Some("ana".into())][dice.roll(2) as usize].clone();
        exhibits.push(one);
    }
    let most_people = if dice.roll(5) == 0 { 60 } else { 4 };
    for number in 0..dice.roll(most_people) {
        let a_number = (dice.roll(2) == 0).then_some("A000-000-003");
        case.persons.push(person(&format!("p{number}"), &dice.words(6), a_number));
    }
    match dice.roll(4) {
        0 => case.counsel = None,
        1 => case.counsel = Some(Counsel::default()),
        2 => {
            let counsel = case.counsel.get_or_insert_default();
            counsel.firm = Some(dice.words(20));
            counsel.address = (0..dice.roll(6)).map(|_| dice.words(8)).collect();
            counsel.email = Some(format!("{}@example.org", "very-long-name.".repeat(10)));
        }
        _ => {}
    }
    if dice.roll(3) == 0 {
        case.court = [None, Some(Court::default())][dice.roll(2) as usize].clone();
        case.interview = [None, Some(Interview::default())][dice.roll(2) as usize].clone();
    }
    if let Some(court) = &mut case.court {
        court.detained = [None, Some(true), Some(false)][dice.roll(3) as usize];
        court.ecas = [None, Some(true), Some(false)][dice.roll(3) as usize];
        court.judge = [None, Some(dice.words(12))][dice.roll(2) as usize].clone();
        court.dhs_address = (0..dice.roll(4)).map(|_| dice.words(8)).collect();
    }
    for at in 0..exhibits.len() {
        if dice.roll(3) == 0 {
            let exhibit = dice.roll(exhibits.len() as u64) as usize;
            exhibits[at].certified_in.push(SourcePlace { exhibit, source: 0 });
        }
    }
    let mut plan = plan(if court { COURT } else { USCIS }, exhibits);
    plan.title = dice.words(30);
    plan.draft = dice.roll(2) == 0;
    (plan, case, if court { Forum::ImmigrationCourt } else { Forum::Uscis })
}
