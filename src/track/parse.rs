//! Parses track files, naming every mistake with its place.

mod conditions;
mod deadline;
mod fact;
mod packet;
mod requirement;

pub(crate) use conditions::word_place;

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Forum, Limits, Resolution, Track};
use crate::books::Books;
use crate::finding::Finding;
use crate::hash::sha256_hex;
use crate::tomlfile::{Document, RuleIds, Table, did_you_mean};

/// A track and everything that is wrong with its text.
#[derive(Debug)]
pub struct ParsedTrack {
    /// The track, as far as it could be understood.
    pub track: Option<Track>,
    /// Everything found; an error finding means that the track must not be used.
    pub findings: Vec<Finding>,
}

/// Parses the text of a track file, with the built-in books. `file` is its name in messages.
pub fn parse(file: &str, text: &str) -> ParsedTrack {
    parse_with(file, text, &Books::built_in())
}

fn parse_with(file: &str, text: &str, books: &Arc<Books>) -> ParsedTrack {
    let document = Document::read(file, text, RuleIds::TRACK);
    let track = whole(document.root(), text, books);
    ParsedTrack { track, findings: document.into_findings() }
}

/// The ids of the tracks of these books.
pub fn ids(books: &Books) -> Vec<String> {
    books.shelf.in_folder("tracks").map(|volume| volume.stem().to_owned()).collect()
}

/// The track with this id.
pub fn find(books: &Arc<Books>, id: &str) -> Option<ParsedTrack> {
    let volume = books.shelf.in_folder("tracks").find(|volume| volume.stem() == id)?;
    let mut parsed = parse_with(&volume.shown(), &volume.text, books);
    if let Some(other) = parsed.track.as_ref().map(|track| &track.id).filter(|other| *other != id) {
        let message = format!("The file {} holds a track with another id, \"{other}\".", volume.shown());
        let hint = format!("Name the file {other}.toml, or write id = \"{id}\".");
        parsed.findings.push(Finding::error("track-value", message).with_hint(hint));
    }
    Some(parsed)
}

/// The ids of the built-in tracks.
pub fn builtin_ids() -> Vec<String> {
    ids(&Books::built_in())
}

/// The built-in track with this id.
pub fn builtin(id: &str) -> Option<ParsedTrack> {
    find(&Books::built_in(), id)
}

fn whole(root: Table<'_>, text: &str, books: &Arc<Books>) -> Option<Track> {
    if let Some(schema) = root.required_integer("schema")
        && schema != 1
    {
        root.value_error(
            "schema",
            format!("Track files of schema {schema} are not known."),
            "Write schema = 1",
        );
    }
    let id = kebab(&root, "id");
    let title = root.required_line("title");
    let forum = root
        .required_word("forum", &[("immigration-court", Forum::ImmigrationCourt), ("uscis", Forum::Uscis)]);
    let checked = root.required_date("checked");
    let review_after = root.required_date("review_after");
    if let (Some(checked), Some(review_after)) = (checked, review_after)
        && review_after <= checked
    {
        let message = "`review_after` must lie after the day of the last check.";
        root.value_error("review_after", message, format!("Write a day after {checked}."));
    }
    let limits = limits(&root);
    let resolution = resolution(&root);
    let facts = fact::facts(&root);
    let requirements = requirement::requirements(&root, &facts);
    let deadlines = deadline::deadlines(&root, &facts, &requirements.ids);
    let packets = packet::packets(&root, &requirements.ids);
    root.finish();
    Some(Track {
        id: id?,
        title: title?,
        forum: forum?,
        checked: checked?,
        review_after: review_after?,
        sha256: sha256_hex(text.as_bytes()),
        limits: limits?,
        resolution,
        facts,
        requirements: requirements.understood,
        deadlines,
        packets,
        books: Arc::clone(books),
    })
}

fn limits(root: &Table<'_>) -> Option<Limits> {
    let Some(table) = root.table("limits") else {
        if !root.has("limits") {
            missing_section(root, "[limits]", "volume_bytes and authority");
        }
        return None;
    };
    let volume_bytes = positive(&table, "volume_bytes");
    let authority = authority(&table);
    table.finish();
    Some(Limits { volume_bytes: volume_bytes?, authority: authority? })
}

