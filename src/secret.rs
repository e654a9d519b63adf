//! A password: used, never shown.

use std::fmt;

/// A password. No message, report or record can show it: it has no `Display`, is not serialised, and its `Debug`
/// hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes a password as it was typed.
    pub fn new(text: impl Into<String>) -> Self {
        Secret(text.into())
    }

    /// The password, for whoever opens the file with it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn a_password_does_not_show() {
        assert_eq!(format!("{:?}", Some(Secret::new("hunter2"))), "Some(Secret(…))");
    }
}
