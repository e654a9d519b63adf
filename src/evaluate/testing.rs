//! Small cases, files and tracks for tests.

use std::path::PathBuf;

use jiff::civil::{Date, date};

use super::{Evaluation, RequirementResult, RequirementStatus, evaluate};
use crate::case::{Case, Fact, Person, Role, Waiver};
use crate::classify::{Confidence, Disposition, Evidence, EvidenceFile};
use crate::finding::{Finding, Severity};
use crate::intake::{Kind, SourceFile, State};
use crate::track::Track;

/// The day on which tests check.
pub const TODAY: Date = date(2026, 11, 22);

/// A track with these entries. `facts` is a list of `name scope type`, one a line.
pub fn track(facts: &str, entries: &str) -> Track {
    let mut text = r#"schema = 1
id = "test"
title = "Test track"
forum = "immigration-court"
checked = 2026-11-22
review_after = 2027-02-22
"#
    .to_owned();
    text.push_str("[limits]\nvolume_bytes = 25_000_000\nauthority = [\"a notice\"]\n");
    text.push_str("[[packet]]\nid = \"evidence\"\ntitle = \"Submission\"\nparts = [\"exhibits\"]\n");
    for line in facts.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let [name, scope, kind] = line.split(' ').collect::<Vec<_>>()[..] else { unreachable!("{line}") };
        text.push_str(&format!(
            "[[fact]]\nname = \"{name}\"\nscope = \"{scope}\"\ntype = \"{kind}\"\nquestion = \"What of {name}?\"\n"
        ));
    }
    text.push_str(entries);
    if !entries.contains("[[requirement]]") {
        text.push_str(&requirement("anything", "level = \"optional\"\nscope = \"case\""));
    }
    let parsed = crate::track::parse("test.toml", &text);
    assert_eq!(parsed.findings, [], "{text}");
    parsed.track.into_iter().next().unwrap_or_else(|| unreachable!())
}

/// A `[[requirement]]`; `lines` holds at least level and scope.
pub fn requirement(id: &str, lines: &str) -> String {
    let from = if lines.contains("from =") { "" } else { "from = \"client\"" };
    format!(
        "[[requirement]]\nid = \"{id}\"\ntitle = \"The {id}\"\nsection = \"S\"\nauthority = [\"law of {id}\"]\n\
         checked = 2026-11-22\nconfidence = \"high\"\nsatisfied_by = \"A copy of the {id}.\"\n{from}\n{lines}\n"
    )
}

/// A `[[deadline]]`; `lines` holds at least from, offset, roll and warn_days.
pub fn deadline(id: &str, lines: &str) -> String {
    format!(
        "[[deadline]]\nid = \"{id}\"\ntitle = \"The {id}\"\nremedy = \"Ask for leave.\"\n\
         authority = [\"law of {id}\"]\nchecked = 2026-11-22\n{lines}\n"
    )
}

/// Maria, her husband Jose and their children Ana and Luis (who is not part of the application).
pub fn family() -> Case {
    let person = |id: &str, name: &str, role: Role, included: bool| Person {
        id: id.to_owned(),
        name: name.to_owned(),
        role,
        a_number: None,
        born: None,
        included,
        facts: Default::default(),
    };
    Case {
        track: "test".to_owned(),
        persons: vec![
            person("maria", "Maria Elena LOPEZ GARCIA", Role::Principal, true),
            person("jose", "Jose RUIZ", Role::Spouse, true),
            person("ana", "Ana RUIZ LOPEZ", Role::Child, true),
            person("luis", "Luis RUIZ LOPEZ", Role::Child, false),
        ],
        ..Case::default()
    }
}

/// Maria alone.
pub fn alone() -> Case {
    let mut case = family();
    case.persons.truncate(1);
    case
}

/// A case with these facts.
pub fn with_facts(mut case: Case, facts: &[(&str, Fact)]) -> Case {
    case.facts.extend(facts.iter().map(|(name, fact)| ((*name).to_owned(), fact.clone())));
    case
}

/// A good file that satisfies something for someone (or the case, if the name is empty).
pub fn file(path: &str, satisfies: &str, person: &str) -> EvidenceFile {
    EvidenceFile {
        source: SourceFile {
            path: format!("evidence/{path}"),
            on_disk: PathBuf::new(),
            bytes: 1,
            sha256: String::new(),
            checksum: Default::default(),
            kind: Kind::Pdf,
            pages: Some(1),
            sizes: Vec::new(),
            state: State::Sound,
            notes: Vec::new(),
            oddities: Vec::new(),
            comments: Vec::new(),
            content: Default::default(),
        },
        disposition: Disposition::Assigned,
        reason: "its name tells".to_owned(),
        satisfies: satisfies.split_whitespace().map(str::to_owned).collect(),
        person: (!person.is_empty()).then(|| person.to_owned()),
        confidence: Confidence::Named,
        rival: None,
        title: path.to_owned(),
        date: None,
        language: None,
        text_language: None,
        translation_of: None,
        translates: None,
        certificate_for: Vec::new(),
        selection: None,
        print_comments: false,
        own_exhibit: false,
    }
}

/// Evidence of these files.
pub fn evidence(mut files: Vec<EvidenceFile>) -> Evidence {
    files.sort_by(|a, b| a.source.path.cmp(&b.source.path));
    Evidence { files, findings: Vec::new() }
}

/// A waiver.
pub fn waiver(requirement: &str, person: Option<&str>) -> Waiver {
    Waiver {
        requirement: requirement.to_owned(),
        person: person.map(str::to_owned),
        reason: "lost in the fire".to_owned(),
        by: "A. Attorney".to_owned(),
        on: date(2026, 11, 1),
    }
}

/// The evaluation on the day of the tests.
pub fn run(track: &Track, case: &Case, files: Vec<EvidenceFile>) -> Evaluation {
    evaluate(&evidence(files), case, track, TODAY)
}

impl Evaluation {
    /// The result for a requirement and person (empty = none).
    pub fn of(&self, id: &str, person: &str) -> &RequirementResult {
        let found = self
            .requirements
            .iter()
            .find(|result| result.id == id && result.person.as_deref().unwrap_or_default() == person);
        found.unwrap_or_else(|| unreachable!("{id} {person}: {:?}", self.requirements))
    }

    /// The status for a requirement and person (empty = none).
    pub fn status(&self, id: &str, person: &str) -> RequirementStatus {
        self.of(id, person).status
    }

    /// Every finding of this rule.
    pub fn found(&self, rule: &str) -> Vec<&Finding> {
        self.findings.iter().filter(|finding| finding.rule == rule).collect()
    }

    /// The rules of all findings with their weight.
    pub fn rules(&self) -> Vec<(&str, Severity)> {
        self.findings.iter().map(|finding| (finding.rule, finding.severity)).collect()
    }
}
