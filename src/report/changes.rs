//! What is new, changed or gone since an earlier check.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Check;
use super::history::{Seen, deadline_key, requirement_key};
use super::wording::counted;

/// How a check differs from an earlier one. Every list is sorted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Changes {
    /// The day of the earlier check.
    pub since: String,
    /// Files that were not there.
    pub new: Vec<String>,
    /// Files whose content is another.
    pub changed: Vec<String>,
    /// Files that are not there any more.
    pub gone: Vec<String>,
    /// Files that have another name or folder, and the same content.
    pub moved: Vec<Moved>,
    /// Items of the checklist that stand otherwise.
    pub requirements: Vec<Turned>,
    /// Deadlines that have another date, came or went.
    pub deadlines: Vec<Shifted>,
}

/// A file under another name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// Its path then.
    pub from: String,
    /// Its path now.
    pub to: String,
}

/// An item of the checklist that stands otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Turned {
    /// Its id.
    pub id: String,
    /// Of whom, or of what, if it is asked for each.
    pub person: Option<String>,
    /// How it stood; nothing if it was not on the checklist.
    pub before: Option<String>,
    /// How it stands; nothing if it is not on the checklist any more.
    pub now: Option<String>,
}

/// A deadline with another date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shifted {
    /// Its id.
    pub id: String,
    /// Of whom, or of which document, if it is of one.
    pub of: Option<String>,
    /// Its date then, if it had one.
    pub before: Option<String>,
    /// Its date now, if it has one.
    pub now: Option<String>,
}

const NOT_ASKED: &str = "not-applicable";

impl Changes {
    /// How two checks differ.
    pub fn between(before: &Seen, now: &Seen) -> Changes {
        let mut new: Vec<String> = not_in(&now.files, &before.files);
        let mut gone: Vec<String> = not_in(&before.files, &now.files);
        let moved = moved(&mut gone, &mut new, before, now);
        let is_other = |path: &&String, hash| before.files.get(*path).is_some_and(|old| old != hash);
        let changed = now.files.iter().filter(|(path, hash)| is_other(path, *hash));
        Changes {
            since: before.today.clone(),
            changed: changed.map(|(path, _)| path.clone()).collect(),
            new,
            gone,
            moved,
            requirements: turned(before, now),
            deadlines: shifted(before, now),
        }
    }

    /// Nothing differs.
    pub fn is_empty(&self) -> bool {
        *self == Changes { since: self.since.clone(), ..Changes::default() }
    }

    /// How the files differ, as one sentence; `None` if they do not.
    pub fn of_files(&self) -> Option<String> {
        let parts = self.file_counts();
        (!parts.is_empty()).then(|| format!("Since the check of {}: {}.", self.since, parts.join(", ")))
    }

    /// Everything that differs, counted, as one sentence.
    pub fn in_short(&self) -> String {
        let mut parts = self.file_counts();
        let ways = [
            ("met", "newly here"),
            ("missing", "newly missing"),
            ("needs-review", "newly to be looked at"),
            ("waived", "newly waived"),
        ];
        for (word, how) in ways {
            let turned = self.requirements.iter().filter(|item| item.now.as_deref() == Some(word)).count();
            if turned > 0 {
                parts.push(format!("{} {how}", counted(turned, "item")));
            }
        }
        let asked = |item: &&Turned| item.now.as_deref().is_some_and(|now| now != NOT_ASKED);
        let dropped = self.requirements.len() - self.requirements.iter().filter(asked).count();
        if dropped > 0 {
            parts.push(format!("{} not asked for any more", counted(dropped, "item")));
        }
        if !self.deadlines.is_empty() {
            parts.push(format!("{} moved", counted(self.deadlines.len(), "date")));
        }
        if parts.is_empty() {
            return format!("Since the check of {} nothing has changed.", self.since);
        }
        format!("Since the check of {}: {}.", self.since, parts.join(", "))
    }

    fn file_counts(&self) -> Vec<String> {
        let counts = [
            (self.new.len(), "new"),
            (self.changed.len(), "changed"),
            (self.moved.len(), "moved"),
            (self.gone.len(), "gone"),
        ];
        let mut parts: Vec<String> = Vec::new();
        for (count, how) in counts.into_iter().filter(|(count, _)| *count > 0) {
            // "2 new files, 1 changed".
            let what = if parts.is_empty() {
                counted(count, &format!("{how} file"))
            } else {
                format!("{count} {how}")
            };
            parts.push(what);
        }
        parts
    }

