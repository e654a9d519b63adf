//! The questions that nobody has answered yet, grouped by the place in `case.toml` where the answer belongs.

use crate::finding::Finding;

/// How the hint of a question begins.
const ADD: &str = "Add to case.toml: ";
/// What stands in the place of an answer: not yet valid, so that nobody copies an answer unread.
const ANSWER: &str = "…";

/// Questions whose answers belong in the same place.
#[derive(Debug, PartialEq, Eq)]
pub struct Place {
    /// "Under [facts]".
    pub name: String,
    /// Each question and the line that answers it.
    pub asked: Vec<Asked>,
}

/// A question and the line that answers it.
#[derive(Debug, PartialEq, Eq)]
pub struct Asked {
    /// The question, and what it decides about.
    pub question: String,
    /// `married = …  # true or false`.
    pub line: String,
}

/// The questions, place by place; `[facts]` first, as nothing has to be looked for there.
pub fn by_place(questions: &[&Finding]) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for question in questions {
        let (name, line) = place_and_line(question.hint.as_deref().unwrap_or_default());
        let asked = Asked { question: question.message.clone(), line };
        match places.iter_mut().find(|place| place.name == name) {
            Some(place) => place.asked.push(asked),
            None => places.push(Place { name, asked: vec![asked] }),
        }
    }
    places.sort_by_key(|place| !place.name.ends_with("[facts]"));
    places
}

/// Where the answer belongs, and its line: from `facts.married = true or false` as well as from
/// `facts of the [[person]] "maria": has_passport = true or false`.
fn place_and_line(hint: &str) -> (String, String) {
    let said = hint.strip_prefix(ADD).unwrap_or(hint);
    let Some((path, example)) = said.split_once(" = ") else {
        return ("In case.toml".to_owned(), said.to_owned());
    };
    let (place, key) = match path.rsplit_once(": ") {
        Some((place, key)) => match place.strip_prefix("facts of the ") {
            Some(of) => (format!("In {of}, between the braces of facts = {{ }}"), key),
            None => (place.replacen("in the ", "In ", 1), key),
        },
        None => match path.split_once('.') {
            Some((table, key)) => (format!("Under [{table}]"), key),
            None => ("At the top".to_owned(), path),
        },
    };
    (place, format!("{key} = {ANSWER}  # {example}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(hint: &str) -> Finding {
        Finding::warning("fact-missing", "Is it so?").with_hint(format!("{ADD}{hint}"))
    }

    #[test]
    fn answers_of_one_place_stand_together() {
        let questions = [
            question("facts of the [[person]] \"ana\": has_passport = true or false"),
            question("facts.married = true or false"),
            question("court.detained = true or false"),
            question("in the [[person]] \"ana\": born = YYYY-MM-DD"),
            question("facts.filed_on = YYYY-MM-DD"),
        ];
        let places = by_place(&questions.iter().collect::<Vec<_>>());
        let told: Vec<(&str, Vec<&str>)> = places
            .iter()
            .map(|place| (place.name.as_str(), place.asked.iter().map(|asked| asked.line.as_str()).collect()))
            .collect();
        assert_eq!(
            told,
            [
                ("Under [facts]", vec!["married = …  # true or false", "filed_on = …  # YYYY-MM-DD"]),
                (
                    "In [[person]] \"ana\", between the braces of facts = { }",
                    vec!["has_passport = …  # true or false"]
                ),
                ("Under [court]", vec!["detained = …  # true or false"]),
                ("In [[person]] \"ana\"", vec!["born = …  # YYYY-MM-DD"]),
            ]
        );
    }
}
