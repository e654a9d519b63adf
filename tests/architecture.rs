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

/// What the linker put together knows no call that opens a connection.
#[cfg(target_os = "linux")]
#[test]
fn the_program_cannot_open_a_connection() {
    let program = fs::read(env!("CARGO_BIN_EXE_casebinder")).unwrap();
    let calls = |name: &str| memchr::memmem::find(&program, format!("\0{name}\0").as_bytes()).is_some();
    assert!(calls("open64") || calls("open"), "the names of calls can be seen");
    for name in ["socket", "connect", "getaddrinfo", "gethostbyname", "sendto", "recvfrom", "accept4"] {
        assert!(!calls(name), "{name} is linked");
    }
}
