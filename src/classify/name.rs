//! The parts of a file's path that tell something: its stem and the folders it lies in.

use std::sync::LazyLock;

use super::words::{Words, folded};

/// A file name taken apart.
#[derive(Debug, Clone)]
pub(super) struct Name {
    /// Path of the folder, `evidence` or `evidence/…`.
    pub folder_path: String,
    /// The name without its extension.
    pub stem: String,
    /// The stem as words.
    pub words: Words,
    /// The folders below `evidence`, the nearest first.
    pub folders: Vec<Folder>,
}

/// A folder that a file lies in.
#[derive(Debug, Clone)]
pub(super) struct Folder {
    pub name: String,
    pub words: Words,
}

/// Extensions that are taken off a name; anything else after a dot is part of it.
const EXTENSIONS: &[&str] = &[
    "pdf", "jpg", "jpeg", "jpe", "jfif", "png", "tif", "tiff", "heic", "heif", "avif", "webp", "bmp", "gif",
    "doc", "docx", "docm", "dot", "dotx", "rtf", "odt", "ods", "wpd", "wps", "pages", "xls", "xlsx", "csv",
    "ppt", "pptx", "txt", "htm", "html", "mht", "eml", "msg", "zip", "rar", "7z", "mp4", "mov", "m4v", "m4a",
    "mp3", "wav", "ogg", "opus", "3gp", "avi", "wmv", "mkv", "aac", "amr", "xps", "json", "xml",
];

impl Name {
    /// Takes `evidence/folder/file.pdf` apart.
    pub(super) fn of(path: &str) -> Self {
        let (folder_path, file) = path.rsplit_once('/').unwrap_or(("", path));
        let stem = without_extension(file).to_owned();
        let mut folders: Vec<Folder> = folder_path
            .split('/')
            .skip(1)
            .map(|name| Folder { name: name.to_owned(), words: Words::of(name) })
            .collect();
        folders.reverse();
        Name { folder_path: folder_path.to_owned(), words: Words::of(&stem), stem, folders }
    }

    /// Does the name bear the mark of a copy: `(1)`, `copy`, `copia`?
    pub(super) fn is_copy(&self) -> bool {
        has_copy_number(&self.stem) || self.words.list().iter().any(|word| is_copy_word(word))
    }

    /// The words of the name without the marks of a copy: the same for `x`, `x (1)` and `Copy of x`.
    pub(super) fn core(&self) -> Vec<String> {
        let mut stem = self.stem.trim_end();
        while has_copy_number(stem) {
            stem = stem.rsplit_once('(').map_or("", |(before, _)| before).trim_end();
        }
        let mut words = Words::of(stem).list();
        while words.len() > 2 && is_copy_word(&words[0]) && ["of", "de"].contains(&words[1].as_str()) {
            words.drain(..2);
        }
        while words.len() > 1 && words.last().is_some_and(|word| is_copy_word(word)) {
            words.pop();
        }
        words
    }
}

const COPY: &[&str] = &[
    "copy",
    "copia",
    "copie",
    "kopie",
    "kopi",
    "duplicate",
    "duplicado",
    "копия",
    "копии",
    "копію",
    "نسخة",
    "副本",
    "复件",
    "ቅጂ",
];

static COPY_WORDS: LazyLock<Vec<String>> = LazyLock::new(|| folded(COPY));

fn is_copy_word(word: &str) -> bool {
    COPY_WORDS.iter().any(|copy| copy == word)
}

