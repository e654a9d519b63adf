//! Picture files: every frame on a page of its own, upright, whole, not stretched, with the pixels it had.
//!
//! The standard is what Pillow makes of the file. A page is drawn by both renderers, cut to where the packet puts
//! the picture, and compared with it square by square; the stored pixels are taken out of the packet by pdfimages.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::boxes::Place;
use crate::child;
use crate::draw::{self, Renderer};
use crate::judge::Compared;
use crate::likeness::{Likeness, Picture};
use crate::outside::{self, Objects};
use crate::pack::Volume;
use crate::truth::Document;

const LIMIT: Duration = Duration::from_secs(60);

/// Every frame of a picture file, upright, over white, as one binary PPM after the other.
const PILLOW: &str = r#"
import sys
from PIL import Image, ImageOps, ImageSequence
Image.MAX_IMAGE_PIXELS = None
from PIL import ImageFile
ImageFile.LOAD_TRUNCATED_IMAGES = True
picture = Image.open(sys.argv[1])
for frame in ImageSequence.Iterator(picture):
    # A fax has other dots across than down.
    x, y = frame.info.get("dpi", (1, 1)) if picture.format == "TIFF" else (1, 1)
    frame = ImageOps.exif_transpose(frame)
    if frame.mode.startswith("I;16"):
        frame = frame.point(lambda value: value / 257).convert("L")
    elif frame.mode == "I":
        frame = frame.point(lambda value: value / 257).convert("L")
    if "A" in frame.getbands() or "transparency" in frame.info:
        white = Image.new("RGBA", frame.size, "white")
        frame = Image.alpha_composite(white, frame.convert("RGBA"))
    frame = frame.convert("RGB")
    if x > 1 and y > 1 and abs(x / y - 1) > 0.01:
        frame = frame.resize((frame.width, round(frame.height * x / y)), Image.Resampling.BOX)
    frame.save(sys.stdout.buffer, "PPM")
"#;

/// Is there a Pillow to ask?
pub fn can_be_compared() -> bool {
    Command::new("python3").args(["-c", "import PIL"]).output().is_ok_and(|ran| ran.status.success())
}

/// What is to be said of the pictures of a volume.
#[derive(Default)]
pub struct Seen {
    pub wrong: Vec<String>,
    pub compared: Vec<Compared>,
}

/// Holds the pages of a volume against the picture file.
pub fn look(document: &Document, objects: &Objects, plain: &Path, volume: &Volume, folder: &Path) -> Seen {
    let mut seen = Seen::default();
    let ran = child::run(Command::new("python3").args(["-c", PILLOW]).arg(&document.path), LIMIT);
    let frames = draw::pictures(&ran.stdout);
    for (in_volume, frame) in &volume.pages {
        let Some(standard) = frames.get(frame - 1) else { continue };
        let Some(place) = placed(objects, plain, *in_volume) else {
            seen.wrong.push(format!("frame {frame} is not drawn as pictures are"));
            continue;
        };
        seen.wrong.extend(badly_placed(standard, &place).map(|how| format!("frame {frame} {how}")));
        let (width, height) = (place.sides[2] - place.sides[0], place.sides[3] - place.sides[1]);
        let resolution = 72.0 * (600.0 / width.max(height)).min(4.0);
        let cut = outside::cut(objects, plain, &[(*in_volume, place)], (0.0, 0.0), folder.join("cut.pdf"));
        let by = |renderer: Renderer| {
            let cut = cut.as_ref()?;
            let page = draw::draw(renderer, cut, (*in_volume, *in_volume), resolution, None).pop().flatten();
            Some(page.map_or(Likeness::Blank, |page| alike(standard, &page)))
        };
        let (poppler, mutool) = (by(Renderer::Poppler), by(Renderer::Mutool));
        seen.compared.push(Compared { page: *frame, poppler, mutool });
        seen.wrong.extend(
            changed(document, standard, volume, *in_volume, folder)
                .map(|how| format!("frame {frame}: {how}")),
        );
    }
    seen
}

/// Where the content of a page puts its picture: the first map before the first thing drawn.
fn placed(objects: &Objects, volume: &Path, page: usize) -> Option<Place> {
    let (_, page) = objects.page(page)?;
    let number = page["/Contents"].as_str()?.split(' ').next()?;
    let mut command = Command::new("qpdf");
    command.arg(format!("--show-object={number}")).arg("--filtered-stream-data").arg(volume);
    let content = child::run(&mut command, LIMIT).text();
    let numbers: Vec<f64> =
        content.strip_prefix("q ")?.split(' ').map_while(|word| word.parse().ok()).collect();
    let [width, 0.0, 0.0, height, left, bottom] = numbers[..] else { return None };
    Some(Place { sides: [left, bottom, left + width, bottom + height], scale: 1.0 })
}

