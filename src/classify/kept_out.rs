//! Names that say that a paper must not be filed: drafts, superseded papers, the office's own notes.

use super::name::Name;
use super::words::Words;
use crate::track::{Requirement, Source};

/// What a name says against filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum KeptOut {
    /// It stays out, for this reason.
    Out(String),
    /// It may be an older document or a superseded one: a person must say.
    Doubtful(String),
}

const DRAFT: &[&str] = &[
    "draft",
    "borrador",
    "rascunho",
    "brouillon",
    "bouyon",
    "entwurf",
    "bozza",
    "taslak",
    "черновик",
    "чернетка",
    "مسوده",
    "草稿",
    "草案",
    "초안",
    "do not file",
    "do not submit",
    "do not send",
    "not for filing",
    "no presentar",
    "no enviar",
    "nao enviar",
    "nao protocolar",
    "ne pas deposer",
];

const SUPERSEDED: &[&str] = &[
    "do not use",
    "don t use",
    "no usar",
    "nao usar",
    "ne pas utiliser",
    "не использовать",
    "obsolete",
    "obsoleto",
    "obsoleta",
    "superseded",
    "outdated",
    "desactualizado",
    "replaced by",
    "reemplazado",
    "version anterior",
    "previous version",
    "旧版",
];

/// Words that also describe a document that is only old, such as an expired passport.
const AGED: &[&str] = &[
    "old",
    "viejo",
    "vieja",
    "antiguo",
    "velho",
    "velha",
    "antigo",
    "ancien",
    "ancienne",
    "vieux",
    "старый",
    "старая",
];

const OFFICE: &[&str] = &[
    "attorney notes",
    "attorney note",
    "lawyer notes",
    "attorney client",
    "work product",
    "privileged",
    "notes to file",
    "case notes",
    "internal use",
    "internal only",
    "intake form",
    "intake notes",
    "intake sheet",
    "client intake",
    "intake questionnaire",
    "retainer agreement",
    "retainer",
    "engagement letter",
    "fee agreement",
    "notas del abogado",
    "contrato de servicios legales",
    "outline",
    "template",
    "plantilla",
    "шаблон",
    "checklist",
    "to do list",
];

/// Words that may stand beside an age in the name of a folder for what is done with.
const FILLER: &[&str] = &[
    "files",
    "file",
    "docs",
    "documents",
    "documentos",
    "versions",
    "version",
    "versiones",
    "forms",
    "papers",
    "stuff",
    "archive",
    "archivo",
    "and",
    "z",
    "zz",
];

/// What the file name or any folder says against filing this file.
pub(super) fn kept_out(name: &Name, requirement: Option<&Requirement>) -> Option<KeptOut> {
    let places = || {
        std::iter::once((&name.words, "name".to_owned()))
            .chain(name.folders.iter().map(|folder| (&folder.words, format!("folder \"{}\"", folder.name))))
    };
    let said = |list: &'static [&'static str]| {
        places().find_map(|(words, place)| {
            list.iter()
                .find(|phrase| speaks(words, phrase))
                .map(|phrase| format!("its {place} says \"{phrase}\""))
        })
    };
    if let Some(said) = said(DRAFT) {
        return Some(KeptOut::Out(format!("a draft: {said}")));
    }
    if let Some(said) = said(SUPERSEDED) {
        return Some(KeptOut::Out(format!("superseded: {said}")));
    }
    if let Some(said) = said(OFFICE) {
        return Some(KeptOut::Out(format!("a paper of the office's own: {said}")));
    }
    let said = said(AGED)?;
    let is_put_away = name.folders.iter().any(|folder| holds_only_what_is_old(&folder.words));
    Some(match requirement {
        _ if is_put_away => KeptOut::Out(format!("superseded: {said}")),
        // An expired passport is an old document and evidence all the same.
        Some(asked) if asked.from == Source::Client && asked.forms.is_empty() => {
            KeptOut::Doubtful(format!("{said}, which may mean an older document or a superseded copy"))
        }
        _ => KeptOut::Out(format!("superseded: {said}")),
    })
}

/// "OLD", "old files 2": a folder for what was replaced, not a description of a document.
fn holds_only_what_is_old(folder: &Words) -> bool {
    let parts = folder.parts();
    let is_any = |list: &[&str], part: &String| list.contains(&part.as_str());
    parts.iter().any(|part| is_any(AGED, part))
        && parts
            .iter()
            .all(|part| is_any(AGED, part) || is_any(FILLER, part) || part.chars().all(char::is_numeric))
}

