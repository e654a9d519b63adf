//! The contract with scripts: exit codes, streams, and that a failure is told whole and leaves nothing behind.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;
use std::path::Path;

use common::{case, code, run_in, stderr, stdout, tree};

const TODAY: &str = "2026-11-22";

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn without_a_case_the_remedy_is_named() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["check", "build"] {
        let output = run_in(folder.path(), &[command]);
        assert_eq!(code(&output), 3);
        assert!(stderr(&output).contains("no case.toml"), "{}", stderr(&output));
        assert!(stderr(&output).contains("casebinder init"), "{}", stderr(&output));
        assert_eq!(stdout(&output), "");
    }
}

#[test]
fn three_mistakes_are_three_messages_with_line_and_caret() {
    let (_keep, copy) = case("court-family");
    let text = "schema = 1\ntrack = \"asylum-court-filing\"\n\n[[person]]\nid = \"maria\"\nname = \"Maria LOPEZ\"\nrole = \"principle\"\nborn = \"1990-04-02\"\n\n[court]\nhearing_kindd = \"individual\"\n";
    fs::write(copy.join("case.toml"), text).unwrap();
    let output = run_in(&copy, &["check", "--today", TODAY]);
    assert_eq!(code(&output), 3);
    let talk = stderr(&output);
    for place in ["case.toml:7:", "case.toml:8:", "case.toml:11:"] {
        assert!(talk.contains(place), "{place} in:\n{talk}");
    }
    assert!(talk.matches('^').count() >= 3, "{talk}");
    assert!(talk.contains("principal") && talk.contains("hearing_kind"), "{talk}");
}

#[test]
fn an_unknown_track_names_the_known_ones() {
    let (_keep, copy) = case("court-family");
    let text = fs::read_to_string(copy.join("case.toml"))
        .unwrap()
        .replace("\"asylum-court-filing\"", "\"asylum-court-filling\"");
    fs::write(copy.join("case.toml"), text).unwrap();
    let output = run_in(&copy, &["check"]);
    assert_eq!(code(&output), 3);
    assert!(stderr(&output).contains("asylum-court-filing"), "{}", stderr(&output));
    assert!(stderr(&output).contains("case.toml:3:9"), "{}", stderr(&output));
}

#[test]
fn what_only_the_checklist_knows_is_told_with_the_rest() {
    let (_keep, copy) = case("court-family");
    let text = "schema = 1\ntrack = \"asylum-court-filing\"\n\n[[person]]\nid = \"maria\"\nname = \"Maria LOPEZ\"\nrole = \"principle\"\n\n[facts]\nmarried = 2\n\n[[document]]\nfile = \"a.pdf\"\nsatisfies = [\"passport\", \"pasport\"]\n\n[[deadline]]\nid = \"evidnce\"\ndate = 2027-02-01\nreason = \"Order\"\n";
    fs::write(copy.join("case.toml"), text).unwrap();
    let output = run_in(&copy, &["check", "--today", TODAY]);
    assert_eq!(code(&output), 3);
    let talk = stderr(&output);
    for place in ["case.toml:7:8", "case.toml:10:1", "case.toml:14:26", "case.toml:17:6"] {
        assert!(talk.contains(place), "{place} in:\n{talk}");
    }
    assert_eq!(talk.matches("-->").count(), 4, "{talk}");
    // The same without the mistake of the text: the file is as invalid.
    fs::write(copy.join("case.toml"), text.replace("principle", "principal")).unwrap();
    let output = run_in(&copy, &["check", "--today", TODAY]);
    assert_eq!((code(&output), stderr(&output).matches("-->").count()), (3, 3), "{}", stderr(&output));
}

#[test]
fn a_folder_that_is_named_is_not_searched_for_above() {
    let (_keep, copy) = case("court-family");
    let output = run_in(&copy, &["check", "evidence"]);
    assert_eq!(code(&output), 3);
    assert!(!stderr(&output).contains("any folder above"), "{}", stderr(&output));
    let output = run_in(&copy, &["check", "evidnce"]);
    assert_eq!(code(&output), 3);
    assert!(stderr(&output).contains("does not exist"), "{}", stderr(&output));
    let output = run_in(&copy.join("evidence"), &["check", "--today", TODAY, "--fail-on", "never"]);
    assert_eq!(code(&output), 0);
}

