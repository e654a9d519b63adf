//! What the reader of a cover letter should see at once: the notes of the track that hold in this case.

use super::{CoverNote, Exhibit};
use crate::case::{Case, Fact};
use crate::track::{FactScope, Track};

/// The notes on what is enclosed, in the order of the checklist; then those on the case.
pub fn cover_notes(exhibits: &[Exhibit], case: &Case, track: &Track) -> Vec<CoverNote> {
    let enclosed = track.requirements.iter().filter_map(|requirement| {
        let text = requirement.cover_note.clone()?;
        let stands_for_it = |exhibit: &&Exhibit| exhibit.requirements.contains(&requirement.id);
        let tabs: Vec<String> =
            exhibits.iter().filter(stands_for_it).map(|exhibit| exhibit.tab.clone()).collect();
        (!tabs.is_empty()).then_some(CoverNote { text, tabs })
    });
    let of_the_case = track.facts.iter().filter_map(|fact| {
        let text = fact.cover_note.clone()?;
        let holds = fact.scope == FactScope::Case && case.facts.get(&fact.name) == Some(&Fact::Bool(true));
        holds.then_some(CoverNote { text, tabs: Vec::new() })
    });
    enclosed.chain(of_the_case).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::compose::sample::{exhibit, letter, source};
    use crate::plan::Relation;

    fn asylum_office() -> Track {
        crate::track::builtin("asylum-uscis-interview").unwrap().track.unwrap()
    }

    fn exhibits(ids: &[&str]) -> Vec<Exhibit> {
        let tabs = ["A", "B", "C", "D", "E", "F"];
        let one = |(id, tab): (&&str, &str)| Exhibit {
            requirements: vec![(*id).to_owned()],
            ..exhibit(tab, id, vec![source(id, Relation::Document, letter(1))])
        };
        ids.iter().zip(tabs).map(one).collect()
    }

    #[test]
    fn the_officer_is_told_what_the_track_wants_told() {
        let track = asylum_office();
        let ids = ["one-year-exception", "criminal-record", "passport", "criminal-record"];
        let notes = cover_notes(&exhibits(&ids), &Case::default(), &track);
        let told: Vec<(bool, Vec<&str>)> = notes
            .iter()
            .map(|note| (note.text.contains("{exhibits}"), note.tabs.iter().map(String::as_str).collect()))
            .collect();
        assert_eq!(told, [(true, vec!["A"]), (true, vec!["B", "D"])]);
        assert!(notes[0].text.contains("One-year") && notes[1].text.contains("Arrest"));
        let others = ["prior-applications", "corrections-list", "unavailability-statement"];
        assert_eq!(cover_notes(&exhibits(&others), &Case::default(), &track).len(), others.len());
    }

    #[test]
    fn an_unaccompanied_child_is_named_one_only_when_it_is_so() {
        let track = asylum_office();
        let mut case = Case::default();
        for (answer, count) in [(true, 1), (false, 0)] {
            case.facts.insert("unaccompanied_child".into(), Fact::Bool(answer));
            let notes = cover_notes(&[], &case, &track);
            assert_eq!(notes.len(), count);
            assert!(notes.iter().all(|note| note.text.contains("unaccompanied child")));
        }
    }
}
