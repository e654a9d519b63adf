//! The deadlines on a line of time, as a small picture for the HTML report.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::html::escaped;
use crate::evaluate::{DeadlineResult, DeadlineStatus};
use crate::wording::days_between;

const WIDTH: f64 = 900.0;
const MARGIN: f64 = 60.0;
const LINE: f64 = 34.0;
const ROW: f64 = 19.0;
/// A day that lies further back stands at the left end: it would press all others together.
const BACK: i32 = 90;

/// The picture; empty if no day is ahead or missed. The tables below it say the same in words.
pub fn timeline(deadlines: &[DeadlineResult], today: Date) -> String {
    let mut dated: Vec<(Date, &DeadlineResult)> = deadlines
        .iter()
        .filter(|deadline| deadline.status != DeadlineStatus::Met)
        .filter_map(|deadline| Some((deadline.date?, deadline)))
        .collect();
    dated.sort_by_key(|(date, _)| *date);
    let (Some((first, _)), Some((last, _))) = (dated.first(), dated.last()) else { return String::new() };
    let back = days_between(today, *first).clamp(-BACK, 0);
    let days = f64::from((days_between(today, *last).max(0) - back).max(1));
    let place = |date: Date| {
        let day = days_between(today, date).max(back) - back;
        MARGIN + f64::from(day) / days * (WIDTH - 2.0 * MARGIN)
    };
    let height = LINE + 24.0 + ROW * dated.len() as f64;
    let mut picture = String::new();
    let _ =
        writeln!(picture, "<svg class=\"timeline\" viewBox=\"0 0 {WIDTH} {height}\" aria-hidden=\"true\">");
    let _ = writeln!(
        picture,
        "<line class=\"axis\" x1=\"{MARGIN}\" y1=\"{LINE}\" x2=\"{}\" y2=\"{LINE}\"/>",
        WIDTH - MARGIN
    );
    let x = place(today);
    let _ = writeln!(
        picture,
        "<line class=\"today\" x1=\"{x:.1}\" y1=\"{}\" x2=\"{x:.1}\" y2=\"{}\"/>\n\
         <text class=\"today\" x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\">today</text>",
        LINE - 14.0,
        LINE + 6.0,
        LINE - 18.0
    );
    for (row, (date, deadline)) in dated.iter().enumerate() {
        let x = place(*date);
        let class = match (deadline.is_last_day(), deadline.status) {
            (false, _) => "other",
            (true, DeadlineStatus::Past) => "past",
            (true, DeadlineStatus::Soon) => "soon",
            (true, _) => "open",
        };
        let y = LINE + 24.0 + ROW * row as f64;
        let (anchor, words) = if x > WIDTH / 2.0 { ("end", -8.0) } else { ("start", 8.0) };
        let _ = writeln!(
            picture,
            "<g class=\"{class}\"><line x1=\"{x:.1}\" y1=\"{LINE}\" x2=\"{x:.1}\" y2=\"{y:.1}\"/>{}\
             <text x=\"{:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\"><tspan class=\"date\">{date}</tspan> {}</text></g>",
            sign(class, x),
            x + words,
            escaped(&short(&deadline.title))
        );
    }
    picture += "</svg>\n";
    picture
}

/// A last day is a full circle, a missed one a cross, another day an empty circle.
fn sign(class: &str, x: f64) -> String {
    match class {
        "past" => format!("<path d=\"M{:.1} {:.1}l10 10m0 -10l-10 10\"/>", x - 5.0, LINE - 5.0),
        _ => format!("<circle cx=\"{x:.1}\" cy=\"{LINE}\" r=\"5\"/>"),
    }
}

/// A title that fits beside the line.
fn short(title: &str) -> String {
    const MOST: usize = 60;
    if title.chars().count() <= MOST {
        return title.to_owned();
    }
    let mut kept: String = title.chars().take(MOST).collect();
    if let Some((whole, _)) = kept.rsplit_once(' ') {
        kept = whole.trim_end_matches([',', ';', ':']).to_owned();
    }
    kept + " …"
}
