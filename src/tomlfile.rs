//! Reads TOML that people wrote, with positions, and collects every mistake instead of the first.
