//! What is to be said about single files: unreadable, not told by name, left out.

use std::collections::BTreeMap;

use super::evidence::{Disposition, EvidenceFile};
use super::kept_out::OFFICE_PAPER;
use super::name::Name;
use crate::finding::{Finding, Severity};
use crate::intake::{Kind, Lock, State, shown};
use crate::wording::{counted, list};

/// The readable files by folder and name.
pub(super) struct Readable<'a> {
    paths: BTreeMap<(&'a str, Vec<String>), &'a str>,
}

impl<'a> Readable<'a> {
    /// Lists the readable files; `names` are theirs, in the same order.
    pub(super) fn of(files: &'a [EvidenceFile], names: &'a [Name]) -> Self {
        let sound = files.iter().zip(names).filter(|(file, _)| file.source.state == State::Sound);
        let paths =
            sound.map(|(file, name)| ((name.folder_path.as_str(), name.core()), file.source.path.as_str()));
        Readable { paths: paths.collect() }
    }

    /// The readable file with this name, in the same folder.
    fn beside(&self, name: &Name) -> Option<&'a str> {
        self.paths.get(&(name.folder_path.as_str(), name.core())).copied()
    }
}

/// Why a file cannot go in, as a clause.
pub(super) fn unreadable(state: &State) -> Option<String> {
    Some(match state {
        State::Sound | State::Junk(_) => return None,
        State::Empty => "the file is empty".into(),
        State::Locked(Lock::Password) => "locked with a password".into(),
        State::Locked(Lock::Certificate) => "locked for the holder of a certificate".into(),
        State::Damaged(how) => format!("damaged: {how}"),
        State::NeedsConversion(what) => format!("{what}, to be converted first"),
        State::Refused(why) => format!("not read: {why}"),
    })
}

/// The finding for a file in this state. `readable` shows whether its PDF lies beside it.
pub(super) fn of_state(file: &EvidenceFile, name: &Name, readable: &Readable<'_>) -> Option<Finding> {
    let path = shown(&file.source.path);
    let finding = match &file.source.state {
        State::Sound | State::Junk(_) => return None,
        State::Empty => Finding::warning("file-empty", format!("{path} is empty: it has 0 bytes."))
            .with_hint("Ask for the file again; it was probably not copied or sent to its end."),
        State::Locked(Lock::Password) => {
            Finding::error("pdf-encrypted", format!("{path} is locked with a password and cannot be read."))
                .with_hint("Ask the sender for the password and give it in its [[document]] entry (password_env or password), in CASEBINDER_PASSWORD or when casebinder asks, or save a copy without one.")
        }
        State::Locked(Lock::Certificate) => Finding::error(
            "pdf-encrypted",
            format!("{path} is locked for the holder of a certificate; no password opens it."),
        )
        .with_hint("Let the person it was made for open it and save a copy without encryption."),
        State::Damaged(how) => Finding::error("file-damaged", format!("{path} is damaged: {how}."))
            .with_hint(
                "Ask for the file again, or open it in a viewer and print it to a new PDF if it shows.",
            ),
        State::NeedsConversion(what) => return Some(needs_conversion(file, name, what, readable)),
        State::Refused(why) => Finding::error("file-refused", format!("{path} was not read: {why}."))
            .with_hint("Put an ordinary, readable copy of the file itself into the evidence folder."),
    };
    let softened = file.disposition == Disposition::Excluded && finding.severity == Severity::Error;
    let severity = if softened { Severity::Warning } else { finding.severity };
    Some(Finding { severity, ..finding }.on(&file.source.path))
}

fn needs_conversion(file: &EvidenceFile, name: &Name, what: &str, readable: &Readable<'_>) -> Finding {
    let path = shown(&file.source.path);
    if let Some(pdf) = readable.beside(name) {
        let message = format!("{path} is {what}; {} beside it stands for it.", shown(pdf));
        return Finding::info("file-needs-conversion", message).on(&file.source.path);
    }
    Finding::warning(
        "file-needs-conversion",
        format!("{path} is {what}, which cannot go into a packet as it is."),
    )
    .on(&file.source.path)
    .with_hint(remedy(file.source.kind, what))
}

