//! Folding a text before its words are compared: forms of letters, spellings and inflections.

use unicode_normalization::UnicodeNormalization;

use crate::intake::is_hidden;

/// Compatibility forms taken apart, accents dropped, what cannot be seen dropped, and each word brought
/// to the form that all its spellings and inflections share.
pub(super) fn fold(text: &str) -> String {
    let text = without_escapes(text);
    let plain: String = text
        .nfkd()
        .filter(|c| !is_accent(*c) && (!is_hidden(*c) || c.is_whitespace() || c.is_control()))
        .map(simplify)
        .nfc()
        .map(plain_chinese)
        .collect();
    let plain = plain
        .replace('&', " and ")
        .replace('ß', "ss")
        .replace('æ', "ae")
        .replace('œ', "oe")
        .replace('Æ', "AE")
        .replace('Œ', "OE");
    each_word(&plain, base_form)
}

/// `%20` and, where there is no space, `+` are how web pages write a space; else `+` is "and".
fn without_escapes(text: &str) -> String {
    let text = text.replace("%20", " ");
    if text.contains(' ') { text.replace('+', " and ") } else { text.replace('+', " ") }
}

/// Marks that people leave out when they type: accents, Arabic and Hebrew vowel signs. Marks of other
/// scripts (kana, Indic vowels, Thai tones) make another word and stay.
pub(super) fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{640}'
        | '\u{591}'..='\u{5BD}' | '\u{5BF}'..='\u{5C7}')
}

/// Letters that keyboards swap for one another, and letters with a stroke, which have no plain form.
fn simplify(c: char) -> char {
    match c {
        'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        'ة' => 'ه',
        'ı' => 'i',
        'ø' => 'o',
        'Ø' => 'O',
        'ł' => 'l',
        'Ł' => 'L',
        'đ' => 'd',
        'Đ' => 'D',
        _ => plain_ethiopic(c),
    }
}

/// Amharic writes h, s, the glottal stop and ts with several letters of one sound, as people please.
fn plain_ethiopic(c: char) -> char {
    let code = u32::from(c);
    let row = match code {
        0x1210..=0x1217 => 0x1200 + (code - 0x1210),
        0x1280..=0x1287 => 0x1200 + (code - 0x1280),
        0x1220..=0x1227 => 0x1230 + (code - 0x1220),
        0x12D0..=0x12D6 => 0x12A0 + (code - 0x12D0),
        0x1340..=0x1346 => 0x1338 + (code - 0x1340),
        0x1250..=0x1256 => 0x1240 + (code - 0x1250),
        _ => code,
    };
    let row = match row {
        0x1203 => 0x1200,
        0x12A3 => 0x12A0,
        other => other,
    };
    char::from_u32(row).unwrap_or(c)
}

/// The traditional characters that occur in names of papers and persons, and their simplified forms.
const TRADITIONAL: &str = "護护證证結结離离報报醫医歷历聲声個个陳陈國国單单聯联訴诉書书譯译斷断療疗記记錄录脅胁嚇吓員员\
黨党會会評评說说體体舊旧鑒鉴鑑鉴獄狱釋释傳传處处罰罚決决領领戶户條条駕驾執执業业學学畢毕親亲兒儿媽妈圖图機机軍军隊队寫写據据\
經经簽签邊边關关係系聞闻導导狀状話话訊讯見见視视頁页張张劉刘楊杨黃黄吳吴趙赵鄭郑孫孙馬马羅罗謝谢許许葉叶蘇苏呂吕蔣蒋錢钱\
湯汤韓韩馮冯鄧邓蕭萧華华麗丽蘭兰鳳凤龍龙偉伟強强東东傑杰誌志連连實实義义衛卫術术檢检驗验審审訪访談谈請请門门開开\
讀读謄誊號号碼码筆笔藥药傷伤殺杀慘惨級级組组織织協协徵征務务職职稅税銀银車车飛飞";

fn plain_chinese(c: char) -> char {
    if !matches!(u32::from(c), 0x3400..=0x9FFF) {
        return c;
    }
    let mut letters = TRADITIONAL.chars();
    while let (Some(traditional), Some(simplified)) = (letters.next(), letters.next()) {
        if traditional == c {
            return simplified;
        }
    }
    c
}

