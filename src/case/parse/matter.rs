//! The sections about the matter: counsel, court, interview, deadlines, waivers, requests, packet.

use std::collections::BTreeMap;

use super::person::Roll;
use super::subject::Handles;
use super::value::{self, date, lines, required_date};
use crate::case::{
    Counsel, Court, DeadlineOverride, HearingKind, Interview, Notes, PacketSettings, Request, TabScheme,
    Waiver,
};
use crate::finding::Finding;
use crate::tomlfile::Table;

pub(super) fn counsel(table: Table<'_>) -> Counsel {
    let counsel = Counsel {
        name: table.optional_line("name"),
        firm: table.optional_line("firm"),
        address: lines(&table, "address"),
        phone: table.optional_line("phone"),
        email: table.optional_line("email"),
        eoir_id: table.optional_line("eoir_id"),
        bar_number: table.optional_line("bar_number"),
    };
    table.finish();
    counsel
}

pub(super) fn court(table: Table<'_>) -> Court {
    const KINDS: &[(&str, HearingKind)] =
        &[("individual", HearingKind::Individual), ("master", HearingKind::Master)];
    let court = Court {
        city: table.optional_line("city"),
        state: table.optional_line("state"),
        judge: table.optional_line("judge"),
        hearing: table.datetime("hearing"),
        hearing_kind: table.word("hearing_kind", KINDS),
        detained: table.boolean("detained"),
        ecas: table.boolean("ecas"),
        proceeding: table.optional_line("proceeding"),
        dhs_address: lines(&table, "dhs_address"),
    };
    value::plausible(&table, "hearing", court.hearing.map(|hearing| hearing.date()));
    table.finish();
    court
}

pub(super) fn interview(table: Table<'_>) -> Interview {
    let interview = Interview {
        office: table.optional_line("office"),
        date: date(&table, "date"),
        receipt_number: table.optional_line("receipt_number"),
        language: value::language(&table, "language"),
        lead_days: lead_days(&table),
    };
    table.finish();
    interview
}

/// A number of days of less than a year.
fn lead_days(table: &Table<'_>) -> Option<i32> {
    let number = table.integer("lead_days")?;
    let days = i32::try_from(number).ok().filter(|days| (0..=365).contains(days));
    if days.is_none() {
        let hint = "Write the days before the interview, as the office says: lead_days = 7";
        table.value_error("lead_days", format!("`lead_days` cannot be {number}."), hint);
    }
    days
}

pub(super) fn deadlines(root: &Table<'_>) -> Vec<DeadlineOverride> {
    let mut deadlines = Vec::new();
    let mut seen = BTreeMap::new();
    for table in root.tables("deadline") {
        let (id, date, reason) =
            (table.required_line("id"), required_date(&table, "date"), table.required_string("reason"));
        if let Some(id) = &id {
            let place = table.place("id");
            if let Some(first) = seen.insert(id.clone(), place.line) {
                let message = format!("The deadline \"{id}\" is set already, in line {first}.");
                let finding = Finding::error("case-duplicate-deadline", message).at(place);
                table.document().report(finding.with_hint("Keep the one that holds and delete the other."));
            }
        }
        if let (Some(id), Some(date), Some(reason)) = (id, date, reason) {
            deadlines.push(DeadlineOverride { id, date, reason });
        }
        table.finish();
    }
    deadlines
}

pub(super) fn waivers(root: &Table<'_>, roll: &Roll, handles: &Handles) -> Vec<Waiver> {
    let mut waivers = Vec::new();
    for table in root.tables("waiver") {
        let (person, about) = (roll.named(&table), handles.named(&table));
        let (requirement, reason) = (table.required_line("requirement"), table.required_string("reason"));
        let (by, on) = (table.required_line("by"), required_date(&table, "on"));
        if let (Some(requirement), Some(reason), Some(by), Some(on)) = (requirement, reason, by, on) {
            waivers.push(Waiver { requirement, person, about, reason, by, on });
        }
        table.finish();
    }
    waivers
}

pub(super) fn requests(root: &Table<'_>, roll: &Roll, handles: &Handles) -> Vec<Request> {
    let mut requests = Vec::new();
    for table in root.tables("request") {
        let (person, about) = (roll.named(&table), handles.named(&table));
        let (requirement, of) = (table.required_line("requirement"), table.required_line("of"));
        let (asked, due) = (required_date(&table, "asked"), date(&table, "due"));
        let note = table.string("note").filter(|note| !note.trim().is_empty());
        if let (Some(asked), Some(due)) = (asked, due)
            && due < asked
        {
            let message = format!("The request is due on {due}, before it was made on {asked}.");
            table.value_error("due", message, "Correct `due` or `asked`.");
        }
        if let (Some(requirement), Some(of), Some(asked)) = (requirement, of, asked) {
            requests.push(Request { requirement, person, about, asked, of, due, note });
        }
        table.finish();
    }
    requests
}

pub(super) fn packet(table: Table<'_>) -> PacketSettings {
    const TABS: &[(&str, TabScheme)] = &[("letters", TabScheme::Letters), ("numbers", TabScheme::Numbers)];
    let max_bytes = table.integer("max_bytes").and_then(|bytes| match u64::try_from(bytes) {
        Ok(bytes) if bytes > 0 => Some(bytes),
        _ => {
            let hint = "Write the size in bytes, such as max_bytes = 10000000, or put # before the line.";
            table.value_error("max_bytes", "`max_bytes` must be larger than 0.", hint);
            None
        }
    });
    let packet = PacketSettings {
        title: table.optional_line("title"),
        profile: table.optional_line("profile"),
        tabs: table.word("tabs", TABS),
        max_bytes,
        convert: table.boolean("convert"),
        notes: table.word("notes", Notes::WORDS),
    };
    table.finish();
    packet
}
