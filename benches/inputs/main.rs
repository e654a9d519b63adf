//! Writes the inputs that speed is measured on: `cargo run --release --example bench-inputs -- FOLDER NAME…`.
//!
//! Each input is a case folder, the same bytes on every machine: nothing but the name of the input
//! and the number of the page decides what is on it. Without a NAME all of them are written, which
//! takes about 6 GB.

mod noise;
mod pages;
mod paper;

use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use pages::Pictures;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// An input: its name and what writes its evidence; the sizes are those of the targets.
const INPUTS: [(&str, Writer); 7] = [
    ("mixed-1k", |folder, pictures| mixed(folder, pictures, 200)),
    ("mixed-10k", |folder, pictures| mixed(folder, pictures, 2_000)),
    ("text-5k", |folder, _| text(folder, 1_000, 5)),
    ("book", |folder, _| text(folder, 1, 2_400)),
    ("photos", photos),
    ("small", small),
    ("mixed-100", |folder, pictures| mixed(folder, pictures, 20)),
];

type Writer = fn(&Path, &Pictures) -> Outcome<Vec<String>>;

fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1);
    let Some(target) = arguments.next().map(PathBuf::from) else {
        return Err("usage: bench-inputs FOLDER [NAME…]".into());
    };
    let wanted: Vec<String> = arguments.collect();
    if let Some(unknown) = wanted.iter().find(|name| INPUTS.iter().all(|(known, _)| known != name)) {
        let known: Vec<&str> = INPUTS.iter().map(|(name, _)| *name).collect();
        return Err(format!("no input is called {unknown}; there are {}", known.join(", ")).into());
    }
    let pictures = Pictures::make();
    for (name, write) in INPUTS {
        if wanted.is_empty() || wanted.iter().any(|wanted| wanted == name) {
            let case = target.join(name);
            let evidence = case.join("evidence");
            fs::create_dir_all(&evidence)?;
            let files = write(&evidence, &pictures)?;
            fs::write(case.join("case.toml"), case_file(&files))?;
        }
    }
    Ok(())
}

/// The documents of a case, each an exhibit in its own right, in the order of their numbers.
fn case_file(files: &[String]) -> String {
    let mut text = String::from(
        "schema = 1\ntrack = \"asylum-court-filing\"\n\n[[person]]\nid = \"ana\"\nname = \"Ana EXAMPLE\"\n\
         role = \"principal\"\na_number = \"A000-000-001\"\n\n[packet]\ntabs = \"numbers\"\n",
    );
    for file in files {
        text.push_str(&format!(
            "\n[[document]]\nfile = \"{file}\"\ntitle = \"{}\"\n",
            file.replace(['.', '/'], " ")
        ));
    }
    text
}

/// PDFs of five pages: every second one typed, the others scanned at about 200 kB a page.
fn mixed(folder: &Path, pictures: &Pictures, documents: usize) -> Outcome<Vec<String>> {
    (0..documents)
        .map(|document| {
            let name = format!("document-{document:04}.pdf");
            let pages = (0..5).map(|page| {
                let number = document * 5 + page;
                if document % 2 == 0 { pages::typed(number, 60) } else { pictures.scanned(number) }
            });
            paper::write(&folder.join(&name), pages)?;
            Ok(name)
        })
        .collect()
}

/// PDFs of typed pages, about 4.4 kB each.
fn text(folder: &Path, documents: usize, length: usize) -> Outcome<Vec<String>> {
    (0..documents)
        .map(|document| {
            let name = format!("document-{document:04}.pdf");
            paper::write(
                &folder.join(&name),
                (0..length).map(|page| pages::typed(document * length + page, 90)),
            )?;
            Ok(name)
        })
        .collect()
}

/// A thousand phone photos of 3 MB.
fn photos(folder: &Path, pictures: &Pictures) -> Outcome<Vec<String>> {
    (0..1_000)
        .map(|number| {
            let name = format!("IMG_{number:04}.jpg");
            let mut file = fs::File::create(folder.join(&name))?;
            file.write_all(&pictures.photo(number))?;
            Ok(name)
        })
        .collect()
}

/// Ten thousand small files: one page of text or a few lines, a hundred to a folder. None is named
/// in the case file: this input is for looking through a folder, not for binding it.
fn small(folder: &Path, _: &Pictures) -> Outcome<Vec<String>> {
    for number in 0..10_000 {
        let folder = folder.join(format!("box-{:02}", number / 100));
        fs::create_dir_all(&folder)?;
        if number % 2 == 0 {
            paper::write(
                &folder.join(format!("note-{number:05}.pdf")),
                std::iter::once(pages::typed(number, 20)),
            )?;
        } else {
            fs::write(folder.join(format!("note-{number:05}.txt")), noise::words(number, 120))?;
        }
    }
    Ok(Vec::new())
}
