//! Links of a source page: those that lead to a page of the packet keep working, the others keep their look.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::destination::Destinations;
use super::geometry::Matrix;
use super::pagetree::{is_name, number, rectangle, resolved};

/// A link annotation of a source page.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceLink {
    /// Its area in the space of the source page: left, bottom, right, top.
    pub area: [f64; 4],
    /// Corners of the lines of text it covers, where the source gives them.
    pub quads: Vec<(f64, f64)>,
    /// The source page it leads to, counted from 1, if it stays inside the source.
    pub page: Option<u32>,
    /// The frame around it, if it shows one.
    pub frame: Option<Frame>,
    /// Frame and appearance are marked for printing.
    pub printed: bool,
    /// An appearance of its own, and where on the source page it belongs.
    pub appearance: Option<(ObjectId, Matrix)>,
}

/// The frame that viewers draw around a link. It stays a frame *of the link*, so that what shows it in the source
/// shows it in the packet, and what does not, does not.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// Width of the line, in units of the page.
    width: f64,
    /// Lengths of dashes and gaps, in units of the page.
    dash: Option<Vec<f64>>,
    /// Only the lower side is drawn.
    underline: bool,
    /// Gray, RGB or CMYK.
    colour: Vec<f64>,
}

/// No paper reaches this far, in units of the page.
const FARTHEST: f64 = 1e7;
/// Flags of annotations.
const HIDDEN: i64 = 2;
const PRINT: i64 = 4;
const NO_VIEW: i64 = 32;
/// Links read from one page.
const MOST_LINKS: usize = 20_000;

/// Reads the link annotations of a page that are there to be seen and used.
pub fn read(document: &Document, page: ObjectId, places: &Destinations) -> Vec<SourceLink> {
    let annotations = document
        .get_dictionary(page)
        .ok()
        .and_then(|page| resolved(document, page, b"Annots")?.as_array().ok())
        .map_or(&[][..], Vec::as_slice);
    annotations.iter().take(MOST_LINKS).filter_map(|annotation| link(document, annotation, places)).collect()
}

fn link(document: &Document, annotation: &Object, places: &Destinations) -> Option<SourceLink> {
    let annotation = document.dereference(annotation).ok()?.1.as_dict().ok()?;
    if !is_name(resolved(document, annotation, b"Subtype")?, b"Link") {
        return None;
    }
    let flags = resolved(document, annotation, b"F").and_then(|flags| flags.as_i64().ok()).unwrap_or(0);
    if flags & (HIDDEN | NO_VIEW) != 0 {
        return None;
    }
    let [x0, y0, x1, y1] = rectangle(document, annotation, b"Rect")?;
    let area = [x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)];
    if !area.iter().all(|side| side.abs() < FARTHEST) {
        return None;
    }
    Some(SourceLink {
        area,
        quads: quads(document, annotation),
        page: places.page_of(document, annotation),
        frame: frame(document, annotation),
        printed: flags & PRINT != 0,
        appearance: appearance(document, annotation, area),
    })
}

fn quads(document: &Document, annotation: &Dictionary) -> Vec<(f64, f64)> {
    let numbers = numbers(document, annotation, b"QuadPoints").unwrap_or_default();
    if numbers.is_empty() || !numbers.len().is_multiple_of(8) || numbers.len() > 8 * 1000 {
        return Vec::new();
    }
    numbers.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}

