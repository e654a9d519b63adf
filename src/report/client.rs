//! `check --format client`: what the client is to bring, person by person, in plain words, ready to be copied into a
//! message. It says nothing of the office's own work and notes, of findings, or of A-numbers. Its words stand in
//! `templates/report/client.toml`.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::requests::{self, concerns};
use super::wording::sentence;
use super::{Check, plain};
use crate::books::Letter;
use crate::case::Request;
use crate::classify::Disposition;
use crate::evaluate::{DeadlineStatus, RequirementResult, RequirementStatus};
use crate::track::{Level, Source};
use crate::wording::list;

/// Lines of a message that a paralegal can still look through.
const WIDTH: usize = 78;

/// The message to the client, and one to everybody else who was asked for something.
pub fn client(check: &Check<'_>) -> String {
    let mut text = to_client(check);
    for name in others(check) {
        let _ = write!(text, "\n----- {} -----\n\n", plain(&name));
        text += &to_other(check, &name);
    }
    text
}

fn to_client(check: &Check<'_>) -> String {
    let mut message = Message { text: String::new(), check };
    message.say("greeting", &[("name", &principal(check))]);
    let (mut needed, mut helpful) = (Vec::new(), Vec::new());
    for result in check.evaluation.requirements.iter().filter(|result| is_of_client(check, result)) {
        match (result.level, result.status) {
            (Level::Required | Level::Conditional, _) => needed.push(result),
            (Level::Recommended, RequirementStatus::Missing) => helpful.push(result),
            // Asked for all the same.
            _ if latest(check, result).is_some() => needed.push(result),
            _ => {}
        }
    }
    if needed.is_empty() && helpful.is_empty() {
        message.say("nothing", &[]);
    }
    if !needed.is_empty() {
        message.say("needed", &[]);
        message.items(&needed);
    }
    if !helpful.is_empty() {
        message.say(if needed.is_empty() { "only_helpful" } else { "helpful" }, &[]);
        message.items(&helpful);
    }
    if !needed.is_empty() || !helpful.is_empty() {
        message.say("how", &[]);
    }
    message.next_day();
    message.signed();
    message.text
}

fn principal(check: &Check<'_>) -> String {
    check.case.principal().map(|person| plain(&person.name)).unwrap_or_default()
}

/// A gap that the client can fill: nothing is there, or what is there cannot be read.
fn is_of_client(check: &Check<'_>, result: &RequirementResult) -> bool {
    let asked_of_other = latest(check, result).is_some_and(|request| requests::of(request) != "the client");
    result.from == Source::Client
        && !asked_of_other
        && match result.status {
            RequirementStatus::Missing => true,
            RequirementStatus::NeedsReview => unreadable(check, result),
            _ => false,
        }
}

/// There are files for it, and none can be read.
fn unreadable(check: &Check<'_>, result: &RequirementResult) -> bool {
    let is_unreadable = |path: &String| {
        let mut files = check.evidence.files.iter();
        files.any(|file| file.source.path == *path && file.disposition == Disposition::Unreadable)
    };
    !result.documents.is_empty() && result.documents.iter().all(is_unreadable)
}

/// Everybody besides the client who was asked for something that is not here.
fn others(check: &Check<'_>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for result in check.evaluation.requirements.iter().filter(|result| is_awaited(result)) {
        let name = latest(check, result).map(requests::of).filter(|of| *of != "the client");
        if let Some(name) = name
            && !names.iter().any(|known| known == name)
        {
            names.push(name.to_owned());
        }
    }
    names
}

fn to_other(check: &Check<'_>, name: &str) -> String {
    let mut message = Message { text: String::new(), check };
    message.say("greeting", &[("name", &plain(name))]);
    message.say("awaited", &[("name", &principal(check))]);
    let results = check.evaluation.requirements.iter().filter(|result| is_awaited(result));
    let asked = |result: &&RequirementResult| latest(check, result).map(requests::of) == Some(name);
    message.items(&results.filter(asked).collect::<Vec<_>>());
    message.signed();
    message.text
}

fn is_awaited(result: &RequirementResult) -> bool {
    matches!(result.status, RequirementStatus::Missing | RequirementStatus::NeedsReview)
}

/// The last request for it.
fn latest<'a>(check: &Check<'a>, result: &RequirementResult) -> Option<&'a Request> {
    check.case.requests.iter().filter(|request| concerns(request, result)).max_by_key(|request| request.asked)
}

struct Message<'c, 'a> {
    text: String,
    check: &'c Check<'a>,
}

impl Message<'_, '_> {
    fn letter(&self) -> &Letter {
        &self.check.track.books.letter
    }

    /// A paragraph with an empty line behind it; nothing if the office leaves the sentence out.
    fn say(&mut self, sentence: &str, words: &[(&str, &str)]) {
        let said = self.letter().say(sentence, words);
        if !said.is_empty() {
            self.wrapped("", &said);
            self.text.push('\n');
        }
    }