/// Does the phrase stand there, and in this sense?
fn speaks(words: &Words, phrase: &str) -> bool {
    words.find(&Words::of(phrase)).into_iter().any(|place| {
        let before = words.within(0..place.start).parts();
        let after = words.within(place.end..words.len()).parts();
        let last = before.last().map_or("", String::as_str);
        let next = after.first().map_or("", String::as_str);
        match phrase {
            "draft" => !is_conscription(last, next),
            _ if AGED.contains(&phrase) => !is_of_age(last) && !is_place(last, next),
            _ => true,
        }
    })
}

/// A military draft is a reason to flee, not a draft of a paper.
fn is_conscription(before: &str, after: &str) -> bool {
    ["military", "army", "conscription"].contains(&before)
        || [
            "notice",
            "notices",
            "card",
            "board",
            "summons",
            "evasion",
            "evader",
            "dodger",
            "dodging",
            "exemption",
            "deferment",
            "registration",
            "call",
            "office",
            "papers",
        ]
        .contains(&after)
}

/// "5 years old".
fn is_of_age(before: &str) -> bool {
    ["year", "years", "yr", "yrs", "month", "months", "week", "weeks"].contains(&before)
}

/// "Puerto Viejo", "Old City".
fn is_place(before: &str, after: &str) -> bool {
    ["puerto", "pueblo", "casco", "barrio", "ciudad", "san"].contains(&before)
        || ["city", "town", "testament", "age"].contains(&after)
}

/// The number of a version and the name without it: "Declaration v2" is version 2 of "declaration".
pub(super) fn version(name: &Name) -> Option<(Vec<String>, u32)> {
    let mut words = name.core();
    let at = words.iter().rposition(|word| {
        let digits = word.strip_prefix("version").or_else(|| word.strip_prefix('v'));
        digits.is_some_and(|digits| {
            matches!(digits.len(), 1 | 2) && digits.bytes().all(|byte| byte.is_ascii_digit())
        }) || ["version", "ver", "v"].contains(&word.as_str())
    })?;
    let digits = words[at].trim_start_matches(|c: char| !c.is_ascii_digit()).to_owned();
    let number = if digits.is_empty() {
        let next = words.get(at + 1)?.parse().ok()?;
        words.remove(at + 1);
        next
    } else {
        digits.parse().ok()?
    };
    words.remove(at);
    words.retain(|word| word != "final");
    Some((words, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn out(path: &str) -> bool {
        matches!(kept_out(&Name::of(&format!("evidence/{path}")), None), Some(KeptOut::Out(_)))
    }

    #[test]
    fn drafts_and_superseded_papers_stay_out() {
        for path in [
            "i589 - DRAFT do not file.pdf",
            "OLD - DO NOT USE/I-589 MARIA signed.pdf",
            "borrador declaracion.pdf",
            "Declaración (черновик).pdf",
            "I-589_draft2.pdf",
            "old/deep/down/I-589.pdf",
            "DeclarationDRAFT.pdf",
            "Attorney notes on declaration.pdf",
            "drafts/declaration.pdf",
        ] {
            assert!(out(path), "{path}");
        }
    }

    #[test]
    fn other_senses_of_the_words_do_not_count() {
        for path in [
            "household bills.pdf",
            "Declaration FINAL v3.pdf",
            "Maria 5 years old.jpg",
            "denuncia Antigua Guatemala.pdf",
            "Puerto Viejo police report.pdf",
            "military draft notice.pdf",
            "gold ring.jpg",
            "Overdraft fees.pdf",
            "Soldier.pdf",
            "Internal relocation Honduras.pdf",
        ] {
            assert!(!out(path), "{path}");
        }
    }

    #[test]
    fn versions_are_read_from_names() {
        let read = |name: &str| version(&Name::of(name)).map(|(words, number)| (words.join(" "), number));
        assert_eq!(read("evidence/Declaration v2.pdf"), Some(("declaration".into(), 2)));
        assert_eq!(read("evidence/Declaration FINAL v3 (2).docx"), Some(("declaration".into(), 3)));
        assert_eq!(read("evidence/Declaration version 10.pdf"), Some(("declaration".into(), 10)));
        assert_eq!(read("evidence/Declaration.pdf"), None);
        assert_eq!(read("evidence/v for victory.pdf"), None);
    }
}
