//! Parses the files of dated data, naming every mistake with its place.

use jiff::civil::Date;

use super::{Address, Backing, Dated, DatedFile, Edition, Fee, Lead, Limit};
use crate::finding::Finding;
use crate::tomlfile::{Document, RuleIds, Table};
use crate::track::Forum;

/// The rows of a file and everything that is wrong with its text.
#[derive(Debug)]
pub struct ParsedDated {
    /// The rows that could be understood.
    pub dated: Dated,
    /// Everything found; an error finding means that the file must not be used.
    pub findings: Vec<Finding>,
}

/// Parses the text of a file of dated data. `file` is its name in messages.
pub fn parse(file: &str, text: &str) -> ParsedDated {
    let document = Document::read(file, text, RuleIds::TRACK);
    let dated = whole(document.root(), file);
    ParsedDated { dated: dated.unwrap_or_default(), findings: document.into_findings() }
}

fn whole(root: Table<'_>, file: &str) -> Option<Dated> {
    if let Some(schema) = root.required_integer("schema")
        && schema != 1
    {
        let message = format!("Files of dated data of schema {schema} are not known.");
        root.value_error("schema", message, "Write schema = 1");
    }
    let title = root.required_line("title");
    let (checked, review_after) = (root.required_date("checked"), root.required_date("review_after"));
    reviewed_later(&root, checked, review_after);
    let head = match (title, checked, review_after) {
        (Some(title), Some(checked), Some(review_after)) => {
            Some(DatedFile { name: file.to_owned(), title, checked, review_after })
        }
        _ => None,
    };
    // The rows are read even if the head is wrong: all mistakes at once.
    let shown = head.clone().unwrap_or(DatedFile {
        name: file.to_owned(),
        title: String::new(),
        checked: Date::MIN,
        review_after: Date::MAX,
    });
    let dated = Dated {
        files: vec![shown.clone()],
        fees: rows(&root, "fee", &shown, fee),
        editions: rows(&root, "edition", &shown, edition),
        limits: rows(&root, "limit", &shown, limit),
        leads: rows(&root, "lead", &shown, lead),
        addresses: rows(&root, "address", &shown, address),
    };
    root.finish();
    head.map(|_| dated)
}

pub(super) fn reviewed_later(table: &Table<'_>, checked: Option<Date>, review_after: Option<Date>) {
    if let (Some(checked), Some(review_after)) = (checked, review_after)
        && review_after <= checked
    {
        let message = "`review_after` must lie after the day of the last check.";
        table.value_error("review_after", message, format!("Write a day after {checked}."));
    }
}

/// What is read from one row: its values, and the name by which two rows are the same.
type Row<T> = Option<(String, T)>;

fn rows<T: HasBacking>(
    root: &Table<'_>,
    key: &str,
    file: &DatedFile,
    read: impl Fn(&Table<'_>, Backing) -> Row<T>,
) -> Vec<T> {
    let mut understood: Vec<(String, T)> = Vec::new();
    for table in root.tables(key) {
        let backing = backing(&table, file);
        // A row without its backing is read on, so that its other mistakes are told too.
        let row = read(&table, backing.clone().unwrap_or_else(|| unbacked(file)));
        if let (Some((name, row)), Some(backing)) = (row, backing) {
            let twice =
                understood.iter().find(|(other, row)| *other == name && row.backing().meets(&backing));
            if twice.is_some() {
                let message = format!("Two rows say what holds for \"{name}\" on the same day.");
                let finding = Finding::error("track-duplicate", message).at(table.here());
                let hint = "Give the older row an `until` that lies before the `from` of the newer one, or delete one.";
                table.document().report(finding.with_hint(hint));
            } else {
                understood.push((name, row));
            }
        }
        table.finish();
    }
    understood.into_iter().map(|(_, row)| row).collect()
}

fn unbacked(file: &DatedFile) -> Backing {
    Backing {
        file: file.name.clone(),
        from: None,
        until: None,
        authority: Vec::new(),
        checked: file.checked,
        review_after: file.review_after,
        confidence: String::new(),
        note: None,
    }
}

impl Backing {
    /// Is there a day on which both hold?
    pub(super) fn meets(&self, other: &Backing) -> bool {
        let begins_in_time =
            |one: &Backing, two: &Backing| one.from.zip(two.until).is_none_or(|(from, until)| from <= until);
        begins_in_time(self, other) && begins_in_time(other, self)
    }
}

fn backing(table: &Table<'_>, file: &DatedFile) -> Option<Backing> {
    let (from, until) = (table.date("from"), table.date("until"));
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        table.value_error("until", "`until` lies before `from`.", format!("Write a day from {from} on."));
    }
    let authority = crate::track::authority(table);
    let (checked, review_after) = (table.date("checked"), table.date("review_after"));
    reviewed_later(table, checked.or(Some(file.checked)), review_after);
    const WORDS: &[(&str, &str)] = &[("high", "high"), ("medium", "medium"), ("low", "low")];
    let confidence = table.required_word("confidence", WORDS);
    let note = table.line("note");
    Some(Backing {
        file: file.name.clone(),
        from,
        until,
        authority: authority?,
        checked: checked.unwrap_or(file.checked),
        review_after: review_after.unwrap_or(file.review_after),
        confidence: confidence?.to_owned(),
        note,
    })
}

