//! What is to be said of the pictures among the evidence: what cameras wrote beside them, and whether they are fine
//! enough for their place on the page.

use super::requirements::Check;
use crate::classify::{Disposition, EvidenceFile};
use crate::finding::Finding;
use crate::intake::{PageSize, Remark, shown};
use crate::plan::placement::{paper, pixels_per_inch, place_above};
use crate::track::Fineness;
use crate::wording::list;

/// All findings about pictures that go into the packet.
pub fn evaluate(check: Check<'_>) -> Vec<Finding> {
    let files = check.evidence.files.iter();
    let pictures: Vec<&EvidenceFile> = files
        .filter(|file| file.disposition == Disposition::Assigned && file.source.kind.is_picture())
        .collect();
    let mut findings: Vec<Finding> = metadata(&pictures).into_iter().collect();
    findings.extend(recoded(&pictures));
    findings.extend(resolution(&pictures, check));
    findings
}

/// What cameras write beside a picture never gets into a packet; that it was there is worth knowing.
fn metadata(pictures: &[&EvidenceFile]) -> Option<Finding> {
    let with = |wanted: Remark| -> Vec<&EvidenceFile> {
        pictures.iter().filter(|file| file.source.remarks.contains(&wanted)).copied().collect()
    };
    let (positions, cameras) = (with(Remark::Position), with(Remark::Camera));
    let message = match (positions.as_slice(), cameras.as_slice()) {
        ([], []) => return None,
        ([], cameras) => {
            format!("{} what camera took them and when: {}.", says(cameras.len()), names(cameras))
        }
        (positions, _) => format!("{} where they were taken: {}.", says(positions.len()), names(positions)),
    };
    let message = format!("{message} The packet holds the pictures without these data.");
    let hint = "Keep the files themselves: the data can prove time and place. Never send them to the other side by accident.";
    Some(Finding::info("picture-metadata", message).with_hint(hint))
}

fn says(count: usize) -> String {
    if count == 1 { "1 picture says".into() } else { format!("{count} pictures say") }
}

/// Codings that a PDF cannot hold.
fn recoded(pictures: &[&EvidenceFile]) -> Option<Finding> {
    let recoded: Vec<&EvidenceFile> =
        pictures.iter().filter(|file| file.source.conversion.is_some()).copied().collect();
    if recoded.is_empty() {
        return None;
    }
    let message = format!(
        "A PDF cannot hold pictures of phones and browsers (HEIC, AVIF, WebP) as they are; the packet shows them as JPEG pictures of high quality: {}.",
        names(&recoded)
    );
    let hint = "Keep the files themselves. On an iPhone, Settings > Camera > Formats > Most Compatible makes JPEG pictures from now on.";
    Some(Finding::info("picture-recoded", message).with_hint(hint))
}

/// Pictures that are coarser on the page than the forum asks for.
fn resolution(pictures: &[&EvidenceFile], check: Check<'_>) -> Vec<Finding> {
    let Some(wanted) = &check.track.resolution else { return Vec::new() };
    let graded: Vec<(&EvidenceFile, f64)> =
        pictures.iter().filter_map(|file| Some((*file, coarsest(file)?))).collect();
    let mut findings = Vec::new();
    let illegible: Vec<String> = graded
        .iter()
        .filter(|(_, found)| wanted.judge(*found) == Fineness::Illegible)
        .map(|(file, found)| format!("{} ({found:.0})", shown(&file.source.path)))
        .collect();
    if !illegible.is_empty() {
        let message = format!(
            "Below {} pixels per inch a page is hard to read; these pictures have less on theirs: {}.",
            wanted.legible,
            list(&illegible)
        );
        let finding = Finding::warning("picture-coarse", message).with_authority(&wanted.authority);
        findings.push(finding.with_hint(
            "Scan the paper again at 300 dpi or photograph it from near; of a picture that came through a chat, ask for the file itself.",
        ));
    }
    let coarse: Vec<&EvidenceFile> = graded
        .iter()
        .filter(|(_, found)| wanted.judge(*found) == Fineness::Coarse)
        .map(|(file, _)| *file)
        .collect();
    if !coarse.is_empty() {
        let message = format!(
            "The forum asks for {} pixels per inch; these pictures have less on their pages: {}.",
            wanted.asked,
            names(&coarse)
        );
        let finding = Finding::info("picture-coarse", message).with_authority(&wanted.authority);
        findings.push(finding.with_hint("See that everything on them can be read on paper."));
    }
    findings
}

