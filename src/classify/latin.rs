//! Russian and Ukrainian written in Latin letters, as clients do on a keyboard without Cyrillic ones.
//!
//! There are many ways to write them so ("rozhdenii", "rojdenii"); a key brings all of them to one form,
//! and Cyrillic words to the same one.

/// Does a text hold Cyrillic letters?
pub(super) fn is_cyrillic(text: &str) -> bool {
    text.chars().any(|c| matches!(u32::from(c), 0x400..=0x52F))
}

/// The key of a text, word by word; everything that is no letter stays.
pub(super) fn key(text: &str) -> String {
    let mut whole = String::new();
    let mut word = String::new();
    for c in text.to_lowercase().chars() {
        if c.is_alphabetic() {
            word.push(c);
        } else {
            whole.push_str(&key_of_word(&word));
            word.clear();
            whole.push(c);
        }
    }
    whole.push_str(&key_of_word(&word));
    whole
}

/// Spellings of one sound, the longest first. `q` stands for ch, `w` for sh, `j` for zh, `c` for ts.
const SOUNDS: &[(&str, &str)] = &[
    ("shch", "w"),
    ("sch", "w"),
    ("sh", "w"),
    ("ch", "q"),
    ("zh", "j"),
    ("kh", "h"),
    ("ts", "c"),
    ("tc", "c"),
    ("tz", "c"),
    ("ya", "a"),
    ("ia", "a"),
    ("ja", "a"),
    ("yu", "u"),
    ("iu", "u"),
    ("ju", "u"),
    ("yo", "e"),
    ("ye", "e"),
    ("ie", "e"),
    ("je", "e"),
    ("x", "h"),
    ("y", "i"),
    ("w", "v"),
    ("'", ""),
    ("а", "a"),
    ("б", "b"),
    ("в", "v"),
    ("г", "g"),
    ("ґ", "g"),
    ("д", "d"),
    ("ие", "e"),
    ("е", "e"),
    ("ё", "e"),
    ("є", "e"),
    ("ж", "j"),
    ("з", "z"),
    ("ия", "a"),
    ("ию", "u"),
    ("и", "i"),
    ("і", "i"),
    ("ї", "i"),
    ("й", "i"),
    ("к", "k"),
    ("л", "l"),
    ("м", "m"),
    ("н", "n"),
    ("о", "o"),
    ("п", "p"),
    ("р", "r"),
    ("с", "s"),
    ("т", "t"),
    ("у", "u"),
    ("ф", "f"),
    ("х", "h"),
    ("ц", "c"),
    ("ч", "q"),
    ("ш", "w"),
    ("щ", "w"),
    ("ъ", ""),
    ("ы", "i"),
    ("ь", ""),
    ("э", "e"),
    ("ю", "u"),
    ("я", "a"),
];

/// Words of at least so many letters lose the vowels of their ending.
const LONG: usize = 5;

fn key_of_word(word: &str) -> String {
    let mut key = String::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let sound = SOUNDS.iter().find_map(|(spelling, sound)| Some((rest.strip_prefix(spelling)?, *sound)));
        let (behind, sound) = match sound {
            Some((behind, sound)) => (behind, sound.to_owned()),
            None => (&rest[first.len_utf8()..], first.to_string()),
        };
        // Doubled letters are doubled by some and not by others.
        if !key.ends_with(&sound) || sound.is_empty() {
            key.push_str(&sound);
        }
        rest = behind;
    }
    let is_long = key.chars().count() >= LONG;
    while is_long && key.len() > 3 && key.ends_with(['a', 'e', 'i', 'o', 'u']) {
        key.pop();
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_ways_to_write_a_word_have_one_key() {
        for (cyrillic, latin) in [
            ("свидетельство о рождении", ["svidetelstvo o rozhdenii", "svidetelstvo o rojdenii"]),
            ("заявление в полицию", ["zayavlenie v policiyu", "zayavlenie v politsiyu"]),
            ("военный билет", ["voennyy bilet", "voenniy bilet"]),
            ("медицинская справка", ["meditsinskaya spravka", "medicinskaja spravka"]),
            ("сертификат переводчика", ["sertifikat perevodchika", "sertifikat perevodchik"]),
        ] {
            for latin in latin {
                assert_eq!(key(latin), key(cyrillic), "{latin}");
            }
        }
        assert_ne!(key("svidetel"), key("свидетельство"));
    }
}
