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
        // Tests read what they need.
        if allowed(&path) || path.contains("/tests/") || path.ends_with("tests.rs") {
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
    for name in NETWORK {
        assert!(!linked.lines().any(|line| line == name), "{name} is linked");
    }
    let own = offenders(&["std::net", "TcpStream", "UdpSocket", "ToSocketAddrs"], |_| false);
    assert!(own.is_empty(), "{}", own.join("\n"));
}

/// Names of libraries that talk to a network, or that such libraries are made with.
const NETWORK: [&str; 56] = [
    "actix_web",
    "async_std",
    "attohttpc",
    "aws_sdk_s3",
    "awc",
    "axum",
    "curl",
    "curl_sys",
    "dns_lookup",
    "git2",
    "h2",
    "h3",
    "hickory_proto",
    "hickory_resolver",
    "http",
    "hyper",
    "hyper_util",
    "if_addrs",
    "isahc",
    "lettre",
    "libp2p",
    "libssh2_sys",
    "mdns",
    "minreq",
    "mio",
    "native_tls",
    "object_store",
    "openssl",
    "openssl_sys",
    "opentelemetry",
    "oauth2",
    "quinn",
    "reqwest",
    "rumqttc",
    "rustls",
    "sentry",
    "smol",
    "socket2",
    "ssh2",
    "suppaftp",
    "surf",
    "tiny_http",
    "tokio",
    "tokio_rustls",
    "tonic",
    "tower",
    "trust_dns_resolver",
    "tungstenite",
    "ureq",
    "url_fetch",
    "warp",
    "webpki",
    "webpki_roots",
    "websocket",
    "zbus",
    "zmq",
];

/// What the linker put together asks the system for no call that opens a connection.
#[cfg(all(target_os = "linux", target_pointer_width = "64", target_endian = "little"))]
#[test]
fn the_program_cannot_open_a_connection() {
    let program = fs::read(env!("CARGO_BIN_EXE_casebinder")).unwrap();
    let calls = imported(&program);
    assert!(calls.iter().any(|call| call.starts_with("open")), "the names of calls can be seen: {calls:?}");
    for name in
        ["socket", "connect", "getaddrinfo", "gethostbyname", "sendto", "recvfrom", "accept", "accept4"]
    {
        assert!(!calls.iter().any(|call| call == name), "{name} is linked");
    }
}

/// The names that a program (ELF, 64 bits) leaves to the system: those of its table of dynamic symbols.
#[cfg(target_os = "linux")]
fn imported(program: &[u8]) -> Vec<String> {
    let number = |at: usize, bytes: usize| {
        program[at..at + bytes].iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte))
    };
    let (sections, size, count) = (number(0x28, 8), number(0x3A, 2), number(0x3C, 2));
    let section = |index: usize| sections + index * size;
    let bytes =
        |header: usize| &program[number(header + 24, 8)..number(header + 24, 8) + number(header + 32, 8)];
    let dynamic = (0..count).map(section).find(|header| number(header + 4, 4) == 11).unwrap();
    let names = bytes(section(number(dynamic + 40, 4)));
    names.split(|byte| *byte == 0).map(|name| String::from_utf8_lossy(name).into_owned()).collect()
}
