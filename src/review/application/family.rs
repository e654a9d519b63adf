//! The family on the form is the family of the case file.

use super::Application;
use crate::case::{Person, Role};
use crate::finding::Finding;
use crate::intake::FieldKind;
use crate::review::papers::{name_words, surnames};
use crate::review::words::Plain;

/// Says who is missing on one side.
pub fn review(application: &Application<'_, '_>) -> Option<Finding> {
    // Only the principal's form lists the family that the case file lists.
    let principal = application.desk.case.principal()?;
    if application.person.is_none_or(|person| person.id != principal.id) {
        return None;
    }
    let points: Vec<String> = children(application).into_iter().chain(spouse(application)).collect();
    if points.is_empty() {
        return None;
    }
    let message = format!("The family on Form I-589 is not that of case.toml: {}.", points.join("; "));
    Some(Finding::warning("form-family", message).on(application.path()))
}

fn of_role(application: &Application<'_, '_>, role: Role) -> Vec<Person> {
    application.desk.case.persons.iter().filter(|person| person.role == role).cloned().collect()
}

fn children(application: &Application<'_, '_>) -> Vec<String> {
    let fields = application.fields.with(application.known.answer("children-first-names"));
    if fields.is_empty() {
        return Vec::new();
    }
    let written: Vec<&str> = fields
        .iter()
        .filter(|field| field.kind == FieldKind::Text && !is_nothing(&field.value))
        .map(|field| field.value.as_str())
        .collect();
    let children = of_role(application, Role::Child);
    let names_child = |text: &str, child: &Person| {
        // Brothers and sisters share the surname.
        let surnames = surnames(&child.name);
        let given: Vec<String> =
            name_words(&child.name).into_iter().filter(|word| !surnames.contains(word)).collect();
        let words = if given.is_empty() { surnames } else { given };
        let plain = Plain::of(text);
        plain.words().any(|word| words.iter().any(|own| own == word))
    };
    let mut points = Vec::new();
    let none = application.fields.ticked(application.known.box_words("no-children")) == Some(true);
    if none && !children.is_empty() {
        points.push("the form says that there are no children".to_owned());
    } else {
        let unlisted = children.iter().filter(|child| !written.iter().any(|text| names_child(text, child)));
        points.extend(unlisted.map(|child| format!("{} is not among the children on the form", child.name)));
    }
    let unknown = written.iter().filter(|text| !children.iter().any(|child| names_child(text, child)));
    points.extend(unknown.map(|text| format!("the form lists the child \"{text}\", case.toml does not")));
    points
}

fn spouse(application: &Application<'_, '_>) -> Option<String> {
    let known = application.known;
    let last = application.fields.written(known.answer("spouse-last-name"))?;
    let first = application.fields.written(known.answer("spouse-first-name")).unwrap_or_default();
    let written = format!("{first} {last}").trim().to_owned();
    let unmarried = application.fields.ticked(known.box_words("not-married")) == Some(true);
    let spouse = of_role(application, Role::Spouse).into_iter().next();
    match spouse {
        Some(spouse) if unmarried => {
            Some(format!("the form says \"I am not married\", case.toml has the spouse {}", spouse.name))
        }
        Some(spouse) if is_nothing(&written) => Some(format!("{} is not on the form as spouse", spouse.name)),
        Some(spouse) => {
            let own = name_words(&spouse.name);
            let strange = !name_words(&written).iter().any(|word| own.contains(word));
            strange.then(|| format!("the spouse on the form is \"{written}\", in case.toml {}", spouse.name))
        }
        None => None,
    }
}

/// "N/A", "none", a dash, or nothing.
fn is_nothing(text: &str) -> bool {
    let plain = Plain::of(text);
    matches!(plain.as_str().trim(), "" | "n a" | "na" | "none" | "unknown" | "not applicable")
}
