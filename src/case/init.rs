//! Writes the commented `case.toml` of a new case.

use super::parse::{PLACEHOLDER_NAME, simplified};
use crate::track::{FactDefinition, FactScope, FactType, Forum};

/// The text of a new `case.toml`: every key, each with a line that says what it is for.
///
/// It has no error finding as it stands: whatever a person must add is commented out.
pub fn template(track_id: &str, client_name: Option<&str>, forum: Forum, facts: &[FactDefinition]) -> String {
    let name = one_line(client_name.unwrap_or_default());
    let id = handle(&name);
    let name = if name.is_empty() { PLACEHOLDER_NAME.to_owned() } else { name };
    let (forum, title) = match forum {
        Forum::ImmigrationCourt => (COURT, "Respondent's Evidence in Support of Application for Asylum"),
        Forum::Uscis => (INTERVIEW, "Evidence in Support of Application for Asylum"),
    };
    [HEAD, PERSON, FACTS, COUNSEL, forum, LISTS, PACKET]
        .concat()
        .replace("TRACK_ID", &quoted(track_id))
        .replace("PERSON_ID", &quoted(&id))
        .replace("CASE_FACTS", &case_questions(facts))
        .replace("PERSON_FACTS", &person_questions(facts))
        .replace("PACKET_TITLE", &quoted(title))
        // Last, so that nothing in a name is taken for one of the words above.
        .replace("PERSON_NAME", &quoted(&name))
}

/// Each fact of the case that the checklist asks about: its question and the line that answers it.
fn case_questions(facts: &[FactDefinition]) -> String {
    asked_of(facts, FactScope::Case)
        .map(|fact| format!("# {}\n# {} = {}\n", one_line(&fact.question), fact.name, answer(fact.kind)))
        .collect()
}

/// Each fact of a person that the checklist asks about: its name and its question.
fn person_questions(facts: &[FactDefinition]) -> String {
    asked_of(facts, FactScope::Person)
        .map(|fact| format!("#     {}: {}\n", fact.name, one_line(&fact.question)))
        .collect()
}

fn asked_of(facts: &[FactDefinition], scope: FactScope) -> impl Iterator<Item = &FactDefinition> {
    facts.iter().filter(move |fact| fact.scope == scope)
}

fn answer(kind: FactType) -> &'static str {
    match kind {
        FactType::Bool => "true",
        FactType::Date => "2025-02-10",
        FactType::Number => "1",
        FactType::Text => "\"…\"",
        FactType::List => "[\"…\"]",
    }
}

