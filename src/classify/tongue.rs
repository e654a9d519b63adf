//! In which language a text is written, where that is clear: by its script, or by its commonest words.

use std::sync::LazyLock;

use super::words::{Words, folded};
use crate::intake::Content;

/// So many letters of a script of its own are enough.
const LETTERS: usize = 40;
/// So many words are needed to tell languages of one script apart.
const WORDS: usize = 40;
/// Of a hundred words so many are among the commonest of their language.
const SHARE: usize = 14;

/// The commonest words of the languages in Latin letters; words that two of them share tell nothing and are left out.
const COMMON: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "the", "of", "and", "to", "is", "was", "that", "for", "with", "this", "by", "from", "are",
            "were", "has", "have", "been", "which", "they", "his", "her", "their", "you", "your", "not",
            "or", "it", "be", "will", "at",
        ],
    ),
    (
        "es",
        &[
            "el", "los", "las", "del", "y", "que", "en", "una", "por", "con", "su", "se", "lo", "fue", "es",
            "este", "esta", "al", "ha", "sus", "dicho", "dicha", "quien", "cual", "años", "pero", "muy",
            "hasta", "donde",
        ],
    ),
    (
        "pt",
        &[
            "os", "da", "das", "do", "dos", "e", "não", "em", "um", "uma", "na", "nas", "no", "nos", "pelo",
            "pela", "foi", "ao", "são", "seu", "sua", "com", "mais", "também", "à", "às", "você", "ele",
            "ela",
        ],
    ),
    (
        "fr",
        &[
            "le", "les", "des", "du", "et", "est", "dans", "une", "qui", "pour", "sur", "au", "aux", "par",
            "ce", "cette", "il", "elle", "nous", "vous", "a", "été", "son", "sa", "ses", "avec", "je", "ont",
            "sont",
        ],
    ),
    (
        "ht",
        &[
            "ak", "nan", "yo", "te", "mwen", "li", "pou", "ki", "sa", "yon", "gen", "ap", "nou", "pa",
            "tout", "fè", "ou", "moun", "epi", "lè", "kote", "lapolis", "peyi",
        ],
    ),
    (
        "vi",
        &[
            "và", "của", "là", "không", "tôi", "các", "được", "người", "cho", "một", "trong", "này", "đã",
            "với", "có", "những", "việc", "ngày", "tháng", "năm", "số", "theo", "công", "tại",
        ],
    ),
];

/// Of so many pages the language is looked at.
const PAGES: usize = 5;
/// Of each page so many characters.
const CHARACTERS: usize = 6_000;

/// The language in which all the text of a document is written, if that is clear.
pub(super) fn of(content: &Content) -> Option<&'static str> {
    let pages = content.pages.iter().take(PAGES);
    let start = |page: &String| page.chars().take(CHARACTERS).collect::<String>();
    let mut languages = pages.filter_map(|page| language(&start(page)));
    let first = languages.next()?;
    // A document bound together with its translation is in two languages, and nothing is clear.
    languages.all(|other| other == first).then_some(first)
}

/// The language of a text (ISO 639-1), if it is clear.
pub(super) fn language(text: &str) -> Option<&'static str> {
    by_script(text).or_else(|| by_words(text))
}

fn by_script(text: &str) -> Option<&'static str> {
    let (mut latin, mut counts) = (0_usize, [0_usize; 9]);
    const SCRIPTS: [&str; 9] = ["ru", "ar", "zh", "ko", "ja", "am", "hi", "th", "ka"];
    let (mut ukrainian, mut persian) = (0_usize, 0_usize);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        let index = match u32::from(c) {
            0x400..=0x52F => 0,
            0x600..=0x6FF | 0x750..=0x77F => 1,
            0x3400..=0x9FFF => 2,
            0xAC00..=0xD7AF => 3,
            0x3040..=0x30FF => 4,
            0x1200..=0x139F => 5,
            0x900..=0x97F => 6,
            0xE00..=0xE7F => 7,
            0x10A0..=0x10FF => 8,
            _ => {
                latin += 1;
                continue;
            }
        };
        counts[index] += 1;
        ukrainian += usize::from("іїєґІЇЄҐ".contains(c));
        persian += usize::from("پچژگ".contains(c));
    }
    let (best, &most) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    let all: usize = counts.iter().sum();
    // A Latin name or number among the words is common, and Chinese needs fewer letters for as much.
    let weight = if best == 2 { most * 3 } else { most };
    if most < LETTERS || weight < latin || most * 10 < all * 7 {
        return None;
    }
    Some(match SCRIPTS[best] {
        "ru" if ukrainian * 50 > most => "uk",
        "ar" if persian * 50 > most => "fa",
        other => other,
    })
}

