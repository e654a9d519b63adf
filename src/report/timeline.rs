//! The deadlines on a line of time, as a small picture for the HTML report.

use std::fmt::Write as _;

use jiff::civil::Date;

use crate::evaluate::{DeadlineResult, DeadlineStatus};
use crate::wording::days_between;

const WIDTH: f64 = 900.0;
const MARGIN: f64 = 60.0;
const LINE: f64 = 34.0;

/// The picture; empty if no deadline has a date. The table beside it says the same in words.
pub fn timeline(deadlines: &[DeadlineResult], today: Date) -> String {
    let mut dated: Vec<(Date, &DeadlineResult)> = deadlines
        .iter()
        .filter(|deadline| deadline.status != DeadlineStatus::Met)
        .filter_map(|deadline| Some((deadline.date?, deadline)))
        .collect();
    dated.sort_by_key(|(date, _)| *date);
    let (Some((first, _)), Some((last, _))) = (dated.first(), dated.last()) else { return String::new() };
    let (first, last) = ((*first).min(today), (*last).max(today));
    let days = f64::from(days_between(first, last)).max(1.0);
    let place = |date: Date| MARGIN + f64::from(days_between(first, date)) / days * (WIDTH - 2.0 * MARGIN);
    let height = LINE + 24.0 + 18.0 * dated.len() as f64;
    let mut picture = String::new();
    let _ = writeln!(
        picture,
        "<svg viewBox=\"0 0 {WIDTH} {height}\" aria-hidden=\"true\" font-family=\"system-ui, sans-serif\" font-size=\"12\">"
    );
    let _ = writeln!(
        picture,
        "<line x1=\"{MARGIN}\" y1=\"{LINE}\" x2=\"{}\" y2=\"{LINE}\" stroke=\"#1b1f24\" stroke-width=\"2\"/>",
        WIDTH - MARGIN
    );
    let x = place(today);
    let _ = writeln!(
        picture,
        "<line x1=\"{x:.1}\" y1=\"{}\" x2=\"{x:.1}\" y2=\"{}\" stroke=\"#1d4ed8\" stroke-width=\"3\"/>",
        LINE - 14.0,
        LINE + 6.0
    );
    let _ = writeln!(
        picture,
        "<text x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\" fill=\"#1d4ed8\">today</text>",
        LINE - 18.0
    );
    for (row, (date, deadline)) in dated.iter().enumerate() {
        let x = place(*date);
        let colour = match deadline.status {
            DeadlineStatus::Past => "#9c1c1c",
            DeadlineStatus::Soon => "#7a4b00",
            _ => "#1b1f24",
        };
        let y = LINE + 24.0 + 18.0 * row as f64;
        let anchor = if x > WIDTH / 2.0 { "end" } else { "start" };
        let _ = writeln!(
            picture,
            "<line x1=\"{x:.1}\" y1=\"{LINE}\" x2=\"{x:.1}\" y2=\"{:.1}\" stroke=\"{colour}\"/>",
            y - 10.0
        );
        let _ = writeln!(picture, "<circle cx=\"{x:.1}\" cy=\"{LINE}\" r=\"5\" fill=\"{colour}\"/>");
        let _ = writeln!(
            picture,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" fill=\"{colour}\">{date}  {}</text>",
            deadline.id
        );
    }
    picture += "</svg>\n";
    picture
}
