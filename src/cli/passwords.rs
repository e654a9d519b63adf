//! The passwords of locked files: from the case, the environment, and from a person at the terminal.

use std::io::IsTerminal;

use super::case_folder::CaseFolder;
use super::say;
use crate::case::{Case, Password};
use crate::intake::{self, Inventory, Lock, State};
use crate::report::plain;
use crate::secret::Secret;

/// The environment variable that may hold a password.
const VARIABLE: &str = "CASEBINDER_PASSWORD";

/// How often a password is asked for.
const ATTEMPTS: usize = 3;

/// May a person be asked?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asking {
    /// If there is a terminal.
    Allowed,
    /// A program reads along, or nobody is to be bothered.
    Forbidden,
}

impl Asking {
    /// Nobody is asked when quiet is wanted, or the output is for a program.
    pub fn unless(unwanted: bool) -> Asking {
        if unwanted { Asking::Forbidden } else { Asking::Allowed }
    }
}

/// The passwords that are there without asking.
pub fn given(case: &Case) -> Vec<Secret> {
    let of_documents = case.documents.iter().filter_map(|document| match document.password.as_ref()? {
        Password::Written(secret) => Some(secret.clone()),
        Password::Environment(name) => variable(name),
    });
    let mut secrets = Vec::new();
    for secret in of_documents.chain(variable(VARIABLE)) {
        if !secrets.contains(&secret) {
            secrets.push(secret);
        }
    }
    secrets
}

/// Asks for the passwords of files that are still locked, and looks into them again.
pub fn ask(folder: &mut CaseFolder, inventory: &mut Inventory, asking: Asking) {
    let terminal = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    if asking == Asking::Forbidden || !terminal {
        return;
    }
    let excluded = |path: &str| {
        let relative = path.strip_prefix("evidence/").unwrap_or(path);
        folder.case.documents.iter().any(|entry| entry.exclude.is_some() && entry.file == relative)
    };
    let locked =
        |file: &intake::SourceFile| file.state == State::Locked(Lock::Password) && !excluded(&file.path);
    let waiting: Vec<usize> =
        (0..inventory.files.len()).filter(|index| locked(&inventory.files[*index])).collect();
    for index in waiting {
        let Some(file) = inventory.files.get_mut(index) else { continue };
        for _ in 0..ATTEMPTS {
            say::talk(&format!("Password of {} (Enter to go on without it): ", plain(&file.path)));
            // What is typed does not show.
            let Ok(typed) = rpassword::read_password() else { return };
            if typed.is_empty() {
                break;
            }
            folder.case.passwords.push(Secret::new(typed));
            intake::look_again(file, &folder.case.passwords);
            if file.state != State::Locked(Lock::Password) {
                break;
            }
            folder.case.passwords.pop();
            say::talk("That password does not open it.\n");
        }
    }
}

fn variable(name: &str) -> Option<Secret> {
    // The environment is a matter of the command line; a password there stands in no file.
    #[expect(clippy::disallowed_methods)]
    let value = std::env::var(name).ok()?;
    (!value.is_empty()).then(|| Secret::new(value))
}
