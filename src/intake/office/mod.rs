//! Word files, spreadsheets and web pages as PDF, by LibreOffice, where the case asks for it.
//!
//! Nothing is done beside the evidence: each file is copied into a private folder, and what LibreOffice makes of it
//! is a source of its own with its own hash. The dates and numbers that LibreOffice invents are taken out, so that
//! the same file gives the same PDF.

mod normal;
mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Conversion, Inventory, Kind, Made, SourceFile, State};
use crate::hash::sha256_hex;
use crate::pdf;
use program::LibreOffice;

/// Can LibreOffice make pages of this file?
pub fn is_convertible(file: &SourceFile) -> bool {
    let by_kind = matches!(file.kind, Kind::Word | Kind::Excel | Kind::Rtf | Kind::OpenDocument | Kind::Html);
    by_kind && matches!(file.state, State::NeedsConversion(_))
}

/// Marks what will be converted when the packet is built, if LibreOffice is on this computer.
pub fn announce(inventory: &mut Inventory) {
    let chosen = chosen(inventory);
    if chosen.is_empty() {
        return;
    }
    let office = LibreOffice::find();
    for index in chosen {
        let file = &mut inventory.files[index];
        let State::NeedsConversion(what) = &file.state else { continue };
        match &office {
            Some(office) => {
                file.conversion =
                    Some(Conversion { from: what.clone(), by: office.name.clone(), made: None });
                file.state = State::Sound;
            }
            None => file.state = not_found(what),
        }
    }
}

/// Converts what can be converted, into `workspace`, a private folder that outlives the packet's making.
pub fn convert(inventory: &mut Inventory, workspace: &Path, stop: &AtomicBool) {
    let chosen = chosen(inventory);
    if chosen.is_empty() {
        return;
    }
    let office = LibreOffice::find();
    for index in chosen {
        if stop.load(Ordering::SeqCst) {
            return;
        }
        let file = &mut inventory.files[index];
        let State::NeedsConversion(what) = file.state.clone() else { continue };
        let Some(office) = &office else {
            file.state = not_found(&what);
            continue;
        };
        let place = workspace.join(index.to_string());
        match converted(file, office, &place, stop) {
            Ok((made, told)) => {
                file.conversion = Some(Conversion { from: what, by: office.name.clone(), made: Some(made) });
                file.pages = told.pages;
                file.sizes = told.sizes;
                file.state = State::Sound;
            }
            Err(why) => {
                file.state =
                    State::NeedsConversion(format!("{what} ({} could not convert it: {why})", office.name));
            }
        }
    }
}

fn not_found(what: &str) -> State {
    State::NeedsConversion(format!("{what} (LibreOffice, which would convert it, is not on this computer)"))
}

/// The files to convert: not those beside which a PDF of the same name lies.
fn chosen(inventory: &Inventory) -> Vec<usize> {
    let stem = |path: &str| path.rsplit_once('.').map_or(path, |(stem, _)| stem).to_lowercase();
    let pdfs: Vec<String> = inventory
        .files
        .iter()
        .filter(|file| file.kind == Kind::Pdf && file.state == State::Sound)
        .map(|file| stem(&file.path))
        .collect();
    let files = inventory.files.iter().enumerate();
    files
        .filter(|(_, file)| is_convertible(file) && !pdfs.contains(&stem(&file.path)))
        .map(|(index, _)| index)
        .collect()
}

fn converted(
    file: &SourceFile,
    office: &LibreOffice,
    place: &Path,
    stop: &AtomicBool,
) -> Result<(Made, pdf::inspect::PdfFacts), String> {
    let on_disk = |error: std::io::Error| format!("a private copy could not be made: {error}");
    let bytes = fs::read(&file.on_disk).map_err(on_disk)?;
    if sha256_hex(&bytes) != file.sha256 {
        return Err("it changed meanwhile".into());
    }
    fs::create_dir_all(place).map_err(on_disk)?;
    let copy = place.join(format!("document.{}", extension(file.kind, &bytes)));
    fs::write(&copy, &bytes).map_err(on_disk)?;
    office.convert(&copy, place, stop)?;
    let made: PathBuf = place.join("document.pdf");
    let mut bytes = fs::read(&made).map_err(|_| "it wrote no PDF".to_owned())?;
    normal::without_dates_and_ids(&mut bytes);
    fs::write(&made, &bytes).map_err(on_disk)?;
    let (sha256, size) = (sha256_hex(&bytes), bytes.len() as u64);
    let told = pdf::inspect::inspect(Arc::new(bytes), &[]);
    if told.state != State::Sound || told.pages.is_none_or(|pages| pages == 0) {
        return Err("the PDF that it wrote cannot be read".into());
    }
    Ok((Made { on_disk: made, sha256, bytes: size }, told))
}