    /// What changed, group by group: a heading, and each thing in words.
    pub fn in_words(&self, check: &Check<'_>) -> Vec<(&'static str, Vec<String>)> {
        let mut groups = vec![
            ("New files", self.new.clone()),
            ("Changed files", self.changed.clone()),
            (
                "Moved files",
                self.moved.iter().map(|file| format!("{} is now {}", file.from, file.to)).collect(),
            ),
            ("Files gone", self.gone.clone()),
        ];
        for (word, heading) in TURNED {
            let items = self.requirements.iter().filter(|item| item.now.as_deref() == word);
            groups.push((heading, items.map(|item| item_title(check, item)).collect()));
        }
        groups.push(("Dates", self.deadlines.iter().map(|day| day.in_words(check)).collect()));
        groups.retain(|(_, things)| !things.is_empty());
        groups
    }
}

/// How items stand now, and what to call them.
const TURNED: [(Option<&str>, &str); 6] = [
    (Some("met"), "Now here"),
    (Some("missing"), "Now missing"),
    (Some("needs-review"), "Now to be looked at"),
    (Some("waived"), "Now waived"),
    (Some(NOT_ASKED), "Not asked for any more"),
    (None, "Not on the checklist any more"),
];

fn item_title(check: &Check<'_>, item: &Turned) -> String {
    let key = |id: &str, of: &Option<String>| (id.to_owned(), of.clone());
    let results = &check.evaluation.requirements;
    let result = results.iter().find(|result| split(&requirement_key(result)) == key(&item.id, &item.person));
    match result {
        Some(result) => check.title_of(result),
        None => check.track.requirement(&item.id).map_or(&item.id, |requirement| &requirement.title).clone(),
    }
}

impl Shifted {
    fn in_words(&self, check: &Check<'_>) -> String {
        let mut listed = check.evaluation.deadlines.iter();
        let listed =
            listed.find(|deadline| split(&deadline_key(deadline)) == (self.id.clone(), self.of.clone()));
        let mut rules = check.track.deadlines.iter();
        let title = listed
            .map(|deadline| deadline.title.as_str())
            .or_else(|| rules.find(|rule| rule.id == self.id).map(|rule| rule.title.as_str()))
            .unwrap_or(&self.id);
        match (&self.before, &self.now) {
            (Some(before), Some(now)) => format!("{title}: {now}; it was {before}"),
            (None, Some(now)) => format!("{title}: {now}; it had no date before"),
            (Some(before), None) => format!("{title}: no date any more; it was {before}"),
            (None, None) => format!("{title}: no date yet"),
        }
    }
}

fn not_in<V>(these: &BTreeMap<String, V>, others: &BTreeMap<String, V>) -> Vec<String> {
    these.keys().filter(|key| !others.contains_key(*key)).cloned().collect()
}

/// Takes out of `gone` and `new` what is the same file under another name.
fn moved(gone: &mut Vec<String>, new: &mut Vec<String>, before: &Seen, now: &Seen) -> Vec<Moved> {
    let mut moved = Vec::new();
    gone.retain(|from| {
        let hash = before.files.get(from);
        match new.iter().position(|to| now.files.get(to) == hash) {
            Some(place) => {
                moved.push(Moved { from: from.clone(), to: new.remove(place) });
                false
            }
            None => true,
        }
    });
    moved
}

fn turned(before: &Seen, now: &Seen) -> Vec<Turned> {
    let mut keys: Vec<&String> = before.requirements.keys().chain(now.requirements.keys()).collect();
    keys.sort();
    keys.dedup();
    let differing = keys.into_iter().filter_map(|key| {
        let (then, today) = (before.requirements.get(key), now.requirements.get(key));
        // What was not asked for and is not on the checklist is the same to everybody.
        let asked = |word: Option<&String>| word.filter(|word| *word != NOT_ASKED).cloned();
        if asked(then) == asked(today) {
            return None;
        }
        let (id, person) = split(key);
        Some(Turned { id, person, before: then.cloned(), now: today.cloned() })
    });
    differing.collect()
}

