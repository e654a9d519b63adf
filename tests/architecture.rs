//! The edges between modules that keep the pipeline readable.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::fs;

fn sources() -> Vec<(String, String)> {
    let root = common::project("src");
    let mut files: Vec<(String, String)> = walkdir::WalkDir::new(&root)
        .into_iter()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rs"))
        .map(|entry| {
            let path = entry.path().strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
            (path, fs::read_to_string(entry.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}

/// Lines of `what` in files that `allowed` does not allow.
fn offenders(what: &[&str], allowed: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in sources() {
        if allowed(&path) {
            continue;
        }
        // Tests at the foot of a file may build what they need.
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            let comment = line.trim_start().starts_with("//");
            if !comment && what.iter().any(|what| line.contains(what)) {
                found.push(format!("src/{path}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    found
}

#[test]
fn only_pdf_names_pdf_crates() {
    let crates = ["lopdf", "printpdf", "hayro_syntax", "subsetter"];
    let found = offenders(&crates, |path| path.starts_with("pdf/"));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn only_intake_packet_and_cli_touch_files() {
    let found = offenders(&["std::fs", "fs::read", "fs::write", "File::open"], |path| {
        ["intake/", "packet/", "cli/"].iter().any(|allowed| path.starts_with(allowed))
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn nothing_imports_the_command_line() {
    let found = offenders(&["crate::cli", "super::cli"], |path| path.starts_with("cli/"));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn only_the_command_line_knows_clock_and_environment() {
    let found = offenders(&["Zoned::now", "SystemTime", "Instant::now", "std::env::"], |path| {
        path.starts_with("cli/") || path == "main.rs"
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_network_is_out_of_reach() {
    let tree = std::process::Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--offline", "--edges", "normal", "--prefix", "none", "--format", "{lib}"])
        .current_dir(common::project("."))
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let linked = String::from_utf8(tree.stdout).unwrap();
    assert!(linked.contains("lopdf"), "the tree is there");
    for name in ["reqwest", "hyper", "ureq", "curl", "openssl", "rustls", "tokio", "socket2", "tiny_http"] {
        assert!(!linked.lines().any(|line| line == name), "{name} is linked");
    }
}
