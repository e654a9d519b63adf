//! `[[packet]]`: the kinds of packet that can be built.

use std::collections::BTreeSet;

use super::{REQUIREMENT, kebab, known_ids, missing_section, once};
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
pub fn packets(root: &Table<'_>, requirement_ids: &[String]) -> Vec<PacketProfile> {
    let tables = root.tables("packet");
    if tables.is_empty() && !root.has("packet") {
        missing_section(root, "[[packet]]", "id, title and parts");
    }
    let mut seen = BTreeSet::new();
    let mut packets = Vec::new();
    for table in tables {
        if let Some(packet) = packet(&table, requirement_ids)
            && once(&mut seen, &table, &packet.id)
        {
            packets.push(packet);
        }
        table.finish();
    }
    packets
}

fn packet(table: &Table<'_>, requirement_ids: &[String]) -> Option<PacketProfile> {
    let id = kebab(table, "id");
    let title = table.required_line("title");
    let title_several = table.line("title_several");
    let words = table.required_strings("parts")?;
    let mut parts = Vec::new();
    for word in &words {
        match part(word, requirement_ids) {
            Some(part) if !parts.contains(&part) => parts.push(part),
            Some(_) => {
                table.value_error(
                    "parts",
                    format!("The part \"{word}\" stands twice."),
                    "Delete one of the two.",
                );
            }
            None => {
                let names: Vec<&str> = PARTS.iter().map(|(name, _)| *name).collect();
                let all = names.iter().copied().chain(requirement_ids.iter().map(String::as_str));
                let hint = match did_you_mean(word, all) {
                    Some(near) => format!("Did you mean \"{near}\"?"),
                    None => format!("Possible: {}, or the id of a requirement.", names.join(", ")),
                };
                table.value_error("parts", format!("There is no part \"{word}\"."), hint);
            }
        }
    }
    let only = table.strings("only").unwrap_or_default();
    let without = table.strings("without").unwrap_or_default();
    known_ids(table, "only", &only, requirement_ids, REQUIREMENT);
    known_ids(table, "without", &without, requirement_ids, REQUIREMENT);
    if !only.is_empty() && !without.is_empty() {
        table.value_error(
            "without",
            "`only` has named all that goes in.",
            "Keep one of `only` and `without`.",
        );
    }
    Some(PacketProfile { id: id?, title: title?, title_several, parts, only, without })
}

/// What a word in `parts` stands for: a part that casebinder writes, or the documents of a requirement.
fn part(word: &str, requirement_ids: &[String]) -> Option<Part> {
    let written = PARTS.iter().find(|(name, _)| *name == word).map(|(_, part)| part.clone());
    written.or_else(|| requirement_ids.iter().any(|id| id == word).then(|| Part::Document(word.to_owned())))
}
