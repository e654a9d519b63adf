//! The case folder: `case.toml`, `evidence/` and the track they name.

use std::fs;
use std::path::{Path, PathBuf};

use super::failure::Failure;
use crate::case::{self, Case};
use crate::finding::{Finding, Severity, gravest, sort};
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
    pub fn open(folder: Option<&Path>) -> Result<CaseFolder, Failure> {
        let root = match folder {
            Some(folder) if folder.join(CASE_FILE).is_file() => folder.to_owned(),
            Some(folder) => return Err(Failure::NoCase(folder.to_owned())),
            None => find_upward()?,
        };
        let path = root.join(CASE_FILE);
        let bytes = fs::read(&path).map_err(Failure::at(&path))?;
        let text = tomlfile::decode(CASE_FILE, &bytes, RuleIds::CASE)
            .map_err(|finding| Failure::Invalid(vec![*finding]))?;
        let parsed = case::parse(CASE_FILE, &text);
        let mut findings = parsed.findings;
        let case = match parsed.case {
            Some(case) if gravest(&findings) < Some(Severity::Error) => case,
            _ => {
                sort(&mut findings);
                return Err(Failure::Invalid(findings));
            }
        };
        let track = load_track(&case.track, &mut findings)?;
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
        let mut inventory = intake::scan(&evidence).map_err(Failure::at(&evidence))?;
        if inventory.files.is_empty() {
            inventory.findings.push(
                Finding::error("evidence-empty", "The evidence folder is empty.")
                    .with_hint("Put the client's files there; any names and folders will do."),
            );
        }
        Ok(inventory)
    }
}

fn find_upward() -> Result<PathBuf, Failure> {
    let here = std::env::current_dir()?;
    here.ancestors()
        .find(|folder| folder.join(CASE_FILE).is_file())
        .map(Path::to_owned)
        .ok_or_else(|| Failure::NoCase(here.clone()))
}

fn load_track(id: &str, findings: &mut Vec<Finding>) -> Result<Track, Failure> {
    let Some(parsed) = track::builtin(id) else {
        let known = track::builtin_ids();
        let near = known
            .iter()
            .min_by_key(|known| strsim::damerau_levenshtein(known, id))
            .cloned()
            .unwrap_or_default();
        let finding = Finding::error("track-unknown", format!("There is no track `{id}`."))
            .with_hint(format!("Did you mean track = \"{near}\"? The tracks are: {}.", known.join(", ")));
        return Err(Failure::Invalid(vec![finding]));
    };
    match parsed.track {
        Some(track) if gravest(&parsed.findings) < Some(Severity::Error) => {
            findings.extend(parsed.findings);
            Ok(track)
        }
        _ => Err(Failure::Invalid(parsed.findings)),
    }
}