fn shifted(before: &Seen, now: &Seen) -> Vec<Shifted> {
    let (Some(then), Some(today)) = (&before.deadlines, &now.deadlines) else { return Vec::new() };
    let mut keys: Vec<&String> = then.keys().chain(today.keys()).collect();
    keys.sort();
    keys.dedup();
    let differing = keys.into_iter().filter_map(|key| {
        let date = |of: &BTreeMap<String, Option<String>>| of.get(key).cloned().flatten();
        let (before, now) = (date(then), date(today));
        if before == now {
            return None;
        }
        let (id, of) = split(key);
        Some(Shifted { id, of, before, now })
    });
    differing.collect()
}

/// `passport@maria` in its two parts.
fn split(key: &str) -> (String, Option<String>) {
    match key.split_once('@') {
        Some((id, of)) => (id.to_owned(), Some(of.to_owned())),
        None => (key.to_owned(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    fn seen(files: &[(&str, &str)], requirements: &[(&str, &str)], deadlines: &[(&str, &str)]) -> Seen {
        let deadlines = pairs(deadlines).into_iter().map(|(key, date)| (key, Some(date)));
        Seen {
            schema: "casebinder/history/1".into(),
            today: "2026-11-20".into(),
            complete: false,
            requirements: pairs(requirements),
            deadlines: Some(deadlines.collect()),
            files: pairs(files),
        }
    }

    #[test]
    fn files_are_new_changed_gone_or_moved() {
        let before = seen(&[("a", "1"), ("b", "2"), ("c", "3"), ("d", "4")], &[], &[]);
        let now = seen(&[("a", "1"), ("b", "9"), ("e", "5"), ("x/d", "4")], &[], &[]);
        let changes = Changes::between(&before, &now);
        assert_eq!(
            (changes.new.as_slice(), changes.changed.as_slice()),
            (&["e".to_owned()][..], &["b".to_owned()][..])
        );
        assert_eq!(changes.gone, ["c"]);
        assert_eq!(changes.moved, [Moved { from: "d".into(), to: "x/d".into() }]);
        assert_eq!(
            changes.of_files().as_deref(),
            Some("Since the check of 2026-11-20: 1 new file, 1 changed, 1 moved, 1 gone.")
        );
        assert!(Changes::between(&before, &before).is_empty());
        assert_eq!(Changes::between(&before, &before).of_files(), None);
    }

    #[test]
    fn two_copies_of_which_one_goes_are_one_gone() {
        let before = seen(&[("a", "1"), ("b", "1")], &[], &[]);
        let changes = Changes::between(&before, &seen(&[("b", "1")], &[], &[]));
        assert_eq!((changes.gone, changes.moved), (vec!["a".to_owned()], vec![]));
    }

    #[test]
    fn items_and_dates_that_stand_otherwise_are_told() {
        let before = seen(
            &[],
            &[("passport@maria", "missing"), ("i94", "met"), ("nta", "met"), ("old", "not-applicable")],
            &[("evidence", "2027-02-16"), ("one-year", "2026-02-10")],
        );
        let now = seen(
            &[],
            &[("passport@maria", "met"), ("i94", "missing"), ("nta", "met"), ("fresh", "not-applicable")],
            &[("evidence", "2027-02-01"), ("one-year", "2026-02-10")],
        );
        let changes = Changes::between(&before, &now);
        let turned: Vec<(&str, Option<&str>)> =
            changes.requirements.iter().map(|item| (item.id.as_str(), item.now.as_deref())).collect();
        assert_eq!(turned, [("i94", Some("missing")), ("passport", Some("met"))]);
        assert_eq!(changes.deadlines.len(), 1);
        assert_eq!(
            changes.in_short(),
            "Since the check of 2026-11-20: 1 item newly here, 1 item newly missing, 1 date moved."
        );
    }

    #[test]
    fn a_line_that_says_nothing_of_deadlines_moves_none() {
        let before = Seen { deadlines: None, ..seen(&[], &[], &[]) };
        assert!(Changes::between(&before, &seen(&[], &[], &[("evidence", "2027-02-01")])).is_empty());
    }
}
