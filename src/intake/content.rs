//! What a document says: the words of its pages and the answers in its form.

/// What a document says, as far as its text can be read without looking at pictures.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Content {
    /// The words of its first pages, a text for each page, line by line. A scan has none.
    pub pages: Vec<String>,
    /// The fields of its form.
    pub fields: Vec<FormField>,
    /// Pages that are one picture, with its pixels per inch.
    pub scans: Vec<ScannedPage>,
    /// Pages on which letters lie under dark boxes: they cannot be seen, and can be copied.
    pub covered: Vec<u32>,
    /// Pages beyond those that were read.
    pub unread: u32,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct FormField {
    /// The page on which it stands, counted from 1.
    pub page: u32,
    /// What a reader program says about it, or its own name if it says nothing.
    pub label: String,
    /// What kind of field it is.
    pub kind: FieldKind,
    /// What was filled in, trimmed; for a box the word of its state. Empty if nothing.
    pub value: String,
}

/// What kind of field it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// To write in, or to choose from a list.
    Text,
    /// A box to tick.
    Mark,
    /// A barcode of the government: number, edition and page of the form.
    Barcode,
    /// A digital signature.
    Signature,
}

/// A page that is one picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScannedPage {
    /// The page, counted from 1.
    pub page: u32,
    /// Pixels per inch as the page shows it.
    pub dpi: f64,
}

impl Content {
    /// Everything that is written on the pages and in the fields, in order.
    pub fn whole(&self) -> String {
        let mut text = self.pages.join("\n");
        for field in &self.fields {
            if field.kind == FieldKind::Text && !field.value.is_empty() {
                text.push('\n');
                text.push_str(&field.value);
            }
        }
        text
    }

    /// The form has boxes or lines that are filled in.
    pub fn is_filled_form(&self) -> bool {
        self.fields
            .iter()
            .any(|field| matches!(field.kind, FieldKind::Text | FieldKind::Mark) && !field.value.is_empty())
    }
}
