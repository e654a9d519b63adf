use super::*;
use crate::track::{FactScope, Length, Level, Part, Roll, Scope, Source};
use jiff::civil::date;

const SOUND: &str = r#"schema = 1
id = "test-track"
title = "A track for tests"
forum = "immigration-court"
checked = 2026-11-22
review_after = 2027-02-22

[limits]
volume_bytes = 25_000_000
authority = ["a notice"]

[[fact]]
name = "married"
scope = "case"
type = "bool"
question = "Is the principal married?"
cover_note = "Married."

[[fact]]
name = "last_arrival"
scope = "case"
type = "date"
question = "When did the principal last arrive?"

[[fact]]
name = "has_passport"
scope = "person"
type = "bool"
question = "Does the person have a passport?"

[[requirement]]
id = "passport"
title = "Passport, every page"
section = "Identity"
level = "conditional"
scope = "person"
when = "person.has_passport and person.role == \"principal\""
authority = ["INA 208"]
checked = 2026-11-22
confidence = "high"
satisfied_by = "A copy of every page."
from = "client"
names = ["passport", "pasaporte"]
or = ["unavailability-statement"]

[[requirement]]
id = "unavailability-statement"
title = "Statement"
section = "Identity"
level = "optional"
scope = "case"
when = "facts.married"
authority = ["INA 208"]
checked = 2026-11-22
confidence = "low"
satisfied_by = "A statement."
from = "office"
at_least = 2
cover_note = "See {exhibits}."
not_filed = "for the file"

[[deadline]]
id = "one-year"
title = "One year"
from = "facts.last_arrival"
offset = "1 year"
roll = "next-business-day"
when = "not facts.married"
met_by = "facts.last_arrival"
cured_by = "unavailability-statement"
warn_days = 60
remedy = "Show an exception."
authority = ["INA 208(a)(2)(B)"]
checked = 2026-11-22

[[deadline]]
id = "motion"
title = "Motion"
from = "facts.last_arrival"
offset = "10 days"
roll = "none"
also_set_by = ["one-year"]
warn_days = 5
remedy = "File the motion."
authority = ["8 CFR 1003.31"]
checked = 2026-11-22

[[packet]]
id = "evidence"
title = "Submission"
parts = ["court-cover", "index", "exhibits"]
"#;

/// The findings for the sound track with one text replaced by another: rule, line and marked text.
fn broken(from: &str, to: &str) -> Vec<(String, String)> {
    assert!(SOUND.contains(from), "{from}");
    let text = SOUND.replacen(from, to, 1);
    let parsed = parse("t.toml", &text);
    let marked = |finding: &Finding| {
        let place = finding.location.as_ref().unwrap();
        assert_eq!(text.lines().nth(place.line - 1), Some(place.text.as_str()));
        place.text.chars().skip(place.column - 1).take(place.length).collect::<String>()
    };
    parsed.findings.iter().map(|finding| (finding.rule.to_owned(), marked(finding))).collect()
}

#[test]
fn a_sound_track_is_read_whole() {
    let parsed = parse("t.toml", SOUND);
    assert_eq!(parsed.findings, []);
    let track = parsed.track.unwrap();
    assert_eq!((track.id.as_str(), track.forum), ("test-track", Forum::ImmigrationCourt));
    assert_eq!((track.checked, track.review_after), (date(2026, 11, 22), date(2027, 2, 22)));
    assert_eq!(track.limits.volume_bytes, 25_000_000);
    assert_eq!(
        track.fact(FactScope::Person, "has_passport").unwrap().question,
        "Does the person have a passport?"
    );
    let passport = track.requirement("passport").unwrap();
    assert_eq!(
        (passport.level, passport.scope, passport.from),
        (Level::Conditional, Scope::Person, Source::Client)
    );
    assert_eq!((passport.at_least, passport.or.len(), passport.names.len()), (1, 1, 2));
    let statement = track.requirement("unavailability-statement").unwrap();
    assert_eq!((statement.at_least, statement.not_filed.as_deref()), (2, Some("for the file")));
    let deadline = &track.deadlines[0];
    assert_eq!((deadline.offset, deadline.roll), (Length { years: 1, days: 0 }, Roll::Next));
    assert_eq!(track.packets[0].parts, [Part::CourtCover, Part::Index, Part::Exhibits]);
}

