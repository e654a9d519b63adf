//! `check --format html`: one self-contained file.
