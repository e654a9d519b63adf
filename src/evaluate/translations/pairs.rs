//! Which file is the translation of which, and which certificate belongs to it.

use crate::classify::{Confidence, Disposition, EvidenceFile};
use crate::evaluate::documents::owner;
use crate::evaluate::requirements::{Check, TRANSLATION, TRANSLATOR_CERTIFICATE};

/// Reports on the country, on every track.
const COUNTRY_CONDITIONS: &str = "country-conditions";

/// The foreign documents with their translations and certificates.
pub struct Pairs<'a> {
    check: Check<'a>,
    /// Everything that says of itself that it translates something, whether it can be used or not.
    claims: Vec<&'a EvidenceFile>,
    /// Documents in another language, sorted by path.
    pub originals: Vec<&'a EvidenceFile>,
    /// English translations that can be used, sorted by path.
    pub translations: Vec<&'a EvidenceFile>,
    /// Translators' certificates, sorted by path.
    pub certificates: Vec<&'a EvidenceFile>,
    /// Translations of documents that are not here.
    pub orphans: Vec<&'a EvidenceFile>,
    /// Reports on the country that are written in another language and have no translation.
    pub reports: Vec<&'a EvidenceFile>,
    /// Translations that are named after a kind of document of which there are several.
    pub shared: Vec<Shared<'a>>,
}

/// A translation that might belong to several documents.
pub struct Shared<'a> {
    /// The translation.
    pub translation: &'a EvidenceFile,
    /// The documents.
    pub originals: Vec<&'a EvidenceFile>,
}

impl<'a> Pairs<'a> {
    /// Sorts the files of the case.
    pub fn find(check: Check<'a>) -> Pairs<'a> {
        let usable: Vec<&EvidenceFile> = check.evidence.files.iter().filter(|file| is_usable(file)).collect();
        let translations: Vec<&EvidenceFile> =
            usable.iter().copied().filter(|file| is_translation(file) || is_bilingual(file)).collect();
        let certificates = usable
            .iter()
            .copied()
            .filter(|file| has(file, TRANSLATOR_CERTIFICATE) || !file.certificate_for.is_empty())
            .collect();
        let claims = check.evidence.files.iter().filter(|file| {
            file.disposition != Disposition::Junk
                && (file.translation_of.is_some() || file.translates.is_some())
        });
        let mut pairs = Pairs {
            check,
            claims: claims.collect(),
            originals: Vec::new(),
            translations,
            certificates,
            orphans: Vec::new(),
            reports: Vec::new(),
            shared: Vec::new(),
        };
        let documents: Vec<&EvidenceFile> =
            usable.iter().copied().filter(|file| pairs.can_be_original(file)).collect();
        let is_claimed =
            |file: &&EvidenceFile| pairs.claims.iter().any(|claim| pairs.translates(claim, file));
        pairs.originals = documents
            .iter()
            .copied()
            .filter(|file| is_foreign(file) || is_bilingual(file) || is_claimed(file))
            .collect();
        pairs.orphans = pairs
            .translations
            .iter()
            .copied()
            .filter(|file| !is_bilingual(file))
            .filter(|file| !documents.iter().any(|document| pairs.translates(file, document)))
            .collect();
        pairs.reports = documents
            .iter()
            .copied()
            .filter(|file| is_report(file) && is_foreign_by_its_text(file) && !pairs.is_translated(file))
            .collect();
        pairs.shared = pairs.find_shared();
        pairs
    }

    /// There is a translation of this document that can be used.
    pub fn is_translated(&self, original: &EvidenceFile) -> bool {
        is_bilingual(original) || self.translations.iter().any(|file| self.translates(file, original))
    }

    /// A translation of this document that cannot be used: locked, a draft, unsure.
    pub fn unusable_translation(&self, original: &EvidenceFile) -> Option<&'a EvidenceFile> {
        self.claims.iter().copied().find(|file| !is_usable(file) && self.translates(file, original))
    }

    /// There is a certificate for this translation.
    pub fn is_certified(&self, translation: &EvidenceFile) -> bool {
        if has(translation, TRANSLATOR_CERTIFICATE) {
            return true;
        }
        // A certificate for several documents must name them: only where there is nothing else that it could be
        // about does one without names speak for itself.
        if let ([_], [only]) = (&self.translations[..], &self.certificates[..])
            && says_nothing(only)
        {
            return true;
        }
        let originals = self.originals.iter().filter(|original| self.translates(translation, original));
        let meant: Vec<&str> = originals
            .map(|file| &file.source.path)
            .chain([&translation.source.path])
            .map(|path| bare(path))
            .collect();
        self.certificates
            .iter()
            .any(|certificate| certificate.certificate_for.iter().any(|path| meant.contains(&bare(path))))
    }

