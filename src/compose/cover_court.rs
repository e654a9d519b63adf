//! The caption page of a filing with the immigration court, as in the court's sample.

use super::pages::{Align, BODY, BODY_BOLD, LEFT, Pages, RIGHT, RULE, Strip};
use super::sheet::Sheet;
use super::signature::{Signed, Signer, signature_block};
use super::words;
use super::wrap::{Style, wrap};
use crate::case::{Case, Counsel, Court, HearingKind, Person};
use crate::plan::PacketPlan;
use crate::track::Forum;

/// The caption of the matter ends here; the parentheses stand behind it.
const CAPTION_WIDTH: f64 = 230.0;
const PARENTHESES: Strip = Strip::left(LEFT + CAPTION_WIDTH + 4.0, 10.0);
const FILE_NUMBERS: Strip = Strip::left(LEFT + CAPTION_WIDTH + 32.0, 58.0);
const NUMBERS: Strip = Strip::left(LEFT + CAPTION_WIDTH + 92.0, RIGHT - LEFT - CAPTION_WIDTH - 92.0);
const INDENT: f64 = 18.0;
/// Left half: filer, judge. Right half: custody, hearing.
const FILER: Strip = Strip::left(LEFT, 264.0);
const CUSTODY: Strip = Strip::right(LEFT + 276.0, RIGHT - LEFT - 276.0);
/// A line of the cover.
const LINE: f64 = 14.4;
/// Height of a blank with its label.
const BLANK: f64 = 25.0;

/// Composes the caption page: on one page if that can be done by moving its parts closer together, on more if
/// there are too many people for that.
pub fn cover_court(plan: &PacketPlan, case: &Case) -> Vec<Sheet> {
    let mut cover = compose(plan, case, 1.0);
    for closeness in [0.75, 0.5, 0.3] {
        if cover.len() > 1 {
            let closer = compose(plan, case, closeness);
            if closer.len() < cover.len() {
                cover = closer;
            }
        }
    }
    cover
}

fn compose(plan: &PacketPlan, case: &Case, closeness: f64) -> Vec<Sheet> {
    let mut pages = Pages::new();
    let none = Court::default();
    let court = case.court.as_ref().unwrap_or(&none);
    custody(&mut pages, court);
    filer(&mut pages, case);
    pages.skip(26.0 * closeness);
    heading(&mut pages, court);
    pages.skip(26.0 * closeness);
    caption(&mut pages, case, court);
    pages.skip(22.0 * closeness);
    hearing(&mut pages, court);
    pages.skip(34.0 * closeness);
    title(&mut pages, plan);
    pages.skip(40.0 * closeness);
    signature_block(&mut pages, Signed::Filing, &Signer::of(case, Forum::ImmigrationCourt));
    pages.into_sheets()
}

/// DETAINED or NON-DETAINED, top right; it does not move the text at its left.
fn custody(pages: &mut Pages, court: &Court) {
    match court.detained {
        Some(true) => {
            let style = Style::bold(18.0);
            let baseline = pages.baseline(style);
            let left = RIGHT - style.width("DETAINED") - 10.0;
            let (low, high) = (baseline - 7.0, baseline + 18.0);
            for (from, to) in [
                ((left - 10.0, low), (RIGHT, low)),
                ((left - 10.0, high), (RIGHT, high)),
                ((left - 10.0, low), (left - 10.0, high)),
                ((RIGHT, low), (RIGHT, high)),
            ] {
                pages.line(from, to, 1.2);
            }
            pages.print("DETAINED", style, Strip { width: CUSTODY.width - 10.0, ..CUSTODY }, baseline);
        }
        Some(false) => {
            let style = Style::bold(16.0);
            pages.print("NON-DETAINED", style, CUSTODY, pages.baseline(style));
        }
        None => {
            let strip = Strip::left(RIGHT - 150.0, 150.0);
            pages.blank("Detained or non-detained", strip, pages.baseline(BODY));
        }
    }
}

