//! Languages by their English names, and what an index says of an exhibit's languages and translations.

use super::words::first_upper;
use crate::plan::{Exhibit, ExhibitSource, Relation};

/// The English name of a language by its ISO 639 code; a word that is no code stays as it is.
pub fn name(code: &str) -> String {
    let base = code.split(['-', '_']).next().unwrap_or(code).trim().to_lowercase();
    if let Some((_, name)) = LANGUAGES.iter().find(|(code, _)| *code == base) {
        return (*name).to_owned();
    }
    if base.len() > 3 {
        return first_upper(code.trim());
    }
    format!("language \u{201c}{}\u{201d}", code.trim())
}

/// The languages of an exhibit's documents and whether they are translated: "Spanish, with English translation".
/// Empty if nothing is known.
pub fn of_exhibit(exhibit: &Exhibit) -> String {
    let mut known: Vec<(Option<&str>, usize, usize)> = Vec::new();
    for (number, source) in exhibit.sources.iter().enumerate() {
        if source.relation != Relation::Document {
            continue;
        }
        let translated = usize::from(is_translated(exhibit.sources.get(number + 1..).unwrap_or_default()));
        let language = source.language.as_deref().filter(|language| !language.trim().is_empty());
        match known.iter_mut().find(|entry| entry.0 == language) {
            Some(entry) => {
                entry.1 += 1;
                entry.2 += translated;
            }
            None => known.push((language, 1, translated)),
        }
    }
    let phrase = |&(language, documents, translated): &(Option<&str>, usize, usize)| {
        let translation = match translated {
            0 => "",
            translated if translated == documents => "with English translation",
            _ => "in part with English translation",
        };
        match (language.map(name), translation) {
            (None, "") => None,
            (None, translation) => Some(first_upper(translation)),
            (Some(language), "") => Some(first_upper(&language)),
            (Some(language), translation) => Some(format!("{}, {translation}", first_upper(&language))),
        }
    };
    known.iter().filter_map(phrase).collect::<Vec<_>>().join("; ")
}

/// Is a document, with these sources after it, followed by its translation?
fn is_translated(after: &[ExhibitSource]) -> bool {
    after
        .iter()
        .take_while(|source| source.relation != Relation::Document)
        .any(|source| source.relation == Relation::Translation)
}

/// ISO 639-1 codes, and 639-3 codes of languages without one, of languages that clients bring.
const LANGUAGES: &[(&str, &str)] = &[
    ("aa", "Afar"),
    ("acr", "Achi"),
    ("ak", "Akan"),
    ("am", "Amharic"),
    ("ar", "Arabic"),
    ("as", "Assamese"),
    ("ay", "Aymara"),
    ("az", "Azerbaijani"),
    ("be", "Belarusian"),
    ("bg", "Bulgarian"),
    ("bm", "Bambara"),
    ("bn", "Bengali"),
    ("bo", "Tibetan"),
    ("bs", "Bosnian"),
    ("ca", "Catalan"),
    ("ckb", "Sorani Kurdish"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("de", "German"),
    ("dz", "Dzongkha"),
    ("ee", "Ewe"),
    ("el", "Greek"),
    ("en", "English"),
    ("es", "Spanish"),
    ("et", "Estonian"),
    ("fa", "Persian"),
    ("ff", "Fulah"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("gn", "Guarani"),
    ("gu", "Gujarati"),
    ("ha", "Hausa"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hr", "Croatian"),
    ("ht", "Haitian Creole"),
    ("hu", "Hungarian"),
    ("hy", "Armenian"),
    ("id", "Indonesian"),
    ("ig", "Igbo"),
    ("it", "Italian"),
    ("ixl", "Ixil"),
    ("ja", "Japanese"),
    ("ka", "Georgian"),
    ("kek", "Q\u{2019}eqchi\u{2019}"),
    ("ki", "Kikuyu"),
    ("kjb", "Q\u{2019}anjob\u{2019}al"),
    ("kk", "Kazakh"),
    ("km", "Khmer"),
    ("kn", "Kannada"),
    ("ko", "Korean"),
    ("ku", "Kurdish"),
    ("ky", "Kyrgyz"),
    ("lg", "Ganda"),
    ("ln", "Lingala"),
    ("lo", "Lao"),
    ("lt", "Lithuanian"),
    ("lv", "Latvian"),
    ("mam", "Mam"),
    ("mg", "Malagasy"),
    ("mk", "Macedonian"),
    ("ml", "Malayalam"),
    ("mn", "Mongolian"),
    ("mr", "Marathi"),
    ("ms", "Malay"),
    ("my", "Burmese"),
    ("ne", "Nepali"),
    ("nl", "Dutch"),
    ("no", "Norwegian"),
    ("ny", "Chichewa"),
    ("om", "Oromo"),
    ("pa", "Punjabi"),
    ("pl", "Polish"),
    ("prs", "Dari"),
    ("ps", "Pashto"),
    ("pt", "Portuguese"),
    ("qu", "Quechua"),
    ("quc", "K\u{2019}iche\u{2019}"),
    ("rn", "Kirundi"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("rw", "Kinyarwanda"),
    ("sd", "Sindhi"),
    ("si", "Sinhala"),
    ("sk", "Slovak"),
    ("sl", "Slovenian"),
    ("sn", "Shona"),
    ("so", "Somali"),
    ("sq", "Albanian"),
    ("sr", "Serbian"),
    ("sv", "Swedish"),
    ("sw", "Swahili"),
    ("ta", "Tamil"),
    ("te", "Telugu"),
    ("tg", "Tajik"),
    ("th", "Thai"),
    ("ti", "Tigrinya"),
    ("tk", "Turkmen"),
    ("tl", "Tagalog"),
    ("tr", "Turkish"),
    ("tt", "Tatar"),
    ("tw", "Twi"),
    ("ug", "Uyghur"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
    ("uz", "Uzbek"),
    ("vi", "Vietnamese"),
    ("wo", "Wolof"),
    ("xh", "Xhosa"),
    ("yi", "Yiddish"),
    ("yo", "Yoruba"),
    ("zh", "Chinese"),
    ("zu", "Zulu"),
];