fn remedy(kind: Kind, what: &str) -> &'static str {
    match kind {
        Kind::Email => {
            "If it is evidence, print it as PDF and put that beside it, with its attachments; otherwise exclude it in case.toml."
        }
        Kind::Audio | Kind::Video => {
            "Put a transcript or still pictures beside it, and ask the court or office how it takes recordings; exclude the recording itself in case.toml."
        }
        _ if what.ends_with("archive") => "Unpack it into the evidence folder and remove the archive.",
        Kind::Heic | Kind::Avif | Kind::Webp | Kind::Bmp | Kind::Gif => {
            "Open it and save it as JPEG, PNG or PDF, and put that beside it."
        }
        _ => "Open it, save or print it as PDF, and put the PDF beside it.",
    }
}

/// A readable file of which nobody knows what it is, or of which it is not certain.
pub(super) fn unassigned(file: &EvidenceFile) -> Finding {
    let path = shown(&file.source.path);
    let relative = file.source.path.strip_prefix("evidence/").unwrap_or(&file.source.path);
    let quoted = toml::Value::String(relative.to_owned()).to_string();
    let person = file.person.as_ref().map(|person| format!("\nperson = \"{person}\"")).unwrap_or_default();
    let reason = &file.reason;
    let finding = match &file.rival {
        Some(rival) => {
            let message = format!("It is not certain what {path} is: {reason} (perhaps {rival}).");
            Finding::warning("file-unsure", message)
        }
        None => Finding::warning("file-unassigned", format!("It is not clear what {path} is: {reason}.")),
    };
    let finding = finding.on(&file.source.path);
    // Such a name cannot be written into case.toml.
    if relative.contains(|c: char| c == '\\' || c.is_control()) {
        return finding.with_hint(
            "Give the file a name of plain letters, digits and spaces that tells what it is, or say it in a [[document]] entry for the new name.",
        );
    }
    finding.with_hint(format!(
        "Look at it and say in case.toml what it is, or give a reason to leave it out with exclude = \"…\":\n\
         [[document]]\nfile = {quoted}\nsatisfies = \"…\"{person}"
    ))
}

/// A paper that its name keeps out: worth knowing, in case the name is wrong.
pub(super) fn left_out(file: &EvidenceFile) -> Finding {
    let message = format!("{} is left out as {}.", shown(&file.source.path), file.reason);
    let rule = if file.reason.starts_with(OFFICE_PAPER) { "file-office-paper" } else { "file-superseded" };
    Finding::info(rule, message)
        .on(&file.source.path)
        .with_hint("If it is to be filed after all, rename it or give it a [[document]] entry in case.toml.")
}

/// Words that hang on the pages of a file that will be bound.
pub(super) fn comments(file: &EvidenceFile) -> Option<Finding> {
    let comments = &file.source.comments;
    let first = comments.first()?;
    let mut pages: Vec<u32> = comments.iter().map(|comment| comment.page).collect();
    pages.dedup();
    let more = if pages.len() > 8 { " and more" } else { "" };
    let listed: Vec<String> = pages.iter().take(8).map(u32::to_string).collect();
    let pages = match pages.len() {
        1 => format!("page {}", listed.concat()),
        _ if more.is_empty() => format!("pages {}", list(&listed)),
        _ => format!("pages {}{more}", listed.join(", ")),
    };
    let mut by: Vec<&str> = comments.iter().filter_map(|comment| comment.by.as_deref()).collect();
    by.sort_unstable();
    by.dedup();
    let by = match by.as_slice() {
        [] => String::new(),
        [one] => format!(" by {one}"),
        [one, others @ ..] => format!(" by {one} and {}", counted(others.len(), "other")),
    };
    // Enough to know it by, not enough to give it away.
    let start: String =
        first.text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(16).collect();
    let holds = format!(
        "{} holds {}{by} ({pages}; the first begins “{start}…”), which may be privileged.",
        shown(&file.source.path),
        counted(comments.len(), "comment"),
    );
    let relative = file.source.path.strip_prefix("evidence/").unwrap_or(&file.source.path);
    let finding = if file.print_comments {
        let message = format!("{holds} The tab sheet of its exhibit prints the comments, as case.toml says.");
        Finding::warning("file-comments", message).with_hint(
            "Read every comment before filing. To leave them out, delete notes = \"include\" in case.toml.",
        )
    } else {
        let message = format!("{holds} The packet leaves the comments out; highlights and stamps stay.");
        Finding::info("file-comments", message).with_hint(format!(
            "If the comments belong to the evidence, add notes = \"include\" to the [[document]] entry of {relative}."
        ))
    };
    Some(finding.on(&file.source.path))
}
