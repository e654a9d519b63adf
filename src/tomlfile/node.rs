//! The values of a file as casebinder sees them: TOML's own values with dates that exist.

use std::ops::Range;

use jiff::civil::{Date, DateTime};
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

/// A value and its place.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) span: Range<usize>,
    pub(super) kind: Kind,
}

/// What a value is.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    Text(String),
    /// `None` if the number is too large to be counted with.
    Integer(Option<i64>),
    Float,
    Boolean(bool),
    Date(Date),
    DateTime(DateTime),
    /// A date with time and an offset from UTC.
    Moment,
    Time,
    List(Vec<Node>),
    Table(Vec<Entry>),
    /// Spoilt by a mistake that has been reported.
    Broken,
}

/// A key with its value.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_span: Range<usize>,
    /// The key itself is spoilt by a mistake that has been reported.
    pub(super) broken: bool,
    pub(super) value: Node,
}

/// Where spans of the text that was read lie in the text that was written, and what is spoilt there.
pub(super) trait Ground {
    /// The span in the text as written.
    fn original(&self, span: Range<usize>) -> Range<usize>;
    /// Does a mistake that has been reported lie here (span in the text as written)?
    fn spoilt(&self, span: &Range<usize>) -> bool;
    /// Takes note of a date that TOML lets pass although no clock shows it.
    fn impossible(&mut self, span: Range<usize>);
}

/// The entries of a table, sorted by key.
pub(super) fn entries(table: &DeTable<'_>, ground: &mut dyn Ground) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (key, value) in table.iter() {
        let key_span = ground.original(key.span());
        let broken = ground.spoilt(&key_span);
        // An invisible space that was pasted along must not make a second mistake of one.
        let name = if broken { key.get_ref().trim() } else { key.get_ref().as_ref() };
        let value = node(value.get_ref(), value.span(), ground);
        entries.push(Entry { key: name.to_owned(), key_span, broken, value });
    }
    entries.sort_by(|a, b| a.key.cmp(&b.key));
    entries
}

fn node(value: &DeValue<'_>, span: Range<usize>, ground: &mut dyn Ground) -> Node {
    // The parser puts an empty span where it had to make up a value.
    let made_up = span == (0..0);
    let span = ground.original(span);
    let leaf = !matches!(value, DeValue::Array(_) | DeValue::Table(_));
    if leaf && (made_up || ground.spoilt(&span)) {
        return Node { span, kind: Kind::Broken };
    }
    let kind = match value {
        DeValue::String(text) => Kind::Text(text.as_ref().to_owned()),
        DeValue::Integer(number) => Kind::Integer(i64::from_str_radix(number.as_str(), number.radix()).ok()),
        DeValue::Float(_) => Kind::Float,
        DeValue::Boolean(yes) => Kind::Boolean(*yes),
        DeValue::Datetime(datetime) => calendar(datetime, &span, ground),
        DeValue::Array(array) => {
            Kind::List(array.iter().map(|item| node(item.get_ref(), item.span(), ground)).collect())
        }
        DeValue::Table(table) => Kind::Table(entries(table, ground)),
    };
    Node { span, kind }
}

fn calendar(datetime: &Datetime, span: &Range<usize>, ground: &mut dyn Ground) -> Kind {
    let Some(day) = datetime.date else {
        return Kind::Time;
    };
    let (Ok(month), Ok(number)) = (i8::try_from(day.month), i8::try_from(day.day)) else {
        return broken(span, ground);
    };
    let Ok(date) = Date::new(i16::try_from(day.year).unwrap_or(i16::MAX), month, number) else {
        return broken(span, ground);
    };
    let Some(time) = datetime.time else {
        return Kind::Date(date);
    };
    if datetime.offset.is_some() {
        return Kind::Moment;
    }
    let part = |number: u8| i8::try_from(number).unwrap_or(i8::MAX);
    let nanosecond = i32::try_from(time.nanosecond.unwrap_or(0)).unwrap_or(0);
    let clock = jiff::civil::Time::new(
        part(time.hour),
        part(time.minute),
        part(time.second.unwrap_or(0)),
        nanosecond,
    );
    match clock {
        Ok(clock) => Kind::DateTime(date.to_datetime(clock)),
        Err(_) => broken(span, ground),
    }
}

fn broken(span: &Range<usize>, ground: &mut dyn Ground) -> Kind {
    ground.impossible(span.clone());
    Kind::Broken
}
