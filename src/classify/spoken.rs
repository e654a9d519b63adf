//! `templates/names.toml`: how files are named, in further languages, and the words beside a name that
//! say that a file is not the document itself.

use std::sync::LazyLock;

use serde::Deserialize;

/// The file, as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Spoken {
    #[allow(dead_code, reason = "a file of another schema must not be read")]
    schema: u32,
    /// Further names of documents.
    #[serde(rename = "document")]
    pub documents: Vec<Names>,
    /// Words beside names.
    #[serde(rename = "aside")]
    pub asides: Vec<Beside>,
}

/// Further names of one document.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Names {
    /// Requirement id.
    pub id: String,
    #[serde(default)]
    pub names: Vec<String>,
    /// Titles at the top of its first page.
    #[serde(default)]
    pub headings: Vec<String>,
    #[serde(default)]
    pub not_names: Vec<String>,
}

/// Words of one meaning.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Beside {
    pub means: Aside,
    pub words: Vec<String>,
}

/// What a word beside the name of a document says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Aside {
    /// A picture of a face for an application.
    Portrait,
    /// An example or an empty form.
    Model,
    /// A bill or a receipt.
    Money,
    /// It is asked for, or renewed.
    Errand,
    /// It is not there.
    Lack,
    /// "Not my …", directly before the document.
    Denial,
    /// Paper about the case: notes, an envelope.
    Office,
    /// Papers of people outside the case.
    Stranger,
    /// What follows is only what it is about.
    Topic,
}

/// The built-in file.
pub(super) fn spoken() -> &'static Spoken {
    static SPOKEN: LazyLock<Spoken> =
        LazyLock::new(|| toml::from_str(crate::templates::NAMES).unwrap_or_default());
    &SPOKEN
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::classify::words::Words;
    use crate::track::{builtin, builtin_ids};

    #[test]
    fn the_file_can_be_read() {
        let file: Spoken = toml::from_str(crate::templates::NAMES).unwrap();
        assert_eq!(file.schema, 1);
    }

    /// Two documents of one name could never be told apart; folding must not bring it about either.
    #[test]
    fn no_two_documents_share_a_name() {
        for id in builtin_ids() {
            let track = builtin(&id).unwrap().track.unwrap();
            let mut owners: BTreeMap<Vec<String>, (String, String)> = BTreeMap::new();
            let listed = track
                .requirements
                .iter()
                // A part is told from its whole by its names, and shares them.
                .filter(|r| r.part_of.is_none())
                .flat_map(|r| r.names.iter().map(|name| (r.id.clone(), name.clone())));
            let spoken = spoken();
            let further =
                spoken.documents.iter().flat_map(|d| d.names.iter().map(|name| (d.id.clone(), name.clone())));
            let mut shared = Vec::new();
            for (document, name) in
                listed.chain(further.filter(|(document, _)| track.requirement(document).is_some()))
            {
                let (other, text) =
                    owners.entry(Words::of(&name).list()).or_insert((document.clone(), name.clone()));
                if *other != document {
                    shared.push(format!("{text} of {other}, {name} of {document}"));
                }
            }
            assert!(shared.is_empty(), "{id}: {}", shared.join("; "));
        }
    }
}
