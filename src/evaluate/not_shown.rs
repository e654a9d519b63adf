//! What a file of the packet holds and its pages do not show; and how files that are no pages become some.

use super::requirements::Check;
use crate::classify::{Disposition, EvidenceFile};
use crate::finding::Finding;
use crate::intake::{Kind, Remark, shown};
use crate::wording::{counted, list};

/// All findings about what is not shown, and about what is converted.
pub fn evaluate(check: Check<'_>) -> Vec<Finding> {
    let files = check.evidence.files.iter().filter(|file| file.disposition == Disposition::Assigned);
    files
        .flat_map(|file| {
            let remarks = file.source.remarks.iter().filter_map(|remark| told(file, remark, check));
            remarks.chain(converted(file)).map(|finding| finding.on(&file.source.path)).collect::<Vec<_>>()
        })
        .collect()
}

fn told(file: &EvidenceFile, remark: &Remark, check: Check<'_>) -> Option<Finding> {
    let path = shown(&file.source.path);
    let (rule, message, hint) = match remark {
        Remark::Position | Remark::Camera => return None,
        Remark::Animation => (
            "picture-first-only",
            format!("{path} moves; only its first picture is in the packet."),
            "If more of it matters, save the pictures that matter as files of their own.",
        ),
        Remark::FirstOf(pictures) => (
            "picture-first-only",
            format!("{path} holds {pictures} pictures; only the first is in the packet."),
            "Cameras and phones keep a second view or a map of the light there; open the file and see whether anything is missing.",
        ),
        Remark::CutOff => (
            "picture-cut-off",
            format!("{path} ends too early: the lower part of the picture may be missing."),
            "Look at it, and ask for the file again if a part is missing.",
        ),
        Remark::Attachments(names) => {
            let lacking: Vec<String> = names
                .iter()
                .filter(|name| !lies_in_the_folder(name, check))
                .map(|name| shown(name))
                .collect();
            if lacking.is_empty() {
                return None;
            }
            let message = format!(
                "{path} came with {}, not in the evidence folder under that name: {}.",
                counted(lacking.len(), "attachment"),
                list(&lacking)
            );
            let hint = "Open the message in a mail program and save the attachments into the evidence folder, each as a file of its own.";
            ("message-attachments", message, hint)
        }
        Remark::Letters(letters) => {
            let some: String = letters.iter().take(12).collect();
            (
                "letters-unprintable",
                format!(
                    "{path} has letters that casebinder cannot print; the page shows their numbers instead: {some}"
                ),
                "Where they matter, print the file as PDF from the program that shows it, put the PDF beside it and leave this one out.",
            )
        }
    };
    Some(Finding::warning(rule, message).with_hint(hint))
}

fn lies_in_the_folder(name: &str, check: Check<'_>) -> bool {
    let end = format!("/{name}");
    check.evidence.files.iter().any(|file| file.source.path.ends_with(&end))
}

/// Nothing is converted in silence. Pictures are told of together.
fn converted(file: &EvidenceFile) -> Option<Finding> {
    let conversion = file.source.conversion.as_ref()?;
    let path = shown(&file.source.path);
    let message = match file.source.kind {
        kind if kind.is_picture() => return None,
        Kind::Text | Kind::Email => {
            format!("{path} is {}; the packet holds it as printed by casebinder.", conversion.from)
        }
        _ => format!(
            "{path} is {}; the packet holds it as converted to PDF by {}.",
            conversion.from, conversion.by
        ),
    };
    let hint = "Look at its pages in the packet: they must show what the file shows. To keep it out, give its [[document]] entry exclude = \"…\".";
    Some(Finding::info("file-converted", message).with_hint(hint))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::evaluate::testing::{alone, evidence, file, track};
    use crate::intake::Conversion;

    #[test]
    fn what_pages_do_not_show_is_told() {
        let with = |name: &str, remark: Remark| {
            let mut file = file(name, "photos", "maria");
            file.source.remarks = vec![remark];
            file
        };
        let mut mail = with("c.eml", Remark::Attachments(vec!["d.jpg".into(), "lost.pdf".into()]));
        mail.source.kind = Kind::Email;
        mail.source.conversion = Some(Conversion::own("an e-mail message"));
        let files = evidence(vec![
            with("a.mpo", Remark::FirstOf(2)),
            with("b.jpg", Remark::CutOff),
            mail,
            with("d.jpg", Remark::Position),
            with("e.txt", Remark::Letters(vec!['\u{1F642}'])),
        ]);
        let (case, track) = (alone(), track("", ""));
        let today = jiff::civil::date(2026, 11, 22);
        let found = evaluate(Check { evidence: &files, case: &case, track: &track, today });
        let told: Vec<(&str, &str)> =
            found.iter().map(|finding| (finding.rule, finding.path.as_deref().unwrap())).collect();
        assert_eq!(
            told,
            [
                ("picture-first-only", "evidence/a.mpo"),
                ("picture-cut-off", "evidence/b.jpg"),
                ("message-attachments", "evidence/c.eml"),
                ("file-converted", "evidence/c.eml"),
                ("letters-unprintable", "evidence/e.txt"),
            ]
        );
        assert!(found[2].message.contains("1 attachment") && found[2].message.ends_with(": lost.pdf."));
    }
}
