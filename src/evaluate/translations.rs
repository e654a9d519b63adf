//! Every foreign document has a translation, and every translation its certificate.

mod pairs;

use super::requirements::result;
use super::requirements::{Check, Judged, Target};
use super::wording::list;
use super::{RequirementResult, RequirementStatus, waivers};
use crate::case::Waiver;
use crate::classify::EvidenceFile;
use crate::evaluate::condition::{Truth, truth};
use crate::finding::Finding;
use crate::track::{Level, Requirement};
use crate::wording::counted;
use pairs::Pairs;

/// How it stands with the translations.
pub fn judge_translations(requirement: &Requirement, check: Check<'_>) -> Judged {
    let pairs = Pairs::find(check);
    let mut judged = nothing(requirement, check);
    judged.result.documents = paths(&pairs.translations);
    judged.findings.extend(pairs.orphans.iter().map(|file| without_original(file, requirement)));
    judged.findings.extend(pairs.reports.iter().map(|file| report_to_translate(file, requirement)));
    if pairs.originals.is_empty() && pairs.translations.is_empty() {
        return judged;
    }
    let lacking: Vec<&EvidenceFile> =
        pairs.originals.iter().copied().filter(|file| !pairs.is_translated(file)).collect();
    let (waived, lacking) = split(requirement, &lacking, check);
    let hint = |file: &EvidenceFile| match pairs.unusable_translation(file) {
        Some(other) => format!(
            "{} is its translation but cannot be used: {}. Replace it by a file that can.",
            other.source.path, other.reason
        ),
        None => {
            let path = short(&file.source.path);
            let english = match pairs::is_foreign_by_its_text(file) {
                true => " If it is in English after all, say so: language = \"en\".",
                false => "",
            };
            format!(
                "Add the English translation to the folder, with a [[document]] entry that says translation_of = \"{path}\".{english}"
            )
        }
    };
    judged.findings.extend(lacking.iter().map(|file| {
        let message = format!("No English translation of {} is here{}.", file.source.path, language(file));
        Finding::error("untranslated", message)
            .on(&file.source.path)
            .with_authority(&requirement.authority)
            .with_hint(hint(file))
    }));
    judged.findings.extend(pairs.shared.iter().map(|shared| {
        let message = format!(
            "{} is a translation, but it is not clear of which document: {} might be meant.",
            shared.translation.source.path,
            list(&paths(&shared.originals))
        );
        let hint = "Say it with a [[document]] entry: file = the translation, translation_of = the document.";
        Finding::warning("translation-ambiguous", message)
            .on(&shared.translation.source.path)
            .with_authority(&requirement.authority)
            .with_hint(hint)
    }));
    let done = format!("{} translated", counted(pairs.originals.len(), "foreign document"));
    settle(&mut judged, &lacking, waived, "without a translation", done);
    if judged.result.status == RequirementStatus::Met && !pairs.shared.is_empty() {
        judged.result.status = RequirementStatus::NeedsReview;
        judged.result.reason = "it is not clear which document a translation belongs to".to_owned();
    }
    judged
}

/// How it stands with the certificates of the translators.
pub fn judge_certificates(requirement: &Requirement, check: Check<'_>) -> Judged {
    let pairs = Pairs::find(check);
    let mut judged = nothing(requirement, check);
    judged.result.documents = paths(&pairs.certificates);
    if pairs.originals.is_empty() && pairs.translations.is_empty() {
        return judged;
    }
    let uncertified: Vec<&EvidenceFile> =
        pairs.translations.iter().copied().filter(|file| !pairs.is_certified(file)).collect();
    let (waived, lacking) = split(requirement, &uncertified, check);
    if pairs.translations.is_empty() {
        judged.result.status = RequirementStatus::Missing;
        judged.result.reason = "there is no translation yet that could be certified".to_owned();
        return judged;
    }
    let unnamed = pairs.unnamed_certificates();
    if !lacking.is_empty() && !unnamed.is_empty() {
        judged.findings.extend(unnamed.iter().map(|file| names_nothing(file, &lacking, requirement)));
        judged.result.status = RequirementStatus::NeedsReview;
        judged.result.reason =
            format!("it is not known which translations are certified by {}", list(&paths(&unnamed)));
        return judged;
    }
    judged.findings.extend(lacking.iter().map(|file| {
        let message = format!("No translator's certificate for {} is here.", file.source.path);
        let name = short(&file.source.path);
        let hint = match pairs.certificates.first() {
            Some(certificate) => format!(
                "If {0} certifies it, add a [[document]] entry: file = \"{0}\", certificate_for = [\"{name}\"].",
                short(&certificate.source.path)
            ),
            None => format!(
                "Add the signed certificate to the folder, with a [[document]] entry that says certificate_for = [\"{name}\"]."
            ),
        };
        Finding::error("translation-uncertified", message)
            .on(&file.source.path)
            .with_authority(&requirement.authority)
            .with_hint(hint)
    }));
    let done = format!("{} certified", counted(pairs.translations.len(), "translation"));
    settle(&mut judged, &lacking, waived, "without a certificate", done);
    judged
}

