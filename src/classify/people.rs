//! Whose document a file is: by handle, by name, by words such as "wife" or "hijo".

use std::collections::BTreeSet;

use super::aside::is_of_a_person;
use super::kin::{Kin, KinWords};
use super::kin_words::PARTICLES;
use super::name::Name;
use super::words::Words;
use crate::case::{Case, Person, Role};
use crate::track::{Requirement, Scope, Source};

/// Everyone in the case, with the words that name them.
pub(super) struct People<'a> {
    pub(super) known: Vec<Known<'a>>,
    pub(super) kin: KinWords,
}

/// One person, with the words that name them.
pub(super) struct Known<'a> {
    pub(super) person: &'a Person,
    pub(super) id: Words,
    /// The words of the name, as they stand.
    pub(super) in_order: Vec<String>,
    /// Those of them that tell.
    pub(super) name: BTreeSet<String>,
    /// Those that nobody else in the case bears.
    own: BTreeSet<String>,
    /// The whole name, for scripts that do not part words.
    whole: Words,
}

/// The answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Whose {
    /// The name itself says so.
    pub named: bool,
    /// Handle of the person; `None` = the case's, which is the principal's.
    pub person: Option<String>,
    /// Why it may be somebody else's: a clause for a message.
    pub doubt: Option<String>,
}

impl<'a> People<'a> {
    /// Takes the names of a case apart.
    pub(super) fn of(case: &'a Case) -> Self {
        let names: Vec<BTreeSet<String>> =
            case.persons.iter().map(|person| name_words(&person.name)).collect();
        let known = case
            .persons
            .iter()
            .zip(&names)
            .enumerate()
            .map(|(index, (person, name))| {
                let others = || names.iter().enumerate().filter(|(other, _)| *other != index);
                let own = name.iter().filter(|word| !others().any(|(_, other)| other.contains(*word)));
                Known {
                    person,
                    id: Words::of(&person.id),
                    own: own.cloned().collect(),
                    in_order: Words::of(&person.name).list(),
                    name: name.clone(),
                    whole: Words::of(&person.name),
                }
            })
            .collect();
        People { known, kin: KinWords::new() }
    }

    /// Whose document of this requirement a file with this name is.
    pub(super) fn whose(&self, name: &Name, requirement: Option<&Requirement>) -> Whose {
        let is_personal = requirement.is_some_and(|requirement| requirement.scope != Scope::Case);
        let read = self.read(name, is_personal);
        match requirement {
            Some(requirement) if is_personal => self.as_asked(read, requirement),
            _ => {
                let of_others = requirement.filter(|requirement| is_of_a_person(requirement));
                let relative = of_others.and_then(|_| self.read(name, true).relative).map(of_somebody_else);
                Whose {
                    person: read.only().map(|person| person.id.clone()),
                    named: !read.named.is_empty(),
                    doubt: relative,
                }
            }
        }
    }