fn filer(pages: &mut Pages, case: &Case) {
    let Some(counsel) = &case.counsel else {
        let name = case.principal().map(|person| person.name.as_str());
        known_or_blank(pages, name, "Name");
        for label in ["Address", "City, state, ZIP code", "Telephone"] {
            known_or_blank(pages, None, label);
        }
        return pages.paragraph("Respondent, pro se", Style::italic(12.0), FILER);
    };
    known_or_blank(pages, counsel.name.as_deref(), "Name of counsel");
    pages.paragraph(counsel.firm.as_deref().unwrap_or_default(), BODY, FILER);
    counsel_address(pages, counsel);
    match &counsel.phone {
        Some(phone) => pages.paragraph(&format!("Telephone: {phone}"), BODY, FILER),
        None => known_or_blank(pages, None, "Telephone"),
    }
    if let Some(email) = &counsel.email {
        pages.paragraph(&format!("E-mail: {email}"), BODY, FILER);
    }
    match &counsel.eoir_id {
        Some(id) => pages.paragraph(&format!("EOIR ID: {id}"), BODY, FILER),
        None => known_or_blank(pages, None, "EOIR ID"),
    }
    if let Some(number) = &counsel.bar_number {
        pages.paragraph(&format!("Bar No.: {number}"), BODY, FILER);
    }
    let several = case.applicants().len() > 1;
    let role = if several { "Counsel for Respondents" } else { "Counsel for Respondent" };
    pages.paragraph(role, Style::italic(12.0), FILER);
}

fn counsel_address(pages: &mut Pages, counsel: &Counsel) {
    if counsel.address.is_empty() {
        known_or_blank(pages, None, "Address");
        known_or_blank(pages, None, "City, state, ZIP code");
    }
    for line in &counsel.address {
        pages.paragraph(line, BODY, FILER);
    }
}

fn known_or_blank(pages: &mut Pages, value: Option<&str>, label: &str) {
    match value.filter(|value| !value.trim().is_empty()) {
        Some(value) => pages.paragraph(value, BODY, FILER),
        None => {
            pages.need(BLANK);
            pages.blank(label, Strip::left(LEFT, 210.0), pages.baseline(BODY));
            pages.skip(BLANK);
        }
    }
}

fn heading(pages: &mut Pages, court: &Court) {
    for line in [
        "United States Department of Justice",
        "Executive Office for Immigration Review",
        "Immigration Court",
    ] {
        pages.paragraph(&words::capitals(line), BODY_BOLD, Strip::CENTRED);
    }
    let place: Vec<&str> = [&court.city, &court.state].into_iter().flatten().map(String::as_str).collect();
    if court.city.is_some() {
        return pages.paragraph(&words::capitals(&place.join(", ")), BODY_BOLD, Strip::CENTRED);
    }
    pages.need(BLANK);
    let strip = Strip::left((LEFT + RIGHT) / 2.0 - 110.0, 220.0);
    pages.blank("City and state of the court", strip, pages.baseline(BODY) - 4.0);
    pages.skip(BLANK + 4.0);
}

/// A line of the caption: what stands at its left, and the A-number at its right.
struct CaptionLine {
    left: String,
    indent: f64,
    style: Style,
    number: Number,
}

enum Number {
    None,
    Known(String),
    Unknown,
}

impl CaptionLine {
    fn plain(left: &str) -> CaptionLine {
        CaptionLine { left: left.to_owned(), indent: 0.0, style: BODY, number: Number::None }
    }
}

/// A person's name and A-number, each wrapped.
fn person_lines(person: &Person) -> Vec<CaptionLine> {
    let name = wrap(&words::capitals(&person.name), BODY_BOLD, CAPTION_WIDTH - INDENT - 15.0);
    let known = person.a_number.as_deref().filter(|number| !number.trim().is_empty());
    let number = wrap(known.unwrap_or_default(), BODY_BOLD, NUMBERS.width);
    let line = |at: usize| CaptionLine {
        left: name.get(at).cloned().unwrap_or_default(),
        indent: if at == 0 { INDENT } else { INDENT + 9.0 },
        style: BODY_BOLD,
        number: match number.get(at) {
            Some(number) => Number::Known(number.clone()),
            None if at == 0 && known.is_none() => Number::Unknown,
            None => Number::None,
        },
    };
    (0..name.len().max(number.len()).max(1)).map(line).collect()
}

