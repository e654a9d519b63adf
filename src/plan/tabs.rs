//! The marks of exhibits.

use crate::case::TabScheme;

/// The mark of the exhibit at this place, counted from 0: A … Z, AA, AB … or 1, 2, 3 …
pub fn tab(scheme: TabScheme, index: usize) -> String {
    match scheme {
        TabScheme::Numbers => (index + 1).to_string(),
        TabScheme::Letters => letters(index),
    }
}

fn letters(index: usize) -> String {
    let mut rest = index + 1;
    let mut mark = Vec::new();
    while rest > 0 {
        rest -= 1;
        mark.push(b'A' + (rest % 26) as u8);
        rest /= 26;
    }
    mark.reverse();
    mark.into_iter().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_run_on_after_z() {
        let marks: Vec<String> =
            [0, 25, 26, 27, 51, 52, 701, 702].into_iter().map(|i| tab(TabScheme::Letters, i)).collect();
        assert_eq!(marks, ["A", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn numbers_count_from_one() {
        assert_eq!(tab(TabScheme::Numbers, 0), "1");
        assert_eq!(tab(TabScheme::Numbers, 99), "100");
    }
}