fn by_words(text: &str) -> Option<&'static str> {
    let words: Vec<String> =
        Words::of(text).list().into_iter().filter(|word| word.chars().all(char::is_alphabetic)).collect();
    if words.len() < WORDS {
        return None;
    }
    static FOLDED: LazyLock<Vec<(&str, Vec<String>)>> =
        LazyLock::new(|| COMMON.iter().map(|(language, common)| (*language, folded(common))).collect());
    let count = |common: &Vec<String>| words.iter().filter(|word| common.contains(word)).count();
    let mut scores: Vec<(usize, &'static str)> =
        FOLDED.iter().map(|(language, common)| (count(common), *language)).collect();
    scores.sort_by(|a, b| b.cmp(a));
    let (best, second) = (scores.first()?, scores.get(1).map_or(0, |score| score.0));
    (best.0 * 100 >= words.len() * SHARE && best.0 > second * 3 / 2).then_some(best.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_by_their_words_and_letters() {
        for (expected, text) in [
            (
                "en",
                "I was born in the city of San Pedro Sula and I have lived there with my family for most of my life. On the morning of March 3 the men came to our house, and they said that they were from the gang which controls the area.",
            ),
            (
                "es",
                "El suscrito Registrador Civil Municipal hace constar que en el libro de nacimientos que se lleva en este registro se encuentra inscrita la partida de la niña que nació en esta ciudad el día tres de marzo, hija de los señores que firman con su cédula al pie de la presente.",
            ),
            (
                "pt",
                "O oficial do registro civil das pessoas naturais certifica que no livro de registros de nascimento foi lavrado o assento da criança nascida em uma maternidade da cidade, filha dos senhores abaixo, não havendo mais nada a declarar em fé do que foi dito pela mãe e pelo pai.",
            ),
            (
                "fr",
                "Nous, officier de l'état civil, avons dressé le présent acte de naissance sur la déclaration du père qui a signé avec nous dans les registres de la commune, et la lecture en a été faite par le secrétaire pour servir à toutes fins utiles aux parties qui sont ici présentes.",
            ),
            (
                "ht",
                "Mwen te rete nan vil la ak fanmi mwen lè mesye yo te vini pou chèche nou. Yo te di yo ap touye tout moun ki pa vle peye, epi nou te kouri al kache lakay yon zanmi ki te gen yon kay lòt kote nan peyi a.",
            ),
            (
                "vi",
                "Tôi là công dân của nước này và tôi không được phép rời khỏi nhà. Công an đã đến nhà tôi vào ngày ba tháng năm và họ đã bắt những người trong gia đình với lý do không có giấy tờ cho việc cư trú tại địa phương này.",
            ),
            (
                "ru",
                "Настоящее свидетельство выдано отделом записи актов гражданского состояния администрации города",
            ),
            (
                "uk",
                "Це свідоцтво видане відділом державної реєстрації актів цивільного стану міського управління юстиції",
            ),
            ("ar", "تشهد دائرة الأحوال المدنية بأن المولود المذكور أعلاه مسجل في سجلات الولادات لديها"),
            (
                "zh",
                "兹证明上述人员于一九九零年三月三日在本市人民医院出生，父亲与母亲的姓名如下所列，并登记在本市户籍登记机关的档案之中特此证明",
            ),
            ("am", "ይህ የልደት የምስክር ወረቀት በከተማው አስተዳደር የወሳኝ ኩነት ምዝገባ ጽሕፈት ቤት የተሰጠ ነው"),
        ] {
            assert_eq!(language(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_not_clear_is_not_guessed() {
        for text in [
            "",
            "Maria LOPEZ 1990-04-02",
            "PASSPORT PASAPORTE Honduras",
            "Иванов Иван",
            &"123 456 ".repeat(200),
            &"Lopez Garcia Maria Elena ".repeat(20),
        ] {
            assert_eq!(language(text), None, "{text}");
        }
        let both = "The undersigned certifies that this is a copy of the record. El suscrito certifica que esta es una copia del registro. "
            .repeat(4);
        assert_eq!(language(&both), None);
    }
}
