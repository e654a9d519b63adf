//! "Did you mean …?"

/// The word most like the one that was written, if one is like it at all.
pub fn did_you_mean<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written = plain(written);
    known
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(&written, &plain(word)), word))
        .filter(|&(distance, word)| distance <= word.chars().count().max(written.chars().count()) / 3)
        .min()
        .map(|(_, word)| word)
}

/// Without case and without the joints, so that `EvidenceFiledOn` is `evidence_filed_on`.
fn plain(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_recognised_and_a_stranger_is_not() {
        let known = ["married", "filed_on", "last_arrival"];
        assert_eq!(did_you_mean("maried", known), Some("married"));
        assert_eq!(did_you_mean("fieldon", known), Some("filed_on"));
        assert_eq!(did_you_mean("Last-Arrival", known), Some("last_arrival"));
        assert_eq!(did_you_mean("detained", known), None);
        assert_eq!(did_you_mean("", known), None);
    }
}
