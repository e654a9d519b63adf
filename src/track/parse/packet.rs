//! `[[packet]]`: the kinds of packet that can be built.

use std::collections::BTreeSet;

use super::{kebab, missing_section, once};
use crate::tomlfile::{Table, did_you_mean};
use crate::track::{PacketProfile, Part};

const PARTS: &[(&str, Part)] = &[
    ("court-cover", Part::CourtCover),
    ("cover-letter", Part::CoverLetter),
    ("index", Part::Index),
    ("exhibits", Part::Exhibits),
    ("certificate-of-service", Part::CertificateOfService),
];

/// Every packet that could be understood.
pub fn packets(root: &Table<'_>) -> Vec<PacketProfile> {
    let tables = root.tables("packet");
    if tables.is_empty() && !root.has("packet") {
        missing_section(root, "[[packet]]", "id, title and parts");
    }
    let mut seen = BTreeSet::new();
    let mut packets = Vec::new();
    for table in tables {
        if let Some(packet) = packet(&table)
            && once(&mut seen, &table, &packet.id)
        {
            packets.push(packet);
        }
        table.finish();
    }
    packets
}

fn packet(table: &Table<'_>) -> Option<PacketProfile> {
    let id = kebab(table, "id");
    let title = table.required_line("title");
    let title_several = table.line("title_several");
    let words = table.required_strings("parts")?;
    let mut parts = Vec::new();
    for word in &words {
        match PARTS.iter().find(|(name, _)| name == word) {
            Some(&(_, part)) if !parts.contains(&part) => parts.push(part),
            Some(_) => {
                table.value_error(
                    "parts",
                    format!("The part \"{word}\" stands twice."),
                    "Delete one of the two.",
                );
            }
            None => {
                let names: Vec<&str> = PARTS.iter().map(|(name, _)| *name).collect();
                let hint = match did_you_mean(word, names.iter().copied()) {
                    Some(near) => format!("Did you mean \"{near}\"?"),
                    None => format!("Possible: {}.", names.join(", ")),
                };
                table.value_error("parts", format!("There is no part \"{word}\"."), hint);
            }
        }
    }
    Some(PacketProfile { id: id?, title: title?, title_several, parts })
}
