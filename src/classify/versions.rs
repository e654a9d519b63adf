//! Versions of the same paper: the newest counts.

use std::collections::BTreeMap;

use super::evidence::{Confidence, Disposition, EvidenceFile};
use super::name::Name;
use crate::intake::shown;

/// What versions of one paper share: the folder and the words of the name.
type Paper<'a> = (&'a str, Vec<String>);

/// "v1" beside "v2" of the same name is out of date; a version alone is no draft.
pub(super) fn exclude_older(files: &mut [EvidenceFile], names: &[Name]) {
    let mut papers: BTreeMap<Paper<'_>, Vec<(u32, usize)>> = BTreeMap::new();
    for (index, name) in names.iter().enumerate() {
        let counts = !matches!(files[index].disposition, Disposition::Junk | Disposition::Excluded);
        if let (true, Some((words, number))) = (counts, version(name)) {
            papers.entry((name.folder_path.as_str(), words)).or_default().push((number, index));
        }
    }
    for versions in papers.into_values() {
        let Some(&(latest, newest)) = versions.iter().max_by_key(|(number, _)| *number) else { continue };
        for (number, index) in versions {
            if number < latest && files[index].confidence != Confidence::Stated {
                files[index].disposition = Disposition::Excluded;
                files[index].reason =
                    format!("superseded: a newer version is {}", shown(&files[newest].source.path));
            }
        }
    }
}

/// The number of a version and the name without it: "Declaration v2" is version 2 of "declaration".
fn version(name: &Name) -> Option<(Vec<String>, u32)> {
    let mut words = name.core();
    let at = words.iter().rposition(|word| {
        let digits = word.strip_prefix("version").or_else(|| word.strip_prefix('v'));
        digits.is_some_and(|digits| {
            matches!(digits.len(), 1 | 2) && digits.bytes().all(|byte| byte.is_ascii_digit())
        }) || ["version", "ver", "v"].contains(&word.as_str())
    })?;
    let digits = words[at].trim_start_matches(|c: char| !c.is_ascii_digit()).to_owned();
    let number = if digits.is_empty() {
        let next = words.get(at + 1)?.parse().ok()?;
        words.remove(at + 1);
        next
    } else {
        digits.parse().ok()?
    };
    words.remove(at);
    words.retain(|word| word != "final");
    Some((words, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_names() {
        let read = |name: &str| version(&Name::of(name)).map(|(words, number)| (words.join(" "), number));
        assert_eq!(read("evidence/Declaration v2.pdf"), Some(("declaration".into(), 2)));
        assert_eq!(read("evidence/Declaration FINAL v3 (2).docx"), Some(("declaration".into(), 3)));
        assert_eq!(read("evidence/Declaration version 10.pdf"), Some(("declaration".into(), 10)));
        assert_eq!(read("evidence/Declaration.pdf"), None);
        assert_eq!(read("evidence/v for victory.pdf"), None);
    }
}
