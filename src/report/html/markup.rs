//! Small pieces of markup. Everything that comes from a case or a file name goes through [`escaped`].

use std::fmt::Write as _;

use crate::report::plain;

/// Text for HTML: control and direction characters shown, markup characters escaped.
pub fn escaped(text: &str) -> String {
    plain(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

/// What a mark means; its word says it, colour and sign only help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Bad,
    Care,
    Good,
    Quiet,
}

/// A status: a sign, a word and a colour.
pub fn mark(tone: Tone, word: &str) -> String {
    let (class, sign) = match tone {
        Tone::Bad => ("bad", "✗"),
        Tone::Care => ("care", "!"),
        Tone::Good => ("good", "✓"),
        Tone::Quiet => ("quiet", "–"),
    };
    format!("<span class=\"mark {class}\"><span aria-hidden=\"true\">{sign}</span> {word}</span>")
}

/// Text for HTML in which no date is broken at its hyphens.
pub fn prose(text: &str) -> String {
    let escaped = escaped(text);
    let words = escaped.split(' ').map(|word| {
        let date = word.trim_end_matches([',', ';', '.', ':', ')']);
        let is_date = date.len() == 10 && date.parse::<jiff::civil::Date>().is_ok();
        let rest = word.strip_prefix(date).filter(|_| is_date);
        rest.map_or_else(|| word.to_owned(), |rest| format!("<span class=\"day\">{date}</span>{rest}"))
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A paragraph, if there is something to say.
pub fn paragraph(text: &str) -> String {
    if text.trim().is_empty() { String::new() } else { format!("<p>{}</p>", prose(text.trim())) }
}

/// What says so and the id to ask for, behind a fold.
pub fn authority(authority: &[String], id: &str) -> String {
    let said = paragraph(&authority.join("; "));
    let id = escaped(id);
    let title = if said.is_empty() { "More" } else { "Authority" };
    format!(
        "<details><summary>{title}</summary>{said}<p class=\"more\">More: <code>casebinder explain {id}</code></p></details>"
    )
}

/// A remedy; its lines for the case file stand by themselves, to be copied.
pub fn hint(hint: &str) -> String {
    let mut lines = hint.lines();
    let mut text = paragraph(lines.next().unwrap_or_default());
    let rest: Vec<String> = lines.map(escaped).collect();
    if !rest.is_empty() {
        let _ = write!(text, "<pre>{}</pre>", rest.join("\n"));
    }
    text
}

/// A section of the report with its heading; nothing if it is empty.
pub struct Section {
    id: &'static str,
    title: String,
    /// How many things it lists, for the table of contents.
    pub count: Option<usize>,
    /// What stands in it.
    pub body: String,
}

impl Section {
    pub fn new(id: &'static str, title: &str, count: Option<usize>, body: String) -> Section {
        Section { id, title: title.to_owned(), count, body }
    }

    pub fn is_empty(&self) -> bool {
        self.body.is_empty()
    }

    /// Its line in the table of contents.
    pub fn link(&self) -> String {
        let count =
            self.count.map(|count| format!(" <span class=\"count\">{count}</span>")).unwrap_or_default();
        format!("<li><a href=\"#{}\">{}</a>{count}</li>\n", self.id, self.title)
    }

    pub fn markup(&self) -> String {
        let Section { id, title, body, .. } = self;
        format!(
            "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\" tabindex=\"-1\">{title}</h2>\n{body}</section>\n"
        )
    }
}

/// A table: a caption for those who hear it, column headings, rows whose first cell is their heading.
pub struct Table {
    columns: Vec<&'static str>,
    text: String,
}

impl Table {
    pub fn new(caption: &str, columns: &[&'static str]) -> Table {
        let heads: String = columns.iter().map(|column| format!("<th scope=\"col\">{column}</th>")).collect();
        let text = format!(
            "<table>\n<caption>{}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n",
            escaped(caption)
        );
        Table { columns: columns.to_vec(), text }
    }

    /// A row of cells that are markup already.
    pub fn row(&mut self, cells: &[String]) {
        self.text += "<tr>";
        for (number, (cell, column)) in cells.iter().zip(&self.columns).enumerate() {
            let _ = match number {
                0 => write!(self.text, "<th scope=\"row\">{cell}</th>"),
                // On a narrow screen the cells stand below each other, each with the name of its column.
                _ if cell.is_empty() => write!(self.text, "<td class=\"empty\"></td>"),
                _ => write!(self.text, "<td data-column=\"{column}\">{cell}</td>"),
            };
        }
        self.text += "</tr>\n";
    }

    pub fn markup(self) -> String {
        self.text + "</tbody>\n</table>\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_become_markup() {
        assert_eq!(escaped("<script>\"a\"&'b'\n"), "&lt;script&gt;&quot;a&quot;&amp;&#39;b&#39;\\u{a}");
    }

    #[test]
    fn dates_are_not_broken() {
        assert_eq!(
            prose("on 2026-11-22, not 2026-11-22x <b>"),
            "on <span class=\"day\">2026-11-22</span>, not 2026-11-22x &lt;b&gt;"
        );
    }

    #[test]
    fn a_status_has_a_word_besides_its_colour() {
        assert!(mark(Tone::Bad, "missing").contains("missing"));
    }
}
