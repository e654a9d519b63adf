//! A small case and a small track to try names on.

use std::path::PathBuf;

use jiff::civil::date;

use crate::case::{Case, Person, Role};
use crate::classify::{Evidence, EvidenceFile, classify};
use crate::intake::{Inventory, Kind, SourceFile, State};
use crate::track::{Forum, Level, Limits, Requirement, Scope, Source, Track};

pub fn requirement(id: &str, scope: Scope, from: Source, names: &[&str]) -> Requirement {
    Requirement {
        id: id.into(),
        title: id.replace('-', " "),
        exhibit_title: None,
        section: "Evidence".into(),
        level: Level::Required,
        scope,
        when: None,
        authority: Vec::new(),
        checked: date(2026, 1, 1),
        confidence: "high".into(),
        satisfied_by: String::new(),
        from,
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        not_names: Vec::new(),
        forms: Vec::new(),
        or: Vec::new(),
        at_least: 1,
        not_filed: None,
        cover_note: None,
        part_of: None,
    }
}

pub fn track() -> Track {
    use Scope::{Case, Person, Principal, Spouse};
    use Source::{Client, Office, Third};
    let form = |id: &str, scope, number: &str| Requirement {
        forms: vec![number.into()],
        not_names: vec!["instructions".into()],
        ..requirement(id, scope, Office, &[])
    };
    let photos = Requirement {
        not_names: vec!["passport photo".into()],
        ..requirement(
            "photos",
            Case,
            Client,
            &["photo", "fotos", "photographs", "img", "dsc", "whatsapp image"],
        )
    };
    let passport = Requirement {
        not_names: vec!["passport photo".into()],
        ..requirement("passport", Person, Client, &["passport", "pasaporte", "护照", "паспорт", "جواز سفر"])
    };
    Track {
        id: "asylum-court-filing".into(),
        title: "Asylum in court".into(),
        forum: Forum::ImmigrationCourt,
        checked: date(2026, 1, 1),
        review_after: date(2027, 1, 1),
        sha256: String::new(),
        limits: Limits { volume_bytes: 1 << 20, authority: Vec::new() },
        facts: Vec::new(),
        requirements: vec![
            form("form-i589", Principal, "I-589"),
            form("form-g28", Person, "G-28"),
            form("i94", Person, "I-94"),
            passport,
            requirement(
                "birth-certificate",
                Person,
                Client,
                &[
                    "birth certificate",
                    "acta de nacimiento",
                    "partida de nacimiento",
                    "partida nacimiento",
                    "出生证明",
                    "свидетельство о рождении",
                ],
            ),
            requirement(
                "marriage-certificate",
                Spouse,
                Client,
                &["marriage certificate", "acta de matrimonio"],
            ),
            requirement("declaration", Principal, Office, &["declaration", "declaración", "affidavit"]),
            requirement("police-report", Case, Client, &["police report", "denuncia"]),
            requirement("medical-record", Case, Client, &["hospital", "medical record"]),
            requirement(
                "witness-letter",
                Case,
                Third,
                &["carta de la hermana", "testigo", "witness letter", "affidavit"],
            ),
            requirement("country-conditions", Case, Office, &["country conditions", "country report", "hrw"]),
            photos,
            requirement(
                "translation",
                Case,
                Third,
                &["translation", "english translation", "traducción", "перевод"],
            ),
            requirement(
                "translator-certificate",
                Case,
                Third,
                &["certificate of translation", "translator certificate"],
            ),
        ],
        deadlines: Vec::new(),
        packets: Vec::new(),
        books: crate::books::Books::built_in(),
    }
}

pub fn person(id: &str, name: &str, role: Role) -> Person {
    Person {
        id: id.into(),
        name: name.into(),
        role,
        a_number: None,
        born: None,
        included: true,
        facts: std::collections::BTreeMap::new(),
    }
}

/// Maria, her husband Jose and their son Luis.
pub fn family() -> Case {
    Case {
        track: "asylum-court-filing".into(),
        persons: vec![
            person("maria", "Maria Elena LOPEZ FUNES", Role::Principal),
            person("jose", "José NÚÑEZ", Role::Spouse),
            person("luis", "Luis NÚÑEZ LOPEZ", Role::Child),
        ],
        ..Case::default()
    }
}

pub fn source(path: &str, hash: u32) -> SourceFile {
    let kind = match path.rsplit('.').next() {
        Some("jpg" | "JPG" | "jpeg") => Kind::Jpeg,
        Some("png") => Kind::Png,
        Some("docx") => Kind::Word,
        Some("msg") => Kind::Email,
        _ => Kind::Pdf,
    };
    let state = match kind {
        Kind::Word => State::NeedsConversion("a Word document".into()),
        Kind::Email => State::NeedsConversion("an Outlook message".into()),
        _ => State::Sound,
    };
    SourceFile {
        path: format!("evidence/{path}"),
        on_disk: PathBuf::new(),
        bytes: 10,
        sha256: format!("{hash:064x}"),
        checksum: Default::default(),
        kind,
        pages: Some(3),
        sizes: Vec::new(),
        state,
        notes: Vec::new(),
        oddities: Vec::new(),
        comments: Vec::new(),
        content: Default::default(),
    }
}

pub fn inventory(files: Vec<SourceFile>) -> Inventory {
    let mut files = files;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Inventory { files, findings: Vec::new() }
}

/// Files of these names, all different, in the family's case.
pub fn sorted(paths: &[&str]) -> Evidence {
    let files = paths.iter().zip(1..).map(|(path, hash)| source(path, hash)).collect();
    classify(&inventory(files), &family(), &track())
}

pub fn file<'a>(evidence: &'a Evidence, path: &str) -> &'a EvidenceFile {
    evidence.file(&format!("evidence/{path}")).unwrap()
}

pub fn rules(evidence: &Evidence) -> Vec<&str> {
    evidence.findings.iter().map(|finding| finding.rule).collect()
}
