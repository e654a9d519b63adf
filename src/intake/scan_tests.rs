#![allow(clippy::unwrap_used)]

use std::fs;

use super::*;

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn paths(inventory: &Inventory) -> Vec<&str> {
    inventory.files.iter().map(|file| file.path.as_str()).collect()
}

fn state<'a>(inventory: &'a Inventory, path: &str) -> &'a State {
    &inventory.files.iter().find(|file| file.path == path).unwrap().state
}

fn rules(inventory: &Inventory) -> Vec<&str> {
    inventory.findings.iter().map(|finding| finding.rule).collect()
}

#[test]
fn every_file_once_sorted_and_folders_not_at_all() {
    let folder = folder(&[("b.txt", b"b"), ("a/z.txt", b"z"), ("a/a.txt", b"a"), ("a b.txt", b"x")]);
    fs::create_dir(folder.path().join("empty")).unwrap();
    let inventory = scan(folder.path(), &[]).unwrap();
    assert_eq!(
        paths(&inventory),
        ["evidence/a b.txt", "evidence/a/a.txt", "evidence/a/z.txt", "evidence/b.txt"]
    );
    assert!(inventory.files.iter().all(|file| file.sha256.len() == 64 && file.bytes == 1));
}

#[test]
fn a_missing_folder_is_an_error_and_an_empty_one_is_not() {
    let folder = folder(&[]);
    assert!(scan(&folder.path().join("nowhere"), &[]).is_err());
    assert!(scan(folder.path(), &[]).unwrap().files.is_empty());
    fs::write(folder.path().join("file"), "x").unwrap();
    assert!(scan(&folder.path().join("file"), &[]).is_err());
}

#[cfg(unix)]
#[test]
fn links_are_listed_but_never_followed() {
    use std::os::unix::fs::symlink;
    let outside = folder(&[("secret.txt", b"another client's file"), ("more/x.txt", b"x")]);
    let folder = folder(&[("own.txt", b"own")]);
    symlink(outside.path().join("secret.txt"), folder.path().join("passport.pdf")).unwrap();
    symlink(outside.path(), folder.path().join("others")).unwrap();
    symlink(folder.path(), folder.path().join("loop")).unwrap();
    symlink("gone.pdf", folder.path().join("broken.pdf")).unwrap();
    let inventory = scan(folder.path(), &[]).unwrap();
    assert_eq!(
        paths(&inventory),
        [
            "evidence/broken.pdf",
            "evidence/loop",
            "evidence/others",
            "evidence/own.txt",
            "evidence/passport.pdf"
        ]
    );
    for path in ["evidence/broken.pdf", "evidence/loop", "evidence/others", "evidence/passport.pdf"] {
        assert!(
            matches!(state(&inventory, path), State::Refused(why) if why.starts_with("a link;")),
            "{path}"
        );
    }
    assert!(
        inventory
            .files
            .iter()
            .filter(|file| file.path != "evidence/own.txt")
            .all(|file| file.sha256.is_empty())
    );
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_without_waiting_for_a_writer() {
    let folder = folder(&[]);
    let pipe = folder.path().join("pipe.pdf");
    if !std::process::Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()) {
        return;
    }
    let inventory = scan(folder.path(), &[]).unwrap();
    assert!(matches!(state(&inventory, "evidence/pipe.pdf"), State::Refused(why) if why.contains("pipe")));
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_or_folder_is_named_and_the_rest_is_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[("locked.pdf", b"%PDF-1.7"), ("shut/in.pdf", b"%PDF-1.7"), ("open.txt", b"x")]);
    let no_rights = fs::Permissions::from_mode(0o000);
    fs::set_permissions(folder.path().join("locked.pdf"), no_rights.clone()).unwrap();
    fs::set_permissions(folder.path().join("shut"), no_rights).unwrap();
    let may_read_all = fs::read(folder.path().join("locked.pdf")).is_ok();
    let inventory = scan(folder.path(), &[]).unwrap();
    fs::set_permissions(folder.path().join("shut"), fs::Permissions::from_mode(0o700)).unwrap();
    assert!(paths(&inventory).contains(&"evidence/open.txt"));
    if !may_read_all {
        assert!(
            matches!(state(&inventory, "evidence/locked.pdf"), State::Refused(why) if why.contains("allow"))
        );
        assert_eq!(rules(&inventory), ["folder-refused"]);
        assert_eq!(inventory.findings[0].path.as_deref(), Some("evidence/shut"));
    }
}

