//! What is said of a requirement that nothing settles.

use super::{Item, paths, weight};
use crate::classify::EvidenceFile;
use crate::evaluate::RequirementStatus;
use crate::evaluate::condition::Truth;
use crate::evaluate::documents::Documents;
use crate::evaluate::requirements::Judged;
use crate::evaluate::wording::{list, sentence, who_brings};
use crate::finding::{Finding, Severity};
use crate::intake::{Lock, State};
use crate::track::{Level, Scope};

impl<'a> Item<'_, 'a> {
    pub(super) fn too_few(&self, documents: &Documents<'a>) -> Judged {
        let (here, needed) = (documents.good.len(), self.requirement.at_least);
        let verb = if here == 1 { "is" } else { "are" };
        let reason = format!("{here} of {needed} documents {verb} here");
        if let Truth::Unknown(_) = self.condition() {
            return self.stands(RequirementStatus::NeedsReview, reason, documents.paths());
        }
        self.missing(reason, documents)
    }

    pub(super) fn missing(&self, reason: String, documents: &Documents<'a>) -> Judged {
        let mut message = sentence(&self.missing_for());
        if !documents.good.is_empty() {
            message = format!("{}: {reason}.", self.missing_for());
        }
        if let Some(request) = self.request() {
            message.push_str(&format!(" It was {request}."));
        }
        let mut hint =
            format!("{} {}", sentence(&self.requirement.satisfied_by), who_brings(self.requirement.from));
        if let Some(strays) = self.strays() {
            hint.push(' ');
            hint.push_str(&strays);
        }
        let mut judged = self.stands(RequirementStatus::Missing, reason, documents.paths());
        let rule = match self.requirement.level {
            Level::Recommended => "requirement-recommended",
            _ => "requirement-missing",
        };
        judged.findings.extend(self.finding(rule, message, hint));
        judged
    }

    pub(super) fn unsure(&self, documents: &Documents<'a>) -> Judged {
        let reason = match documents.unsure[..] {
            [file] => format!("a person must look: {} may be it, {}", file.source.path, file.reason),
            _ => format!("a person must look: {} may be it", list(&paths(&documents.unsure))),
        };
        let hint = format!(
            "Open the file, and say in a [[document]] entry of case.toml what it is: satisfies = \"{}\".",
            self.requirement.id
        );
        self.in_doubt(reason, hint, documents)
    }

    pub(super) fn only_excluded(&self, documents: &Documents<'a>) -> Judged {
        let draft = |file: &&EvidenceFile| {
            let reason = file.reason.to_lowercase();
            reason.contains("draft") || reason.contains("superseded")
        };
        let whats = match documents.excluded[..] {
            [file] if draft(&file) => format!("only a draft: {}, {}", file.source.path, file.reason),
            [file] => format!("the only file stays out: {}, {}", file.source.path, file.reason),
            _ if documents.excluded.iter().all(draft) => {
                format!("only drafts: {}", list(&paths(&documents.excluded)))
            }
            _ => format!("all files stay out: {}", list(&paths(&documents.excluded))),
        };
        let hint = "Put the final version into the folder, or say in a [[document]] entry of case.toml that this file is the final one.";
        self.in_doubt(whats, hint.to_owned(), documents)
    }

    fn in_doubt(&self, reason: String, hint: String, documents: &Documents<'a>) -> Judged {
        let message = format!("{}: {reason}.", self.named());
        let mut judged = self.stands(RequirementStatus::NeedsReview, reason, documents.paths());
        let severity = match self.requirement.level {
            Level::Required | Level::Conditional => Some(Severity::Warning),
            Level::Recommended => Some(Severity::Info),
            Level::Optional => None,
        };
        let first = documents.unsure.first().or(documents.excluded.first());
        judged.findings.extend(severity.map(|severity| {
            let mut finding = Finding::new("requirement-needs-review", severity, message);
            finding.path = first.map(|file| file.source.path.clone());
            finding.with_authority(&self.requirement.authority).with_hint(hint)
        }));
        judged
    }

    pub(super) fn only_unreadable(&self, documents: &Documents<'a>) -> Judged {
        let reason = match documents.unreadable[..] {
            [file] => format!("the only file {}", trouble(&file.source.state)),
            _ => {
                let each = documents
                    .unreadable
                    .iter()
                    .map(|file| format!("{} {}", file.source.path, trouble(&file.source.state)));
                format!("no file for it can be used: {}", each.collect::<Vec<_>>().join("; "))
            }
        };
        let mut judged = self.stands(RequirementStatus::NeedsReview, reason.clone(), documents.paths());
        let severity = weight(self.requirement.level).unwrap_or(Severity::Warning);
        for file in &documents.unreadable {
            let message =
                format!("{}: the file {} {}.", self.named(), file.source.path, trouble(&file.source.state));
            judged.findings.push(
                Finding::new("requirement-only-unreadable", severity, message)
                    .on(&file.source.path)
                    .with_authority(&self.requirement.authority)
                    .with_hint(remedy(&file.source.state)),
            );
        }
        judged
    }

    /// A file of that kind which says nothing about whose it is, and counts for nobody yet.
    fn strays(&self) -> Option<String> {
        let person = self.person?;
        let of_kind =
            |file: &&EvidenceFile| file.person.is_none() && file.satisfies.contains(&self.requirement.id);
        // The first one may be the principal's.
        let taken = usize::from(matches!(self.requirement.scope, Scope::Principal | Scope::Person));
        let stray = self.check.evidence.files.iter().filter(of_kind).nth(taken)?;
        let name = stray.source.path.strip_prefix("evidence/").unwrap_or(&stray.source.path);
        Some(format!(
            "If it is {name}, add a [[document]] entry with file = \"{name}\" and person = \"{}\".",
            person.id
        ))
    }
}

/// What keeps a file from being used, behind "the file …".
fn trouble(state: &State) -> String {
    match state {
        State::Empty => "is empty".to_owned(),
        State::Locked(Lock::Password) => "is locked with a password".to_owned(),
        State::Locked(Lock::Certificate) => "is locked for the holder of a certificate".to_owned(),
        State::Damaged(how) => format!("is damaged ({how})"),
        State::NeedsConversion(what) => format!("must be converted first: it is {what}"),
        State::Refused(why) => format!("could not be read ({why})"),
        State::Junk(_) | State::Sound => "cannot be used".to_owned(),
    }
}

fn remedy(state: &State) -> &'static str {
    match state {
        State::Empty => "Ask for the file again: this copy has no content.",
        State::Locked(_) => {
            "Ask for the password and give it in the [[document]] entry of the file, or ask for a copy that is not locked."
        }
        State::Damaged(_) => "Ask for a new copy, or scan the paper again.",
        State::NeedsConversion(_) => "Open it, check it, and save it as a PDF in the same folder.",
        State::Refused(_) => "Put a copy of the file itself into the folder and make it readable.",
        State::Junk(_) | State::Sound => "Replace it by a readable PDF, JPEG, PNG or TIFF.",
    }
}
