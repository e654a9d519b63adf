//! Papers with words on them, for tests.

use jiff::civil::date;

use super::papers::Desk;
use super::review;
use crate::case::{Case, Court, Fact};
use crate::classify::Evidence;
use crate::evaluate::testing::{TODAY, alone, file, with_facts};
use crate::finding::Finding;
use crate::intake::Content;
use crate::track::{Track, builtin};

/// A file with words.
#[derive(Clone, Default)]
pub struct Written<'a> {
    /// What it stands for.
    pub satisfies: &'a str,
    /// Whose it is; empty = nobody's in particular.
    pub person: &'a str,
    /// The words of its pages.
    pub pages: &'a [&'a str],
}

/// Ana, alone, before the immigration court.
pub fn court() -> Case {
    let mut case = with_facts(alone(), &[("last_arrival", Fact::Date(date(2026, 1, 12)))]);
    case.track = "asylum-court-filing".to_owned();
    case.persons[0].id = "ana".to_owned();
    case.persons[0].name = "Ana Lucía XOL CAAL".to_owned();
    case.persons[0].a_number = Some("A000-000-061".to_owned());
    case.persons[0].born = Some(date(1994, 3, 7));
    case.court = Some(Court {
        judge: Some("Lydia Farrow".to_owned()),
        hearing: Some(date(2027, 5, 18).at(9, 0, 0, 0)),
        detained: Some(false),
        ..Court::default()
    });
    case
}

/// The files as evidence; one without pages is a scan of one page.
pub fn evidence(files: &[Written<'_>]) -> Evidence {
    let made = files.iter().enumerate().map(|(number, written)| {
        let mut made = file(&format!("{number:02}.pdf"), written.satisfies, written.person);
        let pages: Vec<String> = written.pages.iter().map(|page| (*page).to_owned()).collect();
        made.source.pages = u32::try_from(pages.len().max(1)).ok();
        made.source.content = Content {
            pages: if pages.is_empty() { vec![String::new()] } else { pages },
            ..Content::default()
        };
        made.source.sha256 = format!("{number:064}");
        made
    });
    crate::evaluate::testing::evidence(made.collect())
}

/// The desk on the day of the tests.
pub fn desk<'a>(evidence: &'a Evidence, case: &'a Case, track: &'a Track) -> Desk<'a> {
    Desk::new(evidence, case, track, TODAY, Some(date(2027, 1, 12)))
}

/// What a review of these files says.
pub fn read(case: &Case, files: &[Written<'_>]) -> Vec<Finding> {
    let evidence = evidence(files);
    let track = builtin(&case.track).and_then(|parsed| parsed.track);
    let Some(track) = track else { unreachable!("{}", case.track) };
    review(&desk(&evidence, case, &track))
}