    fn wrapped(&mut self, indent: &str, text: &str) {
        let mut column = 0;
        for word in text.split_whitespace() {
            let length = word.chars().count();
            if column == 0 {
                column = length;
            } else if indent.len() + column + 1 + length <= WIDTH {
                self.text.push(' ');
                column += 1 + length;
            } else {
                let _ = write!(self.text, "\n{indent}");
                column = length;
            }
            self.text += word;
        }
        self.text.push('\n');
    }

    /// What is wanted: of nobody in particular first, then person by person.
    fn items(&mut self, results: &[&RequirementResult]) {
        let persons = &self.check.case.persons;
        let of = |id: Option<&str>| -> Vec<&RequirementResult> {
            results.iter().copied().filter(|result| result.person.as_deref() == id).collect()
        };
        for result in of(None) {
            self.item(result);
        }
        for person in persons {
            let items = of(Some(&person.id));
            if persons.len() > 1 && !items.is_empty() {
                if !self.text.ends_with("\n\n") {
                    self.text.push('\n');
                }
                let heading = self.letter().say("of_person", &[("name", &plain(&person.name))]);
                self.wrapped("", &heading);
            }
            for item in items {
                self.item(item);
            }
        }
        self.text.push('\n');
    }

    fn item(&mut self, result: &RequirementResult) {
        let (title, words) = match self.letter().item(&result.id) {
            Some(plain) => (plain.title.clone(), plain.words.clone()),
            // What the office asks of others it asks in its own words.
            None => (result.title.clone(), result.satisfied_by.clone()),
        };
        self.text += "- ";
        self.wrapped("  ", &plain(&sentence(&title)));
        let mut said = Vec::new();
        if result.status == RequirementStatus::NeedsReview && unreadable(self.check, result) {
            let files: Vec<String> = result.documents.iter().map(|path| file_name(path)).collect();
            said.push(self.letter().say("unreadable", &[("files", &list(&files))]));
        }
        said.push(plain(&words));
        said.extend(latest(self.check, result).and_then(|request| request.due).map(|due| self.due(due)));
        self.text += "  ";
        self.wrapped("  ", &said.join(" "));
    }

    fn due(&self, due: Date) -> String {
        let sentence = if due < self.check.evaluation.today { "overdue" } else { "due" };
        self.letter().say(sentence, &[("date", &self.letter().date(due))])
    }

    /// The next last day of the case, so that everybody knows why it presses.
    fn next_day(&mut self) {
        let ahead = |status| matches!(status, DeadlineStatus::Open | DeadlineStatus::Soon);
        let mut days = self.check.evaluation.deadlines.iter();
        let next = days.find(|day| day.is_last_day() && ahead(day.status) && day.date.is_some());
        if let Some((title, date)) = next.and_then(|next| Some((&next.title, next.date?))) {
            let date = self.letter().date(date);
            self.say("next_deadline", &[("date", &date), ("what", &plain(title))]);
        }
    }

    fn signed(&mut self) {
        let closing = self.letter().say("closing", &[]);
        if !closing.is_empty() {
            self.wrapped("", &closing);
        }
        let Some(counsel) = &self.check.case.counsel else { return };
        for line in [&counsel.name, &counsel.firm, &counsel.phone].into_iter().flatten() {
            let _ = writeln!(self.text, "{}", plain(line));
        }
    }
}

fn file_name(path: &str) -> String {
    plain(path.rsplit('/').next().unwrap_or(path))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::evaluate::evaluate;
    use crate::evaluate::testing::{TODAY, alone, evidence, requirement, track};
    use jiff::civil::date;

    #[test]
    fn the_message_names_what_the_client_brings_and_nothing_else() {
        let client = requirement("passport", "level = \"required\"\nscope = \"case\"\nfrom = \"client\"");
        let office = requirement("nta", "level = \"required\"\nscope = \"case\"\nfrom = \"office\"");
        let track = track("", &format!("{client}\n{office}"));
        let mut case = alone();
        case.requests.push(Request {
            about: Vec::new(),
            requirement: "passport".into(),
            person: None,
            asked: date(2026, 1, 2),
            of: "client".into(),
            due: Some(date(2026, 1, 30)),
            note: Some("a note of the office".into()),
        });
        let evidence = evidence(Vec::new());
        let evaluation = evaluate(&evidence, &case, &track, TODAY);
        let check = Check { case: &case, track: &track, evidence: &evidence, evaluation: &evaluation };
        let text = super::client(&check);
        assert!(text.contains("- Passport.\n"), "{text}");
        assert!(text.contains("January 30, 2026"), "{text}");
        assert!(!text.contains("Notice to Appear"), "{text}");
        assert!(!text.contains("a note of the office"), "{text}");
    }
}