    /// Certificates of which nobody has said what they certify.
    pub fn unnamed_certificates(&self) -> Vec<&'a EvidenceFile> {
        self.certificates.iter().copied().filter(|file| says_nothing(file)).collect()
    }

    /// Is one file the translation of the other?
    fn translates(&self, translation: &EvidenceFile, original: &EvidenceFile) -> bool {
        if translation.source.path == original.source.path {
            return false;
        }
        match (&translation.translation_of, &translation.translates) {
            (Some(path), _) => bare(path) == bare(&original.source.path),
            (None, Some(id)) => {
                has(original, id)
                    && !is_translation(original)
                    && owner(translation, self.check.case) == owner(original, self.check.case)
            }
            (None, None) => false,
        }
    }

    /// Translations and certificates are no originals, and what is not filed needs no translation.
    fn can_be_original(&self, file: &EvidenceFile) -> bool {
        let certificate_only = file.satisfies.iter().all(|id| id == TRANSLATOR_CERTIFICATE)
            && (!file.satisfies.is_empty() || !file.certificate_for.is_empty());
        !is_translation(file) && !certificate_only && !self.is_not_filed(file)
    }

    fn is_not_filed(&self, file: &EvidenceFile) -> bool {
        let not_filed = |id: &String| {
            self.check.track.requirement(id).is_some_and(|requirement| requirement.not_filed.is_some())
        };
        !file.satisfies.is_empty() && file.satisfies.iter().all(not_filed)
    }

    /// A translation that is only named after a kind of document, where more such documents in another
    /// language are here than translations of them.
    fn find_shared(&self) -> Vec<Shared<'a>> {
        let by_name = |file: &&EvidenceFile| file.translation_of.is_none() && file.translates.is_some();
        let mut shared = Vec::new();
        for translation in self.translations.iter().copied().filter(|file| by_name(file)) {
            let originals: Vec<&EvidenceFile> = self
                .originals
                .iter()
                .copied()
                .filter(|original| is_foreign(original) && self.translates(translation, original))
                .filter(|original| !self.is_stated(original))
                .collect();
            let rivals = self
                .translations
                .iter()
                .filter(|other| by_name(other) && other.translates == translation.translates)
                .filter(|other| owner(other, self.check.case) == owner(translation, self.check.case))
                .count();
            if originals.len() > rivals {
                shared.push(Shared { translation, originals });
            }
        }
        shared
    }

    /// A person said which file is its translation.
    fn is_stated(&self, original: &EvidenceFile) -> bool {
        self.translations.iter().any(|file| file.translation_of.is_some() && self.translates(file, original))
    }
}

fn is_usable(file: &EvidenceFile) -> bool {
    file.disposition == Disposition::Assigned && file.confidence >= Confidence::Named
}

fn has(file: &EvidenceFile, id: &str) -> bool {
    file.satisfies.iter().any(|satisfied| satisfied == id)
}

/// It is nothing but a translation.
fn is_translation(file: &EvidenceFile) -> bool {
    file.translation_of.is_some() || file.translates.is_some() || (has(file, TRANSLATION) && !is_more(file))
}

/// Document and translation in one file.
fn is_bilingual(file: &EvidenceFile) -> bool {
    has(file, TRANSLATION) && is_more(file) && file.translation_of.is_none() && file.translates.is_none()
}

/// A certificate on its own that names no document.
fn says_nothing(certificate: &EvidenceFile) -> bool {
    certificate.certificate_for.is_empty() && !is_translation(certificate) && !is_bilingual(certificate)
}

/// It stands for something besides translation and certificate.
fn is_more(file: &EvidenceFile) -> bool {
    file.satisfies.iter().any(|id| id != TRANSLATION && id != TRANSLATOR_CERTIFICATE)
}

/// Its language is known, and it is not English. What a person stated beats what the text looks like.
fn is_foreign(file: &EvidenceFile) -> bool {
    match &file.language {
        Some(stated) => is_not_english(stated),
        None => !is_report(file) && is_foreign_by_its_text(file),
    }
}

/// Nobody stated its language, but its text is clearly written in another one than English.
pub fn is_foreign_by_its_text(file: &EvidenceFile) -> bool {
    file.language.is_none() && file.text_language.as_deref().is_some_and(is_not_english)
}

/// A report on the country: whether it is filed is counsel's choice.
pub fn is_report(file: &EvidenceFile) -> bool {
    has(file, COUNTRY_CONDITIONS)
}

fn is_not_english(language: &str) -> bool {
    let language = language.trim().to_lowercase();
    let english = ["en", "eng", "english", "inglés", "ingles"].contains(&language.as_str());
    !(language.is_empty() || english || language.starts_with("en-") || language.starts_with("en_"))
}

/// Paths are compared without the name of the folder, however they were written.
fn bare(path: &str) -> &str {
    path.strip_prefix("evidence/").unwrap_or(path)
}
