//! Pictures of pages, drawn by poppler and by mutool.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::child;
use crate::likeness::Picture;

/// A renderer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Renderer {
    Poppler,
    Mutool,
}

const LIMIT: Duration = Duration::from_secs(60);

/// Draws pages (a run of them) of a file at a resolution. `None` for those that the renderer did not draw.
pub fn draw(
    renderer: Renderer,
    file: &Path,
    (first, last): (usize, usize),
    resolution: f64,
    password: Option<&str>,
) -> Vec<Option<Picture>> {
    let mut command = match renderer {
        Renderer::Poppler => {
            let mut command = Command::new("pdftoppm");
            command.args(["-q", "-cropbox", "-r", &format!("{resolution:.9}")]);
            command.args(["-f", &first.to_string(), "-l", &last.to_string()]);
            command.args(password.map_or(Vec::new(), |word| vec!["-upw", word]));
            command.arg(file);
            command
        }
        Renderer::Mutool => {
            let mut command = Command::new("mutool");
            command.args(["draw", "-q", "-F", "ppm", "-o", "-", "-r", &format!("{resolution:.9}")]);
            command.args(password.map_or(Vec::new(), |word| vec!["-p", word]));
            command.arg(file).arg(format!("{first}-{last}"));
            command
        }
    };
    let ran = child::run(&mut command, LIMIT);
    let pages = last - first + 1;
    let mut pictures = pictures(&ran.stdout);
    // One is missing: which? Ask for each alone.
    if pictures.len() != pages && pages > 1 {
        return (first..=last)
            .map(|page| draw(renderer, file, (page, page), resolution, password).pop().flatten())
            .collect();
    }
    pictures.truncate(pages);
    let mut pictures: Vec<Option<Picture>> = pictures.into_iter().map(Some).collect();
    pictures.resize_with(pages, || None);
    pictures
}

/// The pictures of a stream of binary PPM files.
pub fn pictures(mut bytes: &[u8]) -> Vec<Picture> {
    let mut pictures = Vec::new();
    while let Some((picture, rest)) = picture(bytes) {
        pictures.push(picture);
        bytes = rest;
    }
    pictures
}

fn picture(bytes: &[u8]) -> Option<(Picture, &[u8])> {
    let mut rest = bytes.strip_prefix(b"P6")?;
    let mut numbers = [0usize; 3];
    for number in &mut numbers {
        loop {
            rest = rest.trim_ascii_start();
            // mutool signs its pictures.
            let Some(comment) = rest.strip_prefix(b"#") else { break };
            rest = &comment[comment.iter().position(|byte| *byte == b'\n')?..];
        }
        let digits = rest.iter().position(|byte| !byte.is_ascii_digit())?;
        *number = std::str::from_utf8(&rest[..digits]).ok()?.parse().ok()?;
        rest = &rest[digits..];
    }
    let [width, height, _] = numbers;
    let (rgb, rest) = rest.get(1..)?.split_at_checked(width * height * 3)?;
    Some((Picture { width, height, rgb: rgb.to_vec() }, rest))
}
