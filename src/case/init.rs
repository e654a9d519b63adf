//! Writes the commented `case.toml` of a new case.
