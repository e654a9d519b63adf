//! Children who are included are young enough.

use super::papers::{Desk, first_name};
use crate::case::Role;
use crate::finding::Finding;

/// A child is included only if under the age on the day of filing.
pub fn review(desk: &Desk<'_>) -> Vec<Finding> {
    let Some(limit) = desk.limit("child-age") else { return Vec::new() };
    let filing = desk.filed_on().unwrap_or(desk.today);
    let Ok(years) = i16::try_from(limit.value) else { return Vec::new() };
    let children = desk.case.persons.iter().filter(|person| person.role == Role::Child && person.included);
    children
        .filter_map(|child| {
            let born = child.born?;
            // Who is born on 29 February comes of age on the day after 28 February.
            let of_age = born.with().year(born.year() + years).build().ok().or_else(|| {
                born.tomorrow().ok()?.with().year(born.year() + years).build().ok()
            })?;
            let message = format!(
                "{} was born on {born} and was {years} or older on {filing}, the day of filing, so cannot be included as a child.",
                first_name(child)
            );
            (filing >= of_age)
                .then(|| Finding::error("child-too-old", message).with_authority(&limit.backing.authority))
        })
        .collect()
}