#[test]
fn the_hash_is_that_of_the_text() {
    // printf abc | sha256sum
    let digest = crate::hash::sha256_hex(b"abc");
    assert_eq!(digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    let other = SOUND.replace("Submission", "submission");
    assert_ne!(parse("t.toml", SOUND).track.unwrap().sha256, parse("t.toml", &other).track.unwrap().sha256);
}

#[test]
fn each_mistake_is_one_finding_at_its_place() {
    for (from, to, rule, marked) in [
        ("schema = 1", "schema = 9", "track-value", "9"),
        ("id = \"test-track\"", "id = \"Test Track\"", "track-value", "\"Test Track\""),
        ("\"immigration-court\"", "\"court\"", "track-value", "\"court\""),
        ("2027-02-22", "2026-02-22", "track-value", "2026-02-22"),
        ("25_000_000", "0", "track-value", "0"),
        ("authority = [\"a notice\"]", "authority = [\" \"]", "track-value", "[\" \"]"),
        ("name = \"married\"", "name = \"mar-ried\"", "track-value", "\"mar-ried\""),
        ("married?\"", "married\"", "track-value", "\"Is the principal married\""),
        ("name = \"has_passport\"", "name = \"age\"", "track-value", "\"age\""),
        ("level = \"conditional\"", "level = \"conditionl\"", "track-value", "\"conditionl\""),
        ("person.has_passport", "person.has_pasport", "track-condition", "person.has_pasport"),
        ("\\\"principal\\\"", "\\\"wife\\\"", "track-condition", "\\\"wife\\\""),
        (
            "when = \"facts.married\"",
            "when = \"person.has_passport\"",
            "track-condition",
            "person.has_passport",
        ),
        ("when = \"facts.married\"", "when = \"facts.married &\"", "track-condition", "&"),
        ("when = \"facts.married\"", "when = \"facts.married and\"", "track-condition", "\""),
        ("when = \"facts.married\"", "when = 'facts.maried'", "track-condition", "facts.maried"),
        (
            "when = \"not facts.married\"",
            "when = \"facts.married == 'yes'\"",
            "track-condition",
            "facts.married == 'yes'",
        ),
        (
            "or = [\"unavailability-statement\"]",
            "or = [\"unavailable\"]",
            "track-unknown-id",
            "\"unavailable\"",
        ),
        (
            "cured_by = \"unavailability-statement\"",
            "cured_by = \"unavailability\"",
            "track-unknown-id",
            "\"unavailability\"",
        ),
        ("also_set_by = [\"one-year\"]", "also_set_by = [\"year\"]", "track-unknown-id", "\"year\""),
        ("also_set_by = [\"one-year\"]", "also_set_by = [\"motion\"]", "track-unknown-id", "\"motion\""),
        ("or = [\"unavailability-statement\"]", "or = [\"passport\"]", "track-value", "[\"passport\"]"),
        ("at_least = 2", "at_least = 0", "track-value", "0"),
        ("See {exhibits}.", "See below.", "track-value", "\"See below.\""),
        (
            "question = \"When did the principal last arrive?\"",
            "question = \"When did the principal last arrive?\"\ncover_note = \"Late.\"",
            "track-value",
            "\"Late.\"",
        ),
        ("confidence = \"low\"", "confidence = \"lowest\"", "track-value", "\"lowest\""),
        ("from = \"facts.last_arrival\"", "from = \"facts.married\"", "track-condition", "\"facts.married\""),
        ("from = \"facts.last_arrival\"", "from = \"last_arrival\"", "track-condition", "\"last_arrival\""),
        (
            "met_by = \"facts.last_arrival\"",
            "met_by = \"facts.filed_on\"",
            "track-condition",
            "\"facts.filed_on\"",
        ),
        ("\"1 year\"", "\"1 month\"", "track-value", "\"1 month\""),
        ("\"1 year\"", "\"+-1 year\"", "track-value", "\"+-1 year\""),
        ("\"next-business-day\"", "\"next\"", "track-value", "\"next\""),
        ("warn_days = 60", "warn_days = -1", "track-value", "-1"),
        ("\"court-cover\", ", "\"cover\", ", "track-value", "[\"cover\", \"index\", \"exhibits\"]"),
        (
            "id = \"unavailability-statement\"\ntitle",
            "id = \"passport\"\ntitle",
            "track-duplicate",
            "\"passport\"",
        ),
        ("names =", "name =", "track-unknown-key", "name"),
    ] {
        let found = broken(from, to);
        assert!(found.contains(&(rule.to_owned(), marked.to_owned())), "{to}: {found:?}");
        // A changed name also leaves the references to it without an aim; nothing else may follow from it.
        assert!(found.len() == 1 || rule == "track-duplicate" || from.starts_with("name"), "{to}: {found:?}");
    }
}

#[test]
fn what_is_missing_is_named() {
    for (from, key) in [
        ("authority = [\"INA 208\"]\n", "authority"),
        ("authority = [\"INA 208(a)(2)(B)\"]\n", "authority"),
        ("question = \"Is the principal married?\"\n", "question"),
        ("satisfied_by = \"A statement.\"\n", "satisfied_by"),
        ("remedy = \"Show an exception.\"\n", "remedy"),
        ("review_after = 2027-02-22\n", "review_after"),
        ("offset = \"1 year\"\n", "offset"),
        ("from = \"facts.last_arrival\"\n", "from"),
    ] {
        assert!(SOUND.contains(from));
        let findings = parse("t.toml", &SOUND.replacen(from, "", 1)).findings;
        assert_eq!(findings.len(), 1, "{from}: {findings:?}");
        assert_eq!(findings[0].rule, "track-missing-key", "{from}");
        assert!(findings[0].message.contains(key), "{}", findings[0].message);
    }
    let without_packets = SOUND.split("[[packet]]").next().unwrap();
    let findings = parse("t.toml", without_packets).findings;
    assert_eq!(findings.len(), 1, "{findings:?}");
}

#[test]
fn a_requirement_whose_condition_is_broken_never_applies_to_all() {
    let parsed = parse("t.toml", &SOUND.replacen("when = \"facts.married\"", "when = \"facts.maried\"", 1));
    assert!(parsed.track.unwrap().requirement("unavailability-statement").is_none());
}

#[test]
fn all_mistakes_of_a_file_are_found_at_once() {
    let text = SOUND
        .replacen("facts.married", "facts.maried", 1)
        .replacen("warn_days = 60", "warn_days = \"60\"", 1)
        .replacen("level = \"optional\"", "level = \"maybe\"", 1);
    assert_eq!(parse("t.toml", &text).findings.len(), 3);
}

#[test]
fn an_empty_file_and_a_file_of_garbage_are_no_tracks() {
    for text in ["", "]]]] = [[[", "\u{0}", "schema = 1"] {
        let parsed = parse("t.toml", text);
        assert!(parsed.track.is_none());
        assert!(!parsed.findings.is_empty(), "{text:?}");
    }
}

#[test]
fn the_built_in_tracks_are_sound_and_named_like_their_files() {
    for id in builtin_ids() {
        let parsed = builtin(&id).unwrap();
        let shown: Vec<String> = parsed
            .findings
            .iter()
            .map(|f| {
                format!(
                    "{}\n{}",
                    f.message,
                    f.location.as_ref().map(crate::finding::show_in_source).unwrap_or_default()
                )
            })
            .collect();
        assert!(shown.is_empty(), "{}", shown.join("\n"));
        assert_eq!(parsed.track.map(|track| track.id), Some(id));
    }
    assert!(builtin("no-such-track").is_none());
}
