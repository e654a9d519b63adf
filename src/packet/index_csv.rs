//! `index.csv`: the index of exhibits for a spreadsheet.

use crate::intake::shown;
use crate::plan::{PacketPlan, Relation};

/// What begins a formula, also as wide letters.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// The name of the file.
pub const INDEX_FILE: &str = "index.csv";

/// One row a source, with the pages of its exhibit and its own.
pub fn index_csv(plan: &PacketPlan) -> String {
    let mut text = String::from(
        "tab,exhibit,first_page,last_page,document,kind,language,date,document_first_page,document_last_page,volume,path,sha256\r\n",
    );
    for exhibit in &plan.exhibits {
        for source in &exhibit.sources {
            let row = [
                exhibit.tab.clone(),
                exhibit.title.clone(),
                exhibit.first_page.to_string(),
                exhibit.last_page.to_string(),
                source.title.clone(),
                kind(source.relation).to_owned(),
                source.language.clone().unwrap_or_default(),
                source.date.map(|date| date.to_string()).unwrap_or_default(),
                source.first_page.to_string(),
                source.last_page.to_string(),
                plan.file(plan.volume_of(source.first_page)),
                source.path.clone(),
                source.sha256.clone(),
            ];
            text += &row.iter().map(|cell| field(cell)).collect::<Vec<_>>().join(",");
            text += "\r\n";
        }
    }
    text
}

fn kind(relation: Relation) -> &'static str {
    match relation {
        Relation::Document => "document",
        Relation::Translation => "translation",
        Relation::Certificate => "certificate",
    }
}

/// A field by RFC 4180. What cannot be seen is written out, and a field that a spreadsheet would take for a formula
/// gets an apostrophe: file names come from strangers.
fn field(text: &str) -> String {
    let text = shown(text);
    let text = if text.trim_start().starts_with(FORMULA) { format!("'{text}") } else { text };
    if text.contains(['"', ',']) || text.starts_with(' ') {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_and_never_formulas() {
        assert_eq!(field("Passport"), "Passport");
        assert_eq!(field("Letter, \"signed\""), "\"Letter, \"\"signed\"\"\"");
        assert_eq!(field("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(field(" =1+1"), "' =1+1");
        assert_eq!(field("\t＝1"), "\\u{9}＝1");
        assert_eq!(field("two\nlines\u{202e}"), "two\\u{A}lines\\u{202E}");
    }
}
