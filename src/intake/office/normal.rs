//! What LibreOffice invents anew for each PDF: its date, its number and its checksum.

/// Sets them to zeros, in their places and lengths, so that nothing in the file moves.
pub fn without_dates_and_ids(pdf: &mut [u8]) {
    for (before, keep) in [
        (&b"/CreationDate(D:"[..], is_digit as fn(u8) -> bool),
        (b"/ModDate(D:", is_digit),
        (b"/DocChecksum /", is_hex),
        (b"/ID [ <", is_hex),
    ] {
        let mut from = 0;
        while let Some(at) = find(&pdf[from..], before).map(|at| from + at + before.len()) {
            let mut end = zeros(pdf, at, keep);
            // The second number of a pair.
            if before.starts_with(b"/ID") && pdf.get(end..end + 3).is_some_and(|next| next == b">\n<") {
                end = zeros(pdf, end + 3, keep);
            }
            from = end;
        }
    }
}

fn zeros(pdf: &mut [u8], from: usize, keep: fn(u8) -> bool) -> usize {
    let length = pdf[from..].iter().take(32).take_while(|byte| keep(**byte)).count();
    pdf[from..from + length].fill(b'0');
    from + length
}

fn is_digit(byte: u8) -> bool {
    byte.is_ascii_digit()
}

fn is_hex(byte: u8) -> bool {
    byte.is_ascii_hexdigit()
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|part| part == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_invented_goes_and_nothing_moves() {
        let mut pdf = b"1 0 obj<</CreationDate(D:20261122180846Z')>>\ntrailer\n/ID [ <DF0B>\n<DF0B> ]\n/DocChecksum /F8E1\n(2026)".to_vec();
        without_dates_and_ids(&mut pdf);
        let wanted = b"1 0 obj<</CreationDate(D:00000000000000Z')>>\ntrailer\n/ID [ <0000>\n<0000> ]\n/DocChecksum /0000\n(2026)";
        assert_eq!(pdf, wanted);
        let mut cut = b"/ID [ <".to_vec();
        without_dates_and_ids(&mut cut);
    }
}
