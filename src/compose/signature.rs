//! The place where a person signs. casebinder leaves it empty.

use super::pages::{BODY, LEFT, Pages, RIGHT, Strip};
use super::wrap::wrap;
use crate::case::Case;
use crate::track::Forum;

/// Right half of the page: the signature.
const HALF: Strip = Strip::left(LEFT + 216.0, RIGHT - LEFT - 216.0);
/// Left of it: the date.
const DATE: Strip = Strip::left(LEFT, 144.0);
/// White space for the hand that signs.
const HAND: f64 = 24.0;
/// A blank with the words below it.
const BLANK: f64 = 26.0;

/// Who is to sign: known lines are printed under the empty line.
#[derive(Debug, Default)]
pub struct Signer {
    lines: Vec<String>,
}

impl Signer {
    /// The representative, or the principal who has none, as the forum of the filing calls them.
    pub fn of(case: &Case, forum: Forum) -> Signer {
        let mut lines = Vec::new();
        match &case.counsel {
            Some(counsel) => {
                lines.extend(counsel.name.clone());
                lines.extend(counsel.firm.clone());
                let several = case.applicants().len() > 1;
                lines.push(role(forum, several).to_owned());
            }
            None => {
                lines.extend(case.principal().map(|person| person.name.clone()));
                let alone = match forum {
                    Forum::ImmigrationCourt => "Respondent, pro se",
                    Forum::Uscis => "Applicant",
                };
                lines.push(alone.to_owned());
            }
        }
        Signer { lines }
    }
}

fn role(forum: Forum, several: bool) -> &'static str {
    match (forum, several) {
        (Forum::ImmigrationCourt, true) => "Counsel for Respondents",
        (Forum::ImmigrationCourt, false) => "Counsel for Respondent",
        (Forum::Uscis, true) => "Attorney for the Applicants",
        (Forum::Uscis, false) => "Attorney for the Applicant",
    }
}

/// What is signed: a filing bears a date beside the signature, a letter has its date at the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    /// A filing.
    Filing,
    /// A letter.
    Letter,
}

/// "Respectfully submitted", empty lines for signature and date, and who signs; all on one page.
pub fn signature_block(pages: &mut Pages, signed: Signed, signer: &Signer) {
    let names: usize = signer.lines.iter().map(|line| wrap(line, BODY, HALF.width).len()).sum();
    pages.need(HAND + BLANK + BODY.leading() * (names as f64 + 1.0));
    pages.paragraph("Respectfully submitted,", BODY, HALF);
    pages.skip(HAND);
    let baseline = pages.baseline(BODY);
    if signed == Signed::Filing {
        pages.blank("Date", DATE, baseline);
    }
    pages.blank("Signature", HALF, baseline);
    pages.skip(BLANK);
    for line in &signer.lines {
        pages.paragraph(line, BODY, HALF);
    }
}