/// `(1)` … `(99)` at the end, as systems and browsers put it.
fn has_copy_number(stem: &str) -> bool {
    let inside =
        stem.trim_end().strip_suffix(')').and_then(|rest| rest.rsplit_once('(')).map(|(_, inside)| inside);
    inside.is_some_and(|text| matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The name without known extensions (`passport.pdf.pdf` has two).
pub(super) fn without_extension(file: &str) -> &str {
    let mut stem = file;
    while let Some((before, extension)) = stem.rsplit_once('.') {
        if before.is_empty() || !EXTENSIONS.contains(&extension.to_lowercase().as_str()) {
            break;
        }
        stem = before;
    }
    stem
}

/// Words in names that machines give.
const CAMERA: &[&str] = &[
    "img",
    "dsc",
    "dscn",
    "dscf",
    "dcim",
    "pxl",
    "mvimg",
    "pic",
    "image",
    "imagen",
    "imagem",
    "whatsapp",
    "whats",
    "screenshot",
    "captura",
    "photo",
    "foto",
    "cam",
    "微信图片",
    "微信截图",
    "屏幕截图",
    "截图",
    "mmexport",
    "wechat",
    "viber",
    "telegram",
    "signal",
    "скриншот",
    "снимок",
    "экран",
    "لقطة",
    "شاشة",
    "fullsizerender",
    "received",
    "gopro",
    "vid",
    "mov",
    "image0",
    "imag",
    "resized",
    "snapchat",
];

static CAMERA_WORDS: LazyLock<Vec<String>> = LazyLock::new(|| folded(CAMERA));

/// Is this a name that a camera, a telephone or a messenger gave, which tells nothing of what is seen?
pub(super) fn is_of_a_camera(words: &Words) -> bool {
    const FILLER: &[&str] = &[
        "app", "image", "at", "am", "pm", "wa", "de", "edited", "copy", "copia", "e", "p", "a", "m", "jpeg",
        "mp", "portrait", "burst", "cover", "hdr", "pantalla", "of",
    ];
    let parts = words.parts();
    let is_number = |part: &String| part.chars().all(char::is_numeric);
    let digits: usize = parts.iter().filter(|part| is_number(part)).map(String::len).sum();
    let Some(first) = parts.iter().find(|part| !is_number(part) && !FILLER[5..].contains(&part.as_str()))
    else {
        // A bare date and time is a camera's as well.
        return digits >= 8;
    };
    // A person may write "photo 3"; no person writes "PHOTO-2024-03-12-10-22-33".
    let by_hand = ["photo", "foto", "pic", "image", "imagen", "imagem"].contains(&first.as_str());
    let is_camera = |part: &String| CAMERA_WORDS.contains(part);
    is_camera(first)
        && digits >= if by_hand { 8 } else { 1 }
        && parts.iter().all(|part| is_number(part) || is_camera(part) || FILLER.contains(&part.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_taken_apart() {
        let name = Name::of("evidence/2 Esposo - JOSE/old/pasaporte.jose.PDF");
        assert_eq!(name.stem, "pasaporte.jose");
        assert_eq!(
            name.folders.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(),
            ["old", "2 Esposo - JOSE"]
        );
        assert_eq!(Name::of("evidence/a.pdf").folders.len(), 0);
        assert_eq!(without_extension("letter of Dr. Smith"), "letter of Dr. Smith");
        assert_eq!(without_extension("scan.pdf.pdf"), "scan");
        assert_eq!(without_extension(".pdf"), ".pdf");
    }

    #[test]
    fn marks_of_copies_are_seen_and_left_out_of_the_core() {
        let core = |name: &str| Name::of(&format!("evidence/{name}")).core().join(" ");
        for name in [
            "passport (1).pdf",
            "Copy of Copy of passport (1).pdf",
            "passport - Copy.pdf",
            "passport copia.pdf",
        ] {
            assert_eq!(core(name), "passport", "{name}");
            assert!(Name::of(&format!("evidence/{name}")).is_copy(), "{name}");
        }
        assert!(!Name::of("evidence/passport (2019).pdf").is_copy());
        assert_eq!(core("copy.pdf"), "copy");
    }

    #[test]
    fn names_given_by_cameras_tell_nothing() {
        for name in [
            "IMG_2034",
            "IMG_2034 (1)",
            "DSC01234",
            "PXL_20240312_101010",
            "IMG-20240312-WA0003",
            "20240312_101010",
            "WhatsApp Image 2024-03-12 at 10.22.33 AM",
            "PHOTO-2024-03-12-10-22-33",
            "Screenshot_20240312-101010",
        ] {
            assert!(is_of_a_camera(&Words::of(name)), "{name}");
        }
        for name in ["photo 3", "passport IMG_2034", "IMG passport", "I-94", "scan0001", "Photographs", "10"]
        {
            assert!(!is_of_a_camera(&Words::of(name)), "{name}");
        }
    }
}
