//! What a checklist may ask about one at a time besides persons: incidents, witnesses, arrests, countries.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Fact;
use crate::track::SubjectKind;

/// One incident, witness, arrest or country of a case.
#[derive(Debug, Clone)]
pub struct Subject {
    /// What it is.
    pub kind: SubjectKind,
    /// Handle: `about = "…"` in `[[document]]`, `[[waiver]]` and `[[request]]` uses it.
    pub id: String,
    /// How people call it: "Fire at the bakery", "Rosa Alvarado", "Honduras".
    pub name: Option<String>,
    /// When it happened.
    pub date: Option<Date>,
    /// Handle of the person whom it concerns.
    pub person: Option<String>,
    /// Facts of this one.
    pub facts: BTreeMap<String, Fact>,
    /// What a witness list says of a witness.
    pub testimony: Testimony,
}

/// What a witness list says of a witness.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Testimony {
    /// A-number, if any.
    pub a_number: Option<String>,
    /// What the witness will say, in a few sentences.
    pub summary: Option<String>,
    /// How long it will take, in minutes.
    pub minutes: Option<i64>,
    /// The language in which it will be given, as an ISO 639-1 code.
    pub language: Option<String>,
}

impl Subject {
    /// As reports name it: "Arrest of 2024-03-02", "Rosa Alvarado", "Honduras".
    pub fn title(&self) -> String {
        match (&self.name, self.date, self.kind) {
            (Some(name), None, _) | (Some(name), _, SubjectKind::Witness | SubjectKind::Country) => {
                name.clone()
            }
            (Some(name), Some(date), _) => format!("{name} ({date})"),
            (None, Some(date), SubjectKind::Incident) => format!("Incident of {date}"),
            (None, Some(date), SubjectKind::Arrest) => format!("Arrest of {date}"),
            (None, _, SubjectKind::Incident) => format!("Incident \"{}\"", self.id),
            (None, _, SubjectKind::Witness) => format!("Witness \"{}\"", self.id),
            (None, _, SubjectKind::Arrest) => format!("Arrest \"{}\"", self.id),
            (None, _, SubjectKind::Country) => format!("Country \"{}\"", self.id),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn everything_has_a_name_that_a_paralegal_knows() {
        let subject = |kind, name: Option<&str>, date| Subject {
            kind,
            id: "x".to_owned(),
            name: name.map(str::to_owned),
            date,
            person: None,
            facts: BTreeMap::new(),
            testimony: Testimony::default(),
        };
        let day = Some(date(2024, 3, 2));
        for (subject, title) in [
            (subject(SubjectKind::Arrest, None, day), "Arrest of 2024-03-02"),
            (subject(SubjectKind::Incident, None, day), "Incident of 2024-03-02"),
            (subject(SubjectKind::Incident, Some("Fire at the shop"), day), "Fire at the shop (2024-03-02)"),
            (subject(SubjectKind::Witness, Some("Rosa Alvarado"), day), "Rosa Alvarado"),
            (subject(SubjectKind::Country, Some("Honduras"), None), "Honduras"),
            (subject(SubjectKind::Arrest, None, None), "Arrest \"x\""),
        ] {
            assert_eq!(subject.title(), title);
        }
    }
}
