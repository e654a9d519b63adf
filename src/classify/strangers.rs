//! "Declaration of Juan Pérez": a name in a file name that nobody in the case bears.

/// Words before a name.
const OF: &[&str] = &["of", "de", "del", "da", "do", "di", "du", "por", "by"];

/// Names of places begin so as well.
const PLACES: &[&str] = &[
    "san",
    "santa",
    "santo",
    "saint",
    "el",
    "la",
    "los",
    "las",
    "new",
    "nueva",
    "nuevo",
    "puerto",
    "port",
    "ciudad",
    "villa",
    "republica",
    "costa",
    "united",
    "estados",
    "estado",
    "department",
    "departamento",
    "ministry",
    "ministerio",
    "north",
    "south",
    "west",
    "east",
];

/// Words that are written with a capital in titles.
const TITLES: &[&str] = &[
    "asylum",
    "applicant",
    "respondent",
    "client",
    "case",
    "court",
    "immigration",
    "human",
    "rights",
    "birth",
    "live",
    "death",
    "marriage",
    "identity",
    "english",
    "spanish",
    "translation",
    "final",
    "signed",
    "firmada",
    "firmado",
    "original",
    "copy",
    "front",
    "back",
    "page",
    "pages",
    "fear",
    "support",
    "facts",
    "record",
    "records",
    "service",
    "interpreter",
    "translator",
    "nacimiento",
    "matrimonio",
    "identidad",
    "ciudadania",
    "asilo",
    "hechos",
    "juzgado",
    "tribunal",
    "policia",
    "interpretation",
    "penalty",
    "perjury",
    "prosecutorial",
    "motion",
    "exhibit",
];

/// Two words with capitals behind "of", none of which `is_known`: somebody's name.
pub(super) fn named(stem: &str, is_known: impl Fn(&str) -> bool) -> Option<String> {
    let words: Vec<&str> =
        stem.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let of = |at: &usize| OF.contains(&words[*at].to_lowercase().as_str());
    (0..words.len()).filter(of).find_map(|at| {
        let name: Vec<&str> =
            words[at + 1..].iter().copied().take_while(|word| is_capitalised(word)).collect();
        let is_common = |word: &str| {
            let folded = super::words::Words::of(word).list().concat();
            PLACES.contains(&folded.as_str()) || TITLES.contains(&folded.as_str()) || is_known(&folded)
        };
        (name.len() >= 2 && !name.iter().any(|word| is_common(word))).then(|| name.join(" "))
    })
}

/// "Juan", "JUAN", but neither "juan" nor "I589".
fn is_capitalised(word: &str) -> bool {
    word.chars().count() > 1 && word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_nobody_bears_is_seen() {
        let known = |word: &str| ["maria", "lopez"].contains(&word);
        assert_eq!(named("Declaration of Juan Pérez", known).as_deref(), Some("Juan Pérez"));
        assert_eq!(named("acta de nacimiento de Donald Trump", known).as_deref(), Some("Donald Trump"));
        for name in [
            "Declaration of Maria Lopez",
            "Declaration of Maria Vasquez",
            "acta de nacimiento de San Pedro Sula",
            "Certificate of Live Birth",
            "Passport of Honduras",
            "acta de nacimiento Lucia Perez",
            "COPY OF BIRTH CERTIFICATE",
        ] {
            assert_eq!(named(name, known), None, "{name}");
        }
    }
}
