//! How the documents of an exhibit are called in its index lines and on its tab sheet.

use super::words;
use crate::case::Case;
use crate::classify::title_from_name;
use crate::plan::{Exhibit, ExhibitSource, Relation};

/// Words of a file name that tell nothing about the document.
const TELL_NOTHING: &[&str] = &[
    "and", "copy", "complete", "de", "del", "document", "file", "final", "for", "form", "full", "of", "pdf",
    "scan", "scanned", "signed", "the",
];

/// The title of a source. A translation or a certificate that nobody gave a title stands under its document, and
/// is called what it is: its file name would only repeat the document's.
pub fn of_source(exhibit: &Exhibit, source: &ExhibitSource) -> String {
    let before = exhibit.sources.iter().take_while(|other| other.path != source.path);
    let follows_a_document = before.clone().any(|other| other.relation == Relation::Document);
    match source.relation {
        Relation::Translation if follows_a_document && is_from_name(source) => {
            "English translation".to_owned()
        }
        Relation::Certificate if before.count() > 0 && is_from_name(source) => {
            "Translator\u{2019}s certificate".to_owned()
        }
        _ => words::typographic(&source.title),
    }
}

/// Nobody gave this source a title.
fn is_from_name(source: &ExhibitSource) -> bool {
    source.title == title_from_name(&source.path)
}

/// Does the file name of an exhibit's only source say nothing that the exhibit's title does not say?
pub fn only_repeats(exhibit: &Exhibit, source: &ExhibitSource, case: &Case) -> bool {
    if source.title.trim() == exhibit.title.trim() {
        return true;
    }
    let names = case.persons.iter().map(|person| person.name.as_str());
    let known: Vec<String> = std::iter::once(exhibit.title.as_str()).chain(names).flat_map(told).collect();
    is_from_name(source)
        && told(&source.title).iter().all(|word| {
            known.contains(word)
                || TELL_NOTHING.contains(&word.as_str())
                || initials(&exhibit.title).contains(word)
        })
}

/// The words of a title; "I-94" is one.
fn told(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !(c.is_alphanumeric() || c == '-'));
    parts.map(|word| word.trim_matches('-').to_lowercase()).filter(|word| !word.is_empty()).collect()
}

/// "nta" for "Notice to Appear (Form I-862)": the first letters of the words before a bracket or colon.
fn initials(title: &str) -> String {
    let name = title.split(['(', ':', ',']).next().unwrap_or_default();
    let letters = name.split_whitespace().filter_map(|word| word.chars().next());
    let initials: String = letters.flat_map(char::to_lowercase).collect();
    if initials.chars().count() > 2 { initials } else { String::new() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::compose::sample;

    fn only(title: &str, file: &str, name: &str) -> bool {
        let mut source = sample::source(name, Relation::Document, sample::letter(1));
        source.path = format!("evidence/{file}");
        let exhibit = sample::exhibit("A", title, vec![source]);
        only_repeats(&exhibit, &exhibit.sources[0], &sample::case())
    }

    #[test]
    fn a_file_name_that_adds_nothing_is_known() {
        assert!(only("Form I-94", "I-94 signed.pdf", "I-94 signed"));
        assert!(only("Notice to Appear (Form I-862)", "NTA.pdf", "NTA"));
        assert!(!only("Letter of a witness", "Letter of pastor.pdf", "Letter of pastor"));
        assert!(!only("Notice of hearing", "Hearing 2027-03-16.pdf", "Hearing 2027-03-16"));
        // What a person wrote is printed, whatever it repeats.
        assert!(!only("Form I-94", "scan.pdf", "Form I-94, signed"));
    }

    #[test]
    fn companions_are_called_what_they_are_unless_somebody_named_them() {
        let named = |name: &str, relation| {
            let mut source = sample::source(name, relation, sample::letter(1));
            source.path = format!("evidence/{name}.pdf");
            source
        };
        let mut sources = vec![
            named("Acta - copia", Relation::Document),
            named("Acta - English", Relation::Translation),
            named("Acta - Certificate", Relation::Certificate),
        ];
        let exhibit = sample::exhibit("A", "Birth certificate", sources.clone());
        let titles = |exhibit: &Exhibit| -> Vec<String> {
            exhibit.sources.iter().map(|source| of_source(exhibit, source)).collect()
        };
        assert_eq!(
            titles(&exhibit),
            ["Acta \u{2013} copia", "English translation", "Translator\u{2019}s certificate"]
        );
        sources[1].title = "Translation by Ms. Bayne".into();
        assert_eq!(
            titles(&sample::exhibit("A", "Birth certificate", sources.clone()))[1],
            "Translation by Ms. Bayne"
        );
        // Without its document, a translation needs the name it has.
        sources.remove(0);
        sources[0].title = "Acta - English".into();
        assert_eq!(titles(&sample::exhibit("A", "Other", sources))[0], "Acta \u{2013} English");
    }
}
