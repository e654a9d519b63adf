//! Whose document a file is: by handle, by name, by words such as "wife" or "hijo".

use std::collections::BTreeSet;

use super::name::Name;
use super::words::Words;
use crate::case::{Case, Person, Role};
use crate::track::{Requirement, Scope, Source};

/// Everyone in the case, with the words that name them.
pub(super) struct People<'a> {
    known: Vec<Known<'a>>,
}

struct Known<'a> {
    person: &'a Person,
    id: Words,
    /// The words of the name.
    name: BTreeSet<String>,
    /// Those that nobody else in the case bears.
    own: BTreeSet<String>,
    /// The whole name, for scripts that do not part words.
    whole: Words,
}

/// The answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Whose {
    /// Handle of the person; `None` = the case's, which is the principal's.
    pub person: Option<String>,
    /// Why it may be somebody else's: a clause for a message.
    pub doubt: Option<String>,
}

/// Words that stand in names of persons and say nothing.
const PARTICLES: &[&str] = &[
    "de", "la", "las", "los", "del", "da", "das", "do", "dos", "di", "du", "van", "von", "der", "den", "bin",
    "ibn", "bint", "abu", "al", "el", "le", "san", "santa", "jr", "sr", "ii", "iii", "and", "an", "so", "no",
    "my", "to", "in", "on", "of", "or", "at", "by", "is", "us", "am", "be", "as", "go", "if", "up",
];

const SPOUSE: &[&str] = &[
    "spouse",
    "wife",
    "husband",
    "esposa",
    "esposo",
    "marido",
    "conyuge",
    "conjuge",
    "conjoint",
    "conjointe",
    "epoux",
    "epouse",
    "mari",
    "madanm",
    "супруг",
    "супруга",
    "муж",
    "жена",
    "дружина",
    "زوج",
    "زوجه",
    "همسر",
    "配偶",
    "丈夫",
    "妻子",
    "배우자",
    "남편",
    "아내",
];

const CHILD: &[&str] = &[
    "child",
    "children",
    "son",
    "daughter",
    "hijo",
    "hija",
    "nino",
    "nina",
    "filho",
    "filha",
    "enfant",
    "fils",
    "fille",
    "pitit",
    "ребенок",
    "ребенка",
    "сын",
    "сына",
    "дочь",
    "дочери",
    "дитина",
    "син",
    "донька",
    "ابن",
    "ابنه",
    "طفل",
    "فرزند",
    "孩子",
    "儿子",
    "女儿",
    "兒子",
    "자녀",
    "아들",
    "딸",
];

const PRINCIPAL: &[&str] =
    &["principal", "applicant", "respondent", "solicitante", "peticionario", "requerente"];