fn numbers(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Option<Vec<f64>> {
    let items = resolved(document, dictionary, key)?.as_array().ok()?;
    items.iter().map(|item| number(document.dereference(item).ok()?.1)).collect()
}

/// Viewers draw a frame only where the file asks for one, although the standard says otherwise.
fn frame(document: &Document, annotation: &Dictionary) -> Option<Frame> {
    let style = resolved(document, annotation, b"BS").and_then(|style| style.as_dict().ok());
    let (width, dash, underline) = if let Some(style) = style {
        let width = resolved(document, style, b"W").and_then(number).unwrap_or(1.0);
        let kind = resolved(document, style, b"S").and_then(|kind| kind.as_name().ok()).unwrap_or(b"S");
        let dash = numbers(document, style, b"D").unwrap_or_else(|| vec![3.0]);
        (width, (kind == b"D").then_some(dash), kind == b"U")
    } else {
        let items = resolved(document, annotation, b"Border")?.as_array().ok()?;
        let width = items.get(2).map_or(Some(1.0), |item| number(document.dereference(item).ok()?.1))?;
        let dash = items.get(3).and_then(|dash| document.dereference(dash).ok()?.1.as_array().ok());
        (width, dash.map(|dash| dash.iter().filter_map(number).collect()), false)
    };
    let colour = numbers(document, annotation, b"C").unwrap_or_else(|| vec![0.0]);
    if !(width > 0.0 && width < FARTHEST && matches!(colour.len(), 1 | 3 | 4)) {
        return None;
    }
    let sound =
        |dash: &Vec<f64>| dash.iter().all(|d| d.is_finite() && *d >= 0.0) && dash.iter().any(|d| *d > 0.0);
    Some(Frame { width, dash: dash.filter(sound), underline, colour })
}

/// The appearance of a link, and the map by which the standard (12.5.5) fits it into the area.
fn appearance(document: &Document, annotation: &Dictionary, area: [f64; 4]) -> Option<(ObjectId, Matrix)> {
    let normal = resolved(document, annotation, b"AP")?.as_dict().ok()?.get(b"N").ok()?;
    let (id, form) = match document.dereference(normal).ok()? {
        (id, Object::Stream(form)) => (id?, form),
        (_, Object::Dictionary(states)) => {
            let state = resolved(document, annotation, b"AS")?.as_name().ok()?;
            let (id, form) = document.dereference(states.get(state).ok()?).ok()?;
            (id?, form.as_stream().ok()?)
        }
        _ => return None,
    };
    let shape = rectangle(document, &form.dict, b"BBox")?;
    let own: Option<[f64; 6]> = numbers(document, &form.dict, b"Matrix").and_then(|own| own.try_into().ok());
    let [left, bottom, right, top] =
        Matrix(own.unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0])).apply_rectangle(shape);
    let (wide, high) = ((area[2] - area[0]) / (right - left), (area[3] - area[1]) / (top - bottom));
    if !(wide.is_finite() && high.is_finite()) {
        return None;
    }
    Some((id, Matrix([wide, 0.0, 0.0, high, area[0] - left * wide, area[1] - bottom * high])))
}

/// A link annotation of the volume: no frame, one destination, no action.
pub fn annotation(area: [f64; 4], target: u32, top: f64) -> Dictionary {
    let mut annotation = bare(area);
    annotation.set("Dest", destination(target, top));
    annotation
}

fn bare(area: [f64; 4]) -> Dictionary {
    let mut annotation = Dictionary::new();
    annotation.set("Type", "Annot");
    annotation.set("Subtype", "Link");
    annotation.set("Rect", area.iter().map(|side| real(*side)).collect::<Vec<_>>());
    annotation.set("Border", vec![Object::Integer(0); 3]);
    annotation.set("F", PRINT);
    annotation
}

/// A destination: the upper edge of a page.
pub fn destination(target: u32, top: f64) -> Object {
    Object::Array(vec![Object::Reference((target, 0)), "XYZ".into(), Object::Null, real(top), Object::Null])
}

/// A number rounded to what paper can show.
pub fn real(value: f64) -> Object {
    let value = (value * 10_000.0).round() / 10_000.0;
    if value.fract() == 0.0 && value.abs() < 1e9 {
        Object::Integer(value as i64)
    } else {
        Object::Real(value as f32)
    }
}

impl SourceLink {
    /// The link annotation of the volume, for a page that lies on the paper by this map: with a target (a page and
    /// its upper edge), or for the sake of its frame or look (a form on the paper).
    pub fn on_paper(
        &self,
        placing: Matrix,
        target: Option<(u32, f64)>,
        look: Option<u32>,
    ) -> Option<Dictionary> {
        if target.is_none() && look.is_none() && self.frame.is_none() {
            return None;
        }
        let mut link = bare(placing.apply_rectangle(self.area));
        if let Some((page, top)) = target {
            link.set("Dest", destination(page, top));
        }
        if let Some(frame) = &self.frame {
            frame.draw_on(&mut link, placing);
            link.set("F", self.flag());
        }
        if let Some(look) = look {
            link.set("AP", dictionary! { "N" => (look, 0) });
            link.set("F", self.flag());
        }
        if !self.quads.is_empty() {
            let corners = self.quads.iter().map(|(x, y)| placing.apply(*x, *y));
            link.set("QuadPoints", corners.flat_map(|(x, y)| [real(x), real(y)]).collect::<Vec<_>>());
        }
        Some(link)
    }

    /// What is not marked for printing stays so: a reader's paper then shows what it showed of the source.
    fn flag(&self) -> i64 {
        if self.printed { PRINT } else { 0 }
    }
}

