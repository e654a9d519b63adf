//! What a checklist may ask about one at a time besides persons.

/// An incident, a witness, an arrest or a country: each one of the case can be asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SubjectKind {
    /// Something that was done to the client or the family.
    Incident,
    /// Someone who saw or knows something, or an expert.
    Witness,
    /// An arrest, a citation or a charge, anywhere.
    Arrest,
    /// A country that is feared, or whose conditions matter.
    Country,
}

impl SubjectKind {
    /// All kinds, in the order of the case file.
    pub const ALL: [SubjectKind; 4] =
        [SubjectKind::Incident, SubjectKind::Witness, SubjectKind::Arrest, SubjectKind::Country];

    /// The word used in `case.toml` and in track files.
    pub fn word(self) -> &'static str {
        match self {
            SubjectKind::Incident => "incident",
            SubjectKind::Witness => "witness",
            SubjectKind::Arrest => "arrest",
            SubjectKind::Country => "country",
        }
    }

    /// More than one of them: "witnesses".
    pub fn plural(self) -> &'static str {
        match self {
            SubjectKind::Incident => "incidents",
            SubjectKind::Witness => "witnesses",
            SubjectKind::Arrest => "arrests",
            SubjectKind::Country => "countries",
        }
    }
}
