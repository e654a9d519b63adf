//! Link areas and the pages they lead to.

use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Number, Stream};

use super::PageIndex;
use super::text::{Draw, IDENTITY};
use crate::pdf::proof::LOOK;

/// The links of a page: x, y, width, height, index of the page they lead to.
pub fn links(page: &Dict<'_>, index: &PageIndex) -> Vec<(f64, f64, f64, f64, usize)> {
    let Some(annotations) = page.get::<Array<'_>>("Annots") else { return Vec::new() };
    annotations.iter::<Dict<'_>>().filter_map(|annotation| link(&annotation, index)).collect()
}

/// How many link annotations of a page claim to lead somewhere. (Others stand for the frame they show.)
pub fn count(page: &Dict<'_>) -> usize {
    let is_link = |annotation: &Dict<'_>| {
        annotation.get::<Name<'_>>("Subtype").is_some_and(|subtype| subtype.as_str() == "Link")
            && ["Dest", "A"].iter().any(|key| annotation.contains_key(key))
    };
    page.get::<Array<'_>>("Annots").map_or(0, |list| list.iter::<Dict<'_>>().filter(is_link).count())
}

/// The forms that the link annotations of a page show, in order.
pub fn looks<'a>(page: &Dict<'a>) -> Vec<Draw<'a>> {
    let Some(annotations) = page.get::<Array<'a>>("Annots") else { return Vec::new() };
    let look = |annotation: Dict<'a>| {
        let look = annotation.get::<Dict<'a>>("AP")?.get::<Stream<'a>>("N")?;
        let drawn = look.dict().get::<Dict<'a>>("Resources")?.get::<Dict<'a>>("XObject")?;
        Some(Draw { what: drawn.get::<Stream<'a>>(LOOK), ctm: IDENTITY, first: true })
    };
    annotations.iter::<Dict<'a>>().filter_map(look).collect()
}

fn link(annotation: &Dict<'_>, index: &PageIndex) -> Option<(f64, f64, f64, f64, usize)> {
    if annotation.get::<Name<'_>>("Subtype")?.as_str() != "Link" {
        return None;
    }
    let corners: Vec<f64> =
        annotation.get::<Array<'_>>("Rect")?.iter::<Number>().map(|number| number.as_f64()).collect();
    let &[x1, y1, x2, y2] = corners.as_slice() else { return None };
    let page = destination(&annotation.get::<Array<'_>>("Dest")?, index)?;
    Some((x1.min(x2), y1.min(y2), (x2 - x1).abs(), (y2 - y1).abs(), page))
}

/// The page that an explicit destination leads to.
pub fn destination(destination: &Array<'_>, index: &PageIndex) -> Option<usize> {
    match destination.raw_iter().next()? {
        MaybeRef::Ref(page) => index.get(&page.into()).copied(),
        MaybeRef::NotRef(_) => None,
    }
}
