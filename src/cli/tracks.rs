//! `casebinder tracks`.

use std::fmt::Write as _;

use super::exit::Exit;
use super::failure::Failure;
use super::say;
use crate::track;

pub fn run() -> Result<Exit, Failure> {
    let mut text = String::new();
    for id in track::builtin_ids() {
        let Some(track) = track::builtin(&id).and_then(|parsed| parsed.track) else { continue };
        let _ = writeln!(text, "{:<26} {}", track.id, track.title);
        let _ = writeln!(
            text,
            "{:<26} {} requirements, {} deadlines; built in, checked {}, to be reviewed after {}",
            "",
            track.requirements.len(),
            track.deadlines.len(),
            track.checked,
            track.review_after
        );
        for (index, packet) in track.packets.iter().enumerate() {
            let default = if index == 0 { " (default)" } else { "" };
            let _ = writeln!(text, "{:<26} packet {:<17} {}{default}", "", packet.id, packet.title);
        }
    }
    say::data(&text)?;
    Ok(Exit::Done)
}
