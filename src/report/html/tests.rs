use super::*;
use crate::evaluate::testing::{TODAY, evidence, family, file, requirement, track, waiver};
use crate::evaluate::{Evaluation, evaluate};
use crate::finding::Finding;

/// The report on a family that lacks passports and has a file of this name.
fn report(name: &str) -> String {
    let passport = requirement("passport", "level = \"required\"\nscope = \"person\"");
    let photos = requirement("photos", "level = \"required\"\nscope = \"case\"");
    let track = track("", &format!("{passport}\n{photos}"));
    let mut case = family();
    case.waivers.push(waiver("photos", None));
    let evidence = evidence(vec![file(name, "", "")]);
    let mut evaluation: Evaluation = evaluate(&evidence, &case, &track, TODAY);
    evaluation.findings.push(Finding::warning("x", format!("evidence/{name} is odd.")));
    html(&Check { case: &case, track: &track, evidence: &evidence, evaluation: &evaluation }, None)
}

/// Every value of an attribute.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!("{attribute}=\"");
    page.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn headings_come_in_order_and_links_lead_somewhere() {
    let page = report("a.pdf");
    let levels: Vec<u32> = page
        .match_indices("<h")
        .filter_map(|(place, _)| page.get(place + 2..place + 3)?.parse().ok())
        .collect();
    assert_eq!(levels.first(), Some(&1));
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    let ids = values(&page, " id");
    for link in values(&page, "href") {
        assert!(link.strip_prefix('#').is_some_and(|id| ids.contains(&id)), "{link}");
    }
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), ids.len(), "an id stands twice: {ids:?}");
    for label in values(&page, "aria-labelledby") {
        assert!(ids.contains(&label), "{label}");
    }
}

#[test]
fn it_is_one_file_without_scripts() {
    let page = report("a.pdf");
    for word in ["<script", "http:", "https:", "src=", "@import", "url(", " on"] {
        let tags: Vec<&str> = page
            .split('<')
            .filter(|tag| tag.split('>').next().is_some_and(|tag| tag.contains(word)))
            .collect();
        assert!(tags.is_empty() && (word == " on" || !page.contains(word)), "{word}: {tags:?}");
    }
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
}

#[test]
fn what_is_missing_stands_under_the_person() {
    let page = report("a.pdf");
    let missing = page.split("id=\"missing\"").nth(1).and_then(|rest| rest.split("</section>").next());
    let missing = missing.unwrap_or_default();
    for person in family().applicants() {
        assert!(missing.contains(&format!("<h3>{} (", person.name)), "{missing}");
    }
}

#[test]
fn a_file_name_is_text_wherever_it_stands() {
    let page = report("<img src=x onerror=alert(1)>.pdf");
    assert!(!page.contains("<img"));
    assert_eq!(page.matches("&lt;img").count(), page.matches("onerror").count());
}

#[test]
fn every_table_has_a_caption_and_headings() {
    let page = report("a.pdf");
    let tables = page.matches("<table>").count();
    assert!(tables >= 2, "waivers and files");
    assert_eq!(page.matches("<caption>").count(), tables);
    assert_eq!(page.matches("<th ").count(), page.matches("<th scope=").count());
}