fn resolution(root: &Table<'_>) -> Option<Resolution> {
    let table = root.table("resolution")?;
    let (asked, legible) = (positive(&table, "asked"), positive(&table, "legible"));
    let authority = authority(&table);
    table.finish();
    let whole = |number: u64| u32::try_from(number).ok();
    Some(Resolution {
        asked: asked.and_then(whole)?,
        legible: legible.and_then(whole)?,
        authority: authority?,
    })
}

/// A section that every track needs is not there.
fn missing_section(root: &Table<'_>, section: &str, contents: &str) {
    if !root.document().is_incomplete() {
        let finding =
            Finding::error(root.document().rules().missing_key, format!("The file has no {section}."))
                .at(root.here())
                .with_hint(format!("Add {section} with {contents}."));
        root.document().report(finding);
    }
}

/// What says so; nobody may claim a rule without it.
pub(crate) fn authority(table: &Table<'_>) -> Option<Vec<String>> {
    let authority = table.required_strings("authority")?;
    if authority.iter().any(|text| text.trim().is_empty()) {
        table.value_error(
            "authority",
            "An entry of `authority` is empty.",
            "Name the statute, rule or notice.",
        );
        return None;
    }
    Some(authority)
}

fn positive(table: &Table<'_>, key: &str) -> Option<u64> {
    let number = table.required_integer(key)?;
    match u64::try_from(number) {
        Ok(number) if number > 0 => Some(number),
        _ => {
            table.value_error(key, format!("`{key}` cannot be {number}."), "Write a number greater than 0.");
            None
        }
    }
}

/// An id: small letters, digits and hyphens.
pub(crate) fn kebab(table: &Table<'_>, key: &str) -> Option<String> {
    let id = table.required_line(key)?;
    let sound = id
        .split('-')
        .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()));
    if !sound {
        let hint = "Write small letters and digits, joined by hyphens: birth-certificate.";
        table.value_error(key, format!("\"{id}\" cannot be an id."), hint);
        return None;
    }
    Some(id)
}

/// Reports an id that was used before.
fn once(seen: &mut BTreeSet<String>, table: &Table<'_>, id: &str) -> bool {
    let first = seen.insert(id.to_owned());
    if !first {
        let finding =
            Finding::error("track-duplicate", format!("The id \"{id}\" is used twice in {}.", table.name()))
                .at(table.place("id"))
                .with_hint("Give each entry an id of its own, or delete one.");
        table.document().report(finding);
    }
    first
}

/// What an id can be the id of, as messages say it.
const REQUIREMENT: &str = "requirement";
/// The same for a deadline that a requirement waits for.
const DEADLINE: &str = "deadline";
/// The same for a deadline that names its neighbours.
const OTHER_DEADLINE: &str = "other deadline";

/// Reports every id in the list at `key` that nothing of this kind in the track has.
fn known_ids(table: &Table<'_>, key: &str, ids: &[String], known: &[String], what: &str) {
    for (index, id) in ids.iter().enumerate().filter(|(_, id)| !known.contains(id)) {
        let hint = match did_you_mean(id, known.iter().map(String::as_str)) {
            Some(near) => format!("Did you mean \"{near}\"?"),
            None => format!("Use the id of a [[{}]] of this track.", what.trim_start_matches("other ")),
        };
        let finding = Finding::error("track-unknown-id", format!("No {what} has the id \"{id}\"."))
            .at(table.item_place(key, index))
            .with_hint(hint);
        table.document().report(finding);
    }
}

/// The fields that requirements and deadlines have in common.
struct Backed {
    id: Option<String>,
    title: Option<String>,
    authority: Option<Vec<String>>,
    checked: Option<Date>,
}

fn backed(table: &Table<'_>) -> Backed {
    Backed {
        id: kebab(table, "id"),
        title: table.required_line("title"),
        authority: authority(table),
        checked: table.required_date("checked"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