fn caption(pages: &mut Pages, case: &Case, court: &Court) {
    let people = case.applicants();
    let mut lines = vec![CaptionLine::plain("In the Matter of:"), CaptionLine::plain("")];
    lines.extend(people.iter().flat_map(|person| person_lines(person)));
    lines.push(CaptionLine::plain(""));
    let proceeding = court.proceeding.as_deref().unwrap_or("removal").to_lowercase();
    let proceeding = format!("In {} proceedings", proceeding.trim_end_matches(" proceedings"));
    lines.extend(wrap(&proceeding, BODY, CAPTION_WIDTH).iter().map(|line| CaptionLine::plain(line)));

    let mut label = Some(if people.len() > 1 { "File Nos.:" } else { "File No.:" });
    for line in &lines {
        pages.need(2.0 * LINE);
        let baseline = pages.baseline(BODY);
        let indented = Strip::left(LEFT + line.indent, CAPTION_WIDTH - line.indent);
        pages.print(&line.left, line.style, indented, baseline);
        pages.print(")", BODY, PARENTHESES, baseline);
        match &line.number {
            Number::None => {}
            Number::Known(number) => pages.print(number, BODY_BOLD, NUMBERS, baseline),
            Number::Unknown => {
                pages.print("A", BODY_BOLD, NUMBERS, baseline);
                pages.rule(NUMBERS.x + 10.0, NUMBERS.x + 110.0, baseline - 2.0);
            }
        }
        if !matches!(line.number, Number::None) {
            pages.print(label.take().unwrap_or_default(), BODY, FILE_NUMBERS, baseline);
        }
        pages.skip(LINE);
    }
    let foot = pages.top() - 1.0;
    pages.line((LEFT, foot), (PARENTHESES.x + 4.0, foot), RULE);
    pages.skip(2.0);
}

fn hearing(pages: &mut Pages, court: &Court) {
    pages.need(3.0 * LINE + 10.0);
    let left = Strip::left(LEFT, 222.0);
    let right = Strip::left(LEFT + 240.0, RIGHT - LEFT - 240.0);
    let judge = labelled_lines("Immigration Judge:", court.judge.as_deref(), left.width);
    let day = court.hearing.map(|hearing| words::date(hearing.date()));
    // Nobody is heard at midnight: it means that the time was not given.
    let time =
        court.hearing.map(|hearing| hearing.time()).filter(|time| time.hour() > 0 || time.minute() > 0);
    let when = day.map(|day| match time {
        Some(time) => format!("{day} at {}", words::time(time)),
        None => format!("{day} at"),
    });
    let mut next = labelled_lines("Next Hearing:", when.as_deref(), right.width);
    let no_time = court.hearing.is_some() && time.is_none();
    let blank_after = next.last().filter(|_| no_time).cloned();
    next.extend(court.hearing_kind.map(|kind| match kind {
        HearingKind::Individual => "(individual hearing)".to_owned(),
        HearingKind::Master => "(master calendar hearing)".to_owned(),
    }));
    for number in 0..judge.len().max(next.len()) {
        pages.need(LINE);
        let baseline = pages.baseline(BODY);
        for (lines, strip) in [(&judge, left), (&next, right)] {
            pages.print(lines.get(number).map_or("", String::as_str), BODY, strip, baseline);
        }
        if number == 0 && court.judge.is_none() {
            blank_beside(pages, "Immigration Judge:", "Name", left, baseline);
        }
        if number == 0 && court.hearing.is_none() {
            blank_beside(pages, "Next Hearing:", "Date and time", right, baseline);
        }
        if let Some(text) = &blank_after
            && next.get(number) == Some(text)
        {
            let x = right.x + BODY.width(text) + 4.0;
            pages.blank("Time", Strip::left(x, (RIGHT - x).clamp(20.0, 60.0)), baseline);
        }
        pages.skip(LINE);
    }
    if court.judge.is_none() || court.hearing.is_none() || no_time {
        pages.skip(8.0);
    }
}

/// `Label: value` wrapped; the label alone if the value is not known.
fn labelled_lines(label: &str, value: Option<&str>, room: f64) -> Vec<String> {
    wrap(&format!("{label} {}", value.unwrap_or_default()), BODY, room)
}

fn blank_beside(pages: &mut Pages, label: &str, wanted: &str, strip: Strip, baseline: f64) {
    let x = strip.x + BODY.width(label) + 5.0;
    pages.blank(wanted, Strip::left(x, strip.x + strip.width - x), baseline);
}

fn title(pages: &mut Pages, plan: &PacketPlan) {
    let style = Style::bold(14.0);
    let strip = Strip { x: LEFT + 36.0, width: RIGHT - LEFT - 72.0, align: Align::Centre };
    for line in wrap(&words::filing_title(plan), style, strip.width) {
        pages.need(19.0);
        pages.print(&line, style, strip, pages.baseline(style));
        pages.skip(19.0);
    }
    if let (Some(first), Some(last)) = (plan.exhibits.first(), plan.exhibits.last()) {
        pages.skip(6.0);
        let text = match plan.exhibits.len() {
            1 => format!("Exhibit {}", first.tab),
            _ => format!("Exhibits {} through {}", first.tab, last.tab),
        };
        pages.paragraph(&text, BODY, strip);
    }
}
