//! `casebinder unpack`: where each source is in a packet.

use std::fmt::Write as _;

use serde::Serialize;

use super::args::{ListFormat, UnpackArgs};
use super::exit::Exit;
use super::failure::Failure;
use super::{say, verify};
use crate::packet::{self, Place, Places, Standing};
use crate::report::{counted, plain};

/// What programs read.
#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    packet_hash: &'a str,
    packet_differences: Vec<String>,
    sources: &'a [Place],
    unknown: &'a [String],
}

pub fn run(args: &UnpackArgs, quiet: bool) -> Result<Exit, Failure> {
    let evidence = verify::evidence_folder(&args.evidence)?;
    let found = packet::places(&args.packet, &evidence).map_err(Failure::at(&args.packet))?;
    if args.json || args.format == ListFormat::Json {
        say::data(&json(&found)?)?;
    } else {
        say::data(&human(&found))?;
    }
    let of = |standing| found.places.iter().filter(|place| place.standing == standing).count();
    let (changed, missing) = (of(Standing::Changed), of(Standing::Missing));
    let damaged = !found.packet.mismatches.is_empty();
    if damaged {
        say::talk("The packet itself is not what its manifest says: run casebinder verify to see how.\n");
    }
    if !quiet {
        say::talk(&format!(
            "{}: {} the same, {changed} changed, {missing} missing, {} not checked; {} unknown to the packet.\n",
            counted(found.places.len(), "source"),
            of(Standing::Same),
            of(Standing::NotChecked),
            counted(found.unknown.len(), "file"),
        ));
    }
    Ok(if damaged || changed + missing > 0 { Exit::Mismatch } else { Exit::Done })
}

fn json(found: &Places) -> Result<String, Failure> {
    let report = Report {
        schema: "casebinder/unpack/1",
        packet_hash: &found.packet.hash,
        packet_differences: found
            .packet
            .mismatches
            .iter()
            .map(|mismatch| format!("{}: {}", mismatch.what, mismatch.how))
            .collect(),
        sources: &found.places,
        unknown: &found.unknown,
    };
    let text = serde_json::to_string_pretty(&report).map_err(|error| Failure::Io(error.to_string()))?;
    Ok(text + "\n")
}

fn human(found: &Places) -> String {
    let mut text = String::new();
    for place in &found.places {
        let _ = writeln!(text, "{:<11}  {}", word(place.standing), plain(&place.path));
        for shown in &place.shown {
            let taken = shown.selection.as_ref().map(|pages| format!(" (its pages {pages})"));
            let _ = writeln!(
                text,
                "             Exhibit {}, pages {}–{} of {}{}",
                plain(&shown.exhibit),
                shown.first_page,
                shown.last_page,
                plain(&shown.volume),
                plain(&taken.unwrap_or_default())
            );
        }
        if let Some(reason) = &place.omitted {
            let _ = writeln!(text, "             not in the packet: {}", plain(reason));
        }
    }
    for path in &found.unknown {
        let _ = writeln!(text, "unknown      {}", plain(path));
    }
    text
}

fn word(standing: Standing) -> &'static str {
    match standing {
        Standing::Same => "same",
        Standing::Changed => "CHANGED",
        Standing::Missing => "MISSING",
        Standing::NotChecked => "not checked",
    }
}
