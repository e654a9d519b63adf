//! `casebinder doctor`: the rule files, programs and fonts in use. It reads no case.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Serialize;

use super::args::{DoctorArgs, ListFormat};
use super::exit::Exit;
use super::failure::Failure;
use super::office::{self, Wanted};
use super::say;
use super::today::today;
use crate::books::{Books, Origin, Volume};
use crate::report::plain;
use crate::track;

/// Programs that an office may use beside casebinder, and what for. None is needed.
const PROGRAMS: [(&str, &[&str], &str); 6] = [
    ("LibreOffice", &["soffice", "libreoffice"], "to save Word and Excel files as PDF"),
    ("Tesseract", &["tesseract"], "to read the text of scans"),
    ("OCRmyPDF", &["ocrmypdf"], "to add text to scanned PDFs"),
    ("heif-convert", &["heif-convert"], "to save iPhone photos (HEIC) as JPEG"),
    ("QPDF", &["qpdf"], "to unlock and repair PDFs"),
    ("FFmpeg", &["ffmpeg"], "to take still pictures from videos"),
];

#[derive(Serialize)]
struct Report {
    schema: &'static str,
    version: &'static str,
    today: String,
    /// The folder of the office's templates, and why it is that one.
    templates: Option<Templates>,
    files: Vec<File>,
    findings: Vec<Told>,
    programs: Vec<Program>,
    fonts: Vec<Font>,
}

#[derive(Serialize)]
struct Templates {
    folder: String,
    because: &'static str,
}

#[derive(Serialize)]
struct File {
    name: String,
    /// `built-in`, `office` (in the place of a built-in file) or `added`.
    origin: &'static str,
    path: Option<String>,
    sha256: String,
    checked: Option<String>,
    review_after: Option<String>,
    stale: bool,
}

#[derive(Serialize)]
struct Told {
    rule: &'static str,
    message: String,
    hint: Option<String>,
}

#[derive(Serialize)]
struct Program {
    name: &'static str,
    path: Option<String>,
    purpose: &'static str,
}

#[derive(Serialize)]
struct Font {
    name: &'static str,
    bytes: usize,
    sha256: String,
}

pub fn run(args: &DoctorArgs, wanted: Wanted<'_>) -> Result<Exit, Failure> {
    let place = super::case_folder::find_upward().unwrap_or_else(|_| Path::new(".").to_owned());
    let day = today(args.today);
    let templates = office::folder(wanted, &place)?
        .map(|found| Templates { folder: found.folder.display().to_string(), because: found.because });
    let books = office::books_as_they_are(wanted, &place)?;
    let findings = books.findings.iter().cloned().chain(books.stale(day));
    let report = Report {
        schema: "casebinder/doctor/1",
        version: env!("CARGO_PKG_VERSION"),
        today: day.to_string(),
        templates,
        files: books.shelf.volumes().map(|volume| file(volume, &books, day)).collect(),
        findings: findings
            .map(|finding| Told { rule: finding.rule, message: finding.message, hint: finding.hint })
            .collect(),
        programs: PROGRAMS.iter().map(program).collect(),
        fonts: fonts(),
    };
    let text = match args.format {
        ListFormat::Human => human(&report),
        ListFormat::Json => pretty(&report)?,
    };
    say::data(&text)?;
    Ok(Exit::Done)
}

fn file(volume: &Volume, books: &std::sync::Arc<Books>, day: Date) -> File {
    let (origin, path) = match &volume.origin {
        Origin::BuiltIn => ("built-in", None),
        Origin::Office { path, replaces: true } => ("office", Some(path.clone())),
        Origin::Office { path, replaces: false } => ("added", Some(path.clone())),
    };
    let dates = dates(volume, books);
    File {
        name: volume.name.clone(),
        origin,
        path,
        sha256: volume.sha256.clone(),
        checked: dates.map(|(checked, _)| checked.to_string()),
        review_after: dates.map(|(_, review_after)| review_after.to_string()),
        stale: dates.is_some_and(|(_, review_after)| day > review_after),
    }
}