/// In what way a picture does not lie as it should.
fn badly_placed(standard: &Picture, place: &Place) -> Option<&'static str> {
    let [left, bottom, right, top] = place.sides;
    let landscape = standard.width > standard.height;
    let (paper_width, paper_height) = if landscape { (792.0, 612.0) } else { (612.0, 792.0) };
    let stretched = ((right - left) * standard.height as f64) / ((top - bottom) * standard.width as f64);
    let fits = left >= -0.01 && bottom >= 29.99 && right <= paper_width + 0.01 && top <= paper_height + 0.01;
    if !fits {
        Some("does not lie within the paper above the band")
    } else if (left + right - paper_width).abs() > 0.1 || (bottom + top - paper_height - 30.0).abs() > 0.1 {
        Some("does not lie in the middle")
    } else if (stretched - 1.0).abs() > 0.005 {
        Some("is stretched")
    } else if (right - left).max(top - bottom) < 72.0 {
        Some("is too small to be seen")
    } else {
        None
    }
}

/// Squares into which a picture is divided, at most, in either direction; each of four pixels at least.
const SQUARES: usize = 32;
/// Two squares may differ by this much: renderers, and profiles of colours, do.
const SQUARE_TOLERANCE: f64 = 40.0;
/// All squares together, on the average.
const WHOLE_TOLERANCE: f64 = 10.0;

/// Is this the same picture, seen from a little further away?
fn alike(standard: &Picture, drawn: &Picture) -> Likeness {
    let across = SQUARES.min(standard.width.min(drawn.width) / 4).max(1);
    let down = SQUARES.min(standard.height.min(drawn.height) / 4).max(1);
    let (one, two) = (squares(standard, across, down), squares(drawn, across, down));
    let differences: Vec<f64> = one.iter().zip(&two).map(|(one, two)| (one - two).abs()).collect();
    let average = differences.iter().sum::<f64>() / differences.len().max(1) as f64;
    let differing = differences.iter().filter(|difference| **difference > SQUARE_TOLERANCE).count();
    if differing * 100 <= differences.len() && average <= WHOLE_TOLERANCE {
        Likeness::Same
    } else {
        Likeness::Differs(differing)
    }
}

/// The average colour of each square.
fn squares(picture: &Picture, across: usize, down: usize) -> Vec<f64> {
    let mut sums = vec![[0.0; 4]; across * down];
    for (index, pixel) in picture.rgb.chunks_exact(3).enumerate() {
        let (x, y) = (index % picture.width, index / picture.width);
        let square = &mut sums[(y * down / picture.height) * across + x * across / picture.width];
        for (sum, value) in square.iter_mut().zip(pixel) {
            *sum += f64::from(*value);
        }
        square[3] += 1.0;
    }
    sums.iter().flat_map(|[r, g, b, count]| [r / count, g / count, b / count]).collect()
}

/// In what way the stored picture is not the one that came: another JPEG scan, or other pixels.
fn changed(
    document: &Document,
    standard: &Picture,
    volume: &Volume,
    page: usize,
    folder: &Path,
) -> Option<String> {
    let folder = folder.join("stored");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).ok()?;
    let jpeg = document.format == "JPEG";
    let mut command = Command::new("pdfimages");
    command.arg(if jpeg { "-all" } else { "-png" });
    command.args(["-f", &page.to_string(), "-l", &page.to_string()]);
    child::run(command.arg(&volume.file).arg(folder.join("p")), LIMIT);
    let stored: BTreeMap<_, _> =
        fs::read_dir(&folder).ok()?.flatten().map(|entry| (entry.file_name(), entry.path())).collect();
    let [only] = stored.values().collect::<Vec<_>>()[..] else {
        // A picture with a mask: what it looks like has been compared.
        return None;
    };
    let bytes = fs::read(only).ok()?;
    if jpeg {
        let source = fs::read(&document.path).ok()?;
        let scan = scan(&bytes);
        let same = scan.len() > 8 && source.windows(scan.len()).any(|part| part == scan);
        return (!same).then(|| "the JPEG scan is not that of the source".to_owned());
    }
    let lossless = ["PNG", "BMP", "GIF"].iter().any(|kind| document.format.starts_with(kind));
    // pdfimages does not take 16 bits to 8 as others do; what such a picture looks like has been compared.
    let sixteen = |png: &[u8]| png.starts_with(b"\x89PNG") && png.get(24) == Some(&16);
    if !lossless || fs::read(&document.path).is_ok_and(|png| sixteen(&png)) {
        return None;
    }
    let image = image::load_from_memory(&bytes).ok()?.to_rgb8();
    let (width, height) = (image.width() as usize, image.height() as usize);
    let stored = Picture { width, height, rgb: image.into_raw() };
    // pdfimages and Pillow take colour profiles and gammas into account, each in its way.
    let differences = stored.rgb.iter().zip(&standard.rgb).map(|(one, two)| one.abs_diff(*two));
    let (most, sum) = differences.fold((0, 0), |(most, sum), d| (most.max(d), sum + u64::from(d)));
    let same = stored.rgb.len() == standard.rgb.len() && most <= 48 && 2 * sum <= standard.rgb.len() as u64;
    (!same).then(|| "its pixels are not those of the source".to_owned())
}

/// The coded data of a JPEG, from its first scan on, as far as 64 KiB: enough to know it.
fn scan(jpeg: &[u8]) -> &[u8] {
    let start = jpeg.windows(2).position(|marker| marker == [0xff, 0xda]).unwrap_or(jpeg.len());
    &jpeg[start..jpeg.len().min(start + (1 << 16))]
}
