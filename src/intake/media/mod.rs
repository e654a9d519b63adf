//! Facts from bytes, one file a kind.
