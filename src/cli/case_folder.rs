//! The case folder: `case.toml`, `evidence/` and the track they name.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::failure::Failure;
use super::office::{self, Wanted};
use super::passwords;
use crate::books::Books;
use crate::case::{self, Case, Word};
use crate::evaluate::misnamed;
use crate::finding::{Finding, Severity, gravest};
use crate::intake::{self, Inventory};
use crate::tomlfile::{self, RuleIds};
use crate::track::{self, Track};

/// The name of the case file.
pub const CASE_FILE: &str = "case.toml";
/// The name of the evidence folder.
pub const EVIDENCE: &str = "evidence";

/// A case that can be worked on.
pub struct CaseFolder {
    /// Where it is.
    pub root: PathBuf,
    /// What `case.toml` says.
    pub case: Case,
    /// Its track.
    pub track: Track,
    /// What is worth knowing about both.
    pub findings: Vec<Finding>,
}

impl CaseFolder {
    /// Opens the case in `folder`, or the one found upward from the current folder.
    pub fn open(folder: Option<&Path>, wanted: Wanted<'_>) -> Result<CaseFolder, Failure> {
        let root = match folder {
            Some(folder) if folder.join(CASE_FILE).is_file() => folder.to_owned(),
            Some(folder) => return Err(Failure::NoCaseIn(folder.to_owned())),
            None => find_upward()?,
        };
        let books = office::books(wanted, &root)?;
        let path = root.join(CASE_FILE);
        let bytes = fs::read(&path).map_err(Failure::at(&path))?;
        let text = tomlfile::decode(CASE_FILE, &bytes, RuleIds::CASE)
            .map_err(|finding| Failure::Invalid(vec![*finding]))?;
        let parsed = case::parse(CASE_FILE, &text);
        let mut findings = parsed.findings;
        let Some(mut case) = parsed.case else { return Err(Failure::Invalid(findings)) };
        // What the track has to say about the case is told together with what is wrong with the text.
        let track = load_track(&mut case, &books, &mut findings);
        if let Some(track) = &track {
            let named = misnamed(&case, track).into_iter();
            findings.extend(named.filter(|finding| finding.severity == Severity::Error));
        }
        let track = match track {
            Some(track) if gravest(&findings) < Some(Severity::Error) => track,
            _ => {
                findings.sort_by(|a, b| a.location.cmp(&b.location));
                return Err(Failure::Invalid(findings));
            }
        };
        case.passwords = passwords::given(&case);
        Ok(CaseFolder { root, case, track, findings })
    }

    /// The evidence folder.
    pub fn evidence(&self) -> PathBuf {
        self.root.join(EVIDENCE)
    }

    /// Scans the evidence folder; one that is missing is a finding, not the end.
    pub fn scan(&self) -> Result<Inventory, Failure> {
        let evidence = self.evidence();
        if !evidence.is_dir() {
            let missing = Finding::error("evidence-missing", "The case has no evidence folder.").with_hint(
                format!("Make a folder `{EVIDENCE}` beside case.toml and put the client's files there."),
            );
            return Ok(Inventory { files: Vec::new(), findings: vec![missing] });
        }
        let mut inventory = intake::scan(&evidence, &self.case.passwords).map_err(Failure::at(&evidence))?;
        if inventory.files.is_empty() {
            inventory.findings.push(
                Finding::error("evidence-empty", "The evidence folder is empty.")
                    .with_hint("Put the client's files there; any names and folders will do."),
            );
        }
        Ok(inventory)
    }
}

pub fn find_upward() -> Result<PathBuf, Failure> {
    let here = std::env::current_dir()?;
    here.ancestors()
        .find(|folder| folder.join(CASE_FILE).is_file())
        .map(Path::to_owned)
        .ok_or_else(|| Failure::NoCase(here.clone()))
}

/// The track of a case; what is wrong with it is added to the findings.
fn load_track(case: &mut Case, books: &Arc<Books>, findings: &mut Vec<Finding>) -> Option<Track> {
    let id = case.track.as_str();
    if id.is_empty() {
        // The parser has said that the case names none.
        return None;
    }
    let Some(parsed) = track::find(books, id) else {
        let known = track::ids(books);
        let all = known.join(", ");
        let hint = match tomlfile::did_you_mean(id, known.iter().map(String::as_str)) {
            Some(near) => format!("Did you mean track = \"{near}\"? The tracks are: {all}."),
            None => format!("The tracks are: {all}."),
        };
        let finding = Finding::error("track-unknown", format!("There is no track `{id}`.")).with_hint(hint);
        let location = case.places.take(Word::Track, &case.track);
        findings.push(Finding { location, ..finding });
        return None;
    };
    findings.extend(parsed.findings);
    parsed.track
}