#[test]
fn an_empty_evidence_folder_is_a_gap_and_not_a_crash() {
    let (_keep, copy) = case("court-family");
    fs::remove_dir_all(copy.join("evidence")).unwrap();
    let without = run_in(&copy, &["check", "--today", TODAY]);
    assert!(matches!(code(&without), 10 | 11), "{}", stderr(&without));
    assert!(stdout(&without).contains("no evidence folder"), "{}", stdout(&without));
    fs::create_dir(copy.join("evidence")).unwrap();
    let empty = run_in(&copy, &["check", "--today", TODAY]);
    assert!(matches!(code(&empty), 10 | 11), "{}", stderr(&empty));
    assert!(stdout(&empty).contains("evidence folder is empty"), "{}", stdout(&empty));
}

#[test]
fn a_build_with_gaps_writes_nothing() {
    let (_keep, copy) = case("court-missing");
    let before = tree(&copy);
    let output = run_in(&copy, &["build", "--today", TODAY]);
    assert_eq!(code(&output), 10, "{}", stderr(&output));
    assert!(stderr(&output).contains("--draft"), "{}", stderr(&output));
    assert_eq!(before, tree(&copy));
}

#[test]
fn a_folder_that_is_no_packet_is_not_overwritten() {
    let (_keep, copy) = case("court-family");
    let out = copy.join("out");
    fs::create_dir(&out).unwrap();
    fs::write(out.join("thesis.txt"), "years of work").unwrap();
    let output = run_in(&copy, &["build", "--today", TODAY, "-o", "out"]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("not overwritten"), "{}", stderr(&output));
    assert_eq!(names(&out), ["thesis.txt"]);
}

#[test]
fn what_somebody_put_beside_a_packet_is_not_deleted() {
    let (_keep, copy) = case("court-family");
    assert_eq!(code(&run_in(&copy, &["build", "--today", TODAY, "-q"])), 0);
    fs::write(copy.join("packet/signed-cover.pdf"), "signed by hand").unwrap();
    let output = run_in(&copy, &["build", "--today", TODAY]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("not overwritten"), "{}", stderr(&output));
    assert!(copy.join("packet/signed-cover.pdf").is_file());
}

#[test]
fn nothing_is_written_into_the_evidence_or_over_the_case_file() {
    let (_keep, copy) = case("court-family");
    let before = tree(&copy);
    let outputs: [&[&str]; 4] = [
        &["build", "--today", TODAY, "-o", "evidence/packet"],
        &["build", "--today", TODAY, "-o", "evidence/new/../packet"],
        &["check", "--today", TODAY, "--no-history", "-o", "evidence/check.txt"],
        &["check", "--today", TODAY, "--no-history", "-o", "case.toml"],
    ];
    for arguments in outputs {
        let output = run_in(&copy, arguments);
        assert_eq!(code(&output), 1, "{arguments:?}: {}", stderr(&output));
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("evidence", copy.join("elsewhere")).unwrap();
        assert_eq!(code(&run_in(&copy, &["build", "--today", TODAY, "-o", "elsewhere/packet"])), 1);
        fs::remove_file(copy.join("elsewhere")).unwrap();
    }
    assert!(before == tree(&copy));
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_nothing_half_written() {
    let (_keep, copy) = case("court-family");
    let before = names(&copy);
    for wait in [30, 120, 250, 400] {
        let mut child = common::casebinder()
            .current_dir(&copy)
            .args(["build", "--today", TODAY, "-q", "-o", "interrupted"])
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(wait));
        let kill =
            std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        let ended = child.wait().unwrap().code();
        // It may have been done before the signal came.
        if kill.success() && ended != Some(0) {
            assert_eq!(ended, Some(130), "after {wait} ms");
            assert_eq!(names(&copy), before, "after {wait} ms");
        } else {
            fs::remove_dir_all(copy.join("interrupted")).unwrap();
        }
    }
}

#[test]
fn filed_packets_are_not_overwritten() {
    let (_keep, copy) = case("court-family");
    let output = run_in(&copy, &["build", "--today", TODAY, "-o", "filed/2026-11-22"]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("filed"), "{}", stderr(&output));
    assert!(!copy.join("filed").exists());
}

#[test]
fn an_output_that_cannot_be_made_is_named() {
    let (_keep, copy) = case("court-family");
    let before = names(&copy);
    let output = run_in(&copy, &["build", "--today", TODAY, "-o", "case.toml/packet"]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("case.toml"), "{}", stderr(&output));
    assert_eq!(before, names(&copy));
}

