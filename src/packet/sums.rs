//! `SHA256SUMS`: passes plain `sha256sum -c` in the packet folder.

/// The name of the file.
pub const SUMS_FILE: &str = "SHA256SUMS";

/// The text for these (hash, file name) pairs, in this order.
pub fn text(entries: &[(String, String)]) -> String {
    entries.iter().map(|(hash, name)| format!("{hash}  {name}\n")).collect()
}

/// The (hash, file name) pairs of the text; `None` if a line is no line of sums.
pub fn parse(text: &str) -> Option<Vec<(String, String)>> {
    text.lines()
        .map(|line| {
            let (hash, name) = line.split_once("  ")?;
            let sound =
                hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) && !name.is_empty();
            sound.then(|| (hash.to_owned(), name.to_owned()))
        })
        .collect()
}
