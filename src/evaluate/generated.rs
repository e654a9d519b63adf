//! What casebinder writes itself, and what it needs to know for it.

use crate::case::Case;

/// Why a part cannot be written.
pub struct Lacking {
    /// The reason, as a clause.
    pub reason: String,
    /// What to add.
    pub remedy: String,
}

/// What is lacking for writing this part; `None` = it can be written.
pub fn lacking(id: &str, case: &Case) -> Option<Lacking> {
    match id {
        "certificate-of-service" => service_lacking(case),
        _ => None,
    }
}

/// A certificate of service names who serves, and on paper the office that is served.
fn service_lacking(case: &Case) -> Option<Lacking> {
    let counsel = case.counsel.as_ref().and_then(|counsel| counsel.name.as_deref());
    let principal = case.principal().map(|principal| principal.name.as_str());
    let named = |name: &str| !name.trim().is_empty();
    if !counsel.is_some_and(named) && !principal.is_some_and(named) {
        return Some(Lacking {
            reason: "nobody is named who serves the other side".to_owned(),
            remedy: "Add the name of counsel to case.toml: [counsel] name = \"…\".".to_owned(),
        });
    }
    let court = case.court.as_ref();
    let electronic = court.and_then(|court| court.ecas) == Some(true);
    let address = court.is_some_and(|court| court.dhs_address.iter().any(|line| named(line)));
    if electronic || address {
        return None;
    }
    Some(Lacking {
        reason: "the case is not marked as filed through ECAS, and no address of DHS counsel is given".to_owned(),
        remedy: "Add to [court] in case.toml: dhs_address = [\"…\", \"…\"] with the office to be served, or ecas = true if all parties use ECAS in this case.".to_owned(),
    })
}