/// The extension that fits the bytes: LibreOffice looks at both.
fn extension(kind: Kind, bytes: &[u8]) -> &'static str {
    let is_zip = bytes.starts_with(b"PK");
    match kind {
        Kind::Word if is_zip => "docx",
        Kind::Word => "doc",
        Kind::Excel if is_zip => "xlsx",
        Kind::Excel => "xls",
        Kind::Rtf => "rtf",
        Kind::Html => "html",
        _ if bytes.get(..200).unwrap_or(bytes).windows(11).any(|part| part == b"spreadsheet") => "ods",
        _ => "odt",
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::print_stderr)]
mod tests {
    use super::*;

    const LETTER: &str = r"{\rtf1\ansi{\fonttbl{\f0 Liberation Serif;}}\f0\fs24 Constancia de trabajo\par\page Segunda hoja\par}";

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    fn run(evidence: &Path) -> (Inventory, tempfile::TempDir) {
        let mut inventory = super::super::scan(evidence, &[]).unwrap();
        let workspace = tempfile::tempdir().unwrap();
        convert(&mut inventory, workspace.path(), &AtomicBool::new(false));
        (inventory, workspace)
    }

    #[test]
    fn a_word_file_becomes_the_same_pdf_twice_and_the_evidence_stays_as_it_was() {
        if LibreOffice::find().is_none() {
            eprintln!("SKIPPED: LibreOffice is not on this computer, no conversion was tried");
            return;
        }
        let evidence = folder(&[("constancia.rtf", LETTER)]);
        let (one, _kept) = run(evidence.path());
        let file = one.files.iter().find(|file| file.path.ends_with("constancia.rtf")).unwrap();
        assert_eq!((&file.state, file.pages), (&State::Sound, Some(2)));
        let conversion = file.conversion.clone().unwrap();
        assert_eq!(conversion.from, "an RTF document");
        assert!(conversion.by.starts_with("LibreOffice "), "{}", conversion.by);
        let (two, _kept) = run(evidence.path());
        let hashes = |inventory: &Inventory| -> Vec<String> {
            let made = inventory.files.iter().filter_map(|file| file.conversion.as_ref()?.made.clone());
            made.map(|made| made.sha256).collect()
        };
        assert_eq!(hashes(&one).len(), 1);
        assert_eq!(hashes(&one), hashes(&two));
        assert_eq!(fs::read_dir(evidence.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_pdf_beside_the_file_stands_for_it() {
        let file = |path: &str, kind, state| SourceFile {
            path: path.into(),
            on_disk: PathBuf::new(),
            bytes: 1,
            sha256: String::new(),
            checksum: Default::default(),
            kind,
            pages: None,
            sizes: Vec::new(),
            state,
            notes: Vec::new(),
            oddities: Vec::new(),
            remarks: Vec::new(),
            conversion: None,
            comments: Vec::new(),
            content: Default::default(),
        };
        let word = || State::NeedsConversion("a Word document".into());
        let files = vec![
            file("evidence/a.docx", Kind::Word, word()),
            file("evidence/a.pdf", Kind::Pdf, State::Sound),
            file("evidence/b.docx", Kind::Word, word()),
            file("evidence/b.pdf", Kind::Pdf, State::Locked(crate::intake::Lock::Password)),
            file("evidence/c.mp4", Kind::Video, State::NeedsConversion("a video recording".into())),
        ];
        assert_eq!(chosen(&Inventory { files, findings: Vec::new() }), [2]);
    }
}