/// When a file was checked, and when it is stale: as a whole, or its first row.
fn dates(volume: &Volume, books: &std::sync::Arc<Books>) -> Option<(Date, Date)> {
    if volume.name.starts_with("tracks/") {
        let track = track::find(books, volume.stem())?.track?;
        return Some((track.checked, track.review_after));
    }
    let file = books.dated_files().find(|file| file.name == volume.shown())?;
    Some((file.checked, file.review_after))
}

fn program((name, commands, purpose): &(&'static str, &[&str], &'static str)) -> Program {
    let path = commands.iter().find_map(|command| found(command));
    Program { name, path: path.map(|path| path.display().to_string()), purpose }
}

/// Where the system would find a program.
fn found(command: &str) -> Option<PathBuf> {
    #[expect(clippy::disallowed_methods)]
    let path = std::env::var_os("PATH")?;
    let names = [command.to_owned(), format!("{command}.exe")];
    std::env::split_paths(&path)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|path| path.is_file())
}

fn fonts() -> Vec<Font> {
    use crate::templates::{SERIF_BOLD, SERIF_ITALIC, SERIF_REGULAR};
    [
        ("Liberation Serif", SERIF_REGULAR),
        ("Liberation Serif Bold", SERIF_BOLD),
        ("Liberation Serif Italic", SERIF_ITALIC),
    ]
    .map(|(name, bytes)| Font { name, bytes: bytes.len(), sha256: crate::hash::sha256_hex(bytes) })
    .into()
}

fn human(report: &Report) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "casebinder {}, on {}", report.version, report.today);
    let _ = match &report.templates {
        Some(own) => writeln!(text, "Office templates: {} ({})", plain(&own.folder), own.because),
        None => writeln!(text, "Office templates: none; all rule files are built in"),
    };
    let _ = writeln!(text, "\nRule files");
    for file in &report.files {
        let dates = match (&file.checked, &file.review_after) {
            (Some(checked), Some(review)) => format!("checked {checked}, review after {review}"),
            _ => String::new(),
        };
        let stale = if file.stale { "  STALE" } else { "" };
        let hash = file.sha256.get(..12).unwrap_or_default();
        let line = format!("  {:<38} {:<9} {hash}  {dates}{stale}", plain(&file.name), file.origin);
        let _ = writeln!(text, "{}", line.trim_end());
        if let Some(path) = &file.path {
            let _ = writeln!(text, "    from {}", plain(path));
        }
    }
    if !report.findings.is_empty() {
        let _ = writeln!(text, "\nTo look at");
    }
    for told in &report.findings {
        let _ = writeln!(text, "  {} ({})", plain(&told.message), told.rule);
        if let Some(hint) = &told.hint {
            let _ = writeln!(text, "    {}", plain(hint));
        }
    }
    let _ = writeln!(text, "\nOther programs (casebinder runs none of them)");
    for program in &report.programs {
        let path = program.path.as_deref().map_or_else(|| "not found".to_owned(), plain);
        let _ = writeln!(text, "  {:<14} {path}; {}", program.name, program.purpose);
    }
    let _ = writeln!(text, "\nFonts");
    for font in &report.fonts {
        let hash = font.sha256.get(..12).unwrap_or_default();
        let _ = writeln!(text, "  {:<38} built-in  {hash}  {} bytes", font.name, font.bytes);
    }
    text
}

/// A list under its name, with its schema.
pub fn json(schema: &str, name: &str, list: &impl Serialize) -> Result<String, Failure> {
    let list = serde_json::to_value(list).map_err(|error| Failure::Io(error.to_string()))?;
    let mut whole = serde_json::Map::new();
    whole.insert("schema".to_owned(), schema.into());
    whole.insert(name.to_owned(), list);
    pretty(&whole)
}

fn pretty(value: &impl Serialize) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(value).map_err(|error| Failure::Io(error.to_string()))?;
    Ok(text + "\n")
}
