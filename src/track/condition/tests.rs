use super::*;
use crate::track::{FactDefinition, FactScope, FactType};

fn facts() -> Vec<FactDefinition> {
    let fact = |name: &str, scope, kind, question: &str| FactDefinition {
        name: name.to_owned(),
        scope,
        kind,
        question: question.to_owned(),
        question_each: None,
        cover_note: None,
        one_of: Vec::new(),
    };
    vec![
        fact("married", FactScope::Case, FactType::Bool, "Is the principal married?"),
        fact("arrested", FactScope::Case, FactType::Bool, "Was anyone arrested, even once?"),
        fact("hurt", FactScope::Case, FactType::Bool, "Was the client or a neighbour hurt?"),
        fact("jailed", FactScope::Case, FactType::Bool, "Was the client ever jailed?"),
        fact("odd", FactScope::Case, FactType::Bool, "Grounds other than those named?"),
        fact("filed_on", FactScope::Case, FactType::Date, "When was the form filed?"),
        fact("last_arrival", FactScope::Case, FactType::Date, "When did the principal last arrive?"),
        fact("entry", FactScope::Case, FactType::Text, "How did the principal enter?"),
        fact("prior", FactScope::Case, FactType::Number, "How many earlier applications?"),
        fact("grounds", FactScope::Case, FactType::List, "On which grounds?"),
        fact("has_passport", FactScope::Person, FactType::Bool, "Does the person have a passport?"),
    ]
}

fn mistake(text: &str) -> ConditionError {
    match Condition::parse(text) {
        Err(error) => error,
        Ok(condition) => condition.check(&facts()).into_iter().next().unwrap(),
    }
}

/// The part of the text that an error points to.
fn pointed(text: &str) -> &str {
    let error = mistake(text);
    text.get(error.offset..error.offset + error.length).unwrap_or("(end)")
}

#[test]
fn or_binds_weaker_than_and_and_not_binds_strongest() {
    let written = Condition::parse("facts.a or not facts.b and facts.c").unwrap();
    let Expression::Or(parts) = written.expression else { unreachable!() };
    assert_eq!(parts.len(), 2);
    let Expression::And(both) = &parts[1] else { unreachable!() };
    assert!(matches!(both[0], Expression::Not(_)));
}

#[test]
fn good_conditions_have_no_mistakes() {
    for text in [
        "facts.married",
        "not facts.married and (person.has_passport or person.role == \"spouse\")",
        "facts.filed_on > facts.last_arrival + 1 year",
        "facts.filed_on >= 2026-01-31 - 30 days + 1 year",
        "today - 150 days >= facts.filed_on",
        "court.hearing_kind in [\"individual\", 'master']",
        "facts.grounds in [\"religion\",\"race\",]",
        "\"religion\" in facts.grounds",
        "facts.prior > -1 and person.age < 21",
        "court.detained == false or counsel.present",
        "true",
    ] {
        let condition = Condition::parse(text).unwrap_or_else(|error| unreachable!("{text}: {error:?}"));
        assert_eq!(condition.check(&facts()), [], "{text}");
    }
}

#[test]
fn a_mistake_is_pointed_at() {
    for (text, part) in [
        ("facts.married = true", "="),
        ("facts.married and", "(end)"),
        ("facts.married facts.odd", "facts.odd"),
        ("(facts.married", "(end)"),
        ("facts.entry == \"boat", "\"boat"),
        ("facts.entry == 'x' and maried", "maried"),
        ("facts.filed_on == 2026-02-30", "2026-02-30"),
        ("facts.prior == 3x", "3x"),
        ("1 < facts.prior < 3", "<"),
        ("facts.entry in []", "facts.entry"),
        ("facts.entry in [\"a\" \"b\"]", "\"b\""),
        ("facts.filed_on + 3 weeks > today", "3"),
        ("facts.filed_on", "facts.filed_on"),
        ("\"boat\"", "\"boat\""),
        ("facts.maried", "facts.maried"),
        ("facts.married == \"yes\"", "facts.married == \"yes\""),
        ("facts.entry > \"a\"", "facts.entry > \"a\""),
        ("facts.entry + 1 year > today", "facts.entry + 1 year"),
        ("facts.grounds == \"religion\"", "facts.grounds == \"religion\""),
        ("facts.entry in [\"a\", 3]", "3"),
        ("person.role == \"wife\"", "\"wife\""),
        ("court.hearing_kind in [\"individual\", \"merits\"]", "\"merits\""),
        ("1 == 1", "1 == 1"),
        ("\u{201c}x\u{201d} == facts.entry", "\u{201c}"),
    ] {
        assert_eq!(pointed(text), part, "{text}: {:?}", mistake(text));
    }
}

