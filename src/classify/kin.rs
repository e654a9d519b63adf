//! Words for people by what they are to the principal, in the languages that clients write in.

use super::phrases::Phrases;
use super::words::Words;

/// What somebody is to the principal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kin {
    Spouse,
    Child,
    Principal,
    /// Somebody who is not in the application.
    Other,
}

/// All words for people.
pub(super) struct KinWords {
    words: Phrases<(Kin, &'static str)>,
}

impl KinWords {
    /// Folds the words.
    pub(super) fn new() -> Self {
        let lists =
            [(Kin::Spouse, SPOUSE), (Kin::Child, CHILD), (Kin::Principal, PRINCIPAL), (Kin::Other, RELATIVE)];
        let all = lists.into_iter().flat_map(|(kin, list)| list.iter().map(move |&word| (word, (kin, word))));
        KinWords { words: Phrases::of(all) }
    }

    /// Who is spoken of in a name, and in which word: spouses first.
    pub(super) fn find(&self, name: &Words) -> Vec<(Kin, &'static str)> {
        let mut found: Vec<(Kin, &'static str)> =
            self.words.find(name).into_iter().map(|(kin, _)| *kin).collect();
        found.sort_by_key(|(kin, _)| *kin);
        found
    }
}

/// Spouses.
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
    "супруги",
    "супругу",
    "муж",
    "мужа",
    "жена",
    "жены",
    "дружина",
    "дружини",
    "زوج",
    "زوجه",
    "الزوج",
    "الزوجه",
    "همسر",
    "配偶",
    "丈夫",
    "妻子",
    "배우자",
    "남편",
    "아내",
];

/// Children.
const CHILD: &[&str] = &[
    "child",
    "children",
    "kid",
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
    "дети",
    "детей",
    "сын",
    "сына",
    "дочь",
    "дочери",
    "дитина",
    "дитини",
    "син",
    "донька",
    "доньки",
    "ابن",
    "ابنه",
    "طفل",
    "الطفل",
    "فرزند",
    "孩子",
    "儿子",
    "女儿",
    "兒子",
    "女兒",
    "자녀",
    "아들",
    "딸",
];

/// The applicant.
const PRINCIPAL: &[&str] = &[
    "principal",
    "applicant",
    "respondent",
    "solicitante",
    "peticionario",
    "requerente",
    "заявитель",
    "заявителя",
];

/// Somebody who is not in the application.
const RELATIVE: &[&str] = &[
    "mother",
    "mom",
    "father",
    "dad",
    "brother",
    "sister",
    "uncle",
    "aunt",
    "cousin",
    "grandmother",
    "grandfather",
    "grandma",
    "grandpa",
    "parents",
    "nephew",
    "niece",
    "friend",
    "neighbor",
    "neighbour",
    "sponsor",
    "madre",
    "mama",
    "padre",
    "papa",
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
    "матери",
    "мама",
    "мамы",
    "отец",
    "отца",
    "папа",
    "папы",
    "брат",
    "брата",
    "сестра",
    "сестры",
    "друг",
    "друга",
    "父亲",
    "母亲",
    "父親",
    "母親",
    "妈妈",
    "爸爸",
];

/// Words inside names of persons that say nothing by themselves.
pub(super) const PARTICLES: &[&str] = &[
    "de", "la", "las", "los", "del", "da", "das", "do", "dos", "di", "du", "van", "von", "der", "den", "bin",
    "ibn", "bint", "abu", "al", "el", "le", "san", "santa", "jr", "sr", "ii", "iii", "and", "an", "so", "no",
    "my", "to", "in", "on", "of", "or", "at", "by", "is", "us", "am", "be", "as", "go", "if", "up",
];
