//! The answers in the fields of Form I-589, by the words that stand in `templates/forms/i-589.toml`.

use serde::Deserialize;

use super::words::Plain;
use crate::intake::{Content, FieldKind, FormField};

/// What is known about a form.
#[allow(dead_code, reason = "people read when and where from it was taken; the tests see that it is there")]
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormKnowledge {
    /// Always 1.
    pub schema: u32,
    /// Its number.
    pub form: String,
    /// When this was last looked at.
    pub checked: Option<toml::value::Datetime>,
    /// What says so.
    pub authority: Vec<String>,
    /// What is written.
    pub answer: Vec<Answer>,
    /// What is ticked.
    #[serde(rename = "box")]
    pub boxes: Vec<TickBox>,
    /// Yes or no.
    pub question: Vec<Question>,
    /// What stays empty until the interview or hearing.
    pub left_blank: Vec<Blank>,
}

/// Something to write.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Kebab-case id.
    pub id: String,
    /// Its place on the form, for people.
    pub title: String,
    /// Left empty, the form may be rejected.
    #[serde(default)]
    pub required: bool,
    /// Words in the label of the field.
    pub field: Vec<String>,
}

/// A box to tick.
#[allow(dead_code, reason = "people read what it stands for")]
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TickBox {
    /// Kebab-case id.
    pub id: String,
    /// What it stands for.
    pub title: String,
    /// Words in the label of the field.
    pub field: Vec<String>,
}

/// A question with a box for Yes and a box for No.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Kebab-case id.
    pub id: String,
    /// Its place on the form, for people.
    pub title: String,
    /// Not answered, the form may be rejected.
    #[serde(default)]
    pub required: bool,
    /// Words in the label of its boxes.
    pub field: Vec<String>,
    /// Other words that the label of one of its boxes may have instead.
    #[serde(default)]
    pub also: Vec<String>,
    /// Words in the label of the field that explains a Yes.
    #[serde(default)]
    pub explained_in: Vec<String>,
    /// The fact of the case file that says the same.
    pub fact: Option<String>,
}

/// A part that stays empty.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blank {
    /// Its name, for people.
    pub title: String,
    /// Words in the label of its fields.
    pub field: Vec<String>,
}

/// What is known about Form I-589.
pub fn i589() -> FormKnowledge {
    toml::from_str(crate::templates::FORM_I589).unwrap_or_default()
}

/// How a question was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Both boxes are ticked.
    Both,
    /// Neither box is ticked.
    Nothing,
}

/// The fields of a form with their labels folded.
pub struct Fields<'a> {
    fields: Vec<(Plain, &'a FormField)>,
}

impl<'a> Fields<'a> {
    /// The fields of all these documents: a form may lie in several files.
    pub fn of(contents: &[&'a Content]) -> Fields<'a> {
        let fields = contents.iter().flat_map(|content| &content.fields);
        Fields { fields: fields.map(|field| (Plain::of(&field.label), field)).collect() }
    }

    /// The fields whose label holds all these words.
    pub fn with(&self, words: &[String]) -> Vec<&'a FormField> {
        if words.is_empty() {
            return Vec::new();
        }
        let fits = self.fields.iter().filter(|(label, _)| label.has_all(words));
        fits.map(|(_, field)| *field).collect()
    }

    /// What is written there; `None` if there is no such field.
    pub fn written(&self, words: &[String]) -> Option<String> {
        let fields = self.with(words).into_iter().filter(|field| field.kind == FieldKind::Text);
        let values: Vec<&str> = fields.map(|field| field.value.as_str()).collect();
        (!values.is_empty()).then(|| values.join(" ").trim().to_owned())
    }

    /// Is the box ticked? `None` if there is no such box.
    pub fn ticked(&self, words: &[String]) -> Option<bool> {
        let boxes = self.with(words).into_iter().filter(|field| field.kind == FieldKind::Mark);
        boxes.map(|field| !field.value.is_empty()).reduce(|one, other| one || other)
    }

    /// How a question was answered; `None` if its two boxes are not found.
    pub fn said(&self, question: &Question) -> Option<Said> {
        let box_of = |answer: &str| {
            let with = |words: &[String]| {
                let words: Vec<String> = words.iter().cloned().chain([answer.to_owned()]).collect();
                self.ticked(&words)
            };
            with(&question.field).or_else(|| with(&question.also).filter(|_| !question.also.is_empty()))
        };
        Some(match (box_of("select yes")?, box_of("select no")?) {
            (true, true) => Said::Both,
            (true, false) => Said::Yes,
            (false, true) => Said::No,
            (false, false) => Said::Nothing,
        })
    }
}

impl FormKnowledge {
    /// The words of an answer.
    pub fn answer(&self, id: &str) -> &[String] {
        self.answer.iter().find(|answer| answer.id == id).map_or(&[], |answer| &answer.field)
    }

    /// The words of a box.
    pub fn box_words(&self, id: &str) -> &[String] {
        self.boxes.iter().find(|tick| tick.id == id).map_or(&[], |tick| &tick.field)
    }

    /// A question.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.question.iter().find(|question| question.id == id)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::print_stderr, clippy::disallowed_methods)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_about_the_form_can_be_read() {
        let known = i589();
        assert_eq!((known.schema, known.form.as_str()), (1, "I-589"));
        assert!(known.question.len() >= 14 && known.left_blank.len() == 2, "{known:?}");
        assert!(!known.authority.is_empty() && known.checked.is_some());
    }

    /// On real forms every item finds its fields, and the items that must be told apart find different ones.
    #[test]
    fn real_forms_have_every_field_that_is_asked_for() {
        let corpus = std::env::var_os("CASEBINDER_CORPUS").map(std::path::PathBuf::from);
        let Some(folder) = corpus.map(|corpus| corpus.join("forms")).filter(|folder| folder.is_dir()) else {
            eprintln!("skipped: CASEBINDER_CORPUS names no folder with real forms");
            return;
        };
        let known = i589();
        for name in ["i-589_decrypted.pdf", "i-589_DV.pdf", "i-589_filled_TEST.pdf"] {
            let bytes = std::fs::read(folder.join(name)).unwrap();
            let content = crate::pdf::inspect::inspect(bytes.into(), &[]).content;
            let fields = Fields::of(&[&content]);
            for answer in &known.answer {
                let found = fields.with(&answer.field);
                let least = if answer.id == "children-first-names" { 4 } else { 1 };
                assert!(found.len() >= least, "{name}: {}", answer.title);
                let labels: Vec<&str> = found.iter().map(|field| field.label.as_str()).collect();
                assert!(least > 1 || found.len() == 1, "{name}: {}: {labels:#?}", answer.title);
            }
            for tick in &known.boxes {
                assert_eq!(fields.with(&tick.field).len(), 1, "{name}: {}", tick.title);
            }
            let filled = name.contains("filled");
            for question in &known.question {
                let said = fields.said(question);
                let expected = if filled { Said::Both } else { Said::Nothing };
                assert_eq!(said, Some(expected), "{name}: {}", question.title);
                if !question.explained_in.is_empty() {
                    let there = fields.with(&question.explained_in);
                    let texts = there.iter().filter(|field| field.kind == FieldKind::Text).count();
                    assert_eq!(texts, 1, "{name}: {}", question.title);
                }
            }
            for blank in &known.left_blank {
                assert!(fields.with(&blank.field).len() >= 6, "{name}: {}", blank.title);
            }
        }
    }
}
