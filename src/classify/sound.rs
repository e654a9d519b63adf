//! Names of persons in another script than `case.toml` has them: "Ольга" is Olga, 李娜 is Na LI.

use any_ascii::any_ascii;

/// Fewer letters are alike in too many names.
const FEWEST: usize = 3;
/// A Chinese name has at most so many characters.
const LONGEST: usize = 4;

/// The words of `names` (folded, in Latin letters) that this word of a file name sounds like.
pub(super) fn alike<'n>(word: &str, names: &[Vec<&'n str>]) -> Vec<&'n str> {
    if word.is_ascii() || !word.chars().any(char::is_alphabetic) {
        return Vec::new();
    }
    if word.chars().any(is_chinese) {
        return names.iter().filter(|name| holds_chinese(word, name)).flatten().copied().collect();
    }
    let heard = any_ascii(word).to_lowercase();
    names.iter().flatten().copied().filter(|name| name.is_ascii() && sounds_like(&heard, name)).collect()
}

fn sounds_like(one: &str, other: &str) -> bool {
    let (plain, bones) = (stem(one), skeleton(one));
    (plain.len() >= FEWEST && plain == stem(other)) || (bones.len() >= FEWEST && bones == skeleton(other))
}

/// Without the vowels of its ending, which change with the case.
fn stem(word: &str) -> String {
    let letters: String = word.chars().filter(char::is_ascii_alphabetic).collect();
    letters.trim_end_matches(['a', 'e', 'i', 'o', 'u', 'y']).to_owned()
}

/// The consonants, each as the class of those that languages write for one another. Arabic writes no others.
fn skeleton(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().filter(char::is_ascii_alphabetic).collect();
    letters.dedup();
    let text: String = letters.into_iter().collect();
    let text = text
        .replace("kh", "k")
        .replace("gh", "g")
        .replace("sh", "s")
        .replace("th", "t")
        .replace("dh", "d")
        .replace("ch", "s")
        .replace("ph", "f");
    let class = |c: char| match c {
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'w' => None,
        'p' => Some('b'),
        'q' | 'c' => Some('k'),
        'j' => Some('g'),
        'v' => Some('f'),
        other => Some(other),
    };
    let bones: String = text.chars().filter_map(class).collect();
    // The ending of feminine names is an h in Arabic and nothing in Latin letters.
    bones.strip_suffix('h').unwrap_or(&bones).to_owned()
}

fn is_chinese(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x9FFF)
}

/// Does the whole name, in either order, or a given name of two characters stand among these characters?
fn holds_chinese(word: &str, name: &[&str]) -> bool {
    let syllables: Vec<String> = word.chars().map(|c| any_ascii(&c.to_string()).to_lowercase()).collect();
    let chinese: Vec<bool> = word.chars().map(is_chinese).collect();
    let mut meant: Vec<String> = Vec::new();
    if let [first, rest @ ..] = name
        && !rest.is_empty()
    {
        meant.push(name.concat());
        let mut turned = rest.to_vec();
        turned.push(first);
        meant.push(turned.concat());
        let last = name.len() - 1;
        meant.push(format!("{}{}", name[last], name[..last].concat()));
    }
    (0..syllables.len()).any(|from| {
        (from + 2..=syllables.len().min(from + LONGEST)).any(|to| {
            let said = syllables[from..to].concat();
            chinese[from..to].iter().all(|is| *is)
                && (meant.contains(&said)
                    || name.iter().any(|part| is_two_syllables(&syllables[from..to]) && *part == said))
        })
    })
}

fn is_two_syllables(said: &[String]) -> bool {
    said.len() == 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_heard_in_other_scripts() {
        for (word, name) in [
            ("ольга", "olga"),
            ("сергея", "sergei"),
            ("иванов", "ivanova"),
            ("محمد", "mohammed"),
            ("احمد", "ahmed"),
            ("فاطمه", "fatima"),
            ("አበበ", "abebe"),
            ("ሰላማዊት", "selamawit"),
            ("მარიამ", "mariam"),
        ] {
            assert_eq!(alike(word, &[vec!["zzz", name]]), [name], "{word}");
        }
        assert_eq!(alike("李娜护照", &[vec!["na", "li"], vec!["wei", "zhang"]]), ["na", "li"]);
        assert_eq!(alike("王小明", &[vec!["xiaoming", "wang"]]), ["xiaoming", "wang"]);
    }

    #[test]
    fn other_names_are_not() {
        for (word, name) in [
            ("ольга", "elena"),
            ("محمد", "ahmed"),
            ("паспорт", "petrov"),
            ("maria", "maria"),
            ("护照", "zhao"),
        ] {
            assert!(alike(word, &[vec!["zzz", name]]).is_empty(), "{word}");
        }
        assert!(alike("护照", &[vec!["wei", "zhang"]]).is_empty());
    }
}