    /// What the name tells, the file name before the folders; words such as "wife" only where asked for.
    fn read(&self, name: &Name, with_roles: bool) -> Read<'a> {
        let mut read = Read::default();
        let places = std::iter::once(&name.words).chain(name.folders.iter().map(|folder| &folder.words));
        for (depth, words) in places.enumerate() {
            read.named = self.named(words);
            let kin = if with_roles { self.kin.find(words) } else { Vec::new() };
            match self.by_role(&kin) {
                Ok(Some(person)) if !read.named.iter().any(|other| other.id == person.id) => {
                    read.named.push(person);
                }
                Err(why) if read.named.is_empty() => {
                    read.doubt.get_or_insert(why);
                    return read;
                }
                _ => {}
            }
            // "1 Maria/passport of the sister": the nearest words count; a folder further out does not.
            if read.relative.is_none() && depth < 2 {
                read.relative = kin
                    .iter()
                    .find(|(kin, _)| matches!(kin, Kin::Other | Kin::Worker))
                    .map(|(_, word)| *word);
            }
            if depth == 0 && read.named.is_empty() {
                read.family = self.family(words);
            }
            if !read.named.is_empty() {
                break;
            }
        }
        if read.named.len() > 1 {
            let ids: Vec<&str> = read.named.iter().map(|person| person.id.as_str()).collect();
            read.doubt = Some(format!("it names {}", ids.join(" and ")));
        }
        let person = read.only().map(|person| person.id.as_str());
        let meant = person.or(self.known.first().map(|known| known.person.id.as_str()));
        if read.doubt.is_none() && !read.family.is_empty() && !read.family.iter().any(|id| Some(*id) == meant)
        {
            read.doubt = Some(format!("it bears a name of {}", read.family.join(" and ")));
        }
        read
    }

    /// Persons named by handle or by a word that only they bear; who bears all the words found wins.
    fn named(&self, words: &Words) -> Vec<&'a Person> {
        let list = self.heard(words);
        let found: Vec<(&Known<'a>, BTreeSet<String>)> = self
            .known
            .iter()
            .filter_map(|known| {
                let mut matched: BTreeSet<String> = known.name.intersection(&list).cloned().collect();
                let by_handle = words.has(&known.id) || (known.id.len() > 3 && words.has_squeezed(&known.id));
                let by_name =
                    !known.own.is_disjoint(&list) || (known.whole.len() > 1 && words.has(&known.whole));
                if by_handle {
                    matched.insert(known.person.id.to_lowercase());
                }
                (by_handle || by_name).then_some((known, matched))
            })
            .collect();
        let outdone = |words: &BTreeSet<String>| {
            found.iter().any(|(_, other)| other.len() > words.len() && words.is_subset(other))
        };
        found.iter().filter(|(_, matched)| !outdone(matched)).map(|(known, _)| known.person).collect()
    }

    /// Handles of those who bear a word that several bear.
    fn family(&self, words: &Words) -> Vec<&'a str> {
        let list = self.heard(words);
        let shared = |known: &&Known<'a>| known.name.intersection(&list).count();
        let most = self.known.iter().map(|known| shared(&known)).max().unwrap_or(0);
        let bearers = self.known.iter().filter(|known| most > 0 && shared(known) == most);
        bearers.map(|known| known.person.id.as_str()).collect()
    }

    /// The one person in the role that the words name; an error says why there is not exactly one.
    fn by_role(&self, kin: &[(Kin, &'static str)]) -> Result<Option<&'a Person>, String> {
        let named = kin.iter().find_map(|&(kin, word)| match kin {
            Kin::Spouse => Some((Role::Spouse, word)),
            Kin::Child => Some((Role::Child, word)),
            Kin::Principal => Some((Role::Principal, word)),
            Kin::Other | Kin::Worker => None,
        });
        let Some((role, word)) = named else { return Ok(None) };
        self.only(role).map(Some).ok_or_else(|| match self.count(role) {
            0 => format!("it says \"{word}\", and the case has no {}", role.word()),
            several => format!("it says \"{word}\", and the case has {several} of them"),
        })
    }

    fn count(&self, role: Role) -> usize {
        self.known.iter().filter(|known| known.person.role == role).count()
    }

    /// The only included person in this role, or the only one at all.
    fn only(&self, role: Role) -> Option<&'a Person> {
        let of_role =
            || self.known.iter().map(|known| known.person).filter(move |person| person.role == role);
        let mut included = of_role().filter(|person| person.included);
        match (included.next(), included.next()) {
            (Some(person), None) => Some(person),
            (None, _) => of_role().next().filter(|_| of_role().count() == 1),
            _ => None,
        }
    }

    /// Fits what was read to whom the requirement asks for.
    fn as_asked(&self, read: Read<'a>, requirement: &Requirement) -> Whose {
        let wanted = match requirement.scope {
            Scope::Spouse => Some(Role::Spouse),
            Scope::Child => Some(Role::Child),
            Scope::Principal => Some(Role::Principal),
            Scope::Person | Scope::Case => None,
        };
        let only = wanted.and_then(|role| self.only(role));
        // "Marriage certificate of Maria and Jose", asked of the spouse, is the spouse's.
        let joint =
            only.filter(|only| read.named.len() > 1 && read.named.iter().any(|person| person.id == only.id));
        if let Some(person) = joint {
            return Whose { person: Some(person.id.clone()), named: true, doubt: None };
        }
        let told = read.only();
        // The birth certificate of a sister is not the client's; a letter of the sister is, once for the case.
        let speaks_of_other =
            requirement.forms.is_empty() && (requirement.from == Source::Client || wanted.is_some());
        let relative = read.relative.filter(|_| speaks_of_other).map(of_somebody_else);
        if let (Some(only), Scope::Spouse | Scope::Child) = (only, requirement.scope)
            && relative.is_none()
            && told.is_none_or(|person| person.role != only.role)
        {
            return Whose { person: Some(only.id.clone()), named: !read.named.is_empty(), doubt: None };
        }
        let named = !read.named.is_empty();
        let doubt = read.doubt.or(relative);
        let person =
            told.or_else(|| if doubt.is_none() { self.nobody_else(requirement.scope) } else { None });
        Whose { person: person.map(|person| person.id.clone()), named, doubt }
    }

    /// The one whose paper it must be where no name tells: the only person of the case, or the principal
    /// where nobody else is asked. In a family a bare "passport.jpg" may be anybody's.
    fn nobody_else(&self, scope: Scope) -> Option<&'a Person> {
        let alone = self.known.len() == 1 && matches!(scope, Scope::Person | Scope::Principal);
        let principal =
            || self.known.iter().map(|known| known.person).find(|person| person.role == Role::Principal);
        if alone || scope == Scope::Principal { principal() } else { None }
    }
}

fn of_somebody_else(word: &str) -> String {
    format!("it speaks of somebody else (\"{word}\")")
}

/// What a name says about people.
#[derive(Default)]
struct Read<'a> {
    /// Those whom the nearest place that names anybody names.
    named: Vec<&'a Person>,
    /// Handles of those who share a name that stands there.
    family: Vec<&'a str>,
    /// A word for somebody who is not in the case.
    relative: Option<&'static str>,
    /// Why it is not clear who is meant.
    doubt: Option<String>,
}

impl<'a> Read<'a> {
    fn only(&self) -> Option<&'a Person> {
        match self.named.as_slice() {
            [person] => Some(person),
            _ => None,
        }
    }
}

fn name_words(name: &str) -> BTreeSet<String> {
    Words::of(name)
        .list()
        .into_iter()
        .filter(|word| word.chars().count() > 1 && !PARTICLES.contains(&word.as_str()))
        .collect()
}
