//! The words of the message to the client, read from `report/client.toml`.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::finding::Finding;
use crate::tomlfile::{Document, RuleIds, Table};

/// Sentences that the message is made of.
const SENTENCES: &[&str] = &[
    "greeting",
    "needed",
    "helpful",
    "only_helpful",
    "nothing",
    "of_person",
    "unreadable",
    "due",
    "overdue",
    "how",
    "next_deadline",
    "awaited",
    "closing",
    "date",
];

/// The words of the message to the client.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letter {
    sentences: BTreeMap<String, String>,
    months: Vec<String>,
    items: BTreeMap<String, Plain>,
}

/// A document in plain words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plain {
    /// What it is called.
    pub title: String,
    /// What to bring.
    pub words: String,
}

/// The letter and everything that is wrong with its text.
#[derive(Debug)]
pub struct ParsedLetter {
    /// What could be understood.
    pub letter: Letter,
    /// Everything found; an error finding means that the file must not be used.
    pub findings: Vec<Finding>,
}

impl Letter {
    /// A sentence with what belongs between its braces; empty if the office leaves it out.
    pub fn say(&self, sentence: &str, words: &[(&str, &str)]) -> String {
        let pattern = self.sentences.get(sentence).map(String::as_str).unwrap_or_default();
        let mut said = String::new();
        let mut rest = pattern;
        // Braces in a name are no place for a word.
        while let Some((before, behind)) = rest.split_once('{') {
            said += before;
            let Some((key, after)) = behind.split_once('}') else { break };
            match words.iter().find(|(name, _)| *name == key) {
                Some((_, word)) => said += word,
                None => said += &format!("{{{key}}}"),
            }
            rest = after;
        }
        said + rest
    }

    /// A day as people write it: "October 30, 2026".
    pub fn date(&self, date: Date) -> String {
        let number = usize::try_from(date.month()).ok().and_then(|month| month.checked_sub(1));
        let Some(month) = number.and_then(|number| self.months.get(number)) else { return date.to_string() };
        let (day, year) = (date.day().to_string(), date.year().to_string());
        self.say("date", &[("month", month), ("day", &day), ("year", &year)])
    }

    /// A document in plain words.
    pub fn item(&self, id: &str) -> Option<&Plain> {
        self.items.get(id)
    }

    /// This letter, with the words of another where it has none.
    pub fn or(mut self, other: Letter) -> Letter {
        for (key, sentence) in other.sentences {
            self.sentences.entry(key).or_insert(sentence);
        }
        for (id, plain) in other.items {
            self.items.entry(id).or_insert(plain);
        }
        if self.months.is_empty() {
            self.months = other.months;
        }
        self
    }
}

/// Parses the text of a letter. `file` is its name in messages.
pub fn parse(file: &str, text: &str) -> ParsedLetter {
    let document = Document::read(file, text, RuleIds::TRACK);
    let root = document.root();
    let mut letter = Letter::default();
    if let Some(schema) = root.required_integer("schema")
        && schema != 1
    {
        root.value_error("schema", format!("Letters of schema {schema} are not known."), "Write schema = 1");
    }
    if let Some(table) = root.table("sentences") {
        sentences(&table, &mut letter);
        table.finish();
    }
    for table in root.tables("item") {
        let (id, title) = (crate::track::kebab(&table, "id"), table.required_line("title"));
        let words = table.required_string("words");
        if let (Some(id), Some(title), Some(words)) = (id, title, words)
            && letter.items.insert(id.clone(), Plain { title, words }).is_some()
        {
            let message = format!("The document \"{id}\" has plain words twice.");
            let finding = Finding::error("track-duplicate", message).at(table.place("id"));
            document.report(finding.with_hint("Delete one of the two."));
        }
        table.finish();
    }
    root.finish();
    ParsedLetter { letter, findings: document.into_findings() }
}

fn sentences(table: &Table<'_>, letter: &mut Letter) {
    for key in SENTENCES {
        if let Some(sentence) = table.string(key) {
            letter.sentences.insert((*key).to_owned(), sentence);
        }
    }
    let Some(months) = table.strings("months") else { return };
    if months.len() == 12 {
        letter.months = months;
    } else {
        let message = format!("`months` has {} names.", months.len());
        table.value_error("months", message, "Write the names of the twelve months, January first.");
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::track::Source;
    use jiff::civil::date;

    fn built_in() -> Letter {
        let parsed = parse("client.toml", crate::templates::CLIENT_LETTER);
        assert_eq!(parsed.findings, []);
        parsed.letter
    }

    #[test]
    fn every_sentence_is_there() {
        let letter = built_in();
        let missing: Vec<_> = SENTENCES.iter().filter(|key| !letter.sentences.contains_key(**key)).collect();
        assert!(missing.is_empty(), "{missing:?}");
        assert_eq!(letter.date(date(2026, 10, 30)), "October 30, 2026");
    }

    #[test]
    fn whatever_the_client_brings_has_plain_words() {
        let letter = built_in();
        for (file, text) in crate::templates::TRACKS {
            for requirement in &crate::track::parse(file, text).track.unwrap().requirements {
                let lacks = requirement.from == Source::Client && letter.item(&requirement.id).is_none();
                assert!(!lacks, "templates/report/client.toml says nothing of \"{}\"", requirement.id);
            }
        }
    }

    #[test]
    fn an_office_may_write_in_its_own_language() {
        let own = "schema = 1\n[sentences]\ngreeting = \"Estimada {name}:\"\nhow = \"\"\n";
        let parsed = parse("client.toml", own);
        assert_eq!(parsed.findings, []);
        let letter = parsed.letter.or(built_in());
        assert_eq!(letter.say("greeting", &[("name", "Ana {how}")]), "Estimada Ana {how}:");
        assert_eq!(letter.say("how", &[]), "");
        assert_eq!(letter.say("closing", &[]), "With kind regards");
    }

    #[test]
    fn mistakes_are_named() {
        let own = "schema = 1\n[sentences]\ngreting = \"Hola\"\nmonths = [\"enero\"]\n";
        assert_eq!(parse("client.toml", own).findings.len(), 2);
    }
}
