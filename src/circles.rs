//! Things that refer to each other in a circle.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Location;
use crate::tomlfile::Table;

/// What refers to what, and where that is written.
pub type References = BTreeMap<String, Vec<(String, Location)>>;

/// Each circle once, as the names on it in their order and the place of its first reference.
pub fn circles(references: &References) -> Vec<(Vec<String>, Location)> {
    let mut found = Vec::new();
    let mut seen: BTreeSet<Vec<String>> = BTreeSet::new();
    for start in references.keys() {
        if let Some(path) = way_back(start, references) {
            let mut names = path.clone();
            names.sort();
            let place = references
                .get(start)
                .and_then(|targets| {
                    targets.iter().find(|(target, _)| Some(target) == path.get(1).or(path.first()))
                })
                .map(|(_, place)| place.clone());
            if let Some(place) = place
                && seen.insert(names)
            {
                found.push((path, place));
            }
        }
    }
    found
}

/// The shortest way from a name back to itself.
fn way_back(start: &str, references: &References) -> Option<Vec<String>> {
    let mut reached: BTreeMap<&str, &str> = BTreeMap::new();
    let mut edge = vec![start];
    while !edge.is_empty() {
        let mut next = Vec::new();
        for from in edge {
            for (to, _) in references.get(from).into_iter().flatten() {
                if to == start {
                    return Some(path(start, from, &reached));
                }
                if !reached.contains_key(to.as_str()) {
                    reached.insert(to, from);
                    next.push(to.as_str());
                }
            }
        }
        edge = next;
    }
    None
}

fn path(start: &str, end: &str, reached: &BTreeMap<&str, &str>) -> Vec<String> {
    let mut path = vec![end.to_owned()];
    let mut at = end;
    while at != start {
        let Some(before) = reached.get(at) else { break };
        at = before;
        path.push(at.to_owned());
    }
    path.reverse();
    path
}

/// "a, b, and a again"
pub fn told(path: &[String]) -> String {
    let first = path.first().map(String::as_str).unwrap_or_default();
    format!("{}, and {first} again", path.join(", then "))
}

/// The references of every table of a kind.
pub fn references(tables: &[Table<'_>], key: &str) -> References {
    let mut references = References::new();
    for table in tables {
        let Some(id) = table.line("id") else { continue };
        let targets = table.strings(key).unwrap_or_default();
        let placed =
            targets.into_iter().enumerate().map(|(index, target)| (target, table.item_place(key, index)));
        references.entry(id).or_default().extend(placed);
    }
    references
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn names(pairs: &[(&str, &str)]) -> Vec<Vec<String>> {
        let place = Location { file: String::new(), line: 1, column: 1, length: 1, text: String::new() };
        let mut references = References::new();
        for (from, to) in pairs {
            references.entry((*from).to_owned()).or_default().push(((*to).to_owned(), place.clone()));
        }
        circles(&references).into_iter().map(|(path, _)| path).collect()
    }

    #[test]
    fn each_circle_is_found_once() {
        assert_eq!(names(&[("a", "b"), ("b", "c")]), Vec::<Vec<String>>::new());
        assert_eq!(names(&[("a", "b"), ("b", "a")]), [["a", "b"]]);
        assert_eq!(names(&[("x", "a"), ("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]), [["a", "b", "c"]]);
        assert_eq!(names(&[("a", "a")]), [["a"]]);
        assert_eq!(told(&["a".to_owned(), "b".to_owned()]), "a, then b, and a again");
    }
}
