//! Finds the translator's certificate of a translation that is bound in another exhibit: one certificate may be
//! about several documents, and lies behind the first of them.

use super::{Exhibit, ExhibitSource, Relation, SourcePlace};
use crate::classify::{Evidence, EvidenceFile};

/// Notes at every exhibit where else the certificates of its translations are.
pub fn link(exhibits: &mut [Exhibit], evidence: &Evidence) {
    let bound = Bound::of(exhibits, evidence);
    let links: Vec<Vec<SourcePlace>> = exhibits
        .iter()
        .enumerate()
        .map(|(number, exhibit)| {
            let mut places: Vec<SourcePlace> = Vec::new();
            for (at, source) in exhibit.sources.iter().enumerate() {
                if source.relation == Relation::Translation {
                    places.extend(bound.elsewhere(number, exhibit, at));
                }
            }
            places.sort_unstable();
            places.dedup();
            places
        })
        .collect();
    for (exhibit, places) in exhibits.iter_mut().zip(links) {
        exhibit.certified_in = places;
    }
}

/// The files of the packet that matter here.
struct Bound<'a> {
    evidence: &'a Evidence,
    /// Certificates that are files of their own, and where they are.
    certificates: Vec<(SourcePlace, &'a EvidenceFile)>,
    translations: usize,
}

impl<'a> Bound<'a> {
    fn of(exhibits: &[Exhibit], evidence: &'a Evidence) -> Bound<'a> {
        let mut bound = Bound { evidence, certificates: Vec::new(), translations: 0 };
        for (exhibit, entry) in exhibits.iter().enumerate() {
            for (source, content) in entry.sources.iter().enumerate() {
                match content.relation {
                    Relation::Certificate => {
                        let place = SourcePlace { exhibit, source };
                        bound.certificates.extend(bound.file(content).map(|file| (place, file)));
                    }
                    Relation::Translation => bound.translations += 1,
                    Relation::Document => {}
                }
            }
        }
        bound
    }

    fn file(&self, source: &ExhibitSource) -> Option<&'a EvidenceFile> {
        self.evidence.files.iter().find(|file| file.source.path == source.path)
    }

    /// Where the certificate of this translation is, if it is in another exhibit only.
    fn elsewhere(&self, exhibit: usize, entry: &Exhibit, at: usize) -> Vec<SourcePlace> {
        let Some(translation) = entry.sources.get(at).and_then(|source| self.file(source)) else {
            return Vec::new();
        };
        if translation.satisfies.iter().any(|id| id == super::exhibits::CERTIFICATE) {
            return Vec::new();
        }
        let document = entry.sources.iter().take(at).rfind(|source| source.relation == Relation::Document);
        let original = translation.translation_of.as_ref().or(document.map(|source| &source.path));
        let meant: Vec<&String> = std::iter::once(&translation.source.path).chain(original).collect();
        let is_about = |certificate: &EvidenceFile| {
            certificate.certificate_for.iter().any(|path| meant.contains(&path)) || self.is_the_only_pair()
        };
        let places: Vec<SourcePlace> =
            self.certificates.iter().filter(|(_, file)| is_about(file)).map(|(place, _)| *place).collect();
        if places.iter().any(|place| place.exhibit == exhibit) { Vec::new() } else { places }
    }

    /// One translation and one certificate that names nothing belong together.
    fn is_the_only_pair(&self) -> bool {
        let names_nothing = |(_, file): &(SourcePlace, &EvidenceFile)| file.certificate_for.is_empty();
        self.translations == 1 && self.certificates.len() == 1 && self.certificates.iter().all(names_nothing)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::case::Case;
    use crate::evaluate::testing::{evidence, file};
    use crate::plan::exhibits::gather;

    fn translation(path: &str, of: &str) -> EvidenceFile {
        EvidenceFile { translation_of: Some(format!("evidence/{of}")), ..file(path, "translation", "") }
    }

    fn certificate(of: &[&str]) -> EvidenceFile {
        let certificate_for = of.iter().map(|path| format!("evidence/{path}")).collect();
        EvidenceFile { certificate_for, ..file("cert.pdf", "translator-certificate", "") }
    }

    /// Per exhibit: its first file, and the files of the certificates elsewhere.
    fn links(files: Vec<EvidenceFile>) -> Vec<(String, Vec<String>)> {
        let track = crate::track::builtin("asylum-court-filing").unwrap().track.unwrap();
        let evidence = evidence(files);
        let mut exhibits = gather(&evidence, &Case::default(), &track, &track.packets[0]);
        link(&mut exhibits, &evidence);
        let path = |place: &SourcePlace| exhibits[place.exhibit].sources[place.source].path.clone();
        exhibits
            .iter()
            .map(|exhibit| (exhibit.sources[0].path.clone(), exhibit.certified_in.iter().map(path).collect()))
            .collect()
    }

    fn two_documents() -> Vec<EvidenceFile> {
        vec![
            file("passport.pdf", "passport", ""),
            translation("passport-en.pdf", "passport.pdf"),
            file("police.pdf", "police-report", ""),
            translation("police-en.pdf", "police.pdf"),
        ]
    }

    fn entry(path: &str, certificates: &[&str]) -> (String, Vec<String>) {
        let full = |path: &&str| format!("evidence/{path}");
        (full(&path), certificates.iter().map(full).collect())
    }

    #[test]
    fn a_shared_certificate_is_found_from_the_exhibit_that_does_not_hold_it() {
        for names in [["passport-en.pdf", "police-en.pdf"], ["passport.pdf", "police.pdf"]] {
            let mut files = two_documents();
            files.push(certificate(&names));
            assert_eq!(links(files), [entry("passport.pdf", &[]), entry("police.pdf", &["cert.pdf"])]);
        }
    }

    #[test]
    fn what_a_certificate_does_not_name_it_does_not_certify() {
        let mut files = two_documents();
        files.push(certificate(&["passport.pdf"]));
        assert_eq!(links(files), [entry("passport.pdf", &[]), entry("police.pdf", &[])]);
        let mut files = two_documents();
        files.push(certificate(&[]));
        assert!(links(files).iter().all(|(_, certificates)| certificates.is_empty()));
        let mut one = two_documents();
        one.truncate(2);
        one.push(certificate(&[]));
        assert_eq!(links(one), [entry("passport.pdf", &["cert.pdf"]), entry("cert.pdf", &[])]);
    }
}
