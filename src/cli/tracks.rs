//! `casebinder tracks`: the tracks, and from which file each comes.

use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;

use super::args::{ListFormat, TracksArgs};
use super::exit::Exit;
use super::failure::Failure;
use super::office::{self, Wanted};
use super::say;
use super::today::today;
use crate::report::{counted, plain};
use crate::track::{self, PacketProfile};

/// One track.
#[derive(Serialize)]
struct Entry {
    id: String,
    title: String,
    file: String,
    origin: &'static str,
    sha256: String,
    checked: Option<String>,
    review_after: Option<String>,
    stale: bool,
    requirements: usize,
    deadlines: usize,
    packets: Vec<Packet>,
    /// What keeps it from being used.
    errors: usize,
}

/// One kind of packet; the first of a track is its default.
#[derive(Serialize)]
struct Packet {
    id: String,
    title: String,
}

impl Packet {
    fn of(profile: &PacketProfile) -> Packet {
        Packet { id: profile.id.clone(), title: profile.title.clone() }
    }
}

pub fn run(args: &TracksArgs, wanted: Wanted<'_>) -> Result<Exit, Failure> {
    let place = super::case_folder::find_upward().unwrap_or_else(|_| Path::new(".").to_owned());
    let books = office::books_as_they_are(wanted, &place)?;
    let day = today(args.today);
    let mut entries = Vec::new();
    for volume in books.shelf.in_folder("tracks") {
        let Some(parsed) = track::find(&books, volume.stem()) else { continue };
        let known = parsed.track.as_ref();
        entries.push(Entry {
            id: volume.stem().to_owned(),
            title: known.map(|track| track.title.clone()).unwrap_or_default(),
            file: volume.shown(),
            origin: if volume.is_of_office() { "office" } else { "built-in" },
            sha256: volume.sha256.clone(),
            checked: known.map(|track| track.checked.to_string()),
            review_after: known.map(|track| track.review_after.to_string()),
            stale: known.is_some_and(|track| day > track.review_after),
            requirements: known.map_or(0, |track| track.requirements.len()),
            deadlines: known.map_or(0, |track| track.deadlines.len()),
            packets: known.map_or_else(Vec::new, |track| track.packets.iter().map(Packet::of).collect()),
            errors: parsed.findings.len(),
        });
    }
    let text = match args.format {
        ListFormat::Human => entries.iter().map(human).collect(),
        ListFormat::Json => super::doctor::json("casebinder/tracks/1", "tracks", &entries)?,
    };
    say::data(&text)?;
    Ok(Exit::Done)
}

fn human(entry: &Entry) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "{:<26} {}", entry.id, plain(&entry.title));
    let origin = match entry.origin {
        "office" => format!("from {}", plain(&entry.file)),
        _ => "built in".to_owned(),
    };
    if entry.errors > 0 {
        let mistakes = counted(entry.errors, "mistake");
        let _ = writeln!(text, "{:<26} {origin}; {mistakes}, see casebinder lint", "");
        return text;
    }
    let (requirements, deadlines) =
        (counted(entry.requirements, "requirement"), counted(entry.deadlines, "deadline"));
    let (checked, review) =
        (entry.checked.as_deref().unwrap_or_default(), entry.review_after.as_deref().unwrap_or_default());
    let stale = if entry.stale { " (stale)" } else { "" };
    let _ = writeln!(
        text,
        "{:<26} {requirements}, {deadlines}; {origin}, checked {checked}, to be reviewed after {review}{stale}",
        ""
    );
    for (index, packet) in entry.packets.iter().enumerate() {
        let default = if index == 0 { " (default)" } else { "" };
        let _ = writeln!(text, "{:<26} packet {:<17} {}{default}", "", packet.id, plain(&packet.title));
    }
    text
}