/// Applies `change` to every run of letters.
fn each_word(text: &str, change: impl Fn(&str) -> &str) -> String {
    let mut whole = String::new();
    let mut word = String::new();
    for c in text.chars() {
        if c.is_alphabetic() {
            word.push(c);
        } else {
            whole.push_str(change(&word));
            word.clear();
            whole.push(c);
        }
    }
    whole.push_str(change(&word));
    whole
}

/// The part of a word that its inflections share.
fn base_form(word: &str) -> &str {
    match word.chars().next().map(u32::from) {
        Some(0x400..=0x52F) => without_cyrillic_ending(word),
        Some(0x620..=0x64A) => without_arabic_article(word),
        Some(0x1200..=0x137F) => without_ethiopic_prefix(word),
        _ => word,
    }
}

/// Endings of nouns and adjectives, Russian and Ukrainian, the longest first; й and ї have lost their marks.
const ENDINGS: &[&str] = &[
    "ого", "его", "ому", "ему", "ыми", "ими", "ами", "ями", "ая", "яя", "ое", "ее", "ые", "ие", "ыи", "ии",
    "ои", "еи", "ых", "их", "ую", "юю", "ом", "ем", "ам", "ям", "ах", "ях", "ов", "ев", "ия", "ию", "ью",
    "іі", "ія", "ію", "ів", "оі", "а", "я", "о", "е", "ы", "и", "у", "ю", "ь", "і",
];

/// So many letters of a word stay at least; shorter words would become alike.
const STEM: usize = 4;

fn without_cyrillic_ending(word: &str) -> &str {
    let letters = word.chars().count();
    let fits = |ending: &&&str| {
        let length = ending.chars().count();
        letters >= STEM + length
            && word.chars().skip(letters - length).flat_map(char::to_lowercase).eq(ending.chars())
    };
    let Some(ending) = ENDINGS.iter().find(fits) else { return word };
    let end = word.char_indices().nth(letters - ending.chars().count()).map_or(word.len(), |(at, _)| at);
    &word[..end]
}

/// "The passport" and "to the police" are one word each.
fn without_arabic_article(word: &str) -> &str {
    ["وال", "بال", "ال", "لل"]
        .iter()
        .filter_map(|article| word.strip_prefix(article))
        .find(|rest| rest.chars().count() >= 3)
        .unwrap_or(word)
}

/// "Of" is a prefix in Amharic and a word of its own in Tigrinya.
fn without_ethiopic_prefix(word: &str) -> &str {
    if word == "ናይ" {
        return "";
    }
    word.strip_prefix('የ').filter(|rest| rest.chars().count() >= 2).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(one: &str, other: &str) -> bool {
        fold(one) == fold(other)
    }

    #[test]
    fn inflections_of_a_word_are_the_word() {
        for (one, other) in [
            ("свидетельство", "свидетельства"),
            ("рождении", "рождения"),
            ("медицинская", "медицинские"),
            ("полицию", "полиции"),
            ("военный", "военные"),
            ("الشرطة", "للشرطة"),
            ("الجواز", "جواز"),
            ("የልደት", "ልደት"),
            ("ሕክምና", "ህክምና"),
            ("護照", "护照"),
            ("birth%20certificate", "birth certificate"),
            ("birth+certificate", "birth certificate"),
        ] {
            assert!(same(one, other), "{one} {other}");
        }
    }

    #[test]
    fn every_traditional_character_stands_beside_another_one() {
        let letters: Vec<char> = TRADITIONAL.chars().collect();
        assert_eq!(letters.len() % 2, 0);
        for pair in letters.chunks(2) {
            assert_ne!(pair[0], pair[1]);
        }
    }

    #[test]
    fn different_words_stay_different() {
        for (one, other) in [
            ("свидетель", "свидетельство"),
            ("перевод", "переводчик"),
            ("брак", "брат"),
            ("суд", "суп"),
            ("جواز", "زواج"),
            ("passport + photo", "passport photo"),
        ] {
            assert!(!same(one, other), "{one} {other}");
        }
    }
}