#[test]
fn the_second_comparison_of_a_chain_is_meant_and_not_the_first() {
    assert_eq!(mistake("1 < facts.prior < 3").offset, "1 < facts.prior ".len());
}

#[test]
fn an_unknown_name_is_answered_with_the_nearest_one() {
    assert_eq!(mistake("facts.maried").hint.as_deref(), Some("Did you mean facts.married?"));
    assert_eq!(mistake("facts.has_passport").hint.as_deref(), Some("Did you mean person.has_passport?"));
    assert_eq!(
        mistake("court.hearing_knd == 'individual'").hint.as_deref(),
        Some("Did you mean court.hearing_kind?")
    );
    assert_eq!(mistake("facts.married AND facts.odd").hint.as_deref(), None);
}

#[test]
fn every_path_is_listed_where_it_stands() {
    let text = "facts.married and not (today > facts.filed_on + 1 year or 'x' in facts.grounds)";
    let condition = Condition::parse(text).unwrap();
    let found: Vec<&str> =
        condition.mentions().iter().map(|m| &text[m.offset..m.offset + m.length]).collect();
    assert_eq!(found, ["facts.married", "today", "facts.filed_on", "facts.grounds"]);
}

#[test]
fn deep_nesting_and_long_chains_are_refused_or_read_without_harm() {
    assert!(Condition::parse(&"(".repeat(100_000)).is_err());
    assert!(Condition::parse(&"not ".repeat(100_000)).is_err());
    let long = vec!["facts.married"; 20_000].join(" and ");
    assert_eq!(Condition::parse(&long).unwrap().mentions().len(), 20_000);
}

#[test]
fn no_text_makes_the_parser_panic() {
    let pieces = [
        "facts.a",
        "and",
        "not",
        "(",
        ")",
        "[",
        "]",
        ",",
        "==",
        "-",
        "+",
        "\"",
        "'",
        "2026-01-31",
        "é",
        "99999999999999999999",
        "1",
        "year",
        "in",
        "=",
        "\0",
    ];
    let mut state = 1_u64;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..(state % 9) {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[usize::try_from(state >> 33).unwrap() % pieces.len()]);
            if state & 4096 == 0 {
                text.push(' ');
            }
        }
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        match Condition::parse(&text) {
            Ok(condition) => {
                let _ = (condition.check(&facts()), condition.in_words(&facts()));
            }
            Err(error) => assert!(error.offset <= text.len() && error.length > 0, "{text:?}: {error:?}"),
        }
    }
}

#[test]
fn conditions_are_said_in_plain_words() {
    for (text, words) in [
        (
            "facts.married and court.hearing_kind == \"individual\"",
            "the principal is married and the hearing is individual",
        ),
        ("not facts.married", "the principal is not married"),
        ("facts.married == false", "the principal is not married"),
        ("facts.married != false", "the principal is married"),
        ("person.has_passport", "the person has a passport"),
        ("not person.has_passport", "the person does not have a passport"),
        ("facts.arrested", "anyone was arrested, even once"),
        ("not facts.odd", "the answer to \"Grounds other than those named?\" is no"),
        ("facts.hurt", "the answer to \"Was the client or a neighbour hurt?\" is yes"),
        ("facts.jailed", "the client was jailed"),
        ("not facts.jailed", "the client was not ever jailed"),
        ("facts.undeclared", "facts.undeclared is true"),
        (
            "facts.filed_on > facts.last_arrival + 1 year",
            "facts.filed_on is after facts.last_arrival plus 1 year",
        ),
        ("not facts.filed_on > 2026-01-31", "facts.filed_on is on or before 2026-01-31"),
        ("today - 30 days < facts.filed_on", "today minus 30 days is before facts.filed_on"),
        ("facts.prior >= 2", "facts.prior is at least 2"),
        (
            "person.role != 'child' or court.detained",
            "the person is not a child or the respondent is detained",
        ),
        (
            "facts.married and (court.ecas or counsel.present)",
            "the principal is married and (the case is filed through ECAS or the case has a representative)",
        ),
        (
            "not (facts.married or court.detained)",
            "it is not so that (the principal is married or the respondent is detained)",
        ),
        ("facts.entry in ['boat', 'plane']", "facts.entry is one of \"boat\", \"plane\""),
        ("not 'race' in facts.grounds", "facts.grounds does not contain \"race\""),
    ] {
        assert_eq!(Condition::parse(text).unwrap().in_words(&facts()), words, "{text}");
    }
}