/// Somebody who is not in the application.
const RELATIVE: &[&str] = &[
    "mother",
    "father",
    "brother",
    "sister",
    "uncle",
    "aunt",
    "cousin",
    "grandmother",
    "grandfather",
    "parents",
    "nephew",
    "niece",
    "friend",
    "neighbor",
    "madre",
    "padre",
    "hermano",
    "hermana",
    "tio",
    "tia",
    "primo",
    "prima",
    "abuelo",
    "abuela",
    "sobrino",
    "sobrina",
    "cunado",
    "cunada",
    "suegro",
    "suegra",
    "amigo",
    "amiga",
    "vecino",
    "vecina",
    "mae",
    "pai",
    "irmao",
    "mere",
    "pere",
    "frere",
    "soeur",
    "manman",
    "мать",
    "отец",
    "брат",
    "сестра",
    "мама",
    "папа",
    "父亲",
    "母亲",
];

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
                    name: name.clone(),
                    whole: Words::of(&person.name),
                }
            })
            .collect();
        People { known }
    }

    /// Whose document of this requirement a file with this name is.
    pub(super) fn whose(&self, name: &Name, requirement: Option<&Requirement>) -> Whose {
        let told = self.told(name, requirement.is_none_or(|requirement| asks_each(requirement.scope)));
        match requirement {
            Some(requirement) => self.as_asked(told, requirement),
            None => Whose { doubt: None, ..told },
        }
    }

    /// What the name tells, the file name before the folders; role words only where they may decide.
    fn told(&self, name: &Name, roles: bool) -> Whose {
        let mut doubt = None;
        for (place, words) in
            std::iter::once(&name.words).chain(name.folders.iter().map(|f| &f.words)).enumerate()
        {
            let mut found = self.named(words);
            if roles {
                match self.by_role(words) {
                    Ok(Some(person)) if !found.iter().any(|other| other.id == person.id) => {
                        found.push(person)
                    }
                    Err(why) if found.is_empty() => {
                        return Whose { person: None, doubt: doubt.or(Some(why)) };
                    }
                    _ => {}
                }
            }
            if doubt.is_none() && place < 2 {
                doubt = relative(words);
            }
            match found.as_slice() {
                [] => {}
                [person] => return Whose { person: Some(person.id.clone()), doubt },
                several => {
                    let ids: Vec<&str> = several.iter().map(|person| person.id.as_str()).collect();
                    return Whose { person: None, doubt: Some(format!("it names {}", ids.join(" and "))) };
                }
            }
        }
        Whose { person: None, doubt }
    }

    /// Persons named by handle or by a word that only they bear; who bears all the words found wins.
    fn named(&self, words: &Words) -> Vec<&'a Person> {
        let list: BTreeSet<String> = words.list().into_iter().chain(words.parts()).collect();
        let found: Vec<(&Known<'a>, BTreeSet<String>)> = self
            .known
            .iter()
            .filter_map(|known| {
                let mut matched: BTreeSet<String> = known.name.intersection(&list).cloned().collect();
                let by_id =
                    words.has(&known.id) || !words.find_squeezed(&known.id).is_empty() && known.id.len() > 3;
                let by_name =
                    !known.own.is_disjoint(&list) || known.whole.len() > 1 && words.has(&known.whole);
                if by_id {
                    matched.insert(known.person.id.to_lowercase());
                }
                (by_id || by_name).then_some((known, matched))
            })
            .collect();
        let outdone = |words: &BTreeSet<String>| {
            found.iter().any(|(_, other)| other.len() > words.len() && words.is_subset(other))
        };
        found.iter().filter(|(_, matched)| !outdone(matched)).map(|(known, _)| known.person).collect()
    }

    /// The one person in the role that the words name; an error says why there is not exactly one.
    fn by_role(&self, words: &Words) -> Result<Option<&'a Person>, String> {
        for (role, list, title) in [
            (Role::Spouse, SPOUSE, "spouse"),
            (Role::Child, CHILD, "child"),
            (Role::Principal, PRINCIPAL, "principal"),
        ] {
            if let Some(word) = first_of(list, words) {
                return self.only(role).map(Some).ok_or_else(|| match self.count(role) {
                    0 => format!("it says \"{word}\", and the case has no {title}"),
                    several => format!("it says \"{word}\", and the case has {several} of them"),
                });
            }
        }
        Ok(None)
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

    /// Fits what was told to whom the requirement asks for.
    fn as_asked(&self, told: Whose, requirement: &Requirement) -> Whose {
        let wanted = match requirement.scope {
            Scope::Spouse => Some(Role::Spouse),
            Scope::Child => Some(Role::Child),
            _ => None,
        };
        if let Some(only) = wanted.and_then(|role| self.only(role)) {
            let fits = told.person.as_ref().is_some_and(|id| self.role_of(id) == Some(only.role));
            if !fits {
                return Whose { person: Some(only.id.clone()), doubt: None };
            }
        }
        let is_identity = requirement.from == Source::Client && requirement.forms.is_empty();
        let from_relative = told.doubt.as_deref().is_some_and(|doubt| doubt.starts_with(RELATIVE_DOUBT));
        if !asks_each(requirement.scope) || (from_relative && !is_identity) {
            return Whose { doubt: None, ..told };
        }
        told
    }

    fn role_of(&self, id: &str) -> Option<Role> {
        self.known.iter().find(|known| known.person.id == id).map(|known| known.person.role)
    }
}

/// Requirements asked of every person: there it matters whose the paper is.
fn asks_each(scope: Scope) -> bool {
    matches!(scope, Scope::Person | Scope::Spouse | Scope::Child)
}

const RELATIVE_DOUBT: &str = "it speaks of a relative or friend";

fn relative(words: &Words) -> Option<String> {
    first_of(RELATIVE, words).map(|word| format!("{RELATIVE_DOUBT} (\"{word}\")"))
}

fn first_of(list: &[&'static str], words: &Words) -> Option<&'static str> {
    list.iter().copied().find(|word| words.has(&Words::of(word)))
}

fn name_words(name: &str) -> BTreeSet<String> {
    Words::of(name)
        .list()
        .into_iter()
        .filter(|word| word.chars().count() > 1 && !PARTICLES.contains(&word.as_str()))
        .collect()
}