/// Names are printed in one line; whatever breaks it becomes a space.
fn one_line(name: &str) -> String {
    let clean: String = name.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first given name in plain small letters: `Maria Elena LOPEZ` and `LOPEZ, Maria Elena` give `maria`.
fn handle(name: &str) -> String {
    let given = name.split_once(',').map_or(name, |(_, given)| given);
    let first = given.split_whitespace().next().unwrap_or_default();
    simplified(first).chars().take(32).collect()
}

/// A text as TOML writes it. Control characters are escaped as well: a track id comes from outside.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            _ if letter.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(letter))),
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

const HEAD: &str = r##"# The facts of this case. Lines that begin with # are remarks: take the # away to use one.
# Dates stand without quotes, year first: 1990-04-02. Texts stand in "double quotes".
# Run `casebinder check` after each change: it names every mistake, gap and deadline.

schema = 1                            # version of this file; leave it
track = TRACK_ID      # what is filed; `casebinder tracks` lists the others

"##;

const PERSON: &str = r##"# One [[person]] for everyone in the family's application. The first is the principal applicant.
[[person]]
id = PERSON_ID                        # short name: the folder evidence/ID/ belongs to this person
name = PERSON_NAME      # as it should be printed, family names in capitals
role = "principal"                    # principal, spouse or child
# a_number = "A000-000-001"           # as on the notice; leave it commented out if there is none yet
# born = 1990-04-02                   # date of birth
# included = true                     # false for a family member who is not part of this application
# facts = { has_passport = true }     # answers about this person, in one line, to these questions:
PERSON_FACTS
# [[person]]
# id = "ana"
# name = "Ana LOPEZ GARCIA"
# role = "child"
# born = 2015-09-30
# included = true

"##;

const FACTS: &str = r##"# Facts of the case. They decide which documents and deadlines apply; `casebinder check` asks for
# those that are still needed. Take the # away from a line and answer true, false or with a date.
[facts]
CASE_FACTS
"##;

const COUNSEL: &str = r##"# The representative, as printed on cover pages and certificates. Leave it empty without one.
[counsel]
# name = "Alex Example"               # as signed
# firm = "Example Law Office"         # firm or organization
# address = ["100 Example Street", "Springfield, IL 62701"]   # one text for each line
# phone = "555-0100"
# email = "office@example.org"
# eoir_id = "EX000001"                # EOIR ID of the representative
# bar_number = "000001"               # state bar number

"##;

const COURT: &str = r##"# The immigration court and the next hearing, as on the hearing notice.
[court]
# city = "Chicago"                    # city of the court
# state = "Illinois"
# judge = "Jordan Example"            # immigration judge
# hearing = 2027-03-16T09:00:00       # day and local time of the next hearing
# hearing_kind = "individual"         # individual (merits) or master (calendar)
# detained = false                    # true if the respondent is detained
# ecas = true                         # true if the case is filed through ECAS
# proceeding = "removal"              # kind of proceeding
# dhs_address = ["Office of the Principal Legal Advisor", "200 Example Avenue", "Chicago, IL 60601"]   # for service on paper

"##;

const INTERVIEW: &str = r##"# The asylum interview, as on the interview notice.
[interview]
# office = "Chicago Asylum Office"    # asylum office
# date = 2027-03-16                   # day of the interview
# receipt_number = "ZCH0000000001"    # number of the receipt notice
# language = "es"                     # language of the interview: es Spanish, fr French, ht Haitian Creole
# lead_days = 7                       # days before the interview by which the office wants the evidence

"##;

const LISTS: &str = r##"# A date that a judge or an office has set. It beats the date that casebinder works out.
# [[deadline]]
# id = "evidence"                     # the deadline that `casebinder check` shows under this name
# date = 2027-02-01
# reason = "Scheduling order of 2026-12-01"

# What you know about a file and a program cannot guess. One [[document]] for each file.
# [[document]]
# file = "maria/scan0001.pdf"         # path below evidence/, with /
# satisfies = "national-id"           # requirement, or a list: ["passport", "i94"]; none: an exhibit of its own
# person = "maria"                    # id of the person it is about
# title = "National identity card (DNI), front and back"   # as in the index
# date = 2019-05-01                   # date of the document
# expires = 2029-05-01                # day on which it expires
# language = "es"                     # language of the document
# translation_of = "maria/other.pdf"  # this file is the English translation of that one
# certificate_for = ["maria/a.pdf"]   # this file is the translator's certificate of those
# pages = "1-3,7"                     # only these pages go into the packet
# password_env = "DIPLOMA_PASSWORD"   # the environment variable with the password of a locked file (or password = "…")
# exclude = "duplicate of maria/passport.pdf"   # keeps the file out of the packet, for this reason
# notes = "include"                   # prints the comments in this file on its tab sheet; else they are left out

# A requirement that someone decided to do without. Every report lists it.
# [[waiver]]
# requirement = "police-report"
# person = "maria"                    # only for this person; leave it out for the whole case
# reason = "The police refused to take a report; see declaration, paragraph 14"
# by = "Alex Example"                 # who decided
# on = 2026-11-20                     # when

# Who was asked for what.
# [[request]]
# requirement = "birth-certificate"
# person = "maria"
# asked = 2026-11-01                  # when it was asked for
# of = "client"                       # client, or the name of someone else
# due = 2026-12-01                    # when it should be here
# note = "Her mother has the original"

"##;

const PACKET: &str = r##"# How the packet looks. Everything has a default.
[packet]
# title = PACKET_TITLE
# tabs = "letters"                    # letters (A, B, C) or numbers (1, 2, 3)
# max_bytes = 10000000                # largest size of a volume in bytes, if smaller than the forum allows
# notes = "leave-out"                 # sticky notes and comments in documents: leave-out, or include (on tab sheets)
"##;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::case::{Role, parse};

    fn asked() -> Vec<FactDefinition> {
        let fact = |name: &str, scope, kind| FactDefinition {
            name: name.into(),
            scope,
            kind,
            question: format!("What about {name}?"),
            cover_note: None,
            one_of: Vec::new(),
        };
        vec![
            fact("married", FactScope::Case, FactType::Bool),
            fact("last_arrival", FactScope::Case, FactType::Date),
            fact("grounds", FactScope::Case, FactType::List),
            fact("has_passport", FactScope::Person, FactType::Bool),
        ]
    }

    fn parsed(text: &str) -> crate::case::Case {
        let parsed = parse("case.toml", text);
        assert_eq!(parsed.findings, [], "{text}");
        parsed.case.unwrap()
    }

    #[test]
    fn odd_client_names_come_back() {
        for (given, name, id) in [
            ("Maria Elena LOPEZ GARCIA", "Maria Elena LOPEZ GARCIA", "maria"),
            ("LOPEZ GARCIA, María Elena", "LOPEZ GARCIA, María Elena", "maria"),
            ("José \"Pepe\" NÚÑEZ", "José \"Pepe\" NÚÑEZ", "jose"),
            ("\"Pepe\" NÚÑEZ", "\"Pepe\" NÚÑEZ", "pepe"),
            ("Back\\slash \\n \\u0041", "Back\\slash \\n \\u0041", "backslash"),
            ("O'Neil 'Ana'", "O'Neil 'Ana'", "oneil"),
            ("Maria\nschema = 2\n[court]", "Maria schema = 2 [court]", "maria"),
            ("Maria\r\n\tELENA\u{0}\u{7f}", "Maria ELENA", "maria"),
            ("李明", "李明", "client"),
            ("محمد علي", "محمد علي", "client"),
            ("TRACK_ID PERSON_ID PACKET_TITLE", "TRACK_ID PERSON_ID PACKET_TITLE", "track_id"),
            ("# no remark", "# no remark", "client"),
            ("\"\"\"", "\"\"\"", "client"),
        ] {
            for forum in [Forum::ImmigrationCourt, Forum::Uscis] {
                let case = parsed(&template("asylum-court-filing", Some(given), forum, &asked()));
                assert_eq!(case.track, "asylum-court-filing");
                assert_eq!(case.persons.len(), 1);
                let person = case.principal().unwrap();
                assert_eq!((person.name.as_str(), person.id.as_str()), (name, id));
                assert_eq!(person.role, Role::Principal);
            }
        }
    }

    #[test]
    fn without_a_name_the_placeholder_is_a_warning_only() {
        for name in [None, Some(""), Some(" \n ")] {
            let parsed =
                parse("case.toml", &template("asylum-uscis-interview", name, Forum::Uscis, &asked()));
            let found: Vec<_> =
                parsed.findings.iter().map(|finding| (finding.rule, finding.severity)).collect();
            assert_eq!(found, [("case-placeholder", crate::finding::Severity::Warning)]);
            assert_eq!(parsed.case.unwrap().principal().unwrap().id, "client");
        }
    }

    #[test]
    fn an_odd_track_id_stays_in_its_quotes() {
        let text = template("a\"b\\c", Some("Maria"), Forum::Uscis, &asked());
        assert_eq!(parsed(&text).track, "a\"b\\c");
    }

    #[test]
    fn the_section_of_the_forum_is_there() {
        let court = parsed(&template("t", Some("Maria"), Forum::ImmigrationCourt, &asked()));
        assert!(court.court.is_some() && court.interview.is_none());
        let interview = parsed(&template("t", Some("Maria"), Forum::Uscis, &asked()));
        assert!(interview.interview.is_some() && interview.court.is_none());
    }

    /// Taking every # away before a key or heading must give a case without mistakes.
    #[test]
    fn every_example_is_right() {
        for forum in [Forum::ImmigrationCourt, Forum::Uscis] {
            let text = template("asylum-court-filing", Some("Maria"), forum, &asked());
            let active: Vec<&str> = text
                .lines()
                .map(|line| match line.strip_prefix("# ") {
                    Some(rest) if rest.starts_with("[[") || is_key(rest) => rest,
                    _ => line,
                })
                .collect();
            let case = parsed(&active.join("\n"));
            assert_eq!(case.persons.len(), 2);
            assert_eq!(case.deadlines.len(), 1);
            assert_eq!(case.documents.first().unwrap().certificate_for, ["maria/a.pdf"]);
            assert_eq!(case.documents.first().unwrap().pages.as_ref().unwrap().ranges, [(1, 3), (7, 7)]);
            assert_eq!(case.waivers.len(), 1);
            assert_eq!(case.requests.len(), 1);
            assert_eq!(case.packet.max_bytes, Some(10_000_000));
            assert_eq!(case.counsel.unwrap().address.len(), 2);
            assert_eq!(case.facts.len(), 3);
        }
    }

    fn is_key(rest: &str) -> bool {
        rest.split_once(" = ")
            .is_some_and(|(key, _)| key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'))
    }
}
