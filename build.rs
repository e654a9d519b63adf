//! Lists the track files of `templates/tracks`, so that a new track is a new file and nothing else.

// A build script speaks to cargo in this way.
#![allow(clippy::print_stdout, clippy::disallowed_methods)]

use std::path::Path;
use std::{env, error, fs};

fn main() -> Result<(), Box<dyn error::Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("templates/tracks");
    println!("cargo::rerun-if-changed=templates/tracks");
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let name = entry?.file_name();
        if let Some(name) = name.to_str().filter(|name| name.ends_with(".toml")) {
            names.push(name.to_owned());
        }
    }
    names.sort();
    let entries: String = names
        .iter()
        .map(|name| {
            let path = format!("/templates/tracks/{name}");
            format!("    ({name:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {path:?}))),\n")
        })
        .collect();
    fs::write(Path::new(&env::var("OUT_DIR")?).join("tracks.rs"), format!("&[\n{entries}]\n"))?;
    Ok(())
}
