//! Turns of phrase that several parts of a check share.

use crate::track::Source;
pub use crate::wording::{days_between, list};

/// The first name of a person as it is spoken: "Maria" of "Maria Elena LOPEZ GARCIA" and of "LOPEZ, Maria".
pub fn first_name(name: &str) -> &str {
    let given = name.split_once(',').map_or(name, |(_, given)| given);
    given.split_whitespace().next().unwrap_or_else(|| name.trim())
}

/// "1 day", "30 days".
pub fn days(number: i32) -> String {
    if number.abs() == 1 { format!("{number} day") } else { format!("{number} days") }
}

/// Who can bring a document, as a sentence.
pub fn who_brings(source: Source) -> &'static str {
    match source {
        Source::Client => "The client has it or can get it.",
        Source::Office => "The office writes or fetches it.",
        Source::Third => "A third person writes it, such as a translator, doctor or witness.",
        Source::Generated => "It is written into the packet when the packet is built.",
    }
}

/// Closes a text with a full stop if it has none.
pub fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '?', ':']) { text.to_owned() } else { format!("{text}.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_name_is_found_however_the_name_is_written() {
        assert_eq!(first_name("Maria Elena LOPEZ GARCIA"), "Maria");
        assert_eq!(first_name("LOPEZ GARCIA, Maria Elena"), "Maria");
        assert_eq!(first_name("Madonna"), "Madonna");
        assert_eq!(first_name("LOPEZ,"), "LOPEZ,");
    }
}