#[cfg(unix)]
#[test]
fn hostile_names_are_kept_apart_and_pointed_out() {
    use std::os::unix::ffi::OsStrExt;
    let long = format!("{}.txt", "ñ".repeat(125) + "x");
    assert_eq!(long.len(), 255);
    let names: &[&[u8]] = &[
        b"line\nbreak.txt",
        "pass\u{202E}fdp.txt".as_bytes(),
        long.as_bytes(),
        "Traducci\u{f3}n.txt".as_bytes(),
        "Traduccio\u{301}n.txt".as_bytes(),
        b"bytes\xF1.txt",
        b" leading and trailing .txt ",
        b"back\\slash.txt",
    ];
    let folder = folder(&[]);
    for name in names {
        // Some file systems refuse some of these; what they take must come back.
        let _ = fs::write(folder.path().join(std::ffi::OsStr::from_bytes(name)), name);
    }
    let made = fs::read_dir(folder.path()).unwrap().count();
    let inventory = scan(folder.path(), &[]).unwrap();
    assert_eq!(inventory.files.len(), made);
    let mut unique = paths(&inventory);
    unique.dedup();
    assert_eq!(unique.len(), made);
    if made == names.len() {
        assert!(paths(&inventory).contains(&"evidence/Traduccio\u{301}n.txt"));
        assert!(paths(&inventory).contains(&"evidence/bytes\\xF1.txt"));
        assert_eq!(rules(&inventory).iter().filter(|rule| **rule == "file-name-twins").count(), 1);
        assert_eq!(
            rules(&inventory).iter().filter(|rule| **rule == "file-name-hidden-characters").count(),
            3
        );
        assert!(inventory.findings.iter().all(|finding| !finding.message.contains(['\n', '\u{202E}'])));
    }
}

#[test]
fn litter_empty_and_unknown_files_have_their_state() {
    let folder = folder(&[
        (".DS_Store", b"\0\0\0\x01Bud1\0"),
        ("Photos/._IMG_1.JPG", &[0, 5, 0x16, 7, 0, 2, 0, 0]),
        ("passport.pdf", b""),
        ("noise.pdf", b"\x01\x02\x03\x04"),
        ("letter.txt", b"Dear judge"),
    ]);
    let inventory = scan(folder.path(), &[]).unwrap();
    assert!(matches!(state(&inventory, "evidence/.DS_Store"), State::Junk(_)));
    assert!(matches!(state(&inventory, "evidence/Photos/._IMG_1.JPG"), State::Junk(_)));
    assert_eq!(state(&inventory, "evidence/passport.pdf"), &State::Empty);
    assert!(matches!(state(&inventory, "evidence/noise.pdf"), State::Damaged(_)));
    assert_eq!(state(&inventory, "evidence/letter.txt"), &State::NeedsConversion("a text file".into()));
}

#[test]
fn two_scans_say_the_same() {
    let many: Vec<(String, Vec<u8>)> =
        (0..60).map(|n| (format!("d{}/f{n}.txt", n % 7), vec![b'a'; n])).collect();
    let files: Vec<(&str, &[u8])> =
        many.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let folder = folder(&files);
    let told = |inventory: &Inventory| format!("{:?}", inventory.files);
    assert_eq!(told(&scan(folder.path(), &[]).unwrap()), told(&scan(folder.path(), &[]).unwrap()));
}
