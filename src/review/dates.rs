//! Dates as documents write them: in figures, and in words of several languages.

use jiff::civil::Date;

use super::words::Plain;

/// A date that was read, and where it begins in the plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadDate {
    /// The date.
    pub date: Date,
    /// Bytes before it.
    pub at: usize,
}

/// The months in English, Spanish, Portuguese, French, Haitian Creole; three letters and more are compared.
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "enero", "ene", "janeiro", "janvier", "janvye"],
    &["february", "feb", "febrero", "fevereiro", "fev", "fevrier", "fevriye"],
    &["march", "mar", "marzo", "marco", "mars"],
    &["april", "apr", "abril", "abr", "avril", "avr"],
    &["may", "mayo", "maio", "mai", "me"],
    &["june", "jun", "junio", "junho", "juin", "jen"],
    &["july", "jul", "julio", "julho", "juillet", "jiye"],
    &["august", "aug", "agosto", "ago", "aout", "out"],
    &["september", "sep", "sept", "septiembre", "setiembre", "setembro", "set", "septembre", "septanm"],
    &["october", "oct", "octubre", "outubro", "octobre", "oktob"],
    &["november", "nov", "noviembre", "novembro", "novembre", "novanm"],
    &["december", "dec", "diciembre", "dic", "dezembro", "dez", "decembre", "desanm"],
];

/// All dates in a text. Figures with a slash are read month first, as offices of the United States write them;
/// where that is no date, or with `either_way`, day first too.
pub fn dates(plain: &Plain, either_way: EitherWay) -> Vec<ReadDate> {
    let words: Vec<(usize, &str)> = positions(plain.as_str());
    let mut found = Vec::new();
    for index in 0..words.len() {
        let at = words[index].0;
        let word = |offset: usize| words.get(index + offset).map(|(_, word)| *word);
        let mut add = |date: Option<Date>| found.extend(date.map(|date| ReadDate { date, at }));
        if let (Some(first), Some(second), Some(third)) = (word(0), word(1), word(2)) {
            if let (Some(month), Some(day), Some(year)) = (month(first), day(second), year(third)) {
                add(date(year, month, day));
                continue;
            }
            if let (Some(year), Some(month), Some(day)) = (four(first), figure(second), figure(third)) {
                add(date(year, month, day));
                continue;
            }
            if let (Some(one), Some(two), Some(year)) = (figure(first), figure(second), year(third)) {
                let american = date(year, one, two);
                add(american);
                if american.is_none() || either_way == EitherWay::Yes {
                    add(date(year, two, one).filter(|date| Some(*date) != american));
                }
                continue;
            }
        }
        if let Some(day) = word(0).and_then(day) {
            // "5 mars 2025", "5 de marzo de 2025", "5 de marzo del a\u{f1}o 2025", "5th day of March, 2025"
            let rest: Vec<&str> = (1..7)
                .filter_map(word)
                .filter(|word| !["de", "del", "of", "day", "ano", "dia", "d"].contains(word))
                .collect();
            if let [month_word, year_word, ..] = rest[..]
                && let (Some(month), Some(year)) = (month(month_word), year(year_word))
            {
                add(date(year, month, day));
            }
        }
    }
    found
}

/// Are figures read both ways round?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EitherWay {
    /// Papers from abroad.
    Yes,
    /// Papers of the United States.
    No,
}

/// The one date that a short text states, as forms do.
pub fn single(text: &str) -> Option<Date> {
    match dates(&Plain::of(text), EitherWay::No)[..] {
        [only] => Some(only.date),
        _ => None,
    }
}

/// Years that stand in a text by themselves or in dates.
pub fn years(plain: &Plain) -> Vec<i16> {
    plain.words().filter_map(four).collect()
}

fn positions(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = 0;
    for part in text.split(' ') {
        if !part.is_empty() {
            words.push((start, part));
        }
        start += part.len() + 1;
    }
    words
}

fn month(word: &str) -> Option<i8> {
    let index = MONTHS.iter().position(|names| names.contains(&word))?;
    i8::try_from(index + 1).ok()
}

fn figure(word: &str) -> Option<i8> {
    let fits = word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    word.parse().ok().filter(|_| fits)
}

/// A day of a month: "5", "05", "5th", "1er".
fn day(word: &str) -> Option<i8> {
    let figures = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let ending = &word[figures.len()..];
    let fits = ["", "st", "nd", "rd", "th", "er", "o"].contains(&ending);
    figure(figures).filter(|day| fits && (1..=31).contains(day))
}

fn year(word: &str) -> Option<i16> {
    four(word)
}

fn four(word: &str) -> Option<i16> {
    let fits = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    word.parse().ok().filter(|year| fits && (1900..=2100).contains(year))
}

fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read(text: &str) -> Vec<Date> {
        dates(&Plain::of(text), EitherWay::No).into_iter().map(|read| read.date).collect()
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for text in [
            "02/10/2025",
            "2025-02-10",
            "February 10, 2025",
            "FEB 10, 2025",
            "on the 10th day of February, 2025",
            "10 de febrero de 2025",
            "10 de febrero del a\u{f1}o 2025",
            "le 10 f\u{e9}vrier 2025",
            "10 fevereiro 2025",
        ] {
            assert_eq!(read(text), [date(2025, 2, 10)], "{text}");
        }
        assert_eq!(read("25/12/2024"), [date(2024, 12, 25)], "no other way is possible");
        assert_eq!(read("Case 13/45/2024, (602) 555-0101, page 3 of 12, 02/30/2025"), []);
    }

    #[test]
    fn papers_from_abroad_are_read_both_ways() {
        let read = dates(&Plain::of("05/03/2025"), EitherWay::Yes);
        let dates: Vec<Date> = read.into_iter().map(|read| read.date).collect();
        assert_eq!(dates, [date(2025, 5, 3), date(2025, 3, 5)]);
    }
}
