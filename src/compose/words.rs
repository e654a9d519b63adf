//! Dates, numbers and names as a law office writes them.

use jiff::civil::{Date, Time};

use crate::case::{Case, Person};
use crate::plan::{Exhibit, ExhibitSource, Relation};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `March 16, 2027`.
pub fn date(date: Date) -> String {
    let month = usize::try_from(date.month()).ok().and_then(|month| MONTHS.get(month.wrapping_sub(1)));
    format!("{} {}, {}", month.copied().unwrap_or_default(), date.day(), date.year())
}

/// `9:00 a.m.`
pub fn time(time: Time) -> String {
    let half = if time.hour() < 12 { "a.m." } else { "p.m." };
    let hour = match time.hour() % 12 {
        0 => 12,
        hour => hour,
    };
    format!("{hour}:{:02} {half}", time.minute())
}

/// `5–24`, or `5` if it is one page.
pub fn range(first: u32, last: u32) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

/// `1 page`, `3 exhibits`.
pub fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

/// `A`, `A and B`, `A, B and C`.
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The people of the application: the principal and everyone included.
pub fn applicants(case: &Case) -> Vec<&Person> {
    let included = |(number, person): &(usize, &Person)| *number == 0 || person.included;
    case.persons.iter().enumerate().filter(included).map(|(_, person)| person).collect()
}

/// A name as captions give it.
pub fn capitals(text: &str) -> String {
    text.to_uppercase()
}

/// The English name of a language by its ISO 639 code; a word that is no code stays as it is.
pub fn language(code: &str) -> String {
    let base = code.split(['-', '_']).next().unwrap_or(code).trim().to_lowercase();
    if let Some((_, name)) = LANGUAGES.iter().find(|(code, _)| *code == base) {
        return (*name).to_owned();
    }
    if base.len() > 3 {
        let mut letters = code.trim().chars();
        return letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    }
    format!("language \u{201c}{}\u{201d}", code.trim())
}

/// The languages of an exhibit's documents and whether they are translated: "Spanish, with English translation".
/// Empty if nothing is known.
pub fn languages(exhibit: &Exhibit) -> String {
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
        match (language.map(self::language), translation) {
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

fn first_upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
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