/// A certificate that does not say what it certifies, where it could be about several translations.
fn names_nothing(
    certificate: &EvidenceFile,
    lacking: &[&EvidenceFile],
    requirement: &Requirement,
) -> Finding {
    let message = format!(
        "Nobody has said which translations {} certifies; without a certificate so far: {}.",
        certificate.source.path,
        list(&paths(lacking))
    );
    let names: Vec<String> = lacking.iter().map(|file| format!("\"{}\"", short(&file.source.path))).collect();
    let hint = format!(
        "Add a [[document]] entry: file = \"{}\", certificate_for = [{}]; leave out what the certificate does not name.",
        short(&certificate.source.path),
        names.join(", ")
    );
    Finding::warning("certificate-names-nothing", message)
        .on(&certificate.source.path)
        .with_authority(&requirement.authority)
        .with_hint(hint)
}

/// The result where no foreign document is known.
fn nothing(requirement: &Requirement, check: Check<'_>) -> Judged {
    // Where a document is in another language, its translation is never a matter of choice.
    let level = if requirement.level == Level::Required { Level::Required } else { Level::Conditional };
    let mut result = RequirementResult { level, ..result(requirement, Target::default()) };
    let asked =
        requirement.when.is_some() && truth(requirement.when.as_ref(), check.facts(None)) == Truth::True;
    (result.status, result.reason) = if asked {
        let reason = "there should be foreign documents, but none is marked with its language";
        (RequirementStatus::NeedsReview, reason.to_owned())
    } else {
        (RequirementStatus::NotApplicable, "no document is known to be in another language".to_owned())
    };
    Judged { result, findings: Vec::new() }
}

fn settle(judged: &mut Judged, lacking: &[&EvidenceFile], waived: Option<&Waiver>, what: &str, done: String) {
    let result = &mut judged.result;
    (result.status, result.reason) = match (lacking.is_empty(), waived) {
        (false, _) => (RequirementStatus::Missing, format!("{what}: {}", list(&paths(lacking)))),
        (true, Some(waiver)) => {
            result.waiver = Some(waiver.clone());
            let reason = format!("waived by {} on {}: {}", waiver.by, waiver.on, waiver.reason);
            (RequirementStatus::Waived, reason)
        }
        (true, None) => (RequirementStatus::Met, done),
    };
}

/// Takes out what is waived: everything, or the documents of the person whom a waiver names.
fn split<'a, 'e>(
    requirement: &Requirement,
    lacking: &[&'e EvidenceFile],
    check: Check<'a>,
) -> (Option<&'a Waiver>, Vec<&'e EvidenceFile>) {
    let waiver_of = |file: &EvidenceFile| {
        let owner = super::documents::owner(file, check.case);
        waivers::all_for(requirement, check.case)
            .find(|waiver| waiver.person.is_none() || waiver.person.as_deref() == owner)
    };
    let waived = lacking.iter().find_map(|file| waiver_of(file));
    (waived, lacking.iter().copied().filter(|file| waiver_of(file).is_none()).collect())
}

fn without_original(file: &EvidenceFile, requirement: &Requirement) -> Finding {
    let message =
        format!("{} is a translation, but the document that it translates is not here.", file.source.path);
    Finding::warning("translation-without-original", message)
        .on(&file.source.path)
        .with_authority(&requirement.authority)
        .with_hint("Add the document in its own language, and say with a [[document]] entry which it is: translation_of = \"…\".")
}

/// A report on the country that is in another language can also be left out.
fn report_to_translate(file: &EvidenceFile, requirement: &Requirement) -> Finding {
    let message = format!("No English translation of {} is here{}.", file.source.path, language(file));
    let hint = format!(
        "Add the English translation with its certificate, or leave the report out with exclude = \"…\". If it is in English, say so in a [[document]] entry: file = \"{}\", language = \"en\".",
        short(&file.source.path)
    );
    Finding::warning("untranslated", message)
        .on(&file.source.path)
        .with_authority(&requirement.authority)
        .with_hint(hint)
}

fn language(file: &EvidenceFile) -> String {
    match (&file.language, &file.text_language) {
        (Some(language), _) => format!(" (its language: {language})"),
        (None, Some(language)) if pairs::is_foreign_by_its_text(file) => {
            format!(" (its text is written in {})", language_in_words(language))
        }
        _ => String::new(),
    }
}

/// The English name of a language that the text can be told by.
fn language_in_words(code: &str) -> &str {
    match code {
        "es" => "Spanish",
        "pt" => "Portuguese",
        "fr" => "French",
        "ht" => "Haitian Creole",
        "vi" => "Vietnamese",
        "ru" => "Russian",
        "uk" => "Ukrainian",
        "ar" => "Arabic",
        "fa" => "Persian",
        "zh" => "Chinese",
        "ko" => "Korean",
        "ja" => "Japanese",
        "am" => "Amharic or Tigrinya",
        other => other,
    }
}

fn paths(files: &[&EvidenceFile]) -> Vec<String> {
    files.iter().map(|file| file.source.path.clone()).collect()
}

/// As `case.toml` names files: without the folder.
fn short(path: &str) -> &str {
    path.strip_prefix("evidence/").unwrap_or(path)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