/// The pixels per inch of the coarsest picture of a file, as it will lie on its page.
fn coarsest(file: &EvidenceFile) -> Option<f64> {
    let found = file.source.sizes.iter().enumerate().filter_map(|(index, size)| {
        let &PageSize::Pixels { width, height, .. } = size else { return None };
        let caption = file.captions.get(index).map(String::as_str).unwrap_or_default();
        let place = place_above(*size, crate::compose::caption_height(caption, paper(*size).0));
        Some(pixels_per_inch((width, height), (place.width, place.height)))
    });
    found.min_by(f64::total_cmp)
}

fn names(files: &[&EvidenceFile]) -> String {
    list(&files.iter().map(|file| shown(&file.source.path)).collect::<Vec<_>>())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::classify::Evidence;
    use crate::evaluate::testing::{alone, file};
    use crate::intake::{Conversion, Kind};

    fn picture(name: &str, pixels: (u32, u32), remarks: &[Remark]) -> EvidenceFile {
        let mut picture = file(name, "photos", "maria");
        picture.source.kind = Kind::Jpeg;
        picture.source.sizes = vec![PageSize::Pixels { width: pixels.0, height: pixels.1, dpi: None }];
        picture.source.remarks = remarks.to_vec();
        picture
    }

    fn said(files: Vec<EvidenceFile>) -> Vec<(String, String)> {
        let evidence = Evidence { files, findings: Vec::new() };
        let case = alone();
        let track = crate::track::builtin("asylum-court-filing").unwrap().track.unwrap();
        let today = jiff::civil::date(2026, 11, 22);
        let check = Check { evidence: &evidence, case: &case, track: &track, today };
        let findings = evaluate(check).into_iter();
        findings
            .map(|finding| (format!("{:?} {}", finding.severity, finding.rule), finding.message))
            .collect()
    }

    #[test]
    fn positions_are_told_once_for_all_pictures() {
        let found = said(vec![
            picture("a.jpg", (4032, 3024), &[Remark::Position, Remark::Camera]),
            picture("b.jpg", (4032, 3024), &[Remark::Position]),
        ]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0]
                .1
                .starts_with("2 pictures say where they were taken: evidence/a.jpg and evidence/b.jpg.")
        );
    }

    #[test]
    fn a_picture_that_is_too_coarse_for_its_page_is_told_and_a_middling_one_listed() {
        // 480 by 360 at 6 by 4.5 inches has 80 pixels an inch; 1200 by 1800 fills 6 by 9 with 200.
        let found = said(vec![
            picture("chat.jpg", (480, 360), &[]),
            picture("fair.jpg", (1200, 1800), &[]),
            picture("fine.jpg", (4032, 3024), &[]),
        ]);
        let rules: Vec<&str> = found.iter().map(|(rule, _)| rule.as_str()).collect();
        assert_eq!(rules, ["Warning picture-coarse", "Info picture-coarse"]);
        assert!(found[0].1.contains("chat.jpg (80)"), "{found:?}");
        assert!(found[1].1.contains("fair.jpg") && !found[1].1.contains("fine.jpg"));
    }

    #[test]
    fn codings_of_phones_are_told_once() {
        let mut phone = picture("c.heic", (4032, 3024), &[]);
        phone.source.conversion = Some(Conversion::own("a HEIC picture"));
        let found = said(vec![phone, picture("d.jpg", (4032, 3024), &[])]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, "Info picture-recoded");
        assert!(found[0].1.ends_with("quality: evidence/c.heic."));
    }
}