fn fee(table: &Table<'_>, backing: Backing) -> Row<Fee> {
    let (id, title) = (crate::track::kebab(table, "id"), table.required_line("title"));
    const FORUMS: &[(&str, Forum)] =
        &[("immigration-court", Forum::ImmigrationCourt), ("uscis", Forum::Uscis)];
    let forum = table.required_word("forum", FORUMS);
    let dollars = amount(table, "dollars");
    let fee = Fee { id: id?, title: title?, forum: forum?, dollars: dollars?, backing };
    Some((fee.id.clone(), fee))
}

/// A whole number from 0 on; a fee may be nothing.
fn amount(table: &Table<'_>, key: &str) -> Option<u64> {
    let number = table.required_integer(key)?;
    if let Ok(number) = u64::try_from(number)
        && number <= 1_000_000_000_000
    {
        return Some(number);
    }
    table.value_error(key, format!("`{key}` cannot be {number}."), "Write a whole number from 0 on.");
    None
}

fn edition(table: &Table<'_>, backing: Backing) -> Row<Edition> {
    let form = table.required_line("form");
    let edition = table.required_line("edition");
    let sound = edition.as_deref().is_none_or(is_edition);
    if !sound {
        let hint = "Write it as printed at the foot of the form: edition = \"07/28/26\"";
        table.value_error("edition", "This is no edition date.", hint);
    }
    let refused = table.boolean("refused").unwrap_or(false);
    let edition = Edition { form: form?, edition: edition.filter(|_| sound)?, refused, backing };
    Some((format!("{} {}", edition.form, edition.edition), edition))
}

/// Month, day and year of two digits each.
fn is_edition(text: &str) -> bool {
    let parts: Vec<&str> = text.split('/').collect();
    let two = |part: &&str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    let [month, day, year] = parts[..] else { return false };
    if !parts.iter().all(two) {
        return false;
    }
    let number = |part: &str| part.parse::<i8>().unwrap_or_default();
    Date::new(2000 + i16::from(number(year)), number(month), number(day)).is_ok()
}

fn limit(table: &Table<'_>, backing: Backing) -> Row<Limit> {
    let (id, title) = (crate::track::kebab(table, "id"), table.required_line("title"));
    let (value, unit) = (amount(table, "value"), table.required_line("unit"));
    let limit = Limit { id: id?, title: title?, value: value?, unit: unit?, backing };
    Some((limit.id.clone(), limit))
}

fn lead(table: &Table<'_>, backing: Backing) -> Row<Lead> {
    let (id, office) = (crate::track::kebab(table, "id"), table.line("office"));
    let days = days(table, "days");
    let copies = table.has("copies").then(|| amount(table, "copies")).flatten();
    let lead = Lead { id: id?, office, days: days?, copies, backing };
    Some((format!("{} {}", lead.id, lead.office.as_deref().unwrap_or_default().to_lowercase()), lead))
}

/// A number of days of less than ten years.
fn days(table: &Table<'_>, key: &str) -> Option<i32> {
    let number = table.required_integer(key)?;
    let days = i32::try_from(number).ok().filter(|days| (0..=3660).contains(days));
    if days.is_none() {
        table.value_error(key, format!("`{key}` cannot be {number}."), "Write a number of days.");
    }
    days
}

fn address(table: &Table<'_>, backing: Backing) -> Row<Address> {
    let (id, title) = (crate::track::kebab(table, "id"), table.required_line("title"));
    let (form, purpose) = (table.required_line("form"), crate::track::kebab(table, "for"));
    let states = table.required_strings("states");
    for (index, state) in states.iter().flatten().enumerate() {
        let code = state.len() == 2 && state.bytes().all(|byte| byte.is_ascii_uppercase());
        if !code && state != "*" {
            let finding =
                Finding::error(table.document().rules().value, "This is no postal code of a state.");
            let hint = "Write two capital letters, such as \"TX\", or \"*\" for all others.";
            table.document().report(finding.at(table.item_place("states", index)).with_hint(hint));
        }
    }
    let mail = table.required_strings("mail");
    let courier = table.strings("courier").unwrap_or_default();
    let address = Address {
        id: id?,
        title: title?,
        form: form?,
        purpose: purpose?,
        states: states?,
        mail: mail?,
        courier,
        backing,
    };
    Some((address.id.clone(), address))
}

/// What every row has.
trait HasBacking {
    fn backing(&self) -> &Backing;
}

macro_rules! backed {
    ($($row:ty),*) => { $(impl HasBacking for $row { fn backing(&self) -> &Backing { &self.backing } })* };
}
backed!(Fee, Edition, Limit, Lead, Address);
