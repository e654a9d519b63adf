//! What flattening has to say to a person.

use lopdf::{Dictionary, Document};

use super::lookup::{dictionary, text_at, value};

/// The kind of a mark in a paralegal's words.
pub fn called(subtype: &[u8]) -> &'static str {
    match subtype {
        b"FreeText" => "a typed text box",
        b"Highlight" => "a highlight",
        b"Underline" | b"Squiggly" => "an underline",
        b"StrikeOut" => "a strike-out",
        b"Stamp" => "a stamp",
        b"Ink" => "a drawing by hand",
        b"Line" | b"PolyLine" => "a line",
        b"Square" | b"Circle" | b"Polygon" => "a drawn shape",
        b"Caret" => "an insertion mark",
        b"Redact" => "a redaction mark",
        b"Watermark" => "a watermark",
        b"Widget" => "a form field",
        _ => "a mark",
    }
}

/// ` by NAME`, or nothing.
pub fn by(document: &Document, annotation: &Dictionary) -> String {
    text_at(document, annotation, "T").map(|author| format!(" by {}", short(&author))).unwrap_or_default()
}

/// The first part of a long text.
pub fn short(text: &str) -> String {
    let mut letters = text.chars().filter(|letter| !letter.is_control());
    let mut short: String = letters.by_ref().take(60).collect();
    if letters.next().is_some() {
        short.push('…');
    }
    short
}

/// What paper cannot hold, and what to say about it.
pub fn left_out(document: &Document, annotation: &Dictionary, subtype: &[u8]) -> Option<String> {
    let by = by(document, annotation);
    let said = match subtype {
        // Replies and states ("accepted") hang on another note.
        b"Text" if annotation.has(b"StateModel") => String::new(),
        b"Text" => format!("the words of a sticky note{by} are not shown on its page"),
        b"FileAttachment" => {
            let file = value(document, annotation, "FS").and_then(|file| match file.as_dict() {
                Ok(file) => text_at(document, file, "UF").or_else(|| text_at(document, file, "F")),
                Err(_) => super::lookup::text(file),
            });
            let file = file.map(|file| format!(" ({})", short(&file))).unwrap_or_default();
            format!("a file attached to the page{file} was left out")
        }
        b"Sound" => format!("a sound recording{by} was left out"),
        b"Movie" | b"Screen" => format!("a film or sound clip{by} was left out"),
        b"3D" => "a three-dimensional model was left out".into(),
        b"RichMedia" => "a film or other multimedia content was left out".into(),
        b"Popup" | b"TrapNet" | b"PrinterMark" => String::new(),
        _ => return None,
    };
    Some(said)
}

/// Is this a mark with words that no printer prints?
pub fn is_commented_mark(document: &Document, annotation: &Dictionary, subtype: &[u8]) -> bool {
    let marks: [&[u8]; 12] = [
        b"Highlight",
        b"Underline",
        b"Squiggly",
        b"StrikeOut",
        b"Ink",
        b"Line",
        b"PolyLine",
        b"Square",
        b"Circle",
        b"Polygon",
        b"Caret",
        b"Stamp",
    ];
    if !marks.contains(&subtype) {
        return false;
    }
    let has_popup = dictionary(document, annotation, "Popup").is_some();
    let says = text_at(document, annotation, "Contents").is_some();
    says && (has_popup || subtype != b"Stamp")
}

/// What to say of a comment that hangs on a mark.
pub fn hidden_comment(document: &Document, annotation: &Dictionary, subtype: &[u8]) -> Option<String> {
    is_commented_mark(document, annotation, subtype).then(|| {
        format!("the comment{} behind {} is not shown on its page", by(document, annotation), called(subtype))
    })
}