impl Frame {
    fn draw_on(&self, link: &mut Dictionary, placing: Matrix) {
        let [a, b, c, d, ..] = placing.0;
        let scale = (a * d - b * c).abs().sqrt();
        let reals = |numbers: &[f64], scale: f64| numbers.iter().map(|n| real(n * scale)).collect::<Vec<_>>();
        let mut style = Dictionary::new();
        style.set("W", real(self.width * scale));
        style.set("S", if self.underline { "U" } else { "S" });
        if let Some(dash) = &self.dash {
            style.set("S", "D");
            style.set("D", reals(dash, scale));
        }
        link.remove(b"Border");
        link.set("BS", style);
        link.set("C", reals(&self.colour, 1.0));
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use lopdf::Stream;

    use super::*;

    fn framed(annotation: Dictionary, target: Option<(u32, f64)>) -> Option<Dictionary> {
        let area = [10.0, 20.0, 110.0, 40.0];
        let frame = frame(&Document::with_version("1.7"), &annotation);
        let link =
            SourceLink { area, quads: Vec::new(), page: None, frame, printed: false, appearance: None };
        // Half as large, turned by a quarter.
        link.on_paper(Matrix([0.0, 0.5, -0.5, 0.0, 0.0, 0.0]), target, None)
    }

    #[test]
    fn frames_stay_where_viewers_draw_them() {
        let array = |values: &[i64]| values.iter().map(|value| Object::Integer(*value)).collect::<Vec<_>>();
        assert_eq!(framed(dictionary! {}, None), None);
        assert_eq!(framed(dictionary! { "Border" => array(&[0, 0, 0]) }, None), None);
        assert_eq!(framed(dictionary! { "Border" => array(&[0, 0, 1]), "C" => array(&[]) }, None), None);
        let red = dictionary! { "Border" => array(&[0, 0, 2]), "C" => array(&[1, 0, 0]) };
        let link = framed(red, None).unwrap();
        assert_eq!(link.get(b"BS").unwrap(), &dictionary! { "W" => 1, "S" => "S" }.into());
        assert_eq!(link.get(b"Rect").unwrap(), &array(&[-20, 5, -10, 55]).into());
        assert_eq!(link.get(b"C").unwrap(), &array(&[1, 0, 0]).into());
        assert!(!link.has(b"Dest") && !link.has(b"Border"));
        let dashed = dictionary! { "BS" => dictionary! { "S" => "D", "W" => 4, "D" => array(&[6, 2]) } };
        let link = framed(dashed, Some((7, 792.0))).unwrap();
        let style = dictionary! { "W" => 2, "S" => "D", "D" => array(&[3, 1]) };
        assert_eq!(link.get(b"BS").unwrap(), &style.into());
        assert!(link.has(b"Dest"));
    }

    #[test]
    fn a_link_without_a_frame_stays_for_its_target_alone() {
        let link = framed(dictionary! {}, Some((7, 792.0))).unwrap();
        assert_eq!(link.get(b"Border").unwrap(), &vec![Object::Integer(0); 3].into());
        assert_eq!(link.get(b"F").unwrap(), &Object::Integer(4));
    }

    #[test]
    fn an_appearance_is_fitted_into_the_area() {
        let mut document = Document::with_version("1.7");
        let numbers = |values: [i64; 4]| values.map(Object::Integer).to_vec();
        let form =
            document.add_object(Stream::new(dictionary! { "BBox" => numbers([10, 10, 30, 20]) }, Vec::new()));
        let annotation = dictionary! { "AP" => dictionary! { "N" => form } };
        let (id, map) = appearance(&document, &annotation, [100.0, 200.0, 140.0, 210.0]).unwrap();
        assert_eq!(id, form);
        assert_eq!(map.apply_rectangle([10.0, 10.0, 30.0, 20.0]), [100.0, 200.0, 140.0, 210.0]);
    }

    #[test]
    fn hidden_links_are_gone() {
        let mut document = Document::with_version("1.7");
        let rect: Vec<Object> = [0, 0, 9, 9].into_iter().map(Object::Integer).collect();
        let link = |flags: i64| {
            Object::from(dictionary! { "Subtype" => "Link", "Rect" => rect.clone(), "F" => flags })
        };
        let page = document.add_object(dictionary! { "Annots" => vec![link(2), link(4), link(32)] });
        assert_eq!(read(&document, page, &Destinations::default()).len(), 1);
    }
}