#[test]
fn init_never_overwrites_and_its_case_can_be_checked() {
    let folder = tempfile::tempdir().unwrap();
    let init = ["init", "new", "--track", "asylum-uscis-interview", "--client", "Ana \"Anita\" NÚÑEZ"];
    assert_eq!(code(&run_in(folder.path(), &init)), 0);
    let before = tree(folder.path());
    let again = run_in(folder.path(), &init);
    assert_eq!(code(&again), 1);
    assert_eq!(before, tree(folder.path()));
    let check = run_in(folder.path(), &["check", "new", "--today", TODAY]);
    assert!(matches!(code(&check), 10 | 11), "{}{}", stdout(&check), stderr(&check));
    assert!(stdout(&check).contains("Ana \"Anita\" NÚÑEZ"), "{}", stdout(&check));
    let unknown = run_in(folder.path(), &["init", "other", "--track", "asylum-cuort-filing"]);
    assert_eq!(code(&unknown), 2);
    assert!(stderr(&unknown).contains("asylum-court-filing"), "{}", stderr(&unknown));
}

#[test]
fn bad_arguments_are_two() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in
        [&["chekc"][..], &["check", "--today", "yesterday"], &["check", "--format", "docx"], &["verify"]]
    {
        assert_eq!(code(&run_in(folder.path(), arguments)), 2, "{arguments:?}");
    }
}

#[test]
fn every_page_of_a_draft_says_so() {
    let (_keep, copy) = case("court-missing");
    assert_eq!(code(&run_in(&copy, &["build", "--draft", "--today", TODAY])), 0);
    let volume = names(&copy.join("packet")).into_iter().find(|name| name.ends_with(".pdf")).unwrap();
    assert!(volume.contains("DRAFT"), "{volume}");
    let read = casebinder::pdf::readback::read(fs::read(copy.join("packet").join(&volume)).unwrap()).unwrap();
    for (index, page) in read.pages.iter().enumerate() {
        assert!(page.texts.iter().any(|text| text.text.contains("DRAFT")), "page {}", index + 1);
    }
}

#[test]
fn two_builds_are_the_same_bytes_wherever_they_run() {
    let (_keep, copy) = case("court-family");
    assert_eq!(code(&run_in(&copy, &["build", "--today", TODAY, "-o", "one", "-q"])), 0);
    let (_keep_too, moved) = case("court-family");
    let output = common::casebinder()
        .current_dir(std::env::temp_dir())
        .env("TZ", "Pacific/Kiritimati")
        .env("LANG", "tr_TR.UTF-8")
        .env("LC_ALL", "tr_TR.UTF-8")
        .env("RAYON_NUM_THREADS", "1")
        .args(["build", "--today", TODAY, "-q", "-o"])
        .arg(moved.join("two"))
        .arg(&moved)
        .output()
        .unwrap();
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(tree(&copy.join("one")) == tree(&moved.join("two")), "the bytes differ");
}

#[test]
fn a_rebuild_replaces_the_packet_whole_and_leaves_nothing_else() {
    let (_keep, copy) = case("court-family");
    assert_eq!(code(&run_in(&copy, &["build", "--today", TODAY])), 0);
    fs::create_dir(copy.join(".packet.partial")).unwrap();
    fs::write(copy.join(".packet.partial/half.pdf"), "left by a crash").unwrap();
    assert_eq!(code(&run_in(&copy, &["build", "--today", TODAY])), 0);
    assert!(!names(&copy).iter().any(|name| name.starts_with('.')), "{:?}", names(&copy));
}

#[cfg(unix)]
#[test]
fn what_is_made_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let (_keep, copy) = case("court-family");
    assert_eq!(code(&run_in(&copy, &["build", "--today", TODAY])), 0);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&copy.join("packet")), 0o700);
    for name in names(&copy.join("packet")) {
        assert_eq!(mode(&copy.join("packet").join(&name)), 0o600, "{name}");
    }
}

#[test]
fn a_name_in_letters_that_cannot_be_printed_gets_a_title_and_no_refusal() {
    let (_keep, copy) = case("court-missing");
    let photo = tree(&copy.join("evidence")).into_iter().find(|(path, _)| path == "EOIR-28.pdf").unwrap().1;
    fs::write(copy.join("evidence/出生证明.pdf"), [photo, b"\n%".to_vec()].concat()).unwrap();
    let output = run_in(&copy, &["build", "--draft", "--today", TODAY]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let manifest = fs::read_to_string(copy.join("packet/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let sources =
        manifest["exhibits"].as_array().unwrap().iter().flat_map(|e| e["sources"].as_array().unwrap());
    let titles: Vec<&str> = sources
        .filter(|source| source["path"] == "evidence/出生证明.pdf")
        .map(|source| source["title"].as_str().unwrap())
        .collect();
    assert!(titles.len() == 1 && titles[0].starts_with("Birth certificate"), "{titles:?}");
}
