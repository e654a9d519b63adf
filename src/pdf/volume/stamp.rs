//! The sheet of a page: alone, or as a stamp above a piece of evidence.

use std::io::{self, Write};

use lopdf::{Dictionary, Object};

use super::evidence::Evidence;
use super::{VolumeWriter, invalid_input};
use crate::pdf::content;
use crate::pdf::layers::LayerStates;
use crate::pdf::object::operands;
use crate::pdf::pagetree::resolved;
use crate::plan::placement::Placement;

impl<W: Write> VolumeWriter<W> {
    /// Evidence below, the sheet above, each in a graphics state of its own.
    pub(super) fn stamped_page(&mut self, evidence: Evidence, placement: &Placement) -> io::Result<()> {
        let sheet = self.next_sheet()?.typeset.id;
        let stamps = content::unpacked(&self.generated, sheet).map_err(invalid_input)?;
        let mut resources = self.sheet_resources()?;
        let mut images = match resources.get(b"XObject") {
            Ok(Object::Dictionary(images)) => images.clone(),
            _ => self.sheet_images()?,
        };
        let mut prefix = "Src".to_owned();
        while images.iter().any(|(name, _)| name.starts_with(prefix.as_bytes())) {
            prefix.push('c');
        }
        images.set(prefix.as_str(), (evidence.number, 0));
        let maps: String = evidence.matrices.iter().map(|map| operands(&map.0) + " cm ").collect();
        let below = format!("q {maps}/{prefix} Do Q\n");
        resources.set("XObject", images);
        let mut plain = below.into_bytes();
        plain.extend_from_slice(b"q\n");
        plain.extend_from_slice(&stamps);
        plain.extend_from_slice(b"Q\n");
        let packed = content::pack(&plain);
        let contents = self.file.reserve();
        self.file.stream(contents, &packed.dictionary, &packed.data)?;
        let mut annotations = evidence.annotations;
        annotations.extend(self.sheet_links());
        let paper = (placement.paper_width, placement.paper_height);
        self.page(paper, resources, contents, annotations, evidence.group)
    }

    /// The resources of the next sheet, written as far as they are shared.
    pub(super) fn sheet_resources(&mut self) -> io::Result<Dictionary> {
        let page = self.next_sheet()?.typeset.id;
        let resources = self.generated.get_dictionary(page).ok();
        let resources =
            resources.and_then(|page| resolved(&self.generated, page, b"Resources")?.as_dict().ok());
        let Some(resources) = resources else { return Ok(Dictionary::new()) };
        let translated = self.of_sheets.dictionary(&self.generated, &mut self.file, resources);
        self.of_sheets.settle(&self.generated, &LayerStates::default(), &mut self.file)?;
        Ok(translated)
    }

    /// The images of the next sheet, where its resources only refer to them.
    fn sheet_images(&mut self) -> io::Result<Dictionary> {
        let page = self.next_sheet()?.typeset.id;
        let images = self.generated.get_dictionary(page).ok();
        let images = images
            .and_then(|page| resolved(&self.generated, page, b"Resources")?.as_dict().ok())
            .and_then(|resources| resolved(&self.generated, resources, b"XObject")?.as_dict().ok());
        let Some(images) = images else { return Ok(Dictionary::new()) };
        let translated = self.of_sheets.dictionary(&self.generated, &mut self.file, images);
        self.of_sheets.settle(&self.generated, &LayerStates::default(), &mut self.file)?;
        Ok(translated)
    }
}
