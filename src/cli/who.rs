//! Who runs the program: for others who meet the same packet.

/// `process 4711, maria on front-desk`.
pub fn works_here() -> String {
    let mut who = format!("process {}", std::process::id());
    if let Some(user) = first_of(&["USER", "LOGNAME", "USERNAME"]) {
        who += &format!(", {user}");
    }
    if let Some(computer) = first_of(&["HOSTNAME", "COMPUTERNAME"]).or_else(host) {
        who += &format!(" on {computer}");
    }
    who
}

fn first_of(names: &[&str]) -> Option<String> {
    // The environment names the person; only the command line asks it.
    #[expect(clippy::disallowed_methods)]
    let ask = |name: &&str| std::env::var(name).ok().filter(|word| !word.is_empty());
    names.iter().find_map(ask)
}

/// The name of the computer, where the system keeps it in a file.
fn host() -> Option<String> {
    let name = std::fs::read_to_string("/etc/hostname").ok()?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty() && name.len() < 64)
}
