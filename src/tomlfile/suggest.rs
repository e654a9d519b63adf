//! "Did you mean …?": the known word nearest to what was written.

/// Longer words are no slips of the pen; comparing them would only cost time.
const LONGEST: usize = 64;
/// More candidates than any list of keys, persons or requirements has.
const MOST_CANDIDATES: usize = 500;

/// The candidate nearest to `word`, if one is near enough to be what was meant.
///
/// Case, spaces, `-` and `_` do not count.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.is_empty() || word.chars().count() > LONGEST {
        return None;
    }
    let wanted = folded(word);
    let reach = (wanted.chars().count() / 3).clamp(1, 4);
    candidates
        .into_iter()
        .take(MOST_CANDIDATES)
        .filter(|candidate| candidate.len() <= 2 * LONGEST)
        .map(|candidate| (strsim::damerau_levenshtein(&wanted, &folded(candidate)), candidate))
        .filter(|&(distance, candidate)| distance <= reach && distance < candidate.chars().count())
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

fn folded(word: &str) -> String {
    word.trim().to_lowercase().replace(['_', ' '], "-")
}
